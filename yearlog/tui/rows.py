"""The rows of a form: label, control, a quiet note of what was understood, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from yearlog.i18n import Both, Lang, t
from yearlog.kinds.field import Field
from yearlog.kinds.types import ChoiceType
from yearlog.kinds.values import Attachment, Place
from yearlog.tui.controls import (
    ChoiceControl,
    Control,
    LineControl,
    TagSuggester,
    TextControl,
)
from yearlog.tui.describe import Names
from yearlog.tui.places import PlaceControl
from yearlog.tui.words import Bilingual, Words, language

Ask = Callable[[str, bool], list[Place]]


def both(key: str) -> Both:
    """Return a message of the interface in both languages."""
    return Both(t("zh", f"tui.{key}"), t("en", f"tui.{key}"))


class Row(Vertical, Bilingual):
    """One field: label and control on a line, beneath it what is wrong."""

    DEFAULT_CSS = """
    Row { height: auto; }
    Row > Horizontal { height: auto; }
    Row .label { width: 19; height: 1; color: $quiet; padding: 0 1 0 0; }
    Row.-here .label { color: $seal; text-style: bold; }
    Row .note { display: none; width: auto; max-width: 50%; height: 1; color: $quiet; }
    Row .note { padding: 0 0 0 2; }
    Row .note.-said { display: block; }
    Row .wrong { display: none; height: auto; color: $seal; padding: 0 0 0 19; }
    Row.-wrong .wrong { display: block; }
    .-narrow Row .label { width: 16; }
    .-narrow Row .wrong { padding: 0 0 0 2; }
    .-narrow Row .note { max-width: 45%; }
    """

    def __init__(self, name: str, label: Both, control: Widget, *, required: bool = False) -> None:
        super().__init__()
        self.field = name
        self.label = label
        self.required = required
        self.widget = control
        assert isinstance(control, Control)
        self.control: Control = control
        self._wrong: Both | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line and what may stand beneath it."""
        with Horizontal():
            yield Words(self._said, classes="label")
            yield self.widget
            yield Static("", classes="note", markup=False)
        yield Static("", classes="wrong", markup=False)

    def on_mount(self) -> None:
        """Say label and help in the language of the app."""
        self.relabel(language(self.app))

    def on_descendant_focus(self) -> None:
        """Mark the row the cursor is in; a style sheet alone leaves marks behind."""
        self.add_class("-here")

    def on_descendant_blur(self) -> None:
        """Take the mark away."""
        self.remove_class("-here")

    def _said(self, lang: Lang) -> Content:
        mark = (" *", "$seal") if self.required else ""
        return Content.assemble(self.label.get(lang), mark)

    def relabel(self, lang: Lang) -> None:
        """Say what is wrong in ``lang``; label and control say themselves."""
        if isinstance(self.widget, Bilingual):
            self.widget.relabel(lang)
        if self._wrong:
            self.query_one(".wrong", Static).update(Content("! " + self._wrong.get(lang)))

    def say_wrong(self, wrong: Both | None) -> None:
        """Show what is wrong, or take it away."""
        self._wrong = wrong
        self.set_class(wrong is not None, "-wrong")
        said = "! " + wrong.get(language(self.app)) if wrong else ""
        self.query_one(".wrong", Static).update(Content(said))

    @property
    def is_wrong(self) -> bool:
        """Whether something wrong is shown."""
        return self._wrong is not None

    def note(self, text: str) -> None:
        """Show quietly what the words were understood as."""
        note = self.query_one(".note", Static)
        note.update(Content(text))
        note.set_class(bool(text), "-said")

    @property
    def target(self) -> Widget:
        """What takes the focus."""
        return self.widget.line if isinstance(self.widget, PlaceControl) else self.widget

    def enter(self) -> None:
        """Put the focus into the control."""
        self.target.focus()


def row_of(
    spec: Field,
    text: str,
    *,
    ask: Ask,
    names: Callable[[], Names | None],
    tags: list[str],
    hint: str = "",
) -> Row:
    """Return the row of a declared field; fields that begin with ``hint`` need one language."""
    widget: Widget
    kind = spec.type.widget
    if hint and spec.name.startswith(hint):
        spec = replace(spec, help=both("one_language"))
    elif not spec.help.en and not spec.required:
        spec = replace(spec, help=both("optional"))
    if isinstance(spec.type, ChoiceType):
        widget = ChoiceControl(spec.type.choices, text or spec.type.empty, both("nothing"))
    elif kind in ("airport", "place"):
        airports = kind == "airport"
        place = PlaceControl(
            spec.help, lambda typed: ask(typed, airports), names, airports=airports
        )
        place.line.value = text
        widget = place
    elif kind in ("prose", "lines"):
        widget = TextControl(spec.help, text)
    else:
        suggester = TagSuggester(tags) if kind == "tags" else None
        widget = LineControl(spec.help, text, suggester)
    return Row(spec.name, spec.label, widget, required=spec.required)


PHOTO_PARTS = ("path", "caption_zh", "caption_en", "alt_zh", "alt_en")


class PhotoRows(Vertical):
    """One photo: its file, and caption and description in both languages."""

    DEFAULT_CSS = "PhotoRows { height: auto; margin-bottom: 1; }"

    def __init__(self, number: int, texts: dict[str, str], kept: Attachment | None) -> None:
        super().__init__()
        self.number, self.texts, self.kept = number, texts, kept

    def compose(self) -> ComposeResult:
        """Lay out five lines."""
        for part in PHOTO_PARTS:
            control = LineControl(both(f"photo_{part}_help"), self.texts.get(part, ""))
            yield Row(f"photo:{self.number}:{part}", both(f"photo_{part}"), control)

    def part(self, name: str) -> str:
        """Return the words of one line."""
        rows = [row for row in self.query(Row) if row.field.endswith(f":{name}")]
        return rows[0].control.words() if rows else self.texts.get(name, "")
