"""Small journals for what is counted beside travel, and for minutes of delay; by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.review.conftest import Years, review_of
from tests.review.hand import WITHIN, held, keys, km, parts, value, values
from yearlog.actions import reviews, settings
from yearlog.kinds.project import Project
from yearlog.review.numbers import measure
from yearlog.review.stats import to_json
from yearlog.review.visible import EVERYTHING

# Delay --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "landed", "minutes"),
    [
        ("f GVA LHR 2025-03-01 10:00-10:45", "10:46", 1),
        ("f GVA LHR 2025-03-01 10:00-10:45", "10:45", 0),
        ("f GVA LHR 2025-03-01 10:00-10:45", "10:30", 0),  # early gives nothing back
        ("f GVA LHR 2025-03-01 22:30-23:15", "00:20", 65),  # after midnight
        # London's clocks go back at 02:00 on 26 October: from 00:30 BST to 03:00 GMT are 3 h 30.
        ("f JFK LHR 2025-10-25 12:30-00:30", "2025-10-26T03:00", 210),
    ],
)
def test_delay_of_a_landing(years: Years, line: str, landed: str, minutes: int) -> None:
    years.add(line, actual_arrival=landed)
    number = measure(years.review(2025), "delay")
    assert number.value == minutes
    assert len(number.items) == (minutes > 0)


def test_delays_add_up_and_what_is_early_takes_nothing_away(years: Years) -> None:
    """Late by 5 and by 12 minutes, early by 30, one without an actual time: 17 minutes."""
    late = years.add("f GVA LHR 2025-03-01 10:00-10:45", actual_arrival="10:50")
    years.add("f LHR GVA 2025-03-02 10:00-12:40", actual_arrival="12:10")
    later = years.add("f GVA LHR 2025-04-01 10:00-10:45", actual_arrival="10:57")
    years.add("f LHR GVA 2025-04-02 10:00-12:40")
    number = measure(years.review(2025), "delay")
    assert (number.value, number.ids) == (17, (late.id, later.id))


def test_delay_at_an_airport_without_a_zone_is_by_its_clock(years: Years) -> None:
    entry = years.add("f GVA LHR 2025-03-01 10:00-10:45", actual_arrival="11:00")
    nowhere = entry.details.destination._replace(tz="")  # type: ignore[attr-defined]
    bare = replace(entry, details=replace(entry.details, destination=nowhere))  # type: ignore[type-var]
    assert value(review_of([bare], 2025), "delay") == 15


# Aircraft, airlines, tags -------------------------------------------------------------------------


def test_the_most_frequent_comes_first(years: Years) -> None:
    years.add("f GVA LHR 2025-03-01 BA1 #ice", aircraft_type="A320")
    years.add("f LHR GVA 2025-03-02 LX1 #snow", aircraft_type="A20N")
    years.add("f GVA LHR 2025-03-03 LX2 #snow", aircraft_type="A20N")
    review = years.review(2025)
    for name, first, second in (
        ("aircraft", "A20N", "A320"), ("airlines", "LX", "BA"), ("tags", "snow", "ice"),
    ):  # fmt: skip
        items = measure(review, name).items
        assert [(item.key, len(item.ids)) for item in items] == [(first, 2), (second, 1)]


def test_a_named_airline_goes_before_the_flight_number(years: Years) -> None:
    years.add("f GVA LHR 2025-03-01 LX1", airline="SWISS")
    years.add("f LHR GVA 2025-03-02")  # neither
    assert keys(years.review(2025), "airlines") == ["SWISS"]


# Projects and their steps -------------------------------------------------------------------------


STEPS = "2024-11-01 submitted\n2025-02-01 rejected\n2025-02-01 submitted\n2025-06-01 accepted"


def test_milestones_are_of_the_year_they_fell_in(years: Years) -> None:
    years.add("p Firn 2024-10-01..2025-12-01", status="finished", milestones=STEPS)
    assert values(years.review(2024), ("milestones", "submissions", "rejected", "accepted")) == {
        "milestones": 1, "submissions": 1, "rejected": 0, "accepted": 0,
    }  # fmt: skip
    assert values(years.review(2025), ("milestones", "submissions", "rejected", "accepted")) == {
        "milestones": 3, "submissions": 1, "rejected": 1, "accepted": 1,
    }  # fmt: skip


def test_milestones_of_several_projects_stand_by_date(years: Years) -> None:
    first = years.add("p A 2025-01-01..2025-12-01", milestones="2025-06-01 accepted")
    second = years.add("p B 2025-01-01..2025-12-01", milestones="2025-03-01 submitted")
    found = measure(years.review(2025), "milestones")
    assert found.ids == (second.id, first.id)
    assert [item.name.en for item in found.items] == ["B: submitted", "A: accepted"]
    assert [item.name.zh for item in found.items] == ["B：投稿", "A：录用"]


def test_a_step_after_the_end_of_a_project_counts_in_its_year(years: Years) -> None:
    """The work ended in September 2024; that it was accepted came in February 2025."""
    years.add("r 2025-01-01 A year needs something")
    years.add("p Paper 2024-01-01..2024-09-30", status="finished", milestones="2025-02-01 accepted")
    review = reviews.year_review(years.space, 2025, EVERYTHING, today=date(2025, 12, 20))
    assert value(review, "accepted") == 1
    assert value(review, "projects") == 0


def test_projects_at_once_on_the_day_that_one_ends(years: Years) -> None:
    """A until 31 March, B from then on; C and D on one day in May: two at once, first in March."""
    a = years.add("p A 2025-01-10..2025-03-31", status="finished")
    b = years.add("p B 2025-03-31..2025-04-30", status="finished")
    years.add("p C 2025-05-05..2025-05-20", status="finished")
    years.add("p D 2025-05-10..2025-05-12", status="finished")
    review = years.review(2025)
    assert set(measure(review, "projects.at_once").ids) == {a.id, b.id}
    assert (str(review.projects.most_from), str(review.projects.most_until)) == (
        "2025-03-31", "2025-03-31",
    )  # fmt: skip
    assert all(isinstance(one.details, Project) for one in review.projects.entries)


@pytest.mark.parametrize(("today", "running"), [("2025-01-01", 1), ("2024-12-31", 1)])
def test_an_open_project_on_the_first_day(years: Years, today: str, running: int) -> None:
    """As of 1 January it has run for that day; last year's today says nothing of this one."""
    years.add("p Open 2025-01-01")
    review = years.review(2025, today=date.fromisoformat(today))
    assert review.projects.max_concurrent == running
    until = "2025-01-01" if today == "2025-01-01" else "2025-12-31"
    assert str(review.projects.most_until) == until


