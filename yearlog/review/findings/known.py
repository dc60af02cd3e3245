"""The numbers that a figure typed by hand may mean: those of the registry, and parts of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import NamedTuple

from yearlog.kinds.entry import Entry
from yearlog.kinds.field import fields_of
from yearlog.kinds.values import Airport
from yearlog.review.model import YearReview
from yearlog.review.numbers import NUMBERS, Item, Number, everything
from yearlog.review.numbers.records import records
from yearlog.review.numbers.spreads import SPREADS

_SAID_AS = {"minute": "hour"}
"""What people count in another unit than the numbers: 60 minutes are an hour."""

_Keys = Mapping[str, Sequence[Hashable]]
"""What each entry may be counted by, in one order for all."""

_SAME = 1e-6
"""Sums that differ by less differ in the order of adding alone."""

_SUMS = ("km", "hour", "night")
"""Units that are measured: their shares are added up."""


class Total(NamedTuple):
    """A number of a whole year: its name in the registry, the year, its value as people say it.

    ``settled`` says that it was the same on the day of the text.
    """

    name: str
    unit: str
    year: int
    value: float
    at_least: bool = False
    settled: bool = True


class Known(NamedTuple):
    """What is known of a unit: the total of the year under review and of the one beside it.

    ``whole`` are all numbers of either year and their differences, ``parts`` what they divide into.
    """

    total: Total
    beside: Total | None
    whole: Sequence[float]
    parts: Sequence[float]


Expected = Callable[[str], Known | None]
"""Gives what is known of a unit, None where there is nothing in the rows to compare with."""


@dataclass
class Numbers:
    """The numbers of a year and of the one it is compared with.

    What a text says of last year, it says of all of it; what there was by the same day is right
    too.
    """

    review: YearReview
    _parts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _numbers: dict[str, list[tuple[int, Number]]] = field(default_factory=lambda: defaultdict(list))

    _by_then: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for review in self._reviews():
            keys = _keys(review)
            for number in everything(review).values():
                unit = _SAID_AS.get(number.unit, number.unit)
                self._numbers[unit].append((review.year, number))
                self._parts[unit] += _parts(number, unit, keys)
            for spread in (divide(review) for divide in SPREADS.values()):
                unit = _SAID_AS.get(spread.of.unit, spread.of.unit)
                self._parts[unit] += [_said(part.value, unit) for part in spread.parts]
            for record in records(review).values():
                self._parts[record.unit].append(record.value)
            for unit, more in _with_home(review):
                self._parts[unit].append(more)
        if self.review.compare is not None and self.review.compare.to_date is not None:
            for number in everything(self.review.compare.to_date).values():
                unit = _SAID_AS.get(number.unit, number.unit)
                self._by_then[unit].append(_said(number.value, unit))

    def _reviews(self) -> list[YearReview]:
        return [one for one in (self.review, self.review.compare) if one is not None]

    @property
    def years(self) -> tuple[int, ...]:
        """The years of which there are numbers."""
        return tuple(one.year for one in self._reviews())

    def until(self, day: date, last: date | None = None) -> Expected:
        """Return the numbers as a text of ``day`` may say them: also what there was by then.

        ``last`` is the last day on which it may have been written, where that is not known.
        """

        def expected(unit: str) -> Known | None:
            found = self._numbers.get(unit, [])
            own = [number for year, number in found if year == self.review.year]
            if not own or not own[0].items:
                return None
            other = [number for year, number in found if year != self.review.year]
            whole = [_said(one.value, unit) for one in (*own, *other)] + self._by_then[unit]
            for now, then in zip(own, other, strict=False):
                a, b = _said(now.value, unit), _said(then.value, unit)
                whole += [abs(a - b), a + b]
            whole += [one for number in own for one in self._by(number, unit, day, last)]
            if unit in _HOME_COUNTS:
                whole += [more for review in self._reviews() for name, more in _with_home(review)
                          if name == unit]  # fmt: skip
            total = _total(own[0], unit, self.review.year)
            by_then = next(self._by(own[0], unit, day))
            return Known(
                total._replace(settled=abs(by_then - total.value) < _SAME),
                _total(other[0], unit, self.years[1]) if other and _is_known(other[0]) else None,
                whole,
                self._parts[unit],
            )

        return expected

    def _by(
        self, number: Number, unit: str, day: date, last: date | None = None
    ) -> Iterator[float]:
        """Yield what a number was on a day, with and without what happened on it.

        Up to ``last``, also after each day on which it grew.
        """
        starts = {one.id: one.starts_on for one in self.review.entries}
        firsts = [(min((starts[i] for i in item.ids if i in starts), default=date.min), item.share)
                  for item in number.items]  # fmt: skip
        yield _said(sum(share for first, share in firsts if first <= day), unit)
        yield _said(sum(share for first, share in firsts if first < day), unit)
        for then in {first for first, _ in firsts if last is not None and day < first <= last}:
            yield _said(sum(share for first, share in firsts if first <= then), unit)


def _is_known(number: Number) -> bool:
    return bool(number.items) or number.stated is not None


def _total(number: Number, unit: str, year: int) -> Total:
    return Total(number.name, unit, year, _said(number.value, unit), number.at_least)


def _said(value: float, unit: str) -> float:
    return value / 60 if unit == "hour" else value


_HOME_COUNTS = ("city", "country", "night")


def _with_home(review: YearReview) -> Iterator[tuple[str, float]]:
    """Yield the cities and countries as those count who also count home, or where they changed.

    And the nights, as those count who count no night in the air.
    """
    away = NUMBERS["nights_away"](review).value
    nights = SPREADS["nights_away.by_country"](review).parts
    yield from (("night", away - part.value) for part in nights if part.key == "air")
    places = review.places
    home = review.home.place.country_code if review.home else ""
    cities = len(places.cities)
    passed = len({one.key for one in (*places.cities, *places.layovers)})
    yield from (("city", float(n)) for n in (cities + 1, cities - 1, passed, passed + 1))
    codes = {one.country_code for one in (*places.cities, *places.layovers)}
    touched = {one.country_code for one in review.flights.airports} | codes
    for found in (codes, touched, {one.key for one in places.countries}):
        yield from (
            ("country", float(len(found | {home}))),
            ("country", float(len(found - {home}))),
        )


# Parts --------------------------------------------------------------------------------------------


def _parts(number: Number, unit: str, keys: _Keys) -> Iterator[float]:
    """Yield what a number divides into by whatever its entries have in common, and by two such."""
    shares: dict[Hashable, float] = defaultdict(float)
    for item in number.items:
        for key in _keys_of(item, keys):
            shares[key] += item.share
        if unit in _SUMS:
            yield _said(item.share, unit)
        elif len(item.ids) == 1:
            for pair in combinations(keys.get(item.ids[0], ()), 2):
                shares[pair] += 1
    yield from (_said(value, unit) for value in set(shares.values()))


def _keys_of(item: Item, keys: _Keys) -> set[Hashable]:
    return {key for one in item.ids for key in keys.get(one, ())}


def _keys(review: YearReview) -> _Keys:
    """Return what each entry of a year may be counted by: when, where, which, on which trip."""
    found: dict[str, set[Hashable]] = {one.id: set(_own_keys(one)) for one in review.entries}
    for at, trip in enumerate(review.trips):
        for one in trip.entries:
            found.setdefault(one.id, set()).add(("trip", at))
    for project in review.projects.entries:
        found.setdefault(project.id, set()).update(_months(project, review.year))
    return {one: sorted(of, key=repr) for one, of in found.items()}


def _own_keys(entry: Entry) -> Iterator[Hashable]:
    day = entry.starts_on
    yield from (("kind", entry.kind), ("month", day.month), ("half", day.month > 6), ("day", day),
                ("weekday", day.weekday()), ("visibility", entry.visibility))  # fmt: skip
    if entry.place is not None:
        yield from (("at", entry.place.name("en")), ("in", entry.place.country_code))
    yield from (("tag", tag) for tag in entry.tags)
    yield "title", entry.titles.en or entry.titles.zh
    ends = []
    for spec in fields_of(type(entry.details)):
        value = getattr(entry.details, spec.name)
        if isinstance(value, Airport):
            ends.append(value)
            yield from ((spec.name, value.code), ("touches", value.code),
                        (spec.name, "in", value.country_code))  # fmt: skip
        elif isinstance(value, str) and value:
            yield spec.name, value
    if ends:
        yield "route", frozenset(one.code for one in ends)
        yield "domestic", len({one.country_code for one in ends}) == 1


def _months(entry: Entry, year: int) -> Iterable[Hashable]:
    """Return the months of a year in which a project ran, and whether it began in the year."""
    last = entry.ends_on or date(year, 12, 31)
    first = entry.starts_on if entry.starts_on.year == year else date(year, 1, 1)
    months = range(first.month, (last.month if last.year == year else 12) + 1)
    return [("began", entry.starts_on.year), *(("runs in", month) for month in months)]
