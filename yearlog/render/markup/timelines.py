"""Tables that ask to be drawn as time lines: the head of their first column says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from yearlog.render.markup.model import Line, Row
from yearlog.render.markup.visible import text_of

HEADS = frozenset({"时间线", "时间轴", "時間線", "時間軸", "timeline", "time line"})
"""What the head of the first column is called in a table that is to be drawn."""


def of_table(tokens: Sequence[Token]) -> Line | None:
    """Return the rows of a table, given by its tokens, if it asks to be drawn."""
    if not tokens or tokens[0].type != "table_open":
        return None
    head, *rows = _rows(tokens)
    if head.cells[0].casefold() not in HEADS or not rows:
        return None
    cited = any(
        child.type in {"footnote_ref", "link_open"}
        for token in tokens
        for child in token.children or []
    )
    return Line(tuple(rows), cited=cited)


def of_body(tokens: Sequence[Token]) -> Iterator[Line]:
    """Yield the time lines among the top-level blocks of a text."""
    start, depth = 0, 0
    for index, token in enumerate(tokens):
        if depth == 0:
            start = index
        depth += token.nesting
        if depth == 0 and (found := of_table(tokens[start : index + 1])):
            yield found


def _rows(tokens: Sequence[Token]) -> list[Row]:
    rows: list[Row] = []
    for token in tokens:
        if token.type == "tr_open":
            line = token.map[0] + 1 if token.map else 0
            rows.append(Row(line, ()))
        elif token.type == "inline":
            words = " ".join(text_of(token.children or []).split())
            rows[-1] = rows[-1]._replace(cells=(*rows[-1].cells, words))
    return rows
