"""An entry as one Markdown file with YAML front matter, both languages in it, and back.

Front matter is read with a loader that knows strings only, and converted by the declared fields:
``no``, ``007`` and ``12:30:45`` are what the author typed. A body begins after a line
``<!-- zh -->`` or ``<!-- en -->`` and is kept byte for byte; a line of a body that looks like such
a marker gets one backslash more when written and one less when read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from yearlog import clock, kinds
from yearlog.errors import YearlogError
from yearlog.i18n import LANGS, Both, Lang
from yearlog.kinds.entry import Entry, Visibility
from yearlog.kinds.field import Context, Details, Front, Precision, fields_of
from yearlog.kinds.values import Attachment, Place, Text

_MARKER = re.compile(r"<!-- (\\*)(zh|en) -->")
_PLACE_PARTS = Place._fields
FindPhoto = Callable[[str, Both, Both, str], Attachment]
NamePhoto = Callable[[Attachment], str]


class BadFile(YearlogError):
    """A file that is not an entry; ``line`` counts from 1, 0 when it concerns the whole file."""

    def __init__(self, name: str, line: int, reason: Both) -> None:
        at_zh = f"{name} 第 {line} 行" if line else name
        at_en = f"{name}, line {line}" if line else name
        super().__init__(f"{at_zh}：{reason.zh}", f"{at_en}: {reason.en}")


def to_yaml(data: Mapping[str, Front]) -> str:
    """Return a mapping of strings as YAML that reads back as the same strings."""
    import yaml

    text: str = yaml.dump(
        _plain(data),
        Dumper=yaml.SafeDumper,
        allow_unicode=True,
        sort_keys=False,
        width=2**20,
        default_flow_style=False,
    )
    return text


def _plain(data: object) -> object:
    """Copy nested data so that YAML sees no shared object and writes no anchors."""
    if isinstance(data, Mapping):
        return {str(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return str(data)


def from_yaml(text: str, name: str, first_line: int = 1) -> dict[str, Front]:
    """Return a YAML mapping with strings at its leaves; BadFile names the line at fault."""
    import yaml

    try:
        data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  it makes strings only
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + first_line if mark else 0
        problem = getattr(error, "problem", None) or str(error)
        reason = Both(f"YAML 有误（{problem}）", f"bad YAML ({problem})")
        raise BadFile(name, line, reason) from None
    if data is None:
        return {}
    if not isinstance(data, dict):
        reason = Both("开头的 YAML 应是「键: 值」", "the YAML should be “key: value” lines")
        raise BadFile(name, first_line, reason)
    return cast("dict[str, Front]", data)


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
    _per_language(front, "title", entry, "title")
    for spec in fields_of(type(entry.details)):
        value = getattr(entry.details, spec.name)
        written = spec.type.to_front(value)
        if written not in ("", [], {}):
            front[spec.name] = written
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
    parts = ((name, getattr(place, name)) for name in _PLACE_PARTS)
    return {name: str(value) for name, value in parts if value not in ("", None)}


def place_from(data: Front, context: Context) -> Place:
    """Return the place written out, or the one a name stands for."""
    if isinstance(data, str):
        return context.place(data)
    parts: dict[str, Any] = {}
    if isinstance(data, dict):
        parts = {name: str(value) for name, value in data.items() if name in _PLACE_PARTS}
    for axis in ("latitude", "longitude"):
        if axis in parts:
            parts[axis] = float(parts[axis])
    return Place(**parts)


def _photo_front(photo: Attachment, photo_name: NamePhoto) -> Front:
    front: dict[str, Front] = {"file": photo_name(photo), "filename": photo.filename}
    for key, both in (("caption", photo.caption), ("alt", photo.alt)):
        said: dict[str, Front] = {lang: both.get(lang) for lang in LANGS if both.get(lang)}
        if said:
            front[key] = said
    return front


def _escape(body: str) -> str:
    return _on_markers(body, lambda slashes: slashes + "\\")


def _unescape(body: str) -> str:
    return _on_markers(body, lambda slashes: slashes[1:])


def _on_markers(body: str, change: Callable[[str], str]) -> str:
    """Change the backslashes of every line of a body that is a marker."""
    lines = body.split("\n")
    for at, line in enumerate(lines):
        found = _MARKER.fullmatch(line)
        if found:
            lines[at] = f"<!-- {change(found[1])}{found[2]} -->"
    return "\n".join(lines)


# Reading ------------------------------------------------------------------------------------------


def read(
    text: str, name: str, context: Context, find_photo: FindPhoto, base: Entry | None = None
) -> Entry:
    """Return the entry a file holds; BadFile or a field's own error, with file and line.

    ``base`` gives what the file leaves out: id, kind and stamps of an entry that is edited.
    """
    front_text, rest, first_body_line = _split(text, name)
    front = from_yaml(front_text, name, first_line=2)

    def fault(key: str, error: YearlogError) -> BadFile:
        return BadFile(name, _line_of(front_text, key), error.message)

    kind = str(front.pop("kind", base.kind if base else ""))
    if kind not in kinds.names():
        listed = ", ".join(kinds.names())
        reason = Both(f"kind 应是 {listed} 之一", f"kind should be one of {listed}")
        raise BadFile(name, _line_of(front_text, "kind"), reason)
    details_type = kinds.get(kind)
    bodies = _bodies(rest, name, first_body_line)
    values: dict[str, Any] = {}
    for spec in fields_of(details_type):
        if spec.name not in front:
            values[spec.name] = spec.type.empty
            continue
        try:
            values[spec.name] = spec.type.from_front(front.pop(spec.name), context)
        except (YearlogError, ValueError) as error:
            if isinstance(error, YearlogError):
                raise fault(spec.name, error) from None
            reason = Both("值读不出来", "the value cannot be read")
            raise BadFile(name, _line_of(front_text, spec.name), reason) from None
    try:
        entry = _entry(front, bodies, details_type(), context, find_photo, base)
        settled = _settle(details_type, values, context, entry.starts_on)
    except YearlogError as error:
        raise fault(error.field or "starts_on", error) from None
    if front:
        key = next(iter(front))
        reason = Both(f"不认识的键「{key}」", f"unknown key “{key}”")
        raise BadFile(name, _line_of(front_text, key), reason)
    return replace(entry, details=details_type(**settled))


def _settle(
    details_type: type[Details], values: dict[str, Any], context: Context, starts_on: date
) -> dict[str, Any]:
    """Derive what the file leaves out; what it states is kept, so that old years do not move."""
    stated = {
        spec.name: values[spec.name]
        for spec in fields_of(details_type)
        if spec.derived and values[spec.name] is not None
    }
    return details_type.settle(values, context, starts_on) | stated


def _split(text: str, name: str) -> tuple[str, str, int]:
    """Return front matter, the rest, and the line the rest begins at."""
    if not text.startswith("---\n"):
        reason = Both("第一行应是 ---", "the first line should be ---")
        raise BadFile(name, 1, reason)
    end = text.find("\n---\n", 3)
    if end < 0:
        reason = Both("开头的 YAML 没有用 --- 结束", "the YAML at the top does not end with ---")
        raise BadFile(name, text.count("\n") + 1, reason)
    front = text[4 : end + 1]
    return front, text[end + 5 :], front.count("\n") + 3


def _line_of(front_text: str, key: str) -> int:
    for at, line in enumerate(front_text.split("\n")):
        if line.startswith(f"{key}:"):
            return at + 2
    return 0


def _bodies(rest: str, name: str, first_line: int) -> dict[Lang, str]:
    """Return the body of each language: what stands between its marker and the next."""
    bodies: dict[Lang, str] = {}
    lang: Lang | None = None
    lines: list[str] = []

    def close() -> None:
        if lang is not None:
            bodies[lang] = _unescape("\n".join(lines).removesuffix("\n"))

    for at, line in enumerate(rest.split("\n")):
        found = _MARKER.fullmatch(line)
        if found and not found[1]:
            if lang is not None:
                lines.append("")
            close()
            lang, lines = ("zh" if found[2] == "zh" else "en"), []
            if lang in bodies:
                reason = Both(f"正文 {lang} 出现了两次", f"the {lang} text stands here twice")
                raise BadFile(name, first_line + at, reason)
        elif lang is not None:
            lines.append(line)
        elif line.strip():
            reason = Both(
                "正文前应有一行 <!-- zh --> 或 <!-- en -->",
                "a text begins after a line <!-- zh --> or <!-- en -->",
            )
            raise BadFile(name, first_line + at, reason)
    close()
    return bodies


def _entry(
    front: dict[str, Front],
    bodies: Mapping[Lang, str],
    details: Details,
    context: Context,
    find_photo: FindPhoto,
    base: Entry | None,
) -> Entry:
    """Take the keys of the spine out of ``front`` and return the entry they make."""
    starts_on, last, precision = context.read_date(_text(front, "starts_on"))
    stated_precision = _text(front, "date_precision")
    ends_on_text = _text(front, "ends_on")
    ends_on = last
    if ends_on_text:
        first_of_end, last_of_end, _ = context.read_date(ends_on_text)
        ends_on = last_of_end or first_of_end
    titles = _mapping(front.pop("title", {}))
    hashes = _mapping(front.pop("translated_from_hash", {}))
    texts: dict[Lang, Text] = {}
    for lang in LANGS:
        text = Text(titles.get(lang, ""), bodies.get(lang, ""), hashes.get(lang, ""))
        if text.title or text.body:
            texts[lang] = text
    language = _text(front, "language") or (next(iter(texts)) if len(texts) == 1 else context.lang)
    place = front.pop("place", "")
    tags = front.pop("tags", [])
    photos = front.pop("photos", [])
    now = clock.stamp()
    created = _text(front, "created_at") or (base.created_at if base else now)
    return Entry(
        id=_text(front, "id") or (base.id if base else clock.new_id()),
        starts_on=starts_on,
        details=details,
        ends_on=ends_on,
        date_precision=cast("Precision", stated_precision or precision),
        visibility=_visibility(_text(front, "visibility")),
        language="zh" if language == "zh" else "en",
        place=place_from(place, context) if place else None,
        tags=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
        texts=texts,
        photos=_photos(photos, find_photo),
        created_at=created,
        updated_at=_text(front, "updated_at") or created,
        deleted_at=_text(front, "deleted_at"),
    )


def _visibility(text: str) -> Visibility:
    """Fail closed: anything but the word public is private."""
    return "public" if text == "public" else "private"


def _text(front: dict[str, Front], key: str) -> str:
    value = front.pop(key, "")
    return value if isinstance(value, str) else ""


def _mapping(value: Front) -> dict[str, str]:
    return {key: str(text) for key, text in value.items()} if isinstance(value, dict) else {}


def _photos(data: Front, find_photo: FindPhoto) -> tuple[Attachment, ...]:
    photos: list[Attachment] = []
    for item in data if isinstance(data, Sequence) and not isinstance(data, str) else ():
        if not isinstance(item, dict):
            continue
        caption, alt = _mapping(item.get("caption", {})), _mapping(item.get("alt", {}))
        photo = find_photo(
            str(item.get("file", "")),
            Both(caption.get("zh", ""), caption.get("en", "")),
            Both(alt.get("zh", ""), alt.get("en", "")),
            str(item.get("filename", "")),
        )
        photos.append(photo._replace(position=len(photos)))
    return tuple(photos)


def restamp(entry: Entry, base: Entry, now: str) -> Entry:
    """Return an edited entry with the identity of the one it was made from."""
    texts = {
        lang: text._replace(
            translated_from_hash=base.texts[lang].translated_from_hash
            if lang in base.texts
            else "",
        )
        for lang, text in entry.texts.items()
    }
    return replace(entry, id=base.id, created_at=base.created_at, updated_at=now, texts=texts)
