"""Unsaved writing, kept on disk as it is typed: outside the history, and gone once it is stored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from yearlog import clock
from yearlog.journal import schema, store
from yearlog.journal.errors import translate

BRIEFLY_MS = 80
"""How long keeping a draft waits for another process, in milliseconds: a person is typing."""


class Draft(NamedTuple):
    """Unsaved writing.

    ``door`` is ``form``, ``line`` or ``editor``; ``base`` the revision of the entry it began from,
    0 for a new one; ``owner`` the process that writes it; ``at`` UTC as ISO text.
    """

    id: str
    door: str
    kind: str
    fields: Mapping[str, object]
    entry_id: str | None = None
    base: int = 0
    owner: str = ""
    at: str = ""


class Drafts:
    """The drafts of one open journal.

    Every method raises what writing or reading the journal raises; `keep` and `drop` give up with
    JournalBusy after a moment.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def keep(self, draft: Draft) -> Draft:
        """Store a draft in place of the one with its id, and return it with the present time."""
        stamped = draft._replace(at=clock.stamp())
        fields = json.dumps(dict(draft.fields), ensure_ascii=False, sort_keys=True)
        row = {
            **stamped._asdict(),
            "fields": fields,
            "content_hash": content_hash(fields),
        }
        self._write(
            f"INSERT OR REPLACE INTO drafts ({', '.join(row)})"  # noqa: S608  names of the tuple
            f" VALUES ({schema.placeholders(row)})",
            tuple(row.values()),
        )
        return stamped

    def drop(self, draft_id: str) -> None:
        """Remove a draft; one that is not there is no mistake."""
        self._write("DELETE FROM drafts WHERE id = ?", (draft_id,))

    def listed(self) -> list[Draft]:
        """Return the drafts, newest first; one whose words cannot be read stays on disk unlisted.

        `doctor` finds those by their content hash.
        """
        rows = self._read("SELECT * FROM drafts ORDER BY at DESC, id DESC")
        return [draft for row in rows if (draft := _draft(row)) is not None]

    def get(self, draft_id: str) -> Draft | None:
        """Return a draft by its id, or None."""
        rows = self._read("SELECT * FROM drafts WHERE id = ?", (draft_id,))
        return _draft(rows[0]) if rows else None

    def _write(self, sql: str, values: Sequence[object]) -> None:
        with (
            store.patience(self._connection, BRIEFLY_MS),
            store.transaction(self._connection, self._path),
        ):
            self._connection.execute(sql, values)

    def _read(self, sql: str, values: Sequence[object] = ()) -> list[sqlite3.Row]:
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise translate(error, self._path) from error


def content_hash(fields: str) -> str:
    """Return what ``content_hash`` holds for the stored text of ``fields``."""
    from yearlog.journal.writer import content_hash as hashed

    return hashed(fields)


def _draft(row: Mapping[str, Any] | sqlite3.Row) -> Draft | None:
    try:
        fields = json.loads(row["fields"])
    except ValueError:
        return None
    if not isinstance(fields, dict):
        return None
    known = {name: row[name] for name in Draft._fields}
    return Draft(**{**known, "fields": fields})
