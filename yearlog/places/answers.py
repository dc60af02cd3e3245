"""From what a geocoder answered to places as the journal keeps them: checked, cleaned, mapped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from yearlog.i18n import Lang
from yearlog.kinds.values import Place
from yearlog.places.fold import fold, is_han

OSM = "© OpenStreetMap contributors (ODbL)"

CREDITS: Mapping[str, str] = {
    "nominatim": OSM,
    "photon": OSM,
    "pickpoint": OSM,
    "openmapquest": OSM,
    "arcgis": "Esri (ArcGIS)",
    "azure": "Microsoft Azure Maps",
    "baidu": "百度地图 Baidu Maps",
    "baiduv3": "百度地图 Baidu Maps",
    "banfrance": "Base Adresse Nationale (Licence Ouverte)",
    "bing": "Microsoft Bing Maps",
    "geonames": "GeoNames (CC BY 4.0)",
    "google": "Google",
    "googlev3": "Google",
    "here": "HERE",
    "herev7": "HERE",
    "ignfrance": "IGN (Licence Ouverte)",
    "mapbox": "© Mapbox, " + OSM,
    "mapquest": "MapQuest, " + OSM,
    "maptiler": "© MapTiler, " + OSM,
    "opencage": "OpenCage, " + OSM,
    "tomtom": "TomTom",
    "what3words": "what3words",
    "what3wordsv3": "what3words",
    "yandex": "Яндекс Yandex",
}
"""Who is to be named with the answers of a service, and the licence where it is an open one."""

DECIMALS = 5
"""Of a degree that are kept: a metre, which tells a house from the next."""

LONGEST_NAME = 120

_ZH = ("name:zh-Hans", "name:zh-CN", "name:zh")
_EN = ("name:en", "int_name")
_OSM_TYPES = {"N": "node", "W": "way", "R": "relation"}
_KINDS: Mapping[str, str] = {
    **dict.fromkeys(
        ("city", "town", "village", "hamlet", "municipality", "suburb", "borough", "quarter",
         "neighbourhood", "city_district", "district", "locality"), "city"),
    "country": "country",
    **dict.fromkeys(("state", "province", "region", "state_district"), "admin1"),
    **dict.fromkeys(("island", "islet", "archipelago"), "island"),
    **dict.fromkeys(("peak", "volcano", "mountain_range", "ridge", "massif"), "mountain"),
    **dict.fromkeys(("lake", "water", "reservoir", "lagoon"), "lake"),
    **dict.fromkeys(("park", "national_park", "nature_reserve", "protected_area"), "park"),
    **dict.fromkeys(("winter_sports", "piste"), "ski"),
}  # fmt: skip
"""What geocoders call a thing, to the gazetteer's kinds; anything else is a ``site``."""


_CITIES = ("city", "town", "village", "municipality", "hamlet")
"""Under which of these an address names the city, the first that does."""

_FORMS: Mapping[str, str] = {
    "kind": "[a-z0-9_]{1,20}",
    "country_code": "([A-Z]{2})?",
    "admin1": "[A-Z0-9]{0,10}",
    "tz": "[A-Za-z0-9/_+-]{0,40}",
    "source": ".{1,120}",
    "id": ".{1,120}",
}
"""What the words of a remembered place look like; its names are as `_clean` leaves them."""


class NotAPlace(ValueError):
    """An answer without usable coordinates or without a name."""


def place_of(service: str, address: str, raw: object, at: object, lang: Lang) -> Place:
    """Return the place that one answer describes, without its zone; see `settle` for its division.

    ``address`` and ``at`` (latitude, longitude in degrees) are as geopy read them; ``raw`` is what
    the service sent, of which the parts that Nominatim and Photon share are used. ``lang`` is the
    language that was asked in. Raises NotAPlace.
    """
    told = _flat(raw)
    latitude, longitude = _coordinates(at, told)
    names = told.get("namedetails")
    names = names if isinstance(names, dict) else {}
    local = _clean(names.get("name")) or _clean(told.get("name"))
    local = local or _clean(str(address).partition(",")[0])
    zh = next((name for key in _ZH if (name := _clean(names.get(key)))), "")
    en = next((name for key in _EN if (name := _clean(names.get(key)))), "")
    if not zh and is_han(local):
        zh = local
    if not en and fold(local).isascii():  # Latin letters, with or without accents
        en = local
    if not (zh or en):
        zh, en = (local, "") if lang == "zh" else ("", local)
    if not (zh or en):
        raise NotAPlace(address)
    kind = _kind(told)
    city = _city(told) if kind not in ("city", "admin1", "country") else ""
    place = Place(
        name_en=en,
        name_zh=zh,
        kind=kind,
        country_code=_country(told),
        admin1=_admin1(told),
        latitude=latitude,
        longitude=longitude,
        source=f"{service}: {CREDITS.get(service, service)}",
        city_en="" if is_han(city) else city,
        city_zh=city if is_han(city) else "",
    )
    return place._replace(id=_id(service, told, place))


