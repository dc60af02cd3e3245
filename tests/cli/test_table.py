"""The table of ``stats`` as a person reads it: trips in order, parts on a line, both languages."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run
from yearlog.cli.table import stats_table
from yearlog.text.width import display_width


def below(out: str, heading: str) -> list[str]:
    """Return the indented lines under a heading."""
    lines = out.splitlines()
    at = lines.index(heading) + 1
    found = []
    while at < len(lines) and lines[at].startswith("  "):
        found.append(lines[at].strip())
        at += 1
    return found


@pytest.fixture
def year(run: Run) -> None:
    run("config", "home", "Montreal")
    run("add", "f", "YUL", "GVA", "2025-06-09", "19:00-08:10+1")
    run("add", "t", "2025-06-11", "@Geneva", "A Talk")
    run("add", "f", "GVA", "YUL", "2025-06-14", "10:00-12:15")
    run("add", "t", "2025-08-11", "@Montreal", "At Home")
    run("add", "f", "YUL", "BOS", "2025-12-10", "08:00-09:15")


@pytest.mark.usefixtures("year")
def test_the_trips_stand_in_order_at_the_end(run: Run) -> None:
    out = run("stats", "2025").out
    assert below(out, "Trips") == [
        "2025-06-09..2025-06-14  5 nights  Geneva",
        "since 2025-12-10                  Boston",
    ]
    assert out.splitlines()[-1].endswith("Boston")
    chinese = run("--ui", "zh", "stats", "2025").out
    assert below(chinese, "行程") == [
        "2025-06-09..2025-06-14  5 晚  日内瓦",
        "2025-12-10 起                 波士顿",
    ]


@pytest.mark.usefixtures("year")
def test_what_is_divided_stands_on_a_line_each(run: Run) -> None:
    # In the air, then four evenings in Geneva; nobody knows when Boston ends.
    english = below(run("stats", "2025").out, "Breakdown")
    # All talks were alike in form and mode, none has a language, and there are no moments.
    assert english[1:] == [
        "nights by country  Switzerland 4, in the air 1",
        "talks by place     Montreal 1, Geneva 1",
    ]
    assert english[0].startswith("days by country    Canada ")
    chinese = below(run("--ui", "zh", "stats", "2025").out, "分布")
    assert "各国家和地区过夜  瑞士 4、空中 1" in chinese
    assert "演讲地点          蒙特利尔 1、日内瓦 1" in chinese
    rows = [line.split() for line in run("stats", "2025").out.splitlines()]
    assert ["nights", "away", "≥", "5", "nights"] in rows


def test_many_trips_and_many_parts_are_cut_short(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    run("config", "home", "Montreal")
    cities = ("Boston", "Toronto", "Vienna", "Prague", "Geneva", "Tokyo", "London", "Sydney",
              "Denver", "Zermatt")  # fmt: skip
    for at in range(17):
        city = cities[at % 10]
        run(
            "add", "s", city, f"2025-{at // 2 + 1:02d}-{10 * (at % 2) + 5:02d}..{10 * (at % 2) + 7}"
        )
        run("add", "t", f"2025-11-{at + 1:02d}", f"@{city}", f"Talk {at}")
    out = run("stats", "2025").out
    trips = below(out, "Trips")
    assert len(trips) == 16
    assert trips[0] == "2025-01-05..2025-01-07  2 nights  Boston"
    assert trips[-1] == "… and 2 more: yearlog trips 2025"
    (places,) = (line for line in below(out, "Breakdown") if line.startswith("talks by place"))
    assert places.count(",") == 7
    assert places.endswith(" and 2 more")
    chinese = run("--ui", "zh", "stats", "2025").out
    assert below(chinese, "行程")[-1] == "……另有 2 次，见 yearlog trips 2025"
    (places,) = (line for line in below(chinese, "分布") if line.startswith("演讲地点"))
    assert places.endswith(" 1 等 10 项")


def test_a_trip_known_by_its_month_is_told_so(run: Run) -> None:
    run("config", "home", "Montreal")
    run("add", "s", "Vienna", "2025-06")
    assert below(run("stats", "2025").out, "Trips") == ["2025-06    Vienna"]


@pytest.mark.usefixtures("year")
def test_show_names_the_flight_there_and_what_was_done_there(run: Run) -> None:
    (there, back, _) = run("list", "flight", "--json").json
    (talk, home) = run("list", "talk", "--json").json
    shown = run("show", talk["id"]).out
    line = f"flown there with: Montreal → Geneva  2025-06-09  {there['id'][-6:]}"
    assert line in map(str.strip, shown.splitlines())
    line = f"在那里：演讲  A Talk  2025-06-11  {talk['id'][-6:]}"
    assert line in map(str.strip, run("--ui", "zh", "show", there["id"]).out.splitlines())
    for other in (back, home):
        assert "there" not in run("show", other["id"]).out


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_fits_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    run("add", "f", "YUL", "GVA", "2024-06-09", "19:00-08:10+1")
    widest = {}
    for columns in (60, 80, 100):
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = run("--ui", lang, "stats", "2025").out.splitlines()
        widest[columns] = max(map(display_width, lines))
        assert widest[columns] <= columns
    # At 80 columns, that of a terminal as it opens, the months are there.
    monkeypatch.setenv("COLUMNS", "80")
    assert "█" in run("--ui", lang, "stats", "2025").out
    monkeypatch.setenv("COLUMNS", "60")
    narrow = run("--ui", lang, "stats", "2025").out
    assert "█" not in narrow
    assert "2024" in narrow.splitlines()[0]
    monkeypatch.setenv("COLUMNS", "30")
    assert "2024" not in run("--ui", lang, "stats", "2025").out.splitlines()[0]


def test_long_names_are_broken_between_names(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "46")
    run("config", "home", "Montreal")
    run("add", "f", "YUL", "GVA", "2025-06-09")
    run("add", "s", "Longyearbyen", "2025-07-01..2025-07-04")
    lines = run("stats", "2025").out.splitlines()
    at = lines.index("First times")
    assert lines[at + 1 : at + 5] == [
        "  countries and regions  Switzerland,",
        "                         Svalbard & Jan Mayen",
        "  cities                 Geneva, Longyearbyen",
        "  airports               Geneva Airport,",
    ]


def test_what_once_happened_in_one_town_is_no_record(run: Run) -> None:
    run("config", "home", "Montreal")
    run("add", "t", "2025-06-11", "@Geneva", "A Talk")
    run("add", "r", "2025-06-11", "One")
    run("add", "r", "2025-06-11", "Two")
    assert "Records" not in run("stats", "2025").out.splitlines()
    run("add", "t", "2025-06-12", "@Zurich", "Another")
    assert any(line.startswith("northernmost") for line in below(
        run("stats", "2025").out, "Records"))  # fmt: skip


def test_a_short_flight_is_no_part_of_a_lap(run: Run) -> None:
    run("add", "f", "ITH", "JFK", "2025-05-12")
    assert "round the Earth" not in run("stats", "2025").out
    assert "round the Earth" not in run("stats", "--all").out
    run("add", "f", "YVR", "SYD", "2025-05-14")
    assert "round the Earth" in run("stats", "2025").out
    assert "round the Earth" in run("stats", "--all").out


@pytest.mark.usefixtures("year")
def test_the_other_year_is_quiet_on_a_screen(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "f", "YUL", "GVA", "2024-06-09")
    found = run("stats", "2025", "--json").json
    monkeypatch.setenv("TERM", "xterm")
    lines = list(stats_table(found, "en"))
    assert "\x1b[1mTravel\x1b[0m" in lines
    (flights,) = (line for line in lines if line.startswith("  flights "))
    assert "3" in flights.partition("\x1b[2m")[0]
    assert "\x1b[2m" in flights
    monkeypatch.setenv("TERM", "dumb")
    assert not any("\x1b" in line for line in stats_table(found, "en"))
    assert "\x1b" not in run("stats", "2025").out  # a pipe is no screen
