"""Looking a journal over from its first byte to the last row, without changing one.

Each check gives one `Finding`; what it says stands in the catalogue ``trust`` under its key.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple

from yearlog.errors import YearlogError
from yearlog.journal import declared, geocodes, header, pictures, reader, schema, search, store
from yearlog.journal.errors import JournalBusy
from yearlog.journal.replay import Difference, Doubt, Progress, described, differences, replay
from yearlog.journal.writer import content_hash
from yearlog.kinds.entry import Entry
from yearlog.text.folding import SEPARATOR

Mark = Literal["ok", "note", "attention", "damage"]

MOST = 20
"""How many details of one kind are named; the rest are counted."""

SQLITE = sqlite3.sqlite_version
"""The version of the library that reads and writes the journal."""

_CHUNK = 500
"""Entries that are read at once."""


class Finding(NamedTuple):
    """What one check found: ``values`` fill its message, ``details`` name what is concerned."""

    name: str
    mark: Mark
    values: dict[str, object]
    variant: str = ""
    details: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key of the message."""
        return f"{self.name}_{self.variant or self.mark}"


@dataclass
class Examined:
    """What was found in the file of a journal, and what a repair needs to know of it."""

    findings: list[Finding] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    photos: set[str] = field(default_factory=set)
    """The SHA-256 of every photo that a row names."""
    remembered: set[str] = field(default_factory=set)
    """The same of drafts and of the history: undo may bring them back."""
    wrong_rows: list[Difference] = field(default_factory=list)
    doubt: Doubt = field(default_factory=Doubt)
    unread: list[str] = field(default_factory=list)
    """The ids of entries that cannot be made of their rows."""
    wrong_words: list[str] = field(default_factory=list)
    wrong_hashes: list[tuple[str, str]] = field(default_factory=list)
    shape: Literal["whole", "indexes", "broken"] = "whole"
    """Whether SQLite can read all pages, all but some of an index, or not even that."""
    wrong_header: bool = False
    last_change: str = ""
    """When the newest step was stored, UTC as ISO text."""
    opened: bool = False

    @property
    def mendable(self) -> bool:
        """Whether something is wrong in the file that can be made again without loss."""
        return self.shape != "broken" and bool(
            self.shape == "indexes"
            or self.wrong_header
            or self.doubt.batches
            or self.wrong_words
            or self.wrong_hashes
            or any(one.sure for one in self.wrong_rows)
        )

    def add(
        self,
        check: str,
        mark: Mark,
        variant: str = "",
        details: list[str] | None = None,
        **values: object,
    ) -> None:
        """Note what a check found."""
        named = details or []
        values.setdefault("n", len(named))
        more = [f"… +{len(named) - MOST}"] if len(named) > MOST else []
        self.findings.append(Finding(check, mark, values, variant, tuple(named[:MOST] + more)))


