"""The year in review of a journal: its figures, how the post is put together, its map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from yearlog import clock
from yearlog.actions import photos
from yearlog.actions.around import Around
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal.journal import ReviewPlan, plan_row
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Json
from yearlog.kinds.flight import Flight
from yearlog.review import stats as figures
from yearlog.review.model import YearReview
from yearlog.review.numbers.compare import happened, same_day, unproven
from yearlog.review.visible import EVERYTHING, Profile
from yearlog.review.year import NO_FRAME, Frame, review

Beside = Literal["plan", "mean", "none"]
"""What a year is set beside: the year of its plan, the mean of the earlier years, or nothing."""


class EmptyYear(YearlogError):
    """A year without entries."""

    def __init__(self, year: int, years: Sequence[int]) -> None:
        shown = [str(one) for one in years[:8]]
        have = ", ".join(shown)
        zh = f"有记录的年份：{'、'.join(shown)}。" if years else "用 yearlog add 记下第一条。"
        en = f"There are entries in {have}." if years else "Record something with yearlog add."
        super().__init__(f"{year} 年还没有记录。{zh}", f"There is nothing in {year} yet. {en}")


class NothingBefore(YearlogError):
    """A year before which there are none to take a mean of."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"{year} 年之前没有哪一年有记录，无法求平均。",
            f"No year before {year} has entries, so there is no mean.",
        )


class SameYear(YearlogError):
    """A year that was to be set beside itself."""

    def __init__(self, year: int) -> None:
        super().__init__(
            f"{year} 年不能和自己比。请换一个年份，或用 mean、none。",
            f"{year} cannot be set beside itself. Choose another year, or mean or none.",
        )


class NotAReflection(YearlogError):
    """A chapter that is no reflection."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"{wanted} 不是随笔，不能作为章节。",
            f"{wanted} is not a reflection, so it is no chapter.",
        )


class UnknownMapFormat(YearlogError):
    """A map file with a suffix that says no format."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"看不出 {path.name} 要什么格式。请用 .html、.svg、.png 或 .geojson 结尾。",
            f"Cannot tell the format of {path.name}. End it with .html, .svg, .png or .geojson.",
        )


def country_names(space: Workspace) -> Callable[[str], Both]:
    """Return what names a country or region by its code in both languages."""

    @cache
    def name(code: str) -> Both:
        return Both(
            space.gazetteer.country_name(code, "zh"), space.gazetteer.country_name(code, "en")
        )

    return name


def year_review(
    space: Workspace,
    year: int,
    profile: Profile,
    *,
    today: date | None = None,
    beside: int | Literal["plan", "none"] = "plan",
    unrecorded: bool = False,
) -> YearReview:
    """Return the review of a year beside another: the one of its plan, the one given, or none.

    Raises EmptyYear without entries in the year, or in a year that was asked for by its number and
    has no stated totals either; these alone do for the year itself where it may be ``unrecorded``.
    Raises SameYear for a year beside itself.
    """
    if beside == year:
        raise SameYear(year)
    entries = space.journal.entries(year=year)
    if not entries and not (unrecorded and space.stated.get(year)):
        raise EmptyYear(year, space.journal.years())
    plan = space.journal.plan(year)
    now = today or clock.today()
    previous = space.journal.entries(year=year - 1)
    around = Around(space, year, entries, previous)
    compare = None
    if beside != "none":
        planned = year - 1 if plan.compare_with is None else plan.compare_with
        other = planned if beside == "plan" else beside
        known = (previous, around.year_before()) if other == year - 1 and previous else None
        compare = _compared(space, year, other, profile, now, known)
        if compare is None and beside != "plan":
            raise EmptyYear(other, space.journal.years())
    frame = Frame(
        title=plan.title,
        epigraph=plan.epigraph,
        author=Both(space.setting("author.zh"), space.setting("author.en")),
        licence=space.setting("licence"),
        chapters=plan.chapters,
        cover=plan.cover,
    )
    found = of_entries(
        space, year, entries, profile, around, frame=frame, compare=compare, today=now
    )
    return _stating(space, found, entries, profile, around, now)


