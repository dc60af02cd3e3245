"""``stats`` beside another year, the mean or all years; ``config visited`` and ``baseline``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Process, Run
from yearlog.text.width import display_width


@pytest.fixture
def three(run: Run) -> None:
    """2023: 2 flights; 2024: 1 before 20 December, 1 after; 2025: 1. Today is 20 Dec 2025."""
    for line in ("2023-03-01", "2023-04-01", "2024-03-01", "2024-12-24", "2025-03-01"):
        run("add", "flight", "GVA", "LHR", line)


def cells(text: str, label: str) -> list[str]:
    line = next(line for line in text.splitlines() if line.startswith(f"  {label} "))
    return line.removeprefix(f"  {label} ").split()


@pytest.mark.usefixtures("three")
def test_beside_last_year_to_the_same_day(run: Run) -> None:
    english = run("stats").out
    assert english.splitlines()[0].split() == ["2025", "2024,", "to", "20", "Dec", "Jan", "Dec"]
    assert cells(english, "flights") == ["1", "1", "=", "█"]
    chinese = run("--ui", "zh", "stats").out
    assert "2024 年截至 12 月 20 日 " in chinese.splitlines()[0]
    assert chinese.splitlines()[0].endswith("1 月   12 月")


@pytest.mark.usefixtures("three")
def test_beside_any_year_the_mean_or_none(run: Run) -> None:
    older = run("stats", "2024", "--compare", "2023").out
    assert older.splitlines()[0].split() == ["2024", "2023", "Jan", "Dec"]
    assert cells(older, "flights")[:3] == ["2", "2", "="]
    alone = run("stats", "2024", "--compare", "none").out
    assert alone.splitlines()[0].split() == ["2024", "Jan", "Dec"]
    mean = run("stats", "2025", "--compare", "mean").out
    assert mean.splitlines()[0].split()[:5] == ["2025", "mean", "of", "2", "years"]
    assert "The mean is of 2023, 2024, each to 20 Dec." in mean
    assert cells(mean, "flights")[:3] == ["1", "1.5", "−0.5"]
    whole = run("--ui", "zh", "stats", "2024", "--compare", "mean").out
    assert "1 年平均" in whole
    assert "平均按 2023 年计。" in whole
    assert run("stats", "--compare", "1999", code=1).sentence.startswith("There is nothing in 1999")
    assert "--compare" in run("stats", "--compare", "never", code=2).sentence


@pytest.mark.usefixtures("three")
def test_stated_totals_are_marked(run: Run) -> None:
    run("config", "baseline.2022.flights", "31")
    run("config", "baseline.2022.talks", "4")
    table = run("stats", "2023").out
    assert cells(table, "flights")[:3] == ["2", "31*", "−29"]
    assert cells(table, "talks") == ["0", "4*", "−4"]
    assert cells(table, "airports")[:1] == ["2"]
    assert len(cells(table, "airports")) == 1
    assert "* as stated by you, for the whole of 2022; no entry is behind it" in table
    assert "The journal has no entries of 2022." in table
    chinese = run("--ui", "zh", "stats", "2023").out
    assert "* 自述的 2022 年全年总数，日志里没有相应的记录" in chinese
    # The whole of a year is no measure for a part of another.
    run("config", "baseline.2024.talks", "4")
    assert cells(run("stats", "2025").out, "talks") == ["0", "4*"]
    mean = run("stats", "2025", "--compare", "mean").out
    assert "talks: mean of 1 year only, as stated totals are left out" in mean


@pytest.mark.usefixtures("three")
def test_all_years_fit_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in range(2010, 2022):
        run("config", f"baseline.{year}.flights", str(year - 2000))
        run("config", f"baseline.{year}.distance", "123456")
    monkeypatch.setenv("COLUMNS", "80")
    narrow = run("stats", "--all").out
    assert max(display_width(line) for line in narrow.splitlines()) <= 80
    head = narrow.splitlines()[0].split()
    assert head[0] == "2010–2025"
    assert head[-1] == "2025"
    bars, *values = cells(narrow, "flights")
    # 10 to 21 of at most 21, in eighths; 2022 is not known; 2, 2 and 1
    assert bars == "▄▄▅▅▅▆▆▆▇▇██·▁▁▁"
    assert values[-4:] == ["21*", "2", "2", "1"]
    assert "2025 is not over." in narrow
    assert "· no entries" in narrow
    monkeypatch.setenv("COLUMNS", "140")
    wide = run("--ui", "zh", "stats", "--all").out
    assert max(display_width(line) for line in wide.splitlines()) <= 140
    assert len(wide.splitlines()[0].split()) > len(head)
    assert "2010 年航班、飞行距离" in wide
    assert "飞行距离（公里）" in wide


@pytest.mark.usefixtures("three")
def test_all_years_as_json_and_csv(run: Run) -> None:
    run("config", "baseline.2022.flights", "31")
    found = run("stats", "--all", "--json").json
    assert [one["year"] for one in found["years"]] == [2022, 2023, 2024, 2025]
    rows = [line.split(",") for line in run("stats", "--all", "--csv").out.splitlines()]
    assert rows[0] == ["year", "name", "value", "unit", "complete", "stated"]
    assert [row for row in rows if row[1] == "flights"] == [
        ["2022", "flights", "31", "flight", "yes", "yes"],
        ["2023", "flights", "2", "flight", "yes", "no"],
        ["2024", "flights", "2", "flight", "yes", "no"],
        ["2025", "flights", "1", "flight", "yes", "no"],
    ]
    assert ["2023", "air_time", "0", "minute", "no", "no"] in rows
    assert "leave out the year" in run("stats", "2024", "--all", code=2).sentence
    assert "--all" in run("--ui", "zh", "stats", "--all", "--compare", "mean", code=2).sentence


def test_all_years_of_one_year_that_is_not_measured(run: Run) -> None:
    run("config", "units", "mi")
    run("add", "flight", "GVA", "LHR", "2024-03-01", "10:00-10:45")
    run("add", "r", "2024-03-02", "雪停了 at last")
    table = run("stats", "--all").out
    assert table.splitlines()[0].split() == ["2024", "2024"]
    assert cells(table, "characters and words") == ["█", "5"]
    assert cells(table, "distance flown (mi)")[1:] == ["469"]  # 754.6 km
    assert cells(table, "time in the air (h)")[1:] == ["1.8"]
    run("add", "flight", "GVA", "LHR", "2023-03-01")
    assert cells(run("stats", "--all").out, "time in the air (h)")[1:] == ["≥0", "1.8"]


def test_help_prints_the_rules(process: Process) -> None:
    english = " ".join(process("stats", "--help").out.split())
    assert "what is known by its year counts in no month" in english
    assert "is taken to the same day (to 28 February for the 29th)" in english
    chinese = process("--ui", "zh", "stats", "--help").out.replace("\n  ", "")
    assert "只知道年份的不计入任何月份" in chinese
    assert "只算到同一天" in chinese


@pytest.mark.parametrize(("today", "year"), [("2026-01-31", 2025), ("2026-02-01", 2026)])
def test_until_february_the_year_is_the_last_one(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, today: str, year: int
) -> None:
    for line in ("2025-03-01", "2026-01-02"):
        run("add", "r", line, "Snow", "--public")
    monkeypatch.setenv("YEARLOG_NOW", f"{today}T10:00:00+00:00")
    assert run("stats", "--json").json["year"] == year
    assert run("review", "--json").json["year"] == year
    assert run("check", "--json").json["year"] == year
    assert run("export", "-o", str(tmp_path / "out"), "--json").json["year"] == year


def test_places_from_before(run: Run) -> None:
    run("config", "visited", "+Geneva", "+Japan")
    assert run("config", "visited").out == "Geneva, Japan\n"
    assert run("--ui", "zh", "config", "visited").out == "日内瓦、日本\n"
    assert run("config", "visited", "-Geneva").out == "Japan\n"
    assert "not on the list" in run("config", "visited", "--", "-Geneva", code=1).err
    assert run("config", "visited", "New York,", "-Japan", "--json").json["visited"][0][
        "name_en"
    ] == "New York"  # fmt: skip
    run("undo")
    assert run("config", "visited").out == "Japan\n"
    run("config", "visited", "")
    assert run("config", "visited").out == "\n"
    assert run("config", "visited", "-h").out.startswith("Usage")


def test_a_stated_total_is_listed_and_explained(run: Run) -> None:
    said = run("config", "baseline.2019.cities.first_time", "3")
    assert (said.out, run("config", "baseline.2019.cities.first_time").out) == ("3\n", "3\n")
    listed = run("config")
    assert "baseline.2019.cities.first_time = 3" in listed.out
    assert "a total you state for that year" in listed.err
    assert "Did you mean flights" in run("config", "baseline.2019.fligths", "3", code=1).sentence


@pytest.mark.usefixtures("three")
def test_no_difference_to_a_stated_total_while_the_year_is_not_over(run: Run) -> None:
    run("config", "baseline.2022.flights", "31")
    table = run("stats", "2025", "--compare", "2022").out
    assert table.splitlines()[0].split()[:2] == ["2025", "2022"]
    assert cells(table, "flights")[:2] == ["1", "31*"]
    assert "−30" not in table
    assert run("stats", "2025", "--compare", "2022", "--json").json["compare"]["year"] == 2022


@pytest.mark.usefixtures("three")
def test_a_total_of_a_year_to_come_is_not_among_all_years(run: Run) -> None:
    run("config", "baseline.2031.flights", "31")
    assert run("stats", "--all").out.splitlines()[0].split()[0] == "2023–2025"


@pytest.mark.usefixtures("three")
def test_what_cannot_stand_beside_a_year(run: Run) -> None:
    assert "cannot be set beside itself" in run("stats", "2024", "--compare", "2024", code=1).err
    assert (
        "不能和自己比" in run("--ui", "zh", "review", "2024", "--compare-with", "2024", code=1).err
    )
    assert run("stats", "--compare", "last", code=2).sentence == (
        "--compare takes a year, mean or none, not “last”."
    )
    assert "历年平均" in run("--ui", "zh", "stats", "--compare", "0", code=2).sentence
    assert run("stats", "2024", "--compare", "MEAN").out == (
        run("stats", "2024", "--compare", "mean").out
    )


def test_totals_that_cannot_be(run: Run) -> None:
    for value in ("-3", "3.5", "many"):
        said = run("config", "baseline.2019.flights", value, code=1).sentence
        assert said == (
            f"baseline.2019.flights cannot be “{value}”; give a whole number from 0 to 999,999,999."
        )
    assert "baseline.0000.flights" in run("config", "baseline.0000.flights", "3", code=1).sentence
