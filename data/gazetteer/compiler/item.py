"""A place on its way into the database, and how well a name stands for one."""

from __future__ import annotations

from dataclasses import dataclass, field

# How well a name stands for a place: the lower the better. Shared with yearlog.places.
PRIMARY, ALIAS, ALTERNATE, CODE, PINYIN, INITIALS = range(6)


@dataclass(eq=False, slots=True)
class Item:
    """A place on its way into the database."""

    ref: str
    kind: str
    name_en: str
    name_zh: str
    country: str
    admin1: str
    latitude: float
    longitude: float
    weight: int
    tz: str
    number: int = 0
    names: list[tuple[str, int]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    iata: str = ""
    icao: str = ""
    since: str = ""
    until: str = ""
    source: str = ""
    cities: list[Item] = field(default_factory=list)
