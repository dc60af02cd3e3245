"""Three questions at the first start, each of which can be skipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Input

from yearlog import kinds
from yearlog.actions import tui_support as support
from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang, t
from yearlog.kinds.spine import VISIBILITY
from yearlog.kinds.values import Place
from yearlog.text.wrap import wrap
from yearlog.tui.controls import ChoiceControl, LineControl
from yearlog.tui.places import PlaceControl
from yearlog.tui.rows import Row, both
from yearlog.tui.words import Words

if TYPE_CHECKING:
    from yearlog.tui.app import YearlogApp

MOST_COLUMNS = 76
"""Of the questions; a longer line is hard to read."""

LANGUAGES = {"zh": Both("中文", "中文"), "en": Both("English", "English")}


class WelcomeScreen(Screen[None]):
    """Language, home, and who may see new entries."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar = [
        Binding("ctrl+s", "finish", show=False, priority=True, id="welcome.finish"),
        Binding("escape", "skip", show=False, id="welcome.skip"),
    ]
    DEFAULT_CSS = """
    WelcomeScreen #welcome { padding: 1 2 0 3; height: 1fr; }
    WelcomeScreen Words { height: auto; }
    WelcomeScreen .big { text-style: bold; margin-bottom: 1; }
    WelcomeScreen .question { margin-top: 1; color: $foreground; }
    WelcomeScreen .why { color: $quiet; }
    WelcomeScreen #each { display: none; height: auto; }
    WelcomeScreen #each.-open { display: block; }
    WelcomeScreen #welcome-keys { dock: bottom; height: 1; padding: 0 2 0 3; color: $quiet; }
    """

    @property
    def _app(self) -> YearlogApp:
        app: YearlogApp = self.app  # type: ignore[assignment]
        return app

    def compose(self) -> ComposeResult:
        """Lay the questions out below each other."""
        everyone = {**VISIBILITY, "each": both("visibility_each")}
        with VerticalScroll(id="welcome", can_focus=False):
            yield Words(_says("welcome"), classes="big")
            yield Words(_says("ask_language"), classes="question")
            yield Row(
                "language",
                both("language_label"),
                ChoiceControl(LANGUAGES, self._app.lang, both("nothing")),
            )
            yield Words(_says("ask_home"), classes="question")
            yield Words(_says("ask_home_why"), classes="why")
            yield Row("home", both("home_label"), self._home())
            yield Words(_says("ask_visibility"), classes="question")
            yield Words(_says("ask_visibility_why"), classes="why")
            yield Row(
                "visibility",
                both("visibility_label"),
                ChoiceControl(everyone, "private", both("nothing")),
            )
            with VerticalScroll(id="each", can_focus=False):
                for name in kinds.names():
                    control = ChoiceControl(VISIBILITY, "private", both("nothing"))
                    control.disabled = True
                    yield Row(f"visibility.{name}", kinds.get(name).KIND.plural, control)
        yield Words(_says("welcome_keys"), id="welcome-keys")

    def _home(self) -> PlaceControl:
        space = self._app.space
        assert space is not None
        return PlaceControl(
            both("home_help"),
            lambda text: support.candidates(space, text, airports=False),
            lambda: self._app.names,
            airports=False,
        )

    def on_mount(self) -> None:
        """Begin with the first question."""
        self.call_after_refresh(lambda: self._row("language").enter())

    def _row(self, name: str) -> Row:
        return next(row for row in self.query(Row) if row.field == name)

    @on(ChoiceControl.Changed)
    def _chosen(self) -> None:
        """Follow the choice of a language at once; open the kinds when each is to be asked."""
        lang = self._row("language").control.words()
        if lang != self._app.lang:
            self._app.switch_language("zh" if lang == "zh" else "en")
        each = self._row("visibility").control.words() == "each"
        self.query_one("#each").set_class(each, "-open")
        for name in kinds.names():
            self._row(f"visibility.{name}").widget.disabled = not each

    @on(Input.Changed)
    def _typed(self) -> None:
        """Take the complaint away: it was about other words."""
        self._row("home").say_wrong(None)

    @on(LineControl.Left)
    @on(PlaceControl.Chosen)
    def _next(self) -> None:
        """Go on; after the last question, begin."""
        rows = [row for row in self.query(Row) if not row.widget.disabled]
        focused = [row for row in rows if row.query("*:focus")]
        if focused and focused[-1] is rows[-1]:
            self.action_finish()
        else:
            self.focus_next()

    def action_finish(self) -> None:
        """Store the answers and begin."""
        shown = self._row("visibility").control.words()
        visibility = {
            name: self._row(f"visibility.{name}").control.words() if shown == "each" else shown
            for name in kinds.names()
        }
        home = self._row("home")
        assert isinstance(home.widget, PlaceControl)
        text = home.control.words().strip()
        lang = self._row("language").control.words()
        try:
            self._store(
                "zh" if lang == "zh" else "en", home.widget.chosen.get(text, text), visibility
            )
        except YearlogError as error:
            home.say_wrong(error.message)
            home.enter()

    def action_skip(self) -> None:
        """Begin without an answer; every setting keeps its default."""
        try:
            self._store(None, "", {})
        except YearlogError as error:
            self._app.fail(error)

    def _store(self, lang: Lang | None, home: str | Place, visibility: dict[str, str]) -> None:
        space = self._app.space
        assert space is not None
        support.welcome(space, language=lang, home=home, visibility=visibility)
        self._app.reload()
        self.dismiss()


def _says(key: str) -> Callable[[Lang], str]:
    # Broken here and as wide as the screen: at its edge the list above would be cut.
    return lambda lang: "\n".join(wrap(t(lang, f"tui.{key}"), MOST_COLUMNS))
