"""What a person's own past and her choices say about the places she means."""

from __future__ import annotations

import pytest

from tests.journal.conftest import rows_of
from yearlog.actions import entries, tui_support
from yearlog.actions.tui_support import Filled
from yearlog.actions.workspace import Workspace
from yearlog.capture.errors import AmbiguousPlace
from yearlog.kinds.values import Place


def cambridges(space: Workspace) -> dict[str, Place]:
    with pytest.raises(AmbiguousPlace) as tie:
        space.resolver().place("Cambridge")
    return {place.admin1: place for place in tie.value.candidates}


def stay(text: str, chosen: dict[str, Place]) -> Filled:
    return Filled("stay", {"place": text, "starts_on": "2025-05-12"}, chosen)


def test_a_choice_between_equals_holds_from_then_on_and_is_undone_with_its_entry(
    space: Workspace,
) -> None:
    chosen = cambridges(space)["MA"]
    before = rows_of(space.journal.path)
    made = tui_support.save_form(space, stay("Cambridge", {"Cambridge": chosen}))
    assert made.place == chosen
    assert space.resolver().place("cambridge") == chosen
    (later,) = entries.add_line(space, ["s", "Cambridge", "2025-06-01"])
    assert later.place == chosen
    entries.undo(space)
    entries.undo(space)
    assert rows_of(space.journal.path) == before
    assert set(cambridges(space)) >= {"MA", "ENG"}


def test_a_choice_that_was_no_tie_is_not_remembered(space: Workspace) -> None:
    found = space.resolver().search("Paris, TX")[0].place
    tui_support.save_form(space, stay("Paris", {"Paris": found}))
    assert space.journal.aliases() == {}
    assert space.resolver().place("Paris").country_code == "FR"


def test_a_place_that_was_chosen_and_then_overwritten_is_not_remembered(space: Workspace) -> None:
    chosen = cambridges(space)["MA"]
    tui_support.save_form(space, stay("Geneva", {"Cambridge": chosen}))
    assert space.journal.aliases() == {}


def test_where_one_has_been_speaks_between_equals(space: Workspace) -> None:
    for day in range(1, 6):
        entries.add_line(space, ["s", "Cambridge, MA", f"2025-05-0{day}"])
    assert space.journal.been()[cambridges_id(space)] == 5
    assert space.resolver().place("Cambridge").admin1 == "MA"
    assert tui_support.complete(space, "Cambri", airports=False)[0].admin1 == "MA"
    for _ in range(5):
        entries.undo(space)
    assert "ENG" in cambridges(space)


def cambridges_id(space: Workspace) -> str:
    entry = space.journal.entries(kind="stay")[0]
    assert entry.place is not None
    return entry.place.id


def test_cities_of_flights_count_and_deleted_entries_do_not(space: Workspace) -> None:
    made = entries.add_line(space, ["f", "ITH", "JFK", "GVA", "2025-05-12"])
    been = space.journal.been()
    assert been["New York", "US"] == 2
    assert been["纽约", "US"] == 2
    assert been["Geneva", "CH"] == 1
    entries.delete(space, [made[1].id])
    assert ("Geneva", "CH") not in space.journal.been()
