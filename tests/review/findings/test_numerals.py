"""Numbers in words and digits."""

from __future__ import annotations

import pytest

from yearlog.i18n import Lang
from yearlog.review.findings.numerals import figures


@pytest.mark.parametrize(
    ("text", "lang", "values"),
    [
        ("12.6万公里", "zh", [126_000]), ("126,634 公里", "zh", [126_634]),
        ("第 32 趟，三场", "zh", [32, 3]), ("2025 年 5 月", "zh", [2025, 5]),
        ("32, 33 and 34", "en", [32, 33, 34]), ("126 thousand", "en", [126_000]),
        ("my 32nd", "en", [32]), ("someone alone", "en", []),
        ("两三趟，三四十趟，十几场", "zh", [10]), ("3万2千", "zh", [32_000]),
        ("三千五公里、一百二", "zh", [3500, 120]), ("廿五篇", "zh", [25]),
        ("1.5 小时", "zh", [1.5]),
        ("one two three", "en", []), ("dozens, two dozen, half a dozen", "en", [24, 6]),
        ("a hundred and five, twenty-first", "en", [105, 21]), ("twelve hundred", "en", [1200]),
        ("Thirty Two talks", "en", [32]), ("1.2k, 3.5", "en", [1200, 3.5]),
    ],
)  # fmt: skip
def test_figures(text: str, lang: Lang, values: list[float]) -> None:
    assert [one.value for one in figures(text, lang)] == values


def test_what_is_an_order() -> None:
    assert [one.ordinal for one in figures("第 32 趟，第三趟，三趟", "zh")] == [True, True, False]
    assert [one.ordinal for one in figures("the 32nd, the third, three", "en")] == [
        True, True, False,
    ]  # fmt: skip
