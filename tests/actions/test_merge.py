"""Two changes of one entry: what goes together does, and what does not is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from yearlog.actions.merge import changed, merge, same
from yearlog.capture.build import Draft, build
from yearlog.capture.resolve import Resolver
from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.translation import stale
from yearlog.kinds.values import Attachment
from yearlog.places.gazetteer import Gazetteer

BODY = "One.\n\nTwo.\n\nThree.\n\nFour."


@pytest.fixture
def context(gazetteer: Gazetteer) -> Resolver:
    return Resolver("en", date(2025, 12, 20), gazetteer)


@pytest.fixture
def flight(context: Resolver) -> Entry:
    raw = {
        "origin": "ITH", "destination": "JFK", "starts_on": "2025-05-12",
        "scheduled_departure": "07:00", "scheduled_arrival": "08:15", "tags": "work",
    }  # fmt: skip
    return build(Draft("flight", raw), context)


@pytest.fixture
def essay(context: Resolver) -> Entry:
    raw = {"title_zh": "雪", "title_en": "Snow", "body_en": BODY, "tags": "a b c"}
    return build(Draft("reflection", raw), context)


@pytest.fixture
def project(context: Resolver) -> Entry:
    steps = "2025-03-01 started\n2025-05-01 submitted first @CHI\n2025-09-01 accepted @CHI"
    raw = {"title_en": "Firn Atlas", "starts_on": "2025-03-01", "milestones": steps}
    return build(Draft("project", raw), context)


@pytest.fixture
def edit(context: Resolver):
    """Give what changes fields of an entry as any door does."""

    def change(entry: Entry, **raw: str) -> Entry:
        later = build(Draft(entry.kind, raw), context, base=entry)
        return replace(later, updated_at="2025-12-20T11:00:00.000Z")

    return change


def names(merged) -> list[str]:
    return [conflict.name for conflict in merged.conflicts]


def test_a_field_only_one_side_changed_is_that_sides(flight: Entry, edit) -> None:
    found = merge(flight, edit(flight, seat="12A"), edit(flight, cabin="business", body_zh="雪。"))
    assert found.conflicts == ()
    assert (found.entry.details.seat, found.entry.details.cabin) == ("12A", "business")
    assert found.entry.texts["zh"].body == "雪。"


def test_the_same_change_on_both_sides_is_no_conflict(flight: Entry, edit) -> None:
    found = merge(flight, edit(flight, seat="12A"), edit(flight, seat="12A"))
    assert found.conflicts == ()
    assert found.entry.details.seat == "12A"


def test_two_values_for_one_field_are_a_conflict_in_words(flight: Entry, edit) -> None:
    flown = edit(flight, seat="1A", status="planned")
    mine, theirs = edit(flown, status="flown"), edit(flown, status="cancelled")
    found = merge(flown, mine, theirs)
    (conflict,) = found.conflicts
    assert conflict.name == "status"
    assert conflict.label == Both("状态", "Status")
    assert conflict.base == Both("计划中", "planned")
    assert conflict.mine == Both("已飞", "flown")
    assert conflict.theirs == Both("已取消", "cancelled")
    assert found.entry.details.status == "flown"


def test_an_entry_nobody_else_changed_is_mine(flight: Entry, edit) -> None:
    mine = edit(flight, seat="12A")
    assert merge(flight, mine, flight).entry is mine
    assert merge(flight, flight, mine).entry is mine


def test_distance_and_duration_follow_what_was_put_together(flight: Entry, edit) -> None:
    """ITH to BOS by 08:45 is what neither side wrote; both airports are in one zone."""
    found = merge(flight, edit(flight, destination="BOS"), edit(flight, scheduled_arrival="08:45"))
    assert found.conflicts == ()
    details = found.entry.details
    assert details.destination.iata == "BOS"
    assert details.duration_minutes == 105
    assert details.distance_km == edit(flight, destination="BOS").details.distance_km
    assert details.distance_km != flight.details.distance_km


def test_a_day_moved_here_and_a_time_changed_there_go_together(flight: Entry, edit) -> None:
    mine, theirs = edit(flight, starts_on="2025-05-20"), edit(flight, scheduled_arrival="08:45")
    found = merge(flight, mine, theirs)
    assert found.conflicts == ()
    assert found.entry.details.scheduled_departure == "2025-05-20T07:00"
    assert found.entry.details.scheduled_arrival == "2025-05-20T08:45"


def test_times_that_no_flight_can_have_are_a_conflict(flight: Entry, edit) -> None:
    late = edit(flight, scheduled_departure="08:00")
    early = edit(flight, scheduled_arrival="07:30")
    found = merge(flight, late, early)
    assert names(found) == ["scheduled_arrival"]
    assert found.entry.details == late.details


def test_a_route_from_an_airport_to_itself_is_a_conflict(flight: Entry, edit) -> None:
    mine, theirs = edit(flight, destination="BOS"), edit(flight, origin="BOS")
    found = merge(flight, mine, theirs)
    assert names(found) == ["origin"]
    assert found.entry.details == mine.details


def test_an_end_before_the_start_is_a_conflict(project: Entry, edit) -> None:
    spring = edit(project, ends_on="2025-09-30")
    mine, theirs = edit(spring, starts_on="2025-08-01"), edit(spring, ends_on="2025-06-30")
    found = merge(spring, mine, theirs)
    assert names(found) == ["ends_on"]
    assert (found.entry.starts_on, found.entry.ends_on) == (date(2025, 8, 1), date(2025, 9, 30))


def test_two_titles_taken_away_would_leave_none(project: Entry, edit) -> None:
    both = edit(project, title_zh="粒雪图谱")
    found = merge(both, edit(both, title_zh=""), edit(both, title_en=""))
    assert names(found) == ["title_en"]
    assert found.entry.titles == Both("", "Firn Atlas")


# Tags and lists -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "theirs", "together"),
    [
        ("a b c d", "a b c e", ("a", "b", "c", "d", "e")),
        ("a c", "a b c e", ("a", "c", "e")),
        ("b c", "a b", ("b",)),
        ("c b a", "a b c e", ("c", "e", "b", "a")),
        ("a b c d", "c b a", ("c", "d", "b", "a")),
        ("", "a b c d", ("d",)),
    ],
)
def test_tags_are_merged_as_a_set_that_keeps_its_order(
    essay: Entry, edit, mine: str, theirs: str, together: tuple[str, ...]
) -> None:
    found = merge(essay, edit(essay, tags=mine), edit(essay, tags=theirs))
    assert found.conflicts == ()
    assert found.entry.tags == together


def test_milestones_are_merged_like_lines(project: Entry, edit) -> None:
    old = project.details.milestones
    steps = "2025-03-01 started\n2025-05-01 submitted first @CHI\n2025-09-01 accepted @CHI"
    mine = edit(project, milestones=steps.replace("03-01", "03-02"))
    theirs = edit(project, milestones=steps + "\n2025-11-01 released")
    found = merge(project, mine, theirs)
    assert found.conflicts == ()
    assert [step.on for step in found.entry.details.milestones] == [
        date(2025, 3, 2), old[1].on, old[2].on, date(2025, 11, 1),
    ]  # fmt: skip
    rewritten = edit(project, milestones=steps.replace("03-01", "03-03"))
    assert names(merge(project, mine, rewritten)) == ["milestones"]


# Bodies -------------------------------------------------------------------------------------------


def test_paragraphs_changed_apart_are_merged(essay: Entry, edit) -> None:
    mine = edit(essay, body_en=BODY.replace("One.", "First."))
    theirs = edit(essay, body_en=BODY.replace("Three.", "Third.") + "\n\nFive.")
    found = merge(essay, mine, theirs)
    assert found.conflicts == ()
    assert found.entry.texts["en"].body == "First.\n\nTwo.\n\nThird.\n\nFour.\n\nFive."


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (BODY.replace("Two", "Second"), BODY.replace("Two", "2nd")),
        (BODY + "\n\nMine.", BODY + "\n\nTheirs."),
        (BODY.replace("Two.\n", "Second.\n"), BODY.replace("Two.\n\n", "Two.\n!\n")),
        ("", BODY.replace("Two", "2nd")),
    ],
    ids=["one line", "both at the end", "neighbours", "all of it away"],
)
def test_lines_that_touch_are_a_conflict(essay: Entry, edit, mine: str, theirs: str) -> None:
    found = merge(essay, edit(essay, body_en=mine), edit(essay, body_en=theirs))
    (conflict,) = found.conflicts
    assert conflict.name == "body_en"
    assert (conflict.mine.en, conflict.theirs.en) == (mine, theirs)
    assert found.entry.text("en")[0].body == mine


def test_the_bodies_of_two_languages_do_not_meet(essay: Entry, edit) -> None:
    found = merge(essay, edit(essay, body_en="Rewritten."), edit(essay, body_zh="重写。"))
    assert found.conflicts == ()
    assert [found.entry.texts[lang].body for lang in ("zh", "en")] == ["重写。", "Rewritten."]


def test_line_ends_and_odd_separators_stay_as_they_are(essay: Entry, edit) -> None:
    base = edit(essay, body_en="a\r\nb\u2028c\r\nd\r\ne\r\nf")
    mine = edit(base, body_en="A\r\nb\u2028c\r\nd\r\ne\r\nf")
    theirs = edit(base, body_en="a\r\nb\u2028c\r\nd\r\nE\r\nf")
    assert merge(base, mine, theirs).entry.texts["en"].body == "A\r\nb\u2028c\r\nd\r\nE\r\nf"


# Photos -------------------------------------------------------------------------------------------


def photo(letter: str, zh: str = "", en: str = "", at: int = 0) -> Attachment:
    return Attachment(letter * 64, f"{letter}.jpg", "image/jpeg", 3, Both(zh, en), position=at)


def with_photos(entry: Entry, *photos: Attachment) -> Entry:
    numbered = tuple(one._replace(position=at) for at, one in enumerate(photos))
    return replace(entry, photos=numbered, updated_at="2025-12-20T11:00:00.000Z")


def test_photos_are_merged_by_their_bytes_and_captions_by_language(essay: Entry) -> None:
    base = with_photos(essay, photo("a"), photo("b"))
    mine = with_photos(essay, photo("a", zh="雪"), photo("b"), photo("c"))
    theirs = with_photos(essay, photo("a", en="Snow"))
    found = merge(base, mine, theirs)
    assert found.conflicts == ()
    assert found.entry.photos == (photo("a", "雪", "Snow"), photo("c", at=1))


def test_two_captions_in_one_language_are_a_conflict(essay: Entry) -> None:
    base = with_photos(essay, photo("a", en="Ridge"))
    found = merge(base, with_photos(essay, photo("a", en="Mine")), with_photos(
        essay, photo("a", en="Theirs")))  # fmt: skip
    (conflict,) = found.conflicts
    assert conflict.name == "photos"
    assert conflict.label == Both("照片 a.jpg 的英文图注", "English caption of the photo a.jpg")
    assert (conflict.mine.en, conflict.theirs.en) == ("Mine", "Theirs")
    assert found.entry.photos[0].caption.en == "Mine"


def test_a_photo_taken_out_here_and_described_there_is_a_conflict(essay: Entry) -> None:
    base = with_photos(essay, photo("a"))
    described, without = with_photos(essay, photo("a", zh="雪")), with_photos(essay)
    found = merge(base, described, without)
    assert names(found) == ["photos"]
    assert found.entry.photos == described.photos
    found = merge(base, without, described)
    assert names(found) == ["photos"]
    assert found.entry.photos == ()


# Without a base, and what was changed ---------------------------------------------------------


def test_without_a_base_whatever_differs_is_a_conflict(flight: Entry, edit) -> None:
    mine, theirs = edit(flight, seat="12A", tags="work home"), edit(flight, cabin="first")
    found = merge(None, mine, theirs)
    assert sorted(names(found)) == ["cabin", "seat", "tags"]
    assert same(found.entry, mine)


def test_what_the_other_side_changed_has_names(flight: Entry, edit) -> None:
    assert changed(flight, edit(flight, seat="12A", body_zh="雪。")) == (
        Both("中文正文", "Chinese text"), Both("座位", "Seat"),
    )  # fmt: skip


# Translations -------------------------------------------------------------------------------------


def test_a_translation_changed_beside_its_original_follows_what_it_was_made_from(
    context: Resolver, edit
) -> None:
    raw = {"body_en": BODY, "body_zh": "一。\n\n二。\n\n三。"}
    base = build(Draft("reflection", raw), context)  # English is the original here
    original = edit(base, body_en=BODY.replace("One", "First"))
    translation = edit(base, body_zh="一。\n\n二。\n\n叁。")
    both = edit(base, body_en=BODY.replace("Four", "Fourth"), body_zh="壹。\n\n二。\n\n三。")
    assert stale(merge(base, original, translation).entry) == "zh"
    assert stale(merge(base, translation, original).entry) == "zh"
    assert stale(merge(base, both, translation).entry) is None
    assert stale(merge(base, both, original).entry) == "zh"
