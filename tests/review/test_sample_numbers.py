"""The numbers, spreads and records of the sample years by name, against ``tests/sample_facts.md``.

What that file tells leg by leg is summed up here from its table, so that nothing is taken from the
program: months, weekdays, routes, the longest and the shortest.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.review.hand import WITHIN, held, keys, listed, parts, trips, value, values
from yearlog.actions import reviews
from yearlog.actions.workspace import Workspace
from yearlog.review.model import YearReview
from yearlog.review.numbers import measure
from yearlog.review.numbers.records import records
from yearlog.review.visible import EVERYTHING, PUBLIC

Sample = Callable[[], Workspace]
FACTS = Path(__file__).parents[1] / "sample_facts.md"
YEARS = (2023, 2024, 2025)


class Leg(NamedTuple):
    """A row of the table: minutes from the actual times where both are known."""

    on: date
    origin: str
    destination: str
    minutes: int
    km: float

    @property
    def route(self) -> str:
        return "-".join(sorted((self.origin, self.destination)))


def legs(year: int) -> list[Leg]:
    """Read the table of the flights flown in a year."""
    _, _, table = FACTS.read_text(encoding="utf-8").partition("## Every flown leg")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    flown = [row for row in rows if row and row[0].startswith(f"{year}-")]
    return [
        Leg(date.fromisoformat(day), origin, destination, int(actual or planned), float(km))
        for day, origin, destination, planned, actual, km in flown
    ]


def of(sample: Sample, year: int, profile: Any = EVERYTHING) -> YearReview:
    return reviews.year_review(sample(), year, profile, today=date(2026, 1, 15))


def test_the_table_is_the_one_that_was_summed_up() -> None:
    assert [len(legs(year)) for year in YEARS] == [12, 31, 32]
    assert [sum(leg.minutes for leg in legs(year)) for year in YEARS] == [3865, 10874, 10284]


@pytest.mark.parametrize("profile", [EVERYTHING, PUBLIC], ids=["all", "public"])
@pytest.mark.parametrize(
    ("year", "counts"),
    [
        (2023, {
            "flights": 12, "air_time": 3865, "airports": 6, "airports.first_time": 6,
            "airlines": 2, "routes": 5, "stays": 2, "talks": 3, "talks.in_person": 3,
            "talks.online": 0, "projects": 2, "projects.at_once": 2, "reflections": 1,
            "moments": 0, "delay": 0, "time_zones": 6,
        }),
        # Clocks of 2024: −8 −7 −6 −5 −4, +1 (Zürich in March, London in October), +2 +8 +9 +11.
        (2024, {
            "flights": 31, "air_time": 10874, "airports": 16, "airlines": 7, "routes": 17,
            "stays": 12, "talks": 7, "talks.in_person": 6, "talks.online": 1, "projects": 5,
            "projects.at_once": 4, "reflections": 1, "moments": 3, "time_zones": 10,
        }),
        (2025, {"flights": 32, "air_time": 10284, "airports.first_time": 2, "layovers": 2}),
    ],
)  # fmt: skip
def test_the_counts_of_the_sample_years(
    sample: Sample, year: int, profile: Any, counts: dict[str, float]
) -> None:
    assert values(of(sample, year, profile), counts) == counts


@pytest.mark.parametrize(("year", "km"), [(2023, 46897.7), (2024, 133889.1), (2025, 126633.7)])
def test_distance_and_laps(sample: Sample, year: int, km: float) -> None:
    review = of(sample, year)
    assert value(review, "distance") == pytest.approx(km, rel=WITHIN)
    assert value(review, "laps") == pytest.approx(km / 40075.017, rel=WITHIN)
    assert not measure(review, "distance").at_least
    assert not measure(review, "air_time").at_least


@pytest.mark.parametrize("year", YEARS)
def test_every_leg_has_its_share(sample: Sample, year: int) -> None:
    entries = {entry.id: entry for entry in of(sample, year).entries}
    for name, column in (("distance", "km"), ("air_time", "minutes")):
        found = sorted(
            (
                entries[item.key].starts_on,
                getattr(entries[item.key].details, "origin").code,  # noqa: B009
                round(item.share),
            )
            for item in measure(of(sample, year), name).items
        )
        expected = sorted(
            (leg.on, leg.origin, getattr(leg, column)) for leg in legs(year)
        )  # fmt: skip
        assert [one[:2] for one in found] == [one[:2] for one in expected]
        assert [one[2] for one in found] == pytest.approx(
            [one[2] for one in expected], rel=WITHIN, abs=1
        )


@pytest.mark.parametrize("year", YEARS)
def test_months_and_weekdays_from_the_table(sample: Sample, year: int) -> None:
    review = of(sample, year)
    km: dict[str, float] = defaultdict(float)
    for leg in legs(year):
        km[f"{leg.on:%B}"] += leg.km
    assert parts(review, "distance.by_month") == pytest.approx(km, rel=WITHIN)
    assert parts(review, "flights.by_month") == Counter(f"{leg.on:%B}" for leg in legs(year))
    assert parts(review, "flights.by_weekday") == Counter(f"{leg.on:%A}" for leg in legs(year))


@pytest.mark.parametrize("year", YEARS)
def test_routes_longest_and_shortest_from_the_table(sample: Sample, year: int) -> None:
    review = of(sample, year)
    flown = Counter(leg.route for leg in legs(year))
    assert {item.key: len(item.ids) for item in measure(review, "routes").items} == flown
    found = records(review)
    ((busiest, times),) = flown.most_common(1)
    assert (found["flights.busiest_route"].item.key, found["flights.busiest_route"].value) == (
        busiest, times,
    )  # fmt: skip
    far = [leg.km for leg in legs(year)]
    assert found["flights.longest"].value == pytest.approx(max(far), rel=WITHIN)
    assert found["flights.shortest"].value == pytest.approx(min(far), rel=WITHIN)
    weekdays = Counter(leg.on.isoweekday() for leg in legs(year))
    assert found["flights.busiest_weekday"].value == max(weekdays.values())
    assert weekdays[int(found["flights.busiest_weekday"].item.key)] == max(weekdays.values())


@pytest.mark.parametrize(
    ("year", "month", "flights"), [(2023, "April", 4), (2024, "June", 6), (2025, "April", 7)]
)
def test_the_busiest_month(sample: Sample, year: int, month: str, flights: int) -> None:
    """In 2023 April and July have four flights each: the first of equals."""
    assert held(of(sample, year))["flights.busiest_month"] == (month, flights)


def test_the_furthest_of_2023(sample: Sample) -> None:
    """Flown to: Vancouver (123° W), Vienna, Shanghai (31° N, 122° E), Boston, Zürich."""
    found = held(of(sample, 2023))
    assert found["places.southernmost"] == ("Shanghai", 31)
    assert found["places.easternmost"] == ("Shanghai", 122)
    assert found["places.westernmost"][0] in ("Vancouver", "Vancouver International Airport")
    assert found["places.northernmost"][1] in (49, 50)  # Whistler, stayed in, lies at 50.12° N


def test_talks_by_form_place_and_month_of_the_earlier_years(sample: Sample) -> None:
    assert parts(of(sample, 2023), "talks.by_mode") == {"in person": 3}
    assert parts(of(sample, 2024), "talks.by_mode") == {"in person": 6, "online": 1}
    assert parts(of(sample, 2024), "talks.by_place")["not known"] == 1
    # From the files' names: 24 May and 18 October; 22 February … 19 November.
    assert parts(of(sample, 2023), "talks.by_month") == {"April": 1, "May": 1, "October": 1}
    assert parts(of(sample, 2024), "talks.by_month") == {
        "February": 1, "April": 1, "June": 1, "August": 1, "October": 2, "November": 1,
    }  # fmt: skip
    # 24 May to 18 October are 7 + 30 + 31 + 31 + 30 + 18 = 147 days.
    assert held(of(sample, 2023))["talks.longest_pause"][1] == 147


def test_talks_of_2025_by_month(sample: Sample) -> None:
    review = of(sample, 2025)
    assert parts(review, "talks.by_month") == {
        "February": 2, "April": 3, "May": 1, "June": 1, "August": 1, "September": 1,
        "December": 1,
    }  # fmt: skip
    # 16 September to 4 December are 14 + 31 + 30 + 4 = 79 days; 11 June to 19 August are 69.
    assert held(review)["talks.longest_pause"][1] == 79


def test_the_steps_of_the_autumn(sample: Sample) -> None:
    """Submitted 11 September and 14 November, rejected 3 October, accepted 26 November."""
    review = of(sample, 2025)

    def days(name: str, title: str) -> list[str]:
        entries = {entry.id: entry for entry in review.entries}
        found = []
        for item in measure(review, name).items:
            entry_id, _, at = item.key.partition(":")
            if entries[entry_id].titles.en == title:
                found.append(str(getattr(entries[entry_id].details, "milestones")[int(at)].on))  # noqa: B009
        return found

    assert days("submissions", "Slow Weather") == ["2025-09-11"]
    assert days("accepted", "Slow Weather") == ["2025-11-26"]
    assert days("rejected", "Second Snow") == ["2025-10-03"]
    assert "2025-11-14" in days("submissions", "Second Snow")


def test_the_trips_of_2025_with_their_nights(sample: Sample) -> None:
    """Eleven by air, and by car three ski weekends, of which one is private."""
    review = of(sample, 2025)
    assert (value(review, "trips"), value(of(sample, 2025, PUBLIC), "trips")) == (14, 13)
    by_air = [
        (first, last, nights)
        for (_, first, last, nights), trip in zip(trips(review), review.trips, strict=True)
        if any(entry.kind == "flight" for entry in trip.entries)
    ]
    assert by_air == [
        ("2024-12-28", "2025-01-04", 7),
        ("2025-02-05", "2025-02-07", 2),
        ("2025-03-29", "2025-04-14", 16),
        ("2025-04-25", "2025-05-06", 11),
        ("2025-06-09", "2025-06-14", 5),
        ("2025-07-04", "2025-07-25", 21),
        ("2025-09-14", "2025-09-19", 5),
        ("2025-10-31", "2025-11-08", 8),
        ("2025-11-20", "2025-11-21", 1),
        ("2025-12-07", "2025-12-10", 3),
        ("2025-12-24", "2026-01-02", None),  # not home by the end of the year
    ]


def test_layovers_and_first_times_of_2025_by_name(sample: Sample) -> None:
    review = of(sample, 2025)
    assert listed(review, "layovers") == ["Amsterdam", "Oslo"]
    assert listed(review, "cities.first_time") == ["Honolulu", "Longyearbyen"]
    assert keys(review, "airports.first_time") == ["HNL", "LYR"]


def test_against_the_year_before(sample: Sample) -> None:
    review = of(sample, 2025)
    assert review.compare is not None
    assert value(review, "flights") - value(review.compare, "flights") == 1
    assert value(review.compare, "air_time") - value(review, "air_time") == 10874 - 10284
