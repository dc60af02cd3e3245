"""Numbers in words and digits."""

from __future__ import annotations

import pytest

from yearlog.i18n import Lang
from yearlog.review.findings.numerals import chinese, english, figures


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("三十二", 32), ("十", 10), ("十二", 12), ("两", 2), ("一百零五", 105), ("一百二", 120),
        ("三千五", 3500), ("三千零五", 3005), ("十二万", 120_000), ("两万三千", 23_000),
        ("二〇二五", 2025), ("两三", None), ("三四十", None), ("万", None), ("一百一十", 110),
    ],
)  # fmt: skip
def test_chinese(words: str, value: float | None) -> None:
    assert chinese(words) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("thirty-two", 32), ("twelve", 12), ("a dozen", 12), ("a hundred and five", 105),
        ("four thousand two hundred", 4200), ("twenty-first", 21), ("one two", None),
        ("two hundred thousand", 200_000), ("Thirty Two", 32),
    ],
)  # fmt: skip
def test_english(words: str, value: float | None) -> None:
    assert english(words) == value


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("12.6万公里", "zh", [126_000]), ("126,634 公里", "zh", [126_634]),
        ("第 32 趟，三场", "zh", [32, 3]), ("2025 年 5 月", "zh", [2025, 5]),
        ("32, 33 and 34", "en", [32, 33, 34]), ("126 thousand", "en", [126_000]),
        ("my 32nd", "en", [32]), ("someone alone", "en", []),
    ],
)  # fmt: skip
def test_figures(text: str, lang: Lang, values: list[float]) -> None:
    assert [one.value for one in figures(text, lang)] == values


def test_what_is_an_order() -> None:
    assert [one.ordinal for one in figures("第 32 趟，第三趟，三趟", "zh")] == [True, True, False]
    assert [one.ordinal for one in figures("the 32nd, the third, three", "en")] == [
        True, True, False,
    ]  # fmt: skip
