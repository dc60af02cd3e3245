"""A headless Chromium for the tests that must know what a browser makes of a page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Give a headless Chromium, or skip where there is none."""
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
