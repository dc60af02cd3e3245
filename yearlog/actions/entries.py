"""Adding, changing, deleting and listing entries; undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from yearlog import clock, kinds
from yearlog.actions.own_names import learn
from yearlog.actions.photos import Photo, store
from yearlog.actions.same_day import as_flown
from yearlog.actions.workspace import Workspace
from yearlog.capture import line as lines
from yearlog.capture.build import Draft, build
from yearlog.capture.resolve import Resolver
from yearlog.i18n import Both
from yearlog.journal.errors import UnknownEntry
from yearlog.journal.journal import Batch
from yearlog.journal.writer import Writer
from yearlog.kinds.entry import Entry, Visibility
from yearlog.kinds.values import NOTHING, Place

NO_NAMES: Mapping[str, Place] = {}
"""No names of places were learned."""


def add_line(
    space: Workspace,
    words: Sequence[str],
    *,
    more: Mapping[str, str] | None = None,
    photos: tuple[Photo, ...] = (),
    year: int | None = None,
) -> list[Entry]:
    """Read one line and store what it says: one entry, or one a leg, as one batch.

    ``more`` holds words for fields that were given beside the line; ``year`` is the one on screen.
    """
    context = space.resolver(year=year)
    drafts = lines.parse(words, context)
    return add(
        space,
        [Draft(draft.kind, {**draft.raw, **(more or {})}) for draft in drafts],
        photos=photos,
        context=context,
    )


def preview_line(space: Workspace, words: Sequence[str], *, year: int | None = None) -> list[Entry]:
    """Return what `add_line` would store, without storing it."""
    context = space.resolver(year=year)
    return _build_all(space, lines.parse(words, context), context)


def draft_line(space: Workspace, words: Sequence[str], *, year: int | None = None) -> Draft:
    """Return the first draft of a line, as far as it can be read, to fill a form with."""
    return lines.parse(words, space.resolver(year=year))[0]


def add(
    space: Workspace,
    drafts: Sequence[Draft],
    *,
    photos: tuple[Photo, ...] = (),
    context: Resolver | None = None,
) -> list[Entry]:
    """Store drafts as new entries in one batch; nothing is stored if one of them is wrong."""
    entries = _build_all(space, drafts, context or space.resolver())
    if photos:
        entries[0] = replace(entries[0], photos=numbered(store(space.journal, photos)))
    save(space, "add", entries)
    return entries


def _build_all(space: Workspace, drafts: Sequence[Draft], context: Resolver) -> list[Entry]:
    entries: list[Entry] = []
    for draft in drafts:
        entry = build(draft, context, visibility=space.visibility)
        if entries and draft.raw.get("starts_on") == drafts[0].raw.get("starts_on"):
            entry = _after(entries[-1], entry, draft, context, space.visibility)
        entries.append(entry)
    return entries


def _after(
    earlier: Entry, entry: Entry, draft: Draft, context: Resolver, visibility: Mapping[str, str]
) -> Entry:
    """Move a later leg of one line to the day it can leave on: after the leg before it landed."""
    landed: str = getattr(earlier.details, "scheduled_arrival", "")
    leaves: str = getattr(entry.details, "scheduled_departure", "")
    day = earlier.starts_on
    if landed:
        day = date.fromisoformat(landed[:10])
        if leaves and leaves[11:] < landed[11:]:
            day += timedelta(days=1)
    if day == entry.starts_on:
        return entry
    moved = Draft(draft.kind, {**draft.raw, "starts_on": day.isoformat()}, draft.photos)
    return build(moved, context, visibility=visibility)


def numbered(photos: Sequence[Any]) -> tuple[Any, ...]:
    """Return photos numbered in order."""
    return tuple(photo._replace(position=at) for at, photo in enumerate(photos))


def save(
    space: Workspace,
    verb: str,
    entries: Sequence[Entry],
    *,
    learned: Mapping[str, Place] = NO_NAMES,
) -> Batch | None:
    """Store entries as one batch named after the first, with place names learned on the way."""
    with space.journal.write(verb, summary(entries)) as writer:
        for entry in entries:
            writer.save(entry)
        learn(space, writer, learned)
    return space.journal.next_undo()


def summary(entries: Sequence[Entry]) -> Both:
    """Return a line that names a batch of entries in both languages."""
    first = entries[0]
    more = len(entries) - 1
    label = first.meta.label
    zh = f"{label.zh} {first.headline('zh')}" + (f" 等 {more + 1} 条" if more else "")
    en = f"{label.en} {first.headline('en')}" + (f" and {more} more" if more else "")
    return Both(zh, en)


def edit(
    space: Workspace,
    wanted: str,
    raw: Mapping[str, str],
    *,
    photos: tuple[Photo, ...] = (),
    year: int | None = None,
) -> Entry:
    """Change the given fields of an entry; fields that are not named stay as they are."""
    found = space.journal.entry(wanted)
    context, visibility = space.resolver(year=year), space.visibility
    more = store(space.journal, photos)
    with space.journal.write("edit", summary([found])) as writer:
        # Read again inside the lock: another process may have changed other fields meanwhile.
        base = space.journal.entry(found.id)
        entry = build(Draft(base.kind, raw), context, base=base, visibility=visibility)
        if more:
            kept = numbered((*base.photos, *more))
            entry = replace(entry, photos=kept, updated_at=clock.stamp())
        if entry != base:
            entry = _save_all(space, writer, base, entry)
    return entry


def _save_all(space: Workspace, writer: Writer, before: Entry, after: Entry) -> Entry:
    """Store a change and what follows from it for others of the trip; return the entry."""
    from yearlog.actions.trips import handed_on

    changed = handed_on(space, before, after)
    for one in changed:
        writer.save(one)
    return changed[0]


def save_edit(
    space: Workspace,
    base: Entry,
    mine: Entry,
    *,
    known: bool = True,
    over: bool = False,
    seen: int | None = None,
    learned: Mapping[str, Place] = NO_NAMES,
) -> Entry:
    """Store ``mine``, made from ``base`` outside the lock, merged with what others did since.

    ``known=False`` says that ``base`` may not be what ``mine`` was made from, so that whatever
    differs from the journal is a conflict. ``over`` lets mine win; with ``seen``, only over that
    revision of the entry. Raises EditConflict, DeletedMeanwhile.
    """
    from yearlog.actions.merge import DeletedMeanwhile, EditConflict, merge

    with space.journal.write("edit", summary([mine])) as writer:
        revision = space.journal.revision(base.id)
        may_win = over and seen in (None, revision)
        try:
            theirs = space.journal.entry(base.id, deleted=True)
        except UnknownEntry:  # undone or purged: the rows are gone
            theirs = replace(base, deleted_at=clock.stamp())
        if theirs.deleted_at and not may_win:
            raise DeletedMeanwhile(revision)
        if theirs.deleted_at:
            theirs = replace(theirs, deleted_at="")
        merged = merge(base if known else None, mine, theirs)
        if merged.conflicts and not may_win:
            raise EditConflict(merged.conflicts, theirs, merged.entry, revision, known=known)
        stored = _save_all(space, writer, theirs, merged.entry)
        learn(space, writer, learned)
    return stored


def change(
    space: Workspace,
    verb: str,
    chosen: Sequence[Entry],
    how: Callable[[Entry], Entry],
    *,
    gone_ok: bool = False,
    about: Sequence[Entry] = (),
) -> list[Entry]:
    """Change entries as ``how`` says, in one batch; return those that changed, as they are now.

    Each is read again inside the lock, so that nothing another program did to it is lost. If one
    of them is gone by then nothing is stored, UnknownEntry, unless ``gone_ok`` leaves it out.
    ``about`` are the entries that the step is named after, else all that change.
    """
    affected = [entry for entry in chosen if how(entry) != entry]
    if not affected:
        return []
    stored: list[Entry] = []
    with space.journal.write(verb, summary(about or affected)) as writer:
        ids = dict.fromkeys(entry.id for entry in chosen)
        present = {entry.id: entry for entry in space.journal.entries(ids=ids)}
        for one in ids:
            if one not in present:
                if gone_ok:
                    continue
                raise UnknownEntry(one[-6:])
            new = how(present[one])
            if new != present[one]:
                writer.save(new)
                stored.append(new)
    return stored


def delete(space: Workspace, wanted: Sequence[str]) -> list[Entry]:
    """Mark entries as deleted, in one batch; undo brings them back. Return them as they were.

    What one of them says of its trip goes to another entry of the trip.
    """
    from yearlog.actions.trips import heirs, inherit

    chosen = [space.journal.entry(one) for one in wanted]
    spoke = any(one.trip.begins or one.trip.name != NOTHING for one in chosen)
    left = heirs(space, chosen) if spoke else {}
    now = clock.stamp()

    def removed(entry: Entry) -> Entry:
        if entry.id in left:
            return replace(inherit(entry, left[entry.id]), updated_at=now)
        return replace(entry, deleted_at=now)

    everyone = [*chosen, *space.journal.entries(ids=left)]
    gone = change(space, "delete", everyone, removed, about=chosen)
    return [replace(entry, deleted_at="") for entry in gone if entry.id not in left]


def set_visibility(
    space: Workspace,
    visibility: Visibility,
    *,
    kind: str | None = None,
    year: int | None = None,
    tag: str | None = None,
    ids: Sequence[str] = (),
) -> list[Entry]:
    """Make the chosen entries public or private in one batch; return those that changed."""
    now = clock.stamp()

    def shown(entry: Entry) -> Entry:
        if entry.visibility == visibility:
            return entry
        return replace(entry, visibility=visibility, updated_at=now)

    if ids:
        return change(space, "visibility", [space.journal.entry(one) for one in ids], shown)
    chosen = listing(space, kind=kind, year=year, tag=tag)
    return change(space, "visibility", chosen, shown, gone_ok=True)


def listing(
    space: Workspace,
    *,
    kind: str | None = None,
    year: int | None = None,
    tag: str | None = None,
) -> list[Entry]:
    """Return entries by date, flights of one day as they left."""
    if kind is not None:
        kinds.get(kind)
    return as_flown(space.journal.entries(kind=kind, year=year, tag=tag))


def undo(space: Workspace) -> Batch:
    """Take back the newest change of any kind."""
    space.forget()
    return space.journal.undo()


def redo(space: Workspace) -> Batch:
    """Bring back what was undone last."""
    space.forget()
    return space.journal.redo()


def default_year(today: date | None = None) -> int:
    """Return the year a review is about: last year until 1 February, then this year."""
    day = today or clock.today()
    return day.year - 1 if day.month == 1 else day.year


def at_minute(stamp: str) -> str:
    """Return a UTC stamp of the journal as local wall time to the minute."""
    when = datetime.fromisoformat(stamp.replace("Z", "+00:00")).astimezone()
    return when.strftime("%Y-%m-%d %H:%M")
