"""An entry as a Markdown file: whatever its texts hold, it reads back as the same entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.plain_strategies import HOSTILE, both, days, some, words
from yearlog.capture.resolve import Resolver
from yearlog.i18n import Both
from yearlog.journal import front, plain
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.project import Project
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.stay import Stay
from yearlog.kinds.talk import Talk
from yearlog.kinds.types import Milestone
from yearlog.kinds.values import Airport, Attachment, Place, Text
from yearlog.places.gazetteer import Gazetteer

ID = "0196c5f0-1234-7abc-8def-0123456789ab"
STAMP = "2025-05-12T10:00:00.000Z"

places = st.builds(
    Place,
    name_en=some,
    name_zh=words,
    kind=some,
    country_code=words,
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    tz=words,
    source=words,
    id=some,
)
airports = st.builds(
    Airport,
    iata=some,
    name_zh=words,
    city_en=words,
    latitude=st.none() | st.integers(-90000, 90000).map(lambda n: n / 1000),
    longitude=st.none() | st.integers(-180000, 180000).map(lambda n: n / 1000),
)
milestones = st.builds(
    Milestone, days, st.sampled_from(["started", "accepted"]), both, words.map(str.strip)
)


def build_texts(parts: list[tuple[str, str, str]]) -> dict[Any, Text]:
    texts = zip(("zh", "en"), (Text(*part) for part in parts), strict=False)
    return {lang: text for lang, text in texts if text.title or text.body}


details = st.one_of(
    st.just(Reflection()),
    st.builds(Stay, purpose=st.sampled_from(["", "ski", "home"])),
    st.builds(Talk, audience=st.none() | st.integers(0, 9999)),
    st.builds(Project, milestones=st.lists(milestones, max_size=3).map(tuple)),
    st.builds(Flight, origin=airports, destination=airports, distance_km=st.just(303.7)).filter(
        lambda flight: flight.origin.iata != flight.destination.iata
    ),
)
photos = st.builds(
    Attachment,
    sha256=st.sampled_from(["a" * 64, "b" * 64]),
    filename=some,
    media_type=st.just("image/png"),
    size=st.just(7),
    caption=both,
    alt=both,
)
all_entries = st.builds(
    Entry,
    id=st.just(ID),
    starts_on=days,
    details=details,
    date_precision=st.sampled_from(["day", "month", "year"]),
    visibility=st.sampled_from(["private", "public"]),
    language=st.sampled_from(["zh", "en"]),
    place=st.none() | places,
    tags=st.lists(some.filter(lambda tag: tag[0] not in "#＃"), max_size=3, unique=True).map(tuple),
    texts=st.lists(st.tuples(words, words, words), max_size=2).map(build_texts),
    photos=st.lists(photos, max_size=2).map(
        lambda found: tuple(photo._replace(position=at) for at, photo in enumerate(found))
    ),
    created_at=st.just(STAMP),
    updated_at=st.just(STAMP),
    deleted_at=st.sampled_from(["", STAMP]),
)


def name_of(photo: Attachment) -> str:
    return f"photos/{photo.sha256}"


def find(name: str, caption: Both, alt: Both, filename: str) -> Attachment:
    """Find what `name_of` named."""
    return Attachment(name.removeprefix("photos/"), filename, "image/png", 7, caption, alt)


@pytest.fixture(scope="module")
def context(gazetteer: Gazetteer) -> Resolver:
    return Resolver(lang="en", today=date(2025, 12, 20), gazetteer=gazetteer)


@settings(max_examples=400)
@given(all_entries)
def test_any_entry_reads_back_as_itself(context: Resolver, entry: Entry) -> None:
    text = plain.write(entry, name_of)
    again = plain.read(text, "entry.md", context, find)
    assert again == entry
    assert plain.write(again, name_of) == text


@settings(max_examples=300)
@given(st.dictionaries(some, words | st.lists(words) | st.dictionaries(some, words), max_size=4))
@example({"title": "a\n---\nb"})
def test_front_matter_reads_back_as_the_same_strings(data: dict[str, Any]) -> None:
    text = front.to_yaml(data)
    assert front.from_yaml(text, "x") == data
    assert "\n---\n" not in f"\n{text}"


@pytest.fixture
def without_libyaml(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read YAML as an installation does whose PyYAML came without libyaml."""
    import yaml

    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    front._strings_only.cache_clear()
    yield
    front._strings_only.cache_clear()


