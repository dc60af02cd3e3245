"""A checksum over each batch of the history, so that a flipped bit in it does not go unseen.

SQLite checks the shape of its pages, not the letters in them. CRC-32 sees every single flipped bit
and all but one in four thousand million other accidents; it guards against accidents, not against
people, who could write a new one. It costs an ``add`` nothing, where loading SHA-256 costs 4 ms.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence

_OF_A_BATCH = "SELECT at, verb, summary_zh, summary_en, source, target FROM batches WHERE id = ?"
_OF_ITS_CHANGES = (
    "SELECT table_name, row_key, entry_id, before, after FROM changes WHERE batch_id = ?"
    " ORDER BY id"
)


def add(crc: int, values: Iterable[object]) -> int:
    """Return the checksum ``crc`` continued over values; each is kept apart from the next."""
    for value in values:
        text = b"-" if value is None else str(value).encode("utf-8", "surrogatepass")
        crc = zlib.crc32(b"%d:" % len(text) + text, crc)
    return crc


def seal(batch: Sequence[object], changes: Iterable[Sequence[object]]) -> str:
    """Return the seal over a batch and its changes; its state may change, so it is not in it."""
    crc = 0
    for change in changes:
        crc = add(crc, change)
    return f"{add(crc, batch):08x}"


def of(connection: sqlite3.Connection, batch: int) -> str:
    """Return the seal that the stored rows of a batch ask for."""
    about = connection.execute(_OF_A_BATCH, (batch,)).fetchone()
    return seal(tuple(about), map(tuple, connection.execute(_OF_ITS_CHANGES, (batch,))))


def renew(connection: sqlite3.Connection, batch: int) -> None:
    """Seal a batch as it stands now."""
    connection.execute("UPDATE batches SET seal = ? WHERE id = ?", (of(connection, batch), batch))
