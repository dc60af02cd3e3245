"""A full disk: one sentence, and the journal as it was."""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.conftest import Rows
from yearlog.actions import entries
from yearlog.actions.workspace import Workspace
from yearlog.journal import store
from yearlog.journal.errors import DiskFull


def test_no_more_pages(space: Workspace, rows: Callable[[Path], Rows]) -> None:
    entries.add_line(space, ["r", "kept"])
    path = space.journal.path
    before = rows(path)
    with closing(store.connect(path, create=False)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(DiskFull) as raised, store.transaction(connection, path):
            connection.execute(
                "INSERT INTO meta (key, value) VALUES ('long', ?)", ("x" * 1_000_000,)
            )
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert not connection.in_transaction
    for lang in ("zh", "en"):
        assert str(path) in raised.value.get(lang)
    assert rows(path) == before


def yearlog(*words: str, stdin: bytes = b"", limit: int) -> subprocess.CompletedProcess[bytes]:
    """Run the program where no file may grow beyond ``limit`` bytes, as on a disk that is full."""

    def fill_up() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.run(
        [sys.executable, "-m", "yearlog", *words],
        input=stdin,
        capture_output=True,
        check=False,
        preexec_fn=fill_up,
    )


@pytest.mark.parametrize(("ui", "sentence"), [("en", "The disk is full"), ("zh", "磁盘已满")])
def test_add_on_a_full_disk(
    space: Workspace, rows: Callable[[Path], Rows], ui: str, sentence: str
) -> None:
    entries.add_line(space, ["r", "kept"])
    path = space.journal.path
    before = rows(path)
    done = yearlog(
        "--ui", ui, "add", "r", stdin=b"long " * 200_000, limit=path.stat().st_size + 8192
    )
    assert done.returncode == 1
    assert done.stderr.decode().startswith(sentence)
    assert done.stderr.decode().count("\n") == 1
    assert str(path) in done.stderr.decode()
    assert rows(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert {one.name for one in path.parent.iterdir()} == {path.name, "journal.backups"}


def test_a_first_run_on_a_full_disk_leaves_nothing(surroundings: Path) -> None:
    done = yearlog("add", "r", "hello", limit=20_000)
    assert done.returncode == 1
    assert done.stderr.decode().startswith("The disk is full")
    assert list(surroundings.iterdir()) == []


def test_a_photo_on_a_full_disk(space: Workspace, rows: Callable[[Path], Rows]) -> None:
    path = space.journal.path
    before = rows(path)
    photo = path.with_name("ridge.jpg")
    photo.write_bytes(b"\xff\xd8\xff" + bytes(2_000_000))
    done = yearlog("add", "r", "hello", "--photo", str(photo), limit=path.stat().st_size + 100_000)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert "Traceback" not in done.stderr.decode()
    assert rows(path) == before
    assert [one for one in space.journal.attachments.rglob("*") if one.is_file()] == []