@pytest.mark.usefixtures("without_libyaml")
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(some, words | st.lists(words) | st.dictionaries(some, words), max_size=4))
def test_front_matter_reads_the_same_without_libyaml(data: dict[str, Any]) -> None:
    assert front.from_yaml(front.to_yaml(data), "x") == data


@pytest.mark.parametrize("libyaml", [True, False])
def test_a_control_character_is_named_with_its_line(
    request: pytest.FixtureRequest, libyaml: bool
) -> None:
    if not libyaml:
        request.getfixturevalue("without_libyaml")
    text = "a: 汉汉汉汉\nb: 汉汉汉汉\nc: x\x07y\n" + "d\n" * 30
    with pytest.raises(front.BadFile, match=r"^x, line 3: "):
        front.from_yaml(text, "x")


@pytest.mark.parametrize(
    "text",
    ["08", "1e3", "1E-3", "0x1F", "0o17", "0b1", "1_000", ".5", "5.", "-1", "+1", "07:00",
     "12:30:45", "2025-01-01", "no", "y", "N", "on", "null", "~", ".inf", ".NaN", "=", "<<", ""],
)  # fmt: skip
def test_what_other_programs_take_for_no_text_is_quoted(text: str) -> None:
    assert front.to_yaml({"title": text}) == f"title: '{text}'\n"


@pytest.mark.parametrize("body", HOSTILE)
def test_a_body_is_kept_byte_for_byte(context: Resolver, body: str) -> None:
    texts: dict[Any, Text] = {"zh": Text("", body), "en": Text("", f"x{body}")}
    entry = Entry(ID, date(2025, 5, 12), Reflection(), texts=texts, language="zh")
    data = plain.write(entry, name_of).encode()
    read = plain.read(data.decode(), "entry.md", context, find)
    assert read.texts["zh"].body.encode() == body.encode()
    assert read.texts["en"].body.encode() == f"x{body}".encode()


def test_a_file_by_hand_needs_little(context: Resolver) -> None:
    text = (
        "---\nkind: flight\nstarts_on: 2025-05-12\norigin: ITH\ndestination: JFK\n"
        "flight_number: dl 4921\nscheduled_departure: '07:00'\nscheduled_arrival: '08:15'\n---"
    )
    entry = plain.read(text, "flight.md", context, find)
    assert isinstance(entry.details, Flight)
    flight = entry.details
    assert (flight.origin.iata, flight.origin.tz) == ("ITH", "America/New_York")
    assert (flight.flight_number, flight.status) == ("DL4921", "flown")
    assert flight.scheduled_arrival == "2025-05-12T08:15"
    assert flight.duration_minutes == 75
    # Ithaca 42.491 N 76.458 W to Kennedy 40.640 N 73.779 W: 164 nautical miles.
    assert flight.distance_km == pytest.approx(304, rel=0.005)
    assert entry.visibility == "private"
    assert len(entry.id) == 36


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_text_by_hand_in_either_kind_of_line_ends(context: Resolver, ends: str) -> None:
    lines = [
        "---", "kind: reflection", "starts_on: 昨天", "title: 一次旅行", "tags: llm, 旅行、雪",
        "place: Geneva", "---", "<!-- zh -->", "第一段", "", "第二段", "<!-- en -->", "First.", "",
    ]  # fmt: skip
    entry = plain.read(ends.join(lines), "note.md", context, find)
    assert entry.starts_on == date(2025, 12, 19)
    assert entry.texts["zh"] == Text("一次旅行", "第一段\n\n第二段")
    assert entry.texts["en"].body == "First."
    assert entry.tags == ("llm", "旅行", "雪")
    assert entry.place is not None
    assert entry.place.country_code == "CH"


def test_places_by_hand_are_not_taken_for_one_another(context: Resolver) -> None:
    def place(name: str) -> Place:
        text = f"---\nkind: stay\nstarts_on: 2025-05-12\nplace: {{name_en: {name}}}\n---\n"
        found = plain.read(text, "stay.md", context, find).place
        assert found is not None
        return found

    assert place("The Hut").id == place("The Hut").id
    assert place("The Hut").id != place("The Cabin").id


GOOD = "---\nkind: reflection\nstarts_on: 2025-05-12\n"
TALK = "---\nkind: talk\nstarts_on: 2025-05-12\n"


