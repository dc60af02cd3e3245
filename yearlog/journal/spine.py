"""The part of a front matter that every kind shares, read strictly: nothing is lost in silence."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, cast

from yearlog import clock
from yearlog.errors import YearlogError
from yearlog.i18n import LANGS, Both, Lang
from yearlog.kinds.entry import Entry, Visibility
from yearlog.kinds.field import Context, Details, Front, Precision
from yearlog.kinds.values import Attachment, Place, Text, TripWords

FindPhoto = Callable[[str, Both, Both, str], Attachment]

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STAMP = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_HAN = re.compile("[\u3400-\u9fff]")
_VISIBILITY = ("private", "public")
_PLACE_PARTS = Place._fields


def place_from(data: Front, context: Context) -> Place:
    """Return the place written out, or the one a name stands for.

    A place written by hand gets an id made of what it says, so that no two are taken for one.
    Raises BadPlace, UnknownPlace, AmbiguousPlace.
    """
    if isinstance(data, str):
        return context.place(data)
    if not isinstance(data, dict):
        raise BadPlace(str(data))
    parts: dict[str, Any] = {}
    for name, value in data.items():
        if name not in _PLACE_PARTS or not isinstance(value, str):
            raise BadPlace(f"{name}: {value}")
        parts[name] = value
    for axis, most in (("latitude", 90), ("longitude", 180)):
        if axis in parts:
            parts[axis] = _degrees(parts[axis], most)
    if not (parts.get("name_en") or parts.get("name_zh") or parts.get("id")):
        raise BadPlace(", ".join(parts))
    place = Place(**parts)
    return place if place.id else own_place(place)


def own_place(place: Place) -> Place:
    """Return a place under an id made of what it says."""
    parts = place._replace(id="")._asdict()
    said = "\n".join(f"{name}: {parts[name]}" for name in sorted(parts))
    return place._replace(id="own:" + hashlib.sha256(said.encode()).hexdigest()[:16])


class BadPlace(YearlogError):
    """A place written out in a file that cannot be one."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"「{text}」不是地点。请写地名，或 name_en、name_zh、latitude、longitude 等。",
            f"“{text}” is no place. Write a name, or name_en, name_zh, latitude, longitude …",
            field="place",
        )


def _degrees(text: str, most: int) -> float:
    try:
        found = float(text)
    except ValueError:
        raise BadPlace(text) from None
    if not -most <= found <= most:
        raise BadPlace(text)
    return found


class _BadValue(YearlogError):
    """What stands under a key of the spine, or under ``key.inner``, cannot be its value."""

    def __init__(self, key: str, zh: str, en: str) -> None:
        super().__init__(zh, en, field=key)


def entry_from(
    front: dict[str, Front],
    bodies: Mapping[Lang, str],
    details: Details,
    context: Context,
    find_photo: FindPhoto,
    base: Entry | None,
) -> Entry:
    """Take the keys of the spine out of ``front`` and return the entry they make."""
    starts_on, ends_on, precision = _days(front, context)
    texts = _texts(front, bodies)
    language = take_choice(front, "language", LANGS)
    if not language:
        language = next(iter(texts)) if len(texts) == 1 else context.lang
    place = front.pop("place", "")
    now = clock.stamp()
    created = _stamp(front, "created_at") or (base.created_at if base else now)
    return Entry(
        id=_id(front) or (base.id if base else clock.new_id()),
        starts_on=starts_on,
        details=details,
        ends_on=ends_on,
        date_precision=precision,
        visibility=cast("Visibility", take_choice(front, "visibility", _VISIBILITY) or "private"),
        language="zh" if language == "zh" else "en",
        place=place_from(place, context) if place else None,
        tags=_tags(front.pop("tags", [])),
        texts=texts,
        photos=_photos(front.pop("photos", []), find_photo),
        trip=_trip(front.pop("trip", {})),
        created_at=created,
        updated_at=_stamp(front, "updated_at") or created,
        deleted_at=_stamp(front, "deleted_at"),
    )


def _days(front: dict[str, Front], context: Context) -> tuple[date, date | None, Precision]:
    """Return first day, last day and precision, as stated or as the words for the day say."""
    starts_on, ends_on, precision = context.read_date(_text(front, "starts_on"))
    stated = take_choice(front, "date_precision", ("day", "month", "year"))
    end = _text(front, "ends_on")
    if end:
        try:
            first_of_end, last_of_end, _ = context.read_date(end)
        except YearlogError as error:
            error.field = "ends_on"
            raise
        ends_on = last_of_end or first_of_end
    if ends_on is not None and ends_on < starts_on:
        raise _BadValue(
            "ends_on",
            f"结束日期 {ends_on} 早于开始日期 {starts_on}",
            f"the end {ends_on} is before the start {starts_on}",
        )
    return starts_on, ends_on, cast("Precision", stated or precision)


def _texts(front: dict[str, Front], bodies: Mapping[Lang, str]) -> dict[Lang, Text]:
    titles = _per_lang(front, "title", bodies)
    hashes = _per_lang(front, "translated_from_hash", {})
    texts: dict[Lang, Text] = {}
    for lang in LANGS:
        text = Text(titles.get(lang, ""), bodies.get(lang, ""), hashes.get(lang, ""))
        if text.title or text.body:
            texts[lang] = text
    return texts


