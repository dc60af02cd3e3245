"""What lay before a day, asked by key: an answer takes no longer the longer a journal is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from yearlog.journal import reader, schema
from yearlog.journal.errors import translate
from yearlog.kinds.values import Airport, Place

_FLOWN = "e.deleted_at IS NULL AND f.status IN ('flown', 'diverted')"

_VISITED_THERE = """
  e.deleted_at IS NULL AND (
    (e.kind = 'stay' AND EXISTS (
      SELECT 1 FROM stays s WHERE s.entry_id = e.id AND s.purpose <> 'home'))
    OR (e.kind = 'talk' AND EXISTS (
      SELECT 1 FROM talks t WHERE t.entry_id = e.id AND t.mode = 'in_person')))
"""
"""A stay away from home, or a talk held in person."""

_UNSAID = "NOT EXISTS (SELECT 1 FROM trips t WHERE t.entry_id = e.id AND t.stop <> '')"
"""The author has not said whether the stop after the flight was a visit."""

_ALONE = """NOT EXISTS (
  SELECT 1 FROM entries o WHERE o.kind = 'flight' AND o.deleted_at IS NULL AND o.id <> e.id
  AND o.starts_on BETWEEN date(e.starts_on, ?) AND date(e.starts_on, ?))"""
"""No other flight on the days around it."""

_PASSED = """(EXISTS (
  SELECT 1 FROM entries n CROSS JOIN flights g ON g.entry_id = n.id
  WHERE n.kind = 'flight' AND n.starts_on BETWEEN e.starts_on AND date(e.starts_on, ?)
  AND n.deleted_at IS NULL AND g.status IN ('flown', 'diverted') AND f.destination_iata <> ''
  AND g.origin_iata = f.destination_iata AND g.destination_iata <> f.origin_iata
  AND julianday(coalesce(nullif(g.actual_departure, ''), g.scheduled_departure))
      - julianday(coalesce(nullif(f.actual_arrival, ''), f.scheduled_arrival)) BETWEEN 0 AND ?
  AND NOT EXISTS (
    SELECT 1 FROM entries o CROSS JOIN flights h ON h.entry_id = o.id
    WHERE o.kind = 'flight' AND o.starts_on BETWEEN e.starts_on AND n.starts_on
    AND o.deleted_at IS NULL AND h.status IN ('flown', 'diverted') AND o.id NOT IN (e.id, n.id)
    AND h.destination_iata <> f.origin_iata AND h.origin_iata <> g.destination_iata)))"""
"""A flight goes on from the same airport within some days: that is a layover by any reading.

