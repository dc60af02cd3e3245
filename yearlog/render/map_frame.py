"""Chooses what part of the world a static map shows, and puts degrees on its paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yearlog.geodesy import LatLon, equal_earth, wrap
from yearlog.render.map_land import Box
from yearlog.render.maps import MapLeg

_WORLD_X = equal_earth(0, 180)[0]
_WORLD_Y = equal_earth(90, 0)[1]

_CENTRES = (11, 150, *range(-180, 180, 15))
"""Meridians to centre a map of the whole world on, best first: 11° E cuts the Bering Strait, 150° E
the Atlantic; the others cut countries."""

_FREE_GAP = 50.0
"""Degrees of longitude without travel from which a map may leave them at its edges."""

_SMALLEST = 0.35
"""The least width of a map, on a sphere of radius 1: about 2,200 km."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A window on the Equal Earth projection: pixels from degrees."""

    centre: float
    left: float
    top: float
    scale: float
    width: int
    height: int

    def point(self, lat: float, lon: float) -> tuple[float, float]:
        """Return pixels from the left and the top; ``lon`` is within ``centre`` ± 180."""
        x, y = equal_earth(lat, lon - self.centre)
        return (x - self.left) * self.scale, (self.top - y) * self.scale

    def stop(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the pixels of a point given with any longitude."""
        return self.point(lat, wrap(lon, self.centre))

    def degrees(self) -> Box:
        """Return west, south, east and north of a box in degrees that holds the whole window."""
        north = _latitude(self.top)
        south = _latitude(self.top - self.height / self.scale)
        reach = max(abs(self.left), abs(self.left + self.width / self.scale))
        narrowest = max(abs(north), abs(south))
        half = min(180.0, reach / (equal_earth(narrowest, 1)[0]) + 1)
        return self.centre - half, max(-90, south - 1), self.centre + half, min(90, north + 1)

    @property
    def pixels_per_degree(self) -> float:
        """Return the scale along the central meridian."""
        return self.scale * 2 * _WORLD_Y / 180


def _latitude(y: float) -> float:
    """Return the latitude that Equal Earth puts at height ``y``."""
    low, high = -90.0, 90.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if equal_earth(middle, 0)[1] < y else (low, middle)
    return (low + high) / 2


def choose_centre(lines: Sequence[Sequence[LatLon]], routes: Sequence[MapLeg]) -> float:
    """Return the central meridian that suits the travel.

    Where a wide range of longitudes has no travel, the map is centred opposite it and no line is
    cut. Else, of the meridians good for a map of the whole world, the one that cuts the fewest.
    """
    longitudes = sorted({round(lon % 360, 3) for line in lines for _, lon in line})
    if not longitudes:
        return 11.0
    gaps = [
        (after - before, before)
        for before, after in zip(longitudes, [*longitudes[1:], longitudes[0] + 360], strict=True)
    ]
    gap, start = max(gaps)
    if gap >= _FREE_GAP:
        return round(wrap(start + gap / 2 + 180), 1)
    weights = [route.count for route in routes] + [1] * (len(lines) - len(routes))

    def cuts(centre: float) -> int:
        total = 0
        for line, weight in zip(lines, weights, strict=True):
            worlds = {math.floor((lon - centre + 180) / 360) for _, lon in line}
            total += weight * (len(worlds) - 1)
        return total

    return float(min(_CENTRES, key=cuts))


def fit(points: Iterable[LatLon], centre: float, width: int, aspect: tuple[float, float]) -> Frame:
    """Return the window that holds ``points`` with room for labels.

    ``aspect`` is the least and greatest height as a share of the width. A window wider than half of
    the world shows all of it from side to side only if the points ask for it.
    """
    xy = [equal_earth(lat, wrap(lon, centre) - centre) for lat, lon in points] or [
        (-_WORLD_X, -0.6 * _WORLD_Y),
        (_WORLD_X, 0.9 * _WORLD_Y),
    ]
    left, right = min(x for x, _ in xy), max(x for x, _ in xy)
    low, high = min(y for _, y in xy), max(y for _, y in xy)
    side = max(0.075, 40 / width)
    left, right = _pad(left, right, side, _SMALLEST)
    above = 22 / width * (right - left)  # for a name over the northernmost stop
    low, high = _pad(low, high + above, side, _SMALLEST * aspect[0])
    least, most = aspect
    if high - low > most * (right - left):
        left, right = _widen(left, right, (high - low) / most)
    elif high - low < least * (right - left):
        low, high = _widen(low, high, least * (right - left))
    left, right = _inside(left, right, _WORLD_X)
    low, high = _inside(low, high, 1.1 * _WORLD_Y)
    scale = width / (right - left)
    return Frame(centre, left, high, scale, width, round((high - low) * scale))


def _pad(low: float, high: float, share: float, least: float) -> tuple[float, float]:
    extra = (high - low) * share
    return _widen(low - extra, high + extra, least)


def _widen(low: float, high: float, least: float) -> tuple[float, float]:
    extra = max(0.0, least - (high - low)) / 2
    return low - extra, high + extra


def _inside(low: float, high: float, limit: float) -> tuple[float, float]:
    """Move a range into ±limit, without stretching it; a longer one is centred."""
    if high - low >= 2 * limit:
        middle = (high - low) / 2
        return -middle, middle
    move = max(0.0, -limit - low) - max(0.0, high - limit)
    return low + move, high + move
