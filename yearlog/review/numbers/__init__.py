"""Every number of a year by its name: what ``stats``, the page, a text and ``check`` ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from yearlog.errors import YearlogError
from yearlog.review.model import YearReview
from yearlog.review.numbers import nights, travel, work
from yearlog.review.numbers.model import Item, Number, Part, Record, Spread, Unit

__all__ = [
    "NUMBERS", "Item", "Number", "Part", "Record", "Spread", "Unit", "UnknownNumber", "everything",
    "is_known", "measure",
]  # fmt: skip

NUMBERS: Mapping[str, Callable[[YearReview], Number]] = {
    "flights": travel.flights,
    "distance": travel.distance,
    "laps": travel.laps,
    "air_time": travel.air_time,
    "delay": travel.delay,
    "late": travel.late,
    "airports": travel.airports,
    "airports.first_time": travel.airports_first_time,
    "airlines": travel.airlines,
    "aircraft": travel.aircraft,
    "routes": travel.routes,
    "time_zones": travel.time_zones,
    "countries": travel.countries,
    "countries.first_time": travel.countries_first_time,
    "cities": travel.cities,
    "cities.first_time": travel.cities_first_time,
    "layovers": travel.layovers,
    "trips": travel.trips,
    "stays": travel.stays,
    "nights_away": nights.nights_away,
    "days_abroad": nights.days_abroad,
    "talks": work.talks,
    "talks.in_person": work.talks_in_person,
    "talks.online": work.talks_online,
    "projects": work.projects,
    "projects.at_once": work.projects_at_once,
    "milestones": work.milestones,
    "submissions": work.submissions,
    "accepted": work.accepted,
    "rejected": work.rejected,
    "moments": work.moments,
    "reflections": work.reflections,
    "characters": work.characters,
    "han": work.han,
    "words": work.words,
    "tags": work.tags,
}
"""The numbers in the order in which a table shows them; the names are a contract."""


class UnknownNumber(YearlogError):
    """A name that no number has."""

    def __init__(self, name: str) -> None:
        near = get_close_matches(name.casefold(), NUMBERS, n=3, cutoff=0.5)
        zh = f"是不是想写 {'、'.join(near)}？" if near else "yearlog stats 会列出全部数字的名称。"
        en = f"Did you mean {', '.join(near)}?" if near else "yearlog stats lists all names."
        super().__init__(f"没有「{name}」这个数字。{zh}", f"There is no number “{name}”. {en}")


def measure(review: YearReview, name: str) -> Number:
    """Return the number called ``name``; UnknownNumber for another name.

    What the author states of a year holds where nothing was computed.
    """
    if name not in NUMBERS:
        raise UnknownNumber(name)
    number = NUMBERS[name](review)
    stated = review.stated.get(name)
    if stated is None or number.items or number.missing:
        return number
    return replace(number, stated=stated)


def is_known(review: YearReview, name: str) -> bool:
    """Return whether a number of a year is known: of one without entries only what is stated."""
    return review.recorded or name in review.stated


def everything(review: YearReview) -> dict[str, Number]:
    """Return all numbers of a year that are known, by name, in the order of a table."""
    return {name: measure(review, name) for name in NUMBERS if is_known(review, name)}
