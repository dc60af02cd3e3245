"""Bringing a backup back: as one step of the history, or as the file where there is none left."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from yearlog import clock
from yearlog.errors import YearlogError
from yearlog.journal import copies, header, schema, store
from yearlog.journal.backup import discard, open_copy, put_in_place, write_copy
from yearlog.journal.copies import Backup
from yearlog.journal.errors import (
    JournalDamaged,
    JournalMissing,
    JournalNotWritable,
    JournalTooNew,
    NotAJournal,
)
from yearlog.journal.journal import Journal
from yearlog.journal.writer import Writer


class BackupUnusable(YearlogError):
    """The file to be restored is damaged, empty or no journal."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} 不是完好的 yearlog 备份（{detail}），什么也没有改动。"
            "yearlog backup --list 会列出其他备份。",
            f"{path} is not a sound backup of yearlog ({detail}); nothing was changed. "
            "yearlog backup --list shows the others.",
        )


class Restored(NamedTuple):
    """What a restore did: entries that came back, changed, went; other rows that changed.

    ``damaged`` is where the file that could not be read lies now; None if there was none, or if the
    journal could be read and the restore is one step of its history.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    others: int = 0
    as_file: bool = False
    damaged: Path | None = None


@contextmanager
def sound_copy(backup: Path, beside: Path) -> Iterator[Path]:
    """Give a checked copy of a backup, under a name beside ``beside`` that is swept afterwards.

    The backup itself is only read. Raises BackupUnusable, JournalTooNew, and what writing the copy
    raises.
    """
    fresh = copies.temporary(beside, clock.new_id()[-12:])
    try:
        _copy(backup, fresh)
        _inspect(fresh, backup)
        yield fresh
    finally:
        discard(fresh)


def _copy(backup: Path, fresh: Path) -> None:
    """Copy a backup, or any journal, whatever lies beside it.

    A file this program finished is read as it stands: what lies beside it is not its own. Another
    file may be a journal in use, so its locks are kept to, and a step that was interrupted is
    rolled back in the copy.
    """
    own = copies.read_name(backup) is not None
    if not own and backup.with_name(backup.name + "-journal").exists():
        for ending in ("", "-journal"):
            target = fresh.with_name(fresh.name + ending)
            handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(backup.with_name(backup.name + ending).read_bytes())
        return
    try:
        with closing(open_copy(backup) if own else _open_in_use(backup)) as source:
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            write_copy(source, backup, fresh, verify=False)
    except sqlite3.Error as error:
        raise BackupUnusable(backup, str(error)) from None


def _open_in_use(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + "?mode=ro"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=store.WAIT_MS / 1000)


def _inspect(copy: Path, backup: Path) -> None:
    """Refuse a copy that is damaged, foreign or too new."""
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            if copy.stat().st_size == 0:
                raise BackupUnusable(backup, "0 bytes")
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            if application != schema.APPLICATION_ID:
                raise BackupUnusable(backup, f"application id {application:#x}")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > schema.VERSION:
                raise JournalTooNew(backup, version, schema.VERSION)
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok":
                raise BackupUnusable(backup, str(found).splitlines()[-1])
    except sqlite3.Error as error:
        raise BackupUnusable(backup, str(error)) from None


def is_sound(path: Path) -> bool:
    """Return whether there is a journal at ``path`` that can be read and written.

    Raises what opening it does, unless it is damaged, foreign, empty or not there.
    """
    try:
        with Journal(path, create=False) as journal:
            return journal.is_whole()
    except (JournalDamaged, JournalMissing, NotAJournal):
        return False


# Into a journal that can be read ------------------------------------------------------------------


def _lenient(raw: bytes) -> str:
    """Read text that holds a flipped bit: it is about to be replaced, and must be recorded."""
    return raw.decode("utf-8", "replace")


@contextmanager
def attached(connection: sqlite3.Connection, copy: Path) -> Iterator[None]:
    """Bring a checked copy to the present schema and give its tables as those of ``other``."""
    store.open_upgraded(copy).close()
    connection.execute("ATTACH ? AS other", (copy.absolute().as_uri() + "?mode=ro",))
    connection.text_factory = _lenient
    try:
        yield
    finally:
        connection.text_factory = str
        connection.execute("DETACH other")


def differs(connection: sqlite3.Connection) -> bool:
    """Return whether any row of the journal is not that of the attached ``other``."""
    return any(
        _rows_to_put(connection, table) or _keys_to_remove(connection, table, key)
        for table, key in schema.keys().items()
    )


def merge(connection: sqlite3.Connection, writer: Writer) -> Restored:
    """Make all rows those of the attached ``other``, by way of the writer.

    Rows come before those that name them, and go after them; undo goes the other way round.
    """
    connection.execute("PRAGMA defer_foreign_keys = ON")
    before, after = _alive(connection, "main"), _alive(connection, "other")
    touched: set[str] = set()
    others = 0
    tables = list(schema.keys().items())
    for table, _ in tables:
        for row in _rows_to_put(connection, table):
            writer.put(table, row)
            others += _note(touched, table, row)
    for table, key in reversed(tables):
        for row in _keys_to_remove(connection, table, key):
            writer.remove(table, row)
            others += _note(touched, table, row)
    return Restored(
        added=len(after - before),
        changed=len(touched & before & after),
        removed=len(before - after),
        others=others,
    )


def _alive(connection: sqlite3.Connection, database: str) -> set[str]:
    rows = connection.execute(
        f"SELECT id FROM {database}.entries WHERE deleted_at IS NULL"  # noqa: S608
    )
    return {row[0] for row in rows}


def _rows_to_put(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    names = [row["name"] for row in connection.execute(f"PRAGMA other.table_info({table})")]
    columns = ", ".join(names)
    rows = connection.execute(
        f"SELECT {columns} FROM other.{table} EXCEPT SELECT {columns} FROM main.{table}"  # noqa: S608
    )
    return [dict(row) for row in rows.fetchall()]


def _keys_to_remove(
    connection: sqlite3.Connection, table: str, key: tuple[str, ...]
) -> list[dict[str, Any]]:
    columns = ", ".join(key)
    rows = connection.execute(
        f"SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM other.{table}"  # noqa: S608
    )
    return [dict(row) for row in rows.fetchall()]


def _note(touched: set[str], table: str, row: dict[str, Any]) -> int:
    """Note whose row it is; return 1 for one that is no entry's."""
    owner = row.get("entry_id") or (row["id"] if table == "entries" else None)
    if owner is None:
        return int(table != "places")
    touched.add(owner)
    return 0


