"""The charts: their marks stand where the dates put them, and words say the same."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from yearlog.render.charts import (
    KINDS,
    STYLE,
    Bar,
    busiest,
    by_month,
    calendar_strip,
    day_name,
    project_timeline,
    sign,
)
from yearlog.render.csp import seal

SVG = "{http://www.w3.org/2000/svg}"

BARS = [
    Bar(
        "HeuriGym",
        date(2025, 3, 1),
        date(2025, 9, 20),
        (
            (date(2025, 5, 20), "submitted", "submitted"),
            (date(2025, 9, 18), "accepted", "accepted"),
            (date(2024, 12, 1), "last year's", "started"),
        ),
    ),
    Bar("Internship", date(2025, 6, 1), date(2025, 8, 31)),
    Bar("Thesis", date(2023, 9, 1), None, ((date(2025, 4, 2), "no", "rejected"),)),
    Bar("Long gone", date(2020, 1, 1), date(2024, 12, 31)),
    Bar("Not yet", date(2026, 1, 1), None),
]
MARKS = {
    date(2025, 1, 1): ("flight",),
    date(2025, 12, 31): ("talk", "stay"),
    date(2025, 6, 15): ("moment", "reflection", "stay", "project", "talk", "flight"),
    date(2024, 6, 15): ("flight",),
    date(2025, 2, 2): (),
}


def parse(text):
    return ET.fromstring(text)


def words(text):
    return ["".join(e.itertext()) for e in parse(text).iter(f"{SVG}text")]


def groups(text):
    """Return the marked days: the text that names each, and its signs."""
    return {
        g.find(f"{SVG}title").text: [e.get("class") for e in g if e.tag != f"{SVG}title"]
        for g in parse(text).iter(f"{SVG}g")
    }


def rects(text, css):
    return [r for r in parse(text).iter(f"{SVG}rect") if r.get("class") == css]


ALL = [
    calendar_strip(2025, MARKS, lang="zh"),
    calendar_strip(2025, MARKS, lang="en", width=360, rows=2),
    project_timeline(BARS, year=2025, lang="zh"),
    by_month(range(12), None, lang="en"),
    by_month([0] * 12, [1] * 12, lang="zh"),
]


@pytest.mark.parametrize("chart", ALL)
def test_chart_is_a_picture_with_a_title_and_may_be_sealed(chart):
    root = parse(chart)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text
    assert description.text
    assert not list(root.iter(f"{SVG}style"))
    seal(f"<!doctype html><html><head></head><body>{chart}</body></html>")


def test_style_takes_its_colours_from_the_page():
    assert not re.search(r"#[0-9a-f]{3}", STYLE)
    tokens = {"--paper", "--ink", "--quiet", "--rule", "--seal", "--water"}
    assert not set(re.findall(r"var\((--[a-z]+)\)", STYLE)) - tokens


def test_calendar_has_every_day_of_the_year_once():
    text = calendar_strip(2025, MARKS, lang="en")
    assert len(rects(text, "day")) + len(groups(text)) == 365
    leap = calendar_strip(2024, {}, lang="en")
    assert len(rects(leap, "day")) == 366


def test_leap_year_that_begins_on_a_sunday_needs_54_columns():
    days = rects(calendar_strip(2012, {}, lang="en", width=540), "day")
    columns = {float(r.get("x")) for r in days}
    assert len(columns) == 54
    assert max(columns) < 540


def test_calendar_marks_the_day_with_its_kinds_the_most_prominent_first():
    marked = groups(calendar_strip(2025, MARKS, lang="en"))
    assert marked == {
        "1 Jan: flight": ["sign flight"],
        "15 Jun: flight, talk, project, stay": [
            "sign flight",
            "sign talk",
            "sign project",
            "sign stay",
        ],
        "31 Dec: talk, stay": ["sign talk", "sign stay"],
    }
    assert "1月1日：航班" in groups(calendar_strip(2025, MARKS, lang="zh"))


def test_calendar_puts_monday_on_top_and_weeks_in_columns():
    # 1 January 2025 was a Wednesday: two rows down in the first of 53 columns.
    text = calendar_strip(2025, {date(2025, 1, 6): ("moment",)}, lang="en", width=530)
    (dot,) = [c for c in parse(text).iter(f"{SVG}circle") if float(c.get("cy")) < 30]
    assert float(dot.get("cx")) == pytest.approx(15, abs=0.1)  # a Monday, second column of 10
    first = rects(text, "day")[0]
    assert float(first.get("x")) < 10
    assert float(first.get("y")) == pytest.approx(18 + 20 + 3.5, abs=0.6)


def test_calendar_says_what_it_shows_and_explains_only_the_signs_it_uses():
    text = calendar_strip(2025, {date(2025, 1, 1): ("flight", "talk")}, lang="en")
    assert parse(text).find(f"{SVG}desc").text == "1 day with entries. flight 1 talk 1"
    assert "flight" in words(text)
    assert "stay" not in words(text)


def test_two_rows_have_the_same_days_in_half_the_width():
    text = calendar_strip(2025, {}, lang="en", width=270, rows=2)
    assert len(rects(text, "day")) == 365
    assert {"Jan", "Jul", "Dec"} <= set(words(text))


def test_every_kind_has_a_shape_of_its_own():
    outlines = {re.sub(r'class="[^"]*"', "", sign(kind, 10, 10, 5)) for kind in KINDS}
    assert len(outlines) == len(KINDS)


def test_day_names():
    assert day_name(date(2025, 5, 12), "zh") == "5月12日"
    assert day_name(date(2025, 5, 12), "en") == "12 May"


def test_busiest_months_are_those_with_a_day_of_the_most_at_once():
    assert busiest(BARS, 2025) == (3, [6, 7, 8])
    assert busiest([], 2025) == (0, list(range(1, 13)))
    one_day = [Bar("a", date(2025, 1, 1), date(2025, 2, 1)), Bar("b", date(2025, 2, 1), None)]
    assert busiest(one_day, 2025) == (2, [2])


def test_time_line_shades_the_busiest_months_and_says_how_many():
    text = project_timeline(BARS, year=2025, lang="en")
    assert "3 at once" in words(text)
    assert len(rects(text, "most")) == 3
    assert "同时 3 个" in words(project_timeline(BARS, year=2025, lang="zh"))
    alone = project_timeline(BARS[:1], year=2025, lang="en")
    assert not rects(alone, "most")


def test_time_line_names_the_projects_of_the_year_and_their_milestones():
    said = words(project_timeline(BARS, year=2025, lang="en"))
    assert {"HeuriGym", "Internship", "Thesis", "submitted", "accepted", "no"} <= set(said)
    assert not {"Long gone", "Not yet", "last year's"} & set(said)


def test_bar_spans_its_days():
    text = project_timeline(
        [Bar("half", date(2025, 7, 2), date(2025, 12, 31))], year=2025, lang="en", width=746
    )
    (span,) = [p for p in parse(text).iter(f"{SVG}path") if p.get("class") == "span"]
    start, end = re.match(r"M([\d.]+) [\d.]+H([\d.]+)", span.get("d")).groups()
    # Two pixels a day after a margin of 8: 182 days before 2 July, 365 in all.
    assert float(start) == pytest.approx(8 + 2 * 182, abs=0.1)
    assert float(end) == pytest.approx(8 + 2 * 365, abs=0.1)


def test_bar_that_goes_on_has_an_open_end():
    def outline(bar):
        text = project_timeline([bar], year=2025, lang="en")
        return next(p.get("d") for p in parse(text).iter(f"{SVG}path") if p.get("class") == "span")

    closed = outline(Bar("x", date(2025, 2, 1), date(2025, 12, 31)))
    going_on = outline(Bar("x", date(2025, 2, 1), None))
    came_from = outline(Bar("x", date(2024, 2, 1), date(2025, 12, 31)))
    assert len({closed, going_on, came_from}) == 3


def test_reached_and_missed_milestones_differ_in_shape():
    text = project_timeline(BARS, year=2025, lang="en")
    classes = [e.get("class") for e in parse(text).iter()]
    assert classes.count("milestone reached") == 1
    assert classes.count("missed") == 1
    assert classes.count("milestone") == 1


def test_long_and_hostile_names_stay_inside_and_harmless():
    bar = Bar("<script>" + "很长的名字" * 60, date(2025, 11, 1), None)
    text = project_timeline([bar], year=2025, lang="zh", width=360)
    assert not list(parse(text).iter(f"{SVG}script"))
    assert any(w.endswith("…") and w.startswith("<script>") for w in words(text))


def test_columns_are_as_high_as_their_numbers():
    text = by_month([1, 2, 4, *[0] * 9], None, lang="en")
    heights = [float(r.get("height")) for r in rects(text, "column")]
    assert len(heights) == 3  # nothing stands for nothing
    assert heights[1] == pytest.approx(2 * heights[0], abs=0.2)
    assert heights[2] == pytest.approx(4 * heights[0], abs=0.2)
    assert [w for w in words(text) if w.isdigit()] == ["1", "2", "4"]


def test_last_year_is_a_rule_on_the_same_scale():
    text = by_month([4, *[0] * 11], [2, *[0] * 11], lang="en")
    column = rects(text, "column")[0]
    rules = [p.get("d") for p in parse(text).iter(f"{SVG}path") if p.get("class") == "before"]
    level = float(re.match(r"M[\d.]+ ([\d.]+)", rules[0])[1])
    top, height = float(column.get("y")), float(column.get("height"))
    assert level == pytest.approx(top + height / 2, abs=0.2)
    assert {"this year", "last year"} <= set(words(text))
    assert "last year" not in words(by_month([4, *[0] * 11], None, lang="en"))


def test_months_are_told_in_words_too():
    text = by_month([3, *[0] * 11], [1, *[0] * 11], lang="zh")
    assert parse(text).find(f"{SVG}desc").text.startswith("1月 3（去年 1）、2月 0（去年 0）")
    assert (
        parse(by_month([1] * 12, None, lang="zh", title="每月航班")).find(f"{SVG}title").text
        == "每月航班"
    )
