"""Lay the places down in SQLite, as small as look-ups allow.

Ids are dense and fall with weight, so that the order of ids is the order of importance and keys
stay short. Coordinates are integers in 1/10,000 degree (11 m), zones and kinds are numbers.
"""

from __future__ import annotations

import sqlite3
from zoneinfo import available_timezones

from .item import Item
from .model import TABLES, Collected

# Raised when a reader of an older layout could not read the file.
LAYOUT = 2
SCHEMA = """
PRAGMA page_size = 4096;
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE zone (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE place (
  id INTEGER PRIMARY KEY, kind TEXT, name_en TEXT, name_zh TEXT, country TEXT, admin1 TEXT,
  latitude INTEGER, longitude INTEGER, weight INTEGER, zone INTEGER, ref
);
CREATE TABLE airport (
  place INTEGER PRIMARY KEY, iata TEXT, icao TEXT, city INTEGER, since TEXT, until TEXT,
  source TEXT
);
CREATE TABLE airport_city (
  city INTEGER, airport INTEGER, PRIMARY KEY (city, airport)
) WITHOUT ROWID;
CREATE TABLE division (
  country TEXT, code TEXT, iso TEXT, place INTEGER, PRIMARY KEY (country, code)
) WITHOUT ROWID;
CREATE TABLE simplified (character TEXT PRIMARY KEY, simple TEXT) WITHOUT ROWID;
"""
KEYS = """
CREATE TABLE {group}_name (
  key TEXT, place INTEGER, rank INTEGER, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE {group}_head (
  prefix TEXT, place INTEGER, key TEXT, rank INTEGER, PRIMARY KEY (prefix, place)
) WITHOUT ROWID;
"""


def create(database: sqlite3.Connection, collected: Collected, fingerprint: str) -> None:
    """Create the tables and write everything but the keys."""
    database.executescript(SCHEMA + "".join(KEYS.format(group=name) for name in TABLES))
    zones = {name: i for i, name in enumerate(sorted({i.tz for i in collected.items}), 1)}
    unknown = zones.keys() - available_timezones()
    if unknown and available_timezones():
        raise ValueError(f"no such time zone: {', '.join(sorted(unknown))}")
    meta = {"fingerprint": fingerprint, "layout": str(LAYOUT)}
    database.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
    database.executemany("INSERT INTO zone VALUES (?, ?)", [(i, n) for n, i in zones.items()])
    database.executemany(
        "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (_place(item, zones) for item in collected.items),
    )
    database.execute(
        "CREATE INDEX city_position ON place (latitude, longitude) WHERE kind = 'city'"
    )
    _airports(database, collected)
    _divisions(database, collected)
    database.executemany(
        "INSERT INTO simplified VALUES (?, ?)", sorted(collected.simplified.items())
    )


def _place(item: Item, zones: dict[str, int]) -> tuple[object, ...]:
    ref = int(item.ref.removeprefix("gn:")) if item.ref.startswith("gn:") else item.ref
    return (
        item.number, item.kind, item.name_en, item.name_zh, item.country, item.admin1,
        round(item.latitude * 10_000), round(item.longitude * 10_000), item.weight,
        zones[item.tz], ref,
    )  # fmt: skip


def _airports(database: sqlite3.Connection, collected: Collected) -> None:
    airports = [item for item in collected.items if item.kind == "airport"]
    database.executemany(
        "INSERT INTO airport VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (a.number, a.iata, a.icao, a.cities[0].number if a.cities else None,
             a.since, a.until, a.source)
            for a in airports
        ),
    )  # fmt: skip
    pairs = {(city.number, a.number) for a in airports for city in a.cities}
    living = {a.iata: a for a in airports if not a.until}
    by_code = {
        code: city for city in reversed(collected.items) if city.kind == "city"
        for code, _ in city.names
    }  # fmt: skip
    for code, iata in collected.metro:
        if code in by_code and iata in living:
            pairs.add((by_code[code].number, living[iata].number))
    database.executemany("INSERT INTO airport_city VALUES (?, ?)", sorted(pairs))


def _divisions(database: sqlite3.Connection, collected: Collected) -> None:
    rows = [
        (item.country, item.admin1, collected.iso.get((item.country, item.admin1), ""), item.number)
        for item in collected.items
        if item.kind in ("country", "admin1")
    ]
    database.executemany("INSERT INTO division VALUES (?, ?, ?, ?)", sorted(rows))
