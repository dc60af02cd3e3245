"""What the first screen asks of a journal: one year's entries and counts, with little to load."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from yearlog import clock
from yearlog.actions.same_day import as_flown
from yearlog.actions.workspace import Workspace
from yearlog.kinds.entry import Entry
from yearlog.review.belongs import is_counted, runs


class Tally(NamedTuple):
    """What a year holds: entries by kind, and the kilometres of the flights flown."""

    counts: dict[str, int]
    distance_km: float


def first_run(space: Workspace) -> bool:
    """Return whether the first questions are still to be asked."""
    return "welcomed" not in space.settings and space.journal.count() == 0


def opening_year(space: Workspace) -> int:
    """Return the year to open with: this one, or the newest before it, in which an entry began."""
    now = clock.today().year
    years = space.journal.years(begun=True)
    if not years or now in years:
        return now
    return next((year for year in years if year <= now), years[-1])


def year_entries(space: Workspace, year: int) -> list[Entry]:
    """Return the entries that touch a year by date: begun earlier, of the whole year, the rest."""
    return sorted(
        as_flown(space.journal.entries(year=year)),
        key=lambda entry: (entry.starts_on.year >= year, entry.date_precision != "year"),
    )


def tally(entries: Sequence[Entry], year: int) -> Tally:
    """Count a year as the review does: flights flown, and all else by the day it began.

    A project counts in every year it runs in, not in one that has just a milestone of it.
    """
    today = clock.today()
    counts: dict[str, int] = {}
    distance = 0.0
    for entry in entries:
        if entry.kind == "flight":
            flight: Any = entry.details
            if entry.starts_on.year != year or flight.status not in ("flown", "diverted"):
                continue
            distance += flight.distance_km or 0.0
        if not is_counted(entry, year) or (
            entry.kind == "project" and not runs(entry, year, today)
        ):
            continue
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    return Tally(counts, distance)
