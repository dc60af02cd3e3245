"""What lists add up to, against the sample's facts, which were counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

import pytest

from tests.render import sample as small
from yearlog.actions import reviews
from yearlog.actions.entries import add_line, edit
from yearlog.actions.plain import load
from yearlog.actions.workspace import Workspace
from yearlog.capture.line import tokens
from yearlog.i18n import Lang
from yearlog.render import html, markdown
from yearlog.render.page.digest import Digest, digests
from yearlog.render.page.edition import compose, leads
from yearlog.review.model import YearReview
from yearlog.review.visible import EVERYTHING, PUBLIC, Profile

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace.open(tmp_path_factory.mktemp("sample") / "journal.sqlite3") as space:
        load(space, SAMPLE)
        yield space


def of(journal: Workspace, year: int, profile: Profile = PUBLIC) -> YearReview:
    return reviews.year_review(journal, year, profile, today=date(2026, 1, 15))


def facts(found: dict[str, Digest], name: str) -> dict[str, str]:
    return dict(found[name].facts)


def test_records_of_the_flights(journal: Workspace) -> None:
    """Fridays: 7 Feb, 25 Apr twice, 4 July twice, 25 July twice, 19 Sept, 31 Oct, 21 Nov."""
    zh, en = (digests(of(journal, 2025), lang) for lang in ("zh", "en"))
    assert (zh["flights"].heading, en["flights"].heading) == ("之最", "Records")
    assert facts(zh, "flights") == {
        "最长": "12月31日，温哥华 → 悉尼，12,484 公里",
        "最短": "11月20日，蒙特利尔 → 波士顿，409 公里",
        "飞得最多的月份": "4月，7 趟航班",
        "飞得最多的星期": "周五，10 趟航班",
        "飞得最多的航线": "蒙特利尔 – 温哥华，5 趟航班",
    }
    assert facts(en, "flights") == {
        "Longest": "31 Dec, Vancouver → Sydney, 12,484 km",
        "Shortest": "20 Nov, Montreal → Boston, 409 km",
        "Busiest month": "April, 7 flights",
        "Busiest weekday": "Friday, 10 flights",
        "Busiest route": "Montreal – Vancouver, 5 flights",
    }


def test_the_four_corners_of_the_year(journal: Workspace) -> None:
    assert facts(digests(of(journal, 2025), "en"), "places") == {
        "Northernmost": "Longyearbyen, 78.2° N",
        "Southernmost": "Sydney, 33.9° S",
        "Easternmost": "Sydney, 151.2° E",
        "Westernmost": "Honolulu, 157.9° W",
    }


def test_talks_by_form_place_language_month_and_the_longest_pause(journal: Workspace) -> None:
    """From 16 September to 4 December are 14 + 31 + 30 + 4 days."""
    said = facts(digests(of(journal, 2025), "zh"), "talks")
    assert said["形式"] == "报告 4、授课 2、圆桌 2、播客 1、海报 1"
    assert said["语言"] == "英语 6、法语 3、中文 1"
    assert said["地点"].startswith("蒙特利尔 2、")
    assert len(said["地点"].split("、")) == 7  # the two online have no place
    assert said["月份"] == "2月 2 场、4月 3 场、5月 1 场、6月 1 场、8月 1 场、9月 1 场、12月 1 场"
    assert said["间隔最久"] == "79 天，9月16日–12月4日"
    english = facts(digests(of(journal, 2025), "en"), "talks")
    assert english["Month"].startswith("2 in February, 3 in April, ")
    assert english["Language"] == "English 6, French 3, Chinese 1"


def test_the_sentences_under_the_headings(journal: Workspace) -> None:
    """126,633.7 km are 3.16 times the equator's 40,075."""
    zh, en = (leads(of(journal, 2025), lang) for lang in ("zh", "en"))
    assert zh["flights"].endswith("合绕地球 3.2 圈。到过 11 个时区。")
    assert en["flights"].endswith("3.2 times round the Earth. 11 time zones.")
    assert zh["talks"] == "10 场。现场 8 场，线上 2 场。"
    assert zh["projects"].endswith(
        "投稿 3 次：录用 1 次，被拒 1 次，暂无结果 1 次；2024 年的投稿录用 2 次。"
    )
    assert en["projects"].endswith(
        "3 submissions: 1 accepted, 1 rejected, 1 pending; 2 from 2024 accepted."
    )
    assert (zh["moments"], en["moments"]) == ("9 个片刻。", "9 moments.")


