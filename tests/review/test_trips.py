"""Trips: layovers to the minute, gaps, joins and splits, moving house, road trips, names.

Home is Montreal unless a test says otherwise. Expected values are worked out by hand.
"""

from __future__ import annotations

import cProfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.review.conftest import Years
from yearlog.actions import settings, trips
from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.stay import Stay
from yearlog.kinds.talk import Talk
from yearlog.kinds.values import Airport, Place, TripWords
from yearlog.render.page import rows
from yearlog.render.page.glance import explain
from yearlog.review.gaps import gaps
from yearlog.review.legs import on_ground
from yearlog.review.model import Counted
from yearlog.review.order import flown
from yearlog.review.stats import to_json
from yearlog.review.trips import Journey, journeys
from yearlog.review.visible import PUBLIC


def keys(counted: tuple[Counted, ...]) -> list[str]:
    return sorted(one.label("en") for one in counted)


@pytest.fixture
def at_home(years: Years) -> Years:
    settings.write(years.space, "home", "Montreal")
    return years


def said(years: Years, year: int = 2025) -> list[tuple[str, str, str]]:
    """Return the trips as a year lists them: name, first and last day."""
    found = years.review(year, homes=years.space.homes)
    return [(one.name("en"), str(one.starts_on), str(one.ends_on)) for one in found.trips]


def codes(years: Years) -> list[list[str]]:
    """Return each trip as what it is made of: codes of a flight, a star for a stay or a talk."""
    return [[leg(one) for one in journey.entries] for journey in trips.listed(years.space)]


def leg(entry: Entry) -> str:
    details = entry.details
    if isinstance(details, Flight):
        return f"{details.origin.iata}-{details.destination.iata}"
    return "*" + (entry.place.name("en") if entry.place else "")


# Layovers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lands", "leaves", "layover"),
    [
        # A day like others: London is on UTC+1 in June.
        ("LHR 2025-06-02 06:00-09:00", "2025-06-03 08:59-10:30", True),  # 23:59
        ("LHR 2025-06-02 06:00-09:00", "2025-06-03 09:00-10:30", False),  # 24:00
        # On 30 March at 01:00 UTC London goes to UTC+1: noon to noon is 23 hours.
        ("LHR 2025-03-29 06:00-12:00", "2025-03-30 12:30-15:00", True),  # 23:30, 24:30 by the wall
        ("LHR 2025-03-29 06:00-12:00", "2025-03-30 13:00-15:30", False),  # 24:00 exactly
        ("LHR 2025-03-29 06:00-12:00", "2025-03-30 12:59-15:30", True),  # 23:59
        # On 26 October it goes back: noon to noon is 25 hours.
        ("LHR 2025-10-25 06:00-12:00", "2025-10-26 11:30-14:00", False),  # 24:30, 23:30 by the wall
        ("LHR 2025-10-25 06:00-12:00", "2025-10-26 11:00-13:30", False),  # 24:00 exactly
        ("LHR 2025-10-25 06:00-12:00", "2025-10-26 10:59-13:30", True),  # 23:59
    ],
)
def test_time_on_the_ground_goes_through_utc(
    years: Years, lands: str, leaves: str, *, layover: bool
) -> None:
    years.add(f"f IST {lands}")
    years.add(f"f LHR GVA {leaves}")
    found = years.review(2025).places
    assert ("London" in keys(found.layovers), "London" in keys(found.cities)) == (
        layover,
        not layover,
    )


@pytest.mark.parametrize(("leaves", "layover"), [("14:19", True), ("14:20", False)])
def test_a_day_in_honolulu_after_landing_before_one_left(
    years: Years, leaves: str, *, layover: bool
) -> None:
    """Tokyo 3 May 22:00 is 13:00 UTC; Honolulu 3 May 10:20 is 20:20 UTC, 4 May 00:20 at 14:20."""
    years.add("f HND HNL 2025-05-03 22:00-14:20")
    (flight,) = years.kept
    assert getattr(flight.details, "scheduled_arrival", "") == "2025-05-03T14:20"
    years.add(f"f HNL YVR 2025-05-04 {leaves}-23:00")
    assert keys(years.review(2025).places.layovers) == (["Honolulu"] if layover else [])


@pytest.mark.parametrize(
    ("hours", "layovers"), [(0, []), (5, []), (6, ["Oslo"]), (24, ["Oslo"]), (48, ["Oslo"])]
)
def test_the_rule_is_a_setting(years: Years, hours: int, layovers: list[str]) -> None:
    years.add("f YUL OSL 2025-06-01 20:00-09:00")
    years.add("f OSL LYR 2025-06-02 14:30-17:30")  # five hours and a half later
    found = years.review(2025, layover=timedelta(hours=hours))
    assert keys(found.places.layovers) == layovers
    assert ("NO" in {one.key for one in found.places.countries}) == (not layovers)
    assert found.layover_hours == hours


@pytest.mark.parametrize(("hours", "layovers"), [(24, []), (25, ["Oslo"])])
def test_a_longer_rule_by_dates(years: Years, hours: int, layovers: list[str]) -> None:
    years.add("f YUL OSL 2025-06-01")
    years.add("f OSL LYR 2025-06-02")
    found = years.review(2025, layover=timedelta(hours=hours))
    assert keys(found.places.layovers) == layovers


def test_the_day_of_landing_counts_where_the_next_time_is_missing(years: Years) -> None:
    years.add("f YUL OSL 2025-06-01 20:00-09:00")  # lands on the second
    years.add("f OSL LYR 2025-06-02")
    assert keys(years.review(2025).places.layovers) == ["Oslo"]


def test_what_the_user_says_of_a_stop_goes_before_the_rule(years: Years) -> None:
    short = years.add("f YUL OSL 2025-06-01 20:00-09:00")
    years.add("f OSL LYR 2025-06-02 14:30-17:30")
    long = years.add("f LYR CPH 2025-06-10 08:00-14:00")
    years.add("f CPH YUL 2025-06-12 08:00-10:00")
    trips.change(years.space, short.id, stop="visit")
    trips.change(years.space, long.id, stop="layover")
    found = years.review(2025).places
    assert keys(found.layovers) == ["Copenhagen"]
    assert "Oslo" in keys(found.cities)
    # Montreal is home, but only by a guess, and a guess takes no first time away.
    assert keys(found.first_cities) == ["Longyearbyen", "Montreal", "Oslo"]
    assert {one.key for one in found.first_countries} == {"CA", "NO", "SJ"}
    for one in (short, long):
        trips.change(years.space, one.id, stop="auto")
    found = years.review(2025).places
    assert (keys(found.layovers), "Copenhagen" in keys(found.cities)) == (["Oslo"], True)


