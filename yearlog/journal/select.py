"""Conditions on the rows of ``entries`` that more than one question asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from yearlog import clock

Condition = tuple[str, list[Any]]
"""An SQL condition on the columns of ``entries``, and its values."""

_YEAR = timedelta(days=366)
"""What lasts longer than this is over a New Year."""

_GOES_ON = (
    "ends_on IS NULL AND ? <= ? AND id IN (SELECT entry_id FROM projects WHERE status = 'active')"
)
"""An active project without an end goes on until today, so it touches every year since."""


_OVER_NEW_YEAR = "substr(ends_on, 1, 4) > substr(starts_on, 1, 4)"
"""As the index of these entries says it: they are few, however long a journal is."""


def touching(year: int) -> Condition:
    """Return the condition for entries that touch a year."""
    first, last = f"{year:04d}-01-01", f"{year:04d}-12-31"
    condition = (
        f"(starts_on BETWEEN ? AND ? OR (starts_on < ? AND ends_on >= ? AND {_OVER_NEW_YEAR})"
        f" OR (starts_on < ? AND {_GOES_ON}))"
    )
    return condition, [first, last, first, first, first, first, clock.today().isoformat()]


def travelling(first: date, last: date) -> Condition:
    """Return the condition for flights, stays and talks that touch a span of days."""
    year_before = max(first, date.min + _YEAR) - _YEAR
    since, until = first.isoformat(), last.isoformat()
    condition = (
        "kind IN ('flight', 'stay', 'talk') AND (starts_on BETWEEN ? AND ?"
        " OR (starts_on BETWEEN ? AND ? AND (ends_on >= ?"
        " OR (date_precision = 'year' AND substr(starts_on, 1, 4) = ?)"
        " OR (date_precision = 'month' AND substr(starts_on, 1, 7) = ?)))"
        f" OR (starts_on < ? AND ends_on >= ? AND {_OVER_NEW_YEAR}))"
    )
    before = [year_before.isoformat(), since, since, since[:4], since[:7]]
    return condition, [since, until, *before, since, since]
