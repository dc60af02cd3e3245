"""Typed figures: thirty-two flights, ten talks, eight projects of which five at once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from yearlog.i18n import Both, Lang
from yearlog.review.findings.typed import check

NUMBERS = {
    "flight": (32, 31, 7, 2), "talk": (10, 7, 2), "project": (8, 5), "km": (126_634, 133_889),
    "hour": (171,), "city": (14, 2), "country": (6,), "trip": (11,), "night": (70,),
    "airport": (16,),
}  # fmt: skip


def expected(unit: str) -> Sequence[tuple[Both, float]]:
    return [(Both("全年", "the year"), value) for value in NUMBERS.get(unit, ())]


def told(text: str, lang: Lang) -> list[int]:
    return [one.line for one in check("e", lang, text, expected, years=(2025, 2024))]


WRONG: list[tuple[Lang, str]] = [
    ("zh", "今年飞了33趟。"),
    ("zh", "33 趟航班，比去年多一趟。"),
    ("zh", "全年三十三趟航班。"),
    ("zh", "今年做了十二次演讲"),
    ("zh", "今年飞了 14 万公里"),
    ("zh", "一共飞了 175 个小时"),
    ("zh", "２０２５ 年去了 １７ 座城市"),
    ("en", "33 flights."),
    ("en", "This year, **33 flights**."),
    ("en", "thirty-three flights, one more than last year"),
    ("en", "I gave twelve talks in all"),
    ("en", "I flew 140,000 km this year"),
    ("en", "nine projects at once"),
    ("en", "In 2025 I went to seventeen cities"),
    ("en", "a dozen airports this year"),
]


@pytest.mark.parametrize(("lang", "text"), WRONG)
def test_a_figure_that_agrees_with_nothing(lang: Lang, text: str) -> None:
    assert told(text, lang) == [1]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        # What the rows say, in full or rounded.
        ("zh", "今年飞了32趟，去年 31 趟，演讲十场演讲。"),
        ("zh", "三十二趟航班"),
        ("zh", "今年飞了 12.6万公里"),
        ("zh", "今年飞了 12.7 万公里"),
        ("en", "32 flights, thirty-one last year"),
        ("en", "Two talks in New York this year"),
        ("en", "a dozen cities this year"),
        ("en", "five projects at once this year"),
        # Approximate, in order, more or fewer, or about others, plans and other years.
        ("zh", "今年约 40 趟航班"),
        ("zh", "今年 40 多趟航班"),
        ("zh", "今年三十几趟航班"),
        ("zh", "今年两三趟航班"),
        ("zh", "这是今年的第 33 趟。"),
        ("zh", "今年他飞了 60 趟航班"),
        ("zh", "明年打算飞 20 趟航班"),
        ("zh", "2019 年有 50 趟航班"),
        ("zh", "十年来 300 趟航班"),
        ("en", "almost 40 flights this year"),
        ("en", "40 or so flights this year"),
        ("en", "33-odd flights"),
        ("en", "my 33rd flight this year"),
        ("en", "three more flights this year"),
        ("en", "She took 60 flights this year"),
        ("en", "I plan 20 flights this year"),
        ("en", "50 flights in 2019"),
        # A part that nobody has counted, and no unit of ours.
        ("en", "4 flights to Vienna"),
        ("en", "33 flights over an ocean"),
        ("zh", "睡了 8 小时"),
        ("zh", "跑了 5000 公里"),
        ("zh", "今年买了 33 本书，坐了 33 趟地铁"),
        ("zh", "33 趟长途航班"),
        ("en", "27 flights left on time this year"),
        ("zh", "今年有 27 趟航班准点"),
        ("zh", "今年走过十五座城市的桥"),
        # Too far from the total to be a mistake about it.
        ("en", "The airport closed 4000 flights this year"),
        ("zh", "今年机场停了 300 个航班"),
        ("zh", "今年那一段走了五个城市"),
        # What others did, or what the author heard, read or missed.
        ("zh", "今年一共听了 12 场演讲"),
        ("zh", "我们今年有 33 趟航班"),
        ("en", "This year I sat through 12 talks"),
        ("en", "I reviewed nine projects this year"),
        # Not what the author says.
        ("en", "`33 flights`"),
        ("en", "> 33 flights this year"),
        ("en", "```\n33 flights this year\n```"),
        ("en", "[list](https://example.org/33 flights)"),
        ("en", "{{ flights }} flights"),
    ],
)
def test_a_figure_that_is_left_alone(lang: Lang, text: str) -> None:
    assert told(text, lang) == []


def test_where_it_stands_and_what_the_rows_say() -> None:
    (one,) = check("e", "en", "One.\n\nTwo, and 33 flights.", expected)
    assert (one.line, one.column) == (3, 10)
    assert "33 flights" in one.said.en
    assert "32" in one.why.en
    assert one.fix is None
