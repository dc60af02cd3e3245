"""Rewriting emphasis that opens or closes for us but not in stock parsers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from markdown_it.token import Token

from yearlog.render.markup.delimiters import Run
from yearlog.render.markup.engine import parser
from yearlog.render.markup.trace import Trace
from yearlog.render.markup.visible import text_of
from yearlog.text.source_map import Edit, apply

_TAGS = {"strong": "strong", "em": "em", "s": "del"}
_WIDTHS = {"strong": 2, "em": 1, "s": 2}
_BRACKETS = dict(zip("（「『【《〈〔［｛“‘", "）」』】》〉〕］｝”’", strict=True))
_MOVABLE = frozenset("，。、；：？！…—～")


class Pair(NamedTuple):
    """An emphasised range: the tag, and where its opening and closing marks begin."""

    tag: str
    open: int
    close: int

    @property
    def width(self) -> int:
        """Return the length of each mark."""
        return _WIDTHS[self.tag]

    @property
    def marks(self) -> set[int]:
        """Return the offsets of all characters of both marks."""
        ends = (self.open, self.close)
        return {end + step for end in ends for step in range(self.width)}


def emphasis_edits(
    content: str,
    children: list[Token],
    env: dict[str, Any],
    joins: list[Edit],
    figures: list[Edit],
) -> list[Edit]:
    """Return the edits after which stock parsers emphasise the same words of ``content``.

    Punctuation is moved out of the marks where that reads the same, else tags take their place.
    ``children`` are the parsed tokens, ``env`` the environment of the parse; ``joins`` are the
    line breaks that will be dropped, after which a mark has other neighbours; ``figures`` write
    what figures are shown as.
    """
    trace: Trace = env["trace"]
    pairs = list(_pairs(children))
    edits = _tilde_edits(trace, pairs)
    changed = {end for start, stop, _ in joins for end in (start, stop)}
    changed |= {start for start, _, text in trace.edits if text.startswith("<")}
    changed |= {end for _, end, text in trace.edits if text.endswith(">")}
    unsafe = {run.at: run for run in trace.runs if _is_unsafe(run, changed)}
    if not unsafe:
        return edits
    if all(run.length <= 3 for run in trace.runs):
        gentle = edits + _gentle(content, pairs, list(unsafe.values()))
        if _reads_as(_signature(children), content, figures + gentle + trace.edits + joins, env):
            return gentle
    return edits + _firm(pairs, trace)


def _is_unsafe(run: Run, changed: set[int]) -> bool:
    """Whether stock parsers may take a run otherwise.

    They differ on runs above three, and beside the offsets ``changed`` a run gets a new neighbour:
    a joined line, an address put in angle brackets.
    """
    if run.marker == "~" and run.length != 2:
        return False
    ends = {run.at, run.at + run.length}
    return not run.portable or run.length > 3 or bool(ends & changed)


def _tilde_edits(trace: Trace, pairs: list[Pair]) -> list[Edit]:
    """Write tildes that are text as entities where GitHub would take them for marks.

    It strikes out between two single tildes, and an unmatched tilde there breaks the emphasis
    around it.
    """
    if len(trace.runs) < 2:
        return []
    struck = {at for pair in pairs if pair.tag == "s" for at in pair.marks}
    return [
        (run.at, run.at + run.length, "&#126;" * run.length)
        for run in trace.runs
        if run.marker == "~" and run.at not in struck
    ]


def _pairs(children: list[Token]) -> Iterator[Pair]:
    stack: list[tuple[str, int]] = []
    for token in children:
        name = token.type.removesuffix("_open").removesuffix("_close")
        if name in _TAGS:
            # Of a double mark the inner character carries the token.
            at = token.meta["at"]
            if token.nesting > 0:
                stack.append((name, at - 1 if name == "strong" else at))
            else:
                tag, start = stack.pop()
                yield Pair(tag, start, at)
        elif token.type == "footnote_ref" and "content" in token.meta:
            yield from _pairs(token.meta["content"])


def _gentle(content: str, pairs: list[Pair], runs: list[Run]) -> list[Edit]:
    """Change only the pairs that one of these ``runs`` opens or closes."""
    unsafe = {run.at + step for run in runs for step in range(run.length)}
    edits: list[Edit] = []
    for pair in pairs:
        if unsafe & pair.marks:
            edits += _moved(content, pair) or _tagged(pair)
    return edits


def _tagged(pair: Pair) -> list[Edit]:
    name, width = _TAGS[pair.tag], pair.width
    return [
        (pair.open, pair.open + width, f"<{name}>"),
        (pair.close, pair.close + width, f"</{name}>"),
    ]


def _moved(content: str, pair: Pair) -> list[Edit]:
    """Move punctuation at the end, and brackets around the whole, out of the marks."""
    start, end = pair.open + pair.width, pair.close
    while end > start and content[end - 1] in _MOVABLE:
        end -= 1
    while end - start > 2 and _BRACKETS.get(content[start]) == content[end - 1]:
        start, end = start + 1, end - 1
    inner = content[start:end]
    if not inner or not (inner[0].isalnum() and inner[-1].isalnum()):
        return []
    if any(char in "*_~`[]<\n" for char in inner):
        return []
    mark = content[pair.open : pair.open + pair.width]
    return [
        (pair.open, start, content[pair.open + pair.width : start] + mark),
        (end, pair.close + pair.width, mark + content[end : pair.close]),
    ]


def _firm(pairs: list[Pair], trace: Trace) -> list[Edit]:
    """Write every emphasis as tags, and every other mark with a backslash."""
    edits = [edit for pair in pairs for edit in _tagged(pair)]
    used = {at for pair in pairs for at in pair.marks}
    for run in trace.runs:
        if run.marker == "~":
            continue
        places = range(run.at, run.at + run.length)
        edits += [(at, at, "\\") for at in places if at not in used]
    return edits


def _signature(children: list[Token]) -> tuple[str, Counter[str]]:
    """Return the visible characters and how many emphases there are of each kind."""
    counts: Counter[str] = Counter()
    for token in children:
        if token.type.endswith("_open") and token.type.removesuffix("_open") in _TAGS:
            counts[_TAGS[token.type.removesuffix("_open")]] += 1
        elif token.type == "html_inline" and token.content.strip("<>") in _TAGS.values():
            counts[token.content.strip("<>")] += 1
    return "".join(text_of(children).split()), counts


def _reads_as(
    wanted: tuple[str, Counter[str]], content: str, edits: list[Edit], env: dict[str, Any]
) -> bool:
    """Whether parsers of both generations read the edited content as wanted."""
    text = apply(content, edits)
    md = parser(html=True)
    for generation in (0, 1):
        children: list[Token] = []
        md.inline.parse(text, md, {**env, "trace": Trace(stock=generation)}, children)
        if _signature(children) != wanted:
            return False
    return True
