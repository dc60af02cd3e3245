"""Compile data/gazetteer into the SQLite file that yearlog looks places up in.

Standard library only and no network: the build of every wheel and editable install runs it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from .keys import write_keys
from .model import collect
from .pinyin import Pinyin
from .store import create

__all__ = ["build_if_stale", "compile_gazetteer", "fingerprint"]


def fingerprint(root: Path) -> str:
    """Return the SHA-256 over everything the result depends on; ``root`` is the project's folder.

    Contents, not times: a fresh checkout has new times and old contents.
    """
    data = root / "data" / "gazetteer"
    patterns = ("distilled/*.xz", "distilled/*.tsv", "overlay/*.tsv", "compiler/*.py")
    files = [path for pattern in patterns for path in data.glob(pattern)]
    digest = hashlib.sha256()
    for path in [*sorted(files), root / "yearlog" / "places" / "fold.py"]:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def compile_gazetteer(root: Path, target: Path) -> None:
    """Write the gazetteer to ``target``, which appears whole or not at all.

    Raises ``ValueError`` naming the overlay's file and line when a row contradicts the sources.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as database:
            folder = root / "data" / "gazetteer"
            collected, pinyin = collect(folder), Pinyin(folder)
            create(database, collected, fingerprint(root))
            write_keys(database, collected, pinyin)
            database.commit()
            database.execute("ANALYZE")
            database.execute("VACUUM")
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def build_if_stale(root: Path) -> Path:
    """Compile into yearlog/places unless the file there is already made of these sources."""
    target = root / "yearlog" / "places" / "gazetteer.sqlite3"
    if _made_of(target) != fingerprint(root):
        compile_gazetteer(root, target)
    return target


def _made_of(target: Path) -> str:
    if not target.exists():
        return ""
    try:
        with closing(sqlite3.connect(target)) as database:
            row = database.execute("SELECT value FROM meta WHERE key = 'fingerprint'").fetchone()
    except sqlite3.Error:
        return ""
    return str(row[0]) if row else ""
