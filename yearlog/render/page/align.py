"""Puts the blocks of a text in two languages side by side."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from yearlog.render.page.tables import DRAWN
from yearlog.render.page.writer import Block

_OPENING = re.compile(r"<([a-z0-9]+)")
_ALONE = 1.0
_UNLIKE = 4.0


Pairs = list[tuple[Block | None, Block | None]]


def side_by_side(left: Sequence[Block], right: Sequence[Block]) -> Pairs:
    """Pair the top-level blocks under each heading; a surplus block has None beside it.

    The n-th heading of one text stands beside the n-th of the other. Under it equally many blocks
    pair one by one; otherwise like goes with like: figures of the same photo, quotes with quotes,
    paragraphs of about the same share of their section.
    """
    pairs: Pairs = []
    lefts, rights = _sections(left), _sections(right)
    for k in range(max(len(lefts), len(rights))):
        a = lefts[k] if k < len(lefts) else []
        b = rights[k] if k < len(rights) else []
        pairs += zip(a, b, strict=True) if _same_shape(a, b) else _aligned(a, b)
    return pairs


def _sections(blocks: Sequence[Block]) -> list[list[Block]]:
    found: list[list[Block]] = [[]]
    for block in blocks:
        if re.match("<h[1-6]", block.html):
            found.append([])
        found[-1].append(block)
    return found


def _shape(block: Block) -> str:
    opening = _OPENING.match(block.html)
    if block.html.startswith(DRAWN):
        return "table"
    return block.image or (opening[1] if opening else "")


def _same_shape(left: Sequence[Block], right: Sequence[Block]) -> bool:
    return [_shape(one) for one in left] == [_shape(one) for one in right]


def _aligned(left: Sequence[Block], right: Sequence[Block]) -> Pairs:
    """Align two runs of blocks at the least cost (Needleman and Wunsch, 1970)."""
    ratio = sum(len(b.html) for b in right) / max(sum(len(a.html) for a in left), 1) or 1.0
    columns = range(len(right) + 1)
    cost = [[_ALONE * j for j in columns]]
    for i, a in enumerate(left, 1):
        row = [_ALONE * i]
        for j, b in enumerate(right, 1):
            together = cost[i - 1][j - 1] + _distance(a, b, ratio)
            row.append(min(together, cost[i - 1][j] + _ALONE, row[j - 1] + _ALONE))
        cost.append(row)
    pairs: Pairs = []
    i, j = len(left), len(right)
    while i or j:
        together = i and j and cost[i - 1][j - 1] + _distance(left[i - 1], right[j - 1], ratio)
        if i and j and cost[i][j] == together:
            i, j = i - 1, j - 1
            pairs.append((left[i], right[j]))
        elif i and cost[i][j] == cost[i - 1][j] + _ALONE:
            i -= 1
            pairs.append((left[i], None))
        else:
            j -= 1
            pairs.append((None, right[j]))
    return pairs[::-1]


def _distance(a: Block, b: Block, ratio: float) -> float:
    """Return how unlike two blocks are: by kind, then by length as a share of the section's."""
    if _shape(a) != _shape(b):
        return _UNLIKE
    return min(abs(math.log(len(b.html) / (len(a.html) * ratio))) / 2, 0.9)
