"""Single flipped bits in texts, indexes and the header: each must be noticed, none be mended."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

from torture.harness import (
    OUTSIDE,
    SAMPLE,
    Arena,
    Control,
    Done,
    Finding,
    Skip,
    State,
    difference,
    sha256,
    state_of,
    yearlog,
)

PROMISE = "a single flipped bit anywhere is noticed, left as it is, and the way back is named"
NOT_CHECKED = (*range(40, 44), *range(96, 100))
"""Header bytes any value of which is right: the schema's counter, the library that wrote last."""
_TEXTS = (
    ("texts", "title"), ("texts", "body"), ("tags", "tag"), ("entries", "starts_on"),
    ("entries", "updated_at"), ("flights", "flight_number"), ("places", "name_zh"),
    ("settings", "value"), ("changes", "before"), ("changes", "after"), ("changes", "row_key"),
    ("batches", "summary_zh"), ("batches", "at"), ("search", "body"), ("search", "other"),
)  # fmt: skip


class Bit(NamedTuple):
    """A bit of the file."""

    offset: int
    bit: int
    what: str


def run(arena: Arena) -> Finding:
    """Flip bits one at a time, each in a fresh copy."""
    if "doctor" not in yearlog("--help").out:
        raise Skip("yearlog has no doctor yet")
    found = Finding("bits", PROMISE)
    source = prepare(arena.room("source") / "journal.sqlite3")
    path = arena.room("flipped") / "journal.sqlite3"
    shutil.copy(source, path)  # with its mode, which the doctor looks at
    for folder in ("journal.backups", "journal.attachments"):
        shutil.copytree(source.with_name(folder), path.with_name(folder))
    good = yearlog("doctor", "--json", journal=path)
    found.must(good.code == 0, f"a sound journal is called damaged: {good.said.strip()[-400:]}")
    counts: dict[str, int] = {}
    blind = offered = mended = 0
    sound = state_of(source, leave=OUTSIDE)
    plans = {"text": (60, 4), "index": (25, 2), "header": (15, 2)}
    for sort, (full, quick) in plans.items():
        for bit in _bits(sort, source, path, arena.random, arena.many(full, quick)):
            counts[sort] = counts.get(sort, 0) + 1
            blind += sort == "text" and _unseen_by_sqlite(path)
            if _judge(found, path, bit):
                offered += 1
                mended += _mends(found, path, sound, bit)
    listed = ", ".join(f"{count} in {sort}" for sort, count in counts.items())
    found.counts = (
        f"{sum(counts.values())} flipped bits: {listed}; {len(found.broken)} unnoticed, changed or "
        f"without a way back; doctor --fix was offered for {offered} and brought every row back in "
        f"{mended}; for the rest a backup was named"
    )
    found.controls.append(
        Control("SQLite's integrity_check alone", blind, counts["text"], "flips in texts missed")
    )
    return found


def prepare(path: Path) -> Path:
    """Make a journal with a history and a backup."""
    yearlog("load", SAMPLE, journal=path)
    yearlog("add", "f", "ITH", "JFK", "2025-05-12", "DL4921", "#snow", journal=path)
    yearlog("config", "author.en", "Ada Lovelace", journal=path)
    yearlog("undo", journal=path)
    yearlog("add", "--title-zh", "雪季笔记", "--body-zh", "很好的一天。" * 40, "r", journal=path)
    return path


def _judge(found: Finding, path: Path, bit: Bit) -> bool:
    """Note what is wrong with the answer to one bit; return whether it offers to mend."""
    before = sha256(path)
    what = f"{bit.what}, byte {bit.offset}, bit {bit.bit}"
    done = yearlog("doctor", "--json", journal=path)
    found.must(done.code not in (0, -9), f"{what}: not noticed")
    found.must("Traceback" not in done.said, f"{what}: a traceback {done.err[-300:]}")
    said: Done = yearlog("doctor", journal=path)
    ways = ("yearlog restore", "yearlog doctor --fix")
    named = any(way in said.said for way in ways)
    found.must(named, f"{what}: no way back is named in {said.said[-300:]!r}")
    listed = yearlog("list", journal=path)
    found.must("Traceback" not in listed.said, f"{what}: list, a traceback {listed.err[-300:]}")
    found.must(sha256(path) == before, f"{what}: the file was changed")
    return ways[1] in said.said


