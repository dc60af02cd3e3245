"""What a person's own past and her choices say about the places she means."""

from __future__ import annotations

from datetime import date

import pytest

from tests.journal.conftest import rows_of
from yearlog.actions import entries, settings, tui_support
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


def test_a_deleted_stay_says_nothing_of_where_one_has_been(space: Workspace) -> None:
    (kept,) = entries.add_line(space, ["s", "Cambridge, MA", "2025-05-01"])
    (gone,) = entries.add_line(space, ["s", "Cambridge, MA", "2025-05-08"])
    assert kept.place is not None
    entries.delete(space, [gone.id])
    assert space.journal.been()[kept.place.id] == 1


def test_what_was_not_among_the_equals_is_not_learned(space: Workspace) -> None:
    geneva = space.resolver().place("Geneva")
    tui_support.save_form(space, stay("Cambridge", {"Cambridge": geneva}))
    assert set(cambridges(space)) >= {"MA", "ENG"}  # still to be told apart


def flight(on: str, chosen: dict[str, Place]) -> Filled:
    return Filled("flight", {"origin": "HKG", "destination": "SIN", "starts_on": on}, chosen)


def test_an_airport_chosen_before_the_day_was_typed_is_that_of_the_day(space: Workspace) -> None:
    (today,) = tui_support.complete(space, "HKG", airports=True, limit=1)
    assert today.id == "iata:HKG"
    form = flight("1997-01-01", {"HKG": today})
    shown = tui_support.understood(space, form, "origin", year=None)
    assert shown.place is not None
    assert shown.place.id == "iata:HKG@1998-07-05"
    old = tui_support.save_form(space, form)
    assert old.details.origin.latitude == pytest.approx(22.33, abs=0.02)  # Kai Tak
    new = tui_support.save_form(space, flight("2025-01-01", {"HKG": today}))
    assert new.details.origin.latitude == pytest.approx(22.31, abs=0.02)


def test_candidates_are_the_airports_of_the_day(space: Workspace) -> None:
    found = tui_support.complete(space, "Istanbul", airports=True, on=date(2018, 5, 1))
    assert found[0].id == "iata:IST@2019-04-05"


@pytest.mark.parametrize(
    ("target", "kind", "country"),
    [
        ("Goa", "region", "IN"),
        ("Kobe", "city", "JP"),
        ("Hue", "city", "VN"),
        ("Ica", "city", "PE"),
        ("GOA", "airport", "IT"),
        ("gva", "airport", "CH"),
    ],
)
def test_what_is_learned_for_a_city_is_the_city(
    space: Workspace, target: str, kind: str, country: str
) -> None:
    place = settings.learn_alias(space, "beach", target)
    assert (place.kind, place.country_code) == (kind, country)


def test_a_name_of_ones_own_can_be_learned_again_under_another(space: Workspace) -> None:
    settings.learn_alias(space, "mum", "BOM")
    assert settings.learn_alias(space, "granny", "mum").iata == "BOM"
    (made,) = entries.add_line(space, ["f", "mum", "CDG", "2025-05-02"])
    assert made.details.origin.iata == "BOM"
