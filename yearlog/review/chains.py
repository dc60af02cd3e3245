"""Chains: which flights, stays and talks make one trip, in the order they happened."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, pairwise

from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Airport
from yearlog.review.gaps import is_at
from yearlog.review.legs import destination_of, landed_on, near, origin_of
from yearlog.review.model import Home
from yearlog.review.travel import is_home_city, is_visit, stops_of

HomeAt = Callable[[date], Home | None]
_DAY = timedelta(days=1)

_DATE_LINE = timedelta(days=3)
"""By so much, and more, may the local dates of flights run against the order they left in."""


@dataclass
class _Run:
    """Days away that follow on each other; ``left`` and ``reached`` say whether home was.

    ``over`` says that a day at home came after the flights, which did not reach it. ``days`` holds
    the days on which each of ``flights`` left and landed.
    """

    flights: list[Entry]
    others: list[Entry]
    first: date
    last: date
    left: bool = False
    reached: bool = False
    over: bool = False
    exact: bool = True
    days: list[tuple[date, date]] = field(default_factory=list)
    number: int = -1

    def take(self, entry: Entry) -> None:
        """Add a stay or a talk; an open end moves with it."""
        self.others.append(entry)
        if not self.left:
            self.first = min(self.first, entry.starts_on)
        if not self.reached:
            self.last = max(self.last, entry.last_day)

    def went_to(self, entry: Entry) -> bool:
        """Return whether a flight left from, or landed, where an entry was."""
        ends = {end for one in self.flights for end in (origin_of(one), destination_of(one))}
        return any(is_at(entry, airport) for airport in ends)


class DaysAtHome:
    """The stays at home, asked by day; with those ``in_town``, in the city where home is."""

    def __init__(
        self, entries: Iterable[Entry], home_at: HomeAt, in_town: Iterable[Entry] = ()
    ) -> None:
        stays = (one for one in entries if _is_day_at_home(one, home_at))
        self._stays = sorted(
            [*stays, *in_town], key=lambda one: (one.starts_on, one.last_day, one.id)
        )
        self._firsts = [one.starts_on for one in self._stays]
        self._latest = list(accumulate((one.last_day for one in self._stays), max))

    def next(self, since: date, until: date = date.max, *, left: bool = False) -> Entry | None:
        """Return the first that lies between two days.

        One of the day ``since`` alone came before, if home was ``left`` on that day.
        """
        for at in range(bisect_left(self._firsts, since), bisect_right(self._firsts, until)):
            stay = self._stays[at]
            if stay.last_day <= until and not (left and stay.last_day == since):
                return stay
        return None

    def over(self, since: date, until: date) -> bool:
        """Return whether one begins by ``until`` and lasts to ``since`` at least."""
        at = bisect_right(self._firsts, until)
        return at > 0 and self._latest[at - 1] >= since


def chains(
    entries: Sequence[Entry], home_at: HomeAt, flights: Sequence[Entry]
) -> list[list[Entry]]:
    """Return the entries of each trip in the order they happened; ``flights`` as they left.

    Flights between leaving home and reaching it; stays that share a day with them; stays that
    follow each other without a day at home between; talks held on these days. Then what the user
    said: a trip begins with this entry, or goes on from the one before.
    """
    visits = sorted(filter(is_visit, entries), key=lambda entry: (entry.starts_on, entry.id))
    at_home = DaysAtHome(entries, home_at)
    runs = _runs_of_flights(flights, home_at, at_home)
    alone = _stays_alone([one for one in visits if one.kind == "stay"], runs)
    # Who spends a night in a hotel of the city where she lives has left for nowhere.
    in_town = [one for run in alone for one in run.others if _is_in_town(one, home_at)]
    alone = [run for run in alone if run.others[0] not in in_town]
    runs = _joined([*runs, *alone], DaysAtHome(entries, home_at, in_town) if in_town else at_home)
    _take_talks([one for one in visits if one.kind == "talk"], runs, home_at)
    found = sorted(((_begin(run, chain), chain) for run in runs if (chain := _in_order(run))),
                   key=lambda one: one[0])  # fmt: skip
    return _as_said(chain for _, chain in found)


def _is_day_at_home(entry: Entry, home_at: HomeAt) -> bool:
    """Return whether an entry is a stay at the home of its days, not at another's."""
    if getattr(entry.details, "purpose", "") != "home" or entry.place is None:
        return False
    home = home_at(entry.starts_on)
    return home is None or near(home.place, entry.place.latitude, entry.place.longitude)