# In place of a file that cannot be read -----------------------------------------------------------


def replace(path: Path, copy: Path) -> Restored:
    """Put a checked copy where the journal should be; what lies there is moved aside, not lost."""
    ending = f"damaged-{clock.local():%Y%m%d%H%M%S}"
    damaged: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if os.path.lexists(path):
            damaged = _free(path, ending)
            path.rename(damaged)
            ending = damaged.name.removeprefix(f"{path.name}.")
        copies.put_aside(path, ending)
        copies.sync_file(copy)
        put_in_place(copy, path)
    except OSError:
        raise JournalNotWritable(path) from None
    with Journal(path, create=False) as journal:
        return Restored(added=journal.count(), as_file=True, damaged=damaged)


def _free(path: Path, ending: str) -> Path:
    """Return a name for what is moved aside that nothing has yet."""
    target, number = path.with_name(f"{path.name}.{ending}"), 1
    while os.path.lexists(target):
        number += 1
        target = path.with_name(f"{path.name}.{ending}-{number}")
    return target


def count_entries(backup: Backup) -> int | None:
    """Return how many entries a backup holds; None if it cannot be read."""
    with suppress(sqlite3.Error), closing(open_copy(backup.path)) as connection:
        sql = "SELECT count(*) FROM entries WHERE deleted_at IS NULL"
        return int(connection.execute(sql).fetchone()[0])
    return None


def fault_of(backup: Path) -> str:
    """Return what is wrong with a backup as SQLite sees it; an empty string if nothing is."""
    try:
        with closing(open_copy(backup)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != schema.APPLICATION_ID:
                return "application id"
            found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
            return "" if found == "ok" else found
    except sqlite3.Error as error:
        return str(error)


def is_copy(path: Path, journal: Journal) -> bool:
    """Return whether a file is an earlier copy of a journal: they share a step of their history.

    The seal of a step tells it from one of another journal at the same time.
    """
    steps = "SELECT id, at, seal FROM batches"
    try:
        with closing(open_copy(path)) as connection:
            theirs = {tuple(row) for row in connection.execute(steps)}
        ours = {tuple(row) for row in journal._connection.execute(steps)}
    except sqlite3.Error:
        return False
    return bool(ours & theirs)


def is_journal(path: Path) -> bool:
    """Return whether a file says of itself that it is a journal; an empty one does not."""
    try:
        head = header.read(path)
    except OSError:
        return False
    return head[:16] == header.MAGIC and head[68:72] == schema.APPLICATION_ID.to_bytes(4)
