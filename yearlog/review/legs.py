"""Flights as legs of a chain: when one truly left and landed, and whether the next meets it."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from yearlog.geodesy.walltime import UnknownZoneError, instants, to_utc
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import Airport, Place

HOME_RADIUS_KM = 100
"""An airport this near to home is home's: people fly from the city next to theirs."""

SAME_CITY_KM = 300
"""Airports that serve one city are nearer; the Portlands of Maine and Oregon are not."""

SAME_CODE_KM = 10
"""Two airports of one code are farther apart: the two of IST by 33 km. Sources differ by less."""

SAME_SPOT_KM = 1
"""An airport that got another code stays within it; Schönefeld and Brandenburg lie 2 km apart."""

CLOCKS = timedelta(hours=13)
"""Eastwards clocks go forward by less, from London to Auckland at most by this."""


# Places -------------------------------------------------------------------------------------------


def city_key(country_code: str, en: str, zh: str) -> str:
    """Return what tells one city from another, whichever source its names came from."""
    name = (en or zh).casefold().removesuffix(" city")
    return f"{country_code}:{name}"


@lru_cache(maxsize=4096)
def airport_city(airport: Airport) -> str:
    """Return the key of the city an airport serves."""
    return city_key(
        airport.country_code,
        airport.city_en or airport.name_en or airport.code,
        airport.city_zh,
    )


def near(
    place: Place,
    latitude: float | None,
    longitude: float | None,
    within_km: float = HOME_RADIUS_KM,
) -> bool:
    """Return whether a point lies within some km of a place (on a sphere, to 1 %)."""
    if None in (place.latitude, place.longitude, latitude, longitude):
        return False
    assert place.latitude is not None and place.longitude is not None  # noqa: PT018
    assert latitude is not None and longitude is not None  # noqa: PT018
    north = math.radians(latitude - place.latitude)
    east = math.radians((longitude - place.longitude + 180) % 360 - 180)
    east *= math.cos(math.radians((latitude + place.latitude) / 2))
    return 6371 * math.hypot(north, east) <= within_km


def same_airport(here: Airport, there: Airport) -> bool:
    """Return whether two airports, as flights keep them, are one.

    A code that was handed on tells another airport; a new code for the same city at the same spot
    does not, nor does another IATA code of the same ICAO code there: EuroAirport has one for each
    country it serves. Without coordinates the code decides.
    """
    place = Place(latitude=here.latitude, longitude=here.longitude)
    if here.code == there.code:
        known = None not in (here.latitude, here.longitude, there.latitude, there.longitude)
        return not known or near(place, there.latitude, there.longitude, SAME_CODE_KM)
    of_one_city = (here.country_code, here.city_en) == (there.country_code, there.city_en)
    if not of_one_city and not here.icao == there.icao != "":
        return False
    return near(place, there.latitude, there.longitude, SAME_SPOT_KM)


def origin_of(entry: Entry) -> Airport:
    """Return the airport a flight left from."""
    assert isinstance(entry.details, Flight)
    return entry.details.origin


def destination_of(entry: Entry) -> Airport:
    """Return the airport a flight landed at."""
    assert isinstance(entry.details, Flight)
    return entry.details.destination


def meets(before: Entry, after: Entry) -> bool:
    """Return whether a flight leaves from the city where the one before it landed."""
    return _one_city(destination_of(before), origin_of(after))


def next_door(landed: Entry, leaves: Entry) -> bool:
    """Return whether a flight leaves from within `HOME_RADIUS_KM` of where another landed."""
    return _neighbours(destination_of(landed), origin_of(leaves))


@lru_cache(maxsize=4096)
def _one_city(here: Airport, there: Airport) -> bool:
    if airport_city(here) != airport_city(there):
        return False
    place = Place(latitude=here.latitude, longitude=here.longitude)
    known = None not in (here.latitude, here.longitude, there.latitude, there.longitude)
    return not known or near(place, there.latitude, there.longitude, SAME_CITY_KM)


@lru_cache(maxsize=4096)
def _neighbours(here: Airport, there: Airport) -> bool:
    place = Place(latitude=here.latitude, longitude=here.longitude)
    return near(place, there.latitude, there.longitude)


def connects(before: Entry, after: Entry) -> bool:
    """Return whether one flight can follow another without a way between on the ground."""
    return meets(before, after) or next_door(before, after)


# Times --------------------------------------------------------------------------------------------


class Times(NamedTuple):
    """The instants (UTC) at which a flight left and landed, None where no time of day is known."""

    left: datetime | None
    landed: datetime | None


