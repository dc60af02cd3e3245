"""The whole journal as a folder of text and back: without loss, twice without effect."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journal.conftest import rows_of
from yearlog.actions import entries, plain, reviews, settings
from yearlog.actions.photos import Photo
from yearlog.actions.workspace import Workspace
from yearlog.i18n import Both
from yearlog.places.gazetteer import Gazetteer

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
    assert raised.value.get("zh").splitlines()[-1] == "有 4 处问题，什么也没有载入。改好后再试。"


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