@pytest.mark.parametrize(
    ("leaves", "layovers"), [("2025-06-01 20:00-09:00", ["Basel", "Zurich"]), ("2025-06-03", [])]
)
def test_a_change_between_airports_next_door_is_a_layover_at_both(
    years: Years, leaves: str, layovers: list[str]
) -> None:
    years.add("f LHR ZRH 2025-06-01 12:00-14:45")
    years.add(f"f BSL YUL {leaves}")
    found = years.review(2025).places
    assert sorted({one.label("en").split("-")[0] for one in found.layovers}) == layovers


def test_a_layover_is_never_a_first_time(years: Years) -> None:
    years.add("f YUL OSL 2025-06-01 20:00-09:00")
    years.add("f OSL LYR 2025-06-02 14:30-17:30")
    record: Any = to_json(years.review(2025))
    assert [one["first_time"] for one in record["places"]["layovers"]] == [False]
    assert [one["first_time"] for one in record["trips"][0]["layovers"]] == [False]


# Gaps ---------------------------------------------------------------------------------------------


def gap_codes(years: Years) -> list[tuple[str, str]]:
    return [gap.codes for gap in gaps(years.space.journal.entries())]


def test_landed_in_bangkok_next_leaves_phuket(at_home: Years) -> None:
    landed = at_home.add("f YUL BKK 2025-03-01")
    leaves = at_home.add("f HKT YUL 2025-03-10")
    assert gap_codes(at_home) == [("BKK", "HKT")]
    found = at_home.review(2025, homes=at_home.space.homes)
    assert found.trips[0].gaps == ((landed.id, leaves.id),)
    record: Any = to_json(found)["trips"]
    assert record[0]["gaps"] == [{"landed": landed.id, "leaves": leaves.id}]


def test_a_gap_between_trips_stands_with_the_one_that_landed(at_home: Years) -> None:
    at_home.add("f YUL YYZ 2025-03-01")  # and home by train
    at_home.add("f YUL BOS 2025-04-01")
    at_home.add("f BOS YUL 2025-04-03")
    assert gap_codes(at_home) == [("YYZ", "YUL")]
    assert [len(one.gaps) for one in trips.listed(at_home.space)] == [1, 0]


@pytest.mark.parametrize(
    "line",
    [
        "s Phuket 2025-03-05..9",
        "s Phuket 2025-02-27..2025-03-01",  # until the day of landing
        "s Phuket 2025-03-10",
        "t 2025-03-09 @Phuket A Talk",
    ],
)
def test_a_stay_or_a_talk_at_the_new_place_explains_it(at_home: Years, line: str) -> None:
    at_home.add("f YUL BKK 2025-03-01")
    at_home.add("f HKT YUL 2025-03-10")
    at_home.add(line)
    assert gap_codes(at_home) == []


@pytest.mark.parametrize(
    "line",
    [
        "s Bangkok 2025-03-05..9",  # the old place
        "s Phuket 2025-02-01..9",  # before
        "s Phuket 2025-03-11..12",  # after
        "r 2025-03-09 On Phuket",
    ],
)
def test_what_does_not_explain_a_gap(at_home: Years, line: str) -> None:
    at_home.add("f YUL BKK 2025-03-01")
    at_home.add("f HKT YUL 2025-03-10")
    at_home.add(line)
    assert gap_codes(at_home) == [("BKK", "HKT")]


@pytest.mark.parametrize(
    ("place", "explained"),
    [
        (Place(name_en="Phuket", country_code="TH"), True),
        (Place(name_zh="普吉", country_code="TH"), True),
        (Place(name_en="Phuket", country_code="US"), False),
        (Place(name_en="Krabi", country_code="TH"), False),
        # Phuket's airport is at 8.11 N 98.31 E; a degree of latitude is 111 km.
        (Place(name_en="Phuket", country_code="TH", latitude=9.91, longitude=98.31), True),
        (Place(name_en="Phuket", country_code="TH", latitude=11.71, longitude=98.31), False),
        (Place(name_en="Krabi", country_code="TH", latitude=9.91, longitude=98.31), False),
        (Place(name_en="Krabi", country_code="TH", latitude=8.51, longitude=98.31), True),
    ],
)
def test_a_place_goes_by_its_name_within_300_km_and_else_by_where_it_is(
    at_home: Years, place: Place, explained: bool
) -> None:
    at_home.add("f YUL BKK 2025-03-01")
    at_home.add("f HKT YUL 2025-03-10")
    at_home.add("s Phuket 2025-03-05")
    entries = [replace(one, place=place) if one.kind == "stay" else one for one in at_home.kept]
    assert bool(gaps(entries)) != explained


def test_a_talk_online_is_held_nowhere(at_home: Years) -> None:
    at_home.add("f YUL BKK 2025-03-01")
    at_home.add("f HKT YUL 2025-03-10")
    at_home.add("t 2025-03-09 @Phuket Online", mode="online")
    assert gap_codes(at_home) == [("BKK", "HKT")]


def test_airports_of_one_city_or_of_the_next_are_no_gap(years: Years) -> None:
    years.add("f YUL LHR 2025-03-01")
    years.add("f LGW ZRH 2025-03-05")  # one city
    years.add("f BSL YUL 2025-03-09")  # Basel's airport is 76 km from Zurich's
    assert gap_codes(years) == []


def test_two_cities_of_one_name_are_two_places(years: Years) -> None:
    years.add("f YUL PWM 2025-03-01 08:00-09:00")
    years.add("f PDX YUL 2025-03-01 20:00-06:00")
    years.add("s Portland,ME 2025-03-01")
    assert gap_codes(years) == [("PWM", "PDX")]
    assert keys(years.review(2025).places.layovers) == []


