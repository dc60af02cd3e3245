"""Which photos the file of a journal names: in its rows, its drafts, its history."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from yearlog.journal.backup import open_copy

_NAMED = (("attachments", "sha256"), ("reviews", "cover"))
_HASH = re.compile(r"[0-9a-f]{64}")


class Named(NamedTuple):
    """The SHA-256 of photos: those that rows show, and those that could be shown again."""

    shown: set[str]
    remembered: set[str]


def named(connection: sqlite3.Connection) -> Named:
    """Return what rows name, and what drafts and the history do: undo may bring it back."""
    shown: set[str] = set()
    remembered: set[str] = set()
    for table, column in _NAMED:
        rows = connection.execute(f"SELECT {column} FROM {table}")  # noqa: S608
        shown |= {row[0] for row in rows if row[0]}
        for image in ("before", "after"):
            then = connection.execute(
                f"SELECT json_extract({image}, '$.{column}') FROM changes"  # noqa: S608
                f" WHERE table_name = ? AND json_valid({image})",
                (table,),
            )
            remembered |= {row[0] for row in then if row[0]}
    for row in connection.execute("SELECT * FROM drafts"):
        remembered |= set(_HASH.findall(" ".join(map(str, tuple(row)))))
    return Named(shown, remembered)


def named_in(backup: Path) -> set[str] | None:
    """Return every photo that a backup names; None if it cannot be read."""
    try:
        with closing(open_copy(backup)) as connection:
            found = named(connection)
    except sqlite3.Error:
        return None
    return found.shown | found.remembered
