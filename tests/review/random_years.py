"""Random small journals over three years, for what must hold of every one of them.

Flights go on from where the last one landed, more often than not, after a pause that is about as
long as a layover; among twelve airports are pairs in one city and some across the date line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tests.review.hand import AT, km
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Details, Precision
from yearlog.kinds.flight import Flight
from yearlog.kinds.moment import Moment
from yearlog.kinds.project import Project
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.stay import Stay
from yearlog.kinds.talk import Talk
from yearlog.kinds.types import Milestone
from yearlog.kinds.values import Airport, Place, Text, TripWords

AIRPORTS = {
    code: Airport(
        code, name_en=code, city_en=city, country_code=country, latitude=AT[code][0],
        longitude=AT[code][1], tz=zone,
    )
    for code, city, country, zone in (
        ("YUL", "Montreal", "CA", "America/Toronto"),
        ("BOS", "Boston", "US", "America/New_York"),
        ("JFK", "New York", "US", "America/New_York"),
        ("EWR", "New York", "US", "America/New_York"),
        ("LHR", "London", "GB", "Europe/London"),
        ("LGW", "London", "GB", "Europe/London"),
        ("GVA", "Geneva", "CH", "Europe/Zurich"),
        ("HND", "Tokyo", "JP", "Asia/Tokyo"),
        ("NRT", "Tokyo", "JP", "Asia/Tokyo"),
        ("HNL", "Honolulu", "US", "Pacific/Honolulu"),
        ("APW", "Apia", "WS", "Pacific/Apia"),
        ("SYD", "Sydney", "AU", "Australia/Sydney"),
    )
}  # fmt: skip
MONTREAL = Place("Montreal", country_code="CA", latitude=45.5, longitude=-73.6)
HOME = [(date.min, MONTREAL)]
PLACES = (
    Place("London", country_code="GB", latitude=51.5, longitude=-0.1),
    Place("Tokyo", country_code="JP", latitude=35.7, longitude=139.7),
    Place("Davos", country_code="CH", latitude=46.8, longitude=9.8),
    Place("Ottawa", country_code="CA", latitude=45.4, longitude=-75.7),
    Place("Lake Tahoe", kind="lake", country_code="US", latitude=39.1, longitude=-120.0),
    MONTREAL,
)
PAUSES = [timedelta(minutes=minutes) for minutes in (60, 300, 1439, 1440, 2880, 10080, 50000)]
WORDS = ["雪", "一年 of snow", "two words", "说 %%no%% 完"]

visibility: st.SearchStrategy[Any] = st.sampled_from(["public", "public", "private"])
tags = st.sampled_from([(), (), ("snow",), ("llm", "snow")])


@st.composite
def journals(draw: st.DrawFn, first: int = 2023, last: int = 2025) -> list[Entry]:
    """Return the entries of some years, by date as the journal gives them; ids say the order."""
    found = draw(flights(first, last))
    for make in draw(st.lists(st.sampled_from([stay, talk, project, moment, reflection]),
                              max_size=8)):  # fmt: skip
        found.append(draw(make(first, last)))
    found = [replace(entry, id=f"e{at:03}") for at, entry in enumerate(found)]
    return in_journal(found)


def in_journal(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries in the order in which a journal gives them."""
    return sorted(entries, key=lambda entry: (entry.starts_on, entry.id))


@st.composite
def flights(draw: st.DrawFn, first: int = 2023, last: int = 2025) -> list[Entry]:
    """Return flights on a way through the years; some without times, or known by their month."""
    found: list[Entry] = []
    at = datetime(first, 1, 1, tzinfo=UTC) + timedelta(hours=draw(st.integers(0, 24 * 1000)))
    here = "YUL"
    for _ in range(draw(st.integers(0, 10))):
        here = draw(st.just(here) | st.sampled_from(sorted(AIRPORTS)))
        there = draw(st.sampled_from([code for code in sorted(AIRPORTS) if code != here]))
        entry, at = draw(flight(here, there, at))
        at += draw(st.sampled_from(PAUSES))
        here = there
        if not first <= entry.starts_on.year <= last:
            break
        found.append(entry)
    return found


