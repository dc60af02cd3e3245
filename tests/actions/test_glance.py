"""The numbers over the timeline are those of the review."""

from __future__ import annotations

from pathlib import Path

from yearlog.actions.glance import tally, year_entries
from yearlog.actions.plain import load
from yearlog.actions.reviews import stats
from yearlog.actions.workspace import Workspace


def test_the_head_of_the_timeline_says_what_stats_says(space: Workspace) -> None:
    load(space, Path(__file__).parents[2] / "data" / "sample")
    for year in (2023, 2024, 2025):
        counts, km = tally(year_entries(space, year), year)
        found = stats(space, year)
        for kind in ("flight", "talk", "project", "stay", "reflection"):
            assert counts.get(kind, 0) == found[f"{kind}s"]["count"], (kind, year)
        assert round(km, 1) == found["flights"]["distance_km"]
