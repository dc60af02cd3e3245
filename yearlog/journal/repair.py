"""Mending a journal without loss: only what can be made again from what is known to be right."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from yearlog import clock
from yearlog.i18n import Both
from yearlog.journal import copies, flips, schema, seals, search, store
from yearlog.journal.backup import Backups, discard, open_copy
from yearlog.journal.check import Examined, examine
from yearlog.journal.errors import JournalBusy, translate
from yearlog.journal.journal import Journal
from yearlog.journal.replay import Difference, described
from yearlog.journal.writer import content_hash


class Mended(NamedTuple):
    """Something that was put right: what, and how many or which."""

    name: str
    details: tuple[str, ...] = ()


def mend(path: Path, found: Examined) -> list[Mended]:
    """Mend what can be mended in the file, after a backup of it; return what was done.

    A file with broken pages is left alone. Raises what backing it up raises (nothing was changed
    then), and JournalBusy.
    """
    if not found.opened or not found.mendable:
        return []
    with closing(_open(path)) as connection:
        made = Backups(connection, path).make("doctor", verify=found.shape == "whole")
    done = [Mended("backup", (str(made),))]
    if found.shape == "indexes" or found.wrong_header:
        done += _rebuild(path)
        found = examine(path)
        if found.shape != "whole" or found.wrong_header:
            return done
    if found.doubt.batches:
        done += _mend_history(path, found.doubt.batches)
        found = examine(path)
    done += _mend_rows(path, found.wrong_rows)
    found = examine(path)
    if not found.wrong_rows and not found.unread:
        done += _mend_words(path, found.wrong_words)
        done += _mend_hashes(path, found.wrong_hashes)
    return done


def _open(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + "?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=store.WAIT_MS / 1000)
    connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    connection.execute("PRAGMA synchronous = EXTRA")
    return connection


@contextmanager
def _changing(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection inside one transaction, outside the history: the history is the measure."""
    with closing(_open(path)) as connection, store.transaction(connection, path):
        connection.execute("PRAGMA defer_foreign_keys = ON")
        yield connection


# Indexes and header -------------------------------------------------------------------------------


