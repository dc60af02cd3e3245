"""The travels around a year, and what lay before it: no more of the journal than is needed.

A review of one year takes as long as that year, not as long as the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from yearlog.actions.trips import layover
from yearlog.actions.workspace import Workspace
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Airport
from yearlog.review import travel
from yearlog.review.chains import HomeAt
from yearlog.review.legs import city_key, same_airport
from yearlog.review.order import flown
from yearlog.review.travel import Stop
from yearlog.review.trips import Derived, Journey, derived

_TRAVELS = ("flight", "stay", "talk")
_STEP = timedelta(days=62)
_FURTHEST = timedelta(days=3 * 366)
"""A trip is followed no further: what touches a year shows its part of it all the same."""


class Course(NamedTuple):
    """The trips and stops of some days, and the travels they were derived from."""

    trips: list[Journey]
    stops: list[Stop]
    entries: list[Entry]

    def derived(self) -> Derived:
        """Return the trips and stops."""
        return Derived(self.trips, self.stops)


class Around:
    """What a review asks about the time around its year.

    ``entries`` are those that touch the year, ``previous`` those that touch the one before.
    """

    def __init__(
        self,
        space: Workspace,
        year: int,
        entries: Sequence[Entry],
        previous: Sequence[Entry] = (),
    ) -> None:
        self._space = space
        self._year = year
        self._previous = previous
        self.home_at = home_finder(space, year)
        first = date(year - bool(previous), 1, 1)
        known = list({entry.id: entry for entry in (*previous, *entries)}.values())
        self.course = course(space, first, date(year, 12, 31), self.home_at, known)
        self.past = Before(space, year, self.home_at, self.course if previous else None)

    def year_before(self) -> Around:
        """Return the same of the year before; where home is stated, from the same trips."""
        if not self._space.homes:
            return Around(self._space, self._year - 1, self._previous)
        found = copy(self)
        found._year, found._previous = self._year - 1, ()
        found.past = Before(self._space, self._year - 1, self.home_at)
        return found

    def told(self) -> dict[str, Any]:
        """Return the parameters of `yearlog.review.year.review` that tell of the time around."""
        first = date(self._year, 1, 1)
        return {
            "earlier": [one for one in self.course.entries if one.starts_on < first],
            "course": self.course.derived(),
            "past": self.past,
            "home_at": self.home_at,
            "began": self._space.journal.first_day(),
            "layover": layover(self._space),
        }


def home_finder(space: Workspace, year: int) -> HomeAt:
    """Return what says where home was, as far as it is known at the end of a year."""
    return travel.home_finder(space.homes, partial(_last_flights, space, year), layover(space))


def _last_flights(space: Workspace, year: int) -> list[Entry]:
    """Return the last flights flown until the end of a year, in the order they left."""
    return flown(space.journal.last_flights(date(year, 12, 31), travel.GUESSED_FROM))


def course(
    space: Workspace, first: date, last: date, home_at: HomeAt, known: Sequence[Entry] = ()
) -> Course:
    """Return the trips and stops of some days; those that touch them as from the whole journal.

    ``known`` are entries that are loaded already: all of these days, or none. Further back and
    further on it looks until the trips on both sides are whole.
    """
    edges = [space.journal.first_day(_TRAVELS, last=late) for late in (False, True)]
    flight = space.journal.last_flights(first - timedelta(days=1), 1)
    latest = min([first, *(one.starts_on for one in flight)])
    step = _STEP
    while True:
        since, until = _covered(space, _shifted(latest, -step), _shifted(last, step))
        entries = _within(space, since, until, known, first, last)
        found = derived(entries, home_at=home_at, layover=layover(space))
        begun = edges[0] is None or since <= edges[0]
        ended = edges[1] is None or until >= edges[1]
        if step > _FURTHEST or _is_whole(found.trips, first, last, begun=begun, ended=ended):
            return Course(found.trips, found.stops, entries)
        step *= 2


def _within(
    space: Workspace, since: date, until: date, known: Sequence[Entry], first: date, last: date
) -> list[Entry]:
    """Return the travels of a span of days, loading only what is not known."""
    if not known:
        return space.journal.entries(travelling=(since, until))
    day = timedelta(days=1)
    before = space.journal.entries(travelling=(since, first - day)) if since < first else []
    after = space.journal.entries(travelling=(last + day, until)) if last < until else []
    own = [one for one in known if one.kind in _TRAVELS]
    return list({entry.id: entry for entry in (*before, *own, *after)}.values())


def _covered(space: Workspace, since: date, until: date) -> tuple[date, date]:
    """Return a span in which the flights known only by their month or year lie whole."""
    loose = space.journal.loose_flights(since, until)
    return (
        min([since, *(one.starts_on for one in loose)]),
        max([until, *(one.last_day for one in loose)]),
    )


def _is_whole(
    trips: Sequence[Journey], first: date, last: date, *, begun: bool, ended: bool
) -> bool:
    """Return whether what lies further off can change nothing of some days.

    Neither their trips, which those next to them bound, nor where one was between them: the last
    flight before says whether one had come home.
    """
    inner = [
        at
        for at, trip in enumerate(trips)
        if any(one.starts_on <= last and one.last_day >= first for one in trip.entries)
    ]
    begin = sum(min(one.starts_on for one in trip.entries) < first for trip in trips)
    low, high = (inner[0], inner[-1] + 1) if inner else (begin, begin)
    flew = any(one.kind == "flight" for trip in trips[1:low] for one in trip.entries)
    return (begun or flew) and (ended or high < len(trips))


def _shifted(day: date, by: timedelta) -> date:
    """Return another day, or the first or last of the calendar."""
    try:
        return day + by
    except OverflowError:
        return date.min if by < timedelta(0) else date.max


_TRIED = 4
"""So many months with a flight to a place are looked at before all of them are."""


class Before:
    """What a journal says of the time before a year: a `yearlog.review.past.Past`.

    Each place is looked up by its key, the clear cases in the database; only of a flight of which
    nothing shows whether one stayed, the trips around it are derived.
    """

    def __init__(
        self, space: Workspace, year: int, home_at: HomeAt, recent: Course | None = None
    ) -> None:
        self._space = space
        self._before = date(year, 1, 1)
        self._home_at = home_at
        self._layover = layover(space)
        self._passed = space.journal.passed(self._before)
        self._months: dict[date, list[Stop]] = {}
        last = self._before - timedelta(days=1)
        self._recent = _visits(recent, date(last.year, 1, 1), last) if recent else []

    def cities(self, stops: Iterable[Stop]) -> frozenset[str]:
        """Return the keys of those stops whose city or other place had been visited."""
        first = {stop.key: stop for stop in reversed(list(stops))}
        return frozenset(key for key, stop in first.items() if self._saw_city(stop))

    def _saw_city(self, stop: Stop) -> bool:
        if any(one.key == stop.key for one in self._recent):
            return True
        country = stop.country_code
        places = self._passed.places_in(country)
        if self._passed.was_at(one.id for one in places if travel.place_key(one) == stop.key):
            return True
        if not travel.is_city(stop.key):
            return False
        _, _, name = stop.key.partition(":")
        spelt = dict.fromkeys((name, f"{name} city", stop.name.en, stop.name.zh))
        names = [one for one in spelt if one and city_key(country, one, "") == stop.key]
        return self._flew(country, names, lambda one: one.key == stop.key)

    def countries(self, codes: Iterable[str]) -> frozenset[str]:
        """Return those of some countries and regions that had been visited."""
        return frozenset(code for code in codes if self._saw_country(code))

    def _saw_country(self, code: str) -> bool:
        if any(one.country_code == code for one in self._recent):
            return True
        if self._passed.was_at(one.id for one in self._passed.places_in(code)):
            return True
        return self._flew(code, None, lambda one: one.country_code == code)

    def airports(self, airports: Iterable[Airport]) -> frozenset[Airport]:
        """Return those of some airports that a flight had left or reached."""
        return frozenset(
            one for one in airports if any(same_airport(one, used) for used in self._used(one))
        )

    def _used(self, airport: Airport) -> Iterator[Airport]:
        """Yield the airports flown from or to that may be this one, by all of its codes."""
        yield from self._passed.used(airport)
        for code in self._space.gazetteer.other_codes(airport):
            yield from self._passed.used(airport._replace(iata=code))

    def _flew(
        self, country: str, names: Sequence[str] | None, there: Callable[[Stop], bool]
    ) -> bool:
        """Return whether one was there by a flight before the year, and stayed."""
        if self._passed.stayed(country, names, self._layover):
            return True
        months = dict.fromkeys(
            day.replace(day=1) for day in self._passed.first_days(country, names)
        )
        if any(there(stop) for month in [*months][:_TRIED] for stop in self._around(month)):
            return True
        if not months:
            return False
        doubtful = self._passed.doubtful(country, names, self._layover)
        rest = dict.fromkeys(day.replace(day=1) for day in doubtful)
        return any(there(stop) for month in rest for stop in self._around(month))

    def _around(self, month: date) -> list[Stop]:
        """Return the visits by flights that left in a month before the year."""
        if month not in self._months:
            last = min(_shifted(month, timedelta(days=31)), self._before - timedelta(days=1))
            found = course(self._space, month, last, self._home_at)
            self._months[month] = _visits(found, month, last)
        return self._months[month]


def _visits(found: Course, first: date, last: date) -> list[Stop]:
    """Return the visits by flights that left on some days."""
    own = {
        one.id
        for trip in found.trips
        for one in trip.entries
        if one.kind == "flight" and first <= one.starts_on <= last
    }
    return [stop for stop in found.stops if not stop.layover and stop.ids[0] in own]
