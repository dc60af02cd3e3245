"""Unsaved writing: on disk at each pause, offered again, and never thrown away unasked."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from yearlog.actions import drafts, entries
from yearlog.actions.drafts import Kept
from yearlog.actions.tui_support import Filled
from yearlog.journal.errors import DiskFull, JournalBusy
from yearlog.tui.app import YearlogApp

DEAD = 2**22 + 1  # above the largest process id of Linux


def row(hands, name):
    return next(row for row in hands.app.screen.all_rows if row.field == name)


def left_behind(space, monkeypatch, *kept, owner=f"{DEAD}@here"):
    """Store drafts as a process left them that is no more."""
    with monkeypatch.context() as patch:
        patch.setattr(drafts, "owner", lambda: owner)
        for one in kept:
            drafts.keep(space, one)


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setattr(drafts.platform, "node", lambda: "here")


def talk(number=1, **more):
    form = Filled("talk", {"title_zh": f"第 {number} 个半截题目", "starts_on": "2025-05-14"})
    return Kept(f"draft-{number}", "form", form, **{"year": 2025, **more})


async def until(hands, wanted):
    for _ in range(400):
        if wanted():
            return
        await hands.pilot.pause(0.02)
    raise AssertionError("never came")


async def test_a_pause_in_typing_is_enough(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("t")
        await hands.type("半个题目")
        await until(hands, welcomed.journal.drafts.listed)
        kept = welcomed.journal.drafts.listed()[0]
        assert (kept.door, kept.kind, kept.entry_id, kept.base) == ("form", "talk", None, 0)
        assert kept.fields["words"]["title_zh"] == "半个题目"
        assert kept.owner == f"{os.getpid()}@here"


async def test_leaving_a_field_keeps_at_once_and_emptying_the_form_lets_go(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("t")
        await hands.type("题")
        await hands.press("tab")
        assert len(welcomed.journal.drafts.listed()) == 1
        await hands.press("shift+tab", "backspace", "delete", "tab")
        assert row(hands, "title_zh").control.words() == ""
        assert welcomed.journal.drafts.listed() == []


async def test_saving_ends_the_draft_of_form_and_line(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("t")
        await hands.type("题目")
        await hands.press("tab", "ctrl+s", "a")
        await hands.type("r 2025-02-15 雪停了。")
        await until(hands, welcomed.journal.drafts.listed)
        await hands.press("enter")
        assert welcomed.journal.count() == 2
        assert welcomed.journal.drafts.listed() == []
        assert "草稿" not in hands.screen


async def test_what_is_wrong_with_a_form_does_not_end_its_draft(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("t")
        await hands.type("题目")
        row(hands, "starts_on").control.fill("2025-02-30")
        await hands.press("ctrl+s")
        assert welcomed.journal.count() == 0
        assert welcomed.journal.drafts.listed()[0].fields["words"]["starts_on"] == "2025-02-30"


async def test_everything_typed_comes_back_in_another_run(welcomed, hands_of, tmp_path):
    """Words, the place that was chosen, photos with what is said about them, the year."""
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("left_square_bracket", "s")
        await hands.type("Cambridge")
        await hands.settle()
        chosen = row(hands, "place").widget._found[1]
        await hands.press("down", "down", "enter")
        await hands.type("5/14..5/16")
        row(hands, "photo:1:path").control.fill(str(tmp_path / "湖.png"))
        row(hands, "photo:1:caption_zh").control.fill("清晨的湖")
        row(hands, "photo:1:alt_en").control.fill("A lake")
        await hands.press("tab", "escape")
        assert "1 unsaved draft: stay" in hands.screen
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        assert hands.app.year == 2025
        await hands.press("w")
        assert hands.app.year == 2024
        assert row(hands, "starts_on").control.words() == "5/14..5/16"
        form = hands.app.screen.words()
        assert [photo.path for photo in form.photos] == [str(tmp_path / "湖.png")]
        assert (form.photos[0].caption.zh, form.photos[0].alt.en) == ("清晨的湖", "A lake")
        row(hands, "photo:1:path").control.fill("")
        await hands.press("ctrl+s")
        stored = welcomed.journal.entries()[0]
        assert stored.place.id == chosen.id
        assert stored.starts_on.isoformat() == "2024-05-14"


async def test_a_draft_of_a_process_that_is_gone_is_offered_and_w_goes_on(
    welcomed, hands_of, monkeypatch
):
    left_behind(welcomed, monkeypatch, talk())
    async with hands_of(YearlogApp(welcomed)) as hands:
        assert "有 1 份未保存的草稿：演讲（" in hands.screen
        assert "按 w 继续写" in hands.screen
        await hands.press("w")
        assert row(hands, "title_zh").control.words() == "第 1 个半截题目"
        assert welcomed.journal.drafts.get("draft-1").owner == f"{os.getpid()}@here"
        await hands.press("ctrl+s")
        assert welcomed.journal.entries()[0].texts["zh"].title == "第 1 个半截题目"
        assert welcomed.journal.drafts.listed() == []


async def test_what_another_process_is_writing_is_left_to_it_for_a_day(
    welcomed, hands_of, monkeypatch
):
    left_behind(welcomed, monkeypatch, talk(), owner=f"{os.getppid()}@here")
    left_behind(welcomed, monkeypatch, talk(2), owner="17@elsewhere")
    async with hands_of(YearlogApp(welcomed)) as hands:
        assert "草稿" not in hands.screen
        await hands.press("w")
        assert hands.toast == "没有未保存的草稿"
    monkeypatch.setenv("YEARLOG_NOW", "2025-11-21T12:00:01+08:00")
    async with hands_of(YearlogApp(welcomed)) as hands:
        assert "有 2 份未保存的草稿" in hands.screen
        await hands.press("w", "enter")
        # It might still be written there, so a copy is taken.
        owners = sorted(one.owner for one in welcomed.journal.drafts.listed())
        assert len(owners) == 3
        assert f"{os.getpid()}@here" in owners


async def test_a_draft_that_was_taken_meanwhile_is_said_to_be(welcomed, hands_of, monkeypatch):
    left_behind(welcomed, monkeypatch, talk())
    async with hands_of(YearlogApp(welcomed)) as hands:
        welcomed.journal.drafts.drop("draft-1")
        await hands.press("w")
        assert hands.toast == "没有未保存的草稿"


async def test_of_several_drafts_one_is_chosen_and_one_put_aside(welcomed, hands_of, monkeypatch):
    for number in (1, 2, 3):
        monkeypatch.setenv("YEARLOG_NOW", f"2025-11-20T12:0{number}:00+08:00")
        left_behind(welcomed, monkeypatch, talk(number))
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("w")
        lines = [line for line in hands.screen.splitlines() if "半截" in line]
        assert [line.split("第 ")[1][0] for line in lines] == ["3", "2", "1"]
        await hands.press("d")
        assert "已放在一边" in hands.screen
        await hands.press("escape")
        assert "有 2 份未保存的草稿" in hands.screen
        assert welcomed.journal.drafts.get("draft-3") is not None
        await hands.press("w", "G", "j", "j", "enter")
        assert row(hands, "title_zh").control.words() == "第 3 个半截题目"
        await hands.press("escape", "w", "j", "d", "escape")
    # What was put aside is gone once the program has ended; the rest is not.
    assert len(welcomed.journal.drafts.listed()) == 2


async def test_f9_puts_aside_and_w_finds_it_again(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("t")
        await hands.type("先前的题目")
        await hands.press("f9")
        await hands.settle(0)
        assert row(hands, "title_zh").control.words() == ""
        await hands.type("后来的题目")
        await hands.press("ctrl+s", "w")
        assert row(hands, "title_zh").control.words() == "先前的题目"


async def test_a_line_that_became_a_form_leaves_one_draft(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("a")
        await hands.type("t 5/14 半句")
        await hands.press("tab")
        await hands.settle(0)
        assert [one.door for one in welcomed.journal.drafts.listed()] == ["form"]
        await hands.press("escape")
        await hands.settle(0.6)
        assert [one.door for one in welcomed.journal.drafts.listed()] == ["form"]
        await hands.press("t", "ctrl+s")
        assert welcomed.journal.count() == 1
        assert welcomed.journal.drafts.listed() == []


# When the disk refuses ----------------------------------------------------------------------------


async def test_a_busy_journal_does_not_stop_the_typing_and_is_tried_again(welcomed, hands_of, path):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("t")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await hands.type("半个题目")
            await hands.press("tab")
            assert hands.toast == ""
            assert row(hands, "title_zh").control.words() == "半个题目"
            other.execute("ROLLBACK")
        assert welcomed.journal.drafts.listed() == []
        hands.app.look()
        assert len(welcomed.journal.drafts.listed()) == 1


@pytest.mark.parametrize("failure", [DiskFull, JournalBusy])
async def test_a_failed_saving_is_one_sentence_and_the_form_stays(
    welcomed, hands_of, monkeypatch, failure
):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("t")
        await hands.type("半个题目")

        def refused(self, *_, **__):
            raise failure(self.path)

        monkeypatch.setattr(type(welcomed.journal), "write", refused)
        await hands.press("ctrl+s")
        assert hands.toast == failure(welcomed.journal.path).get("zh")
        assert row(hands, "title_zh").control.words() == "半个题目"
        assert welcomed.journal.drafts.listed()[0].fields["words"]["title_zh"] == "半个题目"


async def test_what_cannot_be_put_on_disk_is_said_once_and_before_leaving(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("t")
        welcomed.journal._connection.execute("PRAGMA query_only = ON")
        await hands.type("Half a title")
        await hands.press("tab")
        assert "Cannot write" in hands.toast
        hands.app.clear_notifications()
        await hands.type("更多")
        await hands.press("tab")
        assert hands.toast == ""
        await hands.press("escape")
        assert "in memory only" in hands.toast
        # It is not on disk, but it is not lost either while the program runs.
        await hands.press("t")
        assert row(hands, "title_en").control.words() == "Half a title"
        await hands.press("escape", "q")
        assert "cannot be put on disk" in hands.toast
        assert hands.app.is_running
        welcomed.journal._connection.execute("PRAGMA query_only = OFF")
        hands.app.look()
        assert len(welcomed.journal.drafts.listed()) == 1


@pytest.mark.parametrize("key", ["f", "s", "a", "w", "u", "ctrl+r", "v", "d", "e", "enter", "L"])
async def test_a_journal_that_cannot_be_read_any_more_ends_nothing(
    year, hands_of, monkeypatch, key
):
    from yearlog.journal.errors import JournalDamaged

    async with hands_of(YearlogApp(year)) as hands:

        def refused(self, *_, **__):
            raise JournalDamaged(self.path, "")

        year.forget()
        for name in ("_read", "entries", "entry", "write"):
            monkeypatch.setattr(type(year.journal), name, refused)
        await hands.press(key)
        if key in "fsa":
            await hands.type("Geneva 5/12")
            await hands.settle(0.2)
        await hands.press("tab", "ctrl+s", "escape")
        hands.app.look()
        assert hands.app.failure is None


async def test_a_failure_of_the_program_keeps_what_was_typed(welcomed, monkeypatch):
    from yearlog.tui.form import FormScreen

    def broken(self):
        raise ZeroDivisionError

    monkeypatch.setattr(FormScreen, "action_language", broken)

    async def use() -> None:
        async with YearlogApp(welcomed, lang="en").run_test() as pilot:
            await pilot.pause()
            await pilot.press("t", "z", "z", "f2")

    with pytest.raises(ZeroDivisionError):
        await use()
    assert welcomed.journal.drafts.listed()[0].fields["words"]["title_en"] == "zz"


# An entry that is being changed -------------------------------------------------------------------


async def test_a_kept_change_of_an_entry_still_sees_what_was_changed_since(year, hands_of):
    """The draft knows the revision it began from; the entry as it was comes from the history."""
    wanted = next(one for one in year.journal.entries(kind="stay"))
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        hands.app.timeline.go([one.id for one in hands.app.entries].index(wanted.id))
        await hands.press("e")
        row(hands, "title_en").control.fill("Mine")
        await hands.press("escape")
    entries.edit(year, wanted.id, {"title_en": "Theirs", "tags": "snow"})
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        await hands.press("w")
        assert row(hands, "title_en").control.words() == "Mine"
        await hands.press("ctrl+s")
        await hands.settle(0.1)
        assert row(hands, "title_en").other == "Changed elsewhere to: Theirs"
        assert year.journal.entry(wanted.id).texts["en"].title == "Theirs"
        await hands.press("ctrl+s")
        after = year.journal.entry(wanted.id)
        assert (after.texts["en"].title, after.tags) == ("Mine", ("snow",))
        assert year.journal.drafts.listed() == []
