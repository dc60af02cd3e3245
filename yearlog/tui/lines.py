"""A scrolling view drawn line by line: a year of entries costs what is on the screen, no more."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

Piece = tuple[str, str]
"""A run of text and its tone: plain, quiet, strong, seal, water or rule."""
Line = list[Piece]

TONES = ("plain", "quiet", "strong", "seal", "water", "rule", "chosen")


class LinesView(ScrollView):
    """Shows lines of toned pieces; subclasses make the lines for a width."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"lines--{tone}" for tone in TONES}
    DEFAULT_CSS = """
    LinesView {
        background: $background;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .lines--plain { color: $foreground; }
        & > .lines--quiet { color: $quiet; }
        & > .lines--strong { color: $foreground; text-style: bold; }
        & > .lines--seal { color: $seal; }
        & > .lines--water { color: $water; }
        & > .lines--rule { color: $hairline; }
        & > .lines--chosen { background: $chosen; }
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.lines: list[Line] = []
        self._styles: dict[tuple[str, bool], Style] = {}
        self._built_for = -1

    def build(self, width: int) -> list[Line]:
        """Return the lines for a width in columns."""
        raise NotImplementedError

    def line_at(self, number: int) -> Line:
        """Return one of the lines, as it is drawn."""
        return self.lines[number]

    def chosen_line(self) -> int:
        """Return the number of the line that is shown as chosen, or -1."""
        return -1

    def rebuild(self) -> None:
        """Make the lines anew: what they show has changed."""
        width = self.scrollable_content_region.width or self.size.width
        if width <= 0:
            return
        self.lines = self.build(width)
        self._built_for = width
        self.virtual_size = Size(width, len(self.lines))
        self.refresh()

    def on_resize(self) -> None:
        """Make the lines anew when the width has changed."""
        if self.scrollable_content_region.width != self._built_for:
            self.rebuild()

    def on_show(self) -> None:
        """Make the lines that could not be made while there was no width."""
        self.rebuild()

    def notify_style_update(self) -> None:
        """Draw anew in the colours of another theme."""
        super().notify_style_update()
        self._styles.clear()
        self.refresh()

    def _style(self, tone: str, *, chosen: bool) -> Style:
        """Return the style of a tone; computing it for every piece would double a repaint."""
        key = (tone, chosen)
        if key not in self._styles:
            own = self.get_component_rich_style(f"lines--{tone}")
            ground = (
                self.get_component_rich_style("lines--chosen").bgcolor
                if chosen
                else self.rich_style.bgcolor
            )
            bold = True if tone == "strong" else None
            self._styles[key] = Style(color=own.color, bgcolor=ground, bold=bold)
        return self._styles[key]

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        at = y + self.scroll_offset.y
        width = self.size.width
        chosen = at == self.chosen_line()
        base = self._style("plain", chosen=chosen)
        if not 0 <= at < len(self.lines):
            return Strip.blank(width, base)
        pieces = [
            Segment(text, self._style(tone, chosen=chosen)) for text, tone in self.line_at(at)
        ]
        return Strip(pieces).adjust_cell_length(width, base).simplify()
