"""The ways from the year to the other screens, and what is said when one of them stored something.

Each screen is imported when it is first opened; keys typed meanwhile wait until it is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from yearlog.errors import YearlogError
from yearlog.i18n import t

if TYPE_CHECKING:
    from yearlog.actions.drafts import Kept
    from yearlog.kinds.entry import Entry
    from yearlog.kinds.values import Place
    from yearlog.tui.app import YearlogApp


class Doors:
    """What the app can open."""

    learned: Mapping[str, Place] = MappingProxyType({})
    """The names that the form stored last has given a meaning for good, with the places."""

    @property
    def _home(self) -> YearlogApp:
        app: YearlogApp = self  # type: ignore[assignment]  # mixed into the app
        return app

    async def open_form(self, kind: str, *, base: Entry | None = None) -> None:
        """Open a form, new or of an entry, with what was typed in it and not saved."""
        app = self._home
        if app.space is None:
            return
        entry_id = base.id if base else None
        try:
            kept = app.keeper.newest(
                lambda one: one.form is not None and (one.kind, one.entry_id) == (kind, entry_id)
            )
            kept = app.keeper.take(kept) if kept else None
        except YearlogError as error:
            app.fail(error)
            return
        if kept is not None:
            await self._form_of(kept)
            return
        from yearlog.tui.form import FormScreen

        revision = 0
        if base is not None:
            found = self.entry_now(base.id)
            if found is None:
                return
            base, revision = found
        await app.push_screen(FormScreen(kind, base=base, revision=revision), self.stored)

    def entry_now(self, entry_id: str) -> tuple[Entry, int] | None:
        """Return an entry as it is in the journal with its revision, or say why that cannot be."""
        space = self._home.space
        assert space is not None
        try:
            # In this order: what is stored between the two is then no conflict, only seen early.
            revision = space.journal.revision(entry_id)
            return space.journal.entry(entry_id), revision
        except YearlogError as error:
            self._home.fail(error)
            return None

    async def open_line(self) -> None:
        """Open the one-line entry, with the line that was typed and not saved."""
        app = self._home
        if app.space is None:
            return
        try:
            kept = app.keeper.newest(lambda one: one.form is None)
            kept = app.keeper.take(kept) if kept else None
        except YearlogError as error:
            kept = None
            app.fail(error)
        await self._line_of(kept)

    async def open_drafts(self) -> None:
        """Go on with the draft there is; of several, let one be chosen."""
        app = self._home
        if app.space is None:
            return
        try:
            found = app.keeper.listed()
        except YearlogError as error:
            app.fail(error)
            return
        if not found:
            app.say("no_drafts")
        elif len(found) == 1:
            await self.open_draft(found[0])
        else:
            from yearlog.tui.draftlist import DraftsScreen

            await app.push_screen(DraftsScreen(), self.open_draft)

    async def open_draft(self, kept: Kept | None) -> None:
        """Go on with a draft; its year is shown, since its dates may be read by it."""
        app = self._home
        if kept is None:
            app.reload()
            return
        try:
            found = app.keeper.take(kept)
        except YearlogError as error:
            app.fail(error)
            return
        if found is None:
            app.reload()
            app.say("draft_gone")
            return
        app.keeper.discarded.discard(found.id)
        if found.year and found.year != app.year:
            app.turn_to(found.year)
        if found.form is None:
            await self._line_of(found)
        else:
            await self._form_of(found)

    async def _form_of(self, kept: Kept) -> None:
        from yearlog.actions import drafts
        from yearlog.tui.form import FormScreen

        app = self._home
        assert app.space is not None
        try:
            base = drafts.as_opened(app.space, kept)
        except YearlogError as error:
            app.fail(error)
            return
        form = FormScreen(kept.kind, base=base, revision=kept.base, kept=kept)
        await app.push_screen(form, self.stored)

    async def _line_of(self, kept: Kept | None) -> None:
        from yearlog.tui.line import LineScreen

        await self._home.push_screen(LineScreen(kept), self.stored_line)

    async def open_help(self) -> None:
        """Show all keys of the screen that is open."""
        from yearlog.tui.help import HelpScreen

        await self._home.push_screen(HelpScreen())

    def stored(self, entry: Entry | None) -> None:
        """Show what a form stored, in its year, with the way back."""
        self.stored_line([entry] if entry else None)

    def stored_line(self, entries: list[Entry] | None) -> None:
        """Show what a line stored."""
        if not entries:
            self._home.show_drafts()
            return
        from yearlog.tui.describe import named, where

        first = entries[0]
        if not first.starts_on.year <= self._home.year <= first.last_day.year:
            self._home.year = first.starts_on.year
        self._home.reload(keep=first.id)
        lang = self._home.lang
        what = named(first, lang)
        if len(entries) > 1:
            what = t(lang, "tui.and_more", what=what, n=len(entries) - 1)
        more = [
            t(lang, "tui.learned", name=name, place=where(place, lang, self._home.names))
            for name, place in self.learned.items()
        ]
        more += [doubt.said.get(lang) for entry in entries for doubt in entry.details.doubts()]
        self.learned = {}
        self._home.say("saved", what=what, more=more, long=bool(more))
