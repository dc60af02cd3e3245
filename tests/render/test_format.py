"""Dates, numbers and durations in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from yearlog.render import format as fmt

MAY = date(2025, 5, 12)


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (999.4, "999"), (126634.2, "126,634"), (1234567, "1,234,567")]
)
def test_numbers_are_rounded_and_grouped_in_threes(value, shown):
    assert fmt.number(value, "zh") == fmt.number(value, "en") == shown


def test_a_day_is_written_as_each_language_writes_it():
    assert fmt.day(MAY, "zh") == "5月12日"
    assert fmt.day(MAY, "en") == "12 May"
    assert fmt.day(MAY, "zh", year=True) == "2025年5月12日"
    assert fmt.day(MAY, "en", year=True) == "12 May 2025"


def test_a_date_known_less_exactly_says_less():
    assert fmt.day(MAY, "zh", precision="month", year=True) == "2025年5月"
    assert fmt.day(MAY, "en", precision="month") == "May"
    assert fmt.day(MAY, "en", precision="year") == "2025"
    assert fmt.span(MAY, None, "zh", in_year=2025, precision="month") == "5月"
    assert fmt.span(date(2024, 5, 1), None, "en", in_year=2025, precision="month") == "May 2024"


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        (MAY, None, "5月12日", "12 May"),
        (MAY, MAY, "5月12日", "12 May"),
        (MAY, date(2025, 5, 14), "5月12日–14日", "12–14 May"),
        (MAY, date(2025, 6, 1), "5月12日–6月1日", "12 May – 1 Jun"),
        (date(2024, 12, 28), date(2025, 1, 4), "2024年12月28日–1月4日", "28 Dec 2024 – 4 Jan"),
        (date(2025, 12, 31), date(2026, 1, 2), "12月31日–2026年1月2日", "31 Dec – 2 Jan 2026"),
        (date(2024, 3, 1), None, "2024年3月1日", "1 Mar 2024"),
    ],
)
def test_a_span_names_month_and_year_only_where_they_change(start, end, zh, en):
    assert fmt.span(start, end, "zh", in_year=2025) == zh
    assert fmt.span(start, end, "en", in_year=2025) == en


def test_durations_in_words_and_in_columns():
    assert fmt.duration(440, "zh") == "7 小时 20 分"
    assert fmt.duration(440, "en") == "7 h 20 min"
    assert fmt.duration(45, "zh") == "45 分钟"
    assert fmt.duration(120, "en") == "2 h"
    assert fmt.duration(60_000, "en") == "1,000 h"
    assert fmt.clock(440) == "7:20"
    assert fmt.clock(65) == "1:05"


def test_a_list_of_names():
    assert fmt.listing(["奥斯陆", "阿姆斯特丹"], "zh") == "奥斯陆和阿姆斯特丹"
    assert fmt.listing(["Oslo", "Bergen", "Narvik"], "en") == "Oslo, Bergen and Narvik"
    assert fmt.listing([], "en") == ""
