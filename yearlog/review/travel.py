"""Where a person went: visits, layovers, first times and homes, from flights, stays and talks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from yearlog.geodesy.walltime import to_utc
from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import Airport, Place
from yearlog.review.model import Counted, Home

LAYOVER = timedelta(hours=24)
"""A shorter stop between two flights at one city is no visit, unless a setting says otherwise."""

HOME_RADIUS_KM = 100
"""An airport this near to home is home's: people fly from the city next to theirs."""

SAME_CITY_KM = 300
"""Airports that serve one city are nearer; the Portlands of Maine and Oregon are not."""

CountryName = Callable[[str], Both]


@dataclass(frozen=True, slots=True)
class Stop:
    """One time at one city: ``ids`` are the entries that say so."""

    key: str
    name: Both
    country_code: str
    latitude: float | None
    longitude: float | None
    ids: tuple[str, ...]
    on: date
    layover: bool = False


def city_key(country_code: str, en: str, zh: str) -> str:
    """Return what tells one city from another, whichever source its names came from."""
    name = (en or zh).casefold().removesuffix(" city")
    return f"{country_code}:{name}"


def airport_city(airport: Airport) -> str:
    """Return the key of the city an airport serves."""
    return city_key(
        airport.country_code,
        airport.city_en or airport.name_en or airport.code,
        airport.city_zh,
    )


def flown(entries: Iterable[Entry]) -> list[Entry]:
    """Return the flights that took place, in the order they left."""
    flights = [
        entry
        for entry in entries
        if isinstance(entry.details, Flight) and entry.details.status in ("flown", "diverted")
    ]
    return sorted(flights, key=_leaving)


def _leaving(entry: Entry) -> tuple[datetime, str]:
    """Return the instant a flight left and its id: wall clocks run backwards across the date line.

    Without a departure time it is noon of its date, in no zone at all, so that the legs of one day
    keep the order in which they were recorded.
    """
    assert isinstance(entry.details, Flight)
    details = entry.details
    local = details.actual_departure or details.scheduled_departure
    if local and details.origin.tz:
        return to_utc(datetime.fromisoformat(local), details.origin.tz), entry.id
    wall = datetime.fromisoformat(local) if local else datetime.combine(entry.starts_on, time(12))
    return wall.replace(tzinfo=UTC), entry.id


class OnGround(NamedTuple):
    """The time between landing and leaving; ``exact`` unless only the dates were known."""

    time: timedelta
    exact: bool


def on_ground(landed: Entry, leaves: Entry) -> OnGround:
    """Return the time between two flights, through UTC: clocks may change while one waits.

    Where a time is missing it is whole days by the local dates; where a zone is missing, the
    difference of the wall clocks.
    """
    assert isinstance(landed.details, Flight)
    assert isinstance(leaves.details, Flight)
    arrival = landed.details.actual_arrival or landed.details.scheduled_arrival
    departure = leaves.details.actual_departure or leaves.details.scheduled_departure
    if not arrival or not departure:
        return OnGround(timedelta(days=max((leaves.starts_on - landed_on(landed)).days, 0)), False)
    here, there = landed.details.destination.tz, leaves.details.origin.tz
    since, until = datetime.fromisoformat(arrival), datetime.fromisoformat(departure)
    if here and there:
        since, until = to_utc(since, here), to_utc(until, there)
    return OnGround(max(until - since, timedelta(0)), True)


def _at_airport(airport: Airport, ids: tuple[str, ...], on: date, *, layover: bool) -> Stop:
    return Stop(
        airport_city(airport),
        Both(airport.city("zh"), airport.city("en")),
        airport.country_code,
        airport.latitude,
        airport.longitude,
        ids,
        on,
        layover,
    )


def stops_of(entries: Sequence[Entry], layover: timedelta = LAYOVER) -> list[Stop]:
    """Return the cities of the chain of flights, then of stays and talks held in person.

    Days at home are no visit, and must not tell where home is.

    Two flights that meet at one city make one stop; a layover if less than ``layover`` lies
    between, or if the user said so of the flight that landed. So are both ends of a change between
    airports that are near each other.
    """
    chain = flown(entries)
    stops: list[Stop] = []
    for at, entry in enumerate(chain):
        details = entry.details
        assert isinstance(details, Flight)
        before = chain[at - 1] if at else None
        if before is None or not meets(before, entry):
            changed = before is not None and next_door(before, entry)
            short = before is not None and changed and is_layover(before, entry, layover)
            stops.append(_at_airport(details.origin, (entry.id,), entry.starts_on, layover=short))
        after = chain[at + 1] if at + 1 < len(chain) else None
        met = after is not None and meets(entry, after)
        changes = after is not None and (met or next_door(entry, after))
        short = is_layover(entry, after if changes else None, layover)
        ids = (entry.id, after.id) if after is not None and met else (entry.id,)
        stops.append(_at_airport(details.destination, ids, landed_on(entry), layover=short))
    stops += [_at_place(entry.place, entry) for entry in entries if is_visit(entry) and entry.place]
    return stops


def is_layover(landed: Entry, leaves: Entry | None, layover: timedelta = LAYOVER) -> bool:
    """Return whether the stop between two flights that meet is a layover, not a visit.

    What the user said of the flight that landed goes before the rule; exactly ``layover`` is a
    visit, and so is a landing that no flight follows.
    """
    if landed.trip.stop:
        return landed.trip.stop == "layover"
    return leaves is not None and on_ground(landed, leaves).time < layover


