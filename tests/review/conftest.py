"""Small years to review: entries made in memory, and the sample journal loaded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yearlog.actions.entries import add_line
from yearlog.actions.plain import load
from yearlog.actions.workspace import Workspace
from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.places.gazetteer import Gazetteer
from yearlog.review.model import YearReview
from yearlog.review.visible import EVERYTHING, Profile
from yearlog.review.year import review

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@dataclass
class Years:
    """A journal that is typed line by line and reviewed by year."""

    space: Workspace
    kept: list[Entry] = field(default_factory=list)

    def add(self, line: str, **more: str) -> Entry:
        """Store a line; several legs give the first of them."""
        stored = add_line(self.space, line.split(), more={"visibility": "public"} | more)
        self.kept += stored
        return stored[0]

    def review(self, year: int, profile: Profile = EVERYTHING, **more: Any) -> YearReview:
        """Review a year of what the journal holds."""
        return review_of(self.space.journal.entries(), year, profile, **more)


def review_of(
    entries: Sequence[Entry], year: int, profile: Profile = EVERYTHING, **more: Any
) -> YearReview:
    """Review a year of some entries, with country codes for names."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return review(
        year,
        [one for one in entries if one.starts_on <= last and one.last_day >= first],
        [one for one in entries if one.starts_on < first],
        profile=profile,
        country_name=lambda code: Both(code, code),
        later=[one for one in entries if one.starts_on > last],
        **more,
    )


@pytest.fixture
def years(space: Workspace) -> Years:
    return Years(space)


@pytest.fixture(scope="session")
def sample(
    tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer
) -> Iterator[Callable[[], Workspace]]:
    """Give the sample journal, loaded once and only read."""
    path = tmp_path_factory.mktemp("sample") / "journal.sqlite3"
    with Workspace.open(path, lang="en") as space:
        space.gazetteer = gazetteer
        load(space, SAMPLE)
        yield lambda: space
