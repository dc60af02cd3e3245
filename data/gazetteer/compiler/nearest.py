"""Find the city next to a coordinate, and refuse an overlay row that lies in the wrong country."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .item import Item

# The remotest row of the overlay, Easter Island aside, lies 200 km from a city of 5,000 people.
FAR_KM = 300.0
# A row may lie nearer to a foreign city than to one of its own country by this much: borders.
BORDER_KM = 90.0


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance on a sphere of 6371 km."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p2 - p1) / 2) ** 2
    half += math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


class Grid:
    """Cities by one-degree cell."""

    def __init__(self, cities: list[Item]) -> None:
        self._cells: dict[tuple[int, int], list[Item]] = defaultdict(list)
        for city in cities:
            self._cells[math.floor(city.latitude), math.floor(city.longitude)].append(city)

    def around(self, latitude: float, longitude: float, km: float) -> Iterator[tuple[float, Item]]:
        """Yield the cities within ``km`` with their distance, across the antimeridian too."""
        rows = math.ceil(km / 111)
        columns = math.ceil(rows / max(0.1, math.cos(math.radians(latitude))))
        south, west = math.floor(latitude), math.floor(longitude)
        for row in range(south - rows, south + rows + 1):
            for column in range(west - columns, west + columns + 1):
                for city in self._cells.get((row, (column + 180) % 360 - 180), ()):
                    apart = distance_km(latitude, longitude, city.latitude, city.longitude)
                    if apart <= km:
                        yield apart, city

    def nearest(
        self, latitude: float, longitude: float, country: str = ""
    ) -> tuple[float, Item] | None:
        """Return the nearest city, of ``country`` if given, within 700 km."""
        for km in (40.0, 110.0, FAR_KM, 700.0):
            found = [
                (apart, city.ref, city)
                for apart, city in self.around(latitude, longitude, km)
                if country in ("", city.country)
            ]
            if found:
                apart, _, city = min(found)
                return apart, city
        return None

    def biggest_within(
        self, latitude: float, longitude: float, km: float, country: str
    ) -> Item | None:
        """Return the weightiest city of ``country`` within ``km``."""
        found = [c for _, c in self.around(latitude, longitude, km) if c.country == country]
        return max(found, key=lambda c: (c.weight, c.ref)) if found else None

    def check(self, latitude: float, longitude: float, country: str, where: str) -> Item:
        """Return the nearest city of ``country``; raise ``ValueError`` if the row cannot be there.

        The nearest city of the stated country must lie within ``FAR_KM``, and be at most
        ``BORDER_KM`` farther than the nearest city of any country. Islands in an ocean of their
        own (no city of any country within ``FAR_KM``) pass with a city within 700 km.
        """
        anywhere = self.nearest(latitude, longitude)
        own = self.nearest(latitude, longitude, country)
        if anywhere is None or own is None:
            raise ValueError(f"{where}: no city of {country or 'any country'} within 700 km")
        if own[0] > FAR_KM and own[1] is not anywhere[1]:
            raise ValueError(f"{where}: {own[0]:.0f} km from {own[1].name_en}, {country}")
        if own[0] - anywhere[0] > BORDER_KM:
            other = anywhere[1]
            raise ValueError(f"{where}: lies in {other.country} ({other.name_en}), not {country}")
        return own[1]
