"""The Markdown parser: CommonMark with tables, strikethrough, task lists, footnotes and Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, autolink, escape, image, link, newline
from markdown_it.token import Token

from yearlog.render.markup import delimiters, figures, footnotes
from yearlog.render.markup.trace import Trace, join_escapes, trace_of
from yearlog.text.source_map import normalise

_CITATION = re.compile(r"\[\^[^\s\[\]]+\]")
_URL_REST = re.compile(r"://[A-Za-z0-9._~:/?#@!$&'()+,;=%-]+")


@dataclass(slots=True)
class Document:
    """A parsed text.

    ``tokens`` are all block tokens in source order; ``body`` those outside definitions; ``notes``
    the notes that are cited, in the order of their numbers.
    """

    source: str
    tokens: list[Token]
    body: list[Token]
    definitions: list[footnotes.Definition]
    notes: list[footnotes.Cited]
    env: dict[str, Any]


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's signature
        """Take every link.

        Which addresses may be followed is decided on the tokens, so that a refused link is read
        as its text and not as its source.
        """
        return True


@cache
def parser(*, html: bool = False) -> MarkdownIt:
    """Return the one parser of this program.

    ``html=True`` lets inline tags through; it is only for reading back what stock parsers see.
    """
    md = _Markdown("commonmark", {"html": html, "inline_definitions": True})
    md.enable(["table", "strikethrough"])
    md.block.ruler.disable("html_block")
    footnotes.install(md)
    figures.install(md)
    md.core.ruler.at("inline", _inline)
    md.core.ruler.push("tasks", _tasks)
    rules = md.inline.ruler
    rules.at("emphasis", delimiters.emphasis)
    rules.at("strikethrough", delimiters.strikethrough)
    rules.at("newline", _newline)
    rules.at("escape", _escape)
    rules.at("link", _link)
    rules.at("image", _image)
    rules.at("autolink", _autolink)
    rules.at("linkify", _bare_url)
    rules.enable("linkify")
    if not html:
        rules.after("autolink", "angle", _angle)
    return md


def new_env(shown: figures.Figures | None = None) -> dict[str, Any]:
    """Return an environment for one parse; without ``shown``, placeholders are text."""
    return {"labels": set(), "trace": Trace(), "figures": shown}


def parse(source: str, shown: figures.Figures | None = None) -> Document:
    """Parse a text. Every inline token has its :class:`Trace` in ``meta["trace"]``.

    Raises what ``shown`` raises, and errors of :mod:`yearlog.text.placeholders`.
    """
    text = normalise(source)
    env = new_env(shown)
    tokens = parser().parse(text, env)
    body, definitions = footnotes.take_out(tokens)
    notes = footnotes.number(body, definitions)
    return Document(text, tokens, body, definitions, notes, env)


def _inline(state: StateCore) -> None:
    """Core rule: parse the inline tokens, each with a trace of its own."""
    for index, token in enumerate(state.tokens):
        if token.type == "inline":
            trace = state.env["trace"] = Trace()
            trace.unlinked = int(state.tokens[index - 1].type == "heading_open")
            children: list[Token] = []
            state.md.inline.parse(token.content, state.md, state.env, children)
            token.children = children
            token.meta["trace"] = trace


def _tasks(state: StateCore) -> None:
    """Core rule: make a check box of ``[ ] `` or ``[x] `` at the start of a list item."""
    lists: list[Token] = []
    for index, token in enumerate(state.tokens):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "inline" and state.tokens[index - 2].type == "list_item_open":
            box, text = token.content[:4], (token.children or [Token("", "", 0)])[0]
            if box in {"[ ] ", "[x] ", "[X] "} and text.content.startswith(box[:3]):
                lists[-1].attrSet("class", "contains-task-list")
                state.tokens[index - 2].attrSet("class", "task-list-item")
                text.content = text.content[3:]
                assert token.children is not None
                token.children.insert(0, Token("task", "input", 0, meta={"done": box != "[ ] "}))


def _newline(state: StateInline, silent: bool) -> bool:
    """Take a line break, and note what of the source it is."""
    start = state.pos
    if not newline(state, silent):
        return False
    if not silent and state.tokens[-1].type == "softbreak":
        base = trace_of(state).base
        begin = start - (state.src[start - 1] == " ")
        state.tokens[-1].meta = {"span": (base + begin, base + state.pos)}
    return True


def _escape(state: StateInline, silent: bool) -> bool:
    """Take a backslash escape; a backslash at the end of a line is two spaces to kramdown.

    Before a placeholder with full-width braces, which Markdown has no escape for, it goes too.
    """
    start = state.pos
    if state.src.startswith("\\｛", start) and figures.is_placeholder(state, start + 1):
        if not silent:
            trace = trace_of(state)
            trace.edits.append((trace.base + start, trace.base + start + 1, ""))
            state.pending += "｛"
        state.pos += 2
        return True
    if not escape(state, silent):
        return False
    if not silent and state.src[start + 1] == "\n":
        trace = trace_of(state)
        trace.edits.append((trace.base + start, trace.base + start + 1, "  "))
    return True


def _angle(state: StateInline, silent: bool) -> bool:
    """Never match; note a ``<`` that is text to us and would begin a tag elsewhere."""
    start = state.pos
    if not silent and state.src[start] == "<":
        after = state.src[start + 1 : start + 2]
        if after.isalpha() or after in {"/", "!", "?"} or figures.is_placeholder(state, start + 1):
            trace_of(state).escape(start)
    return False


def _bare_url(state: StateInline, silent: bool) -> bool:
    """Take an address written without markup; it ends before any character that is not ASCII.

    GitHub links such an address too, but lets it run on over Chinese text, emphasis and citations;
    so in portable text it stands in angle brackets.
    """
    colon = state.pos
    if silent or state.linkLevel or not state.src.startswith("://", colon):
        return False
    scheme = next((s for s in ("https", "http") if state.pending.endswith(s)), "")
    before = state.pending[: len(state.pending) - len(scheme)]
    if not scheme or (before[-1:].isascii() and before[-1:].isalnum()):
        return False
    found = _URL_REST.match(state.src, colon, state.posMax)
    rest = _without_tail(found[0]) if found else ""
    if len(rest) <= 3:
        return False
    trace = trace_of(state)
    start, end = trace.base + colon - len(scheme), trace.base + colon + len(rest)
    trace.edits += [(start, start + 1, "<h"), (end - 1, end, rest[-1] + ">")]
    state.pending = before
    opener = state.push("link_open", "a", 1)
    opener.attrs = {"href": state.md.normalizeLink(scheme + rest)}
    opener.info = "auto"
    state.push("text", "", 0).content = scheme + rest
    state.push("link_close", "a", -1)
    state.pos += len(rest)
    return True


def _without_tail(url: str) -> str:
    """Return an address without the punctuation and brackets of the sentence it stands in."""
    depth = 0
    for index, char in enumerate(url):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            url = url[:index]
            break
    return url.rstrip("?!.,:;_~'&")


def _autolink(state: StateInline, silent: bool) -> bool:
    """Take an address in angle brackets, and note where it stands."""
    start = state.pos
    if not autolink(state, silent):
        return False
    if not silent:
        state.tokens[-3].meta = {"at": trace_of(state).base + start}
    return True


def _link(state: StateInline, silent: bool) -> bool:
    """Take a link, and note what stands after its text: an address or a reference."""
    start, count = state.pos, len(state.tokens)
    if state.src[start] != "[":
        return False
    if not link(state, silent):
        if not silent and not _CITATION.match(state.src, start):
            _keep_from_linking(state, start)
        return False
    if not silent:
        end = state.pos
        label_end = _label_end(state, start)
        base = trace_of(state).base
        token = next(t for t in state.tokens[count:] if t.type == "link_open")
        token.meta = {
            "at": base + start,
            "tail": (base + label_end + 1, base + end),
            "inline": end > label_end + 1 and state.src[label_end + 1] == "(",
        }
        figures.cite_after_link(state, count)
    return True


def _label_end(state: StateInline, start: int) -> int:
    state.pos, position = start, state.pos
    end = parseLinkLabel(state, start)
    state.pos = position
    return end


def _keep_from_linking(state: StateInline, start: int) -> None:
    """Note brackets that are text to us, for a citation or link in them, and a link to others."""
    end = _label_end(state, start)
    if end < 0:
        return
    after = state.src[end + 1 : end + 2]
    if after == "(" or (after == "[" and "[" in state.src[start + 1 : end]):
        trace_of(state).escape(start, end)


def _image(state: StateInline, silent: bool) -> bool:
    """Take an image, and note its source; its alternative text is parsed by itself."""
    trace = trace_of(state)
    start, outer = state.pos, trace.base
    trace.base = outer + start + 2
    trace.unlinked += 1
    found = image(state, silent)
    trace.unlinked -= 1
    trace.base = outer
    if found and not silent:
        state.tokens[-1].meta = {"span": (outer + start, outer + state.pos)}
        join_escapes(state.tokens[-1].children or [])
    return found
