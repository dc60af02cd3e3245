"""No letter of an entry steers the terminal, wherever it is shown; what is stored keeps them."""

from __future__ import annotations

from yearlog.actions import entries
from yearlog.tui.app import YearlogApp

TITLE = "be\x07ll \x1b[31mred \u202ecba \x9b2J"


async def test_no_title_or_text_reaches_the_terminal_as_an_order(welcomed, hands_of):
    words = {"title_en": TITLE, "body_en": f"text {TITLE}"}
    (entry,) = entries.add_line(welcomed, ["r", "2025-03-01"], more=words)
    async with hands_of(YearlogApp(welcomed, lang="en"), size=(150, 40)) as hands:
        for keys in ((), ("enter",), ("e",), ("tab",), ("escape", "v")):
            await hands.press(*keys)
            await hands.settle(0.1)
            for letter in "\x07\x1b\u202e\x9b":
                assert letter not in hands.screen
            assert "bell [31mred cba 2J" in hands.screen
    stored = welcomed.journal.entry(entry.id).texts["en"]
    assert (stored.title, stored.body) == (TITLE, f"text {TITLE}")