def test_cancelled_flights_do_not_count_and_diverted_ones_do(years: Years) -> None:
    years.add("f YUL BKK 2025-03-01")
    years.add("f BKK HKT 2025-03-05", status="cancelled")
    years.add("f HKT SIN 2025-03-10")
    years.add("f SIN HND 2025-03-12", status="diverted")
    years.add("f NRT YUL 2025-03-14")
    assert gap_codes(years) == [("BKK", "HKT")]


# Between home and home ----------------------------------------------------------------------------


def test_a_stay_that_overlaps_a_trip_belongs_to_it(at_home: Years) -> None:
    at_home.add("f YUL GVA 2025-06-02")
    at_home.add("f GVA YUL 2025-06-09")
    at_home.add("s Zermatt 2025-06-04..6")
    at_home.add("s Lyon 2025-06-08..12")  # begins within
    at_home.add("s Boston 2025-07-01..3")
    assert said(at_home) == [
        ("Geneva, Zermatt, Lyon", "2025-06-02", "2025-06-12"),
        ("Boston", "2025-07-01", "2025-07-03"),
    ]


def test_a_weekend_that_ends_on_the_day_one_flies_from_home_is_its_own(at_home: Years) -> None:
    at_home.add("s Mont-Tremblant 2025-02-15..17")
    at_home.add("f YUL BOS 2025-02-17")
    at_home.add("f BOS YUL 2025-02-19")
    at_home.add("s Mont-Tremblant 2025-02-19..21")
    assert [name for name, *_ in said(at_home)] == ["Mont-Tremblant", "Boston", "Mont-Tremblant"]


def test_by_car_there_and_by_air_back(at_home: Years) -> None:
    """The stay ended the day before the flight from there: no day at home lies between."""
    at_home.add("s Boston 2025-06-01..4")
    at_home.add("f BOS YUL 2025-06-05")
    assert codes(at_home) == [["*Boston", "BOS-YUL"]]


def test_by_air_there_and_back_by_train(at_home: Years) -> None:
    at_home.add("f YUL YYZ 2025-06-01")
    at_home.add("s Toronto 2025-06-01..3")
    at_home.add("s Ottawa 2025-06-03..5")
    at_home.add("s Toronto 2025-08-01..3")
    assert said(at_home) == [
        ("Toronto, Ottawa", "2025-06-01", "2025-06-05"),
        ("Toronto", "2025-08-01", "2025-08-03"),
    ]


@pytest.mark.parametrize(
    ("second", "home", "expected"),
    [
        ("2025-07-03..5", "", ["Boston, Portland"]),  # on from there on the same day
        ("2025-07-04..6", "", ["Boston, Portland"]),  # the next morning
        ("2025-07-05..7", "", ["Boston", "Portland"]),  # a day that nothing tells of
        ("2025-07-04..6", "s Montreal 2025-07-03..4 居家", ["Boston", "Portland"]),
    ],
)
def test_a_road_trip_is_one_trip(
    at_home: Years, second: str, home: str, expected: list[str]
) -> None:
    at_home.add("s Boston 2025-07-01..3")
    at_home.add(f"s Portland,ME {second}")
    if home:
        at_home.add(home)
    assert [name for name, *_ in said(at_home)] == expected


def test_months_do_not_make_a_road_trip(at_home: Years) -> None:
    at_home.add("s Boston 2025-07")
    at_home.add("s Toronto 2025-08-01..2")
    assert [name for name, *_ in said(at_home)] == ["Boston", "Toronto"]


def test_talks_belong_to_the_trip_of_their_day_and_make_none(at_home: Years) -> None:
    at_home.add("f YUL YYZ 2025-06-01")  # no flight back
    at_home.add("t 2025-06-02 @Toronto The day after")
    at_home.add("t 2025-06-20 @Montreal At home")
    at_home.add("s Banff 2025-09-01..4")
    at_home.add("t 2025-09-03 @Banff On the way")
    at_home.add("s Ottawa 2025-10-01..4")
    at_home.add("t 2025-10-05 @Montreal At home again")
    assert codes(at_home) == [["YUL-YYZ", "*Toronto"], ["*Banff", "*Banff"], ["*Ottawa"]]


def test_days_at_home_end_a_trip_that_no_flight_ended(at_home: Years) -> None:
    at_home.add("f YUL YYZ 2025-06-01")
    at_home.add("s Montreal 2025-06-05..20 居家")
    at_home.add("f YYZ YVR 2025-06-25")  # by train to Toronto
    at_home.add("f YVR YUL 2025-06-30")
    assert codes(at_home) == [["YUL-YYZ"], ["YYZ-YVR", "YVR-YUL"]]


def test_the_last_days_of_the_calendar(at_home: Years) -> None:
    at_home.add("s Boston 9999-12-29..30")
    at_home.add("s Portland,ME 9999-12-31")
    at_home.add("t 9999-12-31 @Boston The end")
    at_home.add("s Boston 0001-01-01..2")
    assert codes(at_home) == [["*Boston"], ["*Boston", "*Portland", "*Boston"]]


def test_a_journal_that_begins_abroad(at_home: Years) -> None:
    at_home.add("s Geneva 2025-01-01..10")
    at_home.add("f GVA YUL 2025-01-10")
    at_home.add("f YUL BOS 2025-03-01")
    at_home.add("f BOS YUL 2025-03-02")
    assert codes(at_home) == [["*Geneva", "GVA-YUL"], ["YUL-BOS", "BOS-YUL"]]


@pytest.mark.parametrize("moved", ["2025-08-01", "2025-08-04", "2025-08-05"])
def test_moving_house_ends_the_trip_at_the_new_home(years: Years, moved: str) -> None:
    """Ithaca is left on 20 July; Geneva, home by then, is reached on 5 August."""
    settings.write(years.space, "home", "Ithaca", start="2024-01-01")
    settings.write(years.space, "home", "Geneva", start=moved)
    years.add("f ITH SFO 2025-07-20")
    years.add("f SFO GVA 2025-08-04 16:00-12:30")
    years.add("f GVA AMS 2025-09-01")
    years.add("f AMS GVA 2025-09-03")
    assert said(years) == [
        ("San Francisco, Geneva", "2025-07-20", "2025-08-05"),
        ("Amsterdam", "2025-09-01", "2025-09-03"),
    ]


