"""Who may read what is written: private words are for their owner, whatever the umask says."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from yearlog.actions import entries, export, plain, reviews
from yearlog.actions.photos import Photo
from yearlog.actions.workspace import Workspace
from yearlog.review.visible import EVERYTHING, PUBLIC

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8"
    "cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture(params=[0o000, 0o022], ids=["umask 000", "umask 022"])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Set the umask for the length of a test."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.fixture
def year(space: Workspace, tmp_path: Path) -> Workspace:
    """Give a journal with a flight that all may see, a private text and a photo of each."""
    (tmp_path / "a.png").write_bytes(PNG)
    photo = (Photo(tmp_path / "a.png"),)
    entries.add_line(space, ["f", "ITH", "JFK", "2025-05-12", "DL4921"], photos=photo)
    entries.add_line(space, ["r", "2025-05-13", "秘密"])
    return space


def modes(folder: Path) -> tuple[set[int], set[int]]:
    """Return the modes of the folders and of the files of a tree."""
    every = [folder, *folder.rglob("*")]
    found = [(one.is_dir(), stat.S_IMODE(one.stat().st_mode)) for one in every]
    return {mode for is_dir, mode in found if is_dir}, {
        mode for is_dir, mode in found if not is_dir
    }


def test_a_dump_is_for_its_owner(year: Workspace, tmp_path: Path, umask: int) -> None:
    plain.dump(year, tmp_path / "deep" / "dump", history=True)
    assert any((tmp_path / "deep" / "dump" / "history").iterdir())
    assert modes(tmp_path / "deep") == ({0o700}, {0o600})


def test_a_private_export_is_for_its_owner(year: Workspace, tmp_path: Path, umask: int) -> None:
    export.export(year, 2025, tmp_path / "out", private=True)
    reviews.write_map(year, 2025, tmp_path / "maps" / "m.svg", EVERYTHING)
    assert modes(tmp_path / "out") == ({0o700}, {0o600})
    assert modes(tmp_path / "maps") == ({0o700}, {0o600})


def test_what_is_public_follows_the_umask(year: Workspace, tmp_path: Path, umask: int) -> None:
    entries.set_visibility(year, "public", kind="flight")
    export.export(year, 2025, tmp_path / "out")
    reviews.write_map(year, 2025, tmp_path / "maps" / "m.svg", PUBLIC)
    for folder in ("out", "maps"):
        assert modes(tmp_path / folder) == ({0o777 & ~umask}, {0o666 & ~umask})


def test_what_was_there_keeps_its_rights(year: Workspace, tmp_path: Path, umask: int) -> None:
    """A dump in a repository that is shared, or one that was closed, stays so."""
    folder = tmp_path / "dump"
    plain.dump(year, folder)
    shared, closed = sorted((folder / "entries").glob("**/*.md"))
    folder.chmod(0o755)
    shared.chmod(0o640)
    closed.chmod(0o400)
    (folder / "mine.txt").write_text("mine")
    (folder / "mine.txt").chmod(0o644)
    for entry in year.journal.entries():
        entries.edit(year, entry.id, {"body_zh": "改过了。"})
    plain.dump(year, folder)
    assert "改过了。" in shared.read_text(encoding="utf-8")
    assert "改过了。" in closed.read_text(encoding="utf-8")
    found = [
        stat.S_IMODE(one.stat().st_mode) for one in (folder, shared, closed, folder / "mine.txt")
    ]
    assert found == [0o755, 0o640, 0o400, 0o644]
