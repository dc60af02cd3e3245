"""What a figure in a text is shown as: the number of a review in words, its list, how it counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from yearlog.errors import YearlogError
from yearlog.i18n import Lang, t
from yearlog.render import format as fmt
from yearlog.render.markup import Figure, Shown
from yearlog.render.page.glance import Topic, explain
from yearlog.review.model import YearReview
from yearlog.review.numbers import NUMBERS, Number, Unit, is_known, measure
from yearlog.text.numerals import LARGEST, spell
from yearlog.text.placeholders import UnknownFigure, Wanted

SECTION: Mapping[str, str] = {
    "flights": "flights", "distance": "flights", "laps": "flights", "air_time": "flights",
    "delay": "flights", "airports": "flights", "airlines": "flights", "aircraft": "flights",
    "routes": "flights", "time_zones": "flights", "countries": "places", "cities": "places",
    "layovers": "places", "late": "flights", "nights_away": "trips", "days_abroad": "trips",
    "trips": "trips", "stays": "stays", "talks": "talks",
    "projects": "projects", "milestones": "projects", "submissions": "projects",
    "accepted": "projects", "rejected": "projects", "moments": "moments",
}  # fmt: skip
"""The section of the page that holds the list behind a number, by the first part of its name."""

_TOPIC: Mapping[str, Topic] = {
    "flights": "flights", "distance": "distance", "laps": "distance", "air_time": "duration",
    "cities": "visits", "countries": "visits", "layovers": "visits",
    "cities.first_time": "first", "airports.first_time": "first", "trips": "home",
    "projects.at_once": "projects", "characters": "characters",
    "han": "characters", "words": "characters", "nights_away": "nights", "days_abroad": "days",
    "late": "late",
}  # fmt: skip
_BESIDE = (".compare", ".last_year")
_MEASURED: frozenset[Unit] = frozenset({"km", "minute", "lap", "character"})


class NoSuchYear(YearlogError):
    """A figure of a year that the page does not look at."""

    def __init__(self, year: int, review: YearReview) -> None:
        known = [review.year] + ([review.compare.year] if review.compare else [])
        zh, en = "、".join(map(str, known)), ", ".join(map(str, known))
        super().__init__(
            f"这一页没有 {year} 年的数字，只有 {zh} 年的。对照的年份用 "
            f"yearlog review {review.year} --compare-with {year} 设定。",
            f"This page has no figures of {year}, only of {en}. Choose the year beside it with "
            f"yearlog review {review.year} --compare-with {year}.",
        )


class NotStated(YearlogError):
    """A figure of a year without entries, of which the author has not stated it either."""

    def __init__(self, name: str, year: int) -> None:
        super().__init__(
            f"日志里没有 {year} 年的记录，{name} 也没有自述的总数。"
            f"可用 yearlog config baseline.{year}.{name} 设定。",
            f"The journal has no entries of {year}, and no total of {name} is stated. "
            f"State one with yearlog config baseline.{year}.{name}.",
        )


def says(review: YearReview, lang: Lang, *, page: Lang | None = None) -> Figure:
    """Return what shows the figures of a review in the language of a text.

    The figures are those of the review, so of what its readers may see. On a ``page`` they lead to
    the section that lists what was counted, in the language of the page.
    """

    def shown(wanted: Wanted) -> Shown:
        name, beside = _parted(wanted.name)
        if name not in NUMBERS:
            beside_too = [f"{one}.compare" for one in NUMBERS] if "." in wanted.name else []
            raise UnknownFigure(wanted.name, [*NUMBERS, *beside_too])
        year = _of_year(review, wanted.year)
        other = year.compare if beside else None
        if beside and other is None:
            raise NoSuchYear(year.year - 1, year)
        told = other if other and beside == ".last_year" else year
        number = _known(told, name)
        if other and beside == ".compare":
            text = _difference(number, _known(_like(year, other, name), name), year, other, lang)
        else:
            text = phrase(number, lang, wanted.filters)
        section = SECTION.get(name.partition(".")[0], "")
        there = page and section and year is review and number.items
        stated = told if number.stated is not None else other
        note = _how(name, told, lang, stated) if "note" in wanted.filters else ""
        return Shown(text, f"#{section}-{page}" if there else "", note)

    return shown


def _known(year: YearReview, name: str) -> Number:
    if not is_known(year, name):
        raise NotStated(name, year.year)
    return measure(year, name)


def _like(year: YearReview, other: YearReview, name: str) -> YearReview:
    """Return the other year as far as this one has come; a stated total is of the whole year."""
    stated = any(measure(one, name).stated is not None for one in (year, other))
    return other if stated or year.beside is None else year.beside


def _parted(name: str) -> tuple[str, str]:
    """Return the name of a number, and whether it is wanted beside another year."""
    for ending in _BESIDE:
        if name.endswith(ending):
            return name.removesuffix(ending), ending
    return name, ""


def _of_year(review: YearReview, year: int | None) -> YearReview:
    if year in (None, review.year):
        return review
    if review.compare is not None and review.compare.year == year:
        return review.compare
    assert year is not None
    raise NoSuchYear(year, review)


def phrase(number: Number, lang: Lang, filters: tuple[str, ...] = ()) -> str:
    """Return a number in words of ``lang``, with its measure word or plural, as filters ask."""
    if not number.at_least:
        return _counted(number.value, number.unit, lang, filters)
    # What is at least 1 h 30 min is not at least 2 h.
    told = _counted(number.value, number.unit, lang, filters, whole=math.floor)
    shown = t(lang, "numbers.at_least", shown=told)
    return shown if told[0].isascii() else shown.replace(f" {told}", told)


def _counted(
    value: float,
    unit: Unit,
    lang: Lang,
    filters: tuple[str, ...],
    whole: Callable[[float], int] = round,
) -> str:
    if unit == "minute" and "number" not in filters:
        if "round" in filters:
            return t(lang, "page.hours", h=fmt.number(whole(value / 60), lang))
        return fmt.duration(value, lang)
    bare = "number" in filters
    shown = _digits(value, unit, lang, filters, whole)
    if bare:
        return shown
    joined = t(lang, f"numbers.n_{unit}", n=round(value), shown=shown)
    # A numeral in characters takes no space before its measure word.
    written = lang == "zh" and not shown[-1].isascii()
    return joined.replace(f"{shown} ", shown) if written else joined


def _digits(
    value: float,
    unit: Unit,
    lang: Lang,
    filters: tuple[str, ...],
    whole: Callable[[float], int],
) -> str:
    """Return the value alone: in words, rounded to two places that count, or in figures."""
    if "round" in filters and value >= 100:
        power = 10 ** (len(str(round(value))) - 2)
        value = whole(value / power) * power
        if lang == "zh" and value >= 10_000:
            return f"{value / 10_000:g} 万"
    if "words" in filters and value <= LARGEST:
        return spell(whole(value), lang, counted="number" not in filters)
    return f"{value:.1f}" if unit == "lap" else fmt.number(value, lang)


def _difference(now: Number, then: Number, year: YearReview, other: YearReview, lang: Lang) -> str:
    """Return how much more or less it is than in the other year, or by the same day of it."""
    by = now.value - then.value
    same_day = other.to_date is not None and then.stated is None and now.stated is None
    if other.year == year.year - 1:
        when = t(lang, "numbers.same_day_last_year" if same_day else "numbers.last_year")
    else:
        when = t(lang, "numbers.same_day_in" if same_day else "numbers.in", year=other.year)
    if round(by, 6) == 0:
        return t(lang, "numbers.same", when=when)
    kind = ("more" if by > 0 else "less") + ("_of" if now.unit in _MEASURED else "")
    shown = _counted(abs(by), now.unit, lang, () if now.unit in _MEASURED else ("number",))
    if lang == "zh" and now.unit not in _MEASURED:
        shown = f"{shown} {t(lang, f'numbers.unit_{now.unit}')}"
    return t(lang, f"numbers.{kind}", when=when, by=shown)


def _how(name: str, review: YearReview, lang: Lang, stated: YearReview | None) -> str:
    """Return how a number was counted, or the rule that holds for all, and what is only stated."""
    topic = _TOPIC.get(name)
    rule = (explain(topic, review, lang) if topic else "") or t(lang, "numbers.rule")
    if stated is None or measure(stated, name).stated is None:
        return rule
    said = t(lang, "numbers.how_stated", year=stated.year)
    if stated is review:
        return said
    return rule + (" " if lang == "en" else "") + said
