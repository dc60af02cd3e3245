"""Forms: completing places, what is said under a field and when, and that nothing typed is lost."""

from __future__ import annotations

import pytest

from yearlog import kinds
from yearlog.kinds.spine import form_fields
from yearlog.tui.app import YearlogApp
from yearlog.tui.rows import Row

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


def row(hands, name: str) -> Row:
    return next(row for row in hands.app.screen.all_rows if row.field == name)


def note(hands, name: str) -> str:
    return row(hands, name).noted


def wrong(hands, name: str) -> str:
    return row(hands, name).complaint


@pytest.mark.parametrize(
    ("typed", "lang", "code", "shown"),
    [
        ("日内", "zh", "GVA", "日内瓦国际机场"),
        ("gene", "en", "GVA", "Geneva Airport"),
        ("ithaca", "zh", "ITH", "伊萨卡机场"),
        ("羽田", "en", "HND", "Haneda"),
    ],
)
async def test_airports_complete_in_both_languages(welcomed, hands_of, typed, lang, code, shown):
    async with hands_of(YearlogApp(welcomed, lang=lang)) as hands:
        await hands.press("f")
        await hands.type(typed)
        await hands.settle()
        assert code in hands.screen
        assert shown in hands.screen
        await hands.press("tab")
        assert row(hands, "origin").control.words() == code
        assert row(hands, "destination").target.has_focus


