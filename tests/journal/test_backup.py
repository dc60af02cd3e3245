"""Backups: made in time, whole, thinned by a rule, and in nobody's way."""

# ruff: noqa: DTZ001  backups are named by wall time, without a zone

from __future__ import annotations

import os
import random
import re
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journal.conftest import Rows
from yearlog.actions import backups, entries
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal import copies, errors
from yearlog.journal.copies import Backup, surplus


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(space: Workspace) -> list[str]:
    folder = space.journal.backups.folder
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def at(monkeypatch: pytest.MonkeyPatch, when: str) -> None:
    monkeypatch.setenv("YEARLOG_NOW", when)


def is_whole(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")


# When ---------------------------------------------------------------------------------------------


def test_the_first_change_of_a_day_is_preceded_by_a_backup(
    space: Workspace, monkeypatch: pytest.MonkeyPatch, rows: Callable[[Path], Rows]
) -> None:
    at(monkeypatch, "2025-12-20T10:00:00+01:00")
    entries.add_line(space, ["r", "first"])
    assert names(space) == []  # there was nothing to copy
    at(monkeypatch, "2025-12-21T00:10:00+01:00")  # the 20th in Greenwich
    before = rows(space.journal.path)
    entries.add_line(space, ["r", "second"])
    entries.add_line(space, ["r", "third"])
    assert names(space) == ["2025-12-21-001000-daily.sqlite3"]
    copy = space.journal.backups.folder / names(space)[0]
    assert rows(copy) == before
    assert (mode(copy), mode(copy.parent)) == (0o600, 0o700)
    at(monkeypatch, "2025-12-22T09:15:00+01:00")
    entries.add_line(space, ["r", "fourth"])
    assert names(space)[1] == "2025-12-22-091500-daily.sqlite3"


@pytest.mark.parametrize("verb", ["import", "load", "purge", "restore"])
def test_a_step_that_undo_may_not_help_with_has_a_backup_of_its_own(
    space: Workspace, verb: str
) -> None:
    entries.add_line(space, ["r", "first"])
    entries.add_line(space, ["r", "second"])
    with space.journal.write(verb, Both("", "")):
        pass
    with space.journal.write(verb, Both("", "")):
        pass  # nothing was changed since the last copy, so that one serves
    entries.add_line(space, ["r", "third"])
    with space.journal.write(verb, Both("", "")):
        pass
    assert names(space) == [
        "2025-12-20-100000-daily.sqlite3",
        f"2025-12-20-100000-{verb}-2.sqlite3",
        f"2025-12-20-100000-{verb}-3.sqlite3",
    ]


def test_a_backup_of_the_day_that_fails_stops_nothing_and_is_told(
    space: Workspace, locked: Callable[[Path], Path]
) -> None:
    entries.add_line(space, ["r", "first"])
    folder = space.journal.backups.folder
    folder.mkdir()
    locked(folder)
    entries.add_line(space, ["r", "second"])
    assert space.journal.count() == 2
    failure = space.journal.backups.failure
    assert failure is not None
    for lang in ("zh", "en"):
        assert str(folder) in failure.get(lang)
    assert failure.get("en").startswith("Today's backup could not be made (")
    assert failure.get("zh").startswith("今天的备份没有做成（")


def test_a_step_whose_backup_fails_is_not_taken(
    space: Workspace, locked: Callable[[Path], Path]
) -> None:
    entries.add_line(space, ["r", "first"])
    folder = space.journal.backups.folder
    folder.mkdir()
    locked(folder)
    with pytest.raises(errors.StepRefused) as raised, space.journal.write("load", Both("", "")):
        pytest.fail("the step was taken")
    assert "nothing was changed" in raised.value.get("en")
    assert "什么也没有改动" in raised.value.get("zh")
    assert len(space.journal.batches()) == 1


def test_nothing_is_written_to_a_journal_whose_copy_is_malformed(space: Workspace) -> None:
    for n in range(40):
        entries.add_line(space, ["r", f"entry {n} " + "long " * 300])
    path = space.journal.path
    for old in space.journal.backups.folder.iterdir():
        old.unlink()
    space.close()
    with path.open("r+b") as file:  # a page in the middle
        file.seek(4096 * (path.stat().st_size // 8192))
        file.write(b"\xff" * 4096)
    before = path.read_bytes()
    with pytest.raises(YearlogError) as raised, Workspace.open(path) as again:
        entries.add_line(again, ["r", "one more"])
    assert isinstance(raised.value, errors.JournalDamaged)
    assert path.read_bytes() == before


# How ----------------------------------------------------------------------------------------------


def test_two_backups_of_one_second_have_two_names(space: Workspace) -> None:
    entries.add_line(space, ["r", "first"])
    made = [space.journal.backups.make("asked").name for _ in range(3)]
    assert made == [
        "2025-12-20-100000-asked.sqlite3",
        "2025-12-20-100000-asked-2.sqlite3",
        "2025-12-20-100000-asked-3.sqlite3",
    ]
    assert [one.path.name for one in space.journal.backups.listed()] == made[::-1]


def test_what_a_killed_backup_left_is_swept_and_nothing_else(space: Workspace) -> None:
    entries.add_line(space, ["r", "first"])
    folder = space.journal.backups.folder
    folder.mkdir()
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, check=True, text=True).stdout.strip()  # fmt: skip
    left = folder / f".2025-12-20-090000-daily.{gone}.0123456789ab"
    living = folder / f".2025-12-20-090000-daily.{os.getppid()}.0123456789ab"
    others = folder / "my own notes.txt"
    for one in (left, living, others):
        one.write_text("x")
    space.journal.backups.make("asked")
    assert [left.exists(), living.exists(), others.exists()] == [False, True, True]


def test_a_stale_journal_beside_a_name_is_not_taken_for_its_own(space: Workspace) -> None:
    entries.add_line(space, ["r", "first"])
    folder = space.journal.backups.folder
    folder.mkdir()
    (folder / "2025-12-20-100000-asked.sqlite3-journal").write_bytes(b"stale" * 1000)
    assert space.journal.backups.make("asked").name == "2025-12-20-100000-asked-2.sqlite3"


_WRITE_TEN_WHEN_TOLD = """
import sys
from yearlog.actions.workspace import Workspace
from yearlog.actions.entries import add
from yearlog.capture.build import Draft
with Workspace.open() as space:
    for line in sys.stdin:
        print("writing", flush=True)
        for at in range(10):
            add(space, [Draft("reflection", {"body_en": f"{at} " + "word " * 500})])
        print("written", flush=True)
"""


def test_each_backup_made_while_another_process_writes_is_whole(space: Workspace) -> None:
    entries.add_line(space, ["r", "first"])
    child = subprocess.Popen(
        [sys.executable, "-c", _WRITE_TEN_WHEN_TOLD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    counts = []
    with child:
        for _ in range(10):
            child.stdin.write("ten more\n")
            child.stdin.flush()
            assert child.stdout.readline() == "writing\n"
            made = space.journal.backups.make("asked")
            assert is_whole(made)
            with closing(sqlite3.connect(made)) as connection:
                (entries_in,) = connection.execute("SELECT count(*) FROM entries").fetchone()
                (texts_in,) = connection.execute("SELECT count(*) FROM texts").fetchone()
            assert entries_in == texts_in
            counts.append(entries_in)
            assert child.stdout.readline() == "written\n"
        child.stdin.close()
    assert child.returncode == 0
    assert counts == sorted(counts)
    assert space.journal.count() == 101


# Thinning -----------------------------------------------------------------------------------------

TODAY = date(2025, 12, 20)


def of(moment: datetime, reason: str = "daily") -> Backup:
    return Backup(Path(f"{moment:%Y-%m-%d-%H%M%S}-{reason}.sqlite3"), moment, reason)


moments = st.datetimes(datetime(2023, 1, 1), datetime(2025, 12, 20, 23, 59, 59)).map(
    lambda when: when.replace(microsecond=0)
)
of_today = st.times().map(lambda when: datetime.combine(TODAY, when.replace(microsecond=0)))


@given(st.lists(moments | of_today, unique=True, max_size=120))
def test_a_thinning_keeps_what_its_rule_says(when: list[datetime]) -> None:
    backups = [of(one) for one in when]
    removed = {one.at for one in surplus(backups, TODAY)}
    kept = set(when) - removed

    # The rule, said once more in other words: a backup stays if it is the last of a period that is
    # among the latest periods with any.
    def latest(period: Callable[[datetime], object], most: int) -> set[datetime]:
        last: dict[object, datetime] = {}
        for one in sorted(when):
            last[period(one)] = one
        return set(sorted(last.values())[-most:])

    todays = sorted(one for one in when if one.date() == TODAY)
    wanted = latest(lambda one: one.date(), 7)
    wanted |= latest(lambda one: one.isocalendar()[:2], 4)
    wanted |= latest(lambda one: (one.year, one.month), 12)
    wanted |= {*todays[:1], *todays[-12:]}
    assert kept == wanted
    if when:
        assert max(when) in kept
    assert len(kept - set(todays)) <= 23
    assert {one.at for one in surplus([of(one) for one in kept], TODAY)} == set()


def test_a_year_of_daily_backups_leaves_a_year_to_go_back_to() -> None:
    days = [datetime(2025, 12, 20, 9) - timedelta(days=n) for n in range(365)]
    kept = set(days) - {one.at for one in surplus(map(of, days), TODAY)}
    assert {one.date() for one in kept} == {
        *(TODAY - timedelta(days=n) for n in range(7)),
        *(date(2025, 12, day) for day in (14, 7)), date(2025, 11, 30),
        *(date(2025, month, 31) for month in (10, 8, 7, 5, 3, 1)),
        *(date(2025, month, 30) for month in (9, 6, 4)), date(2025, 2, 28),
    }  # fmt: skip


def test_a_thinning_touches_no_file_it_did_not_name(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries.add_line(space, ["r", "first"])
    folder = space.journal.backups.folder
    folder.mkdir()
    mine = ["2020-01-01.sqlite3", "before the move.sqlite3", "2020-01-01-090000-daily.sqlite3.bak",
            "2020-99-01-090000-daily.sqlite3"]  # fmt: skip
    for name in mine:
        (folder / name).write_text("mine")
    rng = random.Random(5)
    for _ in range(60):
        when = datetime(2020, 1, 1, 9) + timedelta(hours=rng.randrange(24 * 700))
        (folder / f"{when:%Y-%m-%d-%H%M%S}-daily.sqlite3").touch()
    space.journal.backups.make("asked")
    left = names(space)
    assert set(mine) <= set(left)
    assert len(left) - len(mine) <= 24
    assert "2025-12-20-100000-asked.sqlite3" in left


def test_the_folder_lists_by_age_what_it_can_read(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    assert copies.listed(path) == []
    folder = tmp_path / "j.backups"
    folder.mkdir()
    for name in (
        "2025-12-20-100000-daily",
        "2025-12-19-100000-load-2",
        "x",
        "2025-12-21-000000-asked",
    ):
        (folder / f"{name}.sqlite3").touch()
    assert [one.name for one in copies.listed(path)] == [
        "2025-12-21-000000-asked", "2025-12-20-100000-daily", "2025-12-19-100000-load-2",
    ]  # fmt: skip
    assert all(re.fullmatch(r"[a-z]+", one.reason) for one in copies.listed(path))


def test_a_backup_does_not_overwrite_another_journal(space: Workspace, tmp_path: Path) -> None:
    entries.add_line(space, ["r", "mine"])
    target = tmp_path / "copy.sqlite3"
    backups.make(space, target)
    entries.add_line(space, ["r", "more"])
    backups.make(space, target)  # an earlier copy of this journal may be renewed
    other = tmp_path / "other.sqlite3"
    with Workspace.open(other) as another:
        another.gazetteer = space.gazetteer
        entries.add_line(another, ["r", "2025-01-01", "theirs"])
    held = other.read_bytes()
    with pytest.raises(backups.TargetRefused, match="another journal"):
        backups.make(space, other)
    assert other.read_bytes() == held
