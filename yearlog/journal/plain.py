"""An entry as one Markdown file with YAML front matter, both languages in it, and back.

Front matter is converted by the declared fields. A body begins after a line
``<!-- zh -->`` or ``<!-- en -->`` and is kept byte for byte; a line of a body that looks like such
a marker gets one backslash more when written and one less when read. ``derive: 'no'`` stands in a
file whose computed fields are not what would be computed today: they are read as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple, cast

from yearlog import kinds
from yearlog.errors import YearlogError
from yearlog.i18n import LANGS, Both, Lang
from yearlog.journal.front import BadFile, from_yaml, line_of, to_yaml
from yearlog.journal.spine import FindPhoto, entry_from, take_choice
from yearlog.kinds.entry import Entry, relative_times
from yearlog.kinds.field import Context, Details, Front, fields_of
from yearlog.kinds.translation import noted
from yearlog.kinds.values import NO_TRIP, Attachment, Place, TripWords

_MARKER = re.compile(r"^<!-- (\\*)(zh|en) -->$", re.MULTILINE)
NamePhoto = Callable[[Attachment], str]


# Writing ------------------------------------------------------------------------------------------


def write(entry: Entry, photo_name: NamePhoto, *, stamps: bool = True) -> str:
    """Return the file of an entry. ``stamps=False`` leaves out what only the program writes."""
    front: dict[str, Front] = {"id": entry.id} if stamps else {}
    front |= {"kind": entry.kind, "starts_on": entry.starts_on.isoformat()}
    if entry.ends_on:
        front["ends_on"] = entry.ends_on.isoformat()
    if entry.date_precision != "day":
        front["date_precision"] = entry.date_precision
    front |= {"visibility": entry.visibility, "language": entry.language}
    if entry.tags:
        front["tags"] = list(entry.tags)
    if entry.place:
        front["place"] = place_front(entry.place)
    if entry.trip != NO_TRIP:
        front["trip"] = trip_front(entry.trip)
    _per_language(front, "title", entry, "title")
    for spec in fields_of(type(entry.details)):
        if spec.derived and not stamps:
            continue
        value = getattr(entry.details, spec.name)
        written = spec.type.to_front(value)
        if written not in ("", [], {}):
            front[spec.name] = written
    if stamps and not _would_be_derived(entry):
        front["derive"] = "no"
    if entry.photos:
        front["photos"] = [_photo_front(photo, photo_name) for photo in entry.photos]
    if stamps:
        _per_language(front, "translated_from_hash", entry, "translated_from_hash")
        front |= {"created_at": entry.created_at, "updated_at": entry.updated_at}
        if entry.deleted_at:
            front["deleted_at"] = entry.deleted_at
    order = sorted(entry.texts, key=lambda lang: (lang != entry.language, lang))
    bodies = "".join(
        f"<!-- {lang} -->\n{_escape(entry.texts[lang].body)}\n"
        for lang in order
        if entry.texts[lang].body
    )
    return f"---\n{to_yaml(front)}---\n{bodies}"


def _per_language(front: dict[str, Front], key: str, entry: Entry, attribute: str) -> None:
    found: dict[str, Front] = {
        lang: getattr(entry.texts[lang], attribute)
        for lang in LANGS
        if lang in entry.texts and getattr(entry.texts[lang], attribute)
    }
    if found:
        front[key] = found


def place_front(place: Place) -> Front:
    """Return a place written out part by part, so that loading asks no gazetteer."""
    parts = ((name, getattr(place, name)) for name in Place._fields)
    kept = {name: str(value) for name, value in parts if value not in ("", None)}
    return cast("Front", kept if place.kind else kept | {"kind": ""})


def trip_front(trip: TripWords) -> Front:
    """Return what was said of a trip, part by part."""
    front: dict[str, Front] = {}
    name: dict[str, Front] = {lang: trip.name.get(lang) for lang in LANGS if trip.name.get(lang)}
    if name:
        front["name"] = name
    said = (("begins", trip.begins), ("stop", trip.stop))
    return front | {key: value for key, value in said if value}


def _photo_front(photo: Attachment, photo_name: NamePhoto) -> Front:
    front: dict[str, Front] = {"file": photo_name(photo), "filename": photo.filename}
    for key, both in (("caption", photo.caption), ("alt", photo.alt)):
        said: dict[str, Front] = {lang: both.get(lang) for lang in LANGS if both.get(lang)}
        if said:
            front[key] = said
    return front


def _would_be_derived(entry: Entry) -> bool:
    """Return whether reading the file would compute what it leaves out as the entry has it."""
    own = fields_of(type(entry.details))
    values = {spec.name: getattr(entry.details, spec.name) for spec in own}
    known = {spec.name: values[spec.name] for spec in own if spec.derived} if own else {}
    blank = {name: None for name, value in known.items() if value is None}
    try:
        settled = type(entry.details).settle(
            {**values, **blank}, cast("Context", None), entry.starts_on
        )
    except (YearlogError, ValueError, AttributeError):
        return False
    return {**settled, **{n: v for n, v in known.items() if v is not None}} == values


def _escape(body: str) -> str:
    return _MARKER.sub(r"<!-- \\\1\2 -->", body)


def _unescape(body: str) -> str:
    return _MARKER.sub(lambda found: f"<!-- {found[1][1:]}{found[2]} -->", body)


# Reading ------------------------------------------------------------------------------------------


class Parsed(NamedTuple):
    """What a file says: the entry, and the keys that its front matter states."""

    entry: Entry
    stated: frozenset[str]


def read(
    text: str, name: str, context: Context, find_photo: FindPhoto, base: Entry | None = None
) -> Entry:
    """Return the entry a file holds; BadFile or a field's own error, with file and line.

    ``base`` gives what the file leaves out: id, kind and stamps of an entry that is edited.
    """
    return parse(text, name, context, find_photo, base).entry


def parse(
    text: str, name: str, context: Context, find_photo: FindPhoto, base: Entry | None = None
) -> Parsed:
    """Return what `read` does, and which keys the file states."""
    if text.startswith("---\r\n"):  # a file that an editor gave line ends of its own
        text = text.replace("\r\n", "\n")
    front_text, rest, first_body_line = _split(text, name)
    front = from_yaml(front_text, name, first_line=2)
    stated = frozenset(front)

    def at(key: str, inner: str = "") -> int:
        return line_of(front_text, key, inner, first_line=2)

    kind = str(front.pop("kind", base.kind if base else ""))
    if kind not in kinds.names() or (base is not None and kind != base.kind):
        listed = base.kind if base is not None else ", ".join(kinds.names())
        reason = Both(f"kind 应是：{listed}", f"kind should be: {listed}")
        raise BadFile(name, at("kind"), reason)
    details_type = kinds.get(kind)
    bodies = _bodies(rest, name, first_body_line)
    values: dict[str, Any] = {}
    for spec in fields_of(details_type):
        written = front.pop(spec.name, "")
        try:
            value = spec.type.empty
            if spec.name in stated:
                value = spec.type.from_front(written, context)
        except YearlogError as error:
            raise BadFile(name, at(spec.name), error.message) from None
        except ValueError:
            reason = Both("值读不出来", "the value cannot be read")
            raise BadFile(name, at(spec.name), reason) from None
        lost = _unknown(written, spec.type.to_front(value))
        if lost:
            raise _unknown_key(name, at(spec.name, lost), lost)
        values[spec.name] = value
    try:
        exact = take_choice(front, "derive", ("yes", "no")) == "no"
        entry = entry_from(front, bodies, details_type(), context, find_photo, base)
        settled = values
        if not exact:
            settled = _settle(details_type, values, context, entry.starts_on, base)
    except YearlogError as error:
        raise BadFile(
            name, at(*(error.field or "starts_on").split(".", 1)), error.message
        ) from None
    if front:
        key = next(iter(front))
        raise _unknown_key(name, at(key), key)
    return Parsed(replace(entry, details=details_type(**settled)), stated)


def _unknown_key(name: str, line: int, key: str) -> BadFile:
    return BadFile(name, line, Both(f"不认识的键「{key}」", f"unknown key “{key}”"))


def _unknown(data: Front, written: Front) -> str:
    """Return a key of mappings in ``data`` that was not understood: what was read lacks it."""
    if isinstance(data, dict) and isinstance(written, dict):
        return next((key for key, value in data.items() if value and key not in written), "")
    if isinstance(data, list) and isinstance(written, list):
        return next(filter(None, map(_unknown, data, written)), "")
    return ""


def _settle(
    details_type: type[Details],
    values: dict[str, Any],
    context: Context,
    starts_on: date,
    base: Entry | None,
) -> dict[str, Any]:
    """Derive what the file leaves out; what it states is kept, so that old years do not move.

    For the same reason an edited entry keeps what was derived unless something typed has changed.
    """
    own = fields_of(details_type)
    if base is not None and starts_on == base.starts_on:
        typed = [spec.name for spec in own if not spec.derived]
        if all(values[name] == getattr(base.details, name) for name in typed):
            return {spec.name: getattr(base.details, spec.name) for spec in own}
    stated = {
        spec.name: values[spec.name]
        for spec in own
        if spec.derived and values[spec.name] is not None
    }
    moved = values | _moved(values, starts_on, base)
    return details_type.settle(moved, context, starts_on) | stated


def _moved(values: Mapping[str, Any], starts_on: date, base: Entry | None) -> dict[str, str]:
    """Return the wall times that go along with a date that was changed: those left as they were.

    They are given as typed beside the date, so that the day of arrival is worked out anew.
    """
    if base is None or starts_on == base.starts_on:
        return {}
    times = relative_times(base)
    return {name: at for name, at in times.items() if values[name] == getattr(base.details, name)}


def rebase(parsed: Parsed, base: Entry, context: Context) -> Entry:
    """Return the entry of a file that a person may have edited, over the one it was written from.

    What the file leaves out of the stamps is the journal's. Where something typed was changed,
    fields that are computed from it are computed anew unless they were changed too.
    """
    entry, stated = parsed
    keep = {
        name: getattr(base, name)
        for name in ("created_at", "updated_at", "language")
        if name not in stated
    }
    entry = replace(entry, **keep)
    own = fields_of(type(entry.details))
    values = {spec.name: getattr(entry.details, spec.name) for spec in own}
    old = {spec.name: getattr(base.details, spec.name) for spec in own}
    typed = [spec.name for spec in own if not spec.derived]
    same = all(values[name] == old[name] for name in typed) and entry.starts_on == base.starts_on
    for spec in own:
        if spec.derived and same and spec.name not in stated:
            values[spec.name] = old[spec.name]
    if not same and "derive" not in stated:
        moved = _moved(values, entry.starts_on, base)
        settled = type(entry.details).settle(values | moved, context, entry.starts_on)
        for spec in own:
            if spec.name in moved or (spec.derived and values[spec.name] == old[spec.name]):
                values[spec.name] = settled[spec.name]
    return replace(entry, details=type(entry.details)(**values))


def typed(entry: Entry) -> Entry:
    """Return what a person said in an entry: without stamps, computed fields and ids of places."""
    own = fields_of(type(entry.details))
    texts = {lang: text._replace(translated_from_hash="") for lang, text in entry.texts.items()}
    blank = {spec.name: spec.type.empty for spec in own if spec.derived}
    return replace(
        entry,
        created_at="",
        updated_at="",
        texts=texts,
        place=entry.place._replace(id="") if entry.place else None,
        details=replace(entry.details, **blank) if blank else entry.details,  # type: ignore[type-var]
    )


def _split(text: str, name: str) -> tuple[str, str, int]:
    """Return front matter, the rest, and the line the rest begins at."""
    if not text.startswith("---\n"):
        reason = Both("第一行应是 ---", "the first line should be ---")
        raise BadFile(name, 1, reason)
    if not text.endswith("\n"):
        text += "\n" if text.endswith("\n---") else ""
    end = text.find("\n---\n", 3)
    if end < 0:
        reason = Both("开头的 YAML 没有用 --- 结束", "the YAML at the top does not end with ---")
        raise BadFile(name, text.count("\n") + 1, reason)
    front = text[4 : end + 1]
    return front, text[end + 5 :], front.count("\n") + 3


def _bodies(rest: str, name: str, first_line: int) -> dict[Lang, str]:
    """Return the body of each language: what stands between its marker and the next."""
    markers = [found for found in _MARKER.finditer(rest) if not found[1]]
    before = rest[: markers[0].start()] if markers else rest
    if before.strip():
        at = before.count("\n", 0, len(before) - len(before.lstrip()))
        reason = Both(
            "正文前应有一行 <!-- zh --> 或 <!-- en -->",
            "a text begins after a line <!-- zh --> or <!-- en -->",
        )
        raise BadFile(name, first_line + at, reason)
    bodies: dict[Lang, str] = {}
    ends = [*(found.start() for found in markers[1:]), len(rest)]
    for found, end in zip(markers, ends, strict=False):
        lang: Lang = "zh" if found[2] == "zh" else "en"
        if lang in bodies:
            at = rest.count("\n", 0, found.start())
            reason = Both(f"正文 {lang} 出现了两次", f"the {lang} text stands here twice")
            raise BadFile(name, first_line + at, reason)
        bodies[lang] = _unescape(rest[found.end() + 1 : end].removesuffix("\n"))
    return bodies


def restamp(entry: Entry, base: Entry, now: str) -> Entry:
    """Return an edited entry with the identity of the one it was made from."""
    kept = noted(entry, None if entry is base else base)
    return replace(kept, id=base.id, created_at=base.created_at, updated_at=now)
