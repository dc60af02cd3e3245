"""Lines of the terminal under the numbers of a year: labels to the left, what belongs to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yearlog.text.width import display_width, pad
from yearlog.text.wrap import wrap

GAP = "  "
_LEAST = 16
"""Columns below which text is not made narrower, but runs over the edge."""


def fill(parts: Sequence[str], joint: str, columns: int) -> list[str]:
    """Return parts in lines of at most so many columns, broken between parts where that can be."""
    lines: list[str] = []
    for at, part in enumerate(parts):
        piece = part if at == len(parts) - 1 else part + joint
        if lines and display_width((lines[-1] + piece).rstrip()) <= columns:
            lines[-1] += piece
        else:
            lines.extend(wrap(piece.rstrip(), columns))
            if piece != piece.rstrip():
                lines[-1] += piece[len(piece.rstrip()) :]
    return [line.rstrip() for line in lines]


def hang(left: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield lines behind a label: the first on its line, the others below the first."""
    indent = " " * display_width(left)
    for at, line in enumerate(lines or [""]):
        yield ((indent if at else left) + line).rstrip()


def room(left: int, columns: int) -> int:
    """Return how wide text may be behind so many columns."""
    return max(columns - left, _LEAST)


def listed(rows: Sequence[tuple[str, Sequence[str]]], joint: str, columns: int) -> Iterator[str]:
    """Yield rows of a label and parts, the labels as wide as the widest."""
    first = max((display_width(label) for label, _ in rows), default=0)
    for label, parts in rows:
        left = GAP + pad(label, first) + GAP
        yield from hang(left, fill(parts, joint, room(display_width(left), columns)))
