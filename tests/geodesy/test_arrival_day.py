"""The day of arrival over flights at random: believable if any day is; a typed day always wins."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from yearlog.capture.build import Draft, build
from yearlog.capture.errors import FieldErrors
from yearlog.geodesy.walltime import elapsed_minutes
from yearlog.kinds.flight import Flight

CODES = re.findall(
    "[A-Z]{3}",
    "AKL HNL LAX SYD HND SFO APW PPG CXI TBU CHT LDH ADL DRW KTM DEL IKA DXB YYT RGN NHV PPT KBL "
    "FNJ PEK CCS SVO LHR IST CMN ALA MEX JFK AMM CAI GRU URC SIN LIS GOH KEF EWR SCL LYR PER DOH "
    "MAJ NAN JNB LIM ANC UUS BKK GVA ZRH DUB",
)

pairs = st.lists(st.sampled_from(CODES), min_size=2, max_size=2, unique=True)
days = st.dates(date(2008, 1, 1), date(2026, 12, 31))
# A rotation of the clock changes themselves, which dates at random would seldom meet
nights = st.sampled_from(
    [date(2024, 3, 10), date(2024, 11, 3), date(2025, 3, 30), date(2025, 10, 26),
     date(2025, 4, 6), date(2025, 10, 5), date(2025, 9, 7), date(2011, 12, 30)]
)  # fmt: skip
clocks = st.integers(0, 24 * 60 - 1).map(lambda n: f"{n // 60:02d}:{n % 60:02d}")
at_random = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def fly(space, pair: list[str], day: date, departs: str, arrives: str) -> Flight:
    raw = {
        "origin": pair[0], "destination": pair[1], "starts_on": day.isoformat(),
        "scheduled_departure": departs, "scheduled_arrival": arrives,
    }  # fmt: skip
    details = build(Draft("flight", raw), space.resolver()).details
    assert isinstance(details, Flight)
    return details


def believed(km: float, minutes: int) -> bool:
    """Say what the design says of block speed, in its own words."""
    return minutes > 0 and 200 <= km * 60 / minutes <= 1100


@given(pair=pairs, day=days | nights, departs=clocks, arrives=clocks)
@at_random
def test_the_day_chosen_is_believable_if_any_day_is(space, pair, day, departs, arrives) -> None:
    untimed = fly(space, pair, day, "", "")
    km = untimed.distance_km
    assume(km is not None and km > 300)  # over less, no speed is odd
    left = datetime.fromisoformat(f"{day}T{departs}")
    zones = untimed.origin.tz, untimed.destination.tz
    lasts = {}
    for ahead in range(-2, 5):
        landed = datetime.fromisoformat(f"{day + timedelta(days=ahead)}T{arrives}")
        lasts[landed.date()] = elapsed_minutes(left, zones[0], landed, zones[1], km)
    good = {at for at, minutes in lasts.items() if believed(km, minutes)}
    if not good:
        return
    details = fly(space, pair, day, departs, arrives)
    chosen = date.fromisoformat(details.scheduled_arrival[:10])
    assert chosen in good
    assert details.duration_minutes == lasts[chosen]
    assert not any(doubt.about == "speed" for doubt in details.doubts())


@given(pair=pairs, day=days | nights, departs=clocks, speed=st.floats(500, 950))
@at_random
def test_a_flight_that_was_flown_is_found_again(space, pair, day, departs, speed) -> None:
    """From an instant of landing to its wall clock and back: the day is the one it landed on."""
    from yearlog.geodesy.walltime import check_local, to_utc, zone

    untimed = fly(space, pair, day, "", "")
    km = untimed.distance_km
    assert km is not None
    minutes = 20 + round(km / speed * 60)
    left = datetime.fromisoformat(f"{day}T{departs}")
    assume(check_local(left, untimed.origin.tz) == "")
    landed = to_utc(left, untimed.origin.tz) + timedelta(minutes=minutes)
    wall = landed.astimezone(zone(untimed.destination.tz)).replace(tzinfo=None, fold=0)
    assume(check_local(wall, untimed.destination.tz) == "")
    details = fly(space, pair, day, departs, f"{wall:%H:%M}")
    assert details.scheduled_arrival == f"{wall:%Y-%m-%dT%H:%M}"
    assert details.duration_minutes == minutes


@given(pair=pairs, day=days, departs=clocks, arrives=clocks, ahead=st.sampled_from([-1, 0, 1, 2]))
@at_random
def test_a_typed_day_always_wins(space, pair, day, departs, arrives, ahead) -> None:
    written = f"{arrives}{ahead:+d}"
    try:
        details = fly(space, pair, day, departs, written)
    except FieldErrors:
        untimed = fly(space, pair, day, "", "")
        left = datetime.fromisoformat(f"{day}T{departs}")
        landed = datetime.fromisoformat(f"{day + timedelta(days=ahead)}T{arrives}")
        zones = untimed.origin.tz, untimed.destination.tz
        assert elapsed_minutes(left, zones[0], landed, zones[1]) <= 0  # nothing else refuses it
    else:
        assert details.scheduled_arrival == f"{day + timedelta(days=ahead)}T{arrives}"


@pytest.mark.parametrize(
    ("written", "lands"),
    [("06:30", "2025-05-13"), ("06:30+1", "2025-05-13"), ("06:30+2", "2025-05-14")],
)
def test_a_plus_means_days_after_the_departure(space, written: str, lands: str) -> None:
    details = fly(space, ["SFO", "JFK"], date(2025, 5, 12), "22:00", written)
    assert details.scheduled_arrival == f"{lands}T06:30"
