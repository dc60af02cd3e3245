"""Making backups, listing them, and bringing one back."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from yearlog import clock
from yearlog.actions.workspace import Workspace, default_path
from yearlog.errors import YearlogError
from yearlog.journal import copies, restore
from yearlog.journal.beside import SUFFIX, located
from yearlog.journal.copies import Backup
from yearlog.journal.errors import NotAJournal
from yearlog.journal.journal import Journal
from yearlog.journal.restore import Restored


class Listed(NamedTuple):
    """A backup with its size in bytes and how many entries it holds, None if it is damaged."""

    backup: Backup
    size: int
    entries: int | None


class TargetRefused(YearlogError):
    """A backup would overwrite what is no journal, another journal, or the journal itself."""

    def __init__(self, path: Path, *, itself: bool, other: bool = False) -> None:
        if other:
            super().__init__(
                f"{path} 是另一本日志，没有覆盖。请换一个文件名。",
                f"{path} is another journal, so it was not overwritten. Choose another file.",
            )
        elif itself:
            super().__init__(
                f"{path} 就是日志本身，什么也没有写。请换一个文件名。",
                f"{path} is the journal itself; nothing was written. Choose another file.",
            )
        else:
            super().__init__(
                f"{path} 已经存在，而且不是 yearlog 的日志，没有覆盖。请换一个文件名。",
                f"{path} is there and is not a journal of yearlog, so it was not overwritten. "
                "Choose another file.",
            )


class UnknownBackup(YearlogError):
    """No file and no backup, or more than one, goes by that name."""

    def __init__(self, wanted: str, found: list[Backup]) -> None:
        if found:
            names = [one.name for one in found[:5]] + ["…"] * (len(found) > 5)
            super().__init__(
                f"有 {len(found)} 份备份以「{wanted}」开头：{'、'.join(names)}。请多写几位。",
                f"{len(found)} backups begin with “{wanted}”: {', '.join(names)}. "
                "Write more of the name.",
            )
        else:
            super().__init__(
                f"没有文件或备份叫「{wanted}」。yearlog backup --list 会列出备份。",
                f"There is no file or backup “{wanted}”. yearlog backup --list shows the backups.",
            )


def make(space: Workspace, target: Path | None = None) -> Path:
    """Copy the journal into its folder of backups, or to a file or folder; return the new file.

    Raises TargetRefused, and what writing raises.
    """
    journal = space.journal
    if target is None:
        return journal.backups.make("asked")
    target = target.expanduser()
    if target.is_dir():
        name = journal.path.name.removesuffix(SUFFIX)
        target /= f"{name}-{clock.local():%Y-%m-%d-%H%M%S}{SUFFIX}"
    target = target.resolve()
    if target.exists():
        itself = target.samefile(journal.path)
        if itself or not restore.is_journal(target):
            raise TargetRefused(target, itself=itself)
        if not restore.is_copy(target, journal):
            raise TargetRefused(target, itself=False, other=True)
    journal.backups.write_to(target)
    return target


def listing(path: Path | None = None) -> list[Listed]:
    """Return the backups of a journal, newest first; the journal itself need not be there."""
    found = []
    for backup in copies.listed(located(path or default_path())):
        try:
            size = backup.path.stat().st_size
        except FileNotFoundError:  # thinned meanwhile by another process
            continue
        found.append(Listed(backup, size, restore.count_entries(backup)))
    return found


def find(path: Path, wanted: str) -> Path:
    """Return the backup that a path, a name or the beginning of one stands for; UnknownBackup."""
    file = Path(wanted).expanduser()
    if file.is_file():
        return file.resolve()
    name = wanted.removesuffix(".sqlite3")
    backups = copies.listed(path)
    found = [one for one in backups if one.name == name] or [
        one for one in backups if name and one.name.startswith(name)
    ]
    if len(found) != 1:
        raise UnknownBackup(wanted, found)
    return found[0].path


class Outcome(NamedTuple):
    """What a restore did, from which file, and the photos that its entries name but are gone."""

    source: Path
    restored: Restored
    missing: tuple[str, ...]


def bring_back(wanted: str, path: Path | None = None, *, source: str = "cli") -> Outcome:
    """Restore a backup: as one step of a journal that can be read, else as the file itself.

    Raises UnknownBackup, BackupUnusable, TargetRefused, JournalTooNew, and what writing raises.
    """
    path = located(path or default_path())
    backup = find(path, wanted)
    if path.exists() and not path.is_file():
        raise NotAJournal(path)
    if path.exists() and backup.samefile(path):
        raise TargetRefused(backup, itself=True)
    readable = restore.is_sound(path)
    with restore.sound_copy(backup, path) as copy:
        if readable:
            with Journal(path, create=False, source=source) as journal:
                done = journal.restore(copy, backup.stem)
        else:
            done = restore.replace(path, copy)
    return Outcome(backup, done, missing_photos(path))


def missing_photos(path: Path) -> tuple[str, ...]:
    """Return the file names of photos that entries name and that are not beside the journal."""
    from yearlog.actions.photos import stored_at

    with Journal(path, create=False) as journal:
        return tuple(
            photo.filename
            for entry in journal.entries()
            for photo in entry.photos
            if not stored_at(journal, photo).is_file()
        )
