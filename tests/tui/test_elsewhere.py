"""What another program does meanwhile: shown, merged or disputed, and never undone by surprise."""

from __future__ import annotations

import shutil

import pytest

from yearlog.actions import entries
from yearlog.actions.workspace import Workspace
from yearlog.journal.beside import beside
from yearlog.tui.app import YearlogApp


def row(hands, name):
    return next(row for row in hands.app.screen.all_rows if row.field == name)


@pytest.fixture
def elsewhere(year, path):
    """Give the same journal as another program has it open."""
    with Workspace.open(path) as opened:
        yield opened


@pytest.fixture
def stay(year):
    return next(one for one in year.journal.entries(kind="stay"))


async def edit(hands, entry):
    hands.app.timeline.go([one.id for one in hands.app.entries].index(entry.id))
    await hands.press("e")


# Disputes -----------------------------------------------------------------------------------------


async def test_both_versions_show_and_saving_again_keeps_mine(year, elsewhere, stay, hands_of):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await edit(hands, stay)
        entries.edit(elsewhere, stay.id, {"title_en": "Theirs", "body_en": "Their words."})
        row(hands, "title_en").control.fill("Mine")
        row(hands, "tags").control.fill("snow")
        await hands.press("ctrl+s")
        await hands.settle(0.1)
        assert "Changed elsewhere to: Theirs" in hands.screen
        assert "Ctrl+S save mine" in hands.screen
        assert row(hands, "title_en").target.has_focus
        assert row(hands, "title_en").control.words() == "Mine"
        # What only they changed is already here.
        assert row(hands, "body_en").control.words() == "Their words."
        assert year.journal.entry(stay.id).texts["en"].title == "Theirs"
        # Until it is decided, mine is on disk.
        assert year.journal.drafts.listed()[0].fields["words"]["title_en"] == "Mine"
        await hands.press("ctrl+s")
        after = year.journal.entry(stay.id)
        assert (after.texts["en"].title, after.texts["en"].body) == ("Mine", "Their words.")
        assert after.tags == ("snow",)
        # Theirs stays in the history: one undo away.
        await hands.press("u")
        assert year.journal.entry(stay.id).texts["en"].title == "Theirs"


