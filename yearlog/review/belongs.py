"""Which year an entry belongs to, and which projects ran on a day of that year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from yearlog.kinds.entry import Entry

_LASTING = frozenset({"project", "stay"})
"""Kinds that are of every year they touch, though a stay is listed once."""


def is_of(entry: Entry, year: int) -> bool:
    """Return whether a year's review has an entry that touches it.

    What lasts over New Year belongs to the year it begins in, except projects and stays.
    """
    return entry.kind in _LASTING or entry.starts_on.year == year


def is_counted(entry: Entry, year: int) -> bool:
    """Return whether a year counts an entry as its own: all but stays of the year before."""
    return entry.kind == "project" or entry.starts_on.year == year


def runs(project: Entry, year: int, today: date | None = None) -> bool:
    """Return whether a project ran on a day of a year, rather than having just a milestone in it.

    One that is active and has no end goes on until ``today``, without it for good.
    """
    if project.starts_on.year == year:
        return True
    active = getattr(project.details, "status", "") == "active"
    last = project.ends_on or ((today or date.max) if active else project.starts_on)
    return project.starts_on.year < year <= last.year


def last_possible_start(entry: Entry) -> date:
    """Return the last day on which an entry may have begun."""
    on = entry.starts_on
    if entry.date_precision == "year":
        return date(on.year, 12, 31)
    if entry.date_precision == "month":
        return date(on.year, on.month, monthrange(on.year, on.month)[1])
    return on
