"""Links by date and place: the flight that brought one to a talk, a stay or a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.review.gaps import is_at
from yearlog.review.legs import destination_of, landed_on, near
from yearlog.review.model import Link
from yearlog.review.travel import is_visit
from yearlog.review.trips import Journey


def links(
    journeys: Iterable[Journey], entries: Sequence[Entry], shown: frozenset[str] | None = None
) -> Iterator[Link]:
    """Yield what was done where each flight landed, trip by trip and in the order of the days.

    A talk in person, a stay or a moment is linked to the last flight of its trip that had landed by
    then, if that was at its city or within `legs.HOME_RADIUS_KM`. What is known by its month only,
    and what was near home, is linked to none. Only entries in ``shown``, if given, are named.
    """
    moments = sorted(
        (one for one in entries if one.kind == "moment" and one.place is not None),
        key=lambda one: (one.starts_on, one.id),
    )
    for journey in journeys:
        flights = [one for one in journey.entries if isinstance(one.details, Flight)]
        exact = [one for one in flights if one.date_precision == "day"]
        if not exact or len(exact) < len(flights):
            continue
        if shown is not None and not any(one.id in shown for one in exact):
            continue
        during = [one for one in moments if _during(one, journey, exact)]
        visits = [one for one in journey.entries if is_visit(one)]
        done = sorted((*visits, *during), key=lambda one: (one.starts_on, one.id))
        for entry in done:
            flight = _brought(entry, exact) if _counts(entry, journey) else None
            both = flight is not None and (shown is None or {flight.id, entry.id} <= shown)
            if flight is not None and both:
                yield Link(flight.id, entry.id)


def _during(moment: Entry, journey: Journey, flights: Sequence[Entry]) -> bool:
    """Return whether a moment lies between the first flight of a trip and its last day."""
    last = max(_last_day(one) for one in journey.entries)
    return min(one.starts_on for one in flights) <= moment.starts_on <= last


def _last_day(entry: Entry) -> date:
    return landed_on(entry) if isinstance(entry.details, Flight) else entry.last_day


def _counts(entry: Entry, journey: Journey) -> bool:
    """Return whether the day of an entry is known, and it was not near the home that was left."""
    home, place = journey.home, entry.place
    if entry.date_precision != "day" or place is None:
        return False
    return home is None or not near(home.place, place.latitude, place.longitude)


def _brought(entry: Entry, flights: Sequence[Entry]) -> Entry | None:
    """Return the flight that brought one to an entry, or None if another one came between.

    One that left on the day of the entry for elsewhere left after it. A stay may be recorded from
    the day on which one set out.
    """
    for flight in reversed(flights):
        began = flight.starts_on if entry.kind == "stay" else landed_on(flight)
        if began > entry.starts_on or landed_on(flight) > entry.last_day:
            continue
        if is_at(entry, destination_of(flight)):
            return flight
        if flight.starts_on < entry.starts_on:
            return None
    return None
