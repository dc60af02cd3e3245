"""Opening, creating and locking the one file a journal is.

Rollback journal and ``synchronous=EXTRA``, never WAL; a new file is built under another name and
linked into place, so that no one ever sees an empty or half-made journal and two first runs at once
end with one schema. ``docs/decisions/0002-journal.md`` gives the reasons.
"""

from __future__ import annotations

import errno
import math
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from yearlog import clock
from yearlog.errors import YearlogError
from yearlog.journal import copies, header, schema
from yearlog.journal.errors import (
    DiskFull,
    JournalDamaged,
    JournalGone,
    JournalInterrupted,
    JournalMissing,
    JournalNotWritable,
    JournalTooNew,
    NotAJournal,
    translate,
)

WAIT_MS = 20_000
"""How long a writer waits for another process, in milliseconds."""


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open the journal at ``path``; make it first when ``create`` and it is not there.

    Raises JournalMissing, JournalGone, NotAJournal, JournalTooNew, JournalNotWritable,
    JournalDamaged.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        if not create:
            raise JournalMissing(path) from None
        if copies.listed(path):
            raise JournalGone(path) from None
        _make(path)
    except OSError:
        raise JournalNotWritable(path) from None
    else:
        if not path.is_file() or status.st_size == 0 or not _is_database(path):
            raise NotAJournal(path)
    connection = _open(path)
    try:
        _prepare(connection)
        return _checked(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error):
            raise _meaning(error, path) from error
        raise


def _meaning(error: sqlite3.Error, path: Path) -> YearlogError:
    """Return what it means that a file cannot be read as soon as it is opened."""
    meant = translate(error, path)
    if isinstance(meant, JournalNotWritable) and path.with_name(f"{path.name}-journal").exists():
        return JournalInterrupted(path)
    return meant


def _is_database(path: Path) -> bool:
    """Return whether the file begins as SQLite's do.

    SQLite looks beside a file first, and would play what was left there into whatever this is.
    """
    try:
        return header.read(path)[: len(header.MAGIC)] == header.MAGIC
    except OSError:
        raise JournalNotWritable(path) from None


def _prepare(connection: sqlite3.Connection) -> None:
    """Set what a connection is to keep to.

    Removing SQLite's own journal is what commits. FULL leaves that to the file system, which may
    forget it in a power cut and so take back a step that was acknowledged; EXTRA waits for it.
    Without spilling, what a long import writes stays in memory until its commit, and others can go
    on reading until then.
    """
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA cache_spill = OFF")


def _open(path: Path) -> sqlite3.Connection:
    uri = path.absolute().as_uri() + "?mode=rw"
    try:
        connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=WAIT_MS / 1000)
    except sqlite3.Error as error:
        raise translate(error, path) from error
    connection.row_factory = sqlite3.Row
    return connection


def _checked(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Refuse what is not ours or newer; upgrade what is older. Return what to work with."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != schema.APPLICATION_ID:
        raise NotAJournal(path)
    _refuse_cut_short(connection, path)
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > schema.VERSION:
        if _least_reader(connection) > schema.VERSION:
            raise JournalTooNew(path, version, schema.VERSION)
    elif version < schema.VERSION:
        if not os.access(path, os.W_OK):
            return _upgraded_in_memory(connection, path)
        _upgrade(connection, path)
    return connection


def _refuse_cut_short(connection: sqlite3.Connection, path: Path) -> None:
    """Raise JournalDamaged for a file that ends within its last page: SQLite reads zeros there."""
    connection.execute("BEGIN")  # a read lock: nobody makes the file smaller meanwhile
    try:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        missing = pages * size - path.stat().st_size
    finally:
        connection.execute("ROLLBACK")
    if missing > 0:
        raise JournalDamaged(path, f"end of file: -{missing} B")


def _upgraded_in_memory(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    """Return a copy of an older journal that cannot be written, upgraded, only to be read."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.row_factory = sqlite3.Row
    connection.backup(copy)
    connection.close()
    _prepare(copy)
    migrate(copy, path)
    copy.execute("PRAGMA query_only = ON")
    return copy


def _least_reader(connection: sqlite3.Connection) -> float:
    """Return the oldest version that may write a newer file; none may if it does not say."""
    try:
        row = connection.execute(
            "SELECT value FROM meta WHERE key = 'min_reader_version'"
        ).fetchone()
        return float(row[0])
    except (sqlite3.OperationalError, TypeError, ValueError):
        return math.inf


def _upgrade(connection: sqlite3.Connection, path: Path) -> None:
    """Back the file up, then migrate; without a backup nothing is migrated."""
    from yearlog.journal.backup import Backups

    Backups(connection, path).make("migration")
    migrate(connection, path)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Migrate inside one write lock that checks the version again: another may have been first."""
    with transaction(connection, path):
        if connection.execute("PRAGMA user_version").fetchone()[0] < schema.VERSION:
            from yearlog.journal import migrations

            migrations.apply(connection)


def open_upgraded(path: Path) -> sqlite3.Connection:
    """Open a copy that nobody else uses and migrate it in place. Raises what `connect` does."""
    connection = _open(path)
    try:
        _prepare(connection)
        migrate(connection, path)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error):
            raise translate(error, path) from error
        raise
    return connection


def _make(path: Path) -> None:
    """Build a new journal beside ``path`` and put it there unless another process was first."""
    fresh = copies.temporary(path, clock.new_id()[-12:])
    try:
        _make_folder(path.parent)
        # What an earlier file left beside it would be played into the new one.
        copies.put_orphans_aside(path, f"stale-{clock.local():%Y%m%d%H%M%S}")
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise DiskFull(path) if error.errno == errno.ENOSPC else JournalNotWritable(path) from None
    try:
        connection = sqlite3.connect(fresh, isolation_level=None)
        try:
            with transaction(connection, path):
                from yearlog.journal import migrations

                migrations.apply(connection)
        finally:
            connection.close()
        _link(fresh, path)
    except sqlite3.Error as error:
        raise translate(error, path) from error
    finally:
        with suppress(FileNotFoundError):
            fresh.unlink()


def _make_folder(path: Path) -> None:
    """Make a folder for its owner alone, and those above it; each new name is made durable."""
    if not path.is_dir():
        _make_folder(path.parent)
        path.mkdir(exist_ok=True, mode=0o700)
        copies.sync_folder(path.parent)


def _link(fresh: Path, path: Path) -> None:
    """Give the finished file its name; keep the other's if one appeared meanwhile."""
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            fresh.replace(path)
    copies.sync_folder(path.parent)


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Hold the write lock for the length of the block; all of it or nothing is stored.

    BEGIN IMMEDIATE, because a deferred transaction that reads first loses the race to write and
    fails at once with "database is locked".
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        with suppress(sqlite3.Error):
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            # After a failed write SQLite leaves rolling back to the next reader: be that reader.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        raise translate(error, path) from error


@contextmanager
def patience(connection: sqlite3.Connection, milliseconds: int) -> Iterator[None]:
    """Wait no longer than this for other processes inside the block."""
    connection.execute(f"PRAGMA busy_timeout = {milliseconds:d}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA busy_timeout = {WAIT_MS:d}")
