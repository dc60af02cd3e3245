"""What the tests of the journal share: a look at the raw rows, and folders nobody can write."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

Rows = dict[str, list[tuple[Any, ...]]]
HISTORY = ("batches", "changes")


def rows_of(path: Path) -> Rows:
    """Return every row of every table except the history, sorted."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in HISTORY and not name.startswith(("sqlite_", "_sqlite"))
        ]
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in sorted(tables)
        }


@pytest.fixture
def rows() -> Callable[[Path], Rows]:
    """Give what reads all rows of a journal by way of SQLite alone."""
    return rows_of


@pytest.fixture
def locked() -> Iterator[Callable[[Path], Path]]:
    """Give what makes a file or folder read-only, for root too where the file system allows."""
    done: list[Path] = []

    def lock(path: Path) -> Path:
        if os.geteuid() != 0:
            path.chmod(0o500 if path.is_dir() else 0o400)
        else:
            program = shutil.which("chattr")
            if program is None or subprocess.run([program, "+i", path], check=False).returncode:
                pytest.skip("root can write everywhere here, and files cannot be made immutable")
        done.append(path)
        return path

    yield lock
    for path in done:
        if os.geteuid() == 0:
            subprocess.run(["chattr", "-i", path], check=True)
        else:
            path.chmod(0o700)
