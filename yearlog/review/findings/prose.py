"""A text with everything that is no prose put out of sight, each character where it was."""

from __future__ import annotations

import re

from yearlog.text.private import code_spans
from yearlog.text.source_map import normalise

GONE = "\ufffc"
"""Stands for each character that is no prose: code, addresses, markers of notes."""

_NOT_PROSE = (
    re.compile(r"(?<=\])\([^()\s]*"),
    re.compile(r"https?://[!-~]+"),
    re.compile(r"[\[［【〔][\^＾][^\]］】〕\s]+[\]］】〕]:?"),
    re.compile(r"\{\{.*?\}\}"),
    re.compile(r"<[A-Za-z/!][^>\n]*>"),
    re.compile(r"(?m)^[ \t>]*\d{1,9}[.)](?=[ \t])"),
)
_QUOTE = re.compile(r"(?m)^[ \t]{0,3}>.*$")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def prose(source: str, *, quotes: bool = True) -> str:
    """Return a normalised Markdown text of the same length in which only prose can be read.

    Full-width digits become ASCII ones. Without ``quotes``, what stands in a block quote is put
    out of sight too: those are somebody else's words.
    """
    text = normalise(source)
    spans = [*code_spans(text)]
    for pattern in _NOT_PROSE if quotes else (*_NOT_PROSE, _QUOTE):
        spans += [match.span() for match in pattern.finditer(text)]
    letters = list(text.translate(_DIGITS))
    for start, end in spans:
        for at in range(start, end):
            if letters[at] != "\n":
                letters[at] = GONE
    return "".join(letters)
