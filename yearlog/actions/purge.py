"""Removing entries for good, from the journal, its photos and, if asked, its backups."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from yearlog import clock
from yearlog.actions import photos, trips
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.journal import purge as work
from yearlog.journal.beside import beside
from yearlog.journal.errors import UnknownEntry
from yearlog.journal.journal import plan_row
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import NO_TRIP


class Doomed(NamedTuple):
    """An entry that is to be purged, and how much goes with it."""

    entry: Entry
    versions: int
    photos: int
    drafts: int


class Purged(NamedTuple):
    """What was purged, the backups it was removed from, and the files that still hold it.

    ``unwritten`` is why the file of the journal could not be written anew: the entries are gone,
    but pages that earlier changes had freed may still hold words of theirs.
    """

    ids: tuple[str, ...]
    cleaned: tuple[Path, ...]
    still: tuple[Path, ...]
    unwritten: YearlogError | None = None


class Chosen(NamedTuple):
    """What a purge is about: entries to remove, and ids of which only the rest is to be removed."""

    doomed: list[Doomed]
    gone: list[str]


def chosen(space: Workspace, wanted: Sequence[str], *, deleted: bool = False) -> Chosen:
    """Return what a purge would remove: the entries named and, if asked, all deleted ones.

    An entry that was purged before may be named again, to clean backups or to finish.
    """
    found: dict[str, Entry] = {}
    gone: list[str] = []
    for one in wanted:
        try:
            entry = space.journal.entry(one, deleted=True)
        except UnknownEntry:
            before = work.purged(space.journal, one.strip().lower())
            if len(before) != 1:
                raise
            gone += before
        else:
            found[entry.id] = entry
    if deleted:
        found |= {one.id: one for one in space.journal.every_entry() if one.deleted_at}
    drafts = [draft.entry_id for draft in space.journal.drafts.listed()]
    doomed = [
        Doomed(
            entry,
            len(space.journal.versions(entry.id)),
            len(entry.photos),
            drafts.count(entry.id),
        )
        for entry in found.values()
    ]
    return Chosen(doomed, gone)


def purge(
    space: Workspace, ids: Sequence[str], *, gone: Sequence[str] = (), backups: bool = False
) -> Purged:
    """Remove entries for good; from the backups of the journal too if asked.

    ``gone`` are ids of entries that were purged before. What fails after the entries are gone does
    not stop the rest: photos, editor files and backups are cleaned all the same.
    """
    going = set(ids)
    plans = [
        plan_row(plan._replace(chapters=tuple(one for one in plan.chapters if one not in going)))
        for plan in space.journal.plans()
        if going & set(plan.chapters)
    ]
    pictures = work.purge_entries(space.journal, ids, plans, _heirs(space, going)) if ids else ()
    unwritten = work.rewrite(space.journal)

    def drop(sha: str) -> None:
        with suppress(OSError):
            photos.path_of(space.journal, sha).unlink()

    if pictures:
        work.drop_photos(space.journal, pictures, drop)
    every = [*ids, *gone]
    for entry_id in every:
        for left in editor_files(space, entry_id):
            with suppress(OSError):
                left.unlink()
    files = work.holding(work.copies_of(space.journal), every)
    cleaned = [path for path in files if backups and work.clean(path, every)]
    still = [path for path in files if path not in cleaned]
    return Purged(tuple(every), tuple(cleaned), tuple(still), unwritten)


def _heirs(space: Workspace, going: set[str]) -> list[Entry]:
    """Return the entries that take over what those to be purged say of their trips."""
    gone = [one for one in space.journal.entries(ids=going) if one.trip != NO_TRIP]
    left = trips.heirs(space, space.journal.entries(ids=going)) if gone else {}
    now = clock.stamp()
    return [
        replace(trips.inherit(one, left[one.id]), updated_at=now)
        for one in space.journal.entries(ids=left)
    ]


def editor_files(space: Workspace, entry_id: str) -> list[Path]:
    """Return what unfinished edits in the user's editor left of an entry."""
    return sorted(beside(space.journal.path, "drafts").glob(f"*{entry_id[-6:]}*"))
