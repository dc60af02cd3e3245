"""Where a geocoder's place lies in the words of the gazetteer: its division, city and zone."""

from __future__ import annotations

from collections.abc import Sequence

from yearlog.kinds.values import Place
from yearlog.places.fold import fold
from yearlog.places.gazetteer import Gazetteer

_CLOSE = 40.0
"""Kilometres within which cities tell the division of what lies among them."""

_WITNESSES = 3
"""Nearest cities that must lie in one division for a place among them to be taken to as well."""

_IN_TOWN = 15.0
"""Kilometres from the city within which a place without the name of one counts as in it."""

_Near = Sequence[tuple[Place, float]]


def settled(place: Place, gazetteer: Gazetteer) -> Place:
    """Return a place of `yearlog.places.answers` with its division, city and zone settled.

    A geocoder gives the division's code in ISO 3166-2; where that is digits (13 is Tokyo) the
    gazetteer has others, and there the cities around tell, or nobody does. A site gets its city,
    so that it counts in one.
    """
    assert place.latitude is not None
    assert place.longitude is not None
    near = gazetteer.near(place.latitude, place.longitude, limit=20)
    closest = min(near, key=lambda found: found[1], default=None)
    if place.country_code:
        near = [found for found in near if found[0].country_code == place.country_code]
    nearest = min(near, key=lambda found: found[1], default=closest)
    city = _city(place, near, gazetteer)
    if city is not None and place.kind == "site":
        place = place._replace(city_en=city.name_en, city_zh=city.name_zh)
    return place._replace(
        admin1=_division(place, city, near, gazetteer), tz=nearest[0].tz if nearest else ""
    )


def _city(place: Place, near: _Near, gazetteer: Gazetteer) -> Place | None:
    """Return the gazetteer's city that a place is, or lies in; None if it knows none.

    ``near`` begins with the apt one. A city that is a division of its own, such as Tokyo, stands
    for its wards.
    """
    told = (place.city_en, place.city_zh)
    if place.kind == "city":
        told = (place.name_en, place.name_zh)
    names = [name for name in told if name]
    meant = {one.place.id for name in names for one in gazetteer.search(name) if one.exact}
    plain = {_bare(name) for name in names}
    named = next(
        (
            one
            for one, _ in near
            if one.id in meant or plain & {_bare(one.name_en), _bare(one.name_zh)}
        ),
        None,
    )
    if place.kind != "site":
        return named
    apt, km = near[0] if near else (None, 0.0)
    if apt is None or km > _IN_TOWN:
        return named
    division = gazetteer.admin1_name(apt.country_code, apt.admin1, "en")
    ward = named is None or named.admin1 == apt.admin1
    if _bare(division) == _bare(apt.name_en) and ward:
        return apt
    return apt if not names else named


def _bare(name: str) -> str:
    """Return a city's name as it is compared: without case, accents and the word for city."""
    return fold(name).removesuffix("市").removesuffix(" city")


def _division(place: Place, city: Place | None, near: _Near, gazetteer: Gazetteer) -> str:
    if place.kind in ("admin1", "country"):
        return "" if place.admin1.isdigit() else place.admin1
    around = sorted((km, one.admin1) for one, km in near if km <= _CLOSE)
    if place.admin1 and not place.admin1.isdigit():
        name = gazetteer.admin1_name(place.country_code, place.admin1, "en")
        if name != place.admin1:
            codes = (code for _, code in around)
            same = (
                code
                for code in codes
                if gazetteer.admin1_name(place.country_code, code, "en") == name
            )
            return next(same, place.admin1)
    if city is not None:
        return city.admin1
    witnesses = {code for _, code in around[:_WITNESSES]}
    return witnesses.pop() if len(witnesses) == 1 else ""
