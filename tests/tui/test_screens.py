"""What the screens show, in both languages and three widths; first run; keys; start."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from yearlog.actions.entries import add_line
from yearlog.capture.line import tokens
from yearlog.i18n import LANGS, catalogue
from yearlog.text.width import display_width
from yearlog.tui import commands
from yearlog.tui.app import YearlogApp

SIZES = [(100, 30), (60, 20)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", LANGS)
async def test_the_year(year, hands_of, golden, lang, size):
    async with hands_of(YearlogApp(year, lang=lang), size) as hands:
        golden(f"year-{lang}-{size[0]}x{size[1]}", hands.screen)


async def test_every_number_has_its_unit_in_a_terminal_of_80_columns(year, hands_of):
    for line in (
        "p Firn 2025-01..2025-11",
        "s Vienna 2025-06-01..2025-06-03",
        "m 2025-06-02 Opera",
    ):
        add_line(year, tokens(line))
    add_line(year, tokens("r 2025-06-04 雪"))
    for columns in (80, 100):
        async with hands_of(YearlogApp(year, lang="en"), (columns, 24)) as hands:
            units = hands.screen.splitlines()[3]
        for unit in ("flight", "km", "talk", "project", "stay", "reflection", "moment"):
            assert unit in units


@pytest.mark.parametrize("lang", LANGS)
async def test_the_wide_year_has_the_entry_beside_it(year, hands_of, golden, lang):
    async with hands_of(YearlogApp(year, lang=lang), (160, 30)) as hands:
        await hands.press("j", "j")
        golden(f"year-{lang}-160x30", hands.screen)


@pytest.mark.parametrize("lang", LANGS)
async def test_the_form_of_a_flight(welcomed, hands_of, golden, lang):
    async with hands_of(YearlogApp(welcomed, lang=lang)) as hands:
        await hands.press("f")
        await hands.type("tokyo")
        await hands.settle()
        golden(f"flight-{lang}-100x30", hands.screen)


@pytest.mark.parametrize("lang", LANGS)
async def test_the_line(year, hands_of, golden, lang):
    async with hands_of(YearlogApp(year, lang=lang), (60, 20)) as hands:
        await hands.press("a")
        await hands.type("f ITH JFK GVA 5/12")
        await hands.settle()
        golden(f"line-{lang}-60x20", hands.screen)


@pytest.mark.parametrize("lang", LANGS)
async def test_an_empty_journal_teaches(welcomed, hands_of, golden, lang):
    async with hands_of(YearlogApp(welcomed, lang=lang), (60, 20)) as hands:
        golden(f"empty-{lang}-60x20", hands.screen)


@pytest.mark.parametrize("lang", LANGS)
async def test_the_taught_lines_work(welcomed, lang):
    from yearlog.actions.entries import preview_line

    welcomed.chosen_lang = lang
    for kind in ("flight", "talk", "reflection"):
        found = preview_line(welcomed, tokens(catalogue(lang, "tui")[f"example_{kind}"]))
        assert [entry.kind for entry in found] == [kind]


# Languages ----------------------------------------------------------------------------------------


def test_both_catalogues_have_the_same_messages_with_the_same_gaps():
    zh, en = catalogue("zh", "tui"), catalogue("en", "tui")
    assert zh.keys() == en.keys()
    for key in zh:
        gaps = set(re.findall(r"{(\w+)", zh[key]))
        assert gaps == set(re.findall(r"{(\w+)", en[key])), key


def test_every_command_has_its_words():
    for lang in LANGS:
        messages = catalogue(lang, "tui")
        for where in ("year", "reading", "form", "line", "drafts", "help"):
            for command in commands.hints(where):
                assert messages[f"cmd_{command.name}"]
        for where in ("year", "reading", "form", "line", "drafts"):
            for command in commands.listed(where):
                assert messages[f"help_{where}_{command.name}"]


async def test_no_english_leaks_into_the_chinese_screens(welcomed, hands_of):
    """Only names of keys, formats and the other language may be in Latin letters."""
    allowed = {
        "a", "f", "t", "p", "s", "r", "m", "u", "e", "d", "v", "j", "k", "g", "G", "L", "T", "q",
        "Enter", "Esc", "Tab", "Shift", "Ctrl", "S", "R", "F1", "F2", "F8", "F9", "PgUp", "PgDn",
        "English", "Markdown", "DL4921", "ITH", "JFK", "A359", "A12", "12A", "Pictures", "jpg",
        "tahoe", "zh", "en", "F", "A", "DL", "w", "O",
    }  # fmt: skip
    async with hands_of(YearlogApp(welcomed, lang="zh"), (100, 60)) as hands:
        for key in (None, "question_mark", "a", *"ftpsr"):
            if key:
                await hands.press(key)
            words = set(re.findall(r"[A-Za-z]+\d*", hands.screen))
            assert words <= allowed, (key, words - allowed)
            if key:
                await hands.press("escape")


async def test_the_language_switches_live_and_back(year, hands_of):
    async with hands_of(YearlogApp(year, lang="zh")) as hands:
        before = hands.screen
        await hands.press("L")
        assert "January" in hands.screen
        assert "一月" not in hands.screen
        await hands.press("L")
        assert hands.screen == before


# First run ----------------------------------------------------------------------------------------


async def test_the_first_questions_are_asked_once_and_stored_as_one_step(space, hands_of):
    space.chosen_lang = None
    async with hands_of(YearlogApp(space)) as hands:
        await hands.press("home")
        assert "你好。三个小问题" in hands.screen
        await hands.press("enter")
        await hands.type("Geneva")
        await hands.settle()
        await hands.press("down", "up", "enter", "right", "enter")
        assert space.setting("language") == "zh"
        assert space.homes[0][1].name_en == "Geneva"
        assert space.visibility == dict.fromkeys(
            ("flight", "talk", "project", "stay", "reflection", "moment"), "public"
        )
        assert "这一年从这里开始。" in hands.screen
    space.journal.undo()
    space.forget()
    assert space.settings == {}


async def test_all_questions_can_be_skipped(space, hands_of):
    async with hands_of(YearlogApp(space)) as hands:
        await hands.press("escape")
        assert set(space.settings) == {"welcomed"}
    async with hands_of(YearlogApp(space)) as hands:
        assert "三个小问题" not in hands.screen


async def test_each_kind_can_have_its_own_visibility(space, hands_of):
    async with hands_of(YearlogApp(space)) as hands:
        await hands.press("tab", "tab", "end", "tab", "tab", "right", "ctrl+s")
        assert space.visibility["talk"] == "public"
        assert space.visibility["flight"] == "private"


async def test_a_home_nobody_knows_is_said_and_can_be_skipped(space, hands_of):
    async with hands_of(YearlogApp(space)) as hands:
        await hands.press("tab")
        await hands.type("Nowhereville-on-Nothing")
        await hands.settle()
        await hands.press("ctrl+s")
        assert "找不到地点" in hands.screen
        await hands.press("escape")
        assert "home" not in space.settings


async def test_a_journal_with_entries_is_not_asked(year, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        assert "三个小问题" not in hands.screen


# Keys and start -----------------------------------------------------------------------------------


def _bindings() -> list[tuple[str, str]]:
    from textual.binding import Binding

    from yearlog.tui import app, controls, draftlist, form, line, reading, timeline, welcome, year
    from yearlog.tui import help as keys

    found = []
    modules = (app, controls, draftlist, form, keys, line, reading, timeline, welcome, year)
    for module in modules:
        for thing in vars(module).values():
            if isinstance(thing, type) and thing.__module__ == module.__name__:
                for binding in vars(thing).get("BINDINGS", ()):
                    assert isinstance(binding, Binding)
                    found += [(thing.__name__, key) for key in binding.key.split(",")]
    return found


def test_no_key_needs_an_extension_of_the_terminal_protocol():
    found = _bindings()
    assert len(found) > 40
    named = {
        "escape", "enter", "tab", "backspace", "up", "down", "left", "right", "home", "end",
        "pageup", "pagedown", "space", "question_mark", "left_square_bracket",
        "right_square_bracket", "f1", "f2", "f8", "f9",
    }  # fmt: skip
    for owner, key in found:
        plain = key in named or re.fullmatch(r"[A-Za-z]", key)
        # Ctrl+H, I, J and M are Backspace, Tab and Enter to a terminal.
        control = re.fullmatch(r"ctrl\+[a-gkln-z]", key)
        assert plain or control, f"{owner}: {key}"


def test_the_bottom_line_has_six_keys_at_most():
    for where in ("year", "reading", "form", "line", "drafts", "help"):
        assert 1 <= len(commands.hints(where)) <= 6


def test_signs_are_one_cell_wide():
    from rich.cells import cell_len

    from yearlog import kinds

    for details in kinds.everything():
        assert cell_len(details.KIND.sign) == 1


_START = """
import sys
import yearlog.tui
assert not any(name == "textual" or name.startswith("textual.") for name in sys.modules)
yearlog.tui.prepare()
import os
assert os.environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"
import yearlog.tui.app
heavy = {"folium", "jinja2", "markdown_it", "sqlite_utils", "geopy", "babel", "PIL", "sqlite3",
         "textual.widgets._text_area", "textual.widgets._markdown", "textual.widgets._data_table"}
