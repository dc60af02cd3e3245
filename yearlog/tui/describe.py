"""Entries in a few words: the columns of the timeline and the labelled lines of the read view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from yearlog.i18n import Both, Lang, other, t
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import fields_of
from yearlog.kinds.values import Place

MILES = 0.621371192237334
"""International miles in a kilometre."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the timeline, in words: when, what kind, what, where, how much, for whom."""

    day: str
    sign: str
    word: str
    headline: str
    detail: str
    figures: str
    mark: str


def distance(km: float, lang: Lang, units: str = "km") -> str:
    """Return a distance in whole units with its unit."""
    amount = km * MILES if units == "mi" else km
    return t(lang, f"tui.{units}", amount=f"{amount:,.0f}")


def duration(minutes: int, lang: Lang) -> str:
    """Return a duration in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return t(lang, "tui.minutes", minutes=rest)
    return t(lang, "tui.hours", hours=hours, minutes=f"{rest:02d}")


def month(number: int, lang: Lang) -> str:
    """Return the name of a month."""
    return t(lang, "tui.months").split(" ")[number - 1]


def weekday(day: date, lang: Lang) -> str:
    """Return the short name of a day of the week."""
    return t(lang, "tui.weekdays").split(" ")[day.weekday()]


def days(entry: Entry, year: int, lang: Lang) -> str:
    """Return when, as a line below its month needs it: ``14 Sat``, ``14–16``, ``14–3/2``."""
    first, last = entry.starts_on, entry.last_day
    if entry.date_precision != "day":
        if last.year == first.year and last.month != first.month:
            return t(lang, "tui.month_span", **_span(first.month, last.month, lang))
        return t(lang, "tui.whole_month")
    start = f"{first.day:2d}" if first.year == year else "…"
    if last == first:
        return f"{start} {weekday(first, lang)}"
    if last.year != year:
        return f"{start}–…"
    same = (last.year, last.month) == (first.year, first.month)
    return f"{start}–{last.day}" if same else f"{start}–{last.month}/{last.day}"


def _span(first: int, last: int, lang: Lang) -> dict[str, str]:
    if lang == "zh":
        return {"first": str(first), "last": str(last)}
    return {"first": month(first, lang)[:3], "last": month(last, lang)[:3]}


def length(body: str, lang: Lang) -> str:
    """Return how long a text is, as its script is counted."""
    from yearlog.text.count import han_and_words

    han, words = han_and_words(body)
    key = "characters" if han > words else "words"
    return t(lang, f"tui.{key}", n=han + words)


def whole_date(entry: Entry, lang: Lang) -> str:
    """Return the date or the span in full."""
    first, last = entry.starts_on, entry.last_day
    if entry.date_precision != "day":
        cut = {"year": 4, "month": 7}[entry.date_precision]
        start, end = first.isoformat()[:cut], last.isoformat()[:cut]
        return start if start == end else f"{start} – {end}"
    if first == last:
        return f"{first.isoformat()} {weekday(first, lang)}"
    count = t(lang, "tui.days", n=(last - first).days + 1)
    return f"{first.isoformat()} – {last.isoformat()}  {count}"


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def detail(entry: Entry, lang: Lang) -> str:
    """Return place or route, as far as the headline does not say it already."""
    place = entry.place.name(lang) if entry.place else ""
    apart = place if place != entry.headline(lang) else ""
    told: Any = entry.details  # by the name of the kind, so that no kind is loaded for the asking
    if entry.kind == "flight":
        if any(entry.titles):
            return _join(told.headline(lang).replace("  ", " "))
        return f"{told.origin.code}→{told.destination.code}"
    if entry.kind == "talk":
        return _join(place, told.event or told.host)
    if entry.kind == "project":
        return _join(told.role, _shown(entry, "form", lang))
    return _join(_shown(entry, "purpose", lang), apart) if entry.kind == "stay" else apart


def _shown(entry: Entry, name: str, lang: Lang) -> str:
    for spec in fields_of(type(entry.details)):
        if spec.name == name:
            return spec.type.show(getattr(entry.details, name), lang)
    return ""


def figures(entry: Entry, lang: Lang, units: str = "km") -> str:
    """Return how far and how long, or how many characters."""
    told: Any = entry.details
    if entry.kind == "flight":
        if told.status not in ("flown", "diverted"):
            return _shown(entry, "status", lang)
        far = distance(told.distance_km, lang, units) if told.distance_km else ""
        long = duration(told.duration_minutes, lang) if told.duration_minutes else ""
        return "  ".join(filter(None, (far, long)))
    if entry.kind == "project":
        return _shown(entry, "status", lang)
    if entry.kind == "stay" and entry.ends_on and entry.date_precision == "day":
        return t(lang, "tui.days", n=(entry.last_day - entry.starts_on).days + 1)
    body = entry.text(lang)[0].body
    return length(body, lang) if body else ""


def row(entry: Entry, year: int, lang: Lang, units: str = "km") -> Row:
    """Return the words of an entry's line."""
    return Row(
        day=days(entry, year, lang),
        sign=entry.meta.sign,
        word=entry.meta.label.get(lang),
        headline=entry.headline(lang).replace("\n", " "),
        detail=detail(entry, lang),
        figures=figures(entry, lang, units),
        mark=t(lang, "tui.private") if entry.visibility == "private" else "",
    )


def named(entry: Entry, lang: Lang) -> str:
    """Return kind and headline, for a toast."""
    return f"{entry.meta.label.get(lang)} {entry.headline(lang)}"


class Names(Protocol):
    """What names countries and divisions: the gazetteer."""

    def country_name(self, code: str, lang: Lang) -> str:
        """Return a country's name, or its code."""

    def admin1_name(self, country: str, code: str, lang: Lang) -> str:
        """Return a first-level division's name, or its code."""


def where(place: Place, lang: Lang, names: Names | None = None) -> str:
    """Return what tells a place from others of its name: the other name, city, country."""
    shown = place.name(lang)
    second = place.name(other(lang))
    city = Both(place.city_zh, place.city_en)
    near = (city.get(lang) or city.get(other(lang))) if place.iata or place.icao else ""
    return _join(
        second if second != shown else "",
        near if near not in shown else "",
        region(place, lang, names),
    )


def region(place: Place, lang: Lang, names: Names | None) -> str:
    """Return division and country as a reader of ``lang`` writes them."""
    if names is None or not place.country_code:
        return place.country_code
    country = names.country_name(place.country_code, lang) if place.kind != "country" else ""
    admin = ""
    if place.admin1 and place.kind not in ("admin1", "country"):
        admin = names.admin1_name(place.country_code, place.admin1, lang)
    parts = [part for part in (admin, country) if part and part != place.name(lang)]
    return " ".join(reversed(parts)) if lang == "zh" else ", ".join(parts)
