"""The page of a year: what it says, that it is sound HTML, and that nothing gets into it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from tests.render import sample
from tests.render.reader import Page
from tests.render.sample import made
from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.types import Milestone
from yearlog.kinds.values import Text


@pytest.fixture(scope="module", params=["both", "zh", "en"])
def page(request) -> Page:
    return Page(made(mode=request.param))


# Sound HTML ---------------------------------------------------------------------------------------


def test_every_element_is_closed_where_it_should_be(page):
    assert page.faults == []


def test_ids_are_unique_and_every_reference_leads_somewhere(page):
    ids = page.ids()
    assert len(ids) == len(set(ids))
    for tag, own in page.attributes:
        href = own.get("href", "")
        if tag == "a" and href.startswith("#"):
            assert href[1:] in ids, href
        for name in ("aria-labelledby", "for"):
            assert set(own.get(name, "").split()) <= set(ids)


def test_nothing_is_styled_or_scripted_in_an_attribute(page):
    names = {name for _, own in page.attributes for name in own}
    assert "style" not in names
    assert not {name for name in names if name.startswith("on")}


def test_headings_come_in_order_and_pictures_have_words(page):
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    pictures = [own for tag, own in page.attributes if tag == "img"]
    assert pictures
    assert all(own["alt"] and own["width"] == "64" for own in pictures)
    drawn = [own for tag, own in page.attributes if tag == "svg"]
    assert all(own["role"] == "img" and own["aria-labelledby"] for own in drawn)


def test_landmarks_and_table_headers_are_there(page):
    assert page.tags.count("main") == 1
    assert page.tags.count("header") == 1
    assert page.tags.count("footer") == 1
    assert page.find("a", class_="skip")[0][0]["href"] == "#text"
    heads = [own for tag, own in page.attributes if tag == "th"]
    assert heads
    assert all(own["scope"] in {"row", "col"} for own in heads)


def test_nothing_is_asked_of_another_host(page):
    for tag, own in page.attributes:
        if tag == "a":
            continue
        for name in ("src", "srcset", "poster", "data"):
            assert not own.get(name, "").startswith(("http", "//")), own
        if tag == "link":
            assert own["rel"] in {"icon", "alternate"}
            assert "//" not in own["href"]


def test_the_page_is_sealed_and_the_style_loads_nothing():
    text = made(mode="zh")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe-inline" not in policy[1]
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style
    assert "url(" not in style[1]
    assert "@import" not in style[1]


@pytest.mark.parametrize("mode", ["both", "zh", "en"])
def test_the_same_review_gives_the_same_bytes(mode):
    assert made(mode=mode) == made(mode=mode)


# What it says -------------------------------------------------------------------------------------


def test_the_mailed_page_is_one_file_with_both_languages_and_a_switch():
    page = Page(made())
    assert {own["lang"] for tag, own in page.attributes if tag == "html"} == {"zh-Hans"}
    assert [text for _, text in page.find("h1")] == [
        "去年的雪，还在",
        "Last Year's Snow, Still Here",
    ]
    radios = [own for tag, own in page.attributes if own.get("type") == "radio"]
    assert [own["id"] for own in radios] == ["read-zh", "read-en", "read-both"]
    assert "checked" in radios[0]
    sources = {own["src"] for tag, own in page.attributes if tag == "img"}
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert "script" not in page.tags
    assert [own["href"] for own, _ in page.find("a", href="map.html")] == ["map.html"] * 2
    assert not [own for tag, own in page.attributes if tag == "link" and own["rel"] == "alternate"]


def test_each_photo_is_in_the_mailed_page_once():
    shown = [own["src"] for tag, own in Page(made()).attributes if tag == "img"]
    assert len(shown) == len(set(shown)) == 3


def test_the_twins_lead_to_each_other():
    for mode, tag, there in (("zh", "zh-Hans", "2025.en.html"), ("en", "en", "2025.zh.html")):
        page = Page(made(mode=mode))
        assert page.attributes[0] == ("html", {"lang": tag})
        links = {
            own["hreflang"]: own["href"]
            for t, own in page.attributes
            if t == "link" and "hreflang" in own
        }
        assert links == {
            "zh-Hans": "2025.zh.html", "en": "2025.en.html", "x-default": "2025.html",
        }  # fmt: skip
        assert page.find("a", href=there)
        assert page.find("a", aria_current="page")[0][0]["href"] == f"2025.{mode}.html"


def test_a_journal_in_one_language_has_no_switch():
    page = Page(made(mode="both", languages=("en",)))
    assert page.faults == []
    assert not page.find("fieldset")
    assert page.attributes[0] == ("html", {"lang": "en"})


def test_the_year_at_a_glance_counts_what_the_sample_has():
    zh, en = Page(made(mode="zh")), Page(made(mode="en"))
    values = [text for _, text in en.find("span", class_="value")]
    # Sums of the table of legs; 4,465 minutes are 74 hours and 25 minutes.
    assert values == ["12", "60,542", "74", "4", "6", "5", "4"]
    units = [text for _, text in en.find("span", class_="unit")][:7]
    assert units == [
        "flights", "kilometres flown", "hours in the air", "countries and regions", "cities",
        "talks", "projects at once",
    ]  # fmt: skip
    before = [text for _, text in en.find("p", class_="before")]
    assert before[0] == "9 the year before"
    assert zh.find("p", class_="before")[0][1] == "去年 9"
    assert [text for _, text in zh.find("p", class_="more")] == ["其中 2 座初到"]


def test_an_incomplete_sum_says_at_least_and_why():
    zh = Page(made(mode="zh"))
    assert [text for _, text in zh.find("span", class_="lead")] == ["至少"]
    told = [text for own, text in zh.find("li") if own.get("id") == "how-zh-duration"]
    assert "1 趟缺数据" in told[0]
    flights = sample.year().flights
    known = tuple(
        replace(entry, details=replace(entry.details, duration_minutes=330))
        if entry.details.duration_minutes is None else entry
        for entry in flights.entries
    )  # fmt: skip
    whole = Page(made(replace(sample.year(), flights=replace(flights, entries=known)), mode="zh"))
    assert not whole.find("span", class_="lead")


def test_a_comparison_with_another_year_names_it():
    review = sample.year()
    assert review.compare
    older = replace(review, compare=replace(review.compare, year=2021))
    assert Page(made(older, mode="en")).find("p", class_="before")[0][1] == "9 in 2021"
    alone = Page(made(replace(review, compare=None), mode="en"))
    assert not alone.find("p", class_="before")


def test_every_list_is_as_long_as_its_number():
    page = Page(made(mode="en"))
    rows = {
        name: len(re.findall('<th scope="row"><time', _section(made(mode="en"), f"{name}-en")))
        for name in ("trips", "flights", "talks", "stays")
    }
    assert rows == {"trips": 6, "flights": 12, "talks": 5, "stays": 3}
    assert len(page.find("h3")) >= 5
    assert len(re.findall(r"<li>\s*<p class=\"when\">", made(mode="en"))) == 5


def _section(text: str, identity: str) -> str:
    start = text.index(f'id="{identity}"')
    return text[start : text.index("</section>", start)]


def test_flights_show_route_distance_and_time_but_no_clock_or_seat():
    found = _section(made(mode="zh"), "flights-zh")
    lines = [" ".join(re.sub("<[^>]*>", " ", line).split()) for line in found.split("<tr>")]
    assert "5月3日 东京 HND → 檀香山 HNL 初 AC5 6,202 7:20" in lines
    assert lines[-1].startswith("12月28日 蒙特利尔 YUL → 温哥华 YVR AC12 3,693 –")
    assert "00:05" not in found
    assert "12A" not in found
    assert "没有飞成：8月17日 蒙特利尔 → 温哥华（已取消）" in found


def test_a_trip_keeps_the_order_flown_although_its_times_are_hidden():
    assert "YUL–YVR–HND–HNL–YVR–YUL" in _section(made(mode="en"), "trips-en")
    assert "YUL–GVA / ZRH–YUL" in _section(made(mode="en"), "trips-en")


def test_a_review_tells_nothing_of_the_next_year():
    entries = sample.entries()
    late = Milestone(date(2026, 3, 1), "released", Both("下一年", "next year"))
    project = next(entry for entry in entries if entry.id == "p1")
    longer = replace(project.details, milestones=(*project.details.milestones, late))
    changed = [replace(one, details=longer) if one.id == "p1" else one for one in entries]
    review = sample.year()
    shown = tuple(one for one in changed if one.kind == "project")
    text = made(replace(review, projects=replace(review.projects, entries=shown)))
    assert "下一年" not in text
    assert "录用" in text


def test_the_most_projects_at_once_says_when():
    # From the spans of the sample: four on 2 October, when the one-month project begins; the
    # first of them ended in June, so never before.
    assert "Up to 4 at once: 2–28 Oct." in made(mode="en")


def test_first_times_are_named_and_marked():
    found = _section(made(mode="en"), "places-en")
    text = " ".join(re.sub("<[^>]*>", " ", found).split())
    assert "Japan first Tokyo first" in text
    assert "Countries and regions Japan, United States" in text
    assert "Montréal first" not in text


def test_private_entries_leave_no_trace_and_a_preview_says_how_many():
    public = made()
    assert sample.PRIVATE_WORDS not in public
    assert "回信" not in public
    assert "private" not in public
    assert "私密" not in public
    told = made(mode="zh", hidden_command="yearlog export --private")
    assert "有 1 条私密记录" in told
    assert sample.PRIVATE_WORDS not in told
    assert sample.PRIVATE_WORDS in made(sample.private())


def test_the_place_of_a_home_is_nowhere():
    stays = _section(made(mode="zh"), "stays-zh")
    assert "居家" in stays
    assert "蒙特利尔" not in stays


# Hostile words ------------------------------------------------------------------------------------

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}</style></title><!--"


@pytest.mark.parametrize("mode", ["both", "zh", "en"])
def test_words_stay_words(mode):
    """In a body, braces that are to stay as typed have a backslash before them."""
    body = EVIL.replace("{{", "\\{{")
    hostile = [
        replace(entry, texts={lang: Text(EVIL, f"{body}\n\n# {body}\n\n[^a]\n\n[^a]: {body}")
                              for lang in ("zh", "en")})
        if entry.texts else entry
        for entry in sample.entries()
    ]  # fmt: skip
    review = replace(
        sample.year(), title=Both(EVIL, EVIL), epigraph=Both(EVIL, EVIL), author=Both(EVIL, EVIL),
        licence=EVIL, entries=tuple(hostile),
        chapters=tuple(entry for entry in hostile if entry.id == "r-essay"),
        talks=replace(sample.year().talks, entries=tuple(e for e in hostile if e.kind == "talk")),
    )  # fmt: skip
    text = made(review, mode=mode, attributions=(EVIL,))
    page = Page(text)
    assert page.faults == []
    assert page.tags.count("script") == (0 if mode == "both" else 1)
    assert page.tags.count("style") == 1
    assert not [own for _, own in page.attributes if "onerror" in own]
    assert "{{ 7*7 }}" in text


def test_a_year_with_one_short_text_makes_a_page():
    entry = Entry(
        "one",
        date(2025, 1, 1),
        Reflection(),
        visibility="public",
        texts={"zh": Text("", "只有一句。")},
    )
    from yearlog.review.visible import PUBLIC
    from yearlog.review.year import review

    found = review(2025, [entry], [], profile=PUBLIC, country_name=sample.country)
    for mode in ("both", "zh", "en"):
        page = Page(made(found, mode=mode))
        assert page.faults == []
    assert "2025 年度总结" in made(found, mode="zh")
    assert "2025 in review" in made(found, mode="en")
    assert "travel-map" not in re.sub("<style>.*?</style>", "", made(found), flags=re.DOTALL)


def test_a_cover_is_shown_below_the_title():
    sha = next(iter(sample.assets().photos))
    page = Page(made(replace(sample.year(), cover=sha), mode="zh"))
    assert page.find("figure", class_="cover")
    assert Path("photos") in {Path(own["src"]).parent for t, own in page.attributes if t == "img"}
