"""The form of every kind, made from the declared fields alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, TextArea

from yearlog import clock, kinds
from yearlog.actions import tui_support as support
from yearlog.actions.drafts import Kept
from yearlog.actions.merge import DeletedMeanwhile, EditConflict
from yearlog.actions.tui_support import Candidates, Filled, PhotoWords
from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang, other, t
from yearlog.kinds.entry import Entry
from yearlog.kinds.spine import form_fields
from yearlog.kinds.values import Place
from yearlog.tui.commands import bindings, hints
from yearlog.tui.controls import ChoiceControl, LineControl
from yearlog.tui.dispute import Dispute, photos_of
from yearlog.tui.keeping import SAVING_MS, Keeping
from yearlog.tui.notes import understood_as
from yearlog.tui.places import PlaceControl
from yearlog.tui.rows import PHOTO_PARTS, PhotoRows, Row, row_of
from yearlog.tui.section import Section
from yearlog.tui.words import KeyBar, Words, language

if TYPE_CHECKING:
    from yearlog.actions.workspace import Workspace
    from yearlog.tui.app import YearlogApp


class FormScreen(Keeping, Dispute, Screen[Entry | None]):
    """Fill in, check on leaving a field, save with Ctrl+S; what was typed is kept at each pause."""

    BINDINGS: ClassVar = bindings("form")
    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    FormScreen #form-title { height: 2; padding: 1 2 0 3; }
    FormScreen #form-rule { height: 1; text-wrap: nowrap; color: $hairline; padding: 0 2 0 3; }
    FormScreen #form { height: 1fr; padding: 0 2 1 3; scrollbar-size-vertical: 1; }
    FormScreen.-narrow Row.-prose { layout: vertical; }
    FormScreen.-narrow Row.-prose TextControl { padding: 0 1 0 2; }
    .-short FormScreen #form-title, FormScreen.-short #form-title { height: 1; padding: 0 2 0 3; }
    """

    def __init__(
        self,
        kind: str,
        *,
        base: Entry | None = None,
        revision: int = 0,
        filled: Filled | None = None,
        kept: Kept | None = None,
    ) -> None:
        """Open the form of ``base`` as it was at ``revision``, or of a new entry.

        ``filled`` are words to begin with; ``kept`` is a draft to go on with, in place of them.
        """
        super().__init__()
        self.kind = kind
        self.begin(base, revision)
        self.kept_base = kept.base if kept else revision
        self.kept = kept
        self.filled = kept.form if kept and kept.form else filled
        self.initial: Filled | None = None
        self.showing = Filled(kind)
        self.rows: list[Row] = []
        self.photos: list[PhotoRows] = []

    @property
    def _app(self) -> YearlogApp:
        app: YearlogApp = self.app  # type: ignore[assignment]
        return app

    @property
    def space(self) -> Workspace:
        """The open journal."""
        assert self._app.space is not None
        return self._app.space

    # Making ---------------------------------------------------------------------------------------

    def blank(self) -> Filled:
        """Return the form as it opens: empty but for today and the default visibility."""
        if self.base is not None:
            return Filled(self.kind, support.words_of(self.base), {}, photos_of(self.base))
        try:
            visibility = support.default_visibility(self.space, self.kind)
        except YearlogError:  # the journal cannot be read now: the careful default
            visibility = "private"
        raw = {"starts_on": clock.today().isoformat(), "visibility": visibility}
        return Filled(self.kind, raw)

    def _prepare(self) -> None:
        """Know what to show before it is laid out."""
        self.initial = self.showing = self.blank()
        if self.filled is not None:
            raw = {**self.initial.raw, **self.filled.raw}
            self.showing = replace(self.filled, raw=raw)

    def compose(self) -> ComposeResult:
        """Lay out the fields: what matters first, the rest under two headings that open."""
        if self.initial is None:
            self._prepare()
        yield Words(self._title, id="form-title")
        yield Words(lambda _: "─" * 400, id="form-rule")
        with VerticalScroll(id="form", can_focus=False):
            yield from self._fields()
        yield KeyBar(hints("dispute" if self.theirs else "form"))

    def _fields(self) -> ComposeResult:
        main, more = list[Row](), list[Row]()
        needs = kinds.get(self.kind).KIND.requires
        hint = "title" if "title" in needs else "body" if "text" in needs else ""
        for spec in form_fields(kinds.get(self.kind)):
            row = row_of(
                spec,
                self.showing.raw.get(spec.name, ""),
                ask=self._candidates,
                names=lambda: self._app.names,
                tags=self._tags(),
                hint=hint,
            )
            if isinstance(row.widget, PlaceControl):
                row.widget.chosen |= self.showing.chosen
            (main if spec.main else more).append(row)
        self.rows = main + more
        yield from main
        if more:
            filled = any(self.showing.raw.get(row.field, "") for row in more if _typed(row))
            yield Section("more", *more, collapsed=not filled)
        self.photos = []
        for words in (*self.showing.photos, PhotoWords()):
            self._photo(words)
        yield Section("photos", *self.photos, collapsed=len(self.photos) == 1)

    def _candidates(self, text: str, airports: bool) -> Candidates:
        try:
            on = self._day() if airports else None
            return support.candidates(self.space, text, airports=airports, on=on)
        except YearlogError:  # the journal cannot be read now; saving will say why
            return Candidates()

    def _day(self) -> date | None:
        """Return the day in the form, if it can be read: airports are those of that day."""
        day = next((row.control.words() for row in self.rows if row.field == "starts_on"), "")
        form = Filled(self.kind, {"starts_on": day})
        return support.understood(self.space, form, "starts_on", year=self._app.year).first

    def _tags(self) -> list[str]:
        try:
            return self.space.journal.tags()
        except YearlogError:
            return []

    def _photo(self, words: PhotoWords) -> PhotoRows:
        texts = dict(zip(PHOTO_PARTS, (words.path, *words.caption, *words.alt), strict=True))
        self.photos.append(PhotoRows(len(self.photos) + 1, texts, words.kept))
        return self.photos[-1]

    @property
    def all_rows(self) -> list[Row]:
        """The rows in their order, those under closed headings too."""
        return self.rows + [row for photo in self.photos for row in photo.rows]

    def _title(self, lang: Lang) -> Content:
        kind = kinds.get(self.kind).KIND
        what = self.base.headline(lang) if self.base else t(lang, "tui.new_entry")
        return Content.assemble(
            (f"{kind.sign} ", "$water"), (kind.label.get(lang), "bold $seal"), f"  {what}"
        )

    def on_mount(self) -> None:
        """Focus the first field that is still empty; say so if the form was kept."""
        self.begin_keeping(self.kept)
        if self.kept is not None and self.kept.door == "form":
            self._app.say("form_kept_again")
        self._settle()
        self.keep_now()

    def _settle(self) -> None:
        rows = [row for row in self.rows if row.is_mounted]
        if not rows:  # the program is being left
            return
        form = self.words()
        wrong = self._faults(form)
        for row in rows:
            row.say_wrong(wrong.get(row.field))
            self._note(row, form)
        self._say_doubts(form)
        if faulty := [row for row in rows if row.is_wrong]:
            faulty[0].enter()
            return
        empty = [row for row in rows if not row.control.words().strip()]
        title = f"title_{language(self.app)}"
        wanted = [row for row in empty if row.required] + [
            row for row in empty if row.field == title
        ]
        self.set_focus((wanted or rows)[0].target)

    def _faults(self, form: Filled) -> Mapping[str, Both]:
        """Return what is wrong with words that were brought along: a line's, or a draft's."""
        if self.filled is None:
            return {}
        return support.faults(self.space, form, base=self.base, year=self._app.year)

    # Reading the form -----------------------------------------------------------------------------

    def words(self) -> Filled:
        """Return the form as it stands."""
        raw, chosen = dict[str, str](), dict[str, Place]()
        for row in self.rows:
            raw[row.field] = row.control.words()
            if isinstance(row.widget, PlaceControl):
                text = raw[row.field].strip()
                chosen |= {key: place for key, place in row.widget.chosen.items() if key == text}
        photos = tuple(self._photo_words(rows) for rows in self.photos)
        return Filled(self.kind, raw, chosen, tuple(one for one in photos if one.path.strip()))

    def _photo_words(self, rows: PhotoRows) -> PhotoWords:
        path = rows.part("path")
        kept = rows.kept if rows.kept and path == rows.kept.filename else None
        return PhotoWords(
            path,
            kept,
            Both(rows.part("caption_zh"), rows.part("caption_en")),
            Both(rows.part("alt_zh"), rows.part("alt_en")),
        )

    def touched(self) -> bool:
        """Return whether anything differs from the form as it opened.

        In the form of a new entry, only what was written counts: an emptied form holds nothing.
        """
        assert self.initial is not None
        now = self.words()
        before = {**{name: text for name, text in self._defaults().items() if text},
                  **self.initial.raw}  # fmt: skip
        changed = any(
            text != before.get(name, "") and bool(self.base or text.strip())
            for name, text in now.raw.items()
        )
        return changed or now.photos != self.initial.photos

    def snapshot(self) -> Kept | None:
        """Return the form as a draft; None if it is untouched or not there yet."""
        if self.initial is None or not any(row.is_mounted for row in self.rows):
            return self._kept
        if not self.touched():
            return None
        entry_id = self.base.id if self.base else None
        return Kept(
            self.draft_id, "form", self.words(), "", entry_id, self.kept_base, self._app.year
        )

    def _defaults(self) -> dict[str, str]:
        specs = form_fields(kinds.get(self.kind))
        return {spec.name: str(spec.type.empty) for spec in specs if spec.type.widget == "choice"}

    # While it is filled in ------------------------------------------------------------------------

    @on(LineControl.Left)
    def _line_done(self) -> None:
        self.focus_next()

    @on(PlaceControl.Chosen)
    def _place_chosen(self, event: PlaceControl.Chosen) -> None:
        row = event.place_control.parent.parent if event.place_control.parent else None
        if isinstance(row, Row):
            row.say_wrong(None)
            self._note(row)
        self.was_typed()
        self.focus_next()

    @on(ChoiceControl.Changed)
    def _choice_made(self) -> None:
        self.was_typed()

    @on(LineControl.LinesPasted)
    def _lines_pasted(self, event: LineControl.LinesPasted) -> None:
        """Put what a line could not take into the text of the entry."""
        name = "body_zh" if language(self.app) == "zh" else "body_en"
        for row in self.rows:
            if row.field == name:
                text = row.control.words()
                row.control.fill(f"{text}\n{event.rest}" if text else event.rest)
                self._app.say("pasted_rest", field=row.label.get(language(self.app)))
                self.was_typed()

    @on(events.DescendantBlur)
    def _field_left(self, event: events.DescendantBlur) -> None:
        self.keep_now()
        for node in event.widget.ancestors_with_self:
            if isinstance(node, Row):
                self._check(node)
                return

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _changed(self, event: Input.Changed | TextArea.Changed) -> None:
        """Take a complaint away as soon as its field is changed, and offer one more photo."""
        self.was_typed()
        for node in event.control.ancestors_with_self:
            if isinstance(node, Row):
                node.was_changed()
                if node.field.endswith(":path"):
                    self._one_more_photo()
                return

    def _one_more_photo(self) -> None:
        if self.photos[-1].part("path").strip():
            section = next(one for one in self.query(Section) if one.key == "photos")
            self.call_later(section.add, self._photo(PhotoWords()))

    def _check(self, row: Row) -> None:
        """Say what is wrong with one field now that it was left; what is missing stays said."""
        if row.field.startswith("photo:") or not self.is_mounted:
            return
        if row.is_wrong and not row.control.words().strip():
            return
        form = self.words()
        wrong = support.check_field(
            self.space, form, row.field, base=self.base, year=self._app.year
        )
        row.say_wrong(wrong)
        self._note(row, form)
        self._say_doubts(form)

    def _say_doubts(self, form: Filled) -> None:
        """Say quietly beneath the fields what is assumed of them."""
        found = support.doubts(self.space, form, base=self.base, year=self._app.year)
        for row in self.rows:
            row.say_doubt(found.get(row.field))

    def _note(self, row: Row, form: Filled | None = None) -> None:
        """Say quietly what a date or place was understood as."""
        form = form or self.words()
        if row.field not in form.raw or row.is_wrong:
            row.note("")
            return
        row.note(understood_as(self._app, form, row.field))

    # Leaving --------------------------------------------------------------------------------------

    async def action_save(self) -> None:
        """Store the form, or show what is wrong under each field and go to the first."""
        self.keep_now(aloud=False)
        try:
            learned = support.settled_ties(self.space, self.words(), self._app.year)
            with self.space.journal.patience(SAVING_MS):
                entry = support.save_form(
                    self.space,
                    self.words(),
                    base=self.base,
                    year=self._app.year,
                    revision=self.revision,
                    over=self.gone,
                )
        except EditConflict as error:
            await self.dispute(error)
        except DeletedMeanwhile as error:
            self.was_deleted(error)
        except YearlogError as error:
            await self._show_problems(error)
        else:
            self._stored(entry, learned)

    def _stored(self, entry: Entry, learned: Mapping[str, Place]) -> None:
        self.stop_keeping(stored=True)
        if entry == self.base:
            self._app.say("unchanged")
            self.dismiss(None)
            return
        self._app.learned = learned
        self.dismiss(entry)

    async def _show_problems(self, error: YearlogError) -> None:
        found = support.problems(error, self.kind)
        wrong = {row: found.get(self._fault(row)) for row in self.all_rows}
        first = next((row for row in self.all_rows if wrong[row]), None)
        if first is None:
            self._app.fail(error)
            return
        if not first.is_mounted:
            for section in self.query(Section):
                await section.open()
        for node in first.ancestors:
            if isinstance(node, Section):
                await node.open()
        for row, said in wrong.items():
            row.say_wrong(said)
        self.call_after_refresh(first.enter)

    @staticmethod
    def _fault(row: Row) -> str:
        """Return the name under which a failure knows a row."""
        return "photo" if row.field.endswith(":path") and row.control.words() else row.field

    def action_close(self) -> None:
        """Close; what was typed is kept and offered when the form is opened again."""
        touched = self.touched()
        self.stop_keeping(stored=False)
        if touched:
            waits = self.draft_id in self._app.keeper.waiting
            self._app.say("form_waits" if waits else "form_kept")
        self.dismiss(None)

    async def action_fresh(self) -> None:
        """Start again from the form as it opens; what stood there is put aside, not lost."""
        self.stop_keeping(stored=False)
        if self._kept is not None:
            self._app.keeper.discard(self.draft_id)
            self._app.say("put_aside")
        base, revision = self.base, self.revision
        if base is not None:
            found = self._app.entry_now(base.id)
            base, revision = found or (base, revision)
        self.begin(base, revision)
        self.kept_base, self.kept, self.filled = revision, None, None
        self._prepare()
        self.begin_keeping()
        await self.recompose()
        self._settle()

    def action_language(self) -> None:
        """Say everything in the other language."""
        self._app.switch_language(other(self._app.lang))

    async def action_help(self) -> None:
        """Show all keys."""
        await self._app.open_help()


def _typed(row: Row) -> bool:
    return isinstance(row.widget, LineControl)
