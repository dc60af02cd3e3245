"""What lay before a year: which of its places had been visited by then, which airports used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Airport
from yearlog.review.legs import destination_of, origin_of, same_airport
from yearlog.review.order import was_flown
from yearlog.review.travel import Stop


class Past(Protocol):
    """Answers for the time before one year, private entries included.

    It is asked only for what the year itself has, so that an answer need not know all years.
    """

    def cities(self, stops: Iterable[Stop]) -> frozenset[str]:
        """Return the keys of those stops whose city or other place had been visited."""

    def countries(self, codes: Iterable[str]) -> frozenset[str]:
        """Return those of some countries and regions that had been visited."""

    def airports(self, airports: Iterable[Airport]) -> frozenset[Airport]:
        """Return those of some airports that a flight had left or reached; see `same_airport`."""


class Recounted:
    """The past told by all entries that began before a year, and the stops they make."""

    def __init__(self, earlier: Sequence[Entry], stops: Iterable[Stop]) -> None:
        ids = {entry.id for entry in earlier}
        visits = [stop for stop in stops if not stop.layover and not ids.isdisjoint(stop.ids)]
        self._cities = frozenset(stop.key for stop in visits)
        self._countries = frozenset(stop.country_code for stop in visits)
        self._airports = frozenset(
            airport
            for entry in filter(was_flown, earlier)
            for airport in (origin_of(entry), destination_of(entry))
        )

    def cities(self, stops: Iterable[Stop]) -> frozenset[str]:
        """Return the keys of those stops whose city or other place had been visited."""
        return self._cities & {stop.key for stop in stops}

    def countries(self, codes: Iterable[str]) -> frozenset[str]:
        """Return those of some countries and regions that had been visited."""
        return self._countries & set(codes)

    def airports(self, airports: Iterable[Airport]) -> frozenset[Airport]:
        """Return those of some airports that a flight had left or reached."""
        return frozenset(
            one
            for one in airports
            if one in self._airports or any(same_airport(one, used) for used in self._airports)
        )
