"""What a public review may show: nothing that is private, told by any of its parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.review.conftest import Years
from yearlog.actions import entries as actions
from yearlog.actions import settings, trips
from yearlog.actions.photos import Photo
from yearlog.i18n import Both
from yearlog.review.model import Counted, YearReview
from yearlog.review.stats import to_json
from yearlog.review.visible import EVERYTHING, PUBLIC, visible
from yearlog.review.year import Frame


def keys(counted: tuple[Counted, ...]) -> list[str]:
    return sorted(one.label("en") for one in counted)


def everything_said(found: YearReview) -> str:
    return repr(found) + repr(to_json(found))


def test_private_entries_count_in_the_stats_alone(years: Years) -> None:
    years.add("f ITH JFK 2025-05-12 07:00-08:15")
    years.add("f JFK GVA 2025-05-14 18:00-08:00", visibility="private")
    years.add("t 2025-05-16 @Bern A secret talk", visibility="private")
    years.add("p Hidden 2025-01-01..2025-12-31", visibility="private")
    years.add("r 2025-05-17 不能说的事", visibility="private")
    years.add("s Zermatt 2025-05-18..19", visibility="private")
    all_of_it, shown = years.review(2025), years.review(2025, PUBLIC)
    assert (all_of_it.flights.count, shown.flights.count) == (2, 1)
    assert all_of_it.talks.by_place
    assert all_of_it.projects.max_concurrent == 1
    assert shown.hidden == 5
    assert shown.flights.distance_km.value == pytest.approx(304, rel=0.005)
    assert [sum(map(len, one.flights.by_month)) for one in (all_of_it, shown)] == [2, 1]
    assert keys(shown.places.cities) == ["Ithaca", "New York"]
    assert {one.key for one in shown.flights.airports} == {"ITH", "JFK"}
    assert shown.projects.max_concurrent == 0
    assert shown.projects.most_from is None
    assert (len(shown.stays), len(shown.reflections.entries)) == (0, 0)
    assert shown.reflections.characters == 0
    for word in ("Geneva", "日内瓦", "Bern", "secret", "Hidden", "不能说的事", "Zermatt", "GVA"):
        assert word in everything_said(all_of_it), word
        assert word not in everything_said(shown), word


def test_a_private_earlier_visit_is_still_the_first(years: Years) -> None:
    years.add("f ITH JFK 2024-05-12", visibility="private")
    years.add("s Geneva 2024-05-12..13", visibility="private")
    years.add("f ITH JFK 2025-05-12")
    years.add("s Geneva 2025-05-13..14")
    years.add("s Vienna 2025-05-15..16")
    shown = years.review(2025, PUBLIC)
    assert keys(shown.places.first_cities) == ["Vienna"]
    assert [one.key for one in shown.places.first_countries] == ["AT"]
    assert shown.places.first_airports == ()


def test_a_private_first_visit_is_named_only_by_a_public_one(years: Years) -> None:
    years.add("s Vienna 2025-03-15..16", visibility="private")
    assert years.review(2025, PUBLIC).places.first_cities == ()
    public = years.add("s Vienna 2025-05-15..16")
    (city,) = years.review(2025, PUBLIC).places.first_cities
    assert city.ids == (public.id,)


def test_a_private_leg_still_makes_a_layover(years: Years) -> None:
    """The public page must not say Amsterdam was visited because the way on from it is hidden."""
    years.add("f JFK AMS 2025-06-01 19:30-09:00")
    years.add("f AMS GVA 2025-06-02 12:00-13:30", visibility="private")
    shown = years.review(2025, PUBLIC)
    assert keys(shown.places.cities) == ["New York"]
    assert keys(shown.places.layovers) == ["Amsterdam"]
    assert "Geneva" not in everything_said(shown)


def test_a_trip_shows_only_its_public_part(years: Years) -> None:
    settings.write(years.space, "home", "Ithaca")
    years.add("f ITH JFK 2025-06-01")
    years.add("f JFK GVA 2025-06-03", visibility="private")
    years.add("f GVA ITH 2025-06-09", visibility="private")
    years.add("s Zermatt 2025-08-01..2", visibility="private")
    (trip,) = years.review(2025, PUBLIC, homes=years.space.homes).trips
    assert (trip.name("en"), str(trip.ends_on)) == ("New York", "2025-06-01")
    assert trip.distance_km == pytest.approx(304, rel=0.005)
    assert len(trip.entries) == 1


def test_the_name_of_a_trip_shows_only_with_the_entry_that_carries_it(years: Years) -> None:
    settings.write(years.space, "home", "Ithaca")
    first = years.add("f ITH JFK 2025-06-01", visibility="private")
    second = years.add("f JFK ITH 2025-06-09")
    trips.change(years.space, first.id, name_zh="我们的秘密", name_en="Our secret")
    (trip,) = years.review(2025, homes=years.space.homes).trips
    assert trip.title("en") == "Our secret"
    shown = years.review(2025, PUBLIC, homes=years.space.homes)
    assert [one.id for one in shown.trips[0].entries] == [second.id]
    assert shown.trips[0].title("en") == ""
    for word in ("secret", "秘密"):
        assert word not in everything_said(shown)
    actions.set_visibility(years.space, "public", ids=[first.id])
    assert years.review(2025, PUBLIC).trips[0].title("zh") == "我们的秘密"


def test_a_public_entry_may_lend_its_name_where_the_first_is_private(years: Years) -> None:
    first = years.add("f ITH JFK 2025-06-01", visibility="private")
    second = years.add("f JFK ITH 2025-06-09")
    for entry, name in ((first, "Kept"), (second, "Told")):
        words = entry.trip._replace(name=Both("", name))
        actions.change(
            years.space, "trip", [entry], lambda one, words=words: replace(one, trip=words)
        )
    assert years.review(2025).trips[0].title("en") == "Kept"
    assert years.review(2025, PUBLIC).trips[0].title("en") == "Told"


def test_a_private_span_in_the_name_of_a_trip_does_not_show(years: Years) -> None:
    first = years.add("f ITH JFK 2025-06-01")
    trips.change(years.space, first.id, name_en=f"Away {SECRET}", name_zh=SECRET)
    shown = years.review(2025, PUBLIC)
    assert "tell nobody" not in everything_said(shown)
    assert shown.trips[0].title("en").strip() == "Away"


def test_a_name_of_the_year_before_needs_its_entry_to_be_public(years: Years) -> None:
    settings.write(years.space, "home", "Ithaca")
    first = years.add("f ITH JFK 2024-12-30", visibility="private")
    years.add("f JFK ITH 2025-01-02")
    trips.change(years.space, first.id, name_en="Hidden new year")
    homes = years.space.homes
    assert years.review(2025, homes=homes).trips[0].title("en") == "Hidden new year"
    assert "Hidden" not in everything_said(years.review(2025, PUBLIC, homes=homes))


def test_a_gap_shows_only_between_two_public_flights(years: Years) -> None:
    landed = years.add("f ITH JFK 2025-06-01")
    leaves = years.add("f SFO ITH 2025-06-09", visibility="private")
    assert years.review(2025).trips[0].gaps == ((landed.id, leaves.id),)
    assert years.review(2025, PUBLIC).trips[0].gaps == ()
    assert leaves.id not in everything_said(years.review(2025, PUBLIC))


def test_sensitive_fields_never_show(years: Years) -> None:
    years.add(
        "f ITH JFK 2025-05-12 DL4921 07:01-08:16",
        seat="12A",
        registration="N123XY",
        actual_departure="07:09",
        actual_arrival="08:21",
        body_en="Smooth.",
    )
    shown = years.review(2025, PUBLIC)
    said = everything_said(shown)
    for secret in ("12A", "N123XY", "07:01", "08:16", "07:09", "08:21"):
        assert secret not in said
        assert secret in everything_said(years.review(2025))
    assert shown.flights.duration_minutes.value == 72  # by the actual times
    assert "DL4921" in said


def test_where_home_is_never_shows(years: Years) -> None:
    settings.write(years.space, "home", "Zermatt")
    years.add("s Ithaca 2025-02-15..17 居家")
    years.add("f GVA AMS 2025-06-01")
    years.add("f AMS GVA 2025-06-05")
    everything = years.review(2025, homes=years.space.homes)
    shown = years.review(2025, PUBLIC, homes=years.space.homes)
    assert everything.home is not None
    assert shown.home is None
    assert shown.stays[0].place is None
    for word in ("Zermatt", "Ithaca", "伊萨卡"):
        assert word in everything_said(everything)
        assert word not in everything_said(shown)


def test_a_home_guessed_from_private_flights_does_not_show(years: Years) -> None:
    years.add("f YUL YYZ 2025-02-05", visibility="private")
    years.add("f YYZ YUL 2025-02-07", visibility="private")
    years.add("r 2025-03-01 Fine")
    said = everything_said(years.review(2025, PUBLIC))
    assert "Montreal" not in said
    assert "Toronto" not in said


SECRET = "%%tell nobody%%"


def test_private_spans_show_nowhere(years: Years, tmp_path: Any) -> None:
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    photo = Photo(picture, Both(f"图{SECRET}", f"photo {SECRET}"), Both(SECRET, SECRET))
    stored = actions.add_line(
        years.space,
        ["r", "2025-05-12"],
        more={"title_zh": f"题{SECRET}", "body_zh": f"前{SECRET}后", "visibility": "public"},
        photos=(photo,),
    )
    years.add("t 2025-05-12", title_en=f"Talk {SECRET}", event=f"E {SECRET}", host=SECRET)
    years.add(
        "p 2025-05-12",
        title_en="Project",
        role=SECRET,
        milestones=f"2025-06-01 accepted {SECRET} | paper @{SECRET}",
    )
    frame = Frame(title=Both(f"年{SECRET}", ""), epigraph=Both("", f"x {SECRET}"))
    shown = years.review(2025, PUBLIC, frame=frame)
    assert "tell nobody" not in everything_said(shown)
    assert "tell nobody" in everything_said(years.review(2025, EVERYTHING, frame=frame))
    (note,) = [one for one in shown.entries if one.id == stored[0].id]
    assert note.texts["zh"].body == "前后"
    assert note.photos[0].caption.zh == "图"
    assert shown.title.zh == "年"


def test_a_deleted_entry_is_never_visible(years: Years) -> None:
    entry = years.add("r 2025-05-12 gone")
    actions.delete(years.space, [entry.id])
    gone = years.space.journal.entry(entry.id, deleted=True)
    assert visible(gone, PUBLIC) is None
    assert visible(gone, EVERYTHING) is None


def test_a_tag_with_a_private_span_is_left_out(years: Years) -> None:
    entry = years.add("r 2025-05-12 hello", tags="llm %%who%%")
    shown = visible(entry, PUBLIC)
    assert shown is not None
    assert shown.tags == ("llm",)
