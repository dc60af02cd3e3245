"""A part of a form under a heading that opens; its rows are made when it first does."""

from __future__ import annotations

from textual import on
from textual.widgets import Collapsible

from yearlog.i18n import Lang, t
from yearlog.tui.rows import PhotoRows, Row
from yearlog.tui.words import Bilingual, language


class Section(Collapsible, Bilingual):
    """A part of the form that opens on Enter."""

    DEFAULT_CSS = """
    Section { border: none; background: $background; padding: 0; margin: 1 0 0 0; height: auto; }
    Section:focus-within { background-tint: $foreground 0%; }
    Section > CollapsibleTitle { padding: 0; color: $quiet; background: $background; }
    Section > CollapsibleTitle:focus { background: $panel; color: $seal; text-style: bold; }
    Section > Contents { padding: 0; }
    Section.-collapsed > Contents { display: none; }
    """

    def __init__(self, key: str, *rows: Row | PhotoRows, collapsed: bool = True) -> None:
        shown = () if collapsed else rows
        super().__init__(
            *shown, title="", collapsed=collapsed, collapsed_symbol="+", expanded_symbol="-"
        )
        self.key = key
        self._members = list(rows)
        self._waiting = rows if collapsed else ()

    def on_mount(self) -> None:
        """Say the title in the language of the app."""
        self.relabel(language(self.app))

    def relabel(self, lang: Lang) -> None:
        """Say the title in ``lang``."""
        self.title = t(lang, f"tui.{self.key}")

    async def open(self) -> None:
        """Open; the rows are made part of the form the first time."""
        self.collapsed = False
        await self.settle()

    def holds(self, fields: set[str]) -> bool:
        """Return whether one of these fields has its row here."""
        parts = ((part,) if isinstance(part, Row) else part.rows for part in self._members)
        return any(row.field in fields for rows in parts for row in rows)

    async def settle(self) -> None:
        """Put the rows in that waited for the section to be opened."""
        waiting, self._waiting = self._waiting, ()
        if waiting:
            await self.add(*waiting)

    async def add(self, *rows: Row | PhotoRows) -> None:
        """Put more rows in, at the end."""
        self._members += [row for row in rows if row not in self._members]
        if self._waiting:
            self._waiting = (*self._waiting, *rows)
        else:
            await self.query_one(Collapsible.Contents).mount(*rows)

    @on(Collapsible.Expanded)
    async def _expanded(self) -> None:
        await self.settle()
