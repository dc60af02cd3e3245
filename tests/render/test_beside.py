"""The page and its texts beside another year: as stated, to the same day, with no link."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.render import sample
from yearlog.actions import entries, reviews, settings
from yearlog.actions.export import export
from yearlog.actions.workspace import Workspace
from yearlog.i18n import LANGS, Lang
from yearlog.render import html, markdown
from yearlog.render.page.figures import NotStated, says
from yearlog.render.page.glance import explain, glance
from yearlog.review.model import YearReview
from yearlog.review.visible import PUBLIC
from yearlog.text.placeholders import parse


def add(space: Workspace, *lines: str) -> None:
    for line in lines:
        entries.add_line(space, line.split(), more={"visibility": "public"})


def before(review: YearReview, lang: Lang) -> dict[str, str]:
    return {one.unit: one.before for one in glance(review, lang)}


def told(review: YearReview, lang: Lang, text: str) -> str:
    return says(review, lang, page=lang)(parse(text)).text


@pytest.fixture
def stated(space: Workspace) -> YearReview:
    """2021 with two flights of 45 min and 1 h 45, beside 2020 of which totals are stated."""
    add(space, "f GVA LHR 2021-03-01 10:00-10:45", "f LHR GVA 2021-03-05 10:00-12:45")
    add(space, "t 2021-04-01 @Geneva Snow")
    for name, value in {"flights": "31", "air_time": "10800"}.items():
        settings.write(space, f"baseline.2020.{name}", value)
    return reviews.year_review(space, 2021, PUBLIC)


def test_the_glance_marks_what_is_stated_and_leaves_out_what_is_not(stated: YearReview) -> None:
    english, chinese = before(stated, "en"), before(stated, "zh")
    assert english["flights"] == "31 (as stated) the year before"
    assert english["hours in the air"] == "180 (as stated) the year before"
    assert english["talk"] == ""
    assert chinese["趟航班"] == "去年 31（自述）"
    assert chinese["场演讲"] == ""


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        ("en", "{{ flights 2020 }}", "31 flights"),
        ("en", "{{ flights.2020 }}", "31 flights"),
        ("en", "{{ flights.last_year | words }}", "thirty-one flights"),
        ("en", "{{ flights.compare }}", "29 fewer than the year before"),
        ("zh", "{{ flights。2020 }}", "31 趟航班"),
        ("zh", "{{ flights.last_year }}", "31 趟航班"),
        ("zh", "{{ flights.compare }}", "比去年少 29 趟"),
        ("en", "{{ air_time.2020 }}", "180 h"),
    ],
)
def test_a_text_says_what_is_stated(stated: YearReview, lang: Lang, text: str, shown: str) -> None:
    assert told(stated, lang, text) == shown


@pytest.mark.parametrize("text", ["{{ flights.2020 | note }}", "{{ flights.compare | note }}"])
def test_a_stated_figure_has_no_link_and_its_note_says_so(stated: YearReview, text: str) -> None:
    english = says(stated, "en", page="en")(parse(text))
    assert "The figure of 2020 is as stated by the author" in english.note
    assert "2020 年的数字是作者自述" in says(stated, "zh", page="zh")(parse(text)).note
    if "compare" not in text:
        assert english.href == ""
        assert "local date of departure" not in english.note
    own = says(stated, "en", page="en")(parse("{{ flights | note }}"))
    assert own.href == "#flights-en"
    assert "stated" not in own.note


@pytest.mark.parametrize("text", ["{{ talks.2020 }}", "{{ talks.last_year }}",
                                  "{{ talks.compare }}"])  # fmt: skip
def test_what_is_neither_counted_nor_stated_is_no_zero(stated: YearReview, text: str) -> None:
    with pytest.raises(NotStated, match=r"config baseline\.2020\.talks") as raised:
        told(stated, "en", text)
    assert "日志里没有 2020 年的记录" in raised.value.get("zh")


@pytest.fixture
def running(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> YearReview:
    """2025 on 23 November with 3 flights, beside 2 of 2024 by then and 4 in all."""
    add(space, *(f"f GVA LHR 2025-0{month}-01" for month in (1, 2, 3)))
    add(space, *(f"f GVA LHR 2024-{month:02d}-23" for month in (1, 11, 12)), "r 2024-12-01 Snow")
    add(space, "f GVA LHR 2024-11-24")
    monkeypatch.setenv("YEARLOG_NOW", "2025-11-23T10:00:00+00:00")
    return reviews.year_review(space, 2025, PUBLIC)


def test_the_glance_says_to_which_day_the_other_year_is_taken(running: YearReview) -> None:
    assert before(running, "en")["flights"] == "2 by then in 2024"
    assert before(running, "zh")["趟航班"] == "去年同期 2"
    sayings: dict[Lang, str] = {
        "en": "“By then” is by 23 Nov.", "zh": "“同期”指截至11月23日。",
    }  # fmt: skip
    for lang in LANGS:
        said = sayings[lang]
        page = html.page(
            running, mode=lang, languages=("zh", "en"), assets=sample.assets(), attributions=()
        )
        text = markdown.document(running, lang=lang, photos={}, attributions=())
        assert (page.count(said), text.count(said)) == (1, 1)
        whole = replace(running, compare=None)
        assert said not in markdown.document(whole, lang=lang, photos={}, attributions=())


def test_of_another_year_too(space: Workspace, running: YearReview) -> None:
    del running
    add(space, "f GVA LHR 2019-11-23", "f GVA LHR 2019-11-24")
    reviews.plan(space, 2025, compare_with=2019)
    review = reviews.year_review(space, 2025, PUBLIC)
    assert before(review, "en")["flights"] == "1 by then in 2019"
    assert before(review, "zh")["趟航班"] == "2019 年同期 1"
    assert told(review, "en", "{{ flights.compare }}") == "2 more than by the same day in 2019"
    assert told(review, "zh", "{{ flights.compare }}") == "比 2019 年同期多 2 趟"


def test_a_text_speaks_of_the_whole_of_last_year_but_compares_the_same_days(
    running: YearReview,
) -> None:
    assert told(running, "en", "{{ flights.last_year }}") == "4 flights"
    assert told(running, "en", "{{ flights 2024 }}") == "4 flights"
    assert told(running, "en", "{{ flights.compare }}") == (
        "1 more than by the same day the year before"
    )
    assert told(running, "zh", "{{ flights.compare }}") == "比去年同期多 1 趟"


def test_the_note_on_first_times_says_whether_earlier_places_are_listed(space: Workspace) -> None:
    add(space, "f GVA LHR 2021-03-01")
    without = reviews.year_review(space, 2021, PUBLIC)
    assert "it cannot know" in explain("first", without, "en")
    assert "它无从知道" in explain("first", without, "zh")
    settings.write(space, "visited", "Geneva")
    listed = reviews.year_review(space, 2021, PUBLIC)
    assert "as listed by the author" in explain("first", listed, "en")
    assert "作者列出来的也不算初到" in explain("first", listed, "zh")
    assert [one.label("en") for one in listed.places.first_cities] == ["London"]


def test_a_total_stated_of_the_year_is_no_link_on_its_page(space: Workspace) -> None:
    add(space, "r 2021-05-01 Text")
    settings.write(space, "baseline.2021.talks", "12")
    found = export(space, 2021, space.journal.path.parent / "out")
    page = (found.folder / "2021.en.html").read_text(encoding="utf-8")
    assert (
        '<p><span class="value">12</span> <span class="unit">talks (as stated)</span></p>' in page
    )
    assert "#talks-en" not in page
    text = (found.folder / "2021.en.md").read_text(encoding="utf-8")
    assert "| 12 | talks (as stated) |" in text
