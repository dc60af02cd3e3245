"""``backup``, ``restore`` and ``doctor`` as a person types them, in both languages."""

# ruff: noqa: E501  what is answered stands on one line

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Process, Run
from yearlog.actions.workspace import Workspace
from yearlog.i18n import catalogue
from yearlog.journal.drafts import Draft

JPEG = b"\xff\xd8\xff" + b"a picture" * 50


@pytest.fixture
def path(surroundings: Path) -> Path:
    return surroundings / "journal.sqlite3"


@pytest.fixture
def year(run: Run, path: Path) -> Path:
    """Give a journal with a flight and two texts, and the backup of its first day."""
    run("add", "flight", "ITH", "JFK", "2025-05-12", "DL4921", "07:00-08:15")
    run("add", "r", "2025-06-01", "很好的一天，写了很多字。")
    run("add", "r", "2025-06-02", "a quiet day")
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def flip_text(path: Path, text: str, table: str = "texts") -> None:
    """Flip the bits of a letter in a row of a table, behind the journal's back."""
    with closing(sqlite3.connect(path)) as connection:
        done = connection.execute(
            f"UPDATE {table} SET body = replace(body, ?, ?)", (text, text[:-1] + "？")
        )
        assert done.rowcount
        connection.commit()


def scribble(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * 40960)


def test_both_catalogues_say_everything() -> None:
    zh, en = catalogue("zh", "trust"), catalogue("en", "trust")
    assert zh.keys() == en.keys()
    for key, message in zh.items():
        names = set(re.findall(r"{(\w+)}", message)) | {"n"}
        for said in en[key].split("|"):
            assert set(re.findall(r"{(\w+)}", said)) <= names, key


# backup -------------------------------------------------------------------------------------------


def test_backup_prints_where_the_copy_is(run: Run, year: Path) -> None:
    said = run("backup")
    made = Path(said.out.strip())
    assert made.parent == year.with_name("journal.backups")
    assert made.name == "2025-12-20-100000-asked-2.sqlite3"
    assert said.err == "Backed up and verified.\n"
    assert run("--ui", "zh", "backup").err == "已备份并核对。\n"
    assert run("backup", "--json").json["size"] == made.stat().st_size


def test_backup_lists_what_there_is(run: Run, year: Path) -> None:
    run("backup")
    found = run("backup", "--list", "--json").json
    assert [(one["name"], one["reason"], one["entries"]) for one in found] == [
        ("2025-12-20-100000-asked-2", "asked", 3),
        ("2025-12-20-100000-daily", "daily", 1),
    ]
    assert found[0]["at"] == "2025-12-20T10:00:00"
    lines = run("--ui", "zh", "backup", "--list").out.splitlines()
    assert re.fullmatch(r"2025-12-20-100000-asked-2 +手动 +0\.\d MB  3 条记录", lines[0])
    assert run("restore", "--list").out.splitlines()[1].endswith("1 entry")
    year.unlink()
    assert len(run("backup", "--list", "--json").json) == 2
    for one in year.with_name("journal.backups").iterdir():
        one.unlink()
    assert run("backup", "--list").sentence == "There are no backups yet."
    assert run("--ui", "zh", "backup", "--list").sentence == "还没有备份。"


def test_backup_to_a_file_of_ones_own(run: Run, year: Path, tmp_path: Path) -> None:
    target = tmp_path / "日志 备份.sqlite3"
    assert run("backup", str(target)).out == f"{target}\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    run("add", "r", "one more")
    run("backup", str(target))  # a journal may be written over
    assert len(run("--journal", str(target), "list", "--json").json) == 4
    folder = tmp_path / "stick"
    folder.mkdir()
    assert run("backup", str(folder)).out == f"{folder}/journal-2025-12-20-100000.sqlite3\n"
    assert {one.name for one in tmp_path.iterdir()} == {"home", "stick", target.name}


def test_backup_overwrites_nothing_that_is_not_a_journal(
    run: Run, year: Path, tmp_path: Path
) -> None:
    letter, empty, link = tmp_path / "letter.txt", tmp_path / "empty", tmp_path / "link"
    letter.write_text("dear")
    empty.touch()
    link.symlink_to(year)
    before = sha256(year)
    for target in (letter, empty):
        assert "was not overwritten" in run("backup", str(target), code=1).sentence
        assert "没有覆盖" in run("--ui", "zh", "backup", str(target), code=1).sentence
    for target in (year, link):
        assert "is the journal itself" in run("backup", str(target), code=1).sentence
        assert "就是日志本身" in run("--ui", "zh", "backup", str(target), code=1).sentence
    assert (letter.read_text(), empty.read_bytes(), sha256(year)) == ("dear", b"", before)
    missing = run("backup", str(tmp_path / "no" / "folder.sqlite3"), code=1)
    assert str(tmp_path / "no") in missing.sentence


