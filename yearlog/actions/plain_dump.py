"""Writing the journal into a folder: an earlier dump is renewed, files of others stay."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from yearlog.actions import (
    files,
    photos,
    plain_drafts,
    plain_files,
    plain_geocodes,
    plain_history,
    plain_settings,
)
from yearlog.actions.files import FolderNotWritable
from yearlog.actions.plain_report import EntryTooLong, Report
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.journal import plain, transfer
from yearlog.journal.front import shown, to_yaml
from yearlog.kinds.entry import Entry

Progress = Callable[[int, int], None]
"""Told how many entries of how many are written."""

_ID = re.compile(r"^id: ['\"]?([0-9a-f-]{36})['\"]?\r?$", re.MULTILINE)
_PHOTO = re.compile(r"^- file: ['\"]?(photos/[^'\"\n]+?)['\"]?\r?$", re.MULTILINE)


@dataclass
class _Earlier:
    """What an earlier dump left in the folder, and what others did.

    ``ours`` are files that the journal has no more use for, each with the name
    that its entry has now; ``current`` the ids of entries whose
    file is as it should be; ``protected`` of those whose words in the folder the journal has never
    had.
    """

    ours: list[tuple[Path, str]] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    current: set[str] = field(default_factory=set)
    protected: set[str] = field(default_factory=set)
    photos_before: set[str] = field(default_factory=set)
    photos_kept: set[str] = field(default_factory=set)


def dump(
    space: Workspace,
    folder: Path,
    *,
    history: bool = False,
    overwrite: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Write the journal into ``folder``; files that are as they should be are not touched.

    ``history`` writes the history too; without it, what an earlier dump wrote of it is removed: it
    would no longer agree with the entries. Files edited by hand and never loaded are left alone and
    reported, unless ``overwrite``. Raises FolderNotWritable, PhotoMissing, EntryTooLong and
    OtherHistory.
    """
    if not overwrite:
        plain_history.check(space, folder)
    with transfer.snapshot(space.journal):
        space.forget()
        entries = space.journal.every_entry()
        settings = to_yaml(plain_settings.to_front(space))
        drafts = transfer.drafts(space.journal)
        answers = plain_geocodes.to_text(space.journal)
        names = plain_files.file_names(entries)
        photo_name = plain_files.photo_names(entries)
        _stay_inside(folder, names.values())
        earlier = _look(space, folder, entries, names, photo_name, overwrite=overwrite)
        steps = 0
        if history:
            shown_photos = {photo.sha256 for entry in entries for photo in entry.photos}
            shown_photos |= {plan.cover for plan in space.journal.plans()}
            steps = plain_history.write(space, folder, shown_photos)
        else:
            plain_history.remove(folder)
        wanted = _write_covers(space, folder, entries)
    for done, entry in enumerate(entries, 1):
        for photo in entry.photos:
            wanted.add(photo_name(photo))
            _write(folder / photo_name(photo), photos.read(space.journal, photo))
        if entry.id not in earlier.protected | earlier.current:
            _write(folder / "entries" / names[entry.id], _text(entry, photo_name))
        if progress is not None:
            progress(done, len(entries))
    _write(folder / plain_settings.NAME, settings)
    _write_drafts(folder, drafts)
    _write_answers(folder, answers)
    files.make_folder(folder / "entries", private=True)
    left = _sweep(folder, earlier, wanted)
    files.sync_folder(folder)
    return Report(
        written=len(entries) - len(earlier.protected & set(names)),
        left_alone=(*map(shown, earlier.strangers), *left),
        edited=tuple(map(shown, earlier.edited)),
        removed=len(earlier.ours),
        drafts=len(drafts),
        batches=steps,
    )


def _write(path: Path, data: bytes | str) -> None:
    """Write a file that others may not read: a dump holds what is private."""
    files.write(path, data, private=True)


def _text(entry: Entry, photo_name: plain.NamePhoto) -> str:
    text = plain.write(entry, photo_name)
    if len(text) * 4 > plain_files.MOST_BYTES and len(text.encode()) > plain_files.MOST_BYTES:
        raise EntryTooLong(entry.id)
    return text


def _write_drafts(folder: Path, drafts: list[dict[str, object]]) -> None:
    if drafts:
        _write(folder / plain_drafts.NAME, plain_drafts.to_text(drafts))
    else:
        (folder / plain_drafts.NAME).unlink(missing_ok=True)