def times(entry: Entry) -> Times:
    """Return when a flight left and landed: by the actual times where known, else the scheduled.

    Of a wall time that occurred twice the one that the doubts of the flight name is meant. At an
    airport without a zone, and at the edge of the calendar, the wall clock stands for UTC.
    """
    details = entry.details
    assert isinstance(details, Flight)
    planned = _planned(details)
    if not details.actual_departure and not details.actual_arrival:
        return planned
    actual = _instants(
        details.actual_departure,
        details.actual_arrival,
        details.origin.tz,
        details.destination.tz,
        details.distance_km,
    )
    return Times(actual.left or planned.left, actual.landed or planned.landed)


def _planned(details: Flight) -> Times:
    return _instants(
        details.scheduled_departure,
        details.scheduled_arrival,
        details.origin.tz,
        details.destination.tz,
        details.distance_km,
    )


@lru_cache(maxsize=65536)
def _instants(
    departure: str, arrival: str, left_tz: str, landed_tz: str, km: float | None
) -> Times:
    left, landed = _wall(departure), _wall(arrival)
    try:
        if left_tz and landed_tz:
            return Times(*instants(left, left_tz, landed, landed_tz, km))
        return Times(_at(left, left_tz), _at(landed, landed_tz))
    except (OverflowError, UnknownZoneError):
        return Times(_at(left, ""), _at(landed, ""))


def _wall(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if "T" in text else None


def _at(local: datetime | None, tz: str) -> datetime | None:
    if local is None:
        return None
    return to_utc(local, tz) if tz else local.replace(tzinfo=UTC)


def landed_on(entry: Entry) -> date:
    """Return the local date on which a flight landed, that of its departure if unknown."""
    assert isinstance(entry.details, Flight)
    arrival = entry.details.actual_arrival or entry.details.scheduled_arrival
    return date.fromisoformat(arrival[:10]) if arrival else entry.starts_on


def skipped_days(entry: Entry) -> int:
    """Return how many dates a flight passed over at the date line, on the way west.

    There clocks go forward by more than anywhere else; without its times, a flight that lands two
    days later is taken for one.
    """
    assert isinstance(entry.details, Flight)
    between = (landed_on(entry) - entry.starts_on).days - 1
    if between < 1:
        return 0
    gone = times(entry)
    if gone.left is None or gone.landed is None or not entry.details.origin.tz:
        return between
    left = entry.details.actual_departure or entry.details.scheduled_departure
    landed = entry.details.actual_arrival or entry.details.scheduled_arrival
    on_the_wall = datetime.fromisoformat(landed) - datetime.fromisoformat(left)
    return between if on_the_wall - (gone.landed - gone.left) > CLOCKS else 0


class OnGround(NamedTuple):
    """The time between landing and leaving; ``exact`` unless only the dates were known."""

    time: timedelta
    exact: bool


def on_ground(landed: Entry, leaves: Entry) -> OnGround | None:
    """Return the time between two flights, through UTC: clocks may change while one waits.

    Where a time is missing it is whole days by the local dates, and nothing where one of these is
    known by its month or year only; where a zone is missing, the difference of the wall clocks.
    """
    if landed.date_precision != "day" or leaves.date_precision != "day":
        return None
    between = _between(landed, leaves)
    if between is None:
        return OnGround(timedelta(days=max((leaves.starts_on - landed_on(landed)).days, 0)), False)
    return OnGround(max(between, timedelta(0)), True)


def _between(landed: Entry, leaves: Entry) -> timedelta | None:
    """Return the time from a landing to the next departure, negative if that was before it."""
    since, until = times(landed).landed, times(leaves).left
    if since is None or until is None:
        return None
    if destination_of(landed).tz and origin_of(leaves).tz:
        return until - since
    assert isinstance(landed.details, Flight)
    assert isinstance(leaves.details, Flight)
    arrival = landed.details.actual_arrival or landed.details.scheduled_arrival
    departure = leaves.details.actual_departure or leaves.details.scheduled_departure
    return datetime.fromisoformat(departure) - datetime.fromisoformat(arrival)


def leaves_too_early(landed: Entry, leaves: Entry) -> bool:
    """Return whether a flight leaves before the one before it landed: a time must be wrong.

    A flight that was late, before one whose own delay is not recorded, tells nothing.
    """
    between = _between(landed, leaves)
    if between is None or between >= timedelta(0):
        return False
    one, two = landed.details, leaves.details
    assert isinstance(one, Flight)
    assert isinstance(two, Flight)
    if bool(one.actual_arrival) == bool(two.actual_departure):
        return True
    if not one.scheduled_arrival or not two.scheduled_departure:
        return True
    since, until = _planned(one).landed, _planned(two).left
    return since is not None and until is not None and until < since
