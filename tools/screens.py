"""Draw the README's pictures from the sample journal: ``python -m tools.screens FOLDER``.

Needs a Chromium on PATH. Textual's own pictures squeeze Chinese, because a run of text is
drawn as if every letter took one cell; `widen` mends that.
"""

from __future__ import annotations

import asyncio
import html
import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from yearlog.actions.export import export
from yearlog.actions.plain import load
from yearlog.actions.workspace import Workspace
from yearlog.i18n import LANGS, Lang

ROOT = Path(__file__).parents[1]
LINE = {
    "zh": "f 首都机场 浦东 12/18 MU5100 08:00-10:15",
    "en": "f JFK GVA 12/18 LX23 17:50-07:35",
}
MONO = '"DejaVu Sans Mono", "Noto Sans Mono", "Noto Sans Mono CJK SC", monospace'


def widen(svg: str) -> str:
    """Put every character at the column it has on the screen, in fonts that are installed."""

    def mend(found: re.Match[str]) -> str:
        attributes, text = found[1], found[2]
        plain = html.unescape(text)
        length = re.search(r' textLength="([\d.]+)"', attributes)
        start = re.search(r' x="([\d.]+)"', attributes)
        if not plain.strip() or length is None or start is None:
            return found[0]
        column = float(length[1]) / len(plain)
        at, places = float(start[1]), []
        for letter in plain:
            places.append(f"{at:.1f}")
            at += column * cell_len(letter)
        attributes = attributes.replace(length[0], "")
        attributes = attributes.replace(start[0], f' x="{" ".join(places)}"')
        return f"<text{attributes}>{html.escape(plain)}</text>"

    svg = re.sub(r"<text([^>]*)>([^<]*)</text>", mend, svg)
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: ?Fira Code[^;]*;", f"font-family: {MONO};", svg)


async def interface(path: Path, lang: Lang) -> dict[str, str]:
    """Return pictures of the timeline and of the one-line entry, by name."""
    from yearlog.tui import prepare

    prepare()
    from yearlog.tui.app import YearlogApp

    pictures: dict[str, str] = {}
    app = YearlogApp(path=path, lang=lang)
    async with app.run_test(size=(110, 34)) as pilot:
        app.theme = "paper"
        await pilot.pause(0.8)
        pictures[f"ui-{lang}"] = app.export_screenshot(title="yearlog")
        await pilot.press("a")
        await pilot.pause(0.3)
        field: Any = app.screen.query("Input").first()
        field.value = LINE[lang]
        await pilot.pause(1.0)
        pictures[f"line-{lang}"] = app.export_screenshot(title="yearlog")
    return pictures


def main(folder: Path) -> None:
    """Write all pictures into ``folder``."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("a Chromium is needed on PATH")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "journal.sqlite3"
        with Workspace.open(path) as space:
            load(space, ROOT / "data" / "sample")
            pages = export(space, 2025, Path(name)).folder
        drawn: dict[str, str] = {}
        for lang in LANGS:
            drawn |= asyncio.run(interface(path, lang))
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            view = {"width": 1280, "height": 900}
            for lang in LANGS:
                page = browser.new_page(viewport=view, color_scheme="light")  # type: ignore[arg-type]
                page.goto((pages / f"2025.{lang}.html").as_uri())
                page.screenshot(path=folder / f"page-{lang}.png")
                page.close()
            for name_, svg in drawn.items():
                file = Path(name) / f"{name_}.svg"
                file.write_text(widen(svg), encoding="utf-8")
                page = browser.new_page(viewport={"width": 1400, "height": 1000})
                page.goto(file.as_uri())
                page.locator("svg").first.screenshot(path=folder / f"{name_}.png")
                page.close()
            browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