def _stating(
    space: Workspace,
    found: YearReview,
    entries: Sequence[Entry],
    profile: Profile,
    around: Around,
    today: date,
) -> YearReview:
    """Return a review with the totals that the author states and no entry is behind.

    Private entries are behind a number too: a public page must not state another.
    """
    stated = space.stated.get(found.year)
    if not stated:
        return found
    proof = found
    if profile != EVERYTHING:
        proof = of_entries(space, found.year, entries, EVERYTHING, around, today=today)
    return replace(found, stated=unproven(proof, stated), recorded=bool(entries))


def _compared(
    space: Workspace,
    year: int,
    other: int,
    profile: Profile,
    today: date,
    known: tuple[Sequence[Entry], Around] | None,
) -> YearReview | None:
    """Return the year beside another, as far as that one has come too; None if it has nothing.

    ``known`` are its entries and what is around it, where they have been read already.
    """
    entries = known[0] if known else space.journal.entries(year=other)
    if not entries and not space.stated.get(other):
        return None
    around = known[1] if known else Around(space, other, entries)
    whole = of_entries(space, other, entries, profile, around, today=today)
    whole = _stating(space, whole, entries, profile, around, today)
    day = same_day(other, today)
    if today.year != year or day == date(other, 12, 31):
        return whole
    if not entries:
        # A total that is stated is of the whole year: it is shown, but nothing is taken from it.
        return replace(whole, to_date=replace(whole, until=day))
    return replace(whole, to_date=up_to(space, whole, entries, day, profile, around))


def up_to(
    space: Workspace,
    whole: YearReview,
    entries: Sequence[Entry],
    day: date,
    profile: Profile,
    around: Around,
) -> YearReview:
    """Return a year up to a day of it; ``whole`` is the year, ``entries`` those that touch it."""
    cut = happened(entries, day)
    found = of_entries(space, whole.year, cut, profile, around, today=day)
    return replace(found, stated=whole.stated, until=day)


def of_entries(
    space: Workspace,
    year: int,
    entries: Sequence[Entry],
    profile: Profile,
    around: Around,
    *,
    frame: Frame = NO_FRAME,
    compare: YearReview | None = None,
    today: date | None = None,
) -> YearReview:
    """Return the review of the entries that touch a year, with what is around it."""
    return review(
        year,
        entries,
        profile=profile,
        country_name=country_names(space),
        frame=frame,
        today=today or clock.today(),
        compare=compare,
        plain=_visible_text,
        visited=space.visited,
        **around.told(),
    )


def _visible_text(source: str) -> str:
    """Return what a reader sees of a text, its footnotes included: what counts as written."""
    from yearlog.render.markup import plain

    return plain(re.sub(r"\[\^[^\]\s]+\]:?", "", source))


def stats(space: Workspace, year: int, *, beside: int | Beside = "plan") -> dict[str, Json]:
    """Return the figures of a year over all its entries, private ones too.

    ``beside`` is the year it is set beside, or the mean of the earlier years, or none.

    Raises EmptyYear without entries and without stated totals; NothingBefore where there are no
    earlier years to take a mean of.
    """
    if beside != "mean":
        review = year_review(space, year, EVERYTHING, beside=beside, unrecorded=True)
        return figures.to_json(review)
    from yearlog.actions.years import earlier

    review = year_review(space, year, EVERYTHING, beside="none", unrecorded=True)
    found = figures.to_json(review)
    return found | {"compare": figures.mean_json(earlier(space, year))}


