"""What became of submissions: each with the acceptance or rejection that ended it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from yearlog.i18n import Both
from yearlog.kinds.project import Project
from yearlog.kinds.types import Milestone
from yearlog.review.model import YearReview

Ended = Literal["accepted", "rejected", "pending"]
ENDED = {
    "accepted": Both("录用", "accepted"),
    "rejected": Both("被拒", "rejected"),
    "pending": Both("暂无结果", "pending"),
}


class Outcome(NamedTuple):
    """A submission of a project and what ended it, None while nothing has.

    ``key`` is that of the submission in the number ``submissions``.
    """

    key: str
    entry_id: str
    submitted: Milestone
    result: Milestone | None = None

    @property
    def ended(self) -> Ended:
        """How it ended."""
        if self.result is None:
            return "pending"
        return "accepted" if self.result.kind == "accepted" else "rejected"


def outcomes(review: YearReview) -> tuple[Outcome, ...]:
    """Return the submissions of the year by date, with their outcomes in whatever year these were.

    An outcome ends the oldest submission of its project that waits, of several that of its venue.
    """
    found = (one for one in _every(review) if one.submitted.on.year == review.year)
    return tuple(sorted(found, key=lambda one: (one.submitted.on, one.key)))


def decided(review: YearReview) -> tuple[Outcome, ...]:
    """Return the submissions of any year that were accepted or rejected in this one."""
    return tuple(one for one in _every(review) if one.result and one.result.on.year == review.year)


def _every(review: YearReview) -> Iterator[Outcome]:
    for entry in review.projects.with_milestones:
        assert isinstance(entry.details, Project)
        yield from _paired(entry.id, entry.details.milestones)


def _paired(entry_id: str, steps: Sequence[Milestone]) -> Iterator[Outcome]:
    waiting: list[Outcome] = []
    for at, step in sorted(enumerate(steps), key=lambda one: (one[1].on, one[0])):
        if step.kind == "submitted":
            waiting.append(Outcome(f"{entry_id}:{at}", entry_id, step))
        elif step.kind in ("accepted", "rejected") and waiting:
            # `min` keeps the oldest of those whose venue fits equally well.
            ended = min(waiting, key=lambda one: _misfit(one.submitted.venue, step.venue))
            waiting.remove(ended)
            yield ended._replace(result=step)
    yield from waiting


def _misfit(one: str, other: str) -> int:
    """Return how badly two names of a venue agree: the same, one in the other, one not said."""
    first, second = one.casefold().strip(), other.casefold().strip()
    if not first or not second:
        return 2
    if first == second:
        return 0
    return 1 if first in second or second in first else 3
