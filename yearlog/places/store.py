"""Read the compiled gazetteer: the SQL of places, and nothing about what a person meant."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from yearlog.kinds.values import Place
from yearlog.places.errors import GazetteerMissing

PACKAGED = Path(__file__).with_name("gazetteer.sqlite3")
# Keys: how well a name stands for its place. Written by data/gazetteer/compiler.
PRIMARY, ALIAS, ALTERNATE, CODE, PINYIN, INITIALS = range(6)
Group = Literal["city", "feature", "airport"]
GROUPS: tuple[Group, ...] = ("city", "feature", "airport")
_BATCH = 500
_MARK = "?"
# The form of id that Place has is made here too, so that the user's own past can be looked up.
_OUTLINE = """
  p.id, p.kind, p.name_en, p.name_zh, p.country, p.admin1, p.weight, coalesce(a.iata, ''),
  coalesce(a.since, ''), coalesce(a.until, ''),
  CASE typeof(p.ref) WHEN 'integer' THEN 'gn:' || p.ref ELSE p.ref END
  FROM place p LEFT JOIN airport a ON a.place = p.id
"""
_LAST = "\U0010ffff"
_SOURCES = {"city": "GeoNames", "admin1": "GeoNames", "country": "CLDR"}
# An airport is in the country of the city it serves: BSL is Basel's, although it lies in France,
# and MLH on the same ground Mulhouse's. A city further off than 0.3° is the source's mistake.
_ABROAD = """
  a.place IS NOT NULL AND c.country <> p.country
  AND abs(c.latitude - p.latitude) < 3000 AND abs(c.longitude - p.longitude) < 3000
"""
_COLUMNS = f"""
  p.id, p.kind, p.name_en, p.name_zh, CASE WHEN {_ABROAD} THEN c.country ELSE p.country END,
  CASE WHEN {_ABROAD} THEN c.admin1 ELSE p.admin1 END, p.latitude, p.longitude, p.weight,
  z.name, p.ref, a.iata, a.icao, a.since, a.until, a.source, c.name_en, c.name_zh
"""
_JOINS = """
  place p JOIN zone z ON z.id = p.zone
  LEFT JOIN airport a ON a.place = p.id LEFT JOIN place c ON c.id = a.city
