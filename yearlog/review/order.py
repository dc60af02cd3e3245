"""The order in which flights were flown: by the instant, and without one where they connect."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from yearlog.geodesy.walltime import UnknownZoneError, to_utc
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.review.legs import connects, origin_of, times

MOST_A_DAY = 8
"""Nobody flies more legs in a day; of a day with more, the rest keep the order of recording."""

MOST_LOOSE = 4
"""So many flights of one month or year are placed at a time, in the order of recording."""

_KEPT = 64
"""So many ways to order the legs of one day are followed at a time."""

_DAY = timedelta(days=1)
_WEST, _EAST = timedelta(hours=12), timedelta(hours=14)
"""How far wall clocks are behind UTC, and ahead of it, at most."""


class _Leg(NamedTuple):
    """A flight that left at some instant from ``since`` to ``until``; the same if that is known."""

    entry: Entry
    since: datetime
    until: datetime

    def surely_before(self, other: _Leg) -> bool:
        return self.until <= other.since and self.since < other.since


def flown(entries: Iterable[Entry]) -> list[Entry]:
    """Return the flights that took place, in the order they left.

    Those with a departure time by its instant, as wall clocks run backwards across the date line.
    One without stands within its local day, or its month or year, where it connects best with the
    flights around it; where nothing tells, in the order of recording.
    """
    timed: list[_Leg] = []
    by_day: dict[date, list[_Leg]] = defaultdict(list)
    loose: dict[tuple[date, str], list[_Leg]] = defaultdict(list)
    for entry in sorted(filter(was_flown, entries), key=lambda one: one.id):
        left = times(entry).left
        if entry.date_precision != "day":
            loose[entry.starts_on, entry.date_precision].append(_window(entry))
        elif left is not None:
            timed.append(_Leg(entry, left, left))
        else:
            by_day[entry.starts_on].append(_window(entry))
    timed.sort(key=lambda leg: (leg.since, leg.entry.id))
    found = _with_days(timed, by_day) if by_day else timed
    for period in sorted(loose):
        found = _with_loose(found, loose[period])
    return [leg.entry for leg in found]


def was_flown(entry: Entry) -> bool:
    """Return whether an entry is a flight that took place."""
    return isinstance(entry.details, Flight) and entry.details.status in ("flown", "diverted")


def _window(entry: Entry) -> _Leg:
    """Return a flight without a time: it left on its local days, and before it landed."""
    first, tz = entry.starts_on, origin_of(entry).tz
    last = first if entry.date_precision == "day" else entry.last_day
    since, until = _midnight(first, tz), _midnight(last, tz, after=True)
    landed = times(entry).landed
    if landed is not None and since < landed < until:
        until = landed
    return _Leg(entry, since, until)


@lru_cache(maxsize=4096)
def _midnight(day: date, tz: str, *, after: bool = False) -> datetime:
    """Return when a local day begins, or ends; without a zone, in the first or the last of all."""
    wall = datetime.combine(day, time())
    try:
        if after:
            wall += _DAY
        if tz:
            return to_utc(wall, tz)
        return wall.replace(tzinfo=UTC) + (_WEST if after else -_EAST)
    except (OverflowError, UnknownZoneError):
        return wall.replace(tzinfo=UTC)


# Within a day -------------------------------------------------------------------------------------


def _with_days(timed: Sequence[_Leg], by_day: dict[date, list[_Leg]]) -> list[_Leg]:
    """Put the legs of each day among those whose time is known."""
    found: list[_Leg] = []
    at = 0
    for day in sorted(by_day):
        legs = by_day[day]
        first, last = min(leg.since for leg in legs), max(leg.until for leg in legs)
        while at < len(timed) and timed[at].since < first:
            found.append(timed[at])
            at += 1
        end = at
        while end < len(timed) and timed[end].since < last:
            end += 1
        if end == at and len(legs) == 1:
            found += legs
            continue
        before = found[-1] if found else None
        after = timed[end] if end < len(timed) and day + _DAY not in by_day else None
        placed = _arranged(before, timed[at:end], legs[:MOST_A_DAY], after) + legs[MOST_A_DAY:]
        own = {leg.entry.id for leg in legs}
        while placed[-1].entry.id not in own:  # the next day may come before these
            placed.pop()
        at += len(placed) - len(legs)
        found += placed
    return found + list(timed[at:])


class _Way(NamedTuple):
    """A beginning of an order: what it costs, and its legs from the last to the first."""

    breaks: int
    early: int
    last: _Leg | None
    path: tuple[_Leg, object] | None


def _arranged(
    before: _Leg | None, fixed: Sequence[_Leg], free: Sequence[_Leg], after: _Leg | None
) -> list[_Leg]:
    """Return the order of ``fixed``, kept as it is, and ``free`` in which most legs connect.

    Of several, the one closest to the order of recording.
    """
    ways: dict[tuple[int, int, int], _Way] = {(0, 0, -1): _Way(0, 0, before, None)}
    for _ in range(len(fixed) + len(free)):
        found: dict[tuple[int, int, int], _Way] = {}
        for (used, at, _), way in ways.items():
            for step, leg, key in _steps(fixed, free, used, at):
                broken = way.last is not None and not connects(way.last.entry, leg.entry)
                new = _Way(way.breaks + broken, way.early + step, leg, (leg, way.path))
                if key not in found or new[:2] < found[key][:2]:
                    found[key] = new
        ways = found
        if len(ways) > _KEPT:
            best = sorted(ways.items(), key=lambda one: (one[1][:2], one[0]))
            ways = dict(best[:_KEPT])

    def cost(way: _Way) -> tuple[int, int]:
        lost = after is not None and way.last is not None
        if lost and after is not None and way.last is not None:
            lost = not connects(way.last.entry, after.entry)
        return way.breaks + lost, way.early

    path: object = min(ways.values(), key=cost).path
    order: list[_Leg] = []
    while path is not None:
        leg, path = path  # type: ignore[misc]
        order.append(leg)
    return order[::-1]


def _steps(
    fixed: Sequence[_Leg], free: Sequence[_Leg], used: int, at: int
) -> Iterator[tuple[int, _Leg, tuple[int, int, int]]]:
    """Yield which leg may come next: how many recorded before it still wait, and the new state."""
    rest = [(k, leg) for k, leg in enumerate(free) if not used >> k & 1]
    following = fixed[at] if at < len(fixed) else None
    if following is not None and not any(leg.surely_before(following) for _, leg in rest):
        early = sum(leg.entry.id < following.entry.id for _, leg in rest)
        yield early, following, (used, at + 1, -1)
    for k, leg in rest:
        if following is None or not following.surely_before(leg):
            early = sum(one.entry.id < leg.entry.id for _, one in rest)
            early += following is not None and following.entry.id < leg.entry.id
            yield early, leg, (used | 1 << k, at, k)


# Within a month or a year -------------------------------------------------------------------------


def _with_loose(found: Sequence[_Leg], legs: Sequence[_Leg]) -> list[_Leg]:
    """Put the flights of one month or year among those whose day is known."""
    since = list(accumulate((leg.since for leg in found), max))
    first = bisect_left(since, min(leg.since for leg in legs))
    last = max(first, bisect_left(since, max(leg.until for leg in legs)))
    before = found[first - 1] if first else None
    after = found[last] if last < len(found) else None
    within = list(found[first:last])
    for at in range(0, len(legs), MOST_LOOSE):
        within = _arranged(before, within, legs[at : at + MOST_LOOSE], after)
    return [*found[:first], *within, *found[last:]]
