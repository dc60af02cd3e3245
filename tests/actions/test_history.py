"""The history of an entry: what changed when, and back to an old version."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journal.conftest import rows_of
from yearlog.actions import entries, history, tags
from yearlog.actions.photos import Photo
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.i18n import Both

At = Callable[[str], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """Give what sets the clock to a time of 20 December 2025, UTC."""
    monkeypatch.setenv("TZ", "UTC")
    return lambda time: monkeypatch.setenv("YEARLOG_NOW", f"2025-12-20T{time}:00+00:00")


def written(space: Workspace, at: At) -> str:
    """Write a reflection at nine, change it at ten and at eleven; return its id."""
    at("09:00")
    (entry,) = entries.add_line(space, ["r", "2025-05-20", "今天写了一点东西。", "#随想"])
    at("10:00")
    entries.edit(space, entry.id, {"body_zh": "今天写了很多东西。", "tags": "随想 年终"})
    at("11:00")
    entries.edit(space, entry.id, {"title_en": "On writing", "place": "日内瓦"})
    return entry.id


def test_each_step_says_which_fields_it_changed_and_how(space: Workspace, at: At) -> None:
    _, found = history.of_entry(space, written(space, at))
    told = [[(one.name, one.before.zh, one.after.zh) for one in step.differences] for step in found]
    assert told == [
        [
            ("starts_on", "", "2025-05-20"),
            ("body_zh", "", "今天写了一点东西。"),
            ("tags", "", "#随想"),
            ("visibility", "", "私密"),
        ],
        [
            ("body_zh", "今天写了一点东西。", "今天写了很多东西。"),
            ("tags", "#随想", "#随想 #年终"),
        ],
        [("title_en", "", "On writing"), ("place", "", "日内瓦")],
    ]
    assert [step.batch.at[11:16] for step in found] == ["09:00", "10:00", "11:00"]
    place = found[2].differences[1]
    assert place.after == Both("日内瓦", "Geneva")


def test_deleting_undoing_and_a_photo_are_steps_too(space: Workspace, picture: Path) -> None:
    (entry,) = entries.add_line(space, ["r", "2025-05-20", "一", "句"])
    entries.edit(space, entry.id, {}, photos=(Photo(picture, Both("雪", "snow")),))
    entries.delete(space, [entry.id])
    entries.undo(space)
    found, steps = history.of_entry(space, entry.id)
    assert not found.deleted_at
    assert [[one.name for one in step.differences] for step in steps[1:]] == [
        ["photos"],
        ["deleted_at"],
        ["deleted_at"],
    ]
    assert steps[1].differences[0].after.zh == f"{picture.name}  雪"
    assert steps[3].differences[0].after == Both("未删除", "not deleted")
    listed, targets = history.steps(space)
    assert history.told(listed[0], "zh", targets) == "撤销 #3（删除随笔 一 句）"
    assert history.told(listed[0], "en", targets) == "undo of #3 (deleting reflection 一 句)"


@pytest.mark.parametrize(
    ("moment", "body"),
    [
        ("2025-12-20 09:30", "今天写了一点东西。"),
        ("2025-12-20 09:59:59", "今天写了一点东西。"),
        ("2025-12-20 10:00", "今天写了很多东西。"),
        ("2025-12-20T10:30", "今天写了很多东西。"),
        ("#1", "今天写了一点东西。"),
        ("＃2", "今天写了很多东西。"),
        ("今天", "今天写了很多东西。"),
    ],
)
def test_an_old_version_comes_back_and_goes_again(
    space: Workspace, at: At, moment: str, body: str
) -> None:
    entry_id = written(space, at)
    at("12:00")
    entries.edit(space, entry_id, {"body_zh": "全都重写了。"})
    before = rows_of(space.journal.path)
    at("13:00")
    if moment == "今天":  # the whole of today is over, so nothing changes
        entries.undo(space)
    back, batch = history.revert(space, entry_id, moment)
    assert back.texts["zh"].body == body
    assert space.journal.entry(entry_id) == back
    if moment == "今天":
        assert batch is None
        return
    assert back.updated_at == "2025-12-20T13:00:00.000Z"
    entries.undo(space)
    assert rows_of(space.journal.path) == before


@pytest.mark.parametrize(
    "line",
    [["p", "HeuriGym", "2025-03..2025-09"], ["s", "Tahoe", "2-14..2-16"], ["f", "ITH", "JFK"]],
)
def test_an_entry_without_rows_of_its_kind_has_a_history(space: Workspace, line: list[str]) -> None:
    (entry,) = entries.add_line(space, line)
    entries.edit(space, entry.id, {"title_en": "another title"})
    assert [one.entry and one.entry.titles.en for one in space.journal.versions(entry.id)] == [
        entry.titles.en,
        "another title",
    ]


def test_a_deleted_entry_can_be_reverted_to_when_it_was_there(space: Workspace, at: At) -> None:
    entry_id = written(space, at)
    at("12:00")
    entries.delete(space, [entry_id])
    back, _ = history.revert(space, entry_id, "#3")
    assert not back.deleted_at
    assert [entry.id for entry in space.journal.entries()] == [entry_id]


@pytest.mark.parametrize("moment", ["", "soon", "#", "#x", "2025-13-01", "2025-12-20 25:00", "::"])
def test_what_is_no_time_is_said_to_be_none(space: Workspace, at: At, moment: str) -> None:
    entry_id = written(space, at)
    with pytest.raises(YearlogError) as raised:
        history.revert(space, entry_id, moment)
    assert moment in raised.value.get("zh")
    assert "yearlog history" in raised.value.get("en")


def test_before_the_entry_was_there(space: Workspace, at: At) -> None:
    entry_id = written(space, at)
    with pytest.raises(history.NothingThen) as raised:
        history.revert(space, entry_id, "2025-12-19")
    assert "#1" in raised.value.get("zh")
    assert "2025-12-20 09:00" in raised.value.get("en")


def test_a_version_is_found_by_the_step_that_left_it(space: Workspace, at: At) -> None:
    entry_id = written(space, at)
    assert space.journal.revision(entry_id) == 3
    middle = space.journal.version(entry_id, 2)
    assert middle is not None
    assert middle.texts["zh"].body == "今天写了很多东西。"
    assert middle.place is None
    assert space.journal.version(entry_id, 0) is None
    assert space.journal.version(entry_id, 3) == space.journal.entry(entry_id)


def test_a_version_keeps_its_place_when_the_step_that_brought_it_was_undone(
    space: Workspace,
) -> None:
    (stay,) = entries.add_line(space, ["s", "Beijing", "2025-05-01"])
    there = entries.edit(space, stay.id, {"place": "Chengdu"})
    entries.undo(space)
    assert space.journal.version(stay.id, 2) == there
    back, _ = history.revert(space, stay.id, "#2")
    assert back.place == there.place
    assert space.journal.entry(stay.id).place == there.place


def test_an_hour_that_clocks_showed_twice_ends_with_the_second(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Zurich")
    time.tzset()
    try:
        monkeypatch.setenv("YEARLOG_NOW", "2025-10-26T00:40:00+00:00")  # 02:40, the first time
        (entry,) = entries.add_line(space, ["r", "2025-10-25", "一"])
        monkeypatch.setenv("YEARLOG_NOW", "2025-10-26T01:40:00+00:00")  # 02:40, the second
        entries.edit(space, entry.id, {"body_zh": "二"})
        monkeypatch.setenv("YEARLOG_NOW", "2025-10-26T03:00:00+00:00")
        entries.edit(space, entry.id, {"body_zh": "三"})
        back, _ = history.revert(space, entry.id, "2025-10-26 02:50")
        assert back.texts["zh"].body == "二"
    finally:
        monkeypatch.undo()
        time.tzset()


# Tags ---------------------------------------------------------------------------------------------


def test_a_tag_is_renamed_everywhere_in_one_step(space: Workspace) -> None:
    entries.add_line(space, ["r", "2025-05-20", "甲", "#写作", "#年终"])
    entries.add_line(space, ["r", "2025-05-21", "乙", "#年终", "#岁末"])
    entries.add_line(space, ["r", "2025-05-22", "丙"])
    before = rows_of(space.journal.path)
    assert tags.counted(space) == [("年终", 2), ("写作", 1), ("岁末", 1)]
    assert tags.rename(space, "#年终", "岁末") == 2
    assert [entry.tags for entry in space.journal.entries()] == [("写作", "岁末"), ("岁末",), ()]
    batch = entries.undo(space)
    assert batch.summary == Both("标签 #年终 改为 #岁末", "tag #年终 renamed #岁末")
    assert rows_of(space.journal.path) == before


@pytest.mark.parametrize("new", ["", "#", "two words", "一,二"])
def test_a_tag_is_one_word(space: Workspace, new: str) -> None:
    entries.add_line(space, ["r", "2025-05-20", "甲", "#写作"])
    with pytest.raises(tags.BadTag):
        tags.rename(space, "写作", new)
    assert tags.counted(space) == [("写作", 1)]


def test_an_unknown_tag_leaves_no_step(space: Workspace) -> None:
    entries.add_line(space, ["r", "2025-05-20", "甲", "#写作"])
    with pytest.raises(tags.UnknownTag, match="#旧"):
        tags.rename(space, "旧", "新")
    assert [batch.verb for batch in space.journal.batches()] == ["add"]
