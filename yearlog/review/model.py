"""The year in review as data: every figure with the entries behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from yearlog.i18n import Both, Lang, other
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Precision
from yearlog.kinds.values import NOTHING, Place
from yearlog.review.days import NOWHERE, Whereabouts


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over entries; ``missing`` are the ids whose share is not known."""

    value: float
    missing: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no share is missing."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class Counted:
    """A thing counted: a country, city, airport or airline, with the ids behind it.

    ``key`` tells it from others; coordinates in degrees where it has a place on the map.
    """

    key: str
    name: Both
    ids: tuple[str, ...]
    country_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    first_time: bool = False
    layover: bool = False

    @property
    def count(self) -> int:
        """How many entries are behind it."""
        return len(self.ids)

    def label(self, lang: Lang) -> str:
        """Return the name in ``lang``, or in the other language, or the key."""
        return self.name.get(lang) or self.name.get(other(lang)) or self.key


@dataclass(frozen=True, slots=True)
class Flights:
    """The flights flown in the year: distance in km, time in minutes between gates.

    ``landed_on`` is the local day of landing by id, which entries without exact times do not tell.
    """

    entries: tuple[Entry, ...]
    distance_km: Total
    duration_minutes: Total
    airports: tuple[Counted, ...]
    airlines: tuple[Counted, ...]
    longest: Entry | None
    by_month: tuple[tuple[str, ...], ...]
    landed_on: Mapping[str, date] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many flights."""
        return len(self.entries)


@dataclass(frozen=True, slots=True)
class Places:
    """Where the year went. A layover is no visit; first times are against all earlier years."""

    countries: tuple[Counted, ...]
    cities: tuple[Counted, ...]
    layovers: tuple[Counted, ...]
    first_countries: tuple[Counted, ...]
    first_cities: tuple[Counted, ...]
    first_airports: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Trip:
    """From leaving home to coming back: flights, stays and talks in order.

    ``named`` is what its author calls it; ``gaps`` pairs the ids of a flight that landed and of
    the next, which left from elsewhere. ``precision`` says how well its first and last day are
    known, ``away`` that it has not ended. ``open`` says that its last flight did not reach home,
    ``back_on`` on which day one was at home again, if that is known. ``began_before`` and
    ``goes_on`` say that this is a part: the rest, in another year, is not in ``entries``. A part
    reaches to New Year, and counts its nights ``until`` then.
    """

    starts_on: date
    ends_on: date
    entries: tuple[Entry, ...]
    cities: tuple[Counted, ...]
    distance_km: float
    named: Both = NOTHING
    layovers: tuple[Counted, ...] = ()
    gaps: tuple[tuple[str, str], ...] = ()
    precision: tuple[Precision, Precision] = ("day", "day")
    away: bool = False
    open: bool = False
    back_on: date | None = None
    began_before: bool = False
    goes_on: bool = False
    until: date | None = None
    skipped: int = 0

    @property
    def nights(self) -> int | None:
        """How many nights lie between the first day and the last, None where that is not known.

        Dates ``skipped`` at the date line have none.
        Where no flight reached home, it is the nights until the day one was there again.
        """
        if self.precision != ("day", "day") or (self.open and self.back_on is None):
            return None
        last = self.until or self.back_on or self.ends_on
        return max((last - self.starts_on).days - self.skipped, 0)

    def title(self, lang: Lang) -> str:
        """Return what the author calls it in ``lang``, or in the other language, or nothing."""
        return self.named.get(lang) or self.named.get(other(lang))

    def name(self, lang: Lang) -> str:
        """Return what the author calls it, else the places visited or just passed, in order."""
        return self.title(lang) or listed(self.cities or self.layovers, lang)


def listed(places: tuple[Counted, ...], lang: Lang) -> str:
    """Return the names of places as a list in a sentence."""
    return ("、" if lang == "zh" else ", ").join(place.label(lang) for place in places)


@dataclass(frozen=True, slots=True)
class Talks:
    """The talks of the year and where they were given."""

    entries: tuple[Entry, ...]
    by_place: tuple[Counted, ...]
    countries: tuple[Counted, ...]


@dataclass(frozen=True, slots=True)
class Projects:
    """The projects that ran in the year, the most at once and the first days that was so.

    ``others`` ran on no day of it, but have a milestone in it.
    """

    entries: tuple[Entry, ...]
    max_concurrent: int
    most_from: date | None
    most_until: date | None
    concurrent_ids: tuple[str, ...]
    others: tuple[Entry, ...] = ()

    @property
    def with_milestones(self) -> tuple[Entry, ...]:
        """The projects whose milestones may lie in the year, in the order of their dates."""
        found = (*self.entries, *self.others)
        return tuple(sorted(found, key=lambda one: (one.starts_on, one.id)))


@dataclass(frozen=True, slots=True)
class Reflections:
    """The texts of the year and how long each is: Han characters and Latin words, once per entry.

    ``han`` is how many of each length are characters. A translation is not more writing.
    """

    entries: tuple[Entry, ...]
    lengths: tuple[int, ...]
    han: tuple[int, ...] = ()

    @property
    def characters(self) -> int:
        """How long all texts are together."""
        return sum(self.lengths)


@dataclass(frozen=True, slots=True)
class Home:
    """Where trips begin and end; ``guessed`` from the flights when the user has not said."""

    place: Place
    guessed: bool


class Link(NamedTuple):
    """A flight and what one did where it landed: ids of the flight and of the other entry."""

    flight_id: str
    entry_id: str


@dataclass(frozen=True, slots=True)
class YearReview:
    """Everything a page about one year says, in the author's order."""

    year: int
    entries: tuple[Entry, ...]
    flights: Flights
    places: Places
    trips: tuple[Trip, ...]
    talks: Talks
    projects: Projects
    stays: tuple[Entry, ...]
    reflections: Reflections
    home: Home | None
    hidden: int
    title: Both = NOTHING
    epigraph: Both = NOTHING
    author: Both = NOTHING
    licence: str = ""
    chapters: tuple[Entry, ...] = ()
    cover: str = ""
    compare: YearReview | None = None
    layover_hours: int = 24
    overridden: bool = False
    """Whether the author said of a stop that it was a visit, or was none."""
    whereabouts: Whereabouts = NOWHERE
    links: tuple[Link, ...] = ()
    listed: bool = False
    """Whether the author listed places visited before the journal began."""
    stated: Mapping[str, float] = field(default_factory=dict)
    """Totals that the author states, by the name of the number: those with no entry behind them."""
    recorded: bool = True
    """Whether the journal has entries of the year; without, nothing but ``stated`` is known."""
    until: date | None = None
    """The last day that was looked at, where that is not the end of the year."""
    to_date: YearReview | None = None
    """The same year up to the day of a year beside it that is not over."""

    @property
    def beside(self) -> YearReview | None:
        """The year that figures of this one stand beside: to the same day if this is not over."""
        return self.compare and (self.compare.to_date or self.compare)
