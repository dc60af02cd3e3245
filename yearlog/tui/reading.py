"""An entry in full: every field with its label, the texts wrapped as Chinese asks, the captions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from yearlog.i18n import LANGS, Lang, other, t
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import fields_of
from yearlog.kinds.flight import Flight
from yearlog.kinds.spine import form_fields
from yearlog.kinds.types import MilestonesType
from yearlog.kinds.values import Airport, Text
from yearlog.text.width import display_width, pad
from yearlog.text.wrap import wrap
from yearlog.tui import describe
from yearlog.tui.commands import bindings, hints
from yearlog.tui.describe import Names
from yearlog.tui.doing import EntryActions
from yearlog.tui.lines import Line, LinesView
from yearlog.tui.words import Bilingual, KeyBar, language

if TYPE_CHECKING:
    from yearlog.tui.app import YearlogApp

MEASURE = 76
"""Columns of a comfortable line: 38 Chinese characters."""


def labelled(
    entry: Entry, lang: Lang, units: str = "km", names: Names | None = None
) -> list[tuple[str, str]]:
    """Return label and value of every field that holds something, texts and photos aside."""
    found: list[tuple[str, str]] = []
    for spec in form_fields(type(entry.details)):
        value = _value(entry, spec.name, lang, names)
        if value:
            found.append((spec.label.get(lang), value))
    told = entry.details
    if isinstance(told, Flight):
        if told.distance_km:
            far = describe.distance(told.distance_km, lang, units)
            found.append((t(lang, "tui.distance"), far))
        if told.duration_minutes:
            long = describe.duration(told.duration_minutes, lang)
            found.append((t(lang, "tui.duration"), long))
    return found


def _value(entry: Entry, name: str, lang: Lang, names: Names | None) -> str:
    if name == "starts_on":
        return describe.whole_date(entry, lang)
    if name == "place":
        place = entry.place
        return f"{place.name(lang)}  {describe.where(place, lang, names)}" if place else ""
    if name == "tags":
        return " ".join(f"#{tag}" for tag in entry.tags)
    if name == "visibility":
        return t(lang, f"tui.{entry.visibility}")
    return _own_value(entry, name, lang)


def _own_value(entry: Entry, name: str, lang: Lang) -> str:
    for spec in fields_of(type(entry.details)):
        if spec.name == name:
            value = getattr(entry.details, name)
            if isinstance(value, Airport):
                return _airport(value, lang)
            said = spec.type.show(value, lang)
            return said.replace("; ", "\n") if isinstance(spec.type, MilestonesType) else said
    return ""


def _airport(airport: Airport, lang: Lang) -> str:
    city = airport.city(lang)
    name = airport.name(lang)
    return " ".join(filter(None, (airport.code, name, "" if city in name else f"· {city}")))


def lines_of(
    entry: Entry, lang: Lang, width: int, units: str = "km", names: Names | None = None
) -> list[Line]:
    """Return an entry in full as lines of at most ``width`` columns."""
    room = min(width - 4, MEASURE)
    lines: list[Line] = [
        [],
        [(f"  {entry.meta.sign} ", "water"), (entry.meta.label.get(lang), "seal")],
    ]
    lines += [[("  " + line, "strong")] for line in wrap(entry.headline(lang), room)]
    lines.append([("  " + "─" * room, "rule")])
    pairs = labelled(entry, lang, units, names)
    label_width = max((display_width(label) for label, _ in pairs), default=0)
    for label, value in pairs:
        lines += _pair(label, value, label_width, room)
    for doubt in entry.details.doubts():
        told = wrap(doubt.said.get(lang), room - 2)
        signs = ["! "] + ["  "] * (len(told) - 1)
        lines += [
            [("  " + sign, "seal"), (line, "quiet")] for sign, line in zip(signs, told, strict=True)
        ]
    for code in (lang, other(lang)):
        lines += _text(entry.texts.get(code, Text()), entry, code, lang, room)
    return lines + _photos(entry, lang, room) + [[]]


def _pair(label: str, value: str, label_width: int, room: int) -> list[Line]:
    wrapped = wrap(value, max(room - label_width - 2, 10))
    heads = [pad(label, label_width)] + [" " * label_width] * (len(wrapped) - 1)
    return [
        [("  " + head + "  ", "quiet"), (line, "plain")]
        for head, line in zip(heads, wrapped, strict=True)
    ]


def _text(text: Text, entry: Entry, code: Lang, lang: Lang, room: int) -> list[Line]:
    title = text.title if text.title != entry.headline(lang) else ""
    if not title and not text.body:
        return []
    lines: list[Line] = [[]]
    if all(entry.texts.get(one, Text()).body for one in LANGS) or title:
        lines.append([("  " + t(lang, f"tui.in_{code}"), "quiet")])
    if title:
        lines += [[("  " + line, "strong")] for line in wrap(title, room)]
    for paragraph in text.body.rstrip("\n").splitlines():
        lines += _paragraph(paragraph, room)
    return lines


def _paragraph(paragraph: str, room: int) -> list[Line]:
    """Return a line of Markdown wrapped: quotes hang behind a bar, headings stand out."""
    if paragraph.startswith(">"):
        quoted = wrap(paragraph.lstrip("> "), room - 2)
        return [[("  │ ", "rule"), (line, "quiet")] for line in quoted]
    if paragraph.startswith("#"):
        return [[("  " + line, "strong")] for line in wrap(paragraph.lstrip("# "), room)]
    return [[("  " + line, "plain")] for line in wrap(paragraph, room)]


def _photos(entry: Entry, lang: Lang, room: int) -> list[Line]:
    lines: list[Line] = []
    for photo in entry.photos:
        if not lines:
            lines += [[], [("  " + t(lang, "tui.photos"), "quiet")]]
        caption = photo.caption.get(lang) or photo.caption.get(other(lang))
        alt = photo.alt.get(lang) or photo.alt.get(other(lang))
        said = caption or alt or t(lang, "tui.no_caption")
        lines += [[("  " + line, "plain")] for line in wrap(said, room)]
        about = f"{photo.filename}  {alt}" if caption and alt else photo.filename
        lines += [[("  " + line, "quiet")] for line in wrap(about, room)]
    return lines


class EntryView(LinesView, Bilingual, can_focus=True):
    """Shows one entry in full, or nothing."""

    DEFAULT_CSS = "EntryView { height: 1fr; width: 1fr; padding: 0 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.entry: Entry | None = None
        self.lang: Lang = "en"
        self.units = "km"
        self.names: Names | None = None

    def show(self, entry: Entry | None, lang: Lang) -> None:
        """Show an entry from its top."""
        fresh = entry is None or self.entry is None or entry.id != self.entry.id
        self.entry, self.lang = entry, lang
        if fresh:
            self.scroll_to(y=0, animate=False, immediate=True)
        self.rebuild()

    def relabel(self, lang: Lang) -> None:
        """Show the same entry in ``lang``."""
        self.show(self.entry, lang)

    def build(self, width: int) -> list[Line]:
        """Return the entry's lines."""
        if self.entry is None:
            return []
        return lines_of(self.entry, self.lang, width, self.units, self.names)


