"""``stats YEAR NAME``: the list behind one number, as a person opens it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Process, Run


@pytest.fixture
def year(run: Run) -> None:
    """Two flights in 2025, the first late by half an hour; a night in Vienna; a text of 5 signs."""
    run("config", "home", "Geneva")
    run("add", "f", "GVA", "VIE", "2025-03-01", "10:00-11:45")
    (first,) = run("list", "flight", "--json").json
    run(
        "edit",
        first["id"],
        "--actual-departure",
        "2025-03-01T10:30",
        "--actual-arrival",
        "2025-03-01T12:15",
    )
    run("add", "f", "VIE", "GVA", "2025-03-02")
    run("add", "r", "2025-03-03", "雪停了 at last")


def ids(run: Run, kind: str) -> list[str]:
    return [one["id"][-6:] for one in run("list", kind, "--json").json]


@pytest.mark.usefixtures("year")
def test_entries_stand_as_in_the_list(run: Run) -> None:
    there, back = ids(run, "flight")
    out = run("stats", "2025", "flights").out
    assert out.splitlines()[0] == "2025  flights  2"
    listed = [line.removesuffix("  (private)") for line in run("list", "flight").out.splitlines()]
    assert out.splitlines()[1:] == [f"  {line}" for line in listed]
    late = run("stats", "2025", "late").out.splitlines()
    assert late[0] == "2025  15 min late or more  ≥ 1"
    assert late[1].strip().startswith(there)
    assert late[2] == f"  Not known, so not added: {back}"
    delay = run("--ui", "zh", "stats", "2025", "delay").out.splitlines()
    assert delay[0] == "2025 年  晚点  ≥ 0:30 小时"
    assert delay[1].endswith("  0:30 小时")
    assert delay[2] == f"  缺数据，没有算进去：{back}"
    written = run("stats", "2025", "characters").out.splitlines()
    assert written[1].endswith("  5")


@pytest.mark.usefixtures("year")
def test_places_stand_with_their_entries(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    there, back = ids(run, "flight")
    # In the order of what is behind them: Geneva and Vienna have both flights.
    assert sorted(run("stats", "2025", "airports").out.splitlines()[1:]) == [
        f"  Geneva Airport                {there} {back}",
        f"  Vienna International Airport  {there} {back}",
    ]
    monkeypatch.setenv("COLUMNS", "20")
    assert (
        f"  Geneva Airport                {there} {back}"
        in run("stats", "2025", "airports").out.splitlines()
    )
    nights = run("stats", "2025", "nights_away").out.splitlines()
    assert nights[0] == "2025  nights away  1 night"
    run("add", "s", "Zurich", "2025-04-01..2025-04-03")
    assert run("stats", "2025", "nights_away").out.splitlines()[1:] == [
        f"  Vienna   1 night  {there} {back}",
        f"  Zurich  2 nights  {ids(run, 'stay')[0]}",
    ]


@pytest.mark.usefixtures("year")
def test_a_number_is_called_by_its_name_or_its_label(run: Run) -> None:
    by_name = run("stats", "2025", "cities.first_time").out
    assert run("stats", "cities.first_time", "2025").out == by_name
    assert run("stats", "2025", "New cities").out == by_name
    assert run("stats", "2025", "初到的城市").out == by_name
    assert run("stats", "flights").out == run("stats", "2025", "flights").out
    assert "Did you mean cities" in run("stats", "2025", "citis", code=2).sentence
    assert "one name" in run("stats", "flights", "cities", code=2).sentence
    assert "一个年份" in run("--ui", "zh", "stats", "2024", "2025", code=2).sentence
    assert "leave out the year" in run("stats", "--all", "flights", code=2).sentence


@pytest.mark.usefixtures("year")
def test_the_list_as_json_and_csv(run: Run) -> None:
    found = run("stats", "2025", "flights", "--json").json
    assert (found["year"], found["name"], found["value"], len(found["items"])) == (
        2025, "flights", 2, 2,
    )  # fmt: skip
    rows = [line.split(",") for line in run("stats", "2025", "late", "--csv").out.splitlines()]
    assert rows[0] == ["key", "name_zh", "name_en", "value", "unit", "ids"]
    assert [row[3:5] for row in rows[1:]] == [["1", "flight"]]


def test_a_shell_completes_the_names(process: Process) -> None:
    done = process(
        _YEARLOG_COMPLETE="bash_complete",
        COMP_WORDS="yearlog\nstats\n2025\ncities",
        COMP_CWORD="3",
    )
    assert [line.split(",")[-1] for line in done.out.split()] == ["cities", "cities.first_time"]
