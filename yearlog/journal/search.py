"""Finding words: the folded text of each entry, kept beside it, and what is asked of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from yearlog.kinds.entry import Entry


def refresh(
    connection: sqlite3.Connection, ids: Iterable[str], known: Mapping[str, Entry] | None = None
) -> None:
    """Make the search rows of these entries anew; a deleted or vanished entry has none.

    ``known`` holds entries as they were just stored, which need not be read again.
    """
