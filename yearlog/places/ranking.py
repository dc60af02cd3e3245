"""Say which of several places a person most likely meant."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from yearlog.kinds.values import Place
from yearlog.places.store import ALIAS, CODE, Hit, Record

# Points on a scale where ten times the inhabitants are one point. An exact name is worth a
# thousandfold size; a code in capitals beats every name, because nobody shouts by accident.
_RANK = (1.5, 1.5, 0.9, 0.5)
_KIND = {"admin1": -0.2, "airport": -0.6, "region": 0.3, "site": -0.2}
_EXACT = 3.0
_CAPITAL_CODE = 6.0
_CAPITAL_AIRPORT = 3.0
_CAPITAL_ALIAS = 10.0
_CAPITAL_BEGUN = 1.5
_SMALL_CODE = -1.0
_HOME = 0.5
# Closer than this the first is a guess. Cambridge (UK, US) and Springfield are; Paris is not.
_TIE = 0.45
_SAME_PLACE_KM = 60.0


class Candidate(NamedTuple):
    """A place that a text may mean; ``matched`` is the folded name that led there.

    ``score`` orders candidates and means nothing across questions; ``exact`` says that the whole
    name was given, not its beginning or something near it.
    """

    place: Place
    score: float
    exact: bool
    matched: str


def score(record: Record, hit: Hit, text: str, *, exact: bool, home_country: str) -> float:
    """Return how well a place answers ``text``: size, kind, name, capitals, home."""
    points = math.log10(record.weight + 10) + _RANK[hit.rank] + _KIND.get(record.place.kind, 0.0)
    points += _EXACT if exact else 0.0
    capitals = text.isascii() and text.isupper() and 2 <= len(text) <= 4
    named_so = hit.rank == ALIAS or text == record.place.name_en
    if exact and capitals and named_so and len(hit.key) <= 4:
        points += _CAPITAL_ALIAS
    if hit.rank == CODE:
        points += _CAPITAL_CODE if exact and capitals else _SMALL_CODE
        if exact and capitals and record.place.iata == text:
            points += _CAPITAL_AIRPORT
        if not exact and text.isascii() and text.isupper():
            points += _CAPITAL_BEGUN
    if home_country and record.place.country_code == home_country:
        points += _HOME
    if record.until:
        points -= 1.0
    return points - 0.02 * (len(hit.key) if not exact else 0)


def tied(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that a person should choose from, or the first alone.

    Candidates tie when they answer equally well and lie apart: New York and the state of New York
    do not, two Cambridges do, and so do the airports of one city.
    """
    if not candidates:
        return []
    first = candidates[0]
    equals = [first]
    for other in candidates[1:]:
        close = first.score - other.score < _TIE and other.exact == first.exact
        if close and all(_apart(other.place, one.place) for one in equals):
            equals.append(other)
    return equals


def _apart(one: Place, other: Place) -> bool:
    both_airports = one.kind == other.kind == "airport"
    return both_airports or distance_km(one, other) > _SAME_PLACE_KM


def distance_km(one: Place, other: Place) -> float:
    """Return the great-circle distance on a sphere of 6371 km, for ranking; 0 where unknown."""
    if one.latitude is None or one.longitude is None:
        return 0.0
    if other.latitude is None or other.longitude is None:
        return 0.0
    return sphere_km(one.latitude, one.longitude, other.latitude, other.longitude)


def sphere_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance between two points in degrees on a sphere of 6371 km.

    Within 0.6 % of the geodesic, at a hundredth of its cost. Figures for people come from
    ``yearlog.geodesy``.
    """
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p2 - p1) / 2) ** 2
    half += math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))
