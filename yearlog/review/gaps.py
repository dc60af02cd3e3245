"""Gaps: two flights in a row between which the journal does not say how one got on."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate, pairwise

from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import Airport, Place
from yearlog.review.legs import (
    HOME_RADIUS_KM,
    SAME_CITY_KM,
    connects,
    landed_on,
    leaves_too_early,
    near,
    origin_of,
)
from yearlog.review.order import flown
from yearlog.review.travel import is_visit


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


def gaps(entries: Sequence[Entry], chain: Sequence[Entry] | None = None) -> list[Gap]:
    """Return where a flight leaves from another place than the one before it landed at.

    Airports of one city, or within `legs.HOME_RADIUS_KM`, are one place. A stay or a talk at the
    new place between the two explains how one comes to be there. What was not flown does not count;
    a diverted flight landed where it says. ``chain`` are the flights in order, where known.
    """
    there = _Presence(filter(_is_there, entries))
    return [
        Gap(landed, leaves)
        for landed, leaves in pairwise(flown(entries) if chain is None else chain)
        if not connects(landed, leaves)
        and not there.at(origin_of(leaves), landed_on(landed), leaves.starts_on)
    ]


def clashes(chain: Sequence[Entry]) -> list[Gap]:
    """Return where a flight leaves before the one before it landed, so that a time is wrong."""
    pairs = pairwise(chain)
    return [Gap(landed, leaves) for landed, leaves in pairs if leaves_too_early(landed, leaves)]


class _Presence:
    """Where entries say one was, and when; asked by airport."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        spans: dict[Place, list[tuple[date, date]]] = defaultdict(list)
        for entry in entries:
            assert entry.place is not None
            spans[entry.place].append((entry.starts_on, entry.last_day))
        # By place: the first days in order, and the latest last day of all up to each.
        self._known = {
            place: (
                [first for first, _ in sorted(found)],
                list(accumulate((last for _, last in sorted(found)), max)),
            )
            for place, found in spans.items()
        }
        self._near: dict[Airport, list[Place]] = {}

    def at(self, airport: Airport, since: date, until: date) -> bool:
        """Return whether an entry that touches these days was at an airport."""
        if airport not in self._near:
            self._near[airport] = [one for one in self._known if _serves(airport, one)]
        for place in self._near[airport]:
            firsts, lasts = self._known[place]
            begun = bisect_right(firsts, until)
            if begun and lasts[begun - 1] >= since:
                return True
        return False


def _is_there(entry: Entry) -> bool:
    """Return whether an entry says where one was: away or at home."""
    return is_visit(entry) or (
        entry.place is not None and getattr(entry.details, "purpose", "") == "home"
    )


def is_at(entry: Entry, airport: Airport) -> bool:
    """Return whether the place of an entry that has one is an airport's city or near it."""
    assert entry.place is not None
    return _serves(airport, entry.place)


@lru_cache(maxsize=16384)
def _serves(airport: Airport, place: Place) -> bool:
    if None not in (place.latitude, place.longitude, airport.latitude, airport.longitude):
        within = SAME_CITY_KM if _same_name(place, airport) else HOME_RADIUS_KM
        return near(place, airport.latitude, airport.longitude, within)
    return _same_name(place, airport)


def _same_name(place: Place, airport: Airport) -> bool:
    return place.country_code == airport.country_code and bool(
        {place.name_en, place.city_en} & ({airport.city_en} - {""})
        or {place.name_zh, place.city_zh} & ({airport.city_zh} - {""})
    )
