"""An entry that another program takes away while it is on show: no word that is typed goes too."""

from __future__ import annotations

import pytest

from yearlog.actions import entries, purge
from yearlog.actions.workspace import Workspace
from yearlog.tui.app import YearlogApp
from yearlog.tui.form import FormScreen
from yearlog.tui.reading import ReadingScreen
from yearlog.tui.year import YearScreen

AWAY = {
    "deleted": lambda space, one: entries.delete(space, [one.id]),
    "purged": lambda space, one: purge.purge(space, [one.id]),
    "undone": lambda space, one: entries.undo(space),
    "in another year": lambda space, one: entries.edit(space, one.id, {"starts_on": "2024-03-03"}),
}


@pytest.fixture
def elsewhere(year, path):
    """Give the same journal as another program has it open."""
    with Workspace.open(path) as opened:
        yield opened


@pytest.fixture
def newest(year):
    """The entry that the last step made, so that undoing it takes the entry away."""
    return entries.add_line(year, ["r", "2025-08-01", "An evening by the lake."])[0]


def row(hands, name):
    return next(row for row in hands.app.screen.all_rows if row.field == name)


def words_on_disk(space):
    return [one.fields["words"]["title_en"] for one in space.journal.drafts.listed()]


async def read(hands, entry):
    hands.app.timeline.go([one.id for one in hands.app.entries].index(entry.id))
    await hands.press("enter")


async def seen(hands):
    """Let the program see what happened elsewhere, as it does once a second."""
    hands.app.look()
    await hands.settle(0.1)


@pytest.mark.parametrize("how", AWAY)
async def test_a_form_over_the_reading_page_stays_with_its_words(
    year, elsewhere, newest, hands_of, how
):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await read(hands, newest)
        await hands.press("e")
        row(hands, "title_en").control.fill("XXX")
        await hands.press("tab")
        assert words_on_disk(year) == ["XXX"]
        AWAY[how](elsewhere, newest)
        await seen(hands)
        assert isinstance(hands.app.screen, FormScreen)
        assert row(hands, "title_en").control.words() == "XXX"
        assert words_on_disk(year) == ["XXX"]
        before = len(year.journal.entries())
        await hands.press("d")  # a letter of the form, no command
        assert len(year.journal.entries()) == before
        # Leaving goes past the page of an entry that is not there, to the year.
        await hands.press("escape")
        await hands.settle(0.1)
        assert isinstance(hands.app.screen, YearScreen)
        assert words_on_disk(year) == ["XXX"]
        await hands.press("escape")
        assert hands.app.is_running
    assert hands.app.failure is None


@pytest.mark.parametrize("how", ["deleted", "purged", "undone"])
async def test_saving_once_more_brings_the_entry_back_with_the_words(
    year, elsewhere, newest, hands_of, how
):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await read(hands, newest)
        await hands.press("e")
        row(hands, "title_en").control.fill("XXX")
        AWAY[how](elsewhere, newest)
        await seen(hands)
        await hands.press("ctrl+s")
        assert "another program deleted this entry" in hands.toast
        assert words_on_disk(year) == ["XXX"]
        await hands.press("ctrl+s")
        await hands.settle(0.1)
        (found,) = [one for one in year.journal.entries() if one.headline("en") == "XXX"]
        assert found.texts["en"].body == "An evening by the lake."
        assert year.journal.drafts.listed() == []
        # The page beneath the form shows the entry, which is there again.
        assert isinstance(hands.app.screen, ReadingScreen)
        assert "XXX" in hands.screen


async def test_leaving_at_once_after_a_purge_keeps_the_words(year, elsewhere, newest, hands_of):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await read(hands, newest)
        await hands.press("e")
        row(hands, "title_en").control.fill("XXX")
        await hands.press("tab")
        purge.purge(elsewhere, [newest.id])
        assert year.journal.drafts.listed() == []
        await hands.press("escape")  # before the program has looked
        assert words_on_disk(year) == ["XXX"]
        await seen(hands)
        # They are offered, and make a new entry.
        await hands.press("w", "ctrl+s")
        await hands.settle(0.1)
        assert "XXX" in [one.headline("en") for one in year.journal.entries()]
        assert year.journal.drafts.listed() == []


async def test_help_over_the_form_closes_to_the_form(year, elsewhere, newest, hands_of):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await read(hands, newest)
        await hands.press("e")
        row(hands, "title_en").control.fill("XXX")
        await hands.press("f1")
        entries.delete(elsewhere, [newest.id])
        await seen(hands)
        await hands.press("escape")
        assert isinstance(hands.app.screen, FormScreen)
        assert row(hands, "title_en").control.words() == "XXX"


async def test_a_form_in_dispute_stays_when_its_entry_is_deleted(year, elsewhere, newest, hands_of):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await read(hands, newest)
        await hands.press("e")
        entries.edit(elsewhere, newest.id, {"title_en": "Theirs"})
        row(hands, "title_en").control.fill("XXX")
        await hands.press("ctrl+s")
        await hands.settle(0.1)
        entries.delete(elsewhere, [newest.id])
        await seen(hands)
        assert "Changed elsewhere to: Theirs" in hands.screen
        await hands.press("ctrl+s", "ctrl+s")
        await hands.settle(0.1)
        assert year.journal.entry(newest.id).texts["en"].title == "XXX"


@pytest.mark.parametrize("how", AWAY)
async def test_the_reading_page_alone_closes_and_says_why(year, elsewhere, newest, hands_of, how):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await read(hands, newest)
        AWAY[how](elsewhere, newest)
        await seen(hands)
        assert isinstance(hands.app.screen, YearScreen)
        assert "elsewhere" in hands.toast


@pytest.mark.parametrize("key", ["j", "k", "e", "d", "v", "escape"])
@pytest.mark.parametrize("how", AWAY)
async def test_no_key_on_a_page_that_is_out_of_date_does_harm(
    year, elsewhere, newest, hands_of, how, key
):
    """Between two looks the page shows an entry that is not there any more."""
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await read(hands, newest)
        AWAY[how](elsewhere, newest)
        there = {one.id for one in year.journal.entries()} - {newest.id}
        await hands.press(key)
        await seen(hands)
        assert there <= {one.id for one in year.journal.entries()}
        await hands.press("escape", "escape")
        await hands.settle(0.1)
        assert isinstance(hands.app.screen, YearScreen)
    assert hands.app.failure is None


async def test_a_draft_that_a_purge_took_is_said_to_be_gone(year, elsewhere, newest, hands_of):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await read(hands, newest)
        await hands.press("e")
        row(hands, "title_en").control.fill("XXX")
        await hands.press("escape", "escape", "t")
        row(hands, "title_en").control.fill("YYY")
        await hands.press("escape", "w", "j")
        purge.purge(elsewhere, [newest.id])
        await seen(hands)
        await hands.press("enter")
        await hands.settle(0.1)
        assert isinstance(hands.app.screen, YearScreen)
        assert words_on_disk(year) == ["YYY"]
