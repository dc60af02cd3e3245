"""What a field of an entry says to a person: the one place where a value becomes words."""

from __future__ import annotations

from collections.abc import Callable

from yearlog.i18n import Lang
from yearlog.kinds.entry import Entry, precise
from yearlog.kinds.field import fields_of
from yearlog.kinds.spine import form_fields
from yearlog.kinds.values import Text


def shown(entry: Entry, name: str, lang: Lang) -> str:
    """Return the value of a field of the form in words; an empty text where it holds nothing."""
    part, _, code = name.rpartition("_")
    if part in ("title", "body"):
        text = entry.texts.get("zh" if code == "zh" else "en", Text())
        return text.title if part == "title" else text.body
    if name in _OF_THE_SPINE:
        return _OF_THE_SPINE[name](entry, lang)
    spec = next(one for one in fields_of(type(entry.details)) if one.name == name)
    return str(spec.type.show(getattr(entry.details, name), lang))


def _visibility(entry: Entry, lang: Lang) -> str:
    spec = next(one for one in form_fields(type(entry.details)) if one.name == "visibility")
    return str(spec.type.show(entry.visibility, lang))


_OF_THE_SPINE: dict[str, Callable[[Entry, Lang], str]] = {
    "starts_on": lambda entry, _: precise(entry.starts_on, entry.date_precision),
    "ends_on": lambda entry, _: (
        precise(entry.ends_on, entry.date_precision) if entry.ends_on else ""
    ),
    "place": lambda entry, lang: entry.place.name(lang) if entry.place else "",
    "tags": lambda entry, _: " ".join(f"#{tag}" for tag in entry.tags),
    "visibility": _visibility,
}
