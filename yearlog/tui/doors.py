"""The ways from the year to the other screens, and what is said when one of them stored something.

Each screen is imported when it is first opened; keys typed meanwhile wait until it is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yearlog.i18n import t

if TYPE_CHECKING:
    from yearlog.kinds.entry import Entry
    from yearlog.tui.app import YearlogApp


class Doors:
    """What the app can open."""

    @property
    def _home(self) -> YearlogApp:
        app: YearlogApp = self  # type: ignore[assignment]  # mixed into the app
        return app

    async def open_form(self, kind: str, *, base: Entry | None = None) -> None:
        """Open a form, new or of an entry; keys typed meanwhile wait until it is there."""
        if self._home.space is None:
            return
        from yearlog.tui.form import FormScreen

        await self._home.push_screen(FormScreen(kind, base=base), self.stored)

    async def open_line(self) -> None:
        """Open the one-line entry."""
        if self._home.space is None:
            return
        from yearlog.tui.line import LineScreen

        await self._home.push_screen(LineScreen(), self.stored_line)

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
            return
        from yearlog.tui.describe import named

        first = entries[0]
        if not first.starts_on.year <= self._home.year <= first.last_day.year:
            self._home.year = first.starts_on.year
        self._home.reload(keep=first.id)
        what = named(first, self._home.lang)
        if len(entries) > 1:
            what = t(self._home.lang, "tui.and_more", what=what, n=len(entries) - 1)
        self._home.say("saved", what=what)
