"""All keys of the part of the interface that is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import ModalScreen

from yearlog.i18n import Lang, other, t
from yearlog.text.width import display_width, pad
from yearlog.text.wrap import wrap
from yearlog.tui.commands import Where, bindings, hints, listed
from yearlog.tui.lines import Line, LinesView
from yearlog.tui.words import Bilingual, KeyBar

if TYPE_CHECKING:
    from yearlog.tui.app import YearlogApp

ORDER: tuple[Where, ...] = ("year", "line", "form", "reading", "drafts")


class HelpView(LinesView, Bilingual, can_focus=True):
    """The list of keys, scrolled with the arrows."""

    DEFAULT_CSS = "HelpView { height: 1fr; padding: 0 1; background: $background; }"

    def __init__(self, lang: Lang) -> None:
        super().__init__()
        self.lang = lang

    def relabel(self, lang: Lang) -> None:
        """Say the keys in ``lang``."""
        self.lang = lang
        self.rebuild()

    def build(self, width: int) -> list[Line]:
        """Return the keys by screen, each with what it does."""
        lines: list[Line] = [[], [("  " + t(self.lang, "tui.help_title"), "strong")]]
        keys = max(display_width(command.shown) for where in ORDER for command in listed(where))
        for where in ORDER:
            name = t(self.lang, f"tui.where_{where}")
            rule = "─" * max(0, min(width, 76) - display_width(name) - 5)
            lines += [[], [("  " + name + " ", "seal"), (rule, "rule")]]
            for command in listed(where):
                said = t(self.lang, f"tui.help_{where}_{command.name}")
                wrapped = wrap(said, max(20, min(width, 76) - keys - 6))
                for at, text in enumerate(wrapped):
                    shown = pad(command.shown if at == 0 else "", keys)
                    lines.append([("  " + shown + "  ", "water"), (text, "plain")])
        for line in wrap(t(self.lang, "tui.help_line_grammar"), min(width - 4, 72)):
            lines.append([("  " + line, "quiet")])
        return lines


class HelpScreen(ModalScreen[None]):
    """The keys over the whole screen."""

    BINDINGS: ClassVar = bindings("help")
    DEFAULT_CSS = "HelpScreen { background: $background; }"

    def compose(self) -> ComposeResult:
        """Lay the list above the way back."""
        app: YearlogApp = self.app  # type: ignore[assignment]
        yield HelpView(app.lang)
        yield KeyBar(hints("help"))

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(HelpView).focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_language(self) -> None:
        """Say everything in the other language."""
        app: YearlogApp = self.app  # type: ignore[assignment]
        app.switch_language(other(app.lang))
