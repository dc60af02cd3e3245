"""Positions as phones, maps and people write them."""

from __future__ import annotations

import pytest

from yearlog.places.coordinates import in_words, read, swapped

GENEVA = (46.2044, 6.1432)
SYDNEY = (-33.8688, 151.2093)
QUITO = (-0.1807, -78.4678)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("46.2044,6.1432", GENEVA),
        (" 46.2044, 6.1432 ", GENEVA),
        ("46.2044 6.1432", GENEVA),
        ("46.2044，6.1432", GENEVA),
        ("46.2044°N 6.1432°E", GENEVA),
        ("46.2044° N, 6.1432° E", GENEVA),
        ("N46.2044 E6.1432", GENEVA),
        ("6.1432E 46.2044N", GENEVA),
        ("北纬46.2044度 东经6.1432度", GENEVA),
        ("东经6.1432°，北纬46.2044°", GENEVA),
        ("geo:46.2044,6.1432", GENEVA),
        ("geo:46.2044,6.1432?z=14", GENEVA),
        ("https://maps.apple.com/?ll=46.2044,6.1432&q=Dropped%20Pin", GENEVA),
        ("https://www.google.com/maps/place/x/@46.2044,6.1432,15z", GENEVA),
        ("https://www.google.com/maps?q=46.2044%2C6.1432", GENEVA),
        ("46°12'15.84\"N 6°8'35.52\"E", GENEVA),
        ("46°12′15.84″N, 6°8′35.52″E", GENEVA),
        ("-33.8688,151.2093", SYDNEY),
        ("33.8688S 151.2093E", SYDNEY),
        ("南纬33.8688° 东经151.2093°", SYDNEY),
        ("0°10'50.52\"S 78°28'4.08\"W", QUITO),
        ("−33.8688, 151.2093", SYDNEY),  # U+2212, as typesetters write it
        ("－33.8688，151.2093", SYDNEY),
        ("(46.2044, 6.1432)", GENEVA),
        ("（46.2044，6.1432）", GENEVA),
        ("北緯46.2044度 東經6.1432度", GENEVA),
        ("https://www.openstreetmap.org/#map=15/46.2044/6.1432", GENEVA),
        ("https://www.openstreetmap.org/?mlat=46.2044&mlon=6.1432#map=5/10.0/20.0", GENEVA),
        ("https://www.google.com/maps/search/46.2044,+6.1432", GENEVA),
        ("https://www.google.com/maps/search/46.2044,%206.1432?hl=en", GENEVA),
        ("https://www.google.com/maps?q=loc:46.2044,6.1432", GENEVA),
        ("https://www.google.com/maps/dir/?api=1&destination=46.2044,6.1432", GENEVA),
        (
            "https://www.google.com/maps/place/X/@40.1,5.1,15z/data=!4m5!8m2!3d46.2044!4d6.1432",
            GENEVA,
        ),
        ("https://www.bing.com/maps?cp=46.2044~6.1432&lvl=15", GENEVA),
        ("https://uri.amap.com/marker?position=6.1432,46.2044&name=x", GENEVA),
        ("http://api.map.baidu.com/marker?location=46.2044,6.1432&title=x", GENEVA),
        ("geo:0,0?q=46.2044,6.1432(Home)", GENEVA),
        ("geo:46.2044,6.1432?q=Caf%C3%A9", GENEVA),
        ("0,0", (0.0, 0.0)),
        ("90,180", (90.0, 180.0)),
    ],
)
def test_a_position(text: str, place: tuple[float, float]) -> None:
    assert read(text) == pytest.approx(place, abs=1e-6)


@pytest.mark.parametrize(
    "text",
    [
        "", "here", "46", "46,", "91,0", "0,181", "46.2,6.1,5", "46°70'N 6°E", "46N 6N", "46E 6E",
        "N46 6", "-46N 6E", "nan,nan", "1e3,2", "46.2044", "north of 46, 6", "46°12'99\"N 6°E",
        "geo:0,0?q=Geneva", "https://example.org/?q=Geneva", "116.4,39.9", "1,2" * 5000,
    ],
)  # fmt: skip
def test_no_position(text: str) -> None:
    assert read(text) is None


def test_a_pair_the_wrong_way_round_is_known_as_one() -> None:
    assert swapped("116.4, 39.9") == "39.9,116.4"
    assert swapped("−116.4,39.9") == "39.9,-116.4"
    assert [swapped(text) for text in ("39.9,116.4", "200,10", "91,120", "x")] == [""] * 4


def test_words_are_no_link() -> None:
    assert in_words("北纬46.2044度，东经6.1432度") == pytest.approx(GENEVA)
    assert in_words("geo:46.2044,6.1432") is None
    assert in_words("x@46.2044,6.1432") is None
