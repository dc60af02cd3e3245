"""What can be done to an entry from wherever it is on show; every toast names the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yearlog.errors import YearlogError
from yearlog.i18n import other, t
from yearlog.tui.keeping import SAVING_MS

if TYPE_CHECKING:
    from yearlog.kinds.entry import Entry
    from yearlog.tui.app import YearlogApp

SOURCES = ("cli", "tui")
RECENT = 100
"""Steps among which the undo of another process is looked for: it is one of the newest."""


class EntryActions:
    """The actions that the year and the read view share."""

    @property
    def _home(self) -> YearlogApp:
        app: YearlogApp = self.app  # type: ignore[attr-defined]  # mixed into screens
        return app

    def current(self) -> Entry | None:
        """Return the entry that the actions are about."""
        raise NotImplementedError

    async def action_edit(self) -> None:
        """Open the form of the current entry."""
        entry = self.current()
        if entry is not None:
            await self._home.open_form(entry.kind, base=entry)

    def action_delete(self) -> None:
        """Delete the current entry without a question: undo brings it back."""
        from yearlog.actions import entries
        from yearlog.tui.describe import named

        entry = self.current()
        if entry is None or self._home.space is None:
            return
        try:
            entries.delete(self._home.space, [entry.id])
        except YearlogError as error:
            self._home.fail(error)
            return
        self._home.reload()
        self._home.say("deleted", what=named(entry, self._home.lang))

    def action_visibility(self) -> None:
        """Make the current entry public if it is private, and the other way about."""
        from yearlog.actions import entries
        from yearlog.tui.describe import named

        entry = self.current()
        if entry is None or self._home.space is None:
            return
        wanted = "public" if entry.visibility == "private" else "private"
        try:
            entries.set_visibility(
                self._home.space, "public" if wanted == "public" else "private", ids=[entry.id]
            )
        except YearlogError as error:
            self._home.fail(error)
            return
        self._home.reload(keep=entry.id)
        self._home.say(f"made_{wanted}", what=named(entry, self._home.lang))

    def action_undo(self) -> None:
        """Take back the newest change."""
        self._step(redo=False)

    def action_redo(self) -> None:
        """Bring back what was undone."""
        self._step(redo=True)

    def _step(self, *, redo: bool) -> None:
        """Undo or redo; what was not done here is named first, and done at the second press."""
        from yearlog.actions import entries
        from yearlog.actions.history import told

        app = self._home
        if app.space is None:
            return
        try:
            if self._asks_first(redo=redo):
                return
            with app.space.journal.patience(SAVING_MS):
                batch = entries.redo(app.space) if redo else entries.undo(app.space)
        except YearlogError as error:
            app.fail(error)
            return
        app.asked = None
        app.reload()
        app.say("redone" if redo else "undone", what=told(batch, app.lang))

    def _asks_first(self, *, redo: bool) -> bool:
        """Name a step that another process did, once; return whether that was done now."""
        from yearlog.actions.entries import at_minute
        from yearlog.actions.history import told

        app = self._home
        assert app.space is not None
        journal = app.space.journal
        batch = journal.next_redo() if redo else journal.next_undo()
        if batch is None:
            return False
        done = batch
        if redo:  # who undid it is what matters
            found = (one for one in journal.batches(limit=RECENT) if one.target == batch.id)
            done = next((one for one in found if one.verb == "undo"), batch)
        wanted = ("redo" if redo else "undo", done.id)
        if done.id in journal.written or app.asked == wanted:
            return False
        app.asked = wanted
        who = t(app.lang, f"tui.source_{done.source}") if done.source in SOURCES else done.source
        app.say(
            "redo_elsewhere" if redo else "undo_elsewhere",
            long=True,
            what=told(batch, app.lang),
            who=who,
            when=at_minute(done.at),
        )
        return True

    def action_language(self) -> None:
        """Say everything in the other language."""
        self._home.switch_language(other(self._home.lang))

    def action_theme(self) -> None:
        """Turn paper to ink and ink to paper."""
        self._home.theme = "paper" if self._home.theme == "ink" else "ink"

    async def action_help(self) -> None:
        """Show all keys."""
        await self._home.open_help()
