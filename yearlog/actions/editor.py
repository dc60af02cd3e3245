"""Editing an entry as one Markdown file in the user's own editor: nothing written there is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple, NoReturn

from yearlog import clock
from yearlog.actions import editor_files, photos
from yearlog.actions.editor_files import EditFile
from yearlog.actions.entries import save, save_edit
from yearlog.actions.merge import Conflict, DeletedMeanwhile, EditConflict, changed, same
from yearlog.actions.plain import PhotoOutside, photo_names
from yearlog.actions.texts import TextUnreadable
from yearlog.actions.workspace import Workspace
from yearlog.capture.errors import NotUtf8
from yearlog.capture.texts import decode
from yearlog.errors import YearlogError
from yearlog.i18n import Both, t
from yearlog.journal import plain
from yearlog.journal.errors import UnknownEntry
from yearlog.journal.front import BadFile
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Attachment

_MOST_ROUNDS = 50
"""How often a file is opened again: an editor that is a script might never be done."""
_SHORT = 200
"""Characters of another program's text that stand in a note; a longer one gets its own file."""
_ID = re.compile("[0-9a-f-]*[0-9a-f]{6}")
"""An id, or enough of its end to be that of a file."""

RunEditor = Callable[[Path], None]


class EditKept(YearlogError):
    """What was written in the editor was not stored; the file is kept, and offered again."""

    def __init__(self, path: Path, entry_id: str, error: YearlogError | None = None) -> None:
        first = Both(f"{error.get('zh')}\n", f"{error.get('en')}\n") if error else Both("", "")
        again = f"yearlog edit {entry_id[-6:]}"
        super().__init__(
            f"{first.zh}记录没有改动，你写的内容保存在 {path}。运行 {again} 可以接着改。",
            f"{first.en}The entry was not changed; what you wrote is kept in {path}. "
            f"{again} goes on with it.",
        )


class EditorFailed(YearlogError):
    """The editor could not be started, or failed."""

    def __init__(self, detail: Both) -> None:
        super().__init__(
            f"编辑器没有正常结束（{detail.zh}）。可用 VISUAL 或 EDITOR 指定编辑器。",
            f"The editor failed ({detail.en}). Choose an editor with VISUAL or EDITOR.",
        )


class EditEmptied(YearlogError):
    """The file came back without a word in it."""

    def __init__(self) -> None:
        super().__init__(
            "编辑器交回的文件是空的，记录没有改动。要删除记录，请用 yearlog delete。",
            "The file came back empty, so the entry was not changed. "
            "To delete an entry, use yearlog delete.",
        )


class Edited(NamedTuple):
    """An entry as it is stored now, whether it changed, and what another program had changed."""

    entry: Entry
    changed: bool
    merged: tuple[Both, ...] = ()


def edit_in_editor(
    space: Workspace, wanted: str, run_editor: RunEditor, *, fresh: bool = False
) -> Edited:
    """Open an entry as Markdown with front matter until what stands there can be stored.

    The file lies beside the journal and is removed only after its content was stored. One that an
    earlier edit of the entry left behind is gone on with, unless ``fresh`` puts it aside; also that
    of an entry deleted since, which storing it brings back, or purged, of which it makes a new one.
    Raises EditKept, EditEmptied, EditorFailed, UnknownEntry, DiskFull, JournalNotWritable.
    """
    path = space.journal.path
    try:
        entry_id = space.journal.entry(wanted).id
    except UnknownEntry:
        if fresh:
            raise
        session = _of_the_gone(space, wanted, run_editor)
        if session is None:
            raise
        with closing(session.file):
            return session.run()
    if fresh:
        editor_files.put_aside(path, entry_id)
    # The revision first: a change in between makes the entry newer than it, never older.
    revision = space.journal.revision(entry_id)
    now = space.journal.entry(entry_id)
    while (file := editor_files.unfinished(path, entry_id)) is not None:
        base = _begun_from(space, file, now, revision)
        if base is None or file.read() != _text(base):
            break
        file.remove()  # nothing was written into it
        file.close()
    if file is None:
        base, file = now, editor_files.begin(path, entry_id, revision, _text(now))
    with closing(file):
        return _Session(space, file, base, now, run_editor).run()


