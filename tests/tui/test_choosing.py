"""Places that a name means alike are chosen by hand; what is wrong shows what could stand there."""

from __future__ import annotations

import pytest

from yearlog.actions.entries import add_line
from yearlog.capture.line import tokens
from yearlog.text.width import display_width
from yearlog.tui.app import YearlogApp
from yearlog.tui.columns import laid_out
from yearlog.tui.form import FormScreen
from yearlog.tui.places import PlaceControl


def row(hands, name: str):
    return next(row for row in hands.app.screen.all_rows if row.field == name)


def drawn(control: PlaceControl) -> list[str]:
    """The lines of the candidates, as they are meant."""
    options = [control.list.get_option_at_index(at) for at in range(control.list.option_count)]
    return [line.rstrip() for one in options for line in str(one.prompt).splitlines()]


# Ties ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "typed"), [("zh", "剑桥"), ("en", "Cambridge"), ("en", "Cambridg")]
)
async def test_tab_takes_none_of_several_that_are_as_good(welcomed, hands_of, lang, typed):
    async with hands_of(YearlogApp(welcomed, lang=lang)) as hands:
        await hands.press("s")
        place = row(hands, "place")
        await hands.type(typed)
        await hands.settle()
        assert place.widget.open
        assert ("同名的不止一处" if lang == "zh" else "Several places") in hands.screen
        await hands.press("tab")
        await hands.settle()
        assert place.control.words() == typed
        assert not place.target.has_focus
        assert place.is_wrong
        assert place.widget.chosen == {}
        row(hands, "starts_on").control.fill("2025-05-01")
        await hands.press("ctrl+s")
        await hands.settle()
        assert welcomed.journal.entries() == []
        assert welcomed.resolver().aliases == {}
        # It is said and offered in one: what is wrong, and what could stand there.
        assert place.target.has_focus
        assert place.widget.open
        assert place.complaint[:6] in hands.screen


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "以后「剑桥」就指"), ("en", "from now on “Cambridge” means")]
)
async def test_a_choice_by_hand_holds_and_says_so(welcomed, hands_of, lang, said):
    async with hands_of(YearlogApp(welcomed, lang=lang)) as hands:
        await hands.press("s")
        await hands.type("剑桥" if lang == "zh" else "Cambridge")
        await hands.settle()
        control = row(hands, "place").widget
        second = control._found[1]
        await hands.press("down", "down", "enter")
        row(hands, "starts_on").control.fill("2025-05-01")
        await hands.press("ctrl+s")
        await hands.settle()
        assert said in hands.toast
        assert welcomed.resolver().place("剑桥" if lang == "zh" else "Cambridge").id == second.id
        await hands.press("s")  # and is said once
        await hands.type("Zurich")
        await hands.settle()
        await hands.press("enter")
        row(hands, "starts_on").control.fill("2025-05-02")
        await hands.press("ctrl+s")
        await hands.settle()
        assert said not in hands.toast


async def test_enter_marks_the_first_before_it_takes_it(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="zh")) as hands:
        await hands.press("s")
        await hands.type("剑桥")
        await hands.settle()
        control = row(hands, "place").widget
        first = control._found[0]
        await hands.press("enter")
        assert control.open
        assert control.chosen == {}
        await hands.press("enter")
        assert control.chosen == {"剑桥": first}


async def test_one_that_stands_out_is_taken_with_tab(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("s")
        await hands.type("geneva")
        await hands.settle()
        await hands.press("tab")
        assert row(hands, "place").control.words() == "Geneva"


# What is wrong ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_line_with_an_unknown_place_opens_its_form_there(welcomed, hands_of, lang):
    async with hands_of(YearlogApp(welcomed, lang=lang)) as hands:
        await hands.press("a")
        await hands.type("s 老街咖啡馆 5/1")
        await hands.press("enter", "tab")
        await hands.settle()
        assert isinstance(hands.app.screen, FormScreen)
        place = row(hands, "place")
        assert place.target.has_focus
        assert place.is_wrong
        assert place.complaint[:5] in hands.screen
        assert "Ctrl+O" in hands.screen


async def test_a_line_with_a_tie_opens_its_form_with_the_choice(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="zh")) as hands:
        await hands.press("a")
        await hands.type("s 剑桥 5/1")
        await hands.press("enter", "tab")
        await hands.settle()
        place = row(hands, "place")
        assert place.widget.open
        await hands.press("down", "enter")
        await hands.settle()
        assert not place.is_wrong
        await hands.press("ctrl+s")
        assert len(welcomed.journal.entries()) == 1