print(sorted(heavy & set(sys.modules)))
"""


def test_the_first_screen_loads_nothing_heavy_and_no_journal():
    done = subprocess.run(
        [sys.executable, "-c", _START], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_a_terminal_that_cannot_draw_is_refused_in_one_sentence(monkeypatch):
    from yearlog.tui import NoTerminal, run

    monkeypatch.setenv("TERM", "dumb")
    with pytest.raises(NoTerminal) as caught:
        run()
    assert caught.value.exit_code == 2
    assert "真正的终端" in caught.value.get("zh")
    assert "real terminal" in caught.value.get("en")


async def test_a_journal_that_cannot_be_opened_ends_with_its_reason(tmp_path, hands_of):
    file = tmp_path / "other.sqlite3"
    file.write_bytes(b"not a journal at all, but long enough to be read as a header" * 20)
    app = YearlogApp(path=file)
    async with app.run_test() as pilot:
        await pilot.pause()
    assert app.failure is not None
    assert file.read_bytes().startswith(b"not a journal")


async def test_a_failure_nobody_foresaw_is_raised_without_a_picture_of_it(year, monkeypatch):
    from yearlog.tui.timeline import Timeline

    def broken(self, by):
        raise ZeroDivisionError

    app = YearlogApp(year)
    monkeypatch.setattr(Timeline, "action_move", broken)

    async def use() -> None:
        async with app.run_test() as pilot:
            await pilot.pause()
            await pilot.press("j")

    with pytest.raises(ZeroDivisionError):
        await use()
    assert isinstance(app.failure, ZeroDivisionError)
    assert app._exit_renderables == []


async def test_leaving_while_a_form_opens_is_no_failure(year, hands_of):
    async with hands_of(YearlogApp(year)) as hands:
        await hands.pilot.press("q", "u", "e", "s", "t")
    assert hands.app.failure is None


async def test_only_the_year_on_the_screen_is_loaded(year, hands_of, monkeypatch):
    asked = []
    real = type(year.journal).entries

    def counted(self, **conditions):
        asked.append(conditions)
        return real(self, **conditions)

    monkeypatch.setattr(type(year.journal), "entries", counted)
    async with hands_of(YearlogApp(year)):
        pass
    assert asked
    assert all(conditions.get("year") == 2025 for conditions in asked)


@pytest.mark.parametrize("columns", [60, 100])
async def test_a_notice_loses_no_line(year, hands_of, columns):
    async with hands_of(YearlogApp(year, lang="zh"), (columns, 20)) as hands:
        for length in range(columns - 14, columns + 8):
            hands.app.clear_notifications()
            hands.app._tell("雪" * (length // 2) + "完", 5)
            await hands.pilot.pause()
            (notice,) = hands.app._notifications
            lines = notice.message.split("\n")
            assert all(display_width(line) <= columns - 12 for line in lines)
            assert "".join(lines) == hands.app.told
