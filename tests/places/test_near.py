"""A photo knows where it was taken; yearlog says which city that is."""

from __future__ import annotations

import pytest

from yearlog.places.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("what", "latitude", "longitude", "city"),
    [
        ("the Louvre", 48.8606, 2.3376, "巴黎"),
        ("Big Ben", 51.5007, -0.1246, "伦敦"),
        ("the Bund", 31.2400, 121.4900, "上海"),
        ("Times Square", 40.7580, -73.9855, "纽约"),
        ("Cornell", 42.4470, -76.4840, "伊萨卡"),
        ("Zermatt station", 46.0240, 7.7480, "采尔马特"),
        ("EPFL", 46.5190, 6.5670, "洛桑"),
        ("Suva, by the date line", -18.1416, 178.4419, "苏瓦"),
        ("Tiananmen", 39.9055, 116.3976, "北京"),
        ("the Brandenburg Gate", 52.5163, 13.3777, "柏林"),
        ("Sagrada Família", 41.4036, 2.1744, "巴塞罗那"),
        ("Sydney Opera House", -33.8568, 151.2153, "悉尼"),
    ],
)
def test_the_city_people_would_say(
    gazetteer: Gazetteer, what: str, latitude: float, longitude: float, city: str
) -> None:
    place, km = gazetteer.near(latitude, longitude)[0]
    assert place.name_zh == city, what
    assert km < 12


def test_the_other_pole(gazetteer: Gazetteer) -> None:
    assert gazetteer.near(-90.0, 0.0) == []  # no city within 3,000 km


@pytest.mark.parametrize("longitude", [180.0, -180.0])
def test_the_antimeridian_itself(gazetteer: Gazetteer, longitude: float) -> None:
    # Taveuni in Fiji lies on it; the nearest town is on one of the islands around.
    place, km = gazetteer.near(-16.85, longitude)[0]
    assert place.country_code == "FJ"
    assert km < 200


def test_the_distance_is_always_told(gazetteer: Gazetteer) -> None:
    # The summit of Mount Baker: the nearest town of any size is some 40 km away.
    _, km = gazetteer.near(48.7767, -121.8144)[0]
    assert 25 < km < 60


def test_across_the_antimeridian(gazetteer: Gazetteer) -> None:
    west = {place.id for place, _ in gazetteer.near(-17.0, 179.95, limit=3)}
    east = {place.id for place, _ in gazetteer.near(-17.0, -179.95, limit=3)}
    assert west & east


def test_the_middle_of_an_ocean(gazetteer: Gazetteer) -> None:
    assert gazetteer.near(-48.9, -123.4) == []  # Point Nemo, 2,700 km from any land


def test_the_pole(gazetteer: Gazetteer) -> None:
    place, km = gazetteer.near(90.0, 0.0)[0]
    assert place.name_en == "Longyearbyen"  # at 78.2° north
    assert 1250 < km < 1350


@pytest.mark.parametrize(("latitude", "longitude"), [(89.0, 170.0), (90.0, 0.0), (85.0, -170.0)])
def test_round_the_pole_each_town_is_named_once(
    gazetteer: Gazetteer, latitude: float, longitude: float
) -> None:
    found = [place.name_en for place, _ in gazetteer.near(latitude, longitude)]
    assert found[0] == "Longyearbyen"
    assert len(set(found)) == len(found)


def test_east_of_the_antimeridian_is_west_of_it(gazetteer: Gazetteer) -> None:
    # Leava on Futuna lies at 178.2° west, 200 km from here; Labasa at 179.4° east is farther.
    assert gazetteer.near(-14.28, 179.95)[0][0].country_code == "WF"
    # Savusavu at 179.3° east is the nearest town from 179.6° west too.
    assert gazetteer.near(-16.8, -179.6)[0][0].country_code == "FJ"
