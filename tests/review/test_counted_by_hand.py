"""What a person who counts by hand found wrong: trips at New Year, one airport of three codes.

Home is Geneva unless a test says otherwise.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.review.conftest import Years
from tests.review.hand import keys, listed, trips, value
from yearlog.actions import settings
from yearlog.kinds.entry import Entry
from yearlog.render.page import rows
from yearlog.review.model import YearReview
from yearlog.review.numbers import measure
from yearlog.review.numbers.records import records
from yearlog.review.stats import to_json
from yearlog.review.visible import EVERYTHING, PUBLIC, Profile


@pytest.fixture
def home(years: Years) -> Years:
    settings.write(years.space, "home", "Geneva")
    return years


def of(years: Years, year: int, profile: Profile = EVERYTHING) -> YearReview:
    return years.review(year, profile, homes=years.space.homes)


def stay_at_home(years: Years, dates: str, place: str = "Geneva") -> Entry:
    return years.add(f"s {place} {dates}", purpose="home")


# Trips at New Year --------------------------------------------------------------------------------


def test_the_parts_of_a_trip_over_new_year_have_its_nights(home: Years) -> None:
    """Away from 29 December to 5 January: the nights of 29, 30, 31 and of 1, 2, 3, 4."""
    home.add("f GVA LHR 2024-12-29 20:00-20:45")
    home.add("f LHR GVA 2025-01-05 10:00-12:40")
    old, new = of(home, 2024), of(home, 2025)
    assert trips(old) == [("London", "2024-12-29", "2024-12-31", 3)]
    assert trips(new) == [("London", "2025-01-01", "2025-01-05", 4)]
    assert [value(one, "nights_away") for one in (old, new)] == [3, 4]
    assert [records(one)["trips.longest"].value for one in (old, new)] == [3, 4]


def test_a_trip_of_more_than_a_year_reaches_to_both_ends_of_its_years(home: Years) -> None:
    """From 1 June 2024, in the air that night: 30 + 31 + 31 + 30 + 31 + 30 + 31 = 214 nights."""
    home.add("f GVA NRT 2024-06-01 13:00-09:00")
    home.add("f NRT GVA 2026-02-01 12:00-18:00")
    home.add("r 2025-05-05 A year in Tokyo")
    assert trips(of(home, 2024)) == [("Tokyo", "2024-06-01", "2024-12-31", 214)]
    assert trips(of(home, 2026)) == [("Tokyo", "2026-01-01", "2026-02-01", 31)]
    between = of(home, 2025)
    assert (value(between, "nights_away"), value(between, "days_abroad")) == (365, 365)


def test_who_lands_in_the_new_year_begins_it_then(home: Years) -> None:
    home.add("f GVA NRT 2024-12-31 13:00-09:00")
    home.add("f NRT GVA 2025-01-04 12:00-18:00")
    assert trips(of(home, 2024)) == [("Tokyo", "2024-12-31", "2025-01-01", 1)]
    assert trips(of(home, 2025)) == [("Tokyo", "2025-01-01", "2025-01-04", 3)]


def test_a_part_that_may_not_be_told_does_not_show_by_the_other(home: Years) -> None:
    home.add("f GVA LHR 2024-12-29 20:00-20:45")
    home.add("f LHR GVA 2025-01-05 10:00-12:40", visibility="private")
    (part,) = of(home, 2024, PUBLIC).trips
    assert (str(part.starts_on), str(part.ends_on)) == ("2024-12-29", "2024-12-29")


def test_a_january_day_at_home_ends_the_trip_of_december(home: Years) -> None:
    """To Paris on 20 December, home by train: 12 nights to 31 December, and those of 1 and 2."""
    home.add("f GVA CDG 2025-12-20 10:00-11:05")
    assert measure(of(home, 2025), "nights_away").at_least
    stay_at_home(home, "2026-01-03..2026-01-10")
    old, new = measure(of(home, 2025), "nights_away"), measure(of(home, 2026), "nights_away")
    assert (old.value, old.at_least) == (12, False)
    assert (new.value, new.at_least) == (2, False)
    (told,) = _told(of(home, 2025))
    assert (told["starts_on"], told["ends_on"], told["nights"]) == ("2025-12-20", "2026-01-03", 14)


def _told(review: YearReview) -> Any:
    return to_json(review)["trips"]


# Over the date line -------------------------------------------------------------------------------


def test_a_skipped_date_is_no_night_of_a_trip(years: Years) -> None:
    """Off on 1 June, in Sydney on the 3rd: a night in the air, 7 from 3 to 9 June."""
    settings.write(years.space, "home", "San Francisco")
    years.add("f SFO SYD 2025-06-01 22:30-06:30+2")
    years.add("f SYD SFO 2025-06-10 12:00-08:30")
    review = of(years, 2025)
    assert trips(review) == [("Sydney", "2025-06-01", "2025-06-10", 8)]
    assert value(review, "nights_away") == 8


def test_no_trip_ends_before_it_begins(years: Years) -> None:
    settings.write(years.space, "home", "Honolulu")
    years.add("f AKL HNL 2025-01-01 00:30-09:30")  # lands on 31 December
    assert trips(of(years, 2025)) == [("Auckland", "2025-01-01", "2025-01-01", 0)]


# What is a trip -----------------------------------------------------------------------------------


def test_one_flight_alone_says_nothing_of_nights(years: Years) -> None:
    years.add("f GVA LHR 2025-03-01")
    (trip,) = years.review(2025).trips
    assert (trip.nights, trip.away) == (None, False)


def test_a_stay_in_the_city_where_one_lives_is_no_trip(home: Years) -> None:
    home.add("s Geneva 2025-04-01..2025-04-03")
    review = of(home, 2025)
    assert (value(review, "trips"), value(review, "stays"), value(review, "nights_away")) == (
        0, 1, 0,
    )  # fmt: skip
    assert listed(review, "cities") == ["Geneva"]


def test_a_stay_in_the_city_where_one_lives_parts_two_trips(home: Years) -> None:
    for line in ("s Lyon 2025-05-01..3", "s Geneva 2025-05-03..4", "s Paris 2025-05-04..6"):
        home.add(line)
    assert trips(of(home, 2025)) == [
        ("Lyon", "2025-05-01", "2025-05-03", 2), ("Paris", "2025-05-04", "2025-05-06", 2),
    ]  # fmt: skip


# One airport of several codes, two of one ---------------------------------------------------------


@pytest.fixture
def basel(home: Years) -> Years:
    """To Basel and back from Mulhouse, by the same airport; to it by its third code in May."""
    home.add("f GVA BSL 2025-03-01 10:00-10:45")
    home.add("f MLH GVA 2025-03-03 10:00-10:45")
    home.add("f GVA EAP 2025-05-01 10:00-10:45")
    home.add("f BSL GVA 2025-05-04 10:00-10:45")
    return home


def test_euroairport_is_one_airport(basel: Years) -> None:
    review = of(basel, 2025)
    assert keys(review, "airports") == ["BSL", "GVA"]
    assert keys(review, "airports.first_time") == ["BSL", "GVA"]
    assert [(item.key, len(item.ids)) for item in measure(review, "routes").items] == [
        ("BSL-GVA", 4)
    ]
    assert records(review)["flights.busiest_route"].value == 4


def test_euroairport_is_in_the_country_of_the_city_its_code_names(basel: Years) -> None:
    review = of(basel, 2025)
    assert listed(review, "cities") == ["Basel", "Geneva", "Mulhouse"]
    assert keys(review, "countries") == ["CH", "FR"]  # Mulhouse was left on 3 March
    assert value(review, "days_abroad") == 1


def test_euroairport_is_new_once(basel: Years) -> None:
    basel.add("f GVA MLH 2026-03-01")
    assert keys(of(basel, 2026), "airports.first_time") == []


def test_what_is_marked_as_first_are_the_airports_counted(home: Years) -> None:
    """Istanbul's code IST moved on 6 April 2019: both airports are new, each once."""
    first = home.add("f GVA IST 2019-03-01")
    home.add("f IST GVA 2019-03-05")
    second = home.add("f GVA IST 2019-05-01")
    review = of(home, 2019)
    assert value(review, "airports.first_time") == 3
    assert {first.id, second.id} <= set(rows.first_airports(review))
    assert len(rows.first_airports(review)) == 3
    assert value(review, "routes") == 2