async def test_down_opens_the_candidates_of_a_wrong_place_and_leaves_a_right_one(
    welcomed, hands_of
):
    async with hands_of(YearlogApp(welcomed, lang="zh")) as hands:
        await hands.press("s")
        await hands.type("剑桥")
        await hands.settle()
        await hands.press("tab", "ctrl+s")
        await hands.settle()
        place = row(hands, "place")
        await hands.press("escape")
        assert not place.widget.open
        assert place.complaint[:6] in hands.screen
        await hands.press("down")
        await hands.settle()
        assert place.target.has_focus
        assert place.widget.open
        await hands.type("大学")  # other words: the complaint was not about them
        assert not place.is_wrong


async def test_the_notes_of_an_entry_stand_until_its_words_change(welcomed, hands_of):
    (entry,) = add_line(welcomed, tokens("s Geneva 2025-05-01..2025-05-03"))
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.app.push_screen(FormScreen("stay", base=entry))
        await hands.settle(0.5)
        assert "Switzerland" in row(hands, "place").noted
        assert "Geneva, Switzerland" in hands.screen or "Switzerland" in hands.screen
        row(hands, "place").enter()
        await hands.press("end")
        await hands.type("xx")
        assert row(hands, "place").noted == ""


# How it is drawn ----------------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [60, 79, 80, 100, 101, 160])
@pytest.mark.parametrize(("lang", "typed"), [("zh", "rnw"), ("en", "Cambridge"), ("zh", "剑桥")])
async def test_no_candidate_loses_a_letter(welcomed, hands_of, lang, typed, columns):
    async with hands_of(YearlogApp(welcomed, lang=lang), (columns, 30)) as hands:
        await hands.press("s")
        row(hands, "starts_on").note("2025-11-20 周四")
        await hands.type(typed)
        await hands.settle()
        for line in drawn(row(hands, "place").widget):
            assert line in hands.screen


@pytest.mark.parametrize("columns", [60, 90, 97, 100, 101, 130])
async def test_nor_does_one_on_the_first_screen(space, hands_of, columns):
    async with hands_of(YearlogApp(space, lang="zh"), (columns, 30)) as hands:
        control = hands.app.screen.query_one(PlaceControl)
        control.line.focus()
        await hands.type("rnw")
        await hands.settle()
        assert control.open
        for line in drawn(control):
            assert line in hands.screen


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("room", [30, 34, 60, 84])
def test_columns_are_as_wide_as_needed_and_no_wider_than_there_is_room(welcomed, lang, room):
    gazetteer = welcomed.gazetteer
    places = [one.place for one in gazetteer.search("Cambridge", prefix=True)][:8]
    online = places[0]._replace(source="nominatim: © OpenStreetMap contributors (ODbL)")
    lines = [str(line) for line in laid_out([online, *places], lang, gazetteer, room,
                                            airports=False)]  # fmt: skip
    assert all(display_width(line) <= room for line in lines)
    whole = "英国 英格兰" if lang == "zh" else "England, United Kingdom"
    assert any(whole in line for line in lines) == (lang == "zh" or room > 30)
    assert ("nominatim" in lines[0]) == (room >= 60)


async def test_the_toast_says_again_what_is_assumed(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("a")
        await hands.type("f JFK SFO 2024-03-10 02:30-06:40")
        await hands.press("enter")
        await hands.settle()
        assert "There was no 02:30 at JFK" in hands.toast


async def test_no_toast_stands_before_the_fault_of_a_line(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("s")
        await hands.type("Nowhere")
        await hands.press("escape", "escape")
        assert hands.toast
        await hands.press("a")
        await hands.type("s Qwxyzzy 5/1")
        await hands.press("enter")
        await hands.settle()
        assert hands.toast == ""
