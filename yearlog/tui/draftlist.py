"""The unsaved drafts in a list: go on with one, or put it aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen

from yearlog import kinds
from yearlog.actions.drafts import headline
from yearlog.i18n import Lang, other, t
from yearlog.text.width import display_width, pad, truncate
from yearlog.tui.commands import bindings, hints
from yearlog.tui.draftbar import kind_word, when
from yearlog.tui.lines import Line, LinesView
from yearlog.tui.words import Bilingual, KeyBar, Words

if TYPE_CHECKING:
    from yearlog.actions.drafts import Kept
    from yearlog.tui.app import YearlogApp


class DraftView(LinesView, Bilingual, can_focus=True):
    """One draft a line; those put aside stand at the end, in a word."""

    BINDINGS: ClassVar = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
    ]
    DEFAULT_CSS = "DraftView { height: auto; max-height: 12; padding: 0 1; }"

    class Opened(Message):
        """The draft under the cursor was clicked."""

    def __init__(self, drafts: list[Kept], aside: set[str], lang: Lang) -> None:
        super().__init__()
        self.drafts, self.aside, self.lang = drafts, aside, lang
        self.cursor = 0

    def relabel(self, lang: Lang) -> None:
        """Say the drafts in ``lang``."""
        self.lang = lang
        self.rebuild()

    def chosen_line(self) -> int:
        """Return the line of the cursor."""
        return self.cursor

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.cursor = max(0, min(self.cursor + by, len(self.drafts) - 1))
        self.rebuild()
        self.scroll_to(y=max(0, self.cursor - self.size.height + 1), animate=False)

    def on_click(self, event: events.Click) -> None:
        """Go on with the draft that was clicked."""
        at = event.y + self.scroll_offset.y
        if at < len(self.drafts):
            self.cursor = at
            self.post_message(self.Opened())

    def build(self, width: int) -> list[Line]:
        """Return a line for each draft."""
        words = [kind_word(one, self.lang) for one in self.drafts]
        times = [when(one) for one in self.drafts]
        aside = t(self.lang, "tui.aside")
        marks = [aside if one.id in self.aside else "" for one in self.drafts]
        wide = [max(map(display_width, column), default=0) for column in (words, times, marks)]
        room = max(8, width - 2 - 2 - wide[0] - 2 - 2 - wide[1] - (wide[2] and wide[2] + 2) - 1)
        lines: list[Line] = []
        for at, one in enumerate(self.drafts):
            sign = kinds.get(one.kind).KIND.sign if one.form else "·"
            said = truncate(headline(one, self.lang), room)
            tone = "quiet" if marks[at] else "plain"
            line: Line = [
                ("▸ " if at == self.cursor else "  ", "seal"),
                (sign + " ", "water"),
                (pad(words[at], wide[0]) + "  ", "quiet"),
                (pad(said, room), tone),
                ("  " + pad(times[at], wide[1], right=True), "quiet"),
            ]
            if wide[2]:
                line.append(("  " + pad(marks[at], wide[2]), "quiet"))
            lines.append(line)
        return lines


class DraftsScreen(ModalScreen["Kept | None"]):
    """The drafts over the lower part of the year."""

    BINDINGS: ClassVar = bindings("drafts")
    DEFAULT_CSS = """
    DraftsScreen { align: left bottom; background: $background 55%; }
    DraftsScreen #drafts-box { height: auto; background: $background; padding: 0 0 1 0; }
    DraftsScreen #drafts-title {
        height: 1; padding: 0 2 0 3; color: $seal; text-style: bold; text-wrap: nowrap;
        margin-bottom: 1;
    }
    """

    @property
    def _app(self) -> YearlogApp:
        app: YearlogApp = self.app  # type: ignore[assignment]
        return app

    def compose(self) -> ComposeResult:
        """Lay the list above the keys."""
        keeper = self._app.keeper
        with Vertical(id="drafts-box"):
            yield Words(self._heading, id="drafts-title")
            yield DraftView(keeper.listed(), keeper.discarded, self._app.lang)
        yield KeyBar(hints("drafts"))

    def _heading(self, lang: Lang) -> Content:
        title = t(lang, "tui.drafts_title")
        return Content.assemble((f"{title} ", "$seal"), ("─" * 400, "not bold $hairline"))

    def on_mount(self) -> None:
        """Let the keys go to the list."""
        view = self.query_one(DraftView)
        view.styles.height = max(1, min(12, len(view.drafts)))
        view.focus()

    def on_draft_view_opened(self) -> None:
        """Go on with the draft that was clicked."""
        self.action_open()

    def action_open(self) -> None:
        """Go on with the draft under the cursor."""
        view = self.query_one(DraftView)
        self.dismiss(view.drafts[view.cursor] if view.drafts else None)

    def action_discard(self) -> None:
        """Put the draft under the cursor aside, or take it back."""
        view = self.query_one(DraftView)
        if view.drafts:
            self._app.keeper.discard(view.drafts[view.cursor].id)
            view.rebuild()

    def action_close(self) -> None:
        """Go back to the year."""
        self.dismiss(None)

    def action_language(self) -> None:
        """Say everything in the other language."""
        self._app.switch_language(other(self._app.lang))

    async def action_help(self) -> None:
        """Show all keys."""
        await self._app.open_help()
