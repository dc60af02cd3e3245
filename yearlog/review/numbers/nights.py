"""The numbers of where one was: nights away, days abroad, the longest trip and time at home."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from yearlog.i18n import Both
from yearlog.review.days import Day
from yearlog.review.model import YearReview
from yearlog.review.numbers.model import Item, Number, Record

IN_THE_AIR = Both("空中", "in the air")


def nights_away(review: YearReview) -> Number:
    """Return the nights spent away from home, at a place or in the air, stop by stop.

    A night belongs to the year of its evening. What is known by its month or year only, and what
    follows a landing away from home that nothing follows, is missing.
    """
    items = (
        Item(
            f"{span[0].on.isoformat()}:{span[0].night.key or span[0].night.where}",
            IN_THE_AIR if span[0].night.where == "air" else span[0].night.name,
            span[0].night.ids,
            len(span),
        )
        for span in _spans(_away(review), lambda day: (day.night.key, day.night.ids))
    )
    return Number("nights_away", "night", tuple(items), review.whereabouts.missing)


def _away(review: YearReview) -> Iterator[Day]:
    return (day for day in review.whereabouts.days if day.night.where in ("away", "air"))


def _spans(days: Iterable[Day], key: Callable[[Day], Hashable]) -> Iterator[list[Day]]:
    """Yield the days that follow on each other here and agree in ``key``."""
    return (list(span) for _, span in groupby(days, key))


def country_of(review: YearReview) -> dict[str, tuple[str, Both] | None]:
    """Return the country or region of each item of `nights_away`, None where it is not known."""
    return {
        f"{day.on.isoformat()}:{day.night.key or day.night.where}": _country(day)
        for day in _away(review)
    }


def _country(day: Day) -> tuple[str, Both] | None:
    if day.night.where == "air":
        return "air", IN_THE_AIR
    return (day.night.country_code, day.night.country) if day.night.country_code else None


def country_days(review: YearReview) -> Number:
    """Return the days in each country and region: a day in two of them is a day in each.

    Layovers count as little as for `countries`. Days at home count where home may be told.
    """
    found: dict[str, list[Item]] = {}
    for day in review.whereabouts.days:
        for one in day.countries:
            items = found.setdefault(one.country_code, [])
            if items and items[-1].ids == one.ids:
                items[-1] = items[-1]._replace(share=items[-1].share + 1)
            else:
                key = f"{day.on.isoformat()}:{one.country_code}"
                items.append(Item(key, one.country, one.ids))
    return Number("days", "day", tuple(item for items in found.values() for item in items))


def days_abroad(review: YearReview) -> Number:
    """Return the days on which one was in another country than that of home, each once.

    On days of which the country of home is not known there are none.
    """
    abroad = []
    for day in review.whereabouts.days:
        away = [one for one in day.countries if one.country_code != day.home_country]
        if day.home_country and away:
            abroad.append(replace(day, countries=tuple(away)))
    items = (
        Item(
            span[0].on.isoformat(),
            Both(
                "、".join(one.country.zh for one in span[0].countries),
                ", ".join(one.country.en for one in span[0].countries),
            ),
            tuple(dict.fromkeys(one for each in span[0].countries for one in each.ids)),
            len(span),
        )
        for span in _spans(abroad, lambda day: day.countries)
    )
    return Number("days_abroad", "day", tuple(items), review.whereabouts.missing)


# Records ------------------------------------------------------------------------------------------


def longest_trip(review: YearReview) -> Record | None:
    """Return the trip with most nights away in the year, the first of equals."""
    trip_of = {entry.id: at for at, trip in enumerate(review.trips) for entry in trip.entries}
    nights: dict[int, int] = {}
    for day in _away(review):
        at = next((trip_of[one] for one in day.night.ids if one in trip_of), None)
        if at is None:  # a stay at another's home is part of no trip, but may lie within one
            within = (
                n for n, one in enumerate(review.trips) if one.starts_on <= day.on < one.ends_on
            )
            at = next(within, None)
        if at is not None:
            nights[at] = nights.get(at, 0) + 1
    if not nights:
        return None
    longest = max(nights, key=lambda at: (nights[at], -at))
    trip = review.trips[longest]
    ids = tuple(entry.id for entry in trip.entries)
    item = Item(trip.entries[0].id, Both(trip.name("zh"), trip.name("en")), ids)
    return Record("trips.longest", "night", nights[longest], item)


class _Run(NamedTuple):
    """Nights in a row, and the entries before and after them."""

    first: Day
    last: Day
    nights: int
    ids: tuple[str, ...]


def longest_at_home(review: YearReview) -> Record | None:
    """Return the most nights in a row at home, the first of equals.

    None where no entry stands at either end: then nothing proves them.
    """
    runs = []
    for where, group in groupby(review.whereabouts.days, lambda day: day.night.where):
        days = list(group)
        ids = tuple(dict.fromkeys(one for day in days for one in day.night.ids))
        if where == "home" and ids:
            runs.append(_Run(days[0], days[-1], len(days), ids))
    if not runs:
        return None
    best = max(runs, key=lambda run: run.nights)
    said = f"{best.first.on.isoformat()}..{best.last.on.isoformat()}"
    item = Item(best.first.on.isoformat(), Both(said, said), best.ids)
    return Record("home.longest", "night", best.nights, item)
