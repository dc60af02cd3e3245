"""Removing entries for good, from the journal, its photos and, if asked, its backups."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from yearlog.actions import photos
from yearlog.actions.workspace import Workspace
from yearlog.kinds.entry import Entry


class Doomed(NamedTuple):
    """An entry that is to be purged, and how much goes with it."""

    entry: Entry
    versions: int
    photos: int
    drafts: int


class Purged(NamedTuple):
    """What was purged, the backups it was removed from, and those that still hold it."""

    ids: tuple[str, ...]
    cleaned: tuple[Path, ...]
    still: tuple[Path, ...]


def chosen(space: Workspace, wanted: Sequence[str], *, deleted: bool = False) -> list[Doomed]:
    """Return what a purge would remove: the entries named and, if asked, all deleted ones."""
    found = {
        entry.id: entry for entry in (space.journal.entry(one, deleted=True) for one in wanted)
    }
    if deleted:
        found |= {one.id: one for one in space.journal.every_entry() if one.deleted_at}
    drafts = [draft.entry_id for draft in space.journal.drafts.listed()]
    return [
        Doomed(
            entry,
            len(space.journal.versions(entry.id)),
            len(entry.photos),
            drafts.count(entry.id),
        )
        for entry in found.values()
    ]


def purge(space: Workspace, ids: Sequence[str], *, backups: bool = False) -> Purged:
    """Remove entries for good; from the backups of the journal too if asked."""
    gone = set(ids)
    plans = [
        plan._replace(chapters=tuple(one for one in plan.chapters if one not in gone))
        for plan in space.journal.plans()
        if gone & set(plan.chapters)
    ]
    remains = space.journal.purge(ids, plans)
    for sha in remains.photos:
        with suppress(OSError):
            photos.path_of(space.journal, sha).unlink()
    for entry_id in ids:
        for left in editor_files(space, entry_id):
            with suppress(OSError):
                left.unlink()
    cleaned = space.journal.purge_backups(ids) if backups else []
    return Purged(tuple(ids), tuple(cleaned), tuple(space.journal.backups_holding(ids)))


def editor_files(space: Workspace, entry_id: str) -> list[Path]:
    """Return what unfinished edits in the user's editor left of an entry."""
    path = space.journal.path
    return sorted(path.with_name(f"{path.stem}.drafts").glob(f"*{entry_id[-6:]}*"))
