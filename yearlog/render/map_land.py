"""The land shapes of Natural Earth, cut to the part of the world a map shows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal

ASSETS = Path(__file__).parent / "assets"

Detail = Literal["110m", "50m"]
Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]
"""West, south, east, north; or left, top, right, bottom."""


def land_json(detail: Detail) -> str:
    """Return the distilled file as it is: ``{"scale", "polygons": [[[x0, y0, dx1, dy1, …]]]}``."""
    return (ASSETS / f"land-{detail}.json").read_text(encoding="utf-8").strip()


@cache
def land(detail: Detail) -> tuple[tuple[Ring, ...], ...]:
    """Return the polygons, each its outer ring and holes, points as longitude and latitude.

    Longitudes are continuous within a polygon and may leave ±180.
    """
    data = json.loads(land_json(detail))
    scale: int = data["scale"]
    polygons = []
    for polygon in data["polygons"]:
        rings = []
        for flat in polygon:
            x = y = 0
            ring: Ring = []
            for dx, dy in zip(flat[::2], flat[1::2], strict=True):
                x, y = x + dx, y + dy
                ring.append((x / scale, y / scale))
            rings.append(ring)
        polygons.append(tuple(rings))
    return tuple(polygons)


def land_in(detail: Detail, box: Box) -> Iterator[tuple[Ring, ...]]:
    """Yield the polygons inside ``box`` (degrees; it may reach over ±180 but span 360 at most)."""
    west, south, east, north = box
    for polygon in land(detail):
        xs = [x for x, _ in polygon[0]]
        ys = [y for _, y in polygon[0]]
        if max(ys) < south or min(ys) > north:
            continue
        for turn in (-720, -360, 0, 360, 720):
            if max(xs) + turn <= west or min(xs) + turn >= east:
                continue
            moved = ([(x + turn, y) for x, y in ring] for ring in polygon)
            rings = tuple(cut for ring in moved if len(cut := clip(ring, box)) > 2)
            if rings:
                yield rings


def clip(ring: Ring, box: Box) -> Ring:
    """Return the part of a ring inside a rectangle (Sutherland–Hodgman), unclosed."""
    left, low, right, high = box
    ring = _cut(ring, 0, left, lambda value: value >= left)
    ring = _cut(ring, 0, right, lambda value: value <= right)
    ring = _cut(ring, 1, low, lambda value: value >= low)
    return _cut(ring, 1, high, lambda value: value <= high)


def _cut(ring: Ring, axis: int, edge: float, inside: Callable[[float], bool]) -> Ring:
    """Return the part of a ring on the inner side of one edge."""
    if all(inside(point[axis]) for point in ring):
        return ring
    kept: Ring = []
    for before, point in zip(ring[-1:] + ring[:-1], ring, strict=True):
        if inside(before[axis]) != inside(point[axis]):
            share = (edge - before[axis]) / (point[axis] - before[axis])
            across = before[1 - axis] + share * (point[1 - axis] - before[1 - axis])
            kept.append((edge, across) if axis == 0 else (across, edge))
        if inside(point[axis]):
            kept.append(point)
    return kept


def densify(ring: Ring, step: float = 4.0) -> Ring:
    """Add points along edges longer than ``step`` degrees, which a projection may bend."""
    dense: Ring = []
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        pieces = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / step))
        dense += [(x1 + (x2 - x1) * k / pieces, y1 + (y2 - y1) * k / pieces) for k in range(pieces)]
    return dense
