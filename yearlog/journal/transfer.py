"""What a dump carries besides entries: the history line by line, drafts, places; and back.

A batch is one line of JSON, and each of its changes one more below it, so that a year's file only
grows at its end and a state that changes touches one short line.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from yearlog.i18n import Both
from yearlog.journal import images, reader, schema, seals, search
from yearlog.journal.errors import translate
from yearlog.journal.front import BadFile
from yearlog.journal.journal import Journal
from yearlog.journal.schema import BLANKED
from yearlog.journal.writer import Writer
from yearlog.kinds.values import Place

LONGEST_LINE = 64 * 2**20
"""Bytes of one line of a history that are read."""

_BATCH = ("at", "verb", "summary_zh", "summary_en", "source", "target", "state", "seal")
_STATES = ("done", "undone", "dropped", "log")
_IMAGES = ("row_key", "before", "after")


@contextmanager
def snapshot(journal: Journal) -> Iterator[None]:
    """See one state of the journal for the length of the block, whatever others write meanwhile."""
    connection = journal._connection
    try:
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT 1 FROM meta").fetchone()
            yield
        finally:
            connection.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise translate(error, journal.path) from error


# Out ----------------------------------------------------------------------------------------------


def history(journal: Journal) -> Iterator[tuple[str, Iterator[str]]]:
    """Yield the years of batches, and for each year its lines; only the order of ids counts."""
    connection = journal._connection
    batches = connection.execute(
        "SELECT id, substr(at, 1, 4) AS year FROM batches ORDER BY substr(at, 1, 4), id"
    ).fetchall()
    for year, group in groupby(batches, key=itemgetter("year")):
        yield year, _lines(connection, [row["id"] for row in group])


def _lines(connection: sqlite3.Connection, ids: Iterable[int]) -> Iterator[str]:
    for batch in ids:
        about = connection.execute("SELECT * FROM batches WHERE id = ?", (batch,)).fetchone()
        changes = connection.execute(
            "SELECT count(*) FROM changes WHERE batch_id = ?", (batch,)
        ).fetchone()[0]
        yield _json({"batch": batch, **{k: about[k] for k in _BATCH}, "changes": changes})
        for row in connection.execute(
            "SELECT * FROM changes WHERE batch_id = ? ORDER BY id", (batch,)
        ):
            change = {"change": row["id"], "table": row["table_name"], "entry": row["entry_id"]}
            for image in _IMAGES:
                change |= _image(image, row[image])
            yield _json(change)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _image(name: str, text: str | None) -> dict[str, Any]:
    """Return an image as JSON if that gives its text back to the letter, else the text itself."""
    if text is None:
        return {name: None}
    try:
        value = json.loads(text)
        if json.dumps(value, ensure_ascii=False) == text and isinstance(value, dict):
            return {name: value}
    except (ValueError, RecursionError):
        pass
    return {f"{name}_text": text}


def batches(journal: Journal) -> dict[int, str]:
    """Return the time of every batch by its number."""
    rows = journal._connection.execute("SELECT id, at FROM batches")
    return {row["id"]: row["at"] for row in rows}


def drafts(journal: Journal) -> list[dict[str, Any]]:
    """Return the rows of all drafts, oldest first."""
    rows = journal._connection.execute("SELECT * FROM drafts ORDER BY at, id")
    return [dict(row) for row in rows]


def unnamed_places(journal: Journal) -> list[Place]:
    """Return the places that neither an entry nor an alias names."""
    rows = journal._connection.execute(
        "SELECT * FROM places WHERE id NOT IN (SELECT place_id FROM entries WHERE place_id NOT NULL"
        " UNION SELECT place_id FROM aliases) ORDER BY id"
    )
    return [reader.place_of(row) for row in rows]


# In -----------------------------------------------------------------------------------------------


def is_new(writer: Writer) -> bool:
    """Return whether a journal has no history yet, so that another's can become its own."""
    return writer._connection.execute("SELECT 1 FROM batches LIMIT 1").fetchone() is None


def begin(writer: Writer) -> str:
    """Open the batch of a writer that is sure to change something, and return its time."""
    batch = writer._open_batch()
    row = writer._connection.execute("SELECT at FROM batches WHERE id = ?", (batch,)).fetchone()
    return str(row["at"])


def keep_draft(writer: Writer, row: Mapping[str, Any]) -> bool:
    """Store a draft unless the journal has it as it is, or newer; return whether it was stored."""
    connection = writer._connection
    known = connection.execute("SELECT * FROM drafts WHERE id = ?", (row["id"],)).fetchone()
    if known is not None and (known["at"] > row["at"] or dict(known) == dict(row)):
        return False
    connection.execute(
        f"INSERT OR REPLACE INTO drafts ({', '.join(row)})"  # noqa: S608  names of the schema
        f" VALUES ({schema.placeholders(row)})",
        tuple(row.values()),
    )
    return True


def take_history(writer: Writer, files: Iterable[tuple[str, Path]]) -> int:
    """Store the batches of history files as they are and rebuild the tables from them.

    ``files`` gives each file's name for messages and its path. The journal must be `is_new`.
    Returns how many batches there are. BadFile names the file and line at fault.
    """
    connection = writer._connection
    connection.execute("PRAGMA defer_foreign_keys = ON")
    files = list(files)
    for name, path in files:
        _read_file(connection, name, path)
    _play(connection, files)
    broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        reason = Both("历史不完整，有记录缺失", "the history lacks rows that others need")
        raise BadFile("history", 0, reason)
    alive = connection.execute("SELECT id FROM entries WHERE deleted_at IS NULL").fetchall()
    search.refresh(connection, [row["id"] for row in alive])
    return int(connection.execute("SELECT count(*) FROM batches").fetchone()[0])


