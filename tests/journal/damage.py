"""Where the bits of an SQLite file lie, so that a test can flip one that means something.

Read after "Database File Format" of SQLite's manual: pages, cells, records.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

INTERIOR_INDEX, LEAF_INDEX, LEAF_TABLE = 2, 10, 13


class Span(NamedTuple):
    """A run of bytes of the file, ``start`` inclusive and ``end`` exclusive, and what it holds."""

    start: int
    end: int
    what: str


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a variable-length integer and the offset after it."""
    value = 0
    for n in range(9):
        byte = data[at + n]
        if n == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + n + 1
    raise AssertionError


def pages(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the offset of each page and its bytes."""
    data = path.read_bytes()
    size = int.from_bytes(data[16:18])
    for start in range(0, len(data), size):
        yield start, data[start : start + size]


def owners(path: Path) -> dict[int, str]:
    """Return which table or index each page belongs to, by page number."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        return dict(connection.execute("SELECT pageno, name FROM dbstat").fetchall())


def cells(page: bytes, first: bool) -> Iterator[int]:
    """Yield the offsets of the cells of a b-tree page."""
    head = 100 if first else 0
    count = int.from_bytes(page[head + 3 : head + 5])
    pointers = head + (12 if page[head] in (2, 5) else 8)
    for n in range(count):
        yield int.from_bytes(page[pointers + 2 * n : pointers + 2 * n + 2])


def text_cells(path: Path) -> Iterator[Span]:
    """Yield where each text of each row of the tables lies, if it lies on the page of its row."""
    names = owners(path)
    for number, (start, page) in enumerate(pages(path), 1):
        if number == 1 or page[0] != LEAF_TABLE:
            continue
        for cell in cells(page, first=False):
            size, at = varint(page, cell)
            _, at = varint(page, at)
            most = len(page) - 35
            if size > most:
                continue
            header, body = varint(page, at)[0], at
            types, at = [], varint(page, at)[1]
            while at < body + header:
                kind, at = varint(page, at)
                types.append(kind)
            at = body + header
            for column, kind in enumerate(types):
                width = _width(kind)
                if kind >= 13 and kind % 2 and width:
                    yield Span(start + at, start + at + width, f"{names[number]}.{column}")
                at += width


def _width(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return {0: 0, 1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}[kind]


def index_cells(path: Path) -> Iterator[Span]:
    """Yield header, pointers and cells of each page of an index: all of it but the unused gap."""
    names = owners(path)
    for number, (start, page) in enumerate(pages(path), 1):
        if number == 1 or page[0] not in (INTERIOR_INDEX, LEAF_INDEX):
            continue
        inner = page[0] == INTERIOR_INDEX
        head = 12 if inner else 8
        count = int.from_bytes(page[3:5])
        yield Span(start, start + head + 2 * count, names[number])
        for cell in cells(page, first=False):
            size, at = varint(page, cell + 4 if inner else cell)
            if size < 900:
                yield Span(start + cell, start + max(at + size, cell + 4), names[number])


def flip(path: Path, offset: int, bit: int) -> None:
    """Flip one bit of the file."""
    with path.open("r+b") as file:
        file.seek(offset)
        byte = file.read(1)[0]
        file.seek(offset)
        file.write(bytes([byte ^ 1 << bit]))
