"""Words to places: the user's names, the gazetteer, coordinates; and what is said otherwise."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from yearlog.capture.errors import AmbiguousPlace, UnknownAirport, UnknownPlace
from yearlog.capture.resolve import Resolver, has_han
from yearlog.kinds.values import Place


def test_a_place_is_found_in_both_languages(context) -> None:
    assert context.place(" 日内瓦 ").name_en == "Geneva"
    assert context.place("Geneva").name_zh == "日内瓦"
    assert context.place("Geneva").tz == "Europe/Zurich"


def test_the_users_own_names_come_first(gazetteer, context) -> None:
    bay = Place("Bay Area", "湾区", "region", "US", "CA", 37.7, -122.3, "America/Los_Angeles")
    own = Resolver("zh", context.today, gazetteer, aliases={"geneva": bay})
    assert own.place("Geneva") is bay


def test_coordinates_make_a_place_of_the_users_own(context) -> None:
    home = context.place("老家@30.27,120.15")  # by the West Lake in Hangzhou
    assert (home.name_zh, home.name_en) == ("老家", "")
    assert (home.latitude, home.longitude) == (30.27, 120.15)
    assert home.tz == "Asia/Shanghai"
    assert home.country_code == "CN"
    assert home.source == "user"
    assert context.place("老家 ＠ 30.27，120.15") == home
    hut = context.place("Hut@-77.85, 166.67")
    assert (hut.name_en, hut.latitude) == ("Hut", -77.85)
    assert hut.id != home.id
    assert hut.id.startswith("own:")


@pytest.mark.parametrize("text", ["Nowhereville", "Home@95.0,10", "Home@10,181", "@30,120", "家"])
def test_what_is_no_place_is_answered_with_how_to_write_one(text, context) -> None:
    with pytest.raises(UnknownPlace) as refused:
        context.place(text)
    assert text in refused.value.get("en")
    assert refused.value.field == "place"


def test_a_slip_is_answered_with_what_may_be_meant(context) -> None:
    with pytest.raises(UnknownPlace, match="Did you mean Geneva"):
        context.place("Genevva")
    with pytest.raises(UnknownAirport) as refused:
        context.find_airport("Heatrow", None)
    assert "LHR" in refused.value.get("zh")
    assert "是不是" in refused.value.get("zh")


@pytest.mark.parametrize("name", ["Cambridge", "剑桥", "Springfield"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_equals_are_asked_about_with_an_example_that_works(context, name: str, lang: str) -> None:
    with pytest.raises(AmbiguousPlace) as refused:
        replace(context, home_country="").place(name)
    assert len(refused.value.candidates) >= 2
    said = refused.value.get("zh" if lang == "zh" else "en")
    example = re.search(r"例如「(.+)」|for example “(.+)”", said)
    assert example
    meant = context.place(example[1] or example[2])
    assert meant == refused.value.candidates[0]


def test_equals_are_told_apart_by_names_and_not_by_codes(context) -> None:
    with pytest.raises(AmbiguousPlace) as refused:
        context.place("Cambridge")
    assert "Cambridge (England, United Kingdom)" in refused.value.get("en")
    assert "剑桥（美国马萨诸塞州）" in refused.value.get("zh")
    assert "剑桥（加拿大安大略省）" in refused.value.get("zh")
    assert "更具体" in refused.value.get("zh")
    with pytest.raises(AmbiguousPlace, match="for example “JFK”"):
        context.airport("New York", None)


def test_codes_of_airports(context) -> None:
    assert context.airport("jfk", None).icao == "KJFK"
    assert context.airport("ＫＪＦＫ", None).iata == "JFK"
    assert context.is_airport_code("JFK")
    assert not context.is_airport_code("jfk")
    assert not context.is_airport_code("QQQ")
    with pytest.raises(UnknownAirport, match="three-letter code"):
        context.airport("QQQ", None)


def test_chinese_is_known_by_its_characters() -> None:
    assert has_han("LLM 的")
    assert not has_han("LLM, “…” 。")


def test_a_name_of_the_users_own_comes_before_a_code(gazetteer, context) -> None:
    bombay = gazetteer.airport_by_code("BOM")
    own = Resolver("en", context.today, gazetteer, aliases={"mum": bombay})
    assert own.find_airport("mum", None) == bombay
    assert own.find_airport("MUM", None) == bombay
    assert context.find_airport("MUM", None).country_code == "MV"


def test_a_city_is_no_code_of_an_airport_elsewhere(context) -> None:
    assert context.find_airport("kobe", None).iata == "UKB"
    with pytest.raises(UnknownAirport, match="GOI Goa International"):
        context.find_airport("Goa", None)


@pytest.mark.parametrize("name", ["Georgia", "Changzhi", "中和", "Dakhla"])
def test_an_example_that_would_be_ambiguous_again_is_not_given(context, name: str) -> None:
    with pytest.raises(AmbiguousPlace) as refused:
        context.place(name)
    for said in (refused.value.get("zh"), refused.value.get("en")):
        example = re.search(r"例如「(.+)」|for example “(.+)”", said)
        assert example
        meant, first = context.place(example[1] or example[2]), refused.value.candidates[0]
        assert meant.latitude == pytest.approx(first.latitude, abs=0.01)
        assert meant.longitude == pytest.approx(first.longitude, abs=0.01)


def test_a_place_of_ones_own_reads_coordinates_as_they_are_written(context) -> None:
    assert context.place("x@−33.9,151.2").latitude == -33.9  # U+2212
    assert context.place("x@北纬46.2度 东经6.1度").longitude == 6.1
    assert context.place("me@home@46.2,6.1").name_en == "me@home"
    with pytest.raises(UnknownPlace, match=r"Write it with coordinates: x@46\.20,6\.14"):
        context.place("x@91,0")


def test_what_is_not_found_can_be_asked_online(context) -> None:
    with pytest.raises(UnknownPlace, match="yearlog place --online; in a form, Ctrl\\+O"):
        context.place("老街咖啡馆")
    with pytest.raises(UnknownPlace) as refused:
        context.place("zurch")
    # The city and the canton are both Zurich (Switzerland) in English.
    assert "Zurich (city, Switzerland)" in refused.value.get("en")
    assert "Zurich (state or province, Switzerland)" in refused.value.get("en")


def test_a_text_too_long_for_a_name_is_refused_in_a_short_sentence(context) -> None:
    for text in ("长" * 20_000, "a" * 20_000, "长@46.2,6.1" * 3000):
        with pytest.raises(UnknownPlace) as refused:
            context.place(text)
        assert len(refused.value.get("en")) < 200
        with pytest.raises(UnknownAirport) as refused_airport:
            context.find_airport(text, None)
        assert len(refused_airport.value.get("zh")) < 200
