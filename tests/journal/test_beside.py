"""What belongs to one journal belongs to no other, and lies beside the file, not beside a link."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journal.test_restore import hot_journal
from yearlog.actions import backups, doctor, entries, purge
from yearlog.actions.photos import Photo
from yearlog.actions.workspace import Workspace
from yearlog.journal import errors
from yearlog.journal.beside import beside, located
from yearlog.journal.journal import Journal

NAMES = (
    "journal", "journal.sqlite3", "journal.sqlite3.sqlite3", "journal.2024", "journal.2024.sqlite3",
    "journal.2025", "journal.", "journal..sqlite3", "journal-", "journal-.sqlite3", "j.db", "j.a",
    "j.db.sqlite3", ".sqlite3", "日志.sqlite3", "日志.db",
)  # fmt: skip
JPEG = b"\xff\xd8\xff" + b"a picture" * 50
TERMINAL = doctor.Terminal("utf-8", 80, False)


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("journal.sqlite3", "journal.backups"),
        ("日志.sqlite3", "日志.backups"),
        ("journal.2024.sqlite3", "journal.2024.backups"),
        ("journal.2024", "journal.2024-backups"),
        ("j.db", "j.db-backups"),
        ("journal", "journal-backups"),
    ],
)
def test_only_the_usual_suffix_is_left_out(name: str, folder: str) -> None:
    assert beside(Path("/home/c") / name, "backups") == Path("/home/c") / folder


def test_no_two_names_share_a_folder() -> None:
    kinds = ("attachments", "backups", "drafts")
    found = [beside(Path(name), kind) for name, kind in itertools.product(NAMES, kinds)]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("names", [("journal.2024", "journal.2025"), ("j", "j.sqlite3")])
def test_two_journals_in_one_folder_leave_each_other_alone(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    first, second = (tmp_path / name for name in names)
    with Workspace.open(first) as one, Workspace.open(second) as other:
        (gone,) = entries.add_line(
            one, ["r", "2025-01-01", "甲"], photos=(Photo(tmp_path / "a.jpg"),)
        )
        (kept,) = entries.add_line(
            other, ["r", "2025-01-01", "乙"], photos=(Photo(tmp_path / "a.jpg"),)
        )
        made = backups.make(one)
        assert [listed.backup.path for listed in backups.listing(first)] == [made]
        assert backups.listing(second) == []
        purge.purge(one, [gone.id], backups=True)
        (photo,) = other.journal.entry(kept.id).photos
        assert (other.journal.attachments / photo.sha256[:2] / photo.sha256).read_bytes() == JPEG
        assert not any(one.journal.attachments.glob("??/*"))


def test_a_new_journal_is_made_beside_another_with_backups(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "j.a") as space:
        entries.add_line(space, ["r", "2025-01-01", "hello"])
        backups.make(space)
    with Journal(tmp_path / "j.b") as made:
        assert made.count() == 0


# Links --------------------------------------------------------------------------------------------


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """Give the path of a journal with an entry, in a folder of its own."""
    path = tmp_path / "real" / "j.sqlite3"
    with Workspace.open(path) as space:
        entries.add_line(space, ["r", "2025-01-01", "hello"])
    return path


@pytest.fixture
def link(real: Path, tmp_path: Path) -> Path:
    """Give a link to it in another folder, under another name."""
    (tmp_path / "link").mkdir()
    made = tmp_path / "link" / "my.sqlite3"
    made.symlink_to("../real/j.sqlite3")
    return made


def test_everything_lies_beside_the_file_that_a_link_leads_to(
    real: Path, link: Path, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(JPEG)
    with Workspace.open(link) as space:
        entries.add_line(space, ["r", "2025-01-02", "more"], photos=(Photo(tmp_path / "a.jpg"),))
        made = backups.make(space)
    assert made.parent == real.with_name("j.backups")
    assert [one.name for one in link.parent.iterdir()] == ["my.sqlite3"]
    assert link.is_symlink()
    for path in (real, link):
        assert backups.listing(path)[0].backup.path == made
        report = doctor.look(TERMINAL, path)
        assert [one.key for one in report.findings if one.mark in ("attention", "damage")] == []
        assert next(one.values["n"] for one in report.findings if one.key == "photos_ok") == 1
    assert backups.bring_back(made.stem, link).missing == ()


def test_a_hot_journal_is_found_through_a_link(real: Path, link: Path) -> None:
    hot = _interrupt(real)
    report = doctor.look(TERMINAL, link)
    assert "companions_note" in [one.key for one in report.findings]
    assert report.verdict == "note"
    assert real.with_name("j.sqlite3-journal").read_bytes() == hot
    with Workspace.open(link) as space:
        assert space.journal.count() == 1
        assert space.journal.is_whole()
    assert not real.with_name("j.sqlite3-journal").exists()


def test_a_damaged_file_is_replaced_behind_its_link(real: Path, link: Path) -> None:
    with Workspace.open(link) as space:
        made = backups.make(space)
    real.write_bytes(b"x" * 8192)
    done = backups.bring_back(made.stem, link).restored
    assert done.damaged is not None
    assert done.damaged.parent == real.parent
    assert link.is_symlink()
    with Journal(link, create=False) as journal:
        assert journal.count() == 1


def _interrupt(path: Path) -> bytes:
    """Put the bytes beside a journal that a killed process leaves."""
    hot = hot_journal(path)
    beside_it = path.with_name(path.name + "-journal")
    beside_it.write_bytes(hot)
    beside_it.chmod(0o600)
    return hot


def test_a_link_to_no_file_yet_makes_it_where_it_points(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link = tmp_path / "my.sqlite3"
    link.symlink_to("disk/j.sqlite3")
    with pytest.raises(errors.JournalMissing):
        Journal(link, create=False)
    Journal(link).close()
    assert link.is_symlink()
    assert (tmp_path / "disk" / "j.sqlite3").is_file()


def test_a_link_into_a_folder_that_is_not_there_makes_nothing(tmp_path: Path) -> None:
    link = tmp_path / "my.sqlite3"
    link.symlink_to("disk/j.sqlite3")
    with pytest.raises(errors.LinkToNowhere, match=r"the folder .*disk is not there") as raised:
        Journal(link)
    assert "文件夹" in raised.value.get("zh")
    assert not (tmp_path / "disk").exists()


@pytest.mark.parametrize("folder", ["/", ".", "..", "~"])
def test_a_folder_is_said_to_be_one(folder: str, tmp_path: Path) -> None:
    path = tmp_path if folder == "~" else Path(folder)
    with pytest.raises(errors.JournalIsFolder, match="is a folder, not a journal") as raised:
        located(path)
    assert "是文件夹" in raised.value.get("zh")


# Where nothing can be written ---------------------------------------------------------------------


def test_an_interrupted_step_where_nothing_can_be_written(real: Path, locked) -> None:
    hot = _interrupt(real)
    locked(real.with_name("j.sqlite3-journal"))
    locked(real)
    locked(real.parent)
    with pytest.raises(errors.JournalInterrupted, match="cut off half-way") as raised:
        Journal(real, create=False)
    assert f"copy it together with {real.name}-journal" in raised.value.get("en")
    assert f"{real.name}-journal 一起复制" in raised.value.get("zh")
    words = [sys.executable, "-m", "yearlog", "--journal", str(real), "list"]
    said = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr == raised.value.get("en") + "\n"
    assert real.with_name("j.sqlite3-journal").read_bytes() == hot
