"""Wrapping mixed Chinese and English text to terminal columns by the basic line-breaking rules."""

from __future__ import annotations

from yearlog.text.cjk import is_cjk, is_hangul
from yearlog.text.width import clusters, display_width

# clreq, basic prohibition: closing marks do not begin a line, opening marks do not end one.
NO_START = frozenset("、，。．：；！？）」』】》〉〕〗〙〛”’…—·％℃々ー,.;:!?)]}%")
NO_END = frozenset("（「『【《〈〔〖〘〚“‘([{$￥¥€£")


def _pieces(paragraph: str) -> list[str]:
    """Split where a line may end; spaces stay at the end of the piece before them."""
    pieces: list[str] = []
    before = ""
    for cluster, _ in clusters(paragraph):
        char = cluster[0]
        if not pieces:
            pieces.append(cluster)
        elif char == " ":
            pieces[-1] += cluster
        elif (
            char not in NO_START
            and before not in NO_END
            and (before == " " or _ideographic(before) or _ideographic(char))
        ):
            pieces.append(cluster)
        else:
            pieces[-1] += cluster
        before = char
    return pieces


def _ideographic(char: str) -> bool:
    return is_cjk(char) and not is_hangul(char)


def _chop(piece: str, columns: int) -> list[str]:
    """Cut a piece that is wider than a line, such as a long address."""
    parts = [""]
    used = 0
    for cluster, width in clusters(piece):
        if used + width > columns and parts[-1]:
            parts.append("")
            used = 0
        parts[-1] += cluster
        used += width
    return parts


def wrap(text: str, columns: int) -> list[str]:
    """Return the lines of ``text``, each at most ``columns`` columns wide (at least 2).

    Line breaks in ``text`` are kept. No line begins with a closing mark or ends with an opening
    one unless a single unbreakable piece is wider than the line.
    """
    columns = max(columns, 2)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _pieces(paragraph):
            if line and display_width((line + piece).rstrip()) > columns:
                lines.append(line.rstrip())
                line = ""
            line += piece
            if display_width(line.rstrip()) > columns:
                *full, line = _chop(line, columns)
                lines.extend(part.rstrip() for part in full)
        lines.append(line.rstrip())
    return lines
