"""One form for letters that a reader takes for the same, and the way back to what was written.

``Ｆｉｒｎ``, ``FIRN`` and ``firn`` fold alike. A fold may be longer or shorter than its text, so a
hit in it is mapped back cluster by cluster: a cluster is a character with the marks that follow it,
and the fold of a text is the folds of its clusters put together.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from unicodedata import category, normalize
from unicodedata import name as unicode_name

SEPARATOR = "\x1f"
"""Stands between two folded texts, and so in none of them: nothing is found across it."""

Span = tuple[int, int]

_ZWJ = "\u200d"
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "THAI", "LAO", "KHMER",
             "MYANMAR", "TIBETAN", "IDEOGRAPHIC")  # fmt: skip
"""Scripts whose words are not parted by spaces; Hangul's are, but its particles are not."""


def fold(text: str) -> str:
    """Return ``text`` in NFKC without case and without `SEPARATOR`; folding twice changes nothing.

    Case is folded between two normalisations, as Unicode's compatibility caseless matching asks,
    and once more because the second may bring capitals back (``㎒``).
    """
    if text.isascii():
        return text.lower().replace(SEPARATOR, "")
    once = normalize("NFKC", text.replace(SEPARATOR, "")).casefold()
    return once if once.isascii() else normalize("NFKC", once).casefold()


@lru_cache(maxsize=4096)
def _begins(char: str) -> bool:
    """Return whether a character begins a cluster: no mark, and no later part of a syllable."""
    if char in (SEPARATOR, _ZWJ) or "\U0001f3fb" <= char <= "\U0001f3ff":
        return False
    first = normalize("NFKD", char)[0]
    return category(first)[0] != "M" and not "\u1160" <= first <= "\u11ff"


def clusters(text: str) -> Iterator[str]:
    """Yield the clusters of a text; joined emoji are one, whatever they are made of."""
    start = 0
    for at in range(1, len(text)):
        if _begins(text[at]) and text[at - 1] != _ZWJ:
            yield text[start:at]
            start = at
    if text:
        yield text[start:]


def spans(text: str, needle: str) -> list[Span]:
    """Return start and end, in ``text``, of each place whose fold is the folded ``needle``.

    Whole clusters; hits that share one are joined, and hits do not overlap otherwise.
    """
    folded = fold(text)
    starts = list(_occurrences(folded, needle))
    if not starts:
        return []
    found: list[Span] = []
    for start, end in _mapped(text, starts, len(needle)):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _occurrences(folded: str, needle: str) -> Iterator[int]:
    at = folded.find(needle) if needle else -1
    while at >= 0:
        yield at
        at = folded.find(needle, at + len(needle))


def _mapped(text: str, starts: list[int], length: int) -> Iterator[Span]:
    """Yield the whole clusters of ``text`` that hold ``length`` folded letters from each start."""
    if text.isascii() and SEPARATOR not in text:
        yield from ((at, at + length) for at in starts)
        return
    parts = list(clusters(text))
    here = [0, *accumulate(len(part) for part in parts)]
    there = [0, *accumulate(len(fold(part)) for part in parts)]
    for at in starts:
        first = bisect_right(there, at) - 1
        last = bisect_right(there, at + length - 1) - 1
        yield here[first], here[last + 1]


@lru_cache(maxsize=4096)
def _spaced(char: str) -> bool:
    """Return whether a character is part of a word that spaces or marks set apart."""
    if char.isascii():
        return char.isalnum()
    kind = category(char)
    if kind[0] not in "LMN" or kind == "No":
        return False
    return not unicode_name(char, "").startswith(_UNSPACED)


def stands_alone(folded: str, needle: str) -> bool:
    """Return whether ``needle`` stands in ``folded`` as a whole word at least once.

    An edge of the needle is the edge of a word unless letters or digits of a spaced script stand on
    both sides of it: ``gpt`` is a word in ``用gpt写``, not in ``gpt4``. Between Chinese characters
    any edge is one.
    """
    before, after = _spaced(needle[:1] or " "), _spaced(needle[-1:] or " ")
    at = folded.find(needle)
    if not (before or after):
        return at >= 0
    size, length = len(folded), len(needle)
    while at >= 0:
        end = at + length
        if not (before and at and _spaced(folded[at - 1])) and not (
            after and end < size and _spaced(folded[end])
        ):
            return True
        at = folded.find(needle, at + 1)
    return False
