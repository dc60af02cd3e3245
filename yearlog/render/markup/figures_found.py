"""Which figures a text asks for."""

from __future__ import annotations

from bisect import bisect_right

from yearlog.errors import YearlogError
from yearlog.render.markup.engine import parse
from yearlog.render.markup.figures import Figures
from yearlog.render.markup.model import Found, Shown
from yearlog.text import placeholders
from yearlog.text.source_map import Lines, of_tokens


class _Any(Figures):
    """Takes everything in double braces."""

    def of(self, expression: str) -> Shown | None:  # noqa: ARG002 - the base's signature
        """Show nothing."""
        return Shown("")


def figures_in(source: str) -> tuple[Found, ...]:
    """Find the placeholders of one text; see :func:`yearlog.render.markup.figures_in`."""
    document = parse(source, _Any(None))
    lines = Lines(document.source)
    maps = of_tokens(lines, document.tokens)
    return tuple(
        _found(placed.text, bisect_right(lines.starts, at(placed.start)))
        for index, at in maps.items()
        for placed in document.tokens[index].meta["trace"].figures
    )


def _found(text: str, line: int) -> Found:
    try:
        return Found(text, line, placeholders.parse(text), None)
    except YearlogError as error:
        return Found(text, line, None, error)