def test_a_move_on_the_day_of_the_flight(years: Years) -> None:
    settings.write(years.space, "home", "Ithaca", start="2024-01-01")
    settings.write(years.space, "home", "Geneva", start="2025-08-01")
    years.add("f ITH BOS 2025-07-01")  # and back by bus
    years.add("f ITH JFK 2025-08-01")
    years.add("f JFK GVA 2025-08-01")
    assert codes(years) == [["ITH-BOS"], ["ITH-JFK", "JFK-GVA"]]


def test_a_trip_over_new_year_lists_in_each_year_what_began_there(at_home: Years) -> None:
    """Both years count it as one trip; flights and stays are those of the year they began in."""
    at_home.add("f YUL YVR 2024-12-28")
    at_home.add("s Whistler 2024-12-29..2025-01-03")
    at_home.add("f YVR YUL 2025-01-04")
    old, new = (at_home.review(year, homes=at_home.space.homes) for year in (2024, 2025))
    assert [leg(one) for one in old.trips[0].entries] == ["YUL-YVR", "*Whistler"]
    assert [leg(one) for one in new.trips[0].entries] == ["*Whistler", "YVR-YUL"]
    assert [len(trips.listed(at_home.space, year)) for year in (2024, 2025, 2026)] == [1, 1, 0]
    assert codes(at_home) == [["YUL-YVR", "*Whistler", "YVR-YUL"]]
    assert [rows.trips(one, "en")[0].rest for one in (old, new)] == [
        "continues into 2025", "continued from 2024",
    ]  # fmt: skip
    assert [rows.trips(one, "zh")[0].rest for one in (old, new)] == ["下接 2025 年", "上接 2024 年"]


def test_a_trip_within_a_year_is_no_part(at_home: Years) -> None:
    at_home.add("f YUL YVR 2025-03-28")
    at_home.add("f YVR YUL 2025-04-04")
    assert rows.trips(at_home.review(2025, homes=at_home.space.homes), "zh")[0].rest == ""


def test_the_page_says_that_a_stop_is_what_its_author_said(at_home: Years) -> None:
    first = at_home.add("f YUL LHR 2025-03-28 20:00-08:00")
    at_home.add("f LHR YUL 2025-04-04 10:00-13:00")
    before = explain("visits", at_home.review(2025), "en")
    trips.change(at_home.space, first.id, stop="layover")
    after = explain("visits", at_home.review(2025), "en")
    assert "Where the author said otherwise of a stop, that holds." not in before
    assert "Where the author said otherwise of a stop, that holds." in after


def test_a_trip_ends_on_the_day_one_came_home_not_on_the_day_it_was_planned(at_home: Years) -> None:
    at_home.add("f YUL YVR 2025-03-01")
    late = {"actual_departure": "17:00", "actual_arrival": "00:20"}
    at_home.add("f YVR YUL 2025-03-05 15:00-22:40", **late)
    assert said(at_home) == [("Vancouver", "2025-03-01", "2025-03-06")]


def test_a_layover_without_zones_counts_from_the_actual_landing(at_home: Years) -> None:
    landed = at_home.add("f YUL LHR 2025-03-01 20:00-08:00", actual_arrival="09:00")
    leaves = at_home.add("f LHR GVA 2025-03-03 08:30-11:00", actual_departure="08:45")
    assert isinstance(landed.details, Flight)
    nowhere = replace(landed.details, destination=landed.details.destination._replace(tz=""))
    found = on_ground(replace(landed, details=nowhere), leaves)
    assert found == (timedelta(hours=23, minutes=45), True)


def test_a_talk_on_the_day_after_coming_home_is_of_no_trip(at_home: Years) -> None:
    at_home.add("f YUL BOS 2025-03-01")
    at_home.add("f BOS YUL 2025-03-03")
    at_home.add("t 2025-03-04 @Toronto By train")
    assert codes(at_home) == [["YUL-BOS", "BOS-YUL"]]


def test_the_order_of_a_trip_is_that_of_the_journey(at_home: Years) -> None:
    """Honolulu is reached the day before Tokyo was left, by the calendar."""
    at_home.add("f HNL YUL 2025-05-06 12:00-06:00")
    at_home.add("f HND HNL 2025-05-03 00:10-12:30")
    at_home.add("s Honolulu 2025-05-02..6")
    at_home.add("s Tokyo 2025-04-26..2025-05-02")
    at_home.add("f YUL HND 2025-04-25 13:00-16:00")
    at_home.add("t 2025-05-06 @Honolulu On the last morning")
    flight = next(one for one in at_home.kept if leg(one) == "HND-HNL")
    assert getattr(flight.details, "scheduled_arrival", "")[:10] == "2025-05-02"
    assert codes(at_home) == [["YUL-HND", "*Tokyo", "HND-HNL", "*Honolulu", "*Honolulu", "HNL-YUL"]]


# What the user says -------------------------------------------------------------------------------


def test_a_split_away_from_home_and_back(at_home: Years) -> None:
    at_home.add("f YUL BKK 2025-03-01")
    second = at_home.add("f BKK SIN 2025-03-10")
    at_home.add("f SIN YUL 2025-03-15")
    whole = codes(at_home)
    trips.change(at_home.space, second.id, begin="here")
    assert codes(at_home) == [["YUL-BKK"], ["BKK-SIN", "SIN-YUL"]]
    assert [name for name, *_ in said(at_home)] == ["Bangkok", "Singapore"]
    trips.change(at_home.space, second.id, begin="before")
    assert codes(at_home) == whole
    trips.change(at_home.space, second.id, begin="auto")
    assert codes(at_home) == whole


