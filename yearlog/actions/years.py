"""All years of a journal beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from yearlog import clock
from yearlog.actions.around import Around
from yearlog.actions.reviews import EmptyYear, NothingBefore, of_entries, up_to
from yearlog.actions.workspace import Workspace
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Json
from yearlog.review.model import YearReview
from yearlog.review.numbers.compare import same_day, unproven
from yearlog.review.stats import years_json
from yearlog.review.visible import EVERYTHING

_Reviewed = tuple[YearReview, Sequence[Entry], Around]


def every(space: Workspace) -> dict[str, Json]:
    """Return the numbers of all years so far, of stated ones too; EmptyYear without any."""
    today = clock.today()
    stated = space.stated
    found = {}
    for review, _, _ in _reviews(space, lambda year: year <= today.year):
        mine = stated.pop(review.year, {})
        found[review.year] = replace(review, stated=unproven(review, mine)) if mine else review
    for year, said in ((year, stated[year]) for year in stated if year <= today.year):
        empty = of_entries(space, year, (), EVERYTHING, Around(space, year, ()))
        found[year] = replace(empty, stated=unproven(empty, said), recorded=False)
    if not found:
        raise EmptyYear(today.year, ())
    return years_json([found[year] for year in sorted(found)], today)


def earlier(space: Workspace, year: int) -> list[YearReview]:
    """Return the years before one in which entries began, up to the day this year has come to.

    A year that a project of another one merely goes through would count as one without flights.

    Raises NothingBefore if there is none.
    """
    today = clock.today()
    stated = space.stated
    found = []
    begun = space.journal.years(begun=True)
    for whole, entries, around in _reviews(space, lambda one: one < year and one in begun):
        review = replace(whole, stated=unproven(whole, stated.get(whole.year, {})))
        day = same_day(whole.year, today)
        if today.year == year and day != date(whole.year, 12, 31):
            review = up_to(space, review, entries, day, EVERYTHING, around)
        found.append(review)
    if not found:
        raise NothingBefore(year)
    return found


def _reviews(space: Workspace, wanted: Callable[[int], bool]) -> Iterator[_Reviewed]:
    """Yield the years that have entries, the oldest first, with what is around each."""
    for year in filter(wanted, sorted(space.journal.years())):
        entries = space.journal.entries(year=year)
        around = Around(space, year, entries)
        yield of_entries(space, year, entries, EVERYTHING, around), entries, around
