"""Where a person has been, as often as her entries say: what she means is likely there again."""

from __future__ import annotations

import sqlite3

from yearlog import kinds
from yearlog.kinds.field import fields_of
from yearlog.kinds.types import AirportType

Been = dict[str | tuple[str, str], int]


def been(connection: sqlite3.Connection) -> Been:
    """Return how often each place was used: by its id, and the cities of airports by name.

    A city is told by its name, in either language, and its country's code.
    """
    found: Been = {
        row[0]: row[1]
        for row in connection.execute(
            "SELECT place_id, count(*) FROM entries"
            " WHERE place_id IS NOT NULL AND deleted_at IS NULL GROUP BY place_id"
        )
    }
    for details in kinds.everything():
        for spec in fields_of(details):
            if isinstance(spec.type, AirportType):
                _add_cities(connection, found, details.KIND.table, spec.name)
    return found


def _add_cities(connection: sqlite3.Connection, found: Been, table: str, field: str) -> None:
    """Count the cities of the airports that one field names."""
    columns = f"{field}_city_en, {field}_city_zh, {field}_country_code"
    rows = connection.execute(
        f"SELECT {columns}, count(*) FROM {table} JOIN entries ON id = entry_id"  # noqa: S608
        f" WHERE deleted_at IS NULL GROUP BY {columns}"
    )
    for english, chinese, country, count in rows:
        for name in {english, chinese} - {"", None}:
            found[name, country] = found.get((name, country), 0) + count
