"""From a YearReview to what its map draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from yearlog.geodesy import LatLon
from yearlog.i18n import Both
from yearlog.kinds.flight import Flight
from yearlog.render.maps import MapLeg, MapStop, Role, TravelMap
from yearlog.review.legs import near
from yearlog.review.model import Counted, YearReview


def of(review: YearReview, attributions: Iterable[str] = ()) -> TravelMap:
    """Return the cities as stops and the flights as legs; only what the review may show.

    A leg ends at its airport's city, so that two airports of one city make one stop.
    """
    found: dict[str, MapStop] = {}
    sources: tuple[tuple[Role, tuple[Counted, ...]], ...] = (
        ("visit", review.places.cities),
        ("talk", review.talks.by_place),
        ("layover", review.places.layovers),
    )
    for role, things in sources:
        for one in things:
            if one.latitude is None or one.longitude is None:
                continue
            if one.key in found:
                continue
            home = review.home is not None and near(review.home.place, one.latitude, one.longitude)
            found[one.key] = MapStop(
                Both(one.label("zh"), one.label("en")),
                one.latitude,
                one.longitude,
                first_time=one.first_time and role != "layover",
                visits=one.count,
                role="home" if home else role,
            )
    _add_stays(review, found)
    return TravelMap(
        title=Both(f"{review.year} 年的旅行", f"Travel in {review.year}"),
        stops=tuple(found.values()),
        legs=_legs(review),
        attributions=tuple(attributions),
    )


def _add_stays(review: YearReview, found: dict[str, MapStop]) -> None:
    """Add the stays that no city stands for: a lake, a ski area."""
    for entry in review.stays:
        place = entry.place
        if place is None or place.latitude is None or place.longitude is None:
            continue
        name = Both(place.name("zh"), place.name("en"))
        if any(stop.name.en == name.en for stop in found.values()):
            continue
        found[f"stay:{place.id}"] = MapStop(
            name, place.latitude, place.longitude, visits=1, role="stay"
        )


def _legs(review: YearReview) -> tuple[MapLeg, ...]:
    counts: Counter[tuple[LatLon, LatLon]] = Counter()
    for entry in review.flights.entries:
        assert isinstance(entry.details, Flight)
        ends = [
            (airport.latitude, airport.longitude)
            for airport in (entry.details.origin, entry.details.destination)
            if airport.latitude is not None and airport.longitude is not None
        ]
        if len(ends) == 2:
            counts[ends[0], ends[1]] += 1
    return tuple(MapLeg(a, b, n) for (a, b), n in sorted(counts.items()))
