"""A readable difference of two texts: only what changed, by Latin word and Chinese character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple


class Piece(NamedTuple):
    """A stretch of a difference: ``same``, ``gone``, ``new`` or ``gap`` (left out)."""

    how: str
    text: str


AROUND = 16
"""Characters kept on either side of a change in a long line."""


def pieces(before: str, after: str) -> list[list[Piece]]:
    """Return the difference of two texts as lines of pieces: changed lines, cut to what changed."""
    old, new = before.split("\n"), after.split("\n")
    lines: list[list[Piece]] = []
    for how, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            continue
        pairs = min(b - a, d - c)
        lines += [_within(old[a + at], new[c + at]) for at in range(pairs)]
        lines += [[Piece("gone", line)] for line in old[a + pairs : b]]
        lines += [[Piece("new", line)] for line in new[c + pairs : d]]
    return lines


_WORDS = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
"""Latin words whole, everything else by character, as Chinese has no spaces."""


def _within(before: str, after: str) -> list[Piece]:
    """Return the difference of two lines: unlike lines whole, like ones by word and character."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > 4_000_000:
        return [Piece("gone", before), Piece("new", after)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.4:
        return [piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text]
    found: list[Piece] = []
    codes = matcher.get_opcodes()
    for at, (how, a, b, c, d) in enumerate(codes):
        if how == "equal":
            found += _shortened("".join(old[a:b]), first=at == 0, last=at == len(codes) - 1)
            continue
        found += [Piece("gone", "".join(old[a:b]))] if b > a else []
        found += [Piece("new", "".join(new[c:d]))] if d > c else []
    return found


def _shortened(text: str, *, first: bool, last: bool) -> Sequence[Piece]:
    """Return an unchanged stretch, cut in the middle, or at the end that no change touches."""
    room = AROUND if first or last else 2 * AROUND
    if len(text) <= room + 4:
        return [Piece("same", text)]
    head = [] if first else [Piece("same", text[:AROUND])]
    tail = [] if last else [Piece("same", text[-AROUND:])]
    return [*head, Piece("gap", "…"), *tail]