def write_map(space: Workspace, year: int, path: Path, profile: Profile) -> None:
    """Write the year's map in the format the suffix of ``path`` says."""
    from yearlog.actions import files
    from yearlog.render import map_interactive, map_static, year_map

    drawn = year_review(space, year, profile)
    found = year_map.of(drawn, map_sources(drawn))
    lang = space.lang
    suffix = path.suffix.casefold()
    content: str | bytes
    if suffix in (".html", ".htm"):
        content = map_interactive.html(found, lang=lang)
    elif suffix == ".svg":
        content = map_static.svg(found, lang=lang)
    elif suffix == ".png":
        content = map_static.png(found, lang=lang)
    elif suffix in (".geojson", ".json"):
        content = map_static.geojson(found)
    else:
        raise UnknownMapFormat(path)
    files.write(path, content, private=profile == EVERYTHING)
    files.sync_name(path)


def map_sources(review: YearReview) -> tuple[str, ...]:
    """Return whom the maps of a review name: the gazetteer's sources, and those of its places."""
    from yearlog.places.answers import credit_of
    from yearlog.places.gazetteer import ATTRIBUTIONS

    own = tuple(f"{name} ({licence})" for name, licence, _ in ATTRIBUTIONS)
    named = {credit_of(source) for source in _place_sources(review)}
    return own + tuple(sorted(named - {"", *own}))


def page_sources(review: YearReview) -> tuple[str, ...]:
    """Return whom the colophon of a review's pages names: they may name the home too."""
    from yearlog.places.answers import credit_of

    sources = map_sources(review)
    credit = credit_of(review.home.place.source) if review.home and review.trips else ""
    return sources if not credit or credit in sources else (*sources, credit)


def _place_sources(review: YearReview) -> Iterator[str]:
    """Yield where the places come from that a review names and draws."""
    trips = (entry for trip in review.trips for entry in trip.entries)
    for entry in (*review.flights.entries, *review.talks.entries, *review.stays, *trips):
        if entry.place is not None:
            yield entry.place.source
        if isinstance(entry.details, Flight):
            yield entry.details.origin.source
            yield entry.details.destination.source


def plan(
    space: Workspace,
    year: int,
    *,
    title: Both | None = None,
    epigraph: Both | None = None,
    chapters: Sequence[str] | None = None,
    cover: Path | None = None,
    compare_with: int | None = None,
) -> ReviewPlan:
    """Change the given parts of a year's plan and return it; without any, just return it.

    Raises UnknownEntry, NotAReflection, SameYear.
    """
    if compare_with == year:
        raise SameYear(year)
    chosen: tuple[str, ...] | None = None
    if chapters is not None:
        found = [space.journal.entry(one) for one in chapters if one]
        for entry in found:
            if entry.kind != "reflection":
                raise NotAReflection(entry.id[-6:])
        chosen = tuple(entry.id for entry in found)
    shown = photos.store(space.journal, (photos.Photo(cover),))[0].sha256 if cover else None

    def changed(old: ReviewPlan) -> ReviewPlan:
        return ReviewPlan(
            year,
            _over(old.title, title),
            _over(old.epigraph, epigraph),
            old.chapters if chosen is None else chosen,
            old.cover if shown is None else shown,
            old.compare_with if compare_with is None else compare_with,
        )

    old = space.journal.plan(year)
    new = changed(old)
    if new != old:
        about = Both(f"{year} 年度总结的安排", f"the plan of the {year} review")
        with space.journal.write("review", about) as writer:
            new = changed(space.journal.plan(year))
            writer.put("reviews", plan_row(new))
    return new


def _over(old: Both, new: Both | None) -> Both:
    return old if new is None else Both(new.zh or old.zh, new.en or old.en)


def plan_json(found: ReviewPlan) -> dict[str, Json]:
    """Return a plan as ``--json`` shows it."""
    return {
        "year": found.year,
        "title_zh": found.title.zh,
        "title_en": found.title.en,
        "epigraph_zh": found.epigraph.zh,
        "epigraph_en": found.epigraph.en,
        "chapters": list(found.chapters),
        "cover": found.cover,
        "compare_with": found.compare_with,
    }
