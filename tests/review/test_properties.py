"""What holds of the numbers of every journal: lists behind counts, parts of a whole, what changes.

Home is stated (Montreal): a guessed one is judged on all flights, and may move with any of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.review.conftest import SAMPLE, Years, review_of
from tests.review.hand import keys, value
from tests.review.random_years import (
    AIRPORTS,
    HOME,
    MONTREAL,
    PLACES,
    flights,
    in_journal,
    journals,
    moment,
    project,
    reflection,
    stay,
    talk,
)
from yearlog.actions.plain import load
from yearlog.actions.workspace import Workspace
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.stay import Stay
from yearlog.review.model import YearReview
from yearlog.review.numbers import NUMBERS, Number, everything
from yearlog.review.numbers.records import records
from yearlog.review.numbers.spreads import SPREADS
from yearlog.review.stats import to_json
from yearlog.review.visible import EVERYTHING, PUBLIC, Profile, all_visible

YEARS = (2023, 2024, 2025)
PROFILES = (EVERYTHING, PUBLIC)
NIGHTS = {"nights_away", "days_abroad"}
"""Told by the trips, so over New Year by entries of the year beside it too."""

SUMS = {"distance", "laps", "air_time", "delay", "characters", "han", "words", *NIGHTS}
UNTOLD = {"late", "time_zones"}
"""Counts of things that an entry without times or without its day cannot say."""

FIRST = {name for name in NUMBERS if name.endswith(".first_time")}
BY_THE_CHAIN = {"cities", "countries", "layovers", "trips", *FIRST, *NIGHTS}
"""What depends on the flights before and after, so on neighbours in time and on first times."""

slow = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def of(entries: Sequence[Entry], year: int, profile: Profile = EVERYTHING) -> YearReview:
    return review_of(entries, year, profile, homes=HOME)


def told(review: YearReview) -> str:
    return json.dumps(to_json(review), ensure_ascii=False, allow_nan=False)


def in_order(value: Any, without: frozenset[str] = frozenset()) -> Any:
    """Sort all lists, leaving out some keys: which comes first is not the point."""
    if isinstance(value, dict):
        return {key: in_order(one, without) for key, one in value.items() if key not in without}
    if isinstance(value, list):
        return sorted((in_order(one, without) for one in value), key=repr)
    return round(value, 3) if isinstance(value, float) else value


# The list behind a number -------------------------------------------------------------------------


@slow
@given(journals())
def test_a_number_is_the_list_behind_it(entries: list[Entry]) -> None:
    for year in YEARS:
        for profile in PROFILES:
            review = of(entries, year, profile)
            shown = {entry.id for entry in review.entries}
            seen = {entry.id for entry in all_visible(entries, profile)}
            for name, number in everything(review).items():
                assert number.name == name
                if name not in SUMS:
                    assert number.value == len(number.items), name
                    assert name in UNTOLD or not number.missing, name
                assert number.value == pytest.approx(sum(one.share for one in number.items)), name
                assert all(item.ids for item in number.items), name
                assert {*number.ids, *number.missing} <= (seen if name in NIGHTS else shown), name
                assert len({item.key for item in number.items}) == len(number.items), name
                assert all(len(set(item.ids)) == len(item.ids) for item in number.items), name
                # A landing that nothing follows may still end a night that is known.
                assert name in NIGHTS or not set(number.ids) & set(number.missing), name


@slow
@given(journals())
def test_what_a_sum_adds_up_or_misses_are_the_flights(entries: list[Entry]) -> None:
    for year in YEARS:
        number = everything(of(entries, year))
        flown = set(number["flights"].ids)
        assert flown == {
            entry.id
            for entry in entries
            if entry.kind == "flight" and entry.starts_on.year == year
            and getattr(entry.details, "status", "") in ("flown", "diverted")
        }  # fmt: skip
        for name in ("distance", "laps", "air_time"):
            assert {*number[name].ids, *number[name].missing} == flown, name


@slow
@given(journals())
def test_what_is_new_was_visited(entries: list[Entry]) -> None:
    for year in YEARS:
        for profile in PROFILES:
            review = of(entries, year, profile)
            for name in FIRST:
                whole = {one.key: one for one in NUMBERS[name.partition(".")[0]](review).items}
                new = {one.key: one for one in NUMBERS[name](review).items}
                assert new.items() <= whole.items(), name
            assert not set(keys(review, "cities")) & set(keys(review, "layovers"))


@slow
@given(journals())
def test_an_airport_is_new_in_one_year_only(entries: list[Entry]) -> None:
    found = Counter(key for year in YEARS for key in keys(of(entries, year), "airports.first_time"))
    assert set(found.values()) <= {1}
    used = {key for year in YEARS for key in keys(of(entries, year), "airports")}
    assert set(found) == used


# Parts of a whole ---------------------------------------------------------------------------------


@slow
@given(journals())
def test_the_parts_of_a_spread_are_the_whole_once(entries: list[Entry]) -> None:
    by_id = {entry.id: entry for entry in entries}
    for year in YEARS:
        for profile in PROFILES:
            review = of(entries, year, profile)
            for name, spread_of in SPREADS.items():
                spread = spread_of(review)
                items = [item for part in spread.parts for item in part.items]
                assert Counter(items) == Counter(spread.of.items), name
                assert sum(part.value for part in spread.parts) == pytest.approx(spread.of.value)
                assert len({part.key for part in spread.parts}) == len(spread.parts), name
                if not name.endswith(".by_month"):
                    continue
                assert [part.key for part in spread.parts[:12]] == [str(at) for at in range(1, 13)]
                for part in spread.parts:
                    for item in part.items:
                        entry = by_id[item.ids[0]]
                        known = entry.date_precision != "year" and entry.starts_on.year == year
                        assert part.key == (str(entry.starts_on.month) if known else ""), name


@slow
@given(journals())
def test_a_record_is_held_by_entries_of_the_year(entries: list[Entry]) -> None:
    for year in YEARS:
        review = of(entries, year)
        shown = {entry.id for entry in review.entries}
        found = records(review)
        for name, record in found.items():
            assert record.name == name
            over_new_year = name in ("home.longest", "trips.longest")
            assert set(record.item.ids) <= ({one.id for one in entries} if over_new_year else shown)
            assert record.item.ids, name
        far = [item.share for item in everything(review)["distance"].items]
        assert ("flights.longest" in found) == bool(far)
        if far:
            assert found["flights.longest"].value == max(far)
        if len(far) > 1:
            assert found["flights.shortest"].value == min(far)


# What changes, and what does not ------------------------------------------------------------------

elsewhere = st.one_of(
    *[kind(2020, 2021) for kind in (stay, talk, project, moment, reflection)],
    *[kind(2028, 2029) for kind in (stay, talk, project, moment, reflection)],
    flights(2020, 2021).filter(bool).map(lambda found: found[0]),
)


def at_home_between(entries: Iterable[Entry]) -> list[Entry]:
    """Put days at home before the years and after them, then a flight there and back.

    Without, a trip that no flight home ended goes on for years, and would be one at the border; one
    that goes on from the one before would go on from years ago; and the last trip of all has not
    ended, until a later one is recorded.
    """
    days = [
        Entry(f"h{year}", date(year, 7, 1), Stay("home"), date(year, 7, 2), place=MONTREAL)
        for year in (2022, 2027)
    ]
    back = [
        Entry(f"h{year}{day}", date(year, 8, day), Flight(AIRPORTS[here], AIRPORTS[there]))
        for year in (2022, 2027)
        for day, here, there in ((1, "YUL", "BOS"), (9, "BOS", "YUL"))
    ]
    return in_journal([*entries, *days, *back])


@slow
@given(journals(2024, 2025), elsewhere)
def test_an_entry_of_another_year_changes_only_first_times(
    entries: list[Entry], other: Entry
) -> None:
    """Years away, with days at home between: then it is no neighbour of any flight or trip.

    An active project lasts until it ends, and so touches later years: it is given an end.
    """
    other = replace(other, id="x999", ends_on=other.ends_on or other.starts_on)
    if other.last_day.year in (2022, 2023):  # 400 days may reach that far
        other = replace(other, ends_on=other.starts_on)
    without = at_home_between(entries)
    with_it = in_journal([*without, other])
    before, after = of(without, 2025), of(with_it, 2025)
    for name in NUMBERS:
        old, new = NUMBERS[name](before), NUMBERS[name](after)
        if name in FIRST:
            assert {one.key for one in new.items} <= {one.key for one in old.items}, name
            if other.starts_on.year > 2025:
                assert new == old, name
        elif name not in BY_THE_CHAIN - NIGHTS:
            assert new == old, name
    if other.kind != "flight":
        flags = frozenset({"first_time"})
        assert in_order(_but_first(after), flags) == in_order(_but_first(before), flags)


def _but_first(review: YearReview) -> Any:
    """Return the JSON without the numbers of first times; flags and lists of them are left."""
    record: Any = to_json(review)
    record["numbers"] = [one for one in record["numbers"] if one["name"] not in FIRST]
    return record


@slow
@given(journals(), st.data())
def test_any_other_year_changes_only_what_the_chain_and_first_times_say(
    entries: list[Entry], data: st.DataObject
) -> None:
    """At New Year too: a flight next door in time may make a layover of the last landing."""
    if not entries:
        return
    gone = data.draw(st.sampled_from(entries))
    left = [entry for entry in entries if entry.id != gone.id]
    for year in YEARS:
        touches = gone.starts_on.year <= year <= gone.last_day.year
        if touches and (gone.kind != "flight" or gone.starts_on.year == year):
            continue
        if gone.kind == "project":
            continue  # its milestones and its open end belong to more years than its dates
        with_it, without = of(entries, year), of(left, year)
        for name in set(NUMBERS) - BY_THE_CHAIN:
            assert held_by(NUMBERS[name](with_it)) == held_by(NUMBERS[name](without)), name
        # Every place a flight, a stay or a talk reached was visited or passed, whatever follows.
        assert reached(with_it) == reached(without)


def held_by(number: Number) -> tuple[Counter[tuple[str, frozenset[str], float]], set[str]]:
    """Return what is behind a number in no order: that of flights without a day is the chain's."""
    items = Counter((item.key, frozenset(item.ids), item.share) for item in number.items)
    return items, set(number.missing)