def _write_answers(folder: Path, answers: str) -> None:
    if answers:
        _write(folder / plain_geocodes.NAME, answers)
    else:
        (folder / plain_geocodes.NAME).unlink(missing_ok=True)


def _write_covers(space: Workspace, folder: Path, entries: Sequence[Entry]) -> set[str]:
    """Write the covers of reviews that no entry shows, named after their hash; return the names."""
    shown_photos = {photo.sha256 for entry in entries for photo in entry.photos}
    beside = plain_history.stored(space.journal)
    written = set()
    for plan in space.journal.plans():
        if plan.cover not in shown_photos and plan.cover in beside:
            data = beside[plan.cover].read_bytes()
            name = plain_history.name_by_hash(data, plan.cover)
            _write(folder / name, data)
            written.add(name)
    return written


def _stay_inside(folder: Path, names: Iterable[str]) -> None:
    """Refuse to write through a link that leads out of the folder."""
    below = {"entries", "photos", "history", "history/photos"}
    below |= {f"entries/{name.partition('/')[0]}" for name in names}
    root = folder.resolve()
    for name in sorted(below):
        if not (folder / name).resolve().is_relative_to(root):
            raise FolderNotWritable(folder / name, "link out of the folder")


# What is there already ----------------------------------------------------------------------------


def _look(
    space: Workspace,
    folder: Path,
    entries: Sequence[Entry],
    names: dict[str, str],
    photo_name: plain.NamePhoto,
    *,
    overwrite: bool,
) -> _Earlier:
    """Read what is in the folder before anything is written or removed."""
    found = _Earlier()
    root = folder / "entries"
    if not root.is_dir():
        return found
    by_name = {names[entry.id]: entry for entry in entries}
    for name, path in plain_files.markdown(root):
        entry = by_name.get(name)
        if path.is_symlink() or not path.is_file():
            (found.edited if entry else found.strangers).append(name)
            found.protected |= {entry.id} if entry else set()
            continue
        data = path.read_bytes()
        if entry is not None and data == _text(entry, photo_name).encode():
            found.current.add(entry.id)
            continue
        text = data.decode("utf-8", errors="replace")
        shows = set(_PHOTO.findall(text))
        stated = _ID.search(text)
        entry_id = stated[1] if stated else entry.id if entry else ""
        mine = entry_id in names or (entry_id and space.journal.revision(entry_id) > 0)
        if not mine:
            found.strangers.append(name)
            found.photos_kept |= shows
        elif overwrite or _was_stored(space, folder, data, entry_id):
            found.photos_before |= shows
            if entry is None:
                found.ours.append((path, names.get(entry_id, "")))
        else:
            found.edited.append(name)
            found.protected |= {entry_id} | ({entry.id} if entry else set())
            found.photos_kept |= shows
    return found


def _was_stored(space: Workspace, folder: Path, data: bytes, entry_id: str) -> bool:
    """Return whether a file says nothing that the journal, its history included, has not had.

    Of a purged entry the history holds nothing any more, and the folder should not either.
    """
    versions = [plain.typed(one.entry) for one in space.journal.versions(entry_id) if one.entry]
    if not versions:
        return True
    try:
        text = data.decode("utf-8-sig")
        entry = plain.read(text, "", space.resolver(), plain_files.describer(folder))
    except (YearlogError, UnicodeDecodeError):
        return False
    return plain.typed(entry) in versions


def _sweep(folder: Path, earlier: _Earlier, wanted: set[str]) -> list[str]:
    """Remove what is no longer the journal's; return photos that it does not know."""
    for path, name in earlier.ours:
        written = folder / "entries" / name
        if name and written.exists() and path.samefile(written):
            continue  # one file to a system that does not tell its two names apart
        path.unlink()
        if path.parent != folder / "entries" and not any(path.parent.iterdir()):
            path.parent.rmdir()
    stale = earlier.photos_before - earlier.photos_kept - wanted
    left = []
    for path in sorted((folder / "photos").glob("*")):
        name = unicodedata.normalize("NFC", f"photos/{path.name}")
        if path.name.startswith(".") or name in wanted or name in earlier.photos_kept:
            continue
        if name in stale or re.fullmatch(r"[0-9a-f]{64}\.[a-z]{3,4}", path.name):
            path.unlink()
        else:
            left.append(shown(name))
    if (folder / "photos").is_dir() and not any((folder / "photos").iterdir()):
        (folder / "photos").rmdir()
    return left
