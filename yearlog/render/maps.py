"""What a map of a year is made of: the stops and legs that the static and interactive maps draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from yearlog.geodesy import LatLon
from yearlog.i18n import Both, Lang, other

Role = Literal["home", "visit", "layover", "stay", "talk"]
"""Why a place is on the map; where several hold, the later in home, talk, stay, visit, layover
gives way."""

_WEIGHT: dict[Role, int] = {"home": 1000, "talk": 30, "stay": 30, "visit": 20, "layover": 0}


@dataclass(frozen=True, slots=True)
class MapStop:
    """A place on the map: degrees on WGS 84, and how often it was visited in the year."""

    name: Both
    latitude: float
    longitude: float
    first_time: bool = False
    visits: int = 1
    role: Role = "visit"

    def label(self, lang: Lang) -> str:
        """Return the name in ``lang``, or in the other language where that is missing."""
        return self.name.get(lang) or self.name.get(other(lang))

    @property
    def importance(self) -> int:
        """Say which of two labels gives way when there is room for one: the smaller."""
        return _WEIGHT[self.role] + 50 * self.first_time + 4 * min(self.visits, 50)


@dataclass(frozen=True, slots=True)
class MapLeg:
    """A line between two stops, flown ``count`` times in the year in this direction."""

    origin: LatLon
    destination: LatLon
    count: int = 1


@dataclass(frozen=True, slots=True)
class TravelMap:
    """A year of travel, ready to be drawn; ``attributions`` name the sources of the data."""

    title: Both
    stops: tuple[MapStop, ...] = ()
    legs: tuple[MapLeg, ...] = ()
    attributions: tuple[str, ...] = ()

    def routes(self) -> tuple[MapLeg, ...]:
        """Return the legs with both directions counted as one, in a fixed order.

        A leg that ends where it began has no line and is left out.
        """
        counts: dict[tuple[LatLon, LatLon], int] = {}
        for leg in self.legs:
            if leg.origin == leg.destination:
                continue
            ends = (min(leg.origin, leg.destination), max(leg.origin, leg.destination))
            counts[ends] = counts.get(ends, 0) + leg.count
        return tuple(MapLeg(a, b, n) for (a, b), n in sorted(counts.items()))

    def by_importance(self) -> tuple[MapStop, ...]:
        """Return the stops, the most important first; ties by name, so that the order is fixed."""
        return tuple(sorted(self.stops, key=lambda s: (-s.importance, s.name, s.latitude)))
