"""Dates, numbers and durations as a reader of Chinese or of English expects them on a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from yearlog.i18n import Lang, t
from yearlog.kinds.field import Precision

LOCALES: Final = {"zh": "zh_Hans_CN", "en": "en_GB"}
"""What the two languages are called in CLDR. English dates go day, month, year."""

TAGS: Final = {"zh": "zh-Hans", "en": "en"}
"""The values of ``lang`` and ``hreflang`` (BCP 47)."""


def number(value: float, lang: Lang) -> str:
    """Return ``126634.2`` as ``126,634``: rounded half to even, grouped in threes."""
    from babel.numbers import format_decimal

    return format_decimal(round(value), format="#,##0", locale=LOCALES[lang])


def day(on: date, lang: Lang, *, year: bool = False, precision: Precision = "day") -> str:
    """Return ``5月12日`` or ``12 May``, with its year if asked; less of it if less is known."""
    from babel.dates import format_date

    if precision == "year":
        return t(lang, "page.in_year", year=on.year)
    pattern = t(lang, f"page.{precision}_of_year" if year else f"page.{precision}_alone")
    return format_date(on, format=pattern, locale=LOCALES[lang])


def short_day(on: date, lang: Lang) -> str:
    """Return ``5月12日`` or ``12 May`` with the month cut to three or four letters."""
    from babel.dates import format_skeleton

    return format_skeleton("MMMd", on, locale=LOCALES[lang])


def span(
    start: date, end: date | None, lang: Lang, *, in_year: int, precision: Precision = "day"
) -> str:
    """Return the days from ``start`` to ``end``, short; a year only where it is not ``in_year``."""
    last = end or start
    own = start.year == last.year == in_year
    if precision != "day":
        return _loose(start, last, lang, precision, in_year)
    if last <= start:
        return short_day(start, lang) if own else _dated(start, lang)
    if own and start.month == last.month:
        return t(lang, "page.days", a=short_day(start, lang), b=_tail(last, lang), c=start.day)
    a, b = (short_day(on, lang) if on.year == in_year else _dated(on, lang) for on in (start, last))
    return t(lang, "page.from_to", a=a, b=b)


def _tail(last: date, lang: Lang) -> str:
    return f"{last.day}日" if lang == "zh" else short_day(last, lang)


def _dated(on: date, lang: Lang) -> str:
    from babel.dates import format_skeleton

    return format_skeleton("yMMMd", on, locale=LOCALES[lang])


def _loose(start: date, last: date, lang: Lang, precision: Precision, in_year: int) -> str:
    ends = [
        day(on, lang, year=on.year != in_year, precision=precision) for on in (start, last)
    ]  # fmt: skip
    return ends[0] if ends[0] == ends[1] else t(lang, "page.from_to", a=ends[0], b=ends[1])


def month(at: int, lang: Lang, *, narrow: bool = False) -> str:
    """Return the name of a month from 1 to 12, ``5月`` or ``May``; ``narrow`` cuts it short."""
    from babel.dates import format_skeleton

    on = date(2025, at, 1)
    return format_skeleton("MMM" if narrow else "MMMM", on, locale=LOCALES[lang])


def duration(minutes: float, lang: Lang) -> str:
    """Return ``440`` as ``7 小时 20 分`` or ``7 h 20 min``."""
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return t(lang, "page.minutes", m=rest)
    if not rest:
        return t(lang, "page.hours", h=number(hours, lang))
    return t(lang, "page.hours_minutes", h=number(hours, lang), m=rest)


def clock(minutes: float) -> str:
    """Return ``440`` as ``7:20``, for a column of a table."""
    hours, rest = divmod(round(minutes), 60)
    return f"{hours}:{rest:02d}"


def listing(parts: Sequence[str], lang: Lang) -> str:
    """Return ``甲、乙和丙`` or ``A, B and C``."""
    from babel.lists import format_list

    return format_list(list(parts), locale=LOCALES[lang]) if parts else ""
