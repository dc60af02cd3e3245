"""Bringing one row of a table to the image that a change recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from yearlog.journal.schema import placeholders

Values = Mapping[str, Any]


def apply(connection: sqlite3.Connection, table: str, key: Values, after: Values | None) -> None:
    """Make a row what a change left: gone, changed in some columns, or new. Nothing is recorded.

    The names of the table and its columns must be the schema's own.
    """
    where = " AND ".join(f"{name} = ?" for name in key)
    if after is None:
        connection.execute(f"DELETE FROM {table} WHERE {where}", tuple(key.values()))  # noqa: S608
        return
    assignments = ", ".join(f"{name} = ?" for name in after)
    values = (*after.values(), *key.values())
    done = connection.execute(f"UPDATE {table} SET {assignments} WHERE {where}", values)  # noqa: S608
    if not done.rowcount:
        row = {**key, **after}
        connection.execute(
            f"INSERT INTO {table} ({', '.join(row)}) VALUES ({placeholders(row)})",  # noqa: S608
            tuple(row.values()),
        )
