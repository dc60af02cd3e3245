"""Restoring: row for row, as a step that undo takes back, or in place of a file that is lost."""

from __future__ import annotations

import hashlib
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.journal.conftest import Rows
from tests.journal.test_file import first_journal
from yearlog.actions import backups, entries, settings
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.journal import errors, schema, store
from yearlog.journal.check import examine
from yearlog.journal.journal import Journal
from yearlog.journal.restore import BackupUnusable

RECORDED = set(schema.keys())
Look = Callable[[Path], Rows]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def recorded(rows: Rows) -> Rows:
    return {name: found for name, found in rows.items() if name in RECORDED}


@pytest.fixture
def year(space: Workspace) -> Path:
    """Give the path of a closed journal with entries of all kinds, a home and a place name."""
    for line in (
        "f ITH JFK GVA 2025-05-12 DL4921",
        "t 2025-05-14 @纽约 标题 #llm",
        "p HeuriGym 2025-03..2025-09 #llm",
        "s Zermatt 2025-02-14..16",
        "r 2025-06-01 很好",
    ):
        entries.add_line(space, line.split())
    settings.write(space, "home", "Ithaca")
    space.close()
    return space.journal.path


def change_much(path: Path) -> None:
    """Delete, change and add entries; forget the home."""
    with Workspace.open(path) as space:
        found = {entry.kind: entry for entry in space.journal.entries()}
        entries.delete(space, [found["talk"].id])
        entries.edit(space, found["reflection"].id, {"body_zh": "并不好", "tags": "a b"})
        entries.edit(space, found["stay"].id, {"place": "Davos"})
        entries.add_line(space, ["f", "JFK", "LHR", "2025-07-01"])
        settings.write(space, "home", "Paris")


def test_a_restore_brings_back_every_row_and_undo_takes_it_back(year: Path, rows: Look) -> None:
    with Workspace.open(year) as space:
        made = backups.make(space)
    before = recorded(rows(year))
    change_much(year)
    changed = recorded(rows(year))
    assert changed != before
    kept = sha256(made)

    done = backups.bring_back(made.name, year).restored
    assert recorded(rows(year)) == before
    assert (done.added, done.changed, done.removed, done.others) == (1, 2, 1, 1)
    assert (done.as_file, done.damaged) == (False, None)
    assert sha256(made) == kept
    assert [one.mark for one in examine(year).findings if one.mark != "ok"] == []

    with Journal(year) as journal:
        assert journal.undo().verb == "restore"
    assert recorded(rows(year)) == changed
    with Journal(year) as journal:
        journal.redo()
    assert recorded(rows(year)) == before


def test_a_restore_is_preceded_by_a_backup_of_what_it_replaces(year: Path, rows: Look) -> None:
    with Workspace.open(year) as space:
        made = backups.make(space)
    change_much(year)
    changed = recorded(rows(year))
    backups.bring_back(str(made), year)
    (copy,) = [one.backup for one in backups.listing(year) if one.backup.reason == "restore"]
    assert recorded(rows(copy.path)) == changed


def test_nothing_to_restore_leaves_no_step_and_no_backup(year: Path) -> None:
    with Workspace.open(year) as space:
        made = backups.make(space)
    before = sha256(year)
    done = backups.bring_back(made.stem, year).restored
    assert (done.added, done.changed, done.removed, done.others) == (0, 0, 0, 0)
    assert sha256(year) == before
    assert "restore" not in {one.backup.reason for one in backups.listing(year)}


def test_a_backup_of_the_first_schema_is_upgraded_in_a_copy(tmp_path: Path, rows: Look) -> None:
    old = first_journal(tmp_path / "old.sqlite3")
    kept = sha256(old)
    path = tmp_path / "j.sqlite3"
    Journal(path).close()
    done = backups.bring_back(str(old), path).restored
    assert (done.added, done.as_file) == (5, False)
    assert sha256(old) == kept
    wanted, found = recorded(rows(old)), recorded(rows(path))
    assert found == {**wanted, "trips": [], "moments": []}  # tables the first schema did not have
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


# Damaged, empty, foreign, gone --------------------------------------------------------------------


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 40960)


