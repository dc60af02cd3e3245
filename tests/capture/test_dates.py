"""Dates in a person's words; today is Saturday 2025-12-20 unless a case says otherwise.

The weekdays were taken from a printed calendar: 2025-12-15 is a Monday, 2024-02-29 a Thursday.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.capture.dates import leading, read
from yearlog.capture.errors import EndBeforeStart, NoSuchDate, NotADate
from yearlog.errors import YearlogError

TODAY = date(2025, 12, 20)


def said(text: str, today: date = TODAY, year: int | None = None) -> str:
    """Return what a text reads as: ``first[..last][ precision]``."""
    first, last, precision = read(text, today, year=year)
    span = first.isoformat() + (f"..{last.isoformat()}" if last else "")
    return span if precision == "day" else f"{span} {precision}"


ONE_DAY = {
    "2025-05-12": [
        "2025-05-12", "2025/5/12", "2025.5.12", "20250512", "2025年5月12日", "2025年5月12号",
        "2025年05月12", "２０２５－０５－１２", "5/12", "5-12", "05/12", "５／１２", "5月12日",
        "5月12号", "5月12", "五月十二日", "五月十二号", "5/12/2025", "May 12", "may 12th", "12 May",
        "12th of May", "May 12, 2025", "May 12 2025", "12 May 2025", "今年5月12日", " 5/12 ",
    ],
    "2024-12-25": ["12/25", "12月25日", "十二月二十五日", "Dec 25", "Dec. 25", "去年12月25日"],
    "2024-02-29": ["2/29", "2月29日", "Feb 29", "2024-02-29"],
    "2025-12-20": ["今天", "今日", "今晚", "today", "Tonight", "12/20", "周六", "this saturday"],
    "2025-12-19": ["昨天", "昨日", "昨晚", "昨夜", "昨天晚上", "yesterday", "yesterday evening",
                   "last night", "1天前", "1 day ago", "一天前", "周五", "friday", "last friday"],
    "2025-12-18": ["前天", "the day before yesterday", "2 days ago", "两天前", "星期四"],
    "2025-12-17": ["大前天", "3 天前", "三天前", "本周三", "这周三"],
    "2025-12-21": ["明天", "tomorrow"],
    "2025-12-22": ["后天", "the day after tomorrow", "下周一", "next monday"],
    "2025-12-23": ["大后天"],
    "2025-12-13": ["上周六", "上个星期六", "上周六晚上", "last saturday", "1 week ago", "一周前"],
    "2025-12-14": ["上周日", "上个星期天", "上礼拜天", "周日", "sunday"],
    "2025-12-12": ["上周五"],
    "2025-12-03": ["上上周三"],
    "2025-12-06": ["2周前", "两周前", "2 weeks ago"],
    "2026-01-01": ["明年1月1日"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"), [(text, day) for day, texts in ONE_DAY.items() for text in texts]
)
def test_a_day_in_many_words(text, day) -> None:
    assert said(text) == day


PERIODS = {
    "2025-05-01..2025-05-31 month": [
        "2025-05", "2025/5", "2025.05", "2025年5月", "May 2025", "May, 2025", "5月", "五月",
        "今年5月",
    ],
    "2025-09-01..2025-09-30 month": ["Sept 2025", "Sep. 2025", "9月"],
    "2024-02-01..2024-02-29 month": ["2024-02", "去年2月"],
    "2025-12-01..2025-12-31 month": ["12月", "2025-12"],
    "2024-01-01..2024-12-31 year": ["2024", "2024年", "去年"],
    "2023-01-01..2023-12-31 year": ["前年"],
    "2023-12-01..2023-12-31 month": ["前年12月"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "span"), [(text, span) for span, texts in PERIODS.items() for text in texts]
)
def test_a_month_or_a_year_is_its_days_and_says_how_precise_it_is(text, span) -> None:
    assert said(text) == span


RANGES = {
    "2025-02-14..2025-02-16": [
        "2025-02-14..2025-02-16", "2025-02-14...2025-02-16", "2025-02-14 - 2025-02-16",
        "2-14..2-16", "2-14..16", "2/14-2/16", "2/14-16", "2025/2/14-2/16", "2/14–2/16",
        "2/14—2/16", "2/14～2/16", "2-14 ~ 2-16", "2月14日到16日", "2月14日至2月16日",
        "2月14-16日", "2月14日——16号",
        "Feb 14-16", "Feb 14 to 16", "Feb 14 to Feb 16", "Feb 14th-16th", "2-14..2025-02-16",
    ],
    "2025-03-01..2025-09-30 month": [
        "2025-03..2025-09", "2025-03..09", "2025年3月到9月", "2025年3月-9月", "3月到9月",
        "三月至九月", "Mar 2025 to Sep 2025",
    ],
    "2024-01-01..2025-12-31 year": ["2024..2025", "2024年-2025年", "去年到今年"],
    # over New Year
    "2024-12-28..2025-01-03": ["12-28..1-3", "2024-12-28..1-3", "12/28-1/3", "12/28-2025-01-03"],
    "2025-12-28..2026-01-03": ["2025-12-28..01-03", "12-28..2026-01-03"],
    "2024-12-01..2025-01-31 month": ["去年12月到1月"],
    # two precisions: the coarser is said
    "2025-03-05..2025-09-30 month": ["2025-03-05..2025-09"],
    # weekdays: the second is the next one after the first
    "2025-12-08..2025-12-10": ["上周一到周三"],
    "2025-12-15..2025-12-19": ["monday..friday", "周一到周五"],
    "2025-12-19..2025-12-22": ["fri..mon"],
    "2025-12-19..2025-12-20": ["昨天到今天", "yesterday..today"],
    "2025-05-12..2025-05-12": ["5/12..5/12"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "span"), [(text, span) for span, texts in RANGES.items() for text in texts]
)
def test_a_range_has_its_last_day(text, span) -> None:
    assert said(text) == span


@pytest.mark.parametrize(
    "text",
    ["2025-03..", "2025-03 ..", "2025-03至今", "2025年3月到现在", "Mar 2025 to now", "3月..now",
     "2025-03 - present"],
)  # fmt: skip
def test_a_range_may_stay_open(text) -> None:
    assert said(text) == "2025-03-01 month"
    assert said("2025-03-05..") == "2025-03-05"


@pytest.mark.parametrize("text", [
    "2025-02-30", "2025-02-29", "2/30", "13/45", "0/0", "2025-13", "2025-13-01", "2025-00-10",
    "0000-01-01", "13月", "4月31日", "13/5/2025", "Feb 30", "去年2月30日", "2025-05-12..32",
    "9999-12-31..1/1", "2025-02-30..2025-03-01",
])  # fmt: skip
def test_a_day_the_calendar_does_not_have_is_refused(text) -> None:
    with pytest.raises(NoSuchDate) as refused:
        read(text, TODAY)
    assert text in refused.value.get("zh")
    assert refused.value.field == "starts_on"


@pytest.mark.parametrize("text", [
    "", " ", "nonsense", "12:30", "12", "12号", "2025-5-1-2", "0000", "3000", "..2024",
    "..", "至今",
    "a/b-c", "GPT-4", "5/12 lunch", "Ⅴ/Ⅵ", "٣/٤", "三一月", "十十日", "周八", "may", "last",
    "一二三日", "2025-05-12..nonsense", "\x00", "🎿",
])  # fmt: skip
def test_other_text_is_no_date(text) -> None:
    with pytest.raises(NotADate):
        read(text, TODAY)


@pytest.mark.parametrize(
    "text", ["2025-05-15..2025-05-12", "2025-05-15..12", "5/15-5/12", "2024-09..06", "今天..昨天"]
)
def test_an_end_before_its_start_is_refused_under_the_end(text) -> None:
    with pytest.raises(EndBeforeStart) as refused:
        read(text, TODAY)
    assert refused.value.field == "ends_on"


@pytest.mark.parametrize(
    ("today", "shang_zhou_wu", "last_friday", "zhou_wu"),
    [  # 2025-12-15 is a Monday; its Friday is the 19th, the Friday before that the 12th
        ("2025-12-15", "2025-12-12", "2025-12-12", "2025-12-12"),
        ("2025-12-16", "2025-12-12", "2025-12-12", "2025-12-12"),
        ("2025-12-17", "2025-12-12", "2025-12-12", "2025-12-12"),
        ("2025-12-18", "2025-12-12", "2025-12-12", "2025-12-12"),
        ("2025-12-19", "2025-12-12", "2025-12-12", "2025-12-19"),
        ("2025-12-20", "2025-12-12", "2025-12-19", "2025-12-19"),
        ("2025-12-21", "2025-12-12", "2025-12-19", "2025-12-19"),
        ("2025-12-22", "2025-12-19", "2025-12-19", "2025-12-19"),
    ],
)
def test_shang_zhou_wu_is_last_weeks_and_last_friday_the_latest(
    today, shang_zhou_wu, last_friday, zhou_wu
) -> None:
    day = date.fromisoformat(today)
    assert said("上周五", day) == shang_zhou_wu
    assert said("last friday", day) == last_friday
    assert said("周五", day) == said("friday", day) == zhou_wu


def test_a_week_counts_from_monday_in_january_too() -> None:
    new_year = date(2026, 1, 1)  # a Thursday
    assert said("上周日", new_year) == "2025-12-28"
    assert said("这周一", new_year) == "2025-12-29"
    assert said("next thursday", new_year) == "2026-01-08"
    assert said("下周四", new_year) == "2026-01-08"
    assert said("this sunday", new_year) == "2026-01-04"
    assert said("昨天", new_year) == "2025-12-31"


def test_a_date_without_a_year_is_never_in_the_future() -> None:
    assert said("12/20") == "2025-12-20"
    assert said("12/21") == "2024-12-21"
    assert said("1月", date(2026, 1, 1)) == "2026-01-01..2026-01-31 month"
    assert said("2月", date(2026, 1, 1)) == "2025-02-01..2025-02-28 month"
    assert said("2/29", date(2104, 2, 28)) == "2096-02-29"  # 2100 has no leap day


def test_the_year_on_the_screen_wins() -> None:
    assert said("12/25", year=2025) == "2025-12-25"
    assert said("5月", year=2023) == "2023-05-01..2023-05-31 month"
    assert said("12-28..1-3", year=2023) == "2023-12-28..2024-01-03"
    assert said("2024-05-12", year=2023) == "2024-05-12"
    assert said("昨天", year=2023) == "2025-12-19"
    with pytest.raises(NoSuchDate):
        read("2/29", TODAY, year=2025)


@pytest.mark.parametrize(
    ("sentence", "day", "rest"),
    [
        ("昨天在日内瓦", "昨天", "在日内瓦"),
        ("昨天晚上没睡", "昨天晚上", "没睡"),
        ("上个星期五，下雪", "上个星期五", "下雪"),
        ("2025-05-12下雪", "2025-05-12", "下雪"),
        ("2025年5月12日 下雪", "2025年5月12日", "下雪"),
        ("五月十二日下雪", "五月十二日", "下雪"),
        ("去年5月12号下雪", "去年5月12号", "下雪"),
        ("今晚", "今晚", ""),
        ("下雪了", "", "下雪了"),
        ("2025-05-123", "", "2025-05-123"),
        ("①昨天", "", "①昨天"),
        ("昨天㍿", "", "昨天㍿"),  # a sign that takes more letters written out
        ("", "", ""),
    ],
)
def test_a_date_may_begin_a_sentence_without_a_space(sentence, day, rest) -> None:
    assert leading(sentence) == (day, rest)


@given(st.dates())
def test_any_iso_date_reads_as_itself(day) -> None:
    assert read(day.isoformat(), TODAY) == (day, None, "day")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_any_range_of_iso_dates_reads_as_itself(first, days) -> None:
    last = first + timedelta(days=days)
    assert read(f"{first}..{last}", TODAY) == (first, last, "day")


PIECES = st.sampled_from(
    [
        *"0123456789-/.年月日号周一五十上下个前天 ",
        "2025",
        "..",
        "到",
        "last ",
        "friday",
        "May",
        "ago",
    ]
)


@given(
    st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)),
    st.dates(date(1970, 1, 1), date(2200, 1, 1)),
    st.none() | st.integers(1900, 2200),
)
def test_any_text_is_a_date_or_refused(text, today, year) -> None:
    with suppress(YearlogError):
        first, last, precision = read(text, today, year=year)
        assert last is None or first <= last
        assert precision in ("day", "month", "year")
