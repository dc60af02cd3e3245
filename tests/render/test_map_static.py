"""The still map: what it draws, where it cuts, and what a browser makes of it."""

from __future__ import annotations

import json
import re
import sys
import types
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from yearlog.i18n import Both
from yearlog.render import map_static
from yearlog.render.csp import seal
from yearlog.render.map_static import NoPngError, geojson, png, svg
from yearlog.render.maps import MapLeg, MapStop, TravelMap

SVG = "{http://www.w3.org/2000/svg}"

PLACES = {
    "YUL": (Both("蒙特利尔", "Montréal"), 45.47, -73.74),
    "ZRH": (Both("苏黎世", "Zürich"), 47.46, 8.55),
    "HND": (Both("东京", "Tokyo"), 35.55, 139.78),
    "AKL": (Both("奥克兰", "Auckland"), -37.01, 174.79),
    "HNL": (Both("檀香山", "Honolulu"), 21.32, -157.92),
    "OSL": (Both("奥斯陆", "Oslo"), 60.19, 11.10),
    "SYD": (Both("悉尼", "Sydney"), -33.95, 151.18),
    "SFO": (Both("旧金山", "San Francisco"), 37.62, -122.38),
    "LHR": (Both("伦敦", "London"), 51.47, -0.46),
    "GVA": (Both("日内瓦", "Geneva"), 46.24, 6.11),
    "SIN": (Both("新加坡", "Singapore"), 1.36, 103.99),
}


def stop(code, **fields):
    name, lat, lon = PLACES[code]
    return MapStop(name, lat, lon, **fields)


def leg(one, two, count=1):
    return MapLeg(PLACES[one][1:], PLACES[two][1:], count)


def travel(*codes, legs=(), **fields):
    return TravelMap(Both("旅程", "Travels"), tuple(stop(c) for c in codes), tuple(legs), **fields)


PACIFIC = TravelMap(
    Both("2025 年的旅程", "Travels in 2025"),
    (
        stop("YUL", role="home", visits=9),
        *(stop(code) for code in ("ZRH", "HND", "SYD", "SFO")),
        *(stop(code, first_time=True) for code in ("AKL", "HNL", "OSL")),
    ),
    (
        leg("YUL", "ZRH", 2),
        leg("ZRH", "OSL"),
        leg("YUL", "HND"),
        leg("SYD", "AKL"),
        leg("AKL", "HNL"),
        leg("HNL", "SFO"),
        leg("SFO", "YUL"),
        leg("YUL", "SFO"),
        leg("SFO", "SYD"),
    ),
    ("GeoNames, CC BY 4.0",),
)
AROUND = travel(
    "LHR",
    "SIN",
    "SYD",
    "SFO",
    legs=(leg("LHR", "SIN"), leg("SIN", "SYD"), leg("SYD", "SFO"), leg("SFO", "LHR")),
)


def arcs(text):
    return [
        path.get("d")
        for path in ET.fromstring(text).iter(f"{SVG}path")
        if path.get("class") == "arc"
    ]


def names(text):
    return ["".join(e.itertext()) for e in ET.fromstring(text).iter(f"{SVG}text")]


def test_pacific_routes_are_whole_when_the_travel_leaves_asia_free():
    # Montréal at the centre of things: no line needs a cut, the Pacific is in the middle.
    drawn = arcs(svg(PACIFIC, lang="en"))
    assert len(drawn) == 8  # YUL–SFO was flown both ways and is one line
    assert all(path.count("M") == 1 for path in drawn)


def test_travel_round_the_world_is_cut_once_and_shows_its_edges():
    text = svg(AROUND, lang="en")
    assert sum(path.count("M") - 1 for path in arcs(text)) == 1
    assert text.count('class="edge"') == 2
    assert 'class="edge"' not in svg(PACIFIC, lang="en")


def test_route_flown_more_often_is_heavier_whichever_way():
    once = svg(travel("LHR", "GVA", legs=[leg("LHR", "GVA")]), lang="en")
    often = svg(travel("LHR", "GVA", legs=[leg("LHR", "GVA"), leg("GVA", "LHR", 2)]), lang="en")

    def weights(text):
        return [float(w) for w in re.findall(r'class="arc" stroke-width="([\d.]+)"', text)]

    assert len(weights(once)) == len(weights(often)) == 1
    assert weights(often)[0] > weights(once)[0]


def test_travel_in_one_region_fills_the_map():
    drawn = ET.fromstring(svg(travel("LHR", "GVA", "OSL"), lang="en"))
    xs = [float(c.get("cx")) for c in drawn.iter(f"{SVG}circle")]
    assert max(xs) - min(xs) > 300  # of 1,200: on a map of the world it would be about 40


def test_north_is_up_and_east_is_right():
    text = svg(travel("LHR", "GVA", "OSL"), lang="en")
    at = [
        (float(c.get("cx")), float(c.get("cy"))) for c in ET.fromstring(text).iter(f"{SVG}circle")
    ]
    west_to_east, north_to_south = sorted(at), sorted(at, key=lambda p: p[1])
    london, geneva, oslo = west_to_east
    assert north_to_south == [oslo, london, geneva]


def test_first_times_are_ringed_and_said_in_both_languages():
    zh, en = svg(PACIFIC, lang="zh"), svg(PACIFIC, lang="en")
    assert zh.count('class="ring"') == en.count('class="ring"') == 3
    assert "奥克兰 初" in names(zh)
    assert "Auckland first" in names(en)
    assert "Sydney" in names(en)


