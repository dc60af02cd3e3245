"""The two languages of an entry."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from yearlog.kinds.entry import Entry
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.values import Text
from yearlog.review.findings import languages


def entry(zh: str, en: str, *, zh_title: str = "", made_from: str = "") -> Entry:
    return Entry(
        id="e", starts_on=date(2025, 5, 12), details=Reflection(),
        texts={"zh": Text(zh_title, zh), "en": Text("", en, made_from)},
    )  # fmt: skip


def alone(zh: str, en: str) -> list[tuple[str | None, str, bool]]:
    return [
        (one.lang, one.said.en, one.hint)
        for one in languages.check(entry(zh, en))
        if one.code == "figure-alone"
    ]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("5月12日", "12 May"),
        ("2025 年 5 月 12 日", "May 12th, 2025"),
        ("12.6万公里", "126,000 km"),
        ("三十二趟", "32 flights"),
        ("32 趟", "thirty-two flights"),
        ("6 点零 4 分", "6.04"),
        ("晚上 8 点", "20:00"),
        ("90 年代", "the 1990s"),
        ("38 度", "101 degrees"),
        ("4 斤笋干", "2 kilos of bamboo shoots"),
        ("用 GPT-4 和 H100", "with a model"),
        ("第 3 层", "the third floor"),
        ("甲[^1]\n\n[^1]: 注", "a[^2]\n\n[^2]: note"),
        ("两次", "twice"),
        ("12 个", "a dozen"),
    ],
)
def test_the_same_figure_said_in_two_ways(zh: str, en: str) -> None:
    assert alone(zh, en) == []


def test_figures_that_contradict_need_attention() -> None:
    assert alone("今年 32 趟", "33 flights") == [
        ("zh", "“32” stands in this language only", False),
        ("en", "“33” stands in this language only", False),
    ]


def test_a_figure_more_is_a_hint() -> None:
    assert alone("今年 32 趟，山高 4200 米处 17 人", "32 flights") == [
        ("zh", "“17” stands in this language only", True)
    ]


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_translation_of_the_present_text() -> None:
    fresh = entry("原文", "text", zh_title="题", made_from=hashed("原文"))
    assert [one.code for one in languages.check(fresh)] == []


def test_a_stale_translation() -> None:
    stale = entry("原文改过", "text", made_from=hashed("原文"))
    assert [(one.code, one.lang) for one in languages.check(stale)] == [("stale", "en")]
    assert [one.code for one in languages.check(entry("原文", "text"))] == []


def test_notes() -> None:
    one = entry("a", "b")
    assert list(languages.notes(one, {"zh": ["1", "2"], "en": ["1", "2"]})) == []
    assert list(languages.notes(one, {"zh": ["1", "2"]})) == []
    (order,) = languages.notes(one, {"zh": ["1", "2"], "en": ["2", "1"]})
    (differ,) = languages.notes(one, {"zh": ["1", "2"], "en": ["1"]})
    assert (order.code, differ.code) == ("notes-order", "notes-differ")
    assert "Chinese [^1] [^2], English [^1]" in differ.said.en


def test_a_chapter_in_one_language() -> None:
    whole, half = entry("甲", "a"), entry("乙", "")
    assert [(one.code, one.lang, one.hint) for one in languages.missing([whole, half])] == [
        ("one-language", "en", True)
    ]
    assert list(languages.missing([half, half])) == []


def test_a_figure_that_one_language_names_and_the_other_types() -> None:
    both = entry("今年飞了 {{ flights }}。", "I took 32 flights.")
    filled = {"zh": "今年飞了 32 趟航班。", "en": "I took 32 flights."}
    assert list(languages.check(both, filled)) == []  # type: ignore[arg-type]
    assert [one.code for one in languages.check(both)] == ["figure-alone"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("九成", "90%"), ("90%", "nine in ten"), ("三成", "30%"), ("3 个半月", "3.5 months"),
        ("一个半小时", "90 minutes"), ("90 分钟", "an hour and a half"),
        ("20 多岁", "in my twenties"),
        ("19 世纪", "the 1800s"), ("3k字", "3,000 characters"), ("1.2k", "1,200"),
        ("3 倍", "threefold"), ("10 年", "a decade"), ("20 年", "two decades"),
        ("三刻钟", "45 minutes"), ("45 分钟", "three quarters of an hour"), ("20%", "a fifth"),
        ("75%", "three quarters"), ("五五开", "50-50"), ("1 小时 20 分", "80 minutes"),
        ("80 分钟", "1 h 20"), ("除夕", "31 December"),
    ],
)  # fmt: skip
def test_one_number_said_in_two_ways(zh: str, en: str) -> None:
    assert list(languages.check(entry(zh, en))) == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [("九成", "80%"), ("3 成功", "30 wins"), ("80 分钟", "1 h 30"), ("18 世纪", "the 1800s"),
     ("20%", "a quarter")],
)  # fmt: skip
def test_two_numbers(zh: str, en: str) -> None:
    assert {one.code for one in languages.check(entry(zh, en))} == {"figure-alone"}