def remembered(row: object) -> Place:
    """Return a place that a journal remembers, if it is as `place_of` makes one; else NotAPlace.

    A journal may have been loaded from a file that anyone wrote.
    """
    if not isinstance(row, dict) or not set(row) <= set(Place._fields):
        raise NotAPlace("no place")
    latitude, longitude = row.get("latitude"), row.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        raise NotAPlace("no coordinates")
    _in_range((latitude, longitude))
    words = {key: text for key, text in row.items() if key not in ("latitude", "longitude")}
    for key, text in words.items():
        form = _FORMS.get(key, ".*")
        if not isinstance(text, str) or text != _clean(text) or not re.fullmatch(form, text):
            raise NotAPlace(key)
    place = Place(**{**words, "latitude": float(latitude), "longitude": float(longitude)})
    if not (place.name_en or place.name_zh) or not credit_of(place.source):
        raise NotAPlace("no name or no source")
    return place


def credit_of(place_source: str) -> str:
    """Return whom a page must name for a place with this source; empty for the gazetteer's own."""
    service, found, credit = place_source.partition(": ")
    return credit if found and service.isalnum() and service == service.lower() else ""


def _flat(raw: object) -> dict[str, Any]:
    """Return the parts of an answer, with the properties of GeoJSON lifted to the top."""
    if not isinstance(raw, dict):
        return {}
    inner = raw.get("properties")
    return {**raw, **inner} if isinstance(inner, dict) else raw


def _coordinates(at: object, told: Mapping[str, Any]) -> tuple[float, float]:
    """Return latitude and longitude, each where it can be.

    What was sent counts before what geopy read: it wraps a longitude of 540, and where there are no
    coordinates it reads 0, 0.
    """
    given: tuple[object, object] = (told.get("lat"), told.get("lon"))
    geometry = told.get("geometry")
    if isinstance(geometry, dict) and isinstance(geometry.get("coordinates"), list):
        pair = geometry["coordinates"]
        given = (pair[1], pair[0]) if len(pair) >= 2 else given
    if None in given and (given != (None, None) or at == (0.0, 0.0)):
        raise NotAPlace(str(given))
    for pair in (given, at) if None not in given else (at,):
        latitude, longitude = _in_range(pair)
    return round(latitude, DECIMALS) + 0.0, round(longitude, DECIMALS) + 0.0


def _in_range(pair: object) -> tuple[float, float]:
    """Return a pair as degrees; NotAPlace where there is no such point. A truth is no number."""
    if not isinstance(pair, tuple) or any(isinstance(part, bool) for part in pair):
        raise NotAPlace(str(pair))
    try:
        latitude, longitude = (float(part) for part in pair)
    except (TypeError, ValueError, OverflowError):
        raise NotAPlace(str(pair)) from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # nor is what is no number
        raise NotAPlace(str(pair))
    return latitude, longitude


def _clean(text: object) -> str:
    """Return a name fit for one line of a terminal: what a server sends may hold anything."""
    if not isinstance(text, str):
        return ""
    kept = "".join(c if c.isprintable() else " " for c in text[: 4 * LONGEST_NAME])
    return " ".join(kept.split())[:LONGEST_NAME].strip()


def _kind(told: Mapping[str, Any]) -> str:
    for key in ("addresstype", "type", "osm_value", "class", "category", "osm_key"):
        kind = _KINDS.get(str(told.get(key, "")))
        if kind:
            return kind
    return "site"


def _address(told: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = told.get("address")
    return {**told, **inner} if isinstance(inner, dict) else told


def _country(told: Mapping[str, Any]) -> str:
    address = _address(told)
    code = str(address.get("country_code") or address.get("countrycode") or "")
    return code.upper() if re.fullmatch("[A-Za-z]{2}", code) else ""


def _admin1(told: Mapping[str, Any]) -> str:
    """Return the division's ISO 3166-2 code without the country, as ``GE`` of ``CH-GE``."""
    code = str(_address(told).get("ISO3166-2-lvl4", ""))
    found = re.fullmatch("[A-Z]{2}-([A-Z0-9]{1,3})", code)
    return found[1] if found else ""


def _city(told: Mapping[str, Any]) -> str:
    address = _address(told)
    return next((name for key in _CITIES if (name := _clean(address.get(key)))), "")


def _id(service: str, told: Mapping[str, Any], place: Place) -> str:
    """Return the id that the same thing has in each answer: that of OpenStreetMap, where it is."""
    kind = str(told.get("osm_type", ""))
    kind = _OSM_TYPES.get(kind.upper(), kind)
    number = told.get("osm_id")
    if kind in _OSM_TYPES.values() and isinstance(number, int) and not isinstance(number, bool):
        return f"osm:{kind}:{number}"
    import hashlib  # OpenSSL is slow to load, and most answers need none of it

    said = f"{place.name_en}\n{place.name_zh}\n{place.latitude}\n{place.longitude}"
    return f"{service}:{hashlib.sha256(said.encode()).hexdigest()[:16]}"
