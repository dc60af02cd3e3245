"""Where a person went: visits, layovers, first times and trips, from flights, stays and talks."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from yearlog.geodesy.walltime import to_utc
from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import Airport, Place
from yearlog.review.model import Counted, Home, Trip

LAYOVER = timedelta(hours=24)
"""A shorter stop between two flights at one city is no visit."""

HOME_RADIUS_KM = 100
"""An airport this near to home is home's: people fly from the city next to theirs."""

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


def _gap(landed: Entry, leaves: Entry) -> timedelta:
    """Return the time on the ground between two flights, by date where a time is missing."""
    assert isinstance(landed.details, Flight)
    assert isinstance(leaves.details, Flight)
    arrival = landed.details.actual_arrival or landed.details.scheduled_arrival
    departure = leaves.details.actual_departure or leaves.details.scheduled_departure
    if arrival and departure:
        return datetime.fromisoformat(departure) - datetime.fromisoformat(arrival)
    days = (leaves.starts_on - landed.starts_on).days
    return timedelta(0) if days == 0 else timedelta(days=max(days, 1))


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


def stops_of(entries: Sequence[Entry]) -> list[Stop]:
    """Return the cities of the chain of flights, then of stays and talks held in person.

    Days at home are no visit, and must not tell where home is.

    Two flights that meet at one city make one stop; a layover if less than 24 hours lie between.
    """
    chain = flown(entries)
    stops: list[Stop] = []
    for at, entry in enumerate(chain):
        details = entry.details
        assert isinstance(details, Flight)
        if at == 0 or not _meets(chain[at - 1], entry):
            stops.append(_at_airport(details.origin, (entry.id,), entry.starts_on, layover=False))
        following = chain[at + 1] if at + 1 < len(chain) else None
        meets = following is not None and _meets(entry, following)
        ids = (entry.id, following.id) if following is not None and meets else (entry.id,)
        layover = following is not None and meets and _gap(entry, following) < LAYOVER
        stops.append(_at_airport(details.destination, ids, _landed_on(entry), layover=layover))
    for entry in entries:
        on_site = entry.kind == "stay" or (
            entry.kind == "talk" and getattr(entry.details, "mode", "") == "in_person"
        )
        if getattr(entry.details, "purpose", "") == "home":
            continue
        if on_site and entry.place is not None:
            stops.append(_at_place(entry.place, entry))
    return stops


def _landed_on(entry: Entry) -> date:
    assert isinstance(entry.details, Flight)
    arrival = entry.details.actual_arrival or entry.details.scheduled_arrival
    return date.fromisoformat(arrival[:10]) if arrival else entry.starts_on


def _meets(before: Entry, after: Entry) -> bool:
    assert isinstance(before.details, Flight)
    assert isinstance(after.details, Flight)
    return airport_city(before.details.destination) == airport_city(after.details.origin)


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
                first_time=stop.key not in seen,
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


# Home and trips -----------------------------------------------------------------------------------


def near(place: Place, latitude: float | None, longitude: float | None) -> bool:
    """Return whether a point lies within `HOME_RADIUS_KM` of a place (on a sphere, to 1 %)."""
    if None in (place.latitude, place.longitude, latitude, longitude):
        return False
    assert place.latitude is not None and place.longitude is not None  # noqa: PT018
    assert latitude is not None and longitude is not None  # noqa: PT018
    north = math.radians(latitude - place.latitude)
    east = math.radians((longitude - place.longitude + 180) % 360 - 180)
    east *= math.cos(math.radians((latitude + place.latitude) / 2))
    return 6371 * math.hypot(north, east) <= HOME_RADIUS_KM


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


def _is_home(home: Home | None, airport: Airport) -> bool:
    return home is not None and near(home.place, airport.latitude, airport.longitude)


def trips(
    entries: Sequence[Entry],
    homes: Sequence[tuple[date, Place]],
    guess_from: Sequence[Entry],
) -> list[list[Entry]]:
    """Return the chains of flights between leaving home and coming back, with what fell within.

    A stay that no chain covers is a trip of its own: skiing needs no flight.
    """
    chains: list[list[Entry]] = []
    current: list[Entry] = []
    home_at = home_finder(homes, guess_from)
    for entry in flown(entries):
        assert isinstance(entry.details, Flight)
        home = home_at(entry.starts_on)
        if current and _is_home(home, entry.details.origin):
            chains.append(current)
            current = []
        current.append(entry)
        if _is_home(home, entry.details.destination):
            chains.append(current)
            current = []
    if current:
        chains.append(current)
    spans = [(chain[0].starts_on, _landed_on(chain[-1]), chain) for chain in chains]
    alone: list[list[Entry]] = []
    for entry in entries:
        if entry.kind not in ("stay", "talk") or entry.place is None:
            continue
        if entry.kind == "talk" and getattr(entry.details, "mode", "") != "in_person":
            continue
        if getattr(entry.details, "purpose", "") == "home":
            continue
        for first, last, chain in spans:
            if first <= entry.starts_on <= last:
                chain.append(entry)
                break
        else:
            if entry.kind == "stay":
                alone.append([entry])
    return sorted([*chains, *alone], key=lambda chain: (chain[0].starts_on, chain[0].id))


def trip(
    chain: Sequence[Entry],
    shown: dict[str, Entry],
    seen: frozenset[str],
    home: Home | None,
) -> Trip | None:
    """Return what may be said of one trip, or None if nothing of it may be shown."""
    visible = [shown[entry.id] for entry in chain if entry.id in shown]
    if not visible:
        return None
    visits = [stop for stop in stops_of(list(chain)) if not stop.layover]
    away = [
        stop for stop in visits if not (home and near(home.place, stop.latitude, stop.longitude))
    ]
    # A weekend in the next valley is near home, and is still where the weekend went.
    stops = sorted(away or visits, key=lambda stop: stop.on)
    cities = {one.key: one for one in gather(stops, frozenset(shown), seen=seen)}
    ordered = [cities[key] for key in dict.fromkeys(stop.key for stop in stops) if key in cities]
    return Trip(
        starts_on=min(entry.starts_on for entry in visible),
        ends_on=max(_end_of(entry, chain) for entry in visible),
        entries=tuple(sorted(visible, key=lambda entry: (entry.starts_on, entry.id))),
        cities=tuple(_once_by_name(ordered)),
        distance_km=sum(getattr(entry.details, "distance_km", None) or 0 for entry in visible),
    )


def _once_by_name(cities: Iterable[Counted]) -> list[Counted]:
    """Drop a place named like one before it: a ski area and its town are one visit to a reader."""
    found: dict[str, Counted] = {}
    for city in cities:
        found.setdefault(city.label("en").casefold(), city)
    return list(found.values())


def _end_of(entry: Entry, chain: Sequence[Entry]) -> date:
    original = next(one for one in chain if one.id == entry.id)
    return _landed_on(original) if isinstance(original.details, Flight) else original.last_day
