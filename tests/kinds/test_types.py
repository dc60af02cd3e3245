"""What each type of field reads, shows, stores and refuses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog import kinds
from yearlog.capture import dates
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.kinds.field import ChildRows, FieldType, NotOneValue, fields_of, to_row
from yearlog.kinds.flight import CABIN, STATUS
from yearlog.kinds.project import Project
from yearlog.kinds.spine import form_fields
from yearlog.kinds.talk import MODE, Talk
from yearlog.kinds.types import (
    AirportType,
    ChoiceType,
    CodeType,
    FloatType,
    IntType,
    Milestone,
    MilestonesType,
    NotAMilestone,
    NotANumber,
    NotATime,
    NotAUrl,
    TextType,
    UnknownChoice,
    UrlType,
    WallTimeType,
)
from yearlog.kinds.values import Airport, Place


class Surroundings:
    """A context that knows dates and one airport."""

    lang = "zh"
    today = date(2025, 12, 20)
    jfk = Airport("JFK", "KJFK", "Kennedy", "肯尼迪机场", "New York", "纽约", "US", 40.64, -73.78,
                  "America/New_York", "test")  # fmt: skip

    def read_date(self, text: str):
        return dates.read(text, self.today)

    def airport(self, text: str, on: date | None) -> Airport:
        assert text == "JFK"
        return self.jfk

    def place(self, text: str) -> Place:
        raise NotImplementedError


HERE = Surroundings()


def test_text_is_trimmed_and_otherwise_as_typed() -> None:
    assert TextType().parse("  两个  空格 ＡＢ ", HERE) == "两个  空格 ＡＢ"
    assert TextType().show("第一作者", "en") == "第一作者"


def test_a_code_is_in_capitals_without_spaces_and_half_width() -> None:
    assert CodeType().parse(" ｄｌ 4921 ", HERE) == "DL4921"


@pytest.mark.parametrize(
    ("text", "number"), [("120", 120), (" 1,200 ", 1200), ("１２０", 120), ("0", 0), ("", None)]
)
def test_whole_numbers(text, number) -> None:
    assert IntType().parse(text, HERE) == number


@pytest.mark.parametrize("text", ["-1", "1.5", "many", "1e3", "²½", "9" * 16, "١٢"])
def test_what_is_no_whole_number_is_refused(text) -> None:
    with pytest.raises(NotANumber) as refused:
        IntType().parse(text, HERE)
    assert text in refused.value.get("zh")


def test_decimal_numbers() -> None:
    assert FloatType().parse("1,234.5", HERE) == 1234.5
    assert FloatType().parse("-0.25", HERE) == -0.25
    assert FloatType().parse(" ", HERE) is None
    assert FloatType().columns("km") == {"km": float}
    for text in ("nan", "inf", "1.", ".5", "1e9"):
        with pytest.raises(NotANumber):
            FloatType().parse(text, HERE)


@given(st.one_of(st.none(), st.integers(0, 10**15 - 1)))
def test_a_number_reads_back_from_what_a_form_shows(number) -> None:
    kind = IntType()
    assert kind.parse(kind.edit(number), HERE) == number
    assert kind.from_front(kind.to_front(number), HERE) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [("in_person", "in_person"), ("In Person", "in_person"), ("in-person", "in_person"),
     ("现场", "in_person"), ("ONLINE", "online"), ("线上 ", "online"), ("", "in_person")],
)  # fmt: skip
def test_a_choice_is_known_by_its_code_and_by_both_labels(text, code) -> None:
    assert ChoiceType(MODE, "in_person").parse(text, HERE) == code


def test_a_choice_that_may_stay_empty_does() -> None:
    assert ChoiceType(CABIN).parse(" ", HERE) == ""
    assert ChoiceType(CABIN).parse("premium economy", HERE) == "premium"


def test_a_word_that_is_no_choice_is_answered_with_the_choices() -> None:
    with pytest.raises(UnknownChoice) as refused:
        ChoiceType(CABIN).parse("roof", HERE)
    assert refused.value.get("en") == "“roof” is not one of: economy, premium, business, first."
    assert refused.value.get("zh").startswith("「roof」不在可选项之中：economy（经济舱）、premium")


def test_a_choice_is_shown_by_its_label_and_an_old_one_as_it_is() -> None:
    assert ChoiceType(STATUS).show("diverted", "zh") == "备降"
    assert ChoiceType(STATUS).show("diverted", "en") == "diverted"
    assert ChoiceType(STATUS).show("teleported", "en") == "teleported"


def test_only_web_addresses_are_links() -> None:
    assert UrlType().parse(" https://example.org/a?b#c ", HERE) == "https://example.org/a?b#c"
    assert UrlType().parse("", HERE) == ""
    for text in ("example.org", "javascript:alert(1)", "https://a b", 'http://a"b', "ftp://a"):
        with pytest.raises(NotAUrl):
            UrlType().parse(text, HERE)


@pytest.mark.parametrize(
    ("text", "stored"),
    [("7:00", "07:00"), ("07.00", "07:00"), ("０７：００", "07:00"), ("08:15+1", "08:15+1"),
     ("23:59-1", "23:59-1"), ("2025-05-12T07:00", "2025-05-12T07:00"),
     ("2025-05-12 7:00", "2025-05-12T07:00"), ("", "")],
)  # fmt: skip
def test_wall_times(text, stored) -> None:
    assert WallTimeType().parse(text, HERE) == stored


@pytest.mark.parametrize(
    "text",
    ["24:00", "07:60", "7", "0700", "7am", "07:00+10", "2025-02-30T07:00", "2025-05-12T07:00+1"],
)
def test_what_is_no_wall_time_is_refused(text) -> None:
    with pytest.raises(NotATime):
        WallTimeType().parse(text, HERE)


def test_a_wall_time_is_shown_with_a_space() -> None:
    assert WallTimeType().show("2025-05-12T07:00", "zh") == "2025-05-12 07:00"


def test_an_airport_is_copied_into_columns_and_comes_back() -> None:
    kind = AirportType()
    row = kind.to_row("origin", HERE.jfk)
    assert row["origin_iata"] == "JFK"
    assert row["origin_tz"] == "America/New_York"
    assert set(row) == set(kind.columns("origin"))
    assert kind.from_row("origin", row) == HERE.jfk
    assert kind.to_json(HERE.jfk)["city_zh"] == "纽约"
    assert kind.parse(" JFK ", HERE) == HERE.jfk
    assert kind.parse(" ", HERE) == Airport()
    assert kind.edit(HERE.jfk) == "JFK"
    assert kind.show(HERE.jfk, "zh") == "JFK 肯尼迪机场"
    assert kind.show(Airport(name_en="A field"), "zh") == "A field"


def test_an_airport_in_front_matter_asks_no_gazetteer() -> None:
    kind = AirportType()
    front = kind.to_front(HERE.jfk)
    assert front["latitude"] == "40.64"
    assert kind.from_front(front, HERE) == HERE.jfk
    assert kind.to_front(Airport(icao="XXXX")) == {"icao": "XXXX"}
    assert kind.from_front({"icao": "XXXX"}, HERE) == Airport(icao="XXXX")
    assert kind.from_front("JFK", HERE) == HERE.jfk
    with pytest.raises(NotOneValue):
        kind.from_front(["JFK"], HERE)


def test_one_value_is_not_a_list() -> None:
    with pytest.raises(NotOneValue) as refused:
        TextType().from_front(["a"], HERE)
    assert "['a']" in refused.value.get("zh")
    assert TextType().from_front("", HERE) == ""


STEPS = (
    Milestone(date(2025, 3, 1), "started"),
    Milestone(date(2025, 9, 10), "submitted", Both("初稿", "first draft"), "CHI"),
    Milestone(date(2025, 11, 2), "milestone", Both("", "v1"), ""),
)


def test_milestones_are_typed_one_a_line() -> None:
    kind = MilestonesType()
    typed = """2025-03-01 启动

    2025-09-10 投稿 初稿 | first draft @CHI
    2025/11/2 milestone v1
    """
    assert kind.parse(typed, HERE) == STEPS
    (only,) = kind.parse("昨天 发布 写信给 a@b.org 的人 @arXiv", HERE)
    assert only == Milestone(
        date(2025, 12, 19), "released", Both("写信给 a@b.org 的人", ""), "arXiv"
    )
    (only,) = kind.parse("昨天 发布 @arXiv", HERE)
    assert only == Milestone(date(2025, 12, 19), "released", Both("", ""), "arXiv")


def test_milestones_survive_form_table_and_file() -> None:
    kind = MilestonesType()
    assert kind.parse(kind.edit(STEPS), HERE) == STEPS
    assert kind.from_rows(kind.to_rows(STEPS)) == STEPS
    assert kind.from_front(kind.to_front(STEPS), HERE) == STEPS
    assert kind.from_front(kind.edit(STEPS), HERE) == STEPS
    assert kind.to_front(STEPS)[0] == {"date": "2025-03-01", "kind": "started"}


def test_milestones_are_shown_on_one_line() -> None:
    shown = MilestonesType().show(STEPS, "zh")
    assert shown == "2025-03-01 启动; 2025-09-10 投稿 CHI; 2025-11-02 节点"


@pytest.mark.parametrize(
    "line", ["2025-03-01", "soon started", "2025-03-01 danced", "2025-02-30 启动"]
)
def test_a_milestone_that_cannot_be_read_is_refused(line) -> None:
    with pytest.raises(YearlogError):
        MilestonesType().parse(line, HERE)


def test_a_milestone_in_a_file_must_be_a_dated_mapping() -> None:
    for wrong in (["x"], [{"kind": "started"}], [{"date": "2025-02-30"}]):
        with pytest.raises(NotAMilestone):
            MilestonesType().from_front(wrong, HERE)


def test_a_type_says_what_it_leaves_to_others() -> None:
    with pytest.raises(NotImplementedError):
        FieldType().parse("", HERE)
    for unmade in (
        ChildRows().child_columns,
        lambda: ChildRows().to_rows(()),
        lambda: ChildRows().from_rows([]),
    ):
        with pytest.raises(NotImplementedError):
            unmade()
    assert TextType().from_row("a", {"a": "b"}) == "b"


def test_a_row_leaves_out_what_has_a_table_of_its_own() -> None:
    assert to_row(Project(role="author", milestones=STEPS)) == {
        "form": "research", "role": "author", "status": "active", "url": "",
    }  # fmt: skip


def test_every_field_of_every_kind_is_labelled_in_both_languages() -> None:
    for details in kinds.everything():
        seen = set()
        for field in form_fields(details):
            assert field.label.zh, field.name
            assert field.label.en, field.name
            assert not any("\u3400" <= letter <= "\u9fff" for letter in field.label.en)
            seen.add(field.option)
        assert len(seen) == len(form_fields(details))


def test_fields_stand_in_the_order_they_were_declared() -> None:
    assert [field.name for field in fields_of(Talk)] == [
        "event", "host", "form", "mode", "audience", "slides_url", "video_url", "spoken_language",
    ]  # fmt: skip
