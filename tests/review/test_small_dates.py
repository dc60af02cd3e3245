"""Two small journals: what is new, and what is known in part; their numbers by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.review.conftest import Years, review_of
from tests.review.hand import WITHIN, held, keys, km, listed, parts, values
from yearlog.actions import settings
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Airport
from yearlog.review.model import YearReview
from yearlog.review.numbers import measure
from yearlog.review.stats import to_json
from yearlog.review.visible import PUBLIC


@pytest.fixture
def geneva(years: Years) -> Years:
    settings.write(years.space, "home", "Geneva")
    return years


def of(years: Years, year: int, **more: Any) -> YearReview:
    return years.review(year, homes=years.space.homes, **more)


# 9. First times -----------------------------------------------------------------------------------


@pytest.fixture
def first(geneva: Years) -> Years:
    """One stay, a layover and a talk before 2025, then places old and new; moved in 2025.

    AMS on 2 June 2024 was a layover of 3 hours (lands 09:00, leaves 12:00).
    """
    settings.write(geneva.space, "home", "Vienna", start="2025-07-01")
    for line in (
        "f GVA AMS 2024-06-02 07:20-09:00",
        "f AMS OSL 2024-06-02 12:00-13:50",
        "f OSL GVA 2024-06-09 09:00-11:25",
        "s Zermatt 2024-02-01..3",
        "t 2024-10-01 @Bern A Talk",
        "f GVA AMS 2025-03-01 07:20-09:00",  # passed in 2024, visited now
        "f AMS GVA 2025-03-05 20:00-21:30",
        "t 2025-03-20 @Bern Again",
        "t 2025-03-21 @Basel First",
        "s Zermatt 2025-04-01..3",
        "s Vienna 2025-07-01..2",  # home from that day
        "f VIE LHR 2025-09-01 10:00-11:30",
        "f LHR VIE 2025-09-03 10:00-13:20",
    ):
        geneva.add(line)
    return geneva


def test_first_times_of_a_year(first: Years) -> None:
    review = of(first, 2025)
    assert listed(review, "cities.first_time") == ["Amsterdam", "Basel", "London"]
    assert keys(review, "countries.first_time") == ["GB", "NL"]
    assert keys(review, "airports.first_time") == ["LHR", "VIE"]
    assert listed(review, "cities") == [
        "Amsterdam", "Basel", "Bern", "Geneva", "London", "Vienna", "Zermatt",
    ]  # fmt: skip
    assert keys(review, "countries") == ["AT", "CH", "GB", "NL"]


def test_first_times_of_the_first_year(first: Years) -> None:
    """All but home is new to a journal that begins; what was only passed is not."""
    review = of(first, 2024)
    assert listed(review, "cities.first_time") == ["Bern", "Oslo", "Zermatt"]
    assert keys(review, "countries.first_time") == ["NO"]
    assert keys(review, "airports.first_time") == ["AMS", "GVA", "OSL"]
    assert listed(review, "layovers") == ["Amsterdam"]


def test_a_private_earlier_year_counts_for_first_times(first: Years) -> None:
    first.add("s London 2020-01-01..2", visibility="private")
    for review in (of(first, 2025), of(first, 2025, profile=PUBLIC)):
        assert listed(review, "cities.first_time") == ["Amsterdam", "Basel"]
        assert keys(review, "countries.first_time") == ["NL"]


@pytest.mark.parametrize(
    ("visited", "cities", "countries"),
    [
        ("+London", ["Amsterdam", "Basel"], ["NL"]),
        ("+Basel", ["Amsterdam", "London"], ["GB", "NL"]),
        ("+Netherlands", ["Amsterdam", "Basel", "London"], ["GB"]),  # but which city was not said
    ],
)
def test_a_place_visited_before_the_journal_is_not_new(
    first: Years, visited: str, cities: list[str], countries: list[str]
) -> None:
    from yearlog.actions import reviews
    from yearlog.review.visible import EVERYTHING

    settings.write(first.space, "visited", visited)
    review = reviews.year_review(first.space, 2025, EVERYTHING)
    assert listed(review, "cities.first_time") == cities
    assert keys(review, "countries.first_time") == countries


def test_geneva_visited_before_the_journal_makes_switzerland_known(years: Years) -> None:
    from yearlog.actions import reviews
    from yearlog.review.visible import EVERYTHING

    settings.write(years.space, "home", "London")
    settings.write(years.space, "visited", "+Geneva")
    years.add("f LHR GVA 2025-03-01")
    years.add("f GVA LHR 2025-03-05")
    review = reviews.year_review(years.space, 2025, EVERYTHING)
    assert values(review, ("cities", "cities.first_time", "countries.first_time")) == {
        "cities": 2, "cities.first_time": 0, "countries.first_time": 0,
    }  # fmt: skip


# 10. Partial dates --------------------------------------------------------------------------------


@pytest.fixture
def vague(geneva: Years) -> Years:
    """A flight known by its year, one by its month, one timed, one by its day, one unplaced.

    GVA JFK 1 September 10:00 (UTC+2) = 08:00 UTC, 12:45 (UTC−4) = 16:45 UTC: 525 min.
    """
    for line in (
        "f GVA LHR 2025",
        "f LHR GVA 2025-07",
        "f GVA JFK 2025-09-01 10:00-12:45",
        "f JFK GVA 2025-09-08",
        "f GVA ZRH 2025-11-03",
        "t 2025-03 @Bern A",
        "t 2025 B",
        "t 2025-05-01 @Bern C",
    ):
        geneva.add(line)
    geneva.kept[4] = _unplaced(geneva.kept[4])
    return geneva


def _unplaced(entry: Entry) -> Entry:
    """Return a flight from an airport nobody placed."""
    origin = Airport(iata="QQQ", city_en="Nowhere")
    details = replace(entry.details, origin=origin, distance_km=None)  # type: ignore[type-var]
    return replace(entry, details=details)


def test_partial_dates_every_number(vague: Years) -> None:
    review = review_of(vague.kept, 2025, homes=vague.space.homes)
    assert values(review, ("flights", "talks", "airports", "routes", "air_time")) == {
        "flights": 5, "talks": 3, "airports": 5, "routes": 3, "air_time": 525,
    }  # fmt: skip
    far = 2 * km("GVA", "LHR") + 2 * km("GVA", "JFK")
    distance, air_time = measure(review, "distance"), measure(review, "air_time")
    assert distance.value == pytest.approx(far, rel=WITHIN)
    assert (distance.at_least, distance.missing) == (True, (vague.kept[4].id,))
    assert air_time.at_least
    assert set(air_time.missing) == {vague.kept[at].id for at in (0, 1, 3, 4)}
    assert measure(review, "laps").missing == distance.missing
    assert not measure(review, "flights").at_least
    assert listed(review, "cities") == ["Bern", "Geneva", "London", "New York", "Nowhere", "Zurich"]
    # Nobody said which country the unplaced airport is in: it adds none.
    assert keys(review, "countries") == ["CH", "GB", "US"]
    record: Any = to_json(review)["flights"]
    assert (record["count"], record["complete"]) == (5, False)
    assert set(record["missing_ids"]) == {vague.kept[at].id for at in (0, 1, 3, 4)}


def test_partial_dates_by_month_and_weekday(vague: Years) -> None:
    """A month counts in its month, not on a day; a year in no month. Both 1 and 8 were Mondays."""
    review = review_of(vague.kept, 2025, homes=vague.space.homes)
    assert parts(review, "flights.by_month") == {
        "July": 1, "September": 2, "November": 1, "not known": 1,
    }  # fmt: skip
    assert parts(review, "flights.by_weekday") == {"Monday": 3, "not known": 2}
    far = parts(review, "distance.by_month")
    assert far == {
        "July": pytest.approx(km("LHR", "GVA"), rel=WITHIN),
        "September": pytest.approx(2 * km("GVA", "JFK"), rel=WITHIN),
        "not known": pytest.approx(km("GVA", "LHR"), rel=WITHIN),
    }
    assert parts(review, "talks.by_month") == {"March": 1, "May": 1, "not known": 1}
    assert "talks.longest_pause" not in held(review)  # of only one the day is known
    assert held(review)["flights.busiest_month"] == ("September", 2)
    assert held(review)["flights.busiest_weekday"] == ("Monday", 3)


def test_what_has_no_month_is_not_the_busiest_one(geneva: Years) -> None:
    for line in ("f GVA LHR 2025", "f LHR GVA 2025", "f GVA ZRH 2025-03-03"):
        geneva.add(line)
    found = held(of(geneva, 2025))
    assert found["flights.busiest_month"] == ("March", 1)
    assert found["flights.busiest_weekday"] == ("Monday", 1)
    geneva.kept = []
    only = geneva.add("f GVA LHR 2024")
    assert "flights.busiest_month" not in held(review_of([only], 2024))


def test_partial_dates_the_nights_of_a_trip_are_not_known(vague: Years) -> None:
    review = review_of(vague.kept[:4], 2025, homes=vague.space.homes)
    nights = {one.name("en"): one.nights for one in review.trips}
    assert nights["New York"] == 7
    assert nights["London"] is None


def test_partial_dates_in_the_json_by_month(vague: Years) -> None:
    record: Any = to_json(review_of(vague.kept, 2025, homes=vague.space.homes))["flights"]
    months = {one["month"]: one["count"] for one in record["by_month"] if one["count"]}
    assert months == {7: 1, 9: 2, 11: 1}


def test_partial_dates_tell_no_time_zone(geneva: Years) -> None:
    """Known by its year alone, a flight was in summer or in winter: no offset can be told."""
    flight = geneva.add("f GVA JFK 2025")
    zones = measure(of(geneva, 2025), "time_zones")
    assert (zones.value, zones.missing) == (0, (flight.id,))


def test_times_without_a_day_are_not_needed(geneva: Years) -> None:
    """Only times, no airport's place: the time counts and the way is missing; and the reverse."""
    timed, day = geneva.add("f GVA LHR 2025-03-01 10:00-10:45"), geneva.add("f LHR GVA 2025-03-05")
    bare = replace(timed, details=replace(timed.details, distance_km=None))  # type: ignore[type-var]
    review = review_of([bare, day], 2025, homes=geneva.space.homes)
    assert (measure(review, "air_time").ids, measure(review, "air_time").missing) == (
        (timed.id,), (day.id,),
    )  # fmt: skip
    assert (measure(review, "distance").ids, measure(review, "distance").missing) == (
        (day.id,), (timed.id,),
    )  # fmt: skip
    assert held(review)["flights.longest"][0] == "London → Geneva"


def test_the_airport_of_a_town_near_home_is_not_new(years: Years) -> None:
    """Carouge lies 7 km from Geneva's airport, Lausanne 50 km: there Geneva is another city."""
    years.add("f GVA LHR 2025-03-01")
    years.add("f LHR GVA 2025-03-05")
    for home, new in (("Carouge,CH", ["London"]), ("Lausanne", ["Geneva", "London"])):
        settings.write(years.space, "home", home)
        assert listed(of(years, 2025), "cities.first_time") == new
