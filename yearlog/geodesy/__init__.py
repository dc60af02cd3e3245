"""Distances, great circles, a map projection, and time between wall clocks; small and pure."""

from __future__ import annotations

from yearlog.geodesy.sphere import (
    LatLon,
    continuous,
    distance_km,
    equal_earth,
    great_circle,
    split_antimeridian,
    wrap,
)

__all__ = [
    "LatLon",
    "continuous",
    "distance_km",
    "equal_earth",
    "great_circle",
    "split_antimeridian",
    "wrap",
]
