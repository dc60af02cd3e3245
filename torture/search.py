"""Every short piece of every text looked for: each entry that holds it must be among the found."""

from __future__ import annotations

import sqlite3
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from unicodedata import normalize

from torture.harness import SAMPLE, Arena, Control, Finding
from yearlog.actions import plain, search
from yearlog.actions.workspace import Workspace
from yearlog.journal.finding import Query
from yearlog.text.folding import fold

PROMISE = "any part of a title or text, one character or more, finds every entry that holds it"
LONGEST = 6
Index = dict[str, set[str]]
"""The entries that hold a piece, by the piece."""


def run(arena: Arena) -> Finding:
    """Look for every piece of the sample journal."""
    found = Finding("search", PROMISE)
    with Workspace.open(arena.folder / "journal.sqlite3", lang="en") as space:
        plain.load(space, SAMPLE)
        texts = [
            (entry.id, text)
            for entry in space.journal.entries()
            for words in entry.texts.values()
            for text in (words.title, words.body)
        ]
        index = _index(texts)
        pieces = sorted(index)
        if arena.quick:
            pieces = arena.random.sample(pieces, 1_500)
        began = time.perf_counter()
        missed = _look(found, space, pieces, index)
        took = time.perf_counter() - began
        typed = _typed(arena, found, space, index)
    found.counts = (
        f"{len(pieces):,} of {len(index):,} different pieces of 1 to {LONGEST} characters, "
        f"{sum(len(index[one]) for one in pieces):,} places in {len({i for i, _ in texts})} "
        f"entries; {missed} not found; {len(pieces) / took:,.0f} a second; {typed} as typed"
    )
    found.controls.append(_control(arena.folder / "trigram.sqlite3", texts, index))
    return found


def _plain(text: str) -> str:
    """Return a text as a reader takes it: width and case aside. Not the folding of the program."""
    return normalize("NFKC", normalize("NFKC", text).casefold())


def _index(texts: list[tuple[str, str]]) -> Index:
    """Return which entries hold which pieces, as they are written and as they are read."""
    index: Index = defaultdict(set)
    for entry_id, text in texts:
        for form in {text, _plain(text)}:
            for size in range(1, LONGEST + 1):
                for at in range(len(form) - size + 1):
                    index[form[at : at + size]].add(entry_id)
    return {piece: ids for piece, ids in index.items() if piece.strip()}


def _look(found: Finding, space: Workspace, pieces: list[str], index: Index) -> int:
    """Look for each piece; return how many did not find all that hold it."""
    missed = 0
    answers: dict[str, set[str]] = {}
    for piece in pieces:
        needle = fold(piece)
        if needle not in answers:
            answers = {needle: {hit.entry_id for hit in space.journal.search(Query(needle))}}
        lost = index[piece] - answers[needle]
        if lost:
            missed += 1
            found.broken.append(f"{piece!r} does not find {len(lost)} of {len(index[piece])}")
    return missed


def _typed(arena: Arena, found: Finding, space: Workspace, index: Index) -> int:
    """Look for some pieces as a person types them, in quotes, past the reading of filters."""
    usable = [piece for piece in sorted(index) if '"' not in piece]
    some = arena.random.sample(usable, arena.many(3_000, 100))
    for piece in some:
        hits = {hit.entry_id for hit in search.find(space, f'"{piece}"').hits}
        found.must(index[piece] <= hits, f"typed {piece!r} does not find all")
    return len(some)


def _control(path: Path, texts: list[tuple[str, str]], index: Index) -> Control:
    """Look for words of one and two characters in SQLite's index of three-letter groups."""
    short = sorted(piece for piece in index if len(piece) <= 2 and piece.isalnum())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(id, text, tokenize='trigram')")
        connection.executemany("INSERT INTO words VALUES (?, ?)", texts)
        missed = 0
        for piece in short:
            rows = connection.execute(
                "SELECT DISTINCT id FROM words WHERE words MATCH ?", (f'text:"{piece}"',)
            )
            missed += not index[piece] <= {row[0] for row in rows}
    return Control("FTS5 with trigrams, 1 and 2 characters", missed, len(short), "not found")
