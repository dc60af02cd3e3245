"""Sentences of an essay that are about something else, with every figure that may stand in them."""

from __future__ import annotations

import pytest

from tests.review.findings.figures_of_other_things import EN, ZH
from tests.review.findings.test_typed import found
from yearlog.i18n import Lang
from yearlog.review.findings.known import Known, Total
from yearlog.review.findings.typed import check
from yearlog.text.numerals import spell

FIGURES = (*range(1, 61), 89, 95, 120, 170, 175, 200, 900, 1200, 5000, 40_075, 120_000, 134_000)
NUMBERS = {
    "flight": ("flights", 32, 31), "talk": ("talks", 10, 7), "project": ("projects", 8, 5),
    "km": ("distance", 126_634, 133_889), "hour": ("air_time", 171.4, 181.2),
    "city": ("cities", 19, 20), "country": ("countries", 8, 9), "trip": ("trips", 14, 13),
    "airport": ("airports", 16, 16), "airline": ("airlines", 5, 7),
    "night": ("nights_away", 89, 90), "reflection": ("reflections", 4, 1),
}  # fmt: skip
"""Name, this year's value and last year's. No part of any is known: nothing is right by chance."""


def expected(unit: str) -> Known | None:
    if unit not in NUMBERS:
        return None
    name, now, then = NUMBERS[unit]
    return Known(Total(name, unit, 2025, now), Total(name, unit, 2024, then), (now, then), ())


@pytest.mark.parametrize(
    ("lang", "sentence"), [*(("zh", one) for one in ZH), *(("en", one) for one in EN)]
)
def test_no_figure_in_it_is_an_alarm(lang: Lang, sentence: str) -> None:
    for n in FIGURES:
        for figure in (str(n), f"{n:,}", spell(n, lang, counted=True)):
            text = sentence.replace("{}", figure)
            assert list(check("e", lang, text, expected, years=(2025, 2024))) == [], text


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "今年飞了十二万六千公里。"),
        ("zh", "今年一共飞了十三万公里。"),
        ("zh", "今年一共飞了一百七十个小时。"),
        ("en", "I flew a hundred and twenty-seven thousand km this year."),
        ("en", "I spent one hundred and seventy hours in the air this year."),
        ("en", "I worked on half a dozen projects this year."),
    ],
)
def test_a_figure_that_is_rounded_in_words(lang: Lang, text: str) -> None:
    assert found(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("zh", "今年一共飞了十四万公里。"),
        ("zh", "今年一共飞了三十趟航班。"),
        ("en", "I spent one hundred and fifty hours in the air this year."),
        ("en", "I took thirty flights this year."),
        ("en", "I worked on a dozen projects this year."),
    ],
)
def test_a_figure_in_words_that_is_wrong(lang: Lang, text: str) -> None:
    assert len(found(text, lang)) == 1
