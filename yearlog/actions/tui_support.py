"""What a form needs of the actions: completing, checking one field, storing what was filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from yearlog import clock, config, kinds
from yearlog.actions.entries import numbered, save, save_edit
from yearlog.actions.photos import Photo, store
from yearlog.actions.workspace import Workspace
from yearlog.capture import line as lines
from yearlog.capture.build import Draft, build, raw_of, split_title
from yearlog.capture.errors import AmbiguousPlace, FieldErrors, Missing
from yearlog.capture.resolve import Resolver, has_han
from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang
from yearlog.journal.errors import UnknownEntry
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Details, Field, Json
from yearlog.kinds.spine import form_fields
from yearlog.kinds.values import Attachment, Place
from yearlog.places.gazetteer import Candidate, tied

Chosen = Mapping[str, Place]
NOTHING = Both("", "")


@dataclass(slots=True)
class ChoosingResolver(Resolver):
    """A resolver that knows which candidate was chosen for a text, by that very text."""

    chosen: Chosen = field(default_factory=dict)

    def find_airport(self, text: str, on: date | None) -> Place:
        """Return the airport that was chosen for the text, else the one it names.

        The day of the flight may have been typed after the choice: whoever held the code then.
        """
        chosen = self.chosen.get(text.strip())
        if chosen is None:
            return Resolver.find_airport(self, text, on)
        return self.gazetteer.airport_of_day(chosen, on)

    def place(self, text: str) -> Place:
        """Return the place that was chosen for the text, else the one it names."""
        return self.chosen.get(text.strip()) or Resolver.place(self, text)


def resolver(space: Workspace, *, year: int | None, chosen: Chosen) -> ChoosingResolver:
    """Return what reads a form's words, with the candidates its owner chose."""
    plain = space.resolver(year=year)
    known = {item.name: getattr(plain, item.name) for item in fields(plain)}
    return ChoosingResolver(**known, chosen=chosen)


# Reading --------------------------------------------------------------------------------------


def default_visibility(space: Workspace, kind: str) -> str:
    """Return the visibility that a new entry of this kind gets."""
    return space.visibility.get(kind, "private")


def words_of(entry: Entry) -> dict[str, str]:
    """Return the words that fill a form for an entry."""
    return raw_of(entry)


def tokens(line: str) -> list[str]:
    """Split a typed line as the line grammar does."""
    return lines.tokens(line)


def draft_of_line(space: Workspace, line: str, *, year: int | None = None) -> list[Filled]:
    """Return what a line says as forms, one a leg; a line that cannot be read is kept in one.

    Words that the grammar refuses stand where they can be put right: under the route of a flight,
    else in the text.
    """
    words = tokens(line)
    try:
        drafts = lines.parse(words, space.resolver(year=year))
    except YearlogError:
        return [_as_typed(words)] if words else []
    return [Filled(draft.kind, filled(draft.kind, draft.raw)) for draft in drafts]


def _as_typed(words: list[str]) -> Filled:
    details = kinds.by_word(words[0])
    kind = details.KIND.name if details else "reflection"
    rest = words[1:] if details else words
    raw: dict[str, str] = {}
    if kind == "flight":
        raw = dict(zip(("origin", "destination"), rest[:2], strict=False))
        rest = rest[2:]
    if rest:
        text = " ".join(rest)
        raw["body_zh" if has_han(text) else "body_en"] = text
    return Filled(kind, raw)


def filled(kind: str, raw: Mapping[str, str]) -> dict[str, str]:
    """Return the words of a draft under the names of the form's own fields."""
    words = dict(raw)
    if "title" in words:
        words |= split_title(words.pop("title"))
    names = {spec.name for spec in form_fields(kinds.get(kind))}
    return {name: text for name, text in words.items() if name in names}


# Completing -----------------------------------------------------------------------------------


class Candidates(NamedTuple):
    """Places that a text may mean, best first; ``tied`` of them, the first, are as good."""

    places: Sequence[Place] = ()
    tied: int = 0


def complete(
    space: Workspace, text: str, *, airports: bool, on: date | None = None, limit: int = 8
) -> list[Place]:
    """Return candidates for what has been typed so far, best first; none for an empty text.

    ``on`` is the day of the flight, as in `candidates`.
    """
    return list(candidates(space, text, airports=airports, on=on, limit=limit).places)


def candidates(
    space: Workspace, text: str, *, airports: bool, on: date | None = None, limit: int = 8
) -> Candidates:
    """Return candidates for what has been typed so far, and whether one must be chosen by hand.

    ``on`` is the day of the flight, if it is known by then: airports are those of that day.
    """
    if not text.strip():
        return Candidates()
    context = space.resolver()
    if airports:
        found = context.gazetteer.airports(
            text.strip(),
            prefix=True,
            on=on,
            aliases=context.aliases,
            lang=context.lang,
            past=context.been(),
        )
    else:
        found = context.search(text, prefix=True)
    return Candidates(
        [candidate.place for candidate in found[:limit]],
        0 if airports else min(_tied(found, context.lang), limit),
    )


