"""What an entry says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry, place_json, precise, to_json
from yearlog.kinds.field import Details
from yearlog.kinds.flight import Flight
from yearlog.kinds.project import Project
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.stay import Stay
from yearlog.kinds.talk import Talk
from yearlog.kinds.values import Airport, Attachment, Place, Text, TripWords

DAY = date(2025, 5, 12)
GENEVA = Place("Geneva", "日内瓦", "city", "CH", "GE", 46.2, 6.15, "Europe/Zurich", "test")


def entry(details: Details, **more) -> Entry:
    return Entry("1", DAY, details, **more)


def test_the_last_day_is_the_first_one_of_an_entry_without_an_end() -> None:
    assert entry(Stay()).last_day == DAY
    assert entry(Stay(), ends_on=date(2025, 5, 14)).last_day == date(2025, 5, 14)
    assert entry(Stay()).kind == "stay"
    assert entry(Stay()).meta.label == Both("停留", "stay")


@pytest.mark.parametrize(
    ("texts", "lang", "text", "of"),
    [
        ({"zh": Text("题", "文"), "en": Text("T", "B")}, "en", Text("T", "B"), "en"),
        ({"zh": Text("题", "文")}, "en", Text("题", "文"), "zh"),
        # a title alone gives way to a body in the other language
        ({"zh": Text("题", "文"), "en": Text("T", "")}, "en", Text("题", "文"), "zh"),
        ({"zh": Text("题", ""), "en": Text("T", "")}, "en", Text("T", ""), "en"),
        ({"zh": Text("题", "")}, "en", Text("题", ""), "zh"),
        ({}, "en", Text(), "en"),
    ],
)
def test_a_text_is_given_in_the_language_it_exists_in(texts, lang, text, of) -> None:
    assert entry(Reflection(), texts=texts).text(lang) == (text, of)


def test_a_headline_is_the_title_the_kinds_own_words_the_place_or_the_first_line() -> None:
    titled = entry(Talk(), texts={"zh": Text("标题", "")}, place=GENEVA)
    assert titled.headline("zh") == titled.headline("en") == "标题"
    assert titled.titles == Both("标题", "")
    route = Flight(Airport("ITH", city_en="Ithaca", city_zh="伊萨卡"), Airport("JFK"))
    assert entry(route).headline("zh") == "伊萨卡 → JFK"
    assert entry(Stay(), place=GENEVA).headline("zh") == "日内瓦"
    body = Text("", "\n\n" + "雪" * 70 + "\n第二段")
    assert entry(Reflection(), texts={"zh": body}).headline("en") == "雪" * 60
    assert entry(Project()).headline("zh") == "项目"
    assert entry(Project()).headline("en") == "project"


def test_a_name_falls_back_to_the_other_language_and_to_the_code() -> None:
    assert Place("Geneva").name("zh") == "Geneva"
    assert Airport("JFK", name_en="Kennedy").name("zh") == "Kennedy"
    assert Airport("JFK").city("zh") == "JFK"
    assert Airport("JFK", name_zh="肯尼迪机场").city("en") == "肯尼迪机场"
    assert Airport(icao="KJFK").code == "KJFK"


def test_a_date_is_written_as_precisely_as_it_is_known() -> None:
    assert precise(DAY, "day") == "2025-05-12"
    assert precise(DAY, "month") == "2025-05"
    assert precise(DAY, "year") == "2025"


def test_json_has_the_declared_names() -> None:
    photo = Attachment("ab", "a.jpg", "image/jpeg", 3, Both("山", "hill"), Both("图", "pic"))
    made = entry(
        Stay("ski"), ends_on=date(2025, 5, 14), visibility="public", place=GENEVA, tags=("雪",),
        texts={"zh": Text("题", "文")}, photos=(photo,), created_at="c", updated_at="u",
    )  # fmt: skip
    said = to_json(replace(made, trip=TripWords(Both("雪季", ""), "here")))
    assert said.pop("trip") == {"name_zh": "雪季", "name_en": "", "begins": "here", "stop": ""}
    assert to_json(made)["trip"] is None
    assert said == {
        "id": "1", "kind": "stay", "starts_on": "2025-05-12", "ends_on": "2025-05-14",
        "date_precision": "day", "visibility": "public", "language": "zh",
        "place": {
            "name_en": "Geneva", "name_zh": "日内瓦", "kind": "city", "country_code": "CH",
            "admin1": "GE", "latitude": 46.2, "longitude": 6.15, "tz": "Europe/Zurich",
            "source": "test",
        },
        "tags": ["雪"], "title_zh": "题", "body_zh": "文", "title_en": "", "body_en": "",
        "purpose": "ski",
        "photos": [{
            "sha256": "ab", "filename": "a.jpg", "media_type": "image/jpeg", "size": 3,
            "caption_zh": "山", "caption_en": "hill", "alt_zh": "图", "alt_en": "pic",
        }],
        "created_at": "c", "updated_at": "u", "deleted_at": None,
    }  # fmt: skip
    assert place_json(None) is None
    assert to_json(entry(Stay()))["ends_on"] is None
