"""A Chinese name typed in Latin letters: spelt out, or its initials.

The spellings are from general knowledge, of names that a table of single characters gets wrong
or that people do not agree on.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest

from yearlog.places.gazetteer import Gazetteer, tied

TRICKY = [
    ("重庆", "chongqing"),
    ("厦门", "xiamen"),
    ("乐山", "leshan"),
    ("乐清", "yueqing"),
    ("长沙", "changsha"),
    ("长春", "changchun"),
    ("长白山", "changbaishan"),
    ("六安", "luan"),
    ("台州", "taizhou"),
    ("蚌埠", "bengbu"),
    ("朝阳", "chaoyang"),
    ("洪洞", "hongtong"),
    ("秘鲁", "bilu"),
    ("吐鲁番", "tulufan"),
    ("亳州", "bozhou"),
    ("百色", "baise"),
    ("丽水", "lishui"),
    ("东莞", "dongguan"),
    ("番禺", "panyu"),
    ("都江堰", "dujiangyan"),
    ("成都", "chengdu"),
    ("京都", "jingdu"),
    ("都柏林", "dubolin"),
    ("喀什", "kashi"),
    ("什刹海", "shichahai"),
    ("西藏", "xizang"),
    ("曲阜", "qufu"),
    ("济南", "jinan"),
    ("郴州", "chenzhou"),
    ("衢州", "quzhou"),
    ("漯河", "luohe"),
    ("泸沽湖", "luguhu"),
    ("甪直", "luzhi"),
    ("阿勒泰", "aletai"),
    ("朝鲜", "chaoxian"),
    ("新加坡", "xinjiapo"),
    ("釜山", "fushan"),
    ("石家庄", "shijiazhuang"),
    ("呼和浩特", "huhehaote"),
    ("那不勒斯", "nabulesi"),
    ("地中海", "dizhonghai"),
    ("会稽", "kuaiji"),
    ("尖沙咀", "jianshazui"),
    ("海参崴", "haishenwai"),
    ("罗布泊", "luobupo"),
    ("吕梁", "luliang"),
    ("吕梁", "lvliang"),
    ("绿岛", "lvdao"),
    ("尼亚加拉", "niyajiala"),
    ("日内瓦", "rineiwa"),
]


@pytest.fixture(scope="module")
def pinyin(compiler: ModuleType) -> object:
    return compiler.Pinyin(Path(__file__).parents[2] / "data" / "gazetteer")


@pytest.mark.parametrize(("name", "spelt"), TRICKY)
def test_how_names_are_spelt(pinyin: ModuleType, name: str, spelt: str) -> None:
    assert spelt in [key for key, full in pinyin.keys(name) if full]


def test_initials(pinyin: ModuleType) -> None:
    assert [key for key, full in pinyin.keys("日内瓦") if not full] == ["rnw"]
    assert [key for key, full in pinyin.keys("重庆") if not full] == ["cq"]
    assert list(pinyin.keys("CERN")) == []
    assert list(pinyin.keys("沪")) == []


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("rineiwa", "日内瓦"),
        ("rnw", "日内瓦"),
        ("rinei", "日内瓦"),
        ("lundun", "伦敦"),
        ("jiujins", "旧金山"),
        ("sulishi", "苏黎世"),
        ("wlmq", "乌鲁木齐"),
        ("taihaoh", "太浩湖"),
        ("changbais", "长白山"),
        ("shouer", "首尔"),
        ("xi'an", "西安"),
    ],
)
def test_completion_from_pinyin(gazetteer: Gazetteer, typed: str, wanted: str) -> None:
    names = [c.place.name_zh for c in gazetteer.search(typed, prefix=True, limit=5)]
    assert wanted in names


@pytest.mark.parametrize(
    ("typed", "first"),
    [("beij", "北京"), ("shangh", "上海"), ("paris", "巴黎"), ("zur", "苏黎世"), ("lon", "伦敦")],
)
def test_latin_names_stay_in_front(gazetteer: Gazetteer, typed: str, first: str) -> None:
    assert gazetteer.search(typed, prefix=True)[0].place.name_zh == first


def test_initials_do_not_bury_latin_names(gazetteer: Gazetteer) -> None:
    found = gazetteer.search("dj", prefix=True)
    assert "吉布提" in [c.place.name_zh for c in found[:3]]
    assert not any(c.exact and c.place.name_zh == "东京" for c in found)


@pytest.mark.parametrize(
    "typed", ["rineiwa", "ri nei wa", "Rì nèi wǎ", "ri4nei4wa3", "RiNeiWa", "ri'nei'wa"]
)
def test_a_whole_pinyin_is_a_name(gazetteer: Gazetteer, typed: str) -> None:
    best = gazetteer.search(typed)[0]
    assert (best.place.name_en, best.exact) == ("Geneva", True)


@pytest.mark.parametrize("typed", ["rinei", "rnw", "cq"])
def test_a_part_of_one_is_not(gazetteer: Gazetteer, typed: str) -> None:
    assert "日内瓦" not in [c.place.name_zh for c in gazetteer.search(typed) if c.exact]


def test_a_latin_name_wins_over_a_pinyin(gazetteer: Gazetteer) -> None:
    # nisi is 尼斯 and a town; bali is 巴黎 and an island; what is so called comes first.
    assert gazetteer.search("Bali")[0].place.country_code == "ID"


def test_homophones_are_a_tie(gazetteer: Gazetteer) -> None:
    assert {c.place.name_zh for c in tied(gazetteer.search("taizhou"))} == {"泰州", "台州"}


@pytest.mark.parametrize(
    ("typed", "iata"),
    [("pudong", "PVG"), ("shoudu", "PEK"), ("rineiwa", "GVA"), ("chengtian", "NRT")],
)
def test_airports_too(gazetteer: Gazetteer, typed: str, iata: str) -> None:
    assert gazetteer.airports(typed)[0].place.iata == iata
    assert iata in [c.place.iata for c in gazetteer.airports(typed, prefix=True)]


def test_the_code_of_a_small_town_stands_behind_initials(gazetteer: Gazetteer) -> None:
    # RNW is Ringwood in a register of ports; nobody types it in small letters for that.
    assert gazetteer.search("rnw", prefix=True)[0].place.name_zh == "日内瓦"
    assert gazetteer.search("RNW")[0].place.name_en == "Ringwood"
    assert gazetteer.search("ith", prefix=True)[0].place.name_en == "Ithaca"
