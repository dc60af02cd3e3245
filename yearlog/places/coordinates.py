"""Read a position as phones, maps and people write it: degrees on WGS 84."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = r"[-+]?[0-9]{1,3}(?:\.[0-9]+)?"
_PAIR = re.compile(rf"({_NUMBER})\s*[,;\s]\s*({_NUMBER})")
_IN_A_LINK = re.compile(rf"(?:geo:|[?&](?:ll|q|center|query)=|@)({_NUMBER})(?:,|%2C)({_NUMBER})")
_ANGLE = re.compile(
    rf"({_NUMBER})\s*[°º度]?\s*(?:([0-9]{{1,2}}(?:\.[0-9]+)?)\s*['′’分])?\s*"
    r"(?:([0-9]{1,2}(?:\.[0-9]+)?)\s*(?:\"|″|”|''|′′|秒))?"
)
_SIDES = {"N": 1, "S": -1, "E": 1, "W": -1, "北纬": 1, "南纬": -1, "东经": 1, "西经": -1}
_SIDE = "|".join(_SIDES)
_LATITUDES = frozenset({"N", "S", "北纬", "南纬"})


def read(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude, or None if the text is no position.

    Reads ``46.20,6.14``, ``46.20°N 6.14°E``, ``46°12'16"N, 6°8'36"E``, ``北纬46.2度 东经6.1度``,
    ``geo:46.2,6.1`` and the links that map programs share.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    link = _IN_A_LINK.search(plain)
    pair = link or _PAIR.fullmatch(plain)
    if pair:
        return _checked(float(pair[1]), float(pair[2]))
    return _with_sides(plain)


def _with_sides(text: str) -> tuple[float, float] | None:
    """Read two angles that say on which side of the equator and of Greenwich they lie."""
    parts = [part for part in re.split(rf"({_SIDE})", text.upper()) if part.strip(" ,;、")]
    if len(parts) != 4:
        return None
    first = parts[0] in _SIDES
    pairs = (parts[:2], parts[2:]) if first else (parts[1::-1], parts[:1:-1])
    found: dict[bool, float] = {}
    for side, angle in pairs:
        degrees = _degrees(angle.strip(" ,;、")) if side in _SIDES else None
        if degrees is None:
            return None
        found[side in _LATITUDES] = _SIDES[side] * degrees
    return _checked(found[True], found[False]) if len(found) == 2 else None


def _degrees(text: str) -> float | None:
    """Return an angle of degrees, minutes and seconds in degrees."""
    found = _ANGLE.fullmatch(text)
    if not found or text.startswith(("-", "+")):
        return None
    minutes, seconds = float(found[2] or 0), float(found[3] or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    return float(found[1]) + minutes / 60 + seconds / 3600


def _checked(latitude: float, longitude: float) -> tuple[float, float] | None:
    inside = -90 <= latitude <= 90 and -180 <= longitude <= 180
    return (latitude, longitude) if inside else None