def test_delays_are_said_to_the_author_alone(journal: Workspace) -> None:
    """Actual times are on no public page. Late were 4 January, 29 March, 6 May: 27 + 21 + 42."""
    assert "共晚" not in leads(of(journal, 2025), "zh")["flights"]
    own = leads(of(journal, 2025, EVERYTHING), "zh")["flights"]
    assert own.endswith("至少 3 趟晚到 15 分钟以上，全年至少共晚 1 小时 30 分。")


def test_a_few_minutes_are_a_delay_but_not_late(space: Workspace) -> None:
    (flight,) = add_line(space, tokens("f YUL ZRH 2025-06-09 18:00-07:20+1"))
    late = {"actual_departure": "2025-06-09T18:00", "actual_arrival": "2025-06-10T07:25"}
    edit(space, flight.id, late)
    review = reviews.year_review(space, 2025, EVERYTHING)
    assert leads(review, "zh")["flights"].endswith("全年共晚 5 分钟。")
    assert leads(review, "en")["flights"].endswith("5 min late in all.")
    late["actual_arrival"] = "2025-06-10T07:40"
    edit(space, flight.id, late)
    review = reviews.year_review(space, 2025, EVERYTHING)
    assert leads(review, "en")["flights"].endswith(
        "1 landed 15 minutes or more late; 20 min late in all."
    )


def test_nights_and_delays_refer_to_how_they_were_counted(journal: Workspace) -> None:
    own = compose(of(journal, 2025, EVERYTHING), "en", small.assets())
    notes = {method.id: method.text for method in own.methods}
    assert [notes[one.target].split()[:3] for one in own.cites["trips"]] == [
        ["A", "trip", "begins"],
        ["A", "night", "belongs"],
    ]
    assert [notes[one.target].split(";")[0] for one in own.cites["flights"]] == [
        "Late is 15 minutes or more after the schedule"
    ]
    # No public page tells when a flight landed, so there is nothing to explain.
    public = compose(of(journal, 2025), "en", small.assets())
    assert "flights" not in public.cites
    assert len(public.cites["trips"]) == 1


def test_a_year_of_one_flight_and_one_talk_has_no_records(space: Workspace) -> None:
    for line in ("f YUL ZRH 2025-06-09", "t 2025-06-11 @Zurich 雪"):
        add_line(space, tokens(line))
    found = digests(reviews.year_review(space, 2025, EVERYTHING), "zh")
    assert set(facts(found, "flights")) == {"最长"}
    assert "talks" not in found


