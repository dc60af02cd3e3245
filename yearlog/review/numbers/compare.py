"""What a year is set beside: another year to the same day, or the mean of several years."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yearlog.kinds.entry import Entry
from yearlog.kinds.project import Project
from yearlog.review.belongs import last_possible_start
from yearlog.review.model import YearReview
from yearlog.review.numbers import NUMBERS, Unit, measure


def same_day(year: int, day: date) -> date:
    """Return a day in another year; 28 February for the 29th where there is none."""
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def happened(entries: Iterable[Entry], day: date) -> list[Entry]:
    """Return what had begun by ``day``, as it stood then: nothing in it goes beyond that day.

    A flight counts by its departure, all else by its first day. What is known by its month or year
    had begun when that month or year was over. Milestones after the day are left out; those before
    it count although their project began in a later year.
    """
    return [
        _cut(entry, day)
        for entry in entries
        if last_possible_start(entry) <= day or _led(entry, day)
    ]


def _led(entry: Entry, day: date) -> bool:
    """Return whether a project of a later year had a milestone by a day."""
    if not isinstance(entry.details, Project) or entry.starts_on.year <= day.year:
        return False
    return any(step.on <= day for step in entry.details.milestones)


def _cut(entry: Entry, day: date) -> Entry:
    if entry.starts_on <= day and entry.ends_on is not None and entry.ends_on > day:
        entry = replace(entry, ends_on=day)
    if isinstance(entry.details, Project):
        so_far = tuple(step for step in entry.details.milestones if step.on <= day)
        entry = replace(entry, details=replace(entry.details, milestones=so_far))
    return entry


def unproven(review: YearReview, stated: Mapping[str, float]) -> dict[str, float]:
    """Return the stated totals of a year that have no entry behind them, in a table's order.

    ``review`` is of the whole year with private entries: where there is a list, the list wins.
    """
    return {
        name: stated[name]
        for name, number in ((name, NUMBERS[name](review)) for name in NUMBERS if name in stated)
        if not number.items and not number.missing
    }


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of one number over ``years``, which has no entries of its own behind it.

    Years for which it is only stated are left out, so ``years`` may be fewer than were asked for,
    or none. It is ``at_least`` that where a share is missing in one of them.
    """

    name: str
    unit: Unit
    value: float
    years: tuple[int, ...]
    at_least: bool


def mean(reviews: Sequence[YearReview]) -> dict[str, Mean]:
    """Return the mean of every number over years that have entries, by name."""
    return {name: _mean(name, reviews) for name in NUMBERS}


def _mean(name: str, reviews: Sequence[YearReview]) -> Mean:
    found = [(one.year, measure(one, name)) for one in reviews]
    proven = [(year, number) for year, number in found if number.stated is None]
    total = math.fsum(number.value for _, number in proven)
    return Mean(
        name,
        found[0][1].unit,
        total / len(proven) if proven else 0,
        tuple(year for year, _ in proven),
        any(number.at_least for _, number in proven),
    )
