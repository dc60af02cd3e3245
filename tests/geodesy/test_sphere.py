"""Distances against published figures, lines and the projection against their definitions."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.geodesy import (
    continuous,
    distance_km,
    equal_earth,
    great_circle,
    split_antimeridian,
    wrap,
)


def haversine(lat1, lon1, lat2, lon2):
    a, b = math.radians(lat1), math.radians(lat2)
    h = math.sin((b - a) / 2) ** 2
    h += math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(h))


@pytest.mark.parametrize(
    ("one", "two", "km", "within"),
    [
        # one degree of longitude on the equator: a·π/180 with a = 6378.137 km
        ((0, 0), (0, 1), 111.319491, 1e-6),
        # pole to pole and equator to pole: twice and once the WGS 84 meridian quadrant
        ((0, 0), (90, 0), 10001.965729, 1e-6),
        ((-90, 0), (90, 0), 20003.931459, 1e-6),
        # Vincenty's and the Australian GDA manual's Flinders Peak – Buninyong line, on GRS 80,
        # whose flattening differs from WGS 84's only in the ninth digit
        ((-37.95103341667, 144.42486788611), (-37.65282113889, 143.92649553611), 54.972271, 1e-5),
        # JFK – LHR, 3,451 statute miles in the Great Circle Mapper
        ((40.639801, -73.7789), (51.4706, -0.461941), 3451 * 1.609344, 5),
    ],
)
def test_distance_agrees_with_published_figures(one, two, km, within):
    assert distance_km(*one, *two) == pytest.approx(km, abs=within)


degrees_lat = st.floats(-85, 85)
degrees_lon = st.floats(-180, 180)


@given(degrees_lat, degrees_lon, degrees_lat, degrees_lon)
def test_distance_is_within_the_flattening_of_the_spherical_one(lat1, lon1, lat2, lon2):
    sphere = haversine(lat1, lon1, lat2, lon2)
    assert distance_km(lat1, lon1, lat2, lon2) == pytest.approx(sphere, rel=0.006, abs=0.001)


@given(degrees_lat, degrees_lon, degrees_lat, degrees_lon)
def test_great_circle_is_as_long_as_the_shortest_way(lat1, lon1, lat2, lon2):
    line = great_circle(lat1, lon1, lat2, lon2, step_km=100)
    steps = [haversine(*a, *b) for a, b in pairwise(line)]
    assert sum(steps) == pytest.approx(haversine(lat1, lon1, lat2, lon2), rel=1e-6, abs=0.01)
    assert all(step < 100.001 for step in steps)
    assert all(abs(a[1] - b[1]) <= 180 for a, b in pairwise(line))
    assert line[0] == (lat1, lon1)


def test_great_circle_over_the_pacific_does_not_turn_back():
    line = great_circle(35.55, 139.78, 37.62, -122.38)  # Tokyo to San Francisco
    assert line[-1] == (37.62, pytest.approx(237.62))
    assert all(a[1] < b[1] for a, b in pairwise(line))
    # Northernmost point, by Clairaut: cos φ = cos φ₁ cos φ₂ sin Δλ / sin d
    #   = 0.8136 · 0.7920 · 0.9907 / 0.9637 = 0.6625, so φ = 48.5°.
    assert max(lat for lat, _ in line) == pytest.approx(48.5, abs=0.1)


def test_great_circle_between_two_points_of_the_equator_stays_on_it():
    assert all(lat == pytest.approx(0) for lat, _ in great_circle(0, 170, 0, -170))


def test_one_place_is_one_point_and_antipodes_go_over_the_pole():
    assert great_circle(47, 8, 47, 8) == [(47, 8)]
    line = great_circle(0, 0, 0, 180, step_km=1000)
    assert line[0] == (0, 0)
    assert line[-1][0] == 0
    assert line[-1][1] % 360 == 180
    assert max(lat for lat, _ in line) == 90


def test_split_cuts_at_the_antimeridian_and_nowhere_else():
    assert split_antimeridian([(10, 170), (20, 190), (20, 200)]) == [
        [(10, 170), (15, 180)],
        [(15, -180), (20, -170), (20, -160)],
    ]
    assert split_antimeridian([(10, -170), (20, -190)]) == [
        [(10, -170), (15, -180)],
        [(15, 180), (20, 170)],
    ]
    assert split_antimeridian([(0, 10), (5, 20)]) == [[(0, 10), (5, 20)]]


def test_split_around_another_meridian():
    assert split_antimeridian([(10, 170), (20, 190)], centre=-150) == [[(10, -190), (20, -170)]]
    assert split_antimeridian([(0, 20), (0, 40)], centre=-150) == [
        [(0, 20), (0, 30)],
        [(0, -330), (0, -320)],
    ]


def test_line_that_ends_on_the_edge_is_whole_and_one_that_passes_it_is_cut_once():
    assert split_antimeridian([(0, 170), (0, 180)]) == [[(0, 170), (0, 180)]]
    assert split_antimeridian([(0, 170), (0, 180), (0, 190)]) == [
        [(0, 170), (0, 180)],
        [(0, -180), (0, -170)],
    ]
    assert split_antimeridian([(0, 180), (0, 170)]) == [[(0, 180), (0, 170)]]


@given(st.lists(st.tuples(st.floats(-90, 90), st.floats(-500, 500)), min_size=1, max_size=8))
def test_parts_of_a_split_line_stay_on_the_map_and_join(points):
    parts = split_antimeridian(continuous(points), centre=20)
    assert all(-160 - 1e-9 <= lon <= 200 + 1e-9 for part in parts for _, lon in part)
    for before, after in pairwise(parts):
        assert {round(before[-1][1]), round(after[0][1])} <= {-160, 200}
        assert before[-1][0] == after[0][0]


def test_continuous_and_wrap_count_whole_turns():
    assert continuous([(0, 170), (0, -170), (0, 170)]) == [(0, 170), (0, 190), (0, 170)]
    assert wrap(190) == -170
    assert wrap(180) == -180
    assert wrap(-170, centre=150) == 190


def test_equal_earth_matches_its_paper_and_keeps_areas():
    # Ratio of the equator's length to the central meridian's: 2.05458 (Šavrič et al. 2019)
    width, _ = equal_earth(0, 180)
    _, height = equal_earth(90, 0)
    assert width / height == pytest.approx(2.05458, abs=1e-4)
    # The pole line is 0.59247 times as long as the equator.
    assert equal_earth(90, 180)[0] / width == pytest.approx(0.59247, abs=1e-4)
    assert equal_earth(0, 0) == (0, 0)
    # An equal-area map of the unit sphere has area 4π: integrate the outline's half-width.
    steps = 2000
    area = 0.0
    for k in range(steps):
        south, north = (-90 + 180 * (k + i) / steps for i in (0, 1))
        (x1, y1), (x2, y2) = equal_earth(south, 180), equal_earth(north, 180)
        area += (x1 + x2) * (y2 - y1)
    assert area == pytest.approx(4 * math.pi, rel=1e-3)