def _tied(found: Sequence[Candidate], lang: Lang) -> int:
    """Return how many candidates a text means alike, 0 for none: as saving would find.

    Of a beginning, those count that would be written alike, since the name is what is put in. An
    airport is put in by its code, which is nobody else's.
    """
    exact = tied([one for one in found if one.exact])
    if len(exact) > 1:
        return len(exact)
    if exact or not found:
        return 0
    name = found[0].place.name(lang)
    same = [one for one in tied(found) if one.place.name(lang) == name]
    return len(same) if len(same) > 1 else 0


# Checking and storing -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PhotoWords:
    """One photo of a form: a file to copy, or one the entry has, with what is said about it."""

    path: str = ""
    kept: Attachment | None = None
    caption: Both = NOTHING
    alt: Both = NOTHING


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it was filled in: words by field, chosen candidates by their text, photos."""

    kind: str
    raw: Mapping[str, str] = field(default_factory=dict)
    chosen: Chosen = field(default_factory=dict)
    photos: tuple[PhotoWords, ...] = ()


def problems(error: YearlogError, kind: str) -> dict[str, Both]:
    """Return the sentences of a failure by the field each belongs under; "" for no field."""
    errors = error.errors if isinstance(error, FieldErrors) else (error,)
    labels = {spec.name: spec.label for spec in form_fields(kinds.get(kind))}
    labels |= {"title_zh": Both("标题", "Title"), "body_zh": Both("正文", "Text")}
    found: dict[str, Both] = {}
    for one in errors:
        sentence = one.message
        if isinstance(one, Missing) and one.field in labels:
            label = labels[one.field]
            sentence = Both(f"请填写{label.zh}。", f"Fill in “{label.en}”.")
        found.setdefault(one.field, sentence)
    return found


def check_field(
    space: Workspace, form: Filled, name: str, *, base: Entry | None, year: int | None
) -> Both | None:
    """Return what is wrong with one field of a form, or None; an empty field is never wrong."""
    if not form.raw.get(name, "").strip():
        return None
    try:
        _built(space, form, base, year)
    except YearlogError as error:
        return problems(error, form.kind).get(name)
    return None


def faults(
    space: Workspace, form: Filled, *, base: Entry | None, year: int | None
) -> dict[str, Both]:
    """Return what is wrong with the fields of a form that are filled in, by field."""
    try:
        _built(space, form, base, year)
    except YearlogError as error:
        found = problems(error, form.kind)
        return {name: said for name, said in found.items() if form.raw.get(name, "").strip()}
    return {}


def doubts(
    space: Workspace, form: Filled, *, base: Entry | None, year: int | None
) -> dict[str, Both]:
    """Return what is assumed of a form, or looks wrong in it, by field; nothing of a faulty one."""
    if kinds.get(form.kind).doubts is Details.doubts:  # a kind that never has any
        return {}
    try:
        entry = _built(space, form, base, year)
    except YearlogError:
        return {}
    found: dict[str, Both] = {}
    for doubt in entry.details.doubts():
        before = found.get(doubt.field, NOTHING)
        said = doubt.said
        found[doubt.field] = Both(before.zh + said.zh, f"{before.en} {said.en}".lstrip())
    return found


def _built(space: Workspace, form: Filled, base: Entry | None, year: int | None) -> Entry:
    """Build a form; of an entry only what differs from ``base`` as it was opened is changed."""
    if base is None:
        raw = {name: text for name, text in form.raw.items() if text.strip()}
    else:
        shown = raw_of(base)
        raw = {name: text for name, text in form.raw.items() if text != shown.get(name, "")}
    context = resolver(space, year=year, chosen=form.chosen)
    return build(Draft(form.kind, raw), context, base=base, visibility=space.visibility)


class Opened(NamedTuple):
    """An entry as a form opens it, and the number of the last change that made it so."""

    entry: Entry
    revision: int


def opened(space: Workspace, entry: Entry) -> Opened:
    """Return an entry as it is now with its revision, both of one moment; UnknownEntry."""
    while True:
        revision = space.journal.revision(entry.id)
        now = space.journal.entry(entry.id)
        if space.journal.revision(entry.id) == revision:
            return Opened(now, revision)


def save_form(
    space: Workspace,
    form: Filled,
    *,
    base: Entry | None = None,
    year: int | None = None,
    revision: int | None = None,
    over: bool = False,
) -> Entry:
    """Store a form as a new entry, or as a change of ``base``, the entry as the form opened it.

    What others changed since is merged in, field by field. ``revision`` is the one the form began
    from: of a form kept from an earlier run, whose ``base`` may be newer than that, whatever
    differs from the journal is a conflict. ``over`` answers a conflict: mine wins, and theirs stays
    in the history.

    Raises FieldErrors, PhotoUnreadable, NotAPhoto; EditConflict and DeletedMeanwhile, after which
    nothing is stored and the form is still good to be saved with ``over``.
    """
    entry = _built(space, form, base, year)
    photos = numbered([_photo(space, words) for words in form.photos])
    if photos != (base.photos if base else ()):
        entry = replace(entry, photos=photos, updated_at=clock.stamp())
    learned = settled_ties(space, form, year)
    if base is None:
        save(space, "add", [entry], learned=learned)
        return entry
    if entry == base:
        return base
    known = revision is None or _is_of(space, base, revision)
    return save_edit(space, base, entry, known=known, over=over, learned=learned)


def settled_ties(space: Workspace, form: Filled, year: int | None) -> dict[str, Place]:
    """Return the names that mean several places alike, with the one that was chosen.

    Saving the form makes the choice hold from then on: nobody is asked twice which Cambridge she
    means.
    """
    plain = space.resolver(year=year)
    found: dict[str, Place] = {}
    used = {form.raw.get(spec.name, "").strip() for spec in form_fields(kinds.get(form.kind))}
    for text, place in form.chosen.items():
        try:
            if text in used and place.id:
                plain.place(text)
        except AmbiguousPlace as tie:
            if place.id in {one.id for one in tie.candidates}:
                found[text] = place
        except YearlogError:
            continue
    return found


def _is_of(space: Workspace, base: Entry, revision: int) -> bool:
    """Return whether an entry may be what it was at a revision: not if it is what came later."""
    if space.journal.revision(base.id) == revision:
        return True
    try:
        return space.journal.entry(base.id) != base
    except UnknownEntry:
        return True


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words of one field stand for: a place or airport, or a first and last day."""

    place: Place | None = None
    first: date | None = None
    last: date | None = None


