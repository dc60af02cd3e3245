"""What the user says of trips: stored as one step, undone as one, kept when entries go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from yearlog.actions import entries, history, purge, reviews, settings, trips, tui_support
from yearlog.actions.workspace import Workspace
from yearlog.capture.build import raw_of
from yearlog.i18n import Both
from yearlog.journal.errors import UnknownEntry
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import NO_TRIP, TripWords

Add = Callable[[str], Entry]


@pytest.fixture
def add(space: Workspace) -> Add:
    """Give what types a line into a journal whose home is Montreal."""
    settings.write(space, "home", "Montreal")
    return lambda line: entries.add_line(space, line.split())[0]


@pytest.fixture
def asia(add: Add) -> list[Entry]:
    """Type a trip of three legs, and one of two."""
    lines = (
        "f YUL BKK 2025-03-01",
        "f BKK SIN 2025-03-10 10:00-13:30",
        "f SIN YUL 2025-03-11 08:00-20:00",
        "f YUL BOS 2025-05-01",
        "f BOS YUL 2025-05-03",
    )
    return [add(line) for line in lines]


def words(space: Workspace) -> list[TripWords]:
    return [space.journal.entry(one.id).trip for one in space.journal.entries()]


def names(space: Workspace) -> list[str]:
    return [trips.figures(one).title("en") for one in trips.listed(space)]


def lengths(space: Workspace) -> list[int]:
    return [len(one.entries) for one in trips.listed(space)]


def test_a_name_is_kept_with_the_first_entry_of_the_trip(
    space: Workspace, asia: list[Entry]
) -> None:
    found = trips.change(space, asia[2].id, name_zh="南洋", name_en="  South \n Seas ")
    assert trips.figures(found).name("zh") == "南洋"
    assert words(space)[0] == TripWords(Both("南洋", "South Seas"))
    assert set(words(space)[1:]) == {NO_TRIP}
    trips.change(space, asia[2].id, name_en="The South Seas")  # the other language stays
    assert words(space)[0].name == Both("南洋", "The South Seas")


def test_a_name_stays_where_it_is(space: Workspace, add: Add, asia: list[Entry]) -> None:
    trips.change(space, asia[0].id, name_en="South Seas")
    earlier = add("s Ottawa 2025-02-27..28")
    add("f YOW YUL 2025-02-28")
    trips.change(space, earlier.id, begin="here")
    trips.change(space, asia[0].id, begin="before")
    trips.change(space, earlier.id, name_en="Far and wide")
    assert names(space) == ["Far and wide", ""]
    assert space.journal.entry(earlier.id).trip.name == Both("", "")
    assert space.journal.entry(asia[0].id).trip.name.en == "Far and wide"


def test_a_name_is_taken_away(space: Workspace, asia: list[Entry]) -> None:
    trips.change(space, asia[0].id, name_zh="南洋", name_en="South Seas")
    trips.change(space, asia[3].id, name_en="Boston")
    trips.change(space, asia[3].id, begin="before")
    assert names(space) == ["South Seas"]
    trips.change(space, asia[0].id, name_zh="", name_en="")
    assert names(space) == [""]
    assert [one.name for one in words(space)] == [Both("", "")] * 5


def test_everything_said_at_once_is_one_step(space: Workspace, asia: list[Entry]) -> None:
    found = trips.change(space, asia[1].id, name_en="Singapore", begin="here", stop="visit")
    assert [one.id for one in found.entries] == [asia[1].id, asia[2].id]
    assert words(space)[1] == TripWords(Both("", "Singapore"), "here", "visit")
    step = entries.undo(space)
    assert step.summary.en == "flight Bangkok → Singapore"
    assert set(words(space)) == {NO_TRIP}
    entries.redo(space)
    assert lengths(space) == [1, 2, 2]
    assert names(space) == ["", "Singapore", ""]


def test_saying_the_same_again_is_no_step(space: Workspace, asia: list[Entry]) -> None:
    trips.change(space, asia[0].id, name_en="South Seas", stop="layover")
    before = space.journal.next_undo()
    trips.change(space, asia[0].id, name_en="South Seas", stop="layover")
    trips.change(space, asia[1].id, begin="auto", stop="auto")
    assert space.journal.next_undo() == before


def test_what_another_program_stored_meanwhile_is_kept(
    space: Workspace, asia: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and locking, another process gives the flight a number."""
    honest = entries.change

    def meanwhile(*given: object, **more: object) -> object:
        monkeypatch.setattr(entries, "change", honest)
        entries.edit(space, asia[0].id, {"flight_number": "TG1"})
        return honest(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(entries, "change", meanwhile)
    trips.change(space, asia[0].id, name_en="South Seas")
    stored = space.journal.entry(asia[0].id)
    assert getattr(stored.details, "flight_number", "") == "TG1"
    assert stored.trip.name.en == "South Seas"


def test_what_cannot_be_said(space: Workspace, add: Add, asia: list[Entry]) -> None:
    stay, note = add("s Boston 2025-05-01..3"), add("r 2025-05-02 Hello")
    planned = add("f YUL GVA 2025-12-24")
    entries.edit(space, planned.id, {"status": "planned"})
    before = space.journal.next_undo()
    with pytest.raises(trips.NoLanding, match=f"{stay.id[-6:]} is no flight"):
        trips.change(space, stay.id, stop="visit")
    with pytest.raises(trips.NothingBefore, match="the first trip"):
        trips.change(space, asia[2].id, begin="before")
    for one in (note, planned):
        with pytest.raises(trips.NoTrip, match=f"{one.id[-6:]} is part of no trip"):
            trips.of_entry(space, one.id)
        with pytest.raises(trips.NoTrip):
            trips.change(space, one.id, name_en="x")
    with pytest.raises(UnknownEntry):
        trips.of_entry(space, "ffffffff")
    assert space.journal.next_undo() == before


def test_the_name_outlives_the_first_leg(space: Workspace, asia: list[Entry]) -> None:
    trips.change(space, asia[0].id, name_zh="南洋", name_en="South Seas")
    gone = entries.delete(space, [asia[0].id])
    assert [one.id for one in gone] == [asia[0].id]
    assert names(space) == ["South Seas", ""]
    assert lengths(space) == [2, 2]
    step = entries.undo(space)
    assert step.summary.en == "flight Montreal → Bangkok"
    assert [one.name.en for one in words(space)] == ["South Seas", "", "", "", ""]


def test_so_does_where_it_begins(space: Workspace, asia: list[Entry]) -> None:
    trips.change(space, asia[1].id, begin="here", name_en="Singapore")
    entries.delete(space, [asia[1].id])
    assert lengths(space) == [1, 1, 2]
    assert names(space) == ["", "Singapore", ""]
    entries.undo(space)
    trips.change(space, asia[3].id, begin="before")
    entries.delete(space, [asia[3].id])
    assert lengths(space) == [1, 3]


def test_joining_again_joins_no_third(space: Workspace, add: Add, asia: list[Entry]) -> None:
    add("s Ottawa 2025-02-01..3")
    assert lengths(space) == [1, 3, 2]
    for _ in range(2):
        trips.change(space, asia[4].id, begin="before")
        assert lengths(space) == [1, 5]
    trips.change(space, asia[1].id, begin="before")  # of the trip before, which is another's
    assert lengths(space) == [6]


def test_a_trip_that_is_deleted_as_a_whole_leaves_nothing(
    space: Workspace, asia: list[Entry]
) -> None:
    trips.change(space, asia[0].id, name_en="South Seas")
    entries.delete(space, [one.id for one in asia[:3]])
    assert names(space) == [""]
    assert set(words(space)) == {NO_TRIP}


def test_a_name_elsewhere_in_the_trip_is_not_written_over(
    space: Workspace, asia: list[Entry]
) -> None:
    trips.change(space, asia[0].id, name_en="South Seas")
    trips.change(space, asia[3].id, name_en="Boston")
    trips.change(space, asia[3].id, begin="before")
    entries.delete(space, [asia[0].id])
    assert names(space) == ["Boston"]


def test_the_setting_reaches_the_year_and_the_list(space: Workspace, asia: list[Entry]) -> None:
    def layovers() -> list[list[str]]:
        return [[one.label("en") for one in trips.figures(trip).layovers]
                for trip in trips.listed(space)]  # fmt: skip

    assert layovers() == [["Singapore"], []]  # 18 hours and a half
    settings.write(space, "layover_hours", "18")
    assert layovers() == [[], []]
    found = reviews.stats(space, 2025)
    assert found["places"]["layovers"] == []  # type: ignore[index,call-overload]
    assert settings.read(space, "layover_hours") == 18
    settings.write(space, "layover_hours", "")
    assert settings.read(space, "layover_hours") == 24


def test_a_pause_says_what_it_was_and_how_long(space: Workspace, asia: list[Entry]) -> None:
    found = list(trips.pauses(space, trips.of_entry(space, asia[0].id)).values())
    assert [one.kind for one in found] == ["visit", "layover", "home"]
    minutes = [None if one.ground is None else one.ground.time.total_seconds() / 60
               for one in found]  # fmt: skip
    # Bangkok by dates alone; Singapore 13:30 to 08:00; Montreal until 1 May, by dates.
    assert minutes[:2] == [9 * 1440, 18 * 60 + 30]
    assert [one.ground.exact for one in found if one.ground] == [False, True, False]
    trips.change(space, asia[1].id, stop="visit")
    found = list(trips.pauses(space, trips.of_entry(space, asia[0].id)).values())
    assert [(one.kind, one.said) for one in found[1:]] == [("visit", True), ("home", False)]


def test_an_edit_keeps_what_was_said_of_the_trip(space: Workspace, asia: list[Entry]) -> None:
    trips.change(
        space, asia[1].id, name_zh="南洋", name_en="South Seas", begin="here", stop="visit"
    )
    entries.edit(space, asia[1].id, {"body_en": "great"})
    entries.edit(space, asia[1].id, {"starts_on": "2025-03-09"})
    assert words(space)[1] == TripWords(Both("南洋", "South Seas"), "here", "visit")


def test_an_untouched_form_of_a_named_entry_is_no_step(space: Workspace, asia: list[Entry]) -> None:
    trips.change(space, asia[0].id, name_en="South Seas")
    base, before = space.journal.entry(asia[0].id), space.journal.next_undo()
    form = tui_support.Filled(base.kind, raw_of(base))
    assert tui_support.save_form(space, form, base=base) == base
    assert space.journal.next_undo() == before
    assert names(space) == ["South Seas", ""]


def test_the_name_outlives_a_purge(space: Workspace, asia: list[Entry]) -> None:
    trips.change(space, asia[0].id, name_en="South Seas", begin="here")
    purge.purge(space, [asia[0].id])
    assert names(space) == ["South Seas", ""]
    assert [one.trip.begins for one in space.journal.entries()][:2] == ["here", ""]


@pytest.mark.parametrize("status", ["cancelled", "planned"])
def test_the_name_outlives_a_flight_that_was_not_flown(
    space: Workspace, asia: list[Entry], status: str
) -> None:
    trips.change(space, asia[0].id, name_en="South Seas")
    left = entries.edit(space, asia[0].id, {"status": status})
    assert names(space) == ["South Seas", ""]
    assert left.trip == space.journal.entry(left.id).trip == NO_TRIP
    entries.edit(space, asia[0].id, {"status": "flown"})
    assert names(space) == ["South Seas", ""]
    entries.undo(space)
    entries.undo(space)
    assert [one.name.en for one in words(space)] == ["South Seas", "", "", "", ""]


def test_a_form_hands_the_name_on_too(space: Workspace, asia: list[Entry]) -> None:
    trips.change(space, asia[0].id, name_en="South Seas")
    base = space.journal.entry(asia[0].id)
    form = tui_support.Filled(base.kind, raw_of(base) | {"status": "cancelled"})
    tui_support.save_form(space, form, base=base)
    assert names(space) == ["South Seas", ""]


def test_what_was_inherited_goes_back_with_a_deleted_entry(
    space: Workspace, asia: list[Entry]
) -> None:
    trips.change(space, asia[1].id, begin="here", name_en="Singapore")
    entries.delete(space, [asia[1].id])
    assert words(space)[1] == TripWords(Both("", "Singapore"), "here")
    step = space.journal.next_undo()
    assert step is not None
    history.revert(space, asia[1].id, f"#{step.id - 1}")
    assert lengths(space) == [1, 2, 2]
    assert names(space) == ["", "Singapore", ""]
    assert words(space)[2] == NO_TRIP


def test_what_was_inherited_and_changed_since_stays(space: Workspace, asia: list[Entry]) -> None:
    trips.change(space, asia[1].id, begin="here", name_en="Singapore")
    entries.delete(space, [asia[1].id])
    step = space.journal.next_undo()
    assert step is not None
    trips.change(space, asia[2].id, name_en="Homewards")
    history.revert(space, asia[1].id, f"#{step.id - 1}")
    assert names(space) == ["", "Singapore", "Homewards", ""]


def test_an_earlier_leg_does_not_undo_a_join(space: Workspace, add: Add, asia: list[Entry]) -> None:
    trips.change(space, asia[3].id, begin="before")
    assert lengths(space) == [5]
    earlier = add("s Boston 2025-04-30..2025-05-02")
    entries.edit(space, earlier.id, {"starts_on": "2025-05-01"})
    assert lengths(space) == [6]


def test_taking_a_cut_back_joins_nothing_else(space: Workspace, asia: list[Entry]) -> None:
    trips.change(space, asia[4].id, begin="here")
    assert lengths(space) == [3, 1, 1]
    trips.change(space, asia[4].id, begin="before")
    assert lengths(space) == [3, 2]
