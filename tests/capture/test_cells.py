"""Dates in the first column of a table, as people write them there."""

from __future__ import annotations

from datetime import date

import pytest

from yearlog.capture.cells import read_cell
from yearlog.capture.errors import NoSuchDate, NotADate


def days(first: str, last: str = "") -> tuple[date, date | None]:
    return date.fromisoformat(first), date.fromisoformat(last) if last else None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2025-05-12", days("2025-05-12")),
        ("5/12", days("2025-05-12")),
        ("5月12日", days("2025-05-12")),
        ("5 月 12 日", days("2025-05-12")),
        ("５月１２日", days("2025-05-12")),
        ("十二月三日", days("2025-12-03")),
        ("11 April", days("2025-04-11")),
        ("May 12, 2024", days("2024-05-12")),
        ("2025-05-12..14", days("2025-05-12", "2025-05-14")),
        ("5月12–14日", days("2025-05-12", "2025-05-14")),
        ("9月2日至11月8日", days("2025-09-02", "2025-11-08")),
        ("12–14 May", days("2025-05-12", "2025-05-14")),
        ("12 to 14 May 2024", days("2024-05-12", "2024-05-14")),
        ("2024-12-28–2025-01-04", days("2024-12-28", "2025-01-04")),
    ],
)
def test_days(typed: str, expected: tuple[date, date | None]) -> None:
    assert read_cell(typed, 2025) == (*expected, "day")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2025-03", days("2025-03-01", "2025-03-31")),
        ("3月", days("2025-03-01", "2025-03-31")),
        ("3 月", days("2025-03-01", "2025-03-31")),
        ("2024 年 2 月", days("2024-02-01", "2024-02-29")),
        ("五月", days("2025-05-01", "2025-05-31")),
        ("Mar 2024", days("2024-03-01", "2024-03-31")),
        ("March", days("2025-03-01", "2025-03-31")),
        ("Sept.", days("2025-09-01", "2025-09-30")),
        ("3–4 月", days("2025-03-01", "2025-04-30")),
        ("2024年3-4月", days("2024-03-01", "2024-04-30")),
        ("April–May", days("2025-04-01", "2025-05-31")),
        ("Apr to May 2024", days("2024-04-01", "2024-05-31")),
        ("2025-03..2025-05", days("2025-03-01", "2025-05-31")),
    ],
)
def test_months(typed: str, expected: tuple[date, date | None]) -> None:
    assert read_cell(typed, 2025) == (*expected, "month")


def test_a_year() -> None:
    assert read_cell("2023", 2025) == (*days("2023-01-01", "2023-12-31"), "year")


@pytest.mark.parametrize(
    "typed",
    ["", "–", "later", "昨天", "today", "周五", "Friday", "last Friday", "3天前", "2 weeks ago",
     "前年3月", "12月初", "early March", "Q3", "5月12日 周一"],
)  # fmt: skip
def test_what_is_no_date_or_counts_from_today(typed: str) -> None:
    with pytest.raises(NotADate):
        read_cell(typed, 2025)


@pytest.mark.parametrize("typed", ["30 Feb", "2025-13", "2月30日"])
def test_a_day_the_calendar_lacks(typed: str) -> None:
    with pytest.raises(NoSuchDate):
        read_cell(typed, 2025)
