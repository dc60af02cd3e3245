"""The distilled land: whole, unbroken, and the same wherever the world is cut."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from yearlog.geodesy import equal_earth
from yearlog.render.map_land import clip, densify, land, land_in

EARTH_LAND_SHARE = 0.292  # of the Earth's surface; Encyclopaedia Britannica, "Earth"


def area(ring):
    """Return twice nothing: the signed area of a closed ring, by the shoelace formula."""
    closed = [*ring, ring[0]]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(closed)) / 2


def share_of_the_sphere(polygons, centre=0.0):
    total = 0.0
    for rings in polygons:
        sizes = [
            abs(area([equal_earth(lat, lon - centre) for lon, lat in densify(list(ring), 1)]))
            for ring in rings
        ]
        total += sizes[0] - sum(sizes[1:])
    return total / (4 * math.pi)


@pytest.mark.parametrize("detail", ["110m", "50m"])
def test_land_covers_what_it_covers_on_earth(detail):
    assert share_of_the_sphere(land(detail)) == pytest.approx(EARTH_LAND_SHARE, abs=0.006)


@pytest.mark.parametrize("centre", [-105.0, 0.0, 150.0])
def test_cutting_the_world_elsewhere_keeps_all_of_the_land(centre):
    cut = list(land_in("110m", (centre - 180, -90, centre + 180, 90)))
    assert share_of_the_sphere(cut, centre) == pytest.approx(EARTH_LAND_SHARE, abs=0.006)
    assert all(
        centre - 180 <= lon <= centre + 180 for rings in cut for ring in rings for lon, _ in ring
    )


@pytest.mark.parametrize("detail", ["110m", "50m"])
def test_no_coast_jumps_across_the_map(detail):
    for rings in land(detail):
        for ring in rings:
            for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
                along_the_pole = y1 == y2 == -90
                assert abs(x2 - x1) < 60 or along_the_pole


def test_clip_keeps_the_inside_of_a_box():
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert area(clip(square, (5, -1, 20, 4))) == 20
    assert clip(square, (20, 20, 30, 30)) == []
    assert clip(square, (-1, -1, 11, 11)) == square
