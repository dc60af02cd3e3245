"""The rows of a form: label, control, a quiet note of what was understood, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from yearlog.actions.tui_support import Candidates
from yearlog.i18n import Both, Lang, t
from yearlog.kinds.field import Field
from yearlog.kinds.types import ChoiceType
from yearlog.kinds.values import Attachment
from yearlog.text.wrap import wrap
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

NARROW = 80
"""Columns below which a complaint begins under the label."""

Ask = Callable[[str, bool], Candidates]


def both(key: str) -> Both:
    """Return a message of the interface in both languages."""
    return Both(t("zh", f"tui.{key}"), t("en", f"tui.{key}"))


class Complaint(Static):
    """What is wrong with a field, on the lines beneath it."""

    DEFAULT_CSS = """
    Complaint { height: auto; color: $seal; padding: 0 0 0 20; text-wrap: nowrap; }
    Complaint.-narrow { padding: 0 0 0 2; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)
        self.said = ""

    def say(self, text: str) -> None:
        """Show a sentence, broken where Chinese may be broken; nothing hides it."""
        self.said = text
        self.display = bool(text)
        narrow = self.app.size.width < NARROW
        self.set_class(narrow, "-narrow")
        room = self.app.size.width - (8 if narrow else 26)
        self.update(Content("\n".join(wrap(text, max(room, 20)))))

    def on_mount(self) -> None:
        """Break it for the width there is."""
        self.say(self.said)

    def on_resize(self) -> None:
        """Break it anew."""
        self.call_later(self.say, self.said)


class Other(Complaint):
    """What stands elsewhere in the place of a field's words, beneath it."""

    DEFAULT_CSS = "Other { color: $water; }"
    MOST = 4

    def say(self, text: str) -> None:
        """Show the first lines."""
        super().say(text)
        lines = str(self.content).splitlines()
        if len(lines) > self.MOST:
            self.update(Content("\n".join([*lines[: self.MOST - 1], "…"])))


class Doubted(Complaint):
    """What is assumed of a field or looks odd in it, quietly, on the lines beneath it."""

    DEFAULT_CSS = "Doubted { color: $quiet; }"


class Note(Static):
    """What the words of a field were understood as, at the end of its line.

    While candidates lie over the lines there is none: Textual cuts what lies above at the edges of
    what lies below, and a Chinese character in two is none.
    """

    DEFAULT_CSS = """
    Note { width: auto; max-width: 50%; height: 1; color: $quiet; padding: 0 0 0 2; }
    Note { text-wrap: nowrap; text-overflow: ellipsis; }
    Note.-nothing, .-listing Note { display: none; }
    """


