"""Undo and redo: every row comes back as it was, over any kind of change, in any order of days."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.journal.conftest import Rows, rows_of
from yearlog.actions import entries, plain, reviews
from yearlog.actions import settings as actions
from yearlog.actions.photos import Photo
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal.errors import NothingToUndo
from yearlog.journal.journal import Journal
from yearlog.places.gazetteer import Gazetteer

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)


def one_id(space: Workspace, kind: str) -> str:
    return space.journal.entries(kind=kind)[0].id


Step = Callable[[Workspace, Path], object]
STEPS: dict[str, Step] = {
    "add a flight of two legs": lambda s, _: entries.add_line(
        s, ["f", "ITH", "JFK", "GVA", "2025-05-12", "DL1", "07:00-08:15"]
    ),
    "add a talk": lambda s, _: entries.add_line(s, ["t", "2025-05-14", "@纽约", "标题", "#llm"]),
    "add a project": lambda s, _: entries.add_line(
        s,
        ["p", "2025-03..2025-09", "HeuriGym"],
        more={"milestones": "2025-03-10 submitted a | b @CHI\n2025-06-01 accepted"},
    ),
    "add a reflection with a photo": lambda s, tmp: entries.add_line(
        s, ["r", "今天", "很好"], photos=(Photo(tmp / "a.png", Both("图", "photo")),)
    ),
    "edit a field": lambda s, _: entries.edit(s, one_id(s, "talk"), {"audience": "120"}),
    "empty a field and the tags": lambda s, _: entries.edit(
        s, one_id(s, "talk"), {"audience": "", "tags": "", "place": ""}
    ),
    "edit fewer milestones": lambda s, _: entries.edit(
        s, one_id(s, "project"), {"milestones": "2025-06-01 released"}
    ),
    "take a text away, add another": lambda s, _: entries.edit(
        s, one_id(s, "reflection"), {"body_zh": "", "body_en": "Fine."}
    ),
    "move a flight to another day": lambda s, _: entries.edit(
        s, one_id(s, "flight"), {"starts_on": "2025-05-13"}
    ),
    "make all public": lambda s, _: entries.set_visibility(s, "public"),
    "delete two": lambda s, _: entries.delete(s, [one_id(s, "talk"), one_id(s, "project")]),
    "set a home": lambda s, _: actions.write(s, "home", "Ithaca", start="2024-08-01"),
    "move home": lambda s, _: actions.write(s, "home", "日内瓦", start="2025-06-01"),
    "unset home": lambda s, _: actions.write(s, "home", ""),
    "set a baseline": lambda s, _: actions.write(s, "baseline.2024.flights", "31"),
    "learn a name": lambda s, _: actions.learn_alias(s, "老家", "Ithaca"),
    "learn it anew": lambda s, _: actions.learn_alias(s, "老家", "SFO"),
    "plan the review": lambda s, _: reviews.plan(
        s, 2025, title=Both("雪", "Snow"), chapters=[one_id(s, "reflection")], compare_with=2023
    ),
    "plan it anew": lambda s, tmp: reviews.plan(
        s, 2025, epigraph=Both("", "Quiet."), cover=tmp / "a.png", chapters=[]
    ),
    "load a folder": lambda s, tmp: plain.load(s, tmp / "folder"),
}


@pytest.fixture
def material(tmp_path: Path) -> Path:
    """Lay out a photo and a folder to load."""
    (tmp_path / "a.png").write_bytes(PNG)
    folder = tmp_path / "folder" / "entries"
    folder.mkdir(parents=True)
    for at in range(3):
        text = f"---\nkind: stay\nstarts_on: 2025-02-0{at + 1}\nplace: Zermatt\n---\n"
        (folder / f"{at}.md").write_text(text, encoding="utf-8")
    (folder.parent / "settings.yaml").write_text(
        "author.en: Ada\naliases:\n  三番: San Francisco\n"
    )
    return tmp_path


def test_everything_can_be_undone_and_redone_row_by_row(space: Workspace, material: Path) -> None:
    path = space.journal.path
    states = [rows_of(path)]
    for name, step in STEPS.items():
        step(space, material)
        space.forget()
        states.append(rows_of(path))
        assert states[-1] != states[-2], name
    for at in reversed(range(len(STEPS))):
        entries.undo(space)
        assert rows_of(path) == states[at]
    with pytest.raises(NothingToUndo):
        entries.undo(space)
    assert all(not found for name, found in rows_of(path).items() if name != "meta")
    for at in range(1, len(STEPS) + 1):
        entries.redo(space)
        assert rows_of(path) == states[at]
    with pytest.raises(NothingToUndo):
        entries.redo(space)


def test_undo_knows_what_another_process_did(space: Workspace) -> None:
    entries.add_line(space, ["r", "mine"])
    with Journal(space.journal.path, source="tui") as other:
        assert other.undo().summary == Both("随笔 mine", "reflection mine")
    assert space.journal.count() == 0


def test_a_new_change_ends_redo(space: Workspace) -> None:
    entries.add_line(space, ["r", "one"])
    entries.undo(space)
    entries.add_line(space, ["r", "two"])
    with pytest.raises(NothingToUndo) as raised:
        entries.redo(space)
    assert raised.value.get("zh") == "没有可以重做的更改。"
    assert [entry.texts["en"].body for entry in space.journal.entries()] == ["two"]
    entries.undo(space)
    assert space.journal.count() == 0


def test_a_write_is_all_or_nothing(space: Workspace) -> None:
    (entry,) = entries.add_line(space, ["r", "kept"])
    before = rows_of(space.journal.path)

    def half_a_step() -> None:
        with space.journal.write("add", Both("", "")) as writer:
            writer.put("settings", {"key": "licence", "value": '"half"'})
            writer.remove("texts", {"entry_id": entry.id, "lang": "en"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_a_step()
    assert rows_of(space.journal.path) == before
    last = space.journal.next_undo()
    assert last is not None
    assert last.verb == "add"
    entries.undo(space)
    assert space.journal.count() == 0


def test_a_step_that_changes_nothing_is_no_step(space: Workspace) -> None:
    actions.write(space, "author.en", "Ada")
    step = space.journal.next_undo()
    actions.write(space, "author.en", "Ada")
    (entry,) = entries.add_line(space, ["r", "x"])
    entries.undo(space)
    assert space.journal.next_undo() == step
    entries.redo(space)
    entries.edit(space, entry.id, {"body_en": "x"})
    assert entries.set_visibility(space, "private") == []
    newest = space.journal.next_undo()
    assert newest is not None
    assert newest.verb == "add"


def test_one_wrong_leg_stores_no_leg(space: Workspace) -> None:
    with pytest.raises(YearlogError):
        entries.add_line(space, ["f", "ITH", "JFK", "QQQ", "2025-05-12"])
    assert space.journal.count() == 0
    assert space.journal.next_undo() is None


OPERATIONS = st.lists(
    st.sampled_from(["add", "edit", "delete", "publish", "config", "undo", "redo"]), max_size=14
)


def operate(space: Workspace, operation: str, at: int) -> None:
    alive = space.journal.entries()
    if operation == "add":
        entries.add_line(space, ["s", "Zermatt", f"2025-01-{at + 1:02d}", f"#tag{at}"])
    elif operation == "edit" and alive:
        entries.edit(
            space, alive[at % len(alive)].id, {"title_zh": f"第 {at} 次", "tags": f"t{at}"}
        )
    elif operation == "delete" and alive:
        entries.delete(space, [alive[at % len(alive)].id])
    elif operation == "publish":
        entries.set_visibility(space, "public")
    elif operation == "config":
        actions.write(space, "licence", f"licence {at}")


@settings(max_examples=25)
@given(OPERATIONS)
def test_any_sequence_of_changes_comes_back(gazetteer: Gazetteer, operations: list[str]) -> None:
    """A model of undo as a list of snapshots and a position in it agrees with the journal."""
    with TemporaryDirectory() as folder, Workspace.open(Path(folder) / "j.sqlite3") as space:
        space.gazetteer = gazetteer
        path = space.journal.path
        states: list[Rows] = [rows_of(path)]
        here = 0
        for at, operation in enumerate(operations):
            if operation in ("undo", "redo"):
                there = here + (-1 if operation == "undo" else 1)
                step: Callable[[Workspace], Any] = getattr(entries, operation)
                if 0 <= there < len(states):
                    step(space)
                    here = there
                else:
                    with pytest.raises(NothingToUndo):
                        step(space)
            else:
                operate(space, operation, at)
                now = rows_of(path)
                if now != states[here]:
                    states = [*states[: here + 1], now]
                    here += 1
            assert rows_of(path) == states[here]
        for back in reversed(range(here)):
            entries.undo(space)
            assert rows_of(path) == states[back]
