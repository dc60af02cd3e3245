"""``yearlog place``: names, coordinates, photos, and names of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def names(run: Run, *words: str) -> list[str]:
    return [one["name_en"] for one in run("place", *words, "--json").json]


def test_what_is_only_close_to_a_name_is_said_to_be_that(run: Run) -> None:
    said = run("place", "busy")
    assert said.err == "No place “busy”; close to it:\n"
    assert "Bury" in said.out
    assert run("--ui", "zh", "place", "busy").err == "没有叫「busy」的地方，相近的有：\n"
    assert all(one["exact"] is False for one in run("place", "busy", "--json").json)
    hit = run("place", "Geneva", "--json")
    assert "exact" not in hit.json[0]
    assert run("place", "Geneva").err == ""


def test_coordinates_and_links_need_no_option(run: Run) -> None:
    for text in ("46.2,6.14", "北纬46.2度 东经6.14度", "https://osm.org/#map=15/46.2/6.14"):
        (best, *_) = run("place", text, "--json").json
        assert best["name_en"] == "Geneva"
        assert best["distance_km"] < 3
    (own,) = run("place", "X@46.20,6.14", "--json").json
    assert (own["name_en"], own["latitude"], own["tz"]) == ("X", 46.2, "Europe/Zurich")


def test_a_look_up_knows_home_and_past_like_everything_else(run: Run) -> None:
    before = run("place", "Springfield", "--json").json[0]
    assert before["admin1"] != "OR"
    for day in range(1, 8):
        run("add", "s", "Springfield, Oregon", f"2025-03-{day:02}")
    assert run("place", "Springfield", "--json").json[0]["admin1"] == "OR"


def test_a_point_can_be_given_a_name(run: Run) -> None:
    said = run("place", "--near", "46.2, 6.14", "--learn", "spot")
    assert said.err == "“spot” now means spot (Geneva, Switzerland). yearlog undo takes it back.\n"
    (spot,) = run("place", "spot", "--json").json
    assert (spot["latitude"], spot["longitude"]) == (46.2, 6.14)


@pytest.mark.parametrize(
    "words",
    [
        ("--near", "46.2,6.14", "Geneva"),
        ("--near", "46.2,6.14", "Geneva", "--learn", "x"),
        ("--aliases", "Geneva"),
        ("--aliases", "--forget", "x"),
        ("--forget", "x", "--learn", "y"),
    ],
)
def test_nothing_that_was_typed_is_ignored(run: Run, words: tuple[str, ...]) -> None:
    assert run("place", *words, code=2).out == ""
    assert run("--ui", "zh", "place", *words, code=2).sentence


def test_names_of_ones_own_are_listed_and_forgotten(run: Run) -> None:
    assert run("place", "--learn", "🏠", "Geneva").out == ""
    run("place", "--learn", "辦公室", "Zermatt")
    assert [one["alias"] for one in run("place", "--aliases", "--json").json] == ["辦公室", "🏠"]
    assert run("place", "--aliases").out.splitlines()[1].startswith("🏠  Geneva  city  Switzerland")
    gone = run("--ui", "zh", "place", "--forget", "办公室")
    assert gone.err == "「辦公室」不再指：采尔马特（瑞士瓦莱州）。yearlog undo 可撤销。\n"
    assert "办公室" in run("place", "--forget", "办公室", code=1).sentence
    run("undo")
    assert names(run, "办公室")[0] == "Zermatt"
    run("place", "--forget", "🏠")
    run("place", "--forget", "辦公室")
    assert run("place", "--aliases").err.startswith("You have no names of your own")


def test_a_point_without_a_town(run: Run) -> None:
    assert run("place", "--near", "-90,0").err == "No town within 1,300 km of that point.\n"
    said = run("place", "--near", "0,0")
    assert said.out.startswith("Takoradi")
    assert said.err == "That point is far from any town.\n"
    assert run("place", "--near", "46.2,6.14").err == ""


def test_what_is_no_position_is_named(run: Run, tmp_path: Path) -> None:
    assert "write 39.9,116.4" in run("place", "--near", "116.4,39.9", code=2).sentence
    assert "「39.9,116.4」" in run("--ui", "zh", "place", "--near", "116.4,39.9", code=2).sentence
    assert "is no file" in run("place", "--near", "nosuch.jpg", code=2).sentence
    notes = tmp_path / "x.sh"
    notes.write_text("echo")
    refused = run("--ui", "zh", "place", "--near", str(notes), code=2).sentence
    assert "不是能读的照片" in refused
    assert "保存" not in refused  # nothing was to be saved
    assert len(run("place", "--near", "9" * 5000, code=2).sentence) < 300


def test_an_airport_s_code_is_no_name_for_another_place(run: Run) -> None:
    assert "Geneva Airport" in run("place", "--learn", "GVA", "浦东", code=2).sentence
    assert names(run, "GVA")[0] == "Geneva Airport"


def test_a_text_of_any_length_is_answered_at_once(run: Run) -> None:
    said = run("place", "长" * 20_000)
    assert (said.out, len(said.err) < 300) == ("", True)
    assert len(run("add", "t", "2025-05-14", "@" + "长" * 10_000, "hi", code=1).sentence) < 300
