"""Asking for words: one scan of the folded texts, and the order in which hits are told.

The scan reads the folded texts of every entry from end to end. That finds any part of any word in
any script, one Chinese character too, which an index of words or of three letters does not; and it
takes some milliseconds for ten thousand entries.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from yearlog import kinds
from yearlog.journal import reader
from yearlog.journal.select import Condition, touching
from yearlog.kinds.field import Field, fields_of
from yearlog.kinds.findable import COLUMNS, Column
from yearlog.kinds.types import AirportType
from yearlog.kinds.values import Airport, Place
from yearlog.text.folding import fold, stands_alone

Spot = Place | Airport
AtSpot = Callable[[Spot], bool]
"""Tells whether a place or an airport is one that was asked for."""


class Query(NamedTuple):
    """What is looked for: a folded ``needle`` (empty for any text) in the entries that pass.

    One of ``kinds`` and one of ``years`` if there are any, all of the folded ``tags``, a place for
    each of ``places``; begun before ``before`` and after ``after``, both exclusive.
    """

    needle: str = ""
    kinds: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()
    places: tuple[AtSpot, ...] = ()
    before: date | None = None
    after: date | None = None


class Hit(NamedTuple):
    """An entry that was found: where first (None without a needle), and whether as a whole word."""

    entry_id: str
    column: Column | None
    whole: bool


def run(connection: sqlite3.Connection, query: Query) -> list[Hit]:
    """Return what was found, best first: by column, whole words first, then the latest first."""
    where, values = _conditions(connection, query)
    cursor = connection.cursor()
    cursor.row_factory = None
    if query.needle:
        hits = _hits(cursor, query.needle, where, values)
    else:
        rows = cursor.execute(
            f"SELECT id FROM entries WHERE {where} ORDER BY starts_on DESC, id",  # noqa: S608
            values,
        )
        hits = [Hit(entry_id, None, whole=False) for (entry_id,) in rows]
    for at_spot in query.places:
        there = _at(connection, at_spot)
        hits = [hit for hit in hits if hit.entry_id in there]
    return hits


def _hits(cursor: sqlite3.Cursor, needle: str, where: str, values: Sequence[Any]) -> list[Hit]:
    """Return the hits of a needle in the entries for which an SQL condition holds, in order."""
    # As bytes, because a text of SQLite may end at its first NUL.
    tests = " OR ".join(f"instr(CAST({column} AS BLOB), ?)" for column in COLUMNS)
    # CROSS JOIN is SQLite's word for "in this order": first the words, then whose they are.
    rows = cursor.execute(
        f"SELECT starts_on, id, title, body, other FROM search CROSS JOIN entries ON id = entry_id"  # noqa: S608
        f" WHERE ({tests}) AND {where}",
        ([needle.encode("utf-8", "surrogatepass")] * len(COLUMNS) + [*values]),
    )
    ranks: list[list[tuple[str, str]]] = [[] for _ in range(2 * len(COLUMNS))]
    for starts_on, entry_id, *texts in rows:
        at = next(at for at, text in enumerate(texts) if needle in text)
        part = not stands_alone(texts[at], needle)
        ranks[2 * at + part].append((starts_on, entry_id))
    hits = []
    for rank, found in enumerate(ranks):
        found.sort(key=itemgetter(1))
        found.sort(key=itemgetter(0), reverse=True)
        column, whole = COLUMNS[rank // 2], rank % 2 == 0
        hits += [Hit(entry_id, column, whole) for _, entry_id in found]
    return hits


def _conditions(connection: sqlite3.Connection, query: Query) -> Condition:
    """Return what a query asks of the rows of ``entries``."""
    conditions, values = ["deleted_at IS NULL"], list[Any]()
    if query.kinds:
        conditions.append("kind IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(query.kinds))
    if query.years:
        years = [touching(year) for year in query.years]
        conditions.append(f"({' OR '.join(sql for sql, _ in years)})")
        values += [value for _, several in years for value in several]
    for tag in query.tags:
        conditions.append(
            "id IN (SELECT entry_id FROM tags WHERE tag IN (SELECT value FROM json_each(?)))"
        )
        known = connection.execute("SELECT DISTINCT tag FROM tags")
        values.append(json.dumps([one for (one,) in known if fold(one) == tag]))
    if query.before is not None:
        conditions.append("starts_on < ?")
        values.append(query.before.isoformat())
    if query.after is not None:
        conditions.append("starts_on > ?")
        values.append(query.after.isoformat())
    return " AND ".join(conditions), values


def _at(connection: sqlite3.Connection, at_spot: AtSpot) -> set[str]:
    """Return the ids of the entries whose place, or one of whose airports, is asked for."""
    rows = connection.execute("SELECT * FROM places").fetchall()
    places = [row["id"] for row in rows if at_spot(reader.place_of(row))]
    found = connection.execute(
        "SELECT id FROM entries WHERE place_id IN (SELECT value FROM json_each(?))",
        (json.dumps(places),),
    )
    ids = {row["id"] for row in found}
    for details in kinds.everything():
        for spec in fields_of(details):
            if isinstance(spec.type, AirportType):
                ids |= _at_airport(connection, details.KIND.table, spec, at_spot)
    return ids


def _at_airport(
    connection: sqlite3.Connection, table: str, spec: Field, at_spot: AtSpot
) -> set[str]:
    """Return the ids of the entries that have such an airport in one of their fields."""
    columns = ", ".join(spec.columns)
    rows = connection.execute(
        f"SELECT json_group_array(entry_id) AS ids, {columns} FROM {table} GROUP BY {columns}"  # noqa: S608
    )
    here = (row for row in rows if at_spot(spec.type.from_row(spec.name, row)))
    return {one for row in here for one in json.loads(row["ids"])}