def test_a_count_does_not_leave_its_name_at_the_end_of_a_line() -> None:
    assert html.glued("空中 7、日本 6") == "空中\N{NO-BREAK SPACE}7、日本\N{NO-BREAK SPACE}6"
    assert html.glued("New York 2, Rome 1") == (
        "New York\N{NO-BREAK SPACE}2, Rome\N{NO-BREAK SPACE}1"
    )
    assert html.glued("2月 2 场、3月 1 场") == (
        "2月\N{NO-BREAK SPACE}2\N{NO-BREAK SPACE}场、3月\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}场"
    )
    assert html.glued("79 days, 16 Sept – 4 Dec") == (
        "79\N{NO-BREAK SPACE}days, 16\N{NO-BREAK SPACE}Sept – 4\N{NO-BREAK SPACE}Dec"
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_page_and_markdown_say_the_same(journal: Workspace, lang: Lang) -> None:
    review = of(journal, 2025)
    page = html.page(
        review, mode=lang, languages=("zh", "en"), assets=small.assets(), attributions=()
    )
    text = markdown.document(review, lang=lang, photos={}, attributions=())
    found = digests(review, lang)
    assert set(found) == {"trips", "flights", "talks", "places"}
    colon = "：" if lang == "zh" else ": "
    for digest in found.values():
        for fact in digest.facts:
            shown = page.replace("\N{NO-BREAK SPACE}", " ")
            assert f"<dt>{fact.word}</dt><dd>{escape(fact.said)}</dd>" in shown
            assert f"- {fact.word}{colon}{fact.said}\n" in text


def test_moments_have_a_lane_for_each_category_of_the_page(journal: Workspace) -> None:
    """The private one of 2025 is the only one of its category; that of a month has a frame."""
    page = html.page(
        of(journal, 2025), mode="en", languages=("zh", "en"), assets=small.assets(),
        attributions=(),
    )  # fmt: skip
    section = page.partition('id="moments-en"')[2].partition("</section>")[0]
    wide = section.partition("</svg>")[0]
    lanes = [part.partition("<")[0] for part in wide.split('<text class="small" x="0"')[1:]]
    assert [lane.partition(">")[2] for lane in lanes] == [
        "concert", "book", "exhibition", "first", "meeting", "film", "course", "tool",
    ]  # fmt: skip
    assert wide.count("<circle") == 7
    assert wide.count('class="span"') == 1
    assert wide.count('class="loose"') == 1
    assert "A Letter Not Sent" not in page


def test_a_single_moment_is_no_line(space: Workspace) -> None:
    add_line(space, tokens("m 2025-05-14 concert Mahler"))
    review = reviews.year_review(space, 2025, EVERYTHING)
    assert html.compose(review, "en", small.assets()).moments_line is None
    add_line(space, tokens("m 2025-06-14 无类别的事"))
    review = reviews.year_review(space, 2025, EVERYTHING)
    line = html.compose(review, "en", small.assets()).moments_line
    assert line is not None
    assert "uncategorised" in line.wide


def test_nights_away_and_where_they_were(journal: Workspace) -> None:
    """By the table of journeys.

    Canada: Whistler 3 of January and 7 of December, Toronto 2, Mont-Tremblant 2, Saint-Sauveur 2,
    Banff 5. Switzerland: Zürich 3, Davos 3, Geneva 2, Zürich 2. Norway: two nights in Oslo between
    planes. United States: Honolulu 3, Boston 1, Denver 3. China: from 5 to 25 July.
    """
    review = of(journal, 2025)
    assert facts(digests(review, "en"), "trips") == {
        "Nights": "Canada 21, China 20, Switzerland 10, Austria 7, Svalbard & Jan Mayen 7, "
        "United States 7, in the air 7, Japan 6, Norway 2"
    }
    assert facts(digests(review, "zh"), "trips")["各地过夜"].startswith(
        "加拿大 21、中国 20、瑞士 10"
    )
    assert leads(review, "en")["trips"].endswith("87 nights away from home.")
    assert leads(review, "zh")["trips"].endswith("在外过夜 87 晚。")


@pytest.mark.parametrize(
    ("lang", "none", "untimed"),
    [
        ("zh", "一趟也没有飞成。", "1 趟，5,922 公里。"),
        ("en", "None was flown.", "1 flight, 5,922 km."),
    ],
)
def test_flights_that_say_little(space: Workspace, lang: Lang, none: str, untimed: str) -> None:
    (flight,) = add_line(space, tokens("f YUL GVA 2025-06-09"))
    assert leads(reviews.year_review(space, 2025, EVERYTHING), lang)["flights"].startswith(untimed)
    edit(space, flight.id, {"status": "cancelled"})
    review = reviews.year_review(space, 2025, EVERYTHING)
    assert leads(review, lang)["flights"] == none
    page = html.page(
        review, mode=lang, languages=("zh", "en"), assets=small.assets(), attributions=()
    )
    flights = page.partition('<section class="list flights"')[2].partition("</section>")[0]
    assert "Montreal" in flights or "蒙特利尔" in flights
    assert "<table" not in flights
