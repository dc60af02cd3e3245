"""How many terminal columns a text takes, and cutting a text to a number of columns."""

from __future__ import annotations

import unicodedata

from yearlog.text.cjk import is_emoji

_ZWJ, _EMOJI_STYLE = "\u200d", "\ufe0f"


def _is_flag_letter(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _char_width(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf", "Cc"} and char != "\u00ad":
        return 0
    if "\u1160" <= char <= "\u11ff":  # medial and final jamo join the syllable before them
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" or is_emoji(char) else 1


def clusters(text: str) -> list[tuple[str, int]]:
    """Split ``text`` into what a terminal shows as one character, each with its columns (0 to 2).

    Combining marks, emoji joined by ZWJ, skin tones and flags stay with the character they belong
    to. Characters of ambiguous width (quotation marks, dashes) count one column.
    """
    found: list[tuple[str, int]] = []
    for char in text:
        width = _char_width(char)
        if found:
            last, last_width = found[-1]
            joined = last.endswith(_ZWJ) or "\U0001f3fb" <= char <= "\U0001f3ff"
            flag = len(last) == 1 and _is_flag_letter(last) and _is_flag_letter(char)
            if char == _EMOJI_STYLE:
                found[-1] = (last + char, 2 if last_width else 0)
                continue
            if (width == 0 and unicodedata.category(char) != "Cc") or joined or flag:
                found[-1] = (last + char, last_width)
                continue
        found.append((char, width))
    return found


def display_width(text: str) -> int:
    """Return the number of terminal columns ``text`` takes on one line."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(width for _, width in clusters(text))


def truncate(text: str, columns: int, *, ellipsis: str = "…") -> str:
    """Return ``text`` cut to at most ``columns`` columns, with ``ellipsis`` where it was cut."""
    if display_width(text) <= columns:
        return text
    room = columns - display_width(ellipsis)
    if room < 0:
        return ""
    kept: list[str] = []
    for cluster, width in clusters(text):
        if width > room:
            break
        room -= width
        kept.append(cluster)
    return "".join(kept).rstrip() + ellipsis


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Return ``text`` cut or filled with spaces to exactly ``columns`` columns."""
    cut = truncate(text, columns)
    space = " " * (columns - display_width(cut))
    return space + cut if right else cut + space
