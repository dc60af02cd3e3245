"""Distils the land shapes of world-atlas into the two small files that the maps draw from.

    npm install world-atlas@2.0.2
    python data/build_land.py node_modules/world-atlas yearlog/render/assets

World-atlas is Natural Earth as TopoJSON, stitched for a sphere: rings cross the antimeridian and
Antarctica winds round the pole, so on a flat map they draw bars across the world. Here every ring
is made continuous in longitude (it may leave ±180) and closed along the pole. Coordinates are kept
as differences in hundredths of a degree, a third of the size of GeoJSON:

    {"scale": 100, "polygons": [[[x0, y0, dx1, dy1, …], hole, …], …]}

The result is committed; it changes only when Natural Earth does.
"""

from __future__ import annotations

import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

SCALE = 100
TOLERANCE = {"land-110m": 0.0, "land-50m": 0.02}
"""Degrees a simplified coast may leave the given one by: half a pixel on a map of one country."""


def arcs(topology: dict[str, Any]) -> list[Ring]:
    """Return the shared boundary lines in degrees, longitude first."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        lines.append(line)
    return lines


def rings(topology: dict[str, Any]) -> list[list[Ring]]:
    """Return the polygons of the land, each its outer ring and its holes."""
    lines = arcs(topology)

    def ring(indices: list[int]) -> Ring:
        joined: Ring = []
        for index in indices:
            line = lines[index] if index >= 0 else lines[~index][::-1]
            joined += line[1:] if joined else line
        return joined

    polygons = []
    for geometry in topology["objects"]["land"]["geometries"]:
        multi = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        polygons += [[ring(indices) for indices in polygon] for polygon in multi]
    return polygons


def unstitch(ring: Ring) -> Ring:
    """Make longitudes continuous, and close along the pole a ring that winds round it."""
    line = [ring[0]]
    turn = 0
    for (before, _), (x, y) in pairwise(ring):
        turn -= 360 * round((x - before) / 360)
        line.append((x + turn, y))
    if abs(line[-1][0] - line[0][0]) > 180:
        pole = math.copysign(90, sum(y for _, y in line))
        line += [(line[-1][0], pole), (line[0][0], pole), line[0]]
    shift = 360 * math.floor((min(x for x, _ in line) + 180 + 1e-6) / 360)
    return [(x - shift, y) for x, y in line]


def simplify(line: Ring, tolerance: float) -> Ring:
    """Drop points closer than ``tolerance`` degrees to the line without them (Douglas–Peucker)."""
    if tolerance == 0 or len(line) < 5:
        return line
    keep = {0, len(line) // 2, len(line) - 1}
    todo = [(0, len(line) // 2), (len(line) // 2, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        (x1, y1), (x2, y2) = line[first], line[last]
        narrow = math.cos(math.radians((y1 + y2) / 2))
        span = math.hypot((x2 - x1) * narrow, y2 - y1)
        far, index = tolerance, 0
        for k in range(first + 1, last):
            dx, dy = (line[k][0] - x1) * narrow, line[k][1] - y1
            cross = abs(dx * (y2 - y1) - dy * (x2 - x1) * narrow)
            off = cross / span if span else math.hypot(dx, dy)
            if off > far:
                far, index = off, k
        if index:
            keep.add(index)
            todo += [(first, index), (index, last)]
    return [line[k] for k in sorted(keep)]


def deltas(ring: Ring) -> list[int]:
    """Return the ring as differences in hundredths of a degree, without the repeated last point."""
    flat: list[int] = []
    x = y = 0
    for lon, lat in ring[:-1]:
        new_x, new_y = round(lon * SCALE), round(lat * SCALE)
        if flat and (new_x, new_y) == (x, y):
            continue
        flat += [new_x - x, new_y - y]
        x, y = new_x, new_y
    return flat


def build(source: Path, tolerance: float) -> str:
    """Return the JSON text distilled from one world-atlas file."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    polygons = []
    for polygon in rings(topology):
        flat = [deltas(simplify(unstitch(ring), tolerance)) for ring in polygon]
        flat = [ring for ring in flat if len(ring) >= 6]
        if flat:
            polygons.append(flat)
    return json.dumps({"scale": SCALE, "polygons": polygons}, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    atlas, target = map(Path, sys.argv[1:3])
    for name, tolerance in TOLERANCE.items():
        text = build(atlas / f"{name}.json", tolerance)
        (target / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")
        print(f"{name}: {len(text.encode()) / 1000:.0f} kB")
