"""Answers of online geocoders, kept for good so that nothing is asked twice: outside the history.

They are what others said, not what the user wrote, so there is nothing to undo in them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from yearlog import clock
from yearlog.journal import schema, store
from yearlog.journal.errors import translate

if TYPE_CHECKING:
    from yearlog.journal.journal import Journal
    from yearlog.journal.writer import Writer

BRIEFLY_MS = 1000
"""How long keeping an answer waits for another process: a person waits for the answer."""


class Geocode(NamedTuple):
    """The places of an answer as JSON, and when it was given, UTC as ISO text."""

    places: Any
    at: str


def find(journal: Journal, provider: str, query: str) -> Geocode | None:
    """Return what a provider answered to a question, or None; a damaged answer is none."""
    try:
        row = journal._connection.execute(
            "SELECT * FROM geocodes WHERE provider = ? AND query = ?", (provider, query)
        ).fetchone()
    except sqlite3.Error as error:
        raise translate(error, journal.path) from error
    return Geocode(json.loads(row["answer"])["places"], row["at"]) if row and _whole(row) else None


def keep(journal: Journal, provider: str, query: str, places: object) -> None:
    """Store the places of an answer in place of an earlier one to the same question.

    Raises what writing the journal raises; JournalBusy after a second.
    """
    row = {"provider": provider, "query": query, "at": clock.stamp()}
    answer = {"places": places, "seal": _seal(row, places)}
    text = json.dumps(answer, ensure_ascii=False, sort_keys=True)
    with (
        store.patience(journal._connection, BRIEFLY_MS),
        store.transaction(journal._connection, journal.path),
    ):
        put(journal._connection, {**row, "answer": text})


def damaged(connection: sqlite3.Connection) -> list[str]:
    """Return which questions have an answer that does not match its seal."""
    columns = ", ".join(schema.GEOCODES)
    found = connection.execute(f"SELECT {columns} FROM geocodes")  # noqa: S608  names of the schema
    rows = (dict(zip(schema.GEOCODES, row, strict=True)) for row in found)
    return [f"{row['provider']}: {row['query']}" for row in rows if not _whole(row)]


def _seal(row: Mapping[str, str] | sqlite3.Row, places: object) -> str:
    """Return what tells a flipped bit: these rows are in no history that they could be held to."""
    said = [row["provider"], row["query"], row["at"], places]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return f"{crc32(text.encode('utf-8', 'surrogatepass')):08x}"


def _whole(row: Mapping[str, str] | sqlite3.Row) -> bool:
    try:
        answer = json.loads(row["answer"])
    except (ValueError, RecursionError):
        return False
    if not isinstance(answer, dict) or set(answer) != {"places", "seal"}:
        return False
    return bool(answer["seal"] == _seal(row, answer["places"]))


def rows(journal: Journal) -> list[dict[str, Any]]:
    """Return the rows of all answers, oldest first."""
    found = journal._connection.execute("SELECT * FROM geocodes ORDER BY at, provider, query")
    return [dict(row) for row in found]


def merge(writer: Writer, row: Mapping[str, str]) -> bool:
    """Store a row unless the journal has it as it is, or newer; return whether it was stored."""
    connection = writer._connection
    known = connection.execute(
        "SELECT * FROM geocodes WHERE provider = ? AND query = ?", (row["provider"], row["query"])
    ).fetchone()
    if known is not None and (known["at"] > row["at"] or dict(known) == dict(row)):
        return False
    put(connection, row)
    return True


def put(connection: sqlite3.Connection, row: Mapping[str, str]) -> None:
    """Store a row as it is."""
    connection.execute(
        f"INSERT OR REPLACE INTO geocodes ({', '.join(row)})"  # noqa: S608  names of the schema
        f" VALUES ({schema.placeholders(row)})",
        tuple(row.values()),
    )
