"""What the history says the tables should hold: each row from the images of its changes.

SQLite checks the shape of its pages, not the letters in them. Every row was recorded when it was
written, so a row that differs from its last images was changed by something else.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from yearlog.journal import schema, seals

Key = tuple[Any, ...]
Row = dict[str, Any]
Progress = Callable[[int], None]
"""Called with how many rows were looked at since the last call."""

STEP = 5_000
"""Rows between two calls of `Progress`."""


class Doubt(NamedTuple):
    """What the history cannot vouch for, because a batch does not match its seal."""

    batches: tuple[int, ...] = ()
    rows: frozenset[tuple[str, Key]] = frozenset()
    entries: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()

    def about(self, table: str, key: Key, row: Row) -> bool:
        """Return whether a broken batch may have had to do with this row."""
        owner = row.get("entry_id") or (row.get("id") if table == "entries" else None)
        return (table, key) in self.rows or table in self.tables or owner in self.entries


class Replayed(NamedTuple):
    """The state of all tables by the history: per table and key the row as JSON, and the doubt."""

    rows: dict[str, dict[Key, str]]
    doubt: Doubt


class Difference(NamedTuple):
    """A row that is not what the history says: ``expected`` or ``found`` is None where it is not.

    ``sure`` says that every batch that could have written it matches its seal.
    """

    table: str
    key: Key
    expected: Row | None
    found: Row | None
    sure: bool

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that differ; none if the whole row is too many or missing."""
        if self.expected is None or self.found is None:
            return ()
        found = self.found
        return tuple(
            name
            for name, value in self.expected.items()
            if name in found and not same(found[name], value)
        )


def same(one: object, other: object) -> bool:
    """Return whether two values are one; 5 is 5.0, as a REAL column has it, but never '5'."""
    return one == other and isinstance(one, str) == isinstance(other, str)


def replay(connection: sqlite3.Connection, progress: Progress | None = None) -> Replayed:
    """Go through all changes in order; check the seal of every batch on the way."""
    keys = schema.keys()
    rows: dict[str, dict[Key, str]] = {table: {} for table in keys}
    crcs: dict[int, int] = {}
    broken: set[int] = set()
    changes = connection.execute(
        "SELECT batch_id, table_name, row_key, entry_id, before, after FROM changes ORDER BY id"
    )
    for at, (batch, *change) in enumerate(changes, 1):
        crcs[batch] = seals.add(crcs.get(batch, 0), change)
        table, row_key, _, before, after = change
        if schema.BLANKED not in (row_key, before, after):
            try:
                _apply(rows[table], keys[table], row_key, before, after)
            except (KeyError, TypeError, ValueError):
                broken.add(batch)
        if progress is not None and at % STEP == 0:
            progress(STEP)
    for batch, seal, *about in connection.execute(
        "SELECT id, seal, at, verb, summary_zh, summary_en, source, target FROM batches"
    ):
        if f"{seals.add(crcs.pop(batch, 0), about):08x}" != seal:
            broken.add(batch)
    return Replayed(rows, _doubt(connection, broken | set(crcs), keys))


def _apply(
    rows: dict[Key, str],
    names: tuple[str, ...],
    row_key: str,
    before: str | None,
    after: str | None,
) -> None:
    known = json.loads(row_key)
    key = tuple(known[name] for name in names)
    if after is None:
        rows.pop(key, None)
    elif before is None or key not in rows:
        rows[key] = after
    else:
        merged = {**_row(rows[key]), **_row(after)}
        rows[key] = json.dumps(merged, ensure_ascii=False)


def _row(image: str) -> Row:
    """Return an image; one that a flipped bit made unreadable says nothing (its seal tells)."""
    try:
        row: Row = json.loads(image)
    except ValueError:
        return {}
    return row


def _doubt(
    connection: sqlite3.Connection, broken: set[int], keys: dict[str, tuple[str, ...]]
) -> Doubt:
    """Return which rows the changes of broken batches may have been about.

    One flipped bit may have hit the key, the table's name or the entry's id, so any of them counts.
    """
    rows: set[tuple[str, Key]] = set()
    entries: set[str] = set()
    tables: set[str] = set()
    for batch in broken:
        for table, row_key, entry_id in connection.execute(
            "SELECT table_name, row_key, entry_id FROM changes WHERE batch_id = ?", (batch,)
        ):
            if entry_id is None:
                tables |= {table} if table in keys else set(keys)
            else:
                entries.add(entry_id)
            try:
                known = json.loads(row_key)
                rows.add((table, tuple(known[name] for name in keys[table])))
            except (KeyError, TypeError, ValueError):
                continue
    return Doubt(tuple(sorted(broken)), frozenset(rows), frozenset(entries), frozenset(tables))


def differences(
    connection: sqlite3.Connection, replayed: Replayed, progress: Progress | None = None
) -> Iterator[Difference]:
    """Yield each row of the tables that is not what the history says.

    A column that the history does not know, added by a later schema, is not compared.
    """
    keys = schema.keys()
    for table, expected in replayed.rows.items():
        left = dict(expected)
        cursor = connection.execute(f"SELECT * FROM {table}")  # noqa: S608  names of the schema
        names = [column[0] for column in cursor.description]
        for at, values in enumerate(cursor, 1):
            found = dict(zip(names, values, strict=True))
            key = tuple(found[name] for name in keys[table])
            stored = left.pop(key, None)
            wanted = None if stored is None else _row(stored)
            difference = Difference(table, key, wanted, found, sure=True)
            if wanted is None or difference.columns:
                yield difference._replace(sure=not replayed.doubt.about(table, key, found))
            if progress is not None and at % STEP == 0:
                progress(STEP)
        for key, stored in left.items():
            row = _row(stored)
            sure = not replayed.doubt.about(table, key, row)
            yield Difference(table, key, row, None, sure)


def described(one: Difference) -> str:
    """Name a row that differs: its table, key and columns, not what is in them."""
    key = " ".join(str(part).encode("utf-8", "replace").decode() for part in one.key)
    sign = "+" if one.expected is None else "−" if one.found is None else "≠"
    return f"{sign} {one.table} {key} {', '.join(one.columns)}".rstrip()
