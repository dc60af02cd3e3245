"""A table whose first head says so becomes a time line on the page, and stays a table elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.render.reader import Page
from yearlog.actions.check import check
from yearlog.actions.entries import add_line, change, set_visibility
from yearlog.actions.export import export
from yearlog.actions.workspace import Workspace
from yearlog.capture.line import tokens
from yearlog.kinds.values import Text

ZH = """前言。

| 时间线 | 雪 | 心情 |
|---|---|---|
| 11 月 2 日 | 第一场 | 高兴[^1] |
| 2025-01 | 最大的一场 | |
| 3–4 月 | 化了 | 平静 |

结尾。

[^1]: 很薄。
"""
EN = """Before.

| Timeline | Snow |
|---|---|
| 2 Nov | the first |
| January 2025 | the **deepest** |
| 3 to 4 April | melted |

After.
"""


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Callable[..., Workspace]]:
    """Give what stores a reflection of 2024 in both languages."""
    with Workspace.open(tmp_path / "j.sqlite3") as space:
        space.chosen_lang = "en"

        def write(zh: str = ZH, en: str = EN) -> Workspace:
            (entry,) = add_line(space, tokens("r 2024-12-31 雪"))
            texts = {"zh": Text("雪", zh), "en": Text("Snow", en)}
            change(space, "edit", [entry], lambda one: replace(one, texts=texts))
            set_visibility(space, "public", ids=[entry.id])
            return space

        yield write


Write = Callable[..., Workspace]


def exported(space: Workspace, folder: Path) -> dict[str, str]:
    export(space, 2024, folder)
    return {
        path.name: path.read_text("utf-8")
        for path in (folder / "2024").iterdir()
        if path.suffix in (".html", ".md")
    }


def test_the_page_draws_it_with_the_table_behind_it(written: Write, tmp_path: Path) -> None:
    page = exported(written(), tmp_path)["2024.en.html"]
    (drawn,) = re.findall(r'<div class="timeline">.*?</details>\n</div>', page, re.DOTALL)
    assert drawn.count("<svg") == 2  # for a wide screen and for a phone
    assert drawn.count("<table>") == 1
    assert "<details><summary>As a table</summary>" in drawn
    for words in ("2 Nov", "the first", "January 2025", "the deepest", "3 to 4 April", "melted"):
        assert words in re.sub("<[^>]+>", "", drawn.partition("<details>")[0]), words
    assert "2024" in drawn
    assert "2025" in drawn
    assert Page(page).faults == []


def test_a_table_with_a_footnote_stays_open(written: Write, tmp_path: Path) -> None:
    page = exported(written(), tmp_path)["2024.zh.html"]
    (drawn,) = re.findall(r'<div class="timeline">.*?</details>', page, re.DOTALL)
    assert '<details open=""><summary>列成表格</summary>' in drawn
    assert drawn.count('role="doc-noteref"') == 1


def test_markdown_keeps_the_table_as_it_was_typed(written: Write, tmp_path: Path) -> None:
    assert "| 2 Nov | the first |\n" in exported(written(), tmp_path)["2024.en.md"]


def test_a_year_counts_for_the_rows_below_it(written: Write, tmp_path: Path) -> None:
    """The first row is of 2024, as the entry is; April follows January 2025."""
    page = exported(written(), tmp_path)["2024.en.html"]
    wide = re.search(r'<svg [^>]*viewBox="0 0 640 .*?</svg>', page, re.DOTALL)
    assert wide
    assert re.findall(r"middle\">(\w+)</text>", wide[0]) == [
        "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "2024", "2025",
    ]  # fmt: skip


def test_with_a_row_that_is_no_date_it_is_a_table_and_check_says_which(
    written: Write, tmp_path: Path
) -> None:
    space = written(zh=ZH.replace("2025-01", "正月里"), en=EN.replace("2 Nov", "yesterday"))
    page = exported(space, tmp_path)["2024.html"]
    assert 'class="timeline"' not in page
    assert page.count("<table>\n<thead>") >= 2
    found = [one for one in check(space, 2024).findings if one.code == "timeline"]
    assert [(one.lang, one.line, one.hint) for one in found] == [("zh", 6, False), ("en", 5, False)]
    assert "正月里" in found[0].said.zh
    assert found[1].said.en == "“yesterday” in a time line is no date"


@pytest.mark.parametrize(
    "table",
    [
        "| Date | Snow |\n|---|---|\n| 2 Nov | first |\n",
        "| Timeline | Snow |\n|---|---|\n",
        "    | Timeline | Snow |\n    |---|---|\n    | 2 Nov | first |\n",
        "> | Timeline | Snow |\n> |---|---|\n> | 2 Nov | first |\n",
    ],
)
def test_other_tables_are_left_alone(written: Write, tmp_path: Path, table: str) -> None:
    space = written(zh="无", en=table)
    assert 'class="timeline"' not in exported(space, tmp_path)["2024.html"]
    assert not [one for one in check(space, 2024).findings if one.code == "timeline"]


def test_words_of_a_table_stay_words(written: Write, tmp_path: Path) -> None:
    evil = "</text></svg><script>alert(1)</script>"
    space = written(en=f"| Timeline | x |\n|---|---|\n| 2 Nov | {evil} |\n| 9999-12-30 | y |\n")
    assert 'class="timeline"' not in exported(space, tmp_path)["2024.en.html"]
    space = written(en=f"| Timeline | x |\n|---|---|\n| 2 Nov | {evil} |\n")
    page = exported(space, tmp_path)["2024.en.html"]
    assert 'class="timeline"' in page
    assert "<script>alert" not in page
    assert Page(page).faults == []


def test_side_by_side_a_drawing_stands_beside_the_table_it_is_in_the_other_language(
    written: Write, tmp_path: Path
) -> None:
    page = exported(written(en=EN.replace("2 Nov", "yesterday")), tmp_path)["2024.html"]
    (pair,) = [one for one in page.split('<div class="pair') if 'class="timeline"' in one]
    assert "最大的一场" in pair
    assert "<td>yesterday</td>" in pair


@pytest.mark.browser
def test_a_browser_shows_one_drawing_and_opens_the_table(
    written: Write, tmp_path: Path, page_in_chromium: Any
) -> None:
    exported(written(), tmp_path)
    page = page_in_chromium(tmp_path / "2024" / "2024.en.html")
    assert page.locator(".timeline svg:visible").count() == 1
    assert not page.locator(".timeline table").is_visible()
    page.locator(".timeline summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(".timeline table").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".timeline svg:visible").count() == 1
    assert page.messages == []
