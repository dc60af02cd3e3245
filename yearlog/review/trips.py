"""Trips: what lies between leaving home and reaching it, from flights, stays and talks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Precision
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import NOTHING, Place
from yearlog.review.chains import DaysAtHome, HomeAt, chains, day_before
from yearlog.review.gaps import Gap, clashes, gaps
from yearlog.review.legs import (
    connects,
    destination_of,
    landed_on,
    near,
    on_ground,
    origin_of,
    skipped_days,
)
from yearlog.review.model import Counted, Home, Trip
from yearlog.review.order import flown
from yearlog.review.travel import LAYOVER, Stop, gather, home_finder, is_home_city, stops_of
from yearlog.review.visible import Profile, visible


@dataclass(frozen=True, slots=True)
class Journey:
    """One trip as derived from all entries, private ones too.

    ``entries`` in the order they happened; ``stops`` those that its entries reached; ``gaps`` and
    ``clashes`` those after a landing of its own; ``home`` the home it left. If its last flight
    landed elsewhere, ``back`` is the stay at home that came next, if any; without one the trip is
    ``open``: nobody knows when it ended. ``away`` says that it has not: no trip came after it.
    """

    entries: tuple[Entry, ...]
    stops: tuple[Stop, ...]
    gaps: tuple[Gap, ...]
    home: Home | None
    clashes: tuple[Gap, ...] = ()
    away: bool = False
    open: bool = False
    back: Entry | None = None


class Derived(NamedTuple):
    """All that is made of the entries: the trips, and every stop of theirs and of others."""

    trips: list[Journey]
    stops: list[Stop]


def journeys(
    entries: Sequence[Entry],
    homes: Sequence[tuple[date, Place]] = (),
    *,
    layover: timedelta = LAYOVER,
) -> list[Journey]:
    """Return the trips in the order they began; every flight that was flown is in one of them."""
    return derived(entries, homes, layover=layover).trips


def derived(
    entries: Sequence[Entry],
    homes: Sequence[tuple[date, Place]] = (),
    *,
    home_at: HomeAt | None = None,
    layover: timedelta = LAYOVER,
) -> Derived:
    """Return the trips in the order they began, and the stops of all entries.

    ``home_at`` says where home was; without it, ``homes``, and else a guess from the flights.
    """
    flights = flown(entries)
    home_at = home_at or home_finder(homes, lambda: flights, layover)
    found = chains(entries, home_at, flights)
    reached: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops_of(entries, layover, flights):
        reached[stop.ids[0]].append(stop)
    # Who moves house on the way left from the old one.
    left = [home_at(day_before(chain[0].starts_on)) for chain in found]
    for chain, home in zip(found, left, strict=True):
        _turn(chain, home, reached)
    broken = {gap.landed.id: gap for gap in gaps(entries, flights)}
    clashing = {gap.landed.id: gap for gap in clashes(flights)}
    ends = _ends(found, home_at, DaysAtHome(entries, home_at))
    return Derived(
        [
            Journey(
                tuple(chain),
                tuple(stop for entry in chain for stop in reached[entry.id]),
                tuple(broken[entry.id] for entry in chain if entry.id in broken),
                home,
                tuple(clashing[entry.id] for entry in chain if entry.id in clashing),
                away=end.open and home is not None and chain is found[-1],
                open=end.open,
                back=end.back,
            )
            for chain, home, end in zip(found, left, ends, strict=True)
        ],
        [stop for stops in reached.values() for stop in stops],
    )


class _End(NamedTuple):
    """Whether nobody knows when a trip ended, and the stay at home that says it."""

    open: bool = False
    back: Entry | None = None


def _ends(found: Sequence[list[Entry]], home_at: HomeAt, at_home: DaysAtHome) -> list[_End]:
    """Return how each trip ended: the next one tells no more than that home was reached before."""
    ends = []
    for at, chain in enumerate(found):
        after = found[at + 1] if at + 1 < len(found) else None
        landed = chain[-1]
        if not _is_away(landed, home_at):
            ends.append(_End())
            continue
        day = landed_on(landed)
        left = chain[0].starts_on == day and not _is_away(chain[0], home_at, left=True)
        back = at_home.next(day, after[0].starts_on if after else date.max, left=left)
        goes_on = after and isinstance(after[0].details, Flight) and connects(landed, after[0])
        ends.append(_End(open=back is None and not goes_on, back=back))
    return ends


def _is_away(entry: Entry, home_at: HomeAt, *, left: bool = False) -> bool:
    """Return whether an entry is a flight that did not reach home, or did not leave from it.

    Where nobody knows of a home, no flight did: of those there are, no two touch the same city.
    """
    if not isinstance(entry.details, Flight):
        return False
    end = origin_of(entry) if left else destination_of(entry)
    home = home_at(entry.starts_on if left else landed_on(entry))
    return home is None or not near(home.place, end.latitude, end.longitude)


def _turn(chain: Sequence[Entry], home: Home | None, reached: dict[str, list[Stop]]) -> None:
    """Make a visit of where a trip that would have layovers only turned: the longest such stop.

    One turns where the next flight goes back to where the one before it came from. What the user
    said of a stop stays.
    """
    if not all(isinstance(one.details, Flight) for one in chain):
        return
    away = [stop for one in chain for stop in reached[one.id] if not _near_home(stop, home)]
    if any(not stop.layover for stop in away):
        return
    back = {
        there.id: ground.time
        for there, again in pairwise(chain)
        if origin_of(there) == destination_of(again) and (ground := on_ground(there, again))
    }
    turns = [stop for stop in away if stop.ids[0] in back and stop.ground and not stop.said]
    if turns:
        longest = max(turns, key=lambda stop: back[stop.ids[0]])
        mine = reached[longest.ids[0]]
        mine[mine.index(longest)] = replace(longest, layover=False)


def _near_home(stop: Stop, home: Home | None) -> bool:
    return home is not None and near(home.place, stop.latitude, stop.longitude)


# What may be shown --------------------------------------------------------------------------------


def summary(
    journey: Journey,
    shown: Mapping[str, Entry],
    profile: Profile,
    *,
    seen: frozenset[str] = frozenset(),
    year: int | None = None,
) -> Trip | None:
    """Return what ``profile`` may see of one trip, or None if none of ``shown`` is part of it.

    With a ``year``, ``shown`` are what it has: of a trip over New Year that is a part. The name is
    the author's words, so it shows only where an entry that carries it does.
    """
    at = [k for k, entry in enumerate(journey.entries) if entry.id in shown]
    if not at:
        return None
    own = [shown[journey.entries[k].id] for k in at]
    ids = frozenset(entry.id for entry in own)
    home = journey.home
    visits = [stop for stop in journey.stops if not stop.layover]
    # Radius and all, an airport is home's; of stays only the home city is left out.
    away = [
        stop
        for stop in visits
        if not (_near_home(stop, home) if stop.by_air else is_home_city(stop, home))
    ]
    whole = journey.entries[-1].id in ids
    back = visible(journey.back, profile) if journey.back is not None and whole else None
    passed = [stop for stop in journey.stops if stop.layover and not _near_home(stop, home)]
    layovers = _in_visited_order(passed, ids, seen)
    if not away and not layovers:
        away = visits  # a weekend in the next valley is near home, and is still where it went
    cities = _in_visited_order(away, ids, seen)
    visited = {one.key for one in cities}
    before = [one for one in journey.entries[: at[0]] if visible(one, profile)]
    after = [one for one in journey.entries[at[-1] + 1 :] if visible(one, profile)]
    start, end = _span([journey.entries[k] for k in at])
    first, last, until = _to_new_year(start[0], end[0], year, before, after)
    return Trip(
        starts_on=first if start[1] == "day" else start[0],
        # Over the date line one may land on the day before: no trip ends before it begins.
        ends_on=max(first, last) if end[1] == "day" else end[0],
        entries=tuple(sorted(own, key=lambda entry: (entry.starts_on, entry.id))),
        cities=cities,
        distance_km=sum(getattr(entry.details, "distance_km", None) or 0 for entry in own),
        named=name_of(journey.entries, profile),
        layovers=tuple(one for one in layovers if one.key not in visited),
        gaps=tuple(
            (gap.landed.id, gap.leaves.id)
            for gap in journey.gaps
            if visible(gap.landed, profile) and visible(gap.leaves, profile)
        ),
        precision=(start[1], end[1]),
        away=journey.away and whole,
        back_on=back.starts_on if back is not None and back.date_precision == "day" else None,
        open=whole and (journey.open or journey.back is not None),
        began_before=bool(before),
        goes_on=bool(after),
        until=until,
        skipped=sum(
            skipped_days(one)
            for one in (journey.entries[k] for k in at)
            if isinstance(one.details, Flight)
        ),
    )


def _to_new_year(
    start: date, end: date, year: int | None, before: Sequence[Entry], after: Sequence[Entry]
) -> tuple[date, date, date | None]:
    """Return the first and the last day of a part of a trip, and to which day its nights count.

    A night belongs to the year of its evening, so that parts have as many as the whole; but a stay
    over New Year is in both with all of its days. Who lands in the new year begins it then.
    """
    until = None
    if before and year and before[-1].starts_on.year < year:
        start = min(start, max(date(year, 1, 1), _last_day(before[-1])))
    if after and year and after[0].starts_on.year > year and end <= date(year, 12, 31):
        end = date(year, 12, 31)
        until = end + timedelta(days=1)
    return start, end, until


def _span(entries: Sequence[Entry]) -> tuple[tuple[date, Precision], tuple[date, Precision]]:
    """Return the first and the last day of entries in order, and how well they are known."""
    first, last = entries[0], entries[-1]
    exact = [entry for entry in entries if entry.date_precision == "day"]
    start = (first.starts_on, first.date_precision)
    end = (last.last_day, last.date_precision)
    if first.date_precision == "day":
        start = min(entry.starts_on for entry in exact), "day"
    if last.date_precision == "day":
        end = max(_last_day(entry) for entry in exact), "day"
    return start, end


def name_of(chain: Iterable[Entry], profile: Profile) -> Both:
    """Return the name that the first entry carries of those that ``profile`` may see and have one.

    So a trip keeps its name when an earlier leg is added.
    """
    for entry in chain:
        if entry.trip.name != NOTHING:
            seen = visible(entry, profile)
            if seen is not None and seen.trip.name != NOTHING:
                return seen.trip.name
    return NOTHING


def _last_day(entry: Entry) -> date:
    return landed_on(entry) if isinstance(entry.details, Flight) else entry.last_day


def _in_visited_order(
    stops: Iterable[Stop], ids: frozenset[str], seen: frozenset[str]
) -> tuple[Counted, ...]:
    """Return the stops that ``ids`` tell of, each city once, in the order they were reached.

    That is the order of ``stops``; over the date line their local dates may run backwards.
    """
    stops = list(stops)
    cities = {one.key: one for one in gather(stops, ids, seen=seen)}
    found: dict[str, Counted] = {}
    for key in dict.fromkeys(stop.key for stop in stops):
        if key in cities:
            # A ski area and its town are one visit to a reader.
            found.setdefault(cities[key].label("en").casefold(), cities[key])
    return tuple(found.values())
