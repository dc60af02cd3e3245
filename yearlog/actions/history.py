"""What changed when: the steps of the journal, the versions of an entry, and back to an old one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from yearlog import clock
from yearlog.actions.entries import at_minute, summary
from yearlog.actions.workspace import Workspace
from yearlog.errors import UsageError, YearlogError
from yearlog.i18n import LANGS, Both, Lang, t
from yearlog.journal.journal import Batch
from yearlog.kinds.entry import Entry
from yearlog.kinds.shown import shown
from yearlog.kinds.spine import TRIP_BEGINS, TRIP_STOP, form_fields
from yearlog.kinds.values import NO_TRIP, NOTHING


class Difference(NamedTuple):
    """One field that a step changed, with what it said before and after in both languages."""

    name: str
    label: Both
    before: Both
    after: Both


class Step(NamedTuple):
    """What one batch did to one entry; ``entry`` is None where it took the entry out."""

    batch: Batch
    entry: Entry | None
    differences: tuple[Difference, ...]


class NothingThen(YearlogError):
    """The entry did not exist yet at the time asked for."""

    def __init__(self, wanted: str, first: Batch) -> None:
        zh, en = at_minute(first.at), at_minute(first.at)
        super().__init__(
            f"「{wanted}」那时还没有这条记录，它最早的版本是 #{first.id}（{zh}）。",
            f"There was no such entry at “{wanted}”; its first version is #{first.id} ({en}).",
        )


class BadTime(UsageError):
    """What was given as a time is none, or names a step that did not touch the entry."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f'看不懂时间「{text}」。请写 2025-05-12、"2025-05-12 14:30"、昨天，'
            '或 yearlog history 列出的一步，如 "#12"。',
            f'“{text}” is no time. Write 2025-05-12, "2025-05-12 14:30", yesterday, '
            'or a step that yearlog history lists, such as "#12".',
        )


class NotYetPlayed(YearlogError):
    """The entry's versions were purged."""

    def __init__(self) -> None:
        super().__init__(
            "这条记录的旧版本已彻底删除，无法恢复。",
            "The old versions of this entry were purged and cannot come back.",
        )


_STEPS = frozenset(
    {"add", "edit", "delete", "visibility", "revert", "load", "restore", "tag", "place", "config",
     "review", "purge", "trip"}
)  # fmt: skip


def told(batch: Batch, lang: Lang, targets: dict[int, Batch] | None = None) -> str:
    """Return what a step did, and to what; an undo says what it took back if that is known."""
    if batch.verb in ("undo", "redo") and targets and batch.target in targets:
        what = told(targets[batch.target], lang)
        return t(lang, f"history.step_{batch.verb}", what=what, n=batch.target)
    what = batch.summary.get(lang)
    return t(lang, f"history.step_{batch.verb}", what=what) if batch.verb in _STEPS else what


def steps(space: Workspace, *, limit: int | None = None) -> tuple[list[Batch], dict[int, Batch]]:
    """Return the newest steps of the journal, and those that undos among them were about."""
    found = space.journal.batches(limit=limit)
    wanted = {batch.target for batch in found if batch.target is not None}
    return found, {batch.id: batch for batch in space.journal.batches(wanted)}


def of_entry(space: Workspace, wanted: str) -> tuple[Entry, list[Step]]:
    """Return an entry, deleted ones too, and every step that touched it, oldest first."""
    entry = space.journal.entry(wanted, deleted=True)
    versions = space.journal.versions(entry.id)
    batches = {one.id: one for one in space.journal.batches(one.batch for one in versions)}
    found: list[Step] = []
    before: Entry | None = None
    for version in versions:
        changed = differences(before, version.entry)
        found.append(Step(batches[version.batch], version.entry, changed))
        before = version.entry
    return entry, found


def differences(before: Entry | None, after: Entry | None) -> tuple[Difference, ...]:
    """Return the fields in which two versions differ, in the order of the form."""
    one = after or before
    if one is None:
        return ()
    found: list[Difference] = []
    for spec in form_fields(type(one.details)):
        old, new = (
            Both("", "") if entry is None
            else Both(shown(entry, spec.name, "zh"), shown(entry, spec.name, "en"))
            for entry in (before, after)
        )  # fmt: skip
        if old != new:
            found.append(Difference(spec.name, spec.label, old, new))
    pictures = tuple(_photos(entry) for entry in (before, after))
    if pictures[0] != pictures[1]:
        found.append(Difference("photos", Both("照片", "Photos"), *pictures))
    trips = tuple(_trip(entry) for entry in (before, after))
    if trips[0] != trips[1]:
        found.append(Difference("trip", Both("行程", "Trip"), *trips))
    if bool(before and before.deleted_at) != bool(after and after.deleted_at):
        states = (Both("未删除", "not deleted"), Both("已删除", "deleted"))
        was, now = (states[bool(entry and entry.deleted_at)] for entry in (before, after))
        found.append(Difference("deleted_at", Both("状态", "State"), was, now))
    return tuple(found)


