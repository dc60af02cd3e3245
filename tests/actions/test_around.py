"""A review that asks only around its year says what one over the whole journal says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearlog import clock
from yearlog.actions import reviews
from yearlog.actions import settings as config
from yearlog.actions.workspace import Workspace
from yearlog.capture.build import Draft, build
from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Precision
from yearlog.kinds.values import Airport, TripWords
from yearlog.review.model import YearReview
from yearlog.review.stats import to_json
from yearlog.review.visible import EVERYTHING
from yearlog.review.year import review

AIRPORTS = ("YUL", "YYZ", "JFK", "LGA", "LHR", "LGW", "FRA", "ZRH", "BSL", "HND", "NRT", "HNL")
HANDED_ON = ("IST 2018-06-01", "IST 2024-06-01", "TSE", "NQZ", "TXL", "SXF", "BER")
"""A code that moved to another airport, and airports that took over or got another code."""

CITIES = ("Montreal", "New York", "London", "Frankfurt", "Zurich", "Tokyo", "Honolulu", "Banff")
YEARS = (2022, 2023, 2024, 2025)
GROUND = (0, 40, 90, 300, 1180, 1380, 1439, 1440, 1500, 2880, 5000, 20000, 60000)
"""Minutes between landing and leaving: around the 24 hours, and from one year into the next."""


@dataclass(repr=False)
class Models:
    """An empty journal to copy, and entries to make others of."""

    empty: Path
    airports: dict[str, Airport]
    entries: dict[tuple[str, str], Entry]

    def __repr__(self) -> str:
        return "Models()"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Models:
    path = tmp_path_factory.mktemp("around") / "j.sqlite3"
    with Workspace.open(path) as space:
        context = space.resolver()
        flight = Draft("flight", {"origin": "YUL", "destination": "JFK", "starts_on": "2025-01-01"})
        entries = {("flight", ""): build(flight, context)}
        for kind, place in product(("stay", "talk"), CITIES):
            title = {"title_en": "On snow"} if kind == "talk" else {}
            draft = Draft(kind, {"starts_on": "2025-01-01", "place": place} | title)
            entries[kind, place] = build(draft, context)
        airports = {}
        for said in (*AIRPORTS, *HANDED_ON):
            code, _, day = said.partition(" ")
            airports[said] = context.airport(code, date.fromisoformat(day) if day else None)
        return Models(path, airports, entries)


@st.composite
def flights(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Legs that mostly go on from where the last one landed; some without times or days."""
    found = []
    airports = draw(st.sampled_from((AIRPORTS, AIRPORTS, ("YUL", "LHR", *HANDED_ON))))
    here, now = "YUL", datetime.fromisoformat(f"2022-{draw(st.integers(1, 12)):02d}-03T08:00")
    for _ in range(draw(st.integers(0, 24))):
        there = draw(st.sampled_from([code for code in airports if code != here]))
        takes = timedelta(minutes=draw(st.sampled_from((60, 400, 900))))
        timed = draw(st.sampled_from((True, True, True, False)))
        found.append(
            {
                "ends": (here, there),
                "times": (now, now + takes),
                "timed": timed,
                "status": draw(st.sampled_from(("flown",) * 6 + ("cancelled", "diverted"))),
                "precision": draw(st.sampled_from(("day",) * 12 + ("month", "year"))),
                "words": draw(
                    st.sampled_from(
                        [TripWords()] * 8
                        + [TripWords(stop="visit"), TripWords(stop="layover")]
                        + [TripWords(begins="here"), TripWords(begins="before")]
                    )
                ),
            }
        )
        now += takes + timedelta(minutes=draw(st.sampled_from(GROUND)))
        here = draw(st.sampled_from((there, there, there, *airports)))
        if now.year > YEARS[-1]:
            break
    return found


others = st.lists(
    st.tuples(
        st.sampled_from(("stay", "talk")),
        st.sampled_from(CITIES),
        st.dates(date(2022, 1, 1), date(2025, 12, 31)),
        st.sampled_from((0, 0, 1, 3, 40, 500)),
    ),
    max_size=8,
)


def first_day(day: date, precision: Precision) -> date:
    return {"day": day, "month": day.replace(day=1), "year": date(day.year, 1, 1)}[precision]


