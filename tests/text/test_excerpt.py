"""The words around a hit fit a line, with the hit in the middle and nothing that breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.text.excerpt import excerpt
from yearlog.text.width import display_width


@pytest.mark.parametrize(
    ("text", "hit", "columns", "line"),
    [
        ("short snow here", "snow", 40, ("short ", "snow", " here")),
        ("a b c d e f g snow h i j k l m n", "snow", 14, ("…f g ", "snow", " h i…")),
        ("snow at the very beginning", "snow", 12, ("", "snow", " at the…")),
        ("at the very end: snow", "snow", 12, ("…y end: ", "snow", "")),
        ("雪落下来的时候没有人在看", "时候", 12, ("…的", "时候", "没有…")),
        ("one\n\n  two\tsnow\r\nthree", "snow", 40, ("one two ", "snow", " three")),
        ("\x1b[31m\x00snow\u202e!", "snow", 40, ("[31m ", "snow", "!")),
        ("the longest of hits", "the longest of hits", 8, ("", "the lon…", "")),
    ],
)
def test_a_line_around_a_hit(text: str, hit: str, columns: int, line: tuple[str, ...]) -> None:
    start = text.index(hit)
    assert excerpt(text, start, start + len(hit), columns) == line


@given(st.text(max_size=60), st.integers(0, 60), st.integers(1, 20), st.integers(20, 60))
def test_it_never_is_wider_than_it_may_be(text: str, start: int, length: int, columns: int) -> None:
    line = excerpt(text, start, start + length, columns)
    assert sum(map(display_width, line)) <= columns
    assert not any(char in "\n\r\t\x00\x1b" for part in line for char in part)
