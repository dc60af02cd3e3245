"""Places visited before the journal began: a list that words add to and take from."""

from __future__ import annotations

from pathlib import Path

import pytest

from yearlog.actions import entries, plain, settings
from yearlog.actions.visited import NotVisited
from yearlog.actions.workspace import Workspace
from yearlog.capture.errors import UnknownPlace


def names(space: Workspace) -> list[str]:
    return [place.name("en") for place in space.visited]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("+Geneva", ["Geneva"]),
        ("Geneva", ["Geneva"]),
        ("+Geneva, +Japan", ["Geneva", "Japan"]),
        ("+Geneva +Japan", ["Geneva", "Japan"]),
        ("+日内瓦，冰岛、+东京", ["Geneva", "Iceland", "Tokyo"]),
        ("＋日内瓦；＋日本", ["Geneva", "Japan"]),
        ("Paris, Texas, Oslo", ["Paris", "Oslo"]),
        ("New York, Aix-en-Provence", ["New York", "Aix-en-Provence"]),
        ("+Geneva, Geneva, 日内瓦", ["Geneva"]),
        ("+Geneva, -Geneva", []),
        (" , ，", []),
    ],
)
def test_words_that_add(space: Workspace, words: str, found: list[str]) -> None:
    settings.write(space, "visited", words)
    assert names(space) == found


def test_a_comma_in_a_name_is_no_end_of_it(space: Workspace) -> None:
    settings.write(space, "visited", "+Paris, Texas, +Paris")
    assert [place.country_code for place in space.visited] == ["US", "FR"]
    settings.write(space, "visited", "-Paris, Texas")
    assert [place.country_code for place in space.visited] == ["FR"]


@pytest.mark.parametrize("words", ["-Geneva", "−日内瓦", "－geneva", "-Genève"])
def test_words_that_take_away(space: Workspace, words: str) -> None:
    settings.write(space, "visited", "Geneva, Japan")
    settings.write(space, "visited", words)
    assert names(space) == ["Japan"]


@pytest.mark.parametrize("words", ["-Oslo", "-Qwxyzzy", "+Japan, -Oslo"])
def test_what_is_not_on_the_list_cannot_be_taken_away(space: Workspace, words: str) -> None:
    settings.write(space, "visited", "Geneva")
    with pytest.raises(NotVisited, match="is not on the list") as raised:
        settings.write(space, "visited", words)
    assert "不在去过的地方里" in raised.value.get("zh")
    assert names(space) == ["Geneva"]


def test_of_several_places_none_is_stored_if_one_is_not_found(space: Workspace) -> None:
    with pytest.raises(UnknownPlace):
        settings.write(space, "visited", "Geneva, Qwxyzzy")
    assert names(space) == []


def test_an_empty_value_clears_and_undo_brings_back(space: Workspace) -> None:
    settings.write(space, "visited", "Geneva, Japan")
    settings.write(space, "visited", "")
    assert names(space) == []
    entries.undo(space)
    assert names(space) == ["Geneva", "Japan"]


def test_a_place_of_ones_own_is_known_by_its_name_and_country(space: Workspace) -> None:
    for _ in range(2):
        settings.write(space, "visited", "三号小屋@46.02,7.75")
    assert names(space) == ["三号小屋"]


def test_a_dump_brings_them_back(space: Workspace, tmp_path: Path) -> None:
    settings.write(space, "visited", "Geneva, Japan, GVA")
    plain.dump(space, tmp_path / "out")
    with Workspace.open(tmp_path / "copy.sqlite3", lang="en") as copy:
        plain.load(copy, tmp_path / "out")
        assert copy.visited == space.visited
        assert copy.settings["visited"] == space.settings["visited"]


def test_a_person_may_write_the_names_alone(space: Workspace, tmp_path: Path) -> None:
    (tmp_path / "entries").mkdir()
    (tmp_path / "settings.yaml").write_text("visited:\n- Geneva\n- 日本\n", encoding="utf-8")
    plain.load(space, tmp_path)
    assert names(space) == ["Geneva", "Japan"]
