"""A journal: entries in, entries out, every change undoable."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yearlog import clock
from yearlog.i18n import Both
from yearlog.journal import reader, store
from yearlog.journal.backup import Backups
from yearlog.journal.errors import NothingToUndo, UnknownEntry, translate
from yearlog.journal.writer import Writer
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Json
from yearlog.kinds.values import NOTHING, Place

if TYPE_CHECKING:
    from yearlog.journal.drafts import Drafts


class Batch(NamedTuple):
    """One step of the history: when, by which door, and what it was, in both languages."""

    id: int
    at: str
    verb: str
    summary: Both
    source: str


class ReviewPlan(NamedTuple):
    """How the post of one year is put together; empty parts are the program's to choose."""

    year: int
    title: Both = NOTHING
    epigraph: Both = NOTHING
    chapters: tuple[str, ...] = ()
    cover: str = ""
    compare_with: int | None = None


_GOES_ON = (
    "ends_on IS NULL AND ? <= ? AND id IN (SELECT entry_id FROM projects WHERE status = 'active')"
)
"""An active project without an end goes on until today, so it touches every year since."""


class Journal:
    """One open journal file. Use as a context manager, or call `close`."""

    def __init__(self, path: Path, *, create: bool = True, source: str = "cli") -> None:
        self.path = path
        self.source = source
        self.written: set[int] = set()
        """The batches that were written through this object, and so by this process."""
        self._connection = store.connect(path, create=create)

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @property
    def attachments(self) -> Path:
        """The folder beside the journal that holds its photos."""
        return self.path.with_name(self.path.stem + ".attachments")

    @property
    def backups(self) -> Backups:
        """The copies of this journal."""
        return Backups(self._connection, self.path)

    @property
    def drafts(self) -> Drafts:
        """Unsaved writing."""
        from yearlog.journal.drafts import Drafts

        return Drafts(self._connection, self.path)

    def patience(self, milliseconds: int) -> AbstractContextManager[None]:
        """Wait no longer than this for other processes inside the block, then say JournalBusy."""
        return store.patience(self._connection, milliseconds)

    def _read(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        try:
            return [dict(row) for row in self._connection.execute(sql, tuple(values))]
        except sqlite3.Error as error:
            raise translate(error, self.path) from error

    @contextmanager
    def write(self, verb: str, summary: Both) -> Iterator[Writer]:
        """Open one batch: all of it is stored and synced when the block ends, or nothing."""
        self.backups.before(verb)
        writer = Writer(self._connection, verb, summary, self.source)
        with store.transaction(self._connection, self.path):
            yield writer
            writer.finish()
        if writer.batch:
            self.written.add(writer.batch)

    # Entries ------------------------------------------------------------------------------------

    def entries(
        self,
        *,
        kind: str | None = None,
        year: int | None = None,
        before: date | None = None,
        tag: str | None = None,
        ids: Iterable[str] | None = None,
    ) -> list[Entry]:
        """Return entries by date; ``year`` takes those that touch it, ``before`` earlier starts."""
        conditions, values = ["deleted_at IS NULL"], list[Any]()
        if kind is not None:
            conditions.append("kind = ?")
            values.append(kind)
        if year is not None:
            first, last = f"{year:04d}-01-01", f"{year:04d}-12-31"
            conditions.append(
                f"(starts_on BETWEEN ? AND ? OR (starts_on < ? AND (ends_on >= ? OR {_GOES_ON})))"
            )
            values += [first, last, first, first, first, clock.today().isoformat()]
        if before is not None:
            conditions.append("starts_on < ?")
            values.append(before.isoformat())
        if tag is not None:
            conditions.append("id IN (SELECT entry_id FROM tags WHERE tag = ?)")
            values.append(tag.removeprefix("#"))
        if ids is not None:
            wanted = list(ids)
            conditions.append("id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(wanted))
        try:
            return reader.load(self._connection, " AND ".join(conditions), values)
        except sqlite3.Error as error:
            raise translate(error, self.path) from error

    def entry(self, wanted: str, *, deleted: bool = False) -> Entry:
        """Return the entry whose id is, begins or ends with ``wanted``; UnknownEntry otherwise."""
        text = wanted.strip().lower()
        if not text or not set(text) <= set("0123456789abcdef-"):
            raise UnknownEntry(wanted)
        alive = "" if deleted else " AND deleted_at IS NULL"
        rows = self._read(
            f"SELECT id FROM entries WHERE (id LIKE ? OR id LIKE ?){alive} LIMIT 50",  # noqa: S608
            (f"{text}%", f"%{text}"),
        )
        if len(rows) != 1:
            raise UnknownEntry(wanted, len(rows))
        return reader.load(self._connection, "id = ?", (rows[0]["id"],))[0]

    def every_entry(self) -> list[Entry]:
        """Return all entries, deleted ones too."""
        return reader.load(self._connection, "1", ())

    def years(self) -> list[int]:
        """Return the years that have entries, newest first."""
        rows = self._read(
            "SELECT DISTINCT CAST(substr(starts_on, 1, 4) AS INTEGER) AS year FROM entries"
            " WHERE deleted_at IS NULL ORDER BY year DESC"
        )
        return [row["year"] for row in rows]

    def count(self) -> int:
        """Return how many entries there are."""
        rows = self._read("SELECT count(*) AS n FROM entries WHERE deleted_at IS NULL")
        return int(rows[0]["n"])

    def tags(self) -> list[str]:
        """Return the tags in use, the most used first."""
        rows = self._read(
            "SELECT tag FROM tags JOIN entries ON entries.id = entry_id WHERE deleted_at IS NULL"
            " GROUP BY tag ORDER BY count(*) DESC, tag"
        )
        return [row["tag"] for row in rows]

    # Places, settings, reviews --------------------------------------------------------------------

    def places(self) -> list[Place]:
        """Return the places that entries have used."""
        return [reader.place_of(row) for row in self._read("SELECT * FROM places ORDER BY id")]

    def aliases(self) -> dict[str, tuple[str, Place]]:
        """Return the user's names for places: folded name to the name as typed and its place."""
        rows = self._read(
            "SELECT aliases.alias, aliases.text, places.* FROM aliases"
            " JOIN places ON places.id = aliases.place_id ORDER BY aliases.alias"
        )
        return {row["alias"]: (row["text"], reader.place_of(row)) for row in rows}

    def settings(self) -> dict[str, Json]:
        """Return all settings that were set."""
        rows = self._read("SELECT key, value FROM settings ORDER BY key")
        return {row["key"]: json.loads(row["value"]) for row in rows}

    def plan(self, year: int) -> ReviewPlan:
        """Return how the year's post is put together."""
        rows = self._read("SELECT * FROM reviews WHERE year = ?", (year,))
        return _plan(rows[0]) if rows else ReviewPlan(year)

    def plans(self) -> list[ReviewPlan]:
        """Return the plans that were made, by year."""
        return [_plan(row) for row in self._read("SELECT * FROM reviews ORDER BY year")]

    # History --------------------------------------------------------------------------------------

    def next_undo(self) -> Batch | None:
        """Return the batch that `undo` would take back."""
        return self._newest("state = 'done' ORDER BY id DESC")

    def next_redo(self) -> Batch | None:
        """Return the batch that `redo` would bring back."""
        return self._newest("state = 'undone' ORDER BY id ASC")

    def _newest(self, where: str) -> Batch | None:
        rows = self._read(f"SELECT * FROM batches WHERE {where} LIMIT 1")  # noqa: S608
        return _batch(rows[0]) if rows else None

    def undo(self) -> Batch:
        """Take back the newest batch, whichever door wrote it; NothingToUndo if there is none."""
        return self._step("undo")

    def redo(self) -> Batch:
        """Bring back what was undone last; NothingToUndo if there is nothing."""
        return self._step("redo")

    def _step(self, verb: str) -> Batch:
        back = verb == "undo"
        with self.write(verb, Both("撤销", "undo") if back else Both("重做", "redo")) as writer:
            batch = self.next_undo() if back else self.next_redo()
            if batch is None:
                raise NothingToUndo(redo=not back)
            changes = self._read(
                "SELECT * FROM changes WHERE batch_id = ? ORDER BY id", (batch.id,)
            )
            for change in reversed(changes) if back else changes:
                image = change["before"] if back else change["after"]
                writer.restore(
                    change["table_name"],
                    json.loads(change["row_key"]),
                    None if image is None else json.loads(image),
                )
            writer.close_step(batch.id, "undone" if back else "done")
        return batch

    def revision(self, entry_id: str) -> int:
        """Return the number of the last batch that changed an entry; 0 if none did."""
        rows = self._read(
            "SELECT max(batch_id) AS newest FROM changes WHERE entry_id = ?", (entry_id,)
        )
        return int(rows[0]["newest"] or 0)

    def stamp(self) -> int:
        """Return a number that changes whenever any process changes the journal."""
        return int(self._read("PRAGMA data_version")[0]["data_version"])


def _batch(row: Mapping[str, Any]) -> Batch:
    return Batch(
        row["id"], row["at"], row["verb"], Both(row["summary_zh"], row["summary_en"]), row["source"]
    )


def _plan(row: Mapping[str, Any]) -> ReviewPlan:
    return ReviewPlan(
        row["year"],
        Both(row["title_zh"], row["title_en"]),
        Both(row["epigraph_zh"], row["epigraph_en"]),
        tuple(json.loads(row["chapters"])),
        row["cover"],
        row["compare_with"],
    )
