"""The photos beside a journal: whether each is there as it was stored, and what nothing names."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from yearlog import clock
from yearlog.actions.doctor_files import put_aside
from yearlog.journal import copies, pictures, purge
from yearlog.journal.beside import beside
from yearlog.journal.check import Examined, examine
from yearlog.journal.journal import Journal
from yearlog.journal.repair import Mended

_SETTLED = 3600
"""A photo is stored before the entry that has it; after this many seconds none will come."""


def check_photos(done: Examined, path: Path) -> None:
    """Check that each photo is there with the bytes it was stored with, and what nothing names."""
    there = _stored(path)
    missing = sorted(done.photos - there.keys())
    changed = []
    for name, file in sorted(there.items()):
        with file.open("rb") as opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != name:
                changed.append(str(file))
    if missing:
        done.add("photos", "attention", "missing", details=missing)
    if changed:
        done.add("photos", "damage", "changed", details=changed)
    orphans = unused(done, path)
    if orphans:
        done.add("orphans", "note", details=[str(there[name]) for name in orphans])
    if not missing and not changed and there:
        done.add("photos", "ok", n=len(there))


def unused(done: Examined, path: Path) -> list[str]:
    """Return the hashes of photos that no row, step, draft or backup names, for an hour at least.

    Such a photo was stored for an entry that was then refused, so it is a copy of a file the user
    has. None is returned where something might name one and cannot be read: a journal in which
    anything is wrong, a file that was moved aside, a backup that is damaged.
    """
    if not done.opened or any(
        one.mark == "damage" for one in done.findings if one.name != "photos"
    ):
        return []
    named = done.photos | done.remembered
    found = {
        name for name, file in _stored(path).items() if name not in named and _is_settled(file)
    }
    if not found or any(True for _ in put_aside(path)):
        return []
    for backup in copies.listed(path):
        elsewhere = pictures.named_in(backup.path)
        if elsewhere is None:
            return []
        found -= elsewhere
    return sorted(found)


def drop_unused(path: Path) -> list[Mended]:
    """Remove the photos that `unused` returns; the lock of the journal keeps a new entry away."""
    there, names = _stored(path), unused(examine(path), path)
    if not names:
        return []
    done: list[str] = []

    def drop(sha256: str) -> None:
        with suppress(OSError):
            if _is_settled(there[sha256]):
                there[sha256].unlink()
                done.append(str(there[sha256]))

    with Journal(path, create=False) as journal:
        purge.drop_photos(journal, names, drop)
    return [Mended("orphans", tuple(done))] if done else []


def _is_settled(file: Path) -> bool:
    return file.stat().st_mtime < clock.now().timestamp() - _SETTLED


def _stored(path: Path) -> dict[str, Path]:
    return {
        one.name: one
        for one in beside(path, "attachments").glob("??/*")
        if one.is_file() and not one.name.startswith(".")
    }
