"""Three small journals about where, each made for one rule, its numbers by hand.

Cities of several airports, city-states and regions, airports that closed or moved. Minutes are
worked out beside each flight, distances by `hand.km`.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.review.conftest import Years
from tests.review.hand import AT, WITHIN, held, keys, km, listed, parts, trips, value, values
from yearlog.actions import settings
from yearlog.review.model import YearReview
from yearlog.review.numbers import measure


@pytest.fixture
def geneva(years: Years) -> Years:
    settings.write(years.space, "home", "Geneva")
    return years


def of(years: Years, year: int, **more: Any) -> YearReview:
    return years.review(year, homes=years.space.homes, **more)


# 6. One city, several airports --------------------------------------------------------------------


@pytest.fixture
def cities(geneva: Years) -> Years:
    """London, Tokyo and New York, in by one airport and out by another.

    GVA LHR 1 March 10:00 (UTC+1) = 09:00 UTC, 10:45 (UTC+0)                              105 min
    LGW NRT 5 March 11:00, 08:00 on the 6th (UTC+9) = 23:00 UTC on the 5th                720
    HND LHR 9 March 11:25 = 02:25 UTC, 15:50                                              805
    LCY GVA 10 March 08:00, 10:40 = 09:40 UTC; after a night of 16 h 10                   100
    GVA JFK 1 May 10:00 (UTC+2) = 08:00 UTC, 12:45 (UTC−4) = 16:45 UTC                    525
    EWR GVA 5 May 18:00 = 22:00 UTC, 08:00 on the 6th = 06:00 UTC                         480
    Together 105 + 720 + 805 + 100 + 525 + 480 = 2735.
    """
    for line in (
        "f GVA LHR 2025-03-01 10:00-10:45",
        "f LGW NRT 2025-03-05 11:00-08:00",
        "f HND LHR 2025-03-09 11:25-15:50",
        "f LCY GVA 2025-03-10 08:00-10:40",
        "f GVA JFK 2025-05-01 10:00-12:45",
        "f EWR GVA 2025-05-05 18:00-08:00",
    ):
        geneva.add(line)
    return geneva


def test_several_airports_of_a_city_are_one_city(cities: Years) -> None:
    """Newark lies in New Jersey; its airport is New York's to who flies there and in its code."""
    review = of(cities, 2025)
    assert values(
        review, ("flights", "air_time", "airports", "airports.first_time", "routes", "trips")
    ) == {
        "flights": 6, "air_time": 2735, "airports": 8, "airports.first_time": 8, "routes": 6,
        "trips": 2,
    }  # fmt: skip
    far = (
        km("GVA", "LHR") + km("LGW", "NRT") + km("HND", "LHR") + km("LCY", "GVA")
        + km("GVA", "JFK") + km("EWR", "GVA")
    )  # fmt: skip
    assert value(review, "distance") == pytest.approx(far, rel=WITHIN)
    assert listed(review, "cities") == ["Geneva", "London", "New York", "Tokyo"]
    assert listed(review, "cities.first_time") == ["London", "New York", "Tokyo"]
    assert keys(review, "countries") == ["CH", "GB", "JP", "US"]
    # The night on the way home was in a city visited that year: no city is both.
    assert listed(review, "layovers") == []
    assert keys(review, "time_zones") == [
        "UTC+0:00", "UTC+1:00", "UTC+2:00", "UTC+9:00", "UTC−4:00",
    ]  # fmt: skip
    assert trips(review) == [
        ("London, Tokyo", "2025-03-01", "2025-03-10", 9),
        ("New York", "2025-05-01", "2025-05-06", 5),
    ]
    assert [trip.gaps for trip in review.trips] == [(), ()]
    assert parts(review, "flights.by_month") == {"March": 4, "May": 2}
    london = next(item for item in measure(review, "cities").items if item.name.en == "London")
    # What proves the visit is the landing and the departure of March 1 and 5, not the night.
    assert london.ids == (cities.kept[0].id, cities.kept[1].id)


def test_routes_are_of_airports_not_of_cities(cities: Years) -> None:
    cities.add("f JFK GVA 2025-06-01")
    review = of(cities, 2025)
    assert keys(review, "routes") == [
        "EWR-GVA", "GVA-JFK", "GVA-LCY", "GVA-LHR", "HND-LHR", "LGW-NRT",
    ]  # fmt: skip
    assert held(review)["flights.busiest_route"] == ("Geneva – New York", 2)