async def test_the_candidate_that_was_chosen_is_the_one_that_is_stored(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("s")
        await hands.type("Cambridge")
        await hands.settle()
        found = row(hands, "place").widget._found
        second = found[1]
        assert second.country_code != found[0].country_code
        await hands.press("down", "down", "enter", "ctrl+s")
        assert welcomed.journal.entries()[0].place.id == second.id


async def test_a_candidate_can_be_clicked(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("f")
        await hands.type("tokyo")
        await hands.settle()
        picker = row(hands, "origin").widget
        wanted = picker._found[1].iata
        await hands.pilot.click(picker.list, offset=(4, 1))
        await hands.pilot.pause()
        assert picker.words() == wanted


async def test_escape_closes_the_candidates_before_the_form(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("f")
        await hands.type("东京")
        await hands.settle()
        await hands.press("escape")
        assert not row(hands, "origin").widget.open
        assert row(hands, "origin").control.words() == "东京"


async def test_nothing_is_wrong_while_typing_and_the_fix_is_said_on_leaving(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("f", "tab", "tab")
        await hands.type("2025-02-30")
        assert wrong(hands, "starts_on") == ""
        await hands.press("tab")
        assert wrong(hands, "starts_on") == "! 日历上没有「2025-02-30」这一天。请检查月份和日子。"
        await hands.press("shift+tab")
        await hands.type("2025-02-28")
        assert wrong(hands, "starts_on") == ""
        await hands.press("tab")
        assert "周五" in note(hands, "starts_on")


async def test_saving_shows_all_that_is_missing_and_goes_to_the_first(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("f", "tab", "ctrl+s")
        await hands.settle(0)
        assert wrong(hands, "origin") == "! Fill in “From”."
        assert wrong(hands, "destination") == "! Fill in “To”."
        assert row(hands, "origin").target.has_focus
        assert welcomed.journal.count() == 0


async def test_a_wrong_field_under_more_is_opened(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("t")
        await hands.type("A talk")
        row(hands, "audience").control.fill("many")
        await hands.press("ctrl+s")
        await hands.settle(0.1)
        assert "“many” is not a number" in wrong(hands, "audience")
        assert row(hands, "audience").target.has_focus
        assert row(hands, "audience").region.height > 0


async def test_what_was_typed_comes_back_when_the_form_is_opened_again(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("t")
        await hands.type("半个题目")
        await hands.press("escape", "t")
        assert row(hands, "title_zh").control.words() == "半个题目"
        await hands.press("f9")
        await hands.settle(0)
        assert row(hands, "title_zh").control.words() == ""
        await hands.press("escape", "t")
        assert row(hands, "title_zh").control.words() == ""


async def test_an_untouched_form_is_not_kept(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        for letter in "ftpsr":
            await hands.press(letter, "tab", "tab", "escape")
        assert welcomed.journal.drafts.listed() == []


async def test_resize_and_language_leave_the_typed_words_alone(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("t")
        await hands.type("让规划“开口”说话")
        await hands.pilot.resize_terminal(60, 20)
        await hands.press("f2")
        assert row(hands, "title_zh").control.words() == "让规划“开口”说话"
        assert "Chinese title" in hands.screen
        await hands.press("f2")
        assert "中文标题" in hands.screen


async def test_every_field_of_every_kind_has_a_row(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        for details in kinds.everything():
            await hands.press(details.KIND.letter)
            rows = {row.field for row in hands.app.screen.all_rows}
            assert {spec.name for spec in form_fields(details)} <= rows
            await hands.press("escape")


async def test_editing_asks_no_gazetteer_about_what_was_not_changed(year, hands_of):
    """A place whose name alone would be ambiguous stays the one that it was."""
    before = next(entry for entry in year.journal.entries(kind="stay"))
    async with hands_of(YearlogApp(year)) as hands:
        hands.app.timeline.go([entry.id for entry in hands.app.entries].index(before.id))
        await hands.press("e", "ctrl+s")
        assert year.journal.entry(before.id) == before
        assert hands.toast == "没有改动"
        await hands.press("e")
        row(hands, "tags").control.fill("雪")
        await hands.press("ctrl+s")
        after = year.journal.entry(before.id)
        assert after.tags == ("雪",)
        assert after.place == before.place


async def test_a_form_does_not_undo_what_another_process_changed_meanwhile(year, hands_of):
    from yearlog.actions import entries

    before = next(entry for entry in year.journal.entries(kind="stay"))
    async with hands_of(YearlogApp(year)) as hands:
        hands.app.timeline.go([entry.id for entry in hands.app.entries].index(before.id))
        await hands.press("e")
        entries.edit(year, before.id, {"title_zh": "滑雪周"})
        row(hands, "tags").control.fill("雪")
        await hands.press("ctrl+s")
        after = year.journal.entry(before.id)
        assert (after.texts["zh"].title, after.tags) == ("滑雪周", ("雪",))


async def test_photos_with_captions_are_stored_changed_and_removed(welcomed, hands_of, tmp_path):
    file = tmp_path / "湖.png"
    file.write_bytes(PIXEL)
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("r", "tab")
        await hands.type("湖面很静。")
        row(hands, "photo:1:path").control.fill(str(file))
        row(hands, "photo:1:caption_zh").control.fill("清晨的湖")
        row(hands, "photo:1:alt_en").control.fill("A still lake at dawn")
        await hands.press("ctrl+s")
        photo = welcomed.journal.entries()[0].photos[0]
        assert (photo.filename, photo.caption.zh, photo.alt.en) == (
            "湖.png", "清晨的湖", "A still lake at dawn",
        )  # fmt: skip

        await hands.press("e")
        row(hands, "photo:1:caption_en").control.fill("The lake at dawn")
        await hands.press("ctrl+s")
        assert welcomed.journal.entries()[0].photos[0].caption.en == "The lake at dawn"

        await hands.press("e")
        row(hands, "photo:1:path").control.fill("")
        await hands.press("ctrl+s")
        assert welcomed.journal.entries()[0].photos == ()
        await hands.press("u")
        assert welcomed.journal.entries()[0].photos[0].caption.en == "The lake at dawn"


async def test_a_photo_that_cannot_be_read_is_said_under_its_field(welcomed, hands_of, tmp_path):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("r", "tab")
        await hands.type("text")
        row(hands, "photo:1:path").control.fill(str(tmp_path / "none.png"))
        await hands.press("ctrl+s")
        await hands.settle(0.1)
        assert "Cannot read the photo" in wrong(hands, "photo:1:path")
        assert welcomed.journal.count() == 0
