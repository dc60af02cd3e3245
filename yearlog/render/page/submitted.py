"""What the page says of milestones: how submissions ended, and steps of projects of other years."""

from __future__ import annotations

from collections import Counter

from yearlog.i18n import Lang, t
from yearlog.kinds.project import Project
from yearlog.kinds.types import MILESTONES
from yearlog.render import format as fmt
from yearlog.review.model import YearReview
from yearlog.review.numbers import measure
from yearlog.review.numbers.outcomes import Ended, decided, outcomes

_ORDER: tuple[Ended, ...] = ("accepted", "rejected", "pending")


def outcome_sentences(review: YearReview, lang: Lang) -> list[str]:
    """Return in one sentence how the year's submissions ended, and what it decided of others.

    ``3 submissions: 1 accepted, 2 pending; 1 from 2024 accepted.`` Nothing where there is nothing.
    """
    ended = Counter(one.ended for one in outcomes(review))
    n = ended.total()
    said = []
    if n == 1:
        said.append(t(lang, f"page.submitted_one_{next(iter(ended))}"))
    elif n:
        ways = [t(lang, f"page.ended_{how}", n=ended[how]) for how in _ORDER if ended[how]]
        said.append(
            t(lang, "page.submitted", n=n, ways=("，" if lang == "zh" else ", ").join(ways))
        )
    said += _of_other_years(review, lang, alone=not said)
    said += _without_submission(review, lang, alone=not said)
    return [t(lang, "page.projects_outcomes", rows=_joined(said, lang))] if said else []


def _of_other_years(review: YearReview, lang: Lang, *, alone: bool) -> list[str]:
    """Return what was decided in the year of submissions of earlier years."""
    found = Counter((one.submitted.on.year, one.ended) for one in decided(review))
    said: list[str] = []
    for (year, how), n in sorted(found.items()):
        if year != review.year:
            message = "page.submitted_in" if alone and not said else "page.also_in"
            said.append(t(lang, f"{message}_{how}", n=n, year=year))
    return said


def _without_submission(review: YearReview, lang: Lang, *, alone: bool) -> list[str]:
    """Return the acceptances and rejections of which no submission is recorded."""
    paired = Counter(one.ended for one in decided(review))
    rest = {how: round(measure(review, how).value) - paired[how] for how in _ORDER[:2]}
    word = "ended" if alone else "also"
    return [t(lang, f"page.{word}_{how}", n=n) for how, n in rest.items() if n]


def steps_elsewhere(review: YearReview, lang: Lang) -> list[str]:
    """Return in one sentence the year's milestones of projects that ran on no day of it."""
    found = []
    for entry in review.projects.others:
        assert isinstance(entry.details, Project)
        for step in entry.details.milestones:
            if step.on.year == review.year:
                day = fmt.short_day(step.on, lang)
                venue = t(lang, "page.step_venue", venue=step.venue) if step.venue else ""
                word = MILESTONES[step.kind].get(lang)
                said = t(
                    lang, "page.step_elsewhere", title=entry.headline(lang), word=word, day=day
                )
                found.append((step.on, said + venue))
    found.sort()
    rows = _joined([said for _, said in found], lang)
    return [t(lang, "page.steps_elsewhere", rows=rows)] if found else []


def _joined(said: list[str], lang: Lang) -> str:
    return ("；" if lang == "zh" else "; ").join(said)
