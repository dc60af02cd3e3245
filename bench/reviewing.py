"""A review of one year from a journal of fifty, beside the same year from a journal of two."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from yearlog import clock
from yearlog.actions import settings
from yearlog.actions.workspace import Workspace
from yearlog.capture.build import Draft, build
from yearlog.i18n import Both
from yearlog.journal.writer import Writer
from yearlog.kinds.entry import Entry

YEAR = 2025
AIM_MS = 150
CITIES = {
    "CDG": "Paris", "LHR": "London", "NRT": "Tokyo", "SFO": "San Francisco", "JFK": "New York",
    "ZRH": "Zurich", "PEK": "Beijing", "PVG": "Shanghai", "SYD": "Sydney", "VIE": "Vienna",
    "AMS": "Amsterdam", "MAD": "Madrid", "ARN": "Stockholm", "OSL": "Oslo", "SIN": "Singapore",
    "HKG": "Hong Kong", "BKK": "Bangkok", "DEL": "Delhi", "KEF": "Reykjavik",
}  # fmt: skip
HOME, HUB = "YUL", "FRA"
PROSE = (
    "雪落下来的时候，没有人在看 preprint。We counted the hours, *twice*, and then the pages. " * 4
)

_RUN = f"""
import sys, time
from pathlib import Path
from yearlog.actions import reviews
from yearlog.actions.workspace import Workspace
from yearlog.review.visible import EVERYTHING
with Workspace.open(Path(sys.argv[1])) as space:
    for _ in range(int(sys.argv[2])):
        start = time.perf_counter()
        reviews.year_review(space, {YEAR}, EVERYTHING, beside=sys.argv[3])
        print(time.perf_counter() - start)
status = Path("/proc/self/status").read_text()
print(int(status.split("VmHWM:")[1].split()[0]) * 1024)
"""


@dataclass
class _Maker:
    """Saves copies of entries made once: building each of 50,000 anew would take minutes."""

    writer: Writer
    models: Mapping[tuple[str, ...], Entry]

    def save(self, *what: str, on: date, times: str = "", **changes: Any) -> None:
        """Save a copy of a model on a day; ``times`` are those of a flight, as in a line."""
        model = self.models[what]
        if times:
            departure, arrival = times.split("-")
            arrival, _, days = arrival.partition("+")
            landed = on + timedelta(days=int(days or 0))
            changes["details"] = replace(
                model.details,  # type: ignore[type-var]
                scheduled_departure=f"{on}T{departure}",
                scheduled_arrival=f"{landed}T{arrival}",
            )
        self.writer.save(replace(model, id=clock.new_id(), starts_on=on, **changes))


def _models(space: Workspace) -> Iterator[tuple[tuple[str, ...], Entry]]:
    context = space.resolver()

    def made(kind: str, **fields: str) -> Entry:
        return build(Draft(kind, {"starts_on": "2025-01-01", **fields}), context)

    for code, city in CITIES.items():
        for one, other in ((HOME, code), (code, HOME), (HUB, code), (code, HUB)):
            yield ("flight", one, other), made("flight", origin=one, destination=other)
        yield ("stay", code), made("stay", place=city)
        yield ("talk", code), made("talk", place=city, title_en="On snow")
    yield ("flight", HOME, HUB), made("flight", origin=HOME, destination=HUB)
    yield ("flight", HUB, HOME), made("flight", origin=HUB, destination=HOME)
    yield ("reflection",), made("reflection", body_zh=PROSE)
    yield ("project",), made("project", title_zh="雪的地图")
    yield ("moment",), made("moment", title_zh="一本书", category="book")


def fill(path: Path, years: int) -> Path:
    """Make a journal of ``years`` years up to 2025 with 1,000 entries each.

    A hundred trips a year, a third of them by way of a hub: 267 flights, 100 stays, 100 talks; 200
    reflections, 33 projects, 300 moments.
    """
    chance = random.Random(2025)
    with Workspace.open(path) as space:
        models = dict(_models(space))
        with space.journal.write("add", Both("填充", "fill")) as writer:
            make = _Maker(writer, models)
            for year in range(YEAR - years + 1, YEAR + 1):
                _fill_year(make, date(year, 1, 1), chance)
        settings.write(space, "home", "Montreal")
    return path


def _fill_year(make: _Maker, first: date, chance: random.Random) -> None:
    for at in range(100):
        day = first + timedelta(days=int(at * 3.6))
        back = day + timedelta(days=2)
        code = chance.choice(list(CITIES))
        if at % 3 == 0:
            make.save("flight", HOME, HUB, on=day, times="01:00-14:00")
            make.save("flight", HUB, code, on=day, times="17:00-08:00+1")
            make.save("flight", code, HUB, on=back, times="07:00-12:00")
            make.save("flight", HUB, HOME, on=back, times="16:00-22:00")
        else:
            make.save("flight", HOME, code, on=day, times="08:00-08:00+1")
            make.save("flight", code, HOME, on=back, times="18:00-23:00")
        make.save("stay", code, on=day + timedelta(days=1), ends_on=back)
        make.save("talk", code, on=day + timedelta(days=1))
    for at in range(200):
        make.save("reflection", on=first + timedelta(days=int(at * 1.8)))
    for at in range(33):
        on = first + timedelta(days=at * 11)
        make.save("project", on=on, ends_on=on + timedelta(days=60))
    for at in range(300):
        make.save("moment", on=first + timedelta(days=int(at * 1.2)))


def report(folder: Path, env: Mapping[str, str], rounds: int) -> None:
    """Print the time of a review beside the reference, and the memory of the process."""
    short = fill(folder / "years-2.sqlite3", 2)
    long = fill(folder / "years-50.sqlite3", 50)
    for beside, what in (("none", "a year"), ("plan", "a year and the one before")):
        ratios, times, memory = [], [], 0.0
        for _ in range(3):
            ours, memory = _run(long, env, rounds, beside)
            theirs, _ = _run(short, env, rounds, beside)
            times += ours
            ratios.append(statistics.median(ours) / statistics.median(theirs))
        ms = 1000 * statistics.median(times)
        met = "met" if ms <= AIM_MS else "NOT MET"
        title = f"review of {what}, of 50 years × 1,000 entries, ms"
        print(f"{title:<69}{ms:>8.0f}{'':<12}aim {AIM_MS}  {met}")
        print(f"  / the same of a journal of 2 years{statistics.median(ratios):>40.2f}")
    print(f"  memory of that process, MB{memory / 1e6:>48.0f}")


def _run(path: Path, env: Mapping[str, str], rounds: int, beside: str) -> tuple[list[float], float]:
    """Return the seconds of each review but the first of a process, and its peak in bytes."""
    words = [sys.executable, "-c", _RUN, str(path), str(rounds + 1), beside]
    done = subprocess.run(words, env=dict(env), capture_output=True, text=True, check=True)
    *seconds, memory = map(float, done.stdout.split())
    return seconds[1:], memory