class _Line(Exception):
    """A line of a history that cannot be taken."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.reason = Both(zh, en)


def _not_understood() -> _Line:
    return _Line("这一行不是 dump 写出的历史", "this line is not of a history that dump wrote")


def _read_file(connection: sqlite3.Connection, name: str, path: Path) -> None:
    """Store the batches of one file, each checked against its seal."""
    batch, first, missing, seal = 0, 0, 0, ""

    def close() -> None:
        if batch and (missing or seals.of(connection, batch) != seal):
            reason = Both(
                f"第 {batch} 步和校验和对不上，历史已损坏。移走 history 文件夹，可以只载入记录",
                f"step {batch} does not match its checksum: the history is damaged. "
                "Without the history folder the entries alone can be loaded",
            )
            raise BadFile(name, first, reason)

    with path.open("rb") as file:
        for at, raw in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), 1):
            try:
                line = _parsed(raw)
                if "batch" in line:
                    close()
                    batch, first, seal = _store_batch(connection, line), at, line["seal"]
                    missing = line["changes"]
                elif not batch or not missing:
                    raise _not_understood()
                else:
                    _store_change(connection, batch, line)
                    missing -= 1
            except _Line as error:
                raise BadFile(name, at, error.reason) from None
            except (sqlite3.IntegrityError, sqlite3.DataError):
                reason = Both("这一步出现了两次", "this step stands here twice")
                raise BadFile(name, at, reason) from None
            except (KeyError, TypeError, ValueError, OverflowError, sqlite3.InterfaceError):
                raise BadFile(name, at, _not_understood().reason) from None
        close()


def _parsed(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise _Line("这一行太长", "this line is too long")
    try:
        line = json.loads(raw)
    except (ValueError, RecursionError):
        raise _not_understood() from None
    if not isinstance(line, dict):
        raise _not_understood()
    return line


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _store_batch(connection: sqlite3.Connection, line: Mapping[str, Any]) -> int:
    if set(line) != {"batch", "changes", *_BATCH} or line["state"] not in _STATES:
        raise _not_understood()
    number = _whole(line["batch"])
    _whole(line["changes"])
    row = {"id": number, **{name: line[name] for name in _BATCH}}
    for name in _BATCH:
        if name == "target":
            if line[name] is not None:
                _whole(line[name])
        else:
            _text(line[name])
    if not number:
        raise _not_understood()
    connection.execute(
        f"INSERT INTO batches ({', '.join(row)}) VALUES ({schema.placeholders(row)})",  # noqa: S608
        tuple(row.values()),
    )
    return number


def _store_change(connection: sqlite3.Connection, batch: int, line: Mapping[str, Any]) -> None:
    number = _whole(line["change"])
    if line["entry"] is not None:
        _text(line["entry"])
    stored: list[str | None] = []
    for image in _IMAGES:
        if f"{image}_text" in line:
            stored.append(_text(line[f"{image}_text"]))
        else:
            value = line[image]
            stored.append(None if value is None else json.dumps(value, ensure_ascii=False))
    if len(line) != 3 + len(_IMAGES) or not number:
        raise _not_understood()
    connection.execute(
        "INSERT INTO changes (id, batch_id, table_name, entry_id, row_key, before, after)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, batch, _text(line["table"]), line["entry"], *stored),
    )


def _play(connection: sqlite3.Connection, files: Iterable[tuple[str, Path]]) -> None:
    """Make the tables what the changes, in their order, left; purged ones are passed over."""
    columns = _columns()
    changes = connection.execute(
        "SELECT id, table_name, row_key, before, after FROM changes WHERE row_key <> ? ORDER BY id",
        (BLANKED,),
    )
    for change in changes:
        try:
            _apply(connection, columns, change)
        except (sqlite3.Error, ValueError, KeyError, TypeError, AttributeError):
            reason = Both("这一步不能重做", "this change cannot be made")
            raise BadFile(*_where(files, change["id"]), reason) from None


def _where(files: Iterable[tuple[str, Path]], change: int) -> tuple[str, int]:
    """Return the file and line that a change stands on."""
    for name, path in files:
        with path.open("rb") as file:
            for at, raw in enumerate(file, 1):
                if raw.startswith(b'{"change": %d,' % change):
                    return name, at
    return "history", 0


def _columns() -> dict[str, tuple[frozenset[str], tuple[str, ...]]]:
    """Return the columns and the key of every table whose changes are recorded."""
    from yearlog import kinds

    tables = dict(schema.SPINE)
    for details in kinds.everything():
        tables |= schema.kind_tables(details)
    return {name: (frozenset(columns), key) for name, (columns, key) in tables.items()}


def _apply(
    connection: sqlite3.Connection,
    columns: Mapping[str, tuple[frozenset[str], tuple[str, ...]]],
    change: sqlite3.Row,
) -> None:
    """Bring one row to what a change left: gone, changed in some columns, or new."""
    table = change["table_name"]
    known, key_names = columns[table]
    key = json.loads(change["row_key"])
    after = None if change["after"] in (None, BLANKED) else json.loads(change["after"])
    if set(key) != set(key_names) or not set(after or ()) <= known:
        raise KeyError(table)
    images.apply(connection, table, key, after)
