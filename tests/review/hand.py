"""What the hand-computed journals are measured with: published coordinates, and a sphere put right.

Coordinates are those that the airports publish, in degrees to 30 m or better. `km` is Lambert's
formula for long lines (1942) on WGS 84, good to some ten metres: another method than the program's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from yearlog.review.model import YearReview
from yearlog.review.numbers import measure
from yearlog.review.numbers.records import records
from yearlog.review.numbers.spreads import SPREADS

WITHIN = 0.003
"""How far a distance may be from the figure by hand: sources place an airport up to 1 km apart."""

AT = {
    "AKL": (-37.0081, 174.7917), "AMS": (52.3086, 4.7639), "APW": (-13.8300, -172.0083),
    "BER": (52.3667, 13.5033), "BOS": (42.3643, -71.0052), "CDG": (49.0097, 2.5478),
    "EWR": (40.6925, -74.1687), "FCO": (41.8003, 12.2389), "GVA": (46.2381, 6.1089),
    "HKG": (22.3089, 113.9147), "HND": (35.5533, 139.7811), "HNL": (21.3187, -157.9225),
    "ISL": (40.9769, 28.8146), "IST": (41.2753, 28.7519), "JFK": (40.6398, -73.7789),
    "LCY": (51.5053, 0.0553), "LGW": (51.1481, -0.1903), "LHR": (51.4775, -0.4614),
    "LYR": (78.2461, 15.4656), "NCE": (43.6653, 7.2150), "NQZ": (51.0222, 71.4669),
    "NRT": (35.7647, 140.3864), "ORY": (48.7233, 2.3794), "OSL": (60.1939, 11.1004),
    "PPG": (-14.3310, -170.7105), "SIN": (1.3592, 103.9894), "SXF": (52.3800, 13.5225),
    "SYD": (-33.9461, 151.1772), "TXL": (52.5597, 13.2877), "VIE": (48.1103, 16.5697),
    "YUL": (45.4706, -73.7408), "YVR": (49.1947, -123.1839), "ZRH": (47.4647, 8.5492),
}  # fmt: skip

_EQUATOR_KM, _FLATTENING = 6378.137, 1 / 298.257223563


def km(*codes: str) -> float:
    """Return how far a way over several airports is, in km along the ellipsoid."""
    return sum(_leg(AT[here], AT[there]) for here, there in pairwise(codes))


def _leg(here: tuple[float, float], there: tuple[float, float]) -> float:
    first, second = (
        math.atan((1 - _FLATTENING) * math.tan(math.radians(lat))) for lat, _ in (here, there)
    )
    east = math.radians(there[1] - here[1])
    half = math.sqrt(
        math.sin((second - first) / 2) ** 2
        + math.cos(first) * math.cos(second) * math.sin(east / 2) ** 2
    )
    angle = 2 * math.asin(half)
    mean, apart = (first + second) / 2, (second - first) / 2
    x = (angle - math.sin(angle)) * (
        math.sin(mean) * math.cos(apart) / math.cos(angle / 2)
    ) ** 2  # fmt: skip
    y = (angle + math.sin(angle)) * (
        math.cos(mean) * math.sin(apart) / math.sin(angle / 2)
    ) ** 2  # fmt: skip
    return _EQUATOR_KM * (angle - _FLATTENING / 2 * (x + y))


def value(review: YearReview, name: str) -> float:
    """Return a number of the year."""
    return measure(review, name).value


def values(review: YearReview, names: Iterable[str]) -> dict[str, float]:
    """Return several numbers of the year by name."""
    return {name: value(review, name) for name in names}


def keys(review: YearReview, name: str) -> list[str]:
    """Return what a number counts, by key, in alphabetical order."""
    return sorted(item.key for item in measure(review, name).items)


def listed(review: YearReview, name: str) -> list[str]:
    """Return what a number counts, by its English name, in alphabetical order."""
    return sorted(item.name.en for item in measure(review, name).items)


def parts(review: YearReview, name: str) -> dict[str, float]:
    """Return the parts of a spread that hold something, by their English name."""
    return {part.name.en: part.value for part in SPREADS[name](review).parts if part.items}


def held(review: YearReview) -> dict[str, tuple[str, float]]:
    """Return who holds each record of the year, and the value to a whole unit."""
    return {
        name: (record.item.name.en, round(record.value)) for name, record in records(review).items()
    }


def trips(review: YearReview) -> list[tuple[str, str, str, int | None]]:
    """Return the trips: what they are called, their first and last day, and nights."""
    return [
        (one.name("en"), str(one.starts_on), str(one.ends_on), one.nights) for one in review.trips
    ]