def test_a_split_at_a_layover_makes_no_visit_of_it(at_home: Years) -> None:
    at_home.add("f YUL LHR 2025-03-01 20:00-08:00")
    second = at_home.add("f LHR OSL 2025-03-02 10:00-13:00")
    at_home.add("f OSL YUL 2025-03-09 10:00-12:00")
    trips.change(at_home.space, second.id, begin="here")
    found = at_home.review(2025, homes=at_home.space.homes)
    assert [keys(one.cities) for one in found.trips] == [[], ["Oslo"]]
    assert keys(found.trips[0].layovers) == ["London"]
    assert [one.name("en") for one in found.trips] == ["London", "Oslo"]


def test_a_trip_may_begin_with_a_stay(at_home: Years) -> None:
    at_home.add("f YUL GVA 2025-06-01")
    stay = at_home.add("s Zermatt 2025-06-05..9")
    at_home.add("f GVA YUL 2025-06-10")
    trips.change(at_home.space, stay.id, begin="here")
    assert codes(at_home) == [["YUL-GVA"], ["*Zermatt", "GVA-YUL"]]


def test_two_trips_with_a_night_at_home_are_joined(at_home: Years) -> None:
    at_home.add("f YUL BOS 2025-03-01")
    at_home.add("f BOS YUL 2025-03-03")
    at_home.add("f YUL GVA 2025-03-04")
    back = at_home.add("f GVA YUL 2025-03-09")
    trips.change(at_home.space, back.id, begin="before")  # any entry of the trip says so
    assert said(at_home) == [("Boston, Geneva", "2025-03-01", "2025-03-09")]
    trips.change(at_home.space, back.id, begin="auto")
    assert codes(at_home) == [["YUL-BOS", "BOS-YUL"], ["YUL-GVA", "GVA-YUL"]]


# Names --------------------------------------------------------------------------------------------


def test_a_name_stands_in_both_languages_and_stays_with_the_trip(at_home: Years) -> None:
    first = at_home.add("f YUL GVA 2025-06-02")
    at_home.add("f GVA YUL 2025-06-09")
    assert said(at_home)[0][0] == "Geneva"
    trips.change(at_home.space, first.id, name_zh="湖边一周", name_en="A week by the lake")
    at_home.add("f GVA LYS 2025-06-05")
    at_home.add("s Toronto 2025-06-01..2")
    found = at_home.review(2025, homes=at_home.space.homes).trips
    named = [one for one in found if one.named != Both("", "")]
    assert [(one.name("zh"), one.name("en")) for one in named] == [
        ("湖边一周", "A week by the lake")
    ]
    record: Any = to_json(at_home.review(2025, homes=at_home.space.homes))["trips"]
    assert [one["named"] for one in record] == [False, True]


def test_an_earlier_leg_does_not_take_the_name_away(at_home: Years) -> None:
    second = at_home.add("f ZRH GVA 2025-06-02")
    at_home.add("f GVA YUL 2025-06-09")
    trips.change(at_home.space, second.id, name_en="Lakes")
    at_home.add("f YUL ZRH 2025-06-01")
    assert said(at_home) == [("Lakes", "2025-06-01", "2025-06-09")]


def test_a_name_in_one_language_shows_in_both(at_home: Years) -> None:
    first = at_home.add("f YUL GVA 2025-06-02")
    trips.change(at_home.space, first.id, name_zh="湖")
    (trip,) = at_home.review(2025, homes=at_home.space.homes).trips
    assert (trip.name("zh"), trip.name("en")) == ("湖", "湖")


def test_a_joined_trip_has_the_first_name_and_gives_the_second_back(at_home: Years) -> None:
    one = at_home.add("f YUL BOS 2025-03-01")
    at_home.add("f BOS YUL 2025-03-03")
    two = at_home.add("f YUL GVA 2025-03-04")
    at_home.add("f GVA YUL 2025-03-09")
    trips.change(at_home.space, one.id, name_en="One")
    trips.change(at_home.space, two.id, name_en="Two")
    trips.change(at_home.space, two.id, begin="before")
    assert [name for name, *_ in said(at_home)] == ["One"]
    trips.change(at_home.space, two.id, begin="auto")
    assert [name for name, *_ in said(at_home)] == ["One", "Two"]


# Flights without a time ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (
            ("ITH JFK 2025-03-01 08:00-09:15", "JFK LHR 2025-03-01",
             "LHR JFK 2025-03-08 10:00-13:00", "JFK ITH 2025-03-08"),
            ["ITH-JFK", "JFK-LHR", "LHR-JFK", "JFK-ITH"],
        ),
        (  # Tokyo is ahead of UTC: 17:00 there comes before noon UTC
            ("PEK NRT 2025-03-02", "NRT SFO 2025-03-02 17:00-10:00",
             "SFO NRT 2025-03-08 12:00-16:00", "NRT PEK 2025-03-09"),
            ["PEK-NRT", "NRT-SFO", "SFO-NRT", "NRT-PEK"],
        ),
        (
            ("GVA LHR 2025-03-02 15:00-15:45", "LHR GVA 2025-03-02"),
            ["GVA-LHR", "LHR-GVA"],
        ),
        (
            ("PEK HND 2025-05-01", "ITM NRT 2025-05-01", "HND ITM 2025-05-01"),
            ["PEK-HND", "HND-ITM", "ITM-NRT"],
        ),
        (  # a round of the day before the flight that does not come back
            ("GVA CDG 2025-03-02 18:00-19:10", "GVA LHR 2025-03-02", "LHR GVA 2025-03-02",
             "CDG GVA 2025-03-05"),
            ["GVA-LHR", "LHR-GVA", "GVA-CDG", "CDG-GVA"],
        ),
        (  # nothing connects: as recorded
            ("BOS YUL 2025-03-02", "GVA CDG 2025-03-02", "HND ITM 2025-03-02"),
            ["BOS-YUL", "GVA-CDG", "HND-ITM"],
        ),
    ],
)  # fmt: skip
def test_legs_of_a_day_stand_where_they_connect(
    years: Years, lines: tuple[str, ...], order: list[str]
) -> None:
    for line in lines:
        years.add(f"f {line}")
    assert [leg(one) for one in flown(years.space.journal.entries())] == order


