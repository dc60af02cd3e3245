"""An evening in the terminal: the five kinds in, one changed, one deleted, all of it undone."""

from __future__ import annotations

from yearlog.tui.app import YearlogApp


async def test_five_kinds_by_form_and_line_then_edit_delete_and_undo(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        # a flight on one line
        await hands.press("a")
        await hands.type("f ITH JFK 5/12 DL4921 07:00-08:15")
        await hands.press("enter")
        assert hands.toast == "已保存：航班 伊萨卡 → 纽约  DL4921。按 u 撤销"

        # a talk by its form: the title has the focus, the place completes
        await hands.press("t")
        await hands.type("让规划开口说话")
        await hands.press("tab", "tab")
        await hands.type("5/14")
        await hands.press("tab")
        await hands.type("Zuri")
        await hands.settle()
        await hands.press("enter", "ctrl+s")
        assert "已保存：演讲 让规划开口说话" in hands.toast

        # a project, a stay, a reflection
        await hands.press("p")
        await hands.type("HeuriGym")
        await hands.press("tab", "tab")
        await hands.type("2025-03..2025-09")
        await hands.press("ctrl+s", "s")
        await hands.type("太浩湖")
        await hands.settle()
        await hands.press("enter")
        await hands.type("2025-02-14..2025-02-16")
        await hands.press("ctrl+s", "r")
        await hands.press("tab")
        await hands.type("雪停了，湖面很静。\n第二段。")
        await hands.press("ctrl+s")

        stored = {entry.kind: entry for entry in welcomed.journal.entries()}
        assert sorted(stored) == ["flight", "project", "reflection", "stay", "talk"]
        assert stored["flight"].details.duration_minutes == 75
        assert stored["talk"].starts_on.isoformat() == "2025-05-14"
        assert (stored["talk"].place.name_en, stored["talk"].place.country_code) == ("Zurich", "CH")
        assert stored["project"].ends_on.isoformat() == "2025-09-30"
        assert stored["stay"].place.name_zh == "太浩湖"
        assert stored["stay"].ends_on.isoformat() == "2025-02-16"
        assert stored["reflection"].texts["zh"].body == "雪停了，湖面很静。\n第二段。"

        # change the talk: it stays one entry, and only what was changed is different
        at = [entry.id for entry in hands.app.entries].index(stored["talk"].id)
        hands.app.timeline.go(at)
        await hands.press("e", "home")
        await hands.type("请")
        await hands.press("ctrl+s")
        changed = welcomed.journal.entry(stored["talk"].id)
        assert changed.texts["zh"].title == "请让规划开口说话"
        assert changed.place == stored["talk"].place

        # delete it without a question, and take everything back
        await hands.press("d")
        assert hands.toast == "已删除：演讲 请让规划开口说话。按 u 撤销"
        assert len(welcomed.journal.entries()) == 4
        await hands.press("u")
        assert "Ctrl+R" in hands.toast
        assert len(welcomed.journal.entries()) == 5
        await hands.press("u")
        assert welcomed.journal.entry(stored["talk"].id).texts["zh"].title == "让规划开口说话"
        await hands.press("ctrl+r")
        assert welcomed.journal.entry(stored["talk"].id).texts["zh"].title == "请让规划开口说话"


async def test_a_line_shows_what_it_understood_before_it_is_saved(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("a")
        await hands.type("f ITH JFK 5/12 DL4921 07:00-08:15")
        await hands.settle()
        assert "Ithaca → New York  DL4921" in hands.screen
        assert "2025-05-12 Mon" in hands.screen
        assert "1 h 15" in hands.screen
        assert welcomed.journal.count() == 0


async def test_an_unfinished_line_is_told_quietly_and_refused_only_on_enter(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.press("a")
        await hands.type("f ITH")
        await hands.settle()
        assert "Fill in “To”." in hands.screen
        assert "! " not in hands.screen
        await hands.press("enter")
        assert "! Fill in “To”." in hands.screen
        assert welcomed.journal.count() == 0


async def test_tab_turns_the_line_into_a_form_with_everything_kept(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("a")
        await hands.type("f ITH JFK 5/12 DL4921 07:00-08:15 #work")
        await hands.press("tab")
        form = hands.app.screen.words().raw
        assert (form["origin"], form["destination"]) == ("ITH", "JFK")
        assert (form["flight_number"], form["tags"]) == ("DL4921", "work")
        assert (form["scheduled_departure"], form["scheduled_arrival"]) == ("07:00", "08:15")
        await hands.press("ctrl+s")
        assert welcomed.journal.entries()[0].tags == ("work",)


async def test_tab_keeps_a_line_that_cannot_be_read(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("a")
        await hands.type("f QQQ JFK 行李丢了")
        await hands.press("tab")
        form = hands.app.screen.words().raw
        assert (form["origin"], form["destination"]) == ("QQQ", "JFK")
        assert form["body_zh"] == "行李丢了"


async def test_lines_pasted_after_the_first_become_the_text(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("a")
        await hands.type("r 2025-02-15 雪停了。\n湖面很静。\n回家。")
        assert hands.app.screen.words().raw["body_zh"] == "雪停了。\n湖面很静。\n回家。"


async def test_a_closed_line_is_there_again(welcomed, hands_of):
    async with hands_of(YearlogApp(welcomed)) as hands:
        await hands.press("a")
        await hands.type("t 5/14 半句")
        await hands.press("escape", "a")
        await hands.type("写完")
        assert hands.app.screen.typed == "t 5/14 半句写完"


async def test_visibility_turns_and_says_so_in_a_word(year, hands_of):
    async with hands_of(YearlogApp(year, lang="en")) as hands:
        first = hands.app.timeline.current
        assert first.visibility == "private"
        assert "private" in hands.screen.splitlines()[6]
        await hands.press("v")
        assert year.journal.entry(first.id).visibility == "public"
        assert "private" not in hands.screen.splitlines()[6]
        await hands.press("u")
        assert year.journal.entry(first.id).visibility == "private"


async def test_an_entry_of_another_year_takes_its_year_along(year, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        await hands.press("a")
        await hands.type("f SFO ICN 2024-03-02")
        await hands.press("enter")
        assert hands.app.year == 2024
        assert [entry.starts_on.year for entry in hands.app.entries] == [2024]
        await hands.press("right_square_bracket")
        assert hands.app.year == 2025
        assert len(hands.app.entries) == 9


async def test_a_change_by_another_process_appears(year, path, hands_of):
    from yearlog.actions import entries
    from yearlog.actions.workspace import Workspace

    async with hands_of(YearlogApp(year)) as hands:
        with Workspace.open(path) as elsewhere:
            entries.add_line(elsewhere, ["r", "2025-08-01", "从命令行写的。"])
        hands.app.look()
        await hands.settle(0)
        assert "从命令行写的。" in hands.screen


async def test_what_began_earlier_and_what_has_no_month_stand_first(year, hands_of):
    from yearlog.actions import entries

    entries.add_line(year, ["s", "@日内瓦", "2024-12-28..2025-01-03"])
    entries.add_line(year, ["p", "2025", "读书"])
    async with hands_of(YearlogApp(year)) as hands:
        lines = [line.strip(" ▸") for line in hands.screen.splitlines() if line.strip()]
        heads = [line.split(" ")[0] for line in lines if "───" in line][1:4]
        assert heads == ["上年延续", "全年", "一月"]
        assert lines[
            lines.index(next(x for x in lines if x.startswith("上年延续"))) + 1
        ].startswith("…–1/3")


async def test_the_bottom_line_can_be_clicked(year, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        await hands.pilot.click(offset=(3, 29))
        await hands.pilot.pause()
        assert "一行记一条" in hands.screen


async def test_the_reader_shows_both_texts_and_turns_pages(year, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        hands.app.timeline.go(2)
        await hands.press("enter")
        assert "让规划开口说话" in hands.screen
        assert "Plans that explain themselves" in hands.screen
        await hands.press("j")
        assert "太浩湖" in hands.screen
        await hands.press("escape")
        assert hands.app.timeline.cursor == 3