class Row(Horizontal, Bilingual):
    """One field: label and control on a line; note and complaint come when there is one.

    A form has twenty rows: a widget more in each would be felt when it opens.
    """

    DEFAULT_CSS = """
    Row { height: auto; }
    Row .label { width: 19; height: 1; color: $quiet; padding: 0 1 0 0; }
    Row.-here .label { color: $seal; text-style: bold; }
    """

    def __init__(self, name: str, label: Both, control: Widget, *, required: bool = False) -> None:
        super().__init__(classes="-prose" if isinstance(control, TextControl) else "")
        self.field = name
        self.label = label
        self.required = required
        self.widget = control
        assert isinstance(control, Control)
        self.control: Control = control
        if isinstance(self.widget, PlaceControl):
            self.widget.beneath = self._said_beneath
        self._wrong: Both | None = None
        self._wrong_of = ""
        self._complaint: Complaint | None = None
        self._elsewhere: tuple[str, Both] | None = None
        self._other: Other | None = None
        self._note: Note | None = None
        self._doubt: Both | None = None
        self._doubtful = ""
        self._doubted: Doubted | None = None
        self.noted = ""
        """The note that is shown."""
        self._noted_of = ""

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        yield Words(self._said, classes="label")
        yield self.widget

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
        if isinstance(self.widget, PlaceControl):
            self.widget.wrong = self.complaint
        if self._complaint is not None:
            self._complaint.say(self.complaint)
        if self._other is not None:
            self._other.say(self.other)
        if self._doubted is not None:
            self._doubted.say(self.doubt)

    @property
    def complaint(self) -> str:
        """What is wrong, as it is shown, or an empty string."""
        return "! " + self._wrong.get(language(self.app)) if self._wrong else ""

    def say_wrong(self, wrong: Both | None) -> None:
        """Show what is wrong, or take it away."""
        self._wrong = wrong
        self._wrong_of = self.control.words()
        if isinstance(self.widget, PlaceControl):
            self.widget.wrong = self.complaint
            if wrong:
                self.widget.close()  # what it shows is of before
        if self._complaint is None and wrong and isinstance(self.parent, Widget):
            self._complaint = Complaint()
            self._complaint.said = self.complaint
            self.parent.mount(self._complaint, after=self)
        elif self._complaint is not None:
            self._complaint.say(self.complaint)

    def _said_beneath(self) -> int:
        """Return how many lines of complaint stand beneath the words."""
        shown = self._complaint is not None and self.is_wrong
        return self._complaint.size.height if shown and self._complaint else 0

    @property
    def other(self) -> str:
        """What stands elsewhere in place of these words, as it is shown, or an empty string."""
        if self._elsewhere is None:
            return ""
        lang = language(self.app)
        key, said = self._elsewhere
        return t(lang, f"tui.{key}", what=said.get(lang) or t(lang, "tui.emptied"))

    def say_other(self, key: str, said: Both) -> None:
        """Show beneath the field what stands elsewhere in its place: a message and its words."""
        self._elsewhere = (key, said)
        if self._other is None and isinstance(self.parent, Widget):
            self._other = Other()
            self._other.said = self.other
            self.parent.mount(self._other, after=self)
        elif self._other is not None:
            self._other.say(self.other)

    @property
    def doubt(self) -> str:
        """What is assumed of the words, as it is shown, or an empty string."""
        return self._doubt.get(language(self.app)) if self._doubt else ""

    def say_doubt(self, doubt: Both | None) -> None:
        """Show quietly beneath the field what is assumed of it, or take it away."""
        self._doubt = doubt
        self._doubtful = self.control.words()
        if self._doubted is None and doubt and isinstance(self.parent, Widget):
            self._doubted = Doubted()
            self._doubted.said = self.doubt
            self.parent.mount(self._doubted, after=self)
        elif self._doubted is not None:
            self._doubted.say(self.doubt)

    def was_changed(self) -> None:
        """Take away what was said of other words than there are now."""
        if self.is_wrong and self.control.words() != self._wrong_of:
            self.say_wrong(None)
        if self.noted and self.control.words() != self._noted_of:
            self.note("")
        if self._doubt is not None and self.control.words() != self._doubtful:
            self.say_doubt(None)

    @property
    def is_wrong(self) -> bool:
        """Whether something wrong is shown."""
        return self._wrong is not None

    def note(self, text: str) -> None:
        """Show quietly what the words, as they are now, were understood as."""
        self.noted = text
        self._noted_of = self.control.words()
        if self._note is None and text and self.is_mounted:
            self._note = Note(Content(text), markup=False)
            self.mount(self._note)
        elif self._note is not None:
            self._note.update(Content(text))
            self._note.set_class(not text, "-nothing")

    @property
    def target(self) -> Widget:
        """What takes the focus."""
        return self.widget.line if isinstance(self.widget, PlaceControl) else self.widget

    def enter(self) -> None:
        """Put the focus into the control; candidates show for a place that is wrong."""
        if self.target.has_focus and isinstance(self.widget, PlaceControl) and self.is_wrong:
            self.call_later(self.widget.complete)
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
        spec = spec._replace(help=both("one_language"))
    elif not spec.help.en and not spec.required:
        spec = spec._replace(help=both("optional"))
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
        widget = LineControl(spec.help, text, suggester, replaced=kind == "date")
    return Row(spec.name, spec.label, widget, required=spec.required)


PHOTO_PARTS = ("path", "caption_zh", "caption_en", "alt_zh", "alt_en")


class PhotoRows(Vertical):
    """One photo: its file, and caption and description in both languages."""

    DEFAULT_CSS = "PhotoRows { height: auto; margin-bottom: 1; }"

    def __init__(self, number: int, texts: dict[str, str], kept: Attachment | None) -> None:
        super().__init__()
        self.kept = kept
        self.rows = [
            Row(
                f"photo:{number}:{part}",
                both(f"photo_{part}"),
                LineControl(both(f"photo_{part}_help"), texts.get(part, "")),
            )
            for part in PHOTO_PARTS
        ]

    def compose(self) -> ComposeResult:
        """Lay out five lines."""
        yield from self.rows

    def part(self, name: str) -> str:
        """Return the words of one line."""
        return self.rows[PHOTO_PARTS.index(name)].control.words()
