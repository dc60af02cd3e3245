"""Looking a year's texts and rows over for what is odd, and mending what can safely be mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from yearlog import clock
from yearlog.actions import entries as changes
from yearlog.actions import reviews, trips
from yearlog.actions.check_numbers import Known
from yearlog.actions.workspace import Workspace
from yearlog.capture.cells import read_cell
from yearlog.i18n import Lang
from yearlog.kinds.entry import Entry
from yearlog.review.findings import languages, rows, typed
from yearlog.review.findings.model import Finding, mended
from yearlog.review.model import YearReview
from yearlog.review.visible import EVERYTHING


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a year. ``entries`` are those concerned; ``fixed`` what was mended."""

    year: int
    findings: tuple[Finding, ...]
    entries: dict[str, Entry]
    fixed: tuple[Finding, ...] = ()

    @property
    def attention(self) -> int:
        """How many findings need attention."""
        return sum(not one.hint for one in self.findings)

    @property
    def exit_code(self) -> int:
        """3 where something needs attention, else 0."""
        return 3 if self.attention else 0


def check(space: Workspace, year: int) -> Checked:
    """Check everything of a year and change nothing; EmptyYear."""
    review = reviews.year_review(space, year, EVERYTHING)
    everything = space.journal.entries()
    known = {entry.id: entry for entry in everything}
    own = [entry for entry in everything if entry.starts_on.year == year]
    results = [
        *_of_plan(space, year, review),
        *rows.chain(everything, year),
        *rows.doubts(own),
        *rows.overlaps(everything, year),
        *rows.status(own, clock.today()),
        *rows.talks(own),
        *rows.trips(one for one in map(trips.figures, trips.listed(space, year))
                    if one.starts_on.year == year),
    ]  # fmt: skip
    numbers = Known(review)
    years = [year, *([review.compare.year] if review.compare else [])]
    for entry in own:
        results += _of_texts(entry, numbers, years)
        results += _of_figures(entry, review)
        results += _of_timelines(entry)
    ordered = sorted(results, key=lambda one: _order(one, known))
    about = {one.entry_id: known[one.entry_id] for one in ordered if one.entry_id in known}
    return Checked(year, tuple(ordered), about)


def _order(one: Finding, known: dict[str, Entry]) -> tuple[str, str, str, int, int]:
    entry = known.get(one.entry_id)
    day = entry.starts_on.isoformat() if entry else ""
    lang = {"zh": "1", "en": "2"}.get(one.lang or "", "0")
    return day, one.entry_id, lang, one.line, one.column


def _of_plan(space: Workspace, year: int, review: YearReview) -> Iterator[Finding]:
    planned = space.journal.plan(year).chapters
    there = {one.id for one in space.journal.entries(ids=planned)} if planned else set()
    yield from rows.chapters(year, planned, there)
    yield from languages.missing(review.chapters)


def _of_texts(entry: Entry, numbers: Known, years: Sequence[int]) -> Iterator[Finding]:
    from yearlog.render.findings import notes

    labels: dict[Lang, Sequence[str]] = {}
    expected = numbers.until(entry.starts_on)
    for lang, text in entry.texts.items():
        of_notes = notes.check(entry.id, lang, text.body)
        yield from of_notes
        yield from typed.check(entry.id, lang, text.body, expected, years=years)
        for one in typed.check(entry.id, lang, text.title, expected, years=years):
            yield replace(one, line=0)
        captions = [words for one in entry.photos for words in (one.caption.get(lang),
                                                               one.alt.get(lang))]  # fmt: skip
        yield from notes.in_captions(entry.id, lang, captions)
        if text.body.strip():
            # A marker that --fix mends is no difference between the languages.
            edits = [edit for one in of_notes for edit in one.edits]
            labels[lang] = notes.Read.of(mended(text.body, edits)).labels()
    yield from languages.check(entry)
    yield from languages.notes(entry, labels)
    if entry.photos:
        yield from rows.photos(entry, _described)


def _of_figures(entry: Entry, review: YearReview) -> Iterator[Finding]:
    from yearlog.render.findings import figures
    from yearlog.render.page.figures import says

    for lang, text in entry.texts.items():
        yield from figures.check(entry.id, lang, text.body, says(review, lang))


def _of_timelines(entry: Entry) -> Iterator[Finding]:
    from yearlog.render.findings import timelines

    for lang, text in entry.texts.items():
        yield from timelines.check(entry.id, lang, text.body, entry.starts_on.year, read_cell)


def _described(body: str) -> set[str]:
    """Return the names of the images to which a body gives a text."""
    from yearlog.render.findings import notes

    texts = notes.image_texts(body)
    return {PurePosixPath(source).name for source, text in texts.items() if text.strip()}


def fix(space: Workspace, year: int) -> Checked:
    """Apply every safe fix in one step, then check again; ``fixed`` is what the step mended.

    Each entry is read and checked again inside the step, so that only what it says now is mended.
    """
    before = check(space, year)
    wanted = {one.entry_id for one in before.findings if one.edits}
    applied: list[Finding] = []
    now = clock.stamp()

    def repaired(entry: Entry) -> Entry:
        new, done = _repaired(entry)
        applied[:] = [one for one in applied if one.entry_id != entry.id] + done
        return replace(new, updated_at=now) if done else entry

    if wanted:
        chosen = [before.entries[one] for one in before.entries if one in wanted]
        changes.change(space, "edit", chosen, repaired, gone_ok=True)
    after = check(space, year)
    return Checked(year, after.findings, {**before.entries, **after.entries}, tuple(applied))


def _repaired(entry: Entry) -> tuple[Entry, list[Finding]]:
    """Return an entry with the safe fixes of its bodies, and the findings they take away."""
    from yearlog.render.findings import notes

    texts = dict(entry.texts)
    done: list[Finding] = []
    for lang, text in entry.texts.items():
        safe = [one for one in notes.check(entry.id, lang, text.body) if one.edits]
        if safe:
            edits = [edit for one in safe for edit in one.edits]
            texts[lang] = text._replace(body=mended(text.body, edits))
            done += safe
    return replace(entry, texts=texts), done
