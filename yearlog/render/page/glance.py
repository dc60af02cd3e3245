"""The year at a glance, from the registry of numbers, and how each figure was counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from yearlog.i18n import Lang, t
from yearlog.render import format as fmt
from yearlog.review.model import YearReview
from yearlog.review.numbers import Number, is_known, measure

Topic = Literal[
    "flights", "distance", "duration", "visits", "first", "home", "projects", "characters",
    "nights", "days", "late",
]  # fmt: skip
MOST = 7
"""More figures than this do not stand in one row."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: ``lead`` is "at least" or empty, ``before`` the year compared with.

    ``section`` is the list that holds what was counted, ``topic`` says how it was counted; a total
    that is only stated has neither.
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
        return "abcdefghijkl"[list(self.cited).index(topic)]

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
    if topic == "first":
        return text + t(
            lang, "page.how_first_listed" if review.listed else "page.how_first_unlisted"
        )
    if topic == "home":
        if review.home is None:
            return ""
        how = "how_home_guessed" if review.home.guessed else "how_home"
        return t(lang, f"page.{how}", place=review.home.place.name(lang))
    if topic == "flights":
        all_of_them = sum(entry.kind == "flight" for entry in review.entries)
        dropped = all_of_them - len(measure(review, "flights").items)
        extra = t(lang, "page.how_not_flown", n=dropped) if dropped else ""
        if measure(review, "time_zones").value > 1:
            extra += (" " if extra and lang == "en" else "") + t(lang, "page.how_zones")
    else:
        sums = {"distance": "distance", "duration": "air_time"}
        missing = measure(review, sums[topic]).missing if topic in sums else ()
        extra = t(lang, "page.how_missing", n=len(missing)) if missing else ""
        if topic == "distance" and measure(review, "laps").value >= 1:
            extra = t(lang, "page.how_laps") + (" " if extra and lang == "en" else "") + extra
    return text + (" " if extra and lang == "en" else "") + extra


def topics(review: YearReview) -> tuple[Topic, ...]:
    """Return the methods that a page about this year has to explain."""
    found: list[Topic] = []
    if measure(review, "flights").items:
        found += ["flights", "distance", "duration"]
    if measure(review, "cities").items:
        found += ["visits"]
    if measure(review, "cities.first_time").items or measure(review, "airports.first_time").items:
        found += ["first"]
    if measure(review, "trips").items and review.home is not None:
        found += ["home"]
    if measure(review, "nights_away").items:
        found += ["nights"]
    if measure(review, "delay").value:
        found += ["late"]
    if measure(review, "projects.at_once").value > 1:
        found += ["projects"]
    if measure(review, "characters").items:
        found += ["characters"]
    return tuple(found)


def glance(review: YearReview, lang: Lang) -> tuple[Figure, ...]:
    """Return five to seven figures of the year, fewer if there is less to count."""
    at_once = measure(review, "projects.at_once").value > 1
    firsts = measure(review, "cities.first_time").value
    found = (
        _figure(review, lang, "flights", "flights", "flights"),
        _figure(review, lang, "distance", "flights", "distance"),
        _figure(review, lang, "air_time", "flights", "duration"),
        _figure(review, lang, "countries", "places", "visits"),
        _figure(review, lang, "cities", "places", "first" if firsts else None),
        _figure(review, lang, "talks", "talks", None),
        # How many there were says more where they came one by one.
        _figure(review, lang, "projects.at_once", "projects", "projects")
        if at_once
        else _figure(review, lang, "projects", "projects", None),
        _figure(review, lang, "characters", "written", "characters"),
    )
    return tuple(figure for figure in found if figure is not None)[:MOST]


_UNITS: Mapping[str, str] = {
    "distance": "km", "air_time": "air", "projects.at_once": "at_once",
}  # fmt: skip
"""What the words of a unit are called where that is not the name of the number."""


def _value(number: Number) -> float:
    """Return a number as the row of figures shows it: times in hours."""
    return number.value / 60 if number.unit == "minute" else number.value


def _figure(
    review: YearReview, lang: Lang, name: str, section: str, topic: Topic | None
) -> Figure | None:
    """Return a number of the registry as a figure, or None where there is nothing to count."""
    number = measure(review, name)
    value = round(_value(number))
    if not value:
        return None
    new = measure(review, "cities.first_time")
    alike = name == "cities" and (new.stated is None) == (number.stated is None)
    firsts = round(new.value) if alike else 0
    unit = t(lang, f"page.unit_{_UNITS.get(name, name)}", n=value)
    if number.stated is not None:
        unit, section, topic = t(lang, "page.stated", value=unit), "", None
    return Figure(
        value=fmt.number(value, lang),
        unit=unit,
        section=section,
        topic=topic,
        lead=t(lang, "page.at_least") if number.at_least else "",
        more=t(lang, "page.of_them_first", n=firsts) if firsts else "",
        before=_before(review, lang, name),
    )


def _before(review: YearReview, lang: Lang, name: str) -> str:
    """Return ``去年 31`` or ``31 the year before``; an incomplete sum of then says so.

    So does a total that is only stated, and a year that is taken to the same day.
    """
    then = review.beside
    if then is None or not is_known(then, name):
        return ""
    number = measure(then, name)
    value = fmt.number(_value(number), lang)
    if number.stated is not None:
        return _of_year(review, then, t(lang, "page.stated", value=value), lang)
    if number.at_least:
        value = t(lang, "page.at_least_n", n=value)
    if then.until is None:
        return _of_year(review, then, value, lang)
    # 去年 is one word; “the year before” is three, and breaks a line that has just begun.
    short = lang == "zh" and then.year == review.year - 1
    when = t(lang, "page.last_year" if short else "page.in_that_year", year=then.year)
    return t(lang, "page.before_until", value=value, when=when)


def same_day(review: YearReview, lang: Lang) -> str:
    """Return up to which day the other year was taken, in one sentence; empty if it is whole."""
    then = review.beside
    if then is None or then.until is None:
        return ""
    return t(lang, "page.same_day", day=fmt.short_day(then.until, lang))


def _of_year(review: YearReview, then: YearReview, value: str, lang: Lang) -> str:
    if then.year == review.year - 1:
        return t(lang, "page.year_before", value=value)
    return t(lang, "page.other_year", value=value, year=then.year)
