"""Read a position as phones, maps and people write it: degrees on WGS 84."""

from __future__ import annotations

import re
import unicodedata

_NUMBER = r"[-+]?[0-9]{1,3}(?:\.[0-9]+)?"
_PAIR = re.compile(rf"({_NUMBER})\s*[,;\s]\s*({_NUMBER})")
_COMMA = r"(?:\s|\+)*[,~](?:\s|\+)*"
# What was asked for or pinned comes before where the map happened to stand.
_LINKS = tuple(
    re.compile(pattern.replace(",", _COMMA).replace("N", f"({_NUMBER})"))
    for pattern in (
        r"!3dN!4dN",
        r"[?&](?:q|query|destination|daddr|location)=(?:loc:)?N,N",
        r"[?&]mlat=N&mlon=N",
        r"[?&](?:ll|center|cp)=N,N",
        r"/(?:search|place|dir/)/N,N",
        r"#map=[0-9.]+/N/N",
        r"@N,N",
        r"^geo:N,N",
    )
)
_LONGITUDE_FIRST = re.compile(rf"[?&]position=({_NUMBER}),({_NUMBER})")
_ANGLE = re.compile(
    rf"({_NUMBER})\s*[°º度]?\s*(?:([0-9]{{1,2}}(?:\.[0-9]+)?)\s*['′’分])?\s*"
    r"(?:([0-9]{1,2}(?:\.[0-9]+)?)\s*(?:\"|″|”|''|′′|秒))?"
)
_SIDES = {"N": 1, "S": -1, "E": 1, "W": -1, "北纬": 1, "南纬": -1, "东经": 1, "西经": -1}
_SIDE = "|".join(_SIDES)
_LATITUDES = frozenset({"N", "S", "北纬", "南纬"})
# The minus of typesetting, and traditional characters.
_PLAIN = str.maketrans("−緯經東", "-纬经东")
_BRACKETS = "()[]（）【】「」 \t\n"
_LONGEST = 2000


def read(text: str) -> tuple[float, float] | None:
    """Return latitude and longitude, or None if the text is no position.

    Reads what `in_words` reads, ``geo:46.2,6.1`` and the links that map programs share.
    """
    plain = _normal(text)
    if "://" in plain or plain.startswith("geo:") or "@" in plain:
        from urllib.parse import unquote

        return _in_a_link(unquote(plain))
    return in_words(plain)


def in_words(text: str) -> tuple[float, float] | None:
    """Return the position of ``46.20,6.14``, ``46.20°N 6.14°E``, ``46°12'16"N, 6°8'36"E``.

    ``北纬46.2度 东经6.1度`` and ``(−33.9, 151.2)`` are read too; None for anything else.
    """
    plain = _normal(text)
    pair = _PAIR.fullmatch(plain)
    return _checked(float(pair[1]), float(pair[2])) if pair else _with_sides(plain)


def swapped(text: str) -> str:
    """Return a pair that can only be longitude and latitude the other way round, or nothing."""
    pair = _PAIR.fullmatch(_normal(text))
    if pair and _checked(float(pair[1]), float(pair[2])) is None:
        turned = _checked(float(pair[2]), float(pair[1]))
        return f"{pair[2]},{pair[1]}" if turned else ""
    return ""


def _normal(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_PLAIN)
    return plain.strip(_BRACKETS)


def _in_a_link(link: str) -> tuple[float, float] | None:
    turned = _LONGITUDE_FIRST.search(link)
    if turned:
        return _checked(float(turned[2]), float(turned[1]))
    for pattern in _LINKS:
        found = pattern.search(link)
        # geo:0,0?q=… is a question for a name, not a place in the Gulf of Guinea.
        if found and not (found[0].startswith("geo:") and link.startswith("geo:0,0?")):
            return _checked(float(found[1]), float(found[2]))
    return None


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
