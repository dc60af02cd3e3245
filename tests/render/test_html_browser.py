"""The page in a browser: one file, no request beyond it, and it reads without a script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.render import sample
from tests.render.reader import Page
from tests.render.sample import made

pytestmark = pytest.mark.browser

SHOWN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((one) => one.checkVisibility()).map((one) => one.textContent.trim())"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An export of the sample year, but with a plain page for a map."""
    (tmp_path / "photos").mkdir()
    for sha, data in zip(
        sample.assets().photos, (sample.RIDGE, sample.WINDOW, sample.HALL), strict=True
    ):
        (tmp_path / "photos" / f"{sha[:12]}.png").write_bytes(data)
    (tmp_path / "map.html").write_text("<!DOCTYPE html><title>map</title><p>a map", "utf-8")
    (tmp_path / "2025.html").write_text(made(), "utf-8")
    for mode in ("zh", "en"):
        (tmp_path / f"2025.{mode}.html").write_text(made(mode=mode), "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["2025.html", "2025.zh.html", "2025.en.html"])
def test_a_browser_reads_the_same_elements_and_asks_for_nothing_else(
    page_in_chromium, folder, name
):
    page = page_in_chromium(folder / name)
    found = page.evaluate("[...document.querySelectorAll('*')].map((one) => one.localName)")
    written = Page((folder / name).read_text("utf-8")).tags
    assert [tag.lower() for tag in found] == written
    beyond = [url for url in page.requests if not url.startswith("data:")]
    own = folder.as_uri()
    expected = {f"{own}/{name}"}
    if name != "2025.html":
        expected |= {f"{own}/{address}" for address in sample.assets().photos.values()}
    assert set(beyond) == expected
    assert page.messages == []


def test_photos_are_drawn(page_in_chromium, folder):
    for name in ("2025.html", "2025.zh.html"):
        page = page_in_chromium(folder / name)
        widths = page.evaluate("[...document.images].map((one) => one.naturalWidth)")
        assert widths == [64, 64, 64]


def test_the_switch_needs_no_script_and_answers_to_the_keyboard(page_in_chromium, folder):
    page = page_in_chromium(folder / "2025.html", java_script_enabled=True)
    assert page.evaluate(SHOWN, "h1") == ["去年的雪，还在"]
    page.focus("#read-zh")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SHOWN, "h1") == ["Last Year's Snow, Still Here"]
    page.keyboard.press("ArrowRight")
    assert page.evaluate(SHOWN, "h1") == ["去年的雪，还在", "Last Year's Snow, Still Here"]
    assert len(page.evaluate(SHOWN, "h2 span[lang=zh-Hans]")) <= 1
    assert "<script" not in (folder / "2025.html").read_text("utf-8")


def test_side_by_side_puts_the_two_texts_on_one_line(page_in_chromium, folder):
    page = page_in_chromium(folder / "2025.html", viewport={"width": 1440, "height": 900})
    page.click("label[for=read-both]")
    top = """(words) => [...document.querySelectorAll('.chapter p')]
      .find((one) => one.textContent.includes(words)).getBoundingClientRect()"""
    zh, en = page.evaluate(top, "再说一遍"), page.evaluate(top, "Said once")
    assert zh["top"] == pytest.approx(en["top"], abs=6)
    assert zh["right"] < en["left"]


def test_notes_stand_beside_the_text_only_where_there_is_room(page_in_chromium, folder):
    for width, shown in ((1440, 8), (1000, 0), (390, 0)):
        page = page_in_chromium(folder / "2025.zh.html", viewport={"width": width, "height": 900})
        assert len(page.evaluate(SHOWN, ".side")) == shown
        assert len(page.evaluate(SHOWN, ".notes li")) == 8


@pytest.mark.parametrize("width", [320, 390, 700, 1000, 1200, 1440])
def test_nothing_is_wider_than_the_window(page_in_chromium, folder, width):
    page = page_in_chromium(folder / "2025.html", viewport={"width": width, "height": 900})
    for view in ("zh", "en", "both"):
        page.click(f"label[for=read-{view}]")
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_map_is_loaded_on_a_click_and_not_before(page_in_chromium, folder):
    page = page_in_chromium(folder / "2025.zh.html")
    asked = f"{folder.as_uri()}/map.html"
    assert asked not in page.requests
    page.click("summary")
    frame = page.wait_for_selector("iframe")
    frame.content_frame().wait_for_selector("text=a map")
    assert asked in page.requests
    assert frame.get_attribute("title") == "可以拖动和缩放的地图"
    assert page.messages == []


def luminance(colour: str) -> float:
    """Relative luminance of ``rgb(r, g, b)``, by WCAG 2.2."""
    parts = [int(one) / 255 for one in re.findall(r"\d+", colour)[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_paper(page_in_chromium, folder, scheme):
    page = page_in_chromium(folder / "2025.zh.html", color_scheme=scheme)
    paper = luminance(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    for selector, least in (
        (".chapter > p:not([class])", 7),
        (".before", 4.5),
        (".first", 4.5),
        ("sup a", 4.5),
    ):
        colour = page.evaluate(
            "(selector) => getComputedStyle(document.querySelector(selector)).color", selector
        )
        light, dark = sorted((paper, luminance(colour)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= least, selector


def test_emphasis_is_not_slanted_in_chinese(page_in_chromium, folder):
    page = page_in_chromium(folder / "2025.zh.html")
    style = (
        "(words) => getComputedStyle([...document.querySelectorAll('em')]"
        ".find((one) => one.textContent === words)).fontStyle"
    )
    assert page.evaluate(style, "重点") == "normal"
    assert page.evaluate(style, "firn") == "italic"


def test_it_prints_with_page_numbers_and_links_as_notes(page_in_chromium, folder, tmp_path):
    page = page_in_chromium(folder / "2025.zh.html")
    assert page.evaluate(SHOWN, ".links li") == []
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, ".links li") == [
        "https://example.org/zh?a=1&b=2",
        "https://example.org/slides",
        "https://example.org/note",
    ]
    assert page.evaluate(SHOWN, ".switch a") == []
    assert page.pdf(format="A4").startswith(b"%PDF")
