"""A flight from codes and wall times to kilometres and minutes, against figures from elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yearlog.capture.build import Draft, build
from yearlog.capture.errors import AmbiguousPlace, FieldErrors, UnknownAirport
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import (
    ArrivalBeforeDeparture,
    Flight,
    OutsideCalendar,
    SameAirport,
    TooLong,
    ZoneUnknown,
)
from yearlog.kinds.values import Airport


def fly(space, origin: str, destination: str, day: str, times: str = "", **more: str) -> Entry:
    departure, _, arrival = times.partition("-")
    raw = {
        "origin": origin, "destination": destination, "starts_on": day,
        "scheduled_departure": departure, "scheduled_arrival": arrival, **more,
    }  # fmt: skip
    return build(Draft("flight", raw), space.resolver())


def refused(space, *words: str, **more: str):
    with pytest.raises(FieldErrors) as caught:
        fly(space, *words, **more)
    assert len(caught.value.errors) == 1
    return caught.value.errors[0]


# Great-circle distances as published for these routes: the lists of the longest flights of the
# world, and the Great Circle Mapper for the others, in kilometres.
PUBLISHED = {
    ("JFK", "LHR"): 5554, ("JFK", "LAX"): 3983, ("SIN", "EWR"): 15344, ("PER", "LHR"): 14499,
    ("AKL", "DOH"): 14535, ("DFW", "SYD"): 13804, ("JNB", "ATL"): 13582, ("SFO", "SIN"): 13593,
    ("LAX", "SYD"): 12051, ("LHR", "SYD"): 17016,
}  # fmt: skip


@pytest.mark.parametrize(("origin", "destination"), PUBLISHED)
def test_distances_are_the_published_ones(space, origin, destination) -> None:
    there = fly(space, origin, destination, "2025-05-12").details
    back = fly(space, destination, origin, "2025-05-12").details
    assert there.distance_km == pytest.approx(PUBLISHED[origin, destination], rel=0.005)
    assert there.distance_km == back.distance_km
    assert there.duration_minutes is None


# Wall times in, arrival and minutes out. The comment has both instants in UTC, worked out by hand
# from the offsets in force.
DURATIONS = [
    # EDT -4 both: 11:00Z, 12:15Z
    ("ITH", "JFK", "2025-05-12", "07:00-08:15", "2025-05-12T08:15", 75),
    # +8 08:00Z; PST -8 19:30Z: lands by the clock before it left
    ("PEK", "SFO", "2025-01-15", "16:00-11:30", "2025-01-15T11:30", 690),
    # BST +1 10:10Z; PDT -7 21:20Z
    ("LHR", "SFO", "2025-05-18", "11:10-14:20", "2025-05-18T14:20", 670),
    # PST -8 06:30Z on the 2nd; AEDT +11 21:30Z on the 2nd: two days later by the calendar
    ("LAX", "SYD", "2025-01-01", "22:30-08:30", "2025-01-03T08:30", 900),
    # NZST +12 07:45Z; PDT -7 19:45Z
    ("AKL", "LAX", "2025-07-01", "19:45-12:45", "2025-07-01T12:45", 720),
    # NZST +12 12:05Z on the 1st; HST -10 20:50Z on the 1st: the day before
    ("AKL", "HNL", "2025-07-02", "00:05-10:50", "2025-07-01T10:50", 525),
    # Samoa +13 21:00Z on the 1st; American Samoa -11 21:35Z: half an hour and a day back
    ("APW", "PPG", "2025-07-02", "10:00-10:35", "2025-07-01T10:35", 35),
    # JST +9 07:30Z; PDT -7 16:50Z
    ("HND", "SFO", "2025-08-03", "16:30-09:50", "2025-08-03T09:50", 560),
    # PDT -7 18:30Z; JST +9 05:45Z on the 4th
    ("SFO", "HND", "2025-08-03", "11:30-14:45", "2025-08-04T14:45", 675),
    # the night clocks go forward in America: EST -5 03:00Z; GMT 09:50Z
    ("JFK", "LHR", "2025-03-08", "22:00-09:50", "2025-03-09T09:50", 410),
    # the night they go back: PDT -7 05:00Z; EST -5 since 06:00Z, 11:30Z
    ("SFO", "JFK", "2025-11-01", "22:00-06:30", "2025-11-02T06:30", 390),
    # the night they go forward in Australia: AWST +8 15:30Z; AEDT +11 since 16:00Z, 19:30Z
    ("PER", "SYD", "2025-10-04", "23:30-06:30", "2025-10-05T06:30", 240),
    # and back: AWST +8 15:30Z; AEST +10 since 16:00Z, 19:45Z
    ("PER", "SYD", "2025-04-05", "23:30-05:45", "2025-04-06T05:45", 255),
    # the night they go forward in Britain: GMT 21:00Z; +8 09:45Z
    ("LHR", "SIN", "2025-03-29", "21:00-17:45", "2025-03-30T17:45", 765),
    # half an hour: IST +5:30 21:15Z on the 9th; GMT 06:55Z
    ("DEL", "LHR", "2025-01-10", "02:45-06:55", "2025-01-10T06:55", 580),
    # three quarters: +5:45 09:15Z; +5:30 11:00Z
    ("KTM", "DEL", "2025-03-01", "15:00-16:30", "2025-03-01T16:30", 105),
    # ACDT +10:30 21:30Z; AEDT +11 22:50Z
    ("ADL", "MEL", "2025-01-10", "08:00-09:50", "2025-01-10T09:50", 80),
    # Newfoundland -3:30 09:30Z; AST -4 10:50Z
    ("YYT", "YHZ", "2025-01-10", "06:00-06:50", "2025-01-10T06:50", 80),
]


@pytest.mark.parametrize(("origin", "destination", "day", "times", "lands", "minutes"), DURATIONS)
def test_the_arrival_day_is_computed_and_minutes_are_exact(
    space, origin, destination, day, times, lands, minutes
) -> None:
    details = fly(space, origin, destination, day, times).details
    assert details.scheduled_departure == f"{day}T{times[:5]}"
    assert details.scheduled_arrival == lands
    assert details.duration_minutes == minutes


def test_a_day_written_after_the_time_overrides(space) -> None:
    late = fly(space, "SFO", "JFK", "2025-05-12", "08:00-16:30+1").details
    assert late.scheduled_arrival == "2025-05-13T16:30"
    assert late.duration_minutes == 24 * 60 + 330  # PDT 15:00Z, EDT 20:30Z on the next day
    early = fly(space, "APW", "PPG", "2025-07-02", "10:00-10:35-1").details
    assert early.scheduled_arrival == "2025-07-01T10:35"
    dated = fly(space, "SFO", "JFK", "2025-05-12", "23:00-2025-05-13T07:30").details
    assert dated.duration_minutes == 330


def test_actual_times_outdo_scheduled_ones_when_both_are_known(space) -> None:
    details = fly(
        space, "ITH", "JFK", "2025-05-12", "07:00-08:15", actual_departure="09:00",
        actual_arrival="10:05",
    ).details  # fmt: skip
    assert details.duration_minutes == 65
    half = fly(space, "ITH", "JFK", "2025-05-12", "07:00-08:15", actual_departure="09:00").details
    assert half.duration_minutes == 75
    assert half.actual_departure == "2025-05-12T09:00"


def test_one_time_alone_takes_the_day_of_the_flight(space) -> None:
    details = fly(space, "ITH", "JFK", "2025-05-12", "-08:15").details
    assert details.scheduled_arrival == "2025-05-12T08:15"
    assert details.scheduled_departure == ""
    assert details.duration_minutes is None


@pytest.mark.parametrize(
    "times", ["07:00-07:00", "07:00-06:00", "07:00-06:30+0", "07:00-2025-05-11T09:00"]
)
def test_an_arrival_that_no_zone_explains_is_refused(space, times) -> None:
    error = refused(space, "ITH", "JFK", "2025-05-12", times)
    assert isinstance(error, ArrivalBeforeDeparture)
    assert error.field == "scheduled_arrival"
    assert error.exit_code == 1
    assert "08:15+1" in error.get("en")
    assert "时差" in error.get("zh")


def test_an_impossible_actual_arrival_is_said_under_the_actual_arrival(space) -> None:
    error = refused(
        space, "ITH", "JFK", "2025-05-12", actual_departure="09:00", actual_arrival="08:00"
    )
    assert error.field == "actual_arrival"


@pytest.mark.parametrize(
    ("day", "times"),
    [
        ("9999-12-31", "23:59-00:01+1"),
        ("9999-12-31", "22:00-06:00"),
        ("0001-01-01", "00:01-06:00"),
        ("0001-01-01", "00:01-0001-01-01T00:00"),
    ],
)
def test_times_that_fall_off_the_calendar_are_refused(space, day, times) -> None:
    error = refused(space, "SIN", "SFO", day, times)
    assert isinstance(error, OutsideCalendar)
    assert error.field == "starts_on"


def test_a_flight_to_where_it_started_is_refused(space) -> None:
    error = refused(space, "JFK", "肯尼迪机场", "2025-05-12")
    assert isinstance(error, SameAirport)
    assert error.field == "destination"


def test_an_unknown_airport_is_refused_under_its_field(space) -> None:
    error = refused(space, "JFK", "Nowhereville", "2025-05-12")
    assert isinstance(error, UnknownAirport)
    assert error.field == "destination"


def test_a_city_of_several_airports_is_asked_about(space) -> None:
    error = refused(space, "New York", "SFO", "2025-05-12")
    assert isinstance(error, AmbiguousPlace)
    assert error.field == "origin"
    assert {"JFK", "LGA"} <= {place.iata for place in error.candidates}
    assert "JFK" in error.get("en")


def test_all_that_is_wrong_is_said_at_once(space) -> None:
    with pytest.raises(FieldErrors) as caught:
        fly(space, "Nowhereville", "", "2025-02-30", "25:00-8", cabin="roof")
    assert {one.field for one in caught.value.errors} == {
        "starts_on", "origin", "scheduled_departure", "scheduled_arrival", "cabin", "destination",
    }  # fmt: skip


def test_times_at_an_airport_without_a_zone_are_refused_and_the_flight_alone_is_not() -> None:
    somewhere = Airport(iata="AAA", latitude=0.0, longitude=0.0, tz="UTC")
    nowhere = Airport(icao="XXXX")
    values = dict.fromkeys(Flight.__dataclass_fields__, "")
    values |= {"origin": somewhere, "destination": nowhere}
    settled = Flight.settle(dict(values), None, date(2025, 5, 12))
    assert settled["distance_km"] is None
    with pytest.raises(ZoneUnknown, match="XXXX") as caught:
        Flight.settle(
            values | {"scheduled_departure": "07:00", "scheduled_arrival": "08:00"},
            None,
            date(2025, 5, 12),
        )
    assert caught.value.field == "scheduled_departure"


def test_without_coordinates_the_shortest_flight_counts(space) -> None:
    details = fly(space, "SFO", "JFK", "2025-05-12").details
    origin = details.origin._replace(latitude=None, longitude=None)
    values = {field: getattr(details, field) for field in Flight.__dataclass_fields__}
    values |= {"origin": origin, "scheduled_departure": "22:00", "scheduled_arrival": "06:30"}
    settled = Flight.settle(values, None, date(2025, 5, 12))
    assert settled["scheduled_arrival"] == "2025-05-13T06:30"
    assert settled["duration_minutes"] == 330


def test_times_without_any_date_wait_for_one() -> None:
    values = dict.fromkeys(Flight.__dataclass_fields__, "")
    values |= {"origin": Airport("AAA"), "destination": Airport("BBB")}
    values |= {"scheduled_departure": "07:00", "scheduled_arrival": "08:00"}
    settled = Flight.settle(values, None, None)
    assert settled["scheduled_departure"] == "07:00"
    assert settled["duration_minutes"] is None


def test_a_flight_is_named_after_its_cities(space) -> None:
    entry = fly(space, "ITH", "JFK", "2025-05-12", flight_number="dl 4921")
    assert entry.headline("en") == "Ithaca → New York  DL4921"
    assert entry.headline("zh") == "伊萨卡 → 纽约  DL4921"
    plain = replace(entry.details, flight_number="")
    assert plain.headline("en") == "Ithaca → New York"


def test_an_airport_is_that_of_the_day(space) -> None:
    """Tegel closed in November 2020, a week after BER had opened."""
    assert fly(space, "TXL", "LHR", "2019-05-12").details.origin.iata == "TXL"
    assert fly(space, "柏林", "LHR", "2025-05-12").details.origin.iata == "BER"


# Actual times -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("times", "actual", "expected"),
    [
        # two hours late, over midnight
        ("22:30-00:50", ("00:40", "02:50"), ("2025-03-02T00:40", "2025-03-02T02:50")),
        ("22:30-00:50", ("00:40", ""), ("2025-03-02T00:40", "")),
        ("22:30-00:50", ("", "02:50"), ("", "2025-03-02T02:50")),
        ("22:30-00:50", ("22:10", "00:20"), ("2025-03-01T22:10", "2025-03-02T00:20")),
        # a few minutes early, over midnight
        ("00:10-02:30", ("23:58", ""), ("2025-02-28T23:58", "")),
        # what is written out stays
        ("22:30-00:50", ("00:40+2", "02:50+2"), ("2025-03-03T00:40", "2025-03-03T02:50")),
        ("22:30-00:50", ("2025-03-05T00:40", ""), ("2025-03-05T00:40", "")),
        # without an arrival planned, from the departure planned
        ("22:30", ("", "02:50"), ("", "2025-03-02T02:50")),
        # without anything planned
        ("", ("22:30", "00:50"), ("2025-03-01T22:30", "2025-03-02T00:50")),
    ],
)
def test_actual_clocks_are_dated_by_the_planned_ones(space, times, actual, expected) -> None:
    details = fly(
        space, "SHA", "PEK", "2025-03-01", times,
        actual_departure=actual[0], actual_arrival=actual[1],
    ).details  # fmt: skip
    assert (details.actual_departure, details.actual_arrival) == expected


def test_an_actual_arrival_alone_is_that_of_the_next_morning(space) -> None:
    details = fly(space, "JFK", "LHR", "2025-03-01", "23:30-11:30", actual_arrival="12:10").details
    assert details.actual_arrival == "2025-03-02T12:10"


def test_too_long_is_not_too_early(space) -> None:
    error = refused(space, "ZRH", "BSL", "2025-04-01", "10:00-15:00")
    assert isinstance(error, TooLong)
    assert error.field == "scheduled_arrival"
    assert "5 h 00" in error.get("en")
    assert "5 小时 00 分" in error.get("zh")


def test_a_single_time_may_not_fall_off_the_calendar(space) -> None:
    # 00:30 in Beijing is 16:30 UTC of the day before, which is none.
    error = refused(space, "PEK", "LHR", "0001-01-01", "00:30")
    assert isinstance(error, OutsideCalendar)


@pytest.mark.parametrize("when", ["2025-06", "2025"])
def test_a_time_of_day_needs_its_day(space, when) -> None:
    error = refused(space, "GVA", "LHR", when, "10:00-10:45")
    assert error.field == "scheduled_departure"
    assert when in error.get("zh")
    assert "needs its day" in error.get("en")
