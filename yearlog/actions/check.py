"""Looking a year's texts and rows over for what is odd, and mending what can be mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from yearlog import clock
from yearlog.actions import entries as changes
from yearlog.actions import reviews, trips
from yearlog.actions.workspace import Workspace
from yearlog.capture.cells import read_cell
from yearlog.errors import YearlogError
from yearlog.i18n import Lang
from yearlog.kinds import translation
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Text
from yearlog.review.belongs import last_possible_start
from yearlog.review.findings import languages, rows, typed
from yearlog.review.findings.known import Numbers
from yearlog.review.findings.model import Edit, Finding, mended, words
from yearlog.review.model import YearReview
from yearlog.review.visible import EVERYTHING


class NoTranslation(YearlogError):
    """An entry that is not written in both languages."""

    def __init__(self, entry_id: str) -> None:
        super().__init__(
            f"{entry_id} 没有中英两种正文，谈不上译文是否还对，什么也没有改动。",
            f"{entry_id} has no text in both languages, so no translation to confirm; "
            "nothing was changed.",
        )


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a year. ``entries`` are those concerned; ``fixed`` what was mended.

    ``entry`` is the one that was looked at, None for the whole year.
    """

    year: int
    findings: tuple[Finding, ...]
    entries: dict[str, Entry]
    fixed: tuple[Finding, ...] = ()
    entry: Entry | None = None

    @property
    def attention(self) -> int:
        """How many findings need attention."""
        return sum(not one.hint for one in self.findings)

    @property
    def exit_code(self) -> int:
        """3 where something needs attention, else 0."""
        return 3 if self.attention else 0


def check(space: Workspace, wanted: int | str, *, lang: Lang | None = None) -> Checked:
    """Check a year, or the entry with an id, and change nothing; EmptyYear, UnknownEntry.

    ``lang`` leaves out what is found in texts of the other language.
    """
    return _Check(space, wanted, lang).result()


class _Check:
    """The rows and numbers of the year that is checked."""

    def __init__(self, space: Workspace, wanted: int | str, lang: Lang | None) -> None:
        self.space, self.lang = space, lang
        self.entry = space.journal.entry(wanted) if isinstance(wanted, str) else None
        self.year = self.entry.starts_on.year if self.entry else int(wanted)
        self.review = reviews.year_review(space, self.year, EVERYTHING)
        self.everything = space.journal.entries()
        self.known = {entry.id: entry for entry in self.everything}
        self.own = [one for one in self.everything if one.starts_on.year == self.year]
        self.numbers = Numbers(self.review)

    def result(self) -> Checked:
        """Return everything that is found, by day, entry, language and line."""
        looked_at = [self.entry] if self.entry else self.own
        results = [*self._of_plan(), *self._of_rows()]
        for entry in looked_at:
            results += [*self.of_texts(entry), *_of_figures(entry, self.review)]
            results += _of_timelines(entry)
        told = {_place(one) for one in results if one.code == "figure"}
        results = [one for one in results if one.code != "figure-alone" or _place(one) not in told]
        if self.entry is not None:
            results = [one for one in results if self.entry.id in (one.entry_id, *one.ids)]
        if self.lang is not None:
            results = [one for one in results if one.lang in (None, self.lang)]
        ordered = sorted(results, key=self._order)
        about = {one.entry_id: self.known[one.entry_id] for one in ordered
                 if one.entry_id in self.known}  # fmt: skip
        return Checked(self.year, tuple(ordered), about, entry=self.entry)

    def _order(self, one: Finding) -> tuple[str, str, str, int, int]:
        entry = self.known.get(one.entry_id)
        day = entry.starts_on.isoformat() if entry else ""
        lang = {"zh": "1", "en": "2"}.get(one.lang or "", "0")
        return day, one.entry_id, lang, one.line, one.column

    def _of_plan(self) -> Iterator[Finding]:
        planned = self.space.journal.plan(self.year).chapters
        yield from rows.chapters(self.year, planned, self.known)
        there = (self.known[one] for one in planned if one in self.known)
        yield from rows.hidden_chapters(there, self.own)
        yield from languages.missing(self.review.chapters)

    def _of_rows(self) -> Iterator[Finding]:
        year, everything = self.year, self.everything
        yield from rows.chain(everything, year)
        yield from rows.doubts(self.own)
        yield from rows.overlaps(everything, year)
        yield from rows.status(self.own, clock.today())
        yield from rows.talks(self.own)
        listed = map(trips.figures, trips.listed(self.space, year))
        yield from rows.trips((one for one in listed if one.starts_on.year == year), year)

    def of_texts(self, entry: Entry) -> Iterator[Finding]:
        """Yield what is found in the texts of an entry."""
        from yearlog.render.findings import notes

        labels: dict[Lang, Sequence[str]] = {}
        for lang, text in entry.texts.items():
            of_notes = notes.check(entry.id, lang, text.body)
            yield from of_notes
            yield from self.of_numbers(entry, lang, text.body)
            for one in self.of_numbers(entry, lang, text.title):
                # Titles are shown as they are typed: no figure is filled in there.
                yield replace(one, line=0, why=words("figure_why_title"), fix=None, offers=())
            captions = [words for one in entry.photos for words in (one.caption.get(lang),
                                                                   one.alt.get(lang))]  # fmt: skip
            yield from notes.in_captions(entry.id, lang, captions)
            if text.body.strip():
                # A marker that --fix mends is no difference between the languages.
                edits = [edit for one in of_notes for edit in one.edits]
                labels[lang] = notes.Read.of(mended(text.body, edits)).labels()
        filled = {one: _filled(text.body, self.review, one) for one, text in entry.texts.items()}
        yield from languages.check(entry, filled)
        yield from languages.notes(entry, labels)
        yield from _of_images(entry)

    def of_numbers(self, entry: Entry, lang: Lang, text: str) -> Iterator[Finding]:
        """Yield the figures typed in a text of an entry that agree with nothing."""
        return typed.check(
            entry.id,
            lang,
            text,
            self.numbers.until(entry.starts_on, last_possible_start(entry)),
            years=self.numbers.years,
            author=entry.kind == "reflection",
        )


