"""The whole journal as a folder of Markdown files, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

from yearlog import config
from yearlog.actions import files, photos
from yearlog.actions.workspace import Workspace
from yearlog.capture.resolve import Resolver
from yearlog.errors import YearlogError
from yearlog.i18n import LANGS, Both
from yearlog.journal import plain
from yearlog.journal.journal import ReviewPlan
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Front, Json
from yearlog.kinds.values import Attachment, Place
from yearlog.places.fold import fold

SETTINGS = "settings.yaml"


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
    names = {entry.id: file_name(entry) for entry in entries}
    photo_name = photo_names(entries)
    for entry in entries:
        for photo in entry.photos:
            files.write(folder / photo_name(photo), photos.read(space.journal, photo))
        text = plain.write(entry, photo_name)
        files.write(folder / "entries" / names[entry.id], text)
    files.write(folder / SETTINGS, plain.to_yaml(_settings_front(space)))
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
        found = re.search(
            r"^id: ['\"]?([0-9a-f-]{36})['\"]?$", path.read_text("utf-8"), re.MULTILINE
        )
        if found and found[1] in names:
            path.unlink()
        else:
            left.append(name)
    return tuple(left)


def _settings_front(space: Workspace) -> dict[str, Front]:
    front: dict[str, Front] = {}
    for key, value in space.settings.items():
        if key == "home" and isinstance(value, list):
            front[key] = [_strings(step) for step in value]
        else:
            front[key] = str(value)
    aliases = space.journal.aliases()
    if aliases:
        front["aliases"] = [
            {"text": text, "place": plain.place_front(place)} for text, place in aliases.values()
        ]
    plans = space.journal.plans()
    if plans:
        front["reviews"] = {str(plan.year): _plan_front(plan) for plan in plans}
    return front


def _strings(value: Json) -> Front:
    if isinstance(value, dict):
        return {key: _strings(part) for key, part in value.items()}
    return str(value)


def _plan_front(plan: ReviewPlan) -> Front:
    front: dict[str, Front] = {}
    for key, both in (("title", plan.title), ("epigraph", plan.epigraph)):
        said: dict[str, Front] = {lang: both.get(lang) for lang in LANGS if both.get(lang)}
        if said:
            front[key] = said
    if plan.chapters:
        front["chapters"] = list(plan.chapters)
    if plan.cover:
        front["cover"] = plan.cover
    if plan.compare_with is not None:
        front["compare_with"] = str(plan.compare_with)
    return front


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
    settings, aliases, plans = _read_settings(folder, context, problems)
    if problems:
        raise SeveralProblems(problems)
    present = {entry.id: entry for entry in space.journal.every_entry()}
    added = sum(entry.id not in present for entry in entries)
    merged = sum(entry.id in present and present[entry.id] != entry for entry in entries)
    about = Both(f"载入 {folder.name}", f"load of {folder.name}")
    with space.journal.write("load", about) as writer:
        for entry in entries:
            writer.save(entry)
        for key, value in settings.items():
            stored = json.dumps(value, ensure_ascii=False, sort_keys=True)
            writer.put("settings", {"key": key, "value": stored})
        for text, place in aliases:
            writer.save_place(place)
            writer.put("aliases", {"alias": fold(text), "text": text, "place_id": place.id})
        for plan in plans:
            writer.put("reviews", plan_row(plan))
    space.forget()
    return Report(added=added, merged=merged, unchanged=len(entries) - added - merged)


def plan_row(plan: ReviewPlan) -> dict[str, Any]:
    """Return the row that stores a plan."""
    return {
        "year": plan.year,
        "title_zh": plan.title.zh,
        "title_en": plan.title.en,
        "epigraph_zh": plan.epigraph.zh,
        "epigraph_en": plan.epigraph.en,
        "chapters": json.dumps(list(plan.chapters)),
        "cover": plan.cover,
        "compare_with": plan.compare_with,
    }


def _read_all(
    space: Workspace, root: Path, folder: Path, context: Resolver
) -> tuple[list[Entry], list[YearlogError]]:
    entries: list[Entry] = []
    problems: list[YearlogError] = []
    find_photo = partial(_find_photo, space, folder)
    for path in sorted(root.rglob("*.md")):
        name = path.relative_to(root).as_posix()
        try:
            text = path.read_bytes().decode("utf-8")
            entries.append(plain.read(text, name, context, find_photo))
        except UnicodeDecodeError:
            reason = Both("不是 UTF-8 文本", "this is not UTF-8 text")
            problems.append(plain.BadFile(name, 0, reason))
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


def _read_settings(
    folder: Path, context: Resolver, problems: list[YearlogError]
) -> tuple[dict[str, Json], list[tuple[str, Place]], list[ReviewPlan]]:
    path = folder / SETTINGS
    settings: dict[str, Json] = {}
    aliases: list[tuple[str, Place]] = []
    plans: list[ReviewPlan] = []
    if not path.is_file():
        return settings, aliases, plans
    try:
        front = plain.from_yaml(path.read_bytes().decode("utf-8"), SETTINGS)
        for key, value in front.items():
            if key == "aliases":
                aliases = _aliases(value, context)
            elif key == "reviews":
                plans = _plans(value)
            else:
                settings[key] = _setting(key, value, context)
    except YearlogError as error:
        problems.append(plain.BadFile(SETTINGS, 0, error.message))
    return settings, aliases, plans


def _setting(key: str, value: Front, context: Resolver) -> Json:
    setting = config.find(key)
    if setting.shape == "home":
        homes: list[Json] = []
        for step in value if isinstance(value, list) else ():
            if isinstance(step, dict):
                place = plain.place_from(step.get("place", ""), context)
                kept = {k: v for k, v in place._asdict().items() if v not in ("", None)}
                homes.append({"from": str(step.get("from", "")), "place": kept})
        return homes
    checked = config.check(setting, str(value))
    return int(checked) if setting.shape == "number" else checked


def _aliases(value: Front, context: Resolver) -> list[tuple[str, Place]]:
    """Read a list of text and place; a mapping of name to place is what a person would write."""
    if isinstance(value, dict):
        return [(text, plain.place_from(place, context)) for text, place in value.items()]
    return [
        (str(item["text"]), plain.place_from(item["place"], context))
        for item in value
        if isinstance(item, dict)
    ]


def _plans(value: Front) -> list[ReviewPlan]:
    plans = []
    for year, said in value.items() if isinstance(value, dict) else ():
        if not isinstance(said, dict):
            continue
        both = {}
        for key in ("title", "epigraph"):
            written = said.get(key, {})
            texts = written if isinstance(written, dict) else {}
            both[key] = Both(str(texts.get("zh", "")), str(texts.get("en", "")))
        chapters = said.get("chapters", [])
        compare = str(said.get("compare_with", ""))
        plans.append(
            ReviewPlan(
                int(year),
                both["title"],
                both["epigraph"],
                tuple(str(one) for one in chapters) if isinstance(chapters, list) else (),
                str(said.get("cover", "")),
                int(compare) if compare else None,
            )
        )
    return plans
