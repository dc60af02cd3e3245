"""Where a person went: visits, layovers, first times and homes, from flights, stays and talks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import Airport, Place
from yearlog.review.legs import (
    OnGround,
    airport_city,
    city_key,
    connects,
    landed_on,
    meets,
    near,
    next_door,
    on_ground,
)
from yearlog.review.model import Counted, Home
from yearlog.review.order import flown

LAYOVER = timedelta(hours=24)
"""A shorter stop between two flights at one city is no visit, unless a setting says otherwise."""

HOME_CITY_KM = 30
"""An airport this near to home is that of the home city, whatever town it is named after."""

GUESSED_FROM = 200
"""So many flights tell where home is: who has moved since then lives where she flies from now."""

CITY_STATES = frozenset(("GI", "HK", "MC", "MO", "SG", "VA"))
"""Countries and regions (ISO 3166-1) that are a city by the same name."""

CountryName = Callable[[str], Both]


@dataclass(frozen=True, slots=True)
class Stop:
    """One time at one city: ``ids`` are the entries that say so.

    ``ground`` is the time from a landing to the next flight, ``said`` whether the user said that it
    was a visit or a layover, ``by_air`` whether a flight tells of it.
    """

    key: str
    name: Both
    country_code: str
    latitude: float | None
    longitude: float | None
    ids: tuple[str, ...]
    on: date
    layover: bool = False
    ground: OnGround | None = None
    said: bool = False
    by_air: bool = False


def _at_airport(
    airport: Airport,
    ids: tuple[str, ...],
    on: date,
    *,
    layover: bool,
    ground: OnGround | None = None,
    said: bool = False,
) -> Stop:
    return Stop(
        airport_city(airport),
        Both(airport.city("zh"), airport.city("en")),
        airport.country_code,
        airport.latitude,
        airport.longitude,
        ids,
        on,
        layover,
        ground,
        said,
        by_air=True,
    )


def stops_of(
    entries: Sequence[Entry], layover: timedelta = LAYOVER, chain: Sequence[Entry] | None = None
) -> list[Stop]:
    """Return the cities of the chain of flights, then of stays and talks held in person.

    Days at home are no visit, and must not tell where home is.

    Two flights that meet at one city make one stop; a layover if less than ``layover`` lies
    between, or if the user said so of the flight that landed. So are both ends of a change between
    airports that are near each other. ``chain`` are the flights in order, where they are known.
    """
    chain = flown(entries) if chain is None else chain
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
        stops.append(
            _at_airport(
                details.destination,
                ids,
                landed_on(entry),
                layover=short,
                ground=on_ground(entry, after) if after is not None and changes else None,
                said=bool(entry.trip.stop),
            )
        )
    visits = sorted(filter(is_visit, entries), key=lambda one: (one.starts_on, one.id))
    stops += [_at_place(one.place, (one.id,), one.starts_on) for one in visits if one.place]
    return stops


def is_layover(landed: Entry, leaves: Entry | None, layover: timedelta = LAYOVER) -> bool:
    """Return whether the stop between two flights that meet is a layover, not a visit.

    What the user said of the flight that landed goes before the rule; exactly ``layover`` is a
    visit, and so is a landing that no flight follows, or one by its month only.
    """
    if landed.trip.stop:
        return landed.trip.stop == "layover"
    ground = on_ground(landed, leaves) if leaves is not None else None
    return ground is not None and ground.time < layover


def is_visit(entry: Entry) -> bool:
    """Return whether an entry is a stay away from home or a talk in person, at a known place."""
    if entry.place is None or getattr(entry.details, "purpose", "") == "home":
        return False
    return entry.kind == "stay" or (
        entry.kind == "talk" and getattr(entry.details, "mode", "") == "in_person"
    )


def place_key(place: Place) -> str:
    """Return what tells the city or other place of an entry from another; see `is_city`.

    A city-state is one city, whether its name was taken for that of the city or of the country.
    """
    key = city_key(place.country_code, *_names(place))
    if _in_city(place) or place.kind in ("city", "airport"):
        return key
    if place.kind == "country" and place.country_code in CITY_STATES:
        return key
    return f"{place.kind}:{key}"


def _in_city(place: Place) -> bool:
    """Return whether a place says its city: an airport, a café a geocoder found."""
    return bool(place.city_en or place.city_zh)


def _names(place: Place) -> tuple[str, str]:
    """Return the English and the Chinese name of a place, or of the city it is in."""
    if _in_city(place):
        return place.city_en, place.city_zh
    return place.name_en, place.name_zh


def stops_before(places: Iterable[Place]) -> list[Stop]:
    """Return places visited before the journal began as stops that no entry tells of."""
    return [_at_place(place, (), date.min) for place in places]


def _at_place(place: Place, ids: tuple[str, ...], on: date) -> Stop:
    en, zh = _names(place)
    return Stop(
        place_key(place),
        Both(zh or en, en or zh),
        place.country_code,
        place.latitude,
        place.longitude,
        ids,
        on,
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
    return _gathered(((stop.key, stop, stop.name) for stop in stops), shown, seen, spots=True)


def _gathered(
    stops: Iterable[tuple[str, Stop, Both]],
    shown: frozenset[str],
    seen: frozenset[str],
    *,
    spots: bool,
) -> tuple[Counted, ...]:
    """Return what is counted of stops, each with a key and a name; ``spots`` are on the map."""
    first: dict[str, tuple[Stop, Both]] = {}
    ids: dict[str, dict[str, None]] = {}
    for key, stop, name in stops:
        for one in stop.ids:
            if one in shown:
                first.setdefault(key, (stop, name))
                ids.setdefault(key, {})[one] = None
    found = [
        Counted(
            key,
            name,
            tuple(ids[key]),
            stop.country_code,
            stop.latitude if spots else None,
            stop.longitude if spots else None,
            first_time=key not in seen and not stop.layover,
            layover=stop.layover,
        )
        for key, (stop, name) in first.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.key)))


def countries(
    stops: Iterable[Stop],
    shown: frozenset[str],
    name: CountryName,
    *,
    seen: frozenset[str] = frozenset(),
) -> tuple[Counted, ...]:
    """Return the countries and regions of the stops, by how many entries were there."""
    by_code = (
        (stop.country_code, stop, name(stop.country_code)) for stop in stops if stop.country_code
    )
    return _gathered(by_code, shown, seen, spots=False)


# Home ---------------------------------------------------------------------------------------------


def guess_home(flights: Sequence[Entry], layover: timedelta = LAYOVER) -> Place | None:
    """Return the city that most of the last flights leave or reach, or None with fewer than two.

    The ends at a layover do not count: a hub is no home. Of several, the one that flights, which
    are in the order they left, name first.
    """
    ends: Counter[str] = Counter()
    airports: dict[str, Airport] = {}
    changed = False
    flights = flights[-GUESSED_FROM:]
    for at, entry in enumerate(flights):
        assert isinstance(entry.details, Flight)
        after = flights[at + 1] if at + 1 < len(flights) else None
        changes = after is not None and connects(entry, after) and is_layover(entry, after, layover)
        if not changed:
            ends[airport_city(entry.details.origin)] += 1
            airports.setdefault(airport_city(entry.details.origin), entry.details.origin)
        if not changes:
            ends[airport_city(entry.details.destination)] += 1
            airports.setdefault(airport_city(entry.details.destination), entry.details.destination)
        changed = changes
    if not ends:
        return None
    key, count = max(ends.items(), key=lambda end: end[1])  # the first of the greatest
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


def is_home_city(stop: Stop, home: Home | None) -> bool:
    """Return whether a stop is in the city where home is, or at its airport."""
    if home is None:
        return False
    place = home.place
    en = place.city_en if place.kind == "airport" and place.city_en else place.name_en
    if stop.key == city_key(place.country_code, en, place.name_zh):
        return True
    return stop.by_air and near(place, stop.latitude, stop.longitude, HOME_CITY_KM)


def home_finder(
    homes: Sequence[tuple[date, Place]],
    flights: Callable[[], Sequence[Entry]],
    layover: timedelta = LAYOVER,
) -> Callable[[date], Home | None]:
    """Return what says where home was on a day: as the user said, else guessed from the flights.

    The guess is made once, for all days; ``flights`` gives them in the order they left.
    """
    guess = None if homes else guess_home(flights(), layover)
    guessed = Home(guess, guessed=True) if guess else None
    known = [(since, Home(place, guessed=False)) for since, place in homes]

    def on(day: date) -> Home | None:
        if not known:
            return guessed
        return next((home for since, home in reversed(known) if since <= day), known[0][1])

    return on
