"""Time between wall clocks in two zones, always by way of UTC.

Zones are read straight from the ``tzdata`` package, not from the host, so that a journal has the
same durations everywhere. ``ZoneInfo("…")`` would find the package through importlib.resources,
whose import takes 27 ms; opening the file takes 0.3 ms, which a one-line ``add`` can afford.

A wall time that clocks skipped is counted with the offset in force before they did, as RFC 5545
(3.3.5) has it: 02:30 in the hour that is left out stands for 03:30. One that occurred twice is the
first of the two, unless only the second makes a flight believable; see `disambiguate`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]  # data only; it has no types to ship

from yearlog.errors import YearlogError

_ZONES = Path(tzdata.__file__).parent / "zoneinfo"
_KEY = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")

SLOWEST_KMH, FASTEST_KMH = 200, 1100
"""Block speeds between which a flight is believed; jet streams carry some past 1,000."""

JUDGED_FROM_KM = 300
"""Over less than this taxiing decides how long a flight takes, and no speed is odd."""

_CRUISE_KMH, _GROUND_MINUTES = 800, 30
"""A block time is about distance / 800 km/h plus half an hour of taxi, climb and approach."""


class UnknownZoneError(YearlogError):
    """A time zone that the IANA database does not have."""

    def __init__(self, tz: str) -> None:
        super().__init__(
            f"没有「{tz}」这个时区。请用 IANA 名称，例如 Asia/Shanghai。",
            f"There is no time zone “{tz}”; use an IANA name such as Asia/Shanghai.",
        )


@cache
def zone(tz: str) -> ZoneInfo:
    """Return the zone with an IANA name, from the ``tzdata`` package.

    Raises:
        UnknownZoneError: if there is none of that name.
    """
    if not _KEY.fullmatch(tz):
        raise UnknownZoneError(tz)
    try:
        with (_ZONES / tz).open("rb") as file:
            return ZoneInfo.from_file(file, key=tz)
    except (OSError, ValueError):
        raise UnknownZoneError(tz) from None


def to_utc(local: datetime, tz: str) -> datetime:
    """Return the instant of a wall time in ``tz``; ``fold`` tells the two of an ambiguous hour."""
    return local.replace(tzinfo=zone(tz)).astimezone(UTC)


def elapsed_minutes(
    departure_local: datetime,
    departure_tz: str,
    arrival_local: datetime,
    arrival_tz: str,
    distance_km: float | None = None,
) -> int:
    """Return whole minutes from a departure to an arrival, each in its own wall time.

    Negative if the arrival is before the departure. Times that occurred twice are taken as
    `disambiguate` takes them.
    """
    departure, arrival = instants(
        departure_local, departure_tz, arrival_local, arrival_tz, distance_km
    )
    assert departure is not None and arrival is not None  # noqa: PT018  both were given
    return round((arrival - departure) / timedelta(minutes=1))


def instants(
    departure_local: datetime | None,
    departure_tz: str,
    arrival_local: datetime | None,
    arrival_tz: str,
    distance_km: float | None = None,
) -> tuple[datetime | None, datetime | None]:
    """Return the instants (UTC) of both wall times of a flight, None where one is not known.

    Times that occurred twice are taken as `disambiguate` takes them.
    """
    if departure_local is not None and arrival_local is not None:
        departure_local, arrival_local = disambiguate(
            departure_local, departure_tz, arrival_local, arrival_tz, distance_km
        )
    return (
        None if departure_local is None else to_utc(departure_local, departure_tz),
        None if arrival_local is None else to_utc(arrival_local, arrival_tz),
    )


def _minutes(departure: datetime, departure_tz: str, arrival: datetime, arrival_tz: str) -> int:
    between = to_utc(arrival, arrival_tz) - to_utc(departure, departure_tz)
    return round(between / timedelta(minutes=1))


def is_believable(minutes: int, distance_km: float | None) -> bool:
    """Return whether a flight takes that long: a positive time, a block speed of 200–1,100 km/h.

    The speed is judged of more than 300 km only.
    """
    if minutes <= 0 or distance_km is None or distance_km <= JUDGED_FROM_KM:
        return minutes > 0
    return SLOWEST_KMH <= distance_km / minutes * 60 <= FASTEST_KMH


def disambiguate(
    departure_local: datetime,
    departure_tz: str,
    arrival_local: datetime,
    arrival_tz: str,
    distance_km: float | None = None,
) -> tuple[datetime, datetime]:
    """Return both wall times of a flight with the ``fold`` that is assumed of each.

    Of a time that occurred twice the first is assumed. Where that makes the flight unbelievable
    (see `is_believable`) and the second does not, the second is. A ``fold`` of 1 is kept.
    """
    as_given = (departure_local, arrival_local)
    if is_believable(
        _minutes(departure_local, departure_tz, arrival_local, arrival_tz), distance_km
    ):
        return as_given
    for departure in _both_times(departure_local, departure_tz):
        for arrival in _both_times(arrival_local, arrival_tz):
            minutes = _minutes(departure, departure_tz, arrival, arrival_tz)
            if is_believable(minutes, distance_km):
                return departure, arrival
    return as_given


def _both_times(local: datetime, tz: str) -> tuple[datetime, ...]:
    if local.fold or check_local(local, tz) != "ambiguous":
        return (local,)
    return local, local.replace(fold=1)


def check_local(dt: datetime, tz: str) -> Literal["", "ambiguous", "nonexistent"]:
    """Say whether clocks in ``tz`` show the wall time ``dt`` once (""), twice or never."""
    if to_utc(dt, tz).astimezone(zone(tz)).replace(tzinfo=None, fold=0) != dt.replace(
        tzinfo=None, fold=0
    ):
        return "nonexistent"
    aware = dt.replace(tzinfo=zone(tz))
    if aware.replace(fold=0).utcoffset() != aware.replace(fold=1).utcoffset():
        return "ambiguous"
    return ""


def arrival_date(
    departure_local: datetime,
    departure_tz: str,
    arrival_time: time,
    arrival_tz: str,
    distance_km: float | None,
) -> date:
    """Return the local date of a flight's arrival: a day before departure, the same day, or later.

    With a distance in km: the positive elapsed time closest to distance / 800 km/h + 30 min, among
    the believable ones if there is one (see `is_believable`). Without: the shortest positive
    elapsed time. A date the zone skipped loses to the one that clocks showed. Two days later is
    common across the date line; three only closes the range, so that there is always an answer.
    """
    options: list[tuple[bool, float, bool, date]] = []
    for days in (-1, 0, 1, 2, 3):
        day = departure_local.date() + timedelta(days=days)
        arrival = datetime.combine(day, arrival_time)
        minutes = elapsed_minutes(departure_local, departure_tz, arrival, arrival_tz, distance_km)
        if minutes <= 0:
            continue
        absent = check_local(arrival, arrival_tz) == "nonexistent"
        if distance_km is None:
            options.append((False, minutes, absent, day))
        else:
            expected = distance_km / _CRUISE_KMH * 60 + _GROUND_MINUTES
            odd = not is_believable(minutes, distance_km)
            options.append((odd, abs(minutes - expected), absent, day))
    return min(options)[-1]
