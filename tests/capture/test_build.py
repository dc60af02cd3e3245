"""From raw words to a checked entry, new or edited."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog import kinds
from yearlog.capture.build import Draft, build, raw_of, split_tags, split_title
from yearlog.capture.errors import EndBeforeStart, FieldErrors, Missing, UnknownPlace
from yearlog.capture.resolve import Resolver
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.kinds.entry import Entry, clock_text
from yearlog.kinds.project import Project
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.spine import form_fields
from yearlog.kinds.stay import Stay
from yearlog.kinds.talk import Talk
from yearlog.kinds.types import Milestone
from yearlog.kinds.values import Attachment, Place, Text

HOME = Place("", "老家", "site", "CN", "", 30.0, 120.0, "Asia/Shanghai", "user", id="own:1")


def make(kind: str, context: Resolver, **raw: str) -> Entry:
    return build(Draft(kind, raw), context)


def edit(entry: Entry, context: Resolver, **raw: str) -> Entry:
    return build(Draft(entry.kind, raw), context, base=entry)


def errors(kind: str, context: Resolver, base: Entry | None = None, **raw: str):
    with pytest.raises(FieldErrors) as caught:
        build(Draft(kind, raw), context, base=base)
    return caught.value.errors


# New entries --------------------------------------------------------------------------------------


def test_what_nobody_said_has_its_default(context) -> None:
    talk = make("talk", context, title="HeuriGym")
    assert talk.starts_on == date(2025, 12, 20)
    assert talk.ends_on is None
    assert talk.date_precision == "day"
    assert talk.visibility == "private"
    assert talk.details == Talk(form="talk", mode="in_person")
    assert talk.place is None
    assert talk.tags == ()
    assert talk.created_at == talk.updated_at == "2025-12-20T10:00:00.000Z"
    assert make("talk", context, title="a", starts_on=" ").starts_on == date(2025, 12, 20)


def test_each_entry_has_an_id_of_its_own_in_the_order_it_was_made(context) -> None:
    ids = [make("talk", context, title="a").id for _ in range(5)]
    assert len(set(ids)) == 5
    assert ids == sorted(ids)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("flight", ["origin", "destination"]),
        ("talk", ["title_zh"]),
        ("project", ["title_zh"]),
        ("stay", ["place"]),
        ("reflection", ["body_zh"]),
    ],
)
def test_what_a_kind_requires_is_asked_for(kind, fields, context) -> None:
    missing = errors(kind, context)
    assert [error.field for error in missing] == fields
    assert all(isinstance(error, Missing) for error in missing)


def test_a_missing_field_is_named_with_its_option(context) -> None:
    (missing,) = errors("stay", context)
    assert missing.get("en") == "Place is missing (--place)."
    assert missing.get("zh") == "还缺「地点」（--place）。"
    assert Missing(Both("题", "Title"), "x").get("en") == "Title is missing."


def test_a_reflection_may_be_a_title_alone(context) -> None:
    assert make("reflection", context, title_en="Snow").titles == Both("", "Snow")


def test_everything_that_is_wrong_is_said_at_once_each_under_its_field(context) -> None:
    found = errors(
        "talk", context, starts_on="someday", ends_on="never", place="Nowhereville",
        mode="telepathy", audience="many", slides_url="here", visibility="secret",
    )  # fmt: skip
    assert [error.field for error in found] == [
        "starts_on", "ends_on", "mode", "audience", "slides_url", "place", "visibility", "title_zh",
    ]  # fmt: skip
    together = FieldErrors(found)
    assert together.field == "starts_on"
    for error in found:
        assert error.get("zh") in together.get("zh")
        assert error.get("en") in together.get("en")


def test_an_unknown_place_is_not_also_missing(context) -> None:
    (error,) = errors("stay", context, place="Nowhereville")
    assert isinstance(error, UnknownPlace)
    assert "Nowhereville@46.20,6.14" in error.get("en")


def test_the_default_visibility_of_a_kind_is_a_setting(context) -> None:
    def shown(kind: str, **raw: str) -> str:
        draft = Draft(kind, {"title": "a", **raw})
        return build(draft, context, visibility={"talk": "public"}).visibility

    assert shown("talk") == "public"
    assert shown("talk", visibility="") == "public"
    assert shown("talk", visibility="私密") == "private"
    assert shown("project") == "private"
    assert shown("project", visibility="Public") == "public"


def test_the_language_is_that_of_the_words_else_the_one_typed_in(gazetteer, context) -> None:
    chinese = Resolver("zh", context.today, gazetteer)
    assert make("talk", context, title="标题").language == "zh"
    assert make("talk", chinese, title="Title").language == "en"
    assert make("talk", chinese, title="标题 | Title").language == "zh"
    assert make("talk", context, title="标题 | Title").language == "en"
    assert make("stay", chinese, place="Geneva").language == "zh"


def test_texts_are_kept_byte_for_byte_and_titles_trimmed(context) -> None:
    body = "  前面 \r\n\r\n后面[^1]\t\n\n[^1]: 注 "
    made = make("reflection", context, title_zh=" 题 ", body_zh=body, body_en="")
    assert made.texts == {"zh": Text("题", body)}


def test_dates_of_a_draft(context) -> None:
    def days(**raw: str) -> tuple[str, str | None, str]:
        made = make("project", context, title="a", **raw)
        end = made.ends_on.isoformat() if made.ends_on else None
        return made.starts_on.isoformat(), end, made.date_precision

    assert days(starts_on="2025-03..2025-09") == ("2025-03-01", "2025-09-30", "month")
    assert days(starts_on="2025-03") == ("2025-03-01", "2025-03-31", "month")
    assert days(starts_on="2025-03", ends_on="2025-09") == ("2025-03-01", "2025-09-30", "month")
    assert days(starts_on="2025-03-05", ends_on="") == ("2025-03-05", None, "day")
    assert days(starts_on="2025-03..") == ("2025-03-01", None, "month")
    assert days(starts_on="2025") == ("2025-01-01", "2025-12-31", "year")
    # the end is read on from the start
    assert days(starts_on="2024-12-28", ends_on="1-3") == ("2024-12-28", "2025-01-03", "day")
    assert days(starts_on="2024-12-28", ends_on="30") == ("2024-12-28", "2024-12-30", "day")
    assert days(starts_on="12-18", ends_on="昨天") == ("2025-12-18", "2025-12-19", "day")


def test_an_end_before_its_start_is_said_under_the_end(context) -> None:
    (error,) = errors("stay", context, place="Geneva", starts_on="5/14", ends_on="2025-05-12")
    assert isinstance(error, EndBeforeStart)
    assert error.field == "ends_on"
    (error,) = errors("stay", context, place="Geneva", starts_on="2025-05-14..2025-05-12")
    assert error.field == "ends_on"


# Edits --------------------------------------------------------------------------------------------


@pytest.fixture
def flight(context) -> Entry:
    raw = {
        "origin": "SFO", "destination": "JFK", "starts_on": "2025-05-12", "flight_number": "UA1",
        "scheduled_departure": "22:30", "scheduled_arrival": "06:50", "seat": "12a", "tags": "work",
    }  # fmt: skip
    return replace(make("flight", context, **raw), created_at="before", updated_at="before")


def test_an_edit_keeps_what_it_does_not_name(flight, context) -> None:
    edited = edit(flight, context, seat="1C")
    assert edited.details == replace(flight.details, seat="1C")
    assert replace(edited, details=flight.details, updated_at="before") == flight
    assert edited.updated_at == "2025-12-20T10:00:00.000Z"
    assert edited.created_at == "before"


def test_an_edit_that_changes_nothing_is_the_entry_itself(flight, context) -> None:
    assert edit(flight, context) is flight
    assert edit(flight, context, seat="12A", tags="#work", starts_on="") is flight
    assert edit(flight, context, **raw_of(flight)) is flight


def test_moving_the_date_moves_the_times_along(flight, context) -> None:
    moved = edit(flight, context, starts_on="2025-06-01").details
    assert moved.scheduled_departure == "2025-06-01T22:30"
    assert moved.scheduled_arrival == "2025-06-02T06:50"
    assert moved.duration_minutes == 320  # PDT 05:30Z, EDT 10:50Z
    also = edit(flight, context, starts_on="2025-06-01", scheduled_arrival="07:20").details
    assert also.scheduled_departure == "2025-06-01T22:30"
    assert also.scheduled_arrival == "2025-06-02T07:20"
    form = raw_of(flight) | {"starts_on": "2025-06-01"}
    assert edit(flight, context, **form).details == moved


def test_emptying_a_required_field_is_refused_and_any_other_is_not(flight, context) -> None:
    (error,) = errors("flight", context, flight, origin="")
    assert error.field == "origin"
    assert edit(flight, context, seat="", tags="").details.seat == ""
    assert edit(flight, context, tags="").tags == ()


def test_a_wrong_date_leaves_the_date_and_says_so(flight, context) -> None:
    (error,) = errors("flight", context, flight, starts_on="2025-02-30")
    assert error.field == "starts_on"


def test_an_old_entry_is_never_looked_up_anew(context) -> None:
    """老家 is no place of the gazetteer: the user gave its coordinates."""
    stay = replace(make("stay", context, place="Geneva", starts_on="5/12"), place=HOME)
    stay = replace(stay, language="zh")
    edited = edit(stay, context, **(raw_of(stay) | {"purpose": "ski"}))
    assert edited.place is HOME
    assert edited.details == Stay("ski")
    assert edit(stay, context, place="日内瓦").place.name_en == "Geneva"
    (error,) = errors("stay", context, stay, place="")
    assert error.field == "place"


def test_moving_the_start_keeps_an_end_of_its_own(context) -> None:
    project = make("project", context, title="a", starts_on="2025-03..2025-09")
    moved = edit(project, context, starts_on="2025-04")
    assert (moved.starts_on, moved.ends_on) == (date(2025, 4, 1), date(2025, 9, 30))
    both = edit(project, context, starts_on="2025-04..2025-05")
    assert (both.starts_on, both.ends_on) == (date(2025, 4, 1), date(2025, 5, 31))
    stay = make("stay", context, place="Geneva", starts_on="2025-02-14..2025-02-16")
    assert edit(stay, context, starts_on="2025-02-13").ends_on == date(2025, 2, 16)
    (error,) = errors("stay", context, stay, starts_on="2025-05-12")
    assert isinstance(error, EndBeforeStart)
    assert edit(stay, context, ends_on="").ends_on is None


def test_a_date_made_more_precise_has_no_end_of_its_month(context) -> None:
    project = make("project", context, title="a", starts_on="2025-03")
    precise = edit(project, context, starts_on="2025-03-05")
    assert (precise.starts_on, precise.ends_on, precise.date_precision) == (
        date(2025, 3, 5), None, "day",
    )  # fmt: skip
    year = edit(project, context, starts_on="2025")
    assert (year.ends_on, year.date_precision) == (date(2025, 12, 31), "year")


def test_photos_are_added_to_those_there(context) -> None:
    one, two = (Attachment(name, f"{name}.jpg", "image/jpeg", 1) for name in "ab")
    first = build(Draft("reflection", {"body_zh": "雪"}, (one,)), context)
    assert first.photos == (one,)
    assert build(Draft("reflection", {}, (two,)), context, base=first).photos == (one, two)


def test_a_translation_remembers_its_source_through_an_edit(context) -> None:
    texts = {"zh": Text("", "雪"), "en": Text("", "Snow", "hash-of-the-source")}
    old = replace(make("reflection", context, body_zh="雪"), texts=texts, language="zh")
    edited = edit(old, context, body_zh="大雪")
    assert edited.texts["en"] == texts["en"]
    assert edited.language == "zh"


# Words of an entry --------------------------------------------------------------------------------

GENEVA = {"place": "Geneva", "starts_on": "2025-02-14..2025-02-16"}
EXAMPLES = {
    "flight": {"origin": "AKL", "destination": "HNL", "starts_on": "2025-07-02", "seat": "12A",
               "scheduled_departure": "00:05", "scheduled_arrival": "10:50", "cabin": "business",
               "actual_departure": "00:20", "actual_arrival": "11:00", "flight_number": "NZ10",
               "reason": "home", "status": "flown", "title_zh": "回家", "tags": "a b"},
    "talk": {"title": "标题 | Title", "starts_on": "2025-05-14", "place": "Geneva", "event": "CHI",
             "audience": "120", "mode": "online", "slides_url": "https://example.org",
             "body_en": "# Notes\n\n- one \n", "visibility": "public"},
    "project": {"title": "HeuriGym", "starts_on": "2025-03..2025-09", "role": "第一作者",
                "status": "finished", "milestones": "2025-03-05 启动 开题 | kick-off @CMU"},
    "stay": {"title": "滑雪", "purpose": "ski", **GENEVA},
    "reflection": {"starts_on": "2025", "title_zh": "一年", "body_zh": "雪 \r\n",
                   "body_en": "snow"},
}  # fmt: skip


@pytest.mark.parametrize("kind", EXAMPLES)
def test_the_words_of_an_entry_make_it_again(kind, context) -> None:
    entry = make(kind, context, **EXAMPLES[kind])
    again = build(Draft(kind, raw_of(entry)), context)
    assert replace(again, id=entry.id) == entry


def test_the_words_of_an_entry_are_what_a_person_would_type(context) -> None:
    words = raw_of(make("flight", context, **EXAMPLES["flight"]))
    assert words["scheduled_departure"] == "00:05"
    assert words["scheduled_arrival"] == "10:50-1"
    assert words["actual_arrival"] == "11:00-1"
    assert words["origin"] == "AKL"
    assert "distance_km" not in words
    words = raw_of(make("project", context, **EXAMPLES["project"]))
    assert (words["starts_on"], words["ends_on"]) == ("2025-03", "2025-09")
    assert words["milestones"] == "2025-03-05 started 开题 | kick-off @CMU"
    assert raw_of(Entry("1", date(2025, 1, 1), Stay()))["place"] == ""
    assert raw_of(Entry("1", date(2025, 1, 1), Project()))["ends_on"] == ""
    assert raw_of(Entry("1", date(2025, 1, 1), Reflection()))["body_zh"] == ""


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("2025-05-12T08:15", "08:15"), ("2025-05-13T08:15", "08:15+1"),
     ("2025-05-11T08:15", "08:15-1"), ("2025-05-21T08:15", "08:15+9"),
     ("2025-05-22T08:15", "2025-05-22T08:15"), ("2025-06-12T08:15", "2025-06-12T08:15"),
     ("08:15", "08:15"), ("", "")],
)  # fmt: skip
def test_a_stored_time_is_shown_beside_the_date(stored, shown) -> None:
    assert clock_text(stored, date(2025, 5, 12)) == shown


def test_titles_and_tags_are_split() -> None:
    assert split_title("中文 | English") == {"title_zh": "中文", "title_en": "English"}
    assert split_title("Only English") == {"title_en": "Only English"}
    assert split_title("LLM 的边界") == {"title_zh": "LLM 的边界"}
    assert split_title("| English") == {"title_zh": "", "title_en": "English"}
    assert split_tags("#a b，c,d、＃e  a # ") == ("a", "b", "c", "d", "e")


def test_a_kind_nobody_declared_is_no_kind(context) -> None:
    with pytest.raises(KeyError):
        make("dream", context)


def test_milestones_are_kept_as_declared(context) -> None:
    project = make("project", context, **EXAMPLES["project"])
    assert project.details.milestones == (
        Milestone(date(2025, 3, 5), "started", Both("开题", "kick-off"), "CMU"),
    )


# Anything at all ----------------------------------------------------------------------------------

SOME = [
    "", " ", "JFK", "AKL", "New York", "纽约", "老家@30,120", "5/12", "2025-03..2025-09",
    "2025-02-30", "0001-01-01", "9999-12-31", "23:59", "00:01+1", "00:01-1", "2025-05-12T07:00",
    "0001-01-01T00:00", "9999-12-31T23:59", "12", "https://x.org", "public", "滑雪",
    "2025-05-12 启动 a | b @c", "#a ＃b",
]  # fmt: skip
ANY = st.one_of(st.sampled_from(SOME), st.sampled_from(SOME), st.text(max_size=8))


@pytest.mark.parametrize("kind", EXAMPLES)
@given(data=st.data())
def test_any_words_in_any_field_make_an_entry_or_are_refused(kind, data, gazetteer) -> None:
    context = Resolver("zh", date(2025, 12, 20), gazetteer)
    names = [field.name for field in form_fields(kinds.get(kind))]
    raw = data.draw(st.dictionaries(st.sampled_from(names), ANY))
    base = make(kind, context, **EXAMPLES[kind])
    for before in (None, base):
        with suppress(YearlogError):
            entry = build(Draft(kind, raw), context, base=before)
            assert build(Draft(kind, raw_of(entry)), context, base=entry) is entry
