"""What drafts and disputes look like, in both languages and several widths."""

from __future__ import annotations

import time

import pytest

from tests.tui.test_drafts import left_behind
from yearlog.actions import drafts, entries
from yearlog.actions.drafts import Kept
from yearlog.actions.tui_support import Filled
from yearlog.actions.workspace import Workspace
from yearlog.i18n import LANGS
from yearlog.tui.app import YearlogApp

SIZES = [(60, 20), (100, 30), (160, 45)]


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.setattr(drafts.platform, "node", lambda: "here")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


def some(space, monkeypatch):
    """Leave three drafts behind: a form, a line, and the change of an entry."""
    stay = space.journal.entries(kind="stay")[0]
    flight = Filled("flight", {"origin": "ITH", "destination": "JFK", "starts_on": "5/12"})
    change = Filled("stay", {"title_zh": "滑雪周", "starts_on": "2025-02-14"})
    for kept, when in (
        (Kept("1", "form", change, entry_id=stay.id, base=4, year=2025), "2025-11-18T21:40:00"),
        (Kept("2", "line", line="t 5/14 @日内瓦 让规划开口说话", year=2025), "2025-11-20T03:05:00"),
        (Kept("3", "form", flight, year=2025), "2025-11-20T03:58:00"),
    ):
        monkeypatch.setenv("YEARLOG_NOW", when + "+00:00")
        left_behind(space, monkeypatch, kept)
    monkeypatch.setenv("YEARLOG_NOW", "2025-11-20T12:00:00+00:00")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", LANGS)
async def test_the_year_with_drafts(year, hands_of, golden, monkeypatch, lang, size):
    some(year, monkeypatch)
    async with hands_of(YearlogApp(year, lang=lang), size) as hands:
        await hands.settle(0.1)
        golden(f"drafts-year-{lang}-{size[0]}x{size[1]}", hands.screen)


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", LANGS)
async def test_the_list_of_drafts(year, hands_of, golden, monkeypatch, lang, size):
    some(year, monkeypatch)
    async with hands_of(YearlogApp(year, lang=lang), size) as hands:
        await hands.press("w", "j", "d")
        golden(f"drafts-list-{lang}-{size[0]}x{size[1]}", hands.screen)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("lang", LANGS)
async def test_a_dispute(year, path, hands_of, golden, lang, size):
    talk = year.journal.entries(kind="talk")[0]
    async with hands_of(YearlogApp(year, lang=lang), size) as hands:
        hands.app.timeline.go([one.id for one in hands.app.entries].index(talk.id))
        await hands.press("e")
        with Workspace.open(path) as elsewhere:
            words = {"title_en": "Plans that can say why", "body_zh": "一\n二\n三\n四\n五\n六"}
            entries.edit(elsewhere, talk.id, {**words, "event": "Planning Days"})
        for row in hands.app.screen.all_rows:
            if row.field == "title_en":
                row.control.fill("Plans that explain")
            if row.field == "body_zh":
                row.control.fill("我写的。")
        await hands.press("ctrl+s")
        await hands.settle(0.2)
        hands.app.clear_notifications()
        await hands.settle(0.1)
        golden(f"dispute-{lang}-{size[0]}x{size[1]}", hands.screen)
