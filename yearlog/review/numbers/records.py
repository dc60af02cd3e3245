"""The most, the longest and the furthest of a year, with the entries that hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.review.model import Counted, YearReview
from yearlog.review.numbers import nights, travel
from yearlog.review.numbers.model import Item, Record, Unit, of_entries, of_things
from yearlog.review.numbers.spreads import SPREADS, longest_pause


def longest_flight(review: YearReview) -> Record | None:
    """Return the flight over the greatest distance, in km."""
    return _by_distance(review, "flights.longest", -1)


def shortest_flight(review: YearReview) -> Record | None:
    """Return the flight over the least distance, in km; None where there is but one."""
    found = _by_distance(review, "flights.shortest", 1)
    return found if found and len(travel.distance(review).items) > 1 else None


def _by_distance(review: YearReview, name: str, direction: int) -> Record | None:
    """Return the first flight of the most or the fewest km."""
    items = travel.distance(review).items
    if not items:
        return None
    item = min(items, key=lambda one: direction * one.share)
    return Record(name, "km", item.share, item._replace(share=1))


def _furthest(name: str, coordinate: str, direction: int) -> Callable[[YearReview], Record | None]:
    def found(review: YearReview) -> Record | None:
        """Return the place visited, or airport used, that lies furthest in one direction."""
        places: Iterable[Counted] = (*review.places.cities, *review.flights.airports)
        known = [one for one in places if getattr(one, coordinate) is not None]
        if not known:
            return None
        best = max(known, key=lambda one: direction * getattr(one, coordinate))
        return Record(name, "degree", getattr(best, coordinate), of_things([best])[0])

    return found


def _busiest(name: str, spread: str, unit: Unit) -> Callable[[YearReview], Record | None]:
    def found(review: YearReview) -> Record | None:
        """Return the part of a spread that holds most, the first of equals; None if it is empty."""
        parts = [part for part in SPREADS[spread](review).parts if part.key and part.items]
        if not parts:
            return None
        most = max(parts, key=lambda part: part.value)
        ids = tuple(dict.fromkeys(one for item in most.items for one in item.ids))
        return Record(name, unit, most.value, Item(most.key, most.name, ids))

    return found


def busiest_route(review: YearReview) -> Record | None:
    """Return the pair of airports flown between most often, if that is more than once."""
    items = travel.routes(review).items
    if not items or len(items[0].ids) < 2:
        return None
    return Record("flights.busiest_route", "flight", len(items[0].ids), items[0])


def talks_pause(review: YearReview) -> Record | None:
    """Return the most days between two talks."""
    return _pause("talks.longest_pause", review.talks.entries)


def silence(review: YearReview) -> Record | None:
    """Return the most days between two reflections."""
    return _pause("reflections.longest_silence", review.reflections.entries)


def _pause(name: str, entries: Iterable[Entry]) -> Record | None:
    found = longest_pause(entries)
    if found is None:
        return None
    days, before, after = found
    first, second = of_entries((before, after))
    said = (f"{first.name.zh} → {second.name.zh}", f"{first.name.en} → {second.name.en}")
    return Record(name, "day", days, Item(before.id, Both(*said), (before.id, after.id)))


def most_delayed(review: YearReview) -> Record | None:
    """Return the flight that landed most minutes after its schedule."""
    items = travel.delay(review).items
    if not items:
        return None
    worst = max(items, key=lambda one: one.share)
    return Record("flights.most_delayed", "minute", worst.share, worst._replace(share=1))


RECORDS: Mapping[str, Callable[[YearReview], Record | None]] = {
    "flights.longest": longest_flight,
    "flights.shortest": shortest_flight,
    "flights.busiest_month": _busiest("flights.busiest_month", "flights.by_month", "flight"),
    "flights.busiest_weekday": _busiest("flights.busiest_weekday", "flights.by_weekday", "flight"),
    "flights.busiest_route": busiest_route,
    "flights.most_delayed": most_delayed,
    "trips.longest": nights.longest_trip,
    "home.longest": nights.longest_at_home,
    "places.northernmost": _furthest("places.northernmost", "latitude", 1),
    "places.southernmost": _furthest("places.southernmost", "latitude", -1),
    "places.easternmost": _furthest("places.easternmost", "longitude", 1),
    "places.westernmost": _furthest("places.westernmost", "longitude", -1),
    "talks.longest_pause": talks_pause,
    "reflections.longest_silence": silence,
}


def records(review: YearReview) -> dict[str, Record]:
    """Return the records that the year has, by name."""
    found = {name: record(review) for name, record in RECORDS.items()}
    return {name: record for name, record in found.items() if record is not None}
