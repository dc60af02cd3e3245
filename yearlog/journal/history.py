"""The history of one entry: every version it had, rebuilt from the recorded changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from typing import Any, NamedTuple

from yearlog.journal import images, reader, schema
from yearlog.journal.schema import BLANKED
from yearlog.kinds.entry import Entry


class Version(NamedTuple):
    """An entry as a batch left it; ``entry`` is None where it was gone, or its text was purged."""

    batch: int
    entry: Entry | None


def versions(connection: sqlite3.Connection, entry_id: str) -> list[Version]:
    """Return every version of an entry, oldest first.

    The changes are played into the same tables in memory and read by the reader of the journal, so
    that an old version is read as a present one is.
    """
    changes = connection.execute(
        "SELECT batch_id, table_name, row_key, before, after FROM changes"
        " WHERE entry_id = ? AND row_key <> ? ORDER BY id",
        (entry_id, BLANKED),
    ).fetchall()
    found: list[Version] = []
    with _tables(connection, {change["table_name"] for change in changes}) as past:
        for batch, group in groupby(changes, key=lambda change: int(change["batch_id"])):
            for change in group:
                key, after = json.loads(change["row_key"]), change["after"]
                images.apply(
                    past, change["table_name"], key, None if after is None else json.loads(after)
                )
            _places(connection, past)
            entries = reader.load(past, "id = ?", (entry_id,))
            found.append(Version(batch, entries[0] if entries else None))
    return found


@contextmanager
def _tables(connection: sqlite3.Connection, used: set[str]) -> Iterator[sqlite3.Connection]:
    """Give a database in memory with the journal's tables, empty.

    The reader asks those of a kind for rows that an entry never had, such as milestones.
    """
    needed = set(schema.keys()) | used
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as past:
        past.row_factory = sqlite3.Row
        for row in connection.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'table' AND name IN"  # noqa: S608
            f" ({schema.placeholders(needed)})",
            tuple(needed),
        ):
            past.execute(row["sql"])
        yield past


def _places(connection: sqlite3.Connection, past: sqlite3.Connection) -> None:
    """Bring the places an old version names; they are shared by entries and never change.

    A place that only an undone step had named is no longer in the table, but in the history.
    """
    for (place,) in past.execute("SELECT place_id FROM entries WHERE place_id IS NOT NULL"):
        if past.execute("SELECT 1 FROM places WHERE id = ?", (place,)).fetchone():
            continue
        row = connection.execute("SELECT * FROM places WHERE id = ?", (place,)).fetchone()
        stored = dict(row) if row is not None else _place_once(connection, place)
        if stored is not None:
            images.apply(past, "places", {"id": place}, stored)


def _place_once(connection: sqlite3.Connection, place: str) -> dict[str, Any] | None:
    """Return a place as the history has it."""
    row = connection.execute(
        "SELECT after FROM changes WHERE table_name = 'places' AND row_key <> ?"
        " AND before IS NULL AND json_extract(row_key, '$.id') = ? ORDER BY id DESC LIMIT 1",
        (BLANKED, place),
    ).fetchone()
    return None if row is None else dict(json.loads(row["after"]))
