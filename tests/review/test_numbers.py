"""Every number has its list: what the lists hold, against the facts of the sample and by hand.

Expected values are those of ``tests/sample_facts.md``; milestones, routes, offsets and minutes of
delay were counted from the entry files with a YAML reader and ``zoneinfo``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.conftest import Years, review_of
from yearlog.actions import reviews
from yearlog.actions.workspace import Workspace
from yearlog.review.model import YearReview
from yearlog.review.numbers import NUMBERS, Number, UnknownNumber, everything, measure
from yearlog.review.numbers.records import records
from yearlog.review.numbers.spreads import SPREADS
from yearlog.review.visible import EVERYTHING, PUBLIC

Sample = Callable[[], Workspace]
COUNTS_2025 = {
    "flights": 32, "airports": 16, "airports.first_time": 2, "airlines": 5, "aircraft": 10,
    "routes": 17, "time_zones": 11, "cities.first_time": 2, "stays": 14, "talks": 10,
    "talks.in_person": 8, "talks.online": 2, "projects": 8, "projects.at_once": 5,
    "milestones": 20, "submissions": 3, "accepted": 3, "rejected": 1, "moments": 10,
    "reflections": 4,
}  # fmt: skip


def of(sample: Sample, year: int, profile: Any = EVERYTHING) -> YearReview:
    return reviews.year_review(sample(), year, profile, today=date(2026, 1, 15))


@pytest.mark.parametrize("name", COUNTS_2025)
def test_the_counts_of_the_sample_year(sample: Sample, name: str) -> None:
    found = measure(of(sample, 2025), name)
    assert (found.name, found.value) == (name, COUNTS_2025[name])
    assert len(found.items) == COUNTS_2025[name]
    assert not found.at_least


def test_the_sums_of_the_sample_year(sample: Sample) -> None:
    year = of(sample, 2025)
    assert measure(year, "distance").value == pytest.approx(126633.7, rel=0.003)
    assert measure(year, "air_time").value == 10284
    assert measure(year, "laps").value == pytest.approx(126633.7 / 40075.017, rel=0.003)
    assert measure(year, "delay").value == 21 + 27 + 42  # one landed 12 minutes early
    assert measure(year, "characters").value == year.reflections.characters > 3009


@pytest.mark.parametrize("year", [2023, 2024, 2025])
@pytest.mark.parametrize("profile", [EVERYTHING, PUBLIC], ids=["all", "public"])
def test_behind_every_number_are_entries_of_the_year_that_may_be_shown(
    sample: Sample, year: int, profile: Any
) -> None:
    review = of(sample, year, profile)
    shown = {entry.id for entry in review.entries}
    for name, number in everything(review).items():
        assert number.name == name
        assert {*number.ids, *number.missing} <= shown, name
        assert all(item.ids for item in number.items), name
        assert len({item.key for item in number.items}) == len(number.items), name
        if all(item.share == 1 for item in number.items):
            assert number.value == len(number.items), name
        assert number.value == pytest.approx(sum(item.share for item in number.items)), name


@pytest.mark.parametrize("year", [2023, 2024, 2025])
@pytest.mark.parametrize("name", [name for name in NUMBERS if name.endswith(".first_time")])
def test_what_is_new_is_part_of_the_whole(sample: Sample, year: int, name: str) -> None:
    review = of(sample, year)
    new = {item.key: item for item in measure(review, name).items}
    whole = {item.key: item for item in measure(review, name.partition(".")[0]).items}
    assert new.items() <= whole.items()


def late(years: Years, landed: str) -> None:
    """Fly to London, planned to land at 10:45."""
    years.add("f GVA LHR 2025-03-01 10:00-10:45", actual_departure="10:00", actual_arrival=landed)


def test_a_flight_is_late_from_fifteen_minutes_on(years: Years) -> None:
    for landed in ("10:59", "11:00", "11:40", "10:30"):
        late(years, landed)
    review = years.review(2025)
    found = measure(review, "late")
    assert (found.value, found.at_least) == (2, False)
    spread = SPREADS["flights.by_punctuality"](review)
    assert {part.name.en: part.value for part in spread.parts} == {"late": 2, "on time": 2}
    worst = records(review)["flights.most_delayed"]
    assert (worst.value, worst.unit, worst.item.ids) == (55, "minute", found.ids[1:])


def test_of_a_flight_without_both_times_nobody_knows_whether_it_was_late(years: Years) -> None:
    late(years, "11:00")
    untimed = years.add("f LHR GVA 2025-03-05 10:00-12:40")
    review = years.review(2025)
    assert (measure(review, "late").value, measure(review, "late").missing) == (1, (untimed.id,))
    spread = SPREADS["flights.by_punctuality"](review)
    assert {part.key: part.value for part in spread.parts} == {"late": 1, "": 1}
    # Exact times are on no public page, so it can say nothing of any.
    public = measure(years.review(2025, PUBLIC), "late")
    assert (public.value, len(public.missing)) == (0, 2)


def test_a_year_without_delays_has_no_most_delayed_flight(years: Years) -> None:
    late(years, "10:45")
    assert "flights.most_delayed" not in records(years.review(2025))


def test_characters_and_words_are_counted_apart_and_add_up(years: Years) -> None:
    both = years.add("r 2025-05-01 今年用 LLM 写了 don't 三次。")
    latin = years.add("r 2025-05-02 Two words")
    review = years.review(2025)
    han, words = measure(review, "han"), measure(review, "words")
    assert [(item.ids, item.share) for item in han.items] == [((both.id,), 7)]
    assert [(item.ids, item.share) for item in words.items] == [((both.id,), 2), ((latin.id,), 2)]
    assert measure(review, "characters").value == 7 + 2 + 2


def test_a_flight_whose_length_is_not_known_makes_the_sums_at_least(years: Years) -> None:
    timed = years.add("f GVA LHR 2025-03-01 10:00-10:45")  # CET to GMT: 1 h 45
    untimed = years.add("f LHR GVA 2025-03-05")
    review = years.review(2025)
    air = measure(review, "air_time")
    assert (air.value, air.at_least, air.missing, air.ids) == (
        105,
        True,
        (untimed.id,),
        (timed.id,),
    )
    assert not measure(review, "distance").at_least
    unmeasured = replace(untimed, details=replace(untimed.details, distance_km=None))  # type: ignore[type-var]
    far = measure(review_of([timed, unmeasured], 2025), "distance")
    assert (far.ids, far.missing) == ((timed.id,), (untimed.id,))


def test_planned_and_cancelled_flights_count_nowhere(years: Years) -> None:
    for day, status in (("03-01", "planned"), ("03-02", "cancelled")):
        entry = years.add(f"f GVA LHR 2025-{day}")
        changed = replace(entry, details=replace(entry.details, status=status))  # type: ignore[type-var]
        years.kept[-1] = changed
    review = review_of(years.kept, 2025)
    assert {name for name, number in everything(review).items() if number.items} == set()


def test_a_route_is_one_there_and_back(years: Years) -> None:
    there, back = years.add("f GVA LHR 2025-03-01"), years.add("f LHR GVA 2025-03-05")
    (route,) = measure(years.review(2025), "routes").items
    assert (route.key, route.name.en, route.name.zh) == (
        "GVA-LHR", "Geneva – London", "日内瓦 – 伦敦",
    )  # fmt: skip
    assert route.ids == (there.id, back.id)


def test_clocks_are_read_on_the_day_of_landing(years: Years) -> None:
    years.add("f YUL ZRH 2025-03-29 17:25-06:40")  # Europe's clocks go forward on the way
    zones = [item.key for item in measure(years.review(2025), "time_zones").items]
    assert zones == ["UTC−4:00", "UTC+2:00"]


def test_half_hours_and_quarters_are_zones_of_their_own_in_order(years: Years) -> None:
    years.add("f KTM DEL 2025-03-01")  # +5:45, +5:30
    years.add("f LHR KEF 2025-03-02")  # both +0:00
    zones = [item.key for item in measure(years.review(2025), "time_zones").items]
    assert zones == ["UTC+0:00", "UTC+5:30", "UTC+5:45"]


def test_a_name_that_no_number_has_gives_the_nearest(years: Years) -> None:
    years.add("f GVA LHR 2025-03-01")
    with pytest.raises(UnknownNumber, match="flights") as raised:
        measure(years.review(2025), "fligths")
    assert "flights" in raised.value.get("zh")
    with pytest.raises(UnknownNumber, match="yearlog stats"):
        measure(years.review(2025), "zzzz")


def test_an_entry_of_another_year_changes_only_what_is_new(sample: Sample) -> None:
    entries = sample().journal.entries()
    before = everything(review_of(entries, 2025))
    old = next(one for one in entries if one.starts_on.year == 2023 and one.kind == "flight")
    # A flight to Honolulu, long ago: Honolulu is no first time any more.
    new = next(one for one in entries if getattr(one.details, "flight_number", "") == "HA458")
    clocks = ("scheduled_departure", "scheduled_arrival", "actual_departure", "actual_arrival")
    details = replace(new.details, **dict.fromkeys(clocks, ""))  # type: ignore[arg-type]
    more = [replace(new, id="ffffffff", starts_on=old.starts_on, details=details), *entries]
    after = everything(review_of(more, 2025))
    for name in NUMBERS:
        if not name.endswith(".first_time"):
            assert before[name].items == after[name].items, name
    assert [item.name.en for item in after["cities.first_time"].items] == ["Longyearbyen"]


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_in_which_entries_come_does_not_matter(sample: Sample, random: Any) -> None:
    entries = sample().journal.entries()
    mixed = list(entries)
    random.shuffle(mixed)
    assert told(everything(review_of(mixed, 2025))) == told(everything(review_of(entries, 2025)))


def told(numbers: dict[str, Number]) -> dict[str, list[tuple[str, float]]]:
    return {
        name: sorted((item.key, item.share) for item in number.items)
        for name, number in numbers.items()
    }
