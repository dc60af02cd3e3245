"""Durations between wall clocks: the offsets beside each case are from the zones' public rules."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime, time, timedelta

import pytest

from yearlog.geodesy import walltime
from yearlog.geodesy.walltime import (
    UnknownZoneError,
    arrival_date,
    check_local,
    disambiguate,
    elapsed_minutes,
    is_believable,
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


# What a skipped wall time is counted as: with the offset in force before the gap (RFC 5545, 3.3.5)
SKIPPED = [
    ("2024-03-10T02:30", "America/New_York", "2024-03-10T07:30"),  # EST −5, shown as 03:30 EDT
    ("2025-03-30T01:30", "Europe/London", "2025-03-30T01:30"),  # GMT, shown as 02:30 BST
    ("2025-09-28T02:15", "Pacific/Auckland", "2025-09-27T14:15"),  # NZST +12
    ("2025-10-05T02:15", "Australia/Lord_Howe", "2025-10-04T15:45"),  # +10:30, a gap of 30 minutes
    ("2025-09-07T00:30", "America/Santiago", "2025-09-07T04:30"),  # −4, at midnight
    ("2011-12-30T12:00", "Pacific/Apia", "2011-12-30T22:00"),  # −10, noon of the day left out
]


@pytest.mark.parametrize(("local", "tz", "utc"), SKIPPED)
def test_a_skipped_time_counts_with_the_offset_before_the_gap(local, tz, utc):
    assert to_utc(at(local), tz).replace(tzinfo=None) == at(utc)
    # and in a duration, at either end
    assert elapsed_minutes(at(local), tz, at(utc) + timedelta(hours=3), "UTC") == hours(3)
    assert elapsed_minutes(at(utc) - timedelta(hours=3), "UTC", at(local), tz) == hours(3)
    # and when the day of arrival is chosen
    assert arrival_date(at(utc) - timedelta(hours=3), "UTC", at(local).time(), tz, None) in (
        at(local).date(),
        at(local).date() + timedelta(days=1),  # noon of the 31st is the same instant in Samoa
    )


# New York, 3 November 2024: EDT −4 until 06:00Z, then EST −5
@pytest.mark.parametrize(
    ("departs", "arrives", "km", "folds", "minutes"),
    [
        ("01:30", "03:30", None, (0, 0), hours(3)),  # 05:30Z, 08:30Z: the first is believed
        ("01:50", "01:20", None, (0, 1), 30),  # 05:50Z, 06:20Z: the first 01:20 was before
        ("00:30", "01:10", None, (0, 0), 40),
        ("00:30", "01:10", 1500, (0, 1), 100),  # 04:30Z, 06:10Z: 2,250 km/h or 900 km/h
        ("01:40", "02:10", 1500, (0, 0), 90),
        ("01:10", "02:20", 400, (1, 0), 70),  # 05:10Z is 185 km/h, 06:10Z is 343 km/h
        ("01:30", "01:30", None, (0, 1), 60),
        ("01:30", "00:30", None, (0, 0), -60),  # no reading helps: the first of each
    ],
)
def test_the_second_time_is_taken_only_where_the_first_is_not_believable(
    departs, arrives, km, folds, minutes
):
    new_york = "America/New_York"
    times = at(f"2024-11-03T{departs}"), at(f"2024-11-03T{arrives}")
    found = disambiguate(times[0], new_york, times[1], new_york, km)
    assert tuple(one.fold for one in found) == folds
    assert elapsed_minutes(times[0], new_york, times[1], new_york, km) == minutes


@pytest.mark.parametrize(
    ("minutes", "km", "believed"),
    [
        (60, None, True), (0, None, False), (-5, None, False), (600, 300, True), (0, 300, False),
        (60, 1100, True), (60, 1101, False), (120, 400, True), (121, 400, False),
        (90, 301, True), (91, 301, False), (1, 300, True),
    ],
)  # fmt: skip
def test_block_speeds_are_judged_over_more_than_300_km(minutes, km, believed):
    assert is_believable(minutes, km) is believed


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


def test_a_host_without_zones_gives_the_same(tmp_path):
    """PYTHONTZPATH of an empty folder is a host that has no /usr/share/zoneinfo."""
    code = (
        "import zoneinfo; from datetime import datetime as d;"
        "from yearlog.geodesy.walltime import elapsed_minutes as e;"
        "print(zoneinfo.TZPATH, e(d(2025, 1, 1, 22, 30), 'America/Los_Angeles',"
        " d(2025, 1, 3, 8, 30), 'Australia/Sydney'), e(d(2016, 5, 10, 12, 30), 'Asia/Shanghai',"
        " d(2016, 5, 10, 14, 55), 'Asia/Pyongyang'))"
    )
    for path in (str(tmp_path), ""):
        env = {**os.environ, "PYTHONTZPATH": path}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env
        )
        assert done.stdout == f"{(path,) if path else ()} 900 115\n"


def test_the_quick_path_stays_light():
    code = (
        "import sys, yearlog.geodesy.walltime as w; w.zone('Europe/Zurich');"
        "print([m for m in ('importlib.resources', 'geographiclib', 'email') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
