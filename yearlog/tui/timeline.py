"""The year by month: a heading a month, a line an entry, and a cursor that keeps its entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding
from textual.message import Message

from yearlog.i18n import Lang, t
from yearlog.text.width import display_width, pad, truncate
from yearlog.tui.lines import Line, LinesView

if TYPE_CHECKING:
    from yearlog.kinds.entry import Entry
    from yearlog.tui.describe import Row


BEFORE, WHOLE_YEAR = -1, 0
"""Headings that are no month: entries begun in an earlier year, and dated by the year alone."""
SAMPLE = 120
"""Rows measured to share out the width: wording thousands would be felt at the start."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Widths in columns of the parts of a line; 0 leaves a part out."""

    day: int
    word: int
    headline: int
    detail: int
    figures: int
    mark: int

    @classmethod
    def fit(cls, rows: Sequence[Row], width: int) -> Columns:
        """Share a width out: the headline first, then figures, then detail where there is room."""

        def widest(name: str, most: int) -> int:
            return min(most, max((display_width(getattr(row, name)) for row in rows), default=0))

        day, word, mark = widest("day", 9), widest("word", 10), widest("mark", 7)
        room = width - 2 - day - 2 - 2 - word - 2 - (mark + 2 if mark else 0) - 1
        headline, figures, detail = widest("headline", 60), widest("figures", 26), 0
        if room - figures - 2 < min(headline, 26):
            figures = 0
        room -= figures + 2 if figures else 0
        wanted = widest("detail", 40)
        if wanted and room - 2 - min(wanted, 10) >= min(headline, 28):
            detail = min(wanted, room - 2 - min(headline, max(room - 2 - wanted, 28)))
        headline = room - (detail + 2 if detail else 0)
        return cls(day, word, max(headline, 8), max(detail, 0), figures, mark)


def _fitting(detail: str, width: int) -> str:
    """Return as many whole parts of a detail as fit; the first is cut if it must be."""
    parts = detail.split(" · ")
    while len(parts) > 1 and display_width(" · ".join(parts)) > width:
        parts.pop()
    return " · ".join(parts)


