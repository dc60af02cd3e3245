"""Distances on the WGS 84 ellipsoid, and great circles as lines that can be drawn.

Latitudes and longitudes are degrees on WGS 84, north and east positive. A *continuous* line may
leave −180…180, so that two neighbouring points never differ by a whole turn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

LatLon = tuple[float, float]
"""Latitude and longitude in degrees."""

_EARTH_RADIUS_KM = 6371.0088
"""Mean radius of WGS 84 (IUGG); only spaces the points of a line."""

_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)
"""A1…A4 of Šavrič, Patterson and Jenny, "The Equal Earth map projection", IJGIS 33 (2019)."""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the length of the geodesic on WGS 84 in km (Karney's algorithm, exact to nanometres).

    A sphere would be off by up to half a per cent.
    """
    from geographiclib.geodesic import Geodesic

    metres: float = Geodesic.WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)["s12"]
    return metres / 1000


_ONE_POINT = 1e-7
"""Radians under which two points are one, 0.6 m: the arc cosine knows no better near 1."""


def great_circle(
    lat1: float, lon1: float, lat2: float, lon2: float, *, step_km: float = 150.0
) -> list[LatLon]:
    """Return points on the great circle, ends included, at most ``step_km`` apart, continuous.

    The first point is given as it came; the last has the latitude as it came and the longitude plus
    or minus whole turns. Two points that are one give one point. Between antipodes every great
    circle is as long; the one over the north pole is drawn.
    """
    start, end = _unit_vector(lat1, lon1), _unit_vector(lat2, lon2)
    cosine = sum(a * b for a, b in zip(start, end, strict=True))
    angle = math.acos(max(-1.0, min(1.0, cosine)))
    if angle < _ONE_POINT:
        return [(lat1, lon1)]
    if math.pi - angle < 1e-6:
        over_the_pole = great_circle(lat1, lon1, 90.0, lon1, step_km=step_km)
        down = great_circle(90.0, lon2, lat2, lon2, step_km=step_km)
        return continuous(over_the_pole + down)
    pieces = max(2, math.ceil(angle * _EARTH_RADIUS_KM / step_km))
    points = [(lat1, lon1)]
    for k in range(1, pieces):
        a = math.sin((1 - k / pieces) * angle) / math.sin(angle)
        b = math.sin(k / pieces * angle) / math.sin(angle)
        x, y, z = (a * p + b * q for p, q in zip(start, end, strict=True))
        points.append(
            (math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x)))
        )
    return continuous([*points, (lat2, lon2)])


def continuous(points: Sequence[LatLon]) -> list[LatLon]:
    """Return ``points`` with longitudes shifted by whole turns to follow one another."""
    line: list[LatLon] = []
    for lat, lon in points:
        turns = round((lon - line[-1][1]) / 360) if line else 0
        line.append((lat, lon - 360 * turns))
    return line


def wrap(lon: float, centre: float = 0.0) -> float:
    """Return ``lon`` shifted by whole turns into ``centre`` − 180 ≤ lon < ``centre`` + 180."""
    return (lon - centre + 180) % 360 - 180 + centre


def split_antimeridian(points: Sequence[LatLon], *, centre: float = 0.0) -> list[list[LatLon]]:
    """Cut a continuous line where it crosses the meridian opposite ``centre``.

    Every part lies in ``centre`` ± 180 and ends on the edge where the next begins; the latitude of
    the cut is linear between neighbours. A line that touches the edge and turns back is not cut.
    """
    parts: list[list[LatLon]] = []
    current: list[LatLon] = []
    world = 0
    for i, (lat, lon) in enumerate(points):
        here = math.floor((lon - centre + 180) / 360)
        if i == 0:
            world = here
        while here != world:
            before_lat, before_lon = points[i - 1]
            turn = 1 if here > world else -1
            edge = centre + 360 * world + 180 * turn
            if lon == edge:
                break
            share = (edge - before_lon) / (lon - before_lon)
            cut = before_lat + share * (lat - before_lat)
            if current[-1] != (cut, edge - 360 * world):
                current.append((cut, edge - 360 * world))
            parts.append(current)
            world += turn
            current = [(cut, edge - 360 * world)]
        current.append((lat, lon - 360 * world))
    parts.append(current)
    return [part for part in parts if len(set(part)) > 1 or len(parts) == 1]


def equal_earth(lat: float, lon: float) -> tuple[float, float]:
    """Return x and y of the Equal Earth projection on a sphere of radius 1, y north.

    ``lon`` is relative to the central meridian and may lie outside ±180.
    """
    a1, a2, a3, a4 = _EQUAL_EARTH
    m = math.sqrt(3) / 2
    theta = math.asin(m * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    x = math.radians(lon) * math.cos(theta) / (m * slope)
    return x, theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))


def _unit_vector(lat: float, lon: float) -> tuple[float, float, float]:
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)
