"""The JSON of ``yearlog stats``: the keys of the contract, and a count for every list."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.review.conftest import Years
from yearlog.actions import reviews
from yearlog.actions.workspace import Workspace

Sample = Callable[[], Workspace]


@pytest.fixture(params=[2023, 2024, 2025])
def found(request: pytest.FixtureRequest, sample: Sample) -> dict[str, Any]:
    return reviews.stats(sample(), request.param)


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from objects(part)


def test_it_has_the_keys_of_the_contract(found: dict[str, Any]) -> None:
    assert {
        "year",
        "flights",
        "places",
        "trips",
        "talks",
        "projects",
        "reflections",
        "compare",
    } <= set(found)
    assert {
        "count", "distance_km", "duration_minutes", "airports", "airlines", "longest", "by_month",
        "complete", "missing_ids",
    } <= set(found["flights"])  # fmt: skip
    assert {"countries", "cities", "first_time"} <= set(found["places"])
    assert set(found["places"]["first_time"]) == {"countries", "cities", "airports"}
    assert {"count", "by_place"} <= set(found["talks"])
    assert {"count", "max_concurrent"} <= set(found["projects"])
    assert {"count", "characters"} <= set(found["reflections"])
    assert all(key == key.lower() and key.isidentifier() for one in objects(found) for key in one)


def test_a_count_is_always_the_length_of_its_list(found: dict[str, Any]) -> None:
    counted = [one for one in objects(found) if "count" in one]
    assert len(counted) > 30
    for one in counted:
        assert one["count"] == len(one["ids"])
        assert len(set(one["ids"])) == len(one["ids"])
    projects = found["projects"]
    assert projects["max_concurrent"] == len(projects["concurrent_ids"])


def test_every_id_is_of_an_entry(found: dict[str, Any], sample: Sample) -> None:
    known = {entry.id: entry for entry in sample().journal.entries()}
    for one in objects(found):
        for key in ("ids", "missing_ids", "concurrent_ids"):
            assert set(one.get(key, [])) <= set(known)
    assert {known[one].kind for one in found["flights"]["ids"]} == {"flight"}
    assert {known[one].kind for one in found["talks"]["ids"]} == {"talk"}


def test_parts_add_up_to_the_whole(found: dict[str, Any], sample: Sample) -> None:
    flights = found["flights"]
    known = {entry.id: entry.details for entry in sample().journal.entries()}
    assert sum(month["count"] for month in flights["by_month"]) == flights["count"]
    assert [month["month"] for month in flights["by_month"]] == list(range(1, 13))
    assert sum(one["count"] for one in flights["airlines"]) == flights["count"]
    minutes = [getattr(known[one], "duration_minutes") for one in flights["ids"]]  # noqa: B009
    assert sum(minutes) == flights["duration_minutes"]
    first = {one["key"] for one in found["places"]["first_time"]["cities"]}
    assert first == {one["key"] for one in found["places"]["cities"] if one["first_time"]}
    in_trips = [one for trip in found["trips"] for one in trip["ids"]]
    assert len(set(in_trips)) == len(in_trips)


def test_it_is_json_and_the_same_each_time(found: dict[str, Any], sample: Sample) -> None:
    text = json.dumps(found, ensure_ascii=False, allow_nan=False)
    assert json.loads(text) == found
    assert json.dumps(reviews.stats(sample(), found["year"]), ensure_ascii=False) == text


def test_a_year_without_the_year_before(years: Years) -> None:
    years.add("r 2025-05-12 Alone")
    assert reviews.stats(years.space, 2025)["compare"] is None
