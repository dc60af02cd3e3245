"""A city has the airports of the day, and a word that is a code may be the name of a city."""

from __future__ import annotations

from datetime import date

import pytest

from yearlog.kinds.values import Place
from yearlog.places.gazetteer import Gazetteer, tied


def sure(gazetteer: Gazetteer, text: str, on: str = "", **known: object) -> list[str]:
    day = date.fromisoformat(on) if on else None
    found = gazetteer.airports(text, on=day, **known)  # type: ignore[arg-type]
    return [c.place.id for c in tied([c for c in found if c.exact])]


# By hand: where an airline landed on that day.
@pytest.mark.parametrize(
    ("city", "on", "airports"),
    [
        ("Istanbul", "2018-05-01", {"iata:IST@2019-04-05"}),  # Atatürk
        ("Istanbul", "2018-12-01", {"iata:IST@2019-04-05"}),  # the new one had but a few flights
        ("Istanbul", "2020-12-01", {"iata:IST"}),
        ("Berlin", "2020-03-01", {"iata:TXL@2020-11-08", "iata:SXF@2020-10-24"}),
        ("柏林", "2021-03-01", {"iata:BER"}),
        ("Astana", "2019-01-01", {"iata:TSE@2020-06-07"}),
        ("Astana", "2021-01-01", {"iata:NQZ"}),
        ("Bishkek", "2025-09-01", {"iata:BSZ"}),
        ("Bishkek", "2025-08-20", {"iata:FRU@2025-08-20"}),
        ("Bishkek", "", {"iata:BSZ"}),
        ("基希讷乌", "2024-01-18", {"iata:RMO"}),
        ("Chisinau", "", {"iata:RMO"}),
        ("Oslo", "1997-01-01", {"iata:OSL@1998-10-07"}),  # Fornebu, not Torp
        ("Beijing", "2019-01-01", {"iata:PEK"}),  # not Nanyuan
        ("Hong Kong", "1990-01-01", {"iata:HKG@1998-07-05"}),
        ("大阪", "1990-01-01", {"iata:ITM"}),  # Kansai opened in 1994
        ("大阪", "1994-09-04", {"iata:ITM", "iata:KIX"}),
        ("Bangkok", "2000-01-01", {"iata:BKK@2006-09-27"}),  # Don Mueang, once
    ],
)
def test_a_city_has_the_airports_of_the_day(
    gazetteer: Gazetteer, city: str, on: str, airports: set[str]
) -> None:
    assert set(sure(gazetteer, city, on)) == airports


@pytest.mark.parametrize(
    ("on", "airport"),
    [("2019-04-05", "iata:IST@2019-04-05"), ("2019-04-06", "iata:IST")],
)
def test_the_last_day_of_a_code_still_is_its_day(
    gazetteer: Gazetteer, on: str, airport: str
) -> None:
    place = gazetteer.airport_by_code("IST", on=date.fromisoformat(on))
    assert place is not None
    assert place.id == airport


def test_what_the_sources_know_no_traffic_of_is_offered_not_taken(gazetteer: Gazetteer) -> None:
    assert sure(gazetteer, "Pyongyang") == []
    assert [c.place.iata for c in gazetteer.airports("Pyongyang")] == ["FNJ"]
    assert sure(gazetteer, "Lausanne") == []  # its airfield has no airline
    assert "GVA" in [c.place.iata for c in gazetteer.airports("Lausanne")]


@pytest.mark.parametrize(
    ("word", "iata"),
    [
        ("kobe", "UKB"), ("Kobe", "UKB"), ("Palu", "PLW"), ("palu", "PLW"), ("Sari", "SRY"),
        ("Hue", "HUI"), ("hue", "HUI"), ("Osh", "OSS"), ("Pau", "PUF"), ("Van", "VAN"),
    ],
)  # fmt: skip
def test_a_city_that_looks_like_a_code_is_the_city(
    gazetteer: Gazetteer, word: str, iata: str
) -> None:
    assert f"iata:{iata}" in sure(gazetteer, word)
    assert gazetteer.airports(word, prefix=True)[0].place.iata == iata


@pytest.mark.parametrize("word", ["Goa", "goa", "Ica", "Oyo", "Ibb", "Tsu", "Yao"])
def test_a_city_without_an_airport_is_never_a_foreign_code(gazetteer: Gazetteer, word: str) -> None:
    assert sure(gazetteer, word) == []


@pytest.mark.parametrize(
    "code",
    [
        "jfk", "pek", "gva", "lhr", "cdg", "sin", "can", "per", "del", "ber", "ath", "lis", "mex",
        "fra", "bos", "kjfk", "zspd", "egll", "lsgg",
    ],
)  # fmt: skip
def test_a_code_in_small_letters_is_still_that_code(gazetteer: Gazetteer, code: str) -> None:
    place = gazetteer.airport_by_code(code.upper())
    assert place is not None
    assert sure(gazetteer, code) == [place.id]


@pytest.mark.parametrize("code", ["KOBE", "GOA", "HUE", "OSH", "TSU"])
def test_capitals_are_a_code(gazetteer: Gazetteer, code: str) -> None:
    place = gazetteer.airport_by_code(code)
    assert place is not None
    assert gazetteer.airports(code)[0].place.id == place.id


def test_a_code_and_a_city_of_one_size_are_shown_both(gazetteer: Gazetteer) -> None:
    # Man in Côte d'Ivoire has 260,000 people, and Manchester's code is no rarer.
    assert set(sure(gazetteer, "man")) == {"iata:MJC", "iata:MAN"}
    assert sure(gazetteer, "MAN") == ["iata:MAN"]


def test_a_name_of_ones_own_hides_a_code(gazetteer: Gazetteer) -> None:
    bombay = gazetteer.airport_by_code("BOM")
    mumbai = gazetteer.search("Mumbai")[0].place
    assert bombay is not None
    for place in (bombay, mumbai):
        aliases: dict[str, Place] = {"mum": place}
        assert sure(gazetteer, "mum", aliases=aliases) == ["iata:BOM"]
        assert gazetteer.airports("mum", prefix=True, aliases=aliases)[0].place.iata == "BOM"
    hut = Place(name_en="Hut", kind="site", latitude=-48.9, longitude=-123.4)
    assert gazetteer.airports("mum", aliases={"mum": hut}) == []


def test_an_airport_of_another_day_is_the_one_that_held_its_code(gazetteer: Gazetteer) -> None:
    today = gazetteer.airport_by_code("HKG")
    geneva = gazetteer.airport_by_code("GVA")
    assert today is not None
    assert geneva is not None
    assert gazetteer.airport_of_day(today, date(1997, 1, 1)).id == "iata:HKG@1998-07-05"
    assert gazetteer.airport_of_day(today, date(2025, 1, 1)) == today
    assert gazetteer.airport_of_day(today, None) == today
    assert gazetteer.airport_of_day(geneva, date(1997, 1, 1)) == geneva
