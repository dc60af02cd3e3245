"""The whole journal as a folder of text and back: without loss, twice without effect."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests import plain_strategies
from tests.journal.conftest import rows_of
from tests.journal.test_file import first_journal
from yearlog.actions import entries, plain, reviews, settings
from yearlog.actions.photos import Photo
from yearlog.actions.workspace import Workspace
from yearlog.i18n import Both
from yearlog.journal.drafts import Draft
from yearlog.journal.journal import Journal
from yearlog.journal.purge import purge_entries
from yearlog.kinds.entry import Entry, to_json
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.values import Attachment
from yearlog.places.gazetteer import Gazetteer

ID = "0196c5f0-1234-7abc-8def-0123456789ab"
SAMPLE = Path(__file__).parents[2] / "data" / "sample"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def tree(folder: Path) -> dict[str, str]:
    """Return the hash of every file by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def other(tmp_path: Path, gazetteer: Gazetteer) -> Callable[[], Workspace]:
    """Give what opens a second, empty journal."""

    def opened() -> Workspace:
        space = Workspace.open(tmp_path / "other" / "j.sqlite3")
        space.gazetteer = gazetteer
        return space

    return opened


def fill(space: Workspace, tmp_path: Path) -> None:
    """Put something of everything into a journal."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "雪 ridge.png").write_bytes(PNG + name.encode())
    photos = (
        Photo(tmp_path / "a" / "雪 ridge.png", Both("雪", "snow"), Both("山脊", "a ridge")),
        Photo(tmp_path / "b" / "雪 ridge.png"),
    )
    entries.add_line(space, ["f", "HND-HNL", "2025-05-03", "00:05-12:25", "#home"])
    entries.add_line(space, ["f", "ITH", "Geneva", "2025-06-01"], more={"seat": "12A"})
    entries.add_line(space, ["t", "2025-05-14", "@纽约", "007"], photos=photos)
    entries.add_line(
        space,
        ["p", "2025-03..2025-09", "1e3"],
        more={"milestones": "2025-03-10 submitted 初稿 | draft @CHI\n2025-06-01 accepted"},
    )
    entries.add_line(space, ["s", "三号小屋@46.02,7.75", "2025-02-14..16", "滑雪"])
    body = "# 标题\n\n---\n<!-- en -->\r\n%%私%%[^1]\n\n[^1]: 注"
    (note,) = entries.add_line(space, ["r"], more={"body_zh": body, "title_en": "no"})
    (gone,) = entries.add_line(space, ["r", "昨天", "deleted"])
    entries.delete(space, [gone.id])
    entries.set_visibility(space, "public", kind="flight")
    settings.write(space, "home", "Ithaca", start="2024-08-01")
    settings.write(space, "home", "日内瓦", start="2025-06-01")
    settings.write(space, "author.zh", "岑")
    settings.write(space, "baseline.2024.flights", "31")
    settings.learn_alias(space, "老家", "Ithaca")
    reviews.plan(space, 2025, title=Both("一年", "A Year"), chapters=[note.id], compare_with=2023)
    reviews.plan(space, 2025, cover=tmp_path / "a" / "雪 ridge.png")


def test_dump_load_dump_gives_the_same_bytes_and_rows(
    space: Workspace, tmp_path: Path, other: Callable[[], Workspace]
) -> None:
    fill(space, tmp_path)
    first, second = tmp_path / "first", tmp_path / "second"
    report = plain.dump(space, first)
    assert (report.written, report.left_alone) == (7, ())
    with other() as copy:
        loaded = plain.load(copy, first)
        assert (loaded.added, loaded.merged, loaded.unchanged) == (7, 0, 0)
        plain.dump(copy, second)
        assert tree(second) == tree(first)
        assert rows_of(copy.journal.path) == rows_of(space.journal.path)
        assert tree(copy.journal.attachments) == tree(space.journal.attachments)
        step = copy.journal.next_undo()
        again = plain.load(copy, second)
        assert (again.added, again.merged, again.unchanged) == (0, 0, 7)
        assert copy.journal.next_undo() == step
        entries.undo(copy)
        assert copy.journal.every_entry() == []


def test_the_sample_is_as_a_dump_writes_it(space: Workspace, tmp_path: Path) -> None:
    plain.load(space, SAMPLE)
    plain.dump(space, tmp_path / "dump")
    assert tree(tmp_path / "dump") == tree(SAMPLE)


def test_a_dump_is_renewed_and_strangers_are_left_alone(space: Workspace, tmp_path: Path) -> None:
    (entry,) = entries.add_line(space, ["t", "2025-05-14", "First", "Title"])
    folder = tmp_path / "dump"
    plain.dump(space, folder)
    mine = folder / "entries" / "mine.md"
    mine.write_bytes("我的".encode("gb18030"))
    entries.edit(space, entry.id, {"title_en": "Second Title"})
    report = plain.dump(space, folder)
    assert report.left_alone == ("mine.md",)
    names = [path.name for path in sorted((folder / "entries").rglob("*.md"))]
    assert names == [f"2025-05-14-talk-second-title-{entry.id[-6:]}.md", "mine.md"]
    assert mine.read_bytes() == "我的".encode("gb18030")


def test_ids_that_end_alike_get_files_of_their_own(
    space: Workspace, tmp_path: Path, other: Callable[[], Workspace]
) -> None:
    folder = tmp_path / "by hand" / "entries"
    folder.mkdir(parents=True)
    for at in (1, 2):
        (folder / f"{at}.md").write_text(
            f"---\nid: 0196c5f0-123{at}-7abc-8def-0123456789ab\nkind: talk\n"
            "starts_on: 2025-05-12\ntitle: Same\n---\n"
        )
    plain.load(space, folder.parent)
    plain.dump(space, tmp_path / "dump")
    with other() as copy:
        plain.load(copy, tmp_path / "dump")
        assert copy.journal.every_entry() == space.journal.every_entry()
        assert copy.journal.count() == 2


# Folders that cannot be loaded -------------------------------------------------------------------


def folder_of(tmp_path: Path, files: dict[str, str | bytes]) -> Path:
    root = tmp_path / "folder"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (root / "entries").mkdir(parents=True, exist_ok=True)
    return root


GOOD = "---\nkind: reflection\nstarts_on: 2025-05-12\ntitle: Good\n"


def test_one_bad_file_loads_nothing_and_all_are_named(space: Workspace, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        {
            "entries/good.md": GOOD + "---\n",
            "entries/2025/one.md": GOOD + "mood: x\n---\n",
            "entries/2025/two.md": "---\nkind: talk\nstarts_on: 2025-02-30\n---\n",
            "entries/2025/three.md": "我的".encode("gb18030"),
            "settings.yaml": "author.en: Ada\nunits: furlong\n",
        },
    )
    before = rows_of(space.journal.path)
    with pytest.raises(plain.SeveralProblems) as raised:
        plain.load(space, folder)
    assert rows_of(space.journal.path) == before
    assert raised.value.get("en").splitlines() == [
        "2025/one.md, line 5: unknown key “mood”",
        "2025/three.md, line 1: this is not UTF-8 text",
        "2025/two.md, line 3: There is no 2025-02-30 in the calendar. Check the month and the day.",
        "settings.yaml, line 2: units cannot be “furlong”; choose from km / mi.",
        "4 problems; nothing was loaded. Mend the files and try again.",
    ]
    assert raised.value.get("zh").splitlines()[0] == "2025/one.md 第 5 行：不认识的键「mood」"
    assert raised.value.get("zh").splitlines()[-1] == "有 4 处问题，什么也没有载入。请改好后再试。"


def test_two_files_with_one_id_are_refused(space: Workspace, tmp_path: Path) -> None:
    text = GOOD + "id: 0196c5f0-1234-7abc-8def-0123456789ab\n---\n"
    folder = folder_of(tmp_path, {"entries/a.md": text, "entries/b.md": text})
    with pytest.raises(plain.SeveralProblems, match=r"b\.md, line 5: the id is that of a\.md too"):
        plain.load(space, folder)
    assert space.journal.count() == 0


def test_an_entry_cannot_change_its_kind(space: Workspace, tmp_path: Path) -> None:
    (entry,) = entries.add_line(space, ["r", "mine"])
    text = f"---\nid: {entry.id}\nkind: talk\nstarts_on: 2025-05-12\ntitle: x\n---\n"
    with pytest.raises(plain.SeveralProblems, match="is a reflection in the journal"):
        plain.load(space, folder_of(tmp_path, {"entries/a.md": text}))
    assert space.journal.entry(entry.id) == entry


@pytest.mark.parametrize(
    "name", ["../secret.png", "/etc/passwd", "photos/../../secret.png", "", ".", "link.png"]
)
def test_a_photo_outside_the_folder_is_refused(space: Workspace, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    folder = folder_of(
        tmp_path, {"entries/a.md": GOOD + f"photos:\n- file: '{name}'\n---\n", "photos/x": ""}
    )
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(plain.SeveralProblems, match=r"a\.md, line 5: The photo .* is not in this"):
        plain.load(space, folder)
    assert not space.journal.attachments.exists()
    assert space.journal.count() == 0


def test_a_file_name_from_elsewhere_never_leads_out_of_a_dump(
    space: Workspace, tmp_path: Path
) -> None:
    photo = "photos:\n- file: p.png\n  filename: ../../../../out.png\n"
    plain.load(space, folder_of(tmp_path, {"entries/a.md": GOOD + photo + "---\n", "p.png": PNG}))
    plain.dump(space, tmp_path / "deep" / "dump")
    written = tree(tmp_path / "deep")
    assert sorted(written)[-1] == "dump/settings.yaml"
    assert all(name.startswith("dump/") for name in written)
    assert sum("out.png" in name for name in written) == 1
    assert not list(tmp_path.glob("out.png"))


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("home:\n- from: last year\n  place: Ithaca\n", 1, "a date like 2025-05-12"),
        ("home: [Ithaca]\n", 1, "key: value"),
        ("home: Nowhereville\n", 1, "No place “Nowhereville”"),
        ("author.en: [Ada]\n", 1, "a single value"),
        ("licence: MIT\ncolour: red\n", 2, "There is no setting “colour”"),
        ("baseline.2024.flights: many\n", 1, "cannot be “many”"),
        ("aliases:\n- place: Ithaca\n", 1, "a single value"),
        ("aliases: Ithaca\n", 1, "a list of"),
        ("reviews:\n  soon: {}\n", 1, "a year"),
        ("reviews:\n  2025: x\n", 1, "key: value"),
        ("reviews:\n  2025: {compare_with: then}\n", 1, "a year"),
        ("reviews:\n  2025: {chapters: one}\n", 1, "a list of"),
        ("- a\n", 1, "key: value"),
    ],
)
def test_bad_settings_are_named_with_their_line(
    space: Workspace, tmp_path: Path, text: str, line: int, said: str
) -> None:
    folder = folder_of(tmp_path, {"settings.yaml": text, "entries/a.md": GOOD + "---\n"})
    with pytest.raises(plain.SeveralProblems) as raised:
        plain.load(space, folder)
    assert raised.value.get("en").startswith(f"settings.yaml, line {line}: ")
    assert said in raised.value.get("en")
    assert space.journal.count() == 0
    assert space.journal.settings() == {}


def test_settings_in_another_encoding_are_refused(space: Workspace, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"settings.yaml": "author.zh: 岑\n".encode("gb18030")})
    with pytest.raises(plain.SeveralProblems, match="not UTF-8"):
        plain.load(space, folder)


def test_settings_by_hand(space: Workspace, tmp_path: Path) -> None:
    text = "home: Ithaca\naliases:\n  老家: Ithaca\nbaseline.2024.flights: 31\n"
    plain.load(space, folder_of(tmp_path, {"settings.yaml": text}))
    assert space.journal.settings()["baseline.2024.flights"] == 31
    ((_, home),) = space.homes
    assert home.name_en == "Ithaca"
    (stay,) = entries.add_line(space, ["s", "老家", "2025-12-01..3"])
    assert stay.place is not None
    assert stay.place.id == home.id


def test_a_folder_without_entries_is_refused(space: Workspace, tmp_path: Path) -> None:
    with pytest.raises(plain.NothingToLoad):
        plain.load(space, tmp_path / "nowhere")


# Merging ------------------------------------------------------------------------------------------


def later(monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    """Move the stopped clock on from 10:00 on 20 December."""
    monkeypatch.setenv("YEARLOG_NOW", f"2025-12-20T{10 + hours}:00:00+00:00")


def file_of(folder: Path, entry_id: str) -> Path:
    """Return the file of a dump that holds an entry."""
    (path,) = (folder / "entries").rglob(f"*{entry_id[-6:]}.md")
    return path


def test_a_file_edited_by_hand_wins_over_what_it_was_written_from(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = entries.add_line(space, ["f", "ITH", "JFK", "2025-05-12", "07:00-08:15"])
    (two,) = entries.add_line(space, ["r", "昨天", "two"])
    plain.dump(space, tmp_path)
    path = file_of(tmp_path, one.id)
    text = path.read_text("utf-8")
    path.write_text(text.replace("scheduled_arrival: 2025-05-12T08:15", "scheduled_arrival: 08:30"))
    later(monkeypatch, 2)
    before = rows_of(space.journal.path)
    would = plain.load(space, tmp_path, dry_run=True)
    assert (would.added, would.merged, would.unchanged) == (0, 1, 1)
    assert rows_of(space.journal.path) == before
    done = plain.load(space, tmp_path)
    assert (done.added, done.merged, done.unchanged, done.kept_newer) == (0, 1, 1, ())
    flight = space.journal.entry(one.id)
    shown = to_json(flight)
    assert flight.updated_at == "2025-12-20T12:00:00.000Z"
    assert flight.created_at == one.created_at
    # What is computed from the changed time is computed anew; the distance stays as it was.
    assert shown["duration_minutes"] == 90
    assert shown["distance_km"] == to_json(one)["distance_km"]
    assert space.journal.entry(two.id) == two
    assert plain.load(space, tmp_path).unchanged == 2


def test_a_file_edited_again_is_taken_again(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = entries.add_line(space, ["r", "first words"])
    plain.dump(space, tmp_path)
    path = file_of(tmp_path, one.id)
    first = path.read_text("utf-8")
    for hour, tag in enumerate(("a", "b", "c"), 1):
        later(monkeypatch, hour)
        path.write_text(first.replace("language:", f"tags: [{tag}]\nlanguage:"))
        assert plain.load(space, tmp_path).merged == 1
        assert space.journal.entry(one.id).tags == (tag,)
    later(monkeypatch, 5)
    entries.edit(space, one.id, {"tags": "mine"})
    path.write_text(first.replace("language:", "tags: [d]\nlanguage:"))
    assert plain.load(space, tmp_path).kept_newer == (one.id,)
    assert space.journal.entry(one.id).tags == ("mine",)


def test_a_project_without_milestones_has_its_versions_too(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = entries.add_line(space, ["p", "2025-03..2025-09", "HeuriGym"])
    plain.dump(space, tmp_path)
    later(monkeypatch, 1)
    changed = entries.edit(space, one.id, {"role": "lead"})
    assert [version.entry for version in space.journal.versions(one.id)] == [one, changed]
    assert plain.load(space, tmp_path).kept_newer == (one.id,)
    assert plain.dump(space, tmp_path).edited == ()


def test_an_old_dump_takes_nothing_back(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = entries.add_line(space, ["r", "first words"])
    plain.dump(space, tmp_path / "old")
    plain.dump(space, tmp_path / "new")
    later(monkeypatch, 1)
    path = file_of(tmp_path / "new", one.id)
    path.write_text(path.read_text("utf-8").replace("language:", "tags: [a]\nlanguage:"))
    assert plain.load(space, tmp_path / "new").merged == 1
    later(monkeypatch, 2)
    assert plain.load(space, tmp_path / "old").kept_newer == (one.id,)
    assert space.journal.entry(one.id).tags == ("a",)


def test_what_the_journal_changed_later_is_kept_unless_files_are_asked_for(
    space: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = entries.add_line(space, ["r", "first words"])
    plain.dump(space, tmp_path)
    later(monkeypatch, 1)
    entries.edit(space, one.id, {"body_en": "later words"})
    kept = plain.load(space, tmp_path)
    assert (kept.merged, kept.unchanged, kept.kept_newer) == (0, 0, (one.id,))
    assert space.journal.entry(one.id).texts["en"].body == "later words"
    later(monkeypatch, 2)
    taken = plain.load(space, tmp_path, take_files=True)
    assert (taken.merged, taken.kept_newer) == (1, ())
    assert "later words" not in str(space.journal.entry(one.id).texts)
    assert space.journal.entry(one.id).updated_at == "2025-12-20T12:00:00.000Z"


def test_a_file_from_another_machine_that_is_newer_is_taken_with_its_stamps(
    space: Workspace, tmp_path: Path, other: Callable[[], Workspace],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    (one,) = entries.add_line(space, ["r", "first words"])
    plain.dump(space, tmp_path / "dump")
    with other() as copy:
        plain.load(copy, tmp_path / "dump")
        later(monkeypatch, 1)
        entries.edit(copy, one.id, {"body_en": "from there"})
        plain.dump(copy, tmp_path / "dump")
        later(monkeypatch, 2)
        assert plain.load(space, tmp_path / "dump").merged == 1
        assert space.journal.entry(one.id) == copy.journal.entry(one.id)


def test_a_file_without_an_id_is_added_once(space: Workspace, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"entries/mine.md": GOOD + "---\n<!-- zh -->\n正文\n"})
    assert plain.load(space, folder).added == 1
    assert (plain.load(space, folder).added, space.journal.count()) == (0, 1)


def test_a_file_without_stamps_changes_nothing_twice(space: Workspace, tmp_path: Path) -> None:
    given_id = "id: 0196c5f0-1234-7abc-8def-0123456789ab\n"
    folder = folder_of(tmp_path, {"entries/mine.md": GOOD + given_id + "---\n"})
    assert plain.load(space, folder).added == 1
    step = space.journal.next_undo()
    assert plain.load(space, folder).unchanged == 1
    assert space.journal.next_undo() == step


def test_a_place_changed_in_one_file_changes_no_other_entry(
    space: Workspace, tmp_path: Path
) -> None:
    (one,) = entries.add_line(space, ["s", "Geneva", "2025-02-14..16", "#ski"])
    (two,) = entries.add_line(space, ["s", "Geneva", "2025-03-14..16"])
    plain.dump(space, tmp_path)
    path = file_of(tmp_path, one.id)
    path.write_text(path.read_text("utf-8").replace("name_en: Geneva", "name_en: The Hut"))
    assert plain.load(space, tmp_path).merged == 1
    moved = space.journal.entry(one.id).place
    assert moved is not None
    assert moved.name_en == "The Hut"
    assert space.journal.entry(two.id) == two
    assert plain.load(space, tmp_path).unchanged == 2


# What a dump leaves alone, and what it takes away -------------------------------------------------


def test_a_file_edited_by_hand_and_not_loaded_is_left_alone(
    space: Workspace, tmp_path: Path
) -> None:
    (one,) = entries.add_line(space, ["t", "2025-05-14", "First", "Title"])
    plain.dump(space, tmp_path)
    path = file_of(tmp_path, one.id)
    mine = path.read_text("utf-8") + "<!-- zh -->\n写在文件里的话\n"
    path.write_text(mine, "utf-8")
    entries.edit(space, one.id, {"title_en": "Another Title"})
    report = plain.dump(space, tmp_path)
    assert report.edited == (path.relative_to(tmp_path / "entries").as_posix(),)
    assert path.read_text("utf-8") == mine
    assert len(list((tmp_path / "entries").rglob("*.md"))) == 1
    report = plain.dump(space, tmp_path, overwrite=True)
    assert report.edited == ()
    assert "写在文件里的话" not in file_of(tmp_path, one.id).read_text("utf-8")
    assert not path.exists()


def test_a_renewed_dump_touches_only_what_changed(space: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "dump"
    entries.add_line(space, ["r", "one"])
    (two,) = entries.add_line(space, ["r", "昨天", "two"])
    plain.dump(space, folder, history=True)
    history = folder / "history" / "2025.jsonl"
    lines = history.read_bytes()
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
    inodes = {path: path.stat().st_ino for path in before}
    entries.edit(space, two.id, {"tags": "new"})
    plain.dump(space, folder, history=True)
    changed = {path for path, inode in inodes.items() if path.stat().st_ino != inode}
    assert changed == {file_of(folder, two.id), history}
    kept = {path: time for path, time in before.items() if path not in changed}
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
    assert history.read_bytes().startswith(lines)
    assert not list(folder.rglob(".*"))


def test_what_is_no_longer_in_the_journal_leaves_the_folder(
    space: Workspace, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    folder = tmp_path / "dump"
    (one,) = entries.add_line(space, ["r", "2024-05-01", "kept"])
    (two,) = entries.add_line(
        space, ["r", "gone"], photos=(Photo(tmp_path / "a.png", Both("雪", "")),)
    )
    plain.dump(space, folder)
    assert (folder / "photos" / "a.png").exists()
    purge_entries(space.journal, [two.id])
    report = plain.dump(space, folder, history=True)
    assert report.removed == 1
    assert sorted(tree(folder)) == [
        f"entries/{file_of(folder, one.id).relative_to(folder / 'entries').as_posix()}",
        *(name for name in sorted(tree(folder)) if name.startswith("history/")),
        "settings.yaml",
    ]
    for data in (path.read_bytes() for path in folder.rglob("*") if path.is_file()):
        assert b"gone" not in data
        assert "雪".encode() not in data


def test_an_added_entry_that_was_undone_leaves_the_folder(space: Workspace, tmp_path: Path) -> None:
    entries.add_line(space, ["r", "one"])
    plain.dump(space, tmp_path)
    entries.undo(space)
    assert plain.dump(space, tmp_path).removed == 1
    assert list((tmp_path / "entries").rglob("*.md")) == []


# The history --------------------------------------------------------------------------------------


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return plain_strategies.rows(path, history=True)


def test_with_its_history_every_table_comes_back_and_undo_goes_on(
    space: Workspace, tmp_path: Path, other: Callable[[], Workspace]
) -> None:
    fill(space, tmp_path)
    space.journal.drafts.keep(
        Draft("d1", "form", "talk", {"title_zh": "没写完", "body_zh": "一\n二"})
    )
    entries.undo(space)
    first = tmp_path / "first"
    report = plain.dump(space, first, history=True)
    assert report.batches == len(space.journal.batches())
    with other() as copy:
        loaded = plain.load(copy, first)
        assert (loaded.history, loaded.batches) == ("taken", report.batches)
        assert (loaded.added, loaded.merged, loaded.unchanged) == (0, 0, 7)
        assert everything(copy.journal.path) == everything(space.journal.path)
        assert tree(copy.journal.attachments) == tree(space.journal.attachments)
        plain.dump(copy, tmp_path / "second", history=True)
        assert tree(tmp_path / "second") == tree(first)
        while space.journal.next_undo():
            assert copy.journal.undo() == space.journal.undo()
        assert copy.journal.every_entry() == space.journal.every_entry() == []
        assert everything(copy.journal.path) == everything(space.journal.path)


def test_a_history_with_purged_and_reverted_entries_comes_back(
    space: Workspace, tmp_path: Path, other: Callable[[], Workspace]
) -> None:
    fill(space, tmp_path)
    stays = [entry.id for entry in space.journal.entries(kind="stay")]
    purge_entries(space.journal, stays)
    entries.add_line(space, ["r", "after"])
    plain.dump(space, tmp_path / "first", history=True)
    with other() as copy:
        assert plain.load(copy, tmp_path / "first").history == "taken"
        assert everything(copy.journal.path) == everything(space.journal.path)
        while space.journal.next_undo():
            assert copy.journal.undo() == space.journal.undo()
        assert everything(copy.journal.path) == everything(space.journal.path)


def test_a_journal_of_the_first_schema_comes_back_with_its_history(
    tmp_path: Path, gazetteer: Gazetteer, other: Callable[[], Workspace]
) -> None:
    with Workspace(Journal(first_journal(tmp_path / "v1.sqlite3")), "en", gazetteer) as space:
        plain.dump(space, tmp_path / "dump", history=True)
        with other() as copy:
            assert plain.load(copy, tmp_path / "dump").history == "taken"
            assert everything(copy.journal.path) == everything(space.journal.path)


def test_edits_by_hand_since_the_dump_are_one_more_step(
    space: Workspace, tmp_path: Path, other: Callable[[], Workspace]
) -> None:
    (one,) = entries.add_line(space, ["r", "one"])
    plain.dump(space, tmp_path / "dump", history=True)
    path = file_of(tmp_path / "dump", one.id)
    path.write_text(path.read_text("utf-8").replace("private", "public"), "utf-8")
    with other() as copy:
        report = plain.load(copy, tmp_path / "dump")
        assert (report.history, report.merged) == ("taken", 1)
        assert copy.journal.entry(one.id).visibility == "public"
        assert [batch.verb for batch in copy.journal.batches()] == ["load", "add"]
        entries.undo(copy)
        assert copy.journal.every_entry() == space.journal.every_entry()


def test_a_journal_with_a_history_keeps_its_own(space: Workspace, tmp_path: Path) -> None:
    entries.add_line(space, ["r", "one"])
    plain.dump(space, tmp_path, history=True)
    before = everything(space.journal.path)
    assert plain.load(space, tmp_path).history == "not_taken"
    assert everything(space.journal.path) == before


def test_a_dump_without_the_history_removes_what_an_earlier_one_wrote_of_it(
    space: Workspace, tmp_path: Path
) -> None:
    entries.add_line(space, ["r", "one"])
    plain.dump(space, tmp_path, history=True)
    (tmp_path / "history" / "mine.txt").write_text("mine")
    plain.dump(space, tmp_path)
    assert [path.name for path in (tmp_path / "history").iterdir()] == ["mine.txt"]


def test_the_history_of_another_journal_is_not_written_over(
    space: Workspace, tmp_path: Path, other: Callable[[], Workspace],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    entries.add_line(space, ["r", "one"])
    plain.dump(space, tmp_path / "dump", history=True)
    before = tree(tmp_path / "dump")
    later(monkeypatch, 1)
    with other() as copy:
        entries.add_line(copy, ["r", "another"])
        for history in (True, False):
            with pytest.raises(plain.OtherHistory):
                plain.dump(copy, tmp_path / "dump", history=history)
        assert tree(tmp_path / "dump") == before
        plain.dump(copy, tmp_path / "dump", history=True, overwrite=True)
        assert tree(tmp_path / "dump") != before


def _broken(lines: list[str]) -> dict[str, tuple[list[str], int, str]]:
    """Return histories that cannot be taken, with the line at fault and a word of what is said."""
    body = [line.replace("one", "two") for line in lines]
    return {
        "a letter changed": ([lines[0], *body[1:]], 1, "checksum"),
        "a change is missing": (lines[:-1], 1, "checksum"),
        "a batch twice": (lines + lines, len(lines) + 1, "twice"),
        "no JSON": ([*lines, "{"], len(lines) + 1, "not of a history"),
        "a list": ([*lines, "[1]"], len(lines) + 1, "not of a history"),
        "nested": ([*lines, "[" * 100_000], len(lines) + 1, "not of a history"),
        "a change first": (lines[1:], 1, "not of a history"),
        "an odd state": ([lines[0].replace('"done"', '"won"'), *lines[1:]], 1, "not of a history"),
        "a key that is none": ([lines[0].replace('"at"', '"ta"'), *lines[1:]], 1, "not of"),
        "a number too large": (
            [lines[0].replace('"batch": 1,', f'"batch": {10**30},'), *lines[1:]], 1, "not of",
        ),
    }  # fmt: skip


@pytest.mark.parametrize("what", _broken([""]))
def test_a_damaged_history_is_named_with_its_line_and_nothing_is_loaded(
    space: Workspace, tmp_path: Path, other: Callable[[], Workspace], what: str
) -> None:
    entries.add_line(space, ["r", "one"])
    plain.dump(space, tmp_path / "dump", history=True)
    path = tmp_path / "dump" / "history" / "2025.jsonl"
    lines, line, said = _broken(path.read_text("utf-8").splitlines())[what]
    path.write_text("".join(f"{one}\n" for one in lines), "utf-8")
    with other() as copy:
        before = everything(copy.journal.path)
        with pytest.raises(plain.SeveralProblems) as raised:
            plain.load(copy, tmp_path / "dump")
        assert raised.value.get("en").startswith(f"history/2025.jsonl, line {line}: ")
        assert said in raised.value.get("en").splitlines()[0]
        assert everything(copy.journal.path) == before


@pytest.mark.parametrize(
    ("table", "column"), [("meta", "key"), ("settings", "value = 1 --"), ("no_such", "id")]
)
def test_a_history_cannot_reach_beyond_its_tables_and_columns(
    space: Workspace, tmp_path: Path, other: Callable[[], Workspace], table: str, column: str
) -> None:
    with space.journal.write("add", Both("", "")) as writer:
        writer._record(table, {"key": "x"}, None, {column: "1"})
    plain.dump(space, tmp_path / "dump", history=True)
    with other() as copy, pytest.raises(plain.SeveralProblems) as raised:
        plain.load(copy, tmp_path / "dump")
    assert raised.value.get("en").startswith(
        "history/2025.jsonl, line 2: this change cannot be made"
    )


# Names and hostile folders ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filename", "named"),
    [
        ("CON.png", "_CON.png"), ("nul", "_nul"), ("a:b?.png", "a-b-.png"), ("x.png.", "x.png"),
        ("e\u0301.png", "é.png"), ("..", "photo"), ("a\nb.png", "a-b.png"), ("雪 山", "雪-山"),
        ("\u202egnp.exe", "gnp.exe"), ("x" * 300 + ".png", "x" * 76 + ".png"),
    ],
)  # fmt: skip
def test_photos_have_names_that_every_system_takes(filename: str, named: str) -> None:
    photo = Attachment("a" * 64, filename, "image/png", 1)
    entry = Entry(ID, date(2025, 1, 1), Reflection(), photos=(photo,))
    assert plain.photo_names([entry])(photo) == f"photos/{named}"


def test_hostile_files_are_each_refused_in_a_sentence(space: Workspace, tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        {
            "entries/1-bom.md": b"\xef\xbb\xbf" + GOOD.encode() + b"---\n",
            "entries/2-nul.md": GOOD + "---\n<!-- en -->\na\0b\n",
            "entries/3-utf16.md": (GOOD + "---\n").encode("utf-16"),
            "entries/4-key.md": GOOD + "photos:\n- file: x\n  captoin: y\n---\n",
            "entries/5-photo.md": GOOD + 'photos:\n- file: "a\\0b"\n---\n',
            "entries/6-long.md": GOOD + f"photos:\n- file: {'x' * 5000}\n---\n",
            "entries/7\nline.md": "no",
            "entries/8-mile.md": "---\nkind: project\nstarts_on: 2025\nmilestones:\n"
            "- date: '2025-01-01'\n  kind: started\n  where: CHI\n---\n",
            "entries/9-time.md": GOOD + "updated_at: yesterday\n---\n",
            "entries/half.md": GOOD + 'tags:\n- "\\ud800"\n---\n',
            "drafts.yaml": "x: [1]\n",
        },
    )
    (tmp_path / "secret.md").write_text(GOOD + "---\n")
    (tmp_path / "elsewhere").mkdir()
    (folder / "entries" / "a-link.md").symlink_to(tmp_path / "secret.md")
    (folder / "entries" / "b-link.md").symlink_to("/dev/zero")
    (folder / "entries" / "loop.md").symlink_to(folder / "entries" / "loop.md")
    (folder / "entries" / "folder").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(folder / "entries" / "pipe.md")
    with pytest.raises(plain.SeveralProblems) as raised:
        plain.load(space, folder)
    said = dict(line.split(": ", 1) for line in raised.value.get("en").splitlines()[:-1])
    assert said == {
        "folder": "this folder is a link, not followed",
        "3-utf16.md, line 1": "this is not UTF-8 text",
        "4-key.md, line 7": "unknown key “captoin”",
        "5-photo.md, line 5": "The photo a\\x00b is not in this folder.",
        "6-long.md, line 5": f"The photo {'x' * 5000} is not in this folder.",
        "7\\nline.md, line 1": "the first line should be ---",
        "8-mile.md, line 7": "unknown key “where”",
        "9-time.md, line 5": "updated_at should be a time like 2025-05-12T10:00:00Z",
        "a-link.md": "this is no plain file of this folder",
        "b-link.md": "this is no plain file of this folder",
        "half.md, line 6": "bad YAML (found invalid Unicode character escape code)",
        "loop.md": "this is no plain file of this folder",
        "pipe.md": "this is no plain file of this folder",
        "drafts.yaml, line 1": "this draft cannot be read",
    }
    assert space.journal.count() == 0


HUGE = {
    "one line of 50 MB": lambda: b"---\ntitle: " + b"x" * 50_000_000 + b"\n---\n",
    "4 MB of brackets": lambda: b"---\ntitle: " + b"[" * 3_900_000 + b"\n---\n",
    "a million keys": lambda: b"---\n" + b"".join(b"k%d:\n" % n for n in range(450_000)) + b"---\n",
    "an alias bomb": lambda: b"---\na: &a [x,x]\n"
    + b"".join(b"b%d: &b%d [*a,*a]\n" % (n, n) for n in range(40)) + b"---\n",
    "30 MB of lines": lambda: GOOD.encode() + b"---\n" + b"\n" * 30_000_000 + b"x",
}  # fmt: skip


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to ask for the peak")
@pytest.mark.parametrize("what", HUGE)
def test_a_huge_file_is_refused_in_bounded_time_and_memory(tmp_path: Path, what: str) -> None:
    folder = folder_of(tmp_path, {"entries/huge.md": HUGE[what]()})
    program = (
        "import resource, sys; from pathlib import Path\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (10, 10))\n"
        "from yearlog.actions import plain; from yearlog.actions.workspace import Workspace\n"
        "with Workspace.open() as space:\n"
        "    try: plain.load(space, Path(sys.argv[1]))\n"
        "    except plain.SeveralProblems as error: print(error.get('en').splitlines()[0][:200])\n"
        # Its own peak: what getrusage says begins with that of the tests' process, before exec.
        "status = Path('/proc/self/status').read_text().split()\n"
        "print(int(status[status.index('VmHWM:') + 1]) // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, folder], capture_output=True, text=True, check=True
    )
    said, megabytes = done.stdout.splitlines()
    assert said.startswith("huge.md")
    assert int(megabytes) <= 256
