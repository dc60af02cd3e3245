"""Unsaved writing as the interface knows it: a form or a line, and whose it is to go on with."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from yearlog import clock, kinds
from yearlog.actions.workspace import Workspace
from yearlog.i18n import Both, Lang, other
from yearlog.journal.drafts import Draft
from yearlog.journal.errors import UnknownEntry
from yearlog.journal.processes import runs
from yearlog.kinds.values import Attachment, Place

if TYPE_CHECKING:
    from yearlog.actions.tui_support import Filled, PhotoWords
    from yearlog.kinds.entry import Entry

Door = Literal["form", "line"]
ABANDONED_AFTER = timedelta(days=1)
"""A draft this old is offered to anyone, whatever became of the process that wrote it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft of the interface: a form as it was filled in, or the words of the one line.

    ``base`` is the revision of the entry when its form was opened, 0 for a new entry; ``year`` the
    one that was on the screen, by which a date without a year is read; ``at`` UTC as ISO text.
    """

    id: str
    door: Door
    form: Filled | None = None
    line: str = ""
    entry_id: str | None = None
    base: int = 0
    year: int = 0
    owner: str = ""
    at: str = ""

    @property
    def kind(self) -> str:
        """The kind of the form; a line has none yet."""
        return self.form.kind if self.form else ""


def owner() -> str:
    """Return the name of this process among all that may write this journal."""
    return f"{os.getpid()}@{platform.node()}"


def keep(space: Workspace, kept: Kept) -> Kept:
    """Store a draft on disk as this process's own, in place of the one with its id.

    Raises JournalBusy after a moment, DiskFull, JournalNotWritable, JournalDamaged.
    """
    fields: dict[str, object] = {"year": kept.year}
    if kept.form is not None:
        fields |= _fields(kept.form)
    else:
        fields["line"] = kept.line
    draft = Draft(kept.id, kept.door, kept.kind, fields, kept.entry_id, kept.base, owner())
    return _kept(space.journal.drafts.keep(draft)) or kept


def drop(space: Workspace, draft_id: str) -> None:
    """Remove a draft; raises what `keep` raises."""
    space.journal.drafts.drop(draft_id)


def offered(space: Workspace) -> list[Kept]:
    """Return the drafts to go on with, newest first.

    They are this process's own, those whose process is gone, and any older than a day; what
    another process on this machine is still writing is left to it.
    """
    found = [_kept(draft) for draft in space.journal.drafts.listed() if _is_free(draft)]
    return [one for one in found if one is not None]


def still_offered(space: Workspace, draft_id: str) -> Kept | None:
    """Return a draft as it is on disk now, or None if it is gone or another process took it."""
    draft = space.journal.drafts.get(draft_id)
    return _kept(draft) if draft is not None and _is_free(draft) else None


def as_opened(space: Workspace, kept: Kept) -> Entry | None:
    """Return the entry as it was when the draft's form was opened; None for a new one.

    It comes from the history, so that a change made elsewhere since then is still noticed. Where
    the history no longer tells, the present entry stands in; if that is gone too, the draft
    becomes a new entry.
    """
    if kept.entry_id is None:
        return None
    found = space.journal.version(kept.entry_id, kept.base)
    if found is not None:
        return found
    try:
        return space.journal.entry(kept.entry_id, deleted=True)
    except UnknownEntry:
        return None


def headline(kept: Kept, lang: Lang) -> str:
    """Return one line that tells a draft from others: its title, route, place or first words."""
    if kept.form is None:
        return kept.line.strip()
    raw = kept.form.raw
    route = " → ".join(filter(None, (raw.get("origin", ""), raw.get("destination", ""))))
    wanted = (f"title_{lang}", f"title_{other(lang)}")
    texts = (f"body_{lang}", f"body_{other(lang)}")
    for text in (*(raw.get(key, "") for key in wanted), route, raw.get("place", ""),
                 *(raw.get(key, "") for key in texts)):  # fmt: skip
        if text.strip():
            return text.strip().splitlines()[0]
    return ""


# Whose it is ----------------------------------------------------------------------------------


def _is_free(draft: Draft) -> bool:
    if draft.owner == owner():
        return True
    try:
        written = datetime.fromisoformat(draft.at)
    except ValueError:
        return True
    if clock.now() - written > ABANDONED_AFTER:
        return True
    return not is_written(draft)


def is_written(draft: Draft | Kept) -> bool:
    """Return whether the process that wrote a draft may still be writing it.

    What another machine does, which shares the file, nobody here can know.
    """
    number, _, machine = draft.owner.partition("@")
    if machine == platform.node() and number.isdecimal():
        return runs(int(number))
    return bool(machine)


# To JSON and back -----------------------------------------------------------------------------


def _fields(form: Filled) -> dict[str, object]:
    return {
        "words": dict(form.raw),
        "chosen": {text: _sparse(place) for text, place in form.chosen.items()},
        "photos": [_photo_fields(photo) for photo in form.photos],
    }


def _sparse(values: Place | Attachment) -> dict[str, object]:
    return {name: value for name, value in values._asdict().items() if value not in ("", None)}


def _photo_fields(photo: PhotoWords) -> dict[str, object]:
    fields: dict[str, object] = {
        "path": photo.path, "caption": list(photo.caption), "alt": list(photo.alt),
    }  # fmt: skip
    if photo.kept is not None:
        fields["kept"] = _sparse(photo.kept)
    return fields


def _kept(draft: Draft) -> Kept | None:
    """Return a stored draft as the interface knows it; None for one of another door or shape."""
    fields: Mapping[str, Any] = draft.fields
    try:
        form = _form(draft.kind, fields) if draft.door == "form" else None
        line = str(fields["line"]) if draft.door == "line" else ""
        year = int(fields.get("year", 0))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    if draft.door not in ("form", "line"):
        return None
    door: Door = "form" if draft.door == "form" else "line"
    return Kept(
        draft.id, door, form, line, draft.entry_id, draft.base, year, draft.owner, draft.at
    )  # fmt: skip


def _form(kind: str, fields: Mapping[str, Any]) -> Filled:
    from yearlog.actions.tui_support import Filled

    if kind not in kinds.names():
        raise ValueError(kind)
    return Filled(
        kind,
        {str(name): str(text) for name, text in fields["words"].items()},
        {str(text): Place(**place) for text, place in fields["chosen"].items()},
        tuple(_photo(photo) for photo in fields["photos"]),
    )


def _photo(fields: Mapping[str, Any]) -> PhotoWords:
    from yearlog.actions.tui_support import PhotoWords

    kept = fields.get("kept")
    if kept is not None:
        words = {name: Both(*kept.get(name, ("", ""))) for name in ("caption", "alt")}
        kept = Attachment(**{**kept, **words})
    return PhotoWords(fields["path"], kept, Both(*fields["caption"]), Both(*fields["alt"]))
