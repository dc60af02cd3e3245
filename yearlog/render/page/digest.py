"""What a list of the page adds up to, in a few words each: records, and talks by form and place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from yearlog.i18n import Lang, other, t
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.render import format as fmt
from yearlog.review.model import YearReview
from yearlog.review.numbers import Number, Part, Record, Spread, measure
from yearlog.review.numbers.records import RECORDS
from yearlog.review.numbers.spreads import SPREADS

_DIRECTIONS = ("northernmost", "southernmost", "easternmost", "westernmost")
_MOST_PARTS = 8
"""More parts than this are no line one reads."""


_MOST_NIGHTS = 16
"""Of countries a line may be longer."""


class Fact(NamedTuple):
    """What is said of a list: a word or two, and the answer."""

    word: str
    said: str


class Digest(NamedTuple):
    """Facts under a heading, which is empty where the section's own is enough."""

    heading: str
    facts: tuple[Fact, ...]


def digests(review: YearReview, lang: Lang) -> dict[str, Digest]:
    """Return, by section, the facts that stand under its list."""
    records = t(lang, "numbers.records")
    found = {
        "trips": Digest("", tuple(_of_nights(review, lang))),
        "flights": Digest(records, tuple(_of_flights(review, lang))),
        "talks": Digest("", tuple(_of_talks(review, lang))),
        "places": Digest(records, tuple(_of_places(review, lang))),
    }
    return {name: one for name, one in found.items() if one.facts}


def travelled(review: YearReview, lang: Lang) -> list[str]:
    """Return sentences on how far the flights went: laps, time zones, minutes waited."""
    said = []
    laps, zones, delay = (measure(review, name) for name in ("laps", "time_zones", "delay"))
    if laps.value >= 1:
        said.append(t(lang, "page.flights_laps", n=f"{laps.value:.1f}"))
    if zones.value > 1:
        said.append(t(lang, "page.flights_zones", n=round(zones.value)))
    if delay.value:
        said.append(_late(review, delay, lang))
    return said


def _late(review: YearReview, delay: Number, lang: Lang) -> str:
    """Return how late the flights were together, and how many of them counted as late."""
    time, n = fmt.duration(delay.value, lang), round(measure(review, "late").value)
    message = "page.flights_late_known" if delay.at_least else "page.flights_late"
    return t(lang, message if n else f"{message}_little", n=n, time=time)


def nights(review: YearReview, lang: Lang) -> list[str]:
    """Return in one sentence how many nights were away from home, if any."""
    away = measure(review, "nights_away")
    n = round(away.value)
    if not n:
        return []
    shown = t(lang, "numbers.at_least", shown=fmt.number(n, lang)) if away.at_least else n
    return [t(lang, "page.trips_nights", n=n, shown=shown)]


def modes(review: YearReview, lang: Lang) -> list[str]:
    """Return in one sentence how many talks were in person and how many online, if both were."""
    here, online = (
        round(measure(review, f"talks.{mode}").value) for mode in ("in_person", "online")
    )
    return [t(lang, "page.talks_modes", here=here, online=online)] if here and online else []


def _joined(parts: Iterable[str], lang: Lang) -> str:
    return ("，" if lang == "zh" else ", ").join(parts)


def _of_nights(review: YearReview, lang: Lang) -> Iterable[Fact]:
    """Yield the nights away by country and region, if they were in more than one."""
    spread = SPREADS["nights_away.by_country"](review)
    parts = [part for part in spread.parts if part.items]
    if 1 < len(parts) <= _MOST_NIGHTS:
        yield Fact(t(lang, "page.nights_by_country"), _parts(spread, lang))


