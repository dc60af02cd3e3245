"""Time lines: marks stand where the dates put them, and every word is shown."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from yearlog.render.csp import seal
from yearlog.render.timelines import Dated, by_category, of_rows

SVG = "{http://www.w3.org/2000/svg}"
SNOW = Dated(date(2025, 9, 2), None, "day", "9月2日", ("第一场雪",))
RAIN = Dated(date(2025, 10, 1), date(2025, 10, 31), "month", "10月", ("雨", "下了一个月"))
THAW = Dated(date(2025, 11, 28), None, "day", "11月28日", ("雪化了",))
CONCERT = Dated(date(2025, 7, 2), None, "day", "2 Jul", ("Mahler",))
BOOK = Dated(date(2025, 2, 8), date(2025, 2, 22), "day", "8–22 Feb", ("Ice & Snow",))
FILM = Dated(date(2025, 1, 1), date(2025, 12, 31), "year", "2025", ("Some time",))
LANES = [("concert", [CONCERT]), ("book", [BOOK]), ("film", [FILM])]


def texts(svg: str) -> list[str]:
    return ["".join(one.itertext()) for one in ET.fromstring(svg).iter(f"{SVG}text")]


def titles(svg: str) -> list[str]:
    return [g.findtext(f"{SVG}title") or "" for g in ET.fromstring(svg).iter(f"{SVG}g")]


def shapes(svg: str, tag: str, css: str) -> list[ET.Element]:
    return [one for one in ET.fromstring(svg).iter(f"{SVG}{tag}") if one.get("class") == css]


def number(shape: ET.Element, name: str) -> float:
    return float(shape.get(name) or "nan")


@pytest.mark.parametrize("width", [344, 640])
def test_a_drawing_has_a_title_and_may_be_sealed(width: int) -> None:
    for svg in (of_rows([SNOW, RAIN], name="e1zh-3", lang="zh", width=width),
                by_category(LANES, year=2025, lang="en", width=width)):  # fmt: skip
        root = ET.fromstring(svg)
        title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert told is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}"
        assert title.text
        assert told.text
        seal(f"<!doctype html><html><head></head><body>{svg}</body></html>")


def test_two_drawings_of_a_page_share_no_id() -> None:
    drawn = [of_rows([SNOW], name=name, lang="zh", width=width)
             for name in ("e1zh-1", "e1zh-2") for width in (344, 640)]  # fmt: skip
    ids = [one.get("id") for svg in drawn for one in ET.fromstring(svg).iter() if one.get("id")]
    assert len(ids) == len(set(ids)) == 8


def test_a_day_is_a_dot_and_a_month_a_frame_where_they_are() -> None:
    """September to November are 91 days over 624 of 640: 2 September is the second."""
    svg = of_rows([SNOW, RAIN, THAW], name="x", lang="zh", width=640)
    day = 624 / 91
    dots = shapes(svg, "circle", "milestone")
    assert [number(dot, "cx") for dot in dots] == pytest.approx(
        [8 + 1.5 * day, 8 + 88.5 * day], abs=0.1
    )
    (frame,) = shapes(svg, "rect", "loose")
    assert number(frame, "x") == pytest.approx(8 + 30 * day, abs=0.1)
    assert number(frame, "width") == pytest.approx(31 * day, abs=0.1)
    assert texts(svg)[-3:] == ["9月", "10月", "11月"]


def test_words_stand_on_the_side_with_room_and_further_cells_below() -> None:
    svg = of_rows([SNOW, RAIN, THAW], name="x", lang="zh", width=640)
    found = {"".join(one.itertext()): one for one in ET.fromstring(svg).iter(f"{SVG}text")}
    assert found["9月2日\u2002第一场雪"].get("text-anchor") == "start"
    assert found["11月28日\u2002雪化了"].get("text-anchor") == "end"
    assert found["下了一个月"].get("class") == "quiet small"


def test_long_words_are_broken_and_never_cut() -> None:
    words = "去年的雪今年还在，" * 12
    row = Dated(date(2025, 6, 15), None, "day", "6月15日", (words,))
    whole = Dated(date(2025, 1, 1), date(2025, 12, 31), "year", "2025", (words,))
    for one in (row, whole):
        svg = of_rows([one, SNOW], name="x", lang="zh", width=344)
        assert words in "".join(texts(svg))
        for text in ET.fromstring(svg).iter(f"{SVG}text"):
            reach = 12 * len("".join(text.itertext()))
            x = number(text, "x")
            if text.get("text-anchor") == "start":
                assert x + reach <= 344 + 12
            elif text.get("text-anchor") == "end":
                assert x - reach >= -12


def test_the_scale_is_in_days_months_or_years() -> None:
    def scale(first: date, last: date) -> list[str]:
        rows = [Dated(on, None, "day", "·", ("x",)) for on in (first, last)]
        svg = of_rows(rows, name="x", lang="en", width=640)
        quiet = shapes(svg, "text", "quiet small")
        return ["".join(one.itertext()) for one in quiet]

    assert scale(date(2025, 4, 6), date(2025, 4, 9)) == ["6 Apr", "7 Apr", "8 Apr", "9 Apr"]
    assert scale(date(2024, 11, 2), date(2025, 2, 3)) == [
        "Nov", "Dec", "Jan", "Feb", "2024", "2025",
    ]  # fmt: skip
    assert scale(date(1999, 1, 1), date(2025, 2, 3))[:3] == ["1999", "2001", "2003"]
    assert scale(date(2025, 4, 6), date(2025, 4, 6)) == ["6 Apr"]
    assert len(scale(date(1, 1, 1), date(9998, 12, 31))) < 20


def test_words_of_a_table_are_no_markup() -> None:
    row = Dated(date(2025, 4, 6), None, "day", "<b>", ("<script>&</script>",))
    svg = of_rows([row], name="x", lang="en", width=640)
    assert "<b>\u2002<script>&</script>" in texts(svg)


def test_moments_stand_in_the_lane_of_their_category() -> None:
    svg = by_category(LANES, year=2025, lang="en", width=760)
    said = texts(svg)
    assert said[:3] == ["concert", "book", "film"]
    assert said[3:] == [
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    ]
    assert titles(svg) == ["2 Jul: Mahler", "8–22 Feb: Ice & Snow"]  # the year alone has no place
    (dot,) = shapes(svg, "circle", "milestone")
    (bar,) = shapes(svg, "rect", "span")
    lanes = list(ET.fromstring(svg).iter(f"{SVG}text"))[:2]
    assert number(dot, "cy") == number(lanes[0], "y") - 4
    assert number(bar, "y") + 3 == number(lanes[1], "y") - 4
    left = float((shapes(svg, "path", "axis")[0].get("d") or "")[1:].split()[0])
    year = 760 - 6 - left
    assert number(dot, "cx") == pytest.approx(left + year * 182.5 / 365, abs=0.1)
    assert number(bar, "x") == pytest.approx(left + year * 38 / 365, abs=0.1)
    assert number(bar, "width") == pytest.approx(year * 15 / 365, abs=0.1)
