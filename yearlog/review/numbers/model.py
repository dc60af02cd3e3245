"""A number of the year with the list behind it: its value is the sum of what the list holds."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.review.model import Counted

Unit = Literal[
    "flight", "km", "minute", "lap", "airport", "airline", "aircraft", "route", "country", "city",
    "zone", "trip", "stay", "night", "talk", "project", "milestone", "moment", "reflection",
    "character", "han", "word", "tag", "day",
]  # fmt: skip
"""What a number counts or measures: km on WGS 84, minutes, laps round the equator, else things."""


class Item(NamedTuple):
    """One thing that a number counts, or one share of a sum.

    ``key`` tells it from the others; ``ids`` are the entries that prove it.
    """

    key: str
    name: Both
    ids: tuple[str, ...]
    share: float = 1


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a year: ``missing`` are the entries whose share is not known.

    A ``stated`` number is what the author says of a year without entries: nothing is behind it.
    """

    name: str
    unit: Unit
    items: tuple[Item, ...] = ()
    missing: tuple[str, ...] = ()
    stated: float | None = None

    @property
    def value(self) -> float:
        """The sum of the shares: of things that are counted, how many there are."""
        if self.stated is not None:
            return self.stated
        if all(item.share == 1 for item in self.items):
            return len(self.items)
        return math.fsum(item.share for item in self.items)

    @property
    def at_least(self) -> bool:
        """Whether more is true than is known."""
        return bool(self.missing)

    @property
    def ids(self) -> tuple[str, ...]:
        """The entries behind the number, each once, in the order of its items."""
        return tuple(dict.fromkeys(one for item in self.items for one in item.ids))


class Part(NamedTuple):
    """One part of a spread; ``key`` is a month 1–12, a weekday 1–7 (Monday first), or a code.

    The part of what cannot be told apart has the key ``""``.
    """

    key: str
    name: Both
    items: tuple[Item, ...]

    @property
    def value(self) -> float:
        """The sum of the shares of this part."""
        return math.fsum(item.share for item in self.items)


@dataclass(frozen=True, slots=True)
class Spread:
    """A number divided: the parts add up to it, none overlaps another."""

    name: str
    of: Number
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """The most, longest or furthest of a year; ``item`` holds it, ``value`` is in ``unit``."""

    name: str
    unit: Unit | Literal["degree"]
    value: float
    item: Item
    on: date | None = None


def of_entries(entries: Iterable[Entry]) -> tuple[Item, ...]:
    """Return entries as the things counted."""
    return tuple(_item(entry) for entry in entries)


def of_things(things: Iterable[Counted]) -> tuple[Item, ...]:
    """Return places, airlines and the like as the things counted."""
    return tuple(Item(one.key, Both(one.label("zh"), one.label("en")), one.ids) for one in things)


def shares(entries: Iterable[Entry], name: str) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return what each entry adds by a field of its kind, and the ids of those that cannot say."""
    found: list[Item] = []
    missing: list[str] = []
    for entry in entries:
        share = getattr(entry.details, name)
        if share is None:
            missing.append(entry.id)
        else:
            found.append(_item(entry)._replace(share=share))
    return tuple(found), tuple(missing)


def _item(entry: Entry) -> Item:
    return Item(entry.id, Both(entry.headline("zh"), entry.headline("en")), (entry.id,))
