"""Finding the one flipped bit that a seal tells of: a checksum locates what it can only detect.

CRC-32 is linear: flipping one bit of a text changes its checksum by a number that depends on
nothing but how many bytes follow, and no two places in less than 2^32 bits give the same number. So
the difference between a seal and what the rows ask for says where the bit is.
"""

from __future__ import annotations

import sqlite3
import zlib
from typing import NamedTuple

_POLYNOMIAL = 0xEDB88320
"""That of CRC-32 as zlib computes it, its lowest bit first."""

CHANGES = ("table_name", "row_key", "entry_id", "before", "after")
BATCH = ("at", "verb", "summary_zh", "summary_en", "source", "target")


class Flip(NamedTuple):
    """A value of the history as it was before one of its bits flipped."""

    table: str
    column: str
    row: int
    text: str


def _table() -> list[int]:
    found = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
        found.append(crc)
    return found


def locate(data: bytes, wanted: int) -> tuple[int, int] | None:
    """Return the byte and the bit whose flip gives ``data`` the checksum ``wanted``, if any does.

    The difference of the checksums is taken back over one byte after the other, from the end, until
    it is that of a flipped bit in the byte before.
    """
    table = _table()
    by_top = {value >> 24: at for at, value in enumerate(table)}
    bits = {table[1 << bit]: bit for bit in range(8)}
    rest = zlib.crc32(data) ^ wanted
    for at in range(len(data) - 1, -1, -1):
        if rest in bits:
            return at, bits[rest]
        index = by_top[rest >> 24]
        rest = ((rest ^ table[index]) << 8 & 0xFFFFFFFF) | index
    return None


def find(connection: sqlite3.Connection, batch: int) -> Flip | None:
    """Return the flipped value of a batch that does not match its seal; None if it is not one bit.

    A flipped bit of the seal itself is found, too.
    """
    factory = connection.text_factory
    connection.text_factory = bytes
    try:
        changes = connection.execute(
            f"SELECT id, {', '.join(CHANGES)} FROM changes WHERE batch_id = ? ORDER BY id",  # noqa: S608
            (batch,),
        ).fetchall()
        about = connection.execute(
            f"SELECT seal, {', '.join(BATCH)} FROM batches WHERE id = ?",  # noqa: S608
            (batch,),
        ).fetchone()
    finally:
        connection.text_factory = factory
    if about is None:
        return None
    rows: list[_Row] = [("changes", CHANGES, row[0], tuple(row)[1:]) for row in changes]
    rows.append(("batches", BATCH, batch, tuple(about)[1:]))
    stream, places = _stream(rows)
    seal = f"{zlib.crc32(stream):08x}".encode()
    if sum((a ^ b).bit_count() for a, b in zip(seal, about[0], strict=False)) == 1:
        return Flip("batches", "seal", batch, seal.decode())
    try:
        found = locate(stream, int(about[0], 16))
    except ValueError:
        return None
    return None if found is None else _mended(*found, places)


_Place = tuple[int, str, str, int, bytes]
"""Where a text begins in the stream, its table, column, row, and its bytes."""


_Row = tuple[str, tuple[str, ...], int, tuple[object, ...]]
"""A row of the history: its table, columns, id, and values."""


def _stream(rows: list[_Row]) -> tuple[bytes, list[_Place]]:
    """Return the bytes that a seal is over, and where the texts lie in them."""
    stream = bytearray()
    places: list[_Place] = []
    for table, columns, row, values in rows:
        for column, value in zip(columns, values, strict=True):
            text = value if isinstance(value, bytes) else str(value).encode()
            if value is None:
                text = b"-"
            stream += b"%d:" % len(text)
            if isinstance(value, bytes):
                places.append((len(stream), table, column, row, value))
            stream += text
    return bytes(stream), places


def _mended(at: int, bit: int, places: list[_Place]) -> Flip | None:
    for start, table, column, row, text in places:
        if start <= at < start + len(text):
            whole = bytearray(text)
            whole[at - start] ^= 1 << bit
            try:
                return Flip(table, column, row, whole.decode())
            except UnicodeDecodeError:
                return None
    return None
