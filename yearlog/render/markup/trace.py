"""What the inline rules note down about one run of text, for rewriting it in its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from yearlog.text.source_map import Edit

if TYPE_CHECKING:
    from yearlog.render.markup.delimiters import Run
    from yearlog.render.markup.model import Shown


@dataclass(slots=True)
class Placed:
    """A figure: where its placeholder ``text`` stands, what it is shown as, and whether as a link.

    ``note`` is its citation, if any, which stands at the offset ``note_at``.
    """

    start: int
    end: int
    text: str
    shown: Shown
    linked: bool
    note_at: int
    note: Token | None = None


@dataclass(slots=True)
class Trace:
    """Offsets in the content of one inline token.

    ``base`` is where the text now parsed begins in it: alternative texts and inline notes are
    parsed by themselves. ``runs`` are the delimiter runs of the outermost text, ``edits`` what a
    stock parser needs to read the same. ``stock`` asks for the delimiters of a stock parser: 0 of
    CommonMark 0.31, 1 of earlier ones. ``figures`` are the figures in order; none is a link while
    ``unlinked`` is not 0.
    """

    base: int = 0
    stock: int | None = None
    runs: list[Run] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    figures: list[Placed] = field(default_factory=list)
    unlinked: int = 0

    def escape(self, *offsets: int) -> None:
        """Note that stock parsers need backslashes at ``offsets`` of the text now parsed."""
        self.edits += [(self.base + at, self.base + at, "\\") for at in offsets]


def trace_of(state: StateInline) -> Trace:
    """Return the trace of the inline token that is being parsed."""
    trace: Trace = state.env["trace"]
    return trace


def parse_part(state: StateInline, start: int, end: int) -> list[Token]:
    """Parse a part of the text by itself: an alternative text or an inline note."""
    trace = trace_of(state)
    outer = trace.base
    children: list[Token] = []
    trace.base = outer + start
    state.md.inline.parse(state.src[start:end], state.md, state.env, children)
    trace.base = outer
    join_escapes(children)
    return children


def join_escapes(children: list[Token]) -> None:
    """Make text of escaped characters, which the library does for the outermost text only."""
    for token in children:
        if token.type == "text_special":
            token.type = "text"