@pytest.mark.parametrize(
    ("text", "line", "zh", "en"),
    [
        ("", 1, "第一行应是 ---", "the first line should be ---"),
        ("hello\n", 1, "第一行应是 ---", "the first line should be ---"),
        (GOOD, 4, "没有用 --- 结束", "does not end with ---"),
        (GOOD + "mood: fine\n---\n", 4, "不认识的键「mood」", "unknown key “mood”"),
        ("---\nkind: mood\n---\n", 2, "kind 应是", "kind should be"),
        ("---\nstarts_on: 2025-01-01\n---\n", 0, "kind 应是", "kind should be"),
        ("---\nkind: stay\nstarts_on: 2025-02-30\n---\n", 3, "没有「2025-02-30」", "no 2025-02-30"),
        ("---\nkind: reflection\n---\n", 0, "读不成日期", "as a date"),
        (GOOD + "ends_on: 2025-05-11\n---\n", 4, "早于", "before the start"),
        (GOOD + "ends_on: soon\n---\n", 4, "读不成日期", "as a date"),
        (GOOD + "date_precision: hour\n---\n", 4, "day / month / year", "day / month / year"),
        (GOOD + "visibility: publik\n---\n", 4, "private / public", "private / public"),
        (GOOD + "language: fr\n---\n", 4, "zh / en", "zh / en"),
        (GOOD + "id: ../../etc\n---\n", 4, "36 位编号", "a UUID"),
        (GOOD + "tags: {a: b}\n---\n", 4, "一列标签", "a list"),
        (GOOD + "title: {fr: Bonjour}\n---\n", 4, "zh 和 en", "zh and en"),
        (GOOD + "title:\n- a\n---\n", 4, "zh 和 en", "zh and en"),
        (GOOD + "photos: a.jpg\n---\n", 4, "一列", "a list"),
        (GOOD + "photos: [a.jpg]\n---\n", 4, "一列", "a list"),
        (GOOD + "place: {latitude: 95, name_en: x}\n---\n", 4, "不是地点", "“95” is no"),
        (GOOD + "place: {latitude: nan, name_en: x}\n---\n", 4, "不是地点", "is no place"),
        (GOOD + "place: {latitude: north, name_en: x}\n---\n", 4, "不是地点", "is no place"),
        (GOOD + "place: {nmae_en: x}\n---\n", 4, "不是地点", "is no place"),
        (GOOD + "place: [a]\n---\n", 4, "不是地点", "is no place"),
        (GOOD + "place: Nowhereville\n---\n", 4, "找不到地点", "No place"),
        (GOOD + "starts_on: 2025-05-13\n---\n", 4, "YAML 有误", "stands here twice"),
        (GOOD + "title: {zh: a, zh: b}\n---\n", 4, "YAML 有误", "stands here twice"),
        (GOOD + "a: &a [x]\nb: [*a, *a]\n---\n", 5, "YAML 有误", "aliases"),
        (GOOD + "title: 'open\n---\n", 0, "YAML 有误", "bad YAML"),
        (GOOD + "a\tb\n---\n", 0, "YAML 有误", "bad YAML"),
        (GOOD + "title: a\x07b\n---\n", 4, "YAML 有误", "bad YAML"),
        ("---\n- a\n---\n", 2, "键: 值", "key: value"),
        (GOOD + "tags: " + "[" * 3000 + "\n---\n", 2, "嵌套太深", "nested too deeply"),
        (GOOD + "---\nstray words\n", 5, "正文前应有一行", "a text begins after a line"),
        (GOOD + "---\n<!-- zh -->\na\n<!-- zh -->\nb\n", 7, "出现了两次", "stands here twice"),
        (TALK + "audience: many\n---\n", 4, "不是数字", "not a number"),
        (TALK + "form: [talk]\n---\n", 4, "应是一个值", "single value"),
        (TALK.replace("talk", "project") + "milestones: [x]\n---\n", 4, "节点", "milestone"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_with_its_line(
    context: Resolver, text: str, line: int, zh: str, en: str
) -> None:
    with pytest.raises(front.BadFile) as raised:
        plain.read(text, "2025/note.md", context, find)
    said = raised.value
    assert zh in said.get("zh")
    assert en in said.get("en")
    if line:
        assert said.get("zh").startswith(f"2025/note.md 第 {line} 行：")
        assert said.get("en").startswith(f"2025/note.md, line {line}: ")
    else:
        assert said.get("en").startswith("2025/note.md")


@settings(max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"])) | words)
def test_no_text_brings_the_reader_down(context: Resolver, text: str) -> None:
    for whole in (text, f"---\n{text}\n---\n", f"{GOOD}{text}\n---\n{text}"):
        try:
            entry = plain.read(whole, "x.md", context, find)
        except front.BadFile as error:
            assert error.get("en").startswith("x.md")  # noqa: PT017
        else:
            assert entry.kind == "reflection"


def test_an_edited_file_shows_only_what_a_person_writes(context: Resolver) -> None:
    made = plain.read(
        "---\nkind: flight\nstarts_on: 2025-05-12\norigin: ITH\ndestination: JFK\n---\n",
        "x.md", context, find,
    )  # fmt: skip
    shown = plain.write(made, name_of, stamps=False)
    for key in ("id:", "created_at:", "updated_at:", "distance_km:", "duration_minutes:"):
        assert f"\n{key}" not in shown
    assert plain.read(shown, "x.md", context, find, made).details == made.details


def test_an_edited_flight_keeps_what_was_derived_unless_it_was_changed(context: Resolver) -> None:
    text = (
        "---\nkind: flight\nstarts_on: 2025-05-12\norigin: ITH\ndestination: JFK\n"
        "scheduled_departure: 2025-05-12T07:00\nscheduled_arrival: 2025-05-12T08:15\n---\n"
    )
    made = plain.read(text, "x.md", context, find)
    assert isinstance(made.details, Flight)
    old = replace(made, details=replace(made.details, distance_km=999.0))  # from older data
    shown = plain.write(old, name_of, stamps=False)
    kept = plain.read(shown, "x.md", context, find, old).details
    assert isinstance(kept, Flight)
    assert (kept.distance_km, kept.duration_minutes) == (999.0, 75)
    changed = plain.read(shown.replace("T08:15", "T08:30"), "x.md", context, find, old).details
    assert isinstance(changed, Flight)
    assert changed.duration_minutes == 90


def red_eye(context: Resolver) -> Entry:
    """Return a flight over New Year: PST −8 06:00Z, EST −5 11:30Z; an hour late in the end."""
    return plain.read(
        "---\nkind: flight\nstarts_on: 2025-12-31\norigin: SFO\ndestination: JFK\n"
        "scheduled_departure: '22:00'\nscheduled_arrival: '06:30'\n"
        "actual_departure: '23:00'\nactual_arrival: '07:30'\n---\n",
        "x.md", context, find,
    )  # fmt: skip


def test_times_go_along_when_only_the_date_was_changed(context: Resolver) -> None:
    made = red_eye(context)
    shown = plain.write(made, name_of, stamps=False)
    moved = shown.replace("starts_on: '2025-12-31'", "starts_on: '2025-03-08'")
    moved = moved.replace("starts_on: 2025-12-31", "starts_on: 2025-03-08")
    assert moved != shown
    details = plain.read(moved, "x.md", context, find, made).details
    assert isinstance(details, Flight)
    assert details.scheduled_departure == "2025-03-08T22:00"
    assert details.scheduled_arrival == "2025-03-09T06:30"
    assert (details.actual_departure, details.actual_arrival) == (
        "2025-03-08T23:00", "2025-03-09T07:30",
    )  # fmt: skip
    # the night clocks go forward: PST −8 07:00Z, EDT −4 since 07:00Z 11:30Z
    assert details.duration_minutes == 270


def test_a_time_that_was_changed_with_the_date_stands_as_written(context: Resolver) -> None:
    made = red_eye(context)
    shown = plain.write(made, name_of, stamps=False).replace("2025-12-31\n", "2026-01-02\n", 1)
    shown = shown.replace("2025-12-31'\n", "2026-01-02'\n", 1)
    changed = shown.replace("2026-01-01T07:30", "2026-01-03T09:00")
    assert "2026-01-02" in shown
    assert changed != shown
    details = plain.read(changed, "x.md", context, find, made).details
    assert isinstance(details, Flight)
    assert details.actual_departure == "2026-01-02T23:00"
    assert details.actual_arrival == "2026-01-03T09:00"
    assert details.duration_minutes == 420


def test_times_go_along_in_a_folder_that_is_loaded_too(context: Resolver) -> None:
    made = red_eye(context)
    text = plain.write(made, name_of).replace("2025-12-31\n", "2025-06-01\n", 1)
    text = text.replace("2025-12-31'\n", "2025-06-01'\n", 1)
    again = plain.rebase(plain.parse(text, "x.md", context, find), made, context)
    assert again.starts_on.isoformat() == "2025-06-01"
    assert isinstance(again.details, Flight)
    assert again.details.scheduled_departure == "2025-06-01T22:00"
    assert again.details.actual_arrival == "2025-06-02T07:30"
    assert again.details.duration_minutes == 330
