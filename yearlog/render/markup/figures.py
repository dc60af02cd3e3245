"""Figures in prose: the inline rule that shows a figure where ``{{ name }}`` stands.

A figure is put among the tokens as the text it is shown as, in a link or a span, so that all that
follows (anchors, line breaks, languages, counting) sees what a reader sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from yearlog.errors import YearlogError
from yearlog.render.markup.address import link_allowed
from yearlog.render.markup.model import Figure, Shown
from yearlog.render.markup.trace import Placed, trace_of
from yearlog.text.placeholders import PLACEHOLDER, parse

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MARKUP = re.compile(r"[\\`*_\[\]<>|&#]|^[().:]|!$")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_PIPE = re.compile(r"(?<!\\)\|")
_SHIELD = "\ufdd0"  # a noncharacter: no text means anything by it


class Figures:
    """What the figures of one text are shown as; each expression is asked for once.

    Without ``show`` an expression is shown as nothing, and what is no expression stays as typed.
    """

    def __init__(self, show: Figure | None) -> None:
        self._show = show
        self._known: dict[str, Shown | None] = {}

    def of(self, expression: str) -> Shown | None:
        """Return what an expression is shown as, None if it is text; raise what is wrong with it.

        A ``show`` that gives no text raises ValueError: it would move the words around it.
        """
        if expression not in self._known:
            self._known[expression] = self._ask(expression)
        return self._known[expression]

    def _ask(self, expression: str) -> Shown | None:
        if self._show is None:
            try:
                parse(expression)
            except YearlogError:
                return None
            return Shown("")
        shown = self._show(parse(expression))
        text = " ".join(shown.text.split())
        if not text:
            raise ValueError(f"no text for {expression}")
        return Shown(text, shown.href, " ".join(shown.note.split()))

    def typed(self, source: str) -> str:
        """Return ``source`` with what was shown typed in, code or not: for guessing a language."""
        return PLACEHOLDER.sub(lambda found: self._text(found[0]), source)

    def _text(self, expression: str) -> str:
        shown = self._known.get(expression)
        return expression if shown is None else shown.text


def install(md: MarkdownIt) -> None:
    """Add the rules. They do nothing unless ``env["figures"]`` is a :class:`Figures`."""
    md.inline.add_terminator_char("｛")
    md.inline.ruler.before("escape", "figure", _figure)
    md.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _at(env: Any, source: str, start: int, end: int) -> tuple[re.Match[str], Shown] | None:
    """Return the placeholder at ``start`` and what it is shown as."""
    figures: Figures | None = env.get("figures")
    if figures is None or (found := PLACEHOLDER.match(source, start, end)) is None:
        return None
    shown = figures.of(found[0])
    return None if shown is None else (found, shown)


def is_placeholder(state: StateInline, start: int) -> bool:
    """Whether a figure stands at ``start``."""
    return _at(state.env, state.src, start, state.posMax) is not None


def _figure(state: StateInline, silent: bool) -> bool:
    """Inline rule: take a placeholder, and push what it is shown as."""
    if state.src[state.pos] not in "{｛":
        return False
    found = _at(state.env, state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        _place(state, *found)
    state.pos = found[0].end()
    return True


def _place(state: StateInline, found: re.Match[str], shown: Shown) -> None:
    trace = trace_of(state)
    end = trace.base + found.end()
    placed = Placed(trace.base + found.start(), end, found[0], shown, _is_linked(state, shown), end)
    trace.figures.append(placed)
    if not shown.text:
        return
    if placed.linked:
        opener = state.push("link_open", "a", 1)
        opener.attrs = {"class": "figure-link", "href": shown.href}
        opener.info = "figure"
    else:
        state.push("figure_open", "span", 1).attrs = {"class": "figure"}
    state.push("text", "", 0).content = shown.text
    if placed.linked:
        state.push("link_close", "a", -1)
    else:
        state.push("figure_close", "span", -1)
    if shown.note:
        placed.note = _cite(state, shown.note, placed)


def _is_linked(state: StateInline, shown: Shown) -> bool:
    """Whether a figure is a link: not in a link, a heading or an alternative text."""
    trace = trace_of(state)
    return not (state.linkLevel or trace.unlinked) and link_allowed(shown.href)


def _cite(state: StateInline, note: str, placed: Placed) -> Token:
    """Push the citation of a note that every figure with the same note shares."""
    token = state.push("footnote_ref", "", 0)
    # No label of an author holds a line feed.
    token.meta = {
        "label": "\n" + note,
        "content": [Token("text", "", 0, content=note)],
        "figure": placed,
        "span": (placed.start, placed.end),
    }
    return token


def cite_after_link(state: StateInline, first: int) -> None:
    """Move the citations of figures in a link, the tokens from ``first`` on, behind it."""
    for token in state.tokens[first:]:
        if token.type == "footnote_ref" and "figure" in token.meta:
            moved = state.push("footnote_ref", "", 0)
            moved.meta = token.meta
            placed: Placed = token.meta["figure"]
            placed.note, placed.note_at = moved, trace_of(state).base + state.pos
            # The tokens keep their places, which delimiters know them by.
            token.type, token.meta = "text", {}


# Beside emphasis ---------------------------------------------------------------------------------


def neighbours(state: StateInline, start: int, stop: int, *, portable: bool) -> tuple[str, str]:
    """Return the characters before ``start`` and after ``stop``, a space where the text ends.

    Of a figure it is the character it is shown with there, or that of portable Markdown.
    """
    return _before(state, start, portable=portable), _after(state, stop, portable=portable)


def _before(state: StateInline, start: int, *, portable: bool) -> str:
    trace = trace_of(state)
    for placed in reversed(trace.figures):
        if placed.end - trace.base != start:
            break
        if placed.shown.text:
            text = written(placed) if portable else placed.shown.text
            # In a link the citation will be moved behind it.
            return "]" if portable and placed.note and not state.linkLevel else text[-1]
        start = placed.start - trace.base
    return state.src[start - 1] if start else " "


def _after(state: StateInline, stop: int, *, portable: bool) -> str:
    while (found := _at(state.env, state.src, stop, state.posMax)) is not None:
        shown = found[1]
        if shown.text:
            linked = portable and _is_linked(state, shown)
            return "[" if linked else (escape(shown.text) if portable else shown.text)[0]
        stop = found[0].end()
    return state.src[stop] if stop < state.posMax else " "


# In portable Markdown ----------------------------------------------------------------------------


def escape(text: str) -> str:
    """Return a shown text so that stock parsers read it as it is, whatever stands beside it."""
    return _MARKUP.sub(r"\\\g<0>", text).replace("~", "&#126;")


def written(placed: Placed) -> str:
    """Return a figure in portable Markdown, without its citation."""
    text = escape(placed.shown.text)
    if not placed.linked:
        return text
    href = re.sub(r"[\s<>\\]", "", placed.shown.href)
    return f"[{text}](<{href}>)" if re.search(r"[()]", href) else f"[{text}]({href})"


def guard(content: str, placed: Placed) -> int | None:
    """Return where a backslash keeps the text before a figure from making markup of it."""
    start = placed.start
    pattern = r"[!^]$" if placed.linked else r"&#?\w*$"
    found = re.compile(pattern).search(content[:start])
    if found is None:
        return None
    at = found.start()
    return at if (at - len(content[:at].rstrip("\\"))) % 2 == 0 else None


# In tables ---------------------------------------------------------------------------------------


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a table with the library's rule; a pipe of a figure parts no cells."""
    source = state.src
    if state.env.get("figures") is None:
        return table(state, start, end, silent)
    if "shielded" not in state.env:
        state.env["shielded"] = _shielded(source)
    shielded: str = state.env["shielded"]
    if shielded == source:
        return table(state, start, end, silent)
    before = len(state.tokens)
    state.src = shielded
    try:
        found = table(state, start, end, silent)
    finally:
        state.src = source
    for token in state.tokens[before:]:
        token.content = token.content.replace(_SHIELD, "|")
    return found


def _shielded(source: str) -> str:
    """Return ``source`` with other signs for the pipes of figures outside code, of one length."""
    if PLACEHOLDER.search(source) is None or _SHIELD in source:
        return source
    return "\n".join(_shielded_line(line) for line in source.split("\n"))


def _shielded_line(line: str) -> str:
    code = [found.span() for found in _CODE.finditer(line)]

    def one(found: re.Match[str]) -> str:
        if any(start < found.start() < end for start, end in code):
            return found[0]
        return _PIPE.sub(_SHIELD, found[0])

    return PLACEHOLDER.sub(one, line)
