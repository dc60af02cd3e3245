"""The length of a text as a writer counts it, and folding for comparison."""

from __future__ import annotations

import re
import unicodedata

from yearlog.text.cjk import HAN_RANGE

# A word keeps its inner apostrophes, points and hyphens: don't, o1-mini, 3.5 are one each.
_KANA_HANGUL = "\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7a3"
_WORD = re.compile(
    rf"(?:(?![{HAN_RANGE}{_KANA_HANGUL}_])\w)(?:['’.\-]?(?:(?![{HAN_RANGE}{_KANA_HANGUL}_])\w))*"
)
_CHARACTER = re.compile(f"[{HAN_RANGE}{_KANA_HANGUL}]")


def fold(text: str) -> str:
    """Return ``text`` in NFKC without case, so that ``ＬＬＭ`` and ``llm`` compare equal."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def han_and_words(text: str) -> tuple[int, int]:
    """Return the numbers of Han, kana or Hangul characters and of words in other scripts.

    Text is normalised to NFC first, so that a combining accent does not end a word.
    """
    composed = unicodedata.normalize("NFC", text)
    return len(_CHARACTER.findall(composed)), len(_WORD.findall(composed))


def characters(text: str) -> int:
    """Return the length of ``text`` as word processors count mixed Chinese and English (字数).

    Every Han character counts one and every word in another script counts one; punctuation and
    spaces count nothing. ``text`` is visible text, without markup.
    """
    return sum(han_and_words(text))