def truncate(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(5000)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def scribble(path: Path) -> None:
    path.write_bytes(b"no database " * 500)


@pytest.mark.parametrize("damage", [overwrite, truncate, empty, scribble])
def test_a_damaged_file_is_moved_aside_and_the_backup_put_in_place(
    year: Path, rows: Look, damage: Callable[[Path], None]
) -> None:
    with Workspace.open(year) as space:
        made = backups.make(space)
    before = rows(made)
    damage(year)
    spoilt = year.read_bytes()
    with pytest.raises(YearlogError) as raised, Workspace.open(year, create=False) as space:
        entries.add_line(space, ["r", "one more"])
    assert year.read_bytes() == spoilt
    for lang in ("zh", "en"):
        assert f"yearlog restore {made.stem}" in raised.value.get(lang)

    done = backups.bring_back(made.stem, year).restored
    assert done.as_file
    assert done.damaged is not None
    assert done.damaged.read_bytes() == spoilt
    assert done.damaged.name == "journal.sqlite3.damaged-20251220100000"
    assert rows(year) == before
    assert stat.S_IMODE(year.stat().st_mode) == 0o600
    assert [one for one in year.parent.iterdir() if one.name.startswith(".")] == []
    with Workspace.open(year) as space:
        entries.add_line(space, ["r", "goes on"])


def test_a_journal_that_is_gone_comes_back(year: Path, rows: Look) -> None:
    with Workspace.open(year) as space:
        made = backups.make(space)
    before = rows(made)
    year.unlink()
    with pytest.raises(errors.JournalGone) as raised:
        Workspace.open(year)
    assert not year.exists()
    for lang in ("zh", "en"):
        assert f"yearlog restore {made.stem}" in raised.value.get(lang)
    done = backups.bring_back(made.stem, year).restored
    assert (done.as_file, done.damaged) == (True, None)
    assert rows(year) == before


def hot_journal(path: Path) -> bytes:
    """Return the bytes that SQLite leaves beside a file when a process dies in a transaction."""
    with closing(store.connect(path, create=False)) as connection:
        connection.execute("PRAGMA cache_spill = ON")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE texts SET body = body || ?", ("x" * 50_000,))
        found = path.with_name(path.name + "-journal").read_bytes()
        connection.execute("ROLLBACK")
    assert len(found) > 4096
    return found


def test_a_stale_journal_beside_the_file_does_no_harm(year: Path, rows: Look) -> None:
    stale = hot_journal(year)
    change_much(year)
    with Workspace.open(year) as space:
        made = backups.make(space)
    before = rows(made)
    scribble(year)
    beside = year.with_name(year.name + "-journal")
    beside.write_bytes(stale)
    done = backups.bring_back(made.stem, year).restored
    assert done.damaged is not None
    assert done.damaged.with_name(done.damaged.name + "-journal").read_bytes() == stale
    assert rows(year) == before
    with Journal(year) as journal:
        assert journal.is_whole()


def test_a_stale_journal_beside_a_backup_does_no_harm(year: Path, rows: Look) -> None:
    stale = hot_journal(year)
    change_much(year)
    with Workspace.open(year) as space:
        made = backups.make(space)
    before = rows(made)
    made.with_name(made.name + "-journal").write_bytes(stale)
    kept = sha256(made)
    year.unlink()
    backups.bring_back(made.stem, year)
    assert sha256(made) == kept
    made.with_name(made.name + "-journal").unlink()
    assert rows(year) == before


def test_a_stale_journal_where_a_new_journal_is_made_does_no_harm(year: Path) -> None:
    stale = hot_journal(year)
    path = year.with_name("new.sqlite3")
    path.with_name(path.name + "-journal").write_bytes(stale)
    with Workspace.open(path) as space:
        entries.add_line(space, ["r", "hello"])
        assert space.journal.is_whole()
        assert space.journal.count() == 1


def test_an_interrupted_step_in_another_journal_is_rolled_back_in_the_copy(
    year: Path, tmp_path: Path, rows: Look
) -> None:
    other = tmp_path / "other.sqlite3"
    with closing(store.connect(year, create=False)) as connection:
        connection.execute("PRAGMA cache_spill = ON")
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE texts SET body = 'half'")
        connection.execute("UPDATE changes SET after = after || ?", ("x" * 50_000,))
        for ending in ("", "-journal"):
            copied = year.with_name(year.name + ending).read_bytes()
            other.with_name(other.name + ending).write_bytes(copied)
        connection.execute("ROLLBACK")
    before, kept = rows(year), other.read_bytes()
    target = tmp_path / "j.sqlite3"
    backups.bring_back(str(other), target)
    assert rows(target) == before
    assert other.read_bytes() == kept


# What is refused ----------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", [overwrite, truncate, empty, scribble])
def test_a_bad_backup_is_refused(year: Path, damage: Callable[[Path], None]) -> None:
    with Workspace.open(year) as space:
        made = backups.make(space)
    damage(made)
    before = sha256(year)
    with pytest.raises(BackupUnusable) as raised:
        backups.bring_back(made.stem, year)
    assert "nothing was changed" in raised.value.get("en")
    assert "什么也没有改动" in raised.value.get("zh")
    assert sha256(year) == before
    assert [one for one in year.parent.iterdir() if one.name.startswith(".")] == []


def test_another_programs_file_is_refused(year: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "albums.sqlite3"
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE albums (title TEXT)")
    with pytest.raises(BackupUnusable):
        backups.bring_back(str(foreign), year)


def test_a_newer_backup_is_refused(year: Path) -> None:
    with Workspace.open(year) as space:
        made = backups.make(space)
    with closing(sqlite3.connect(made)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    with pytest.raises(errors.JournalTooNew):
        backups.bring_back(made.stem, year)


def test_the_journal_itself_is_no_backup_of_itself(year: Path) -> None:
    with pytest.raises(backups.TargetRefused):
        backups.bring_back(str(year), year)


def test_a_name_must_be_one_backups(year: Path) -> None:
    with Workspace.open(year) as space:
        made = [backups.make(space) for _ in range(2)]
    with pytest.raises(backups.UnknownBackup) as raised:
        backups.find(year, "2025-12-20")
    assert all(one.stem in raised.value.get("en") for one in made)
    with pytest.raises(backups.UnknownBackup):
        backups.find(year, "2024")
    with pytest.raises(backups.UnknownBackup):
        backups.find(year, "")
    assert backups.find(year, "2025-12-20-100000-asked-2") == made[0]
    assert backups.find(year, made[1].name) == made[1]


def test_a_journal_behind_a_link_is_restored_behind_it(
    year: Path, tmp_path: Path, rows: Look
) -> None:
    with Workspace.open(year) as space:
        made = backups.make(space)
    before = rows(made)
    real = tmp_path / "cloud" / "real.sqlite3"
    real.parent.mkdir()
    year.rename(real)
    year.symlink_to(real)
    scribble(real)
    backups.bring_back(str(made), year)
    assert year.is_symlink()
    assert rows(real) == before