def test_a_day_of_legs_with_and_without_times_is_one_trip(years: Years) -> None:
    settings.write(years.space, "home", "Ithaca")
    years.add("f ITH JFK 2025-03-01 08:00-09:15")
    years.add("f JFK LHR 2025-03-01")
    years.add("f LHR JFK 2025-03-08 10:00-13:00")
    years.add("f JFK ITH 2025-03-08")
    assert codes(years) == [["ITH-JFK", "JFK-LHR", "LHR-JFK", "JFK-ITH"]]
    assert trips.listed(years.space)[0].gaps == ()
    assert keys(trips.figures(trips.listed(years.space)[0]).layovers) == ["New York"]


def test_a_flight_known_by_its_month_stands_where_it_connects(years: Years) -> None:
    settings.write(years.space, "home", "Beijing")
    years.add("f PEK LHR 2025-06-10 11:00-15:00")
    years.add("f LHR PEK 2025-06")
    years.add("f PEK NRT 2025-07-01")
    assert codes(years) == [["PEK-LHR", "LHR-PEK"], ["PEK-NRT"]]
    found = trips.figures(trips.listed(years.space)[0])
    assert (found.nights, found.precision) == (None, ("day", "month"))
    assert keys(found.cities) == ["London"]  # for how long nobody knows, so no layover
    years.add("f LHR CDG 2025-06")
    years.add("f CDG LHR 2025-06")
    assert codes(years)[0] == ["PEK-LHR", "LHR-CDG", "CDG-LHR", "LHR-PEK"]


def test_a_flight_known_by_its_year_stays_in_it_as_recorded_if_nothing_meets_it(
    years: Years,
) -> None:
    for line in ("GVA LHR 2025-02-01", "SYD MEL 2025", "YUL BOS 2024-12-31", "CDG VIE 2025-11-01"):
        years.add(f"f {line}")
    order = [leg(one) for one in flown(years.space.journal.entries())]
    assert order == ["YUL-BOS", "GVA-LHR", "SYD-MEL", "CDG-VIE"]


def test_clocks_that_went_back_count_as_the_doubt_says(years: Years) -> None:
    settings.write(years.space, "home", "Chicago")
    years.add("f ORD BOS 2024-11-02 20:00-23:10")
    # EDT 01:50 is 05:50Z; 01:30 can only be that of EST, 06:30Z.
    years.add("f BOS JFK 2024-11-03 01:50-01:30")
    years.add("f JFK ORD 2024-11-04 01:00-02:40")  # EST, 06:00Z: 23 h 30 later
    [trip] = trips.listed(years.space)
    pauses = list(trips.pauses(years.space, trip).values())
    assert [one.ground.time for one in pauses if one.ground][1] == timedelta(hours=23, minutes=30)
    assert pauses[1].kind == "layover"


def test_flights_at_the_edge_of_the_calendar_are_ordered_by_the_wall_clock(years: Years) -> None:
    """Such flights can be in a journal that an earlier version wrote."""
    odd = years.add("f PEK LHR 0001-01-02")
    details = replace(odd.details, scheduled_departure="0001-01-01T00:30")  # type: ignore[type-var]
    first = replace(odd, starts_on=date(1, 1, 1), details=details)
    assert [one.starts_on.day for one in flown([odd, first])] == [1, 2]
    assert len(journeys([odd, first])) == 2


# Home ---------------------------------------------------------------------------------------------


def test_ties_go_to_where_the_first_flight_leaves_from(years: Years) -> None:
    years.add("f LHR PEK 2025-03-01 16:00-10:00")
    years.add("f PEK LHR 2025-03-08 13:00-16:30")
    home = years.review(2025).home
    assert home is not None
    assert home.place.name_en == "London"


def test_a_hub_is_no_home(years: Years) -> None:
    for month in ("03", "05"):
        years.add(f"f ITH EWR 2025-{month}-01 06:00-07:10")
        years.add(f"f EWR SFO 2025-{month}-01 09:00-12:20")
        years.add(f"f SFO EWR 2025-{month}-08 08:00-16:20")
        years.add(f"f EWR ITH 2025-{month}-08 18:00-19:10")
    home = years.review(2025).home
    assert home is not None
    assert home.place.name_en == "Ithaca"


def test_home_is_passed_through_not_a_layover(years: Years) -> None:
    settings.write(years.space, "home", "Beijing")
    years.add("f PEK BKK 2025-03-01")
    years.add("f BKK PEK 2025-03-08 10:00-15:30")
    years.add("f PEK NRT 2025-03-09 08:00-12:30")
    years.add("f NRT PEK 2025-03-12 14:00-17:00")
    found = [trips.figures(one) for one in trips.listed(years.space)]
    assert [(one.name("en"), keys(one.layovers)) for one in found] == [
        ("Bangkok", []),
        ("Tokyo", []),
    ]


def test_towns_next_to_home_are_still_where_a_trip_went(years: Years) -> None:
    settings.write(years.space, "home", "Shanghai")
    years.add("s Shanghai 2025-05-01..02")
    years.add("s Suzhou,Jiangsu 2025-05-02..03")
    years.add("s Nanjing 2025-05-03..04")
    assert [name for name, *_ in said(years)] == ["Suzhou, Nanjing"]


# What is not known by its day ---------------------------------------------------------------------


@pytest.mark.parametrize("when", ["2025-03", "2025"])
def test_a_stay_without_a_day_is_a_trip_of_its_own(years: Years, when: str) -> None:
    settings.write(years.space, "home", "Beijing")
    years.add("f PEK SHA 2025-03-20")
    years.add("f SHA PEK 2025-03-22")
    years.add(f"s Shanghai {when}")
    assert sorted(codes(years)) == [["*Shanghai"], ["PEK-SHA", "SHA-PEK"]]
    found = {len(one.entries): trips.figures(one) for one in trips.listed(years.space)}
    assert found[2].nights == 2
    assert found[1].nights is None
    assert trips.summary_json(trips.listed(years.space)[0])["nights"] in (2, None)


