"""The numbers of work, moments and writing: talks, projects, milestones, reflections."""

from __future__ import annotations

from collections.abc import Sequence

from yearlog.i18n import Both
from yearlog.kinds.moment import Moment
from yearlog.kinds.project import Project
from yearlog.kinds.types import MILESTONES
from yearlog.review.belongs import is_counted
from yearlog.review.model import YearReview
from yearlog.review.numbers.model import Item, Number, Unit, of_entries
from yearlog.review.order import was_flown


def talks(review: YearReview) -> Number:
    """Return the talks, posters, lectures, panels and podcasts given."""
    return Number("talks", "talk", of_entries(review.talks.entries))


def talks_in_person(review: YearReview) -> Number:
    """Return the talks held where their audience was."""
    return _talks(review, "in_person")


def talks_online(review: YearReview) -> Number:
    """Return the talks held online."""
    return _talks(review, "online")


def _talks(review: YearReview, mode: str) -> Number:
    given = (one for one in review.talks.entries if getattr(one.details, "mode", "") == mode)
    return Number(f"talks.{mode}", "talk", of_entries(given))


def projects(review: YearReview) -> Number:
    """Return the projects that ran on some day of the year."""
    return Number("projects", "project", of_entries(review.projects.entries))


def projects_at_once(review: YearReview) -> Number:
    """Return the projects that ran on the first day on which most ran at once."""
    wanted = set(review.projects.concurrent_ids)
    running = (one for one in review.projects.entries if one.id in wanted)
    return Number("projects.at_once", "project", of_entries(running))


def milestones(review: YearReview) -> Number:
    """Return the milestones of the year, of all projects."""
    return Number("milestones", "milestone", _steps(review))


def submissions(review: YearReview) -> Number:
    """Return the milestones that are submissions."""
    return Number("submissions", "milestone", _steps(review, "submitted"))


def accepted(review: YearReview) -> Number:
    """Return the milestones that are acceptances."""
    return Number("accepted", "milestone", _steps(review, "accepted"))


def rejected(review: YearReview) -> Number:
    """Return the milestones that are rejections."""
    return Number("rejected", "milestone", _steps(review, "rejected"))


def _steps(review: YearReview, kind: str = "") -> tuple[Item, ...]:
    """Return the milestones of one kind, or of all, by date."""
    found = []
    for entry in review.projects.with_milestones:
        assert isinstance(entry.details, Project)
        for at, step in enumerate(entry.details.milestones):
            if step.on.year == review.year and kind in ("", step.kind):
                word = MILESTONES[step.kind]
                said = Both(*(_told(entry.headline(lang), word, lang) for lang in ("zh", "en")))
                found.append((step.on, Item(f"{entry.id}:{at}", said, (entry.id,))))
    return tuple(item for _, item in sorted(found, key=lambda one: (one[0], one[1].key)))


def _told(title: str, word: Both, lang: str) -> str:
    return f"{title}：{word.zh}" if lang == "zh" else f"{title}: {word.en}"


def moments(review: YearReview) -> Number:
    """Return the moments."""
    found = (one for one in review.entries if isinstance(one.details, Moment))
    return Number("moments", "moment", of_entries(found))


def reflections(review: YearReview) -> Number:
    """Return the reflections."""
    return Number("reflections", "reflection", of_entries(review.reflections.entries))


def tags(review: YearReview) -> Number:
    """Return the tags that what the year counts carries, the most frequent first.

    Flights that were not flown carry none, nor do stays that began in the year before.
    """
    found: dict[str, list[str]] = {}
    for entry in review.entries:
        if not is_counted(entry, review.year) or (entry.kind == "flight" and not was_flown(entry)):
            continue
        for tag in entry.tags:
            found.setdefault(tag, []).append(entry.id)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return Number("tags", "tag", tuple(Item(t, Both(t, t), tuple(ids)) for t, ids in ordered))


def characters(review: YearReview) -> Number:
    """Return how much was written: Han characters and Latin words, each text in its own language.

    A translation is not more writing.
    """
    return _written(review, "characters", "character", review.reflections.lengths)


def han(review: YearReview) -> Number:
    """Return how many of the characters written are Han (or kana or Hangul) characters."""
    return _written(review, "han", "han", review.reflections.han)


def words(review: YearReview) -> Number:
    """Return how many words were written in scripts that part them, such as Latin."""
    texts = review.reflections
    counted = [total - part for total, part in zip(texts.lengths, texts.han, strict=True)]
    return _written(review, "words", "word", counted)


def _written(review: YearReview, name: str, unit: Unit, lengths: Sequence[int]) -> Number:
    items = of_entries(review.reflections.entries)
    shared = zip(items, lengths, strict=True)
    written = (item._replace(share=length) for item, length in shared if length)
    return Number(name, unit, tuple(written))