def made(models: Models, legs: Sequence[dict[str, Any]], rest: Sequence[Any]) -> Iterator[Entry]:
    for leg in legs:
        left, landed = leg["times"]
        shown = leg["timed"] and leg["precision"] == "day"
        model = models.entries["flight", ""]
        details: Any = replace(
            model.details,  # type: ignore[type-var]
            origin=models.airports[leg["ends"][0]],
            destination=models.airports[leg["ends"][1]],
            scheduled_departure=f"{left:%Y-%m-%dT%H:%M}" if shown else "",
            scheduled_arrival=f"{landed:%Y-%m-%dT%H:%M}" if shown else "",
            status=leg["status"],
        )
        yield replace(
            model,
            id=clock.new_id(),
            starts_on=first_day(left.date(), leg["precision"]),
            date_precision=leg["precision"],
            details=details,
            trip=leg["words"],
        )
    for kind, place, day, days in rest:
        last = day + timedelta(days) if kind == "stay" and days else None
        model = models.entries[kind, place]
        yield replace(model, id=clock.new_id(), starts_on=day, ends_on=last)


def told_by_all(space: Workspace, year: int) -> YearReview:
    """Review a year from every entry of the journal."""
    entries = space.journal.entries()
    first, last = date(year, 1, 1), date(year, 12, 31)
    travels = [one for one in entries if one.kind in ("flight", "stay", "talk")]
    return review(
        year,
        space.journal.entries(year=year),
        [one for one in entries if one.starts_on < first],
        later=[one for one in travels if one.starts_on > last],
        profile=EVERYTHING,
        country_name=reviews.country_names(space),
        homes=space.homes,
        today=clock.today(),
        layover=timedelta(hours=24),
    )


def assert_same(found: YearReview, wanted: YearReview) -> None:
    one, two = to_json(replace(found, compare=None)), to_json(wanted)
    for part, value in one.items():
        assert value == two[part], f"{found.year} {part}"


@settings(max_examples=40)
@given(legs=flights(), rest=others, home=st.sampled_from(("", "Montreal", "Zurich")))
def test_a_review_needs_no_more_than_the_time_around_its_year(
    models: Models, legs: list[dict[str, Any]], rest: list[Any], home: str
) -> None:
    path = models.empty.with_name("tried.sqlite3")
    copy(models.empty, path)
    with Workspace.open(path) as space:
        with space.journal.write("add", Both("x", "x")) as writer:
            for entry in made(models, legs, rest):
                writer.save(entry)
        if home:
            config.write(space, "home", home)
        for year in YEARS:
            if not space.journal.entries(year=year):
                continue
            found = reviews.year_review(space, year, EVERYTHING)
            assert_same(found, told_by_all(space, year))
            if found.compare is not None:
                assert_same(found.compare, told_by_all(space, year - 1))


@pytest.mark.parametrize(
    ("before", "then", "new"),
    [
        ("IST 2018-06-01", "IST 2024-06-01", ["IST"]),  # the code moved 33 km
        ("IST 2018-06-01", "IST 2018-06-01", []),
        ("TSE", "NQZ", []),  # one airport, another code
        ("SXF", "BER", ["BER"]),  # beside each other, two airports
    ],
)
def test_an_airport_is_new_by_where_it_is(
    models: Models, before: str, then: str, new: list[str]
) -> None:
    path = models.empty.with_name("new.sqlite3")
    copy(models.empty, path)
    leg = {"timed": False, "status": "flown", "precision": "day", "words": TripWords()}
    days = [datetime.fromisoformat(f"{year}-05-01T00:00") for year in (2023, 2025)]
    legs = [
        leg | {"ends": ("LHR", airport), "times": (day, day)}
        for airport, day in zip((before, then), days, strict=True)
    ]
    with Workspace.open(path) as space:
        with space.journal.write("add", Both("x", "x")) as writer:
            for entry in made(models, legs, ()):
                writer.save(entry)
        found = reviews.year_review(space, 2025, EVERYTHING)
        assert [one.key for one in found.places.first_airports] == new
        assert_same(found, told_by_all(space, 2025))
