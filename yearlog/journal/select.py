"""Conditions on the rows of ``entries`` that more than one question asks."""

from __future__ import annotations

from typing import Any

from yearlog import clock

Condition = tuple[str, list[Any]]
"""An SQL condition on the columns of ``entries``, and its values."""

_GOES_ON = (
    "ends_on IS NULL AND ? <= ? AND id IN (SELECT entry_id FROM projects WHERE status = 'active')"
)
"""An active project without an end goes on until today, so it touches every year since."""


def touching(year: int) -> Condition:
    """Return the condition for entries that touch a year."""
    first, last = f"{year:04d}-01-01", f"{year:04d}-12-31"
    return (
        f"(starts_on BETWEEN ? AND ? OR (starts_on < ? AND (ends_on >= ? OR {_GOES_ON})))",
        [first, last, first, first, first, clock.today().isoformat()],
    )