@pytest.mark.parametrize(
    ("code", "city"),
    [
        ("MXP", "Milan"), ("BGY", "Milan"), ("STN", "London"), ("SGN", "Ho Chi Minh City"),
        ("MEX", "Mexico City"), ("MFM", "Macau"), ("LUX", "Luxembourg"), ("TSA", "Taipei"),
        ("OKA", "Naha"), ("BWI", "Baltimore"), ("BSL", "Basel"), ("MLH", "Mulhouse"),
    ],
)  # fmt: skip
def test_a_flight_to_a_city_and_a_stay_in_it_are_one_city(
    geneva: Years, code: str, city: str
) -> None:
    flight = geneva.add(f"f GVA {code} 2025-03-01")
    stay = geneva.add(f"s {city} 2025-03-01..3")
    (away,) = [one for one in of(geneva, 2025).places.cities if one.label("en") != "Geneva"]
    assert set(away.ids) == {flight.id, stay.id}


# 7. City-states and regions -----------------------------------------------------------------------


@pytest.fixture
def states(geneva: Years) -> Years:
    """Places that are a city and a country or region at once; Geneva and Rome on UTC+2.

    GVA NCE 1 May 09:00 to 10:00                                               60 min
    NCE GVA 3 May 18:00 to 19:00                                               60
    GVA SIN 1 June 20:00 = 18:00 UTC, 14:40 on the 2nd (UTC+8) = 06:40 UTC    760
    SIN HKG 5 June 10:00 to 14:00, both UTC+8                                 240
    HKG FCO 10 June 00:30 = 16:30 UTC on the 9th, 07:30 = 05:30 UTC           780
    FCO GVA 14 June 12:00 to 13:35                                             95
    Together 60 + 60 + 760 + 240 + 780 + 95 = 1995.
    """
    for line in (
        "f GVA NCE 2025-05-01 09:00-10:00",
        "s Monaco 2025-05-01..3",
        "f NCE GVA 2025-05-03 18:00-19:00",
        "f GVA SIN 2025-06-01 20:00-14:40",
        "s Singapore 2025-06-02..5",
        "f SIN HKG 2025-06-05 10:00-14:00",
        "s HongKong 2025-06-05..7",
        "s Macau 2025-06-07..9",
        "f HKG FCO 2025-06-10 00:30-07:30",
        "s Vatican 2025-06-10..14",
        "f FCO GVA 2025-06-14 12:00-13:35",
    ):
        geneva.add(line)
    return geneva


def test_city_states_are_countries_and_cities(states: Years) -> None:
    review = of(states, 2025)
    assert values(review, ("flights", "air_time", "airports", "stays", "trips", "layovers")) == {
        "flights": 6, "air_time": 1995, "airports": 5, "stays": 5, "trips": 2, "layovers": 0,
    }  # fmt: skip
    far = 2 * km("GVA", "NCE") + km("GVA", "SIN", "HKG", "FCO", "GVA")
    assert value(review, "distance") == pytest.approx(far, rel=WITHIN)
    assert keys(review, "countries") == ["CH", "FR", "HK", "IT", "MC", "MO", "SG", "VA"]
    assert keys(review, "countries.first_time") == ["FR", "HK", "IT", "MC", "MO", "SG", "VA"]
    in_cities = {one.country_code for one in review.places.cities}
    assert {"CH", "FR", "HK", "IT", "MC", "MO", "SG"} <= in_cities
    assert {"Geneva", "Hong Kong", "Monaco", "Nice", "Rome", "Singapore"} <= set(
        listed(review, "cities")
    )
    assert keys(review, "time_zones") == ["UTC+2:00", "UTC+8:00"]
    assert [trip[1:] for trip in trips(review)] == [
        ("2025-05-01", "2025-05-03", 2),
        ("2025-06-01", "2025-06-14", 13),
    ]
    assert [trip.gaps for trip in review.trips] == [(), ()]


def test_a_stay_in_a_city_state_and_a_flight_to_it_are_one_city(states: Years) -> None:
    review = of(states, 2025)
    for code, flights in (("SG", 2), ("HK", 2)):
        (city,) = [one for one in review.places.cities if one.country_code == code]
        assert city.count == flights + 1  # landed, stayed, left


def test_the_vatican_is_a_city_too(states: Years) -> None:
    review = of(states, 2025)
    assert value(review, "cities") == 8
    assert {"VA"} <= {one.country_code for one in review.places.cities}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("Vatican", "Vatican City", "梵蒂冈"), "VA"), (("Monaco", "摩纳哥"), "MC"),
        (("Singapore", "新加坡"), "SG"), (("HongKong", "香港"), "HK"), (("Macau", "澳门"), "MO"),
        (("Gibraltar", "直布罗陀"), "GI"),
    ],
)  # fmt: skip
def test_a_city_state_is_one_city_by_any_name(
    geneva: Years, said: tuple[str, ...], code: str
) -> None:
    for day, name in enumerate(said, 1):
        geneva.add(f"s {name} 2025-05-{day:02d}")
    review = of(geneva, 2025)
    assert keys(review, "countries") == [code]
    assert [item.ids for item in measure(review, "cities").items] == [
        tuple(one.id for one in geneva.kept)
    ]