# Talks, moments, texts ----------------------------------------------------------------------------


def test_talks_by_what_was_said_of_them(years: Years) -> None:
    for day, language in (("01", "zh"), ("02", "ZH"), ("03", "en"), ("04", "")):
        years.add(f"t 2025-03-{day} @Bern Talk", spoken_language=language)
    review = years.review(2025)
    assert list(parts(review, "talks.by_language").items()) == [
        ("Chinese", 2), ("English", 1), ("not known", 1),
    ]  # fmt: skip
    assert parts(review, "talks.by_place") == {"Bern": 4}


def test_the_largest_part_comes_first_and_equals_by_name(years: Years) -> None:
    for day, city in (("01", "Zurich"), ("02", "Bern"), ("03", "Vienna"), ("04", "Vienna")):
        years.add(f"t 2025-03-{day} @{city} Talk")
    assert list(parts(years.review(2025), "talks.by_place")) == ["Vienna", "Bern", "Zurich"]


def test_an_empty_text_adds_nothing(years: Years) -> None:
    """四个汉字 are four; a text of a picture or a title alone has none, and is no item."""
    written = years.add("r 2025-03-01 四个汉字")
    years.add("r 2025-04-01", title_en="Only a title", body_en="![](x.png)")
    number = measure(years.review(2025, plain=lambda text: text.split("!")[0]), "characters")
    assert (number.value, number.ids) == (4, (written.id,))


def test_pauses_of_equal_length_and_within_a_longer_text(years: Years) -> None:
    """1 to 11 March and 11 to 21 March: ten days each, the first of them counts."""
    first, second = years.add("t 2025-03-01 A"), years.add("t 2025-03-11 B")
    years.add("t 2025-03-21 C")
    assert held(years.review(2025))["talks.longest_pause"][1] == 10
    found: Any = reviews.stats(years.space, 2025)["records"]
    (pause,) = [one for one in found if one["name"] == "talks.longest_pause"]
    assert pause["ids"] == [first.id, second.id]


@pytest.mark.parametrize(
    ("moved", "home"),
    [("2025-03-01", "Vienna"), ("2025-07-01", "Vienna"), ("2025-07-02", "Geneva")],
)
def test_home_of_a_year_is_that_of_its_middle(years: Years, moved: str, home: str) -> None:
    settings.write(years.space, "home", "Geneva")
    settings.write(years.space, "home", "Vienna", start=moved)
    years.add("r 2025-01-01 A")
    found = years.review(2025, homes=years.space.homes).home
    assert found is not None
    assert found.place.name_en == home