"""


class Hit(NamedTuple):
    """A key that led to a place."""

    key: str
    place: int
    rank: int


class Outline(NamedTuple):
    """As much of a place as ranking needs; the rest is read for the few that are shown."""

    number: int
    kind: str
    name_en: str
    name_zh: str
    country: str
    admin1: str
    weight: int
    iata: str
    since: str
    until: str
    id: str


class Record(NamedTuple):
    """A row of the gazetteer: the place, how much it weighs, and when an airport was in use."""

    number: int
    place: Place
    weight: int
    since: str
    until: str

    @property
    def outline(self) -> Outline:
        """What ranking needs of it, where the whole was read anyway."""
        at = self.place
        return Outline(
            self.number, at.kind, at.name_en, at.name_zh, at.country_code, at.admin1, self.weight,
            at.iata, self.since, self.until, at.id,
        )  # fmt: skip


def _record(row: Sequence[object]) -> Record:
    (number, kind, name_en, name_zh, country, admin1, latitude, longitude, weight, tz, ref,
     iata, icao, since, until, source, city_en, city_zh) = row  # fmt: skip
    is_id = isinstance(ref, int)
    place = Place(
        name_en=str(name_en), name_zh=str(name_zh), kind=str(kind), country_code=str(country),
        admin1=str(admin1), latitude=int(str(latitude)) / 10_000,
        longitude=int(str(longitude)) / 10_000, tz=str(tz),
        source=str(source or ("yearlog" if not is_id and str(ref).startswith("yl:") else "")
                   or _SOURCES.get(str(kind), "yearlog")),
        iata=str(iata or ""), icao=str(icao or ""), city_en=str(city_en or ""),
        city_zh=str(city_zh or ""), id=f"gn:{ref}" if is_id else str(ref),
    )  # fmt: skip
    return Record(int(str(number)), place, int(str(weight)), str(since or ""), str(until or ""))


class Store:
    """The gazetteer's file, opened read-only at the first question."""

    _connection: sqlite3.Connection | None = None

    def __init__(self, path: Path) -> None:
        self._path = path
        self._simple: dict[str, str] = {}

    def _query(self, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        if self._connection is None:
            if not self._path.is_file():
                raise GazetteerMissing(self._path)
            uri = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
            self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise GazetteerMissing(self._path) from error

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        self.close()

    def simplified(self, characters: str) -> dict[str, str]:
        """Return the simplified forms of ``characters``, their own where they have no other."""
        unknown = [c for c in characters if c not in self._simple]
        if unknown:
            marks = ",".join("?" * len(unknown))
            sql = f"SELECT character, simple FROM simplified WHERE character IN ({marks})"  # noqa: S608
            self._simple.update((c, c) for c in unknown)
            self._simple.update((str(c), str(s)) for c, s in self._query(sql, unknown))
        return self._simple

    def exact(
        self, keys: Iterable[str], groups: Sequence[Group], *, pinyin: bool = False
    ) -> list[Hit]:
        """Return the places of these groups that have one of ``keys``, or are spelt so."""
        wanted = list(keys)
        hits = []
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = f"= {_MARK}" if len(batch) == 1 else f"IN ({','.join([_MARK] * len(batch))})"
            tables = [f"{group}_pinyin" for group in groups] if pinyin else groups
            sql = " UNION ALL ".join(
                f"SELECT key, place, rank FROM {table}_name WHERE key {marks}"  # noqa: S608
                for table in tables
            )
            hits += self._hits(sql, batch * len(tables))
        return hits

    def prefix(
        self, key: str, group: Group, *, whole: bool = False, pinyin: bool = False
    ) -> list[Hit]:
        """Return places with a key starting with ``key``: of a crowded prefix only the best.

        ``whole`` returns all of them, for questions that will filter most away. ``pinyin`` reads
        how Chinese names are spelt instead of names.
        """
        table = f"{group}_pinyin" if pinyin else group
        if not whole:
            sql = f"SELECT key, place, rank FROM {table}_head WHERE prefix = ?"  # noqa: S608
            best = self._hits(sql, (key,))
            if best:
                return best
        sql = f"SELECT key, place, rank FROM {table}_name WHERE key >= ? AND key < ?"  # noqa: S608
        return self._hits(sql, (key, key + _LAST))

    def one_character_away(self, key: str, groups: Sequence[Group]) -> list[Hit]:
        """Return the places whose Chinese name differs from ``key`` in one character.

        Exchanged or left out, after the first, in names of four and more: who writes a foreign
        name by ear chooses another character for a sound (布鲁明顿, 布卢明顿).
        """
        if len(key) < 4 or key.isascii():
            return []
        hits = []
        for group in groups:
            sql = f"""SELECT key, place, rank FROM {group}_name WHERE key >= ? AND key < ?
                      AND substr(key, ?) IN (?, ?) AND length(key) IN (?, ?)"""  # noqa: S608
            for at in range(1, len(key) + 1):
                head, rest = key[:at], key[at:]
                ends = (len(head) + 2, rest, rest[1:], len(key), len(key) + 1)
                hits += self._hits(sql, (head, head + _LAST, *ends))
        return hits

    def _hits(self, sql: str, values: Sequence[object]) -> list[Hit]:
        return [Hit(*row) for row in self._query(sql, values)]  # type: ignore[arg-type]

    def outlines(self, numbers: Iterable[int]) -> dict[int, Outline]:
        """Return what ranking needs to know of the places of these ids."""
        wanted = list(set(numbers))
        found = {}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = f"= {_MARK}" if len(batch) == 1 else f"IN ({','.join([_MARK] * len(batch))})"
            sql = f"SELECT {_OUTLINE} WHERE p.id {marks}"
            for row in self._query(sql, batch):
                outline = Outline(*row)  # type: ignore[arg-type]
                found[outline.number] = outline
        return found

    def records(self, numbers: Iterable[int]) -> dict[int, Record]:
        """Return the places of these ids."""
        wanted = sorted(set(numbers))
        found = {}
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            sql = f"SELECT {_COLUMNS} FROM {_JOINS} WHERE p.id IN ({marks})"  # noqa: S608
            for row in self._query(sql, batch):
                record = _record(row)
                found[record.number] = record
        return found

    def by_code(self, key: str) -> list[Record]:
        """Return the airports whose IATA or ICAO code is ``key``, folded."""
        sql = f"""SELECT {_COLUMNS} FROM airport_name n JOIN {_JOINS}
                  WHERE n.key = ? AND n.rank = {CODE} AND p.id = n.place"""  # noqa: S608
        return [_record(row) for row in self._query(sql, (key,))]

    def airports_of(self, cities: Sequence[int]) -> list[int]:
        """Return the airports that serve these cities, the busiest first."""
        marks = ",".join("?" * len(cities))
        sql = f"SELECT DISTINCT airport FROM airport_city WHERE city IN ({marks}) ORDER BY 1"  # noqa: S608
        return [int(str(number)) for (number,) in self._query(sql, list(cities))]

    def around(
        self, south: float, north: float, west: float, east: float
    ) -> list[tuple[int, float, float, int]]:
        """Return id, latitude, longitude and weight of the cities in a box, in degrees."""
        sql = """SELECT id, latitude / 10000.0, longitude / 10000.0, weight FROM place
                 WHERE kind = 'city' AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?"""
        return self._box(sql, (south, north, west, east))

    def airports_around(
        self, south: float, north: float, west: float, east: float
    ) -> list[tuple[int, float, float, int]]:
        """Return id, latitude, longitude and weight of the airports in a box, in degrees."""
        sql = """SELECT id, latitude / 10000.0, longitude / 10000.0, weight
                 FROM airport CROSS JOIN place ON id = airport.place
                 WHERE latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?"""
        return self._box(sql, (south, north, west, east))

    def _box(
        self, sql: str, edges: tuple[float, float, float, float]
    ) -> list[tuple[int, float, float, int]]:
        box = [round(edge * 10_000) for edge in edges]
        return [
            (int(str(number)), float(str(latitude)), float(str(longitude)), int(str(weight)))
            for number, latitude, longitude, weight in self._query(sql, box)
        ]

    def divisions(self, keys: Sequence[str]) -> set[tuple[str, str]]:
        """Return countries (``("US", "")``) and divisions (``("US", "MA")``) by folded name."""
        marks = ",".join("?" * len(keys))
        sql = f"""SELECT p.country, p.admin1 FROM feature_name n JOIN place p ON p.id = n.place
                  WHERE n.key IN ({marks}) AND p.kind IN ('country', 'admin1')
                  UNION SELECT country, '' FROM division
                  WHERE lower(country) IN ({marks}) AND code = ''"""  # noqa: S608
        return {(str(c), str(a)) for c, a in self._query(sql, [*keys, *keys])}

    def division_names(self, country: str, code: str) -> tuple[str, str] | None:
        """Return the English and the Chinese name of a country (code empty) or a division."""
        sql = """SELECT p.name_en, p.name_zh FROM division d JOIN place p ON p.id = d.place
                 WHERE d.country = ? AND (d.code = ? OR (d.iso = ? AND d.iso <> ''))
                 ORDER BY d.code = ? DESC"""
        rows = self._query(sql, (country, code, code, code))
        return (str(rows[0][0]), str(rows[0][1])) if rows else None
