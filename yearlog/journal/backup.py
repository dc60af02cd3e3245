"""Copies of the journal that no later change can touch: made in time, verified, thinned."""

from __future__ import annotations

import errno
import os
import sqlite3
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from yearlog import clock
from yearlog.errors import YearlogError
from yearlog.journal import copies
from yearlog.journal.copies import Backup
from yearlog.journal.errors import (
    BackupFailed,
    DiskFull,
    JournalBusy,
    JournalDamaged,
    JournalNotWritable,
    StepRefused,
    translate,
)

FORCED = frozenset({"import", "load", "purge", "restore"})
"""Steps that are preceded by a backup of their own, whatever was copied earlier that day."""


class Backups:
    """The backups of one open journal, in a folder beside it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._tried: date | None = None
        self.failure: YearlogError | None = None
        """Why the backup of the day could not be made; the change itself went on."""

    @property
    def folder(self) -> Path:
        """Where the backups lie."""
        return copies.folder_of(self._path)

    def listed(self) -> list[Backup]:
        """Return the backups, newest first."""
        return copies.listed(self._path)

    def before(self, verb: str) -> None:
        """Copy the journal if this is the first change of a day, or a step in `FORCED`.

        A journal without any step has nothing to copy. A backup of the day that fails is kept in
        `failure`, and not tried again by this process that day; one that a step needs raises
        StepRefused. A journal that turns out to be damaged raises JournalDamaged: nothing may be
        written to it.
        """
        forced = verb in FORCED
        today = clock.today()
        if not forced and (self._tried == today or self._made_on(today)):
            return
        if not self._begun():
            return
        if forced and self._copied_already():
            return
        self._tried = today
        try:
            self.make(verb if forced else "daily")
        except JournalDamaged:
            raise
        except YearlogError as error:
            if forced:
                raise StepRefused(error, self.folder) from None
            self.failure = BackupFailed(error, self.folder)
        else:
            self.failure = None

    def _made_on(self, day: date) -> bool:
        prefix = f"{day.isoformat()}-"
        try:
            names = os.listdir(self.folder)  # noqa: PTH208  on the path of every change
        except OSError:
            return False
        return any(name.startswith(prefix) and name.endswith(".sqlite3") for name in names)

    def _copied_already(self) -> bool:
        """Return whether the newest backup ends with the step that the journal ends with.

        Three loads of a folder with nothing new in it need one backup, not three of the twelve.
        """
        newest = next((one for one in self.listed() if one.reason != "doctor"), None)
        if newest is None:
            return False
        last = "SELECT id, state, seal FROM batches ORDER BY id DESC LIMIT 1"
        try:
            with closing(open_copy(newest.path)) as copy:
                theirs = copy.execute(last).fetchone()
            ours = self._connection.execute(last).fetchone()
        except sqlite3.Error:
            return False
        return theirs is not None and tuple(theirs) == tuple(ours)

    def _begun(self) -> bool:
        """Return whether the journal holds any step."""
        try:
            return self._connection.execute("SELECT 1 FROM batches LIMIT 1").fetchone() is not None
        except sqlite3.Error as error:
            raise translate(error, self._path) from error

    def make(self, reason: str, *, verify: bool = True) -> Path:
        """Copy the journal into its folder, thin the older ones, and return the new file.

        ``verify`` refuses a copy that SQLite finds malformed (JournalDamaged). Raises
        JournalNotWritable, DiskFull, JournalBusy.
        """
        folder = self.folder
        try:
            folder.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise _refused(error, folder) from None
        for left in copies.leftovers(folder):
            with suppress(OSError):
                left.unlink()
        moment = clock.local()
        stem = f"{moment:%Y-%m-%d-%H%M%S}-{reason}"
        fresh = copies.temporary(folder / stem, clock.new_id()[-12:])
        try:
            write_copy(self._connection, self._path, fresh, verify=verify)
            made = _name(fresh, folder, stem)
        finally:
            discard(fresh)
        for old in copies.surplus(self.listed(), moment.date()):
            if old.path != made:
                with suppress(OSError):
                    old.path.unlink()
        return made

    def write_to(self, target: Path) -> None:
        """Copy the journal to a file of the user's choice, whole or not at all.

        The caller has made sure that what stands there may go.
        """
        fresh = copies.temporary(target, clock.new_id()[-12:])
        try:
            write_copy(self._connection, self._path, fresh)
            put_in_place(fresh, target)
        finally:
            discard(fresh)


def open_copy(path: Path) -> sqlite3.Connection:
    """Open a backup to read it: its bytes as they are, whatever lies beside it."""
    uri = path.absolute().as_uri() + "?mode=ro&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def write_copy(source: sqlite3.Connection, path: Path, fresh: Path, *, verify: bool = True) -> None:
    """Write all of an open database to a new file only its owner may read, checked and synced.

    ``path`` is named in what this raises: JournalDamaged of the source, JournalBusy, DiskFull,
    JournalNotWritable of the target's folder.
    """
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(fresh, isolation_level=None)) as target:
            # The copy has no other name yet: a crash leaves rubbish to sweep, not half a backup.
            target.execute("PRAGMA journal_mode = OFF")
            target.execute("PRAGMA synchronous = OFF")
            source.backup(target, progress=_waited_enough)
            if verify:
                found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
                if found != "ok":
                    raise JournalDamaged(path, str(found).splitlines()[-1])
        copies.sync_file(fresh)
    except _Busy:
        raise JournalBusy(path) from None
    except sqlite3.Error as error:
        meant = translate(error, path)
        if isinstance(meant, DiskFull):
            raise DiskFull(fresh.parent) from None
        if isinstance(meant, JournalNotWritable):
            raise JournalNotWritable(fresh.parent) from None
        raise meant from error
    except OSError as error:
        raise _refused(error, fresh.parent) from None


class _Busy(Exception):
    """Another process kept the source locked for as long as the connection waits."""


def _waited_enough(status: int, remaining: int, total: int) -> None:  # noqa: ARG001
    """Stop a backup whose source is locked: SQLite has waited, and would try again for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise _Busy


def _refused(error: OSError, folder: Path) -> YearlogError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return DiskFull(folder) if full else JournalNotWritable(folder)


def discard(fresh: Path) -> None:
    """Remove an unfinished file, if it is still there."""
    for ending in ("", *copies.COMPANIONS):
        with suppress(OSError):
            fresh.with_name(fresh.name + ending).unlink()


def _name(fresh: Path, folder: Path, stem: str) -> Path:
    """Give a finished backup the first name that is free, with nothing stale beside it."""
    first = copies.next_number(folder, stem.rpartition("-")[0])
    for number in range(first, first + 10_000):
        name = stem if number == 1 else f"{stem}-{number}"
        target = folder / f"{name}.sqlite3"
        beside = [target.with_name(target.name + ending) for ending in ("", *copies.COMPANIONS)]
        if any(map(os.path.lexists, beside)):
            continue
        try:
            os.link(fresh, target)
        except FileExistsError:
            continue
        except OSError:  # a file system without hard links
            try:
                fresh.rename(target)
            except OSError as error:
                raise _refused(error, folder) from None
        copies.sync_folder(folder)
        return target
    raise JournalNotWritable(folder)


def put_in_place(fresh: Path, target: Path) -> None:
    """Rename a finished file over ``target``, durably, with nothing stale beside it.

    Raises JournalNotWritable.
    """
    try:
        copies.put_aside(target, f"stale-{clock.local():%Y%m%d%H%M%S}")
        fresh.replace(target)
    except OSError as error:
        raise _refused(error, target.parent) from None
    copies.sync_folder(target.parent)
