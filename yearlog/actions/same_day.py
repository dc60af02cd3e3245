"""The order of entries that a day holds: flights as they left, not as they were typed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from yearlog.kinds.entry import Entry


def as_flown(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries with the flights of each day in the order they left; all else stays put.

    ``entries`` are in order of their first day. Without times the order is the one in which the
    legs connect. What was not flown stays where it is.
    """
    places: dict[date, list[int]] = {}
    for at, entry in enumerate(entries):
        if entry.kind == "flight" and entry.date_precision == "day":
            flight: Any = entry.details
            if flight.status in ("flown", "diverted"):
                places.setdefault(entry.starts_on, []).append(at)
    found = list(entries)
    for on_day in places.values():
        if len(on_day) > 1:
            legs = [entries[at] for at in on_day]
            for at, entry in zip(on_day, _chain(legs) or _ordered(legs), strict=True):
                found[at] = entry
    return found


def _chain(legs: Sequence[Entry]) -> list[Entry]:
    """Return legs by their local times if each leaves from where the one before landed.

    That is nearly every day of several flights, and spares the first screen loading the rules for
    the others. Empty if it is not so.
    """

    def left(leg: Entry) -> str:
        flight: Any = leg.details
        return str(flight.scheduled_departure or "")

    def joined(before: Any, after: Any) -> bool:
        return bool(before.destination.code == after.origin.code)

    ordered = sorted(legs, key=lambda leg: (left(leg), leg.id))
    if all(map(left, legs)) and all(joined(a.details, b.details) for a, b in pairwise(ordered)):
        return ordered
    return []


def _ordered(legs: Sequence[Entry]) -> list[Entry]:
    from yearlog.review.order import flown

    return flown(legs)
