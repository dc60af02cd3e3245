"""The whole journal as a folder of Markdown files, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from yearlog.actions import files, photos, plain_settings
from yearlog.actions.workspace import Workspace
from yearlog.capture.resolve import Resolver
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal import plain
from yearlog.journal.front import BadFile, to_yaml
from yearlog.journal.journal import plan_row
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Attachment
from yearlog.places.fold import fold


@dataclass(frozen=True, slots=True)
class Report:
    """What a dump wrote, or a load did: numbers of entries, and files left alone."""

    written: int = 0
    added: int = 0
    merged: int = 0
    unchanged: int = 0
    left_alone: tuple[str, ...] = ()


class NothingToLoad(YearlogError):
    """A folder that holds no journal in plain text."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} 里没有 entries 文件夹，没有可载入的内容。请给出 yearlog dump 写出的文件夹。",
            f"{folder} has no entries folder, so there is nothing to load. "
            "Give a folder that yearlog dump wrote.",
        )


class SeveralProblems(YearlogError):
    """Files that cannot be read; nothing was loaded."""

    def __init__(self, problems: list[YearlogError]) -> None:
        self.problems = problems
        zh = "\n".join(problem.get("zh") for problem in problems)
        en = "\n".join(problem.get("en") for problem in problems)
        n = len(problems)
        super().__init__(
            f"{zh}\n有 {n} 处问题，什么也没有载入。改好后再试。",
            f"{en}\n{n} problem{'s' if n > 1 else ''}; nothing was loaded. "
            "Mend the files and try again.",
        )


class KindChanged(YearlogError):
    """A file says another kind than the entry with its id has."""

    def __init__(self, entry_id: str, kind: str) -> None:
        super().__init__(
            f"记录 {entry_id} 在日志里的类别是 {kind}，文件里却不同。",
            f"The entry {entry_id} is a {kind} in the journal, but not in the file.",
        )


class PhotoOutside(YearlogError):
    """A photo path that is absent or leads out of the folder."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"照片 {name} 不在这个文件夹里。", f"The photo {name} is not in this folder.",
            field="photos",
        )  # fmt: skip


# Dump ---------------------------------------------------------------------------------------------


def dump(space: Workspace, folder: Path) -> Report:
    """Write the journal into ``folder``: an earlier dump is renewed, other files left alone."""
    entries = space.journal.every_entry()
    names = file_names(entries)
    photo_name = photo_names(entries)
    for entry in entries:
        for photo in entry.photos:
            files.write(folder / photo_name(photo), photos.read(space.journal, photo))
        text = plain.write(entry, photo_name)
        files.write(folder / "entries" / names[entry.id], text)
    files.write(folder / plain_settings.NAME, to_yaml(plain_settings.to_front(space)))
    left = _sweep(folder, names)
    files.sync_folder(folder)
    return Report(written=len(entries), left_alone=left)


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
    return re.sub(r"[^\w.-]+", "-", photo.filename).strip(".-")[-80:] or "photo"


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
    slug = re.sub(r"[^\w]+", "-", words.casefold()).strip("-_")[:40].rstrip("-")
    day = entry.starts_on.isoformat()
    parts = [day, entry.kind, slug, entry.id[-6:]]
    return f"{day[:4]}/{'-'.join(part for part in parts if part)}.md"


def _sweep(folder: Path, names: Mapping[str, str]) -> tuple[str, ...]:
    """Remove files that hold an entry now written under another name; report strangers."""
    left = []
    root = folder / "entries"
    wanted = set(names.values())
    for path in sorted(root.rglob("*.md")):
        name = path.relative_to(root).as_posix()
        if name in wanted:
            continue
        text = path.read_text("utf-8", errors="replace")
        found = re.search(r"^id: ['\"]?([0-9a-f-]{36})['\"]?$", text, re.MULTILINE)
        if found and found[1] in names:
            path.unlink()
        else:
            left.append(name)
    return tuple(left)


# Load ---------------------------------------------------------------------------------------------


def load(space: Workspace, folder: Path) -> Report:
    """Read a folder into the journal as one batch: entries with a known id are brought up to date.

    All files are read first; SeveralProblems names each file and line at fault, and nothing is
    stored. Raises NothingToLoad.
    """
    root = folder / "entries"
    if not root.is_dir():
        raise NothingToLoad(folder)
    context = space.resolver()
    entries, problems = _read_all(space, root, folder, context)
    found = plain_settings.read(folder, context, problems)
    if problems:
        raise SeveralProblems(problems)
    present = {entry.id: entry for entry in space.journal.every_entry()}
    other_kind = [one for one in entries if one.id in present and present[one.id].kind != one.kind]
    if other_kind:
        raise SeveralProblems([KindChanged(one.id, present[one.id].kind) for one in other_kind])
    added = sum(entry.id not in present for entry in entries)
    merged = sum(entry.id in present and present[entry.id] != entry for entry in entries)
    about = Both(f"载入 {folder.name}", f"load of {folder.name}")
    with space.journal.write("load", about) as writer:
        for entry in entries:
            writer.save(entry)
        for key, value in found.settings.items():
            stored = json.dumps(value, ensure_ascii=False, sort_keys=True)
            writer.put("settings", {"key": key, "value": stored})
        for text, place in found.aliases:
            writer.save_place(place)
            writer.put("aliases", {"alias": fold(text), "text": text, "place_id": place.id})
        for plan in found.plans:
            writer.put("reviews", plan_row(plan))
    space.forget()
    return Report(added=added, merged=merged, unchanged=len(entries) - added - merged)


def _read_all(
    space: Workspace, root: Path, folder: Path, context: Resolver
) -> tuple[list[Entry], list[YearlogError]]:
    entries: list[Entry] = []
    problems: list[YearlogError] = []
    find_photo = partial(_find_photo, space, folder)
    seen: dict[str, str] = {}
    for path in sorted(root.rglob("*.md")):
        name = path.relative_to(root).as_posix()
        try:
            text = path.read_bytes().decode("utf-8-sig")
            entry = plain.read(text, name, context, find_photo)
            if entry.id in seen:
                zh, en = f"编号与 {seen[entry.id]} 相同", f"the id is that of {seen[entry.id]} too"
                raise BadFile(name, plain.line_of(text.partition("\n")[2], "id"), Both(zh, en))
            seen[entry.id] = name
            entries.append(entry)
        except UnicodeDecodeError:
            reason = Both("不是 UTF-8 文本", "this is not UTF-8 text")
            problems.append(BadFile(name, 0, reason))
        except YearlogError as error:
            problems.append(error)
    return entries, problems


def _find_photo(
    space: Workspace, folder: Path, name: str, caption: Both, alt: Both, filename: str
) -> Attachment:
    """Copy the photo a file names beside the journal; a path out of the folder is refused."""
    parts = PurePosixPath(name).parts
    path = folder.joinpath(*parts)
    inside = bool(parts) and ".." not in parts and path.resolve().is_relative_to(folder.resolve())
    if not inside or not path.is_file():
        raise PhotoOutside(name)
    return photos.keep(space.journal, path.read_bytes(), filename or path.name, caption, alt, path)
