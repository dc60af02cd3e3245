"""Where a journal really lies, and how the folders beside it are named."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from yearlog.journal.errors import JournalIsFolder, LinkToNowhere

SUFFIX = ".sqlite3"
"""The usual suffix of a journal, the only one that the names beside it leave out."""

Folder = Literal["attachments", "backups", "drafts"]


def beside(journal: Path, folder: Folder) -> Path:
    """Return a folder that belongs to one journal and to no other.

    ``journal.sqlite3`` has ``journal.backups``; a file that is named otherwise keeps its whole name
    and gets a hyphen, as SQLite's own ``-journal`` does: ``journal.2024`` has
    ``journal.2024-backups``, ``journal`` has ``journal-backups``. So no two names lead to one
    folder. ``journal`` is a path that `located` returned: of a link, the file it leads to.
    """
    stem = journal.name.removesuffix(SUFFIX)
    return journal.with_name(f"{stem}{'-' if stem == journal.name else '.'}{folder}")


def located(path: Path) -> Path:
    """Return the file that a path stands for, whatever links lead there; it need not be there yet.

    SQLite keeps its own journal beside the file itself, and so must all the rest. Raises
    JournalIsFolder, and LinkToNowhere for a link into a folder that is not there.
    """
    real = Path(os.path.realpath(path))
    if real.is_dir():
        raise JournalIsFolder(path)
    if path.is_symlink() and not os.path.lexists(real.parent):
        raise LinkToNowhere(path, real)
    return real