def test_title_and_description_say_what_is_drawn():
    root = ET.fromstring(svg(PACIFIC, lang="en"))
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "Travels in 2025"
    assert description.text.startswith("8 places, 8 routes. For the first time: ")
    chinese = ET.fromstring(svg(PACIFIC, lang="zh")).find(f"{SVG}desc").text
    assert chinese.startswith("8 个地点，8 条航线。初到：")


def test_missing_name_falls_back_to_the_other_language():
    only_zh = TravelMap(Both("图", "Map"), (MapStop(Both("阳朔", ""), 24.78, 110.49),))
    assert "阳朔" in names(svg(only_zh, lang="en"))


def test_inline_map_may_stand_in_a_sealed_page():
    inline = svg(PACIFIC, lang="zh", standalone=False)
    assert "<style" not in inline
    seal(f"<!doctype html><html><head></head><body>{inline}</body></html>")


def test_standalone_map_has_light_and_dark_and_names_its_sources():
    text = svg(PACIFIC, lang="en")
    assert "prefers-color-scheme:dark" in text
    assert "var(" not in text
    assert any("Natural Earth" in n and "GeoNames, CC BY 4.0" in n for n in names(text))
    assert "prefers-color-scheme" not in svg(PACIFIC, lang="en", scheme="dark")


def test_names_cannot_break_the_picture():
    evil = "</title><script>alert(1)</script>&\"' ${x}"
    text = svg(
        TravelMap(Both(evil, evil), (MapStop(Both(evil, evil), 1, 1),), (), (evil,)), lang="en"
    )
    root = ET.fromstring(text)
    assert root.find(f"{SVG}title").text == evil
    assert not list(root.iter(f"{SVG}script"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_year_without_travel_and_year_in_one_place_are_drawn(lang):
    ET.fromstring(svg(TravelMap(Both("空", "Empty")), lang=lang))
    one = svg(travel("OSL", legs=[leg("OSL", "OSL")]), lang=lang)
    assert arcs(one) == []
    assert names(one)[0] in {"奥斯陆", "Oslo"}


def test_same_map_gives_the_same_bytes_whatever_the_order_it_came_in():
    shuffled = TravelMap(
        PACIFIC.title, PACIFIC.stops[::-1], PACIFIC.legs[::-1], PACIFIC.attributions
    )
    assert svg(PACIFIC, lang="zh") == svg(shuffled, lang="zh")


def test_geojson_is_cut_at_the_antimeridian_and_keeps_both_names():
    data = json.loads(geojson(PACIFIC))
    routes = [f for f in data["features"] if f["properties"]["kind"] == "route"]
    stops = [f for f in data["features"] if f["properties"]["kind"] == "stop"]
    assert len(routes) == len(stops) == 8
    # Over the Pacific: Montréal–Tokyo, Auckland–Honolulu, San Francisco–Sydney.
    crossing = [f for f in routes if f["geometry"]["type"] == "MultiLineString"]
    assert len(crossing) == 3
    for route in crossing:
        before, after = route["geometry"]["coordinates"]
        assert {before[-1][0], after[0][0]} == {180, -180}
        assert before[-1][1] == after[0][1]
    by_name = {f["properties"]["name_en"]: f for f in stops}
    auckland = by_name["Auckland"]
    assert auckland["geometry"]["coordinates"] == [174.79, -37.01]
    assert auckland["properties"]["name_zh"] == "奥克兰"
    assert auckland["properties"]["first_time"] is True


def test_png_without_the_library_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(NoPngError) as caught:
        png(PACIFIC, lang="zh")
    assert "resvg-py" in caught.value.get("zh")
    assert "resvg-py" in caught.value.get("en")


def test_png_is_drawn_from_the_svg_of_one_scheme(monkeypatch):
    asked = {}

    def svg_to_bytes(**options):
        asked.update(options)
        return [1, 2]

    monkeypatch.setitem(sys.modules, "resvg_py", types.SimpleNamespace(svg_to_bytes=svg_to_bytes))
    assert png(PACIFIC, lang="zh", width=600, scheme="dark", scale=3) == b"\x01\x02"
    assert asked["width"] == 1800
    assert asked["svg_string"] == svg(PACIFIC, lang="zh", width=600, scheme="dark")


def test_png_is_a_picture():
    pytest.importorskip("resvg_py")
    image = png(PACIFIC, lang="en", width=400, scale=2)
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(image[16:20]) == 800  # IHDR width


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [400, 1200])
def test_no_name_covers_another_in_a_browser(page_in_chromium, tmp_path, lang, width):
    (tmp_path / "map.svg").write_text(svg(PACIFIC, lang=lang, width=width), encoding="utf-8")
    page = page_in_chromium(tmp_path / "map.svg")
    boxes = page.evaluate(
        "[...document.querySelectorAll('text:not(.source)')].map(t => {"
        "const b = t.getBBox(); const h = b.height;"
        "return [b.x, b.y + h * .2, b.x + b.width, b.y + h * .8]})"
    )
    assert len(boxes) >= 5
    for a, b in combinations(boxes, 2):
        assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])
    assert all(left >= 0 and right <= width for left, _, right, _ in boxes)
    assert not page.messages


def test_style_of_inline_maps_uses_only_the_tokens_of_the_page():
    used = set(re.findall(r"var\((--[a-z]+)\)", map_static.STYLE))
    assert not used - {"--paper", "--ink", "--quiet", "--rule", "--seal", "--water"}
    assert not re.search(r"#[0-9a-f]{3}", map_static.STYLE)
