"""What the page says in one language: the rows of its lists, ready to be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yearlog.i18n import Lang
from yearlog.kinds.entry import Entry


@dataclass(frozen=True, slots=True)
class Said:
    """Words with their language: the other one of the page where its own is missing."""

    text: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class City:
    """A city with how many entries were there."""

    name: str
    count: int
    first: bool


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A country or region and its cities."""

    name: str
    first: bool
    cities: tuple[City, ...]


@dataclass(frozen=True, slots=True)
class TripRow:
    """A trip; ``route`` is the chain of airport codes, broken by a slash where it has a gap.

    ``title`` is what its author calls it, None where its places are its name; ``rest`` says which
    other years it is in.
    """

    dates: str
    starts_on: date
    places: tuple[City, ...]
    route: str
    flights: int
    km: str
    title: Said | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class FlightRow:
    """A flight; ``first`` if it reached an airport used for the first time."""

    entry: Entry
    date: str
    origin: str
    origin_code: str
    destination: str
    destination_code: str
    number: str
    km: str
    time: str
    minutes: str
    first: bool


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk; ``facts`` are event, host, form and audience, ``links`` (word, address)."""

    entry: Entry
    date: str
    title: Said
    place: str
    facts: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A milestone of a project; its title is empty where it only repeats the word."""

    on: date
    date: str
    kind: str
    word: str
    title: Said
    venue: str

    @property
    def short(self) -> str:
        """What a chart says of it: nothing of a beginning, which the bar shows."""
        if self.kind == "started":
            return ""
        return self.title.text if self.kind == "milestone" else self.word


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project with its milestones; ``end`` is None while it goes on."""

    entry: Entry
    dates: str
    title: Said
    facts: tuple[str, ...]
    url: str
    steps: tuple[StepRow, ...]
    end: date | None


@dataclass(frozen=True, slots=True)
class StayRow:
    """Some days at a place."""

    entry: Entry
    dates: str
    place: str
    title: Said | None
    purpose: str
    nights: int
    first: bool


@dataclass(frozen=True, slots=True)
class MomentRow:
    """A moment: what it was, in words, and where."""

    entry: Entry
    date: str
    title: Said
    category: str
    place: str


@dataclass(frozen=True, slots=True)
class OtherRow:
    """An entry of a kind without a list of its own, or a reflection that is no chapter."""

    entry: Entry
    date: str
    title: Said
