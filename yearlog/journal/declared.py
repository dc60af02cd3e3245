"""What a file declares its tables to be, compared to a new journal of this program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Literal

from yearlog.journal import schema, store


def compare(
    connection: sqlite3.Connection,
) -> tuple[Literal["same", "other words", "other"], list[str]]:
    """Compare tables and indexes to those of a new journal; name those that differ.

    White space does not count. ``other words`` are declarations that differ, but not in columns,
    keys or links: another release of the library that writes them may write them so.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        store.migrate(fresh, Path(":memory:"))
        wanted, meant = of(fresh), _meaning(fresh)
    found = of(connection)
    differ = sorted(
        name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)
    )
    if not differ:
        return "same", []
    return "other words" if _meaning(connection) == meant else "other", differ


def of(connection: sqlite3.Connection) -> dict[str, tuple[str, str, str]]:
    """Return kind, table and declaration of each table and index, by name."""
    rows = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master")
    return {
        name: (kind, table, " ".join((sql or "").split()))
        for kind, name, table, sql in rows
        if name != "sqlite_sequence"
    }


def _meaning(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return what the declarations mean: columns, keys, links of each table."""
    meaning: dict[str, list[tuple[object, ...]]] = {}
    for name, (kind, _, _) in of(connection).items():
        questions = ("index_xinfo",) if kind == "index" else ("table_info", "foreign_key_list")
        quoted = '"' + name.replace('"', '""') + '"'
        meaning[name] = [
            tuple(row)
            for question in questions
            for row in connection.execute(f"PRAGMA {question}({quoted})")
        ]
    return meaning


def wrong_notes(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong in the two small tables that no history covers, as far as can be told.

    When a migration was made cannot be told: any time would be right.
    """
    from yearlog.journal import migrations

    meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    names = [row[0] for row in connection.execute("SELECT name FROM _sqlite_migrations")]
    known = [one.name for one in migrations.migrations._migrations]
    wrong = [name for name in names[: len(known)] if name not in known]
    least = meta.get("min_reader_version", "")
    if set(meta) != {"min_reader_version"} or not least.isdecimal() or int(least) > version:
        wrong.append(f"meta: {meta}")
    elif version <= schema.VERSION and least != str(schema.MIN_READER):
        wrong.append(f"min_reader_version: {least}")
    return wrong
