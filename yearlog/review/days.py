"""The days of a year as data: where each night was spent, and in which countries each day was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from yearlog.i18n import Both
from yearlog.kinds.values import NOTHING

Where = Literal["home", "away", "air", "unknown"]
"""At home, away at a place, in the air over night, or not known."""


class Night(NamedTuple):
    """Where a night was spent: ``ids`` are the entries that prove it.

    ``key`` and ``name`` are those of the city or other place, empty at home and in the air.
    """

    where: Where
    key: str = ""
    name: Both = NOTHING
    country_code: str = ""
    country: Both = NOTHING
    ids: tuple[str, ...] = ()


UNKNOWN = Night("unknown")


class Presence(NamedTuple):
    """A country or region in which one was on a day; ``home`` where only being at home says so."""

    country_code: str
    country: Both
    ids: tuple[str, ...]
    home: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """One local day as it was lived; ``night`` is the night that began in its evening.

    ``home_country`` is the code of the country where home was, empty if that is not known.
    """

    on: date
    night: Night
    countries: tuple[Presence, ...] = ()
    home_country: str = ""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The days of a year in order, as far as they have come; ``missing`` could not say when.

    A day that was skipped at the date line is not among them.
    """

    days: tuple[Day, ...] = ()
    missing: tuple[str, ...] = ()


NOWHERE = Whereabouts()
