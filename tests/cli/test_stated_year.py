"""``stats`` of a year of which totals are stated, and of trips over New Year."""

from __future__ import annotations

from tests.cli.conftest import Run


def lines(out: str) -> list[list[str]]:
    return [line.split() for line in out.splitlines()]


def test_what_is_stated_of_the_year_is_marked(run: Run) -> None:
    run("add", "f GVA LHR 2024-03-01")
    run("config", "baseline.2024.talks", "12")
    out = run("stats", "2024").out
    assert ["talks", "12*"] in lines(out)
    assert "* as stated by you, for the whole of 2024; no entry is behind it" in out
    chinese = run("--ui", "zh", "stats", "2024").out
    assert ["演讲", "12*", "场"] in lines(chinese)
    assert "* 自述的 2024 年全年总数，日志里没有相应的记录" in chinese
    rows = [line.split(",") for line in run("stats", "2024", "--csv").out.splitlines()]
    assert ["2024", "talks", "", "12", "talk", "yes", "", "yes"] in rows
    assert [row[7] for row in rows if row[1] == "flights"] == ["no"]


def test_a_year_without_entries_shows_what_is_stated_and_no_zeros(run: Run) -> None:
    run("add", "f GVA LHR 2024-03-01")
    run("config", "baseline.2019.flights", "31")
    alone = run("stats", "2019").out
    assert ["flights", "31*"] in lines(alone)
    assert "The journal has no entries of 2019." in alone
    assert "distance" not in alone
    beside = run("stats", "2019", "--compare", "2024").out
    assert ["flights", "31*", "1", "+30"] in lines(beside)
    assert ["airports", "2"] in lines(beside)  # of 2024: those of 2019 are not known
    assert run("stats", "2019", "--csv").out.splitlines() == [
        "year,name,part,value,unit,complete,ids,stated", "2019,flights,,31,flight,yes,,yes",
    ]  # fmt: skip
    assert run("stats", "2018", code=1).sentence.startswith("There is nothing in 2018 yet.")


def test_a_stated_total_of_a_year_that_is_not_over_has_no_difference(run: Run) -> None:
    run("add", "t 2024-03-01 @Geneva Snow")
    run("add", "r 2025-03-01 Text")
    run("config", "baseline.2025.talks", "12")
    assert ["talks", "12*", "1"] in lines(run("stats", "2025").out)  # today is 20 December


def test_a_trip_over_new_year_says_where_the_rest_of_it_is(run: Run) -> None:
    run("config", "home", "Geneva")
    run("add", "f GVA LHR 2023-12-29 20:00-20:45")
    run("add", "f LHR GVA 2024-01-05 10:00-12:40")
    old, new = (run("stats", year).out for year in ("2023", "2024"))
    assert "2023-12-29..2023-12-31  3 nights  London  continues into 2024" in old
    assert "2024-01-01..2024-01-05  4 nights  London  continued from 2023" in new
    assert "3 晚  伦敦  下接 2024 年" in run("--ui", "zh", "stats", "2023").out
