"""The controls of a form, one for each way a declared field is filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, TextArea

from yearlog.i18n import Both, Lang
from yearlog.text.width import display_width
from yearlog.tui.words import Bilingual


class Control:
    """A widget that holds the words of one field."""

    def words(self) -> str:
        """Return what stands in the control."""
        raise NotImplementedError

    def fill(self, text: str) -> None:
        """Put ``text`` in the control without telling anyone."""
        raise NotImplementedError


class LineControl(Input, Control, Bilingual):
    """One line of words, with the field's help where it is empty."""

    DEFAULT_CSS = """
    LineControl, LineControl:focus {
        background: $background; padding: 0 1 !important; border: none; height: 1;
    }
    LineControl:focus { background: $panel; background-tint: $foreground 0%; }
    LineControl > .input--placeholder { color: $quiet; }
    """

    def __init__(
        self,
        help_text: Both,
        text: str = "",
        suggester: Suggester | None = None,
        *,
        replaced: bool = False,
    ) -> None:
        """``replaced`` selects the text on focus, so that typing takes its place."""
        super().__init__(text, compact=True, suggester=suggester, select_on_focus=replaced)
        self.help_text = help_text

    def relabel(self, lang: Lang) -> None:
        """Say the help in ``lang``."""
        self.placeholder = self.help_text.get(lang)

    def words(self) -> str:
        """Return the text."""
        return self.value

    def fill(self, text: str) -> None:
        """Put the text in."""
        with self.prevent(Input.Changed):
            self.value = text

    class LinesPasted(Message):
        """More than one line was pasted: ``rest`` did not fit into the control."""

        def __init__(self, rest: str) -> None:
            super().__init__()
            self.rest = rest

    def _on_paste(self, event: events.Paste) -> None:
        """Take the first line, and hand the others on so that nothing pasted is lost."""
        first, _, rest = event.text.strip("\r\n").replace("\r\n", "\n").partition("\n")
        if not rest:
            return
        event.prevent_default()
        event.stop()
        self.replace(first, *self.selection)
        self.post_message(self.LinesPasted(rest))

    class Left(Message):
        """Enter was pressed: on to the next field."""

    async def action_submit(self) -> None:
        """Go on to the next field."""
        self.post_message(self.Left())


class TagSuggester(Suggester):
    """Completes the last word with a tag that was used before."""

    def __init__(self, tags: Iterable[str]) -> None:
        super().__init__(case_sensitive=True)
        self.tags = tuple(tags)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the value with its last word completed, or None."""
        head, space, last = value.rpartition(" ")
        mark = "#" if last.startswith("#") else ""
        begun = last.removeprefix("#")
        taken = head.replace("#", "").split()
        for tag in self.tags:
            if begun and tag != begun and tag.startswith(begun) and tag not in taken:
                return f"{head}{space}{mark}{tag}"
        return None


class TextControl(TextArea, Control, Bilingual):
    """Several lines: Markdown, or one thing a line."""

    DEFAULT_CSS = """
    TextControl, TextControl:focus {
        background: $background; border: none; padding: 0 1; height: auto;
        min-height: 2; max-height: 12; scrollbar-size-vertical: 1;
    }
    TextControl:focus { background: $panel; }
    TextControl .text-area--placeholder { color: $quiet; }
    TextControl .text-area--cursor-line { background: $foreground 0%; }
    """

    def __init__(self, help_text: Both, text: str = "") -> None:
        self.help_text = help_text
        super().__init__(
            text, soft_wrap=True, compact=True, tab_behavior="focus", highlight_cursor_line=False
        )

    def relabel(self, lang: Lang) -> None:
        """Say the help in ``lang``."""
        self.placeholder = self.help_text.get(lang)

    def words(self) -> str:
        """Return the text."""
        return self.text

    def fill(self, text: str) -> None:
        """Put the text in."""
        with self.prevent(TextArea.Changed):
            self.text = text


class ChoiceControl(Widget, Control, Bilingual, can_focus=True):
    """All choices on one line with the chosen one in brackets; left and right move it.

    Where the line is too narrow, only the chosen one shows, between arrows.
    """

    BINDINGS: ClassVar = [
        Binding("left,h", "choose(-1)", show=False),
        Binding("right,l,space", "choose(1)", show=False),
        Binding("home", "choose(-99)", show=False),
        Binding("end", "choose(99)", show=False),
        Binding("enter", "leave", show=False),
    ]
    DEFAULT_CSS = """
    ChoiceControl { height: 1; width: 1fr; padding: 0 1; background: $background; }
    ChoiceControl:focus { background: $panel; }
    """

    class Changed(Message):
        """Another choice was made."""

    def __init__(self, choices: Mapping[str, Both], chosen: str, nothing: Both) -> None:
        super().__init__()
        self.codes = list(choices)
        self.labels = {code: label if any(label) else nothing for code, label in choices.items()}
        self.chosen = chosen if chosen in choices else self.codes[0]
        self._lang: Lang = "en"

    def relabel(self, lang: Lang) -> None:
        """Say the choices in ``lang``."""
        self._lang = lang
        self.refresh()

    def words(self) -> str:
        """Return the code of the chosen one."""
        return self.chosen

    def fill(self, text: str) -> None:
        """Choose a code."""
        if text in self.codes:
            self.chosen = text
            self.refresh()

    def render(self) -> Content:
        """Return the line."""
        said = [(code, self.labels[code].get(self._lang)) for code in self.codes]
        whole = sum(display_width(word) + 3 for _, word in said)
        if whole > self.content_size.width:
            word = self.labels[self.chosen].get(self._lang)
            at = f"  {self.codes.index(self.chosen) + 1}/{len(self.codes)}"
            return Content.assemble(
                ("‹ ", "$quiet"), (word, "bold"), (" ›", "$quiet"), (at, "$quiet")
            )
        parts = [
            (f"[{word}] ", "bold") if code == self.chosen else (f" {word}  ", "$quiet")
            for code, word in said
        ]
        return Content.assemble(*parts)

    def action_choose(self, by: int) -> None:
        """Choose the one before or after."""
        at = max(0, min(len(self.codes) - 1, self.codes.index(self.chosen) + by))
        if self.codes[at] != self.chosen:
            self.chosen = self.codes[at]
            self.refresh()
            self.post_message(self.Changed())

    def action_leave(self) -> None:
        """Go on to the next field."""
        self.post_message(LineControl.Left())

    def on_click(self, event: events.Click) -> None:
        """Choose the one that was clicked."""
        x = event.x - 1
        for code in self.codes:
            x -= display_width(self.labels[code].get(self._lang)) + 3
            if x < 0:
                self.action_choose(self.codes.index(code) - self.codes.index(self.chosen))
                return
