"""Widgets that say what they say in both languages, and change over at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App
from textual.content import Content, Span
from textual.events import Resize
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from yearlog.i18n import Lang, t
from yearlog.text.width import display_width
from yearlog.tui.commands import Command


class Bilingual:
    """A widget that can say everything anew in another language."""

    def relabel(self, lang: Lang) -> None:
        """Say everything in ``lang``."""
        raise NotImplementedError


def relabel_all(root: Widget, lang: Lang) -> None:
    """Say everything below ``root`` in ``lang``; nothing that was typed is touched."""
    if isinstance(root, Bilingual):
        root.relabel(lang)
    for widget in root.query("*"):
        if isinstance(widget, Bilingual):
            widget.relabel(lang)


class Words(Static, Bilingual):
    """A text that is made for a language."""

    def __init__(
        self,
        make: Callable[[Lang], str | Content],
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__("", id=id, classes=classes, markup=False)
        self.make = make

    def on_mount(self) -> None:
        """Say it in the language of the app."""
        self.relabel(language(self.app))

    def relabel(self, lang: Lang) -> None:
        """Say it in ``lang``."""
        self.update(self.make(lang))


def language(app: App[Any]) -> Lang:
    """Return the language of the interface."""
    lang: Lang = getattr(app, "lang", "en")
    return lang


class KeyBar(Static, Bilingual):
    """The bottom line: a few keys with their words, to be clicked as well."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; padding: 0 2; color: $quiet; background: $background; }
    KeyBar {
        link-style: none; link-color: $quiet; link-background: $background;
        link-style-hover: underline; link-color-hover: $foreground;
        link-background-hover: $background;
    }
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        super().__init__("", markup=False)
        self.commands = commands
        self._lang: Lang = "en"

    def on_mount(self) -> None:
        """Say the keys in the language of the app."""
        self.relabel(language(self.app))

    def on_resize(self, event: Resize) -> None:
        """Fit the keys to the width: the first ones stay, the help is always among them."""
        del event
        self.relabel(self._lang)

    def relabel(self, lang: Lang) -> None:
        """Say the keys in ``lang``."""
        self._lang = lang
        said = [(one, t(lang, f"tui.cmd_{one.name}")) for one in self.commands]
        gap = 3
        room = self.size.width or self.app.size.width - 4
        while len(said) > 2 and _width(said, gap) > room:
            if gap > 2:
                gap = 2
            else:
                del said[-2]
        self.update(_keys(said, gap))


def _width(said: Sequence[tuple[Command, str]], gap: int) -> int:
    return sum(display_width(f"{one.shown} {word}") + gap for one, word in said) - gap


def _keys(said: Sequence[tuple[Command, str]], gap: int) -> Content:
    text, spans = "", list[Span]()
    for one, word in said:
        start = len(text)
        text += f"{one.shown} {word}"
        if one.bound:
            spans.append(
                Span(start, len(text), Style.from_meta({"@click": f"screen.{one.action}"}))
            )
        spans.append(Span(start, start + len(one.shown), "bold $foreground"))
        text += " " * gap
    return Content(text.rstrip(), spans)