def reached(review: YearReview) -> set[str]:
    return {*keys(review, "cities"), *keys(review, "layovers")}


# Order --------------------------------------------------------------------------------------------


@slow
@given(journals(), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_given_does_not_matter(
    entries: list[Entry], random: Any
) -> None:
    mixed = list(entries)
    random.shuffle(mixed)
    for year in YEARS:
        for profile in PROFILES:
            expected = in_order(to_json(of(entries, year, profile)))
            assert in_order(to_json(of(mixed, year, profile))) == expected


@slow
@given(journals(), st.randoms(use_true_random=False))
def test_the_order_in_which_timed_entries_were_recorded_does_not_matter(
    entries: list[Entry], random: Any
) -> None:
    """Ids say what was recorded first; only flights without a time are ordered by them."""
    kept = [
        entry
        for entry in entries
        if entry.kind != "flight" or getattr(entry.details, "scheduled_departure", "")
    ]
    ids = [entry.id for entry in kept]
    new_ids = list(ids)
    random.shuffle(new_ids)
    renamed = dict(zip(new_ids, ids, strict=True))
    again = in_journal([replace(one, id=new) for one, new in zip(kept, new_ids, strict=True)])
    for year in YEARS:
        for name, number in everything(of(kept, year)).items():
            new = everything(of(again, year))[name]
            assert _behind(new, renamed) == _behind(number, {}), name


def _behind(number: Number, renamed: dict[str, str]) -> Counter[tuple[frozenset[str], float]]:
    return Counter(
        (frozenset(renamed.get(one, one) for one in item.ids), item.share)
        for item in number.items
        if number.name != "projects.at_once"  # of equal days the first; the same projects anyway
    )


@slow
@given(journals())
def test_the_json_is_the_same_each_time(entries: list[Entry]) -> None:
    for year in YEARS:
        assert told(of(entries, year)) == told(of(list(entries), year))


def test_the_json_does_not_depend_on_the_order_of_sets(tmp_path: Path) -> None:
    """Python shuffles sets of text anew in each process; the output must not follow."""
    path = tmp_path / "journal.sqlite3"
    with Workspace.open(path, lang="en") as space:
        load(space, SAMPLE)
    command = [sys.executable, "-m", "yearlog", "--journal", str(path), "stats", "2025", "--json"]
    outputs = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    (output,) = outputs
    assert json.loads(output)["flights"]["count"] == 32


# What the world may know --------------------------------------------------------------------------

NOT_PART = {"layovers", "projects.at_once", "time_zones", "trips"}
"""Where the public list may hold what the whole one does not, each asserted on its own."""


@slow
@given(journals())
def test_the_public_numbers_are_part_of_all(entries: list[Entry]) -> None:
    for year in YEARS:
        whole, shown = of(entries, year), of(entries, year, PUBLIC)
        everything_, public = everything(whole), everything(shown)
        private = {entry.id for entry in entries if entry.visibility == "private"}
        for name, number in public.items():
            assert not private & {*number.ids, *number.missing}, name
            if name not in NOT_PART:
                theirs = {item.key for item in number.items}
                assert theirs <= {item.key for item in everything_[name].items}, name
            if name != "layovers":
                assert number.value <= everything_[name].value + 1e-9, name
        # A city that a private stay made a visit of may be one that public flights only passed.
        assert reached(shown) <= reached(whole)
        # The most at once may have been on another day; a part of a trip is of one trip.
        trips = [set(item.ids) for item in everything_["trips"].items]
        for part in public["trips"].items:
            assert sum(set(part.ids) <= trip for trip in trips) == 1


@slow
@given(journals(), st.data())
def test_what_is_deleted_of_the_private_does_not_show(
    entries: list[Entry], data: st.DataObject
) -> None:
    """What is private tells first times, and where the chain stopped; nothing else follows it.

    Without a private leg a layover may be a visit or the reverse, two trips one; a private text,
    moment, project or talk online leaves no trace at all.
    """
    private = [entry for entry in entries if entry.visibility == "private"]
    if not private:
        return
    gone = data.draw(st.sampled_from(private))
    left = [entry for entry in entries if entry.id != gone.id]
    silent = gone.kind in ("reflection", "moment", "project") or (
        gone.kind == "talk" and getattr(gone.details, "mode", "") == "online"
    )
    for year in YEARS:
        before, after = of(entries, year, PUBLIC), of(left, year, PUBLIC)
        if silent:
            assert told(after) == told(before)
        for name in set(NUMBERS) - BY_THE_CHAIN:
            assert held_by(NUMBERS[name](after)) == held_by(NUMBERS[name](before)), name
        assert reached(after) == reached(before)
        if gone.kind in ("stay", "talk"):
            for name in FIRST - {"cities.first_time", "countries.first_time"}:
                assert keys(after, name) == keys(before, name), name


def test_the_public_clocks_are_those_of_the_landing_too(years: Years) -> None:
    years.add("f YUL ZRH 2025-03-29 17:25-06:40")  # Europe's clocks go forward on the way
    review = years.review(2025, PUBLIC)
    assert keys(review, "time_zones") == ["UTC+2:00", "UTC−4:00"]


def test_the_public_delay_is_not_none(years: Years) -> None:
    years.add("f YUL ZRH 2025-03-29 17:25-06:40", actual_arrival="07:40")
    assert value(years.review(2025), "delay") == 60
    public = everything(years.review(2025, PUBLIC))["delay"]
    assert public.value == 60 or public.at_least


def two_points_of_london() -> list[Entry]:
    """A stay in the city, then one at a café there that a geocoder found to the north."""
    london = PLACES[0]
    cafe = london._replace(name_en="Café", kind="amenity", city_en="London", latitude=51.6)
    return [
        Entry(f"s{at}", date(2025, 3, at), Stay(), place=place, visibility="public")
        for at, place in ((1, london), (5, cafe))
    ]


def test_two_points_of_one_city_are_one() -> None:
    (city,) = of(two_points_of_london(), 2025).places.cities
    assert (city.label("en"), city.latitude, city.count) == ("London", 51.5, 2)


def test_where_a_city_lies_does_not_depend_on_the_order_given() -> None:
    (city,) = of(two_points_of_london()[::-1], 2025).places.cities
    assert city.latitude == 51.5


def test_a_day_at_home_ends_the_last_trip() -> None:
    """Out by air, back by train, and then at home: that trip is over."""
    out = Entry("f1", date(2025, 6, 1), Flight(AIRPORTS["YUL"], AIRPORTS["BOS"]))
    home = Entry("s1", date(2025, 6, 9), Stay("home"), place=MONTREAL)
    (trip,) = of([out, home], 2025).trips
    assert not trip.away
