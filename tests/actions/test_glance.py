"""The numbers over the timeline are those of the review."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from yearlog.actions.entries import add_line, default_year
from yearlog.actions.glance import opening_year, tally, year_entries
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


@pytest.mark.parametrize(
    ("today", "year"),
    [("2025-12-31", 2025), ("2026-01-01", 2025), ("2026-01-31", 2025), ("2026-02-01", 2026)],
)
def test_a_review_is_of_last_year_until_february(today: str, year: int) -> None:
    assert default_year(date.fromisoformat(today)) == year


def test_the_timeline_opens_with_last_year_until_something_is_recorded(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A date typed without a year is of the year on the screen: January must not go to last one."""
    add_line(space, ["r", "2025-03-01", "Snow"])
    monkeypatch.setenv("YEARLOG_NOW", "2026-01-10T10:00:00+00:00")
    assert opening_year(space) == 2025
    add_line(space, ["r", "2026-01-09", "Ice"])
    assert opening_year(space) == 2026
