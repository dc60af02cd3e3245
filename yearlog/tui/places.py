"""A line that completes places and airports, and keeps exactly the candidate that was chosen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from yearlog.actions.tui_support import Candidates
from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang, t
from yearlog.kinds.values import Place
from yearlog.places.answers import credit_of
from yearlog.text.wrap import wrap
from yearlog.tui.columns import laid_out
from yearlog.tui.controls import Control, LineControl
from yearlog.tui.describe import Names
from yearlog.tui.words import Bilingual, language

if TYPE_CHECKING:
    from yearlog.actions.geocoding import Inquiry
    from yearlog.tui.app import YearlogApp

ONLINE = "ctrl+o"
"""The one key that sends what is typed to a geocoder; typing sends nothing."""

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
        if event.key == ONLINE:
            event.stop()
            event.prevent_default()
            self.post_message(self.Asked("online"))
            return
        if event.key in self.KEYS and isinstance(picker, PlaceControl) and picker.open:
            event.stop()
            event.prevent_default()
            self.post_message(self.Asked(self.KEYS[event.key]))
            return
        if event.key == "down" and isinstance(picker, PlaceControl) and picker.wrong:
            event.stop()
            event.prevent_default()
            self.post_message(self.Asked("open"))
            return
        await super()._on_key(event)


class _Candidates(OptionList, can_focus=False):
    """The list under the line, drawn over what lies below."""

    DEFAULT_CSS = """
    _Candidates, _Candidates:focus {
        display: none; overlay: screen; constrain: inside inflect;
        width: auto; max-width: 100vw; height: auto; max-height: 11; text-wrap: nowrap;
        background: $panel; border: none; padding: 0; scrollbar-size-vertical: 1;
    }
    _Candidates > .option-list--option { padding: 0 1; }
    _Candidates > .option-list--option-highlighted {
        background: $seal; color: $background; text-style: bold;
    }
    """


class PlaceControl(Vertical, Control, Bilingual):
    """Type in either language; arrows move, Enter or Tab choose, Esc closes the list.

    Where several candidates are as good, none is marked until an arrow or Enter marks one: Tab
    goes on and takes none of them.

    Ctrl+O asks a geocoder for what is typed; it is offered where the gazetteer has nothing. Its
    answers stand above the gazetteer's; a line above them says who is asked, who answered, or
    what went wrong.
    """

    DEFAULT_CSS = "PlaceControl { height: 1; width: 1fr; }"

    def __init__(
        self,
        help_text: Both,
        ask: Callable[[str], Candidates],
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
        self.wrong = ""
        """What is wrong with the words, as it stands beneath them."""
        self.beneath: Callable[[], int] = lambda: 0
        """How many lines beneath the words the candidates leave free."""
        self._found: Sequence[Place] = ()
        self._said = ""
        """The line above the candidates: about a question that was sent, or could be."""
        self._offered = False
        """Whether all there is to see is that Ctrl+O could ask; no key but Ctrl+O answers that."""
        self._question = 0
        """The number of the question whose answer is waited for; a later key makes it another."""
        self._sent: dict[str, int] = {}
        """The texts that a geocoder is being asked for, with the question that waits for each."""
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
        """Whether candidates show, or the answer to a question."""
        return self.list.is_mounted and bool(self.list.display) and not self._offered

    def close(self) -> None:
        """Put the candidates away; an answer that is waited for is remembered, but not shown."""
        self._question += 1
        self.list.display = False
        self.screen.remove_class("-listing")
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._question += 1
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
        found = self.ask(text)
        lang = language(self.app)
        offered = not (found.places or self.airports or len(text) < 2 or "@" in text)
        said = t(lang, "tui.tied") if found.tied else ""
        if offered and "Ctrl+O" not in self.wrong:
            said = t(lang, "tui.online_offer")
        await self._show(found.places, said, marked=not found.tied)
        self._offered = not found.places

    def on_descendant_focus(self) -> None:
        """Show what could stand here in place of words that are wrong."""
        if self.wrong:
            self.call_after_refresh(self.complete)

    async def _show(self, found: Sequence[Place], said: str = "", *, marked: bool = True) -> None:
        """Show candidates, the first ``marked`` as the choice, below what is said of them."""
        self._found, self._said, self._offered = found, said, False
        if not self.list.is_mounted:
            await self.mount(self.list)
        self.list.clear_options()
        self.list.display = bool(found or said)
        self.screen.set_class(bool(self.list.display), "-listing")
        if not self.list.display:
            return
        lang = language(self.app)
        room = max(30, min(self.app.size.width - self.line.region.x - 5, 84))
        self.list.styles.offset = (0, self.beneath())
        self.list.styles.width = room + 3  # a space on either side, and a scrollbar
        if said:
            # The list does not wrap; a sentence may be longer than it is wide.
            told = Content.styled("\n".join(wrap(said, room)), "$quiet")
            self.list.add_option(Option(told, disabled=True))
        lines = laid_out(found, lang, self.names(), room, airports=self.airports)
        self.list.add_options([Option(line) for line in lines])
        self.list.highlighted = (1 if said else 0) if found and marked else None

    # Online ---------------------------------------------------------------------------------------

    def _inquire(self) -> None:
        """Send what is typed to the geocoder of the settings, unless the journal remembers."""
        from yearlog.actions.geocoding import Inquiry

        text = self.line.value.strip()
        app: YearlogApp = self.app  # type: ignore[assignment]
        if not text or app.space is None:
            return
        if self._sent.get(text) == self._question:
            return  # the key again, and the answer is on its way
        self.close()
        lang = language(app)
        inquiry = Inquiry(app.space, app.space.gazetteer, lang)
        sent = text in self._sent
        self._sent[text] = self._question
        if sent:
            self.run_worker(self._wait(inquiry, text, lang), group="online")
        else:
            self.run_worker(self._ask_online(inquiry, text, lang), group="online")

    async def _wait(self, inquiry: Inquiry, text: str, lang: Lang) -> None:
        """Say again who is being asked: the wait was left, and is wanted once more."""
        host = inquiry.geocoder.host
        await self._show(self.ask(text).places, t(lang, "tui.online_asking", host=host))

    async def _ask_online(self, inquiry: Inquiry, text: str, lang: Lang) -> None:
        """Ask in a thread, and show the answer if it is still wanted."""
        offline = [] if self.airports else list(self.ask(text).places)
        try:
            if self.airports:
                await self._show(offline, t(lang, "tui.online_not_airports"))
                return
            answer = inquiry.known(text)
            host = inquiry.geocoder.host
            if answer is None:
                await self._show(offline, t(lang, "tui.online_asking", host=host))
                places = await _in_thread(lambda: inquiry.ask(text))
                answer = inquiry.keep(text, places)
        except YearlogError as error:
            found, said = offline, error.get(lang)
        else:
            found = [*answer.places, *offline]
            named = dict.fromkeys(credit_of(place.source) for place in answer.places)
            said = t(lang, "tui.online_said", host=host, credit=" · ".join(named))
            if not answer.places:
                said = t(lang, "tui.online_nothing", host=host)
            if answer.not_kept is not None:
                said = f"{said} · {answer.not_kept.get(lang)}"
        finally:
            number = self._sent.pop(text)
        if number == self._question and self.line.has_focus:
            await self._show(found, said)

    @on(_PlaceLine.Asked)
    async def _key(self, event: _PlaceLine.Asked) -> None:
        event.stop()
        if event.what == "online":
            self._inquire()
        elif event.what == "open":
            await self.complete()
        elif event.what == "down":
            self.list.action_cursor_down()
        elif event.what == "up":
            self.list.action_cursor_up()
        elif event.what == "close":
            self.close()
        else:
            self._take(self.list.highlighted, go=event.what == "choose_and_go")

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take(event.option_index, go=False)

    def _take(self, at: int | None, *, go: bool) -> None:
        """Choose the candidate on a line of the list; without one, put the list away."""
        at = -1 if at is None else at - bool(self._said)
        if 0 <= at < len(self._found):
            self.choose(self._found[at])
            self.post_message(self.Chosen(self, go))
            return
        if self._found and not go:
            self.list.action_cursor_down()  # nothing is marked: this marks the first
            return
        self.close()
        if go:
            self.screen.focus_next()

    @on(Input.Blurred)
    def _left(self) -> None:
        self.close()


async def _in_thread(work: Callable[[], list[Place]]) -> list[Place]:
    """Wait for ``work`` in a thread that keeps nobody from quitting: a pool would be waited for."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[list[Place]] = loop.create_future()

    def settle(places: list[Place] | None, failure: Exception | None) -> None:
        if not done.done():
            if failure is not None:
                done.set_exception(failure)
            else:
                done.set_result(places or [])

    def run() -> None:
        places: list[Place] | None = None
        failure: Exception | None = None
        try:
            places = work()
        except Exception as error:  # noqa: BLE001  handed over to the task that waits
            failure = error
        with suppress(RuntimeError):  # the program has ended meanwhile
            loop.call_soon_threadsafe(settle, places, failure)

    threading.Thread(target=run, name="geocoder", daemon=True).start()
    return await done
