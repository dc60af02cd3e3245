"""A person names a place; the first answer is the one she meant.

Coordinates are from general knowledge, rounded to what the tolerance allows; none was read off the
gazetteer.
"""

from __future__ import annotations

import pytest

from yearlog.kinds.values import Place
from yearlog.places.gazetteer import Gazetteer, tied
from yearlog.places.ranking import sphere_km

# query, country, latitude, longitude, tolerance in km
CITIES_ZH = [
    ("旧金山", "US", 37.77, -122.42, 15),
    ("三番", "US", 37.77, -122.42, 15),
    ("三藩市", "US", 37.77, -122.42, 15),
    ("舊金山", "US", 37.77, -122.42, 15),
    ("纽约", "US", 40.71, -74.00, 20),
    ("紐約", "US", 40.71, -74.00, 20),
    ("纽约市", "US", 40.71, -74.00, 20),
    ("洛城", "US", 34.05, -118.24, 20),
    ("西雅图", "US", 47.61, -122.33, 15),
    ("圣迭戈", "US", 32.72, -117.16, 15),
    ("聖地牙哥", "US", 32.72, -117.16, 15),
    ("萨克拉门托", "US", 38.58, -121.49, 15),
    ("伊萨卡", "US", 42.44, -76.50, 15),
    ("绮色佳", "US", 42.44, -76.50, 15),
    ("华盛顿", "US", 38.90, -77.04, 15),
    ("温哥华", "CA", 49.26, -123.12, 20),
    ("蒙特利尔", "CA", 45.50, -73.57, 20),
    ("惠斯勒", "CA", 50.12, -122.96, 10),
    ("伦敦", "GB", 51.51, -0.13, 15),
    ("爱丁堡", "GB", 55.95, -3.19, 15),
    ("日内瓦", "CH", 46.20, 6.15, 10),
    ("苏黎世", "CH", 47.37, 8.54, 10),
    ("蘇黎世", "CH", 47.37, 8.54, 10),
    ("洛桑", "CH", 46.52, 6.63, 10),
    ("琉森", "CH", 47.05, 8.31, 10),
    ("达沃斯", "CH", 46.80, 9.83, 10),
    ("霞慕尼", "FR", 45.92, 6.87, 10),
    ("巴黎", "FR", 48.86, 2.35, 15),
    ("因斯布鲁克", "AT", 47.27, 11.40, 10),
    ("布鲁日", "BE", 51.21, 3.22, 10),
    ("雷克雅未克", "IS", 64.14, -21.93, 15),
    ("东京", "JP", 35.68, 139.69, 20),
    ("京都", "JP", 35.01, 135.77, 15),
    ("轻井泽", "JP", 36.34, 138.63, 20),
    ("首尔", "KR", 37.57, 126.98, 15),
    ("香港", "HK", 22.29, 114.16, 20),
    ("台北", "TW", 25.04, 121.55, 15),
    ("臺北", "TW", 25.04, 121.55, 15),
    ("新加坡", "SG", 1.30, 103.85, 20),
    ("魔都", "CN", 31.23, 121.47, 20),
    ("深圳", "CN", 22.54, 114.06, 40),
    ("悉尼", "AU", -33.87, 151.21, 20),
    ("基督城", "NZ", -43.53, 172.64, 15),
    ("奥克兰", "NZ", -36.85, 174.76, 20),
    ("内罗毕", "KE", -1.29, 36.82, 20),
    ("里约热内卢", "BR", -22.91, -43.20, 25),
]
CITIES_EN = [
    ("San Francisco", "US", 37.77, -122.42, 15),
    ("new york", "US", 40.71, -74.00, 20),
    ("New York City", "US", 40.71, -74.00, 20),
    ("Zürich", "CH", 47.37, 8.54, 10),
    ("zurich", "CH", 47.37, 8.54, 10),
    ("Genève", "CH", 46.20, 6.15, 10),
    ("Zermatt", "CH", 46.02, 7.75, 10),
    ("Davos", "CH", 46.80, 9.83, 10),
    ("St. Moritz", "CH", 46.50, 9.84, 10),
    ("Whistler", "CA", 50.12, -122.96, 10),
    ("Paris", "FR", 48.86, 2.35, 15),
    ("Nice", "FR", 43.70, 7.27, 10),
    ("München", "DE", 48.14, 11.58, 15),
    ("Kiev", "UA", 50.45, 30.52, 20),
    ("Saigon", "VN", 10.78, 106.70, 25),
    ("Boulder", "US", 40.01, -105.27, 15),
    ("Ｋｙｏｔｏ", "JP", 35.01, 135.77, 15),
]
CODES = [
    ("SLC", "US", 40.77, -111.90, 15),
    ("JFK", "US", 40.64, -73.78, 10),
    ("ITH", "US", 42.49, -76.46, 10),
    ("LHR", "GB", 51.47, -0.45, 10),
    ("GVA", "CH", 46.24, 6.11, 10),
    ("KBP", "UA", 50.34, 30.89, 10),
    ("NYC", "US", 40.71, -74.00, 20),
    ("SF", "US", 37.77, -122.42, 15),
    ("LA", "US", 34.05, -118.24, 20),
    ("DC", "US", 38.90, -77.04, 15),
    ("UK", "GB", 54.0, -2.5, 250),
    ("USA", "US", 38.0, -95.0, 900),
    ("CERN", "CH", 46.23, 6.05, 5),
    ("MIT", "US", 42.36, -71.09, 5),
]
REGIONS = [
    ("科州", "US", 39.0, -105.5, 150),
    ("加州", "US", 37.0, -119.5, 250),
    ("德州", "US", 31.5, -99.0, 350),
    ("麻省", "US", 42.3, -71.8, 100),
    ("Colorado", "US", 39.0, -105.5, 150),
    ("北海道", "JP", 43.2, 142.5, 150),
    ("Scotland", "GB", 56.5, -4.0, 150),
    ("苏格兰", "GB", 56.5, -4.0, 150),
    ("湾区", "US", 37.7, -122.2, 60),
    ("the Bay", "US", 37.7, -122.2, 60),
    ("硅谷", "US", 37.37, -122.04, 30),
    ("新英格兰", "US", 43.5, -71.5, 150),
    ("普罗旺斯", "FR", 43.8, 5.5, 80),
    ("关西", "JP", 34.7, 135.5, 60),
    ("瑞士", "CH", 46.9, 8.0, 120),
    ("冰岛", "IS", 64.5, -20.0, 150),
    ("安大略省", "CA", 44.0, -79.5, 200),
    ("新疆", "CN", 42.5, 85.0, 350),
]
NATURE = [
    ("Tahoe", "US", 39.10, -120.04, 25),
    ("太浩湖", "US", 39.10, -120.04, 25),
    ("Baker", "US", 48.78, -121.81, 20),
    ("贝克山", "US", 48.78, -121.81, 20),
    ("Mt. Rainier", "US", 46.85, -121.76, 20),
    ("大峡谷", "US", 36.10, -112.10, 60),
    ("Grand Canyon", "US", 36.10, -112.10, 60),
    ("优胜美地", "US", 37.75, -119.59, 40),
    ("黄石", "US", 44.50, -110.60, 60),
    ("二世古", "JP", 42.85, 140.69, 20),
    ("Niseko", "JP", 42.85, 140.69, 20),
    ("富士山", "JP", 35.36, 138.73, 10),
    ("Jackson Hole", "US", 43.60, -110.83, 20),
    ("Vail", "US", 39.63, -106.36, 20),
    ("勃朗峰", "FR", 45.83, 6.87, 10),
    ("Matterhorn", "CH", 45.98, 7.66, 10),
    ("日内瓦湖", "CH", 46.45, 6.55, 30),
    ("巴厘岛", "ID", -8.4, 115.2, 40),
    ("冰河湖", "IS", 64.05, -16.18, 20),
    ("西湖", "CN", 30.25, 120.14, 10),
    ("珠峰", "NP", 27.99, 86.93, 30),
]
QUALIFIED = [
    ("Cambridge, MA", "US", 42.37, -71.11, 10),
    ("剑桥, 马萨诸塞", "US", 42.37, -71.11, 10),
    ("剑桥，麻省", "US", 42.37, -71.11, 10),
    ("Cambridge, UK", "GB", 52.20, 0.12, 10),
    ("剑桥, 英国", "GB", 52.20, 0.12, 10),
    ("Paris, TX", "US", 33.66, -95.56, 15),
    ("Springfield, IL", "US", 39.80, -89.65, 15),
    ("San Jose, Costa Rica", "CR", 9.93, -84.08, 20),
    ("San Jose, CA", "US", 37.34, -121.89, 20),
    ("London, ON", "CA", 42.98, -81.25, 20),
    ("Portland, OR, USA", "US", 45.52, -122.68, 20),
    ("Portland Maine", "US", 43.66, -70.26, 20),
    ("法国尼斯", "FR", 43.70, 7.27, 10),
]
SLIPS = [
    ("zurch", "CH", 47.37, 8.54, 10),
    ("reykjavic", "IS", 64.14, -21.93, 15),
    ("zermat", "CH", 46.02, 7.75, 10),
    ("edinbrugh", "GB", 55.95, -3.19, 15),
]
ALL = [*CITIES_ZH, *CITIES_EN, *CODES, *REGIONS, *NATURE, *QUALIFIED, *SLIPS]