def is_visit(entry: Entry) -> bool:
    """Return whether an entry is a stay away from home or a talk in person, at a known place."""
    if entry.place is None or getattr(entry.details, "purpose", "") == "home":
        return False
    return entry.kind == "stay" or (
        entry.kind == "talk" and getattr(entry.details, "mode", "") == "in_person"
    )


def landed_on(entry: Entry) -> date:
    """Return the local date on which a flight landed, that of its departure if unknown."""
    assert isinstance(entry.details, Flight)
    arrival = entry.details.actual_arrival or entry.details.scheduled_arrival
    return date.fromisoformat(arrival[:10]) if arrival else entry.starts_on


def meets(before: Entry, after: Entry) -> bool:
    """Return whether a flight leaves from the city where the one before it landed."""
    assert isinstance(before.details, Flight)
    assert isinstance(after.details, Flight)
    here, there = before.details.destination, after.details.origin
    if airport_city(here) != airport_city(there):
        return False
    place = Place(latitude=here.latitude, longitude=here.longitude)
    known = None not in (here.latitude, here.longitude, there.latitude, there.longitude)
    return not known or near(place, there.latitude, there.longitude, SAME_CITY_KM)


def next_door(landed: Entry, leaves: Entry) -> bool:
    """Return whether a flight leaves from within `HOME_RADIUS_KM` of where another landed."""
    assert isinstance(landed.details, Flight)
    assert isinstance(leaves.details, Flight)
    here, there = landed.details.destination, leaves.details.origin
    place = Place(latitude=here.latitude, longitude=here.longitude)
    return near(place, there.latitude, there.longitude)


def _at_place(place: Place, entry: Entry) -> Stop:
    is_city = place.kind in ("city", "airport")
    en = place.city_en if place.kind == "airport" and place.city_en else place.name_en
    zh = place.city_zh if place.kind == "airport" and place.city_zh else place.name_zh
    key = city_key(place.country_code, en, zh)
    return Stop(
        key if is_city else f"{place.kind}:{key}",
        Both(zh or en, en or zh),
        place.country_code,
        place.latitude,
        place.longitude,
        (entry.id,),
        entry.starts_on,
    )


def is_city(stop_key: str) -> bool:
    """Return whether a stop is at a city, not at a lake, a region or a country."""
    return stop_key.count(":") == 1


def gather(
    stops: Iterable[Stop], shown: frozenset[str], *, seen: frozenset[str] = frozenset()
) -> tuple[Counted, ...]:
    """Return the stops by key, the most often visited first, counting only ids in ``shown``.

    ``seen`` holds the keys of earlier years: the others are first times.
    """
    found: dict[str, Counted] = {}
    for stop in stops:
        ids = tuple(one for one in stop.ids if one in shown)
        if not ids:
            continue
        old = found.get(stop.key)
        merged = tuple(dict.fromkeys((*(old.ids if old else ()), *ids)))
        if old:
            found[stop.key] = replace(old, ids=merged)
        else:
            found[stop.key] = Counted(
                stop.key,
                stop.name,
                merged,
                stop.country_code,
                stop.latitude,
                stop.longitude,
                first_time=stop.key not in seen and not stop.layover,
                layover=stop.layover,
            )
    return tuple(sorted(found.values(), key=lambda one: (-one.count, one.key)))


def countries(
    stops: Iterable[Stop],
    shown: frozenset[str],
    name: CountryName,
    *,
    seen: frozenset[str] = frozenset(),
) -> tuple[Counted, ...]:
    """Return the countries and regions of the stops, by how many entries were there."""
    by_code = [
        replace(
            stop,
            key=stop.country_code,
            name=name(stop.country_code),
            latitude=None,
            longitude=None,
        )
        for stop in stops
        if stop.country_code
    ]
    return gather(by_code, shown, seen=seen)


# Home ---------------------------------------------------------------------------------------------


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


def guess_home(flights: Sequence[Entry]) -> Place | None:
    """Return the city that most flights leave or reach, or None with fewer than two there."""
    ends: Counter[str] = Counter()
    airports: dict[str, Airport] = {}
    for entry in flights:
        assert isinstance(entry.details, Flight)
        for airport in (entry.details.origin, entry.details.destination):
            key = airport_city(airport)
            ends[key] += 1
            airports.setdefault(key, airport)
    if not ends:
        return None
    key, count = min(ends.items(), key=lambda end: (-end[1], end[0]))
    if count < 2:
        return None
    chosen = airports[key]
    return Place(
        name_en=chosen.city("en"),
        name_zh=chosen.city("zh"),
        country_code=chosen.country_code,
        latitude=chosen.latitude,
        longitude=chosen.longitude,
        tz=chosen.tz,
    )


def home_finder(
    homes: Sequence[tuple[date, Place]], flights: Sequence[Entry]
) -> Callable[[date], Home | None]:
    """Return what says where home was on a day: as the user said, else guessed from the flights.

    The guess is made once, for all days.
    """
    guess = None if homes else guess_home(flights)

    def on(day: date) -> Home | None:
        holding = [place for since, place in homes if since <= day]
        if holding or homes:
            return Home(holding[-1] if holding else homes[0][1], guessed=False)
        return Home(guess, guessed=True) if guess else None

    return on