def _lenient(raw: bytes) -> str:
    """Read text that may hold a flipped bit: it must be comparable, not valid."""
    return raw.decode("utf-8", "surrogateescape")


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file only to read it.

    A step that was interrupted waits beside it to be rolled back, which would be a change: then a
    copy of both is rolled back and read. Raises sqlite3.Error, OSError.
    """
    with tempfile.TemporaryDirectory(prefix="yearlog-") as folder:
        connection = _read_only(path)
        try:
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.OperationalError as error:
                if _is_busy(error) or not path.with_name(path.name + "-journal").exists():
                    raise
                connection.close()
                copy = Path(folder) / "copy"
                for ending in ("", "-journal"):
                    shutil.copyfile(path.with_name(path.name + ending), f"{copy}{ending}")
                connection = sqlite3.connect(copy, isolation_level=None)
                connection.text_factory = _lenient
            yield connection
        finally:
            connection.close()


def _is_busy(error: Exception) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")


def _read_only(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + "?mode=ro"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=store.WAIT_MS / 1000)
    connection.text_factory = _lenient
    return connection


def examine(path: Path, progress: Progress | None = None) -> Examined:
    """Check the file of a journal: header, pages, tables, history. Nothing is changed.

    Raises JournalBusy, and nothing else.
    """
    done = Examined()
    try:
        with opened(path) as connection:
            # One transaction: what is compared must be of one moment.
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _check_header(done, path)
            _check_shape(done, connection)
            _check_content(done, connection, path, progress)
            done.opened = True
    except (sqlite3.Error, OSError, YearlogError, LookupError, TypeError, ValueError) as error:
        # The latter three are what names with a flipped bit lead to.
        if _is_busy(error):
            raise JournalBusy(path) from None
        if not any(one.name == "header" for one in done.findings):
            with suppress(OSError):
                _check_header(done, path)
        done.shape = "broken"
        done.add("open", "damage", detail=str(error))
    return done


def _check_header(done: Examined, path: Path) -> None:
    # While a step waits to be rolled back, the sizes in the header are those of the step.
    unfinished = path.with_name(path.name + "-journal").exists()
    sizes = {"page count", "version-valid-for"} if unfinished else set()
    faults = [
        one
        for one in header.faults(header.read(path), path.stat().st_size)
        if one.name not in sizes
    ]
    if faults:
        done.wrong_header = all(one.offset in header.HARMLESS for one in faults)
        if not done.wrong_header:
            done.shape = "broken"
        details = [f"{one.name} (@{one.offset}): {one.found} ≠ {one.expected}" for one in faults]
        done.add("header", "damage", details=details)
    else:
        done.add("header", "ok")


_OF_AN_INDEX = (
    " missing from index ",
    "wrong # of entries in index ",
    "non-unique entry in index ",
)


def _check_shape(done: Examined, connection: sqlite3.Connection) -> None:
    """Ask SQLite about its pages, indexes and foreign keys."""
    try:
        problems = [
            line
            for row in connection.execute("PRAGMA integrity_check(100)")
            for line in str(row[0]).splitlines()
            if not line.startswith("***")
        ]
    except sqlite3.Error as error:
        problems = [str(error)]
    if problems == ["ok"]:
        done.add("integrity", "ok")
    else:
        of_indexes = all(any(part in one for part in _OF_AN_INDEX) for one in problems)
        done.shape = "indexes" if of_indexes and done.shape == "whole" else "broken"
        done.add("integrity", "damage", done.shape, details=problems)
    try:
        strays = [f"{row[0]} → {row[2]}" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite3.Error:  # a broken page, of which the check above has told
        return
    done.add("links", "damage" if strays else "ok", details=strays)


def _check_content(
    done: Examined, connection: sqlite3.Connection, path: Path, progress: Progress | None
) -> None:
    """Check schema, rows and history; those of an older journal on an upgraded copy in memory."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != schema.APPLICATION_ID:
        done.shape = "broken"
        done.add("ours", "damage", found=application)
        return
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    applied = _applied(connection)
    if version != applied:
        done.add("version", "damage", "disagrees", found=version, applied=applied)
    elif version > schema.VERSION:
        done.add("version", "note", "newer", found=version, known=schema.VERSION)
    elif version < schema.VERSION:
        done.add("version", "note", "older", found=version, known=schema.VERSION)
    else:
        done.add("version", "ok", found=version)
    if version < schema.VERSION and done.shape == "whole":
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            connection.backup(copy)
            copy.row_factory = sqlite3.Row
            store.migrate(copy, path)
            copy.row_factory, copy.text_factory = None, _lenient
            _check_rows(done, copy, progress)
    else:
        _check_rows(done, connection, progress)


def _applied(connection: sqlite3.Connection) -> int:
    """Return how many migrations the file says were made: one for each version."""
    sql = "SELECT count(*) FROM _sqlite_migrations WHERE migration_set = 'yearlog'"
    return int(connection.execute(sql).fetchone()[0])


def _check_rows(done: Examined, connection: sqlite3.Connection, progress: Progress | None) -> None:
    checks = (_check_schema, _check_texts, _check_drafts, _check_geocodes)
    for check in checks:
        check(done, connection)
    _check_history(done, connection, progress)
    connection.row_factory = sqlite3.Row
    _check_words(done, connection, progress)
    done.photos, done.remembered = pictures.named(connection)


def _check_schema(done: Examined, connection: sqlite3.Connection) -> None:
    found, differ = declared.compare(connection)
    if found == "same":
        done.add("schema", "ok", n=len(declared.of(connection)))
    elif found == "other words":
        done.add("schema", "attention", details=differ)
    else:
        newer = connection.execute("PRAGMA user_version").fetchone()[0] > schema.VERSION
        done.add("schema", "note" if newer else "damage", details=differ)
    wrong = declared.wrong_notes(connection)
    if wrong:
        done.add("meta", "damage", details=wrong)


