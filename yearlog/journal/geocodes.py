"""Answers of online geocoders, kept for good so that nothing is asked twice: outside the history.

They are what others said, not what the user wrote, so there is nothing to undo in them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from yearlog import clock
from yearlog.journal import schema, store
from yearlog.journal.errors import translate
from yearlog.journal.journal import Journal

BRIEFLY_MS = 1000
"""How long keeping an answer waits for another process: a person waits for the answer."""


class Geocode(NamedTuple):
    """An answer: JSON, and when it was given, UTC as ISO text."""

    answer: Any
    at: str


def find(journal: Journal, provider: str, query: str) -> Geocode | None:
    """Return what a provider answered to a question, or None; one that cannot be read is none."""
    try:
        row = journal._connection.execute(
            "SELECT answer, at FROM geocodes WHERE provider = ? AND query = ?", (provider, query)
        ).fetchone()
    except sqlite3.Error as error:
        raise translate(error, journal.path) from error
    try:
        return Geocode(json.loads(row["answer"]), row["at"]) if row else None
    except (ValueError, RecursionError):
        return None


def keep(journal: Journal, provider: str, query: str, answer: object) -> Geocode:
    """Store an answer in place of an earlier one to the same question.

    Raises what writing the journal raises; JournalBusy after a second.
    """
    at = clock.stamp()
    text = json.dumps(answer, ensure_ascii=False, sort_keys=True)
    with (
        store.patience(journal._connection, BRIEFLY_MS),
        store.transaction(journal._connection, journal.path),
    ):
        put(journal._connection, {"provider": provider, "query": query, "answer": text, "at": at})
    return Geocode(answer, at)


def rows(journal: Journal) -> list[dict[str, Any]]:
    """Return the rows of all answers, oldest first."""
    found = journal._connection.execute("SELECT * FROM geocodes ORDER BY at, provider, query")
    return [dict(row) for row in found]


def merge(connection: sqlite3.Connection, row: Mapping[str, str]) -> bool:
    """Store a row unless the journal has it as it is, or newer; return whether it was stored."""
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