def _of_flights(review: YearReview, lang: Lang) -> Iterable[Fact]:
    entries = {entry.id: entry for entry in review.entries}
    for name in ("longest", "shortest"):
        record = RECORDS[f"flights.{name}"](review)
        if record is not None:
            flight = _flight(entries[record.item.ids[0]], review, lang)
            km = t(lang, "numbers.n_km", n=2, shown=fmt.number(record.value, lang))
            yield _record(record, _joined((flight, km), lang), lang)
    if len(measure(review, "flights").items) < 2:
        return
    for what in ("busiest_month", "busiest_weekday", "busiest_route"):
        record = RECORDS[f"flights.{what}"](review)
        if record is not None and record.value > 1:
            n = round(record.value)
            times = t(lang, "numbers.n_flight", n=n, shown=n)
            at = record.item
            name = _month(at.key, lang) if what == "busiest_month" else at.name.get(lang)
            yield _record(record, _joined((name, times), lang), lang)


def _flight(entry: Entry, review: YearReview, lang: Lang) -> str:
    """Return a flight as its day and its two cities."""
    details = entry.details
    assert isinstance(details, Flight)
    day = fmt.span(entry.starts_on, None, lang, in_year=review.year, precision=entry.date_precision)
    ends = (airport.city(lang) or airport.code for airport in (details.origin, details.destination))
    return _joined((day, " → ".join(ends)), lang)


def _of_places(review: YearReview, lang: Lang) -> Iterable[Fact]:
    """Yield the four corners of the year, if it was in more than one place."""
    if len(measure(review, "cities").items) < 2:
        return
    for name in _DIRECTIONS:
        record = RECORDS[f"places.{name}"](review)
        if record is not None:
            sides = ("north", "south") if name[0] in "ns" else ("east", "west")
            degrees = f"{abs(record.value):.1f}"
            where = t(lang, f"numbers.{sides[record.value < 0]}", n=degrees)
            place = record.item.name.get(lang) or record.item.key
            yield _record(record, _joined((place, where), lang), lang)


def _record(record: Record, said: str, lang: Lang) -> Fact:
    return Fact(t(lang, f"page.record_{record.name.replace('.', '_')}"), said)


def _of_talks(review: YearReview, lang: Lang) -> Iterable[Fact]:
    if len(measure(review, "talks").items) < 2:
        return
    for name in ("form", "place", "language", "month"):
        spread = SPREADS[f"talks.by_{name}"](review)
        parts = [part for part in spread.parts if part.key and part.items]
        if parts and (len(parts) <= _MOST_PARTS or name == "month"):
            # A talk online has no place: that is no gap in what is known.
            whole = name != "place"
            yield Fact(t(lang, f"page.by_{name}"), _parts(spread, lang, whole=whole))
    pause = RECORDS["talks.longest_pause"](review)
    if pause is not None:
        yield Fact(t(lang, "page.talks_pause"), _pause(pause, review, lang))


def _month(key: str, lang: Lang) -> str:
    """Return the name of a month in full, ``4月`` or ``April``."""
    return fmt.day(date(2025, int(key), 1), lang, precision="month")


def _pause(pause: Record, review: YearReview, lang: Lang) -> str:
    entries = {entry.id: entry for entry in review.entries}
    before, after = (entries[one] for one in pause.item.ids)
    days = t(lang, "numbers.n_day", n=round(pause.value), shown=round(pause.value))
    between = fmt.span(before.last_day, after.starts_on, lang, in_year=review.year)
    return _joined((days, between), lang)


def _parts(spread: Spread, lang: Lang, *, whole: bool = True) -> str:
    """Return ``报告 4、圆桌 2``; with ``whole``, what is in no part is said too."""
    shown = [part for part in spread.parts if part.items and (whole or part.key)]
    joint = "、" if lang == "zh" else ", "
    return joint.join(_part(spread, part, lang) for part in shown)


def _part(spread: Spread, part: Part, lang: Lang) -> str:
    n = round(part.value)
    name = part.name.get(lang) or part.name.get(other(lang))
    if spread.name.endswith(".by_month") and part.key:
        # "April 3" would be a day.
        return t(lang, "page.n_in_month", month=_month(part.key, lang), n=n)
    return f"{name} {n}"
