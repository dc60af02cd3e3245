"""Reading a folder of plain text into the journal: merged by id, as one step, or nothing."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from yearlog.actions import (
    photos,
    plain_drafts,
    plain_files,
    plain_geocodes,
    plain_history,
    plain_settings,
)
from yearlog.actions.plain_report import KindChanged, NothingToLoad, Report, SeveralProblems
from yearlog.actions.workspace import Workspace
from yearlog.capture.resolve import Resolver
from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang
from yearlog.journal import plain, transfer
from yearlog.journal.front import BadFile, line_of
from yearlog.journal.journal import Batch, Journal, plan_row
from yearlog.journal.spine import own_place
from yearlog.journal.writer import Writer
from yearlog.kinds.entry import Entry
from yearlog.kinds.translation import noted
from yearlog.kinds.values import Attachment, Place


@dataclass
class _Read:
    """What the files of a folder say."""

    folder: Path
    context: Resolver
    entries: list[tuple[str, plain.Parsed]]
    found: plain_settings.Found
    drafts: list[dict[str, Any]]
    answers: list[dict[str, str]]
    photos: dict[str, Path]
    problems: list[YearlogError]


@dataclass
class _Merged:
    """What becomes of the entries of a folder: ``by_hand`` are those that a person changed."""

    save: list[Entry] = field(default_factory=list)
    by_hand: list[Entry] = field(default_factory=list)
    added: int = 0
    merged: int = 0
    unchanged: int = 0
    kept_newer: list[str] = field(default_factory=list)


class _DryRun(Exception):
    """Ends a dry run: what was written is rolled back."""


def load(
    space: Workspace, folder: Path, *, dry_run: bool = False, take_files: bool = False
) -> Report:
    """Read a folder into the journal as one batch; entries with a known id are merged.

    An entry that the journal changed later than the file is kept, unless ``take_files``. A history
    in the folder becomes the journal's own if the journal has none yet. All files are read first;
    SeveralProblems names each file and line at fault, and nothing is stored. ``dry_run`` stores
    nothing and reports the same. Raises NothingToLoad.
    """
    if not (folder / "entries").is_dir():
        raise NothingToLoad(folder)
    read = _read_all(space, folder)
    if read.problems:
        raise SeveralProblems(read.problems)
    report = Report()
    with _storing(space, folder, dry_run=dry_run) as writer:
        report = _store(space, writer, read, take_files=take_files, dry_run=dry_run)
        if dry_run:
            raise _DryRun
    space.forget()
    return report


@contextmanager
def _storing(space: Workspace, folder: Path, *, dry_run: bool) -> Iterator[Writer]:
    """Open the batch of a load; a dry run ends in a rollback, and makes no backup of its own."""
    about = Both(f"「{folder.name}」", f"“{folder.name}”")
    try:
        with space.journal.write("dry run" if dry_run else "load", about) as writer:
            yield writer
    except _DryRun:
        return


def _store(
    space: Workspace, writer: Writer, read: _Read, *, take_files: bool, dry_run: bool
) -> Report:
    """Take the history if it can be, then bring the journal up to date by the files."""
    steps, history = _take_history(writer, read)
    present = {entry.id: entry for entry in space.journal.every_entry()}
    known = {place.id: place for place in space.journal.places()}
    settle = _one_place_an_id(read, known)
    done = _merge(space.journal, read, present, settle, take_files=take_files)
    if not dry_run:
        _keep_photos(space, read)
    now = transfer.begin(writer) if done.by_hand else ""
    for entry in (*done.save, *(replace(one, updated_at=now) for one in done.by_hand)):
        writer.save(entry)
    changed = _store_settings(space, writer, read.found, settle)
    kept = sum(transfer.keep_draft(writer, row) for row in read.drafts)
    geocodes = plain_geocodes.merge(writer, read.answers)
    return Report(
        added=done.added,
        merged=done.merged,
        unchanged=done.unchanged,
        kept_newer=tuple(done.kept_newer),
        settings=changed,
        drafts=kept,
        geocodes=geocodes,
        batches=steps,
        history=history,
    )


# Reading ------------------------------------------------------------------------------------------


def _read_all(space: Workspace, folder: Path) -> _Read:
    """Read every file of the folder, and note every fault."""
    beside: list[YearlogError] = []
    context = space.resolver()
    found = plain_settings.read(folder, context, beside)
    names = {space.gazetteer.alias_key(text): place for text, place in found.aliases}
    read = _Read(
        folder,
        replace(context, aliases={**context.aliases, **names}),
        [],
        found,
        plain_drafts.read(folder, beside),
        plain_geocodes.read(folder, beside),
        {},
        [],
    )
    _read_entries(read)
    read.problems += beside
    return read


def _read_entries(read: _Read) -> None:
    root = read.folder / "entries"
    seen: dict[str, str] = {}

    def note(photo: Attachment, path: Path) -> None:
        read.photos[photo.sha256] = path

    describe = plain_files.describer(read.folder, note)
    for name, path in plain_files.markdown(root, read.problems.append):
        try:
            text = plain_files.read_text(path, name, root)
            parsed = plain.parse(text, name, read.context, describe)
            if parsed.entry.id in seen:
                other = seen[parsed.entry.id]
                reason = Both(f"编号与 {other} 相同", f"the id is that of {other} too")
                raise BadFile(name, line_of(text, "id"), reason)
            seen[parsed.entry.id] = name
            read.entries.append((name, parsed))
        except YearlogError as error:
            read.problems.append(error)


# The history --------------------------------------------------------------------------------------


def _take_history(writer: Writer, read: _Read) -> tuple[int, Literal["none", "taken", "not_taken"]]:
    years = plain_history.year_files(read.folder)
    if not years:
        return 0, "none"
    if not transfer.is_new(writer):
        return 0, "not_taken"
    try:
        steps = transfer.take_history(writer, years)
    except BadFile as error:
        raise SeveralProblems([error]) from None
    for sha256, path in plain_history.kept_photos(read.folder).items():
        read.photos.setdefault(sha256, path)
    return steps, "taken"


# Entries ------------------------------------------------------------------------------------------


def _merge(
    journal: Journal,
    read: _Read,
    present: Mapping[str, Entry],
    settle: Settle,
    *,
    take_files: bool,
) -> _Merged:
    """Decide of each entry of the folder whether it is stored, and as what."""
    done = _Merged()
    problems: list[YearlogError] = []
    twins: dict[tuple[str, Any], list[Entry]] = defaultdict(list)
    for entry in present.values():
        twins[entry.kind, entry.starts_on].append(entry)
    for name, parsed in read.entries:
        entry = settle(parsed.entry)
        base = present.get(entry.id)
        if base is not None:
            try:
                if base.kind != entry.kind:
                    raise KindChanged(entry.id, base.kind)
                entry = plain.rebase(parsed._replace(entry=entry), base, read.context)
            except YearlogError as error:
                problems.append(_in_file(read.folder, name, error))
            else:
                _merge_one(journal, done, entry, base, take_files=take_files)
        elif "id" not in parsed.stated and _known(entry, twins[entry.kind, entry.starts_on]):
            done.unchanged += 1
        else:
            done.added += 1
            done.save.append(entry)
    if problems:
        raise SeveralProblems(problems)
    return done


def _merge_one(
    journal: Journal, done: _Merged, entry: Entry, base: Entry, *, take_files: bool
) -> None:
    """Decide of an entry that the journal has."""
    older = entry.updated_at < base.updated_at
    same = plain.typed(entry) == plain.typed(base)
    if entry == base or (same and older):
        done.unchanged += 1
    elif older and not take_files and not _edited_again(journal, entry):
        done.kept_newer.append(entry.id)
    else:
        done.merged += 1
        if entry.updated_at > base.updated_at:
            done.save.append(entry)
        else:
            done.by_hand.append(_noted(entry, base))


def _noted(entry: Entry, base: Entry) -> Entry:
    """Return an entry edited by hand with what its translation follows, unless the file says it."""

    def hashes(one: Entry) -> dict[Lang, str]:
        return {lang: text.translated_from_hash for lang, text in one.texts.items()}

    known = hashes(base)
    stated = any(found not in ("", known.get(lang, "")) for lang, found in hashes(entry).items())
    return entry if stated else noted(entry, base)


def _edited_again(journal: Journal, entry: Entry) -> bool:
    """Return whether a file with an old stamp says something new that no other change rivals.

    A person who edits a file, loads it and edits it again leaves its stamp as it was. Since the
    version with that stamp the entry must not have changed except by loading edits by hand, which
    bear the time of their step.
    """
    versions = journal.versions(entry.id)
    steps = {step.id: step for step in journal.batches([one.batch for one in versions])}
    since: list[tuple[Entry | None, Batch]] | None = None
    for version in versions:
        if version.entry is not None and plain.typed(version.entry) == plain.typed(entry):
            return False
        if version.entry is not None and version.entry.updated_at == entry.updated_at:
            since = []
        elif since is not None:
            since.append((version.entry, steps[version.batch]))
    return since is not None and all(
        found is not None and step.verb == "load" and found.updated_at == step.at
        for found, step in since
    )


def _known(entry: Entry, twins: Sequence[Entry]) -> bool:
    """Return whether a file without an id says what an entry of the journal says, or said."""
    return any(
        replace(
            entry,
            id=twin.id,
            created_at=twin.created_at,
            updated_at=twin.updated_at,
            deleted_at=twin.deleted_at,
        )
        == twin
        for twin in twins
    )


def _in_file(folder: Path, name: str, error: YearlogError) -> BadFile:
    root = folder / "entries"
    text = plain_files.read_text(root / name, name, root)
    return BadFile(name, line_of(text, error.field or "starts_on"), error.message)


class Settle:
    """Gives a place a new id where its id stands for a place that is written otherwise."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places

    def place(self, place: Place) -> Place:
        """Return the place, under an id of its own if what it says is not what its id says."""
        return place if self._places.get(place.id, place) == place else own_place(place)

    def __call__(self, entry: Entry) -> Entry:
        """Return the entry with its place settled."""
        return replace(entry, place=self.place(entry.place)) if entry.place else entry


