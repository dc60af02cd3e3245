"""What is assumed of a flight's times is said, and so is what no flight does; both in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from yearlog.capture.build import Draft, build
from yearlog.kinds.field import Doubt
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import Airport


def flight(space, line: str, **more: str) -> Flight:
    """Return the flight of ``JFK SFO 2024-03-10 02:30-06:00``."""
    origin, destination, day, times = (*line.split(), "-")[:4]
    departure, _, arrival = times.partition("-")
    raw = {
        "origin": origin, "destination": destination, "starts_on": day,
        "scheduled_departure": departure, "scheduled_arrival": arrival, **more,
    }  # fmt: skip
    details = build(Draft("flight", raw), space.resolver()).details
    assert isinstance(details, Flight)
    return details


def only(found: tuple[Doubt, ...]) -> Doubt:
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "line",
    [
        "JFK SFO 2025-05-12 10:00-13:30",
        "ITH JFK 2025-05-12 07:00-08:15",
        "SIN EWR 2025-02-10 23:35-05:20",
        "JFK SFO 2025-05-12",
        "JFK SFO 2025-05-12 10:00",
        "JFK SFO 2024-03-10 03:00-06:40",  # the first minute after the gap
        "JFK SFO 2024-11-03 02:00-05:30",  # the first minute after the hour that came twice
    ],
)
def test_a_plain_flight_says_nothing(space, line: str) -> None:
    assert flight(space, line).doubts() == ()


def test_a_time_that_did_not_exist(space) -> None:
    details = flight(space, "JFK SFO 2024-03-10 02:30-06:40")
    doubt = only(details.doubts())
    assert (doubt.about, doubt.field) == ("clock", "scheduled_departure")
    assert doubt.said.en == (
        "There was no 02:30 at JFK on 2024-03-10, because clocks went forward; it counts as 03:30."
    )
    assert doubt.said.zh == "JFK 当地 2024-03-10 没有 02:30 这个时刻（时钟拨快），按 03:30 计算。"
    as_said = flight(space, "JFK SFO 2024-03-10 03:30-06:40")
    assert as_said.duration_minutes == details.duration_minutes
    assert details.scheduled_departure == "2024-03-10T02:30"  # what was typed is what is kept


def test_a_day_that_did_not_exist(space) -> None:
    doubt = only(flight(space, "APW AKL 2011-12-30 10:00-13:00").doubts())
    assert doubt.said.en == (
        "There was no 10:00 at APW on 2011-12-30, because the calendar left out that day; "
        "it counts as 2011-12-31 10:00."
    )
    assert "日历跳过了这一天" in doubt.said.zh


def test_a_time_that_came_twice_is_the_first(space) -> None:
    details = flight(space, "BOS ORD 2024-11-03 01:30-02:10")
    doubt = only(details.doubts())
    assert (doubt.about, doubt.field) == ("clock", "scheduled_departure")
    assert doubt.said.en == (
        "01:30 occurred twice at BOS on 2024-11-03, because clocks went back; "
        "the first (UTC−4) is assumed."
    )
    assert doubt.said.zh == (
        "BOS 当地 2024-11-03 的 01:30 出现过两次（时钟拨慢），按第一次（UTC−4）计算。"
    )
    assert details.duration_minutes == 160  # EDT −4 05:30Z; CST −6 08:10Z


def test_the_second_hour_of_britain_is_that_of_utc(space) -> None:
    # leaves at the first 01:50, BST +1, 00:50Z; lands at the second 01:20, UTC
    details = flight(space, "LBA LHR 2024-10-27 01:50-01:20")
    assert details.duration_minutes == 30
    left, landed = details.doubts()
    assert "the first (UTC+1)" in left.said.en
    assert "the second (UTC) is assumed" in landed.said.en


def test_the_second_is_assumed_where_only_that_comes_after_the_departure(space) -> None:
    # leaves at the first 01:50, EDT −4, 05:50Z; 01:20 has been then, but not for the second time
    details = flight(space, "ITH EWR 2024-11-03 01:50-01:20")
    assert details.scheduled_arrival == "2024-11-03T01:20"
    assert details.duration_minutes == 30  # EST −5 06:20Z
    left, landed = details.doubts()
    assert "the first (UTC−4)" in left.said.en
    assert landed.field == "scheduled_arrival"
    assert landed.said.en == (
        "01:20 occurred twice at EWR on 2024-11-03, because clocks went back; "
        "the second (UTC−5) is assumed, because only that fits the flight."
    )
    assert "只有第二次（UTC−5）与航程相符，按第二次计算。" in landed.said.zh


def test_the_second_is_assumed_where_only_that_is_no_rocket(space) -> None:
    # 2,559 km: landing at the first 01:45 would make 2 h 15, more than 1,100 km/h
    details = flight(space, "ATL SLC 2024-11-03 01:30-01:45")
    assert details.duration_minutes == 195  # EDT −4 05:30Z; MST −7 08:45Z, not MDT −6 07:45Z
    assert "the second (UTC−7)" in details.doubts()[-1].said.en


def test_where_neither_time_is_believable_the_first_is_kept(space) -> None:
    # EST −5 15:00Z to either 01:30 of the night after next: far too slow both ways
    details = flight(space, "SFO JFK 2024-11-01 10:00-01:30+2")
    said = [doubt.about for doubt in details.doubts()]
    assert said == ["clock", "speed"]
    assert "the first (UTC−4)" in details.doubts()[0].said.en
    assert details.duration_minutes == 36 * 60 + 30  # PDT −7 17:00Z; EDT −4 05:30Z


def test_half_hours_are_said_as_such(space) -> None:
    doubt = only(flight(space, "LDH BNE 2025-04-06 01:45-02:45").doubts())
    assert "UTC+11" in doubt.said.en
    doubt = only(flight(space, "YYT YHZ 2025-11-02 01:30-02:35").doubts())
    assert "the first (UTC−2:30)" in doubt.said.en


def test_a_single_time_is_judged_too(space) -> None:
    doubt = only(flight(space, "JFK SFO 2024-03-10 02:30").doubts())
    assert doubt.field == "scheduled_departure"


def test_actual_times_are_judged_as_scheduled_ones_are(space) -> None:
    details = flight(
        space, "JFK SFO 2024-03-10 01:50-05:30", actual_departure="02:20", actual_arrival="06:10"
    )
    assert only(details.doubts()).field == "actual_departure"


# Speed and length ---------------------------------------------------------------------------------


def test_too_fast(space) -> None:
    doubt = only(flight(space, "SFO JFK 2025-03-01 10:00-14:30").doubts())
    assert (doubt.about, doubt.field) == ("speed", "scheduled_arrival")
    assert doubt.said.en == (  # 4,162 km in an hour and a half
        "SFO → JFK (local 2025-03-01 10:00 – 2025-03-01 14:30): 4,162 km in 1 h 30 is 2,775 km/h, "
        "fast for a flight. Check the times and the airports."
    )
    assert "合每小时 2,775 公里，对航班来说太快了。请检查时刻和机场。" in doubt.said.zh


def test_too_slow(space) -> None:
    doubt = only(flight(space, "JFK ORD 2025-03-01 10:00-16:30+1").doubts())
    assert doubt.about == "speed"
    assert "1,191 km in 31 h 30 is 38 km/h, slow for a flight." in doubt.said.en
    assert doubt.said.en.endswith("Check the day of arrival and the times.")
    assert "对航班来说太慢了。请检查到达日期和时刻。" in doubt.said.zh


# 4,162.0 km at 1,100 km/h are 227.02 minutes, at 200 km/h 1,248.6
@pytest.mark.parametrize(
    ("arrival", "odd"),
    [("16:47", True), ("16:48", False), ("09:48+1", False), ("09:49+1", True)],
)
def test_the_bounds_are_200_and_1100_kmh(space, arrival: str, odd: bool) -> None:
    found = flight(space, f"SFO JFK 2025-03-01 10:00-{arrival}").doubts()
    assert any(one.about == "speed" for one in found) is odd


def test_a_short_hop_may_be_slow(space) -> None:
    assert flight(space, "APW PPG 2025-07-02 10:00-12:35-1").doubts() == ()  # 129 km in 2 h 35


def test_longer_than_any_flight(space) -> None:
    doubt = only(flight(space, "SIN JFK 2025-03-01 10:00-06:00+1").doubts())
    assert doubt.about == "length"
    assert "33 h 00 is longer than any flight. Check the day of arrival." in doubt.said.en
    assert "全程 33 小时 00 分，没有这么长的航班。请检查到达日期。" in doubt.said.zh


def test_a_diverted_flight_did_not_fly_between_these_airports_alone(space) -> None:
    line = "JFK ORD 2025-03-01 10:00-16:30+1"
    assert flight(space, line, status="diverted").doubts() == ()


def test_actual_times_a_day_away_from_the_scheduled_ones(space) -> None:
    times = {"actual_departure": "2025-03-03T11:00", "actual_arrival": "2025-03-03T19:30"}
    doubt = only(flight(space, "SFO JFK 2025-03-01 10:00-18:30", **times).doubts())
    assert (doubt.about, doubt.field) == ("delay", "actual_departure")
    assert doubt.said.en == (
        "The actual departure at SFO (local 2025-03-03 11:00) is more than a day from the "
        "scheduled one (2025-03-01 10:00). Check the dates."
    )
    assert doubt.said.zh == (
        "SFO 的实际起飞时刻（当地 2025-03-03 11:00）与计划（2025-03-01 10:00）相差一天以上。"
        "请检查日期。"
    )
    late = {"actual_departure": "2025-03-02T10:00", "actual_arrival": "2025-03-02T18:30"}
    assert flight(space, "SFO JFK 2025-03-01 10:00-18:30", **late).doubts() == ()


# What only a loaded or damaged journal holds ------------------------------------------------------


def stored(space, **parts: Any) -> Flight:
    return replace(flight(space, "SFO JFK 2025-03-01 10:00-18:30"), **parts)


@pytest.mark.parametrize("tz", ["", "Mars/Olympus"])
def test_a_zone_that_is_missing(space, tz: str) -> None:
    nowhere = Airport(icao="XXXX", tz=tz)
    details = stored(space, destination=nowhere, distance_km=None, duration_minutes=None)
    doubt = only(details.doubts())
    assert (doubt.about, doubt.field) == ("zone", "scheduled_arrival")
    assert doubt.said.en == (
        "The time zone of XXXX is unknown, so 2025-03-01 18:30 there stands as it is and gives "
        "no duration."
    )
    assert "不知道 XXXX 的时区" in doubt.said.zh
    untimed = replace(details, scheduled_departure="", scheduled_arrival="")
    assert untimed.doubts() == ()


def test_a_duration_that_is_none(space) -> None:
    doubt = only(stored(space, duration_minutes=-5).doubts())
    assert doubt.about == "length"
    assert "not after the departure" in doubt.said.en


def test_what_cannot_be_read_is_left_to_others(space) -> None:
    assert stored(space, scheduled_arrival="2025-13-01T99:99").doubts() == ()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_edges_of_the_calendar(space, day: str) -> None:
    times = {"scheduled_departure": f"{day}T00:01", "scheduled_arrival": f"{day}T23:59"}
    details = stored(space, **times, duration_minutes=330)
    assert details.doubts() == ()


def test_other_kinds_have_none(space) -> None:
    stay = build(Draft("stay", {"place": "Geneva"}), space.resolver())
    assert stay.starts_on == date(2025, 12, 20)
    assert stay.details.doubts() == ()


# Times of two pairs -------------------------------------------------------------------------------


def test_an_actual_departure_long_before_the_scheduled_one(space) -> None:
    early = {"actual_departure": "06:59"}
    doubt = only(flight(space, "SFO JFK 2025-03-01 10:00-18:30", **early).doubts())
    assert (doubt.about, doubt.field, doubt.brief) == ("early", "actual_departure", "−3:01")
    assert "three hours before" in doubt.said.en
    assert "早三小时以上" in doubt.said.zh
    just = {"actual_departure": "07:00"}
    assert flight(space, "SFO JFK 2025-03-01 10:00-18:30", **just).doubts() == ()


def test_an_arrival_that_is_not_after_the_departure_that_counts(space) -> None:
    # Left at 14:00 PST (22:00Z); 17:00 EST is 22:00Z too.
    times = {"actual_departure": "14:00"}
    doubt = only(flight(space, "SFO JFK 2025-03-01 08:30-17:00", **times).doubts())
    assert (doubt.about, doubt.field) == ("order", "scheduled_arrival")
    assert "not after" in doubt.said.en
    times = {"actual_arrival": "2025-03-01T11:00"}
    doubt = only(flight(space, "SFO JFK 2025-03-01 08:30-17:00", **times).doubts())
    assert (doubt.about, doubt.field) == ("order", "actual_arrival")
    fine = {"actual_departure": "13:59"}
    assert flight(space, "SFO JFK 2025-03-01 08:30-17:00", **fine).doubts() == ()
