"""The year as Markdown, read back by GitHub's own parser."""

from __future__ import annotations

import re
from dataclasses import replace

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from tests.render import sample
from tests.render.reader import Page
from yearlog.i18n import Both, Lang
from yearlog.kinds.talk import Talk
from yearlog.kinds.values import Place, Text
from yearlog.render import markdown
from yearlog.review.model import YearReview


def written(lang: Lang = "zh", review: YearReview | None = None) -> str:
    return markdown.document(
        review or sample.year(),
        lang=lang,
        photos=sample.assets().photos,
        attributions=("GeoNames (CC BY 4.0)",),
    )


def read(text: str) -> Page:
    """What GitHub makes of a document, raw HTML left out."""
    return Page(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_FOOTNOTES))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_headings_are_in_order_and_one_is_the_title(lang):
    page = read(written(lang))
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert max(levels) <= 4
    title = {"zh": "2025 · 去年的雪，还在", "en": "2025 · Last Year's Snow, Still Here"}
    assert page.find("h1")[0][1] == title[lang]


def test_it_begins_with_title_epigraph_and_byline():
    assert written("zh").splitlines()[:5] == [
        "# 2025 · 去年的雪，还在", "", "> 雪会换名字。", "", "岑见微 · 2025年12月31日",
    ]  # fmt: skip


def test_there_is_no_front_matter_and_raw_html_only_where_markdown_cannot_say_it():
    for lang in ("zh", "en"):
        assert not written(lang).startswith("---")
    assert re.findall("</?[a-z]+[ />]", written("en")) == []
    # CommonMark reads no emphasis in **全是“新雪。”**后文: its end touches letters.
    assert re.findall("</?[a-z]+[ />]", written("zh")) == ["<strong>", "</strong>"]
    assert "<strong>全是“新雪。”</strong>后文" in written("zh")


def test_notes_are_numbered_over_the_document_as_github_counts_them():
    text = written("zh")
    assert re.findall(r"\[\^(\d+)\](?!:)", text) == ["1", "2", "3", "4", "5", "6", "6", "7", "8"]
    page = read(text)
    cited = [shown for own, shown in page.find("a") if "data-footnote-ref" in own]
    assert cited == ["1", "2", "3", "4", "5", "6", "6", "7", "8"]
    notes = [own["id"] for tag, own in page.attributes if tag == "li" and "id" in own]
    assert notes == [f"fn-{n}" for n in range(1, 9)]


def test_tables_have_a_line_for_each_entry():
    page = read(written("en"))
    assert page.tags.count("table") == 6  # glance, trips, flights, talks, stays, places
    text = written("en")
    flights = text[text.index("## Flights") : text.index("## Talks")]
    rows = [line for line in flights.splitlines() if line.startswith("| ")]
    assert len(rows) == 2 + 12
    assert "| 3 May | Tokyo HND → Honolulu HNL (first) AC5 | 6,202 | 7:20 |" in rows
    assert "Not flown, and not counted above: 17 Aug, Montréal → Vancouver (cancelled)." in flights


def test_the_glance_says_the_year_before():
    text = written("zh")
    assert "| 12 | 趟航班 | 去年 9 |" in text
    assert "| 至少 74 | 小时飞行 |" in text
    assert "| 6 | 座城市（其中 2 座初到） |" in text


def test_photos_and_map_lie_beside_the_document():
    page = read(written("zh"))
    sources = [own["src"] for tag, own in page.attributes if tag == "img"]
    assert sources[0] == "map.svg"
    assert set(sources[1:]) == set(sample.assets().photos.values())
    assert len(sources) == 4


def test_a_text_in_the_other_language_says_so():
    text = written("en")
    start = text.index("*Only in Chinese; the Chinese text follows.*")
    assert text.index("挖了一天坑") > start
    assert "## 坑底" in text
    assert "```\n第一行\n\n第二行\n```" in text


def test_what_is_private_is_not_there():
    for lang in ("zh", "en"):
        assert sample.PRIVATE_WORDS not in written(lang)
        assert "00:05" not in written(lang)
        assert "12A" not in written(lang)


def links(page: Page) -> set[str]:
    return {own["href"] for tag, own in page.attributes if tag == "a"}


HOSTILE = [
    "*a* _b_ `c` ~d~ [e](f) <b>g</b> ![h](i)",
    "| a | b |",
    "\\| a \\",
    "# one",
    "1. one",
    "- one",
    "+ one",
    "> one",
    "&amp; &#38; &copy;",
    "http://example.org and www.example.org",
    "line one\nline two",
    "[^1]",
    "<!-- x -->",
    "a@b.example",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_of_entries_are_read_as_words(words):
    talk = next(entry for entry in sample.entries() if entry.id == "t0")
    place = Place(words, words, country_code="CA")
    hostile = replace(
        talk, place=place, details=Talk(event=words), texts={"zh": Text(words), "en": Text(words)}
    )
    review = sample.year()
    changed = replace(
        review,
        title=Both(words, words),
        epigraph=Both(words, words),
        talks=replace(review.talks, entries=(hostile,)),
        chapters=(),
    )
    page = read(written("en", changed))
    shown = " ".join(words.split())
    assert page.find("h1")[0][1] == f"2025 · {shown}"
    assert page.find("blockquote")[0][1] == shown
    cells = [text for _, text in page.find("td")]
    assert cells.count(shown) == 3
    usual = links(read(written("en", replace(review, chapters=()))))
    assert {one for one in links(page) if not one.startswith("mailto:")} <= usual


def test_the_same_review_gives_the_same_document():
    assert written("zh") == written("zh")
    assert written("zh").endswith("\n")
    assert "\n\n\n" not in written("zh").replace("第一行\n\n第二行", "")
