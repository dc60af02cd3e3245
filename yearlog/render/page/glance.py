"""The year at a glance, and how each of its figures was counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from yearlog.i18n import Lang, t
from yearlog.render import format as fmt
from yearlog.review.model import Total, YearReview

Topic = Literal[
    "flights", "distance", "duration", "visits", "first", "home", "projects", "characters"
]
MOST = 7
"""More figures than this do not stand in one row."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: ``lead`` is "at least" or empty, ``before`` the year compared with.

    ``section`` is the list that holds what was counted, ``topic`` says how it was counted.
    """

    value: str
    unit: str
    section: str
    topic: Topic | None = None
    lead: str = ""
    more: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Cite:
    """A reference to a method: its letter, the id of the method, its own id."""

    letter: str
    target: str
    id: str


@dataclass(frozen=True, slots=True)
class Method:
    """How a figure was counted, with the ids of the places that refer here."""

    letter: str
    id: str
    text: str
    backrefs: tuple[str, ...]


@dataclass(slots=True)
class Methods:
    """Collects what the page says about its figures, lettered in the order of first mention."""

    review: YearReview
    lang: Lang
    cited: dict[Topic, list[str]] = field(default_factory=dict)

    def cite(self, topic: Topic) -> Cite:
        """Return a reference to ``topic``, which is then explained at the end of the page."""
        refs = self.cited.setdefault(topic, [])
        identity = f"howref-{self.lang}-{topic}" + (f"-{len(refs) + 1}" if refs else "")
        refs.append(identity)
        return Cite(self._letter(topic), f"how-{self.lang}-{topic}", identity)

    def _letter(self, topic: Topic) -> str:
        return "abcdefghij"[list(self.cited).index(topic)]

    def all(self) -> tuple[Method, ...]:
        """Return every method that was referred to."""
        return tuple(
            Method(
                self._letter(topic),
                f"how-{self.lang}-{topic}",
                explain(topic, self.review, self.lang),
                tuple(refs),
            )
            for topic, refs in self.cited.items()
        )


def explain(topic: Topic, review: YearReview, lang: Lang) -> str:
    """Return, in words, how a figure was counted in this review."""
    if topic == "visits":
        hours = review.layover_hours
        said = any(entry.trip.stop for entry in review.entries)
        counted = t(lang, "page.how_visits_said") if said else ""
        counted += t(lang, "page.how_countries")
        return t(lang, f"page.how_visits{'' if hours else '_all'}", n=hours, counted=counted)
    text = t(lang, f"page.how_{topic}")
    if topic == "home":
        if review.home is None:
            return ""
        how = "how_home_guessed" if review.home.guessed else "how_home"
        return t(lang, f"page.{how}", place=review.home.place.name(lang))
    if topic == "flights":
        dropped = sum(entry.kind == "flight" for entry in review.entries) - review.flights.count
        extra = t(lang, "page.how_not_flown", n=dropped) if dropped else ""
    else:
        totals = {"distance": "distance_km", "duration": "duration_minutes"}
        missing = getattr(review.flights, totals[topic]).missing if topic in totals else ()
        extra = t(lang, "page.how_missing", n=len(missing)) if missing else ""
    return text + (" " if extra and lang == "en" else "") + extra


def topics(review: YearReview) -> tuple[Topic, ...]:
    """Return the methods that a page about this year has to explain."""
    found: list[Topic] = []
    if review.flights.count:
        found += ["flights", "distance", "duration"]
    if review.places.cities:
        found += ["visits"]
    if review.places.first_cities or review.places.first_airports:
        found += ["first"]
    if review.trips and review.home is not None:
        found += ["home"]
    if review.projects.max_concurrent > 1:
        found += ["projects"]
    if review.reflections.characters:
        found += ["characters"]
    return tuple(found)


def glance(review: YearReview, lang: Lang) -> tuple[Figure, ...]:
    """Return five to seven figures of the year, fewer if there is less to count."""
    flights, places = review.flights, review.places
    figures = [
        _figure(review, lang, "flights", "flights", flights.count, "flights"),
        _total(review, lang, "km", flights.distance_km, "distance"),
        _total(review, lang, "air", flights.duration_minutes, "duration"),
        _figure(review, lang, "countries", "places", len(places.countries), "visits"),
        _figure(review, lang, "cities", "places", len(places.cities), "first"),
        _figure(review, lang, "talks", "talks", len(review.talks.entries), None),
        _projects(review, lang),
        _figure(review, lang, "characters", "written", review.reflections.characters, "characters"),
    ]
    return tuple(figure for figure in figures if figure is not None)[:MOST]


def _counts(review: YearReview) -> dict[str, float]:
    return {
        "flights": review.flights.count,
        "km": review.flights.distance_km.value,
        "air": review.flights.duration_minutes.value / 60,
        "countries": len(review.places.countries),
        "cities": len(review.places.cities),
        "talks": len(review.talks.entries),
        "projects": len(review.projects.entries),
        "at_once": review.projects.max_concurrent,
        "characters": review.reflections.characters,
    }


def _figure(
    review: YearReview, lang: Lang, name: str, section: str, n: int, topic: Topic | None
) -> Figure | None:
    if not n:
        return None
    firsts = len(review.places.first_cities) if name == "cities" else 0
    if topic == "first" and not firsts:
        topic = None
    return Figure(
        value=fmt.number(n, lang),
        unit=t(lang, f"page.unit_{name}", n=n),
        section=section,
        topic=topic,
        more=t(lang, "page.of_them_first", n=firsts) if firsts else "",
        before=_before(review, lang, name),
    )


def _projects(review: YearReview, lang: Lang) -> Figure | None:
    """Return the most projects at once, or how many there were if they came one by one."""
    most = review.projects.max_concurrent
    if most > 1:
        return _figure(review, lang, "at_once", "projects", most, "projects")
    return _figure(review, lang, "projects", "projects", len(review.projects.entries), None)


def _total(review: YearReview, lang: Lang, name: str, total: Total, topic: Topic) -> Figure | None:
    value = round(_counts(review)[name])
    if not value:
        return None
    return Figure(
        value=fmt.number(value, lang),
        unit=t(lang, f"page.unit_{name}", n=value),
        section="flights",
        topic=topic,
        lead="" if total.complete else t(lang, "page.at_least"),
        before=_before(review, lang, name),
    )


def _before(review: YearReview, lang: Lang, name: str) -> str:
    """Return ``去年 31`` or ``31 the year before``; an incomplete sum of then says so."""
    then = review.compare
    if then is None:
        return ""
    value = fmt.number(_counts(then)[name], lang)
    totals = {"km": then.flights.distance_km, "air": then.flights.duration_minutes}
    if name in totals and not totals[name].complete:
        value = t(lang, "page.at_least_n", n=value)
    if then.year == review.year - 1:
        return t(lang, "page.year_before", value=value)
    return t(lang, "page.other_year", value=value, year=then.year)