def _per_lang(front: dict[str, Front], key: str, bodies: Mapping[Lang, str]) -> dict[str, str]:
    """Return a text per language; one alone, as a person may write, is in the body's language."""
    value = front.pop(key, {})
    if isinstance(value, str) and key == "title":
        stated = front.get("language", "")
        only = next(iter(bodies)) if len(bodies) == 1 else stated
        return {str(only) if only in LANGS else "zh" if _HAN.search(value) else "en": value}
    return _words(key, value)


def _words(key: str, value: Front) -> dict[str, str]:
    """Return a mapping of ``zh`` and ``en`` to text; anything else would be lost in silence."""
    if not isinstance(value, dict) or not set(value) <= set(LANGS):
        raise _BadValue(key, f"{key} 下应写 zh 和 en", f"{key} holds zh and en")
    if not all(isinstance(text, str) for text in value.values()):
        raise _BadValue(key, f"{key} 的 zh 和 en 应是文字", f"{key} holds a text for zh and for en")
    return cast("dict[str, str]", value)


def take_choice(front: dict[str, Front], key: str, choices: Sequence[str]) -> str:
    """Return one of the choices or an empty string; a wrong word is said, not guessed at."""
    value = front.pop(key, "")
    if value != "" and value not in choices:
        listed = " / ".join(choices)
        raise _BadValue(key, f"{key} 应是 {listed}", f"{key} should be {listed}")
    return str(value)


def _id(front: dict[str, Front]) -> str:
    """Return the id; file names are made of it, so nothing but an id may stand there."""
    found = _text(front, "id").lower()
    if found and not _ID.fullmatch(found):
        raise _BadValue("id", "id 应是 36 位编号，或整行删去", "id should be a UUID, or left out")
    return found


def _text(front: dict[str, Front], key: str) -> str:
    value = front.pop(key, "")
    if not isinstance(value, str):
        raise _BadValue(key, f"{key} 应是一个值", f"{key} should be a single value")
    return value


def _stamp(front: dict[str, Front], key: str) -> str:
    """Return a UTC time as the journal stores it; without a zone, UTC is meant."""
    text = _text(front, key)
    if not text or _STAMP.fullmatch(text):
        return text
    try:
        found = datetime.fromisoformat(text)
        moved = found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise _BadValue(
            key,
            f"{key} 应是时间，如 2025-05-12T10:00:00Z",
            f"{key} should be a time like 2025-05-12T10:00:00Z",
        ) from None
    return f"{moved:%Y-%m-%dT%H:%M:%S}.{moved.microsecond // 1000:03d}Z"


def _tags(value: Front) -> tuple[str, ...]:
    """Return the tags of a list, or of one line with spaces or commas between them."""
    if isinstance(value, str):
        value = [*re.split(r"[\s,，、]+", value)]
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise _BadValue("tags", "tags 应是一列标签", "tags should be a list")
    cleaned = (str(tag).lstrip("#＃") for tag in value)
    return tuple(dict.fromkeys(tag for tag in cleaned if tag))


_PHOTO_PARTS = ("file", "filename", "caption", "alt")


def _trip(value: Front) -> TripWords:
    if not isinstance(value, dict):
        raise _BadValue(
            "trip", "trip 下应写 name、begins、stop", "trip holds name, begins and stop"
        )
    said = dict(value)
    name = _words("trip.name", said.pop("name", {}))
    try:
        begins = take_choice(said, "begins", ("here", "before"))
        stop = take_choice(said, "stop", ("visit", "layover"))
    except YearlogError as error:
        error.field = f"trip.{error.field}"
        raise
    if said:
        key = next(iter(said))
        raise _BadValue(f"trip.{key}", f"不认识的键「{key}」", f"unknown key “{key}”")
    return TripWords(Both(name.get("zh", ""), name.get("en", "")), begins, stop)


def _photos(data: Front, find_photo: FindPhoto) -> tuple[Attachment, ...]:
    photos: list[Attachment] = []
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        raise _BadValue(
            "photos", "photos 应是一列「file: 路径」", "photos should be a list of “file: path”"
        )
    for item in cast("list[dict[str, Front]]", data):
        for key in item:
            if key not in _PHOTO_PARTS:
                raise _BadValue(f"photos.{key}", f"不认识的键「{key}」", f"unknown key “{key}”")
        file, filename = item.get("file", ""), item.get("filename", "")
        if not isinstance(file, str) or not isinstance(filename, str):
            raise _BadValue("photos", "file 应是一个路径", "file should be a path")
        caption = _words("photos", item.get("caption", {}))
        alt = _words("photos", item.get("alt", {}))
        try:
            photo = find_photo(
                file,
                Both(caption.get("zh", ""), caption.get("en", "")),
                Both(alt.get("zh", ""), alt.get("en", "")),
                filename,
            )
        except YearlogError as error:
            error.field = "photos"
            raise
        photos.append(photo._replace(position=len(photos)))
    return tuple(photos)
