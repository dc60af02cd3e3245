"""Mixed into the form and the line: what is typed is on disk at the next pause."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.timer import Timer

from yearlog import clock

if TYPE_CHECKING:
    from yearlog.actions.drafts import Kept
    from yearlog.errors import YearlogError
    from yearlog.tui.app import YearlogApp

PAUSE = 0.5
"""Seconds without a key before what was typed goes to disk."""
SAVING_MS = 3_000
"""How long saving waits for another process before it says that the journal is busy."""


class Keeping:
    """Writes a draft at each pause, on leaving a field and on leaving the screen.

    Only what differs from an empty screen is kept, and an emptied one takes its draft away. When
    the disk refuses, the words stay on the screen and in memory, and the app tries again.
    """

    draft_id = ""
    _pause: Timer | None = None
    _kept: Kept | None = None
    _done = False
    _refused: type[Exception] | None = None

    @property
    def _home(self) -> YearlogApp:
        app: YearlogApp = self.app  # type: ignore[attr-defined]  # mixed into screens
        return app

    def snapshot(self) -> Kept | None:
        """Return what is to be kept, or None if there is nothing."""
        raise NotImplementedError

    def begin_keeping(self, kept: Kept | None = None) -> None:
        """Write from now on under the draft that is gone on with, or under a new one."""
        self.draft_id = kept.id if kept else clock.new_id()
        self._kept = _timeless(kept)
        self._done = False
        self._home.keeper.open.add(self.draft_id)

    def was_typed(self) -> None:
        """Something changed: write it when the typing pauses."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self.keep_now)  # type: ignore[attr-defined]

    def keep_now(self, *, aloud: bool = True) -> bool:
        """Put what there is on disk; return whether it is safe there.

        A journal that is busy for a moment is no news: the app tries again by itself.
        """
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self._done or not self.draft_id:
            return True
        now = self.snapshot()
        # A purge of the entry elsewhere took the draft too, but not what is on the screen.
        if now == self._kept and (now is None or self._home.keeper.has(self.draft_id)):
            return self.draft_id not in self._home.keeper.waiting
        self._kept = now
        if now is None:
            self._home.keeper.drop(self.draft_id)
            return True
        error = self._home.keeper.keep(now)
        if error is None:
            self._refused = None
        elif aloud and not is_busy(error) and self._refused is not type(error):
            self._refused = type(error)
            self._home.fail(error)
        return error is None

    def stop_keeping(self, *, stored: bool) -> None:
        """The screen is left; ``stored`` says that what was typed needs no draft any more."""
        if not stored:
            self.keep_now(aloud=False)
        self._done = True
        if self._pause is not None:
            self._pause.stop()
        self._home.keeper.open.discard(self.draft_id)
        if stored and self._kept is not None:
            self._home.keeper.drop(self.draft_id)


def is_busy(error: YearlogError) -> bool:
    """Return whether a failure is but another process that is writing at the moment."""
    from yearlog.journal.errors import JournalBusy

    return isinstance(error, JournalBusy)


def _timeless(kept: Kept | None) -> Kept | None:
    """Return a draft as a snapshot gives it: without owner and time."""
    return replace(kept, owner="", at="") if kept else None
