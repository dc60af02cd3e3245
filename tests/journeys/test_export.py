"""The sample year goes out as committed, and a browser is content with it."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.golden.compare import differences
from yearlog.actions.entries import set_visibility
from yearlog.actions.export import export
from yearlog.actions.plain import load
from yearlog.actions.workspace import Workspace

ROOT = Path(__file__).parents[2]
PRIVATE = (
    "S. 在缆车上说了那件事", "S. told me on the chairlift", "一个邀请", "An Offer", "谁都没告诉",
    "我不想住在一个需要向别人解释什么是雪的城市", "谈了三天，没有滑雪", "一封没有寄出去的信",
    "A Letter Not Sent",
)  # fmt: skip
"""What tests/sample_facts.md says no public export may contain."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the sample journal and its export, made at the example's hour."""
    folder = tmp_path_factory.mktemp("sample")
    patch = pytest.MonkeyPatch()
    patch.setenv("YEARLOG_NOW", "2026-01-05T09:00:00+00:00")
    patch.setenv("LANG", "en_US.UTF-8")
    with Workspace.open(folder / "journal.sqlite3") as space:
        load(space, ROOT / "data" / "sample")
        done = export(space, 2025, folder / "exports")
        export(space, 2025, folder / "private", private=True)
    patch.undo()
    assert done.hidden == 4
    return folder


def test_the_committed_example_is_what_the_sample_gives(sample: Path) -> None:
    assert differences(ROOT / "exports", sample / "exports") == []


def test_the_tree_is_the_one_of_the_contract(sample: Path) -> None:
    names = {
        path.relative_to(sample / "exports" / "2025").as_posix()
        for path in (sample / "exports" / "2025").rglob("*")
        if path.is_file()
    }
    assert {name for name in names if not name.startswith("photos/")} == {
        "2025.zh.md", "2025.en.md", "2025.html", "2025.zh.html", "2025.en.html", "map.html",
        "map.svg",
        # the other language has maps with its own words
        "map.en.html", "map.en.svg",
    }  # fmt: skip
    assert len([name for name in names if name.startswith("photos/")]) == 6


def test_nothing_private_leaves_and_all_of_it_does_when_asked(sample: Path) -> None:
    public = "".join(_texts(sample / "exports"))
    everything = "".join(_texts(sample / "private"))
    for words in PRIVATE:
        assert words not in public
    assert "An Offer" in everything
    assert "S. told me on the chairlift" in everything
    for seat in ("15J", "N383HA"):
        assert seat not in public
    assert not re.search(r"\b(00:05|06:40|09:40)\b", public)


def _texts(folder: Path) -> list[str]:
    kinds = {".md", ".html", ".svg"}
    texts = (path.read_text("utf-8") for path in folder.rglob("*") if path.suffix in kinds)
    return [re.sub(r"data:image/[a-z]+;base64,[^\"]+", "", text) for text in texts]


def test_a_photo_that_became_private_leaves_the_folder(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "journal.sqlite3") as space:
        load(space, ROOT / "data" / "sample")
        folder = export(space, 2025, tmp_path).folder / "photos"
        (folder / "mine.jpg").write_bytes(b"a stranger")
        assert len(list(folder.iterdir())) == 7
        set_visibility(space, "private", kind="reflection")
        export(space, 2025, tmp_path)
        assert [path.name for path in folder.iterdir()] == ["mine.jpg"]


def test_a_photo_carries_nothing_but_its_picture(sample: Path) -> None:
    from PIL import Image

    for path in (sample / "exports" / "2025" / "photos").iterdir():
        with Image.open(path) as image:
            assert not image.getexif()
            coding = {"progressive", "progression"}
            assert {key for key in image.info if not key.startswith("jfif")} <= coding


@pytest.mark.parametrize("name", ["2025.html", "map.html", "map.en.html"])
def test_a_single_file_asks_for_nothing_but_itself(sample: Path, page_in_chromium, name) -> None:
    path = sample / "exports" / "2025" / name
    page = page_in_chromium(path)
    page.wait_for_timeout(300)
    assert [url for url in page.requests if not url.startswith("data:")] == [path.as_uri()]
    assert page.messages == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_twin_stays_inside_its_folder(sample: Path, page_in_chromium, lang) -> None:
    folder = sample / "exports" / "2025"
    page = page_in_chromium(folder / f"2025.{lang}.html")
    for summary in page.query_selector_all("summary"):
        summary.click()
    page.wait_for_timeout(500)
    asked = [url for url in page.requests if not url.startswith("data:")]
    for url in asked:
        parts = urlsplit(url)
        assert parts.scheme == "file"
        assert Path(unquote(parts.path)).is_relative_to(folder)
    assert any(url.endswith("map.html" if lang == "zh" else "map.en.html") for url in asked)
    assert page.messages == []


@pytest.mark.parametrize("name", ["2025.html", "2025.zh.html", "2025.en.html"])
def test_every_link_inside_a_page_leads_somewhere(sample: Path, page_in_chromium, name) -> None:
    page = page_in_chromium(sample / "exports" / "2025" / name)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    targets = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1))"
    )
    assert targets
    assert {unquote(target) for target in targets} - {"", *ids} == set()


def test_seven_notes_of_the_essay_and_the_one_cited_twice(sample: Path, page_in_chromium) -> None:
    page = page_in_chromium(sample / "exports" / "2025" / "2025.zh.html")
    backs = page.evaluate(
        "[...document.querySelectorAll('[role=doc-endnotes] li')]"
        ".map(li => li.querySelectorAll('[role=doc-backlink]').length)"
    )
    assert backs.count(2) == 1
    assert backs.count(1) >= 6


@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_scrolls_sideways(sample: Path, page_in_chromium, width) -> None:
    for name in ("2025.html", "2025.zh.html", "2025.en.html"):
        page = page_in_chromium(
            sample / "exports" / "2025" / name, viewport={"width": width, "height": 900}
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width
