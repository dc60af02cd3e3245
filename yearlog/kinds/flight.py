"""A flight: two airports copied at capture, local wall times, distance and true duration."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang
from yearlog.kinds.field import Context, Details, Doubt, Kind, declare
from yearlog.kinds.types import (
    AirportType,
    ChoiceType,
    CodeType,
    FloatType,
    IntType,
    TextType,
    WallTimeType,
)
from yearlog.kinds.values import Airport

STATUS = {
    "flown": Both("已飞", "flown"),
    "planned": Both("计划中", "planned"),
    "cancelled": Both("已取消", "cancelled"),
    "diverted": Both("备降", "diverted"),
}
CABIN = {
    "": Both("", ""),
    "economy": Both("经济舱", "economy"),
    "premium": Both("超级经济舱", "premium economy"),
    "business": Both("公务舱", "business"),
    "first": Both("头等舱", "first"),
}
REASON = {
    "": Both("", ""),
    "work": Both("工作", "work"),
    "conference": Both("会议", "conference"),
    "home": Both("回家", "home"),
    "holiday": Both("度假", "holiday"),
    "visit": Both("访问", "visit"),
    "other": Both("其他", "other"),
}

SLOWEST_KMH = 80
"""Slower than this between gates over a distance that matters is no flight but a wrong date."""


class SameAirport(YearlogError):
    """Origin and destination are one airport."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"出发和到达都是 {code}。请改其中一个。",
            f"The flight leaves from and lands at {code}. Change one of them.",
            field="destination",
        )


class ArrivalBeforeDeparture(YearlogError):
    """The arrival lies before the departure, whatever zones are taken into account."""

    def __init__(self, departure: str, arrival: str, field: str = "scheduled_arrival") -> None:
        shown = Both(departure.replace("T", " "), arrival.replace("T", " "))
        super().__init__(
            f"到达 {shown.en} 早于出发 {shown.zh}，时差也解释不了。"
            "请检查时刻；若次日到达，写成 08:15+1。",
            f"Arrival {shown.en} is before departure {shown.zh}, and no time zone explains it. "
            "Check the times; for the next day write 08:15+1.",
            field=field,
        )


class TooLong(YearlogError):
    """The arrival lies so long after the departure that it belongs to no flight between these."""

    def __init__(self, minutes: int, km: float | None, field: str) -> None:
        hours, rest = divmod(minutes, 60)
        over = Both("", "") if km is None else Both(f"飞 {km:,.0f} 公里", f" for {km:,.0f} km")
        super().__init__(
            f"{over.zh}用了 {hours} 小时 {rest:02d} 分，没有这么久的航班。请检查时刻和机场。",
            f"{hours} h {rest:02d}{over.en} is too long for a flight. "
            "Check the times and the airports.",
            field=field,
        )


class OutsideCalendar(YearlogError):
    """A flight at the very edge of the years 1 to 9999, whose times fall off it."""

    def __init__(self, day: date) -> None:
        super().__init__(
            f"{day.isoformat()} 前后的时刻超出了日历。请检查年份。",
            f"Times around {day.isoformat()} lie outside the calendar. Check the year.",
            field="starts_on",
        )


class ZoneUnknown(YearlogError):
    """Times were given for an airport without a time zone."""

    def __init__(self, airport: Airport) -> None:
        super().__init__(
            f"不知道 {airport.code} 的时区，算不出飞行时间。请去掉时刻，或换用邻近的机场代码。",
            f"The time zone of {airport.code} is unknown, so the duration cannot be computed. "
            "Leave out the times or use a nearby airport.",
            field="scheduled_departure",
        )


