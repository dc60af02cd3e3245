"""Which airports a year used: a code may be handed on to another airport, an airport renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Airport, Place
from yearlog.review.legs import SAME_CODE_KM, destination_of, near, origin_of, same_airport
from yearlog.review.model import Counted

Known = Callable[[Iterable[Airport]], frozenset[Airport]]


@dataclass
class _Used:
    """One airport, as each of the flights that used it has it."""

    as_kept: list[Airport]
    ids: dict[str, None] = field(default_factory=dict)


def airports_of(
    flights: Iterable[Entry], known: Known, visited: Sequence[Place] = ()
) -> list[Counted]:
    """Return the airports that flights left or reached, the most used first.

    ``known`` returns those of some airports that flights before had used; ``visited`` are places
    from before the journal. The key is the code, with the ICAO code behind it where another
    airport of the year has the same.
    """
    found: list[_Used] = []
    used_by: dict[Airport, _Used] = {}
    for entry in flights:
        for airport in (origin_of(entry), destination_of(entry)):
            if airport not in used_by:
                used_by[airport] = _one_of(found, airport)
            used_by[airport].ids[entry.id] = None
    listed = [Airport.from_place(place) for place in visited if place.iata or place.icao]
    old = set(known(used_by))
    old.update(one for one in used_by if any(same_airport(one, place) for place in listed))
    counted: dict[str, Counted] = {}
    for used in found:
        key = _key(used.as_kept[0], counted)
        counted[key] = _counted(key, used, first_time=old.isdisjoint(used.as_kept))
    return sorted(counted.values(), key=lambda one: (-one.count, one.key))


def by_flight(airports: Iterable[Counted]) -> dict[str, list[Counted]]:
    """Return the airports at the ends of each flight, by its id."""
    found: dict[str, list[Counted]] = {}
    for one in airports:
        for entry_id in one.ids:
            found.setdefault(entry_id, []).append(one)
    return found


def counted_as(entry: Entry, at: Mapping[str, Sequence[Counted]]) -> tuple[Counted, Counted]:
    """Return what the origin and the destination of a flight are counted as; see `by_flight`."""
    ends = at[entry.id]
    origin = next((one for one in ends if _is_at(one, origin_of(entry))), ends[0])
    others = (one for one in ends if one is not origin)
    return origin, next(others, origin)


def _is_at(counted: Counted, airport: Airport) -> bool:
    place = Place(latitude=counted.latitude, longitude=counted.longitude)
    if None in (counted.latitude, airport.latitude):
        return counted.key.partition(" ")[0] == airport.code
    return near(place, airport.latitude, airport.longitude, SAME_CODE_KM)


def _one_of(found: list[_Used], airport: Airport) -> _Used:
    """Return what stands for an airport, made if it is met for the first time."""
    for used in found:
        if any(same_airport(one, airport) for one in used.as_kept):
            used.as_kept.append(airport)
            return used
    found.append(_Used([airport]))
    return found[-1]


def _key(airport: Airport, taken: Iterable[str]) -> str:
    if airport.code not in taken:
        return airport.code
    key = f"{airport.code} ({airport.icao or airport.name('en')})"
    return key if key not in taken else f"{key} {airport.latitude}, {airport.longitude}"


def _counted(key: str, used: _Used, *, first_time: bool) -> Counted:
    airport = used.as_kept[0]
    return Counted(
        key,
        Both(airport.name("zh"), airport.name("en")),
        tuple(used.ids),
        airport.country_code,
        airport.latitude,
        airport.longitude,
        first_time=first_time,
    )
