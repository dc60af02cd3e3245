"""The map to move about in: sealed, silent, the same every time, and safe with any name."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import combinations, pairwise

import pytest

from yearlog.i18n import Both
from yearlog.render.csp import seal
from yearlog.render.map_interactive import for_script, for_template_literal, html
from yearlog.render.maps import MapLeg, MapStop, TravelMap

YUL, ZRH, AKL, HNL = (45.47, -73.74), (47.46, 8.55), (-37.01, 174.79), (21.32, -157.92)

YEAR = TravelMap(
    Both("2025 年的旅程", "Travels in 2025"),
    (
        MapStop(Both("蒙特利尔", "Montréal"), *YUL, visits=9, role="home"),
        MapStop(Both("苏黎世", "Zürich"), *ZRH, visits=2, role="talk"),
        MapStop(Both("伯尔尼", "Bern"), 46.95, 7.45, role="stay"),
        MapStop(Both("奥克兰", "Auckland"), *AKL, first_time=True),
        MapStop(Both("檀香山", "Honolulu"), *HNL, first_time=True, role="layover"),
    ),
    (MapLeg(YUL, ZRH, 2), MapLeg(ZRH, YUL, 1), MapLeg(AKL, HNL), MapLeg(HNL, YUL)),
    ("GeoNames, CC BY 4.0",),
)

EVIL = [
    "${window.x=1}",
    "`+(window.x=1)+`",
    "</script><script>window.x=1</script>",
    "<img src=x onerror=window.x=1>",
    "\\${window.x=1}",
    "\\`;window.x=1;`",
    "\"');window.x=1;//",
    "{{ 7*7 }}{% raw %}",
    "{{ cycler.__init__.__globals__.os.getcwd() }}{# comment",
    "</style><script>window.x=1</script>",
    "<!--<script>",
    "\u2028window.x=1\u2029",
    "&#96;${window.x=1}&lt;",
]


def lines(page):
    """Return the routes' points as the page's script has them."""
    return [json.loads(found) for found in re.findall(r"L\.polyline\(\s*(\[\[.*?\]\])", page)]


def zoom_in(page):
    """Press the button and wait for the map to say that it has come to rest."""
    page.evaluate(
        "new Promise(done => {"
        " const map = window[document.querySelector('.map').id];"
        " map.once('zoomend', () => requestAnimationFrame(done));"
        " document.querySelector('.leaflet-control-zoom-in').click() })"
    )


def test_page_is_sealed_by_hashes_alone():
    page = html(YEAR, lang="en")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert seal(page) == page


def test_page_holds_no_address_to_fetch_from():
    page = html(YEAR, lang="zh")
    assert not re.search(r"<(script|link|img|iframe)[^>]+(src|href)=", page)
    assert not re.search(r"url\((?!#)", page)
    assert "jquery" not in page.lower()
    assert "bootstrap" not in page.lower()


def test_same_map_gives_the_same_bytes():
    assert html(YEAR, lang="zh") == html(YEAR, lang="zh")
    other = TravelMap(YEAR.title, YEAR.stops[::-1], YEAR.legs[::-1], YEAR.attributions)
    assert html(YEAR, lang="zh") == html(other, lang="zh")


def test_every_route_is_drawn_on_three_worlds_and_never_turns_back():
    found = lines(html(YEAR, lang="en"))
    assert len(found) == 9  # three routes: Montréal–Zürich was flown both ways
    for line in found:
        assert all(abs(a[1] - b[1]) < 180 for a, b in pairwise(line))
    starts = sorted(line[0][1] for line in found)
    assert sorted(round((b - a) % 360) for a, b in zip(starts, starts[3:], strict=False)) == [0] * 6


@pytest.mark.parametrize("text", EVIL)
def test_escaped_text_has_nothing_that_ends_a_literal_or_starts_a_tag(text):
    assert not set(for_template_literal(text)) & set("`$\\<>{")


@pytest.mark.parametrize("text", EVIL)
def test_script_string_has_nothing_that_ends_a_script_or_starts_a_template(text):
    assert not set(for_script(text)) & set("<{")
    assert json.loads(for_script(text)) == text


def test_names_keep_their_letters():
    assert for_template_literal("Zürich 苏黎世 São Tomé") == "Zürich 苏黎世 São Tomé"


def test_folium_is_loaded_only_when_a_map_is_made():
    code = "import sys, yearlog.render.map_interactive; print('folium' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


def test_antarctica_is_there_for_those_who_went():
    def southernmost(stops):
        page = html(TravelMap(Both("图", "Map"), stops), lang="en")
        data = json.loads(re.search(r'\{"scale":.*?\]\]\]\}', page)[0])
        ys = []
        for polygon in data["polygons"]:
            for flat in polygon:
                y = 0
                for dy in flat[1::2]:
                    y += dy
                    ys.append(y / data["scale"])
        return min(ys)

    montreal = MapStop(Both("蒙特利尔", "Montréal"), *YUL)
    assert southernmost((montreal,)) > -60
    assert southernmost((montreal, MapStop(Both("南极点", "South Pole"), -90, 0))) == -90


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_works_under_its_policy_and_asks_for_nothing(page_in_chromium, tmp_path, lang, scheme):
    (tmp_path / "map.html").write_text(html(YEAR, lang=lang), encoding="utf-8")
    page = page_in_chromium(tmp_path / "map.html", color_scheme=scheme)
    page.wait_for_selector(".leaflet-tooltip")
    zoom_in(page)
    assert page.messages == []
    assert page.requests == [(tmp_path / "map.html").as_uri()]
    assert page.locator("path.land").count() == 3
    assert page.locator(".map path.arc").count() == 9
    assert "GeoNames, CC BY 4.0" in page.locator(".leaflet-control-attribution").inner_text()
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(251, 249, 244)", "dark": "rgb(22, 24, 27)"}[scheme]


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1200])
def test_names_on_screen_never_cover_one_another(page_in_chromium, tmp_path, width):
    (tmp_path / "map.html").write_text(html(YEAR, lang="en"), encoding="utf-8")
    page = page_in_chromium(tmp_path / "map.html", viewport={"width": width, "height": 700})
    page.wait_for_selector(".leaflet-tooltip")
    for _ in range(3):
        boxes = page.evaluate(
            "[...document.querySelectorAll('.leaflet-tooltip:not(.crowded)')].map(e => {"
            "const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]})"
        )
        assert boxes
        for a, b in combinations(boxes, 2):
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])
        assert all(box[0] >= 0 and box[2] <= width for box in boxes)
        zoom_in(page)


@pytest.mark.browser
def test_map_in_a_frame_that_opens_later_shows_all_of_the_travel(page_in_chromium, tmp_path):
    (tmp_path / "map.html").write_text(html(YEAR, lang="en"), encoding="utf-8")
    (tmp_path / "page.html").write_text(
        '<iframe id="f" src="map.html" hidden width="700" height="600"></iframe>', encoding="utf-8"
    )
    page = page_in_chromium(tmp_path / "page.html")
    page.wait_for_timeout(300)
    page.evaluate("document.getElementById('f').hidden = false")
    page.wait_for_timeout(500)
    boxes = page.frames[1].evaluate(
        "[...document.querySelectorAll('.map path.here')].map(e => {"
        "const b = e.getBoundingClientRect(), m = document.querySelector('.map')"
        ".getBoundingClientRect(); return b.width > 0 && b.left >= m.left && b.right <= m.right"
        " && b.top >= m.top && b.bottom <= m.bottom})"
    )
    assert boxes == [True] * 5
    assert not page.messages


@pytest.mark.browser
def test_every_stop_can_be_reached_by_key_and_says_what_it_is(page_in_chromium, tmp_path):
    (tmp_path / "map.html").write_text(html(YEAR, lang="en"), encoding="utf-8")
    page = page_in_chromium(tmp_path / "map.html")
    page.wait_for_selector(".leaflet-tooltip")
    said = []
    for _ in range(20):
        page.keyboard.press("Tab")
        label = page.evaluate(
            "document.activeElement.matches('path.stop')"
            " ? document.activeElement.getAttribute('aria-label') : null"
        )
        if label:
            said.append(label)
            assert page.locator(".leaflet-tooltip.asked").count() == 1
    assert set(said) == {
        "Montréal home",
        "Zürich gave a talk, 2 visits",
        "Bern stayed, 1 visit",
        "Auckland first visited, 1 visit",
        "Honolulu first changed planes, 1 visit",
    }


@pytest.mark.browser
def test_hostile_names_are_only_words(page_in_chromium, tmp_path):
    stops = tuple(
        MapStop(Both(text, text), 5.0 * k - 30, 10.0 * k - 60) for k, text in enumerate(EVIL)
    )
    ends = [(s.latitude, s.longitude) for s in stops]
    legs = tuple(MapLeg(a, b) for a, b in pairwise(ends))
    everything = " ".join(EVIL)
    evil = TravelMap(Both(everything, everything), stops, legs, tuple(EVIL))
    (tmp_path / "map.html").write_text(html(evil, lang="en"), encoding="utf-8")
    page = page_in_chromium(tmp_path / "map.html")
    page.wait_for_selector(".leaflet-tooltip")
    page.locator(".map path.arc").nth(1).dispatch_event("mouseover")
    page.wait_for_timeout(200)
    assert page.messages == []
    assert page.evaluate("window.x") is None
    assert page.locator("img").count() == 0
    shown = page.evaluate(
        "[...document.querySelectorAll('.map path.stop')].map(e => e.getAttribute('aria-label'))"
    )
    for text in EVIL:
        words = " ".join(text.split())
        assert any(label and words in label for label in shown), text
    attribution = page.locator(".leaflet-control-attribution").text_content()
    assert all(text in attribution for text in EVIL)
    assert page.title().split() == everything.split()


@pytest.mark.browser
def test_hostile_names_do_not_run_even_without_the_policy(page_in_chromium, tmp_path):
    stops = tuple(MapStop(Both(text, text), 3.0 * k, 10.0 * k) for k, text in enumerate(EVIL))
    page_text = html(TravelMap(Both("图", "Map"), stops, (), tuple(EVIL)), lang="en")
    unsealed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page_text)
    assert unsealed != page_text
    (tmp_path / "map.html").write_text(unsealed, encoding="utf-8")
    page = page_in_chromium(tmp_path / "map.html")
    page.wait_for_selector(".leaflet-tooltip")
    assert page.evaluate("window.x") is None
    assert page.messages == []
