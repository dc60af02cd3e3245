"""The one-line entry: type, see beneath what was understood, Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input, Static

from yearlog.actions import entries as actions
from yearlog.actions import tui_support as support
from yearlog.actions.drafts import Kept
from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang, other, t
from yearlog.kinds.entry import Entry
from yearlog.text.width import display_width, pad, truncate
from yearlog.text.wrap import wrap
from yearlog.tui import describe
from yearlog.tui.commands import bindings, hints
from yearlog.tui.controls import LineControl
from yearlog.tui.keeping import SAVING_MS, Keeping
from yearlog.tui.reading import labelled
from yearlog.tui.words import Bilingual, KeyBar, Words, language

if TYPE_CHECKING:
    from yearlog.actions.workspace import Workspace
    from yearlog.tui.app import YearlogApp

PAUSE = 0.12
"""Seconds without a key before the line is read; reading takes a few milliseconds."""
MOST_LINES = 10


class LineScreen(Keeping, ModalScreen[list[Entry] | None], Bilingual):
    """An input at the bottom of the year; what was typed is kept at each pause."""

    BINDINGS: ClassVar = bindings("line")
    DEFAULT_CSS = """
    LineScreen { align: left bottom; background: $background 55%; }
    LineScreen #line-box { height: auto; background: $background; padding: 0 0 1 0; }
    LineScreen #line-title {
        height: 1; padding: 0 2 0 3; color: $seal; text-style: bold; text-wrap: nowrap;
    }
    LineScreen LineControl { margin: 0 2 0 2; }
    LineScreen #said { height: auto; min-height: 3; padding: 1 2 0 3; }
    """

    def __init__(self, kept: Kept | None = None) -> None:
        """``kept`` is a line to go on with."""
        super().__init__()
        self.kept = kept
        self._timer: Timer | None = None

    @property
    def _app(self) -> YearlogApp:
        app: YearlogApp = self.app  # type: ignore[assignment]
        return app

    @property
    def space(self) -> Workspace:
        """The open journal."""
        assert self._app.space is not None
        return self._app.space

    def compose(self) -> ComposeResult:
        """Lay out the line and the room beneath it."""
        example = Both(t("zh", "tui.example_flight"), t("en", "tui.example_flight"))
        with Vertical(id="line-box"):
            yield Words(self._heading, id="line-title")
            yield LineControl(example, self.kept.line if self.kept else "")
            yield Static("", id="said", markup=False)
        yield KeyBar(hints("line"))

    def _heading(self, lang: Lang) -> Content:
        title = t(lang, "tui.line_title")
        return Content.assemble((f"{title} ", "$seal"), ("─" * 400, "not bold $hairline"))

    def on_mount(self) -> None:
        """Take up the line that was kept."""
        self.begin_keeping(self.kept)
        line = self.query_one(LineControl)
        line.relabel(language(self.app))
        self.set_focus(line)
        self.read()

    def relabel(self, lang: Lang) -> None:
        """Say in ``lang`` what was understood."""
        del lang
        self.read()

    @property
    def typed(self) -> str:
        """The line as it stands."""
        return self.query_one(LineControl).value

    def snapshot(self) -> Kept | None:
        """Return the line as a draft; None if it is empty or not there yet."""
        if not self.query(LineControl):
            return self._kept
        if not self.typed.strip():
            return None
        return Kept(self.draft_id, "line", line=self.typed, year=self._app.year)

    @on(Input.Changed)
    def _changed(self) -> None:
        self.was_typed()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(PAUSE, self.read)

    def read(self) -> None:
        """Show what the line says so far; an unfinished line is no mistake yet."""
        said = self.query_one("#said", Static)
        lang = self._app.lang
        words = support.tokens(self.typed)
        if not words:
            said.update(Content.styled(t(lang, "tui.line_help"), "$quiet"))
            return
        try:
            found = actions.preview_line(self.space, words, year=self._app.year)
        except YearlogError as error:
            said.update(self._unfinished(error, lang))
            return
        said.update(self._understood(found, lang))

    def _unfinished(self, error: YearlogError, lang: Lang) -> Content:
        drafts = support.draft_of_line(self.space, self.typed, year=self._app.year)
        sentences = support.problems(error, drafts[0].kind) if drafts else {"": error.message}
        sentence = next(iter(sentences.values())).get(lang)
        lines = "\n".join(wrap(sentence, max(20, self.size.width - 6)))
        return Content.styled(lines, "$quiet")

    def _understood(self, found: list[Entry], lang: Lang) -> Content:
        parts: list[tuple[str, str]] = []
        for entry in found:
            kind = entry.meta
            parts += [
                (f"{kind.sign} ", "$water"),
                (f"{kind.label.get(lang)}  ", "$seal"),
                (truncate(entry.headline(lang), max(20, self.size.width - 24)), "bold"),
                ("\n", ""),
            ]
            if len(found) > 1:
                told = describe.row(entry, entry.starts_on.year, lang, self._app.units)
                parts.append((f"  {describe.whole_date(entry, lang)}  {told.figures}\n", "$quiet"))
        if len(found) == 1:
            parts += self._fields(found[0], lang)
        for doubt in (one for entry in found for one in entry.details.doubts()):
            lines = wrap(doubt.said.get(lang), max(20, self.size.width - 6))
            parts += [(line + "\n", "$quiet") for line in lines]
        return Content.assemble(*parts).rstrip()

    def _fields(self, entry: Entry, lang: Lang) -> list[tuple[str, str]]:
        pairs = labelled(entry, lang, self._app.units, self._app.names)
        pairs = [(label, value) for label, value in pairs if value.strip()]
        text, code = entry.text(lang)
        if text.body:
            pairs.append((t(lang, f"tui.in_{code}"), text.body))
        width = max((display_width(label) for label, _ in pairs), default=0)
        room = max(20, self.size.width - width - 8)
        parts: list[tuple[str, str]] = []
        for label, value in pairs[:MOST_LINES]:
            parts.append((pad(label, width) + "  ", "$quiet"))
            parts.append((truncate(value.replace("\n", " "), room) + "\n", ""))
        return parts

    # Leaving ------------------------------------------------------------------------------------

    @on(LineControl.Left)
    def _enter(self) -> None:
        """Store the line."""
        self.keep_now(aloud=False)
        try:
            words = support.tokens(self.typed)
            with self.space.journal.patience(SAVING_MS):
                stored = actions.add_line(self.space, words, year=self._app.year)
        except YearlogError as error:
            self._app.clear_notifications()  # they would stand before the sentence
            said = self.query_one("#said", Static)
            kinds_of = support.draft_of_line(self.space, self.typed, year=self._app.year)
            found = support.problems(error, kinds_of[0].kind) if kinds_of else {"": error.message}
            sentence = next(iter(found.values())).get(self._app.lang)
            lines = "\n".join(wrap("! " + sentence, max(20, self.size.width - 6)))
            said.update(Content.styled(lines, "$seal"))
            return
        self.stop_keeping(stored=True)
        self.dismiss(stored)

    @on(LineControl.LinesPasted)
    async def _pasted(self, event: LineControl.LinesPasted) -> None:
        """Open the form with the lines that do not fit as its text."""
        await self._expand(event.rest)

    async def action_expand(self) -> None:
        """Open the full form with all that was typed."""
        await self._expand("")

    async def _expand(self, rest: str) -> None:
        app = self._app
        forms = support.draft_of_line(self.space, self.typed, year=app.year)
        if not forms:
            return
        if len(forms) > 1:
            app.say("several_legs", n=len(forms))
            return
        form = forms[0]
        raw = dict(form.raw)
        if rest:
            name = f"body_{app.lang}"
            raw[name] = "\n".join(filter(None, (raw.get(name, ""), rest)))
        from yearlog.tui.form import FormScreen

        # The draft goes on as that of the form.
        self.keep_now(aloud=False)
        self.stop_keeping(stored=False)
        kept = Kept(self.draft_id, "line", support.Filled(form.kind, raw), year=app.year)
        await app.push_screen(FormScreen(form.kind, kept=kept), self._form_done)

    def _form_done(self, entry: Entry | None) -> None:
        """Close after the form that was opened from here."""
        self.dismiss([entry] if entry else None)

    def action_close(self) -> None:
        """Close; the line is kept."""
        self.stop_keeping(stored=False)
        self.dismiss(None)

    def action_language(self) -> None:
        """Say everything in the other language."""
        self._app.switch_language(other(self._app.lang))

    async def action_help(self) -> None:
        """Show all keys."""
        await self._app.open_help()
