"""Copies of the journal that no later change can touch: made in time, thinned, listed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

FORCED = frozenset({"import", "load", "purge", "restore"})
"""Steps that are preceded by a backup of their own, whatever was copied earlier that day."""


class Backups:
    """The backups of one open journal, in a folder beside it."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def before(self, verb: str) -> None:
        """Copy the journal if this is the first change of a day, or a step in `FORCED`."""