@st.composite
def flight(draw: st.DrawFn, here: str, there: str, left: datetime) -> tuple[Entry, datetime]:
    """Return a flight that leaves at an instant, and when it landed."""
    origin, destination = AIRPORTS[here], AIRPORTS[there]
    minutes = 30 + round(km(here, there) / 800 * 60)
    landed = left + timedelta(minutes=minutes)
    timed = draw(st.sampled_from([True, True, True, False]))
    late = draw(st.sampled_from([None, None, -5, 40]))
    wall = _wall(left, origin.tz)
    day = date.fromisoformat(wall[:10])
    precision: Precision = draw(st.sampled_from(["day"] * 8 + ["month", "year"]))
    if precision != "day":
        timed = False
    details = Flight(
        origin,
        destination,
        flight_number=draw(st.sampled_from(["", "LX22", "AC885"])),
        aircraft_type=draw(st.sampled_from(["", "A333"])),
        scheduled_departure=wall if timed else "",
        scheduled_arrival=_wall(landed, destination.tz) if timed else "",
        actual_arrival=_wall(landed + timedelta(minutes=late), destination.tz)
        if timed and late is not None
        else "",
        status=draw(st.sampled_from(["flown"] * 6 + ["diverted", "cancelled", "planned"])),
        distance_km=draw(st.sampled_from([round(km(here, there), 1)] * 5 + [None])),
        duration_minutes=minutes if timed else None,
    )
    words = TripWords(
        begins=draw(st.sampled_from([""] * 8 + ["here", "before"])),
        stop=draw(st.sampled_from([""] * 8 + ["visit", "layover"])),
    )
    entry = draw(_spine(details, day, precision))
    return replace(entry, trip=words), landed


def _wall(at: datetime, tz: str) -> str:
    return at.astimezone(ZoneInfo(tz)).replace(tzinfo=None).isoformat(timespec="minutes")


@st.composite
def _spine(
    draw: st.DrawFn, details: Details, day: date, precision: Precision = "day", days: int = 0
) -> Entry:
    """Return an entry; dates known in part span what they may be, as they are stored."""
    ends: date | None = day + timedelta(days=days) if days else None
    if precision == "month":
        day = day.replace(day=1)
        ends = (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif precision == "year":
        day, ends = date(day.year, 1, 1), date(day.year, 12, 31)
    return Entry(
        "", day, details, ends, precision, draw(visibility), "zh",
        texts={"zh": Text(draw(st.sampled_from(["", "题目"])), draw(st.sampled_from(WORDS)))},
        tags=draw(tags),
    )  # fmt: skip


def _days(first: int, last: int) -> st.SearchStrategy[date]:
    return st.dates(date(first, 1, 1), date(last, 12, 31))


PRECISIONS: st.SearchStrategy[Precision] = st.sampled_from(["day", "day", "day", "month", "year"])


@st.composite
def stay(draw: st.DrawFn, first: int, last: int) -> Entry:
    """Return a stay that ends in the year it began in, or up to nine days later."""
    purpose = draw(st.sampled_from(["", "ski", "home"]))
    place = MONTREAL if purpose == "home" else draw(st.sampled_from(PLACES))
    days = draw(st.integers(0, 9))
    entry = draw(_spine(Stay(purpose), draw(_days(first, last)), draw(PRECISIONS), days))
    return replace(entry, place=place)


@st.composite
def talk(draw: st.DrawFn, first: int, last: int) -> Entry:
    """Return a talk: in person, online, with or without a place."""
    details = Talk(
        form=draw(st.sampled_from(["talk", "panel"])),
        mode=draw(st.sampled_from(["in_person", "online"])),
        spoken_language=draw(st.sampled_from(["", "zh", "en"])),
    )
    entry = draw(_spine(details, draw(_days(first, last)), draw(PRECISIONS)))
    return replace(entry, place=draw(st.sampled_from([None, *PLACES])))


@st.composite
def project(draw: st.DrawFn, first: int, last: int) -> Entry:
    """Return a project over some days or years, with milestones within and after it."""
    day = draw(_days(first, last))
    steps = st.builds(
        Milestone,
        _days(first, last),
        st.sampled_from(["started", "submitted", "rejected", "accepted"]),
    )
    details = Project(
        status=draw(st.sampled_from(["active", "finished"])),
        milestones=tuple(draw(st.lists(steps, max_size=3))),
    )
    return draw(_spine(details, day, days=draw(st.sampled_from([0, 30, 400]))))


@st.composite
def moment(draw: st.DrawFn, first: int, last: int) -> Entry:
    """Return a moment."""
    details = Moment(draw(st.sampled_from(["", "concert", "book"])))
    return draw(_spine(details, draw(_days(first, last)), draw(PRECISIONS)))


@st.composite
def reflection(draw: st.DrawFn, first: int, last: int) -> Entry:
    """Return a text."""
    return draw(_spine(Reflection(), draw(_days(first, last)), draw(PRECISIONS)))