def understood(space: Workspace, form: Filled, name: str, *, year: int | None) -> Understood:
    """Return what one field of a form stands for, empty where that says nothing more."""
    spec = field_of(form.kind, name)
    text = form.raw.get(name, "").strip()
    if spec is None or not text:
        return Understood()
    context = resolver(space, year=year, chosen=form.chosen)
    try:
        if spec.type.widget == "airport":
            return Understood(place=context.find_airport(text, form_day(space, form, year=year)))
        if spec.type.widget == "place":
            return Understood(place=context.place(text))
        if spec.type.widget == "date":
            first, last, _ = context.read_date(text)
            return Understood(first=first, last=last)
    except YearlogError:
        return Understood()
    return Understood()


def form_day(space: Workspace, form: Filled, *, year: int | None) -> date | None:
    """Return the first day of a form as far as it was filled in, or None."""
    try:
        text = form.raw.get("starts_on", "").strip()
        return space.resolver(year=year).read_date(text)[0] if text else None
    except YearlogError:
        return None


def _photo(space: Workspace, words: PhotoWords) -> Attachment:
    if words.kept is not None:
        return words.kept._replace(caption=words.caption, alt=words.alt)
    wanted = Photo(Path(words.path.strip()), words.caption, words.alt)
    return store(space.journal, (wanted,))[0]


def welcome(
    space: Workspace, *, language: Lang | None, home: str | Place, visibility: Mapping[str, str]
) -> None:
    """Store the answers to the first questions in one batch; UnknownPlace, AmbiguousPlace.

    An empty answer leaves its setting unset.
    """
    values: dict[str, Json] = {"welcomed": clock.today().isoformat()}
    if language:
        values["language"] = language
    if home:
        place = home if isinstance(home, Place) else space.resolver().place(home)
        stored: dict[str, Json] = {
            name: value for name, value in place._asdict().items() if value not in ("", None)
        }
        values["home"] = [{"from": date.min.isoformat(), "place": stored}]
    for kind, shown in visibility.items():
        key = f"visibility.{kind}"
        values[key] = config.check(config.find(key), shown)
    with space.journal.write("config", Both("初次设置", "first settings")) as writer:
        for key, value in values.items():
            stored_text = json.dumps(value, ensure_ascii=False, sort_keys=True)
            writer.put("settings", {"key": key, "value": stored_text})
    space.forget()


def field_of(kind: str, name: str) -> Field | None:
    """Return a field of a kind's form by its name."""
    return next((spec for spec in form_fields(kinds.get(kind)) if spec.name == name), None)
