"""The only way into the tables: every row written or removed is recorded with before and after."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from yearlog import clock
from yearlog.i18n import Both
from yearlog.journal import schema, seals, search
from yearlog.kinds.entry import Entry, photo_record, trip_record
from yearlog.kinds.field import ChildRows, Details, fields_of, to_row
from yearlog.kinds.values import NO_TRIP, Place

if TYPE_CHECKING:
    from yearlog.journal.purge import Remains

Values = Mapping[str, Any]


def content_hash(text: str) -> str:
    """Return the SHA-256 of a text: SQLite's own check does not see a flipped bit in it."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()


class Writer:
    """One batch of changes inside one transaction.

    Made by `Journal.write`. ``batch`` is the number under which the changes can be undone.
    """

    def __init__(
        self, connection: sqlite3.Connection, verb: str, summary: Both, source: str
    ) -> None:
        self._connection = connection
        self._about = (verb, summary, source)
        self._keys: dict[str, tuple[str, ...]] = {n: key for n, (_, key) in schema.SPINE.items()}
        self._touched: dict[str, Entry | None] = {}
        self._moved: set[str] = set()
        self.batch = 0

    def _key(self, table: str) -> tuple[str, ...]:
        if table not in self._keys:
            self._keys = schema.keys()
        return self._keys[table]

    def _know(self, details: type[Details]) -> None:
        """Learn the keys of one kind's tables, so that saving it loads no other kind."""
        self._keys |= {name: key for name, (_, key) in schema.kind_tables(details).items()}

    def _open_batch(self) -> int:
        """Number the batch on its first change: a write that changes nothing leaves no trace."""
        if not self.batch:
            verb, summary, source = self._about
            if verb not in ("undo", "redo"):
                self._connection.execute(
                    "UPDATE batches SET state = 'dropped' WHERE state = 'undone'"
                )
            cursor = self._connection.execute(
                "INSERT INTO batches (at, verb, summary_zh, summary_en, source, state)"
                " VALUES (?, ?, ?, ?, ?, 'done')",
                (clock.stamp(), verb, summary.zh, summary.en, source),
            )
            self.batch = cursor.lastrowid or 0
        return self.batch

    def _record(self, table: str, key: Values, before: Values | None, after: Values | None) -> None:
        def text(values: Values | None) -> str | None:
            return None if values is None else json.dumps(dict(values), ensure_ascii=False)

        entry_id = key.get("entry_id") or (key["id"] if table == "entries" else None)
        self._connection.execute(
            "INSERT INTO changes (batch_id, table_name, row_key, entry_id, before, after)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (self._open_batch(), table, text(key), entry_id, text(before), text(after)),
        )
        if entry_id is not None:
            self._touched[entry_id] = None
        elif table == "places":
            self._moved.add(key["id"])

    def _present(self, table: str, key: Values) -> dict[str, Any] | None:
        where = " AND ".join(f"{name} = ?" for name in key)
        row = self._connection.execute(
            f"SELECT * FROM {table} WHERE {where}",  # noqa: S608  names come from the schema
            tuple(key.values()),
        ).fetchone()
        return None if row is None else dict(row)

    def put(self, table: str, row: Values) -> bool:
        """Insert the row, or update the one with the same key; return whether anything changed."""
        key = {name: row[name] for name in self._key(table)}
        before = self._present(table, key)
        if before is None:
            self._connection.execute(
                f"INSERT INTO {table} ({', '.join(row)}) VALUES ({schema.placeholders(row)})",  # noqa: S608
                tuple(row.values()),
            )
            self._record(table, key, None, row)
            return True
        changed = {name: value for name, value in row.items() if before[name] != value}
        if not changed:
            return False
        where = " AND ".join(f"{name} = ?" for name in key)
        assignments = ", ".join(f"{name} = ?" for name in changed)
        self._connection.execute(
            f"UPDATE {table} SET {assignments} WHERE {where}",  # noqa: S608
            (*changed.values(), *key.values()),
        )
        self._record(table, key, {name: before[name] for name in changed}, changed)
        return True

    def remove(self, table: str, key: Values) -> bool:
        """Remove the row with this key; return whether there was one."""
        before = self._present(table, key)
        if before is None:
            return False
        where = " AND ".join(f"{name} = ?" for name in key)
        self._connection.execute(
            f"DELETE FROM {table} WHERE {where}",  # noqa: S608
            tuple(key.values()),
        )
        self._record(table, key, before, None)
        return True

    def save(self, entry: Entry) -> None:
        """Store an entry, new or known, with its texts, tags, photos and details."""
        if entry.place is not None:
            self.save_place(entry.place)
        self.put(
            "entries",
            {
                "id": entry.id,
                "kind": entry.kind,
                "starts_on": entry.starts_on.isoformat(),
                "ends_on": entry.ends_on.isoformat() if entry.ends_on else None,
                "date_precision": entry.date_precision,
                "visibility": entry.visibility,
                "language": entry.language,
                "place_id": entry.place.id if entry.place else None,
                "created_at": entry.created_at,
                "updated_at": entry.updated_at,
                "deleted_at": entry.deleted_at or None,
            },
        )
        texts = [
            {
                "lang": lang,
                "title": text.title,
                "body": text.body,
                "content_hash": content_hash(text.title + "\0" + text.body),
                "translated_from_hash": text.translated_from_hash,
            }
            for lang, text in entry.texts.items()
            if text.title or text.body
        ]
        self._children(entry.id, "texts", texts)
        tags = [{"tag": tag, "position": at} for at, tag in enumerate(entry.tags)]
        self._children(entry.id, "tags", tags)
        photos = [{"position": at, **photo_record(one)} for at, one in enumerate(entry.photos)]
        self._children(entry.id, "attachments", photos)
        if entry.trip != NO_TRIP:
            self.put("trips", {"entry_id": entry.id, **trip_record(entry.trip)})
        else:
            self.remove("trips", {"entry_id": entry.id})
        self._details(entry)
        if entry.id in self._touched:
            self._touched[entry.id] = entry

    def _details(self, entry: Entry) -> None:
        """Write the rows of the entry's own kind."""
        details = entry.details
        self._know(type(details))
        row = to_row(details)
        if row:
            self.put(entry.meta.table, {"entry_id": entry.id, **row})
        for spec in fields_of(type(details)):
            if isinstance(spec.type, ChildRows):
                rows = spec.type.to_rows(getattr(details, spec.name))
                numbered = [{"position": at, **child} for at, child in enumerate(rows)]
                self._children(entry.id, spec.type.table, numbered)

    def _children(self, entry_id: str, table: str, rows: Sequence[Values]) -> None:
        """Make the rows of one entry in a child table exactly these."""
        key = self._key(table)
        wanted = {row[key[1]] for row in rows}
        present = self._connection.execute(
            f"SELECT {key[1]} FROM {table} WHERE entry_id = ?",  # noqa: S608
            (entry_id,),
        ).fetchall()
        for (old,) in present:
            if old not in wanted:
                self.remove(table, {"entry_id": entry_id, key[1]: old})
        for row in rows:
            self.put(table, {"entry_id": entry_id, **row})

    def save_place(self, place: Place) -> None:
        """Store a place under its id unless it is there: past years must not move."""
        if self._present("places", {"id": place.id}) is None:
            columns = schema.SPINE["places"][0]
            self.put("places", {name: getattr(place, name) for name in columns})

    def restore(self, table: str, key: Values, image: Values | None) -> None:
        """Bring one row to a recorded image: None removes it, else it is updated or inserted."""
        if image is None:
            self.remove(table, key)
        else:
            self.put(table, {**key, **image})

    def close_step(self, target: int, state: str) -> None:
        """End an undo or redo: it is a log line itself, and its target changes state."""
        self._connection.execute("UPDATE batches SET state = ? WHERE id = ?", (state, target))
        self._connection.execute(
            "UPDATE batches SET state = 'log', target = ? WHERE id = ?", (target, self.batch)
        )

    def purge(self, ids: Sequence[str]) -> Remains:
        """Remove entries for good, also from the history; the step is noted, without their text."""
        from yearlog.journal.purge import purge

        self._connection.execute(
            "UPDATE batches SET state = 'log' WHERE id = ?", (self._open_batch(),)
        )
        return purge(self._connection, ids)

    def finish(self) -> None:
        """Make what was changed findable, and seal the batch."""
        if not self.batch:
            return
        for place in self._moved:
            rows = self._connection.execute("SELECT id FROM entries WHERE place_id = ?", (place,))
            self._touched |= {row[0]: None for row in rows if row[0] not in self._touched}
        if self._touched:
            known = {key: entry for key, entry in self._touched.items() if entry is not None}
            search.refresh(self._connection, self._touched, known)
        seals.renew(self._connection, self.batch)
