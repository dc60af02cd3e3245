"""The app: one open journal, the year on the screen, and the ways from one screen to the next."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual.app import App
from textual.notifications import SeverityLevel
from textual.screen import Screen

from yearlog import clock, i18n
from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang, t
from yearlog.text.wrap import wrap
from yearlog.tui.doors import Doors
from yearlog.tui.keeper import Keeper
from yearlog.tui.keeping import Keeping, is_busy
from yearlog.tui.safe import Steering
from yearlog.tui.themes import APP_CSS, INK, PAPER
from yearlog.tui.timeline import Timeline
from yearlog.tui.words import relabel_all
from yearlog.tui.year import YearScreen

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from yearlog.actions.drafts import Kept
    from yearlog.actions.workspace import Workspace
    from yearlog.kinds.entry import Entry
    from yearlog.tui.describe import Names

LOOK_EVERY = 1.0
"""Seconds between looks at whether another process has changed the journal."""
LOOKING_MS = 50
"""How long such a look waits for a process that is just writing: there is another in a second."""
TOAST_SECONDS = 6.0


class YearlogApp(Doors, App[None]):
    """A year at one's fingertips, in two languages."""

    CSS = APP_CSS
    TITLE = "yearlog"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (130, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012  as Textual declares it

    def __init__(
        self,
        space: Workspace | None = None,
        *,
        path: Path | None = None,
        lang: Lang | None = None,
    ) -> None:
        super().__init__()
        self.space: Workspace | None = None
        self._given, self._path, self._asked_lang = space, path, lang
        if space is not None and lang is not None:
            space.chosen_lang = lang
        self.lang: Lang = lang or (space.lang if space else i18n.from_locale())
        self.year = clock.today().year
        self.years: list[int] = []
        self.entries: list[Entry] = []
        self.units = "km"
        self.drafts: list[Kept] = []
        """What was typed and not saved, newest first, without what is open at the moment."""
        self.asked: tuple[str, int] | None = None
        """The step by someone else that a second press of its key undoes or redoes."""
        self.failure: Exception | None = None
        self._keeper: Keeper | None = None
        self._unkept = False
        self._said: Both | None = None
        self._stamp = 0
        self.told = ""
        """What was said last, in one piece."""
        self._backup_told: YearlogError | None = None
        self._steering = Steering()
        for theme in (PAPER, INK):
            self.register_theme(theme)
        self.theme = "paper" if os.environ.get("COLORFGBG", "")[-2:] in (";7", "15") else "ink"

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every line drawn goes through."""
        return [self._steering, *super().get_line_filters()]

    def get_default_screen(self) -> Screen[None]:
        """Return the year."""
        return YearScreen(id="_default")

    @property
    def year_screen(self) -> YearScreen:
        """The screen at the bottom of the stack."""
        screen = self.screen_stack[0]
        assert isinstance(screen, YearScreen)
        return screen

    @property
    def timeline(self) -> Timeline:
        """The timeline of the year."""
        return self.year_screen.query_one(Timeline)

    @property
    def names(self) -> Names | None:
        """What names countries and divisions."""
        return self.space.gazetteer if self.space else None

    @property
    def keeper(self) -> Keeper:
        """What keeps drafts; there is one as soon as the journal is open."""
        if self._keeper is None:
            assert self.space is not None
            self._keeper = Keeper(self.space)
        return self._keeper

    # The journal --------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Paint first, then open the journal."""
        self.call_after_refresh(self._open)

    def _open(self) -> None:
        from yearlog.actions import glance
        from yearlog.actions.workspace import Workspace

        try:
            self.space = self._given or Workspace.open(
                self._path, lang=self._asked_lang, source="tui"
            )
            self.year = glance.opening_year(self.space)
            ask = glance.first_run(self.space)
            if self.space.lang != self.lang:
                self.lang = self.space.lang
                relabel_all(self.screen, self.lang)
            self.reload()
        except YearlogError as error:
            self.failure = error
            self.exit(return_code=error.exit_code)
            return
        self.set_interval(LOOK_EVERY, self.look)
        self._heed_signals()
        Thread(target=import_module, args=("yearlog.tui.form",), daemon=True).start()
        if ask:
            from yearlog.tui.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen())

    def on_unmount(self) -> None:
        """Let go of discarded drafts, and close the journal if it was opened here."""
        if self._keeper is not None:
            self._keeper.close()
        if self.space is not None and self._given is None:
            self.space.close()

    def reload(self, keep: str | None = None) -> None:
        """Read the year anew and show it; the cursor goes to ``keep`` or stays with its entry."""
        if self.space is None:
            return
        try:
            self._load()
        except YearlogError as error:
            self.fail(error)
            return
        self._show(keep)

    def _load(self) -> None:
        assert self.space is not None
        from yearlog.actions import glance

        # First, so that what is stored while the rest is read is seen at the next look.
        self._stamp = self.space.journal.stamp()
        self.units = self.space.setting("units")
        self.years = self.space.journal.years()
        self.entries = glance.year_entries(self.space, self.year)
        self.drafts = self.keeper.offered()

    def _show(self, keep: str | None = None) -> None:
        current = self.timeline.current
        self.year_screen.show(keep or (current.id if current else None))
        for screen in self.screen_stack[1:]:
            if hasattr(screen, "reload"):
                screen.reload()

    def show_drafts(self) -> None:
        """Read anew which drafts there are, and say so under the head of the year."""
        with suppress(YearlogError):
            self.drafts = self.keeper.offered()
        self.year_screen.show_drafts()

    def look(self) -> None:
        """Read the year anew if another process has changed the journal; show it if it differs.

        Drafts that the disk refused are tried again.
        """
        if self.space is None:
            return
        self.keeper.retry()
        try:
            with self.space.journal.patience(LOOKING_MS):
                if self.space.journal.stamp() == self._stamp:
                    return
                before = self._seen()
                self.space.forget()
                self._load()
        except YearlogError as error:
            if not is_busy(error) and error.message != self._said:
                self._said = error.message
                self.fail(error)
            return
        self._said = None
        for screen in self.screen_stack:
            if isinstance(screen, Keeping):
                screen.keep_now(aloud=False)
        if self._seen() != before:
            self._show()

    def _seen(self) -> tuple[object, ...]:
        return self.units, self.years, self.entries, self.drafts

    def turn_to(self, year: int, keep: str | None = None) -> None:
        """Show another year."""
        if 1 <= year <= 9999:
            self.year = year
            self.timeline.cursor = 0
            self.reload(keep=keep)

    def _handle_exception(self, error: Exception) -> None:
        """Remember what nobody foresaw, for `run` to raise once the terminal is itself again."""
        self.keep_all()
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without Textual's traceback; the command line says one sentence, or all of it."""
        self._close_messages_no_wait()

    # Leaving ------------------------------------------------------------------------------------

    def keep_all(self) -> None:
        """Put on disk what is typed on any open screen: the program is about to end."""
        for screen in self.screen_stack:
            if isinstance(screen, Keeping):
                with suppress(Exception):  # whatever else is wrong, the other screens are kept
                    screen.keep_now(aloud=False)

    async def action_quit(self) -> None:
        """Leave; if something typed cannot be put on disk, say so first and leave at the next."""
        if self._keeper is not None:
            self.keep_all()
            self._keeper.retry()
            if self._keeper.waiting and not self._unkept:
                self._unkept = True
                self.say("unkept")
                return
        self.exit()

    def _heed_signals(self) -> None:
        """Keep what is typed when the terminal is closed or the machine shuts down."""
        if self.is_headless or os.name != "posix":
            return
        loop = asyncio.get_running_loop()
        for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(one, self._told_to_end, 128 + one)

    def _told_to_end(self, return_code: int) -> None:
        self.keep_all()
        self.exit(return_code=return_code)

    # Saying -------------------------------------------------------------------------------------

    def say(
        self, key: str, *, long: bool = False, more: Sequence[str] = (), **values: object
    ) -> None:
        """Say one line at the bottom, in place of the one before; ``long`` gives time to read.

        ``more`` are sentences to say below it.
        """
        self.clear_notifications()
        seconds = TOAST_SECONDS * (2 if long else 1)
        self._tell("\n".join((t(self.lang, f"tui.{key}", **values), *more)), seconds)
        self._tell_of_backup()

    def _tell_of_backup(self) -> None:
        """Say once that the backup of the day could not be made; the change itself was."""
        failure = self.space.journal.backups.failure if self.space else None
        if failure is not None and failure is not self._backup_told:
            self._backup_told = failure
            self._tell(failure.get(self.lang), TOAST_SECONDS * 2, "warning")

    def fail(self, error: YearlogError) -> None:
        """Say what went wrong."""
        self.clear_notifications()
        self._tell(error.get(self.lang), TOAST_SECONDS * 2, "error")

    def _tell(self, text: str, seconds: float, severity: SeverityLevel = "information") -> None:
        """Show a notice, broken here as Chinese asks: left to itself it may lose its last line."""
        self.told = text
        room = max(20, self.size.width - 12)
        lines = [line for one in text.split("\n") for line in wrap(one, room)]
        self.notify("\n".join(lines), markup=False, timeout=seconds, severity=severity)

    def switch_language(self, lang: Lang) -> None:
        """Say everything in ``lang``, on every open screen; nothing typed is touched."""
        self.lang = lang
        if self.space is not None:
            self.space.chosen_lang = lang
        for screen in self.screen_stack:
            relabel_all(screen, lang)

    def action_help_quit(self) -> None:
        """Say how to leave: Ctrl+C copies."""
        self.say("how_to_quit")