def test_home_is_guessed_from_all_years_so_far(years: Years) -> None:
    """2024 leaves Montreal twice and reaches it twice; 2025 alone names no city twice, 2026 Geneva.

    What comes later tells nothing of the year before.
    """
    for line in (
        "f YUL BOS 2024-03-01",
        "f BOS YUL 2024-03-05",
        "f YUL GVA 2025-03-01",
        "f GVA LHR 2026-03-01",
        "f LHR GVA 2026-04-01",
        "f GVA CDG 2026-05-01",
        "f CDG GVA 2026-06-01",
    ):
        years.add(line)
    guessed = {}
    for year in (2024, 2025, 2026):
        review = years.review(year)
        assert review.home is not None
        assert review.home.guessed
        guessed[year] = review.home.place.name_en
    # Up to 2025 Montreal stands at three ends of flights, up to 2026 Geneva at five.
    assert guessed == {2024: "Montreal", 2025: "Montreal", 2026: "Geneva"}
    (trip,) = years.review(2025).trips
    assert trip.name("en") == "Geneva"  # and not Montreal, by what only 2026 will tell


def test_a_hub_passed_most_often_is_no_home(years: Years) -> None:
    """Amsterdam is left three times, two hours after each landing; Montreal is left and reached."""
    for line in (
        "f YUL AMS 2025-03-01 18:00-07:00",
        "f AMS OSL 2025-03-02 09:00-10:50",
        "f OSL AMS 2025-03-05 08:00-09:55",
        "f AMS GVA 2025-03-05 12:00-13:30",
        "f GVA AMS 2025-03-08 08:00-09:40",
        "f AMS VIE 2025-03-08 12:00-13:50",
        "f VIE YUL 2025-03-12 10:00-14:00",
    ):
        years.add(line)
    home = years.review(2025).home
    assert home is not None
    assert home.place.name_en == "Montreal"


def test_places_stand_by_how_often_one_was_there(years: Years) -> None:
    for day, city in (("01", "Bern"), ("03", "Prague"), ("05", "Prague"), ("07", "Vienna")):
        years.add(f"s {city} 2025-03-{day}")
    review = years.review(2025)
    assert [item.name.en for item in measure(review, "cities").items] == [
        "Prague", "Vienna", "Bern",
    ]  # fmt: skip
    # Of equals by their code: Austria before Switzerland.
    assert [item.key for item in measure(review, "countries").items] == ["CZ", "AT", "CH"]


def test_each_end_of_a_change_next_door_is_told_by_its_own_flight(years: Years) -> None:
    """Lands in Zürich at 14:45, leaves Basel at 20:00: two airports 76 km apart, each passed."""
    landed = years.add("f LHR ZRH 2025-06-01 12:00-14:45")
    leaves = years.add("f BSL YUL 2025-06-01 20:00-22:30")
    found = measure(years.review(2025), "layovers").items
    assert {item.name.en: item.ids for item in found} == {
        "Zurich": (landed.id,), "Basel": (leaves.id,),
    }  # fmt: skip


def test_a_flight_that_leaves_too_early_is_no_layover_by_a_rule_of_none(years: Years) -> None:
    """A wrong time gives no time on the ground, which is not less than none."""
    years.add("f GVA LHR 2025-03-01 10:00-10:45")
    years.add("f LHR OSL 2025-03-01 10:30-13:40")  # a quarter of an hour before it landed
    review = years.review(2025, layover=timedelta(0))
    assert keys(review, "layovers") == []
    assert keys(years.review(2025), "layovers") == ["GB:london"]


def test_the_json_is_as_precise_as_what_is_known(years: Years) -> None:
    """A trip out on a day and back in a month is known by its month; laps have four decimals."""
    settings.write(years.space, "home", "Geneva")
    years.add("f GVA JFK 2025-06-20")
    years.add("f JFK GVA 2025-07")
    found: Any = to_json(years.review(2025, homes=years.space.homes))
    (trip,) = found["trips"]
    assert (trip["date_precision"], trip["nights"]) == ("month", None)
    laps = next(one["value"] for one in found["numbers"] if one["name"] == "laps")
    assert laps == pytest.approx(2 * km("GVA", "JFK") / 40075.017, rel=WITHIN)
    assert laps == round(laps, 4)
