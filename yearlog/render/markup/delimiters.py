"""Emphasis and strikethrough that open and close beside Chinese punctuation."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markdown_it.common.utils import isMdAsciiPunct, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from yearlog.render.markup.figures import neighbours
from yearlog.render.markup.trace import trace_of
from yearlog.text.cjk import is_cjk


class Flanking(NamedTuple):
    """Whether a delimiter run can open and can close."""

    opens: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Run:
    """A run of one delimiter: where it stands and how each kind of parser takes it."""

    at: int
    length: int
    marker: str
    ours: Flanking
    stock: tuple[Flanking, Flanking]

    @property
    def portable(self) -> bool:
        """Whether stock parsers take this run as ours does."""
        return all(flanking == self.ours for flanking in self.stock)


def _is_punctuation(char: str, kinds: str) -> bool:
    return isMdAsciiPunct(ord(char)) or unicodedata.category(char)[0] in kinds


@lru_cache(maxsize=4096)
def _flanking(before: str, after: str, marker: str, kinds: str, *, cjk: bool = False) -> Flanking:
    """Apply the rules of CommonMark 0.31, section 6.2, to one run.

    ``kinds`` are the Unicode categories that are punctuation: P and S, or only P before 0.31.
    With ``cjk`` a neighbour that is CJK waives the rule about punctuation: in Chinese no space
    stands beside it.
    """
    space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    punct_before, punct_after = _is_punctuation(before, kinds), _is_punctuation(after, kinds)
    left = not space_after and (not punct_after or space_before or punct_before or cjk)
    right = not space_before and (not punct_before or space_after or punct_after or cjk)
    if marker == "_":
        return Flanking(left and (not right or punct_before), right and (not left or punct_after))
    return Flanking(left, right)


def _is_variation_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0e"


def _is_cjk_before(char: str, base: str) -> bool:
    """Whether the text before a run is CJK; a variation selector belongs to its base."""
    if "\U000e0100" <= char <= "\U000e01ef":
        return True
    if _is_variation_selector(char):
        return is_cjk(base) or (char == "\ufe01" and base in "‘’“”")
    return is_cjk(char)


def scan(state: StateInline) -> Run:
    """Return the delimiter run at the position of ``state``."""
    source, start, end = state.src, state.pos, state.posMax
    marker = source[start]
    stop = start
    while stop < end and source[stop] == marker:
        stop += 1
    before, after = neighbours(state, start, stop, portable=False)
    base = before
    if start > 1 and _is_variation_selector(before) and not source[start - 2].isspace():
        base = source[start - 2]
    stock = (
        _flanking(*neighbours(state, start, stop, portable=True), marker, "PS"),
        _flanking(*_across_tildes(state, start, stop), marker, "P"),
    )
    cjk = marker != "_" and (is_cjk(after) or _is_cjk_before(before, base))
    ours = _flanking(base, after, marker, "PS", cjk=cjk)
    return Run(trace_of(state).base + start, stop - start, marker, ours, stock)


def _across_tildes(state: StateInline, start: int, stop: int) -> tuple[str, str]:
    """Return the neighbours of a run as GitHub's parser sees them, which looks past tildes."""
    source, end = state.src, state.posMax
    if source[start] != "~":
        while start > 0 and source[start - 1] == "~":
            start -= 1
        while stop < end and source[stop] == "~":
            stop += 1
    return neighbours(state, start, stop, portable=True)


def emphasis(state: StateInline, silent: bool) -> bool:
    """Inline rule for ``*`` and ``_``: pushes each character as a possible delimiter."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    run = scan(state)
    _push(state, run, [marker] * run.length, run.length)
    return True


def strikethrough(state: StateInline, silent: bool) -> bool:
    """Inline rule for ``~~``.

    A single tilde is text, because it is written for ranges (10~20); so are three and more.
    """
    if silent or state.src[state.pos] != "~":
        return False
    run = scan(state)
    if run.length != 2:
        trace_of(state).runs.append(run)
        token = state.push("text", "", 0)
        token.content = "~" * run.length
        state.pos += run.length
    else:
        _push(state, run, ["~~"], 0)
    return True


def _push(state: StateInline, run: Run, parts: list[str], length: int) -> None:
    """Push delimiters; a ``length`` of 0 turns the rule of three off."""
    trace = trace_of(state)
    trace.runs.append(run)
    flanking = run.ours if trace.stock is None else run.stock[trace.stock]
    at = run.at
    for part in parts:
        token = state.push("text", "", 0)
        token.content = part
        token.meta = {"at": at}
        state.delimiters.append(
            Delimiter(
                marker=ord(run.marker),
                length=length,
                token=len(state.tokens) - 1,
                end=-1,
                open=flanking.opens,
                close=flanking.closes,
            )
        )
        at += len(part)
    state.pos += run.length
