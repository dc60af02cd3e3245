"""What every test stands on: a stopped clock, an empty home, and a journal of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from yearlog.actions.workspace import Workspace
from yearlog.places.gazetteer import Gazetteer

NOW = "2025-12-20T10:00:00+00:00"
"""The present of every test: a Saturday in December, when a year in review is written."""

# The same examples on every run, and no folder of them left in the checkout.
settings.register_profile("yearlog", derandomize=True, database=None, deadline=None)
settings.load_profile("yearlog")

_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANGUAGE")
_EDITORS = ("VISUAL", "EDITOR")


@pytest.fixture(autouse=True)
def surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stop the clock and move the home folder; no test sees the machine it runs on."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("YEARLOG_NOW", NOW)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("YEARLOG_JOURNAL", str(home / "journal.sqlite3"))
    for name in (*_LOCALE, *_EDITORS):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(scope="session")
def gazetteer() -> Iterator[Gazetteer]:
    """Give the packaged gazetteer, opened once: it is read-only."""
    opened = Gazetteer()
    yield opened
    opened.close()


@pytest.fixture
def space(surroundings: Path, gazetteer: Gazetteer) -> Iterator[Workspace]:
    """Give an open workspace on a new, empty journal; messages are in English."""
    with Workspace.open() as opened:
        opened.gazetteer = gazetteer
        yield opened


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    """Give a headless Chromium, or skip where there is none.

    One for each module: its driver keeps an event loop running, which the tests of the terminal
    interface, in other modules, need for themselves.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
    playwright = pytest.importorskip("playwright.sync_api")
    if path is None:
        pytest.skip("no Chromium on PATH")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=[*arguments, "--no-first-run"])
        yield browser
        browser.close()


@pytest.fixture
def page_in_chromium(chromium) -> Iterator[Callable[..., object]]:
    """Give a function that opens a file and returns the page.

    ``page.messages`` holds what the console and the page's errors said, ``page.requests`` every
    address that was asked for.
    """
    contexts = []

    def open_page(path: Path, **options: object) -> object:
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.messages, page.requests = [], []
        page.on("console", lambda message: page.messages.append(message.text))
        page.on("pageerror", lambda error: page.messages.append(str(error)))
        page.on("request", lambda request: page.requests.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
