"""A line that completes places and airports, and keeps exactly the candidate that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from yearlog.i18n import Both, Lang, other
from yearlog.kinds.values import Place
from yearlog.text.width import pad, truncate
from yearlog.tui.controls import Control, LineControl
from yearlog.tui.describe import Names, region
from yearlog.tui.words import Bilingual, language

PAUSE = 0.06
"""Seconds without a key before the gazetteer is asked; it answers in a few milliseconds."""


class _PlaceLine(LineControl):
    """The line itself; while candidates show, their keys go to them."""

    KEYS: ClassVar = {
        "down": "down", "up": "up", "enter": "choose", "tab": "choose_and_go", "escape": "close",
    }  # fmt: skip

    class Asked(Message):
        """A key for the candidates was pressed."""

        def __init__(self, what: str) -> None:
            super().__init__()
            self.what = what

    async def _on_key(self, event: events.Key) -> None:
        picker = self.parent
        if event.key in self.KEYS and isinstance(picker, PlaceControl) and picker.open:
            event.stop()
            event.prevent_default()
            self.post_message(self.Asked(self.KEYS[event.key]))
            return
        await super()._on_key(event)


class _Candidates(OptionList, can_focus=False):
    """The list under the line, drawn over what lies below."""

    DEFAULT_CSS = """
    _Candidates, _Candidates:focus {
        display: none; overlay: screen; constrain: inside inflect;
        width: auto; max-width: 96%; height: auto; max-height: 8; text-wrap: nowrap;
        background: $panel; border: none; padding: 0; scrollbar-size-vertical: 1;
    }
    _Candidates > .option-list--option-highlighted {
        background: $seal; color: $background; text-style: bold;
    }
    """


class PlaceControl(Vertical, Control, Bilingual):
    """Type in either language; arrows move, Enter or Tab choose, Esc closes the list."""

    DEFAULT_CSS = "PlaceControl { height: 1; width: 1fr; }"

    def __init__(
        self,
        help_text: Both,
        ask: Callable[[str], list[Place]],
        names: Callable[[], Names | None],
        *,
        airports: bool,
    ) -> None:
        super().__init__()
        self.line = _PlaceLine(help_text)
        self.list = _Candidates(markup=False)
        self.ask, self.names, self.airports = ask, names, airports
        self.chosen: dict[str, Place] = {}
        """Candidates that were chosen, by the text that stands for them."""
        self._found: list[Place] = []
        self._timer: Timer | None = None

    class Chosen(Message):
        """A candidate was chosen; ``go`` says that the next field is wanted too."""

        def __init__(self, control: PlaceControl, go: bool) -> None:
            super().__init__()
            self.place_control = control
            self.go = go

    def compose(self) -> ComposeResult:
        """Lay out the line; the list comes with the first candidates."""
        yield self.line

    def relabel(self, lang: Lang) -> None:
        """Say the help in ``lang``."""
        self.line.relabel(lang)

    def words(self) -> str:
        """Return the text."""
        return self.line.value

    def fill(self, text: str) -> None:
        """Put the text in."""
        self.line.fill(text)

    def choose(self, place: Place) -> None:
        """Put a place in: its code, or its name in the language of the interface."""
        text = place.name(language(self.app))
        if self.airports:
            text = place.iata or place.icao or text
        self.chosen[text] = place
        self.fill(text)
        self.line.cursor_position = len(text)
        self.close()

    @property
    def open(self) -> bool:
        """Whether candidates show."""
        return self.list.is_mounted and bool(self.list.display)

    def close(self) -> None:
        """Put the candidates away."""
        self.list.display = False
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if self._timer is not None:
            self._timer.stop()
        if not event.value.strip():
            self.close()
            return
        self._timer = self.set_timer(PAUSE, self.complete)

    async def complete(self) -> None:
        """Ask for candidates and show them."""
        text = self.line.value.strip()
        if not self.line.has_focus or not text:
            return
        self._found = self.ask(text)
        if not self.list.is_mounted:
            await self.mount(self.list)
        self.list.clear_options()
        self.list.display = bool(self._found)
        if not self._found:
            return
        lang = language(self.app)
        room = max(30, min(self.app.size.width - self.line.region.x - 4, 84))
        self.list.styles.width = room + 2
        self.list.add_options([Option(self._line(place, lang, room)) for place in self._found])
        self.list.highlighted = 0

    def _line(self, place: Place, lang: Lang, room: int) -> Content:
        """Return code, both names and country on one line."""
        code = f"{place.iata or place.icao or '':5}" if self.airports else ""
        first, second = place.name(lang), place.name(other(lang))
        told = region(place, lang, self.names())
        left = room - len(code) - 7
        name = truncate(first, left * 2 // 5)
        second = truncate("" if second == first else second, left * 3 // 10)
        tail = truncate(told, max(left - left * 2 // 5 - left * 3 // 10, 8))
        return Content.assemble(
            (" " + code, "bold"),
            pad(name, left * 2 // 5) + "  ",
            pad(second, left * 3 // 10) + "  ",
            pad(tail, max(left - left * 2 // 5 - left * 3 // 10, 8)),
        )

    @on(_PlaceLine.Asked)
    def _key(self, event: _PlaceLine.Asked) -> None:
        event.stop()
        if event.what == "down":
            self.list.action_cursor_down()
        elif event.what == "up":
            self.list.action_cursor_up()
        elif event.what == "close":
            self.close()
        else:
            at = self.list.highlighted or 0
            self.choose(self._found[at])
            self.post_message(self.Chosen(self, event.what == "choose_and_go"))

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.choose(self._found[event.option_index])
        self.post_message(self.Chosen(self, go=False))

    @on(Input.Blurred)
    def _left(self) -> None:
        self.close()
