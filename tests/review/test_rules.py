"""The rules of a review, one small journal for each."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.conftest import Years, review_of
from yearlog.actions import reviews
from yearlog.actions import settings as actions
from yearlog.actions.workspace import Workspace
from yearlog.i18n import Both, Lang
from yearlog.kinds.values import Airport, Place
from yearlog.review.model import Counted, YearReview
from yearlog.review.stats import to_json
from yearlog.review.visible import EVERYTHING
from yearlog.review.year import Frame


def keys(counted: tuple[Counted, ...]) -> list[str]:
    return sorted(one.label("en") for one in counted)


def trips(found: YearReview) -> list[tuple[str, str, str]]:
    return [(trip.name("en"), str(trip.starts_on), str(trip.ends_on)) for trip in found.trips]


# Layovers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("leaves", "visited", "layovers"),
    [
        # Lands in Amsterdam on 2 June at 09:00.
        ("2025-06-03 08:00-10:00", ["Geneva", "New York"], ["Amsterdam"]),  # 23 hours later
        ("2025-06-03 10:00-12:00", ["Amsterdam", "Geneva", "New York"], []),  # 25 hours later
    ],
)
def test_a_stop_of_less_than_a_day_is_no_visit(
    years: Years, leaves: str, visited: list[str], layovers: list[str]
) -> None:
    years.add("f JFK AMS 2025-06-01 19:30-09:00")
    years.add(f"f AMS GVA {leaves}")
    found = years.review(2025).places
    assert keys(found.cities) == visited
    assert keys(found.layovers) == layovers


@pytest.mark.parametrize(
    ("second", "layovers"), [("2025-06-01", ["Amsterdam"]), ("2025-06-02", [])]
)
def test_without_times_the_dates_tell(years: Years, second: str, layovers: list[str]) -> None:
    years.add("f JFK AMS 2025-06-01")
    years.add(f"f AMS GVA {second}")
    assert keys(years.review(2025).places.layovers) == layovers


def test_a_connection_across_the_date_line_is_a_connection(years: Years) -> None:
    """By the wall clock Shanghai is left at 17:45, and Vancouver at 15:00 of the same day."""
    years.add("f YVR YUL 2025-07-25 15:00-22:40")
    years.add("f PVG YVR 2025-07-25 17:45-13:25")
    years.add("f YUL PVG 2025-07-04 10:00-13:00+1")
    found = years.review(2025)
    assert keys(found.places.layovers) == ["Vancouver"]
    assert [one.destination.iata for one in flights(found)] == ["PVG", "YVR", "YUL"]


def flights(found: YearReview) -> list[Any]:
    return [entry.details for entry in found.flights.entries]


def test_a_layover_at_new_year_is_a_layover_in_both_years(years: Years) -> None:
    years.add("f JFK AMS 2024-12-31 16:00-05:30")
    years.add("f AMS GVA 2025-01-01 08:00-09:30")
    old, new = years.review(2024), years.review(2025)
    assert (old.flights.count, new.flights.count) == (1, 1)
    assert keys(old.places.cities) == ["New York"]
    assert keys(new.places.cities) == ["Geneva"]
    assert keys(old.places.layovers) == keys(new.places.layovers) == ["Amsterdam"]


def test_two_airports_of_one_city_are_one_stop(years: Years) -> None:
    years.add("f CDG LHR 2025-06-01 08:00-08:20")
    years.add("f LGW GVA 2025-06-01 20:00-22:40")
    found = years.review(2025).places
    assert keys(found.layovers) == ["London"]


# Which year, which flights ------------------------------------------------------------------------


def test_a_flight_belongs_to_the_year_it_left_in(years: Years) -> None:
    years.add("f YVR SYD 2025-12-31 23:30-09:40")
    assert years.review(2025).flights.count == 1
    # 23:30 at UTC-8 is 07:30 UTC; 09:40 on 2 January at UTC+11 is 22:40 UTC on the first.
    assert years.review(2025).flights.duration_minutes.value == 910
    assert [len(ids) for ids in years.review(2025).flights.by_month] == [0] * 11 + [1]
    years.add("s Sydney 2026-01-03..4")
    found = years.review(2026)
    assert found.flights.count == 0
    assert found.places.first_cities == ()  # it was reached by a flight of 2025


@pytest.mark.parametrize("status", ["planned", "cancelled"])
def test_what_was_not_flown_counts_nowhere(years: Years, status: str) -> None:
    years.add("f ITH JFK 2025-05-12 07:00-08:15")
    years.add("f JFK GVA 2025-05-12 18:00-08:00", status=status)
    found = years.review(2025)
    assert found.flights.count == 1
    assert keys(found.places.cities) == ["Ithaca", "New York"]
    assert {one.key for one in found.flights.airports} == {"ITH", "JFK"}
    assert found.flights.duration_minutes.value == 75
    assert len(found.entries) == 2


def test_a_diverted_flight_was_flown(years: Years) -> None:
    years.add("f ITH JFK 2025-05-12", status="diverted")
    assert years.review(2025).flights.count == 1


def test_no_flights_at_all(years: Years) -> None:
    years.add("r 2025-05-12 安静的一年")
    found = years.review(2025)
    assert (found.flights.count, found.flights.longest) == (0, None)
    assert (found.flights.distance_km.value, found.flights.distance_km.complete) == (0, True)
    assert found.trips == ()
    assert found.home is None
    assert found.places.cities == ()
    assert found.projects.max_concurrent == 0
    assert found.projects.most_from is None
    assert found.reflections.characters == 5


def test_an_incomplete_sum_says_what_is_missing(years: Years) -> None:
    timed = years.add("f ITH JFK 2025-05-12 07:00-08:15")
    untimed = years.add("f JFK ITH 2025-05-13")
    found = years.review(2025)
    assert found.flights.duration_minutes.value == 75
    assert found.flights.duration_minutes.missing == (untimed.id,)
    assert found.flights.distance_km.complete
    record: Any = to_json(found)["flights"]
    assert (record["duration_minutes"], record["complete"]) == (75, False)
    assert record["missing_ids"] == [untimed.id]
    assert timed.id in record["ids"]


def test_a_flight_between_airports_nobody_placed(years: Years) -> None:
    """An old row may lack coordinates, a zone or a city; it still counts as a flight."""
    entry = years.add("f ITH JFK 2025-05-12")
    bare = replace(
        entry.details,  # type: ignore[type-var]
        origin=Airport(iata="AAA"),
        destination=Airport(iata="BBB"),
        distance_km=None,
        scheduled_departure="2025-05-12T07:00",
    )
    found = review_of([replace(entry, details=bare)], 2025)
    assert found.flights.count == 1
    assert found.flights.distance_km.missing == (entry.id,)
    assert found.flights.longest is None
    assert keys(found.places.cities) == ["AAA", "BBB"]
    record: Any = to_json(found)
    assert record["flights"]["longest"] is None


def test_airlines_by_name_or_by_number(years: Years) -> None:
    years.add("f ITH JFK 2025-05-12 DL4921")
    years.add("f JFK ITH 2025-05-13 DL4922")
    years.add("f ITH JFK 2025-05-14 B61", airline="JetBlue")
    found = years.review(2025).flights.airlines
    assert [(one.key, one.count) for one in found] == [("DL", 2), ("JetBlue", 1)]


# First times --------------------------------------------------------------------------------------


def test_first_times_look_at_all_earlier_years(years: Years) -> None:
    years.add("f ITH JFK 2019-05-12")
    years.add("s Zermatt 2020-02-01..3")
    years.add("t 2021-03-01 @Vienna A Talk")
    years.add("t 2021-03-02 @Prague Online", mode="online")
    years.add("f JFK GVA 2025-06-01 19:30-09:00")
    years.add("s Zermatt 2025-06-03..5")
    years.add("s Vienna 2025-06-06..7")
    years.add("s Prague 2025-06-08..9")
    found = years.review(2025).places
    assert keys(found.first_cities) == ["Geneva", "Prague"]
    assert {one.key for one in found.first_airports} == {"GVA"}
    assert [one.key for one in found.first_countries] == ["CZ"]


def test_a_layover_is_no_first_visit_and_no_earlier_one(years: Years) -> None:
    years.add("f JFK AMS 2024-06-01 19:30-09:00")
    years.add("f AMS GVA 2024-06-02 12:00-13:30")
    years.add("f GVA AMS 2025-06-02 12:00-13:45")
    found = years.review(2025).places
    assert keys(found.first_cities) == ["Amsterdam"]
    assert found.first_airports == ()


def test_a_talk_does_not_make_a_known_place_new(years: Years) -> None:
    years.add("s Vienna 2021-03-01..2")
    years.add("t 2025-03-01 @Vienna One")
    years.add("t 2025-03-02 @Prague Two")
    talks = years.review(2025).talks
    assert {one.label("en"): one.first_time for one in talks.by_place} == {
        "Prague": True,
        "Vienna": False,
    }
    assert {one.key: one.first_time for one in talks.countries} == {"AT": False, "CZ": True}


def test_a_lake_is_no_city(years: Years) -> None:
    years.add("s Tahoe 2025-02-14..16 滑雪")
    found = years.review(2025)
    assert found.places.cities == ()
    assert [one.key for one in found.places.countries] == ["US"]
    assert trips(found) == [("Lake Tahoe", "2025-02-14", "2025-02-16")]


# Home and trips -----------------------------------------------------------------------------------


def test_home_is_guessed_from_the_flights(years: Years) -> None:
    years.add("f YUL YYZ 2025-02-05")
    years.add("f YYZ YUL 2025-02-07")
    years.add("f YUL BOS 2025-03-05")
    found = years.review(2025)
    assert found.home is not None
    assert (found.home.place.name_en, found.home.guessed) == ("Montreal", True)
    assert trips(found) == [
        ("Toronto", "2025-02-05", "2025-02-07"),
        ("Boston", "2025-03-05", "2025-03-05"),
    ]
    record: Any = to_json(found)["home"]
    assert (record["name_zh"], record["guessed"]) == ("蒙特利尔", True)


def test_one_flight_is_too_little_to_guess_from(years: Years) -> None:
    years.add("f YUL YYZ 2025-02-05")
    found = years.review(2025)
    assert found.home is None
    assert trips(found) == [("Montreal, Toronto", "2025-02-05", "2025-02-05")]


def test_home_as_stated_and_as_it_moves(years: Years) -> None:
    for place, since in (("Ithaca", "2024-08-01"), ("Geneva", "2025-08-01")):
        actions.write(years.space, "home", place, start=since)
    years.add("f ITH JFK 2025-05-12")
    years.add("f JFK ITH 2025-05-14")
    years.add("f GVA AMS 2025-10-12")
    years.add("f AMS GVA 2025-10-15")
    found = years.review(2025, homes=years.space.homes)
    assert found.home is not None
    assert (found.home.place.name_en, found.home.guessed) == ("Ithaca", False)
    assert [name for name, *_ in trips(found)] == ["New York", "Amsterdam"]
    before = review_of(years.space.journal.entries(), 2023, homes=years.space.homes)
    assert before.home is not None
    assert before.home.place.name_en == "Ithaca"


def test_the_airport_next_to_home_is_home(years: Years) -> None:
    actions.write(years.space, "home", "New York")
    years.add("f EWR GVA 2025-06-01")
    years.add("f GVA JFK 2025-06-08")
    years.add("s Geneva 2025-06-02..7")
    years.add("t 2025-06-05 @Zürich A Talk")
    found = years.review(2025, homes=years.space.homes)
    assert trips(found) == [("Geneva, Zurich", "2025-06-01", "2025-06-08")]
    assert len(found.trips[0].entries) == 4


def test_a_home_without_coordinates_is_near_nothing(years: Years) -> None:
    years.add("f ITH JFK 2025-05-12")
    nowhere = years.space.resolver().place("Ithaca")._replace(latitude=None, longitude=None)
    found = years.review(2025, homes=[(date.min, nowhere)])
    assert trips(found) == [("Ithaca, New York", "2025-05-12", "2025-05-12")]


def test_a_trip_over_new_year_is_one_trip_in_both_years(years: Years) -> None:
    actions.write(years.space, "home", "Montreal")
    years.add("f YUL YVR 2024-12-28")
    years.add("s Whistler 2024-12-28..2025-01-04")
    years.add("f YVR YUL 2025-01-04")
    old, new = (years.review(year, homes=years.space.homes) for year in (2024, 2025))
    assert [name for name, *_ in trips(old)] == ["Vancouver, Whistler"]
    assert trips(new) == [("Vancouver, Whistler", "2024-12-28", "2025-01-04")]
    assert (len(old.stays), len(new.stays)) == (1, 0)
    assert [one.kind for one in new.trips[0].entries] == ["stay", "flight"]


def test_a_weekend_near_home_is_a_trip_with_a_name(years: Years) -> None:
    actions.write(years.space, "home", "Montreal")
    years.add("s Saint-Sauveur 2025-02-15..17 滑雪")
    found = years.review(2025, homes=years.space.homes)
    assert trips(found) == [("Saint-Sauveur", "2025-02-15", "2025-02-17")]


def test_days_at_home_and_talks_online_are_no_trips(years: Years) -> None:
    years.add("s Ithaca 2025-02-15..17 居家")
    years.add("t 2025-03-02 @Prague Online", mode="online")
    found = years.review(2025)
    assert found.trips == ()
    assert found.places.cities == ()
    assert len(found.stays) == 1


def test_a_ski_area_and_its_town_are_named_once(years: Years) -> None:
    years.add("f YUL GVA 2025-02-01")
    years.add("s Zermatt 2025-02-02..4")
    years.add("s Zermatt@46.02,7.75 2025-02-05..6")
    years.add("f GVA YUL 2025-02-08")
    assert trips(years.review(2025))[0][0] == "Geneva, Zermatt"


# Projects -----------------------------------------------------------------------------------------


def test_projects_at_once_are_counted_day_by_day(years: Years) -> None:
    years.add("p A 2025-01-10..2025-03-31", status="finished")
    years.add("p B 2025-03-31..2025-06-30", status="finished")
    years.add("p C 2025-07-01..2025-08-01", status="finished")
    found = years.review(2025).projects
    assert (found.max_concurrent, found.most_from, found.most_until) == (
        2,
        date(2025, 3, 31),
        date(2025, 3, 31),
    )
    assert len(found.concurrent_ids) == 2


def test_a_project_that_ends_the_day_before_another_begins(years: Years) -> None:
    years.add("p A 2025-01-10..2025-03-30", status="finished")
    years.add("p B 2025-03-31..2025-06-30", status="finished")
    found = years.review(2025).projects
    assert (found.max_concurrent, str(found.most_until)) == (1, "2025-03-30")


def test_an_open_project_goes_on_over_the_years_until_today(years: Years) -> None:
    open_end = years.add("p Open 2023-05-01")
    years.add("p Done 2023-06-01", status="stopped")
    space = years.space
    assert [one.id for one in space.journal.entries(year=2024)] == [open_end.id]
    assert [one.id for one in space.journal.entries(year=2025)] == [open_end.id]
    assert space.journal.entries(year=2026) == []  # the clock stands in December 2025
    today = date(2025, 12, 20)
    found = review_of(space.journal.entries(year=2025), 2024, today=today).projects
    assert found.max_concurrent == 0  # as of its one day only, unless the journal says it goes on

    record: Any = reviews.stats(space, 2025)["projects"]
    assert (record["count"], record["max_concurrent"]) == (1, 1)
    assert (record["max_from"], record["max_until"]) == ("2025-01-01", "2025-12-20")


def test_what_begins_after_today_is_not_running(years: Years) -> None:
    years.add("p Soon 2025-12-01..2025-12-31")
    found = years.review(2025, today=date(2025, 6, 1)).projects
    assert (len(found.entries), found.max_concurrent, found.concurrent_ids) == (1, 0, ())


# Texts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "characters"),
    [
        ("zh", 7),  # 今天讲了 and 的事 are six characters, LLM is a word
        ("en", 5),
    ],
)
def test_a_translation_is_not_more_writing(years: Years, lang: Lang, characters: int) -> None:
    years.space.chosen_lang = lang
    years.add("r 2025-05-12", body_zh="今天讲了 LLM 的事", body_en="Today I spoke about LLMs.")
    assert years.review(2025).reflections.characters == characters


def test_chapters_are_the_chosen_ones_in_the_authors_order(years: Years) -> None:
    first, second = years.add("r 2025-05-12 One"), years.add("r 2025-05-13 Two")
    years.add("r 2025-05-14 Three")
    assert len(years.review(2025).chapters) == 3
    chosen = years.review(2025, frame=Frame(chapters=(second.id, "gone", first.id))).chapters
    assert [one.id for one in chosen] == [second.id, first.id]


def test_a_chosen_title_and_year_to_compare(years: Years) -> None:
    for year in (2020, 2024, 2025):
        years.add(f"r {year}-05-12 Something")
    reviews.plan(years.space, 2025, title=Both("雪", ""), compare_with=2020)
    found = reviews.year_review(years.space, 2025, EVERYTHING)
    assert found.title == Both("雪", "")
    assert found.compare is not None
    assert found.compare.year == 2020
    with pytest.raises(reviews.EmptyYear, match=r"nothing in 2019 yet\. There are entries in 2025"):
        reviews.year_review(years.space, 2019, EVERYTHING)


# Properties ---------------------------------------------------------------------------------------


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(
    sample: Callable[[], Workspace], chance: random.Random
) -> None:
    space = sample()
    everything = space.journal.entries()
    shuffled = list(everything)
    chance.shuffle(shuffled)
    for year in (2024, 2025):
        expected = to_json(review_of(everything, year, homes=space.homes))
        found = to_json(review_of(shuffled, year, homes=space.homes))
        assert in_order(found) == in_order(expected)


def in_order(value: Any) -> Any:
    """Sort lists of ids: which comes first among equals is not the point here."""
    if isinstance(value, dict):
        return {key: in_order(part) for key, part in value.items()}
    if isinstance(value, list):
        return sorted((in_order(part) for part in value), key=repr)
    return round(value, 6) if isinstance(value, float) else value


def test_what_a_geocoder_found_in_a_city_is_a_visit_to_it(years: Years) -> None:
    years.add("s Tokyo 2024-05-01..2024-05-02")
    stay = years.add("s Zermatt 2025-02-01..2025-02-02")
    cafe = Place(
        "Sun Café", "太阳咖啡馆", "amenity", "JP", latitude=35.66, longitude=139.7,
        tz="Asia/Tokyo", city_en="Tokyo", city_zh="东京",
    )  # fmt: skip
    years.kept[-1] = replace(stay, place=cafe)
    (city,) = review_of(years.kept, 2025).places.cities
    assert (city.label("en"), city.label("zh"), city.ids) == ("Tokyo", "东京", (stay.id,))
    assert not city.first_time  # it is the Tokyo of the year before
    nowhere = cafe._replace(city_en="", city_zh="")
    years.kept[-1] = replace(stay, place=nowhere)
    assert review_of(years.kept, 2025).places.cities == ()