# 8. Airports that closed, moved or were renamed ---------------------------------------------------


@pytest.fixture
def airports(geneva: Years) -> Years:
    """Berlin closed Tegel and Schönefeld for Brandenburg in 2020; Istanbul moved on 6 April 2019.

    The code IST went with it, the old airport is ISL since. Astana's code TSE became NQZ in 2020.
    """
    for line in (
        "f GVA IST 2018-06-01",
        "f IST GVA 2018-06-05",
        "f GVA TSE 2018-09-01",
        "f TSE GVA 2018-09-05",
        "f GVA IST 2019-05-01",
        "f IST GVA 2019-05-05",
        "f GVA TXL 2019-10-01",
        "f SXF GVA 2019-10-05",
        "f GVA BER 2021-03-01",
        "f BER GVA 2021-03-05",
        "f GVA NQZ 2021-09-01",
        "f NQZ GVA 2021-09-05",
    ):
        geneva.add(line)
    return geneva


def test_retired_airports_are_where_they_were(airports: Years) -> None:
    old, moved, new = (of(airports, year) for year in (2018, 2019, 2021))
    assert [value(one, "flights") for one in (old, moved, new)] == [4, 4, 4]
    # 0.3 % of 1900 km is less than the 19 km by which Atatürk is farther from Geneva.
    assert value(old, "distance") == pytest.approx(
        2 * km("GVA", "ISL") + 2 * km("GVA", "NQZ"), rel=WITHIN
    )
    assert value(moved, "distance") == pytest.approx(
        2 * km("GVA", "IST") + km("GVA", "TXL") + km("SXF", "GVA"), rel=WITHIN
    )
    assert value(new, "distance") == pytest.approx(
        2 * km("GVA", "BER") + 2 * km("GVA", "NQZ"), rel=WITHIN
    )
    assert [listed(one, "cities") for one in (old, moved, new)] == [
        ["Astana", "Geneva", "Istanbul"], ["Berlin", "Geneva", "Istanbul"],
        ["Astana", "Berlin", "Geneva"],
    ]  # fmt: skip
    # A city is as old as its first airport.
    assert [listed(one, "cities.first_time") for one in (old, moved, new)] == [
        ["Astana", "Istanbul"], ["Berlin"], [],
    ]  # fmt: skip
    assert [keys(one, "countries.first_time") for one in (old, moved, new)] == [
        ["KZ", "TR"], ["DE"], [],
    ]  # fmt: skip
    assert [value(one, "trips") for one in (old, moved, new)] == [2, 2, 2]
    assert [trip.gaps for trip in moved.trips] == [(), ()]  # Tegel and Schönefeld are one city's


def test_the_code_of_the_day_is_the_airport_of_the_day(airports: Years) -> None:
    """Atatürk lies on the coast at 28.81° E, the new airport 33 km north of it."""
    for year, code in ((2018, "ISL"), (2019, "IST")):
        (istanbul,) = [one for one in of(airports, year).flights.airports if one.key == "IST"]
        assert istanbul.latitude == pytest.approx(AT[code][0], abs=0.02)
        assert istanbul.longitude == pytest.approx(AT[code][1], abs=0.02)


def test_retired_airports_are_new_once(airports: Years) -> None:
    assert keys(of(airports, 2018), "airports.first_time") == ["GVA", "IST", "TSE"]
    assert {"SXF", "TXL"} <= set(keys(of(airports, 2019), "airports.first_time"))
    assert "BER" in keys(of(airports, 2021), "airports.first_time")


def test_a_new_airport_of_an_old_code_is_new(airports: Years) -> None:
    assert value(of(airports, 2019), "airports.first_time") == 3  # IST, SXF, TXL


def test_two_airports_of_one_code_in_a_year_are_two(geneva: Years) -> None:
    geneva.add("f GVA IST 2019-03-01")
    geneva.add("f IST GVA 2019-05-01")
    assert value(of(geneva, 2019), "airports") == 3


def test_an_airport_of_a_new_code_is_not_new(airports: Years) -> None:
    assert keys(of(airports, 2021), "airports.first_time") == ["BER"]
