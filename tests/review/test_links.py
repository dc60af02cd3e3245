"""Which flight brought one to a talk, a stay or a moment: small journals, by date and place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.review.conftest import Years, review_of
from yearlog.actions import reviews, settings
from yearlog.actions.links import of_entry
from yearlog.actions.workspace import Workspace
from yearlog.kinds.entry import Entry
from yearlog.review.stats import to_json
from yearlog.review.visible import EVERYTHING, PUBLIC, Profile


@pytest.fixture
def at_home(years: Years) -> Years:
    settings.write(years.space, "home", "Montreal")
    return years


def links(years: Years, profile: Profile = EVERYTHING, year: int = 2025) -> set[tuple[str, str]]:
    found = years.review(year, profile, homes=years.space.homes).links
    return {(one.flight_id, one.entry_id) for one in found}


def there(years: Years) -> Entry:
    """Fly to Geneva on 10 June, over night, and back on the 20th; return the flight there."""
    flight = years.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    years.add("f GVA YUL 2025-06-20 10:00-12:15")
    return flight


def test_what_was_done_where_the_flight_landed(at_home: Years) -> None:
    flight = there(at_home)
    talk = at_home.add("t 2025-06-12 @Geneva A Talk")
    stay = at_home.add("s Lausanne 2025-06-13..14")  # 50 km away
    moment = at_home.add("m 2025-06-15 @Geneva concert Mahler")
    assert links(at_home) == {(flight.id, one.id) for one in (talk, stay, moment)}
    # Nothing was flown to here, nobody went there, or nobody knows the day.
    at_home.add("t 2025-06-12 @Vienna Far Away")
    at_home.add("t 2025-06-12 @Geneva Online", mode="online")
    at_home.add("m 2025-06-15 Nowhere")
    at_home.add("m 2025-06-08 @Geneva Before")
    at_home.add("m 2025-06-21 @Geneva After")
    at_home.add("t 2025-06-20 @Montreal At Home")
    assert len(links(at_home)) == 3


def test_another_flight_between_breaks_the_link(at_home: Years) -> None:
    first = there(at_home)
    at_home.add("f GVA LHR 2025-06-12 10:00-10:45")
    talk = at_home.add("t 2025-06-14 @Geneva By Train")
    assert links(at_home) == set()
    again = at_home.add("f LHR GVA 2025-06-14 07:00-09:40")
    assert links(at_home) == {(again.id, talk.id)}
    early = at_home.add("t 2025-06-11 @Geneva Early")
    assert links(at_home) == {(again.id, talk.id), (first.id, early.id)}


def test_who_speaks_and_flies_on_the_same_day_spoke_first(at_home: Years) -> None:
    flight = at_home.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    talk = at_home.add("t 2025-06-12 @Geneva In the Morning")
    at_home.add("f GVA LHR 2025-06-12 15:00-15:45")
    at_home.add("f LHR YUL 2025-06-12 18:00-20:15")
    assert links(at_home) == {(flight.id, talk.id)}


def test_a_talk_before_one_landed_is_not_linked_but_a_stay_may_begin_early(at_home: Years) -> None:
    flight = at_home.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    at_home.add("t 2025-06-09 @Geneva Too Early")
    stay = at_home.add("s Geneva 2025-06-09..12")
    assert links(at_home) == {(flight.id, stay.id)}


def test_who_stayed_on_is_linked_long_after_landing(at_home: Years) -> None:
    flight = at_home.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    talk = at_home.add("t 2025-08-12 @Geneva A Talk")
    at_home.add("m 2025-08 @Geneva Some Day")
    assert links(at_home) == {(flight.id, talk.id)}
    at_home.add("f YUL BOS 2025-07-01 08:00-09:15")  # home in between, somehow
    assert links(at_home) == set()


def test_a_flight_known_by_its_month_brings_nobody(at_home: Years) -> None:
    there(at_home)
    at_home.add("s Geneva 2025-06-12..13")
    loose = [replace(one, date_precision="month") if one.kind == "flight" else one
             for one in at_home.kept]  # fmt: skip
    entries: list[Entry] = [*loose, *at_home.space.journal.entries(kind="stay")]
    assert review_of(entries, 2025, homes=at_home.space.homes).links == ()


def test_without_a_home_a_flight_still_leads_somewhere(years: Years) -> None:
    flight = years.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    moment = years.add("m 2025-06-10 @Geneva concert Mahler")
    assert links(years) == {(flight.id, moment.id)}


def test_on_a_public_page_only_what_it_shows_is_linked(at_home: Years) -> None:
    flight = there(at_home)
    hidden = at_home.add("t 2025-06-12 @Geneva Hidden", visibility="private")
    talk = at_home.add("t 2025-06-13 @Geneva Shown")
    assert links(at_home) == {(flight.id, talk.id), (flight.id, hidden.id)}
    assert links(at_home, PUBLIC) == {(flight.id, talk.id)}


def test_what_a_hidden_flight_led_to_is_not_linked_to_another(at_home: Years) -> None:
    at_home.add("f YUL GVA 2025-06-09 19:00-08:10+1", visibility="private")
    at_home.add("f GVA YUL 2025-06-20 10:00-12:15", visibility="private")
    at_home.add("t 2025-06-13 @Geneva Shown")
    assert links(at_home, PUBLIC) == set()


def test_the_json_names_both_and_the_kind(at_home: Years) -> None:
    flight, talk = there(at_home), at_home.add("t 2025-06-12 @Geneva A Talk")
    found: Any = to_json(at_home.review(2025, homes=at_home.space.homes))
    assert found["links"] == [{"from": flight.id, "to": talk.id, "kind": "talk"}]


def test_an_entry_is_asked_for_both_ways_and_over_new_year(at_home: Years) -> None:
    flight = at_home.add("f YUL GVA 2025-12-30 19:00-08:10+1")
    talk = at_home.add("t 2026-01-02 @Geneva A Talk")
    project = at_home.add("p Firn 2025-01-01..2026-06-01")
    space = at_home.space
    assert [one.id for one in of_entry(space, talk).flown] == [flight.id]
    assert [one.id for one in of_entry(space, flight).there] == [talk.id]
    assert of_entry(space, flight).flown == of_entry(space, project).there == []


def test_the_links_of_the_sample(sample: Callable[[], Workspace]) -> None:
    """By hand: Davos and Banff are more than 100 km from the airports, Montreal is home."""
    review = reviews.year_review(sample(), 2025, EVERYTHING, today=date(2026, 1, 15))
    known = {entry.id: entry for entry in review.entries}
    talks = [one for one in review.links if known[one.entry_id].kind == "talk"]
    told = {(str(known[f].details.headline("en"))[:18], str(known[e].starts_on)) for f, e in talks}
    assert told == {
        ("Montreal → Toronto", "2025-02-06"),
        ("Montreal → Zurich ", "2025-04-01"),
        ("Toronto → Tokyo  A", "2025-04-29"),
        ("Montreal → Geneva ", "2025-06-11"),
    }
