"""Which characters are Chinese, Japanese or Korean, for counting, emphasis and line breaks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

# Emoji_Presentation=Yes among the East Asian wide characters (Unicode 16, emoji-data.txt). An emoji
# is as wide as a Han character but does not behave like one beside punctuation or at a line end.
_EMOJI = (
    (0x231A, 0x231B), (0x23E9, 0x23EC), (0x23F0, 0x23F0), (0x23F3, 0x23F3), (0x25FD, 0x25FE),
    (0x2614, 0x2615), (0x2648, 0x2653), (0x267F, 0x267F), (0x2693, 0x2693), (0x26A1, 0x26A1),
    (0x26AA, 0x26AB), (0x26BD, 0x26BE), (0x26C4, 0x26C5), (0x26CE, 0x26CE), (0x26D4, 0x26D4),
    (0x26EA, 0x26EA), (0x26F2, 0x26F3), (0x26F5, 0x26F5), (0x26FA, 0x26FA), (0x26FD, 0x26FD),
    (0x2705, 0x2705), (0x270A, 0x270B), (0x2728, 0x2728), (0x274C, 0x274C), (0x274E, 0x274E),
    (0x2753, 0x2755), (0x2757, 0x2757), (0x2795, 0x2797), (0x27B0, 0x27B0), (0x27BF, 0x27BF),
    (0x2B1B, 0x2B1C), (0x2B50, 0x2B50), (0x2B55, 0x2B55), (0x1F004, 0x1F004), (0x1F0CF, 0x1F0CF),
    (0x1F18E, 0x1F18E), (0x1F191, 0x1F19A), (0x1F1E6, 0x1F1FF), (0x1F201, 0x1F201),
    (0x1F21A, 0x1F21A), (0x1F22F, 0x1F22F), (0x1F232, 0x1F236), (0x1F238, 0x1F23A),
    (0x1F250, 0x1F251), (0x1F300, 0x1FAFF),
)  # fmt: skip
_EMOJI_STARTS = tuple(first for first, _ in _EMOJI)

HAN_RANGE = (
    "\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00016ff0\U00016ff1\U00020000-\U000323af"
)
HAN = re.compile(f"[{HAN_RANGE}]")
KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")

# Quotation marks, dashes and ellipses are of ambiguous width: they are Chinese in a Chinese text.
SHARED_PUNCTUATION = frozenset("“”‘’—…·")


def is_emoji(char: str) -> bool:
    """Whether ``char`` is shown as an emoji by default."""
    code = ord(char)
    index = bisect_right(_EMOJI_STARTS, code) - 1
    return index >= 0 and code <= _EMOJI[index][1]


def is_hangul(char: str) -> bool:
    """Whether ``char`` is a Hangul syllable or jamo."""
    return ord(char) >= 0x1100 and unicodedata.name(char, "").startswith(
        ("HANGUL", "HALFWIDTH HANGUL")
    )


@lru_cache(maxsize=4096)
def is_cjk(char: str) -> bool:
    """Whether ``char`` is a CJK letter or punctuation mark, Hangul included, emoji not."""
    if ord(char) < 0x1100:
        return False
    width = unicodedata.east_asian_width(char)
    if width in "FH":
        return True
    if width == "W":
        return not is_emoji(char)
    return is_hangul(char)


def joins_lines(char: str, *, chinese: bool) -> bool:
    """Whether no space is read at a line break beside ``char``.

    True of Han, kana and full-width punctuation, not of Hangul, which is written with spaces.
    With ``chinese``, also of the quotation marks, dashes and ellipses that both scripts share.
    """
    if char in SHARED_PUNCTUATION:
        return chinese
    return is_cjk(char) and not is_hangul(char)
