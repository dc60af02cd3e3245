"""Trips: what lies between leaving home and reaching it, from flights, stays and talks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import NOTHING, Airport, Place
from yearlog.review.gaps import Gap, gaps, is_at, origin_of
from yearlog.review.model import Counted, Home, Trip
from yearlog.review.travel import (
    LAYOVER,
    Stop,
    flown,
    gather,
    home_finder,
    is_visit,
    landed_on,
    near,
    stops_of,
)
from yearlog.review.visible import Profile, visible

HomeAt = Callable[[date], Home | None]
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Journey:
    """One trip as derived from all entries, private ones too.

    ``entries`` in the order they happened; ``stops`` those that its entries reached; ``gaps`` those
    after a landing of its own; ``home`` the home it left.
    """

    entries: tuple[Entry, ...]
    stops: tuple[Stop, ...]
    gaps: tuple[Gap, ...]
    home: Home | None


def journeys(
    entries: Sequence[Entry],
    homes: Sequence[tuple[date, Place]] = (),
    *,
    guess_from: Sequence[Entry] | None = None,
    layover: timedelta = LAYOVER,
    stops: Sequence[Stop] | None = None,
) -> list[Journey]:
    """Return the trips in the order they began; every flight that was flown is in one of them.

    Without ``homes``, home is guessed from the flights ``guess_from``, else from all of them.
    ``stops`` are those of all entries, where the caller has them already.
    """
    home_at = home_finder(homes, flown(entries if guess_from is None else guess_from))
    reached: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops_of(entries, layover) if stops is None else stops:
        reached[stop.ids[0]].append(stop)
    broken = {gap.landed.id: gap for gap in gaps(entries)}
    return [
        Journey(
            tuple(chain),
            tuple(stop for entry in chain for stop in reached[entry.id]),
            tuple(broken[entry.id] for entry in chain if entry.id in broken),
            # Who moves house on the way left from the old one.
            home_at(max(chain[0].starts_on, date.min + _DAY) - _DAY),
        )
        for chain in chains(entries, home_at)
    ]


# Chains -------------------------------------------------------------------------------------------


@dataclass
class _Run:
    """Days away that follow on each other; ``left`` and ``reached`` say whether home was."""

    flights: list[Entry]
    others: list[Entry]
    first: date
    last: date
    left: bool = False
    reached: bool = False
    exact: bool = field(default=True)

    def take(self, entry: Entry) -> None:
        """Add a stay or a talk; an open end moves with it."""
        self.others.append(entry)
        if not self.left:
            self.first = min(self.first, entry.starts_on)
        if not self.reached:
            self.last = max(self.last, entry.last_day)


def chains(entries: Sequence[Entry], home_at: HomeAt) -> list[list[Entry]]:
    """Return the entries of each trip in the order they happened.

    Flights between leaving home and reaching it; stays that share a day with them; stays that
    follow each other without a day at home between; talks held on these days. Then what the user
    said: a trip begins with this entry, or goes on from the one before.
    """
    visits = sorted(filter(is_visit, entries), key=lambda entry: (entry.starts_on, entry.id))
    at_home = [entry for entry in entries if _is_day_at_home(entry, home_at)]
    runs = _runs_of_flights(flown(entries), home_at, at_home)
    alone = [_alone(one) for one in visits if one.kind == "stay" and not _taken(one, runs)]
    runs = _joined([*runs, *alone], at_home)
    for entry in visits:
        if entry.kind == "talk":
            _take_talk(entry, runs, home_at)
    found = sorted((_in_order(run) for run in runs), key=_begin)
    return _as_said(found)


def _alone(entry: Entry) -> _Run:
    exact = entry.date_precision == "day"
    return _Run([], [entry], entry.starts_on, entry.last_day, exact=exact)


def _is_day_at_home(entry: Entry, home_at: HomeAt) -> bool:
    """Return whether an entry is a stay at the home of its days, not at another's."""
    if getattr(entry.details, "purpose", "") != "home" or entry.place is None:
        return False
    home = home_at(entry.starts_on)
    return home is None or near(home.place, entry.place.latitude, entry.place.longitude)


def _is_home(home: Home | None, airport: Airport) -> bool:
    return home is not None and near(home.place, airport.latitude, airport.longitude)


def _leaves_home(entry: Entry, home_at: HomeAt) -> bool:
    """Return whether a flight leaves from home, the old one too on the day of a move."""
    day = entry.starts_on
    homes = (home_at(day), home_at(max(day, date.min + _DAY) - _DAY))
    return any(_is_home(home, origin_of(entry)) for home in homes)


def _runs_of_flights(
    flights: Sequence[Entry], home_at: HomeAt, at_home: Sequence[Entry]
) -> list[_Run]:
    """Cut the flights where one leaves from home, reaches it, or was there in between."""
    runs: list[_Run] = []
    for entry in flights:
        assert isinstance(entry.details, Flight)
        leaves = _leaves_home(entry, home_at)
        last = runs[-1] if runs else None
        if last and not last.reached and _were_home(last.last, entry.starts_on, at_home):
            last.reached = True
        if last is None or last.reached or leaves:
            runs.append(_Run([], [], entry.starts_on, entry.starts_on, left=leaves))
        run = runs[-1]
        run.flights.append(entry)
        run.first = min(run.first, entry.starts_on)
        run.last = max(run.last, landed_on(entry))
        run.reached = _is_home(home_at(landed_on(entry)), entry.details.destination)
    return runs


def _were_home(since: date, until: date, at_home: Iterable[Entry]) -> bool:
    return any(since <= one.starts_on and one.last_day <= until for one in at_home)