Unless it goes back to where one came from, which may make a visit of it.
"""

_MET = """EXISTS (
  SELECT 1 FROM entries n CROSS JOIN flights g ON g.entry_id = n.id
  WHERE n.kind = 'flight' AND n.starts_on BETWEEN date(e.starts_on, ?) AND e.starts_on
  AND n.deleted_at IS NULL AND g.status IN ('flown', 'diverted') AND f.origin_iata <> ''
  AND g.destination_iata = f.origin_iata AND g.origin_iata <> f.destination_iata
  AND coalesce(nullif(g.actual_arrival, ''), nullif(g.scheduled_arrival, ''))
      <= coalesce(nullif(f.actual_departure, ''), f.scheduled_departure)
  AND NOT EXISTS (
    SELECT 1 FROM entries o CROSS JOIN flights h ON h.entry_id = o.id
    WHERE o.kind = 'flight' AND o.starts_on BETWEEN n.starts_on AND e.starts_on
    AND o.deleted_at IS NULL AND h.status IN ('flown', 'diverted') AND o.id NOT IN (e.id, n.id)
    AND h.destination_iata <> g.origin_iata AND h.origin_iata <> f.destination_iata))"""
"""A flight landed at the same airport before: what counts is the stop after that one."""

_CLOCKS_CHANGE = timedelta(hours=2)
"""Wall times differ from true time by no more where clocks change between landing and leaving."""


_SOME = 64
"""Of so many flights to a city one nearly always shows that one stayed."""


class Passed:
    """What flights, stays and talks before a day say of airports, cities and countries.

    A city is told by the English names its airports may have, in a country or region; without
    names, the whole country is meant.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, before: date) -> None:
        self._connection = connection
        self._path = path
        self._before = before.isoformat()

    def used(self, airport: Airport) -> Iterator[Airport]:
        """Yield the airports flown from or to that may be this one: of its code, then of its city.

        As flights keep them, those of any one flight first: it mostly is the same already, and who
        asks stops there. To tell that there are no others takes a look at every flight.
        """
        kind, country, city = (
            "iata" if airport.iata else "icao",
            airport.country_code,
            airport.city_en,
        )
        for condition, values in (
            (f"f.%s_{kind} = ?", (airport.code,)),
            ("f.%s_country_code = ? AND f.%s_city_en COLLATE NOCASE = ?", (country, city)),
        ):
            for end in ("origin", "destination"):
                fields = ", ".join(f"f.{end}_{name}" for name in Airport._fields)
                flights = (
                    f"{fields} FROM flights f JOIN entries e ON e.id = f.entry_id"
                    f" WHERE {condition.replace('%s', end)} AND {_FLOWN} AND e.starts_on < ?"
                )
                before = (*values, self._before)
                yield from self._each(f"SELECT {flights} LIMIT 1", before)
                yield from self._each(f"SELECT DISTINCT {flights}", before)

    def _each(self, question: str, values: Sequence[Any]) -> Iterator[Airport]:
        try:
            for row in self._connection.execute(question, tuple(values)):
                yield Airport(*row)
        except sqlite3.Error as error:
            raise translate(error, self._path) from error

    def places_in(self, country_code: str) -> list[Place]:
        """Return the places of a country or region that entries have used, then or later."""
        rows = self._rows("SELECT * FROM places WHERE country_code = ?", (country_code,))
        return [reader.place_of(dict(row)) for row in rows]

    def was_at(self, place_ids: Iterable[str]) -> bool:
        """Return whether a stay away from home or a talk in person was at one of some places."""
        return any(
            self._rows(
                "SELECT 1 FROM entries e WHERE e.place_id = ? AND e.starts_on < ?"  # noqa: S608
                f" AND {_VISITED_THERE} LIMIT 1",
                (place, self._before),
            )
            for place in place_ids
        )

    def stayed(self, country_code: str, names: Sequence[str] | None, layover: timedelta) -> bool:
        """Return whether a flight reached or left a city, and no other was near in time.

        That was a visit by any reading. Only the first flights are looked at, of airports that name
        their city.
        """
        days = layover.days + 3
        spans = {
            "destination": ("+0 days", f"+{days} days"),
            "origin": (f"-{days} days", "+0 days"),
        }
        return any(
            self._rows(
                f"SELECT 1 FROM ({_some(end, names)}) f JOIN entries e ON e.id = f.entry_id"  # noqa: S608
                f" WHERE f.{end}_city_en <> '' AND {_FLOWN} AND e.starts_on < ?"
                f" AND {_UNSAID} AND {_ALONE} LIMIT 1",
                (country_code, *_listed(names), self._before, *span),
            )
            for end, span in spans.items()
        )

    def first_days(self, country_code: str, names: Sequence[str] | None) -> list[date]:
        """Return days on which the first flights reached or left a city, in order."""
        found: set[str] = set()
        for end in ("destination", "origin"):
            rows = self._rows(
                f"SELECT e.starts_on FROM ({_some(end, names)}) f"  # noqa: S608
                f" JOIN entries e ON e.id = f.entry_id WHERE {_FLOWN} AND e.starts_on < ?",
                (country_code, *_listed(names), self._before),
            )
            found.update(day for (day,) in rows)
        return [date.fromisoformat(day) for day in sorted(found)]

    def doubtful(
        self, country_code: str, names: Sequence[str] | None, layover: timedelta
    ) -> list[date]:
        """Return the days, the latest first, of flights that may have made a visit of a city.

        Left out are those that surely did not: one flew on, in less than ``layover``.
        """
        days = layover.days + 3
        sure = max(layover - _CLOCKS_CHANGE, timedelta(0)) / timedelta(days=1)
        found: set[str] = set()
        without: dict[str, tuple[str, tuple[Any, ...]]] = {
            "destination": (f"NOT ({_UNSAID} AND {_PASSED})", (f"+{days} days", sure)),
            "origin": (f"NOT {_MET}", (f"-{days} days",)),
        }
        for end, (condition, values) in without.items():
            rows = self._rows(
                "SELECT DISTINCT e.starts_on FROM flights f"  # noqa: S608
                " JOIN entries e ON e.id = f.entry_id"
                f" WHERE {_there(end, names)} AND {_FLOWN} AND e.starts_on < ? AND {condition}",
                (country_code, *_listed(names), self._before, *values),
            )
            found.update(day for (day,) in rows)
        return [date.fromisoformat(day) for day in sorted(found, reverse=True)]

    def _rows(self, question: str, values: Sequence[Any]) -> list[sqlite3.Row]:
        try:
            return self._connection.execute(question, tuple(values)).fetchall()
        except sqlite3.Error as error:
            raise translate(error, self._path) from error


def _some(end: str, names: Sequence[str] | None) -> str:
    """Return the query for the first flights that were recorded of a city or country."""
    return f"SELECT * FROM flights f WHERE {_there(end, names)} LIMIT {_SOME}"  # noqa: S608


def _there(end: str, names: Sequence[str] | None) -> str:
    """Return the condition that an end of a flight is in a country, and in a city of these names.

    An airport without a city is told by its own name or code: it may be any.
    """
    condition = f"f.{end}_country_code = ?"
    if names is not None:
        of_these = schema.placeholders(["", *names])
        condition += f" AND f.{end}_city_en COLLATE NOCASE IN ({of_these})"
    return condition


def _listed(names: Sequence[str] | None) -> tuple[str, ...]:
    return () if names is None else ("", *names)
