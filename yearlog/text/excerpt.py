"""One line around a hit: the words before it, the hit, the words after it, in a given width."""

from __future__ import annotations

from yearlog.text.controls import one_line
from yearlog.text.width import clusters, display_width, truncate


def excerpt(text: str, start: int, end: int, columns: int) -> tuple[str, str, str]:
    """Return what stands before, in and after ``text[start:end]``, in ``columns`` columns at most.

    The hit is in the middle where there is text on both sides; an ellipsis says what was cut.
    """
    reach = 8 * columns
    hit = truncate(one_line(text[start:end]), columns)
    before = one_line(text[max(0, start - reach) : start]).lstrip()
    after = one_line(text[end : end + reach]).rstrip()
    room = columns - display_width(hit)
    before = _last(before, max(room // 2, room - display_width(after)))
    return before, hit, truncate(after, room - display_width(before))


def _last(text: str, columns: int) -> str:
    """Return the end of ``text`` that fits into ``columns`` columns."""
    if display_width(text) <= columns:
        return text
    kept: list[str] = []
    room = columns - 1
    for cluster, width in reversed(clusters(text)):
        if width > room:
            break
        room -= width
        kept.append(cluster)
    return "…" + "".join(reversed(kept)).lstrip() if columns > 0 else ""
