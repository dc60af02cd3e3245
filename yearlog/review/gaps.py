"""Gaps: two flights in a row between which the journal does not say how one got on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import Airport, Place
from yearlog.review.travel import (
    HOME_RADIUS_KM,
    SAME_CITY_KM,
    flown,
    is_visit,
    landed_on,
    meets,
    near,
    next_door,
)


@dataclass(frozen=True, slots=True)
class Gap:
    """Two flights in a row between which the journal does not say how one got on."""

    landed: Entry
    leaves: Entry

    @property
    def codes(self) -> tuple[str, str]:
        """The airport where one landed, and the one the next flight leaves from."""
        assert isinstance(self.landed.details, Flight)
        assert isinstance(self.leaves.details, Flight)
        return self.landed.details.destination.code, self.leaves.details.origin.code


def gaps(entries: Sequence[Entry]) -> list[Gap]:
    """Return where a flight leaves from another place than the one before it landed at.

    Airports of one city, or within `travel.HOME_RADIUS_KM`, are one place. A stay or a talk at the
    new place between the two explains how one comes to be there. What was not flown does not count;
    a diverted flight landed where it says.
    """
    there = sorted(filter(_is_there, entries), key=lambda entry: entry.starts_on)
    starts = [entry.starts_on for entry in there]
    found = []
    for landed, leaves in pairwise(flown(entries)):
        if meets(landed, leaves) or next_door(landed, leaves):
            continue
        since, origin = landed_on(landed), origin_of(leaves)
        until = bisect_right(starts, leaves.starts_on)
        if not any(one.last_day >= since and is_at(one, origin) for one in there[:until]):
            found.append(Gap(landed, leaves))
    return found


def _is_there(entry: Entry) -> bool:
    """Return whether an entry says where one was: away or at home."""
    return is_visit(entry) or (
        entry.place is not None and getattr(entry.details, "purpose", "") == "home"
    )


def origin_of(entry: Entry) -> Airport:
    """Return the airport a flight left from."""
    assert isinstance(entry.details, Flight)
    return entry.details.origin


def is_at(entry: Entry, airport: Airport) -> bool:
    """Return whether the place of an entry that has one is an airport's city or near it."""
    place = entry.place
    assert place is not None
    if None not in (place.latitude, place.longitude, airport.latitude, airport.longitude):
        within = SAME_CITY_KM if _same_name(place, airport) else HOME_RADIUS_KM
        return near(place, airport.latitude, airport.longitude, within)
    return _same_name(place, airport)


def _same_name(place: Place, airport: Airport) -> bool:
    return place.country_code == airport.country_code and bool(
        {place.name_en, place.city_en} & ({airport.city_en} - {""})
        or {place.name_zh, place.city_zh} & ({airport.city_zh} - {""})
    )