# Two trips on one day -----------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["t 2025-04-03 @Paris T", "s Paris 2025-04-03"])
def test_of_two_trips_of_a_day_the_one_that_went_there(years: Years, line: str) -> None:
    settings.write(years.space, "home", "Geneva")
    years.add("f GVA LHR 2025-04-01 09:00-09:45")
    years.add("f LHR GVA 2025-04-03 18:00-20:45")
    years.add("f GVA CDG 2025-04-03 21:45-23:00")
    years.add("f CDG GVA 2025-04-05")
    years.add(line)
    assert [sorted(one) for one in codes(years)] == [
        ["GVA-LHR", "LHR-GVA"], ["*Paris", "CDG-GVA", "GVA-CDG"],
    ]  # fmt: skip


# Turning points, parts, clashes -------------------------------------------------------------------


def test_a_day_trip_by_air_went_where_it_turned(years: Years) -> None:
    settings.write(years.space, "home", "Geneva")
    years.add("f GVA ZRH 2025-04-01 08:00-08:50")
    years.add("f ZRH LHR 2025-04-01 09:40-10:20")
    years.add("f LHR ZRH 2025-04-01 16:00-18:40")
    years.add("f ZRH GVA 2025-04-01 20:00-20:50")
    found = years.review(2025, homes=years.space.homes)
    [trip] = found.trips
    assert (keys(trip.cities), keys(trip.layovers)) == (["London"], ["Zurich"])
    assert "London" in keys(found.places.cities)
    assert keys(found.places.layovers) == ["Zurich"]


def test_a_layover_on_the_way_somewhere_is_no_turning_point(years: Years) -> None:
    settings.write(years.space, "home", "Geneva")
    years.add("f LHR ZRH 2025-04-01 08:00-10:40")  # a journal that begins on the way home
    first = years.add("f ZRH GVA 2025-04-01 12:00-12:50")
    years.add("f GVA ZRH 2025-05-01 08:00-08:50")
    years.add("f ZRH GVA 2025-05-01 18:00-18:50")
    there = trips.listed(years.space)
    assert keys(trips.figures(there[0]).layovers) == ["Zurich"]
    assert keys(trips.figures(there[1]).cities) == ["Zurich"]
    trips.change(years.space, there[1].entries[0].id, stop="layover")  # what is said stays
    assert keys(trips.figures(trips.listed(years.space)[1]).layovers) == ["Zurich"]
    assert first.id == trips.listed(years.space)[0].entries[-1].id


def test_a_part_of_a_trip_says_that_it_is_one(years: Years) -> None:
    settings.write(years.space, "home", "Geneva")
    years.add("f GVA LHR 2024-12-31")
    private = years.add("f LHR GVA 2025-01-08", visibility="private")
    years.add("f GVA CDG 2025-03-01")
    years.add("f CDG GVA 2025-03-02")

    def parts(year: int, **more: Any) -> list[tuple[bool, bool]]:
        found = years.review(year, **more)
        return [(one.began_before, one.goes_on) for one in found.trips]

    assert parts(2024, homes=years.space.homes) == [(False, True)]
    assert parts(2025, homes=years.space.homes) == [(True, False), (False, False)]
    # Nothing is said of a part that may not be shown.
    assert parts(2024, profile=PUBLIC, homes=years.space.homes) == [(False, False)]
    assert private.visibility == "private"


def test_a_flight_that_leaves_before_the_last_one_landed(years: Years) -> None:
    years.add("f GVA LHR 2025-04-01 09:00-09:45")
    years.add("f LHR JFK 2025-04-01 09:00-12:00")
    [trip] = trips.listed(years.space)
    assert [gap.codes for gap in trip.clashes] == [("LHR", "LHR")]
    # A late landing before a flight whose own delay is not recorded tells nothing.
    years.add("f JFK BOS 2025-04-02 09:00-10:10", actual_arrival="12:00")
    years.add("f BOS YUL 2025-04-02 11:00-12:20")
    assert [len(one.clashes) for one in trips.listed(years.space)] == [1]


def test_the_nights_of_a_trip_that_has_not_ended_are_not_known(at_home: Years) -> None:
    at_home.add("f YUL GVA 2025-03-01")
    at_home.add("f GVA YUL 2025-03-05")
    at_home.add("f YUL BOS 2025-04-01")
    assert [trips.figures(one).nights for one in trips.listed(at_home.space)] == [4, None]
    at_home.add("s Boston 2025-04-01..03")
    assert [trips.figures(one).nights for one in trips.listed(at_home.space)] == [4, 2]


# Properties ---------------------------------------------------------------------------------------

AIRPORTS = {
    code: Airport(code, city_en=city, country_code=country, latitude=lat, longitude=lon, tz=tz)
    for code, city, country, lat, lon, tz in (
        ("YUL", "Montreal", "CA", 45.5, -73.7, "America/Toronto"),
        ("BOS", "Boston", "US", 42.4, -71.0, "America/New_York"),
        ("GVA", "Geneva", "CH", 46.2, 6.1, "Europe/Zurich"),
        ("HND", "Tokyo", "JP", 35.6, 139.8, "Asia/Tokyo"),
        ("HNL", "Honolulu", "US", 21.3, -157.9, "Pacific/Honolulu"),
    )
}
MONTREAL = Place("Montreal", country_code="CA", latitude=45.5, longitude=-73.6)


@st.composite
def flights(draw: st.DrawFn) -> list[Entry]:
    found = []
    for at in range(draw(st.integers(1, 12))):
        origin, destination = draw(st.permutations(sorted(AIRPORTS)))[:2]
        day = date(2025, 1, 1) + timedelta(days=draw(st.integers(0, 60)))
        minute = draw(st.none() | st.integers(0, 1439))
        left = datetime.combine(day, datetime.min.time())
        details = Flight(
            AIRPORTS[origin],
            AIRPORTS[destination],
            scheduled_departure=""
            if minute is None
            else (left + timedelta(minutes=minute)).isoformat(timespec="minutes"),
            status=draw(st.sampled_from(["flown", "flown", "flown", "diverted", "cancelled"])),
        )
        words = TripWords(begins=draw(st.sampled_from(["", "", "", "here", "before"])))
        found.append(Entry(f"f{at:02}", day, details, trip=words))
    return found


def made_of(found: Sequence[Journey]) -> list[list[str]]:
    return [[entry.id for entry in one.entries] for one in found]


HOME = [(date.min, MONTREAL)]


