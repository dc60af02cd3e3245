"""Two programs change one journal: what the one stores between the other's reading and writing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from yearlog.actions import entries, reviews, settings
from yearlog.actions import tui_support as support
from yearlog.actions.merge import DeletedMeanwhile, EditConflict
from yearlog.actions.tui_support import Filled, PhotoWords
from yearlog.actions.workspace import Workspace
from yearlog.i18n import Both
from yearlog.journal import store
from yearlog.journal.errors import JournalBusy, UnknownEntry
from yearlog.kinds.entry import Entry


@pytest.fixture
def flight(space: Workspace) -> Entry:
    (entry,) = entries.add_line(space, ["f", "ITH", "JFK", "2025-05-12", "07:00-08:15", "#work"])
    return entry


@pytest.fixture
def meanwhile(space: Workspace, monkeypatch: pytest.MonkeyPatch):
    """Give what lets another program write once, after this one has read and before it locks."""

    def arrange(act: Callable[[Workspace], object]) -> None:
        write = space.journal.write

        def later(*words, **more):
            monkeypatch.setattr(space.journal, "write", write)
            with Workspace.open(space.journal.path) as second:
                act(second)
            return write(*words, **more)

        monkeypatch.setattr(space.journal, "write", later)

    return arrange


def form(space: Workspace, entry: Entry, **raw: str) -> Filled:
    return Filled(entry.kind, support.words_of(entry) | raw)


# Actions that mean one field --------------------------------------------------------------------


def test_visibility_changes_nothing_else(space: Workspace, flight: Entry, meanwhile) -> None:
    meanwhile(lambda second: entries.edit(second, flight.id, {"seat": "12A"}))
    entries.set_visibility(space, "public", ids=[flight.id])
    now = space.journal.entry(flight.id)
    assert (now.visibility, now.details.seat) == ("public", "12A")


def test_visibility_of_many_leaves_out_what_was_deleted(
    space: Workspace, flight: Entry, meanwhile
) -> None:
    (other,) = entries.add_line(space, ["r", "今天", "很好"])
    meanwhile(lambda second: entries.delete(second, [flight.id]))
    assert [one.id for one in entries.set_visibility(space, "public", year=2025)] == [other.id]
    assert space.journal.entry(flight.id, deleted=True).deleted_at


def test_visibility_that_another_has_set_is_no_step(
    space: Workspace, flight: Entry, meanwhile
) -> None:
    meanwhile(lambda second: entries.set_visibility(second, "public", ids=[flight.id]))
    assert entries.set_visibility(space, "public", ids=[flight.id]) == []
    entries.undo(space)
    assert space.journal.entry(flight.id).visibility == "private"


def test_deleting_keeps_what_was_just_written(space: Workspace, flight: Entry, meanwhile) -> None:
    meanwhile(lambda second: entries.edit(second, flight.id, {"body_zh": "很顺利。"}))
    entries.delete(space, [flight.id])
    entries.undo(space)
    assert space.journal.entry(flight.id).texts["zh"].body == "很顺利。"


def test_deleting_what_is_gone_says_so_and_deletes_nothing(
    space: Workspace, flight: Entry, meanwhile
) -> None:
    (other,) = entries.add_line(space, ["r", "今天", "很好"])
    meanwhile(lambda second: entries.delete(second, [flight.id]))
    with pytest.raises(UnknownEntry):
        entries.delete(space, [other.id, flight.id])
    assert space.journal.entry(other.id) == other


def test_two_programs_set_parts_of_one_plan(space: Workspace, flight: Entry, meanwhile) -> None:
    title = Both("雪", "Snow")
    meanwhile(lambda second: reviews.plan(second, 2025, title=title))
    reviews.plan(space, 2025, epigraph=Both("", "No two alike."))
    found = space.journal.plan(2025)
    assert (found.title, found.epigraph.en) == (title, "No two alike.")


def test_two_programs_each_add_a_home(space: Workspace, meanwhile) -> None:
    settings.write(space, "home", "Ithaca")
    meanwhile(lambda second: settings.write(second, "home", "Geneva", start="2024-09-01"))
    settings.write(space, "home", "Zurich", start="2025-03-01")
    assert [home.name_en for _, home in space.homes] == ["Ithaca", "Geneva", "Zurich"]


# Forms --------------------------------------------------------------------------------------------


def test_a_form_keeps_what_another_stored_in_other_fields(
    space: Workspace, flight: Entry, meanwhile
) -> None:
    opened = support.opened(space, flight)
    meanwhile(lambda second: entries.edit(second, flight.id, {"cabin": "business"}))
    filled = form(space, flight, seat="12A", tags="work home")
    stored = support.save_form(space, filled, base=opened.entry, revision=opened.revision)
    assert stored == space.journal.entry(flight.id)
    assert (stored.details.seat, stored.details.cabin) == ("12A", "business")
    assert stored.tags == ("work", "home")
    entries.undo(space)
    assert space.journal.entry(flight.id).details.cabin == "business"


def test_a_field_both_changed_is_told_and_nothing_is_stored(
    space: Workspace, flight: Entry, meanwhile
) -> None:
    opened = support.opened(space, flight)
    meanwhile(lambda second: entries.edit(second, flight.id, {"seat": "1F", "cabin": "first"}))
    filled = form(space, flight, seat="12A")
    with pytest.raises(EditConflict) as raised:
        support.save_form(space, filled, base=opened.entry, revision=opened.revision)
    error = raised.value
    assert "座位" in error.get("zh")
    assert "Seat" in error.get("en")
    assert [conflict.name for conflict in error.conflicts] == ["seat"]
    assert space.journal.entry(flight.id) == error.theirs
    assert error.revision == space.journal.revision(flight.id)
    assert (error.merged.details.seat, error.merged.details.cabin) == ("12A", "first")

    stored = support.save_form(space, filled, base=opened.entry, over=True)
    assert (stored.details.seat, stored.details.cabin) == ("12A", "first")
    entries.undo(space)
    assert space.journal.entry(flight.id).details.seat == "1F"


def test_a_form_goes_on_from_what_the_conflict_showed(
    space: Workspace, flight: Entry, meanwhile
) -> None:
    entries.edit(space, flight.id, {"seat": "1F"})
    with pytest.raises(EditConflict) as raised:
        support.save_form(space, form(space, flight, seat="12A"), base=flight)
    theirs, revision = raised.value.theirs, raised.value.revision
    filled = form(space, theirs, seat="12A")
    stored = support.save_form(space, filled, base=theirs, revision=revision)
    assert stored.details.seat == "12A"


def test_the_same_change_made_twice_is_one_step(space: Workspace, flight: Entry, meanwhile) -> None:
    meanwhile(lambda second: entries.edit(second, flight.id, {"seat": "12A"}))
    stored = support.save_form(space, form(space, flight, seat="12A"), base=flight)
    assert stored.details.seat == "12A"
    entries.undo(space)
    assert space.journal.entry(flight.id).details.seat == ""


@pytest.mark.parametrize("how", ["delete", "undo"])
def test_words_for_a_deleted_entry_are_kept_and_can_bring_it_back(
    space: Workspace, flight: Entry, meanwhile, how: str
) -> None:
    gone = {"delete": lambda second: entries.delete(second, [flight.id]), "undo": entries.undo}
    meanwhile(gone[how])
    filled = form(space, flight, body_en="Bumpy.")
    with pytest.raises(DeletedMeanwhile) as raised:
        support.save_form(space, filled, base=flight)
    assert "删除了这条记录" in raised.value.get("zh")
    with pytest.raises(UnknownEntry):
        space.journal.entry(flight.id)
    support.save_form(space, filled, base=flight, over=True)
    now = space.journal.entry(flight.id)
    assert (now.texts["en"].body, now.details.origin.iata) == ("Bumpy.", "ITH")


def test_a_form_of_an_earlier_run_never_overwrites_unasked(space: Workspace, flight: Entry) -> None:
    """Only the number of the revision was kept, so the entry it began from is not known."""
    began = support.opened(space, flight).revision
    entries.edit(space, flight.id, {"seat": "1F"})
    now = support.opened(space, flight).entry
    kept = form(space, flight, seat="12A")
    with pytest.raises(EditConflict) as raised:
        support.save_form(space, kept, base=now, revision=began)
    assert [conflict.name for conflict in raised.value.conflicts] == ["seat"]
    assert space.journal.entry(flight.id).details.seat == "1F"


def test_photos_of_both_are_kept(
    space: Workspace, flight: Entry, tmp_path: Path, meanwhile
) -> None:
    pictures = []
    for name in ("mine", "theirs"):
        path = tmp_path / f"{name}.png"
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + name.encode())
        pictures.append(path)
    mine, theirs = pictures
    photo = entries.Photo(theirs)
    meanwhile(lambda second: entries.edit(second, flight.id, {}, photos=(photo,)))
    filled = replace(form(space, flight), photos=(PhotoWords(str(mine)),))
    stored = support.save_form(space, filled, base=flight)
    assert {photo.filename for photo in stored.photos} == {"mine.png", "theirs.png"}
    assert [photo.position for photo in stored.photos] == [0, 1]


def test_many_processes_lose_no_tag(space: Workspace, flight: Entry) -> None:
    """Forms that were all opened on one revision, saved by processes that race for the lock."""
    code = (
        "import sys\n"
        "from yearlog.actions import tui_support as support\n"
        "from yearlog.actions.workspace import Workspace\n"
        "with Workspace.open() as space:\n"
        "    base = space.journal.entry(sys.argv[1])\n"
        "    print('ready', flush=True)\n"
        "    sys.stdin.readline()\n"
        "    raw = support.words_of(base)\n"
        "    raw['tags'] += ' ' + sys.argv[2]\n"
        "    support.save_form(space, support.Filled(base.kind, raw), base=base)\n"
    )
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", code, flight.id, f"t{n}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for n in range(6)
    ]  # fmt: skip
    for racer in racers:
        assert racer.stdout is not None
        assert racer.stdout.readline() == "ready\n"
    for racer in racers:
        racer.communicate("go\n")
        assert racer.returncode == 0
    assert set(space.journal.entry(flight.id).tags) == {"work", *(f"t{n}" for n in range(6))}


# A journal that another program keeps locked ------------------------------------------------------


@pytest.mark.parametrize(
    "act",
    [
        lambda space, one: space.journal.entry(one.id),
        lambda space, one: space.journal.every_entry(),
        lambda space, one: entries.listing(space),
        lambda space, one: entries.delete(space, [one.id]),
        lambda space, one: entries.edit(space, one.id, {"seat": "1A"}),
        lambda space, one: support.save_form(space, form(space, one, seat="1A"), base=one),
        lambda space, one: entries.undo(space),
    ],
    ids=["entry", "every entry", "list", "delete", "edit", "form", "undo"],
)
def test_a_locked_journal_is_said_in_words(
    space: Workspace, flight: Entry, monkeypatch: pytest.MonkeyPatch, act
) -> None:
    monkeypatch.setattr(store, "WAIT_MS", 10)
    path = space.journal.path
    with Workspace.open(path) as second, closing(sqlite3.connect(path)) as locking:
        locking.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalBusy) as raised:
            act(second, flight)
        assert "另一个程序占用" in raised.value.get("zh")
        locking.execute("ROLLBACK")
    assert space.journal.entry(flight.id) == flight
