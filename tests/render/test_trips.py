"""A trip on the page: by its name where its author gave it one, and the layover rule in force."""

from __future__ import annotations

from dataclasses import replace

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from tests.render import sample
from tests.render.reader import Page
from yearlog.i18n import Both, Lang
from yearlog.render import markdown
from yearlog.review.model import YearReview


def named(name: Both) -> YearReview:
    """The sample year, its first trip called ``name``."""
    review = sample.year()
    return replace(review, trips=(replace(review.trips[0], named=name), *review.trips[1:]))


def page(review: YearReview, lang: Lang) -> Page:
    return Page(sample.made(review, mode=lang))


def document(review: YearReview, lang: Lang) -> Page:
    text = markdown.document(
        review, lang=lang, photos=sample.assets().photos, attributions=("GeoNames (CC BY 4.0)",)
    )
    return Page(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_FOOTNOTES))


def names(found: Page) -> list[str]:
    return [text for _, text in found.find("span", class_="name")]


@pytest.mark.parametrize(
    ("lang", "name", "colon"), [("zh", "雪线以北", "："), ("en", "North of the snow line", ": ")]
)
def test_a_name_stands_before_the_places(lang: Lang, name: str, colon: str) -> None:
    review = named(Both("雪线以北", "North of the snow line"))
    places = review.trips[0].cities[0].label(lang)
    found = page(review, lang)
    assert found.faults == []
    assert name in names(found)
    assert any(text.startswith(places) for _, text in found.find("span", class_="facts"))
    cells = [text for _, text in document(review, lang).find("td")]
    assert any(cell.startswith(f"{name}{colon}{places}") for cell in cells)


def test_a_trip_without_a_name_is_called_by_its_places() -> None:
    review = sample.year()
    places = review.trips[0].cities[0].label("en")
    assert any(text.startswith(places) for text in names(page(review, "en")))


def test_a_name_in_the_other_language_says_so() -> None:
    found = page(named(Both("雪线以北", "")), "en")
    assert ("雪线以北" in [text for _, text in found.find("span", lang="zh-Hans")]) is True


def test_a_name_is_words_not_markup() -> None:
    words = "<b>A|B</b> *x* [y](z)"
    review = named(Both(words, words))
    assert words in names(page(review, "en"))
    cells = [text for _, text in document(review, "en").find("td")]
    assert any(cell.startswith(words + ": ") for cell in cells)


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (24, "不满 24 小时的中转不算到访", "a layover of less than 24 hours does not count"),
        (6, "不满 6 小时的中转不算到访", "a layover of less than 6 hours does not count"),
        (1, "不满 1 小时的中转不算到访", "a layover of less than 1 hour does not count"),
        (0, "两趟航班之间的任何停留", "any stop between two flights"),
    ],
)
def test_the_page_says_which_layover_rule_holds(hours: int, zh: str, en: str) -> None:
    review = replace(sample.year(), layover_hours=hours)
    for lang, words in (("zh", zh), ("en", en)):
        notes = [text for _, text in page(review, lang).find("li")]  # type: ignore[arg-type]
        assert any(words in note for note in notes)