def _place(one: Finding) -> tuple[str, Lang | None, int, int]:
    return one.entry_id, one.lang, one.line, one.column


def _of_images(entry: Entry) -> Iterator[Finding]:
    from yearlog.render.findings import notes

    if entry.photos:
        yield from rows.photos(entry, _described)
    attached = {photo.filename for photo in entry.photos}
    for lang, text in entry.texts.items():
        for one in notes.images_without_text(entry.id, lang, text.body, attached):
            yield replace(one, hint=entry.visibility != "public")


def _of_figures(entry: Entry, review: YearReview) -> Iterator[Finding]:
    from yearlog.render.findings import figures
    from yearlog.render.page.figures import says

    for lang, text in entry.texts.items():
        yield from figures.check(entry.id, lang, text.body, says(review, lang))


def _filled(body: str, review: YearReview, lang: Lang) -> str:
    """Return a body with its figures as a page shows them; one that cannot be shown stays."""
    from yearlog.render.page.figures import says
    from yearlog.text.placeholders import PLACEHOLDER, parse

    say = says(review, lang)

    def shown(found: re.Match[str]) -> str:
        try:
            return say(parse(found[0])).text
        except YearlogError:
            return found[0]

    return PLACEHOLDER.sub(shown, body)


def _of_timelines(entry: Entry) -> Iterator[Finding]:
    from yearlog.render.findings import timelines

    for lang, text in entry.texts.items():
        yield from timelines.check(entry.id, lang, text.body, entry.starts_on.year, read_cell)


def _described(body: str) -> set[str]:
    """Return the names of the images to which a body gives a text."""
    from yearlog.render.findings import notes

    texts = notes.image_texts(body)
    return {PurePosixPath(source).name for source, text in texts.items() if text.strip()}


def fix(
    space: Workspace, wanted: int | str, *, figures: bool = False, lang: Lang | None = None
) -> Checked:
    """Apply every safe fix in one step, then check again; ``fixed`` is what the step mended.

    ``figures`` also puts a placeholder where a typed figure unmistakably means the year's total and
    is not it. Each entry is read and checked again inside the step, so that only what it says now
    is mended.
    """
    looked = _Check(space, wanted, lang)
    before = looked.result()
    wanted_ids = {one.entry_id for one in before.findings if one.edits or (figures and one.offers)}
    applied: list[Finding] = []
    now = clock.stamp()

    def repaired(entry: Entry) -> Entry:
        found = [one for one in looked.of_texts(entry) if lang in (None, one.lang)]
        new, done = _repaired(entry, found, figures=figures)
        applied[:] = [one for one in applied if one.entry_id != entry.id] + done
        return replace(new, updated_at=now) if done else entry

    if wanted_ids:
        chosen = [before.entries[one] for one in before.entries if one in wanted_ids]
        changes.change(space, "edit", chosen, repaired, gone_ok=True)
    after = check(space, wanted, lang=lang)
    entries = {**before.entries, **after.entries}
    return replace(after, entries=entries, fixed=tuple(applied))


def _repaired(
    entry: Entry, findings: Iterable[Finding], *, figures: bool
) -> tuple[Entry, list[Finding]]:
    """Return an entry with the fixes of its bodies, and the findings they take away.

    A translation that was right stays so: what is mended changes nothing that was said.
    """
    texts = dict(entry.texts)
    done: list[Finding] = []
    edits: dict[Lang, list[Edit]] = {}
    for one in findings:
        made = one.edits or (one.offers if figures else ())
        if made and one.lang is not None:
            edits.setdefault(one.lang, []).extend(made)
            done.append(one)
    for lang, those in edits.items():
        texts[lang] = texts[lang]._replace(body=mended(texts[lang].body, those))
    new = replace(entry, texts=texts)
    return (translation.confirmed(new) if _is_followed(entry.texts, entry) else new), done


def _is_followed(texts: Mapping[Lang, Text], entry: Entry) -> bool:
    """Return whether a translation is known to be right."""
    noted = any(text.translated_from_hash for text in texts.values())
    return noted and translation.stale(entry) is None


def still_good(space: Workspace, wanted: str) -> Entry:
    """Note that the translation of an entry is right for the original as it is; return the entry.

    Raises UnknownEntry, NoTranslation.
    """
    entry = space.journal.entry(wanted)
    if len([one for one in entry.texts.values() if one.body]) < 2:
        raise NoTranslation(entry.id[-6:])
    now = clock.stamp()

    def confirmed(one: Entry) -> Entry:
        new = translation.confirmed(one)
        return new if new == one else replace(new, updated_at=now)

    changed = changes.change(space, "edit", [entry], confirmed)
    return changed[0] if changed else entry
