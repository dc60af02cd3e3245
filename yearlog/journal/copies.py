"""The files of backups: how they are named, which are listed, and which a thinning keeps."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from yearlog.journal.beside import beside
from yearlog.journal.processes import runs

DAYS, WEEKS, MONTHS, OF_TODAY = 7, 4, 12, 12
"""How many days, ISO weeks and months keep their newest backup, and how many today keeps."""

COMPANIONS = ("-journal", "-wal", "-shm")
"""What SQLite puts beside a file while it writes; a stale one would be played into a new file."""

# Compiled when they are used, which an `add` does not.
_NAME = r"(\d{4})-(\d{2})-(\d{2})-(\d{2})(\d{2})(\d{2})-([a-z]+)(?:-(\d+))?\.sqlite3"
_TEMPORARY = r"\.(.+)\.(\d+)\.[0-9a-f]{12}(?:-journal|-wal|-shm)?"


class Backup(NamedTuple):
    """A backup by its name: ``at`` is local wall time, ``number`` tells apart those of a second."""

    path: Path
    at: datetime
    reason: str
    number: int = 1

    @property
    def name(self) -> str:
        """The name without its suffix, as ``restore`` takes it."""
        return self.path.name.removesuffix(".sqlite3")


def folder_of(journal: Path) -> Path:
    """Return the folder beside a journal that holds its backups."""
    return beside(journal, "backups")


def read_name(path: Path) -> Backup | None:
    """Return the backup a file name stands for; None if it was not named by this program."""
    found = re.fullmatch(_NAME, path.name)
    if found is None:
        return None
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    with suppress(ValueError):
        at = datetime(year, month, day, hour, minute, second)  # noqa: DTZ001  wall time, as named
        return Backup(path, at, found[7], int(found[8] or 1))
    return None


def listed(journal: Path) -> list[Backup]:
    """Return the backups of a journal, newest first; none if their folder cannot be read."""
    folder = folder_of(journal)
    try:
        names = os.listdir(folder)  # noqa: PTH208  on the path of every change
    except OSError:
        return []
    found = [one for name in names if (one := read_name(folder / name)) is not None]
    return sorted(found, key=_age, reverse=True)


def _age(backup: Backup) -> tuple[datetime, int, str]:
    return backup.at, backup.number, backup.reason


def next_number(folder: Path, moment: str) -> int:
    """Return the number of the next backup of a second, so that names sort by age."""
    prefix = f"{moment}-"
    names = [name for name in os.listdir(folder) if name.startswith(prefix)]  # noqa: PTH208
    found = [one.number for name in names if (one := read_name(folder / name)) is not None]
    return max(found, default=0) + 1


def surplus(backups: Iterable[Backup], today: date) -> list[Backup]:
    """Return the backups that a thinning removes.

    What is kept: the newest of each of the latest 7 days, 4 ISO weeks and 12 months that have any,
    and of today the first and the newest 12. The newest of all is the newest of its day, so it is
    always kept.
    """
    newest_first = sorted(backups, key=_age, reverse=True)
    kept: set[Path] = set()
    periods: tuple[tuple[int, Callable[[Backup], object]], ...] = (
        (DAYS, lambda one: one.at.date()),
        (WEEKS, lambda one: one.at.isocalendar()[:2]),
        (MONTHS, lambda one: (one.at.year, one.at.month)),
    )
    for most, period in periods:
        seen: set[object] = set()
        for one in newest_first:
            if len(seen) < most and period(one) not in seen:
                seen.add(period(one))
                kept.add(one.path)
    of_today = [one.path for one in newest_first if one.at.date() == today]
    kept.update(of_today[:OF_TODAY], of_today[-1:])
    return [one for one in newest_first if one.path not in kept]


def temporary(path: Path, ending: str) -> Path:
    """Return a name beside ``path`` for a file that is not finished: it tells whose it is.

    ``ending`` is 12 hexadecimal digits that no other file has.
    """
    return path.with_name(f".{path.name}.{os.getpid()}.{ending}")


def leftovers(folder: Path, owner: str | None = None) -> list[Path]:
    """Return unfinished files in a folder whose process is gone; ``owner`` is the finished name."""
    found = []
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return []
    for name in names:
        parts = re.fullmatch(_TEMPORARY, name)
        if parts and owner in (None, parts[1]) and not runs(int(parts[2])):
            found.append(folder / name)
    return found


def put_aside(path: Path, ending: str) -> list[Path]:
    """Rename what SQLite left beside ``path``, so that it is not played into another file.

    Returns the new names. Raises OSError.
    """
    return [
        stale.rename(path.with_name(f"{path.name}.{ending}{stale.name[len(path.name) :]}"))
        for stale in _beside(path)
    ]


def put_orphans_aside(path: Path, ending: str) -> None:
    """Do the same where there is no file ``path``; what belongs to one that appeared is left.

    The order matters: what lay there before the file was seen to be missing is not that file's.
    """
    orphans = _beside(path)
    if orphans and not os.path.lexists(path):
        put_aside(path, ending)


def _beside(path: Path) -> list[Path]:
    companions = (path.with_name(path.name + ending) for ending in COMPANIONS)
    return [one for one in companions if os.path.lexists(one)]


def sync_folder(folder: Path) -> None:
    """Make what was renamed in a folder durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
