"""What lies beside the journal: rights, backups, photos, things left behind."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from yearlog import clock
from yearlog.actions import editor_files
from yearlog.journal import copies, restore
from yearlog.journal.beside import beside
from yearlog.journal.check import Examined, Mark
from yearlog.journal.copies import Backup

_LATE = timedelta(days=2)
"""The backup of a day is made before its first change, so it is never this much older."""

_OWN = 0o077
"""The rights that others than the owner could have."""


def open_to_others(path: Path) -> list[Path]:
    """Return the files and folders of a journal that others than its owner may read."""
    folders = (copies.folder_of(path), beside(path, "attachments"), beside(path, "drafts"))
    ours = [path, *(path.with_name(path.name + ending) for ending in copies.COMPANIONS)]
    for folder in folders:
        ours += [folder, *sorted(folder.rglob("*"))]
    return [one for one in ours if not one.is_symlink() and one.exists() and _mode(one) & _OWN]


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def left_behind(path: Path) -> list[Path]:
    """Return unfinished files of processes that are gone."""
    found = copies.leftovers(path.parent, path.name) + copies.leftovers(copies.folder_of(path))
    yesterday = clock.now().timestamp() - 86_400
    found += [
        one
        for one in beside(path, "attachments").glob("*/.*")
        if one.is_file() and one.stat().st_mtime < yesterday
    ]
    return found


def check_file(done: Examined, path: Path) -> None:
    """Check where the file is, how large, and who may read it."""
    if not path.exists():
        backups = copies.listed(path)
        if backups:
            done.add("file", "damage", "gone", path=path, name=backups[0].name)
        else:
            done.add("file", "note", "missing", path=path)
        return
    done.add("file", "ok", path=path, size=human_size(path.stat().st_size))
    others = [f"{one} {_mode(one):04o}" for one in open_to_others(path)]
    if others:
        done.add("rights", "attention", details=others)
    else:
        done.add("rights", "ok", mode=f"{_mode(path):04o}")
    if _mode(path.parent) & _OWN:
        done.add("folder", "note", folder=path.parent, mode=f"{_mode(path.parent):04o}")
    found = {ending: path.with_name(path.name + ending) for ending in copies.COMPANIONS}
    if found["-wal"].exists():
        done.add("companions", "attention", details=[str(found["-wal"])])
    elif found["-journal"].exists():
        done.add("companions", "note", details=[str(found["-journal"])])


def check_backups(done: Examined, path: Path) -> None:
    """Check that there are backups, that they are made in time, and that the newest is sound."""
    folder, backups = copies.folder_of(path), copies.listed(path)
    if folder.exists() and not os.access(folder, os.W_OK | os.X_OK):
        done.add("backups", "attention", "locked", folder=folder)
    if not backups:
        done.add("backups", "note", "none")
        return
    newest = backups[0]
    mark, variant = _state_of(newest, done.last_change)
    at = f"{newest.at:%Y-%m-%d %H:%M}"
    done.add("backups", mark, variant, n=len(backups), at=at, name=newest.name)


def _state_of(newest: Backup, last_change: str) -> tuple[Mark, str]:
    if restore.fault_of(newest.path):
        return "attention", "unsound"
    if last_change and _instant(last_change) - newest.at.timestamp() > _LATE.total_seconds():
        return "attention", "late"
    return "ok", ""


def _instant(at: str) -> float:
    try:
        return datetime.fromisoformat(at.replace("Z", "+00:00")).timestamp()
    except ValueError:
        return 0.0


def check_leftovers(done: Examined, path: Path) -> None:
    """List what was left behind, what was moved aside, and what an editor has open."""
    left = [str(one) for one in left_behind(path)]
    if left:
        done.add("leftovers", "note", details=left)
    aside = [str(one) for one in put_aside(path)]
    if aside:
        done.add("aside", "note", details=aside)
    texts = [str(one) for one in editor_files.left(path)]
    if texts:
        done.add("editor", "note", details=texts)


def put_aside(path: Path) -> Iterator[Path]:
    """Yield the files that were moved aside because they could not be read, or lay in the way."""
    if not path.parent.is_dir():
        return
    for one in sorted(path.parent.iterdir()):
        if one.name.startswith((f"{path.name}.damaged-", f"{path.name}.stale-")):
            yield one


def human_size(size: int) -> str:
    """Return a size in bytes as a person reads it, in units of 1,000."""
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