def _rebuild(path: Path) -> list[Mended]:
    """Write everything to a new file, make its indexes and header anew, put its pages in place.

    The lock is held from the first read to the last write, and the new file is checked before it
    replaces anything.
    """
    fresh = copies.temporary(path, clock.new_id()[-12:])
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(_open(path)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("VACUUM INTO ?", (str(fresh),))
            _clear_header(fresh)
            with closing(sqlite3.connect(fresh, isolation_level=None)) as rebuilt:
                rebuilt.execute("REINDEX")  # VACUUM copies indexes as they are
                if rebuilt.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                    return []
                rebuilt.backup(connection)
    except sqlite3.Error as error:
        meant = translate(error, path)
        if isinstance(meant, JournalBusy):
            raise meant from error
        return []
    except OSError:
        return []
    finally:
        discard(fresh)
    return [Mended("rebuilt")]


def _clear_header(path: Path) -> None:
    """Set the fields of a header that VACUUM copies, and that must be zero, to zero."""
    with path.open("r+b") as file:
        for offset, length in ((48, 4), (72, 20)):
            file.seek(offset)
            file.write(bytes(length))


# History ------------------------------------------------------------------------------------------

_CHANGES = (
    "SELECT id, batch_id, table_name, row_key, entry_id, before, after FROM changes"
    " WHERE batch_id = ? ORDER BY id"
)
_BATCH = (
    "SELECT id, at, verb, summary_zh, summary_en, source, target, seal FROM batches WHERE id = ?"
)


def _mend_history(path: Path, broken: tuple[int, ...]) -> list[Mended]:
    """Flip back the one bit a seal tells of, or take a step from a backup with the same seal.

    A batch that was purged has another seal since, so nothing purged comes back.
    """
    done = []
    with _changing(path) as connection:
        for batch in broken:
            flip = flips.find(connection, batch)
            if flip is not None:
                connection.execute(
                    f"UPDATE {flip.table} SET {flip.column} = ? WHERE id = ?",  # noqa: S608
                    (flip.text, flip.row),
                )
                done.append(f"#{batch} {flip.table}.{flip.column}")
                continue
            for backup in copies.listed(path):
                if _take(connection, backup.path, batch):
                    done.append(f"#{batch} ← {backup.name}")
                    break
    return [Mended("history", tuple(done))] if done else []


def _take(connection: sqlite3.Connection, backup: Path, batch: int) -> bool:
    with suppress(sqlite3.Error), closing(open_copy(backup)) as source:
        kept = source.execute(_BATCH, (batch,)).fetchone()
        ours = connection.execute(_BATCH, (batch,)).fetchone()
        if kept is None or ours is None or seals.of(source, batch) != kept["seal"]:
            return False
        if kept["seal"] not in (ours[7], seals.of(connection, batch)):
            return False
        rows = [tuple(row) for row in source.execute(_CHANGES, (batch,))]
        taken = tuple(row[0] for row in rows)
        marks = schema.placeholders(taken)
        connection.execute(
            f"DELETE FROM changes WHERE batch_id = ? OR id IN ({marks})",  # noqa: S608
            (batch, *taken),
        )
        connection.executemany("INSERT INTO changes (id, batch_id, table_name, row_key, entry_id,"
                               " before, after) VALUES (?, ?, ?, ?, ?, ?, ?)", rows)  # fmt: skip
        connection.execute(
            "UPDATE batches SET at = ?, verb = ?, summary_zh = ?, summary_en = ?, source = ?,"
            " target = ?, seal = ? WHERE id = ?",
            (*tuple(kept)[1:], batch),
        )
        return True
    return False


# Rows ---------------------------------------------------------------------------------------------


def _mend_rows(path: Path, wrong: list[Difference]) -> list[Mended]:
    """Make each row what the sealed history says; one that it cannot vouch for is left alone."""
    sure = [one for one in wrong if one.sure]
    if not sure:
        return []
    keys = schema.keys()
    done = []
    with _changing(path) as connection:
        for one in sorted(sure, key=lambda one: one.expected is not None):
            _set_row(connection, one, keys[one.table])
            done.append(described(one))
    return [Mended("rows", tuple(done))]


def _set_row(connection: sqlite3.Connection, one: Difference, names: tuple[str, ...]) -> None:
    """Write or remove one row."""
    key: dict[str, Any] = dict(zip(names, one.key, strict=True))
    where = " AND ".join(f"CAST({name} AS BLOB) = CAST(? AS BLOB)" for name in names)
    at = tuple(
        value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value
        for value in key.values()
    )
    if one.expected is None:
        connection.execute(f"DELETE FROM {one.table} WHERE {where}", at)  # noqa: S608
        return
    row = {**key, **one.expected}
    if one.found is not None:
        changed = {name: row[name] for name in one.columns}
        assignments = ", ".join(f"{name} = ?" for name in changed)
        connection.execute(
            f"UPDATE {one.table} SET {assignments} WHERE {where}",  # noqa: S608
            (*changed.values(), *at),
        )
        return
    columns = {name for _, name, *_ in connection.execute(f"PRAGMA table_info({one.table})")}
    kept = {name: value for name, value in row.items() if name in columns}
    connection.execute(
        f"INSERT INTO {one.table} ({', '.join(kept)})"  # noqa: S608
        f" VALUES ({schema.placeholders(kept)})",
        tuple(kept.values()),
    )


def _mend_words(path: Path, wrong: list[str]) -> list[Mended]:
    """Make the words of search anew."""
    if not wrong:
        return []
    with _changing(path) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute(
            "DELETE FROM search WHERE entry_id NOT IN"
            " (SELECT id FROM entries WHERE deleted_at IS NULL)"
        )
        search.refresh(connection, wrong)
    return [Mended("words", tuple(wrong))]


def _mend_hashes(path: Path, wrong: list[tuple[str, str]]) -> list[Mended]:
    """Give texts that are as the history has them the hash they lack, as a step of the history."""
    if not wrong:
        return []
    with (
        Journal(path, create=False) as journal,
        journal.write("edit", Both("文字的校验和", "checksums of texts")) as writer,
    ):
        for entry in journal.entries(ids=[entry_id for entry_id, _ in wrong]):
            for lang, text in entry.texts.items():
                row = {"entry_id": entry.id, "lang": lang,
                       "content_hash": content_hash(f"{text.title}\0{text.body}")}  # fmt: skip
                writer.put("texts", row)
    return [Mended("hashes", tuple(" ".join(one) for one in wrong))]


def mend_rights(paths: list[Path]) -> list[Mended]:
    """Take the rights of others from files and folders of the journal."""
    done = []
    for path in paths:
        with suppress(OSError):
            path.chmod(0o700 if path.is_dir() else 0o600)
            done.append(str(path))
    return [Mended("rights", tuple(done))] if done else []


def sweep(paths: list[Path]) -> list[Mended]:
    """Remove unfinished files."""
    done = []
    for path in paths:
        with suppress(OSError):
            path.unlink()
            done.append(str(path))
    return [Mended("leftovers", tuple(done))] if done else []
