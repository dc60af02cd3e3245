"""Typed figures: thirty-two flights, ten talks, eight projects of which five at once."""

from __future__ import annotations

import pytest

from tests.review.findings.figures_said import RIGHT_EN, RIGHT_ZH, WRONG_EN, WRONG_ZH
from yearlog.i18n import Lang
from yearlog.review.findings.known import Known, Total
from yearlog.review.findings.model import Finding, mended
from yearlog.review.findings.typed import check

NAMES = {
    "flight": "flights", "talk": "talks", "project": "projects", "km": "distance",
    "hour": "air_time", "city": "cities", "country": "countries", "trip": "trips",
    "airport": "airports", "airline": "airlines",
}  # fmt: skip
WHOLE = {
    "flight": (32, 31, 1), "talk": (10, 7, 3), "project": (8, 5), "km": (126_634, 133_889),
    "hour": (171,), "city": (14, 2), "country": (6,), "trip": (11,), "airport": (16,),
    "airline": (5,),
}  # fmt: skip
PARTS = {"flight": (7, 4, 2), "talk": (2,), "city": (3,)}


def expected(unit: str) -> Known | None:
    if unit not in WHOLE:
        return None
    numbers = WHOLE[unit]
    beside = {"flight": 31, "talk": 7}.get(unit)
    return Known(
        Total(NAMES[unit], unit, 2025, numbers[0]),
        Total(NAMES[unit], unit, 2024, beside) if beside else None,
        numbers,
        PARTS.get(unit, ()),
    )


def found(text: str, lang: Lang) -> list[Finding]:
    return list(check("e", lang, text, expected, years=(2025, 2024)))


def test_there_are_enough_sentences() -> None:
    assert min(len(set(RIGHT_ZH)), len(set(RIGHT_EN))) >= 60
    assert min(len(set(WRONG_ZH)), len(set(WRONG_EN))) >= 40


@pytest.mark.parametrize(
    ("lang", "text"), [*(("zh", one) for one in WRONG_ZH), *(("en", one) for one in WRONG_EN)]
)
def test_a_figure_that_agrees_with_nothing(lang: Lang, text: str) -> None:
    assert [one.line for one in found(text, lang)] == [1]


@pytest.mark.parametrize(
    ("lang", "text"), [*(("zh", one) for one in RIGHT_ZH), *(("en", one) for one in RIGHT_EN)]
)
def test_a_figure_that_is_left_alone(lang: Lang, text: str) -> None:
    assert found(text, lang) == []


def test_only_a_reflection_speaks_of_its_authors_year() -> None:
    text = "This year I took 45 flights."
    assert list(check("e", "en", text, expected, years=(2025, 2024), author=False)) == []


def test_a_year_beside_it_that_is_not_known() -> None:
    def alone(unit: str) -> Known | None:
        known = expected(unit)
        return known and known._replace(beside=None, whole=known.whole[:1])

    for lang, text in (("zh", "去年一共飞了 33 趟。"), ("en", "33 flights last year.")):
        assert list(check("e", lang, text, alone, years=(2025,))) == []  # type: ignore[arg-type]


def test_last_year_is_not_the_one_it_is_compared_with() -> None:
    def beside_2019(unit: str) -> Known | None:
        known = expected(unit)
        return known and known._replace(beside=Total("flights", "flight", 2019, 31))

    text = "Last year I took 50 flights."
    assert list(check("e", "en", text, beside_2019, years=(2025, 2019))) == []
    text = "In 2019 I took 50 flights."
    (one,) = check("e", "en", text, beside_2019, years=(2025, 2019))
    assert "{{ flights 2019 }}" in one.why.en
    assert "yearlog stats 2019" in one.said.en


def test_more_than_is_known_is_no_mistake() -> None:
    def at_least(unit: str) -> Known | None:
        known = expected(unit)
        return known and known._replace(total=known.total._replace(at_least=True))

    assert list(check("e", "en", "I flew 150,000 km this year.", at_least)) == []
    (one,) = check("e", "en", "I flew 90,000 km this year.", at_least)
    assert "at least 126,634 km" in one.said.en


def test_where_it_stands_and_what_the_rows_say() -> None:
    (one,) = check("e", "en", "One.\n\nIn all, 33 flights.", expected)
    assert (one.line, one.column) == (3, 9)
    assert one.said.en == (
        "“33 flights” is typed, but by the rows it is 32 flights (yearlog stats 2025)"
    )
    assert one.said.zh == "写的是「33 flights」，按记录是 32 趟航班（yearlog stats 2025）"
    assert "{{ flights }}" in one.why.en
    assert one.fix is None


@pytest.mark.parametrize(
    ("lang", "text", "after"),
    [
        ("zh", "今年一共飞了 45 趟。", "今年一共飞了 {{ flights }}。"),
        ("zh", "今年飞了四十五趟航班。", "今年飞了{{ flights | words }}。"),
        ("zh", "今年一共飞了 20 万公里。", "今年一共飞了 {{ distance | round }}。"),
        ("en", "This year I took 45 flights.", "This year I took {{ flights }}."),
        ("en", "I gave twenty talks this year.", "I gave {{ talks | words }} this year."),
        ("en", "I flew 126,000 km\r\n\r\nI flew 90,001 km in 2025.",
         "I flew 126,000 km\r\n\r\nI flew {{ distance }} in 2025."),
        # Not unmistakable, of another year, in emphasis, at the head of a sentence.
        ("en", "33 flights.", None),
        ("en", "Last year I took 50 flights.", None),
        ("en", "This year I took **45** flights.", None),
        ("en", "Forty-five flights this year.", None),
    ],
)  # fmt: skip
def test_the_figure_that_is_offered_instead(lang: Lang, text: str, after: str | None) -> None:
    (one,) = found(text, lang)
    assert one.edits == ()
    assert (one.fix is None) == (after is None)
    assert mended(text, one.offers) == (after or text)


def test_no_figure_is_offered_where_the_year_went_on_after_the_text() -> None:
    def in_august(unit: str) -> Known | None:
        known = expected(unit)
        return known and known._replace(total=known.total._replace(settled=False))

    (one,) = check("e", "en", "This year I took 45 flights.", in_august)
    assert one.offers == ()