class Timeline(LinesView, can_focus=True):
    """The entries of one year."""

    BINDINGS: ClassVar = [
        Binding("j,down", "move(1)", show=False),
        Binding("k,up", "move(-1)", show=False),
        Binding("pagedown,space", "leaf(1)", show=False),
        Binding("pageup", "leaf(-1)", show=False),
        Binding("g,home", "first", show=False),
        Binding("G,end", "last", show=False),
    ]
    DEFAULT_CSS = "Timeline { height: 1fr; width: 1fr; padding: 0 1; }"

    class Moved(Message):
        """The cursor stands on another entry."""

    class Opened(Message):
        """The entry under the cursor was clicked a second time."""

    def __init__(self) -> None:
        super().__init__(id="timeline")
        self.entries: list[Entry] = []
        self.cursor = 0
        self.year = 0
        self.lang: Lang = "en"
        self.units = "km"
        self._line_of: list[int] = []
        self._entry_at: dict[int, int] = {}
        self._worded: dict[int, Row] = {}
        self._columns = Columns(0, 0, 0, 0, 0, 0)

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        return self.entries[self.cursor] if self.entries else None

    def show(self, entries: list[Entry], year: int, lang: Lang, *, keep: str | None = None) -> None:
        """Show a year; the cursor goes to the entry ``keep``, else stays where it was."""
        self.entries, self.year, self.lang = entries, year, lang
        ids = [entry.id for entry in entries]
        if keep in ids:
            self.cursor = ids.index(keep)
        self.cursor = max(0, min(self.cursor, len(entries) - 1))
        self.rebuild()
        self.call_after_refresh(self._reveal)
        self.post_message(self.Moved())

    def build(self, width: int) -> list[Line]:
        """Return headings, empty rows and the space between months; rows are worded when shown."""
        self._worded.clear()
        self._line_of, self._entry_at = [], {}
        if not self.entries:
            return []
        step = -(-len(self.entries) // SAMPLE)
        self._columns = Columns.fit(
            [self._words(at) for at in range(0, len(self.entries), step)], width
        )
        lines: list[Line] = []
        numbered = enumerate(self.entries)
        for month, group in groupby(numbered, key=lambda pair: self._month(pair[1])):
            members = [at for at, _ in group]
            if lines:
                lines.append([])
            lines.append(self._heading(month, len(members), width))
            for at in members:
                self._entry_at[len(lines)] = at
                self._line_of.append(len(lines))
                lines.append([])
        return lines

    def _words(self, at: int) -> Row:
        if at not in self._worded:
            from yearlog.tui import describe

            self._worded[at] = describe.row(self.entries[at], self.year, self.lang, self.units)
        return self._worded[at]

    def line_at(self, number: int) -> Line:
        """Return a line; that of an entry is put together here."""
        at = self._entry_at.get(number)
        if at is None:
            return self.lines[number]
        before = self._words(at - 1).day if number - 1 in self._entry_at else ""
        return self._row(self._words(at), self._columns, before, chosen=at == self.cursor)

    def _month(self, entry: Entry) -> int:
        if entry.starts_on.year != self.year:
            return BEFORE
        return WHOLE_YEAR if entry.date_precision == "year" else entry.starts_on.month

    def _heading(self, month: int, count: int, width: int) -> Line:
        from yearlog.tui import describe

        special = {BEFORE: "from_before", WHOLE_YEAR: "all_year"}.get(month)
        name = t(self.lang, f"tui.{special}") if special else describe.month(month, self.lang)
        tail = f" {count}"
        rule = "─" * max(0, width - display_width(name) - len(tail) - 5)
        return [("  ", "plain"), (name, "seal"), (" ", "plain"), (rule, "rule"), (tail, "quiet")]

    def _row(self, row: Row, columns: Columns, before: str, *, chosen: bool) -> Line:
        day = "" if row.day == before else row.day
        line: Line = [
            ("▸ " if chosen else "  ", "seal"),
            (pad(day, columns.day) + "  ", "quiet"),
            (row.sign + " ", "water"),
            (pad(row.word, columns.word) + "  ", "quiet"),
            (pad(truncate(row.headline, columns.headline), columns.headline), "plain"),
        ]
        if columns.detail:
            line.append(("  " + pad(_fitting(row.detail, columns.detail), columns.detail), "quiet"))
        if columns.figures:
            line.append(("  " + pad(row.figures, columns.figures, right=True), "quiet"))
        if columns.mark:
            line.append(("  " + pad(row.mark, columns.mark), "quiet"))
        return line

    def chosen_line(self) -> int:
        """Return the line of the cursor."""
        return self._line_of[self.cursor] if self._line_of else -1

    # Moving -----------------------------------------------------------------------------------

    def go(self, index: int) -> None:
        """Put the cursor on the entry with this number, as near as there is one."""
        index = max(0, min(index, len(self.entries) - 1))
        if index == self.cursor or not self.entries:
            return
        self.cursor = index
        self.refresh()
        self._reveal()
        self.post_message(self.Moved())

    def _reveal(self) -> None:
        """Scroll as little as needed, so that the month's heading shows with its first entry."""
        at = self.chosen_line()
        if at < 0:
            return
        height, top = self.size.height, self.scroll_offset.y
        above = at - 1 if at and at - 1 not in self._entry_at else at
        if self.cursor == 0:
            above = 0
        if above < top:
            self.scroll_to(y=above, animate=False, immediate=True)
        elif at >= top + height:
            self.scroll_to(y=at - height + 1, animate=False, immediate=True)

    def action_move(self, by: int) -> None:
        """Move the cursor by entries."""
        self.go(self.cursor + by)

    def action_leaf(self, by: int) -> None:
        """Move the cursor by a screenful."""
        self.go(self.cursor + by * max(1, self.size.height - 3))

    def action_first(self) -> None:
        """Move to the first entry."""
        self.go(0)

    def action_last(self) -> None:
        """Move to the last entry."""
        self.go(len(self.entries) - 1)

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the entry clicked; a click on the cursor opens it."""
        at = event.y + self.scroll_offset.y
        if at not in self._entry_at:
            return
        index = self._entry_at[at]
        if index == self.cursor:
            self.post_message(self.Opened())
        self.go(index)
