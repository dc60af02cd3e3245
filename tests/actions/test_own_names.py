"""A person's own names for places: learned in any writing, listed, forgotten, and undone."""

from __future__ import annotations

import pytest

from tests.journal.conftest import rows_of
from yearlog.actions import entries, own_names, settings
from yearlog.actions.own_names import CodeTaken, NoSuchName, NotAName
from yearlog.actions.workspace import Workspace
from yearlog.capture.errors import UnknownPlace


def names(space: Workspace) -> dict[str, str]:
    return {text: place.name_en for text, place in own_names.listed(space)}


def test_an_emoji_is_a_name_and_each_is_its_own(space: Workspace) -> None:
    settings.learn_alias(space, "🏠", "Geneva")
    settings.learn_alias(space, "🎿", "Zermatt")
    assert space.resolver().place("🏠").name_en == "Geneva"
    assert space.resolver().place(" 🎿 ").name_en == "Zermatt"
    assert names(space) == {"🏠": "Geneva", "🎿": "Zermatt"}
    with pytest.raises(UnknownPlace):
        space.resolver().place("🏔")


def test_a_name_in_both_writings_is_one_name(space: Workspace) -> None:
    settings.learn_alias(space, "辦公室", "Geneva")
    settings.learn_alias(space, "办公室", "Zurich, Switzerland")
    assert names(space) == {"办公室": "Zurich"}
    assert space.resolver().place("辦公室").name_en == "Zurich"


def test_a_name_kept_by_an_older_version_is_replaced(space: Workspace) -> None:
    geneva = space.resolver().place("Geneva")
    with space.journal.write("place", settings.Both("旧", "old")) as writer:
        writer.save_place(geneva)
        writer.put("aliases", {"alias": "辦公室", "text": "辦公室", "place_id": geneva.id})
    settings.learn_alias(space, "办公室", "Bern")
    assert names(space) == {"办公室": "Bern"}


def test_forgetting_is_a_step_that_undo_takes_back(space: Workspace) -> None:
    settings.learn_alias(space, "辦公室", "Geneva")
    before = rows_of(space.journal.path)
    (gone,) = own_names.forget(space, "办公室")
    assert (gone.text, gone.place.name_en) == ("辦公室", "Geneva")
    assert names(space) == {}
    with pytest.raises(NoSuchName, match="办公室"):
        own_names.forget(space, "办公室")
    entries.undo(space)
    assert rows_of(space.journal.path) == before


def test_a_name_is_kept_on_one_line(space: Workspace) -> None:
    settings.learn_alias(space, "my\nold\tplace\x07", "Geneva")
    assert names(space) == {"my old place": "Geneva"}
    for nothing in ("", " \n", "\x1b", "长" * 101):
        with pytest.raises(NotAName):
            settings.learn_alias(space, nothing, "Geneva")


def test_the_code_of_an_airport_is_no_name_for_another_place(space: Workspace) -> None:
    with pytest.raises(CodeTaken, match="Geneva Airport"):
        settings.learn_alias(space, "GVA", "浦东")
    assert names(space) == {}
    assert settings.learn_alias(space, "GVA", "GVA").iata == "GVA"
    assert settings.learn_alias(space, "mum", "BOM").iata == "BOM"
