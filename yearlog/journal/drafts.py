"""Unsaved writing, kept on disk as it is typed: outside the history, and gone once it is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Draft(NamedTuple):
    """Unsaved writing.

    ``door`` is ``form``, ``line`` or ``editor``; ``base`` the revision of the entry it began from,
    0 for a new one; ``owner`` the process that writes it; ``at`` UTC as ISO text.
    """

    id: str
    door: str
    kind: str
    fields: Mapping[str, object]
    entry_id: str | None = None
    base: int = 0
    owner: str = ""
    at: str = ""


class Drafts:
    """The drafts of one open journal."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
