"""The figures of the sample journal against those of ``tests/sample_facts.md``.

Those were worked out from the entry files by a reader of its own: zoneinfo, airportsdata's
coordinates and geographiclib. Another source of coordinates moves a distance by up to 0.3 %.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from yearlog.actions import reviews
from yearlog.actions.workspace import Workspace
from yearlog.review.model import YearReview
from yearlog.review.visible import EVERYTHING, PUBLIC
from yearlog.text.count import characters

Sample = Callable[[], Workspace]

AFTERWARDS = date(2026, 1, 15)


def of(sample: Sample, year: int, profile: Any = EVERYTHING) -> YearReview:
    return reviews.year_review(sample(), year, profile, today=AFTERWARDS)


def names(counted: Any) -> list[str]:
    return sorted(one.label("en") for one in counted)


@pytest.mark.parametrize(
    ("year", "flights", "minutes", "km", "airports", "airlines"),
    [
        (2023, 12, 3865, 46897.7, 6, 2),
        (2024, 31, 10874, 133889.1, 16, 7),
        (2025, 32, 10284, 126633.7, 16, 5),
    ],
)
def test_flights(
    sample: Sample, year: int, flights: int, minutes: int, km: float, airports: int, airlines: int
) -> None:
    found = of(sample, year).flights
    assert found.count == flights
    assert (found.duration_minutes.value, found.duration_minutes.complete) == (minutes, True)
    assert found.distance_km.value == pytest.approx(km, rel=0.003)
    assert found.distance_km.complete
    assert (len(found.airports), len(found.airlines)) == (airports, airlines)


@pytest.mark.parametrize(
    ("year", "by_month"),
    [
        (2023, [0, 2, 0, 4, 0, 0, 4, 0, 0, 2, 0, 0]),
        (2024, [2, 2, 2, 2, 0, 6, 0, 5, 2, 3, 4, 3]),
        (2025, [1, 2, 1, 7, 3, 2, 4, 0, 2, 1, 5, 4]),
    ],
)
def test_flights_by_month(sample: Sample, year: int, by_month: list[int]) -> None:
    assert [len(ids) for ids in of(sample, year).flights.by_month] == by_month


def test_airports_and_airlines_of_2025(sample: Sample) -> None:
    found = of(sample, 2025).flights
    assert {one.key for one in found.airports} == set(
        "AMS BOS DEN GVA HND HNL LYR OSL PVG SYD VIE YUL YVR YYC YYZ ZRH".split()  # noqa: SIM905
    )
    assert {one.key: one.count for one in found.airlines} == {
        "Air Canada": 20, "SWISS": 7, "SAS": 2, "KLM": 2, "Hawaiian Airlines": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("year", "ends", "day", "km", "minutes"),
    [
        (2023, ("YVR", "PVG"), date(2023, 7, 3), 9036.2, 745),
        (2024, ("YVR", "SYD"), date(2024, 11, 13), 12483.6, 925),
        (2025, ("YVR", "SYD"), date(2025, 12, 31), 12483.6, 910),
    ],
)
def test_longest(
    sample: Sample, year: int, ends: tuple[str, str], day: date, km: float, minutes: int
) -> None:
    longest = of(sample, year).flights.longest
    assert longest is not None
    flight: Any = longest.details
    assert (flight.origin.iata, flight.destination.iata) == ends
    assert longest.starts_on == day
    assert flight.distance_km == pytest.approx(km, rel=0.003)
    assert flight.duration_minutes == minutes


@pytest.mark.parametrize(
    ("day", "ends", "minutes"),
    [
        ("2025-05-03", "HND HNL", 440),  # lands the day before
        ("2025-03-29", "YUL ZRH", 423),  # European clocks go forward on the way; actual times
        ("2025-12-31", "YVR SYD", 910),  # skips 1 January
        ("2024-11-13", "YVR SYD", 925),
        ("2023-07-25", "PVG YVR", 640),  # lands before it left, by the wall clock
        ("2024-08-27", "PVG YVR", 640),
        ("2024-11-25", "SYD YVR", 845),
        ("2024-08-27", "YVR YUL", 272),  # actual times where both are known
    ],
)
def test_durations_at_the_edges(sample: Sample, day: str, ends: str, minutes: int) -> None:
    (entry,) = [
        one
        for one in of(sample, int(day[:4])).flights.entries
        if one.starts_on.isoformat() == day
        and [one.details.origin.iata, one.details.destination.iata] == ends.split()  # type: ignore[attr-defined]
    ]
    assert entry.details.duration_minutes == minutes  # type: ignore[attr-defined]


def test_first_times_of_2025(sample: Sample) -> None:
    found = of(sample, 2025).places
    assert names(found.first_cities) == ["Honolulu", "Longyearbyen"]
    assert {one.key for one in found.first_airports} == {"HNL", "LYR"}
    # The gazetteer keeps Svalbard and Jan Mayen apart from Norway, as ISO 3166 does.
    assert [one.key for one in found.first_countries] == ["SJ"]


def test_cities_and_layovers_of_2025(sample: Sample) -> None:
    found = of(sample, 2025).places
    by_air = {
        one.label("en")
        for one in found.cities
        if any(sample().journal.entry(entry_id).kind == "flight" for entry_id in one.ids)
    }
    assert by_air == {
        "Boston", "Calgary", "Denver", "Geneva", "Honolulu", "Longyearbyen", "Montreal",
        "Shanghai", "Sydney", "Tokyo", "Toronto", "Vancouver", "Vienna", "Zurich",
    }  # fmt: skip
    assert names(found.layovers) == ["Amsterdam", "Oslo"]


@pytest.mark.parametrize(
    ("year", "talks", "by_country"),
    [
        (2023, 3, {"AT": 1, "CA": 1, "US": 1}),
        (2024, 7, {"AU": 1, "AT": 1, "CA": 1, "CH": 1, "JP": 1, "NO": 1}),
        (2025, 10, {"CA": 4, "CH": 3, "JP": 1}),
    ],
)
def test_talks(sample: Sample, year: int, talks: int, by_country: dict[str, int]) -> None:
    found = of(sample, year).talks
    assert len(found.entries) == talks
    assert {one.key: one.count for one in found.countries} == by_country


def test_talks_of_2025_by_place(sample: Sample) -> None:
    found = {one.label("en"): one for one in of(sample, 2025).talks.by_place}
    assert {name: one.count for name, one in found.items()} == {
        "Montreal": 2, "Toronto": 1, "Banff": 1, "Zurich": 1, "Davos": 1, "Geneva": 1,
        "Yokohama": 1,
    }  # fmt: skip
    # All of them had been visited in 2023 or 2024.
    assert not any(one.first_time for one in found.values())


@pytest.mark.parametrize(
    ("year", "running", "most", "since", "until"),
    [
        (2023, 2, 2, "2023-09-05", None),
        (2024, 5, 4, "2024-03-04", None),
        (2025, 8, 5, "2025-09-02", "2025-11-08"),
    ],
)
def test_projects(
    sample: Sample, year: int, running: int, most: int, since: str, until: str | None
) -> None:
    found = of(sample, year).projects
    assert (len(found.entries), found.max_concurrent) == (running, most)
    assert str(found.most_from) == since
    if until:
        assert str(found.most_until) == until


def test_the_five_projects_of_autumn(sample: Sample) -> None:
    found = of(sample, 2025).projects
    titles = {sample().journal.entry(one).titles.en for one in found.concurrent_ids}
    assert titles == {
        "Firn Atlas", "Second Snow", "Slow Weather", "Organising “Quiet Pictures”",
        "Course: Maps That Hesitate",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("year", "stays", "reflections"), [(2023, 2, 1), (2024, 12, 1), (2025, 14, 4)]
)
def test_stays_and_reflections(sample: Sample, year: int, stays: int, reflections: int) -> None:
    found = of(sample, year)
    assert (len(found.stays), len(found.reflections.entries)) == (stays, reflections)


def test_journeys_of_2025(sample: Sample) -> None:
    """Each journey by air, from home to home: first day, last day of leaving, flights, places."""
    expected = [
        ("2024-12-28", 1, {"Whistler"}),
        ("2025-02-05", 2, {"Toronto"}),
        ("2025-03-29", 6, {"Zurich", "Davos", "Longyearbyen"}),
        ("2025-04-25", 5, {"Yokohama", "Tokyo", "Honolulu"}),
        ("2025-06-09", 2, {"Geneva", "Zurich"}),
        ("2025-07-04", 4, {"Shanghai"}),
        ("2025-09-14", 2, {"Calgary", "Banff"}),
        ("2025-10-31", 4, {"Vienna"}),
        ("2025-11-20", 2, {"Boston"}),
        ("2025-12-07", 2, {"Denver"}),
        ("2025-12-24", 2, {"Vancouver", "Whistler", "Sydney"}),
    ]
    by_air = [
        trip for trip in of(sample, 2025).trips if any(one.kind == "flight" for one in trip.entries)
    ]
    assert [
        (str(trip.starts_on), sum(one.kind == "flight" for one in trip.entries)) for trip in by_air
    ] == [(day, flights) for day, flights, _ in expected]
    for trip, (_, _, places) in zip(by_air, expected, strict=True):
        assert places <= set(names(trip.cities))


def test_ski_stays_without_a_flight(sample: Sample) -> None:
    alone = [trip for trip in of(sample, 2025, PUBLIC).trips if len(trip.entries) == 1]
    assert [(str(one.starts_on), str(one.ends_on), one.name("en")) for one in alone] == [
        ("2025-01-24", "2025-01-26", "Mont-Tremblant"),
        ("2025-02-15", "2025-02-17", "Saint-Sauveur"),
    ]


def test_last_year_stands_beside_this_one(sample: Sample) -> None:
    found = of(sample, 2025)
    assert found.compare is not None
    assert (found.compare.year, found.compare.flights.count) == (2024, 31)
    less = found.compare.flights.distance_km.value - found.flights.distance_km.value
    assert less == pytest.approx(7255.3, rel=0.01)
    assert of(sample, 2023).compare is None


def test_the_public_page_leaves_out_the_four_private_entries(sample: Sample) -> None:
    shown, everything = of(sample, 2025, PUBLIC), of(sample, 2025)
    assert shown.hidden == 4
    assert len(shown.entries) == len(everything.entries) - 4
    assert shown.flights.count == 32
    assert shown.home is None
    assert shown.projects.max_concurrent == 5
    assert len(shown.projects.entries) == 7
    secrets = [
        "S. 在缆车上说了那件事", "S. told me on the chairlift", "一个邀请", "An Offer",
        "谁都没告诉", "我不想住在一个需要向别人解释什么是雪的城市", "谈了三天，没有滑雪",
        "一封没有寄出去的信", "A Letter Not Sent",
    ]  # fmt: skip
    for secret in secrets:
        assert secret not in repr(shown)
        assert secret in repr(everything)


def test_the_essay_alone_is_three_thousand_characters(sample: Sample) -> None:
    """The year counts what a reader sees: not the 120 characters that describe its pictures."""
    found = of(sample, 2025).reflections
    essay = next(one for one in found.entries if "snow" in one.titles.en.lower())
    assert sum("\u4e00" <= letter <= "\u9fff" for letter in essay.texts["zh"].body) == 3077
    assert found.characters > 3077 - 120
    source = sum(characters(one.text(one.language)[0].body) for one in found.entries)
    assert found.characters < source
