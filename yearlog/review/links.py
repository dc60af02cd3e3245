"""Links by date and place: the flight that brought one to a talk, a stay or a moment."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.review.gaps import is_at
from yearlog.review.legs import destination_of, landed_on, near
from yearlog.review.model import Link
from yearlog.review.travel import is_visit
from yearlog.review.trips import Journey


def links(
    journeys: Sequence[Journey], entries: Iterable[Entry], shown: frozenset[str] | None = None
) -> list[Link]:
    """Return what was done where each flight landed, by the days of what was done.

    A talk in person, a stay or a moment is linked to the last flight that had landed by then, if
    that was at its city or within `legs.HOME_RADIUS_KM`. What is known by its month only, and what
    was near the home that the trip had left, is linked to none. Only entries in ``shown``, if
    given, are named.
    """
    done = sorted(filter(_has_place, entries), key=lambda one: (one.starts_on, one.id))
    days = [one.starts_on for one in done]
    flown = [(journey, _flights(journey)) for journey in journeys]
    flown = [(journey, flights) for journey, flights in flown if flights]
    found: dict[str, Link] = {}
    for at, (journey, flights) in enumerate(flown):
        if shown is not None and not any(one.id in shown for one in flights):
            continue
        until = flown[at + 1][1][0].starts_on if at + 1 < len(flown) else date.max
        for k in range(bisect_left(days, flights[0].starts_on), bisect_right(days, until)):
            entry = done[k]
            flight = _brought(entry, flights) if _counts(entry, journey) else None
            if flight is not None:
                found[entry.id] = Link(flight.id, entry.id)
    links = (found[one.id] for one in done if one.id in found)
    return [one for one in links if shown is None or shown.issuperset(one)]


def _has_place(entry: Entry) -> bool:
    return is_visit(entry) or (entry.kind == "moment" and entry.place is not None)


def _flights(journey: Journey) -> list[Entry]:
    return [one for one in journey.entries if isinstance(one.details, Flight)]


def _counts(entry: Entry, journey: Journey) -> bool:
    """Return whether the day of an entry is known, and it was not near the home that was left."""
    home, place = journey.home, entry.place
    if entry.date_precision != "day" or place is None:
        return False
    return home is None or not near(home.place, place.latitude, place.longitude)


def _brought(entry: Entry, flights: Sequence[Entry]) -> Entry | None:
    """Return the flight that brought one to an entry, or None if another one came between.

    One that left on the day of the entry for elsewhere left after it; of one known by its month
    nobody can say. A stay may be recorded from the day on which one set out.
    """
    for flight in reversed(flights):
        if flight.date_precision != "day":
            return None
        began = flight.starts_on if entry.kind == "stay" else landed_on(flight)
        if began > entry.starts_on or landed_on(flight) > entry.last_day:
            continue
        if is_at(entry, destination_of(flight)):
            return flight
        if flight.starts_on < entry.starts_on:
            return None
    return None