def _of_the_gone(space: Workspace, wanted: str, run: RunEditor) -> _Session | None:
    """Return what goes on with a file whose entry is deleted, or gone for good, if there is one."""
    path = space.journal.path
    try:
        now = space.journal.entry(wanted, deleted=True)
    except UnknownEntry:
        shown_id = wanted.strip().lower()
        if _ID.fullmatch(shown_id) is None:
            return None
        file = editor_files.unfinished(path, shown_id)
        return _Session(space, file, None, None, run, shown_id=shown_id[-6:]) if file else None
    file = editor_files.unfinished(path, now.id)
    if file is None:
        return None
    base = _begun_from(space, file, now, space.journal.revision(now.id))
    return _Session(space, file, base, now, run)


def _text(entry: Entry) -> bytes:
    """Return what an editor is given of an entry."""
    return plain.write(entry, photo_names([entry]), stamps=False).encode()


def _begun_from(space: Workspace, file: EditFile, now: Entry, revision: int) -> Entry | None:
    """Return the entry a leftover was begun from, None where that is no longer known."""
    if file.revision is None or file.revision == revision:
        return now if file.revision else None
    return space.journal.version(now.id, file.revision)


class _Session:
    """One file, opened in the editor until it can be stored."""

    now: Entry
    """The entry as the journal has it, or as the file has it if the journal does not."""

    def __init__(
        self,
        space: Workspace,
        file: EditFile,
        base: Entry | None,
        now: Entry | None,
        run: RunEditor,
        *,
        shown_id: str = "",
    ) -> None:
        """Begin with a file; without ``now`` its entry is gone for good, and was ``shown_id``."""
        self.space, self.file, self.base, self.run_editor = space, file, base, run
        self.gone = now is None
        self.shown_id = shown_id
        if now is not None:
            self.now, self.shown_id = now, now.id[-6:]
        self.lang = space.lang
        self.words = file.read()
        self.why: YearlogError | None = None
        """Why the file was opened again."""
        self.may_store_as_is = False
        """Saving it without a change means: store what stands there."""
        self.seen: int | None = None
        """The revision of the entry over which the author's words may be stored."""

    def run(self) -> Edited:
        """Open the file until it is stored, left unchanged, or given up."""
        if self.gone:
            try:
                self.now = self.read(None)
            except YearlogError as error:
                raise self._kept(error) from None
        if self.file.leftover:
            self._greet()
        for _ in range(_MOST_ROUNDS):
            if not self._opened():
                self.file.remove()
                return Edited(self.now, changed=False)
            try:
                mine = self.read(self.base or self.now)
            except (BadFile, NotUtf8, photos.PhotoUnreadable, photos.NotAPhoto) as error:
                self._mend(error)
                continue
            try:
                return self._store(mine)
            except EditConflict as error:
                self._dispute(error, error.revision, error.conflicts)
            except DeletedMeanwhile as error:
                self._dispute(error, error.revision)
            except YearlogError as error:
                raise self._kept(error) from None
        raise self._kept(self.why)

    def _kept(self, error: YearlogError | None) -> EditKept:
        return EditKept(self.file.path, self.shown_id, error)

    # The editor -----------------------------------------------------------------------------------

    def _opened(self) -> bool:
        """Open the file; return whether there is something to store in it."""
        before, state = self.words, self.file.state()
        try:
            self.run_editor(self.file.path)
        except EditorFailed as error:
            if self.file.leftover or self._returned() != before or self.why:
                raise self._kept(error) from None
            self.file.remove()
            raise
        self.words = self._returned()
        if not self.words.strip():
            self._emptied(before)
        if self.words != before:
            return True
        if self.may_store_as_is and self.file.state() != state:
            return True
        if self.why or self.file.leftover:
            raise self._kept(self.why)
        return False

    def _emptied(self, before: bytes) -> NoReturn:
        """Bring back what the author had written: an editor on a full disk leaves nothing."""
        if self.why is None and not self.file.leftover:
            taken = not self.file.path.exists()
            self.file.remove()
            if taken:  # by a purge, which says that the entry is not there
                self.space.journal.entry(self.now.id, deleted=True)
            raise EditEmptied
        with suppress(YearlogError, OSError):
            self.file.put(before, [], self.lang)
        raise self._kept(EditEmptied())

    def _returned(self) -> bytes:
        self.file.settle()
        try:
            return self.file.read()
        except OSError:
            raise self._kept(TextUnreadable(self.file.path)) from None

    def _again(self, why: YearlogError, notes: list[str], *, as_is: bool) -> None:
        """Put notes above the author's words for the next opening of the file."""
        if b"\0" in self.words:  # UTF-16 or worse: notes would only make it unreadable
            raise self._kept(why)
        self.why, self.may_store_as_is = why, as_is
        try:
            self.file.put(self.words, notes, self.lang)
        except (YearlogError, OSError):
            raise self._kept(why) from None

    def _say(self, key: str, **values: object) -> str:
        return t(self.lang, f"edit.{key}", id=self.shown_id, **values)

    def _greet(self) -> None:
        """Say of a leftover what it is, and how to start again."""
        notes = [self._say("leftover", since=self.file.since), self._say("leftover_fresh")]
        if self.gone:
            notes[1:] = [self._say("leftover_gone")]
        elif self.now.deleted_at:  # there is no present state to begin with
            del notes[1]
        if self.base is None and not self.gone:
            notes.insert(1, self._say("unknown_base"))
        self.may_store_as_is = True
        if b"\0" not in self.words:
            with suppress(YearlogError, OSError):
                self.file.put(self.words, notes, self.lang)

    # Reading and storing --------------------------------------------------------------------------

    def read(self, base: Entry | None) -> Entry:
        """Return the entry the file describes, made from ``base``, or a new one."""
        had = base.photos if base else ()
        photo_name = photo_names([base] if base else [])
        known = {photo_name(photo): photo for photo in had}

        def find_photo(name: str, caption: Both, alt: Both, filename: str) -> Attachment:
            """Return a photo the entry has with what is now said of it, or a new one by path."""
            old = known.get(name)
            if old is not None:
                said = old._replace(caption=caption, alt=alt, position=0)
                return said._replace(filename=filename or old.filename)
            new = Path(name).expanduser()
            if not new.is_file():
                raise PhotoOutside(name)
            return photos.store(self.space.journal, (photos.Photo(new, caption, alt),))[0]

        text = decode(self.words, self.file.path.name)
        entry = plain.read(text, self.file.path.name, self.space.resolver(), find_photo, base)
        return plain.restamp(entry, base or entry, clock.stamp())

    def _mend(self, error: YearlogError) -> None:
        """Write above the author's words what is wrong with them."""
        how = self._say("how_error")
        shown: YearlogError = error
        if isinstance(error, BadFile) and error.line:
            above = len(error.reason.get(self.lang).splitlines()) + len(how.splitlines())
            shown = BadFile(self.file.path.name, error.line + above, error.reason)
            sentence = self._say(
                "line", line=error.line + above, reason=error.reason.get(self.lang)
            )
        else:
            sentence = error.get(self.lang)
        self._again(shown, [sentence, how], as_is=False)

    def _store(self, mine: Entry) -> Edited:
        if self.gone:
            save(self.space, "add", [mine])
            self.file.remove()
            return Edited(mine, changed=True)
        base = self.base or self.now
        if same(mine, base):
            self.file.remove()
            return Edited(self.now, changed=False)
        stored = save_edit(
            self.space,
            base,
            mine,
            known=self.base is not None,
            over=self.seen is not None,
            seen=self.seen,
        )
        self.file.remove()
        merged = changed(mine, stored) if self.base is not None else ()
        return Edited(stored, changed=True, merged=merged)

    def _dispute(
        self, error: YearlogError, revision: int, conflicts: tuple[Conflict, ...] = ()
    ) -> None:
        """Write above the author's words what another program wrote in the same fields."""
        self.seen = revision
        notes = [error.get(self.lang)]
        try:
            notes += [self._theirs(conflict) for conflict in conflicts]
        except YearlogError:
            raise self._kept(error) from None
        self._again(error, [*notes, self._say("how_conflict")], as_is=True)

    def _theirs(self, conflict: Conflict) -> str:
        label, value = conflict.label.get(self.lang), conflict.theirs.get(self.lang)
        if not value:
            return self._say("theirs_empty", label=label)
        if conflict.name.startswith("body_") or len(value) > _SHORT or "\n" in value:
            path = self.file.put_beside(f"theirs-{conflict.name}", value)
            return self._say("theirs_file", label=label, path=path.name)
        return self._say("theirs", label=label, value=value)
