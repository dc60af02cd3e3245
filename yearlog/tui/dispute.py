"""Mixed into the form: another program changed the same entry, and nothing of either is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widget import Widget

from yearlog.actions import tui_support as support
from yearlog.actions.tui_support import Filled, PhotoWords
from yearlog.i18n import LANGS, Both
from yearlog.tui.section import Section

if TYPE_CHECKING:
    from yearlog.actions.merge import Conflict, DeletedMeanwhile, EditConflict
    from yearlog.kinds.entry import Entry
    from yearlog.tui.app import YearlogApp
    from yearlog.tui.rows import Row

PHOTOS = "photos"


class Dispute:
    """Shows beneath each field in dispute what the other program wrote.

    From then on the form is a change of the entry as that program left it: saving once more keeps
    the words on the screen, and what they replace stays in the history.
    """

    base: Entry | None
    revision: int
    showing: Filled
    mine: dict[str, str]
    theirs: dict[str, str]
    """The words of the fields in dispute, by field; F8 changes one for the other."""
    gone = False
    """The entry was deleted meanwhile, and that has been said."""

    def words(self) -> Filled:
        """Return the form as it stands."""
        raise NotImplementedError

    @property
    def all_rows(self) -> list[Row]:
        """The rows in their order, those under closed headings too."""
        raise NotImplementedError

    def was_typed(self) -> None:
        """Something changed."""
        raise NotImplementedError

    @property
    def _screen(self) -> Widget:
        assert isinstance(self, Widget)
        return self

    @property
    def _main(self) -> YearlogApp:
        app: YearlogApp = self._screen.app  # type: ignore[assignment]
        return app

    def begin(self, base: Entry | None, revision: int) -> None:
        """Start from an entry as it is, with nothing in dispute."""
        self.base, self.revision = base, revision
        self.mine, self.theirs = {}, {}
        self.gone = False

    def was_deleted(self, error: DeletedMeanwhile) -> None:
        """Say that the entry is gone; the next saving brings it back."""
        self.gone = True
        self.revision = error.revision
        self._main.fail(error)

    async def dispute(self, error: EditConflict) -> None:
        """Take over what only the other changed, and show the rest beneath its fields."""
        assert self.base is not None
        before, theirs = support.words_of(self.base), support.words_of(error.theirs)
        merged = support.words_of(error.merged)
        now = self.words()
        names = [conflict.name for conflict in error.conflicts]
        raw = {
            name: merged[name] if name not in names and theirs[name] != before[name] else text
            for name, text in now.raw.items()
        }
        photos = now.photos
        if error.theirs.photos != self.base.photos:
            photos = photos_of(error.merged)
        self.showing = replace(now, raw=raw, photos=photos)
        self.base, self.revision = error.theirs, error.revision
        self.mine = {name: raw.get(name, "") for name in names}
        self.theirs = {name: theirs.get(name, "") for name in names}
        await self._screen.recompose()
        await self._show(error.conflicts)
        self._main.say("conflict", long=True, n=len(set(names)))

    async def _show(self, conflicts: Sequence[Conflict]) -> None:
        first: Row | None = None
        for section in self._screen.query(Section):
            if section.holds({row.field for row in self._disputed()}):
                await section.open()
        for conflict in conflicts:
            row = next((row for row in self._disputed() if name_of(row) == conflict.name), None)
            if row is None:
                continue
            said = conflict.theirs
            if conflict.name == PHOTOS:
                said = Both(*(f"{conflict.label.get(lang)}: {said.get(lang)}" for lang in LANGS))
            row.say_other("elsewhere", said)
            first = first or row
        if first is not None:
            self._screen.call_after_refresh(first.enter)

    def _disputed(self) -> list[Row]:
        """Return the rows in dispute; the first photo's stands for all photos."""
        return [row for row in self.all_rows if name_of(row) in self.theirs]

    async def action_theirs(self) -> None:
        """Change my words for theirs in the field with the cursor, or back again."""
        rows = [row for row in self._disputed() if row.is_mounted]
        if not rows:
            self._main.say("no_conflict")
            return
        row = next((row for row in rows if row.has_class("-here")), rows[0])
        row.enter()
        name = name_of(row)
        if name == PHOTOS:
            self._main.say("photos_by_hand")
            return
        words = row.control.words()
        has_theirs = words == self.theirs[name]
        if not has_theirs:
            self.mine[name] = words
        row.control.fill(self.mine[name] if has_theirs else self.theirs[name])
        shown = self.theirs[name] if has_theirs else self.mine[name]
        row.say_other("elsewhere" if has_theirs else "yours", Both(shown, shown))
        self.was_typed()


def name_of(row: Row) -> str:
    """Return the name by which a dispute knows a row."""
    return PHOTOS if row.field == "photo:1:path" else row.field


def photos_of(entry: Entry) -> tuple[PhotoWords, ...]:
    """Return the photos of an entry as a form shows them."""
    return tuple(
        PhotoWords(photo.filename, photo, photo.caption, photo.alt) for photo in entry.photos
    )
