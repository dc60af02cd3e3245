"""Texts made safe for a terminal: what steers it, or turns a line round, is left out."""

from __future__ import annotations

import re

_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction: cut in two, or never closed, they turn round what stands behind them."""
_STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def one_line(text: str) -> str:
    """Return a text for one line of a terminal: no line breaks, no control characters."""
    if text.isprintable():
        return text
    return _BLANK.sub(" ", _DIRECTION.sub("", text))


def lines(text: str) -> str:
    """Return a text for several lines of a terminal: of control characters, breaks and tabs."""
    if text.isprintable():
        return text
    return _STEERING.sub("", _DIRECTION.sub("", text))


def prose(text: str) -> str:
    """Return a text as its author wrote it, marks of direction too, but for control characters."""
    return _STEERING.sub("", text)
