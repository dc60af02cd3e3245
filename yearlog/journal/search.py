"""The folded texts of each entry, kept beside it so that any part of them is found in one scan."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from yearlog.journal import reader
from yearlog.kinds.entry import Entry
from yearlog.kinds.findable import COLUMNS, Column, pieces
from yearlog.text.folding import SEPARATOR, fold

_CHUNK = 500
"""Entries that are read at once where many are made findable."""


def refresh(
    connection: sqlite3.Connection, ids: Iterable[str], known: Mapping[str, Entry] | None = None
) -> None:
    """Make the search rows of these entries anew; a deleted or vanished entry has none.

    ``known`` holds entries as they were just stored, which need not be read again.
    """
    wanted = iter(ids)
    while some := list(islice(wanted, _CHUNK)):
        alive = list(_alive(connection, some, known or {}))
        gone = set(some) - {entry.id for entry in alive}
        if gone:
            connection.executemany(
                "DELETE FROM search WHERE entry_id = ?", [(one,) for one in sorted(gone)]
            )
        # A row that says the same is left alone: not every change is one of words.
        connection.executemany(
            "INSERT INTO search (entry_id, title, body, other) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (entry_id) DO UPDATE"
            " SET title = excluded.title, body = excluded.body, other = excluded.other"
            " WHERE (title, body, other) IS NOT (excluded.title, excluded.body, excluded.other)",
            [(entry.id, *folded(entry)) for entry in alive],
        )


def _alive(
    connection: sqlite3.Connection, ids: Sequence[str], known: Mapping[str, Entry]
) -> Iterator[Entry]:
    """Yield those of the entries that are there and not deleted, as the journal has them."""
    unknown = [one for one in ids if one not in known]
    if unknown:
        where = "deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))"
        yield from reader.load(connection, where, (json.dumps(unknown),))
    for one in ids:
        entry = known.get(one)
        if entry is None or entry.deleted_at:
            continue
        if entry.place is not None:
            # A place is stored once and then stays, so the journal may name it otherwise.
            sql = "SELECT * FROM places WHERE id = ?"
            row = connection.execute(sql, (entry.place.id,)).fetchone()
            entry = replace(entry, place=reader.place_of(row))
        yield entry


def folded(entry: Entry) -> tuple[str, ...]:
    """Return the folded texts of an entry, those of one column put together, in their order."""
    texts: dict[Column, dict[str, None]] = {column: {} for column in COLUMNS}
    for piece in pieces(entry):
        texts[piece.column][fold(piece.text)] = None
    return tuple(SEPARATOR.join(texts[column]) for column in COLUMNS)
