"""Removing entries for good: rows, old versions, drafts, and what the file still holds of them.

What was recorded of a purged entry stays as blank lines of the history, so that the numbers of the
other steps do not move; `BLANKED` stands where its text stood.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing, suppress
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal import copies, schema, seals, store
from yearlog.journal.errors import translate
from yearlog.journal.schema import BLANKED

if TYPE_CHECKING:
    from yearlog.journal.journal import Journal
    from yearlog.kinds.entry import Entry

Values = Mapping[str, Any]
GONE = Both("已彻底删除的记录", "an entry that was purged")
AMONG = Both("若干条记录（其中有已彻底删除的）", "several entries, one of them purged")


class Remains(NamedTuple):
    """What a purge leaves to be done outside the file: photos that nothing names any more."""

    photos: tuple[str, ...]


def purge(connection: sqlite3.Connection, ids: Sequence[str]) -> Remains:
    """Remove entries and blank what the history says of them, inside the caller's transaction."""
    photos: set[str] = set()
    places: set[str] = set()
    for entry_id in ids:
        photos |= _column(connection, "attachments", "sha256", entry_id)
        places |= _column(connection, "entries", "place_id", entry_id)
        _remove(connection, entry_id)
        _blank(connection, "entry_id = ?", entry_id)
    for place in sorted(places):
        _remove_place(connection, place)
    used = {sha for sha in photos for table in _PICTURES if _mentioned(connection, table, sha)}
    return Remains(tuple(sorted(photos - used)))


# In the open journal ------------------------------------------------------------------------------


def purge_entries(
    journal: Journal,
    ids: Sequence[str],
    plans: Iterable[Values] = (),
    changed: Iterable[Entry] = (),
) -> tuple[str, ...]:
    """Remove entries for good, as a step that nothing undoes; return photos they alone had.

    ``plans`` are rows of ``reviews`` to be put in place of those that named them, ``changed`` the
    entries that take something over.
    """
    n = len(ids)
    about = Both(f"彻底删除 {n} 条记录", f"purge of {n} {'entry' if n == 1 else 'entries'}")
    journal._connection.execute("PRAGMA secure_delete = ON")
    with journal.write("purge", about) as writer:
        for plan in plans:
            writer.put("reviews", plan)
        for entry in changed:
            writer.save(entry)
        return writer.purge(ids).photos


def rewrite(journal: Journal) -> YearlogError | None:
    """Write the file anew without its free pages, which earlier changes left; None if it was done.

    What they held was freed before ``secure_delete``, so they still hold it.
    """
    try:
        journal._connection.execute("VACUUM")
    except sqlite3.Error as error:
        return translate(error, journal.path)
    return None


def drop_photos(journal: Journal, photos: Iterable[str], drop: Callable[[str], None]) -> None:
    """Call ``drop`` for the photos that nothing names, so that no other process can name one."""
    with store.transaction(journal._connection, journal.path):
        for sha in photos:
            if not any(_mentioned(journal._connection, table, sha) for table in _PICTURES):
                drop(sha)


def purged(journal: Journal, wanted: str) -> list[str]:
    """Return the ids of purged entries that end or begin so: of a purge that was not finished."""
    rows = journal._connection.execute(
        "SELECT DISTINCT entry_id FROM changes WHERE row_key = ?"
        " AND (entry_id LIKE ? OR entry_id LIKE ?)",
        (BLANKED, f"{wanted}%", f"%{wanted}"),
    )
    return [row[0] for row in rows]


def copies_of(journal: Journal) -> list[Path]:
    """Return all files this program made of a journal: backups, and files it moved aside.

    Copies that a killed process left unfinished are removed: nobody will finish them.
    """
    path = journal.path
    for left in copies.leftovers(path.parent, path.name):
        with suppress(OSError):
            left.unlink()
    aside = [
        one
        for one in path.parent.glob(f"{escape(path.name)}.*")
        if one.name.startswith((f"{path.name}.damaged-", f"{path.name}.stale-"))
    ]
    return sorted([*journal.backups.folder.glob("*.sqlite3"), *aside])


# In a file ----------------------------------------------------------------------------------------


def _column(connection: sqlite3.Connection, table: str, column: str, entry_id: str) -> set[str]:
    """Return what a column held of an entry, in the table and in the history."""
    key = "id" if table == "entries" else "entry_id"
    now = connection.execute(
        f"SELECT {column} FROM {table} WHERE {key} = ?",  # noqa: S608
        (entry_id,),
    )
    found = {row[0] for row in now}
    for image in ("before", "after"):
        then = connection.execute(
            f"SELECT json_extract({image}, '$.' || ?) FROM changes"  # noqa: S608
            " WHERE entry_id = ? AND table_name = ?",
            (column, entry_id, table),
        )
        found |= {row[0] for row in then}
    return found - {None}