@pytest.mark.parametrize(
    ("text", "country", "latitude", "longitude", "km"), ALL, ids=[row[0] for row in ALL]
)
def test_first_answer_is_the_place_meant(
    gazetteer: Gazetteer, text: str, country: str, latitude: float, longitude: float, km: float
) -> None:
    place = gazetteer.search(text)[0].place
    assert place.country_code == country
    assert place.latitude is not None
    assert place.longitude is not None
    assert sphere_km(place.latitude, place.longitude, latitude, longitude) < km


@pytest.mark.parametrize(
    ("text", "name_zh", "name_en"),
    [
        ("New York", "纽约", "New York"),
        ("San Francisco", "旧金山", "San Francisco"),
        ("San Diego", "圣迭戈", "San Diego"),
        ("Sacramento", "萨克拉门托", "Sacramento"),
        ("Sydney", "悉尼", "Sydney"),
        ("New Zealand", "新西兰", "New Zealand"),
        ("横浜", "横滨", "Yokohama"),
        ("CERN", "欧洲核子研究中心", "CERN"),
        ("霞慕尼", "霞慕尼", "Chamonix"),
        ("Ho Chi Minh City", "胡志明市", "Ho Chi Minh City"),
    ],
)
def test_names_are_those_of_the_mainland(
    gazetteer: Gazetteer, text: str, name_zh: str, name_en: str
) -> None:
    place = gazetteer.search(text)[0].place
    assert (place.name_zh, place.name_en) == (name_zh, name_en)


