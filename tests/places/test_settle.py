"""A geocoder's place in the words of the gazetteer: ISO 3166-2 numbers divisions otherwise."""

from __future__ import annotations

import pytest

from yearlog.kinds.values import Place
from yearlog.places.answers import OSM, NotAPlace, place_of, remembered
from yearlog.places.gazetteer import Gazetteer
from yearlog.places.settle import settled

RAW = {
    "lat": "35.65950", "lon": "139.70050", "type": "cafe", "name": "喫茶店",
    "address": {"country_code": "jp", "ISO3166-2-lvl4": "JP-13", "city": "渋谷区"},
}  # fmt: skip


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer()


def site(country: str, iso: str, latitude: float, longitude: float, city: str = "") -> Place:
    return Place(
        name_en="Café", kind="site", country_code=country, admin1=iso, latitude=latitude,
        longitude=longitude, city_en=city, source=f"nominatim: {OSM}",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("place", "division", "city"),
    [
        # ISO 3166-2: JP-13 Tokyo, TH-10 Bangkok, JP-14 Kanagawa, CZ-10 Prague, CN-GD Guangdong.
        (site("JP", "13", 35.6595, 139.7005), "Tokyo", "Tokyo"),
        (site("JP", "13", 35.6595, 139.7005, "Shibuya"), "Tokyo", "Tokyo"),
        (site("JP", "14", 35.5308, 139.7029, "Kawasaki"), "Kanagawa", "Kawasaki"),
        (site("TH", "10", 13.7563, 100.5018), "Bangkok", "Bangkok"),
        (site("CZ", "10", 50.087, 14.421, "Praha"), "Prague", "Prague"),
        (site("CH", "GE", 46.2044, 6.1432, "Genève"), "Geneva", "Geneva"),
        (site("FR", "IDF", 48.9358, 2.3572, "Saint-Denis"), "Île-de-France", "Saint-Denis"),
        (site("CN", "GD", 23.13, 113.26), "Guangdong", "Guangzhou"),
        (site("US", "NV", 38.9577, -119.9426), "Nevada", ""),  # Stateline, beside California
    ],
)
def test_the_division_and_city_are_those_it_lies_in(
    gazetteer: Gazetteer, place: Place, division: str, city: str
) -> None:
    found = settled(place, gazetteer)
    assert gazetteer.admin1_name(found.country_code, found.admin1, "en") == division
    assert city in ("", found.city_en)


def test_where_the_cities_around_disagree_nobody_guesses(gazetteer: Gazetteer) -> None:
    # Machida in Tokyo has Kanagawa on three sides.
    park = settled(site("JP", "13", 35.5466, 139.4386)._replace(kind="park"), gazetteer)
    assert park.admin1 == ""
    sea = settled(site("JP", "13", 24.78, 141.32), gazetteer)  # Iwo Jima: no city for 1,000 km
    assert sea.admin1 == ""
    assert sea.city_en == ""


def test_a_settled_place_keeps_its_own_name_and_zone(gazetteer: Gazetteer) -> None:
    told = place_of("nominatim", "喫茶店", RAW, (35.6595, 139.7005), "zh")
    assert (told.admin1, told.city_zh) == ("13", "渋谷区")
    found = settled(told, gazetteer)
    assert (found.name_zh, found.city_en, found.tz) == ("喫茶店", "Tokyo", "Asia/Tokyo")
    city = settled(told._replace(kind="city", city_zh=""), gazetteer)
    assert city.city_en == city.city_zh == ""  # it is one itself


GOOD = {
    "name_en": "Sun Café", "kind": "site", "latitude": 46.2, "longitude": 6.1,
    "source": f"nominatim: {OSM}", "id": "osm:node:1",
}  # fmt: skip


def test_a_remembered_place_is_read_again() -> None:
    assert remembered(GOOD) == Place(**GOOD)


@pytest.mark.parametrize(
    "change",
    [
        {"latitude": 999}, {"latitude": float("nan")}, {"longitude": float("inf")},
        {"latitude": True}, {"latitude": "46"}, {"latitude": None}, {"latitude": 10**400},
        {"name_en": "a\x1b[31mb"}, {"name_en": "x" * 200}, {"name_en": 7}, {"name_en": ""},
        {"source": "nominatim: \x1b]0;x\x07"}, {"source": "geonames"}, {"source": ""},
        {"country_code": "Switzerland"}, {"admin1": "; rm"}, {"tz": "../../etc"},
        {"kind": "\u202e"}, {"id": "a\nb"}, {"evil": "x"},
    ],
    ids=str,
)  # fmt: skip
def test_what_no_geocoder_could_have_left_is_no_place(change: dict[str, object]) -> None:
    with pytest.raises(NotAPlace):
        remembered({**GOOD, **change})