@dataclass(frozen=True)
class Flight(Details):
    """One leg. Distances in km (geodesic, WGS 84), durations in minutes through UTC."""

    KIND: ClassVar[Kind] = Kind(
        name="flight",
        letter="f",
        words=("航班", "飞", "flight"),
        label=Both("航班", "flight"),
        plural=Both("航班", "flights"),
        sign="→",
        table="flights",
        spine=("starts_on", "tags", "title_zh", "title_en", "body_zh", "body_en", "visibility"),
        layout=(
            "origin",
            "destination",
            "starts_on",
            "flight_number",
            "scheduled_departure",
            "scheduled_arrival",
        ),
        requires=("starts_on",),
    )

    origin: Airport = declare(
        AirportType(),
        Both("出发机场", "From"),
        Both("代码、城市或机场名", "code, city or airport name"),
        option="--from",
        required=True,
    )
    destination: Airport = declare(
        AirportType(),
        Both("到达机场", "To"),
        Both("代码、城市或机场名", "code, city or airport name"),
        option="--to",
        required=True,
    )
    flight_number: str = declare(
        CodeType(), Both("航班号", "Flight number"), Both("如 DL4921", "such as DL4921"),
        option="--number",
    )  # fmt: skip
    scheduled_departure: str = declare(
        WallTimeType(),
        Both("计划起飞", "Departure"),
        Both("当地时间 07:00", "local time, 07:00"),
        option="--dep",
        sensitive=True,
    )
    scheduled_arrival: str = declare(
        WallTimeType(),
        Both("计划到达", "Arrival"),
        Both("当地时间 08:15；次日写 08:15+1", "local time, 08:15; next day 08:15+1"),
        option="--arr",
        sensitive=True,
    )
    actual_departure: str = declare(
        WallTimeType(),
        Both("实际起飞", "Actual departure"),
        Both("当地时间", "local time"),
        sensitive=True,
        main=False,
    )
    actual_arrival: str = declare(
        WallTimeType(),
        Both("实际到达", "Actual arrival"),
        Both("当地时间", "local time"),
        sensitive=True,
        main=False,
    )
    airline: str = declare(
        TextType(), Both("航空公司", "Airline"), Both("名称", "name"), main=False
    )
    aircraft_type: str = declare(
        CodeType(), Both("机型", "Aircraft"), Both("如 A359", "such as A359"), main=False
    )
    registration: str = declare(
        CodeType(),
        Both("注册号", "Registration"),
        Both("机身编号", "tail number"),
        sensitive=True,
        main=False,
    )
    seat: str = declare(
        CodeType(), Both("座位", "Seat"), Both("如 12A", "such as 12A"), sensitive=True, main=False
    )
    cabin: str = declare(ChoiceType(CABIN), Both("舱位", "Cabin"), Both("", ""), main=False)
    reason: str = declare(ChoiceType(REASON), Both("事由", "Reason"), Both("", ""), main=False)
    status: str = declare(
        ChoiceType(STATUS, "flown"), Both("状态", "Status"), Both("", ""), main=False
    )
    distance_km: float | None = declare(
        FloatType(), Both("距离（公里）", "Distance (km)"), Both("", ""), derived=True
    )
    duration_minutes: int | None = declare(
        IntType(), Both("时长（分钟）", "Duration (min)"), Both("", ""), derived=True
    )

    @classmethod
    def settle(
        cls, values: dict[str, Any], context: Context, starts_on: date | None
    ) -> dict[str, Any]:
        """Complete the wall times with their dates; compute distance and duration.

        Raises SameAirport, ArrivalBeforeDeparture, TooLong, ZoneUnknown, OutsideCalendar.
        """
        del context
        origin, destination = values["origin"], values["destination"]
        if origin.code and origin.code == destination.code:
            raise SameAirport(origin.code)
        values["distance_km"] = _distance(origin, destination)
        try:
            if starts_on is not None:
                _complete_times(values, "scheduled", starts_on)
                _date_actual_times(values, starts_on)
                _complete_times(values, "actual", starts_on)
            _convert_each(values)
            values["duration_minutes"] = _duration(values)
        except OverflowError:
            raise OutsideCalendar(starts_on or date.min) from None
        return values

    def headline(self, lang: Lang) -> str:
        """Return ``Ithaca → New York  DL4921`` in ``lang``."""
        route = f"{self.origin.city(lang)} → {self.destination.city(lang)}"
        return f"{route}  {self.flight_number}".rstrip()

    def doubts(self) -> tuple[Doubt, ...]:
        """Return what was assumed of the times, and what looks wrong with them."""
        from yearlog.kinds.doubts import doubts

        return doubts(self)


def _distance(origin: Airport, destination: Airport) -> float | None:
    if None in (origin.latitude, origin.longitude, destination.latitude, destination.longitude):
        return None
    from yearlog.geodesy import distance_km

    assert origin.latitude is not None and origin.longitude is not None  # noqa: PT018
    assert destination.latitude is not None and destination.longitude is not None  # noqa: PT018
    km = distance_km(origin.latitude, origin.longitude, destination.latitude, destination.longitude)
    return round(km, 1)


def _complete_times(values: dict[str, Any], which: str, starts_on: date) -> None:
    """Give both times of a pair their dates, the arrival's from the zones."""
    departure: str = values[f"{which}_departure"]
    arrival: str = values[f"{which}_arrival"]
    if departure and "T" not in departure:
        departure = _on(starts_on, departure)
        values[f"{which}_departure"] = departure
    if arrival and "T" not in arrival:
        clock, offset = arrival[:5], arrival[5:]
        if offset or not departure:
            arrival = _on(starts_on, arrival)
        else:
            arrival = _land(departure, clock, values, which)
        values[f"{which}_arrival"] = arrival


