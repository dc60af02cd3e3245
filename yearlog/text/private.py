"""Removing what an author marked as private, ``%%…%%``, from a Markdown text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from yearlog.text.source_map import Lines, normalise, of_tokens

# Full-width signs come from an input method; they are as much a marker as the ASCII ones.
MARKER = re.compile("[%％]{2}")

_Span = tuple[int, int]


def strip_private(source: str) -> str:
    """Return ``source`` without its private spans, markers included.

    A span runs from one ``%%`` to the next, over lines, paragraphs, lists, headings and footnotes;
    an unclosed one hides everything to the end. ``%%`` inside a code span or code block is text.
    When a span itself holds code or a stray backtick there are two readings of where it ends: what
    either of them hides is removed. Citations whose definition was hidden are removed with it.
    Line ends come out as line feeds if anything is removed; else the text is returned unchanged.
    """
    if MARKER.search(source) is None:
        return source
    text = before = normalise(source)
    while spans := _union(_outside_code(text) + _one_by_one(text)):
        text = _cut(text, [_with_spaces(text, span) for span in spans])
    if text == before:
        return source
    return _without_lost_citations(before, text)


def _outside_code(text: str) -> list[_Span]:
    """Pair the markers that stand outside code, where code is found in the whole text."""
    code = code_spans(text)
    marks = [m.start() for m in MARKER.finditer(text) if not _touches(code, m.span())]
    if len(marks) % 2:
        marks.append(len(text))
    return [(a, min(b + 2, len(text))) for a, b in zip(marks[::2], marks[1::2], strict=True)]


def _one_by_one(text: str) -> list[_Span]:
    """Close each span at the very next marker, and look for code in what is then left."""
    spans: list[_Span] = []
    left, code, start, shift = text, code_spans(text), 0, 0
    while True:
        marks = MARKER.finditer(left, start)
        opener = next((m for m in marks if not _touches(code, m.span())), None)
        if opener is None:
            return spans
        start = opener.start()
        closer = MARKER.search(left, start + 2)
        if closer is None:
            return [*spans, (start + shift, len(text))]
        end = closer.end()
        spans.append((start + shift, end + shift))
        same = _leaves_code_alone(left, start, end)
        left = left[:start] + left[end:]
        shift += end - start
        if same:
            code = [(a, b) if b <= start else (a + start - end, b + start - end) for a, b in code]
        else:
            code = code_spans(left)


def _leaves_code_alone(text: str, start: int, end: int) -> bool:
    """Whether code stands where it stood once ``text[start:end]`` is taken out.

    True of words inside a line. It saves parsing the text again for each of many spans.
    """
    line = text.rfind("\n", 0, start) + 1
    around = text[start - 1 : start] + text[start:end] + text[end : end + 1]
    return (
        not set(around) & set("`~[]()<>\\|\t")
        and "\n" not in text[start:end]
        and bool(text[line:start].strip(" >*+-0123456789.)"))
    )


def _touches(code: list[_Span], span: _Span) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in code)


def _union(spans: list[_Span]) -> list[_Span]:
    merged: list[_Span] = []
    for a, b in sorted(spans):
        if merged and a <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(b, merged[-1][1]))
        else:
            merged.append((a, b))
    return merged


def _with_spaces(text: str, span: _Span) -> _Span:
    """Widen a span so that no double space and no space at the end of a line is left behind."""
    a, b = span
    if text[a - 1 : a] == " " and text[b : b + 1] == " ":
        return a, b + 1
    if text[b : b + 1] in {"", "\n"}:
        while text[a - 1 : a] == " ":
            a -= 1
    return a, b


def _cut(text: str, spans: list[_Span]) -> str:
    kept = []
    position = 0
    for a, b in spans:
        kept.append(text[position:a])
        position = b
    kept.append(text[position:])
    return "".join(kept)


_DEFINITION = re.compile(r"(?m)^[ \t>*+\-\d.)]*\[\^([^\s\]]+)\]:")


def _without_lost_citations(before: str, after: str) -> str:
    """Remove the citations of notes that were defined in ``before`` but no longer in ``after``."""
    defined = {m[1].casefold() for m in _DEFINITION.finditer(after)}
    lost = {m[1].casefold() for m in _DEFINITION.finditer(before)} - defined
    if not lost:
        return after
    code = code_spans(after)
    spans = [
        m.span()
        for m in re.finditer(r"\[\^([^\s\]]+)\]", after)
        if m[1].casefold() in lost and not _touches(code, m.span())
    ]
    return _cut(after, spans)


@cache
def _parser() -> Any:
    """Return a parser that notes where code stands; built once, on the first private span."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline, backtick, image
    from mdit_py_plugins.footnote import footnote_plugin

    def code_span(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not backtick(state, silent):
            return False
        if not silent and any(token.type == "code_inline" for token in state.tokens[count:]):
            base = state.env["base"]
            state.env["code"].append((base + start, base + state.pos))
        return True

    def alt_text(state: StateInline, silent: bool) -> bool:
        # The alternative text is parsed by itself, with offsets that begin at 0.
        outer = state.env["base"]
        state.env["base"] = outer + state.pos + 2
        found = image(state, silent)
        state.env["base"] = outer
        return found

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # The plugin's rule for definitions keeps an indented note from being taken for code.
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.inline.ruler.at("backticks", code_span)
    parser.inline.ruler.at("image", alt_text)
    parser.core.ruler.disable(["inline"])
    return parser


def _inside_fence(lines: Lines, token: Any) -> _Span:
    """Return the code of a fenced block: not what is written beside the fences.

    A closing fence with a marker after it does not close the block for a parser, but its author
    thought so.
    """
    first, last = token.map
    mark = re.escape(token.markup[0])
    closing = re.compile(rf"[ \t>]*{mark}{{{len(token.markup)},}}(?=[ \t]*[%％]{{2}})")
    for line in range(first + 1, last):
        if found := closing.match(lines.text(line)):
            return lines.ends[first], lines.starts[line] + found.end()
    return lines.ends[first], lines.ends[last - 1]


def code_spans(text: str) -> list[_Span]:
    """Return the (start, end) offsets of the code spans and code blocks of ``text``, in order.

    ``text`` is normalised (see :func:`yearlog.text.source_map.normalise`).
    """
    if "`" not in text and "~~~" not in text and "    " not in text and "\t" not in text:
        return []
    parser = _parser()
    env: dict[str, Any] = {}
    tokens = parser.parse(text, env)
    lines = Lines(text)
    maps = of_tokens(lines, tokens)
    found: list[_Span] = []
    for index, token in enumerate(tokens):
        if token.type == "code_block":
            found.append((lines.starts[token.map[0]], lines.ends[token.map[1] - 1]))
        elif token.type == "fence":
            found.append(_inside_fence(lines, token))
        elif index in maps:
            env["code"], env["base"] = [], 0
            parser.inline.parse(token.content, parser, env, [])
            found += [(maps[index](a), maps[index](b)) for a, b in env["code"]]
    return sorted(found)
