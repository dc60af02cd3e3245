"""The home screen: one year, month by month, with its numbers above and an entry beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen

from yearlog.i18n import Lang, t
from yearlog.tui.commands import bindings, hints
from yearlog.tui.doing import EntryActions
from yearlog.tui.draftbar import DraftBar
from yearlog.tui.header import YearHeader, figures_of
from yearlog.tui.timeline import Timeline
from yearlog.tui.words import Bilingual, KeyBar, Words, language

if TYPE_CHECKING:
    from yearlog.kinds.entry import Entry
    from yearlog.tui.app import YearlogApp

EXAMPLES = ("flight", "talk", "reflection")


class YearScreen(EntryActions, Screen[None], Bilingual):
    """The timeline; everything else opens from here and comes back to it."""

    BINDINGS: ClassVar = bindings("year")
    DEFAULT_CSS = """
    YearScreen #hairline { height: 1; text-wrap: nowrap; color: $hairline; padding: 0 2 0 3; }
    YearScreen.-tall DraftBar { margin: 0 0 1 0; }
    YearScreen #body { height: 1fr; }
    YearScreen #empty { display: none; height: auto; padding: 1 2 0 3; width: 1fr; }
    YearScreen.-empty #body { display: none; }
    YearScreen.-empty #empty { display: block; }
    YearScreen #beside { display: none; width: 40%; border-left: solid $hairline; }
    .-wide YearScreen #beside, YearScreen.-wide #beside { display: block; }
    """

    def compose(self) -> ComposeResult:
        """Lay out head, rule, timeline and keys."""
        yield YearHeader()
        yield Words(lambda _: "─" * 400, id="hairline")
        yield DraftBar()
        yield Words(self._teach, id="empty")
        with Horizontal(id="body"):
            yield Timeline()
        yield KeyBar(hints("year"))

    @property
    def _app(self) -> YearlogApp:
        app: YearlogApp = self.app  # type: ignore[assignment]
        return app

    def current(self) -> Entry | None:
        """Return the entry under the cursor."""
        return self.query_one(Timeline).current

    def on_mount(self) -> None:
        """Show an empty year at once; the journal follows after the first paint."""
        self.query_one(YearHeader).show(self._app.year, [], self._app.lang)
        self.query_one(Timeline).focus()

    def show(self, keep: str | None = None) -> None:
        """Show the year of the app with its entries."""
        from yearlog.actions.glance import tally

        app = self._app
        counted = tally(app.entries, app.year)
        found = figures_of(counted.counts, counted.distance_km, app.lang, app.units)
        self.query_one(YearHeader).show(app.year, found, app.lang)
        self.set_class(not app.entries and app.space is not None, "-empty")
        timeline = self.query_one(Timeline)
        timeline.units = app.units
        timeline.show(app.entries, app.year, app.lang, keep=keep)
        self.query_one("#empty", Words).relabel(app.lang)
        self.show_drafts()
        self._beside()

    def show_drafts(self) -> None:
        """Say which drafts there are to go on with."""
        self.query_one(DraftBar).show(self._app.drafts)

    def relabel(self, lang: Lang) -> None:
        """Say the year in ``lang``."""
        del lang
        self.show()

    def _teach(self, lang: Lang) -> Content:
        """Return what an empty year says: three lines to type, and where there is something."""
        from yearlog import kinds

        app = self._app
        if app.space is None:
            return Content("")
        years = [str(year) for year in app.years if year != app.year]
        key = "empty_year" if years else "empty_journal"
        parts: list[tuple[str, str]] = [(t(lang, f"tui.{key}", year=app.year) + "\n\n", "bold")]
        parts.append((t(lang, "tui.empty_how") + "\n\n", ""))
        for name in EXAMPLES:
            sign = kinds.get(name).KIND.sign
            parts.append((f"  {sign} ", "$water"))
            parts.append((t(lang, f"tui.example_{name}") + "\n", ""))
            parts.append((f"    {t(lang, f'tui.example_{name}_says')}\n\n", "$quiet"))
        if years:
            parts.append((t(lang, "tui.other_years", years="  ".join(years[:8])), "$quiet"))
        return Content.assemble(*parts)

    # The entry beside the year, where there is room ---------------------------------------------

    @on(Timeline.Moved)
    def _moved(self) -> None:
        self._beside()

    def on_resize(self) -> None:
        """Open the entry beside the year when the window has grown wide."""
        self.call_after_refresh(self._beside)

    def _beside(self) -> None:
        if self.size.width < 130:
            return
        from yearlog.tui.reading import EntryView

        found = self.query(EntryView)
        if not found:
            view = EntryView(id="beside")
            view.can_focus = False
            self.query_one("#body").mount(view)
            self.call_after_refresh(self._beside)
            return
        view = found.first()
        view.units, view.names = self._app.units, self._app.names
        view.show(self.current(), language(self._app))

    # Actions ------------------------------------------------------------------------------------

    @on(Timeline.Opened)
    async def action_open(self) -> None:
        """Read the entry under the cursor."""
        entry = self.current()
        if entry is not None:
            from yearlog.tui.reading import ReadingScreen

            await self.app.push_screen(ReadingScreen(entry))

    async def action_new(self, kind: str) -> None:
        """Open an empty form."""
        await self._app.open_form(kind)

    async def action_line(self) -> None:
        """Open the one-line entry."""
        await self._app.open_line()

    def action_year(self, by: int) -> None:
        """Turn to another year."""
        self._app.turn_to(self._app.year + by)

    async def action_drafts(self) -> None:
        """Go on with what was typed and not saved."""
        await self._app.open_drafts()

    async def action_quit(self) -> None:
        """Leave."""
        await self._app.action_quit()
