"""The unsaved writing of this run: on disk after each pause, in memory while the disk refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from yearlog import clock
from yearlog.errors import YearlogError

if TYPE_CHECKING:
    from yearlog.actions.drafts import Kept
    from yearlog.actions.workspace import Workspace


class Keeper:
    """Keeps drafts, and knows which of them are open, discarded or not on disk yet.

    Nothing is thrown away before the program ends: what was discarded stays listed until then.
    """

    def __init__(self, space: Workspace) -> None:
        self.space = space
        self.waiting: dict[str, Kept] = {}
        """Drafts that the disk would not take yet, by id."""
        self.leaving: set[str] = set()
        """Ids of drafts that are done with, though still on disk: the journal was busy."""
        self.discarded: set[str] = set()
        self.open: set[str] = set()
        """Ids of the drafts that a form or the line on the screen is writing."""

    def keep(self, kept: Kept) -> YearlogError | None:
        """Put a draft on disk; if that fails it is held here, and the reason is returned."""
        from yearlog.actions import drafts

        self.discarded.discard(kept.id)
        try:
            drafts.keep(self.space, kept)
        except YearlogError as error:
            self.waiting[kept.id] = kept
            return error
        self.waiting.pop(kept.id, None)
        return None

    def has(self, draft_id: str) -> bool:
        """Return whether a draft is held here or on disk, as far as the disk can be asked."""
        if draft_id in self.waiting:
            return True
        try:
            return self.space.journal.drafts.get(draft_id) is not None
        except YearlogError:
            return False

    def drop(self, draft_id: str) -> None:
        """Take a draft away, now or as soon as the journal is free: what it held is stored."""
        from yearlog.actions import drafts

        self.waiting.pop(draft_id, None)
        self.discarded.discard(draft_id)
        self.leaving.add(draft_id)
        try:
            drafts.drop(self.space, draft_id)
        except YearlogError:
            return
        self.leaving.discard(draft_id)

    def retry(self) -> None:
        """Try once more what the disk refused."""
        for kept in list(self.waiting.values()):
            if self.keep(kept) is not None:
                return
        for draft_id in list(self.leaving):
            self.drop(draft_id)

    def discard(self, draft_id: str) -> None:
        """Put a draft aside, or take it back; it leaves the disk when the program ends."""
        self.discarded ^= {draft_id}

    def close(self) -> None:
        """Let go of what was discarded."""
        for draft_id in list(self.discarded):
            self.drop(draft_id)

    # Asking ---------------------------------------------------------------------------------------

    def listed(self) -> list[Kept]:
        """Return the drafts to go on with, newest first; discarded ones stand at the end."""
        stored = {kept.id: kept for kept in self._on_disk()}
        found = {**self.waiting, **stored, **self.waiting}
        away = self.open | self.leaving
        kept = [one for one in found.values() if one.id not in away]
        return sorted(kept, key=lambda one: one.id in self.discarded)

    def offered(self) -> list[Kept]:
        """Return what `listed` does, discarded ones left out."""
        return [one for one in self.listed() if one.id not in self.discarded]

    def newest(self, wanted: Callable[[Kept], bool]) -> Kept | None:
        """Return the newest draft on offer that is wanted."""
        return next((one for one in self.offered() if wanted(one)), None)

    def take(self, kept: Kept) -> Kept | None:
        """Make a draft this process's own and return it as it is now; None if it is gone.

        Of one that another process might still be writing a copy is taken.
        """
        from yearlog.actions import drafts

        if kept.id in self.waiting:
            return self.waiting[kept.id]
        found = drafts.still_offered(self.space, kept.id)
        if found is None or found.owner == drafts.owner():
            return found
        if drafts.is_written(found):
            found = replace(found, id=clock.new_id())
        self.keep(found)
        return found

    def _on_disk(self) -> list[Kept]:
        from yearlog.actions import drafts

        return drafts.offered(self.space)
