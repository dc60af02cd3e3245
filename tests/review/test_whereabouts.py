"""Where each night was and which countries each day saw: small journals, counted on a calendar.

Home is Montreal unless a test says otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.review.conftest import Years, review_of
from yearlog.actions import settings
from yearlog.kinds.values import TripWords
from yearlog.review.model import YearReview
from yearlog.review.numbers import measure
from yearlog.review.numbers.records import records
from yearlog.review.numbers.spreads import SPREADS
from yearlog.review.visible import EVERYTHING, PUBLIC, Profile


@pytest.fixture
def at_home(years: Years) -> Years:
    settings.write(years.space, "home", "Montreal")
    return years


def of(years: Years, year: int = 2025, profile: Profile = EVERYTHING, **more: Any) -> YearReview:
    return years.review(year, profile, homes=years.space.homes, **more)


def nights(review: YearReview, first: str, last: str) -> str:
    """Return the nights from one evening to another: places, ``home``, ``air``, ``?``."""
    said = []
    for day in review.whereabouts.days:
        if first <= str(day.on)[5:] <= last:
            where = day.night.where
            said.append({"away": day.night.name.en, "unknown": "?"}.get(where, where))
    return " ".join(said)


def countries(review: YearReview, first: str, last: str) -> str:
    """Return the countries of each day from one to another: joined by ``+``, ``-`` for none."""
    return " ".join(
        "+".join(one.country_code for one in day.countries) or "-"
        for day in review.whereabouts.days
        if first <= str(day.on)[5:] <= last
    )


def parts(review: YearReview, name: str) -> dict[str, float]:
    return {part.key: part.value for part in SPREADS[name](review).parts}


def value(review: YearReview, name: str) -> float:
    return measure(review, name).value


def test_the_night_belongs_to_where_one_is_at_the_end_of_the_day(at_home: Years) -> None:
    there = at_home.add("f YUL BOS 2025-03-03 08:00-09:15")
    back = at_home.add("f BOS YUL 2025-03-06 18:00-19:15")
    review = of(at_home)
    assert nights(review, "03-03", "03-06") == "Boston Boston Boston home"
    assert countries(review, "03-03", "03-07") == "CA+US US US CA+US CA"
    (item,) = measure(review, "nights_away").items
    assert (item.name.en, item.share, item.ids) == ("Boston", 3, (there.id, back.id))
    assert parts(review, "nights_away.by_country") == {"US": 3}
    assert value(review, "days_abroad") == 4
    assert parts(review, "days.by_country") == {"US": 4, "CA": 1 + 1 + 300}  # from 7 March


def test_a_night_in_the_air_is_away_and_in_no_country(at_home: Years) -> None:
    at_home.add("f YUL ZRH 2025-04-01 17:25-06:40+1")
    at_home.add("f ZRH YUL 2025-04-04 12:00-14:15")
    review = of(at_home)
    assert nights(review, "04-01", "04-04") == "air Zurich Zurich home"
    assert countries(review, "04-01", "04-04") == "CA CH CH CA+CH"
    assert value(review, "nights_away") == 3
    assert parts(review, "nights_away.by_country") == {"CH": 2, "air": 1}
    assert value(review, "days_abroad") == 3


def test_a_flight_after_midnight_leaves_the_night_before_where_it_took_off(at_home: Years) -> None:
    at_home.add("f YUL BOS 2025-03-03 08:00-09:15")
    at_home.add("f BOS YUL 2025-03-06 00:30-01:45")
    review = of(at_home)
    assert nights(review, "03-03", "03-06") == "Boston Boston Boston home"
    assert countries(review, "03-05", "03-06") == "US CA+US"


def test_a_layover_is_no_day_in_a_country_but_its_night_is_a_night(at_home: Years) -> None:
    at_home.add("f YUL ZRH 2025-04-01 17:25-06:40+1")
    at_home.add("f ZRH VIE 2025-04-02 09:00-10:20")
    at_home.add("f VIE OSL 2025-04-05 18:00-20:20")
    at_home.add("f OSL YUL 2025-04-06 12:00-14:00")
    review = of(at_home)
    assert nights(review, "04-01", "04-06") == "air Vienna Vienna Vienna Oslo home"
    assert countries(review, "04-01", "04-06") == "CA AT AT AT AT CA"
    assert parts(review, "nights_away.by_country") == {"AT": 3, "NO": 1, "air": 1}


def test_a_stay_elsewhere_says_that_one_took_the_train(at_home: Years) -> None:
    there = at_home.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    at_home.add("s Zürich 2025-06-12..14")
    back = at_home.add("f ZRH YUL 2025-06-16 13:00-15:15")
    review = of(at_home)
    assert nights(review, "06-09", "06-16") == "air Geneva Geneva Zurich Zurich Zurich Zurich home"
    # The two nights after the stay are proven by the stay and the flight that leaves from there.
    shares = [(item.name.en, item.share) for item in measure(review, "nights_away").items]
    assert shares == [("in the air", 1), ("Geneva", 2), ("Zurich", 2), ("Zurich", 2)]
    assert {there.id, back.id} <= set(measure(review, "nights_away").ids)


def test_after_a_stay_one_is_where_the_next_flight_leaves_from(at_home: Years) -> None:
    at_home.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    at_home.add("s Vienna 2025-06-11..13")
    at_home.add("f GVA YUL 2025-06-15 10:00-12:15")
    review = of(at_home)
    assert nights(review, "06-09", "06-15") == "air Geneva Vienna Vienna Geneva Geneva home"
    assert countries(review, "06-10", "06-15") == "CH AT+CH AT AT+CH CH CA+CH"


def test_a_stay_that_goes_on_is_left_by_flying_away_and_taken_up_again(at_home: Years) -> None:
    at_home.add("f YUL GVA 2025-06-01 19:00-08:10+1")
    at_home.add("s Geneva 2025-06-02..12")
    at_home.add("f GVA LHR 2025-06-05 10:00-10:45")
    at_home.add("f LHR GVA 2025-06-08 10:00-12:45")
    at_home.add("f GVA YUL 2025-06-12 10:00-12:15")
    review = of(at_home)
    assert nights(review, "06-03", "06-08") == "Geneva Geneva London London London Geneva"
    assert countries(review, "06-04", "06-09") == "CH CH+GB GB GB CH+GB CH"
    assert value(review, "nights_away") == 11


def test_of_two_stays_the_one_begun_later_holds(at_home: Years) -> None:
    at_home.add("s Vienna 2025-06-02..9")
    at_home.add("s Prague 2025-06-04..6")
    review = of(at_home)
    assert nights(review, "06-01", "06-09") == (
        "? Vienna Vienna Prague Prague Vienna Vienna Vienna home"
    )
    assert parts(review, "nights_away.by_country") == {"AT": 5, "CZ": 2}


def test_a_road_trip_sleeps_between_its_stays_where_the_last_one_was(at_home: Years) -> None:
    at_home.add("s Boston 2025-05-01..3")
    at_home.add("s Portland,ME 2025-05-04..6")
    review = of(at_home)
    assert nights(review, "05-01", "05-06") == "Boston Boston Boston Portland Portland home"
    assert value(review, "nights_away") == 5


def test_a_day_trip_is_no_night(at_home: Years) -> None:
    at_home.add("s Boston 2025-05-01")
    review = of(at_home)
    assert value(review, "nights_away") == 0
    assert countries(review, "05-01", "05-01") == "CA+US"
    assert value(review, "days_abroad") == 1


def test_a_trip_over_new_year_splits_at_the_evening_of_the_last_day(at_home: Years) -> None:
    at_home.add("f YUL BOS 2024-12-29 08:00-09:15")
    back = at_home.add("f BOS YUL 2025-01-03 18:00-19:15")
    old, new = of(at_home, 2024), of(at_home, 2025)
    assert nights(old, "12-29", "12-31") == "Boston Boston Boston"
    assert nights(new, "01-01", "01-03") == "Boston Boston home"
    assert countries(new, "01-01", "01-04") == "US US CA+US CA"
    assert (value(old, "nights_away"), value(new, "nights_away")) == (3, 2)
    # The year names its own entries.
    assert measure(new, "nights_away").ids == (back.id,)


def test_a_flight_over_new_year_is_in_the_air_in_the_year_it_left(at_home: Years) -> None:
    at_home.add("f YUL ZRH 2024-12-31 17:25-06:40+1")
    at_home.add("f ZRH YUL 2025-01-02 12:00-14:15")
    assert nights(of(at_home, 2024), "12-31", "12-31") == "air"
    new = of(at_home, 2025)
    assert nights(new, "01-01", "01-02") == "Zurich home"
    assert countries(new, "01-01", "01-01") == "CH"


# The date line ------------------------------------------------------------------------------------


def test_the_day_that_never_was_counts_nowhere(at_home: Years) -> None:
    at_home.add("f YVR SYD 2025-11-13 23:45-10:10+2")
    at_home.add("s Sydney 2025-11-15..18")
    review = of(at_home)
    days = [str(day.on) for day in review.whereabouts.days]
    assert "2025-11-14" not in days
    assert len(days) == 364
    assert nights(review, "11-13", "11-18") == "air Sydney Sydney Sydney ?"
    assert countries(review, "11-13", "11-15") == "CA AU"


def test_a_flight_to_the_east_over_two_nights_skips_no_day(at_home: Years) -> None:
    at_home.add("f LHR SYD 2025-03-01 21:00-05:00+2")  # 21 hours, as one leg
    review = of(at_home)
    assert nights(review, "03-01", "03-02") == "air air"
    assert countries(review, "03-01", "03-03") == "GB - AU"


def test_a_landing_two_days_later_without_times_is_over_the_date_line(at_home: Years) -> None:
    entry = at_home.add("f YVR SYD 2025-11-13 23:45-10:10+2")
    details = replace(entry.details, scheduled_departure="")  # type: ignore[type-var]
    review = review_of([replace(entry, details=details)], 2025, homes=at_home.space.homes)
    assert "2025-11-14" not in {str(day.on) for day in review.whereabouts.days}


def test_the_day_that_comes_twice_is_one_day_and_its_night_the_second(at_home: Years) -> None:
    at_home.add("f YUL HND 2025-04-25 13:00-15:00+1")
    at_home.add("s Yokohama 2025-04-26..2025-05-02")
    at_home.add("f HND HNL 2025-05-03 00:05-12:25")  # lands on 2 May
    at_home.add("f HNL YUL 2025-05-05 15:00-06:00+1")
    review = of(at_home)
    assert nights(review, "04-25", "05-06") == (
        "air Yokohama Yokohama Yokohama Yokohama Yokohama Yokohama"  # 26 April to 1 May
        " Honolulu Honolulu Honolulu air home"
    )
    assert countries(review, "05-01", "05-05") == "JP JP+US JP+US US US"
    # 25 April to 6 May: as many nights as dates.
    assert value(review, "nights_away") == 11


def test_there_and_back_over_the_date_line_is_as_long_as_the_calendar_says(at_home: Years) -> None:
    at_home.add("f YUL YVR 2025-11-13 17:00-19:35")
    at_home.add("f YVR SYD 2025-11-13 23:45-10:10+2")
    at_home.add("f SYD YVR 2025-11-25 11:25-06:30")  # lands before it left
    at_home.add("f YVR YUL 2025-11-25 09:00-16:30")
    review = of(at_home)
    # 13 in the air, 14 never was, 15 to 24 in Sydney.
    assert parts(review, "nights_away.by_country") == {"AU": 10, "air": 1}
    assert countries(review, "11-25", "11-25") == "AU+CA"


# Home ---------------------------------------------------------------------------------------------


def test_before_the_journal_began_nothing_is_known(at_home: Years) -> None:
    at_home.add("r 2025-02-01 Started")
    at_home.add("f YUL BOS 2025-03-03 08:00-09:15")
    at_home.add("f BOS YUL 2025-03-06 18:00-19:15")
    review = of(at_home)
    assert nights(review, "01-30", "02-02") == "? ? home home"
    assert countries(review, "01-31", "02-01") == "- CA"


def test_without_a_home_only_trips_are_known(years: Years) -> None:
    years.add("r 2025-01-01 Started")
    years.add("f YUL BOS 2025-03-03 08:00-09:15")
    years.add("s Boston 2025-03-03..5")
    review = review_of(years.space.journal.entries(), 2025)
    assert review.home is None
    assert nights(review, "03-02", "03-06") == "? Boston Boston ? ?"
    assert parts(review, "days.by_country") == {"CA": 1, "US": 3}
    assert value(review, "days_abroad") == 0


def test_who_moves_house_is_home_at_the_new_one(years: Years) -> None:
    settings.write(years.space, "home", "Montreal", start="2020-01-01")
    settings.write(years.space, "home", "Geneva", start="2025-08-01")
    years.add("r 2025-01-01 Started")
    years.add("f YUL GVA 2025-08-01 19:00-08:10+1")
    years.add("f GVA YUL 2025-09-01 10:00-12:15")
    years.add("f YUL GVA 2025-09-04 19:00-08:10+1")
    review = of(years)
    assert nights(review, "07-31", "08-03") == "home air home home"
    assert countries(review, "08-01", "08-03") == "CA CH CH"
    assert nights(review, "08-31", "09-05") == "home Montreal Montreal Montreal air home"
    # 1 August is the first day of living in Geneva, and was spent in Canada; 1 to 4 September too.
    assert value(review, "days_abroad") == 1 + 4


def test_a_stay_in_the_home_city_is_no_night_away(at_home: Years) -> None:
    at_home.add("s Montreal 2025-05-01..4 conference")
    review = of(at_home)
    assert value(review, "nights_away") == 0
    assert nights(review, "05-01", "05-04") == "home home home home"


def test_a_weekend_in_the_next_town_is_away(at_home: Years) -> None:
    at_home.add("s Saint-Sauveur 2025-02-15..17 滑雪")
    review = of(at_home)
    assert nights(review, "02-15", "02-17") == "Saint-Sauveur Saint-Sauveur home"
    assert value(review, "days_abroad") == 0


def test_a_stay_at_home_ends_a_trip_that_no_flight_ended(at_home: Years) -> None:
    at_home.add("f YUL BOS 2025-05-01 08:00-09:15")
    at_home.add("s Montreal 2025-05-04..5 居家")
    at_home.add("f YUL BOS 2025-06-01 08:00-09:15")
    at_home.add("f BOS YUL 2025-06-02 18:00-19:15")
    review = of(at_home)
    assert nights(review, "05-01", "05-07") == "Boston Boston Boston home home home home"
    assert nights(review, "05-31", "06-02") == "home Boston home"
    assert not measure(review, "nights_away").at_least


def test_who_was_home_last_year_is_at_home_on_new_year(at_home: Years) -> None:
    at_home.add("f YUL BOS 2024-05-01 08:00-09:15")
    at_home.add("s Montreal 2024-07-04..5 居家")
    at_home.add("s Montreal 2024-05-04..5 居家")
    assert nights(of(at_home, 2024), "05-01", "05-06") == "Boston Boston Boston home home home"
    at_home.add("r 2025-02-01 Text")
    assert nights(of(at_home), "01-01", "01-02") == "home home"


def test_a_year_at_home_does_not_swallow_the_trips_in_it(at_home: Years) -> None:
    at_home.add("s Montreal 2025-01-01..2025-12-31 居家")
    at_home.add("s Boston 2025-05-01..3")
    review = of(at_home)
    assert nights(review, "04-30", "05-03") == "home Boston Boston home"
    assert value(review, "nights_away") == 2


def test_at_the_home_of_another_one_is_away(at_home: Years) -> None:
    at_home.add("f YUL PVG 2025-07-04 10:00-14:00+1")
    at_home.add("s Hangzhou 2025-07-05..8 居家")
    at_home.add("f PVG YUL 2025-07-10 17:00-19:00")
    everything = of(at_home)
    assert nights(everything, "07-04", "07-10") == (
        "air Hangzhou Hangzhou Hangzhou Shanghai Shanghai home"
    )
    assert value(everything, "nights_away") == 6
    # Its place is for nobody else to know; the flights alone say Shanghai.
    public = of(at_home, profile=PUBLIC)
    assert nights(public, "07-04", "07-09") == "air Shanghai Shanghai Shanghai Shanghai Shanghai"
    assert records(everything)["trips.longest"].value == 6


def test_at_another_home_without_flights_one_is_away_too(at_home: Years) -> None:
    at_home.add("s Toronto 2025-07-05..8 居家")
    review = of(at_home)
    assert nights(review, "07-05", "07-08") == "Toronto Toronto Toronto home"


def test_a_journal_that_begins_abroad_does_not_begin_at_home(at_home: Years) -> None:
    at_home.add("r 2025-01-01 Started")
    at_home.add("f BOS YUL 2025-03-06 18:00-19:15")
    assert nights(of(at_home), "03-04", "03-06") == "? ? home"


# What is not known --------------------------------------------------------------------------------


def test_after_a_landing_that_nothing_follows_it_is_at_least(at_home: Years) -> None:
    only = at_home.add("f YUL BOS 2025-03-03 08:00-09:15")
    review = of(at_home)
    assert nights(review, "03-03", "03-05") == "? ? ?"
    number = measure(review, "nights_away")
    assert (number.value, number.missing) == (0, (only.id,))
    # With a stay there, its nights are known.
    at_home.add("s Boston 2025-03-03..6")
    number = measure(of(at_home), "nights_away")
    assert (number.value, number.at_least) == (3, True)


def test_home_by_train_is_not_known_until_the_next_trip(at_home: Years) -> None:
    landed = at_home.add("f YUL YYZ 2025-03-03 08:00-09:15")
    at_home.add("f YUL BOS 2025-04-03 08:00-09:15")
    at_home.add("f BOS YUL 2025-04-05 18:00-19:15")
    review = of(at_home)
    assert nights(review, "04-01", "04-06") == "? ? Boston Boston home home"
    assert measure(review, "nights_away").missing == (landed.id,)


def test_whether_one_was_home_before_a_stay_is_told_by_the_last_flight(at_home: Years) -> None:
    at_home.add("f YUL YYZ 2024-10-01 08:00-09:15")
    at_home.add("s Boston 2024-12-01..3")
    at_home.add("s Boston 2025-05-01..3")
    assert nights(of(at_home), "01-01", "01-02") == "? ?"
    at_home.add("f YYZ YUL 2024-10-05 08:00-09:15")
    assert nights(of(at_home), "01-01", "01-02") == "home home"


def test_a_night_at_home_within_a_trip_that_was_joined_is_at_home(at_home: Years) -> None:
    for line in (
        "f YUL BOS 2025-03-03 08:00-09:15",
        "f BOS YUL 2025-03-05 08:00-09:15",
        "f YUL YYZ 2025-03-06 08:00-09:45",
        "f YYZ YUL 2025-03-07 08:00-09:15",
    ):
        at_home.add(line)
    entries = list(at_home.kept)
    entries[2] = replace(entries[2], trip=TripWords(begins="before"))
    review = review_of(entries, 2025, homes=at_home.space.homes)
    assert len(review.trips) == 1
    assert nights(review, "03-03", "03-07") == "Boston Boston home Toronto home"
    assert records(review)["trips.longest"].value == 3


def test_a_trip_that_was_cut_abroad_stays_abroad(at_home: Years) -> None:
    at_home.add("f YUL BOS 2025-03-03 08:00-09:15")
    at_home.add("f BOS YYZ 2025-03-06 08:00-09:45")
    entries = list(at_home.kept)
    entries[1] = replace(entries[1], trip=TripWords(begins="here"))
    review = review_of(entries, 2025, homes=at_home.space.homes)
    assert len(review.trips) == 2
    assert nights(review, "03-03", "03-06") == "Boston Boston Boston ?"


def test_between_a_landing_and_a_stay_one_waits_where_one_landed(at_home: Years) -> None:
    at_home.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    at_home.add("s Geneva 2025-06-10..12")
    at_home.add("s Vienna 2025-06-13..15")
    review = of(at_home)
    assert nights(review, "06-09", "06-14") == "air Geneva Geneva Geneva Vienna Vienna"


def test_what_is_known_by_its_month_is_excluded_and_said(at_home: Years) -> None:
    at_home.add("r 2025-01-01 Started")
    there = at_home.add("f YUL BOS 2025-03-03 08:00-09:15")
    back = at_home.add("f BOS YUL 2025-03")
    stay = at_home.add("s Vienna 2025-06")
    review = of(at_home)
    number = measure(review, "nights_away")
    assert number.value == 0
    assert set(number.missing) == {back.id, stay.id}
    assert there.id not in number.missing
    # In these months one may have been away; before and after, at home.
    assert nights(review, "05-31", "06-01") == "home ?"
    assert nights(review, "06-30", "07-01") == "? home"


def test_a_night_that_has_not_been_is_not_counted(at_home: Years) -> None:
    at_home.add("s Boston 2025-05-01..9")
    review = of(at_home, today=date(2025, 5, 4))
    assert nights(review, "05-01", "05-09") == "Boston Boston Boston ?"
    assert len(review.whereabouts.days) == 31 + 28 + 31 + 30 + 4
    assert value(review, "nights_away") == 3
    assert value(review, "days_abroad") == 4
    assert of(at_home, 2025, today=date(2024, 5, 4)).whereabouts.days == ()


@pytest.mark.parametrize("year", [1, 9999])
def test_at_the_edge_of_the_calendar_nothing_is_told(at_home: Years, year: int) -> None:
    at_home.add(f"s Boston {year:04d}-05-01..3")
    assert value(of(at_home, year), "nights_away") == 0


def test_planned_and_cancelled_flights_move_nobody(at_home: Years) -> None:
    at_home.add("r 2025-01-01 Started")
    entry = at_home.add("f YUL BOS 2025-03-03 08:00-09:15")
    cancelled = replace(entry, details=replace(entry.details, status="cancelled"))  # type: ignore[type-var]
    review = review_of([at_home.kept[0], cancelled], 2025, homes=at_home.space.homes)
    assert nights(review, "03-02", "03-04") == "home home home"
    assert countries(review, "03-03", "03-03") == "CA"


# What others may see ------------------------------------------------------------------------------


def test_on_a_public_page_a_hidden_entry_proves_no_night(at_home: Years) -> None:
    at_home.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    hidden = at_home.add("s Vienna 2025-06-12..14", visibility="private")
    at_home.add("f GVA YUL 2025-06-16 10:00-12:15")
    assert value(of(at_home), "nights_away") == 7
    public = of(at_home, profile=PUBLIC)
    assert nights(public, "06-09", "06-15") == "air Geneva Geneva ? ? ? ?"
    assert value(public, "nights_away") == 3
    assert "AT" not in parts(public, "days.by_country")
    said = str(
        (public.whereabouts, measure(public, "nights_away"), SPREADS["days.by_country"](public))
    )
    assert hidden.id not in said
    assert "Vienna" not in said


def test_on_a_public_page_a_hidden_departure_does_not_tell_its_day(at_home: Years) -> None:
    at_home.add("f YUL GVA 2025-06-09 19:00-08:10+1")
    at_home.add("f GVA YUL 2025-06-16 10:00-12:15", visibility="private")
    public = of(at_home, profile=PUBLIC)
    assert nights(public, "06-09", "06-17") == "air ? ? ? ? ? ? ? ?"
    assert countries(public, "06-09", "06-11") == "- CH -"


def test_days_at_home_are_on_no_public_page(at_home: Years) -> None:
    at_home.add("f YUL BOS 2025-03-03 08:00-09:15")
    at_home.add("f BOS YUL 2025-03-06 18:00-19:15")
    assert parts(of(at_home, profile=PUBLIC), "days.by_country") == {"US": 4}


# Records and properties ---------------------------------------------------------------------------


def test_the_longest_time_away_and_at_home(at_home: Years) -> None:
    first = at_home.add("s Boston 2025-02-01..4")
    at_home.add("s Vienna 2025-02-10..14")
    at_home.add("s Prague 2025-02-20..24")
    found = records(of(at_home, today=date(2025, 2, 26)))
    away, home = found["trips.longest"], found["home.longest"]
    assert (away.value, away.unit, away.item.name.en) == (4, "night", "Vienna")
    # The evenings of 4 to 9 and of 14 to 19 February are six each: the first holds.
    assert (home.value, home.item.name.en) == (6, "2025-02-04..2025-02-09")
    assert home.item.ids[0] == first.id


def test_a_year_at_home_that_nothing_proves_is_no_record(at_home: Years) -> None:
    at_home.add("r 2025-01-01 Started")
    found = records(of(at_home))
    assert not {"home.longest", "trips.longest"} & set(found)


@pytest.mark.parametrize("profile", [EVERYTHING, PUBLIC], ids=["all", "public"])
@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_each_day_of_the_sample_is_there_once_and_each_night_counted_once(
    sample: Any, year: int, profile: Profile
) -> None:
    from yearlog.actions import reviews

    review = reviews.year_review(sample(), year, profile, today=date(2026, 1, 15))
    days = [day.on for day in review.whereabouts.days]
    skipped = {2024: {date(2024, 11, 14)}}.get(year, set())
    first = date(year, 1, 1)
    whole = {first + timedelta(days=at) for at in range((date(year + 1, 1, 1) - first).days)}
    assert days == sorted(whole - skipped)
    away = sum(day.night.where in ("away", "air") for day in review.whereabouts.days)
    assert value(review, "nights_away") == away


def test_the_nights_and_days_of_the_sample_year(sample: Any) -> None:
    """Counted on a calendar from ``sample_facts.md`` and the stays."""
    from yearlog.actions import reviews

    review = reviews.year_review(sample(), 2025, EVERYTHING, today=date(2026, 1, 15))
    assert parts(review, "nights_away.by_country") == {
        "CA": 3 + 2 + 2 + 2 + 5 + 2 + 7, "CN": 20, "CH": 3 + 3 + 2 + 2, "AT": 7, "SJ": 7,
        "US": 3 + 1 + 3, "air": 7, "JP": 6, "NO": 2,
    }  # fmt: skip
    days = parts(review, "days.by_country")
    del days["CA"]
    assert days == {"CN": 21, "CH": 7 + 5, "US": 4 + 2 + 4, "AT": 8, "JP": 8, "SJ": 8}
    assert value(review, "days_abroad") == 21 + 12 + 10 + 8 + 8 + 8 - 2  # 2 and 3 May: two of them
