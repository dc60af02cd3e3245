"""A figure named in a text goes out as what the rows say, in the language of the text.

The year: two flights, one of them over 1,000 km, and one the year before; a talk that is private.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from yearlog.actions.check import check
from yearlog.actions.entries import add, add_line, set_visibility
from yearlog.actions.export import export
from yearlog.actions.workspace import Workspace
from yearlog.capture.build import Draft
from yearlog.capture.line import tokens
from yearlog.errors import YearlogError

LINES = (
    "f GVA LHR 2024-03-01 10:00-10:45",
    "f GVA LHR 2025-03-01 10:00-10:45",
    "f LHR GVA 2025-03-05 10:00-12:40",
    "t 2025-04-01 秘密 #x",
)
ZH = """飞了 {{ flights }}（{{ flights.compare }}），{{ flights | words }}，
{{ flights.last_year }}；{{ flights | number }}；{{ air_time }}；`{{ flights }}`；{{ talks }}。
{{ cities | note }}"""
EN = "I took {{ flights }}, {{ flights.compare }}, {{ flights 2024 | words }}; {{ air_time }}."


@pytest.fixture
def space(tmp_path: Path):
    with Workspace.open(tmp_path / "j.sqlite3") as opened:
        opened.chosen_lang = "en"
        for line in LINES:
            add_line(opened, tokens(line))
        texts = {"title_zh": "总结", "title_en": "The year", "body_zh": ZH, "body_en": EN}
        add(opened, [Draft("reflection", {"starts_on": "2025-12-01", **texts})])
        talk = opened.journal.entries(kind="talk")[0]
        public = [one.id for one in opened.journal.entries() if one.id != talk.id]
        set_visibility(opened, "public", ids=public)
        yield opened


def written(space: Workspace, folder: Path, **more) -> dict[str, str]:
    done = export(space, 2025, folder, **more)
    return {
        name: (done.folder / name).read_text(encoding="utf-8")
        for name in done.files
        if name.endswith((".md", ".html"))
    }


def test_every_page_says_what_the_rows_say(space: Workspace, tmp_path: Path) -> None:
    found = written(space, tmp_path / "out")
    chinese, english = found["2025.zh.md"], found["2025.en.md"]
    assert "飞了 2 趟航班（比去年同期多 1 趟），两趟航班，" in chinese
    assert "`{{ flights }}`" in chinese
    assert "0 场演讲" in chinese  # the talk is private: the page knows nothing of it
    assert (
        "I took 2 flights, 1 more than by the same day the year before, one flight; 3 h 25 min."
        in english
    )
    for name, text in found.items():
        outside = re.sub("(`|<code>){{ flights }}", "", text)
        assert "{{" not in outside, name
    page = found["2025.zh.html"]
    assert '<a class="figure-link" href="#flights-zh">2 趟航班</a>' in page
    assert re.search(r'id="flights-zh"', page)
    assert "不满 24 小时" in page  # the note says how cities were counted


def test_the_author_s_own_page_counts_what_only_the_author_sees(
    space: Workspace, tmp_path: Path
) -> None:
    assert "1 场演讲" in written(space, tmp_path / "out", private=True)["2025.zh.md"]


@pytest.mark.parametrize(
    ("body", "zh", "en"),
    [
        ("{{ fligths }}", "是不是 flights", "Did you mean flights"),
        ("{{ flights 1999 }}", "没有 1999 年的数字", "no figures of 1999"),
    ],
)
def test_what_cannot_be_shown_is_said_with_its_entry(
    space: Workspace, tmp_path: Path, body: str, zh: str, en: str
) -> None:
    texts = {"title_en": "A slip", "body_en": body}
    add(space, [Draft("reflection", {"starts_on": "2025-12-02", "visibility": "public", **texts})])
    with pytest.raises(YearlogError) as raised:
        export(space, 2025, tmp_path / "out")
    assert zh in raised.value.get("zh")
    assert en in raised.value.get("en")
    assert "A slip" in raised.value.get("en")
    assert not (tmp_path / "out" / "2025" / "2025.html").exists()
    (finding,) = [one for one in check(space, 2025).findings if one.code == "placeholder"]
    assert (finding.lang, finding.line, finding.hint) == ("en", 1, False)
    assert en in finding.why.en
    assert zh in finding.why.zh
