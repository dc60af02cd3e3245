"""Editing an entry as one Markdown file in the user's own editor."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from yearlog import clock
from yearlog.actions import photos
from yearlog.actions.entries import save
from yearlog.actions.plain import PhotoOutside, photo_names
from yearlog.actions.workspace import Workspace
from yearlog.capture.texts import decode
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal import plain
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Attachment


class EditKept(YearlogError):
    """What was written in the editor cannot be read; the file is kept."""

    def __init__(self, path: Path, error: YearlogError) -> None:
        super().__init__(
            f"{error.get('zh')}\n记录没有改动，你写的内容保存在 {path}。",
            f"{error.get('en')}\nThe entry was not changed; what you wrote is kept in {path}.",
        )


class ChangedMeanwhile(YearlogError):
    """Another program changed the entry while it was open in the editor."""

    def __init__(self) -> None:
        super().__init__(
            "编辑期间，这条记录已被别的程序改过。请重新打开它再改。",
            "Another program changed this entry while you were editing. Open it again.",
        )


def edit_in_editor(
    space: Workspace, wanted: str, run_editor: Callable[[Path], None]
) -> tuple[Entry, bool]:
    """Open an entry as Markdown with front matter; return it as stored and whether it changed.

    The file is removed only after its content was stored. Raises EditKept.
    """
    base = space.journal.entry(wanted)
    photo_name = photo_names([base])
    before = plain.write(base, photo_name, stamps=False)
    handle, name = tempfile.mkstemp(prefix=f"yearlog-{base.id[-6:]}-", suffix=".md")
    path = Path(name)
    with os.fdopen(handle, "wb") as file:
        file.write(before.encode())
    run_editor(path)
    try:
        after = decode(path.read_bytes(), path.name)
    except YearlogError as error:
        raise EditKept(path, error) from None
    if after == before:
        path.unlink()
        return base, False
    known = {photo_name(photo): photo for photo in base.photos}

    def find_photo(name: str, caption: Both, alt: Both, filename: str) -> Attachment:
        """Return a photo the entry has with what is now said of it, or a new one from a path."""
        if name in known:
            old = known[name]
            return Attachment(
                old.sha256, filename or old.filename, old.media_type, old.size, caption, alt
            )
        new = Path(name).expanduser()
        if not new.is_file():
            raise PhotoOutside(name)
        return photos.store(space.journal, (photos.Photo(new, caption, alt),))[0]

    try:
        entry = plain.read(after, path.name, space.resolver(), find_photo, base)
        stored = plain.restamp(entry, base, clock.stamp())
        if space.journal.entry(base.id) != base:
            raise ChangedMeanwhile
        save(space, "edit", [stored])
    except YearlogError as error:
        raise EditKept(path, error) from None
    path.unlink()
    return stored, True