class ReadingScreen(EntryActions, Screen[None]):
    """One entry over the whole screen; j and k turn to the next and the one before."""

    BINDINGS: ClassVar = bindings("reading")

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry

    def compose(self) -> ComposeResult:
        """Lay out the entry above the keys."""
        yield EntryView(id="entry")
        yield KeyBar(hints("reading"))

    def on_mount(self) -> None:
        """Show the entry."""
        self.reload()
        self.query_one(EntryView).focus()

    def current(self) -> Entry | None:
        """Return the entry on show."""
        return self.entry

    def on_screen_resume(self) -> None:
        """Show what became of the entry while another screen lay over this one."""
        app: YearlogApp = self.app  # type: ignore[assignment]
        if all(one.id != self.entry.id for one in app.entries):
            self.action_close()
            return
        self.reload()

    def reload(self) -> None:
        """Show the entry as it is now; close if it is gone, but never from beneath another screen.

        What is typed on that one must stay, and closing would take it away instead.
        """
        app: YearlogApp = self.app  # type: ignore[assignment]
        found = [one for one in app.entries if one.id == self.entry.id]
        if not found:
            if self.is_active:
                self.action_close()
                app.say("gone_elsewhere")
            return
        self.entry = found[0]
        view = self.query_one(EntryView)
        view.units, view.names = app.units, app.names
        view.show(self.entry, language(app))

    def action_step(self, by: int) -> None:
        """Turn to another entry of the year."""
        app: YearlogApp = self.app  # type: ignore[assignment]
        ids = [one.id for one in app.entries]
        if self.entry.id not in ids:
            self.reload()
            return
        at = ids.index(self.entry.id) + by
        if 0 <= at < len(ids):
            self.entry = app.entries[at]
            app.timeline.go(at)
            self.reload()

    def action_close(self) -> None:
        """Go back to the year."""
        if self.is_active:  # Textual closes the screen on top, whichever is asked to close
            self.dismiss()
