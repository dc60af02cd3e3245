"""Conditions on the rows of ``entries`` that more than one question asks.

They are lists of ids, each found by an index: one long OR reads the rows of all years.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from yearlog import clock

Condition = tuple[str, list[Any]]
"""An SQL condition on the columns of ``entries``, and its values."""

_YEAR = timedelta(days=366)
"""What lasts longer than this is over a New Year."""

_STARTED = "SELECT id FROM entries WHERE starts_on BETWEEN ? AND ?"

_LONGER = "substr(ends_on, 1, 4) > substr(starts_on, 1, 4)"

_OVER_NEW_YEAR = f"SELECT id FROM entries WHERE starts_on < ? AND ends_on >= ? AND {_LONGER}"  # noqa: S608
"""As the index of these entries says it: they are few, however long a journal is."""

_GOES_ON = (
    "SELECT id FROM entries WHERE kind = 'project' AND starts_on < ? AND ends_on IS NULL"
    " AND ? <= ? AND id IN (SELECT entry_id FROM projects WHERE status = 'active')"
)
"""An active project without an end goes on until today, so it touches every year since."""

_STEPPED = "SELECT entry_id FROM milestones WHERE on_date BETWEEN ? AND ?"
"""A paper is accepted after the work on it has ended: a milestone touches its year as well."""

_ALIVE = "deleted_at IS NULL"

_SPAN = (
    "CAST(substr({}, 1, 4) AS INTEGER) AS since, CAST(substr({}, 1, 4) AS INTEGER) AS until"
    " FROM entries"
)
"""The years of two dates."""

_TRAVELS = "kind IN ('flight', 'stay', 'talk')"

_REACHES = (
    f"SELECT id FROM entries WHERE {_TRAVELS} AND starts_on BETWEEN ? AND ? AND (ends_on >= ?"  # noqa: S608
    " OR (date_precision = 'year' AND substr(starts_on, 1, 4) = ?)"
    " OR (date_precision = 'month' AND substr(starts_on, 1, 7) = ?))"
)
"""What began within the year before a day and lasted to it, or may have been on it."""


def touching(year: int) -> Condition:
    """Return the condition for entries that touch a year."""
    first, last = f"{year:04d}-01-01", f"{year:04d}-12-31"
    today = clock.today().isoformat()
    return (
        f"id IN ({_STARTED} UNION ALL {_OVER_NEW_YEAR} UNION ALL {_GOES_ON} UNION ALL {_STEPPED})",
        [first, last, first, first, first, first, today, first, last],
    )


def begun() -> Condition:
    """Return the question for the years in which an entry begins, as spans of one year."""
    return f"SELECT DISTINCT {_SPAN.format('starts_on', 'starts_on')} WHERE {_ALIVE}", []


def spans() -> Condition:
    """Return the question for the years that entries touch, as spans from one year to another.

    They are those of `touching`: of the first day, of what lasts over New Year or goes on, and of
    milestones.
    """
    own, _ = begun()
    lasting = f"SELECT {_SPAN.format('starts_on', 'ends_on')} WHERE {_ALIVE} AND {_LONGER}"
    going_on = (
        f"SELECT {_SPAN.format('starts_on', '?')} WHERE {_ALIVE} AND kind = 'project'"  # noqa: S608
        " AND ends_on IS NULL AND id IN (SELECT entry_id FROM projects WHERE status = 'active')"
    )
    stepped = (
        f"SELECT DISTINCT {_SPAN.format('on_date', 'on_date')}"
        f" JOIN milestones ON entry_id = id WHERE {_ALIVE}"
    )
    found = f"{own} UNION {lasting} UNION {going_on} UNION {stepped}"
    return found, [clock.today().isoformat()]


def travelling(first: date, last: date) -> Condition:
    """Return the condition for flights, stays and talks that touch a span of days."""
    year_before = (max(first, date.min + _YEAR) - _YEAR).isoformat()
    since, until = first.isoformat(), last.isoformat()
    found = f"{_STARTED} AND {_TRAVELS} UNION ALL {_REACHES} UNION ALL {_OVER_NEW_YEAR}"
    before = [year_before, since, since, since[:4], since[:7]]
    return f"id IN ({found} AND {_TRAVELS})", [since, until, *before, since, since]
