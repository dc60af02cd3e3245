"""A text that names nothing is tried in other words, and Chinese counties go by their own names."""

from __future__ import annotations

import pytest

from yearlog.places.gazetteer import Gazetteer
from yearlog.places.reading import halves, without_airport
from yearlog.places.rephrasing import lengthened, same_words, shortened


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mt. Olympus", "Mount Olympus"),
        ("Sault Sainte Marie", "Sault Ste. Marie"),
        ("the Louvre", "Louvre"),
        ("喀纳斯风景区", "Kanas Lake"),
        ("涠洲", "Weizhou Island"),
        ("布鲁明顿市", "Bloomington"),
        ("Kyoto Arashiyama", "Arashiyama"),
        ("伊犁昭苏", "Zhaosu"),
        ("魔都上海滩", "Shanghai"),
    ],
)
def test_other_words_find_the_same_place(gazetteer: Gazetteer, text: str, name: str) -> None:
    assert gazetteer.search(text)[0].place.name_en == name


def test_one_wrong_character_is_offered_not_taken(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("哥本哈跟")
    assert found[0].place.name_en == "Copenhagen"
    assert not found[0].exact
    assert gazetteer.search("哥笨哈跟") == []
    assert gazetteer.search("巴列") == []


def test_bolder_guesses_are_offered_not_taken(gazetteer: Gazetteer) -> None:
    for text in ("Paris Valley", "Kyoto Arashiyama", "北京景区"):
        assert not gazetteer.search(text)[0].exact
    for text in ("Mt. Olympus", "苏州市", "多伦多机场"):
        assert gazetteer.search(text)[0].exact
    assert gazetteer.search("Paris London") == []


def test_a_name_that_is_found_is_not_rephrased(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Lake City")[0].place.name_en == "Lake City"
    assert gazetteer.search("西湖")[0].place.kind == "lake"


@pytest.mark.parametrize(
    ("text", "iata"),
    [
        ("多伦多机场", "YYZ"),
        ("Rome Airport", "FCO"),
        ("Flughafen Wien", "VIE"),
        ("成都机场", "CTU"),
    ],
)
def test_a_city_and_the_word_airport_mean_its_busiest(
    gazetteer: Gazetteer, text: str, iata: str
) -> None:
    assert gazetteer.search(text)[0].place.iata == iata


@pytest.mark.parametrize(
    ("text", "kind", "admin1", "latitude", "longitude"),
    [
        ("迁安", "city", "10", 40.00, 118.70),
        ("迁安市", "city", "10", 40.00, 118.70),
        ("理县", "city", "32", 31.44, 103.17),
        ("巴马瑶族自治县", "city", "16", 24.14, 107.26),
        ("朝阳区", "region", "22", 39.92, 116.44),
        ("浦东新区", "city", "23", 31.22, 121.54),
        ("吉安县", "city", "03", 27.04, 114.90),
        ("延边朝鲜族自治州", "region", "05", 42.90, 129.50),
    ],
)
def test_counties_and_districts_of_china(
    gazetteer: Gazetteer, text: str, kind: str, admin1: str, latitude: float, longitude: float
) -> None:
    place = gazetteer.search(text)[0].place
    assert (place.kind, place.country_code, place.admin1) == (kind, "CN", admin1)
    assert place.tz == "Asia/Shanghai"
    assert place.latitude == pytest.approx(latitude, abs=0.4)
    assert place.longitude == pytest.approx(longitude, abs=0.4)


def test_a_county_does_not_take_the_name_of_a_city_of_the_world(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("隆德")[0].place.country_code == "SE"
    assert gazetteer.search("吉安")[0].place.admin1 == "03"


def test_districts_do_not_stand_between_a_photo_and_its_city(gazetteer: Gazetteer) -> None:
    for latitude, longitude, city in ((39.99, 116.31, "北京"), (22.54, 114.06, "深圳")):
        assert gazetteer.near(latitude, longitude)[0][0].name_zh == city


def test_quebec_is_the_city_and_its_province_is_offered(gazetteer: Gazetteer) -> None:
    for text in ("Québec", "Quebec"):
        found = [c.place.kind for c in gazetteer.search(text)[:2]]
        assert found == ["city", "admin1"]
    assert gazetteer.search("魁北克")[0].place.kind == "admin1"


def test_the_words_themselves() -> None:
    assert same_words("St Moritz") == ["saintmoritz"]
    assert same_words("Moritz") == []
    assert shortened("优胜美地国家公园") == ["优胜美地"]
    assert "hague" in shortened("thehague")
    assert shortened("theo") == []
    assert "涠洲岛" in lengthened("涠洲")
    assert "brycecanyon" in lengthened("bryce")
    assert lengthened("abc") == []
    assert list(halves("Kyoto Arashiyama", "kyotoarashiyama")) == [("Kyoto", "Arashiyama")]
    assert ("伊犁", "昭苏") in list(halves("伊犁昭苏", "伊犁昭苏"))
    assert without_airport("Aeropuerto de Barajas") == "Barajas"
    assert without_airport("airport") == "airport"