@pytest.mark.parametrize(
    ("text", "tz"),
    [
        ("Tahoe", "America/Los_Angeles"),
        ("大峡谷", "America/Phoenix"),
        ("喀什", "Asia/Shanghai"),
        ("二世古", "Asia/Tokyo"),
        ("复活节岛", "Pacific/Easter"),
    ],
)
def test_a_place_knows_its_zone(gazetteer: Gazetteer, text: str, tz: str) -> None:
    assert gazetteer.search(text)[0].place.tz == tz


@pytest.mark.parametrize("text", ["Springfield", "Cambridge", "剑桥", "Georgia"])
def test_equals_are_shown_not_guessed(gazetteer: Gazetteer, text: str) -> None:
    assert len(tied(gazetteer.search(text))) > 1


@pytest.mark.parametrize("text", ["Paris", "London", "纽约", "香港", "JFK", "Tahoe", "日内瓦"])
def test_the_obvious_is_not_asked(gazetteer: Gazetteer, text: str) -> None:
    assert len(tied(gazetteer.search(text))) == 1


def test_home_decides_between_near_equals(gazetteer: Gazetteer) -> None:
    at_home = gazetteer.search("Cambridge", home_country="US")[0].place
    assert (at_home.country_code, at_home.admin1) == ("US", "MA")


