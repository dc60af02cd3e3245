"""Three-way merges of texts and lists: what two changes of one thing make together."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T", bound=Hashable)

_MOST_ITEMS = 4000
"""Comparing takes time with the square of the length where many items are alike; the lock waits."""


class _Hunk(NamedTuple):
    """One change: items ``first`` to ``last`` (exclusive) of the base became ``new``."""

    first: int
    last: int
    new: tuple[Hashable, ...]


def merged_lines(base: str, mine: str, theirs: str) -> str | None:
    """Return a text with the changes of both sides, or None where they touch the same lines."""
    found = merged_items(base.split("\n"), mine.split("\n"), theirs.split("\n"))
    return None if found is None else "\n".join(found)


def merged_items(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> list[T] | None:
    """Return a list with the changes of both sides; None where they overlap, touch, or are long.

    A change that both sides made alike counts once.
    """
    head = _alike(base, mine, theirs)
    rest = [list(side)[head:] for side in (base, mine, theirs)]
    tail = _alike(*(side[::-1] for side in rest))
    core = [side[: len(side) - tail] for side in rest]
    if max(map(len, core)) > _MOST_ITEMS:
        return None
    hunks = _joined(_hunks(core[0], core[1]), _hunks(core[0], core[2]))
    if hunks is None:
        return None
    merged: list[T] = []
    at = 0
    for hunk in hunks:
        merged += core[0][at : hunk.first]
        merged += hunk.new  # type: ignore[arg-type]  # a hunk holds items of one of the lists
        at = hunk.last
    merged += core[0][at:]
    return [*base[:head], *merged, *list(base)[len(base) - tail :]]


def _alike(*lists: Sequence[Hashable]) -> int:
    """Return how many items the lists have in common at their beginning."""
    count = 0
    for items in zip(*lists, strict=False):
        if any(item != items[0] for item in items):
            break
        count += 1
    return count


def _hunks(base: Sequence[Hashable], side: Sequence[Hashable]) -> list[_Hunk]:
    from difflib import SequenceMatcher

    codes = SequenceMatcher(None, base, side, autojunk=False).get_opcodes()
    return [_Hunk(i1, i2, tuple(side[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def _joined(mine: list[_Hunk], theirs: list[_Hunk]) -> list[_Hunk] | None:
    """Return the changes of both sides in order, or None where two of them touch."""
    for one in mine:
        for other in theirs:
            touching = one.first <= other.last and other.first <= one.last
            if touching and one != other:
                return None
    return sorted({*mine, *theirs}, key=lambda hunk: (hunk.first, hunk.last))


def merged_order(base: Sequence[T], mine: Sequence[T], theirs: Sequence[T]) -> tuple[T, ...]:
    """Return the items both sides want, each once: what one side took out is out, what it added in.

    The order is that of the side which moved items, mine if both did; what only the other side
    added follows the item it follows there.
    """
    wanted = {
        item
        for item in (*base, *mine, *theirs)
        if (item in mine and item in theirs) or (item not in base)
    }
    moved = list(_shared(mine, base)) != list(_shared(base, mine))
    lead, other = (mine, theirs) if moved else (theirs, mine)
    order = [item for item in dict.fromkeys(lead) if item in wanted]
    before: T | None = None
    for item in dict.fromkeys(other):
        if item in wanted and item not in order:
            at = order.index(before) + 1 if before in order else 0
            order.insert(at, item)
        if item in wanted:
            before = item
    return tuple(order)


def _shared(items: Sequence[T], others: Sequence[T]) -> Iterator[T]:
    return (item for item in items if item in others)
