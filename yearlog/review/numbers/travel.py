"""The numbers of travel: flights and what they add up to, places, trips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from yearlog.geodesy.walltime import to_utc
from yearlog.i18n import LANGS, Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.review.airports import by_flight, counted_as
from yearlog.review.belongs import last_possible_start
from yearlog.review.model import Counted, YearReview
from yearlog.review.numbers.model import Item, Number, Unit, of_entries, of_things, shares

EQUATOR_KM = 40_075.017
"""Once round the Earth: the equator of WGS 84."""

LATE = 15
"""From so many minutes on a flight is late, as the US Department of Transportation counts."""


def flights(review: YearReview) -> Number:
    """Return the flights flown; a flight belongs to the year of its local departure."""
    return Number("flights", "flight", of_entries(review.flights.entries))


def distance(review: YearReview) -> Number:
    """Return the distance flown in km, each flight along the geodesic on WGS 84."""
    return Number("distance", "km", *shares(review.flights.entries, "distance_km"))


def air_time(review: YearReview) -> Number:
    """Return the time from gate to gate in minutes, where both ends are known."""
    return Number("air_time", "minute", *shares(review.flights.entries, "duration_minutes"))


def laps(review: YearReview) -> Number:
    """Return the distance in laps round the equator."""
    far = distance(review)
    return Number(
        "laps",
        "lap",
        tuple(item._replace(share=item.share / EQUATOR_KM) for item in far.items),
        far.missing,
    )


def delay(review: YearReview) -> Number:
    """Return how many minutes flights landed late, of those whose times are both known.

    A flight that landed early takes away nothing: minutes waited are not given back. Of one whose
    times are not both known, or may not be seen, nobody can say.
    """
    known = [(entry, minutes_late(entry)) for entry in review.flights.entries]
    waited = (
        of_entries([entry])[0]._replace(share=minutes)
        for entry, minutes in known
        if minutes is not None and minutes > 0
    )
    return Number(
        "delay",
        "minute",
        tuple(waited),
        tuple(entry.id for entry, minutes in known if minutes is None),
    )


def late(review: YearReview) -> Number:
    """Return the flights that landed `LATE` or more after their schedule.

    Of a flight whose times are not both known nobody can say.
    """
    known = [(entry, minutes_late(entry)) for entry in review.flights.entries]
    return Number(
        "late",
        "flight",
        of_entries(entry for entry, minutes in known if minutes is not None and minutes >= LATE),
        tuple(entry.id for entry, minutes in known if minutes is None),
    )


def minutes_late(entry: Entry) -> int | None:
    """Return by how many minutes a flight landed after its schedule, or None if not known."""
    assert isinstance(entry.details, Flight)
    details = entry.details
    planned, real = details.scheduled_arrival, details.actual_arrival
    if not planned or not real:
        return None
    planned_at, landed_at = datetime.fromisoformat(planned), datetime.fromisoformat(real)
    if details.destination.tz:
        planned_at = to_utc(planned_at, details.destination.tz)
        landed_at = to_utc(landed_at, details.destination.tz)
    return (landed_at - planned_at) // timedelta(minutes=1)


def airports(review: YearReview) -> Number:
    """Return the airports that flights left or reached."""
    return Number("airports", "airport", of_things(review.flights.airports))


def airports_first_time(review: YearReview) -> Number:
    """Return the airports that no flight of an earlier year used."""
    return Number("airports.first_time", "airport", of_things(review.places.first_airports))


def airlines(review: YearReview) -> Number:
    """Return the airlines, by name, else by the first two letters of the flight number."""
    return Number("airlines", "airline", of_things(review.flights.airlines))


def aircraft(review: YearReview) -> Number:
    """Return the types of aircraft, of those flights that name one."""
    return _grouped("aircraft", "aircraft", review.flights.entries, _type_of)


def routes(review: YearReview) -> Number:
    """Return the pairs of airports with a flight between them, there or back."""
    at = by_flight(review.flights.airports)
    return _grouped("routes", "route", review.flights.entries, lambda one: _route_of(one, at))


def _type_of(entry: Entry) -> tuple[str, Both] | None:
    name = getattr(entry.details, "aircraft_type", "")
    return (name, Both(name, name)) if name else None


def _route_of(entry: Entry, at: Mapping[str, Sequence[Counted]]) -> tuple[str, Both]:
    assert isinstance(entry.details, Flight)
    flown = (entry.details.origin, entry.details.destination)
    counted = zip(counted_as(entry, at), flown, strict=True)
    ends = sorted(((one.key, end) for one, end in counted), key=lambda one: one[0])
    names = (" – ".join(end.city(lang) or end.code for _, end in ends) for lang in LANGS)
    return "-".join(key for key, _ in ends), Both(*names)


def _grouped(
    name: str,
    unit: Unit,
    entries: Iterable[Entry],
    key_of: Callable[[Entry], tuple[str, Both] | None],
) -> Number:
    """Return what entries have in common, the most frequent first."""
    found: dict[str, Item] = {}
    for entry in entries:
        said = key_of(entry)
        if said is None:
            continue
        key, label = said
        old = found.get(key, Item(key, label, ()))
        found[key] = old._replace(ids=(*old.ids, entry.id))
    ordered = sorted(found.values(), key=lambda item: (-len(item.ids), item.key))
    return Number(name, unit, tuple(ordered))


def time_zones(review: YearReview) -> Number:
    """Return the UTC offsets that flights left from or landed in, on the day they did.

    A flight that is not known to the day is missing, unless its clocks were the same all the time.
    """
    found: dict[str, list[str]] = {}
    missing = []
    for entry in review.flights.entries:
        offsets = _offsets(entry, review.flights.landed_on.get(entry.id, entry.starts_on))
        if offsets is None:
            missing.append(entry.id)
            continue
        for offset in offsets:
            found.setdefault(offset, []).append(entry.id)
    return Number(
        "time_zones",
        "zone",
        tuple(Item(key, Both(key, key), tuple(found[key])) for key in sorted(found, key=_minutes)),
        tuple(missing),
    )


def _offsets(entry: Entry, landed_on: date) -> set[str] | None:
    """Return the offsets at both ends of a flight, None where its day leaves one of them open."""
    assert isinstance(entry.details, Flight)
    ends = ((entry.details.origin, entry.starts_on), (entry.details.destination, landed_on))
    found: set[str] = set()
    for airport, on in ends:
        if not airport.tz:
            continue
        known = entry.date_precision == "day"
        span = (on, on) if known else (entry.starts_on, last_possible_start(entry))
        possible = _possible(airport.tz, *span)
        if len(possible) > 1:
            return None
        found |= possible
    return found


@lru_cache(maxsize=1024)
def _possible(tz: str, first: date, last: date) -> frozenset[str]:
    """Return the offsets of a zone over some days, read at noon."""
    days = range((last - first).days + 1)
    return frozenset(_offset(tz, first + timedelta(days=at)) for at in days)


def _offset(tz: str, on: date) -> str:
    noon = datetime.combine(on, time(12))
    utc = to_utc(noon, tz).replace(tzinfo=None)
    minutes = (noon - utc) // timedelta(minutes=1)
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{hours}:{rest:02d}"


def _minutes(offset: str) -> int:
    hours, _, rest = offset[4:].partition(":")
    return (int(hours) * 60 + int(rest)) * (-1 if offset[3] == "−" else 1)


def countries(review: YearReview) -> Number:
    """Return the countries and regions visited, by flight outside a layover, stay or talk."""
    return _places("countries", "country", review.places.countries)


def countries_first_time(review: YearReview) -> Number:
    """Return the countries and regions visited in no earlier year."""
    return _places("countries.first_time", "country", review.places.first_countries)


def cities(review: YearReview) -> Number:
    """Return the cities visited, by flight outside a layover, stay or talk."""
    return _places("cities", "city", review.places.cities)


def cities_first_time(review: YearReview) -> Number:
    """Return the cities visited in no earlier year."""
    return _places("cities.first_time", "city", review.places.first_cities)


def layovers(review: YearReview) -> Number:
    """Return the cities that were only passed."""
    return _places("layovers", "city", review.places.layovers)


def _places(name: str, unit: Unit, places: Iterable[Counted]) -> Number:
    return Number(name, unit, of_things(places))


def trips(review: YearReview) -> Number:
    """Return the trips, from leaving home to reaching it."""
    items = (
        Item(
            one.entries[0].id,
            Both(one.name("zh"), one.name("en")),
            tuple(entry.id for entry in one.entries),
        )
        for one in review.trips
    )
    return Number("trips", "trip", tuple(items))


def stays(review: YearReview) -> Number:
    """Return the stays that began in the year."""
    return Number("stays", "stay", of_entries(review.stays))
