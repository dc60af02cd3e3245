"""Puts names beside points so that none covers another; the least important are left out."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yearlog.render.map_land import Box, Point

Anchor = Literal["start", "middle", "end"]

_PLACES: tuple[tuple[float, float, Anchor], ...] = (
    # right, left, above, below, then the corners, then farther out; in sizes of the type
    (0.65, 0.36, "start"),
    (-0.65, 0.36, "end"),
    (0, -0.7, "middle"),
    (0, 1.4, "middle"),
    (0.5, -0.4, "start"),
    (0.5, 1.1, "start"),
    (-0.5, -0.4, "end"),
    (-0.5, 1.1, "end"),
    (0.9, -0.9, "start"),
    (0.9, 1.6, "start"),
    (-0.9, -0.9, "end"),
    (-0.9, 1.6, "end"),
)
_RELUCTANCE = (0, 0.3, 1, 1, 1.2, 1.2, 1.5, 1.5, 4, 4, 4.3, 4.3)
"""How many crossed routes each place is worth avoiding, roughly."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label to place: where its point is, how far its mark reaches, what it says."""

    x: float
    y: float
    text: str
    reach: float = 3.0


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label's base line goes."""

    x: float
    y: float
    anchor: Anchor


_CHINESE_MARKS = "“”‘’—…·"


def text_width(text: str, size: float) -> float:
    """Return about how wide a text is in a sans-serif of ``size``, rather more than less.

    Quotation marks, dashes and dots are as wide as a character among Chinese ones.
    """
    ems = 0.0
    wide = any(unicodedata.east_asian_width(char) in "WF" for char in text)
    for char in text:
        if unicodedata.east_asian_width(char) in "WF" or (wide and char in _CHINESE_MARKS):
            ems += 1.0
        elif unicodedata.combining(char):
            continue
        elif char in "ijl.,'’:;|! -·":
            ems += 0.33
        else:
            ems += 0.72 if char.isupper() or char in "mwMW" else 0.57
    return ems * size


def place(
    labels: Sequence[Label], size: float, bounds: Box, lines: Sequence[Sequence[Point]]
) -> list[Placed | None]:
    """Return a place for each label, or None where it had to give way.

    ``labels`` come the most important first. ``lines`` are the routes, which a label avoids if it
    can. A label never covers another's, nor another's mark, nor leaves ``bounds``, nor stands
    nearer to another mark than to its own.
    """
    taken: list[Box] = []
    placed: list[Placed | None] = []
    spans = [(line, _around(line)) for line in lines if line]
    marks = [(m.x - m.reach, m.y - m.reach, m.x + m.reach, m.y + m.reach) for m in labels]
    for i, label in enumerate(labels):
        best: tuple[float, Placed, Box] | None = None
        for order, (dx, dy, anchor) in enumerate(_PLACES):
            out = max(0.0, label.reach - 3.5)
            at = Placed(
                label.x + dx * size + (out if dx > 0 else -out if dx < 0 else 0),
                label.y + dy * size + (0 if abs(dy) < 0.5 else out if dy > 0 else -out),
                anchor,
            )
            box = _box(at, text_width(label.text, size), size)
            if not _inside(box, bounds) or any(_meet(box, other) for other in taken):
                continue
            if any(_meet(box, mark) for k, mark in enumerate(marks) if k != i):
                continue
            if _belongs_to_another(label, box, labels):
                continue
            crossed = sum(_crosses(line, box) for line, around in spans if _meet(box, around))
            cost = _RELUCTANCE[order] + 0.7 * min(crossed, 6)
            if best is None or cost < best[0]:
                best = cost, at, box
        placed.append(best[1] if best else None)
        if best:
            taken.append(best[2])
    return placed


def _crosses(line: Sequence[Point], box: Box) -> bool:
    """Return whether a point of a line lies in a box."""
    left, top, right, bottom = box
    return any(left < x < right and top < y < bottom for x, y in line)


def _around(line: Sequence[Point]) -> Box:
    """Return the least box around a line."""
    across, down = zip(*line, strict=True)
    return min(across), min(down), max(across), max(down)


def _belongs_to_another(label: Label, box: Box, labels: Sequence[Label]) -> bool:
    """Say whether a reader would take the text in ``box`` for the name of another mark."""
    own = _distance(label, box)
    return any(
        _distance(other, box) < own + 1
        for other in labels
        if math.hypot(other.x - label.x, other.y - label.y) > 4
    )


def _distance(label: Label, box: Box) -> float:
    """Return the distance from the rim of a mark to the nearest edge of a box."""
    dx = max(box[0] - label.x, 0.0, label.x - box[2])
    dy = max(box[1] - label.y, 0.0, label.y - box[3])
    return math.hypot(dx, dy) - label.reach


def _box(at: Placed, width: float, size: float) -> Box:
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[at.anchor]
    left = at.x - share * width
    return left - 2, at.y - 0.92 * size, left + width + 2, at.y + 0.28 * size


def _inside(box: Box, bounds: Box) -> bool:
    return (
        box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]
    )


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