def test_a_stale_journal_beside_the_target_does_no_harm(
    run: Run, year: Path, tmp_path: Path
) -> None:
    target = tmp_path / "copy.sqlite3"
    stale = tmp_path / "copy.sqlite3-journal"
    stale.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\xff" * 5000)
    run("backup", str(target))
    assert not stale.exists()
    assert len(run("--journal", str(target), "list", "--json").json) == 3


def test_a_failed_backup_of_the_day_is_told_and_the_entry_kept(
    process: Process, year: Path
) -> None:
    folder = year.with_name("journal.backups")
    for one in folder.iterdir():
        one.unlink()
    folder.rmdir()
    folder.write_text("a file in the way")
    said = process("add", "r", "kept")
    assert said.err.splitlines()[0] == "Saved as reflection. yearlog undo takes it back."
    assert said.err.splitlines()[1:] == [
        f"Today's backup could not be made ({folder} cannot be written); your change itself was stored. yearlog doctor says how the backups are."
    ]
    said = process("--ui", "zh", "add", "r", "也在")
    assert said.err.splitlines()[1].startswith("今天的备份没有做成（")
    assert "改动本身已经存好。" in said.err
    assert len(process("list", "--json").json) == 5


# restore ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ui", "answers"),
    [
        ("en", ["Restored 2025-12-20-100000-daily: 0 brought back, 0 changed back, 2 removed.", "yearlog undo takes it back."]),
        ("zh", ["已恢复 2025-12-20-100000-daily：找回 0 条，改回 0 条，移走 2 条。", "yearlog undo 可撤销。"]),
    ],
)  # fmt: skip
def test_restore_is_one_step_that_undo_takes_back(
    run: Run, year: Path, ui: str, answers: list[str]
) -> None:
    before = run("list", "--json").json
    assert run("--ui", ui, "restore", "2025-12-20").err.splitlines() == answers
    assert [one["kind"] for one in run("list", "--json").json] == ["flight"]
    run("undo")
    assert run("list", "--json").json == before


def test_restore_says_when_there_is_nothing_to_do(run: Run, year: Path) -> None:
    name = run("backup", "--json").json["backup"]
    assert "there is nothing to restore" in run("restore", name).sentence
    assert "没有要恢复的" in run("--ui", "zh", "restore", name).sentence


def test_restore_wants_to_know_what(run: Run, year: Path) -> None:
    assert "--list" in run("restore", code=2).sentence
    assert "There is no file or backup “1999”" in run("restore", "1999", code=1).sentence
    assert "没有文件或备份叫「1999」" in run("--ui", "zh", "restore", "1999", code=1).sentence
    run("backup")
    assert "2 backups begin with “2025”" in run("restore", "2025", code=1).sentence


