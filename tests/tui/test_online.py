"""The key that asks a geocoder: only it does, it can be left, and an answer can be chosen."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests import geocoders
from tests.geocoders import Server, as_json, body
from yearlog.actions import settings
from yearlog.actions.workspace import Workspace
from yearlog.places import pace
from yearlog.tui.app import YearlogApp
from yearlog.tui.places import PlaceControl

CREDIT = "© OpenStreetMap contributors (ODbL)"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, welcomed: Workspace) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(pace.Pace, "_reserve", lambda self: 0.0)
    with geocoders.geocoder() as running:
        settings.write(welcomed, "geocoder.url", running.url)
        yield running


async def until(hands, wanted: Callable[[], bool]) -> None:
    """Let the app go on until something is so; fail after ten seconds."""
    for _ in range(500):
        if wanted():
            await hands.pilot.pause()
            return
        await asyncio.sleep(0.02)
        await hands.pilot.pause()
    raise AssertionError(hands.screen)


async def at_place(hands, key: str = "s") -> PlaceControl:
    """Open a form and go to its place."""
    await hands.press(key)
    control = next(iter(hands.app.screen.query(PlaceControl)))
    control.line.focus()
    await hands.pilot.pause()
    return control


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_an_answer_is_chosen_and_stored(
    server: Server, path: Path, hands_of, lang: str
) -> None:
    async with hands_of(YearlogApp(path=path, lang=lang)) as hands:
        control = await at_place(hands)
        await hands.type("café du soleil")
        await hands.settle()
        assert server.asked == []
        await hands.press("ctrl+o")
        await until(hands, lambda: CREDIT in hands.screen)
        assert "nominatim" in hands.screen
        name = "太阳咖啡馆" if lang == "zh" else "Sun Café"
        assert name in hands.screen
        await hands.press("enter")
        assert control.words() == name
        start = next(row for row in hands.app.screen.rows if row.field == "starts_on")
        start.control.fill("2025-02-14")
        await hands.press("ctrl+s")
    with closing(sqlite3.connect(path)) as connection:
        stored = connection.execute(
            "SELECT p.id, p.name_zh, p.tz, p.source FROM entries e JOIN places p ON p.id = place_id"
        ).fetchall()
        kept = connection.execute("SELECT provider, query, answer FROM geocodes").fetchall()
    assert stored == [("osm:node:4242", "太阳咖啡馆", "Europe/Zurich", f"nominatim: {CREDIT}")]
    ((provider, query, answer),) = kept
    assert provider == f"nominatim {server.host}"
    assert query == "café du soleil"
    assert json.loads(answer)["places"][0]["name_en"] == "Sun Café"


async def test_it_says_whom_it_asks_and_can_be_left(server: Server, path: Path, hands_of) -> None:
    server.reply = server.hang
    async with hands_of(YearlogApp(path=path, lang="en")) as hands:
        control = await at_place(hands)
        await hands.type("qwxyzzy")
        await hands.press("ctrl+o")
        await until(hands, lambda: f"Asking {server.host}" in hands.screen)
        await until(hands, lambda: len(server.asked) == 1)
        await hands.press("escape")
        assert "Asking" not in hands.screen
        assert hands.app.screen is control.screen  # the form is still open
        assert control.words() == "qwxyzzy"
        await hands.type("!")
        await hands.settle()
        assert control.words() == "qwxyzzy!"
        server.let_go.set()


async def test_an_answer_that_comes_too_late_is_remembered_and_not_shown(
    server: Server, welcomed: Workspace, path: Path, hands_of
) -> None:
    def late(handler) -> None:
        server.let_go.wait(30)
        as_json(geocoders.ANSWER)(handler)

    server.reply = late
    async with hands_of(YearlogApp(path=path, lang="en")) as hands:
        control = await at_place(hands)
        await hands.type("qwxyzzy")
        await hands.press("ctrl+o")
        await until(hands, lambda: len(server.asked) == 1)
        await hands.press("escape")
        server.let_go.set()

        def rows() -> int:
            with closing(sqlite3.connect(path)) as connection:
                return connection.execute("SELECT count(*) FROM geocodes").fetchone()[0]

        await until(hands, lambda: rows() == 1)
        assert not control.open
        await hands.press("ctrl+o")
        await until(hands, lambda: CREDIT in hands.screen)
        assert len(server.asked) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_it_is_offered_where_the_gazetteer_has_nothing_and_is_in_nobodys_way(
    server: Server, path: Path, hands_of, lang: str
) -> None:
    async with hands_of(YearlogApp(path=path, lang=lang)) as hands:
        control = await at_place(hands)
        await hands.type("Geneva")
        await hands.settle()
        assert "Ctrl+O" not in hands.screen
        await hands.type(" qwxyzzy")
        await until(hands, lambda: "Ctrl+O" in hands.screen)
        await hands.press("tab")  # goes on as if the offer were not there
        await hands.settle()
        assert not control.line.has_focus
        assert control.words() == "Geneva qwxyzzy"
        assert not control.list.display
    assert server.asked == []


@pytest.mark.parametrize(
    ("lang", "reply", "said"),
    [
        ("en", body(b"", 429, Retry_After="60"), "too many requests. Try again in 60 s."),
        ("zh", body(b"", 429), "请几分钟后再试"),
        ("en", body(b"<html>"), "no list of places"),
        ("zh", as_json([]), "没有查到这个地点"),
    ],
)
async def test_a_failure_is_a_line_and_nothing_typed_is_lost(
    server: Server, path: Path, hands_of, lang: str, reply, said: str
) -> None:
    server.reply = reply
    async with hands_of(YearlogApp(path=path, lang=lang)) as hands:
        control = await at_place(hands)
        await hands.type("geneva")
        await hands.press("ctrl+o")
        await until(hands, lambda: said in hands.screen)
        assert ("日内瓦" if lang == "zh" else "Geneva") in hands.screen
        assert control.words() == "geneva"
        await hands.press("enter")
        assert control.words() == ("日内瓦" if lang == "zh" else "Geneva")


async def test_a_flight_takes_no_place_that_is_no_airport(
    server: Server, path: Path, hands_of
) -> None:
    async with hands_of(YearlogApp(path=path, lang="en")) as hands:
        await at_place(hands, "f")
        await hands.type("geneva")
        await hands.press("ctrl+o")
        await until(hands, lambda: "airports only" in hands.screen)
    assert server.asked == []


async def test_typing_sends_nothing(
    server: Server, path: Path, hands_of, monkeypatch: pytest.MonkeyPatch
) -> None:
    with geocoders.no_network(monkeypatch) as tried:
        async with hands_of(YearlogApp(path=path, lang="en")) as hands:
            control = await at_place(hands)
            for letter in "qwxyz":
                await hands.press(letter)
                await hands.settle(0.1)
            for key in ("down", "up", "escape", "tab"):
                await hands.press(key)
            control.line.focus()
            await hands.settle()
    assert tried == []
    assert server.asked == []


async def test_the_key_again_sends_nothing_again(
    server: Server, welcomed: Workspace, path: Path, hands_of
) -> None:
    def late(handler) -> None:
        server.let_go.wait(30)
        as_json(geocoders.ANSWER)(handler)

    server.reply = late
    async with hands_of(YearlogApp(path=path, lang="en")) as hands:
        control = await at_place(hands)
        await hands.type("qwxyzzy")
        await hands.press("ctrl+o", "ctrl+o", "ctrl+o")
        await until(hands, lambda: len(server.asked) == 1)
        await hands.press("escape")
        assert not control.open
        await hands.press("ctrl+o")  # wanted after all: the wait goes on, nothing is sent
        await until(hands, lambda: f"Asking {server.host}" in hands.screen)
        server.let_go.set()
        await until(hands, lambda: CREDIT in hands.screen)
        await hands.settle()
    assert len(server.asked) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_the_help_lists_the_key(welcomed: Workspace, path: Path, hands_of, lang: str) -> None:
    async with hands_of(YearlogApp(path=path, lang=lang), (100, 60)) as hands:
        await hands.press("question_mark")
        assert "Ctrl+O" in hands.screen
