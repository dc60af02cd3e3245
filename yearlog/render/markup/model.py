"""What Markdown is rendered to: HTML with its notes and headings, or portable Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from yearlog.errors import YearlogError
from yearlog.text.placeholders import Wanted

ImageUrl = Callable[[str], str | None]
"""Takes the address of an image as the author wrote it (percent-decoded); returns the address to
show it from, a relative path or a ``data:`` URI, or None if it cannot be shown."""


class Shown(NamedTuple):
    """What a figure is shown as: its text, where its list is, how it was counted.

    All are plain text, not Markdown, on one line. ``text`` is not empty; without ``href``, or with
    one that a page may not hold, the figure is no link; a ``note`` becomes a footnote.
    """

    text: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A placeholder as typed, its line (from 1), and what it asks for or what is wrong with it."""

    text: str
    line: int
    wanted: Wanted | None
    error: YearlogError | None


Figure = Callable[[Wanted], Shown]
"""Says what a figure is shown as in the language of the text; raises YearlogError for none."""


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote that is cited.

    ``id`` is the id of its list item, ``backrefs`` the ids of its citations in reading order, and
    ``html`` sanitised HTML without the links back.
    """

    number: int
    id: str
    html: str
    backrefs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as shown: its level after the shift (1 to 6), its id, its text without markup."""

    level: int
    id: str
    text: str


class Row(NamedTuple):
    """A row of a table below its head: its line in the source, from 1, and its cells as text."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A table that asks to be drawn as a time line; ``cited`` if it has links or citations."""

    rows: tuple[Row, ...]
    cited: bool


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as sanitised HTML; ``blocks`` are its top-level blocks, which joined are ``html``.

    ``lines`` are the tables among them that ask to be drawn, by the place of their block.
    """

    html: str
    notes: tuple[Note, ...]
    headings: tuple[Heading, ...]
    blocks: tuple[str, ...]
    lines: Mapping[int, Line] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Portable:
    """A text as Markdown that stock parsers read the same way.

    ``body`` has no definitions, ``notes`` has only them, in the order of their numbers. Put each
    chapter's ``notes`` after its ``body`` and other parsers count like ours; ``next_note`` is the
    ``first_note`` of the next chapter.
    """

    body: str
    notes: str
    next_note: int