@pytest.mark.parametrize("ui", ["en", "zh"])
@pytest.mark.parametrize(
    "words", [["add", "r", "x"], ["list"], ["stats"], ["undo"], ["backup"], ["export", "2025"]]
)
def test_a_damaged_journal_is_left_alone_and_the_way_back_is_said(
    run: Run, year: Path, tmp_path: Path, ui: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("YEARLOG_NOW", "2025-12-21T10:00:00+00:00")
    scribble(year)
    before = sha256(year)
    said = run("--ui", ui, *words, code=1)
    assert said.err.count("\n") == 1
    assert "yearlog restore 2025-12-20-100000-daily" in said.err
    assert sha256(year) == before


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_restore_over_a_damaged_file_keeps_it(run: Run, year: Path, ui: str) -> None:
    scribble(year)
    before = year.read_bytes()
    said = run("--ui", ui, "restore", "2025-12-20")
    kept = year.with_name("journal.sqlite3.damaged-20251220100000")
    assert kept.read_bytes() == before
    assert str(kept) in said.err
    assert ("Put 2025-12-20-100000-daily in place: 1 entry." in said.err) == (ui == "en")
    assert ("已把 2025-12-20-100000-daily 放回原处，共 1 条记录。" in said.err) == (ui == "zh")
    assert len(run("list", "--json").json) == 1


def test_restore_warns_of_photos_that_are_gone(run: Run, year: Path, tmp_path: Path) -> None:
    photo = tmp_path / "ridge.jpg"
    photo.write_bytes(JPEG)
    run("add", "r", "with a picture", "--photo", str(photo))
    made = run("backup", "--json").json["backup"]
    run("delete", run("list", "--json").json[-1]["id"])
    (stored,) = (one for one in year.with_name("journal.attachments").rglob("*") if one.is_file())
    stored.unlink()
    said = run("restore", made)
    assert said.err.splitlines()[-1] == "A photo is not beside the journal: ridge.jpg."
    found = run("restore", made, "--json").json
    assert (found["as"], found["missing_photos"]) == ("step", ["ridge.jpg"])


# doctor -------------------------------------------------------------------------------------------


def marks(report: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    return {one["check"]: one["mark"] for one in report["checks"]}


def test_doctor_finds_a_sound_journal_sound(run: Run, year: Path) -> None:
    year.parent.chmod(0o700)
    before = sha256(year)
    said = run("doctor")
    assert said.err == "All is well.\n"
    lines = said.out.splitlines()
    assert lines[:2] == ["File", f"  ok        {year} ({year.stat().st_size / 1000:.0f} kB)"]
    assert "  ok        3 steps of the history match their checksums" in lines
    assert "  ok        every page is sound" in lines
    assert run("--ui", "zh", "doctor").err == "一切正常。\n"
    found = run("doctor", "--json").json
    assert set(marks(found).values()) == {"ok"}
    assert (found["journal"], found["verdict"], found["mended"]) == (str(year), "ok", [])
    assert sha256(year) == before


def test_doctor_sees_a_changed_text_and_mends_it(run: Run, year: Path) -> None:
    wanted = run("list", "--json").json
    flip_text(year, "很好")
    before = sha256(year)
    said = run("doctor", code=1)
    assert "  DAMAGE    a text does not match its checksum" in said.out
    assert "  DAMAGE    a row is not what the history says" in said.out
    assert re.search(r"≠ texts [0-9a-f-]{36} zh body", said.out)
    assert "很" not in said.out  # what an entry says is not for a report one may send
    assert said.err.splitlines() == [
        "The journal is damaged.",
        "yearlog doctor --fix mends what can be mended, after a backup.",
    ]
    assert sha256(year) == before
    assert run("--ui", "zh", "doctor", code=1).err.startswith("日志有损坏。\n")

    said = run("doctor", "--fix")
    assert said.out.startswith("Backed up before anything was touched:\n")
    assert "Mended a row from the history:\n    ≠ texts " in said.out
    assert run("list", "--json").json == wanted
    assert run("history", "--json").json[0]["verb"] == "add"  # mending is no step
    assert run("doctor", "--json").json["verdict"] in ("ok", "note")
    assert "什么也没有改" in run("--ui", "zh", "doctor", "--fix").err


def test_doctor_says_when_only_the_history_is_damaged(run: Run, year: Path) -> None:
    with closing(sqlite3.connect(year)) as connection:
        connection.execute("UPDATE batches SET summary_zh = '什么也不是' WHERE id = 2")
        connection.commit()
    whole = "What the entries say now is whole; only undoing past that step is uncertain."
    assert whole in run("doctor", code=1).err
    said = run("doctor", "--fix", code=1)  # the backup of the day is older than that step
    assert "Mended" not in said.out
    assert said.err.splitlines() == ["The journal is damaged.", whole]
    assert "现在的内容是完整的" in run("--ui", "zh", "doctor", code=1).err


def test_doctor_says_how_to_restore_what_it_cannot_mend(run: Run, year: Path) -> None:
    scribble(year)
    before = sha256(year)
    for words in (["doctor"], ["doctor", "--fix"]):
        said = run(*words, code=1)
        assert said.err.splitlines()[0] == "The journal is damaged."
        assert said.err.splitlines()[-1].startswith("yearlog restore 2025-12-20-100000-daily")
        assert sha256(year) == before
    assert "用 yearlog restore 2025-12-20-100000-daily" in run("--ui", "zh", "doctor", code=1).err


@pytest.mark.parametrize("content", [b"", b"# a diary\n" * 50])
def test_doctor_works_on_what_is_no_journal(run: Run, path: Path, content: bytes) -> None:
    path.write_bytes(content)
    said = run("doctor", code=1)
    assert "There is no sound backup to bring back." in said.err
    assert path.read_bytes() == content


def test_doctor_without_a_journal(run: Run, path: Path) -> None:
    assert "there is no journal at" in run("doctor").out
    assert not path.exists()


def test_doctor_closes_what_others_could_read(run: Run, year: Path) -> None:
    year.chmod(0o644)
    year.with_name("journal.backups").chmod(0o755)
    found = run("doctor", "--json", code=3).json
    assert marks(found)["rights"] == "attention"
    assert stat.S_IMODE(year.stat().st_mode) == 0o644
    run("doctor", "--fix")
    assert stat.S_IMODE(year.stat().st_mode) == 0o600
    assert stat.S_IMODE(year.with_name("journal.backups").stat().st_mode) == 0o700


def test_doctor_looks_at_the_photos(run: Run, year: Path, tmp_path: Path) -> None:
    for name in ("ridge.jpg", "hall.jpg"):
        (tmp_path / name).write_bytes(JPEG + name.encode())
        run("add", "r", name, "--photo", str(tmp_path / name))
    folder = year.with_name("journal.attachments")
    first, second = sorted(one for one in folder.rglob("*") if one.is_file())
    assert "  ok        2 photos are there, as they were stored" in run("doctor").out
    orphan = folder / "ab" / ("ab" + "0" * 62)
    orphan.parent.mkdir(exist_ok=True, mode=0o700)
    orphan.write_bytes(JPEG)
    orphan.chmod(0o600)
    os.utime(orphan, (0, 0))
    first.unlink()
    second.write_bytes(JPEG + b"x")
    found = run("doctor", "--json", code=1).json
    said = {(one["check"], one["finding"]): one["details"] for one in found["checks"]}
    assert said["photos", "missing"] == [first.name]
    assert said["photos", "changed"] == sorted([str(second), str(orphan)])
    assert said["orphans", "note"] == [str(orphan)]
    assert orphan.exists()


def test_doctor_points_at_odd_entries(run: Run, year: Path) -> None:
    run("add", "f", "SIN", "JFK", "2025-03-01", "SQ24", "10:00-06:00+1")  # 33 hours
    english = "This is a whole paragraph in English that stands under the wrong language."
    run("add", "r", "--body-zh", english, "--date", "2025-03-02")
    run("add", "r", "--body-zh", "HeuriGym 2025", "--date", "2025-03-03")  # a name may be
    found = run("doctor", "--json", code=3).json
    said = {one["check"]: one for one in found["checks"]}
    assert said["durations"]["mark"] == "attention"
    assert len(said["durations"]["details"]) == 1
    assert "33:00" in said["durations"]["details"][0]
    assert said["languages"]["mark"] == "note"
    assert len(said["languages"]["details"]) == 1
    assert said["airports"]["mark"] == "ok"


def test_doctor_sees_that_the_backups_stopped(
    run: Run, year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = year.with_name("journal.backups")
    (kept,) = folder.iterdir()
    kept.rename(folder / "2025-12-10-100000-daily.sqlite3")
    said = run("doctor", code=3)
    assert "there were changes since, and no backup" in said.out
    (folder / "2025-12-10-100000-daily.sqlite3").unlink()
    assert "no backups yet" in run("doctor").out


def test_doctor_sweeps_what_a_killed_process_left(run: Run, year: Path) -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, check=True, text=True).stdout.strip()  # fmt: skip
    left = year.with_name(f".{year.name}.{gone}.0123456789ab")
    left.touch(mode=0o600)
    living = year.with_name(f".{year.name}.{os.getppid()}.0123456789ab")
    living.touch(mode=0o600)
    assert str(left) in run("doctor").out
    assert left.exists()
    run("doctor", "--fix")
    assert (left.exists(), living.exists()) == (False, True)


@pytest.mark.parametrize("words", [["backup"], ["restore", "--list"], ["doctor"]])
def test_no_sentence_of_these_holds_the_other_language(
    process: Process, year: Path, words: list[str]
) -> None:
    assert not re.search("[\u3400-\u9fff]", process("--ui", "en", *words, code=None).out)


# What lies beside the journal ---------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["/", ".", ".."])
@pytest.mark.parametrize(
    "words",
    [
        ["add", "r", "hello"],
        ["list"],
        ["doctor"],
        ["doctor", "--fix"],
        ["backup", "--list"],
        ["restore", "2025"],
        ["place", "Zermatt"],
        ["undo"],
    ],
    ids=" ".join,
)
def test_a_folder_is_no_journal(
    process: Process, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], folder: str
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    said = process("--journal", folder, *words, code=1)
    assert said.sentence.startswith(f"{folder} is a folder, not a journal. Name a file in it")


def test_doctor_counts_a_text_in_an_editor_once(run: Run, year: Path) -> None:
    folder = year.with_name("journal.drafts")
    folder.mkdir(mode=0o700)
    stem = "edit-0a1b2c-2025-12-19-120000"
    for name in (f"{stem}.md", f".{stem}.json", f"{stem}.theirs.md", f".{stem}.md.swp"):
        (folder / name).write_text("{}")
        (folder / name).chmod(0o600)
    said = run("doctor", "--json").json
    (found,) = (one for one in said["checks"] if one["check"] == "editor")
    assert found["details"] == [str(folder / f"{stem}.md")]
    with (folder / f".{stem}.json").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # as a program does that waits for the editor
        said = run("doctor", "--json").json
        assert "editor" not in {one["check"] for one in said["checks"]}
    assert "editor" in {one["check"] for one in run("doctor", "--json").json["checks"]}


HOUR_AGO = 1_766_224_800 - 3_601  # the stopped clock of the tests, 2025-12-20 10:00 UTC


def photo_of_a_refused_entry(run: Run, year: Path, picture: Path) -> Path:
    """Store a photo for a change that is refused, an hour ago; return where it lies."""
    picture.write_bytes(JPEG)
    (entry,) = (one for one in run("list", "--json").json if one["kind"] == "flight")
    run("edit", entry["id"], "--photo", str(picture), "--dep", "never", code=1)
    (stored,) = year.with_name("journal.attachments").glob("??/*")
    os.utime(stored, (HOUR_AGO, HOUR_AGO))
    return stored


def test_fix_removes_a_photo_of_an_entry_that_was_refused(
    run: Run, year: Path, tmp_path: Path
) -> None:
    stored = photo_of_a_refused_entry(run, year, tmp_path / "mine.jpg")
    said = run("doctor")
    assert "a copy of a photo belongs to no entry" in said.out
    assert "yearlog doctor --fix" in said.err
    assert stored.exists()
    said = run("doctor", "--fix")
    assert f"Removed a copy of a photo that belonged to no entry:\n    {stored}\n" in said.out
    assert not stored.exists()
    assert (tmp_path / "mine.jpg").read_bytes() == JPEG
    assert "belongs to no entry" not in run("doctor").out


def test_a_photo_that_may_still_be_stored_is_left(run: Run, year: Path, tmp_path: Path) -> None:
    stored = photo_of_a_refused_entry(run, year, tmp_path / "mine.jpg")
    os.utime(stored, (HOUR_AGO + 2, HOUR_AGO + 2))
    assert "belongs to no entry" not in run("doctor").out
    run("doctor", "--fix")
    assert stored.exists()


@pytest.mark.parametrize("by", ["row", "history", "cover", "draft", "backup", "aside"])
def test_fix_removes_no_photo_that_anything_names(
    run: Run, year: Path, tmp_path: Path, by: str
) -> None:
    picture = tmp_path / "mine.jpg"
    picture.write_bytes(JPEG)
    if by in ("row", "history", "backup"):
        run("add", "r", "with a photo", "--photo", str(picture))
    if by == "history":
        run("undo")
    if by == "backup":  # a copy from before the photo in place, the newer one as a backup
        made = sorted(year.with_name("journal.backups").iterdir())
        run("backup")
        year.write_bytes(made[0].read_bytes())
    if by == "cover":
        run("review", "2025", "--cover", str(picture))
    if by in ("draft", "aside"):
        photo_of_a_refused_entry(run, year, picture)
    if by == "draft":
        sha = hashlib.sha256(JPEG).hexdigest()
        with Workspace.open(year) as space:
            fields = {"photos": [{"path": "mine.jpg", "kept": {"sha256": sha}}]}
            space.journal.drafts.keep(Draft("d1", "form", "reflection", fields, "", 0, "x", "t"))
    if by == "aside":
        year.with_name("journal.sqlite3.damaged-20251219100000").write_bytes(b"who knows")
    (stored,) = year.with_name("journal.attachments").glob("??/*")
    os.utime(stored, (HOUR_AGO, HOUR_AGO))
    assert "belongs to no entry" not in run("doctor").out
    run("doctor", "--fix")
    assert stored.read_bytes() == JPEG