def _is_in_town(stay: Entry, home_at: HomeAt) -> bool:
    """Return whether a stay away from home was in the city where home is."""
    return is_home_city(stops_of([stay], chain=())[0], home_at(stay.starts_on))


def _is_home(home: Home | None, airport: Airport) -> bool:
    return home is not None and near(home.place, airport.latitude, airport.longitude)


def day_before(day: date) -> date:
    """Return the day before, or the first of the calendar."""
    return max(day, date.min + _DAY) - _DAY


# Flights ------------------------------------------------------------------------------------------


def _runs_of_flights(flights: Sequence[Entry], home_at: HomeAt, at_home: DaysAtHome) -> list[_Run]:
    """Cut the flights where one leaves from home, reaches it, or was there in between."""
    runs: list[_Run] = []
    for number, entry in enumerate(flights):
        last = runs[-1] if runs else None
        day, landed = _days(entry, last.days[-1][1] if last else entry.starts_on)
        # Who moves house leaves from the old home, on the day of the move too.
        homes = (home_at(day), home_at(day_before(day)))
        leaves = any(_is_home(home, origin_of(entry)) for home in homes)
        if last and not last.reached:
            left = last.left and last.first == last.last
            last.over = at_home.next(last.last, day, left=left) is not None
        if last is None or last.reached or last.over or leaves:
            runs.append(_Run([], [], day, day, left=leaves, number=number))
        run = runs[-1]
        run.flights.append(entry)
        run.days.append((day, landed))
        run.first = min(run.first, day)
        run.last = max(run.last, landed)
        run.exact = run.exact and entry.date_precision == "day"
        run.reached = _is_home(home_at(landed), destination_of(entry))
    return runs


def _days(entry: Entry, since: date) -> tuple[date, date]:
    """Return the days a flight left and landed; one known by its month, not before ``since``."""
    if entry.date_precision == "day":
        return entry.starts_on, landed_on(entry)
    day = min(max(entry.starts_on, since), entry.last_day)
    return day, day


# Stays and talks ----------------------------------------------------------------------------------


def _stays_alone(stays: Iterable[Entry], runs: Sequence[_Run]) -> list[_Run]:
    """Give each stay, in order of its first day, to the trip it is part of; return the others.

    A stay known by its month or year only is part of none.
    """
    alone: list[_Run] = []
    low = 0
    for entry in stays:
        while low < len(runs) and runs[low].last < entry.starts_on:
            low += 1  # no later stay can share a day with it
        run = _trip_of_stay(entry, runs, low) if entry.date_precision == "day" else None
        if run is not None:
            run.take(entry)
        else:
            exact = entry.date_precision == "day"
            alone.append(_Run([], [entry], entry.starts_on, entry.last_day, exact=exact))
    return alone


def _trip_of_stay(entry: Entry, runs: Sequence[_Run], low: int) -> _Run | None:
    """Return the trip a stay began on, else the first it shares a day with.

    Of two it began on, the one that went there. A stay that ends on the day a trip leaves home came
    before it; one that begins on the day a trip reaches home, and goes on, comes after it.
    """
    began: list[_Run] = []
    shared: _Run | None = None
    for at in range(low, len(runs)):
        run = runs[at]
        if run.first - entry.last_day > _DATE_LINE:
            break
        if (began or shared) and run.first - entry.starts_on > _DATE_LINE:
            break
        if (
            run.first <= entry.last_day
            and entry.starts_on <= run.last
            and not (run.left and entry.starts_on < run.first == entry.last_day)
            and not (run.reached and entry.starts_on == run.last < entry.last_day)
        ):
            shared = shared or run
            if run.first <= entry.starts_on:
                began.append(run)
    return _best(entry, began) or shared


def _best(entry: Entry, runs: Sequence[_Run]) -> _Run | None:
    """Return the first of several trips that went where an entry was, else the first."""
    if len(runs) > 1:
        return next((run for run in runs if run.went_to(entry)), runs[0])
    return runs[0] if runs else None


