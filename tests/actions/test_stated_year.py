"""Totals stated of the year itself, and which years a journal has."""

from __future__ import annotations

from typing import Any

import pytest

from yearlog.actions import entries, glance, reviews, settings, years
from yearlog.actions.reviews import EmptyYear
from yearlog.actions.workspace import Workspace
from yearlog.render.page.figures import says
from yearlog.render.page.glance import glance as figures
from yearlog.review.numbers import measure
from yearlog.review.visible import EVERYTHING, PUBLIC
from yearlog.text.placeholders import parse


def add(space: Workspace, *lines: str, **more: str) -> None:
    for line in lines:
        entries.add_line(space, line.split(), more={"visibility": "public"} | more)


def stated(space: Workspace, **said: str) -> None:
    for name, value in said.items():
        settings.write(space, f"baseline.2021.{name}", value)


def of(found: Any, name: str) -> Any:
    return next((one for one in found["numbers"] if one["name"] == name), None)


# Stated totals ------------------------------------------------------------------------------------


def test_what_is_stated_of_a_year_stands_where_it_has_no_rows(space: Workspace) -> None:
    add(space, "f GVA LHR 2021-03-01", "f LHR GVA 2021-03-05")
    stated(space, flights="99", talks="12")
    found: Any = reviews.stats(space, 2021)
    assert (of(found, "flights")["value"], of(found, "flights")["stated"]) == (2, False)
    talks = of(found, "talks")
    assert (talks["value"], talks["stated"], talks["items"]) == (12, True, [])


def test_a_private_row_is_behind_a_number_of_the_page_too(space: Workspace) -> None:
    add(space, "t 2021-04-01 @Geneva Snow", visibility="private")
    add(space, "r 2021-05-01 Text")
    stated(space, talks="12", moments="4")
    page = reviews.year_review(space, 2021, PUBLIC)
    assert (measure(page, "talks").value, measure(page, "moments").value) == (0, 4)


def test_the_page_marks_what_is_stated_of_its_year_and_links_to_nothing(space: Workspace) -> None:
    add(space, "r 2021-05-01 Text")
    stated(space, talks="12", air_time="600")
    review = reviews.year_review(space, 2021, PUBLIC)
    assert [(one.value, one.unit, one.section) for one in figures(review, "en")] == [
        ("10", "hours in the air (as stated)", ""), ("12", "talks (as stated)", ""),
        ("1", "character written", "written"),
    ]  # fmt: skip
    assert [(one.value, one.unit) for one in figures(review, "zh")][1] == ("12", "场演讲（自述）")
    shown = says(review, "en", page="en")(parse("{{ talks | note }}"))
    assert (shown.text, shown.href) == ("12 talks", "")
    assert shown.note.startswith("The figure of 2021 is as stated by the author")


def test_first_times_that_are_stated_are_not_among_cities_that_are_listed(space: Workspace) -> None:
    settings.write(space, "home", "Geneva")
    settings.write(space, "visited", "+Bern")
    add(space, "s Bern 2021-05-01..2021-05-03")
    settings.write(space, "baseline.2021.cities.first_time", "1")
    (cities,) = (
        one for one in figures(reviews.year_review(space, 2021, PUBLIC), "en") if one.unit == "city"
    )
    assert (cities.value, cities.more) == ("1", "")


def test_a_total_of_a_year_that_is_not_over_is_not_set_beside_a_part(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On 1 July 2021 one talk of 2020 had been and one had not: 12 of all 2021 is ten more."""
    monkeypatch.setenv("YEARLOG_NOW", "2021-07-01T10:00:00+00:00")
    add(space, "t 2020-04-01 @Geneva Snow", "t 2020-10-01 @Geneva Ice", "r 2021-05-01 Text")
    stated(space, talks="12")
    review = reviews.year_review(space, 2021, EVERYTHING)
    shown = says(review, "en")(parse("{{ talks.compare }}"))
    assert shown.text == "10 more than the year before"


def test_a_year_of_which_all_is_stated_has_numbers_and_no_page(space: Workspace) -> None:
    stated(space, flights="31")
    found: Any = reviews.stats(space, 2021)
    assert found["recorded"] is False
    assert [one["name"] for one in found["numbers"]] == ["flights"]
    assert found["spreads"] == []
    with pytest.raises(EmptyYear):
        reviews.stats(space, 2020)
    with pytest.raises(EmptyYear):
        reviews.year_review(space, 2021, PUBLIC)


# Years --------------------------------------------------------------------------------------------


@pytest.fixture
def long(space: Workspace) -> Workspace:
    """A paper of 2019 accepted in 2021, a stay from 2014 to 2016, a project open since 2023."""
    add(space, "s London 2014-12-30..2016-01-02")
    add(space, "p Firn 2019-03..2019-05", milestones="2021-02-01 accepted Paper")
    add(space, "p Open 2023-03..")
    return space


def test_the_years_are_those_that_stats_can_tell_of(long: Workspace) -> None:
    assert long.journal.years() == [2025, 2024, 2023, 2021, 2019, 2016, 2015, 2014]
    for year in long.journal.years():
        assert reviews.stats(long, year)
    for year in (2013, 2017, 2018, 2020, 2022):
        with pytest.raises(EmptyYear):
            reviews.stats(long, year)
    of_all: Any = years.every(long)
    assert [one["year"] for one in of_all["years"]] == [
        2014, 2015, 2016, 2019, 2021, 2023, 2024, 2025,
    ]  # fmt: skip
    accepted = {one["year"]: one["value"] for one in of(of_all, "accepted")["values"]}
    assert accepted[2021] == 1


def test_a_year_of_a_deleted_entry_is_none(long: Workspace) -> None:
    entries.delete(long, [one.id for one in long.journal.entries() if one.kind == "project"])
    assert long.journal.years() == [2016, 2015, 2014]


def test_a_year_that_only_goes_on_is_in_no_mean_and_opens_nothing(long: Workspace) -> None:
    add(long, "r 2024-05-01 Text")
    assert [one.year for one in years.earlier(long, 2025)] == [2014, 2019, 2023, 2024]
    assert glance.opening_year(long) == 2024
    assert long.journal.years(begun=True) == [2024, 2023, 2019, 2014]


# One airport of several codes ---------------------------------------------------------------------


def test_an_airport_used_before_by_another_of_its_codes_is_not_new(space: Workspace) -> None:
    add(space, "f GVA BSL 2019-03-01", "f GVA MLH 2021-03-01")
    review = reviews.year_review(space, 2021, EVERYTHING)
    assert measure(review, "airports.first_time").items == ()