# Airlines -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("flights", "counted"),
    [
        ([("LX318", ""), ("", "SWISS")], [("SWISS", 2)]),
        ([("", "SWISS"), ("", "Swiss"), ("", "瑞士国际航空")], [("SWISS", 3)]),
        ([("", "Swiss International Air Lines"), ("LX1", "")],
         [("Swiss International Air Lines", 2)]),
        ([("EZY1234", ""), ("U21234", "")], [("U2", 2)]),  # both are easyJet's
        ([("CA931", "中国国际航空公司"), ("", "Air China")], [("中国国际航空公司", 2)]),
        # Flown by SWISS under a number of Lufthansa: the others of Lufthansa stay its own.
        ([("LH5761", "SWISS"), ("LH400", ""), ("", "Lufthansa")], [("Lufthansa", 2), ("SWISS", 1)]),
        ([("", "China Airlines"), ("", "Air China")], [("Air China", 1), ("China Airlines", 1)]),
        # Of airlines that nobody knows, the name that the flights of a designator have.
        ([("9Z1", "Foo Air"), ("9Z2", ""), ("", "foo air")], [("Foo Air", 3)]),
        ([("9Z1", "Foo"), ("9Z2", "Bar"), ("9Z3", "")], [("9Z", 1), ("Bar", 1), ("Foo", 1)]),
        ([("", ""), ("7", "")], []),
    ],
)  # fmt: skip
def test_an_airline_is_one_by_whatever_name(
    home: Years, flights: list[tuple[str, str]], counted: list[tuple[str, int]]
) -> None:
    for day, (number, airline) in enumerate(flights, 1):
        more = {"flight_number": number, "airline": airline}
        home.add(f"f GVA LHR 2025-03-{day:02d}", **{key: one for key, one in more.items() if one})
    found = measure(of(home, 2025), "airlines").items
    assert [(one.key, len(one.ids)) for one in found] == counted