def _joined(runs: Sequence[_Run], at_home: DaysAtHome) -> list[_Run]:
    """Join runs that follow on each other away from home: a road trip has several stays."""
    found: list[_Run] = []
    for run in sorted(runs, key=lambda one: (one.first, one.last)):
        before = found[-1] if found else None
        if (
            before is None
            or before.reached
            or run.left
            or (before.over and run.flights)
            or not (before.exact and run.exact)
            or run.first - before.last > _DAY
            or at_home.over(before.last, run.first)
        ):
            found.append(run)
            continue
        if not before.flights:
            before.number = run.number
        before.flights += run.flights
        before.days += run.days
        before.others += run.others
        before.last, before.reached = max(before.last, run.last), run.reached
        before.over = before.over or run.over
    return found


def _take_talks(talks: Iterable[Entry], runs: Sequence[_Run], home_at: HomeAt) -> None:
    """Give each talk to the trip of its day, or to one that had landed abroad the day before.

    Of two trips of that day, to the one that went there. A talk makes no trip: most are held where
    one lives.
    """
    low = 0
    for entry in talks:
        day, place = entry.starts_on, entry.place
        assert place is not None
        yesterday = day_before(day)
        while low < len(runs) and runs[low].last < yesterday:
            low += 1
        near_it: list[_Run] = []
        for at in range(low, len(runs)):
            if runs[at].first > day:
                break
            near_it.append(runs[at])
        run = _best(entry, [one for one in near_it if one.last >= day])
        home = home_at(day)
        if run is None and not (home and near(home.place, place.latitude, place.longitude)):
            open_ended = (one for one in near_it if one.flights and not one.reached)
            run = next((one for one in open_ended if one.last == yesterday < day), None)
        if run is not None:
            run.take(entry)


# Order --------------------------------------------------------------------------------------------


def _in_order(run: _Run) -> list[Entry]:
    """Put stays and talks between the flights, which stay in the order they left."""
    before: list[list[Entry]] = [[] for _ in range(len(run.flights) + 1)]
    # The earliest day from each flight on: what left later than an entry did not come before it.
    ahead = list(accumulate((min(days) for days in reversed(run.days)), min))[::-1]
    for entry in sorted(run.others, key=lambda one: (one.starts_on, one.id)):
        at = bisect_right(ahead, entry.starts_on)
        while at and not _had_come(run, at - 1, entry):
            at -= 1
        while at and _left_after(run, at - 1, entry):
            at -= 1
        before[at].append(entry)
    found = list(before[0])
    for flight, others in zip(run.flights, before[1:], strict=True):
        found += [flight, *others]
    return found


def _had_come(run: _Run, at: int, entry: Entry) -> bool:
    """Return whether a flight had landed when an entry began, or flew there on that day."""
    left, landed = run.days[at]
    there = left <= entry.starts_on and is_at(entry, destination_of(run.flights[at]))
    return landed <= entry.starts_on or there


def _left_after(run: _Run, at: int, entry: Entry) -> bool:
    """Return whether a flight left on the day an entry began, from where that was."""
    return run.days[at][0] == entry.starts_on and is_at(entry, origin_of(run.flights[at]))


def _begin(run: _Run, chain: Sequence[Entry]) -> tuple[date, int, str]:
    """Return what a trip is sorted by: its day, then the order of the flights on that day."""
    day = chain[0].starts_on if chain[0].date_precision == "day" else run.first
    return day, run.number, chain[0].id


def _as_said(found: Iterable[list[Entry]]) -> list[list[Entry]]:
    """Cut and join trips where the user said so.

    A trip goes on from the one before if any of its entries says so: an earlier leg may have been
    added since.
    """
    trips: list[list[Entry]] = []
    for chain in found:
        cuts = [at for at, one in enumerate(chain) if at and one.trip.begins == "here"]
        for start, end in pairwise([0, *cuts, len(chain)]):
            piece = chain[start:end]
            if trips and any(one.trip.begins == "before" for one in piece):
                trips[-1] += piece
            else:
                trips.append(piece)
    return trips
