"""Five small journals about when and whether, each made for one rule, its numbers by hand.

Layovers, New Year's Eve, the date line, what was cancelled or planned, what was diverted. Minutes
are worked out beside each flight from the UTC offsets of its day, distances by `hand.km`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.review.conftest import Years
from tests.review.hand import WITHIN, held, keys, km, listed, parts, trips, value, values
from yearlog.actions import reviews, settings
from yearlog.actions import trips as said
from yearlog.review.model import YearReview
from yearlog.review.numbers import everything, measure
from yearlog.review.stats import to_json
from yearlog.review.visible import EVERYTHING


def living_in(years: Years, place: str) -> Years:
    settings.write(years.space, "home", place)
    return years


def of(years: Years, year: int, **more: Any) -> YearReview:
    return years.review(year, homes=years.space.homes, **more)


# 1. Layover ---------------------------------------------------------------------------------------


@pytest.fixture
def stops(years: Years) -> Years:
    """Five flights of June: Montreal UTC−4, the continent UTC+2.

    YUL AMS  18:00 = 22:00 UTC,        07:00 = 05:00 UTC   420 min, then 23:59 in Amsterdam
    AMS OSL  06:59 to 08:45                                106 min, then 24:00 in Oslo
    OSL CDG  08:45 to 11:10                                145 min, then a night, 20:50, in Paris
    ORY GVA  08:00 to 09:05                                 65 min, then four days in Geneva
    GVA YUL  12:00 = 10:00 UTC,        14:00 = 18:00 UTC   480 min
    Together 420 + 106 + 145 + 65 + 480 = 1216 minutes.
    """
    living_in(years, "Montreal")
    for line in (
        "f YUL AMS 2025-06-01 KL672 18:00-07:00",
        "f AMS OSL 2025-06-03 KL1141 06:59-08:45",
        "f OSL CDG 2025-06-04 AF1275 08:45-11:10",
        "f ORY GVA 2025-06-05 U21358 08:00-09:05",
        "f GVA YUL 2025-06-09 AC885 12:00-14:00",
    ):
        years.add(line)
    return years


def test_layover_every_number(stops: Years) -> None:
    review = of(stops, 2025)
    assert values(review, ("flights", "air_time", "airports", "routes", "airlines", "delay")) == {
        "flights": 5, "air_time": 1216, "airports": 6, "routes": 5,
        "airlines": 4,  # KL twice, AF, U2, AC
        "delay": 0,
    }  # fmt: skip
    far = km("YUL", "AMS", "OSL", "CDG") + km("ORY", "GVA", "YUL")
    assert value(review, "distance") == pytest.approx(far, rel=WITHIN)
    assert value(review, "laps") == pytest.approx(far / 40075.017, rel=WITHIN)
    assert keys(review, "airports") == ["AMS", "CDG", "GVA", "ORY", "OSL", "YUL"]
    # Less than a day is no visit: 23:59 is less, 24:00 is not. Paris is one city, two airports.
    assert listed(review, "cities") == ["Geneva", "Montreal", "Oslo"]
    assert listed(review, "layovers") == ["Amsterdam", "Paris"]
    paris = next(item for item in measure(review, "layovers").items if item.name.en == "Paris")
    assert paris.ids == (stops.kept[2].id, stops.kept[3].id)
    assert keys(review, "countries") == ["CA", "CH", "NO"]
    # Home is not new; a layover is no first time; an airport is new where one only changed.
    assert listed(review, "cities.first_time") == ["Geneva", "Oslo"]
    assert keys(review, "countries.first_time") == ["CH", "NO"]
    assert value(review, "airports.first_time") == 6
    assert keys(review, "time_zones") == ["UTC+2:00", "UTC−4:00"]
    assert trips(review) == [("Oslo, Geneva", "2025-06-01", "2025-06-09", 8)]
    (trip,) = review.trips
    assert sorted(one.label("en") for one in trip.layovers) == ["Amsterdam", "Paris"]
    assert trip.gaps == ()
    assert parts(review, "flights.by_month") == {"June": 5}
    # 1 June 2025 was a Sunday, the others follow from it.
    assert parts(review, "flights.by_weekday") == {
        "Monday": 1, "Tuesday": 1, "Wednesday": 1, "Thursday": 1, "Sunday": 1,
    }  # fmt: skip


def test_layover_records(stops: Years) -> None:
    assert held(of(stops, 2025)) == {
        "flights.longest": (
            "Geneva → Montreal  AC885",
            pytest.approx(km("GVA", "YUL"), rel=WITHIN),
        ),
        "flights.shortest": ("Paris → Geneva  U21358", pytest.approx(km("ORY", "GVA"), rel=WITHIN)),
        "flights.busiest_month": ("June", 5),
        "flights.busiest_weekday": ("Monday", 1),  # five days with one: the first of the week
        "places.northernmost": ("Oslo", 60),
        "places.southernmost": ("Montreal", 45),  # 45.47; Geneva lies at 46.24
        "places.easternmost": ("Oslo", 11),
        "places.westernmost": ("Montreal", -74),
        # In the air on 1 June, then 2 Amsterdam, 3 Oslo, 4 Paris, 5 to 8 Geneva.
        "trips.longest": ("Oslo, Geneva", 8),
        # 22 nights of June from the 9th on, 31 + 31 + 30 + 31 + 30 + 31 more.
        "home.longest": ("2025-06-09..2025-12-31", 206),
    }


@pytest.mark.parametrize(
    ("hours", "cities", "layovers"),
    [
        (0, ["Amsterdam", "Geneva", "Montreal", "Oslo", "Paris"], []),
        # Paris 20:50, Amsterdam 23:59, Oslo 24:00.
        (20, ["Amsterdam", "Geneva", "Montreal", "Oslo", "Paris"], []),
        (21, ["Amsterdam", "Geneva", "Montreal", "Oslo"], ["Paris"]),
        (24, ["Geneva", "Montreal", "Oslo"], ["Amsterdam", "Paris"]),
        (25, ["Geneva", "Montreal"], ["Amsterdam", "Oslo", "Paris"]),
    ],
)
def test_layover_by_the_setting(
    stops: Years, hours: int, cities: list[str], layovers: list[str]
) -> None:
    settings.write(stops.space, "layover_hours", str(hours))
    review = reviews.year_review(stops.space, 2025, EVERYTHING)
    assert review.layover_hours == hours
    assert listed(review, "cities") == cities
    assert listed(review, "layovers") == layovers
    assert value(review, "countries") == len(cities)  # a country each
    assert value(review, "airports") == 6
    assert trips(review)[0][1:] == ("2025-06-01", "2025-06-09", 8)


def test_an_airport_only_passed_may_be_the_furthest(stops: Years) -> None:
    """Oslo is no visit by a rule of 25 hours; its airport was used, and lies furthest north."""
    found = held(of(stops, 2025, layover=timedelta(hours=25)))
    assert found["places.northernmost"] == ("Oslo Airport, Gardermoen", 60)
    assert found["places.easternmost"] == ("Oslo Airport, Gardermoen", 11)


def test_layover_as_the_user_says(stops: Years) -> None:
    amsterdam, oslo = stops.kept[0], stops.kept[1]
    said.change(stops.space, amsterdam.id, stop="visit")
    said.change(stops.space, oslo.id, stop="layover")
    review = of(stops, 2025)
    assert listed(review, "cities") == ["Amsterdam", "Geneva", "Montreal"]
    assert listed(review, "layovers") == ["Oslo", "Paris"]
    assert keys(review, "countries.first_time") == ["CH", "NL"]
    assert trips(review) == [("Amsterdam, Geneva", "2025-06-01", "2025-06-09", 8)]
    assert values(review, ("flights", "air_time")) == {"flights": 5, "air_time": 1216}


# 2. New Year's Eve --------------------------------------------------------------------------------


@pytest.fixture
def eves(years: Years) -> Years:
    """Two turns of the year, home in Vancouver (UTC−8), Sydney at UTC+11, Auckland at UTC+13.

    YVR SYD 28 Dec 2024 23:45 = 07:45 UTC on the 29th, 09:30 on the 30th = 22:30 UTC    885 min
    a stay in Sydney from 30 December to 1 January
    SYD AKL  1 Jan 2025 07:00 = 20:00 UTC on 31 December, 12:10 = 23:10 UTC that day    190 min
    AKL YVR  4 Jan 2025 20:00 = 07:00 UTC, 12:30 = 20:30 UTC                            810 min
    YVR SYD 31 Dec 2025 23:30 = 07:30 UTC on 1 January, 09:40 on the 2nd = 22:40 UTC    910 min
    """
    living_in(years, "Vancouver")
    for line in (
        "f YVR SYD 2024-12-28 23:45-09:30",
        "s Sydney 2024-12-30..2025-01-01",
        "f SYD AKL 2025-01-01 07:00-12:10",
        "f AKL YVR 2025-01-04 20:00-12:30",
        "f YVR SYD 2025-12-31 23:30-09:40",
    ):
        years.add(line)
    return years


def test_new_year_the_old_year(eves: Years) -> None:
    review = of(eves, 2024)
    assert values(review, ("flights", "air_time", "stays", "airports", "trips")) == {
        "flights": 1, "air_time": 885, "stays": 1, "airports": 2, "trips": 1,
    }  # fmt: skip
    assert value(review, "distance") == pytest.approx(km("YVR", "SYD"), rel=WITHIN)
    assert listed(review, "cities") == ["Sydney", "Vancouver"]
    assert listed(review, "cities.first_time") == ["Sydney"]
    assert keys(review, "countries.first_time") == ["AU"]
    assert keys(review, "time_zones") == ["UTC+11:00", "UTC−8:00"]
    assert parts(review, "flights.by_month") == {"December": 1}
    # The old year's part ends with the stay: the nights of the 28th, in the air, 30th and 31st.
    assert trips(review) == [("Sydney", "2024-12-28", "2025-01-01", 3)]
    assert (review.trips[0].began_before, review.trips[0].goes_on) == (False, True)


def test_new_year_the_year_between(eves: Years) -> None:
    """The flight of 1 January is counted although it was 31 December in UTC all the way."""
    review = of(eves, 2025)
    assert values(review, ("flights", "air_time", "stays", "airports", "trips")) == {
        "flights": 3, "air_time": 190 + 810 + 910, "stays": 0, "airports": 3, "trips": 2,
    }  # fmt: skip
    far = km("SYD", "AKL", "YVR", "SYD")
    assert value(review, "distance") == pytest.approx(far, rel=WITHIN)
    assert parts(review, "flights.by_month") == {"January": 2, "December": 1}
    # 1 January 2025 and 31 December 2025 were Wednesdays, 4 January a Saturday.
    assert parts(review, "flights.by_weekday") == {"Wednesday": 2, "Saturday": 1}
    assert listed(review, "cities") == ["Auckland", "Sydney", "Vancouver"]
    assert listed(review, "cities.first_time") == ["Auckland"]
    assert keys(review, "countries.first_time") == ["NZ"]
    assert keys(review, "airports.first_time") == ["AKL"]
    assert keys(review, "time_zones") == ["UTC+11:00", "UTC+13:00", "UTC−8:00"]
    # The stay belongs to the old year and the trip to both: 30 December to 4 January.
    assert trips(review) == [
        ("Sydney, Auckland", "2024-12-30", "2025-01-04", 5),
        ("Sydney", "2025-12-31", "2026-01-02", None),
    ]
    first, last = review.trips
    assert (first.began_before, first.goes_on) == (True, False)
    assert (last.began_before, last.goes_on, last.away) == (False, False, True)
    assert first.distance_km == pytest.approx(km("SYD", "AKL", "YVR"), rel=WITHIN)


def test_new_year_the_new_year_has_no_flight(eves: Years) -> None:
    """The last flight landed on 2 January 2026 and belongs to 2025 with all it counts.

    That day in Australia is one of 2026 all the same.
    """
    found = everything(of(eves, 2026)).values()
    assert {number.name: number.value for number in found if number.value} == {"days_abroad": 1}


def test_new_year_a_stay_over_it_is_a_first_time_once(years: Years) -> None:
    living_in(years, "Geneva")
    years.add("s Vienna 2024-12-30..2025-01-02")
    assert [listed(of(years, year), "cities.first_time") for year in (2024, 2025)] == [
        ["Vienna"], [],
    ]  # fmt: skip
    assert [keys(of(years, year), "countries.first_time") for year in (2024, 2025)] == [["AT"], []]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("s Vienna 2024-12-30..2025-01-02", "stays"),
        ("t 2024-12-31..2025-01-01 @Vienna A Talk", "talks"),
        ("m 2024-12-31..2025-01-01 concert A", "moments"),
        ("r 2024-12-31..2025-01-01 A text", "reflections"),
    ],
)  # fmt: skip
def test_new_year_an_entry_belongs_to_the_year_it_begins_in(
    years: Years, line: str, name: str
) -> None:
    years.add(line)
    assert [value(of(years, year), name) for year in (2024, 2025)] == [1, 0]


def test_new_year_a_project_over_it_runs_in_both(years: Years) -> None:
    years.add("p Firn 2024-12-01..2025-01-31", status="finished")
    for year, until in ((2024, "2024-12-31"), (2025, "2025-01-31")):
        found = of(years, year)
        assert values(found, ("projects", "projects.at_once")) == {
            "projects": 1, "projects.at_once": 1,
        }  # fmt: skip
        assert str(found.projects.most_until) == until


# 3. The date line ---------------------------------------------------------------------------------


@pytest.fixture
def crossings(years: Years) -> Years:
    """Over the date line both ways, home in Vancouver.

    YVR SYD 13 Nov 23:45 (UTC−8) = 07:45 UTC on the 14th, 10:10 on the 15th (UTC+11) = 23:10: 925
    SYD YVR 25 Nov 11:25 (UTC+11) = 00:25 UTC, 06:30 that day (UTC−8) = 14:30 UTC:            845
    YVR HND 25 Apr 13:00 (UTC−7) = 20:00 UTC, 15:20 on the 26th (UTC+9) = 06:20 UTC:          620
    HND HNL  3 May 00:05 (UTC+9) = 15:05 UTC on the 2nd, 12:25 on the 2nd (UTC−10) = 22:25:   440
    HNL YVR  5 May 22:20 (UTC−10) = 08:20 UTC on the 6th, 07:00 (UTC−7) = 14:00 UTC:          340
    """
    living_in(years, "Vancouver")
    for line in (
        "f YVR SYD 2024-11-13 23:45-10:10",
        "f SYD YVR 2024-11-25 11:25-06:30",
        "f YVR HND 2025-04-25 13:00-15:20",
        "f HND HNL 2025-05-03 00:05-12:25",
        "f HNL YVR 2025-05-05 22:20-07:00",
    ):
        years.add(line)
    return years


def test_date_line_a_day_is_skipped_and_lived_twice(crossings: Years) -> None:
    landed = [getattr(entry.details, "scheduled_arrival", "")[:10] for entry in crossings.kept]
    assert landed == ["2024-11-15", "2024-11-25", "2025-04-26", "2025-05-02", "2025-05-06"]


def test_date_line_there_and_back(crossings: Years) -> None:
    review = of(crossings, 2024)
    assert values(review, ("flights", "air_time", "airports", "routes", "layovers")) == {
        "flights": 2, "air_time": 925 + 845, "airports": 2, "routes": 1, "layovers": 0,
    }  # fmt: skip
    assert value(review, "distance") == pytest.approx(2 * km("YVR", "SYD"), rel=WITHIN)
    assert listed(review, "cities.first_time") == ["Sydney"]
    assert keys(review, "time_zones") == ["UTC+11:00", "UTC−8:00"]
    # The night of the 13th in the air, none of the 14th, which was skipped, ten in Sydney.
    assert trips(review) == [("Sydney", "2024-11-13", "2024-11-25", 11)]
    assert parts(review, "flights.by_month") == {"November": 2}
    # The 13th was a Wednesday, the 25th a Monday.
    assert parts(review, "flights.by_weekday") == {"Monday": 1, "Wednesday": 1}


def test_date_line_landing_the_day_before(crossings: Years) -> None:
    review = of(crossings, 2025)
    assert values(review, ("flights", "air_time", "airports", "routes", "layovers")) == {
        "flights": 3, "air_time": 620 + 440 + 340, "airports": 3, "routes": 3, "layovers": 0,
    }  # fmt: skip
    far = km("YVR", "HND", "HNL", "YVR")
    assert value(review, "distance") == pytest.approx(far, rel=WITHIN)
    assert listed(review, "cities") == ["Honolulu", "Tokyo", "Vancouver"]
    assert listed(review, "cities.first_time") == ["Honolulu", "Tokyo"]
    assert keys(review, "countries") == ["CA", "JP", "US"]
    assert keys(review, "time_zones") == ["UTC+9:00", "UTC−10:00", "UTC−7:00"]
    assert trips(review) == [("Tokyo, Honolulu", "2025-04-25", "2025-05-06", 11)]
    assert review.trips[0].gaps == ()
    assert parts(review, "flights.by_month") == {"April": 1, "May": 2}
    records = held(review)
    assert records["flights.longest"][0] == "Vancouver → Tokyo"  # 7,5 against 6,2 and 4,4 thousand
    assert records["flights.shortest"][0] == "Honolulu → Vancouver"
    assert records["places.easternmost"] == ("Tokyo", 140)
    assert records["places.westernmost"] == ("Honolulu", -158)
    assert records["places.southernmost"] == ("Honolulu", 21)
    assert records["places.northernmost"] == ("Vancouver", 49)


def test_date_line_between_neighbours(years: Years) -> None:
    """Apia (UTC+13) to Pago Pago (UTC−11): 07:00 on the 14th is 18:00 UTC on the 13th.

    07:35 on the 13th in Pago Pago is 18:35 UTC: 35 minutes, and a whole day by the clocks.
    """
    flight = years.add("f APW PPG 2025-06-14 07:00-07:35")
    assert getattr(flight.details, "scheduled_arrival", "") == "2025-06-13T07:35"
    review = of(years, 2025)
    assert values(review, ("flights", "air_time", "cities", "countries")) == {
        "flights": 1, "air_time": 35, "cities": 2, "countries": 2,
    }  # fmt: skip
    assert value(review, "distance") == pytest.approx(km("APW", "PPG"), rel=2 * WITHIN)
    assert keys(review, "time_zones") == ["UTC+13:00", "UTC−11:00"]
    assert held(review)["places.easternmost"][0] == "Pago Pago"
    assert held(review)["places.westernmost"][0] == "Apia"


def test_date_line_the_cities_of_a_trip_stand_as_they_were_reached(years: Years) -> None:
    living_in(years, "Vancouver")
    years.add("f HND HNL 2025-05-03 00:05-12:25")
    years.add("f HNL YVR 2025-05-05 22:20-07:00")
    assert of(years, 2025).trips[0].name("en") == "Tokyo, Honolulu"


# 4. Cancelled and planned -------------------------------------------------------------------------


NOT_FLOWN = [
    ("f LHR JFK 2025-03-02 BA117 08:20-11:10", "cancelled"),
    ("f JFK LAX 2025-03-03 AA1", "cancelled"),
    ("f GVA SYD 2025-11-01 SQ345 10:00-22:00+1", "planned"),
    ("f SYD GVA 2025-11-20", "planned"),
]


@pytest.mark.parametrize("more", [[], NOT_FLOWN], ids=["without", "with"])
def test_cancelled_and_planned_count_nowhere(years: Years, more: list[tuple[str, str]]) -> None:
    """GVA LHR 10:00 (UTC+1) to 10:45 (UTC+0): 105 min; LHR GVA 18:00 to 20:40: 100 min.

    The nights of 1 to 4 March in London; the days of 1 to 5 March in Britain.
    """
    living_in(years, "Geneva")
    years.add("f GVA LHR 2025-03-01 BA723 10:00-10:45")
    for line, status in more:
        years.add(line, status=status, aircraft_type="B77W", actual_arrival="23:59")
    years.add("f LHR GVA 2025-03-05 BA728 18:00-20:40")
    review = of(years, 2025)
    counted = {name: number.value for name, number in everything(review).items() if number.items}
    far = counted.pop("distance")
    assert far == pytest.approx(2 * km("GVA", "LHR"), rel=WITHIN)
    assert counted.pop("laps") == pytest.approx(far / 40075.017)
    assert counted == {
        "flights": 2, "air_time": 205, "airports": 2, "airports.first_time": 2, "airlines": 1,
        "routes": 1, "time_zones": 2, "countries": 2, "countries.first_time": 1, "cities": 2,
        "cities.first_time": 1, "trips": 1, "nights_away": 4, "days_abroad": 5,
    }  # fmt: skip
    # Without actual times nobody knows which flights were late, nor by how much.
    assert {one.name for one in everything(review).values() if one.at_least} == {"late", "delay"}
    assert trips(review) == [("London", "2025-03-01", "2025-03-05", 4)]
    assert review.trips[0].gaps == ()
    assert parts(review, "flights.by_month") == {"March": 2}
    assert parts(review, "distance.by_month") == {"March": pytest.approx(far)}
    assert held(review)["flights.longest"][0].startswith("Geneva → London")
    assert held(review)["places.westernmost"] == ("London", 0)


def test_a_cancelled_flight_takes_no_first_time_away(years: Years) -> None:
    living_in(years, "Geneva")
    years.add("f GVA LHR 2024-03-01", status="cancelled")
    years.add("f GVA LHR 2025-03-01")
    assert values(of(years, 2024), ("flights", "cities", "airports")) == {
        "flights": 0, "cities": 0, "airports": 0,
    }  # fmt: skip
    review = of(years, 2025)
    assert listed(review, "cities.first_time") == ["London"]
    assert keys(review, "countries.first_time") == ["GB"]
    assert keys(review, "airports.first_time") == ["GVA", "LHR"]


@pytest.mark.parametrize("status", ["cancelled", "planned"])
def test_the_tag_of_a_flight_not_flown_is_not_counted(years: Years, status: str) -> None:
    years.add("f GVA LHR 2025-03-01 #conference", status=status)
    assert value(of(years, 2025), "tags") == 0


# 5. Diverted --------------------------------------------------------------------------------------


def test_diverted_counts_where_it_landed(years: Years) -> None:
    """Bound for New York, down in Boston; Geneva is on UTC+2, both others on UTC−4.

    GVA BOS 10:00 = 08:00 UTC, 12:45 = 16:45 UTC: 525 min; 2 h 15 in Boston
    BOS JFK 15:00 to 16:20: 80 min
    JFK GVA 18:00 = 22:00 UTC, 08:00 = 06:00 UTC: 480 min
    """
    living_in(years, "Geneva")
    years.add("f GVA BOS 2025-04-01 LX22 10:00-12:45", status="diverted")
    years.add("f BOS JFK 2025-04-01 B61 15:00-16:20")
    years.add("f JFK GVA 2025-04-06 LX23 18:00-08:00")
    review = of(years, 2025)
    assert values(review, ("flights", "air_time", "airports", "routes", "airlines", "delay")) == {
        "flights": 3, "air_time": 525 + 80 + 480, "airports": 3, "routes": 3, "airlines": 2,
        "delay": 0,
    }  # fmt: skip
    far = km("GVA", "BOS", "JFK", "GVA")
    assert value(review, "distance") == pytest.approx(far, rel=WITHIN)
    assert listed(review, "cities") == ["Geneva", "New York"]
    assert listed(review, "layovers") == ["Boston"]
    assert listed(review, "cities.first_time") == ["New York"]
    assert keys(review, "time_zones") == ["UTC+2:00", "UTC−4:00"]
    assert trips(review) == [("New York", "2025-04-01", "2025-04-07", 6)]
    assert review.trips[0].gaps == ()
    assert held(review)["flights.shortest"][0] == "Boston → New York  B61"


def test_diverted_and_on_by_bus(years: Years) -> None:
    """Where it was bound for counts as little as any place no flight reached."""
    living_in(years, "Geneva")
    years.add("f GVA BOS 2025-04-01 10:00-12:45", status="diverted")
    years.add("f JFK GVA 2025-04-06 18:00-08:00")
    review = of(years, 2025)
    assert listed(review, "cities") == ["Boston", "Geneva", "New York"]
    assert [len(trip.gaps) for trip in review.trips] == [1]  # by bus, which the journal lacks
    assert value(review, "distance") == pytest.approx(
        km("GVA", "BOS") + km("JFK", "GVA"), rel=WITHIN
    )
    record: Any = to_json(review)
    assert record["flights"]["longest"]["destination"] == "GVA"


def test_layover_settings_reach_a_review_of_entries(stops: Years) -> None:
    """An hour more than Oslo's 24:00: the same by the function as by the setting."""
    review = of(stops, 2025, layover=timedelta(hours=25))
    assert listed(review, "layovers") == ["Amsterdam", "Oslo", "Paris"]
