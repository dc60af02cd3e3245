"""The head of the year: the year in large figures, and what it holds, each number over its unit."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Digits, Static

from yearlog.i18n import Lang, t
from yearlog.text.width import display_width, pad

Figure = tuple[str, str]
_MARGIN = 6
"""Columns between the year and its numbers, as the style sheet has them."""


def figures_of(
    counts: Mapping[str, int], distance_km: float, lang: Lang, units: str
) -> list[Figure]:
    """Return the numbers of a year with their units, the kinds that have none left out."""
    from yearlog import kinds
    from yearlog.tui import describe

    found: list[Figure] = []
    for name in kinds.names():
        count = counts.get(name, 0)
        if not count:
            continue
        label = kinds.get(name).KIND
        unit = label.plural if count != 1 else label.label
        found.append((f"{count:,}", unit.get(lang)))
        if name == "flight" and distance_km:
            amount, _, unit_word = describe.distance(distance_km, lang, units).partition(" ")
            found.append((amount, unit_word))
    return found


class YearHeader(Horizontal):
    """Year and counts; large where there is room, one line where there is not."""

    DEFAULT_CSS = """
    YearHeader { height: 4; padding: 1 2 0 3; }
    YearHeader #year-digits { width: auto; height: 3; margin-right: 6; text-style: bold; }
    YearHeader #year-figures { width: 1fr; height: 3; }
    YearHeader #year-line { display: none; height: 1; width: 1fr; }
    .-narrow YearHeader, .-short YearHeader { height: 1; padding: 0 2 0 3; }
    .-narrow YearHeader #year-digits, .-narrow YearHeader #year-figures,
    .-short YearHeader #year-digits, .-short YearHeader #year-figures { display: none; }
    .-narrow YearHeader #year-line, .-short YearHeader #year-line { display: block; }
    """

    def compose(self) -> ComposeResult:
        """Lay both forms out; the style sheet shows the one that fits."""
        self._shown: tuple[int, list[Figure], Lang] = (0, [], "en")
        yield Digits("", id="year-digits")
        yield Static("", id="year-figures", markup=False)
        yield Static("", id="year-line", markup=False)

    def on_resize(self) -> None:
        """Fit the one line to the width."""
        if self._shown[0]:
            self.show(*self._shown)

    def show(self, year: int, found: list[Figure], lang: Lang) -> None:
        """Say a year and its numbers; none found says that there is nothing yet."""
        self._shown = (year, found, lang)
        self.query_one("#year-digits", Digits).update(str(year))
        beside = self.size.width - 3 * len(str(year)) - _MARGIN
        self.query_one("#year-figures", Static).update(_stacked(found, lang, beside))
        parts: list[tuple[str, str]] = [(f"{year}  ", "bold")]
        room = self.size.width - 8
        for number, unit in found:
            room -= display_width(number) + display_width(unit) + 4
            if room < 0:
                break
            parts += [(number, "bold"), (f" {unit}   ", "$quiet")]
        if not found:
            parts.append((t(lang, "tui.nothing_yet"), "$quiet"))
        self.query_one("#year-line", Static).update(Content.assemble(*parts))


def _stacked(found: list[Figure], lang: Lang, room: int) -> Content:
    """Return numbers over their units, closer to each other where the room is narrow."""
    if not found:
        return Content.assemble("\n", (t(lang, "tui.nothing_yet"), "$quiet"))
    widest = [max(display_width(number), display_width(unit)) for number, unit in found]
    gaps = len(found) - 1
    gap = next((one for one in (4, 3, 2) if sum(widest) + one * gaps <= room), 1)
    while len(widest) > 1 and sum(widest) + gap * (len(widest) - 1) > room:
        widest.pop()
    found = found[: len(widest)]
    widths = [width + gap for width in widest]
    numbers = "".join(pad(number, width) for (number, _), width in zip(found, widths, strict=True))
    units = "".join(pad(unit, width) for (_, unit), width in zip(found, widths, strict=True))
    return Content.assemble("\n", (numbers.rstrip(), "bold"), "\n", (units.rstrip(), "$quiet"))