def _check_texts(done: Examined, connection: sqlite3.Connection) -> None:
    wrong = []
    n = 0
    for entry_id, lang, title, body, stored in connection.execute(
        "SELECT entry_id, lang, title, body, content_hash FROM texts"
    ):
        n += 1
        if not _hash_fits(f"{title}\0{body}", stored):
            wrong.append(f"{entry_id} {lang}")
            done.wrong_hashes.append((entry_id, lang))
    if wrong:
        done.add("texts", "damage", details=wrong)
    else:
        done.add("texts", "ok", n=n)


def _hash_fits(text: str, stored: str) -> bool:
    try:
        return content_hash(text) == stored
    except UnicodeEncodeError:  # a flipped bit made what is no letter
        return False


def _check_drafts(done: Examined, connection: sqlite3.Connection) -> None:
    drafts = connection.execute("SELECT id, fields, content_hash FROM drafts").fetchall()
    wrong = [draft_id for draft_id, fields, stored in drafts if not _hash_fits(fields, stored)]
    if wrong:
        done.add("drafts", "damage", details=wrong)
    elif drafts:
        done.add("drafts", "note", n=len(drafts))


def _check_geocodes(done: Examined, connection: sqlite3.Connection) -> None:
    """Note damaged answers: they cost one more question, nothing of the user's."""
    wrong = geocodes.damaged(connection)
    if wrong:
        done.add("geocodes", "note", details=wrong)


def _check_history(
    done: Examined, connection: sqlite3.Connection, progress: Progress | None
) -> None:
    """Check every seal, and every row of every table against the history."""
    replayed = replay(connection, progress)
    done.doubt = replayed.doubt
    broken = [f"#{batch}" for batch in replayed.doubt.batches]
    n = connection.execute("SELECT count(*) FROM batches").fetchone()[0]
    if broken:
        done.add("seals", "damage", details=broken)
    else:
        done.add("seals", "ok", n=n)
    done.wrong_rows = list(differences(connection, replayed, progress))
    if done.wrong_rows:
        done.add("rows", "damage", details=[described(one) for one in done.wrong_rows])
    else:
        done.add("rows", "ok", n=sum(map(len, replayed.rows.values())))
    newest = connection.execute("SELECT at FROM batches ORDER BY id DESC LIMIT 1").fetchone()
    done.last_change = newest[0] if newest else ""


def _check_words(done: Examined, connection: sqlite3.Connection, progress: Progress | None) -> None:
    """Compare what search finds to what the entries say; keep the entries for later checks."""
    stored = {
        row["entry_id"]: (row["title"], row["body"], row["other"])
        for row in connection.execute("SELECT entry_id, title, body, other FROM search")
    }
    ids = [row[0] for row in connection.execute("SELECT id FROM entries WHERE deleted_at IS NULL")]
    wrong = sorted(stored.keys() - set(ids))
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        loaded = list(_load(connection, some))
        done.entries += loaded
        done.unread += sorted(set(some) - {entry.id for entry in loaded})
        for entry in loaded:
            if _pieces(stored.get(entry.id, ())) != _pieces(search.folded(entry)):
                wrong.append(entry.id)
        if progress is not None:
            progress(len(some))
    if done.unread:
        done.add("entries", "damage", details=done.unread)
    done.wrong_words = wrong
    if wrong:
        done.add("words", "damage", details=wrong)
    else:
        done.add("words", "ok", n=len(stored))


def _load(connection: sqlite3.Connection, ids: Sequence[str]) -> Iterator[Entry]:
    """Yield the entries that can be read; if one cannot, the others are read one by one."""
    where = "id IN (SELECT value FROM json_each(?))"
    try:
        yield from reader.load(connection, where, (json.dumps(ids),))
    except (KeyError, TypeError, ValueError):
        if len(ids) > 1:
            for one in ids:
                yield from _load(connection, [one])


def _pieces(columns: Sequence[str]) -> list[list[str]]:
    """Return the words of each column in one order: search does not care in which they stand."""
    return [sorted(column.split(SEPARATOR)) for column in columns]
