"""The history in a dump: a file of JSON lines a year, and the photos that only it names."""

from __future__ import annotations

import filecmp
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path

from yearlog import clock
from yearlog.actions import files, photos
from yearlog.actions.files import FolderNotWritable
from yearlog.actions.plain_report import OtherHistory
from yearlog.actions.workspace import Workspace
from yearlog.journal import transfer
from yearlog.journal.journal import Journal

FOLDER = "history"
_YEAR = re.compile(r"[0-9]{4}\.jsonl")
_PHOTO = re.compile(r"([0-9a-f]{64})\.[a-z]{3,4}")
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
}


def year_files(folder: Path) -> list[tuple[str, Path]]:
    """Return the history files of a dump by name."""
    found = sorted((folder / FOLDER).glob("*.jsonl"))
    return [(f"{FOLDER}/{path.name}", path) for path in found if _YEAR.fullmatch(path.name)]


def check(space: Workspace, folder: Path) -> None:
    """Refuse a folder that holds the history of another journal: OtherHistory."""
    known: dict[int, str] | None = None
    for _, path in year_files(folder):
        with path.open("rb") as file:
            for raw in file:
                if not raw.startswith(b'{"batch"'):
                    continue
                known = transfer.batches(space.journal) if known is None else known
                try:
                    line = json.loads(raw)
                    ours = known.get(line["batch"]) == line["at"]
                except (ValueError, KeyError, TypeError):
                    ours = False
                if not ours:
                    raise OtherHistory(folder)


def write(space: Workspace, folder: Path, elsewhere: Iterable[str]) -> int:
    """Write the history, and the photos that ``elsewhere`` does not have; return its batches."""
    written, count = set(), 0
    for year, lines in transfer.history(space.journal):
        path = folder / FOLDER / f"{year if re.fullmatch('[0-9]{4}', year) else '0000'}.jsonl"
        count += _stream(path, lines)
        written.add(path.name)
    for sha, path in sorted(stored(space.journal).items()):
        if count and sha not in elsewhere:
            data = path.read_bytes()
            name = sha + _SUFFIXES.get(photos.media_type(data), ".bin")
            files.write(folder / FOLDER / "photos" / name, data, private=True)
            written.add(name)
    remove(folder, but=written)
    return count


def remove(folder: Path, but: Iterable[str] = ()) -> None:
    """Remove what an earlier dump wrote of the history, except the files named."""
    for _, path in year_files(folder):
        if path.name not in but:
            path.unlink()
    for path in (folder / FOLDER / "photos").glob("*"):
        if _PHOTO.fullmatch(path.name) and path.name not in but:
            path.unlink()
    for empty in (folder / FOLDER / "photos", folder / FOLDER):
        if empty.is_dir() and not any(empty.iterdir()):
            empty.rmdir()


def stored(journal: Journal) -> dict[str, Path]:
    """Return the photos beside the journal by hash."""
    found = journal.attachments.glob("[0-9a-f][0-9a-f]/*")
    return {path.name: path for path in found if re.fullmatch("[0-9a-f]{64}", path.name)}


def named_by_hash(folder: Path, sha256: str) -> Path | None:
    """Return the file of a dump that holds the photo with this hash and is named after it."""
    for where in ("photos", f"{FOLDER}/photos"):
        for suffix in _SUFFIXES.values():
            path = folder / where / f"{sha256}{suffix}"
            if path.is_file() and not path.is_symlink():
                return path
    return None


def kept_photos(folder: Path) -> dict[str, Path]:
    """Return the photos in the history of a dump by the hash they are named after."""
    found = {}
    for path in sorted((folder / FOLDER / "photos").glob("*")):
        named = _PHOTO.fullmatch(path.name)
        if named and path.is_file() and not path.is_symlink():
            found[named[1]] = path
    return found


def name_by_hash(data: bytes, sha256: str) -> str:
    """Return the name in a dump of a photo that no entry names."""
    return f"photos/{sha256}{_SUFFIXES.get(photos.media_type(data), '.bin')}"


def _stream(path: Path, lines: Iterable[str]) -> int:
    """Write lines under a temporary name, sync, rename; return how many of them are batches."""
    fresh = path.with_name(f".{path.name}.{clock.new_id()[-12:]}")
    count = 0
    try:
        files.make_folder(path.parent, private=True)
        try:
            with files.create(fresh, path, private=True) as file:
                for line in lines:
                    count += line.startswith('{"batch"')
                    file.write(line.encode())
                file.flush()
                os.fsync(file.fileno())
            if not path.is_file() or not filecmp.cmp(fresh, path, shallow=False):
                fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise FolderNotWritable(path, error.strerror or str(error)) from None
    return count
