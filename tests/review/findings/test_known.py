"""The numbers that a typed figure may mean: six flights of 2025, counted by hand below.

2025: YUL–BOS on 1 May and back on the 3rd; YUL–GVA on 9 June and back on the 14th; YUL–BOS on
1 December, 20 hours; and to YUL on the 5th. Talks: Boston on 2 May, Geneva on 10 and 11 June.
2024: YUL–GVA on 1 March and back on the 9th.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.review.conftest import Years
from yearlog.review.findings.known import Known, Numbers

LATE = date(2025, 12, 31)


@pytest.fixture
def numbers(years: Years) -> Numbers:
    for line in (
        "f YUL GVA 2024-03-01", "f GVA YUL 2024-03-09",
        "f YUL BOS 2025-05-01 10:00-11:20", "f BOS YUL 2025-05-03 10:00-11:10",
        "f YUL GVA 2025-06-09 AC884", "f GVA YUL 2025-06-14 AC885",
        "f YUL BOS 2025-12-01", "f BOS YUL 2025-12-05",
        "t 2025-05-02 @Boston one", "t 2025-06-10 @Geneva two", "t 2025-06-11 @Geneva three",
        "p Firn 2024-11..2025-02", "p Atlas 2025-03..2025-12",
    ):  # fmt: skip
        years.add(line)
    return Numbers(years.review(2025, compare=years.review(2024)))


def known(numbers: Numbers, unit: str, day: date = LATE) -> Known:
    found = numbers.until(day)(unit)
    assert found is not None
    return found


def test_totals(numbers: Numbers) -> None:
    flights = known(numbers, "flight")
    assert (flights.total.name, flights.total.year, flights.total.value) == ("flights", 2025, 6)
    assert flights.beside is not None
    assert (flights.beside.year, flights.beside.value) == (2024, 2)
    assert {6, 2, 4, 8} <= set(flights.whole)  # of either year, the difference, both years
    assert numbers.years == (2025, 2024)


def test_minutes_are_said_as_hours(numbers: Numbers) -> None:
    hours = known(numbers, "hour")
    assert hours.total.name == "air_time"
    assert hours.total.value == pytest.approx(2.5)  # 1:20 and 1:10
    assert hours.total.at_least  # of the other four the times are not known
    assert any(part == pytest.approx(80 / 60) for part in hours.parts)


def test_parts(numbers: Numbers) -> None:
    parts = set(known(numbers, "flight").parts)
    assert {1, 2, 4} <= parts  # by airport, by month, to Boston and back
    assert 5 not in parts
    talks = set(known(numbers, "talk").parts)
    assert {1, 2} <= talks
    distances = known(numbers, "km")
    assert any(one == pytest.approx(5922, rel=0.01) for one in distances.parts)  # Montreal–Geneva


def test_projects_by_month(numbers: Numbers) -> None:
    assert known(numbers, "project").total.value == 2
    assert 1 in known(numbers, "project").parts  # in January, in March


def test_by_the_day_of_a_text(numbers: Numbers) -> None:
    on_the_day = known(numbers, "flight", date(2025, 6, 9))
    assert {2, 3} <= set(on_the_day.whole)  # without and with the flight of that day
    assert not on_the_day.total.settled
    assert known(numbers, "flight").total.settled
    assert known(numbers, "km", date(2025, 12, 5)).total.settled


def test_home_counts_or_does_not(numbers: Numbers) -> None:
    cities = known(numbers, "city")
    assert cities.total.value == 3  # Boston, Geneva, and Montreal as no home is known
    assert {2, 3, 4} <= set(cities.whole)
    assert {2, 3} <= set(known(numbers, "country").whole)  # with Canada three


def test_what_nobody_recorded_is_not_known(numbers: Numbers) -> None:
    assert numbers.until(LATE)("stay") is None
    assert numbers.until(LATE)("no such unit") is None


def test_a_year_beside_without_that_number_is_not_known(numbers: Numbers) -> None:
    assert known(numbers, "talk").beside is None


def test_a_year_alone(years: Years) -> None:
    years.add("f YUL BOS 2025-05-01")
    alone = Numbers(years.review(2025))
    flights = known(alone, "flight")
    assert (flights.total.value, flights.beside) == (1, None)


def test_the_whole_of_a_year_that_is_compared_up_to_a_day(years: Years) -> None:
    for line in ("f YUL BOS 2024-01-05", "f BOS YUL 2024-12-05", "f YUL BOS 2025-01-03"):
        years.add(line)
    whole = years.review(2024)
    cut = replace(whole, flights=replace(whole.flights, entries=whole.flights.entries[:1]))
    found = known(Numbers(years.review(2025, compare=replace(whole, to_date=cut))), "flight")
    assert found.beside is not None
    assert found.beside.value == 2
    assert {1, 2} <= set(found.whole)


def test_a_text_of_some_day_of_a_month(numbers: Numbers) -> None:
    """Within June the count went from two to four; a text dated to the month may say any."""
    found = numbers.until(date(2025, 6, 1), date(2025, 6, 30))("flight")
    assert found is not None
    assert {2, 3, 4} <= set(found.whole)
    assert not found.total.settled
    of_a_day = numbers.until(date(2025, 6, 1))("flight")
    assert of_a_day is not None
    assert 3 not in of_a_day.whole


def test_nights_without_those_in_the_air(years: Years) -> None:
    """Out on 9 June over night, back on 14 June by day: four nights in Geneva, one in the air."""
    for line in (
        "f YUL GVA 2025-06-09 18:30-08:00+1", "f GVA YUL 2025-06-14 11:00-13:30",
        "f YUL BOS 2025-08-01", "f BOS YUL 2025-08-01",
    ):  # fmt: skip
        years.add(line)
    nights = known(Numbers(years.review(2025)), "night")
    assert nights.total.value == 5
    assert 4 in nights.whole
