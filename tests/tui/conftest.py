"""A real journal in a temporary folder, a fixed clock, and hands that can type Chinese."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TEXTUAL_ANIMATIONS"] = "none"

from textual import events
from textual.pilot import Pilot
from textual.timer import Timer

from yearlog.actions import entries
from yearlog.actions.workspace import Workspace
from yearlog.capture.line import tokens
from yearlog.tui.app import YearlogApp

NOW = "2025-11-20T12:00:00+08:00"

LINES = (
    "f ITH JFK 2025-01-12 DL4921 07:00-08:15",
    "f JFK GVA 2025-01-12 LX23 17:50-07:25",
    't 2025-01-14 @日内瓦 "让规划开口说话 | Plans that explain themselves"',
    "s 太浩湖 2025-02-14..2025-02-16 滑雪",
    "r 2025-02-15 雪停了，湖面很静。我在 lounge 里写了两个小时，想到去年此时。",
    "p HeuriGym 2025-03..2025-09 #llm",
    "f PEK NRT 2025-05-03 NH964",
    "r 2025-06-03 A long walk along the river; the heat lifted at last.",
    't 2025-07-09 @Zurich "Search in the small"',
)


class Hands:
    """Drives the app as a person does."""

    def __init__(self, app: YearlogApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Put text in as a terminal does on paste: Pilot cannot type Chinese punctuation."""
        assert self.app.focused is not None
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def settle(self, seconds: float = 0.2) -> None:
        """Let the pauses of up to ``seconds`` after the last key run out, on a busy machine too."""
        await self.pilot.pause(seconds)
        while any(self._pending(seconds)):
            await self.pilot.pause(0.01)
        await self.pilot.pause()

    def _pending(self, seconds: float) -> Iterator[Timer]:
        """Yield the timers of at most ``seconds`` that have yet to go off once."""
        for screen in self.app.screen_stack:
            for node in screen.walk_children(with_self=True):
                for timer in node._timers:
                    task = timer._task
                    once = timer._repeat == 0 and timer._interval <= seconds
                    if once and task is not None and not task.done():
                        yield timer

    @property
    def screen(self) -> str:
        """The screen as plain text."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def toast(self) -> str:
        """What was said last, or an empty string."""
        return self.app.told if list(self.app._notifications) else ""


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YEARLOG_NOW", NOW)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


@pytest.fixture
def space(path: Path) -> Iterator[Workspace]:
    with Workspace.open(path, lang="zh") as opened:
        yield opened


@pytest.fixture
def year(space: Workspace) -> Workspace:
    """A journal with nine entries in 2025; the talks are public."""
    for line in LINES:
        entries.add_line(space, tokens(line))
    entries.set_visibility(space, "public", kind="talk")
    return space


@pytest.fixture
def welcomed(space: Workspace) -> Workspace:
    """An empty journal whose owner has answered the first questions."""
    from yearlog.actions.tui_support import welcome

    welcome(space, language=None, home="", visibility={})
    return space


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a screen with the file of that name; YEARLOG_GOLDEN=write writes it instead."""

    def compare(name: str, screen: str) -> None:
        file = Path(__file__).parent / "golden" / f"{name}.txt"
        if os.environ.get("YEARLOG_GOLDEN") == "write":
            file.write_text(screen + "\n", encoding="utf-8")
        assert screen + "\n" == file.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def hands_of() -> Callable[..., object]:
    """Open an app of a size and hand over the hands that drive it."""

    @asynccontextmanager
    async def opened(app: YearlogApp, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Hands]:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.pause()
            yield Hands(app, pilot)

    return opened