@given(flights())
def test_every_flight_flown_is_in_exactly_one_trip(entries: list[Entry]) -> None:
    flown = [one.id for one in entries if getattr(one.details, "status", "") != "cancelled"]
    for homes in ([], HOME):
        found = [one for trip in made_of(journeys(entries, homes)) for one in trip]
        assert sorted(found) == sorted(flown)


@given(flights(), st.data())
def test_splitting_and_joining_back_restores(entries: list[Entry], data: st.DataObject) -> None:
    entries = [replace(one, trip=TripWords()) for one in entries]
    whole = made_of(journeys(entries, HOME))
    inner = [one for trip in whole for one in trip[1:]]
    if not inner:
        return
    chosen = data.draw(st.sampled_from(inner))

    def marked(begins: str) -> list[list[str]]:
        words = TripWords(begins=begins)
        changed = [replace(one, trip=words) if one.id == chosen else one for one in entries]
        return made_of(journeys(changed, HOME))

    cut = marked("here")
    assert len(cut) == len(whole) + 1
    assert [one for trip in cut for one in trip] == [one for trip in whole for one in trip]
    assert chosen in [trip[0] for trip in cut]
    assert marked("") == whole


@given(flights(), st.data())
def test_any_entry_of_a_trip_may_join_it(entries: list[Entry], data: st.DataObject) -> None:
    entries = [replace(one, trip=TripWords()) for one in entries]
    whole = made_of(journeys(entries, HOME))
    if len(whole) < 2:
        return
    at = data.draw(st.integers(1, len(whole) - 1))
    chosen = data.draw(st.sampled_from(whole[at]))
    words = TripWords(begins="before")
    changed = [replace(one, trip=words) if one.id == chosen else one for one in entries]
    joined = [*whole[: at - 1], whole[at - 1] + whole[at], *whole[at + 1 :]]
    assert made_of(journeys(changed, HOME)) == joined


@given(flights(), st.data())
def test_joining_and_splitting_back_restores(entries: list[Entry], data: st.DataObject) -> None:
    entries = [replace(one, trip=TripWords()) for one in entries]
    whole = made_of(journeys(entries, HOME))
    if len(whole) < 2:
        return
    at = data.draw(st.integers(1, len(whole) - 1))

    def marked(begins: str) -> list[list[str]]:
        words = TripWords(begins=begins)
        changed = [replace(one, trip=words) if one.id == whole[at][0] else one for one in entries]
        return made_of(journeys(changed, HOME))

    joined = [*whole[: at - 1], whole[at - 1] + whole[at], *whole[at + 1 :]]
    assert marked("before") == joined
    assert marked("here") == marked("") == whole


# Size ---------------------------------------------------------------------------------------------


def _many(years: int) -> list[Entry]:
    """Return years of flights that never reach home, from ever new towns, with stays and talks."""
    found = []
    codes_ = [one for one in AIRPORTS if one != "YUL"]
    for at in range(years * 60):
        day = date(1900, 1, 1) + timedelta(days=6 * at)
        origin, destination = codes_[at % 4], codes_[(at + 2) % 4]
        found.append(Entry(f"f{at:06}", day, Flight(AIRPORTS[origin], AIRPORTS[destination])))
        town = Place(f"Town {at % 7}", country_code="CH", latitude=46.0, longitude=7.0)
        stay = Stay(purpose="home") if at % 5 == 0 else Stay()
        found.append(Entry(f"s{at:06}", day, stay, ends_on=day + timedelta(days=2), place=town))
        found.append(Entry(f"t{at:06}", day, Talk(mode="in_person"), place=town))
    return found


@pytest.mark.parametrize("homes", [HOME, [(date.min, Place("x", latitude=0.0, longitude=0.0))]])
def test_twice_the_years_take_about_twice_the_work(homes: list[tuple[date, Place]]) -> None:
    def calls(entries: list[Entry]) -> int:
        profile = cProfile.Profile()
        profile.runcall(journeys, entries, homes)
        return sum(one.callcount for one in profile.getstats())

    calls(_many(1))  # what is kept from one run to the next
    assert calls(_many(20)) < 2.6 * calls(_many(10))


# How a trip ends that no flight ended -------------------------------------------------------------


def first_trip(years: Years) -> tuple[bool, int | None]:
    """Return of the first trip of 2025 whether it has not ended, and its nights."""
    trip = years.review(2025, homes=years.space.homes).trips[0]
    return trip.away, trip.nights


@pytest.mark.parametrize(
    ("home", "now", "nights"),
    [
        ("s Montreal 2025-06-09 居家", False, 8),
        ("s Montreal 2025-06-09..12 居家", False, 8),
        ("s Montreal 2025-06 居家", False, None),  # at home again, nobody said on which day
        ("s Montreal 2025-06-01 居家", True, None),  # the morning of that day
        ("s Toronto 2025-06-09 居家", True, None),  # another's home
        ("r 2025-06-09 A day", True, None),
    ],
)
def test_a_later_trip_does_not_change_how_long_the_last_one_was(
    at_home: Years, home: str, now: bool, nights: int | None
) -> None:
    at_home.add("f YUL BOS 2025-06-01")
    at_home.add(home)
    assert first_trip(at_home) == (now, nights)
    at_home.add("f YUL LHR 2027-03-01")
    at_home.add("f LHR YUL 2027-03-05")
    assert first_trip(at_home) == (False, nights)


def test_a_stay_before_the_day_at_home_is_of_the_trip_whatever_comes_later(at_home: Years) -> None:
    at_home.add("f YUL BOS 2025-06-01")
    at_home.add("s Boston 2025-06-02..8")
    at_home.add("s Montreal 2025-06-09 居家")
    before = said(at_home)
    at_home.add("f YUL LHR 2027-03-01")
    assert said(at_home)[: len(before)] == before
    assert first_trip(at_home) == (False, 7)


def test_a_private_day_at_home_does_not_tell_how_long_a_trip_was(at_home: Years) -> None:
    at_home.add("f YUL BOS 2025-06-01")
    at_home.add("s Montreal 2025-06-09 居家", visibility="private")
    (trip,) = at_home.review(2025, PUBLIC, homes=at_home.space.homes).trips
    assert trip.nights is None
