"""What was assumed of a flight's times and what looks wrong with them, said in both languages.

Nothing here refuses a flight: an odd one may be true. Each doubt is one sentence with the airport,
the local time and what was made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from yearlog.geodesy.walltime import (
    SLOWEST_KMH,
    UnknownZoneError,
    check_local,
    disambiguate,
    instants,
    is_believable,
    to_utc,
    zone,
)
from yearlog.i18n import Both
from yearlog.kinds.field import Doubt

if TYPE_CHECKING:
    from yearlog.kinds.flight import Flight
    from yearlog.kinds.values import Airport

LONGEST_MINUTES = 20 * 60
"""No scheduled flight takes longer; the longest, Singapore to New York, takes under 19 hours."""

MOST_LATE = timedelta(days=1)
"""An actual time further than this from the scheduled one is more likely a wrong date."""

MOST_EARLY = timedelta(hours=3)
"""No flight leaves earlier than this before its time; a date or an hour is wrong."""

_WHOLE_DAY = timedelta(hours=20)
"""A gap this wide is a day that the calendar left out, as Samoa did in 2011."""


def doubts(flight: Flight) -> tuple[Doubt, ...]:
    """Return what was assumed of a flight, then what looks wrong; nothing where all is plain."""
    found = [*_of_zones(flight)]
    for which in ("scheduled", "actual"):
        found += _of_clocks(flight, which)
    return (*found, *_of_duration(flight), *_of_delay(flight), *_of_order(flight))


def _at(flight: Flight, field: str) -> datetime | None:
    """Return a wall time of a flight, None where there is none that can be read, with a date."""
    text: str = getattr(flight, field)
    try:
        return datetime.fromisoformat(text) if "T" in text else None
    except ValueError:  # a damaged row, of which others tell
        return None


def _zone_known(airport: Airport) -> bool:
    try:
        zone(airport.tz)
    except UnknownZoneError:
        return False
    return True


def _of_zones(flight: Flight) -> Iterator[Doubt]:
    for end, airport in (("departure", flight.origin), ("arrival", flight.destination)):
        fields = [f"{which}_{end}" for which in ("scheduled", "actual")]
        field = next((name for name in fields if getattr(flight, name)), "")
        if field and not _zone_known(airport):
            said = Both(
                f"不知道 {airport.code} 的时区，当地 {_shown(getattr(flight, field))} "
                "无法换算，时长没有算。",
                f"The time zone of {airport.code} is unknown, so {_shown(getattr(flight, field))} "
                "there stands as it is and gives no duration.",
            )
            yield Doubt("zone", field, said)


def _shown(wall_time: str) -> str:
    return wall_time.replace("T", " ")


# Clocks that were changed -------------------------------------------------------------------------


def _of_clocks(flight: Flight, which: str) -> Iterator[Doubt]:
    ends = (f"{which}_departure", flight.origin), (f"{which}_arrival", flight.destination)
    times = [(field, airport, _at(flight, field)) for field, airport in ends]
    known = [(f, a, when) for f, a, when in times if when is not None and _zone_known(a)]
    try:
        if len(known) == 2:
            (first, origin, left), (second, destination, landed) = known
            pair = disambiguate(left, origin.tz, landed, destination.tz, flight.distance_km)
            known = [(first, origin, pair[0]), (second, destination, pair[1])]
        for field, airport, when in known:
            yield from _of_clock(field, airport, when)
    except OverflowError:  # at the very edge of the calendar no clock is changed
        return


def _of_clock(field: str, airport: Airport, when: datetime) -> Iterator[Doubt]:
    verdict = check_local(when, airport.tz)
    if verdict == "nonexistent":
        yield _skipped(field, airport, when)
    elif verdict == "ambiguous":
        yield _twice(field, airport, when)


def _skipped(field: str, airport: Airport, when: datetime) -> Doubt:
    counted = to_utc(when, airport.tz).astimezone(zone(airport.tz)).replace(tzinfo=None)
    day, clock = f"{when:%Y-%m-%d}", f"{when:%H:%M}"
    as_what = f"{counted:%H:%M}" if counted.date() == when.date() else f"{counted:%Y-%m-%d %H:%M}"
    whole_day = counted - when.replace(fold=0) >= _WHOLE_DAY
    why = (
        Both("日历跳过了这一天", "the calendar left out that day")
        if whole_day
        else Both("时钟拨快", "clocks went forward")
    )
    said = Both(
        f"{airport.code} 当地 {day} 没有 {clock} 这个时刻（{why.zh}），按 {as_what} 计算。",
        f"There was no {clock} at {airport.code} on {day}, because {why.en}; "
        f"it counts as {as_what}.",
    )
    return Doubt("clock", field, said)


def _twice(field: str, airport: Airport, when: datetime) -> Doubt:
    day, clock, offset = f"{when:%Y-%m-%d}", f"{when:%H:%M}", _offset(when, airport.tz)
    if when.fold:
        zh = f"只有第二次（{offset}）与航程相符，按第二次计算"
        en = f"the second ({offset}) is assumed, because only that fits the flight"
    else:
        zh, en = f"按第一次（{offset}）计算", f"the first ({offset}) is assumed"
    said = Both(
        f"{airport.code} 当地 {day} 的 {clock} 出现过两次（时钟拨慢），{zh}。",
        f"{clock} occurred twice at {airport.code} on {day}, because clocks went back; {en}.",
    )
    return Doubt("clock", field, said)


def _offset(when: datetime, tz: str) -> str:
    """Return ``UTC−4`` or ``UTC+10:30``."""
    minutes = round((when.replace(tzinfo=None) - to_utc(when, tz).replace(tzinfo=None))
                    / timedelta(minutes=1))  # fmt: skip
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02d}" if rest else "")


# Figures that no flight has -----------------------------------------------------------------------


def _of_duration(flight: Flight) -> Iterator[Doubt]:
    """Judge the block speed, and the duration where the speed says nothing.

    A diverted flight is not judged: it did not fly between these airports alone.
    """
    km, minutes = flight.distance_km, flight.duration_minutes
    if minutes is None or flight.status == "diverted":
        return
    hours, rest = divmod(minutes, 60)
    field = _arrival_that_counts(flight)
    route = f"{flight.origin.code} → {flight.destination.code}"
    when = f"{_shown(getattr(flight, _departure_of(field)))} – {_shown(getattr(flight, field))}"
    length = f"{hours}:{rest:02d}"
    if km is not None and minutes > 0 and not is_believable(minutes, km):
        speed = km / minutes * 60
        slow = speed < SLOWEST_KMH
        odd = Both("太慢", "slow") if slow else Both("太快", "fast")
        check = (
            Both("请检查到达日期和时刻", "Check the day of arrival and the times")
            if slow
            else Both("请检查时刻和机场", "Check the times and the airports")
        )
        said = Both(
            f"{route}（当地 {when}）：{km:,.0f} 公里用了 {hours} 小时 {rest:02d} 分，"
            f"合每小时 {speed:,.0f} 公里，对航班来说{odd.zh}了。{check.zh}。",
            f"{route} (local {when}): {km:,.0f} km in {hours} h {rest:02d} is {speed:,.0f} km/h, "
            f"{odd.en} for a flight. {check.en}.",
        )
        yield Doubt("speed", field, said, f"{length} {km:,.0f} km, {speed:,.0f} km/h")
    elif minutes <= 0 or minutes > LONGEST_MINUTES:
        said = Both(
            f"{route}（当地 {when}）：全程 {hours} 小时 {rest:02d} 分，没有这么长的航班。"
            "请检查到达日期。",
            f"{route} (local {when}): {hours} h {rest:02d} is longer than any flight. "
            "Check the day of arrival.",
        )
        if minutes <= 0:
            said = Both(
                f"{route}（当地 {when}）：到达不晚于出发。请检查时刻。",
                f"{route} (local {when}): the arrival is not after the departure. Check the times.",
            )
        shown = f" {km:,.0f} km, {km / minutes * 60:,.0f} km/h" if km and minutes > 0 else ""
        yield Doubt("length", field, said, length + shown)


def _arrival_that_counts(flight: Flight) -> str:
    """Return the field of the arrival that the duration goes by."""
    actual = flight.actual_departure and flight.actual_arrival
    return "actual_arrival" if actual else "scheduled_arrival"


def _departure_of(arrival: str) -> str:
    return arrival.replace("arrival", "departure")


def _of_delay(flight: Flight) -> Iterator[Doubt]:
    for end, airport in (("departure", flight.origin), ("arrival", flight.destination)):
        field = f"actual_{end}"
        planned, actual = _at(flight, f"scheduled_{end}"), _at(flight, field)
        if planned is None or actual is None or abs(actual - planned) <= MOST_LATE:
            continue
        was, is_now = f"{planned:%Y-%m-%d %H:%M}", f"{actual:%Y-%m-%d %H:%M}"
        labels = {"departure": ("起飞", "departure"), "arrival": ("到达", "arrival")}[end]
        said = Both(
            f"{airport.code} 的实际{labels[0]}时刻（当地 {is_now}）与计划（{was}）相差一天以上。"
            "请检查日期。",
            f"The actual {labels[1]} at {airport.code} (local {is_now}) is more than a day from "
            f"the scheduled one ({was}). Check the dates.",
        )
        apart = round(abs(actual - planned) / timedelta(minutes=1))
        yield Doubt("delay", field, said, f"{apart // 60}:{apart % 60:02d}")
        return


def _of_order(flight: Flight) -> Iterator[Doubt]:
    """Judge the times that count where they are not of one pair: what neither was refused for."""
    planned, actual = _at(flight, "scheduled_departure"), _at(flight, "actual_departure")
    code = flight.origin.code
    if planned and actual and MOST_EARLY < planned - actual <= MOST_LATE:
        early = round((planned - actual) / timedelta(minutes=1))
        was, is_now = f"{planned:%Y-%m-%d %H:%M}", f"{actual:%Y-%m-%d %H:%M}"
        said = Both(
            f"{code} 的实际起飞时刻（当地 {is_now}）比计划（{was}）早三小时以上。"
            "请检查日期和时刻。",
            f"The actual departure at {code} (local {is_now}) is more than three hours before the "
            f"scheduled one ({was}). Check the day and the time.",
        )
        yield Doubt("early", "actual_departure", said, f"−{early // 60}:{early % 60:02d}")
    departure = "actual_departure" if flight.actual_departure else "scheduled_departure"
    arrival = "actual_arrival" if flight.actual_arrival else "scheduled_arrival"
    left, landed = _at(flight, departure), _at(flight, arrival)
    if left is None or landed is None or departure == _departure_of(arrival):
        return
    try:
        zones = (flight.origin.tz, flight.destination.tz)
        since, until = instants(left, zones[0], landed, zones[1], flight.distance_km)
    except (OverflowError, UnknownZoneError):
        return
    if since is not None and until is not None and until <= since:
        end, there = flight.destination.code, f"{landed:%Y-%m-%d %H:%M}"
        here = f"{left:%Y-%m-%d %H:%M}"
        said = Both(
            f"{end} 的到达时刻（当地 {there}）不晚于 {code} 的起飞时刻（当地 {here}）。"
            "请检查，或补上另一个实际时刻。",
            f"The arrival at {end} (local {there}) is not after the departure at {code} (local "
            f"{here}). Check them, or give the other actual time too.",
        )
        yield Doubt("order", arrival, said)