def _trip(entry: Entry | None) -> Both:
    """Return what was said of the trip of a version, in words."""
    said = entry.trip if entry else NO_TRIP
    parts = (said.name, TRIP_BEGINS[said.begins], TRIP_STOP[said.stop])
    return Both(*("  ".join(filter(None, (part.get(lang) for part in parts))) for lang in LANGS))


def _photos(entry: Entry | None) -> Both:
    """Return the photos of a version, one a line, with captions."""

    def lines(lang: Lang) -> str:
        photos = entry.photos if entry else ()
        said = ((one.filename, one.caption.get(lang), one.alt.get(lang)) for one in photos)
        return "\n".join("  ".join(filter(None, parts)) for parts in said)

    return Both(lines("zh"), lines("en"))


def revert(space: Workspace, wanted: str, at: str) -> tuple[Entry, Batch | None]:
    """Bring an entry back as it was at a time, or after a step ``#12``; one batch, undoable.

    Returns the entry and the step whose version it is, None if the entry is that already.
    Raises UnknownEntry, BadTime, NothingThen.
    """
    entry = space.journal.entry(wanted, deleted=True)
    chosen = _moment(space, at)
    versions = [one for one in space.journal.versions(entry.id) if one.entry is not None]
    if not versions:
        raise NotYetPlayed
    batches = {one.id: one for one in space.journal.batches(one.batch for one in versions)}
    if isinstance(chosen, int):
        if not space.journal.batches([chosen]):
            raise BadTime(at)
        known = [one for one in versions if one.batch <= chosen]
    else:
        known = [one for one in versions if batches[one.batch].at <= chosen]
    if not known:
        raise NothingThen(at, batches[versions[0].batch])
    old, batch = known[-1].entry, batches[known[-1].batch]
    assert old is not None
    about = Both(f"{summary([old]).zh}，回到 #{batch.id}", f"{summary([old]).en} to #{batch.id}")
    with space.journal.write("revert", about) as writer:
        now = space.journal.entry(entry.id, deleted=True)
        if not differences(now, old):
            return now, None
        back = replace(old, updated_at=clock.stamp())
        for one in [back, *_given_back(space, now, back)]:
            writer.save(one)
    return back, batch


def _given_back(space: Workspace, now: Entry, back: Entry) -> Iterator[Entry]:
    """Yield the entries that took over what a deleted one said of its trip, without that again.

    Only those of which nothing else was said since.
    """
    if not now.deleted_at or back.deleted_at:
        return
    deleted = 0
    for version in reversed(space.journal.versions(now.id)):
        if version.entry is None or not version.entry.deleted_at:
            break
        deleted = version.batch
    for heir in space.journal.entries():
        same_name = heir.trip.name == back.trip.name != NOTHING
        if not same_name and not (heir.trip.begins == back.trip.begins != ""):
            continue
        for old, new in pairwise(space.journal.versions(heir.id)):
            if new.batch == deleted and old.entry and new.entry and new.entry.trip == heir.trip:
                yield replace(heir, trip=old.entry.trip, updated_at=back.updated_at)


def _moment(space: Workspace, text: str) -> int | str:
    """Return the step a text numbers, or the last UTC stamp that is not after the time it says."""
    text = text.strip().replace("：", ":").replace("＃", "#")
    if re.fullmatch(r"#\d{1,15}", text):
        return int(text[1:])
    found = re.fullmatch(r"(.*?)[ T]?(\d{1,2}:\d{2}(?::\d{2})?)?", text)
    assert found is not None
    words, clock_words = found[1].strip(), found[2]
    if not words and not clock_words:
        raise BadTime(text)
    try:
        first, last, _ = (
            space.resolver().read_date(words) if words else (clock.today(), None, "day")
        )
        return _last_stamp(last or first, clock_words)
    except (YearlogError, ValueError, OverflowError):
        raise BadTime(text) from None


def _last_stamp(day: date, clock_words: str | None) -> str:
    """Return the last stamp of a local day, or of a minute or second of it."""
    if clock_words is None:
        end = datetime.combine(day + timedelta(days=1), time.min)
    else:
        shown_time = time.fromisoformat(clock_words.zfill(5 if clock_words.count(":") == 1 else 8))
        step = timedelta(minutes=1) if clock_words.count(":") == 1 else timedelta(seconds=1)
        end = datetime.combine(day, shown_time) + step
    # Of an hour that clocks showed twice, the end is that of the second.
    last = end.replace(fold=1).astimezone().astimezone(UTC) - timedelta(milliseconds=1)
    return last.strftime("%Y-%m-%dT%H:%M:%S.") + f"{last.microsecond // 1000:03d}Z"