async def test_f8_takes_theirs_and_gives_mine_back(year, elsewhere, stay, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        await edit(hands, stay)
        entries.edit(elsewhere, stay.id, {"title_zh": "对方的"})
        row(hands, "title_zh").control.fill("我的")
        await hands.press("ctrl+s")
        await hands.settle(0.1)
        assert row(hands, "title_zh").other == "别处改成：对方的"
        await hands.press("f8")
        assert row(hands, "title_zh").control.words() == "对方的"
        assert row(hands, "title_zh").other == "你写的是：我的（按 F8 换回）"
        await hands.press("f8")
        assert row(hands, "title_zh").control.words() == "我的"
        await hands.press("f8", "ctrl+s")
        assert hands.toast == "没有改动"
        assert year.journal.entry(stay.id).texts["zh"].title == "对方的"
        assert year.journal.drafts.listed() == []


async def test_a_dispute_under_more_is_opened(year, elsewhere, hands_of):
    flight = year.journal.entries(kind="flight")[0]
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await edit(hands, flight)
        entries.edit(elsewhere, flight.id, {"seat": "12A"})
        row(hands, "seat").control.fill("30K")
        await hands.press("ctrl+s")
        await hands.settle(0.2)
        assert "Changed elsewhere to: 12A" in hands.screen
        assert row(hands, "seat").target.has_focus


async def test_a_third_change_is_noticed_too(year, elsewhere, stay, hands_of):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await edit(hands, stay)
        row(hands, "title_en").control.fill("Mine")
        for title in ("Theirs", "Theirs again"):
            entries.edit(elsewhere, stay.id, {"title_en": title})
            await hands.press("ctrl+s")
            await hands.settle(0.1)
            assert row(hands, "title_en").other == f"Changed elsewhere to: {title}"
        await hands.press("ctrl+s")
        assert year.journal.entry(stay.id).texts["en"].title == "Mine"


async def test_an_entry_deleted_meanwhile_comes_back_with_mine(year, elsewhere, stay, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        await edit(hands, stay)
        entries.delete(elsewhere, [stay.id])
        hands.app.look()
        row(hands, "title_zh").control.fill("我的")
        await hands.press("ctrl+s")
        assert "删除了这条记录" in hands.toast
        assert year.journal.drafts.listed()[0].fields["words"]["title_zh"] == "我的"
        assert stay.id not in [one.id for one in year.journal.entries()]
        await hands.press("ctrl+s")
        assert year.journal.entry(stay.id).texts["zh"].title == "我的"
        assert year.journal.drafts.listed() == []


# Looking ------------------------------------------------------------------------------------------


async def test_the_read_view_shows_what_was_changed_elsewhere(year, elsewhere, stay, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        hands.app.timeline.go([one.id for one in hands.app.entries].index(stay.id))
        await hands.press("enter")
        entries.edit(elsewhere, stay.id, {"body_zh": "别处写的正文。"})
        hands.app.look()
        await hands.settle(0)
        assert "别处写的正文。" in hands.screen


async def test_a_look_waits_for_nobody_and_fails_once(year, hands_of, monkeypatch):
    from yearlog.journal.errors import JournalBusy, JournalDamaged

    async with hands_of(YearlogApp(year)) as hands:
        failure = JournalBusy(year.journal.path)

        def refused(self):
            raise failure

        monkeypatch.setattr(type(year.journal), "stamp", refused)
        hands.app.look()
        await hands.settle(0)
        assert hands.toast == ""
        failure = JournalDamaged(year.journal.path, "malformed")
        hands.app.look()
        await hands.settle(0)
        assert hands.toast == failure.get("zh")
        hands.app.clear_notifications()
        hands.app.look()
        await hands.settle(0)
        assert hands.toast == ""


# Undo ---------------------------------------------------------------------------------------------


async def test_what_was_done_elsewhere_is_named_before_it_is_undone(
    year, elsewhere, stay, hands_of
):
    async with hands_of(YearlogApp(year)) as hands:
        entries.edit(elsewhere, stay.id, {"title_zh": "别处的"})
        await hands.press("u")
        assert "不是这里做的" in hands.toast
        assert "命令行，2025-11-20" in hands.toast
        assert "再按一次 u" in hands.toast
        assert year.journal.entry(stay.id).texts["zh"].title == "别处的"
        await hands.press("u")
        assert "已撤销" in hands.toast
        assert "zh" not in year.journal.entry(stay.id).texts
        # It was undone here, so it is done again at once.
        await hands.press("ctrl+r")
        assert year.journal.entry(stay.id).texts["zh"].title == "别处的"


async def test_a_newer_step_elsewhere_is_named_anew(year, elsewhere, stay, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        entries.edit(elsewhere, stay.id, {"title_zh": "一"})
        await hands.press("u")
        entries.edit(elsewhere, stay.id, {"title_zh": "二"})
        await hands.press("u")
        assert "再按一次 u" in hands.toast
        assert year.journal.entry(stay.id).texts["zh"].title == "二"


async def test_what_was_done_here_is_undone_at_once(year, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        await hands.press("v", "u")
        assert "已撤销" in hands.toast


async def test_an_undo_elsewhere_is_named_before_it_is_redone(year, elsewhere, stay, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        entries.edit(year, stay.id, {"title_zh": "这里的"})
        elsewhere.journal.undo()
        await hands.press("ctrl+r")
        assert "再按一次 Ctrl+R" in hands.toast
        assert "zh" not in year.journal.entry(stay.id).texts
        await hands.press("ctrl+r")
        assert year.journal.entry(stay.id).texts["zh"].title == "这里的"


async def test_a_backup_that_cannot_be_made_is_said_once(year, path, hands_of, monkeypatch):
    folder = beside(path, "backups")
    shutil.rmtree(folder)
    folder.write_text("not a folder")
    monkeypatch.setenv("YEARLOG_NOW", "2026-02-02T09:00:00+00:00")  # the first change of a new day
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await hands.press("v")
        said = [one.message for one in hands.app._notifications]
        assert len(said) == 2
        assert "backup" in said[1].lower()
        await hands.press("v")
        assert len(list(hands.app._notifications)) == 1
