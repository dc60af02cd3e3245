"""The numbers a figure typed by hand may mean: totals and subtotals of a year, and of the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.review.findings.typed import Expected
from yearlog.review.model import Trip, YearReview
from yearlog.review.numbers import NUMBERS, Unit

Numbers = dict[str, list[tuple[Both, float]]]


@dataclass
class Known:
    """The numbers of a year by unit, its own totals first."""

    review: YearReview
    numbers: Numbers = field(default_factory=dict)

    def __post_init__(self) -> None:
        years = [_Year(one) for one in (self.review, self.review.compare) if one is not None]
        for one in years:
            one.all()
        for unit in dict.fromkeys(unit for one in years for unit in one.parts):
            totals = [one.totals[unit] for one in years if unit in one.totals]
            rows = self.numbers[unit] = [*totals]
            if len(totals) == 2:
                (_, own), (_, other) = totals
                rows.append((Both("相差", "difference"), abs(own - other)))
                rows.append((Both("两年合计", "both years"), own + other))
            rows += [(_PART, value) for one in years for value in one.parts[unit]]

    def until(self, day: date) -> Expected:
        """Return the numbers as a text of ``day`` may say them: also what there was by then."""
        so_far: Numbers = {}
        name = Both(f"截至 {day.isoformat()}", f"until {day.isoformat()}")
        flights = [one for one in self.review.flights.entries if one.starts_on <= day]
        so_far["flight"] = [(name, len(flights))]
        so_far["flight"].append((name, sum(one.starts_on < day for one in flights)))
        so_far["km"] = [(name, _total(flights, "distance_km"))]
        so_far["hour"] = [(name, _total(flights, "duration_minutes") / 60)]
        for unit, entries in (
            ("talk", self.review.talks.entries),
            ("stay", self.review.stays),
            ("project", self.review.projects.entries),
            ("reflection", self.review.reflections.entries),
            ("moment", [one for one in self.review.entries if one.kind == "moment"]),
        ):
            so_far[unit] = [
                (name, sum(one.starts_on <= day for one in entries)),
                (name, sum(one.starts_on < day for one in entries)),
            ]
        trips = [one for one in self.review.trips if one.starts_on <= day]
        so_far["trip"] = [(name, len(trips)), (name, sum(one.ends_on <= day for one in trips))]

        def expected(unit: str) -> Sequence[tuple[Both, float]]:
            return [*self.numbers.get(unit, ()), *so_far.get(unit, ())]

        return expected


def _total(entries: Iterable[Entry], name: str) -> float:
    return sum(getattr(one.details, name, None) or 0 for one in entries)


_PART = Both("一部分", "a part")


@dataclass
class _Year:
    """The numbers of one year: the total of each unit, named, and what parts there are of it."""

    review: YearReview
    totals: dict[str, tuple[Both, float]] = field(default_factory=dict)
    parts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def _add(self, unit: str, *values: float) -> None:
        self.parts[unit] += values

    def _whole(self, unit: str, value: float, zh: str, en: str) -> None:
        year = self.review.year
        self.totals[unit] = Both(f"{year} 年{zh}", f"{year} {en}"), value
        self._add(unit, value)

    def _by(self, unit: str, entries: Iterable[Entry], *keys: Callable[[Entry], object]) -> None:
        """Add how many entries there are by each key and by each two of them."""
        listed = list(entries)
        for pair in combinations((_month, _any, *keys), 2):
            counts = Counter(tuple(key(one) for key in pair) for one in listed)
            self._add(unit, *counts.values())

    def all(self) -> None:
        """Add everything."""
        self._flights()
        self._places()
        self._trips()
        self._work()
        self._rest()
        self._stated()

    def _flights(self) -> None:
        flights = self.review.flights
        self._whole("flight", flights.count, "的航班", "flights")
        self._whole("km", flights.distance_km.value, "飞行的公里", "kilometres flown")
        self._whole("hour", flights.duration_minutes.value / 60, "飞行的小时", "hours in the air")
        for one in flights.entries:
            self._add("km", _total([one], "distance_km"))
            self._add("hour", _total([one], "duration_minutes") / 60)
        self._by(
            "flight", flights.entries,
            lambda one: _airport(one, "origin"), lambda one: _airport(one, "destination"),
            lambda one: frozenset((_airport(one, "origin"), _airport(one, "destination"))),
            lambda one: getattr(one.details, "airline", ""),
            lambda one: getattr(one.details, "cabin", ""),
            lambda one: getattr(one.details, "reason", ""),
            lambda one: getattr(one.details, "aircraft_type", ""),
            _is_domestic,
            lambda one: one.starts_on, lambda one: one.starts_on.weekday(),
            lambda one: one.starts_on.month > 6,
        )  # fmt: skip
        for ids in (one.ids for one in (*flights.airports, *flights.airlines)):
            self._add("flight", len(ids))
        others = [one for one in self.review.entries if isinstance(one.details, Flight)]
        self._by("flight", (one for one in others if one not in flights.entries),
                 lambda one: getattr(one.details, "status", ""))  # fmt: skip
        for month in range(1, 13):
            own = [one for one in flights.entries if one.starts_on.month == month]
            self._add("km", _total(own, "distance_km"))
            self._add("hour", _total(own, "duration_minutes") / 60)
        self._whole("airport", len(flights.airports), "的机场", "airports")
        self._whole("airline", len(flights.airlines), "的航空公司", "airlines")

    def _places(self) -> None:
        places = self.review.places
        self._whole("country", len(places.countries), "到过的国家和地区", "countries visited")
        self._whole("city", len(places.cities), "到过的城市", "cities visited")
        self._add("airport", len(places.first_airports))
        home = self.review.home.place.country_code if self.review.home else ""
        codes = {one.country_code for one in (*places.cities, *places.layovers)}
        touched = {one.country_code for one in self.review.flights.airports}
        self._add("country", len(places.first_countries), len(codes), len(touched),
                  len(codes | {home}), len(codes - {home}), len(touched - {home}),
                  len(self.review.talks.countries))  # fmt: skip
        both = len({one.key for one in (*places.cities, *places.layovers)})
        stays = {one.place.name("en") for one in self.review.stays if one.place}
        self._add("city", len(places.first_cities), both, len(places.layovers),
                  len(places.cities) + 1, len(places.cities) - 1, both + 1,
                  len(self.review.talks.by_place), len(stays),
                  *Counter(one.country_code for one in places.cities).values())  # fmt: skip
        by_country = Counter(one.country_code for one in self.review.flights.airports)
        self._add("airport", *by_country.values())

    def _trips(self) -> None:
        trips = self.review.trips
        self._whole("trip", len(trips), "的行程", "trips")
        flying = [one for one in trips if any(e.kind == "flight" for e in one.entries)]
        self._add("trip", len(flying), len(trips) - len(flying),
                  sum(one.starts_on.year == self.review.year for one in trips),
                  *Counter(one.starts_on.month for one in trips).values(),
                  *Counter(city.key for one in trips for city in one.cities).values(),
                  *Counter(code for one in trips for code in _countries(one)).values())  # fmt: skip
        for one in trips:
            self._add("km", one.distance_km)
            self._add("flight", sum(entry.kind == "flight" for entry in one.entries))
            self._add("talk", sum(entry.kind == "talk" for entry in one.entries))
            self._add("city", len(one.cities))
            self._add("country", len(_countries(one)))
        nights = [one.nights for one in trips if one.nights is not None]
        self._whole("night", sum(nights), "在外的夜晚", "nights away")
        self._add("night", *nights)

    def _work(self) -> None:
        talks, projects = self.review.talks, self.review.projects
        self._whole("talk", len(talks.entries), "的演讲", "talks")
        self._by(
            "talk", talks.entries,
            lambda one: getattr(one.details, "mode", ""),
            lambda one: getattr(one.details, "form", ""),
            lambda one: one.place.country_code if one.place else "",
            lambda one: one.place.name("en") if one.place else "",
            lambda one: one.titles.en, lambda one: getattr(one.details, "spoken_language", ""),
            lambda one: getattr(one.details, "host", ""),
        )  # fmt: skip
        self._add("talk", *(one.count for one in (*talks.by_place, *talks.countries)))
        self._whole("project", len(projects.entries), "的项目", "projects")
        year = self.review.year
        self._add("project", projects.max_concurrent,
                  sum(one.starts_on.year == year for one in projects.entries),
                  sum(one.visibility == "public" for one in projects.entries))  # fmt: skip
        for month in range(1, 13):
            first = date(year, month, 1)
            last = date(year + month // 12, month % 12 + 1, 1)
            self._add("project", sum(
                one.starts_on < last and (one.ends_on is None or one.ends_on >= first)
                for one in projects.entries
            ))  # fmt: skip
        self._by("project", projects.entries, lambda one: getattr(one.details, "status", ""),
                 lambda one: getattr(one.details, "role", ""))  # fmt: skip

    def _rest(self) -> None:
        stays = self.review.stays
        self._whole("stay", len(stays), "的停留", "stays")
        self._by("stay", stays, lambda one: getattr(one.details, "purpose", ""),
                 lambda one: one.place.name("en") if one.place else "",
                 lambda one: one.place.country_code if one.place else "")  # fmt: skip
        nights = [(one.last_day - one.starts_on).days for one in stays]
        self._add("night", sum(nights), *nights)
        for unit in ("moment", "reflection"):
            own = [one for one in self.review.entries if one.kind == unit]
            zh, en = {"moment": ("的片刻", "moments"), "reflection": ("的随笔", "reflections")}[
                unit
            ]
            self._whole(unit, len(own), zh, en)
            self._by(unit, own, lambda one: getattr(one.details, "category", ""),
                     lambda one: one.visibility)  # fmt: skip

    def _stated(self) -> None:
        """Take what the author states of the year for totals: no entry is behind them."""
        for name, value in self.review.stated.items():
            unit = _UNITS.get(NUMBERS[name](self.review).unit, "")
            if unit and "." not in name:
                shown = value / 60 if unit == "hour" else value
                self._whole(unit, shown, f"自述的 {name}", f"{name} as stated")
            elif unit:
                self._add(unit, value)


_UNITS: Mapping[Unit, str] = {
    "flight": "flight", "km": "km", "minute": "hour", "airport": "airport", "airline": "airline",
    "country": "country", "city": "city", "trip": "trip", "night": "night", "talk": "talk",
    "project": "project", "stay": "stay", "moment": "moment", "reflection": "reflection",
}  # fmt: skip
"""The units in which figures are typed, by those of the numbers."""


def _month(entry: Entry) -> object:
    return entry.starts_on.month


def _any(entry: Entry) -> object:
    del entry
    return None


def _countries(trip: Trip) -> set[str]:
    return {city.country_code for city in trip.cities}


def _airport(entry: Entry, end: str) -> str:
    code: str = getattr(entry.details, end).code
    return code


def _is_domestic(entry: Entry) -> bool:
    assert isinstance(entry.details, Flight)
    return entry.details.origin.country_code == entry.details.destination.country_code