def test_an_own_name_comes_before_everything(gazetteer: Gazetteer) -> None:
    mine = Place(name_en="Our cabin", name_zh="小木屋", kind="site", latitude=44.0, longitude=-71.0)
    aliases = {"Paris": mine, "小木屋": mine}
    assert gazetteer.search("paris", aliases=aliases)[0].place == mine
    assert gazetteer.search("小木", aliases=aliases, prefix=True)[0].place == mine
    assert gazetteer.search("Paris", aliases={})[0].place.country_code == "FR"


def test_a_kind_can_be_asked_for(gazetteer: Gazetteer) -> None:
    for prefix in (False, True):
        found = gazetteer.search("Vail", kinds=frozenset({"ski"}), prefix=prefix)
        assert [c.place.id for c in found] == ["yl:vail-ski-resort"]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("旧", "旧金山"),
        ("日内", "日内瓦"),
        ("霞", "霞慕尼"),
        ("zer", "采尔马特"),
        ("gen", "日内瓦"),
        ("new y", "纽约"),
        ("taho", "太浩湖"),
        ("北海", "北海道"),
    ],
)
def test_completion_offers_the_place_while_it_is_typed(
    gazetteer: Gazetteer, typed: str, wanted: str
) -> None:
    names = [c.place.name_zh for c in gazetteer.search(typed, prefix=True)]
    assert wanted in names


@pytest.mark.parametrize("text", ["", "   ", "，", "?!", "xqzzkwv", "\N{SNOWMAN}", "🏔️"])
def test_nonsense_finds_nothing_and_does_no_harm(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.search(text) == []
    assert gazetteer.airports(text) == []


def test_limit_and_order(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("San", prefix=True, limit=5)
    assert len(found) == 5
    assert [c.score for c in found] == sorted((c.score for c in found), reverse=True)


def test_divisions_have_names_in_both_languages(gazetteer: Gazetteer) -> None:
    assert gazetteer.country_name("CH", "zh") == "瑞士"
    assert gazetteer.country_name("hk", "zh") == "香港"
    assert gazetteer.country_name("CH", "en") == "Switzerland"
    assert gazetteer.admin1_name("US", "CO", "zh") == "科罗拉多州"
    assert gazetteer.admin1_name("CA", "ON", "en") == "Ontario"
    assert gazetteer.country_name("QQ", "zh") == "QQ"
    assert gazetteer.admin1_name("US", "??", "en") == "??"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Hong Kong, China", "HK"), ("Macau, China", "MO"), ("香港，中国", "HK"),
        ("台北，中国", "TW"), ("中国香港", "HK"), ("Guangzhou, China", "CN"),
    ],
)  # fmt: skip
def test_an_address_with_china_behind_it(gazetteer: Gazetteer, text: str, country: str) -> None:
    best = gazetteer.search(text)[0]
    assert best.exact
    assert best.place.country_code == country


def test_a_text_longer_than_any_name_is_no_name(gazetteer: Gazetteer) -> None:
    aliases = {"a" * 20_000: Place(name_en="A")}
    assert gazetteer.search("a" * 20_000, aliases=aliases) == []
    assert gazetteer.airports("a" * 20_000, aliases=aliases) == []
    assert gazetteer.search("长" * 100_000) == []


def test_a_name_as_it_is_written_there(gazetteer: Gazetteer) -> None:
    for text in ("尖沙咀", "尖沙嘴", "Tsim Sha Tsui"):
        assert gazetteer.search(text)[0].place.name_zh == "尖沙咀"


def test_a_nickname_does_not_hide_a_city_of_that_name(gazetteer: Gazetteer) -> None:
    # Cali is short for California, and the third city of Colombia.
    for text in ("Cali", "cali"):
        found = {c.place.country_code for c in tied(gazetteer.search(text, lang="en"))}
        assert found == {"US", "CO"}
