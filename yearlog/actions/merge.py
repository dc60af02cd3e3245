"""Two changes of one entry made into one, field by field, or the fields where that cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple, cast

from yearlog.actions.merge_photos import merged_photos
from yearlog.actions.threeway import merged_items, merged_lines, merged_order
from yearlog.errors import YearlogError
from yearlog.i18n import LANGS, Both, Lang
from yearlog.kinds.entry import Entry, clock_text
from yearlog.kinds.field import ChildRows, Context, Details, Field, fields_of
from yearlog.kinds.shown import shown
from yearlog.kinds.spine import SPINE, TRIP_BEGINS, TRIP_STOP
from yearlog.kinds.types import WallTimeType
from yearlog.kinds.values import NOTHING, Text, TripWords

Parts = dict[str, Any]
"""An entry taken apart: what is merged as one, by the name of its field."""

_LABELS = {spec.name: spec.label for spec in SPINE} | {
    "photos": Both("照片", "Photos"),
    "trip_name": Both("行程名称", "Trip name"),
    "trip_begins": Both("行程起点", "Start of trip"),
    "trip_stop": Both("中转还是到访", "Layover or visit"),
    "deleted_at": Both("删除", "Deletion"),
}
_TEXTS = tuple(f"{part}_{lang}" for part in ("title", "body") for lang in LANGS)


class Conflict(NamedTuple):
    """A field that both sides changed, each in its own way; the values as a person reads them.

    ``name`` is that of the declared field, or ``photos``.
    """

    name: str
    label: Both
    base: Both
    mine: Both
    theirs: Both


class Merged(NamedTuple):
    """What two changes make together; in the fields of ``conflicts`` mine won."""

    entry: Entry
    conflicts: tuple[Conflict, ...] = ()


class EditConflict(YearlogError):
    """Another program changed the same fields of an entry meanwhile; nothing was stored.

    ``theirs`` is the entry as it is now, ``revision`` the number of its last change, and ``merged``
    what is stored when mine wins. ``known=False`` says that nobody knows who changed them.
    """

    def __init__(
        self,
        conflicts: tuple[Conflict, ...],
        theirs: Entry,
        merged: Entry,
        revision: int,
        *,
        known: bool = True,
    ) -> None:
        names = named(conflict.label for conflict in conflicts)
        what = Both(
            f"编辑期间，另一个程序也改了：{names.zh}。",
            f"While you were editing, another program also changed: {names.en}.",
        )
        if not known:
            what = Both(
                f"日志里现在的内容和你写的不一样：{names.zh}。",
                f"What the journal has now differs from what you wrote: {names.en}.",
            )
        super().__init__(
            f"{what.zh}什么也没有覆盖，你写的内容还在。",
            f"{what.en} Nothing was overwritten, and what you wrote is still here.",
        )
        self.conflicts = conflicts
        self.theirs = theirs
        self.merged = merged
        self.revision = revision


class DeletedMeanwhile(YearlogError):
    """Another program deleted the entry while it was being changed; nothing was stored."""

    def __init__(self, revision: int) -> None:
        super().__init__(
            "编辑期间，另一个程序删除了这条记录。你写的内容还在，再保存一次就会恢复这条记录。",
            "While you were editing, another program deleted this entry. What you wrote is still "
            "here; saving again brings the entry back with it.",
        )
        self.revision = revision


def named(labels: Iterable[Both]) -> Both:
    """Return labels as a list in both languages, each once."""
    once = list(dict.fromkeys(labels))
    return Both("、".join(one.zh for one in once), ", ".join(one.en for one in once))


def merge(base: Entry | None, mine: Entry, theirs: Entry) -> Merged:
    """Return what two changes of ``base`` make together.

    A field that one side changed takes that side's value; one that both changed alike is no
    conflict. Without a ``base`` nobody knows who changed what: every field that differs is a
    conflict. Fields that cannot stand together, such as an end before the start, are conflicts too.
    """
    if base is not None and same(theirs, base):
        return Merged(mine if not same(mine, base) else theirs)
    if same(mine, theirs) or (base is not None and same(mine, base)):
        return Merged(theirs)
    return _Merger(base, mine, theirs).run()


def same(one: Entry, other: Entry) -> bool:
    """Return whether two entries say the same, whenever they were last changed."""
    return replace(one, updated_at=other.updated_at) == other


def changed(before: Entry, after: Entry) -> tuple[Both, ...]:
    """Return the labels of the fields in which an entry differs from what it was."""
    old, new, labels = _parts(before), _parts(after), labels_of(type(after.details))
    return tuple(labels[name] for name in new if old.get(name) != new[name])


def labels_of(details: type[Details]) -> dict[str, Both]:
    """Return the labels of all fields of a kind by name."""
    return _LABELS | {spec.name: spec.label for spec in fields_of(details)}


# Taking apart -------------------------------------------------------------------------------------


def _parts(entry: Entry) -> Parts:
    """Return what an entry says, without what is derived; wall times relative to its first day.

    So a date moved on one side and a time changed on the other go together.
    """
    parts: Parts = {
        "starts_on": (entry.starts_on, entry.date_precision),
        "ends_on": entry.ends_on,
        "place": entry.place,
    }
    for part in ("title", "body"):
        for lang in LANGS:
            parts[f"{part}_{lang}"] = getattr(entry.texts.get(lang, Text()), part)
    for spec in _own(entry):
        value = getattr(entry.details, spec.name)
        timed = isinstance(spec.type, WallTimeType)
        parts[spec.name] = clock_text(value, entry.starts_on) if timed else value
    parts["tags"] = entry.tags
    parts["photos"] = tuple(photo._replace(position=0) for photo in entry.photos)
    for name in TripWords._fields:
        parts[f"trip_{name}"] = getattr(entry.trip, name)
    parts["visibility"] = entry.visibility
    parts["deleted_at"] = bool(entry.deleted_at)
    return parts


def _own(entry: Entry) -> tuple[Field, ...]:
    return tuple(spec for spec in fields_of(type(entry.details)) if not spec.derived)


_SHOWN: dict[str, Callable[[Entry], Both]] = {
    "photos": lambda one: _alike(" ".join(photo.filename for photo in one.photos)),
    "trip_name": lambda one: one.trip.name,
    "trip_begins": lambda one: TRIP_BEGINS[one.trip.begins],
    "trip_stop": lambda one: TRIP_STOP[one.trip.stop],
    "deleted_at": lambda one: Both("已删除", "deleted") if one.deleted_at else NOTHING,
}
"""What is merged as one, but is no field of the form."""


def _shown(entry: Entry | None, name: str) -> Both:
    """Return the value of one field of an entry as a person reads it."""
    if entry is None:
        return NOTHING
    if name in _SHOWN:
        return _SHOWN[name](entry)
    return Both(shown(entry, name, "zh"), shown(entry, name, "en"))


def _alike(text: str) -> Both:
    return Both(text, text)


# Putting together ---------------------------------------------------------------------------------


@dataclass
class _Merger:
    """The two changes of one entry, and where they cannot both stand."""

    base: Entry | None
    mine: Entry
    theirs: Entry
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    photo_conflicts: list[Conflict] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.labels = labels_of(type(self.mine.details))
        self.of_mine, self.of_theirs = _parts(self.mine), _parts(self.theirs)
        self.of_base = _parts(self.base) if self.base else None
        self.parts: Parts = {}

    def run(self) -> Merged:
        """Merge field by field, then take back what cannot stand together."""
        for name in self.of_mine:
            self.parts[name] = self._part(name)
        if self._ends_before_start():
            self._take_mine("starts_on", "ends_on")
        needs = self.mine.meta.requires
        if ("title" in needs and not self._has("title")) or (
            "text" in needs and not self._has("title", "body")
        ):
            self._take_mine(*_TEXTS)
        details = self._details()
        if self._ends_before_start():
            self._take_mine("starts_on", "ends_on")
        entry = self._entry(details)
        conflicts = [self.conflicts[name] for name in self.of_mine if name in self.conflicts]
        return Merged(entry, (*conflicts, *self.photo_conflicts))

    def _part(self, name: str) -> Any:
        mine, theirs = self.of_mine[name], self.of_theirs[name]
        if mine == theirs:
            return mine
        if self.of_base is None:
            return self._conflict(name)
        base = self.of_base[name]
        if theirs == base:
            return mine
        if mine == base:
            return theirs
        return self._both_changed(name, base, mine, theirs)

    def _both_changed(self, name: str, base: Any, mine: Any, theirs: Any) -> Any:
        if name == "tags":
            return merged_order(base, mine, theirs)
        if name == "photos":
            photos, disputed = merged_photos(base, mine, theirs)
            self.photo_conflicts = [Conflict("photos", *one) for one in disputed]
            return photos
        found: Any = None
        if name.startswith("body_"):
            found = merged_lines(base, mine, theirs)
        elif self._is_list(name):
            found = merged_items(base, mine, theirs)
            found = None if found is None else tuple(found)
        return self._conflict(name) if found is None else found

    def _is_list(self, name: str) -> bool:
        return any(
            spec.name == name and isinstance(spec.type, ChildRows) for spec in _own(self.mine)
        )

    def _conflict(self, name: str) -> Any:
        """Note that both sides changed a field; mine wins."""
        said = (_shown(entry, name) for entry in (self.base, self.mine, self.theirs))
        self.conflicts[name] = Conflict(name, self.labels[name], *said)
        return self.of_mine[name]

    def _take_mine(self, *names: str) -> None:
        """Give up merging some fields that make no sense together; mine win."""
        for name in names:
            mine, theirs = self.of_mine[name], self.of_theirs[name]
            unmoved = self.of_base is not None and theirs == self.of_base[name]
            if mine != theirs and not unmoved:
                self._conflict(name)
            self.parts[name] = mine

    def _ends_before_start(self) -> bool:
        ends_on: date | None = self.parts["ends_on"]
        return ends_on is not None and ends_on < self.parts["starts_on"][0]

    def _has(self, *kinds: str) -> bool:
        return any(self.parts[f"{kind}_{lang}"] for kind in kinds for lang in LANGS)

    def _details(self) -> Details:
        """Return the details: a side's own where nothing was mixed, else derived anew."""
        names = ("starts_on", *(spec.name for spec in _own(self.mine)))
        for side, parts in ((self.mine, self.of_mine), (self.theirs, self.of_theirs)):
            if all(parts[name] == self.parts[name] for name in names):
                return side.details
        try:
            return self._settled()
        except (YearlogError, OverflowError):
            self._take_mine(*names)
            return self.mine.details

    def _settled(self) -> Details:
        details_type = type(self.mine.details)
        starts_on: date = self.parts["starts_on"][0]
        values = {
            spec.name: self.parts.get(spec.name, spec.type.empty)
            for spec in fields_of(details_type)
        }
        for spec in _own(self.mine):
            if isinstance(spec.type, WallTimeType):
                values[spec.name] = _placed(values[spec.name], starts_on)
        # Settled values are no words any more, so there is nothing to look up.
        return details_type(**details_type.settle(values, cast("Context", None), starts_on))

    def _entry(self, details: Details) -> Entry:
        parts = self.parts
        starts_on, precision = parts["starts_on"]
        texts = {
            lang: Text(parts[f"title_{lang}"], parts[f"body_{lang}"], self._translated(lang))
            for lang in LANGS
            if parts[f"title_{lang}"] or parts[f"body_{lang}"]
        }
        deleted = self.theirs.deleted_at or self.mine.deleted_at if parts["deleted_at"] else ""
        entry = replace(
            self.theirs,
            starts_on=starts_on,
            date_precision=precision,
            ends_on=parts["ends_on"],
            details=details,
            place=parts["place"],
            visibility=parts["visibility"],
            language=self._language(texts),
            texts=texts,
            tags=parts["tags"],
            photos=tuple(one._replace(position=at) for at, one in enumerate(parts["photos"])),
            trip=TripWords(*(parts[f"trip_{name}"] for name in TripWords._fields)),
            deleted_at=deleted,
        )
        return entry if entry == self.theirs else replace(entry, updated_at=self.mine.updated_at)

    def _translated(self, lang: Lang) -> str:
        """Return the hash of the body a text was translated from: of the side that changed it."""
        mine, theirs = (
            one.texts.get(lang, Text()).translated_from_hash for one in (self.mine, self.theirs)
        )
        if self.base is not None and mine == self.base.texts.get(lang, Text()).translated_from_hash:
            return theirs
        return mine

    def _language(self, texts: dict[Lang, Text]) -> Lang:
        if len(texts) == 1:
            return next(iter(texts))
        unmoved = self.base is not None and self.mine.language == self.base.language
        return self.theirs.language if unmoved else self.mine.language


def _placed(clock: str, starts_on: date) -> str:
    """Return a wall time such as ``08:15+1`` with the date it has beside a first day."""
    if not clock or "T" in clock:
        return clock
    day = starts_on + timedelta(days=int(clock[5:] or 0))
    return f"{day.isoformat()}T{clock[:5]}"