def _taken(entry: Entry, runs: Sequence[_Run]) -> bool:
    """Give a stay to the trip it began on, else to the first it shares a day with.

    A stay that ends on the day a trip leaves home came before it; one that begins on the day a trip
    reaches home, and goes on, comes after it.
    """
    shared = [
        run
        for run in runs
        if run.first <= entry.last_day
        and entry.starts_on <= run.last
        and not (run.left and entry.starts_on < run.first == entry.last_day)
        and not (run.reached and entry.starts_on == run.last < entry.last_day)
    ]
    if not shared:
        return False
    began = [run for run in shared if run.first <= entry.starts_on]
    (began or shared)[0].take(entry)
    return True


def _joined(runs: Sequence[_Run], at_home: Sequence[Entry]) -> list[_Run]:
    """Join runs that follow on each other away from home: a road trip has several stays."""
    found: list[_Run] = []
    for run in sorted(runs, key=lambda one: (one.first, one.last)):
        before = found[-1] if found else None
        if (
            before is None
            or before.reached
            or run.left
            or not (before.exact and run.exact)
            or run.first - before.last > _DAY
            or any(h.starts_on <= run.first and h.last_day >= before.last for h in at_home)
        ):
            found.append(run)
            continue
        before.flights += run.flights
        before.others += run.others
        before.last, before.reached = max(before.last, run.last), run.reached
    return found


def _take_talk(entry: Entry, runs: Sequence[_Run], home_at: HomeAt) -> None:
    """Give a talk to the trip of its day, or to one that had landed away from home the day before.

    A talk makes no trip: most are held where one lives.
    """
    day = entry.starts_on
    for run in runs:
        if run.first <= day <= run.last:
            run.take(entry)
            return
    home, place = home_at(day), entry.place
    assert place is not None
    if home is not None and near(home.place, place.latitude, place.longitude):
        return
    for run in runs:
        if run.flights and not run.reached and day - run.last == _DAY:
            run.take(entry)
            return


def _in_order(run: _Run) -> list[Entry]:
    """Put stays and talks between the flights, which stay in the order they left."""
    before: list[list[Entry]] = [[] for _ in range(len(run.flights) + 1)]
    for entry in sorted(run.others, key=lambda one: (one.starts_on, one.id)):
        at = 0
        for number, flight in enumerate(run.flights, start=1):
            assert isinstance(flight.details, Flight)
            arrived = flight.starts_on <= entry.starts_on and is_at(
                entry, flight.details.destination
            )
            if landed_on(flight) <= entry.starts_on or arrived:
                at = number
        while at and _left_after(run.flights[at - 1], entry):
            at -= 1
        before[at].append(entry)
    flights: list[list[Entry]] = [[flight] for flight in run.flights]
    parts = [before[0]]
    for flight_part, others in zip(flights, before[1:], strict=True):
        parts += [flight_part, others]
    return [entry for part in parts for entry in part]


def _left_after(flight: Entry, entry: Entry) -> bool:
    """Return whether a flight left on the day an entry began, from where that was."""
    return flight.starts_on == entry.starts_on and is_at(entry, origin_of(flight))


def _begin(chain: Sequence[Entry]) -> tuple[date, int, str]:
    """Return what a trip is sorted by: its day, then the order of the flights on that day."""
    flights = flown(chain)
    departure = getattr(flights[0].details, "scheduled_departure", "") if flights else ""
    minute = int(departure[11:13]) * 60 + int(departure[14:16]) if departure else 0
    return chain[0].starts_on, minute, chain[0].id


def _as_said(found: Iterable[list[Entry]]) -> list[list[Entry]]:
    """Cut and join trips where the user said so."""
    trips: list[list[Entry]] = []
    for chain in found:
        cuts = [at for at, one in enumerate(chain) if at and one.trip.begins == "here"]
        for start, end in pairwise([0, *cuts, len(chain)]):
            piece = chain[start:end]
            if trips and piece[0].trip.begins == "before":
                trips[-1] += piece
            else:
                trips.append(piece)
    return trips


# What may be shown --------------------------------------------------------------------------------


def summary(
    journey: Journey,
    shown: Mapping[str, Entry],
    profile: Profile,
    *,
    seen: frozenset[str] = frozenset(),
) -> Trip | None:
    """Return what ``profile`` may see of one trip, or None if none of ``shown`` is part of it.

    The name is the author's words, so it shows only where an entry that carries it does.
    """
    own = [shown[entry.id] for entry in journey.entries if entry.id in shown]
    if not own:
        return None
    ids = frozenset(entry.id for entry in own)
    visits = [stop for stop in journey.stops if not stop.layover]
    home = journey.home
    away = [
        stop for stop in visits if not (home and near(home.place, stop.latitude, stop.longitude))
    ]
    layovers = _in_visited_order([one for one in journey.stops if one.layover], ids, seen)
    if not away and not layovers:
        away = visits  # a weekend in the next valley is near home, and is still where it went
    cities = _in_visited_order(away, ids, seen)
    visited = {one.key for one in cities}
    ends = {entry.id: _last_day(entry) for entry in journey.entries}
    return Trip(
        starts_on=min(entry.starts_on for entry in own),
        ends_on=max(ends[entry.id] for entry in own),
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
    )


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
    """Return the stops that ``ids`` tell of, each city once, in the order they were reached."""
    by_day = sorted(stops, key=lambda stop: stop.on)
    cities = {one.key: one for one in gather(by_day, ids, seen=seen)}
    found: dict[str, Counted] = {}
    for key in dict.fromkeys(stop.key for stop in by_day):
        if key in cities:
            # A ski area and its town are one visit to a reader.
            found.setdefault(cities[key].label("en").casefold(), cities[key])
    return tuple(found.values())
