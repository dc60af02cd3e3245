"""What was assumed of a flight's times is told wherever something can be done about it."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run

SAVED = {
    "en": "Saved as flight. yearlog undo takes it back.",
    "zh": "已存为航班。yearlog undo 可撤销。",
}
SKIPPED = {
    "en": "There was no 02:30 at JFK on 2024-03-10, because clocks went forward; "
    "it counts as 03:30.",
    "zh": "JFK 当地 2024-03-10 没有 02:30 这个时刻（时钟拨快），按 03:30 计算。",
}
LINE = ("add", "f", "JFK", "SFO", "2024-03-10", "02:30-06:40")


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_add_says_it_after_what_it_saved(run: Run, ui: str) -> None:
    said = run("--ui", ui, *LINE)
    assert said.err.splitlines() == [SAVED[ui], SKIPPED[ui]]
    assert said.out.count("\n") == 1


def test_json_stays_one_document_and_the_sentence_is_on_stderr(run: Run) -> None:
    said = run("--ui", "en", *LINE, "--json")
    assert "doubts" not in said.json
    assert "notes" not in said.json
    assert said.err == SKIPPED["en"] + "\n"


def test_each_leg_of_a_line_has_its_own(run: Run) -> None:
    said = run(
        "add", "f", "JFK", "SFO", "LAX", "2024-03-10", "02:30-06:40", "08:00-08:10"
    )  # 542 km in ten minutes
    assert said.err.splitlines()[1] == SKIPPED["en"]
    assert said.err.splitlines()[2].startswith("SFO → LAX (local 2024-03-10 08:00 – ")
    assert len(said.err.splitlines()) == 3


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_edit_says_it_and_says_nothing_once_it_is_mended(run: Run, ui: str) -> None:
    made = run("add", "f", "JFK", "SFO", "2024-03-10", "01:30-05:40", "--json").json["id"]
    said = run("--ui", ui, "edit", made, "--dep", "02:30", "--arr", "06:40")
    assert said.err.splitlines()[1:] == [SKIPPED[ui]]
    again = run("--ui", ui, "edit", made, "--seat", "12A")
    assert SKIPPED[ui] in again.err
    nothing = run("--ui", ui, "edit", made, "--seat", "12A")
    assert SKIPPED[ui] not in nothing.err
    mended = run("--ui", ui, "edit", made, "--dep", "03:30")
    assert len(mended.err.splitlines()) == 1


@pytest.mark.parametrize("ui", ["en", "zh"])
def test_show_says_it_and_its_json_does_not(run: Run, ui: str) -> None:
    made = run(*LINE, "--json").json
    said = run("--ui", ui, "show", made["id"])
    assert f"  ! {SKIPPED[ui]}" in said.out.splitlines()
    assert run("show", made["id"], "--json").json == made


def test_doctor_points_at_the_field_without_saying_where_or_when(run: Run) -> None:
    made = run(*LINE, "--json").json["id"][-6:]
    found = run("doctor", "--json").json
    said = {one["check"]: one for one in found["checks"]}
    assert said["clocks"]["mark"] == "note"
    assert said["clocks"]["details"] == [f"{made} 2024-03-10 scheduled_departure"]
    assert said["durations"]["mark"] == "ok"
    words = run("--ui", "zh", "doctor").out
    assert "有 1 个时刻在拨钟时被跳过或出现两次" in words


def test_doctor_wants_a_look_at_wrong_dates(run: Run) -> None:
    made = run(
        "add", "flight", "--from", "SFO", "--to", "JFK", "--date", "2025-03-01",
        "--dep", "10:00", "--arr", "18:30", "--json",
        "--actual-departure", "2025-03-03T11:00", "--actual-arrival", "2025-03-03T19:30",
    ).json["id"][-6:]  # fmt: skip
    found = run("doctor", "--json", code=3).json
    said = {one["check"]: one for one in found["checks"]}
    assert said["durations"]["details"] == [f"{made} 2025-03-01 actual_departure 49:00"]


@pytest.mark.parametrize("times", ["02:30-06:40", "03:30-06:40"])
def test_both_ways_to_write_it_count_alike(run: Run, times: str) -> None:
    assert run(*LINE[:-1], times, "--json").json["duration_minutes"] == 370