def _date_actual_times(values: dict[str, Any], starts_on: date) -> None:
    """Date bare actual clocks: a late flight may leave or land on the day after the planned one.

    A departure is that nearest to the scheduled one. So is an arrival, unless the actual departure
    is known: then it goes by that, as the scheduled pair does.
    """
    departure: str = values["actual_departure"]
    if len(departure) == 5:
        values["actual_departure"] = _nearest(departure, values["scheduled_departure"], starts_on)
    arrival: str = values["actual_arrival"]
    if len(arrival) == 5 and not departure:
        if values["scheduled_arrival"]:
            values["actual_arrival"] = _nearest(arrival, values["scheduled_arrival"], starts_on)
        elif values["scheduled_departure"]:
            left = values["scheduled_departure"]
            values["actual_arrival"] = _land(left, arrival, values, "actual")


def _nearest(clock: str, planned: str, starts_on: date) -> str:
    """Return a clock on the day that brings it nearest to a planned wall time."""
    if "T" not in planned:
        return _on(starts_on, clock)
    when = datetime.fromisoformat(planned)
    half_a_day = timedelta(hours=12)
    at = datetime.fromisoformat(_on(when.date(), clock))
    if at - when > half_a_day:
        at -= timedelta(days=1)
    elif when - at > half_a_day:
        at += timedelta(days=1)
    return at.isoformat(timespec="minutes")


def _convert_each(values: dict[str, Any]) -> None:
    """Raise OverflowError if a time is none in UTC: later nothing could order the flight."""
    from yearlog.geodesy.walltime import UnknownZoneError, to_utc

    for end, airport in (("departure", values["origin"]), ("arrival", values["destination"])):
        for which in ("scheduled", "actual"):
            text = values[f"{which}_{end}"]
            if airport.tz and "T" in text:
                with suppress(UnknownZoneError):
                    to_utc(datetime.fromisoformat(text), airport.tz)


def _on(day: date, clock: str) -> str:
    offset = int(clock[5:]) if clock[5:] else 0
    return f"{(day + timedelta(days=offset)).isoformat()}T{clock[:5]}"


def _land(departure: str, clock: str, values: dict[str, Any], which: str) -> str:
    """Return the arrival with the date the zones give; ArrivalBeforeDeparture if none does."""
    from yearlog.geodesy.walltime import arrival_date, elapsed_minutes

    origin, destination = values["origin"], values["destination"]
    _need_zones(origin, destination)
    left = datetime.fromisoformat(departure)
    at = datetime.fromisoformat(f"{departure[:10]}T{clock}").time()
    km: float | None = values["distance_km"]
    day = arrival_date(left, origin.tz, at, destination.tz, km)
    landed = datetime.combine(day, at)
    minutes = elapsed_minutes(left, origin.tz, landed, destination.tz, km)
    longest = 20 * 60 if km is None else 180 + km / SLOWEST_KMH * 60
    if minutes <= 0 or minutes > longest:
        same_day = datetime.combine(left.date(), at)
        if elapsed_minutes(left, origin.tz, same_day, destination.tz, km) > 0:
            raise TooLong(minutes, km, f"{which}_arrival")
        raise ArrivalBeforeDeparture(departure, f"{departure[:10]}T{clock}", f"{which}_arrival")
    return landed.strftime("%Y-%m-%dT%H:%M")


def _need_zones(origin: Airport, destination: Airport) -> None:
    for airport in (origin, destination):
        if not airport.tz:
            raise ZoneUnknown(airport)


def _duration(values: dict[str, Any]) -> int | None:
    """Return gate-to-gate minutes: from the actual times where both are known, else scheduled."""
    from yearlog.geodesy.walltime import elapsed_minutes

    origin, destination = values["origin"], values["destination"]
    for which in ("actual", "scheduled"):
        departure, arrival = values[f"{which}_departure"], values[f"{which}_arrival"]
        if departure and arrival and "T" in departure and "T" in arrival:
            _need_zones(origin, destination)
            minutes = elapsed_minutes(
                datetime.fromisoformat(departure),
                origin.tz,
                datetime.fromisoformat(arrival),
                destination.tz,
                values["distance_km"],
            )
            if minutes <= 0:
                raise ArrivalBeforeDeparture(departure, arrival, f"{which}_arrival")
            return minutes
    return None
