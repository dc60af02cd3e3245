"""Flights over every kind of clock: durations worked out by hand from the offsets beside them.

Each line says the two wall times and, from the published rules of the zones, the offset from UTC
in force at either end. The minutes and the day of arrival were worked out from these with a pencil;
times and aircraft are plausible, not taken from a timetable.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

import pytest

from tests.cli.conftest import Run
from yearlog.geodesy.walltime import disambiguate, to_utc


class Line(NamedTuple):
    """A flight: wall times, offsets from UTC, the day it lands, hours:minutes, what is said."""

    origin: str
    destination: str
    day: str
    departs: str
    offset: str
    arrives: str
    offset_there: str
    lands: str
    takes: str
    said: str = ""
    """A part of the one sentence on stderr; empty where nothing had to be assumed."""

    @property
    def id(self) -> str:
        """The name of the case."""
        return f"{self.origin}-{self.destination}-{self.day}"

    @property
    def minutes(self) -> int:
        """The duration as it was worked out."""
        hours, minutes = self.takes.split(":")
        return int(hours) * 60 + int(minutes)


GAP, FIRST, SECOND = "clocks went forward", "the first (", "the second ("

DATE_LINE = [
    # 11:15Z on the 14th, 19:45Z on the 14th: lands the day before it left
    Line("AKL", "HNL", "2025-01-15", "00:15", "+13", "09:45", "-10", "2025-01-14", "8:30"),
    # 06:30Z and 21:40Z on the 31st: leaves in one year, lands two days later in the next
    Line("LAX", "SYD", "2024-12-30", "22:30", "-8", "08:40", "+11", "2025-01-01", "15:10"),
    # 15:05Z on the 19th, 00:45Z on the 20th
    Line("HND", "SFO", "2025-01-20", "00:05", "+9", "16:45", "-8", "2025-01-19", "9:40"),
    # 08:05Z, 17:35Z: the same day, but earlier by the clock
    Line("HND", "SFO", "2025-09-10", "17:05", "+9", "10:35", "-7", "2025-09-10", "9:30"),
    # 21:00Z on the 8th, 07:30Z on the 9th
    Line("SFO", "HND", "2025-03-08", "13:00", "-8", "16:30", "+9", "2025-03-09", "10:30"),
    # 10:00Z, 20:15Z
    Line("NAN", "LAX", "2025-06-10", "22:00", "+12", "13:15", "-7", "2025-06-10", "10:15"),
    # Samoa east of the line, in daylight time: 23:30Z on the 20th, 03:30Z on the 21st
    Line("APW", "AKL", "2011-12-20", "13:30", "-10", "16:30", "+13", "2011-12-21", "4:00"),
    # 20:00Z on the 28th, 23:50Z on the 28th
    Line("AKL", "APW", "2011-12-29", "09:00", "+13", "13:50", "-10", "2011-12-28", "3:50"),
    # the 30th was left out: 10:40Z on the 30th, 11:15Z on the 30th
    Line("PPG", "APW", "2011-12-29", "23:40", "-11", "01:15", "+14", "2011-12-31", "0:35"),
    # west of the line: 05:00Z, 08:50Z
    Line("AKL", "APW", "2012-01-10", "18:00", "+13", "22:50", "+14", "2012-01-10", "3:50"),
    # and without daylight time since 2021
    Line("AKL", "APW", "2025-01-10", "18:00", "+13", "21:50", "+13", "2025-01-10", "3:50"),
    # Kiribati's Line Islands before they moved: 20:00Z, 23:00Z
    Line("CXI", "HNL", "1994-12-15", "10:00", "-10", "13:00", "-10", "1994-12-15", "3:00"),
    # and after: 20:00Z on the 14th, 23:00Z on the 14th
    Line("CXI", "HNL", "1995-02-15", "10:00", "+14", "13:00", "-10", "1995-02-14", "3:00"),
    # Kwajalein kept the American date until 1993: 22:00Z on the 9th, 23:00Z on the 9th
    Line("MAJ", "KWA", "1993-06-10", "10:00", "+12", "11:00", "-12", "1993-06-09", "1:00"),
]

CHANGING_CLOCKS = [
    # America: 04:50Z; 07:05Z, EST since 06:00Z
    Line("ORD", "BOS", "2024-11-02", "23:50", "-5", "02:05", "-5", "2024-11-03", "2:15"),
    # there is no 02:30: 07:30Z, shown as 03:30; 13:40Z, PDT since 10:00Z
    Line("JFK", "SFO", "2024-03-10", "02:30", "-5", "06:40", "-7", "2024-03-10", "6:10", GAP),
    # 01:30 comes twice: the first, 05:30Z; 08:10Z, CST since 07:00Z
    Line("BOS", "ORD", "2024-11-03", "01:30", "-4", "02:10", "-6", "2024-11-03", "2:40", FIRST),
    # lands in an hour that comes twice: 03:30Z; 08:35Z, PDT until 09:00Z
    Line("JFK", "LAX", "2024-11-02", "23:30", "-4", "01:35", "-7", "2024-11-03", "5:05", FIRST),
    # leaves in the first 01:50, 05:50Z, and lands in the second 01:45, 06:45Z
    Line("LGA", "DTW", "2024-11-03", "01:50", "-4", "01:45", "-5", "2024-11-03", "0:55", SECOND),
    # Europe: 22:45Z; 02:30Z, CEST since 01:00Z
    Line("MAD", "ARN", "2025-03-29", "23:45", "+1", "04:30", "+2", "2025-03-30", "3:45"),
    # there is no 02:15: 01:15Z; Egypt's summer comes a month later, 05:15Z
    Line("FRA", "CAI", "2025-03-30", "02:15", "+1", "07:15", "+2", "2025-03-30", "4:00", GAP),
    # 02:10 comes twice: 00:10Z; 02:10Z, CET since 01:00Z
    Line("MAD", "CDG", "2025-10-26", "02:10", "+2", "03:10", "+1", "2025-10-26", "2:00", FIRST),
    # Britain: 01:30Z; 08:10Z, GMT since 01:00Z
    Line("JFK", "LHR", "2025-10-25", "21:30", "-4", "08:10", "+0", "2025-10-26", "6:40"),
    # there is no 01:30 to land at: 21:30Z; 01:30Z, shown as 02:30
    Line("IST", "LHR", "2025-03-30", "00:30", "+3", "01:30", "+0", "2025-03-30", "4:00", GAP),
    # Chile, at midnight: 02:30Z; 04:45Z, standard time since 03:00Z
    Line("EZE", "SCL", "2025-04-05", "23:30", "-3", "00:45", "-4", "2025-04-06", "2:15"),
    # there is no 00:30: 04:30Z; 08:20Z
    Line("SCL", "LIM", "2025-09-07", "00:30", "-4", "03:20", "-5", "2025-09-07", "3:50", GAP),
    # Australia: no 02:20, 16:20Z on the 4th; 20:30Z
    Line("MEL", "PER", "2025-10-05", "02:20", "+10", "04:30", "+8", "2025-10-05", "4:10", GAP),
    # 02:30 comes twice: 15:30Z on the 5th; 23:10Z
    Line("MEL", "SIN", "2025-04-06", "02:30", "+11", "07:10", "+8", "2025-04-06", "7:40", FIRST),
    # Lord Howe moves by half an hour. Summer: 23:00Z, 00:50Z
    Line("SYD", "LDH", "2025-01-15", "10:00", "+11", "11:50", "+11", "2025-01-15", "1:50"),
    # winter: 00:00Z, 01:50Z
    Line("SYD", "LDH", "2025-07-15", "10:00", "+10", "12:20", "+10:30", "2025-07-15", "1:50"),
    # the morning after: 23:30Z on the 5th, 01:20Z
    Line("LDH", "SYD", "2025-04-06", "10:00", "+10:30", "11:20", "+10", "2025-04-06", "1:50"),
    # 01:45 comes twice, half an hour apart: 14:45Z on the 5th; 16:45Z
    Line("LDH", "BNE", "2025-04-06", "01:45", "+11", "02:45", "+10", "2025-04-06", "2:00", FIRST),
    # New Zealand: NZDT since 14:00Z on the 27th, 17:00Z; 20:30Z
    Line("AKL", "SYD", "2025-09-28", "06:00", "+13", "06:30", "+10", "2025-09-28", "3:30"),
    # no 02:15: 14:15Z on the 27th; 01:00Z
    Line("AKL", "SIN", "2025-09-28", "02:15", "+12", "09:00", "+8", "2025-09-28", "10:45", GAP),
    # 02:30 comes twice: 13:30Z on the 5th; 16:30Z
    Line("AKL", "NAN", "2025-04-06", "02:30", "+13", "04:30", "+12", "2025-04-06", "3:00", FIRST),
    # Ireland's law has it the other way round, with winter time as the exception: 07:00Z, 08:20Z
    Line("DUB", "LHR", "2025-01-10", "07:00", "+0", "08:20", "+0", "2025-01-10", "1:20"),
]

PARTS_OF_AN_HOUR = [
    # 06:30Z, 08:15Z
    Line("DEL", "KTM", "2025-11-20", "12:00", "+5:30", "14:00", "+5:45", "2025-11-20", "1:45"),
    # Nepal was with India until 1986: 06:30Z, 08:15Z
    Line("DEL", "KTM", "1985-06-10", "12:00", "+5:30", "13:45", "+5:30", "1985-06-10", "1:45"),
    # 14:30Z, 19:40Z
    Line("KTM", "DOH", "2025-02-10", "20:15", "+5:45", "22:40", "+3", "2025-02-10", "5:10"),
    # Iran with daylight time: 04:00Z, 06:10Z
    Line("DXB", "IKA", "2021-07-10", "08:00", "+4", "10:40", "+4:30", "2021-07-10", "2:10"),
    # and without, since 2022
    Line("DXB", "IKA", "2024-07-10", "08:00", "+4", "09:40", "+3:30", "2024-07-10", "2:10"),
    # Newfoundland in summer: 01:30Z, 06:30Z
    Line("YYT", "LHR", "2025-06-15", "23:00", "-2:30", "07:30", "+1", "2025-06-16", "5:00"),
    # Adelaide has daylight time, Darwin none: 23:30Z on the 11th, 03:10Z
    Line("ADL", "DRW", "2025-01-12", "10:00", "+10:30", "12:40", "+9:30", "2025-01-12", "3:40"),
    # 04:30Z, 08:20Z
    Line("DRW", "PER", "2025-06-20", "14:00", "+9:30", "16:20", "+8", "2025-06-20", "3:50"),
    # Chatham: 22:00Z on the 19th, 00:10Z
    Line("WLG", "CHT", "2025-06-20", "10:00", "+12", "12:55", "+12:45", "2025-06-20", "2:10"),
    # in summer: 00:15Z, 02:45Z
    Line("CHT", "AKL", "2025-01-20", "14:00", "+13:45", "15:45", "+13", "2025-01-20", "2:30"),
    # Myanmar: 01:00Z, 02:20Z
    Line("BKK", "RGN", "2025-03-05", "08:00", "+7", "08:50", "+6:30", "2025-03-05", "1:20"),
    # the Marquesas: 17:00Z, 20:15Z
    Line("PPT", "NHV", "2025-05-05", "07:00", "-10", "10:45", "-9:30", "2025-05-05", "3:15"),
    # Afghanistan: 00:00Z, 02:50Z
    Line("DXB", "KBL", "2025-04-10", "04:00", "+4", "07:20", "+4:30", "2025-04-10", "2:50"),
]

CHANGED_BY_LAW = [
    # North Korea before August 2015, between, and since May 2018: 04:30Z, 06:25Z
    Line("PEK", "FNJ", "2015-05-10", "12:30", "+8", "15:25", "+9", "2015-05-10", "1:55"),
    Line("PEK", "FNJ", "2016-05-10", "12:30", "+8", "14:55", "+8:30", "2016-05-10", "1:55"),
    Line("PEK", "FNJ", "2019-05-10", "12:30", "+8", "15:25", "+9", "2019-05-10", "1:55"),
    # Venezuela before December 2007: 15:00Z, 18:20Z; between: 14:00Z, 17:20Z; since May 2016
    Line("MIA", "CCS", "2007-11-20", "10:00", "-5", "14:20", "-4", "2007-11-20", "3:20"),
    Line("MIA", "CCS", "2015-03-20", "10:00", "-4", "12:50", "-4:30", "2015-03-20", "3:20"),
    Line("MIA", "CCS", "2017-03-20", "10:00", "-4", "13:20", "-4", "2017-03-20", "3:20"),
    # Moscow in summer: 06:00Z, 10:05Z; all year from March 2011; since October 2014: 07:00Z, 11:05Z
    Line("SVO", "LHR", "2010-07-15", "10:00", "+4", "11:05", "+1", "2010-07-15", "4:05"),
    Line("SVO", "LHR", "2013-01-15", "10:00", "+4", "10:05", "+0", "2013-01-15", "4:05"),
    Line("SVO", "LHR", "2015-01-15", "10:00", "+3", "11:05", "+0", "2015-01-15", "4:05"),
    # Turkey before it stayed in summer time in 2016, and after: 12:00Z, 15:50Z
    Line("LHR", "IST", "2015-01-15", "12:00", "+0", "17:50", "+2", "2015-01-15", "3:50"),
    Line("LHR", "IST", "2022-01-15", "12:00", "+0", "18:50", "+3", "2022-01-15", "3:50"),
    # Morocco: 07:00Z, 10:20Z; in Ramadan an hour back: 08:00Z, 11:20Z
    Line("CMN", "LHR", "2025-02-10", "08:00", "+1", "10:20", "+0", "2025-02-10", "3:20"),
    Line("CMN", "LHR", "2025-03-15", "08:00", "+0", "11:20", "+0", "2025-03-15", "3:20"),
    # Almaty before 1 March 2024: 04:00Z, 08:50Z; after: 05:00Z, 09:50Z
    Line("ALA", "PEK", "2024-02-15", "10:00", "+6", "16:50", "+8", "2024-02-15", "4:50"),
    Line("ALA", "PEK", "2024-03-15", "10:00", "+5", "17:50", "+8", "2024-03-15", "4:50"),
    # Mexico in its last summer time: 13:00Z, 18:00Z; without: 14:00Z, 19:00Z
    Line("MEX", "JFK", "2022-07-10", "08:00", "-5", "14:00", "-4", "2022-07-10", "5:00"),
    Line("MEX", "JFK", "2023-07-10", "08:00", "-6", "15:00", "-4", "2023-07-10", "5:00"),
    # Jordan: 05:30Z, 10:55Z; in summer time for good since October 2022: 04:30Z, 09:55Z
    Line("AMM", "LHR", "2022-01-20", "07:30", "+2", "10:55", "+0", "2022-01-20", "5:25"),
    Line("AMM", "LHR", "2023-01-20", "07:30", "+3", "09:55", "+0", "2023-01-20", "5:25"),
    # Syria, the same: 12:00Z, 15:05Z; 11:00Z, 14:05Z
    Line("DAM", "DXB", "2021-01-20", "14:00", "+2", "19:05", "+4", "2021-01-20", "3:05"),
    Line("DAM", "DXB", "2023-01-20", "14:00", "+3", "18:05", "+4", "2023-01-20", "3:05"),
    # Egypt: 07:00Z, 12:15Z; with daylight time again since April 2023: 06:00Z, 11:15Z
    Line("CAI", "LHR", "2022-07-10", "09:00", "+2", "13:15", "+1", "2022-07-10", "5:15"),
    Line("CAI", "LHR", "2023-07-10", "09:00", "+3", "12:15", "+1", "2023-07-10", "5:15"),
    # its first night, without the hour after midnight: 22:30Z on the 27th, 02:00Z
    Line("CAI", "DXB", "2023-04-28", "00:30", "+2", "06:00", "+4", "2023-04-28", "3:30", GAP),
    # Brazil in its last summer time: 20:00Z, 05:40Z; without: 21:00Z, 06:40Z
    Line("GRU", "LIS", "2018-12-15", "18:00", "-2", "05:40", "+0", "2018-12-16", "9:40"),
    Line("GRU", "LIS", "2019-12-15", "18:00", "-3", "06:40", "+0", "2019-12-16", "9:40"),
    # China is one zone, Urumqi too: 00:00Z, 04:15Z; 07:00Z, 08:50Z
    Line("PEK", "URC", "2025-05-20", "08:00", "+8", "12:15", "+8", "2025-05-20", "4:15"),
    Line("URC", "ALA", "2025-05-20", "15:00", "+8", "13:50", "+5", "2025-05-20", "1:50"),
    # and had summer time from 1986 to 1991: 00:00Z, 03:15Z
    Line("PEK", "HKG", "1990-07-10", "09:00", "+9", "11:15", "+8", "1990-07-10", "3:15"),
    # Singapore until the end of 1981: 01:30Z, 03:50Z; since: 01:00Z, 03:20Z
    Line("SIN", "BKK", "1981-10-10", "09:00", "+7:30", "10:50", "+7", "1981-10-10", "2:20"),
    Line("SIN", "BKK", "1982-10-10", "09:00", "+8", "10:20", "+7", "1982-10-10", "2:20"),
    # Portugal before, and on Central European Time from 1992 to 1996
    Line("LIS", "LHR", "1991-01-15", "09:00", "+0", "11:40", "+0", "1991-01-15", "2:40"),
    Line("LIS", "LHR", "1994-01-15", "09:00", "+1", "10:40", "+0", "1994-01-15", "2:40"),
    Line("LIS", "LHR", "1994-07-15", "09:00", "+2", "10:40", "+1", "1994-07-15", "2:40"),
    # Greenland: 13:00Z, 16:05Z; an hour on since March 2023: 12:00Z; in summer 11:00Z
    Line("GOH", "KEF", "2022-01-20", "10:00", "-3", "16:05", "+0", "2022-01-20", "3:05"),
    Line("GOH", "KEF", "2023-12-20", "10:00", "-2", "15:05", "+0", "2023-12-20", "3:05"),
    Line("GOH", "KEF", "2024-07-10", "10:00", "-1", "14:05", "+0", "2024-07-10", "3:05"),
    # Britain kept summer time through the winters of 1968 to 1971: 10:00Z, 17:40Z
    Line("LHR", "JFK", "1970-01-15", "11:00", "+1", "12:40", "-5", "1970-01-15", "7:40"),
]

FAR = [
    # 15:35Z on the 10th, 10:20Z on the 11th
    Line("SIN", "EWR", "2025-02-10", "23:35", "+8", "05:20", "-5", "2025-02-11", "18:45"),
    # 15:00Z on the 10th, 09:30Z on the 11th
    Line("EWR", "SIN", "2025-02-10", "10:00", "-5", "17:30", "+8", "2025-02-11", "18:30"),
    # 10:45Z, 04:05Z
    Line("PER", "LHR", "2025-08-01", "18:45", "+8", "05:05", "+1", "2025-08-02", "17:20"),
    # over the pole: 04:30Z, 20:40Z
    Line("DXB", "LAX", "2025-06-05", "08:30", "+4", "13:40", "-7", "2025-06-05", "16:10"),
    # 05:00Z, 18:25Z
    Line("PEK", "JFK", "2019-01-10", "13:00", "+8", "13:25", "-5", "2019-01-10", "13:25"),
    # to 78 degrees north: 08:05Z, 11:00Z
    Line("OSL", "LYR", "2025-06-21", "10:05", "+2", "13:00", "+2", "2025-06-21", "2:55"),
]

FLIGHTS = [*DATE_LINE, *CHANGING_CLOCKS, *PARTS_OF_AN_HOUR, *CHANGED_BY_LAW, *FAR]
every_flight = pytest.mark.parametrize("line", [pytest.param(one, id=one.id) for one in FLIGHTS])


def offset(text: str) -> timedelta:
    hours, _, minutes = text[1:].partition(":")
    size = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -size if text[0] == "-" else size


def test_there_are_fifty_and_more() -> None:
    assert len(FLIGHTS) >= 50
    assert len({one.id for one in FLIGHTS}) == len(FLIGHTS)


@every_flight
def test_the_pencil_was_right(line: Line) -> None:
    """The duration beside a flight is that of its times and offsets: no zone data is asked."""
    left = datetime.fromisoformat(f"{line.day}T{line.departs}") - offset(line.offset)
    landed = datetime.fromisoformat(f"{line.lands}T{line.arrives}") - offset(line.offset_there)
    assert (landed - left) == timedelta(minutes=line.minutes)


@every_flight
def test_a_flight_is_stored_with_its_day_of_arrival_and_true_duration(run: Run, line: Line) -> None:
    times = f"{line.departs}-{line.arrives}"
    said = run("add", "f", line.origin, line.destination, line.day, times, "--json")
    found = said.json
    assert (found["origin"]["iata"], found["destination"]["iata"]) == line[:2]
    assert found["scheduled_departure"] == f"{line.day}T{line.departs}"
    assert found["scheduled_arrival"] == f"{line.lands}T{line.arrives}"
    assert found["duration_minutes"] == line.minutes
    assert 200 <= found["distance_km"] / line.minutes * 60 <= 1100
    if line.said:
        assert line.said in said.err
    else:
        assert said.err == ""


@every_flight
def test_each_end_has_the_offset_that_was_in_force(space, line: Line) -> None:
    context = space.resolver()
    there = [context.airport(code, datetime.fromisoformat(line.day).date()).tz for code in line[:2]]
    given = [
        datetime.fromisoformat(f"{line.day}T{line.departs}"),
        datetime.fromisoformat(f"{line.lands}T{line.arrives}"),
    ]
    pair = disambiguate(given[0], there[0], given[1], there[1])
    for at, tz, hours in zip(pair, there, (line.offset, line.offset_there), strict=True):
        assert at.replace(tzinfo=None) - to_utc(at, tz).replace(tzinfo=None) == offset(hours)
