"""The files of a dump: what they are called, which are read, and how."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from yearlog.actions import photos
from yearlog.actions.plain_report import PhotoOutside
from yearlog.i18n import Both
from yearlog.journal.front import BadFile
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Attachment

MOST_BYTES = 32 * 2**20
"""Bytes of one file of text that is read: a body of six million words."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""


# Names --------------------------------------------------------------------------------------------


def photo_names(entries: Iterable[Entry]) -> Callable[[Attachment], str]:
    """Return what names photos in the folder: by file name, with the hash where two share it.

    So ``photos/ridge.jpg`` in a text finds its picture, in other programs too.
    """
    by_name: dict[str, set[str]] = {}
    for entry in entries:
        for photo in entry.photos:
            by_name.setdefault(_safe(photo).casefold(), set()).add(photo.sha256)

    def name(photo: Attachment) -> str:
        safe = _safe(photo)
        shared = len(by_name.get(safe.casefold(), ())) > 1
        return f"photos/{photo.sha256[:8]}-{safe}" if shared else f"photos/{safe}"

    return name


def _safe(photo: Attachment) -> str:
    """Return a file name that every system takes; letters are composed, as most systems have it."""
    composed = unicodedata.normalize("NFC", photo.filename)
    name = re.sub(r"[^\w.-]+", "-", composed).strip(".-")[-80:].strip(".-") or "photo"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def file_names(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the file name of each entry by id; no two share one, whatever their ids end in."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for entry in entries:
        short = file_name(entry)
        name = short if short not in taken else f"{short.removesuffix('.md')}-{entry.id}.md"
        taken.add(name)
        names[entry.id] = name
    return names


def file_name(entry: Entry) -> str:
    """Return ``2025/2025-05-12-flight-ith-jfk-1a2b3c.md``: date, kind, a few words, end of id."""
    if entry.kind == "flight":
        ends = (getattr(entry.details, "origin"), getattr(entry.details, "destination"))  # noqa: B009
        words = " ".join(end.code for end in ends)
    else:
        words = (
            entry.titles.en or entry.titles.zh or (entry.place.name("en") if entry.place else "")
        )
    folded = unicodedata.normalize("NFC", words[:400].casefold())
    slug = re.sub(r"[^\w]+", "-", folded).strip("-_")[:40].rstrip("-")
    day = entry.starts_on.isoformat()
    parts = [day, entry.kind, slug, entry.id[-6:]]
    return f"{day[:4]}/{'-'.join(part for part in parts if part)}.md"


# Reading ------------------------------------------------------------------------------------------


def markdown(
    root: Path, refuse: Callable[[BadFile], None] | None = None
) -> Iterator[tuple[str, Path]]:
    """Yield the Markdown files below a folder in order, each with its name; hidden ones are none.

    ``refuse`` is told of folders that are links: what they hold is left out.
    """

    def unreadable(error: OSError) -> None:
        raise error

    for folder, below, names in os.walk(root, onerror=unreadable):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in below:
            path = Path(folder, name)
            if path.is_symlink() and refuse is not None:
                reason = Both("这个文件夹是链接，不会进入", "this folder is a link, not followed")
                refuse(BadFile(path.relative_to(root).as_posix(), 0, reason))
        for name in sorted(names):
            if name.endswith(".md") and not name.startswith("."):
                path = Path(folder, name)
                yield path.relative_to(root).as_posix(), path


def read_text(path: Path, name: str, root: Path) -> str:
    """Return the text of a file inside ``root``; BadFile if it is none."""
    if not _inside(path, root) or not path.is_file():
        reason = Both("不是这个文件夹里的普通文件", "this is no plain file of this folder")
        raise BadFile(name, 0, reason)
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadFile(name, 0, Both("文件超过 32 MB", "the file is larger than 32 MB"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile(name, line, Both("不是 UTF-8 文本", "this is not UTF-8 text")) from None


def _inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def find(folder: Path, name: str) -> Path:
    """Return where a photo lies that a file names; PhotoOutside for a path out of the folder."""
    parts = PurePosixPath(name).parts
    path = folder.joinpath(*parts)
    try:
        found = bool(parts) and ".." not in parts and _inside(path, folder) and path.is_file()
    except (OSError, ValueError):
        found = False
    if not found:
        raise PhotoOutside(name)
    return path


def describer(
    folder: Path, seen: Callable[[Attachment, Path], None] | None = None
) -> Callable[[str, Both, Both, str], Attachment]:
    """Return what describes the photo that a file of the folder names, without keeping it.

    ``seen`` is told of each photo and where it lies. The function raises PhotoOutside, NotAPhoto.
    """

    def describe(name: str, caption: Both, alt: Both, filename: str) -> Attachment:
        path = find(folder, name)
        with path.open("rb") as file:
            media_type = photos.media_type(file.read(64))
            if not media_type:
                raise photos.NotAPhoto(path)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        photo = Attachment(sha256, filename or path.name, media_type, size, caption, alt)
        if seen is not None:
            seen(photo, path)
        return photo

    return describe
