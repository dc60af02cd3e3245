"""What stands beside the numbers of a year in the terminal: the heading, the mark, the notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from yearlog.i18n import Lang, t
from yearlog.review.numbers.spreads import MONTHS

MARK = "*"
"""Stands behind a total that the author states."""


def heading(beside: Any, lang: Lang) -> str:
    """Return ``2024``, ``2024, to 23 Nov`` or ``mean of 3 years``."""
    if beside["year"] is None:
        return t(lang, "numbers.mean", n=len(beside["mean_of"]))
    name = t(lang, "numbers.beside", year=beside["year"])
    cut = beside["until"] and beside["recorded"]
    return t(lang, "numbers.until", name=name, day=_day(beside, lang)) if cut else name


def _day(beside: Any, lang: Lang) -> str:
    """Return ``23 Nov`` or ``11 月 23 日``; a library for dates would take as long as the table."""
    on = date.fromisoformat(beside["until"])
    month = MONTHS[on.month - 1].en[:3] if lang == "en" else on.month
    return t(lang, "numbers.day", d=on.day, month=month)


def marked(beside: Any) -> bool:
    """Return whether any number is only stated."""
    return any(number["stated"] for number in beside["numbers"])


def stated_here(now: Any, lang: Lang) -> Iterator[str]:
    """Yield what the mark means in the column of the year itself, and that it has no entries."""
    if marked(now):
        yield t(lang, "numbers.stated", mark=MARK, year=now["year"])
    if not now["recorded"]:
        yield t(lang, "numbers.not_recorded", year=now["year"])


def notes(beside: Any, lang: Lang) -> Iterator[str]:
    """Yield what the marks mean, and of which means a year is left out."""
    if marked(beside):
        yield t(lang, "numbers.stated", mark=MARK, year=beside["year"])
    if beside["year"] is None:
        years = ("、" if lang == "zh" else ", ").join(map(str, beside["mean_of"]))
        if beside["until"]:
            yield t(lang, "numbers.mean_until", years=years, day=_day(beside, lang))
        else:
            yield t(lang, "numbers.mean_of", years=years)
        for number in beside["numbers"]:
            if len(number["years"]) < len(beside["mean_of"]):
                name = t(lang, f"numbers.{number['name']}")
                yield t(lang, "numbers.mean_of_fewer", name=name, n=len(number["years"]))
    elif not beside["recorded"]:
        yield t(lang, "numbers.not_recorded", year=beside["year"])
