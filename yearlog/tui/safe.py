"""What no text may do to the terminal: steer it, or turn round the line that it stands in."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from yearlog.text.controls import lines


class Steering(LineFilter):
    """Leaves out of every line drawn the letters that steer a terminal; they take no column."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments with such letters left out of their texts."""
        del background
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(lines(segment.text), segment.style)
            for segment in segments
        ]
