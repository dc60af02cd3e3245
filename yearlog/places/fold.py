"""Turn a place name, as stored or as typed, into the key under which both are found.

The build of the gazetteer and every look-up use this one function; it imports nothing of yearlog,
so that the build can load it by path before the package is installed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

# Letters that Unicode does not decompose, written the way English keyboards write them.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "ħ": "h", "ŋ": "n",
    }
)  # fmt: skip


def fold(text: str, simplified: Mapping[str, str] | None = None) -> str:
    """Return ``text`` without case, accents, width, spaces and punctuation.

    ``simplified`` maps traditional (and Japanese) Han characters to simplified ones. Letters and
    digits of every script are kept, so that a user's own alias works in any of them.
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    if text.isascii():
        return "".join(filter(str.isalnum, text))
    text = unicodedata.normalize("NFD", text.translate(_LETTERS))
    kept = "".join(c for c in text if c.isalnum())
    kept = unicodedata.normalize("NFC", kept)
    return "".join(simplified.get(c, c) for c in kept) if simplified else kept


def is_han(text: str) -> bool:
    """Tell whether ``text`` has a Chinese character and neither kana nor hangul."""
    han = False
    for c in text:
        if "\u3040" <= c <= "\u30ff" or "\uac00" <= c <= "\ud7af":
            return False
        han = han or "\u3400" <= c <= "\u9fff"
    return han
