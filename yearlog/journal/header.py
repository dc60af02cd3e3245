"""The first hundred bytes of the file: the fields that SQLite itself does not check.

The offsets and meanings are those of "Database File Format", section 1.3, of SQLite's manual. Left
out are the schema cookie (40: any number is right, and a wrong one only makes SQLite read
the schema again) and the version number of the library that wrote last (96), which nothing reads.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from yearlog.journal import schema

SIZE = 100
MAGIC = b"SQLite format 3\x00"


class Field(NamedTuple):
    """A field of the header that is not what it should be; ``offset`` in bytes."""

    name: str
    offset: int
    found: int
    expected: int


_FIXED: tuple[tuple[str, int, int, int], ...] = (
    ("file format write version", 18, 1, 1),
    ("file format read version", 19, 1, 1),
    ("reserved space per page", 20, 1, 0),
    ("maximum embedded payload fraction", 21, 1, 64),
    ("minimum embedded payload fraction", 22, 1, 32),
    ("leaf payload fraction", 23, 1, 32),
    ("schema format", 44, 4, 4),
    ("default page cache size", 48, 4, 0),
    ("largest root page", 52, 4, 0),
    ("text encoding", 56, 4, 1),
    ("incremental vacuum", 64, 4, 0),
    ("application id", 68, 4, schema.APPLICATION_ID),
    ("reserved for expansion", 72, 20, 0),
)
"""Name, offset, length and the only value that a journal has."""

HARMLESS = frozenset({48, 72, 92})
"""Offsets of fields that may be set right without touching anything else."""


def read(path: Path) -> bytes:
    """Return the header; shorter if the file is. Raises OSError."""
    with path.open("rb") as file:
        return file.read(SIZE)


def faults(header: bytes, size: int) -> Iterator[Field]:
    """Yield the fields that are wrong; ``size`` is that of the file in bytes."""
    if header[:16] != MAGIC or len(header) < SIZE:
        yield Field("signature", 0, int.from_bytes(header[:16]), int.from_bytes(MAGIC))
        return
    for name, offset, length, expected in _FIXED:
        found = int.from_bytes(header[offset : offset + length])
        if found != expected:
            yield Field(name, offset, found, expected)
    page = int.from_bytes(header[16:18])
    page = 65536 if page == 1 else page
    if page < 512 or page & (page - 1):
        yield Field("page size", 16, page, 4096)
    elif int.from_bytes(header[28:32]) * page != size:
        yield Field("page count", 28, int.from_bytes(header[28:32]), size // page)
    changed, valid = int.from_bytes(header[24:28]), int.from_bytes(header[92:96])
    if changed != valid:
        yield Field("version-valid-for", 92, valid, changed)
