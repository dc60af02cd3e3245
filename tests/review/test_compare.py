"""A year beside another: to the same day, the mean, what is stated, what was seen before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.review.conftest import Years, review_of
from yearlog.kinds.project import Project
from yearlog.review.model import YearReview
from yearlog.review.numbers import everything, is_known, measure
from yearlog.review.numbers.compare import happened, mean, same_day, unproven
from yearlog.review.stats import mean_json, to_json, years_json


@pytest.mark.parametrize(
    ("year", "day", "same"),
    [
        (2024, "2025-11-23", "2024-11-23"),
        (2023, "2024-02-29", "2023-02-28"),
        (2020, "2024-02-29", "2020-02-29"),
        (2024, "2025-02-28", "2024-02-28"),
    ],
)
def test_the_same_day_of_another_year(year: int, day: str, same: str) -> None:
    assert same_day(year, date.fromisoformat(day)) == date.fromisoformat(same)


@pytest.mark.parametrize(
    ("line", "by_then"),
    [
        ("f GVA LHR 2024-11-23 23:30-00:15", True),
        ("f GVA LHR 2024-11-24", False),
        ("t 2024-11-23..25 @Geneva Snow", True),
        ("r 2024-11-24 Tomorrow", False),
        ("p Atlas 2024-03..2025-02", True),
        ("p Atlas 2024-12..2025-02", False),
        ("m 2024-10 @Vienna concert Mahler", True),
        ("m 2024-11 @Vienna concert Mahler", False),  # it may have been on the 24th
        ("m 2024 @Vienna book Stifter", False),
        ("m 2023 @Vienna book Stifter", True),
    ],
)
def test_what_had_begun_by_a_day(years: Years, line: str, by_then: bool) -> None:
    entry = years.add(line)
    found = happened([entry], date(2024, 11, 23))
    assert [one.id for one in found] == ([entry.id] if by_then else [])


@pytest.mark.parametrize(("line", "day"), [("m 2024-11 film", 30), ("r 2024-11-30 x", 30)])
def test_a_month_counts_on_its_last_day(years: Years, line: str, day: int) -> None:
    entry = years.add(line)
    assert happened([entry], date(2024, 11, day - 1)) == []
    assert happened([entry], date(2024, 11, day)) == [entry]


def test_nothing_goes_beyond_the_day(years: Years) -> None:
    stay = years.add("s Tahoe 2024-11-20..30")
    project = years.add("p Atlas 2024-03..2025-02",
                        milestones="2024-06-01 submitted\n2024-12-01 accepted")  # fmt: skip
    ended, cut = happened([stay, project], date(2024, 11, 23))
    assert (ended.starts_on, ended.ends_on) == (date(2024, 11, 20), date(2024, 11, 23))
    assert isinstance(cut.details, Project)
    assert [step.kind for step in cut.details.milestones] == ["submitted"]


def test_places_from_before_the_journal_are_no_first_times(years: Years) -> None:
    years.add("f YUL GVA 2025-03-01")
    years.add("f GVA NRT 2025-03-09")
    place = years.space.resolver().place
    new = {"cities.first_time": {"Geneva", "Montreal", "Tokyo"},
           "countries.first_time": {"CA", "CH", "JP"},
           "airports.first_time": {"YUL", "GVA", "NRT"}}  # fmt: skip

    def firsts(*names: str) -> dict[str, set[str]]:
        review = years.review(2025, visited=[place(name) for name in names])
        assert review.listed == bool(names)
        by_key = "airports.first_time"
        return {
            name: {
                one.key if name == by_key else one.name.en for one in measure(review, name).items
            }
            for name in new
        }

    assert firsts() == new
    assert firsts("Geneva") == new | {"cities.first_time": {"Montreal", "Tokyo"},
                                      "countries.first_time": {"CA", "JP"}}  # fmt: skip
    assert firsts("Japan") == new | {"countries.first_time": {"CA", "CH"}}
    assert firsts("GVA") == {"cities.first_time": {"Montreal", "Tokyo"},
                             "countries.first_time": {"CA", "JP"},
                             "airports.first_time": {"YUL", "NRT"}}  # fmt: skip
    assert firsts("Lake Tahoe")["cities.first_time"] == new["cities.first_time"]


def test_a_stated_total_holds_only_where_nothing_is_counted(years: Years) -> None:
    years.add("f GVA LHR 2024-03-01")
    review = years.review(2024)
    said = {"talks": 7.0, "flights": 31.0, "air_time": 900.0}
    # The one flight is behind the flights, and missing in the time in the air.
    assert unproven(review, said) == {"talks": 7.0}
    told = replace(review, stated=said)
    talks = measure(told, "talks")
    assert (talks.value, talks.stated, talks.items, talks.at_least) == (7, 7, (), False)
    assert (measure(told, "flights").value, measure(told, "flights").stated) == (1, None)
    assert measure(told, "air_time").stated is None
    assert measure(told, "trips").stated is None


def test_of_a_year_without_entries_only_what_is_stated_is_known() -> None:
    empty = replace(review_of([], 2019), stated={"flights": 31.0}, recorded=False)
    assert set(everything(empty)) == {"flights"}
    assert is_known(empty, "flights")
    assert not is_known(empty, "talks")
    found = replace(review_of([], 2020), compare=empty)
    told = to_json(found)["compare"]
    assert isinstance(told, dict)
    assert (told["year"], told["recorded"], told["until"]) == (2019, False, None)
    assert told["numbers"] == [
        {"name": "flights", "value": 31, "unit": "flight", "complete": True, "missing_ids": [],
         "stated": True, "items": []}
    ]  # fmt: skip


def three(years: Years) -> list[YearReview]:
    """2022: 1 flight without times. 2023: 3 flights and a talk. 2024: a talk, 31 stated flights."""
    years.add("f GVA LHR 2022-03-01")
    for day in (1, 2, 3):
        years.add(f"f GVA LHR 2023-03-0{day} 10:00-10:45")
    years.add("t 2023-04-01 @Geneva Snow")
    years.add("t 2024-04-01 @Geneva Ice")
    first, second, third = (years.review(year) for year in (2022, 2023, 2024))
    return [first, second, replace(third, stated={"flights": 31.0})]


def test_a_mean_leaves_out_what_is_only_stated(years: Years) -> None:
    found = mean(three(years))
    flights, talks, air = found["flights"], found["talks"], found["air_time"]
    assert (flights.value, flights.years, flights.at_least) == (2, (2022, 2023), False)
    assert (talks.value, talks.years) == (pytest.approx(2 / 3), (2022, 2023, 2024))
    assert (air.value, air.at_least) == (105, True)  # 3 × 105 minutes in 3 years
    alone = mean([replace(review_of([], 2024), stated={"flights": 31.0})])
    assert (alone["flights"].value, alone["flights"].years) == (0, ())


def test_a_mean_as_json(years: Years) -> None:
    reviews = three(years)
    found = mean_json(reviews)
    assert (found["year"], found["mean_of"], found["until"]) == (None, [2022, 2023, 2024], None)
    assert isinstance(found["numbers"], list)
    (talks,) = (one for one in found["numbers"] if isinstance(one, dict) and one["name"] == "talks")
    assert talks == {"name": "talks", "value": 0.6667, "unit": "talk", "complete": True,
                     "missing_ids": [], "stated": False, "items": [],
                     "years": [2022, 2023, 2024]}  # fmt: skip
    cut = [replace(one, until=date(one.year, 11, 23)) for one in reviews]
    assert mean_json(cut)["until"] == "2024-11-23"


def test_years_side_by_side_as_json(years: Years) -> None:
    stated = replace(review_of([], 2021), stated={"flights": 40.0}, recorded=False)
    found = years_json([stated, *three(years)], date(2024, 5, 1))
    assert found["years"] == [
        {"year": 2021, "recorded": False, "over": True},
        {"year": 2022, "recorded": True, "over": True},
        {"year": 2023, "recorded": True, "over": True},
        {"year": 2024, "recorded": True, "over": False},
    ]
    assert isinstance(found["numbers"], list)
    flights, talks = (
        next(one for one in found["numbers"] if isinstance(one, dict) and one["name"] == name)
        for name in ("flights", "talks")
    )
    assert flights["values"] == [
        {"year": 2021, "value": 40, "complete": True, "stated": True},
        {"year": 2022, "value": 1, "complete": True, "stated": False},
        {"year": 2023, "value": 3, "complete": True, "stated": False},
        {"year": 2024, "value": 31, "complete": True, "stated": True},
    ]
    assert isinstance(talks["values"], list)
    assert [one["year"] for one in talks["values"] if isinstance(one, dict)] == [2022, 2023, 2024]


def test_years_of_which_nothing_is_known_give_no_number() -> None:
    empty = replace(review_of([], 2021), recorded=False)
    assert years_json([empty], date(2024, 5, 1))["numbers"] == []


def test_a_flight_known_by_its_year_is_in_no_month(years: Years) -> None:
    years.add("f GVA LHR 2025")
    (march,) = (years.add("f LHR GVA 2025-03"),)
    flights = years.review(2025).flights
    assert flights.count == 2
    assert flights.by_month == ((), (), (march.id,), *[()] * 9)
    months = to_json(years.review(2025))["flights"]["by_month"]  # type: ignore[index,call-overload]
    assert months[2] == {"month": 3, "count": 1, "ids": [march.id]}  # type: ignore[index,call-overload]
