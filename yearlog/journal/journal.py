"""A journal: entries in, entries out, every change undoable."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yearlog.i18n import Both
from yearlog.journal import reader, select, store
from yearlog.journal.backup import Backups
from yearlog.journal.beside import beside, located
from yearlog.journal.errors import EntryDeleted, NothingToUndo, UnknownEntry, translate
from yearlog.journal.schema import BLANKED
from yearlog.journal.writer import Writer
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Json
from yearlog.kinds.values import NOTHING, Place

if TYPE_CHECKING:
    from yearlog.journal.been import Been
    from yearlog.journal.drafts import Drafts
    from yearlog.journal.finding import Hit, Query
    from yearlog.journal.history import Version
    from yearlog.journal.passed import Passed
    from yearlog.journal.restore import Restored


class Batch(NamedTuple):
    """One step of the history: when, by which door, and what it was, in both languages.

    ``at`` is UTC as ISO text. ``state`` is done, undone, dropped (undone, and then something else
    was done) or log (an undo, a redo or a purge, which say in ``target`` what they were about).
    """

    id: int
    at: str
    verb: str
    summary: Both
    source: str
    state: str = "done"
    target: int | None = None


class ReviewPlan(NamedTuple):
    """How the post of one year is put together; empty parts are the program's to choose."""

    year: int
    title: Both = NOTHING
    epigraph: Both = NOTHING
    chapters: tuple[str, ...] = ()
    cover: str = ""
    compare_with: int | None = None


