"""Rows to entries: a few queries for any number of entries."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from yearlog import kinds
from yearlog.i18n import Both, Lang
from yearlog.journal import schema
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import ChildRows, Details, Row, fields_of
from yearlog.kinds.values import NO_TRIP, Attachment, Place, Text, TripWords

_CHUNK = 900
"""Below SQLite's least limit of 999 variables in one statement."""


def place_of(row: Row) -> Place:
    """Return the place a row of ``places`` holds."""
    return Place(**{name: row[name] for name in schema.SPINE["places"][0]})


def load(connection: sqlite3.Connection, where: str, values: Sequence[Any]) -> list[Entry]:
    """Return the entries for which the SQL condition holds, by date and then id."""
    spine = connection.execute(
        f"SELECT * FROM entries WHERE {where} ORDER BY starts_on, id",  # noqa: S608
        tuple(values),
    ).fetchall()
    ids = [row["id"] for row in spine]
    texts: dict[str, dict[Lang, Text]] = defaultdict(dict)
    for row in _rows(connection, "texts", ids, "lang"):
        texts[row["entry_id"]][row["lang"]] = Text(
            row["title"], row["body"], row["translated_from_hash"]
        )
    tags: dict[str, list[str]] = defaultdict(list)
    for row in _rows(connection, "tags", ids, "position"):
        tags[row["entry_id"]].append(row["tag"])
    photos: dict[str, list[Attachment]] = defaultdict(list)
    for row in _rows(connection, "attachments", ids, "position"):
        photos[row["entry_id"]].append(_photo(row))
    trips = {row["entry_id"]: _trip(row) for row in _rows(connection, "trips", ids, "entry_id")}
    wanted = {row["place_id"] for row in spine if row["place_id"]}
    known = _rows(connection, "places", sorted(wanted), "id", "id")
    places = {row["id"]: place_of(dict(row)) for row in known}
    details = _details(connection, spine)
    return [
        Entry(
            id=row["id"],
            starts_on=date.fromisoformat(row["starts_on"]),
            details=details[row["id"]],
            ends_on=date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            date_precision=row["date_precision"],
            visibility=row["visibility"],
            language=row["language"],
            place=places.get(row["place_id"]),
            tags=tuple(tags[row["id"]]),
            texts=texts[row["id"]],
            photos=tuple(photos[row["id"]]),
            trip=trips.get(row["id"], NO_TRIP),
            created_at=row["created_at"],
            updated_at=row["updated_at"],
            deleted_at=row["deleted_at"] or "",
        )
        for row in spine
    ]


def _rows(
    connection: sqlite3.Connection,
    table: str,
    ids: Sequence[str],
    order: str,
    key: str = "entry_id",
) -> Iterable[sqlite3.Row]:
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        yield from connection.execute(
            f"SELECT * FROM {table} WHERE {key} IN ({schema.placeholders(some)})"  # noqa: S608
            f" ORDER BY {key}, {order}",
            tuple(some),
        )


def _trip(row: sqlite3.Row) -> TripWords:
    return TripWords(Both(row["name_zh"], row["name_en"]), row["begins"], row["stop"])


def _photo(row: sqlite3.Row) -> Attachment:
    return Attachment(
        row["sha256"],
        row["filename"],
        row["media_type"],
        row["size"],
        Both(row["caption_zh"], row["caption_en"]),
        Both(row["alt_zh"], row["alt_en"]),
        row["position"],
    )


def _details(connection: sqlite3.Connection, spine: Sequence[sqlite3.Row]) -> dict[str, Details]:
    """Return the details of each entry, kind by kind."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for row in spine:
        by_kind[row["kind"]].append(row["id"])
    found: dict[str, Details] = {}
    for kind, ids in by_kind.items():
        details = kinds.get(kind)
        children = {
            spec.name: (spec.type, _children(connection, spec.type.table, ids))
            for spec in fields_of(details)
            if isinstance(spec.type, ChildRows)
        }
        own = [
            (spec.name, spec.type.from_row)
            for spec in fields_of(details)
            if not isinstance(spec.type, ChildRows)
        ]
        rows: dict[str, sqlite3.Row] = {}
        if own:
            rows = {
                r["entry_id"]: r for r in _rows(connection, details.KIND.table, ids, "entry_id")
            }
        for entry_id in ids:
            values = {}
            if entry_id in rows:
                stored = dict(rows[entry_id])
                values = {name: from_row(name, stored) for name, from_row in own}
            for field_name, (field_type, of_entry) in children.items():
                values[field_name] = field_type.from_rows(of_entry.get(entry_id, []))
            found[entry_id] = details(**values)
    return found


def _children(
    connection: sqlite3.Connection, table: str, ids: Sequence[str]
) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in _rows(connection, table, ids, "position"):
        rows[row["entry_id"]].append(row)
    return rows
