"""An evening: a person types what happened, and the numbers of the year are right.

Expected figures are worked out by hand in `FLIGHTS`, not taken from the program: durations from
the UTC offsets of the two airports on that day, distances by the haversine formula on a sphere of
6371.0 km between the published positions of the airports: ITH 42.491 N 76.458 W, JFK 40.640 N
73.779 W, GVA 46.238 N 6.109 E. The ellipsoid differs from the sphere by less than 0.5 %.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest


@dataclass(frozen=True)
class Leg:
    """A flight as typed, its great-circle distance in km and its true duration in minutes."""

    typed: tuple[str, ...]
    km: float
    minutes: int


FLIGHTS = (
    # Both at UTC-4 in May: 07:00 to 08:15.
    Leg(("add", "flight", "ITH", "JFK", "2025-05-12", "DL4921", "07:00-08:15"), 303.4, 75),
    # 19:25 at UTC-4 is 23:25 UTC; 09:05 at UTC+2 the next day is 07:05 UTC: 7 h 40.
    Leg(("add", "f", "纽约肯尼迪", "日内瓦", "5/12", "LX23", "19:25-09:05"), 6201.2, 460),
)
TALK = ("--ui", "zh", "add", "2025年5月14日", "在日内瓦讲了HeuriGym")
STAY = ("add", "s", "Zermatt", "2025-05-16..18", "滑雪", "#alps")
NOTE = ("--ui", "zh", "add", "r", "昨天", "终于写完了 the last footnote")
EVENING = (*(leg.typed for leg in FLIGHTS), TALK, STAY, NOTE)


def yearlog(*words: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person does; it must succeed."""
    done = subprocess.run(
        [sys.executable, "-m", "yearlog", *words],
        stdin=subprocess.DEVNULL, capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


def asked(*words: str) -> Any:
    """Return the JSON a command prints."""
    return json.loads(yearlog(*words, "--json").stdout)


def type_five_entries() -> None:
    """Type the evening's entries, each as a command of its own."""
    for words in EVENING:
        yearlog(*words)


def check_flights(found: dict[str, Any], legs: tuple[Leg, ...]) -> None:
    """Compare the flights of ``stats --json`` with figures worked out by hand."""
    flights = found["flights"]
    assert flights["count"] == len(flights["ids"]) == len(legs)
    assert flights["duration_minutes"] == sum(leg.minutes for leg in legs)
    assert flights["distance_km"] == pytest.approx(sum(leg.km for leg in legs), rel=0.005)
    assert flights["complete"] is True


def test_five_entries_through_the_command_line() -> None:
    type_five_entries()

    # On a stopped clock the ids of two processes, which order the entries of one day, are chance.
    entries = sorted(asked("list"), key=lambda one: (one["starts_on"], one.get("distance_km")))
    assert [entry["kind"] for entry in entries] == [
        "flight", "flight", "talk", "stay", "reflection",
    ]  # fmt: skip
    for entry, leg in zip(entries, FLIGHTS, strict=False):
        assert entry["duration_minutes"] == leg.minutes
        assert entry["distance_km"] == pytest.approx(leg.km, rel=0.005)
    flight, _, talk, stay, note = entries
    assert flight["origin"]["name_en"].startswith("Ithaca")
    assert (talk["title_zh"] or talk["title_en"]) == "HeuriGym"
    assert (talk["place"]["name_en"], talk["starts_on"]) == ("Geneva", "2025-05-14")
    assert (stay["purpose"], stay["ends_on"], stay["tags"]) == ("ski", "2025-05-18", ["alps"])
    assert (note["starts_on"], note["body_zh"]) == ("2025-12-19", "终于写完了 the last footnote")

    found = asked("stats", "2025")
    check_flights(found, FLIGHTS)
    by_month = {month["month"]: month["count"] for month in found["flights"]["by_month"]}
    assert {month: count for month, count in by_month.items() if count} == {5: 2}
    assert {one["key"] for one in found["flights"]["airports"]} == {"ITH", "JFK", "GVA"}
    assert found["flights"]["longest"]["destination"] == "GVA"
    # New York was left eleven hours after landing there: a layover. Zermatt was reached by train.
    assert {one["name_en"] for one in found["places"]["cities"]} == {"Ithaca", "Geneva", "Zermatt"}
    assert [one["name_zh"] for one in found["places"]["layovers"]] == ["纽约"]
    assert {one["key"] for one in found["places"]["countries"]} == {"US", "CH"}
    assert (found["talks"]["count"], found["talks"]["by_place"][0]["name_zh"]) == (1, "日内瓦")
    # 终于写完了 is five characters; the, last and footnote are three words.
    assert found["reflections"] == {"count": 1, "ids": [note["id"]], "characters": 8}
    assert found["compare"] is None


def test_the_evening_can_be_taken_back_and_told_again() -> None:
    type_five_entries()
    before = asked("list")
    for _ in EVENING:
        yearlog("undo")
    assert asked("list") == []
    for _ in EVENING:
        yearlog("redo")
    assert asked("list") == before