class Journal:
    """One open journal file. Use as a context manager, or call `close`."""

    def __init__(self, path: Path, *, create: bool = True, source: str = "cli") -> None:
        self.path = located(path)
        """The file itself, whatever links led to it."""
        self.source = source
        self.written: set[int] = set()
        """The batches that were written through this object, and so by this process."""
        self.after_commit: list[Callable[[], None]] = []
        """What is to be made sure of once the next batch is stored, such as that its photos lie
        where it says: another process may have purged the same photo meanwhile."""
        self._connection = store.connect(self.path, create=create)
        self.backups = Backups(self._connection, self.path)
        """The copies of this journal; one object, for it knows what failed."""

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
        return beside(self.path, "attachments")

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

    def _load(self, where: str, values: Sequence[Any]) -> list[Entry]:
        try:
            return reader.load(self._connection, where, values)
        except sqlite3.Error as error:
            raise translate(error, self.path) from error

    @contextmanager
    def write(self, verb: str, summary: Both) -> Iterator[Writer]:
        """Open one batch: all of it is stored and synced when the block ends, or nothing."""
        self.backups.before(verb)
        writer = Writer(self._connection, verb, summary, self.source)
        try:
            with store.transaction(self._connection, self.path):
                yield writer
                writer.finish()
            if writer.batch:
                self.written.add(writer.batch)
            for ensure in self.after_commit:
                ensure()
        except KeyboardInterrupt:  # it may have waited for the disk to store the batch
            if writer.batch and self._holds(writer.batch):
                self.written.add(writer.batch)
            raise
        finally:
            self.after_commit.clear()

    def _holds(self, batch: int) -> bool:
        """Return whether a batch is stored for good."""
        if self._connection.in_transaction:
            return False
        return bool(self._read("SELECT 1 FROM batches WHERE id = ?", (batch,)))

    # Entries ------------------------------------------------------------------------------------

    def entries(
        self,
        *,
        kind: str | None = None,
        year: int | None = None,
        before: date | None = None,
        travelling: tuple[date, date] | None = None,
        tag: str | None = None,
        ids: Iterable[str] | None = None,
    ) -> list[Entry]:
        """Return entries by date; ``year`` takes those that touch it, ``before`` earlier starts.

        ``travelling`` takes the flights, stays and talks that touch the days from one to another.
        """
        conditions, values = ["deleted_at IS NULL"], list[Any]()
        if kind is not None:
            conditions.append("kind = ?" if year is None else "+kind = ?")  # few touch a year
            values.append(kind)
        if year is not None:
            condition, its_values = select.touching(year)
            conditions.append(condition)
            values += its_values
        if before is not None:
            conditions.append("starts_on < ?")
            values.append(before.isoformat())
        if travelling is not None:
            condition, its_values = select.travelling(*travelling)
            conditions.append(condition)
            values += its_values
        if tag is not None:
            conditions.append("id IN (SELECT entry_id FROM tags WHERE tag = ?)")
            values.append(tag.removeprefix("#"))
        if ids is not None:
            wanted = list(ids)
            conditions.append("id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(wanted))
        return self._load(" AND ".join(conditions), values)

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
        found = self._load("id = ?", (rows[0]["id"],)) if len(rows) == 1 else []
        if not found:
            gone = "" if rows or deleted else self._deleted(text)
            if gone:
                raise EntryDeleted(gone)
            raise UnknownEntry(wanted, len(rows) if len(rows) > 1 else 0)
        return found[0]

    def _deleted(self, text: str) -> str:
        """Return the id of the one deleted entry whose id begins or ends so, or an empty text."""
        rows = self._read(
            "SELECT id FROM entries WHERE (id LIKE ? OR id LIKE ?) AND deleted_at IS NOT NULL",
            (f"{text}%", f"%{text}"),
        )
        return str(rows[0]["id"]) if len(rows) == 1 else ""

    def search(self, query: Query) -> list[Hit]:
        """Return what was found, best first, without reading the entries themselves."""
        from yearlog.journal import finding

        try:
            return finding.run(self._connection, query)
        except sqlite3.Error as error:
            raise translate(error, self.path) from error

    def every_entry(self) -> list[Entry]:
        """Return all entries, deleted ones too."""
        return self._load("1", ())

    def years(self, *, begun: bool = False) -> list[int]:
        """Return the years that entries touch, or in which one ``begun``, newest first."""
        found: set[int] = set()
        for row in self._read(*(select.begun() if begun else select.spans())):
            found.update(range(row["since"], row["until"] + 1))
        return sorted(found, reverse=True)

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

    def been(self) -> Been:
        """Return how often each place was used, by id, or by name and country."""
        from yearlog.journal.been import been

        try:
            return been(self._connection)
        except sqlite3.Error as error:
            raise translate(error, self.path) from error

    def last_flights(self, until: date, most: int) -> list[Entry]:
        """Return the last ``most`` flights that took place, of those that left by a day."""
        rows = self._read(
            "SELECT id FROM entries WHERE kind = 'flight' AND deleted_at IS NULL"
            " AND starts_on <= ? AND EXISTS (SELECT 1 FROM flights"
            " WHERE entry_id = id AND status IN ('flown', 'diverted'))"
            " ORDER BY starts_on DESC, id DESC LIMIT ?",
            (until.isoformat(), most),
        )
        return self.entries(ids=[row["id"] for row in rows])

    def loose_flights(self, since: date, until: date) -> list[Entry]:
        """Return the flights known by a month or year only, of those that touch some days."""
        rows = self._read(
            "SELECT id FROM entries WHERE kind = 'flight' AND deleted_at IS NULL"
            " AND starts_on BETWEEN ? AND ? AND (date_precision = 'year'"
            " OR (date_precision = 'month' AND starts_on >= ?))",
            (f"{since.year:04d}-01-01", until.isoformat(), f"{since:%Y-%m}-01"),
        )
        return self.entries(ids=[row["id"] for row in rows]) if rows else []

    def first_day(self, kinds: Sequence[str] = (), *, last: bool = False) -> date | None:
        """Return the first day on which an entry starts, of some kinds or of any; or the last."""
        order = "DESC" if last else "ASC"
        rows = self._read(
            "SELECT starts_on FROM entries WHERE deleted_at IS NULL AND"  # noqa: S608
            " (?1 = '[]' OR kind IN (SELECT value FROM json_each(?1)))"
            f" ORDER BY starts_on {order} LIMIT 1",
            (json.dumps(list(kinds)),),
        )
        return date.fromisoformat(rows[0]["starts_on"]) if rows else None

    def passed(self, before: date) -> Passed:
        """Return what can be asked about the time before a day."""
        from yearlog.journal.passed import Passed

        return Passed(self._connection, self.path, before)

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
                "SELECT * FROM changes WHERE batch_id = ? AND row_key <> ? ORDER BY id",
                (batch.id, BLANKED),
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

    def versions(self, entry_id: str) -> list[Version]:
        """Return every version of an entry, oldest first; none if it was never there."""
        from yearlog.journal import history

        try:
            return history.versions(self._connection, entry_id)
        except sqlite3.Error as error:
            raise translate(error, self.path) from error

    def version(self, entry_id: str, revision: int) -> Entry | None:
        """Return an entry as it was after the batch ``revision``; None if it was not there."""
        known = [one.entry for one in self.versions(entry_id) if one.batch <= revision]
        return known[-1] if known else None

    def batches(self, ids: Iterable[int] | None = None, *, limit: int | None = None) -> list[Batch]:
        """Return the steps of the history, newest first: those with these ids, or the newest."""
        where, values = "1", list[Any]()
        if ids is not None:
            where, values = "id IN (SELECT value FROM json_each(?))", [json.dumps(list(ids))]
        rows = self._read(
            f"SELECT * FROM batches WHERE {where} ORDER BY id DESC LIMIT ?",  # noqa: S608
            (*values, -1 if limit is None else limit),
        )
        return [_batch(row) for row in rows]

    def restore(self, copy: Path, name: str) -> Restored:
        """Make all rows those of a checked copy of the backup ``name``, as one step."""
        from yearlog.journal import restore

        try:
            with restore.attached(self._connection, copy):
                if not restore.differs(self._connection):
                    return restore.Restored()
                with self.write("restore", Both(name, name)) as writer:
                    return restore.merge(self._connection, writer)
        except sqlite3.Error as error:
            raise translate(error, self.path) from error

    def is_whole(self) -> bool:
        """Return whether SQLite finds every page and index sound."""
        return bool(self._read("PRAGMA integrity_check(1)")[0]["integrity_check"] == "ok")

    def stamp(self) -> int:
        """Return a number that changes whenever any process changes the journal."""
        return int(self._read("PRAGMA data_version")[0]["data_version"])


def _batch(row: Mapping[str, Any]) -> Batch:
    return Batch(
        row["id"],
        row["at"],
        row["verb"],
        Both(row["summary_zh"], row["summary_en"]),
        row["source"],
        row["state"],
        row["target"],
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


def plan_row(plan: ReviewPlan) -> dict[str, Any]:
    """Return the row that stores a plan."""
    return {
        "year": plan.year,
        "title_zh": plan.title.zh,
        "title_en": plan.title.en,
        "epigraph_zh": plan.epigraph.zh,
        "epigraph_en": plan.epigraph.en,
        "chapters": json.dumps(list(plan.chapters)),
        "cover": plan.cover,
        "compare_with": plan.compare_with,
    }