def _one_place_an_id(read: _Read, known: Mapping[str, Place]) -> Settle:
    """Say which place each id stands for: the journal's, else the one most files write."""
    written: dict[str, Counter[Place]] = defaultdict(Counter)
    for _, parsed in read.entries:
        if parsed.entry.place is not None:
            written[parsed.entry.place.id][parsed.entry.place] += 1
    for place in (*(place for _, place in read.found.aliases), *read.found.places):
        written[place.id][place] += 1
    chosen = {key: counts.most_common(1)[0][0] for key, counts in written.items()}
    return Settle({**chosen, **known})


# The rest -----------------------------------------------------------------------------------------


def _keep_photos(space: Workspace, read: _Read) -> None:
    """Copy the photos that files name beside the journal; they are there before their rows."""
    for plan in read.found.plans:
        path = plain_history.named_by_hash(read.folder, plan.cover) if plan.cover else None
        if path is not None:
            read.photos.setdefault(plan.cover, path)
    for sha256, path in read.photos.items():
        if not photos.path_of(space.journal, sha256).exists():
            nothing = Both("", "")
            photos.keep(space.journal, path.read_bytes(), path.name, nothing, nothing, path)


def _store_settings(
    space: Workspace, writer: Writer, found: plain_settings.Found, settle: Settle
) -> int:
    """Store settings, places, their names and plans; return how many rows that changed."""
    changed = 0
    for key, value in found.settings.items():
        stored = json.dumps(value, ensure_ascii=False, sort_keys=True)
        changed += writer.put("settings", {"key": key, "value": stored})
    for place in found.places:
        writer.save_place(settle.place(place))
    for text, written in found.aliases:
        place = settle.place(written)
        writer.save_place(place)
        row = {"alias": space.gazetteer.alias_key(text), "text": text, "place_id": place.id}
        changed += writer.put("aliases", row)
    for plan in found.plans:
        changed += writer.put("reviews", plan_row(plan))
    return changed
