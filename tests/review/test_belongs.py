"""Which year an entry counts in, and what a number says where times or days cannot be known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.review.conftest import Years, review_of
from tests.review.hand import keys, listed, value
from yearlog.actions import reviews
from yearlog.actions.glance import tally, year_entries
from yearlog.kinds.flight import Flight
from yearlog.review.belongs import runs
from yearlog.review.model import YearReview
from yearlog.review.numbers import NUMBERS, measure
from yearlog.review.numbers.compare import happened
from yearlog.review.stats import to_json
from yearlog.review.visible import EVERYTHING, PUBLIC, Profile

TODAY = date(2025, 12, 20)
DOCS = Path(__file__).parents[2] / "docs"


def of(years: Years, year: int, profile: Profile = EVERYTHING) -> YearReview:
    """Review a year of the journal, by what the journal itself says touches it."""
    return reviews.year_review(years.space, year, profile, today=TODAY)


# Over New Year ------------------------------------------------------------------------------------


def test_a_stay_over_new_year_is_a_visit_in_both_years_and_listed_once(years: Years) -> None:
    stay = years.add("s Vienna 2024-12-30..2025-01-02 #snow")
    for year, stays, tags in ((2024, 1, 1), (2025, 0, 0)):
        review = of(years, year)
        assert (value(review, "stays"), value(review, "tags")) == (stays, tags)
        assert listed(review, "cities") == ["Vienna"]
        assert [one.id for one in review.entries] == [stay.id]


def test_a_talk_over_new_year_is_in_no_list_of_the_second_year(years: Years) -> None:
    years.add("r 2025-01-01 Snow")
    talk = years.add("t 2024-12-31..2025-01-01 @Vienna A Talk #snow")
    review = of(years, 2025)
    assert talk.id not in str(to_json(review))
    assert [one.kind for one in review.entries] == ["reflection"]
    assert value(of(years, 2024), "talks") == 1


def test_the_head_of_the_timeline_counts_as_the_review_does(years: Years) -> None:
    years.add("t 2024-12-31..2025-01-01 @Vienna A Talk")
    years.add("p Paper 2024-01-01..2024-09-30", status="finished", milestones="2025-02-01 accepted")
    counts = {
        year: tally(year_entries(years.space, year), year).counts for year in (2024, 2025)
    }  # fmt: skip
    assert counts == {2024: {"talk": 1, "project": 1}, 2025: {}}


# Milestones ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "status", "ran"),
    [
        ("p A 2024-03-01..2024-09-30", "finished", (False, True, False, False)),
        ("p A 2024-03-01..2025-09-30", "finished", (False, True, True, False)),
        ("p A 2024-03-01", "stopped", (False, True, False, False)),
        ("p A 2024-03-01", "active", (False, True, True, False)),
    ],
)
def test_the_years_in_which_a_project_runs(
    years: Years, line: str, status: str, ran: tuple[bool, ...]
) -> None:
    project = years.add(line, status=status)
    assert tuple(runs(project, year, TODAY) for year in (2023, 2024, 2025, 2026)) == ran
    assert runs(project, 2026) == (status == "active")


def test_a_milestone_before_its_project_counts_in_its_year(years: Years) -> None:
    """The grant was applied for in November 2024, and its work began in March."""
    grant = years.add("p Atlas 2025-03-01..2025-12-01", milestones="2024-11-10 submitted")
    review = of(years, 2024)
    assert measure(review, "submissions").ids == (grant.id,)
    assert (value(review, "projects"), value(review, "projects.at_once")) == (0, 0)
    assert value(of(years, 2025), "submissions") == 0


def test_to_the_same_day_of_the_year_before_such_a_milestone_counts_too(years: Years) -> None:
    grant = years.add("p Atlas 2025-03-01..2025-12-01",
                      milestones="2024-11-10 submitted\n2024-12-10 accepted")  # fmt: skip
    (cut,) = happened([grant], date(2024, 11, 23))
    assert [step.kind for step in getattr(cut.details, "milestones", ())] == ["submitted"]
    assert (cut.starts_on, cut.ends_on) == (grant.starts_on, grant.ends_on)
    assert happened([grant], date(2024, 11, 9)) == []


def test_a_project_with_a_milestone_in_a_year_is_found_in_that_year(years: Years) -> None:
    paper = years.add("p Paper 2024-01-01..2024-09-30", milestones="2025-02-01 accepted")
    journal = years.space.journal
    assert [one.id for one in journal.entries(year=2025)] == [paper.id]
    assert journal.entries(year=2026) == journal.entries(year=2023) == []
    review = of(years, 2025)
    assert review.projects.others == (paper,)
    assert value(review, "milestones") == 1
    assert value(of(years, 2024), "milestones") == 0


# What is not known --------------------------------------------------------------------------------


def test_clocks_that_never_change_need_no_day(years: Years) -> None:
    """Singapore and Hong Kong are on UTC+8 all year; Geneva is on UTC+2 in all of July."""
    years.add("f SIN HKG 2025")
    month = years.add("f GVA SIN 2025-07")
    march = years.add("f GVA SIN 2025-03")  # the clocks go forward on the 30th
    zones = measure(years.review(2025), "time_zones")
    assert [item.key for item in zones.items] == ["UTC+2:00", "UTC+8:00"]
    assert (month.id in zones.ids, zones.missing) == (True, (march.id,))


def test_an_airport_without_a_zone_has_no_clocks(years: Years) -> None:
    flight = years.add("f GVA SIN 2025-07-01")
    assert isinstance(flight.details, Flight)
    nowhere = flight.details.destination._replace(tz="")
    bare = replace(flight, details=replace(flight.details, destination=nowhere))
    assert keys(review_of([bare], 2025), "time_zones") == ["UTC+2:00"]


def test_a_public_page_knows_the_day_of_landing_and_no_time(years: Years) -> None:
    flight = years.add("f YUL ZRH 2025-03-29 17:25-06:40", actual_arrival="07:40")
    review = years.review(2025, PUBLIC)
    assert review.flights.landed_on == {flight.id: date(2025, 3, 30)}
    assert not any(clock in repr(review) for clock in ("17:25", "06:40", "07:40"))


def test_a_private_flight_lands_on_no_public_page(years: Years) -> None:
    years.add("f YUL ZRH 2025-03-29 17:25-06:40", visibility="private")
    assert years.review(2025, PUBLIC).flights.landed_on == {}


def test_a_delay_is_missing_where_a_time_is(years: Years) -> None:
    late = years.add("f YUL ZRH 2025-03-29 17:25-06:40", actual_arrival="07:40")
    untold = years.add("f ZRH YUL 2025-04-02 13:00-15:10")
    delay = measure(years.review(2025), "delay")
    assert (delay.value, delay.ids, delay.missing) == (60, (late.id,), (untold.id,))
    public = years.review(2025, PUBLIC)
    assert measure(public, "delay").missing == measure(public, "late").missing
    assert set(measure(public, "delay").missing) == {late.id, untold.id}


# The documents ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["numbers.md", "numbers.zh.md"])
def test_every_number_has_a_row_in_the_documents(name: str) -> None:
    lines = (DOCS / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("`")[1] for line in lines if line.startswith("| `") and " stats" not in line]
    assert rows == list(NUMBERS)
