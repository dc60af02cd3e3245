"""Where each character of a parsed Markdown line stands in the source it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

Edit = tuple[int, int, str]
"""Replace ``source[start:end]`` by a text."""


def normalise(source: str) -> str:
    """Return ``source`` with line feeds only and without NUL, as CommonMark reads it."""
    return source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


class Lines:
    """The start and end offsets of the lines of a normalised source; ends exclude the newline."""

    __slots__ = ("ends", "source", "starts")

    def __init__(self, source: str) -> None:
        self.source = source
        self.starts: list[int] = []
        self.ends: list[int] = []
        offset = 0
        for line in source.split("\n"):
            self.starts.append(offset)
            self.ends.append(offset + len(line))
            offset += len(line) + 1

    def text(self, line: int) -> str:
        """Return one line without its newline."""
        return self.source[self.starts[line] : self.ends[line]]


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Maps offsets in the content of an inline token to offsets in the source.

    ``pieces`` are (content start, content end, source start): a piece holds the characters that
    stand one after the other in both.
    """

    pieces: tuple[tuple[int, int, int], ...]

    def __call__(self, offset: int) -> int:
        """Return the source offset of the content offset ``offset``.

        An offset at the end of a line maps to the end of that line, one after its newline to the
        first visible character of the next.
        """
        for start, end, at in self.pieces:
            if offset <= end:
                return at + max(offset - start, 0)
        _, end, at = self.pieces[-1]
        return at + (end - self.pieces[-1][0])


def of_lines(lines: Lines, first: int, content: str) -> SourceMap:
    """Map the content of a paragraph or setext heading whose first source line is ``first``.

    A container (quote, list, footnote) only takes characters off the front of a line, so what is
    left is found from its end.
    """
    pieces = []
    start = 0
    parts = content.split("\n")
    for index, part in enumerate(parts):
        text = lines.text(first + index)
        if index == len(parts) - 1:
            text = text.rstrip()
        visible = part.lstrip(" \t")
        end = start + len(part)
        at = lines.starts[first + index] + len(text) - len(visible)
        pieces.append((end - len(visible), end, at))
        start = end + 1
    return SourceMap(tuple(pieces))


def of_heading(lines: Lines, line: int, content: str) -> SourceMap:
    """Map the content of a heading that begins with number signs."""
    at = lines.starts[line] + max(lines.text(line).rfind(content), 0)
    return SourceMap(((0, len(content), at),))


def of_cell(lines: Lines, line: int, content: str, after: int) -> tuple[SourceMap, int]:
    """Map the content of the next table cell at or after the offset ``after``.

    Returns the map and where to look for the cell that follows. In the source a pipe inside a
    cell is written with a backslash, but for those of a figure.
    """
    pattern = re.escape(content).replace(r"\|", r"\\?\|")
    found = re.compile(pattern).search(lines.source, after, lines.ends[line])
    begin = found.start() if found else after
    pieces = []
    start, at = 0, begin
    for part in content.split("|"):
        pieces.append((start, start + len(part), at))
        at += len(part)
        at += 2 if lines.source[at : at + 1] == "\\" else 1
        start += len(part) + 1
    return SourceMap(tuple(pieces)), (found.end() if found else after)


def of_tokens(lines: Lines, tokens: list[Any]) -> dict[int, SourceMap]:
    """Map every inline token of a block token list, by its index in the list."""
    maps: dict[int, SourceMap] = {}
    row_line = -1
    after = 0
    for index, token in enumerate(tokens):
        if token.type != "inline" or token.map is None:
            continue
        opener = tokens[index - 1]
        line = token.map[0]
        if opener.type in {"th_open", "td_open"}:
            if line != row_line:
                row_line, after = line, lines.starts[line]
            maps[index], after = of_cell(lines, line, token.content, after)
        elif opener.type == "heading_open" and opener.markup.startswith("#"):
            maps[index] = of_heading(lines, line, token.content)
        else:
            maps[index] = of_lines(lines, line, token.content)
    return maps


def apply(source: str, edits: list[Edit], start: int = 0, end: int | None = None) -> str:
    """Return ``source[start:end]`` after ``edits``; of overlapping edits the widest wins."""
    end = len(source) if end is None else end
    inside = [edit for edit in edits if start <= edit[0] and edit[1] <= end]
    inside.sort(key=lambda edit: (edit[0], edit[0] != edit[1], -edit[1]))
    out: list[str] = []
    position = start
    for first, last, text in inside:
        if first < position:
            continue
        out += (source[position:first], text)
        position = last
    out.append(source[position:end])
    return "".join(out)