def _mends(found: Finding, path: Path, sound: State, bit: Bit) -> bool:
    """Try what the message offers: what it then calls sound must be as before, row for row."""
    what = f"{bit.what}, byte {bit.offset}, bit {bit.bit}"
    fixed = yearlog("doctor", "--fix", journal=path)
    if yearlog("doctor", "--json", journal=path).code:
        named = "yearlog restore" in fixed.said
        found.must(named, f"{what}: not mended, and no way back: {fixed.said[-300:]!r}")
        return False
    now = state_of(path, leave=OUTSIDE)
    found.must(now == sound, f"{what}: mended otherwise: {difference(sound, now)[:300]}")
    return True


def _unseen_by_sqlite(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.Error:
        return False


# Choosing bits that matter ------------------------------------------------------------------------


def _bits(sort: str, source: Path, path: Path, random: Random, count: int) -> Iterator[Bit]:
    """Yield bits, each flipped in ``path``; those in unused room, which change nothing, are not."""
    propose = {"text": _in_texts, "index": _in_indexes, "header": _in_the_header}[sort]
    whole = source.read_bytes()
    sound = _everything(source)
    if isinstance(sound, str):
        # Else no flipped bit would seem to change anything.
        raise RuntimeError(sound)  # noqa: TRY004  a complaint of SQLite, not a wrong type
    given = 0
    for bit in propose(source, whole, random):
        raw = bytearray(whole)
        raw[bit.offset] ^= 1 << bit.bit
        path.write_bytes(raw)
        if sort != "header" and _everything(path) == sound:
            continue
        yield bit
        given += 1
        if given == count:
            return


def _in_texts(source: Path, whole: bytes, random: Random) -> Iterator[Bit]:
    with closing(sqlite3.connect(source)) as connection:
        values = {
            (table, column): [
                str(row[0]).encode()[:24]
                for row in connection.execute(
                    f"SELECT {column} FROM {table} WHERE length({column}) > 3"
                )
            ]
            for table, column in _TEXTS
        }
    places = [one for one in _TEXTS if values[one]]
    while True:
        table, column = random.choice(places)
        value = random.choice(values[table, column])
        spots = list(_occurrences(whole, value))
        if spots:
            offset = random.choice(spots) + random.randrange(len(value))
            yield Bit(offset, random.randrange(8), f"{table}.{column}")


def _occurrences(whole: bytes, value: bytes) -> Iterator[int]:
    at = whole.find(value)
    while at >= 0:
        yield at
        at = whole.find(value, at + 1)


def _in_indexes(source: Path, whole: bytes, random: Random) -> Iterator[Bit]:
    with closing(sqlite3.connect(source)) as connection:
        roots = connection.execute(
            "SELECT name, rootpage FROM sqlite_master WHERE type = 'index'"
        ).fetchall()
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    # An index of an empty table has a page, but nothing in it to flip.
    filled = [(name, root) for name, root in roots if any(whole[(root - 1) * size + 3 :][:2])]
    while True:
        name, root = random.choice(filled)
        page = (root - 1) * size
        content = int.from_bytes(whole[page + 5 : page + 7])
        offset = page + random.choice(
            (random.randrange(8), random.randrange(content or size, size) if content else 0)
        )
        yield Bit(offset, random.randrange(8), name)


def _in_the_header(source: Path, whole: bytes, random: Random) -> Iterator[Bit]:
    del source, whole
    while True:
        offset = random.randrange(100)
        if offset not in NOT_CHECKED:
            yield Bit(offset, random.randrange(8), "header")


def _everything(path: Path) -> object:
    """Return all rows, read from the tables and by way of each index, or what SQLite complains."""
    try:
        with _raw(path) as connection:
            rows = {}
            for name, table, sql in connection.execute(
                "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index'"
            ).fetchall():
                parts = connection.execute(f"PRAGMA index_xinfo('{name.decode()}')").fetchall()
                listed = ", ".join(
                    f'"{one[2].decode()}" COLLATE {one[4].decode()}' for one in parts if one[5]
                )
                # An index of some rows is used only by a question about these.
                _, where, some = (sql or b"").decode().partition(" WHERE ")
                rows[name] = connection.execute(
                    f'SELECT {listed} FROM "{table.decode()}" INDEXED BY "{name.decode()}" '
                    f"{where}{some} ORDER BY {listed}"
                ).fetchall()
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table'"
            ).fetchall():
                rows[name] = connection.execute(f'SELECT * FROM "{name.decode()}"').fetchall()
            check = connection.execute("PRAGMA integrity_check").fetchall()
            return rows, check
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)


@contextmanager
def _raw(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)) as connection:
        connection.text_factory = bytes
        yield connection
