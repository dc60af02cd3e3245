"""Numbers divided, and the records of a year: against the facts of the sample and by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.review.conftest import Years, review_of
from yearlog.actions import reviews
from yearlog.actions.workspace import Workspace
from yearlog.review.model import YearReview
from yearlog.review.numbers.model import Number
from yearlog.review.numbers.records import RECORDS, records
from yearlog.review.numbers.spreads import SPREADS, by_month
from yearlog.review.visible import EVERYTHING, PUBLIC

Sample = Callable[[], Workspace]


def of(sample: Sample, year: int, profile: Any = EVERYTHING) -> YearReview:
    return reviews.year_review(sample(), year, profile, today=date(2026, 1, 15))


def parts(review: YearReview, name: str) -> dict[str, float]:
    return {part.name.en: part.value for part in SPREADS[name](review).parts}


@pytest.mark.parametrize("year", [2023, 2024, 2025])
@pytest.mark.parametrize("profile", [EVERYTHING, PUBLIC], ids=["all", "public"])
@pytest.mark.parametrize("name", SPREADS)
def test_the_parts_add_up_to_the_whole_and_none_overlaps(
    sample: Sample, year: int, profile: Any, name: str
) -> None:
    spread = SPREADS[name](of(sample, year, profile))
    assert spread.name == name
    items = [item for part in spread.parts for item in part.items]
    assert sorted(items) == sorted(spread.of.items)
    assert sum(part.value for part in spread.parts) == pytest.approx(spread.of.value)


@pytest.mark.parametrize(
    ("year", "months"),
    [
        (2023, [0, 2, 0, 4, 0, 0, 4, 0, 0, 2, 0, 0]),
        (2024, [2, 2, 2, 2, 0, 6, 0, 5, 2, 3, 4, 3]),
        (2025, [1, 2, 1, 7, 3, 2, 4, 0, 2, 1, 5, 4]),
    ],
)
def test_flights_by_month(sample: Sample, year: int, months: list[int]) -> None:
    assert list(parts(of(sample, year), "flights.by_month").values()) == months


def test_talks_of_2025(sample: Sample) -> None:
    review = of(sample, 2025)
    assert parts(review, "talks.by_form") == {
        "talk": 4, "lecture": 2, "panel": 2, "podcast": 1, "poster": 1,
    }  # fmt: skip
    assert parts(review, "talks.by_mode") == {"in person": 8, "online": 2}
    assert parts(review, "talks.by_place") == {
        "Montreal": 2, "Banff": 1, "Davos": 1, "Geneva": 1, "Toronto": 1, "Yokohama": 1,
        "Zurich": 1, "not known": 2,
    }  # fmt: skip


def test_what_is_known_by_its_year_alone_is_in_no_month(years: Years) -> None:
    years.add("t 2025-03-01 A")
    years.add("t 2025-04 B")
    years.add("t 2025 C")
    review = years.review(2025)
    assert {name: n for name, n in parts(review, "talks.by_month").items() if n} == {
        "March": 1, "April": 1, "not known": 1,
    }  # fmt: skip
    assert [part.key for part in SPREADS["talks.by_month"](review).parts][-1] == ""


def test_what_began_in_another_year_is_in_no_month_of_this_one(years: Years) -> None:
    entry = years.add("p Firn 2024-11-01..2025-06-01")
    review = years.review(2025)
    number = Number("projects", "project", tuple(n for n in _projects(review)))
    spread = by_month(review, number)
    assert [(part.key, len(part.items)) for part in spread.parts if part.items] == [("", 1)]
    assert spread.parts[-1].items[0].key == entry.id


def _projects(review: YearReview) -> Any:
    from yearlog.review.numbers import measure

    return measure(review, "projects").items


def test_weekdays_are_of_days_that_are_known(years: Years) -> None:
    years.add("f GVA LHR 2025-03-03")  # a Monday
    sunday = years.add("f LHR GVA 2025-03-09")
    loose = replace(years.add("f GVA CDG 2025-05-01"), date_precision="month")
    review = review_of([*years.kept[:-1], loose], 2025)
    found = {name: n for name, n in parts(review, "flights.by_weekday").items() if n}
    assert found == {"Monday": 1, "Sunday": 1, "not known": 1}
    assert sunday.starts_on.isoweekday() == 7


def test_languages_and_categories_are_counted_where_they_are_said(years: Years) -> None:
    entry = years.add("t 2025-03-01 A")
    years.add("t 2025-03-02 B")
    years.kept[0] = replace(entry, details=replace(entry.details, spoken_language="zh"))  # type: ignore[type-var]
    for line in ("m 2025-01-02 concert A", "m 2025-01-03 B", "m 2025-01-04 concert C"):
        years.add(line)
    review = review_of(years.kept, 2025)
    assert parts(review, "talks.by_language") == {"Chinese": 1, "not known": 1}
    assert parts(review, "moments.by_category") == {"concert": 2, "not known": 1}


# Records ------------------------------------------------------------------------------------------


def test_the_records_of_2025(sample: Sample) -> None:
    found = records(of(sample, 2025))
    assert found["flights.longest"].value == pytest.approx(12483.6, rel=0.003)
    assert found["flights.longest"].item.name.en.startswith("Vancouver → Sydney")
    assert (found["flights.busiest_month"].item.name.en, found["flights.busiest_month"].value) == (
        "April", 7,
    )  # fmt: skip
    assert found["places.northernmost"].item.name.en == "Longyearbyen"
    assert found["places.southernmost"].item.name.en == "Sydney"
    assert found["places.easternmost"].item.name.en == "Sydney"
    assert found["places.westernmost"].item.name.en == "Honolulu"
    assert 78 < found["places.northernmost"].value < 78.4


def test_a_year_without_travel_or_texts_has_no_records(years: Years) -> None:
    years.add("p Firn 2025-03-01..2025-06-01")
    assert records(years.review(2025)) == {}


def test_one_flight_is_the_longest_and_no_route_is_busy(years: Years) -> None:
    only = years.add("f GVA LHR 2025-03-03")
    found = records(years.review(2025))
    assert found["flights.longest"].item.ids == (only.id,)
    assert not {"flights.shortest", "flights.busiest_route"} & set(found)
    back = years.add("f LHR GVA 2025-03-09")
    far = years.add("f GVA JFK 2025-04-01")
    found = records(years.review(2025))
    assert found["flights.busiest_route"].item.ids == (only.id, back.id)
    assert found["flights.busiest_route"].value == 2
    assert found["flights.shortest"].item.ids == (only.id,)
    assert found["flights.longest"].item.ids == (far.id,)


def test_the_longest_pause_is_between_the_end_of_one_and_the_next(years: Years) -> None:
    first = years.add("r 2025-01-01..2025-01-10 A")
    years.add("r 2025-01-05 within")
    second = years.add("r 2025-03-01 B")  # 50 days after 10 January
    years.add("r 2025-04-20 C")  # 50 days too, but later
    years.kept.append(replace(years.add("r 2025-12-01 D"), date_precision="month"))
    record = records(review_of(years.kept[:4] + years.kept[5:], 2025))[
        "reflections.longest_silence"
    ]
    assert (record.value, record.unit, record.item.ids) == (50, "day", (first.id, second.id))


def test_every_record_is_called_by_its_name(sample: Sample) -> None:
    for year in (2023, 2024, 2025):
        for name, record in records(of(sample, year)).items():
            assert record.name == name in RECORDS
            assert record.item.ids
