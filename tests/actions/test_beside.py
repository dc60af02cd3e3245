"""What a year is set beside: stated totals, the same day, the mean, and all years at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yearlog import config
from yearlog.actions import check, entries, plain, reviews, settings, years
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.review.numbers import NUMBERS, UnknownNumber, everything, measure
from yearlog.review.visible import EVERYTHING, PUBLIC

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def add(space: Workspace, *lines: str, visibility: str = "public") -> None:
    for line in lines:
        entries.add_line(space, line.split(), more={"visibility": visibility})


def of(found: Any, name: str) -> Any:
    return next((one for one in found["numbers"] if one["name"] == name), None)


# Stated totals ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_can_be_stated(space: Workspace, name: str) -> None:
    settings.write(space, f"baseline.2019.{name}", "3")
    assert space.stated == {2019: {name: 3}}
    assert settings.read(space, f"baseline.2019.{name}") == 3
    settings.write(space, f"baseline.2019.{name}", "")
    assert space.stated == {}
    entries.undo(space)
    assert space.stated == {2019: {name: 3}}


def test_the_old_name_of_the_distance_is_the_new_one(space: Workspace) -> None:
    settings.write(space, "baseline.2019.distance_km", "120000")
    assert settings.read(space, "baseline.2019.distance") == 120000
    assert space.stated == {2019: {"distance": 120000}}


def test_a_total_of_what_is_not_counted_gives_the_nearest_names(
    space: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(UnknownNumber, match="Did you mean cities") as raised:
        settings.write(space, "baseline.2019.citys", "3")
    assert "是不是想写 cities" in raised.value.get("zh")
    with pytest.raises(config.UnknownSetting):
        settings.read(space, "baseline.19.cities")
    (tmp_path / "entries").mkdir()
    (tmp_path / "settings.yaml").write_text("baseline.2019.citys: 3\n", encoding="utf-8")
    with pytest.raises(YearlogError, match="no number “citys”"):
        plain.load(space, tmp_path)


def test_a_year_without_entries_stands_beside_this_one_with_what_is_stated(
    space: Workspace,
) -> None:
    add(space, "f GVA LHR 2021-03-01", "f LHR GVA 2021-03-05")
    settings.write(space, "baseline.2020.flights", "31")
    found: Any = reviews.stats(space, 2021)["compare"]
    assert (found["year"], found["recorded"], found["until"]) == (2020, False, None)
    assert of(found, "flights")["value"] == 31
    assert of(found, "flights")["stated"] is True
    assert of(found, "flights")["items"] == []
    assert of(found, "talks") is None


def test_a_list_wins_over_what_is_stated(space: Workspace) -> None:
    add(space, "f GVA LHR 2021-03-01", "f GVA LHR 2020-03-01")
    settings.write(space, "baseline.2020.flights", "31")
    settings.write(space, "baseline.2020.talks", "7")
    found: Any = reviews.stats(space, 2021)["compare"]
    assert [(of(found, name)["value"], of(found, name)["stated"]) for name in ("flights", "talks")
            ] == [(1, False), (7, True)]  # fmt: skip


def test_private_entries_are_behind_a_number_of_a_public_page_too(space: Workspace) -> None:
    add(space, "f GVA LHR 2021-03-01")
    add(space, "f GVA LHR 2020-03-01", visibility="private")
    settings.write(space, "baseline.2020.flights", "31")
    settings.write(space, "baseline.2020.talks", "7")
    other = reviews.year_review(space, 2021, PUBLIC).compare
    assert other is not None
    assert other.stated == {"talks": 7}
    assert measure(other, "flights").value == 0


def test_a_list_of_later_that_year_wins_too(space: Workspace) -> None:
    """The clock of the tests stands on 20 December 2025."""
    add(space, "f GVA LHR 2025-03-01", "f GVA LHR 2024-12-24")
    settings.write(space, "baseline.2024.flights", "31")
    found: Any = reviews.stats(space, 2025)["compare"]
    assert (of(found, "flights")["value"], of(found, "flights")["stated"]) == (0, False)


def test_a_typed_figure_of_last_year_is_measured_by_its_stated_total(space: Workspace) -> None:
    add(space, *(f"f GVA LHR 2021-03-{day:02d}" for day in range(1, 31)))
    (text,) = entries.add_line(
        space, ["r", "2021-12-20"], more={"body_en": "Last year I took 31 flights in all."}
    )

    def wrong() -> int:
        return len([one for one in check.check(space, 2021).findings if one.entry_id == text.id])

    assert wrong() == 0  # nothing is known of 2020
    settings.write(space, "baseline.2020.flights", "32")
    assert wrong() == 1
    settings.write(space, "baseline.2020.flights", "31")
    settings.write(space, "baseline.2020.air_time", "600")
    settings.write(space, "baseline.2020.airports.first_time", "2")
    settings.write(space, "baseline.2020.tags", "2")
    assert wrong() == 0


# The same day -------------------------------------------------------------------------------------


def test_a_year_that_is_not_over_is_beside_the_same_days(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(space, "f GVA LHR 2025-03-01", "f LHR GVA 2025-12-30")
    add(space, "f GVA LHR 2024-11-23", "f LHR GVA 2024-11-24", "t 2024-12-01 @Geneva Snow")
    add(space, "f GVA LHR 2024", "r 2024-02 Ice")

    def beside(now: str) -> Any:
        monkeypatch.setenv("YEARLOG_NOW", f"{now}T10:00:00+00:00")
        found: Any = reviews.stats(space, 2025)
        assert of(found, "flights")["value"] == 2  # what lies ahead counts as it always does
        return found["compare"]

    cut = beside("2025-11-23")
    assert cut["until"] == "2024-11-23"
    assert [of(cut, name)["value"] for name in ("flights", "talks", "reflections")] == [1, 0, 1]
    for over in ("2025-12-31", "2026-01-05"):
        whole = beside(over)
        assert whole["until"] is None
        assert [of(whole, name)["value"] for name in ("flights", "talks")] == [3, 1]


def test_a_change_of_planes_on_the_last_day_is_no_visit(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(space, "f GVA LHR 2025-03-01", "f YUL ZRH 2024-11-23 17:25-06:40+1",
        "f ZRH OSL 2024-11-24 09:00-11:25")  # fmt: skip
    monkeypatch.setenv("YEARLOG_NOW", "2025-11-23T10:00:00+00:00")
    found: Any = reviews.stats(space, 2025)["compare"]
    assert [one["name_en"] for one in of(found, "layovers")["items"]] == ["Zurich"]
    assert [one["name_en"] for one in of(found, "cities")["items"]] == ["Montreal"]


def test_the_29th_of_february_is_beside_the_28th(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(space, "f GVA LHR 2024-02-29", "f GVA LHR 2023-02-28", "f LHR GVA 2023-03-01")
    monkeypatch.setenv("YEARLOG_NOW", "2024-02-29T10:00:00+00:00")
    found: Any = reviews.stats(space, 2024)["compare"]
    assert (found["until"], of(found, "flights")["value"]) == ("2023-02-28", 1)


# Any year, the mean, all years --------------------------------------------------------------------


def test_any_year_or_none(space: Workspace) -> None:
    add(space, "f GVA LHR 2022-03-01", "f GVA LHR 2020-03-01", "t 2020-04-01 @Geneva Snow")
    settings.write(space, "baseline.2015.flights", "9")
    assert reviews.stats(space, 2022)["compare"] is None
    assert reviews.stats(space, 2022, beside="none")["compare"] is None
    older: Any = reviews.stats(space, 2022, beside=2020)["compare"]
    assert (older["year"], of(older, "talks")["value"]) == (2020, 1)
    stated: Any = reviews.stats(space, 2022, beside=2015)["compare"]
    assert of(stated, "flights")["value"] == 9
    with pytest.raises(reviews.EmptyYear, match="nothing in 2010"):
        reviews.stats(space, 2022, beside=2010)


def test_the_mean_of_the_earlier_years(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    add(space, "f GVA LHR 2021-03-01", "f LHR GVA 2021-12-05", "f GVA LHR 2022-03-01",
        "f GVA LHR 2023-03-01", "r 2020-05-01 Snow")  # fmt: skip
    settings.write(space, "baseline.2020.flights", "40")
    settings.write(space, "baseline.2018.flights", "50")
    found: Any = reviews.stats(space, 2023, beside="mean")["compare"]
    assert (found["mean_of"], found["until"]) == ([2020, 2021, 2022], None)
    assert (of(found, "flights")["value"], of(found, "flights")["years"]) == (1.5, [2021, 2022])
    assert of(found, "reflections")["value"] == pytest.approx(1 / 3, abs=1e-4)
    monkeypatch.setenv("YEARLOG_NOW", "2023-06-01T10:00:00+00:00")
    cut: Any = reviews.stats(space, 2023, beside="mean")["compare"]
    assert (cut["until"], of(cut, "flights")["value"]) == ("2022-06-01", 1)
    with pytest.raises(reviews.NothingBefore, match="No year before 2020"):
        reviews.stats(space, 2020, beside="mean")


@pytest.mark.parametrize("home", ["Vancouver", ""])
def test_each_of_all_years_is_as_it_is_by_itself(space: Workspace, home: str) -> None:
    plain.load(space, SAMPLE)
    settings.write(space, "home", home)
    settings.write(space, "visited", "Honolulu")
    found: Any = years.every(space)
    assert [one["year"] for one in found["years"]] == [2023, 2024, 2025]
    for at, year in enumerate((2023, 2024, 2025)):
        alone = reviews.year_review(space, year, EVERYTHING, beside="none")
        for name, number in everything(alone).items():
            told = of(found, name)["values"][at]
            assert told["year"] == year
            assert told["value"] == pytest.approx(number.value, abs=1e-4), (year, name)
            assert told["complete"] == (not number.at_least), (year, name)


def test_all_years_show_what_is_stated_and_nothing_of_the_future(space: Workspace) -> None:
    add(space, "f GVA LHR 2024-03-01", "r 2022-05-01 Snow", "f GVA LHR 2026-03-01")
    for key in ("baseline.2020.flights", "baseline.2022.flights", "baseline.2024.flights"):
        settings.write(space, key, "31")
    found: Any = years.every(space)
    assert [(one["year"], one["recorded"]) for one in found["years"]] == [
        (2020, False), (2022, True), (2024, True),
    ]  # fmt: skip
    assert [(one["value"], one["stated"]) for one in of(found, "flights")["values"]] == [
        (31, True), (31, True), (1, False),
    ]  # fmt: skip


def test_a_journal_without_years(space: Workspace) -> None:
    with pytest.raises(reviews.EmptyYear):
        years.every(space)


def test_a_first_time_long_ago_is_none_later(space: Workspace) -> None:
    """More years lie between than are looked at for the chain of flights."""
    settings.write(space, "home", "London")
    add(space, "f LHR GVA 2010-03-01", "f GVA LHR 2010-03-05", "f LHR NRT 2015-03-01",
        "f NRT LHR 2015-03-05", "f LHR GVA 2020-03-01", "f GVA LHR 2020-03-05",
        "s Tahoe 2012-01-01..03", "s Tahoe 2020-01-01..03")  # fmt: skip
    found: Any = years.every(space)
    for name, values in {
        "cities.first_time": [1, 0, 1, 0],
        "countries.first_time": [1, 1, 1, 0],
        "airports.first_time": [2, 0, 1, 0],
    }.items():
        assert [one["value"] for one in of(found, name)["values"]] == values, name
