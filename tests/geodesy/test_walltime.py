"""Durations between wall clocks: the offsets beside each case are from the zones' public rules."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime, time

import pytest

from yearlog.geodesy import walltime
from yearlog.geodesy.walltime import (
    UnknownZoneError,
    arrival_date,
    check_local,
    elapsed_minutes,
    to_utc,
    zone,
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def hours(h: int, m: int = 0) -> int:
    return h * 60 + m


# departure, its zone, arrival, its zone, minutes; the comment gives the two offsets from UTC
FLIGHTS = [
    pytest.param(
        # +1 (BST): 10:10Z; -7 (PDT): 21:20Z
        *("2025-05-18T11:10", "Europe/London", "2025-05-18T14:20", "America/Los_Angeles"),
        hours(11, 10),
        id="LHR-SFO",
    ),
    pytest.param(
        # +8: 08:00Z; -8: 19:30Z
        *("2025-01-15T16:00", "Asia/Shanghai", "2025-01-15T11:30", "America/Los_Angeles"),
        hours(11, 30),
        id="PEK-SFO-arrives-before-it-left",
    ),
    pytest.param(
        # +12 (NZST): 07:45Z; -7: 19:45Z
        *("2025-07-01T19:45", "Pacific/Auckland", "2025-07-01T12:45", "America/Los_Angeles"),
        hours(12),
        id="AKL-LAX",
    ),
    pytest.param(
        # -8: 06:30Z on the 2nd; +11 (AEDT): 21:30Z on the 2nd
        *("2025-01-01T22:30", "America/Los_Angeles", "2025-01-03T08:30", "Australia/Sydney"),
        hours(15),
        id="LAX-SYD-two-days-later",
    ),
    pytest.param(
        # -5, clocks change at home while in the air: 03:00Z; 0: 09:50Z
        *("2025-03-08T22:00", "America/New_York", "2025-03-09T09:50", "Europe/London"),
        hours(6, 50),
        id="JFK-LHR-spring-night",
    ),
    pytest.param(
        # -7 (PDT): 05:00Z; -5 (EST, since 06:00Z): 11:30Z
        *("2025-11-01T22:00", "America/Los_Angeles", "2025-11-02T06:30", "America/New_York"),
        hours(6, 30),
        id="SFO-JFK-autumn-night",
    ),
    pytest.param(
        # 0: 21:00Z; +8: 09:45Z
        *("2025-03-29T21:00", "Europe/London", "2025-03-30T17:45", "Asia/Singapore"),
        hours(12, 45),
        id="LHR-SIN-British-clocks-change-in-flight",
    ),
    pytest.param(
        # +2 (CEST): 20:40Z; +8: 09:10Z
        *("2025-10-25T22:40", "Europe/Zurich", "2025-10-26T17:10", "Asia/Hong_Kong"),
        hours(12, 30),
        id="ZRH-HKG-European-clocks-change-in-flight",
    ),
    pytest.param(
        # +5:30: 04:30Z; +5:45: 06:10Z
        *("2025-06-01T10:00", "Asia/Kolkata", "2025-06-01T11:55", "Asia/Kathmandu"),
        hours(1, 40),
        id="DEL-KTM-quarter-hour",
    ),
    pytest.param(
        # +10 (AEST, the night before daylight time): 10:00Z; +8: 15:00Z
        *("2025-10-04T20:00", "Australia/Sydney", "2025-10-04T23:00", "Australia/Perth"),
        hours(5),
        id="SYD-PER",
    ),
    pytest.param(
        # -11: 21:00Z on the 28th; Samoa -10 (daylight time, east of the line): 21:35Z
        *("2011-12-28T10:00", "Pacific/Pago_Pago", "2011-12-28T11:35", "Pacific/Apia"),
        35,
        id="PPG-APW-before-Samoa-moved",
    ),
    pytest.param(
        # -11: 21:00Z on the 5th; Samoa +14: 21:35Z on the 5th
        *("2012-01-05T10:00", "Pacific/Pago_Pago", "2012-01-06T11:35", "Pacific/Apia"),
        35,
        id="PPG-APW-after-Samoa-moved",
    ),
    pytest.param(
        # Sydney night of 5 October: +10 until 16:00Z, then +11; 22:00 = 12:00Z, 05:00 = 18:00Z
        *("2025-10-04T22:00", "Australia/Sydney", "2025-10-05T05:00", "Australia/Sydney"),
        hours(6),
        id="southern-spring-night-is-an-hour-short",
    ),
    pytest.param(
        # Auckland night of 6 April: +13 until 14:00Z, then +12; 22:00 = 09:00Z, 06:00 = 18:00Z
        *("2025-04-05T22:00", "Pacific/Auckland", "2025-04-06T06:00", "Pacific/Auckland"),
        hours(9),
        id="southern-autumn-night-is-an-hour-long",
    ),
    pytest.param(
        # New York, EDT -4 until 06:00Z, then EST -5; 23:00 = 03:00Z, 06:00 = 11:00Z
        *("2025-11-01T23:00", "America/New_York", "2025-11-02T06:00", "America/New_York"),
        hours(8),
        id="two-times-in-one-zone-across-the-change",
    ),
    pytest.param(
        # +12: 11:55Z; -10: 20:25Z, both on 20 August: lands on the day before it left
        *("2025-08-20T23:55", "Pacific/Auckland", "2025-08-20T10:25", "Pacific/Honolulu"),
        hours(8, 30),
        id="AKL-HNL-east-over-the-line",
    ),
    pytest.param(
        # Lord Howe moves by half an hour: +11 in summer; 10:00 = 23:00Z the day before, +11 Sydney
        *("2025-01-10T10:00", "Australia/Lord_Howe", "2025-01-10T12:00", "Australia/Sydney"),
        hours(2),
        id="LDH-SYD-summer",
    ),
    pytest.param(
        # Lord Howe +10:30 in winter: 23:30Z; Sydney +10: 02:00Z
        *("2025-07-10T10:00", "Australia/Lord_Howe", "2025-07-10T12:00", "Australia/Sydney"),
        hours(2, 30),
        id="LDH-SYD-winter",
    ),
]


@pytest.mark.parametrize(("departs", "origin", "arrives", "destination", "minutes"), FLIGHTS)
def test_elapsed_time_goes_by_way_of_utc(departs, origin, arrives, destination, minutes):
    assert elapsed_minutes(at(departs), origin, at(arrives), destination) == minutes


def test_elapsed_time_is_negative_when_the_arrival_is_earlier():
    london = "Europe/London"
    assert elapsed_minutes(at("2025-01-01T10:00"), london, at("2025-01-01T09:00"), london) == -60


def test_fold_chooses_between_the_two_times_of_an_ambiguous_hour():
    first = at("2025-11-02T01:30")
    denver = "America/Denver"
    assert elapsed_minutes(first, denver, first.replace(fold=1), denver) == 60


@pytest.mark.parametrize(
    ("local", "tz", "verdict"),
    [
        ("2025-11-02T01:30", "America/Denver", "ambiguous"),
        ("2025-11-02T02:00", "America/Denver", ""),
        ("2025-03-09T02:30", "America/Denver", "nonexistent"),
        ("2025-03-09T03:00", "America/Denver", ""),
        ("2025-04-06T02:30", "Pacific/Auckland", "ambiguous"),
        ("2025-09-28T02:30", "Pacific/Auckland", "nonexistent"),
        ("2025-04-06T01:45", "Australia/Lord_Howe", "ambiguous"),  # half an hour only
        ("2025-04-06T01:15", "Australia/Lord_Howe", ""),
        ("2011-12-30T12:00", "Pacific/Apia", "nonexistent"),  # the whole day was left out
        ("2025-06-01T12:00", "Asia/Shanghai", ""),
    ],
)
def test_wall_times_that_clocks_show_twice_or_never(local, tz, verdict):
    assert check_local(at(local), tz) == verdict
    assert check_local(at(local).replace(fold=1), tz) == verdict


# departure, zone, arrival time, zone, km (published route lengths), local date of arrival
ARRIVALS = [
    pytest.param(
        *("2025-05-18T11:10", "Europe/London", "14:20", "America/Los_Angeles", 8639),
        *("2025-05-18",),
        id="LHR-SFO-same-day",
    ),
    pytest.param(
        *("2025-06-14T19:05", "America/Toronto", "08:25", "Europe/Zurich", 6006),
        *("2025-06-15",),
        id="YUL-ZRH-overnight",
    ),
    pytest.param(
        *("2025-01-01T22:30", "America/Los_Angeles", "08:30", "Australia/Sydney", 12060),
        *("2025-01-03",),
        id="LAX-SYD-two-days-later",
    ),
    pytest.param(
        *("2025-08-20T23:55", "Pacific/Auckland", "10:25", "Pacific/Honolulu", 7086),
        *("2025-08-20",),
        id="AKL-HNL-same-day",
    ),
    pytest.param(
        # 00:05 on the 18th is 17:05Z on the 17th; 16:50 in Los Angeles on the 17th is 23:50Z or
        # 00:50Z: the Tokyo night flight that lands on the day before
        *("2025-06-18T00:05", "Asia/Tokyo", "18:00", "America/Los_Angeles", 8770),
        *("2025-06-17",),
        id="HND-LAX-the-day-before",
    ),
    pytest.param(
        # +13: 21:00Z on the 9th; -11: 21:35Z on the 9th: the shortest hop that lands yesterday
        *("2025-02-10T10:00", "Pacific/Apia", "10:35", "Pacific/Pago_Pago", 129),
        *("2025-02-09",),
        id="APW-PPG-the-day-before",
    ),
    pytest.param(
        # +13: 09:30Z on the 29th; Samoa still -10: 13:15Z on the 29th
        *("2011-12-29T22:30", "Pacific/Auckland", "03:15", "Pacific/Apia", 2890),
        *("2011-12-29",),
        id="AKL-APW-lands-the-same-day-before-the-move",
    ),
    pytest.param(
        # -11: 10:40Z on the 30th; Samoa +14 since 10:00Z on the 30th: 11:15Z
        *("2011-12-29T23:40", "Pacific/Pago_Pago", "01:15", "Pacific/Apia", 129),
        *("2011-12-31",),
        id="PPG-APW-over-the-skipped-day",
    ),
    pytest.param(
        *("2025-03-01T12:00", "Europe/Oslo", "12:50", "Europe/Oslo", 300),
        *("2025-03-01",),
        id="OSL-BGO",
    ),
    pytest.param(
        # 19 h, the longest scheduled flight: -5 to +8, arrives two days later by the clock
        *("2025-01-10T22:25", "America/New_York", "06:10", "Asia/Singapore", 15350),
        *("2025-01-12",),
        id="JFK-SIN",
    ),
]


@pytest.mark.parametrize(("departs", "origin", "clock", "destination", "km", "day"), ARRIVALS)
@pytest.mark.parametrize("distance_known", [True, False])
def test_arrival_date_is_the_plausible_one(
    *, departs, origin, clock, destination, km, day, distance_known
):
    found = arrival_date(
        at(departs), origin, time.fromisoformat(clock), destination, km if distance_known else None
    )
    assert found == date.fromisoformat(day)


def test_a_typed_slip_still_gives_a_date():
    # Oslo to Bergen cannot take 23 hours, but noon to eleven allows nothing shorter.
    found = arrival_date(at("2025-03-01T12:00"), "Europe/Oslo", time(11), "Europe/Oslo", 300)
    assert found == date(2025, 3, 2)


def test_a_distance_rules_out_what_is_first_but_too_fast():
    # 15,000 km in one hour is no flight; the next day's 25 hours, 600 km/h, is.
    found = arrival_date(at("2025-03-01T12:00"), "Europe/Paris", time(13), "Europe/Paris", 15000)
    assert found == date(2025, 3, 2)
    found = arrival_date(at("2025-03-01T12:00"), "Europe/Paris", time(13), "Europe/Paris", None)
    assert found == date(2025, 3, 1)


def test_widest_gap_between_two_wall_clocks_still_has_an_answer():
    # Pago Pago −11 and Kiritimati +14: 23:30 on the 1st there is 00:30 on the 3rd here
    found = arrival_date(
        at("2025-05-01T23:30"), "Pacific/Pago_Pago", time(0, 0), "Pacific/Kiritimati", None
    )
    assert found == date(2025, 5, 4)


@pytest.mark.parametrize(
    "tz", ["", "Mars/Olympus", "America", "../zones", "/etc/localtime", "leapseconds", "a/../b"]
)
def test_unknown_zone_is_a_sentence_in_both_languages(tz):
    with pytest.raises(UnknownZoneError) as caught:
        zone(tz)
    assert tz in caught.value.get("zh")
    assert "Asia/Shanghai" in caught.value.get("en")


def test_zones_come_from_the_package_not_from_the_host(monkeypatch, tmp_path):
    # A host whose zone files are wrong: Zürich's is really Tokyo's.
    import zoneinfo

    fake = tmp_path / "Europe" / "Zurich"
    fake.parent.mkdir()
    fake.write_bytes((walltime._ZONES / "Asia" / "Tokyo").read_bytes())
    zoneinfo.reset_tzpath(to=[tmp_path])
    zoneinfo.ZoneInfo.clear_cache()
    zone.cache_clear()
    try:
        assert to_utc(at("2025-01-01T12:00"), "Europe/Zurich").hour == 11
    finally:
        zoneinfo.reset_tzpath()
        zone.cache_clear()


def test_the_quick_path_stays_light():
    code = (
        "import sys, yearlog.geodesy.walltime as w; w.zone('Europe/Zurich');"
        "print([m for m in ('importlib.resources', 'geographiclib', 'email') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