def _remove(connection: sqlite3.Connection, entry_id: str) -> None:
    """Remove the rows of an entry, its drafts and its words in the search, from every table."""
    for table in sorted(schema.keys()):
        if table not in ("entries", "places", "aliases", "settings", "reviews"):
            connection.execute(f"DELETE FROM {table} WHERE entry_id = ?", (entry_id,))  # noqa: S608
    connection.execute("DELETE FROM drafts WHERE entry_id = ?", (entry_id,))
    connection.execute("DELETE FROM search WHERE entry_id = ?", (entry_id,))
    connection.execute("DELETE FROM entries WHERE id = ?", (entry_id,))


def _blank(connection: sqlite3.Connection, where: str, value: str) -> None:
    """Blank the changes for which the condition holds, and what their batches say of them."""
    touched = connection.execute(
        f"SELECT DISTINCT batch_id FROM changes WHERE {where}",  # noqa: S608
        (value,),
    ).fetchall()
    blank = f"""UPDATE changes SET row_key = ?,
        before = CASE WHEN before IS NOT NULL THEN ? END,
        after = CASE WHEN after IS NOT NULL THEN ? END
        WHERE {where}"""  # noqa: S608
    connection.execute(blank, (BLANKED, BLANKED, BLANKED, value))
    for (batch,) in touched:
        others = connection.execute(
            "SELECT 1 FROM changes WHERE batch_id = ? AND row_key <> ? AND entry_id IS NOT NULL",
            (batch, BLANKED),
        ).fetchone()
        connection.execute(
            "UPDATE batches SET summary_zh = ?, summary_en = ? WHERE id = ?"
            " AND verb NOT IN ('undo', 'redo', 'purge', 'config')",
            (*(AMONG if others else GONE), batch),
        )
        connection.execute(
            "UPDATE batches SET state = 'log' WHERE id = ? AND NOT EXISTS"
            " (SELECT 1 FROM changes WHERE batch_id = batches.id AND row_key <> ?)",
            (batch, BLANKED),
        )
        seals.renew(connection, batch)


def _remove_place(connection: sqlite3.Connection, place: str) -> None:
    """Remove a place that only purged entries named, from the table and from the history."""
    for table in ("entries", "aliases"):
        if _mentioned(connection, table, place):
            return
    home = connection.execute("SELECT value FROM settings WHERE key = 'home'").fetchone()
    if home is not None and f'"{place}"' in home[0]:
        return
    connection.execute("DELETE FROM places WHERE id = ?", (place,))
    _blank(connection, "table_name = 'places' AND json_extract(row_key, '$.id') = ?", place)


_COLUMNS = {
    "attachments": "sha256", "reviews": "cover", "entries": "place_id", "aliases": "place_id",
}  # fmt: skip
_PICTURES = ("attachments", "reviews")


def _mentioned(connection: sqlite3.Connection, table: str, value: str) -> bool:
    """Return whether a row, or a version of one that undo could bring back, names a value."""
    column = _COLUMNS[table]
    row = connection.execute(
        f"SELECT 1 FROM {table} WHERE {column} = ? UNION ALL"  # noqa: S608
        " SELECT 1 FROM changes WHERE table_name = ?"
        " AND (json_extract(before, '$.' || ?) = ? OR json_extract(after, '$.' || ?) = ?) LIMIT 1",
        (value, table, column, value, column, value),
    ).fetchone()
    return row is not None


def holds(connection: sqlite3.Connection, entry_id: str) -> bool:
    """Return whether a file, of this schema or an older one, still holds something of an entry."""
    row = connection.execute(
        "SELECT 1 FROM entries WHERE id = ? UNION ALL"
        " SELECT 1 FROM changes WHERE instr(row_key, ?) LIMIT 1",
        (entry_id, entry_id),
    ).fetchone()
    return row is not None


def clean(path: Path, ids: Sequence[str]) -> bool:
    """Remove entries from a backup of this schema; return whether nothing of them is left in it."""
    with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True)) as connection:
        connection.isolation_level = None
        connection.row_factory = sqlite3.Row
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] != schema.VERSION:
                return False
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("BEGIN IMMEDIATE")
            purge(connection, ids)
            connection.execute("COMMIT")
            connection.execute("VACUUM")
        except sqlite3.Error:
            return False
    return True


def holding(paths: Iterable[Path], ids: Sequence[str]) -> list[Path]:
    """Return the backups that hold something of the entries; one that cannot be read counts."""
    found = []
    for path in paths:
        try:
            uri = path.absolute().as_uri() + "?mode=ro"
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                if any(holds(connection, entry_id) for entry_id in ids):
                    found.append(path)
        except sqlite3.Error:
            found.append(path)
    return found
