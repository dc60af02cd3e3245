"""Raw words, field by field, to a checked entry: the one way in for lines, options, forms, files.

Every door hands over a `Draft`: the kind and the words a person gave for each field. What is wrong
is collected over all fields, so that a form can show it all at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from yearlog import clock, kinds
from yearlog.capture.errors import ClockWithoutDay, EndBeforeStart, FieldErrors, Missing
from yearlog.capture.resolve import Resolver, has_han
from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang
from yearlog.kinds.entry import Entry, Visibility, clock_text, precise, relative_times
from yearlog.kinds.field import Details, Field, Precision, fields_of
from yearlog.kinds.spine import VISIBILITY, form_fields
from yearlog.kinds.translation import noted
from yearlog.kinds.types import ChoiceType, WallTimeType
from yearlog.kinds.values import NO_TRIP, Attachment, Place, Text


class Draft(NamedTuple):
    """What a person gave for an entry: field name to raw words. Fields left out keep their value.

    ``title`` stands for the title in the language of its own script.
    """

    kind: str
    raw: Mapping[str, str] = MappingProxyType({})
    photos: tuple[Attachment, ...] = ()


def split_title(text: str) -> dict[str, str]:
    """Return ``title_zh`` and ``title_en`` for ``中文 | English`` or a title in one language."""
    zh, bar, en = (part.strip() for part in text.partition("|"))
    if bar:
        return {"title_zh": zh, "title_en": en}
    return {"title_zh": zh} if has_han(zh) else {"title_en": zh}


def split_tags(text: str) -> tuple[str, ...]:
    """Return the tags of ``#a b，c`` in order, each once."""
    words = text.replace("，", " ").replace(",", " ").replace("、", " ").split()
    return tuple(dict.fromkeys(word.lstrip("#＃") for word in words if word.lstrip("#＃")))


class _Collector:
    """Runs parsers and keeps what they raise."""

    def __init__(self) -> None:
        self.errors: list[YearlogError] = []

    def run(self, name: str, parser: Callable[[], Any], fallback: Any = None) -> Any:
        try:
            return parser()
        except YearlogError as error:
            error.field = error.field if error.field == "ends_on" else name
            self.errors.append(error)
            return fallback


def build(
    draft: Draft,
    context: Resolver,
    *,
    base: Entry | None = None,
    visibility: Mapping[str, str] | None = None,
) -> Entry:
    """Return the entry a draft describes, new or made from ``base``; raise FieldErrors.

    ``visibility`` gives the default of each kind. Fields that the draft leaves out, or gives as a
    form shows them, are kept from ``base`` as they are, never parsed again, so that an old entry
    does not move.
    """
    details_type = kinds.get(draft.kind)
    raw = dict(draft.raw)
    if "title" in raw:
        raw |= split_title(raw.pop("title"))
    found = _Collector()
    if base is not None:
        shown_before = raw_of(base)
        raw = {name: text for name, text in raw.items() if text != shown_before.get(name)}
    starts_on, ends_on, precision = _dates(raw, context, base, found)
    if base is not None and starts_on != base.starts_on:
        raw = relative_times(base) | raw
    values = _details(details_type, raw, context, base, found, starts_on)
    place = base.place if base else None
    if "place" in raw:
        place = found.run("place", lambda: _place(raw["place"], context))
    texts = _texts(raw, base)
    shown = _visibility(raw, draft.kind, base, visibility or {}, found, context)
    found.errors += _missing(details_type, values, texts, place, found.errors)
    found.errors += _clocks_without_day(details_type, raw, values, precise(starts_on, precision))
    if found.errors:
        raise FieldErrors(found.errors)
    try:
        settled = details_type.settle(values, context, starts_on)
    except YearlogError as error:
        raise FieldErrors([error]) from None
    now = clock.stamp()
    entry = Entry(
        id=base.id if base else clock.new_id(),
        starts_on=starts_on,
        ends_on=ends_on,
        date_precision=precision,
        details=details_type(**settled),
        visibility=shown,
        language=_language(texts, base, context.lang),
        place=place,
        tags=split_tags(raw["tags"]) if "tags" in raw else (base.tags if base else ()),
        texts=texts,
        photos=(*(base.photos if base else ()), *draft.photos),
        trip=base.trip if base else NO_TRIP,
        created_at=base.created_at if base else now,
        updated_at=now,
    )
    entry = noted(entry, base)
    if base is not None and replace(entry, updated_at=base.updated_at) == base:
        return base
    return entry


def _dates(
    raw: Mapping[str, str], context: Resolver, base: Entry | None, found: _Collector
) -> tuple[date, date | None, Precision]:
    starts_on = base.starts_on if base else context.today
    ends_on = base.ends_on if base else None
    precision: Precision = base.date_precision if base else "day"
    if raw.get("starts_on", "").strip():
        span = found.run("starts_on", lambda: context.read_date(raw["starts_on"]))
        if span is not None:
            starts_on, last, precision = span
            one_period = last == _end_of_period(starts_on, precision)
            if not one_period or base is None or not _ends_of_its_own(base):
                ends_on = last
    if "ends_on" in raw:
        ends_on = None
        if raw["ends_on"].strip():
            ends_on = found.run("ends_on", lambda: _read_end(raw["ends_on"], starts_on, context))
    if ends_on and ends_on < starts_on and not found.errors:
        found.errors.append(EndBeforeStart(starts_on.isoformat(), ends_on.isoformat()))
    return starts_on, ends_on, precision


def _end_of_period(first: date, precision: Precision) -> date | None:
    """Return the last day of the month or year a date known no better begins in; None for a day."""
    if precision == "day":
        return None
    month = first.month if precision == "month" else 12
    following = date(first.year, month, 28) + timedelta(days=4)
    return following - timedelta(days=following.day)


def _ends_of_its_own(entry: Entry) -> bool:
    """Return whether an entry has an end beside the month or year it begins in."""
    return entry.ends_on != _end_of_period(entry.starts_on, entry.date_precision)


def _read_end(text: str, starts_on: date, context: Resolver) -> date:
    """Return the last day an end stands for; what it leaves out is read as in a range."""
    with suppress(YearlogError):
        _, end, _ = context.read_date(f"{starts_on.isoformat()}..{text}")
        if end is not None:
            return end
    first, last, _ = context.read_date(text)
    return last or first


def _details(
    details_type: type[Details],
    raw: Mapping[str, str],
    context: Resolver,
    base: Entry | None,
    found: _Collector,
    starts_on: date | None,
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for spec in fields_of(details_type):
        kept = getattr(base.details, spec.name) if base else spec.type.empty
        if spec.name in raw and not spec.derived:
            values[spec.name] = found.run(
                spec.name, _parser(spec, raw[spec.name], context, starts_on), kept
            )
        else:
            values[spec.name] = kept
    return values


def _parser(spec: Field, text: str, context: Resolver, on: date | None) -> Callable[[], Any]:
    """Return what reads one field; airports are looked up as of the day of the entry."""
    if spec.type.widget == "airport" and text.strip():
        return lambda: context.airport(text.strip(), on)
    return lambda: spec.type.parse(text, context)


def _place(text: str, context: Resolver) -> Place | None:
    return context.place(text) if text.strip() else None


def _texts(raw: Mapping[str, str], base: Entry | None) -> dict[Lang, Text]:
    texts: dict[Lang, Text] = {}
    for lang in ("zh", "en"):
        old = base.texts.get(lang, Text()) if base else Text()
        title = raw.get(f"title_{lang}", old.title).strip()
        body = raw.get(f"body_{lang}", old.body)
        if title or body:
            texts[lang] = Text(title, body, old.translated_from_hash)
    return texts


def _visibility(
    raw: Mapping[str, str],
    kind: str,
    base: Entry | None,
    defaults: Mapping[str, str],
    found: _Collector,
    context: Resolver,
) -> Visibility:
    default = base.visibility if base else defaults.get(kind, "private")
    wanted = raw.get("visibility", "")
    if not wanted:
        return "public" if default == "public" else "private"
    choice = ChoiceType(VISIBILITY, default)
    code = found.run("visibility", lambda: choice.parse(wanted, context), default)
    return "public" if code == "public" else "private"


def _language(texts: Mapping[Lang, Text], base: Entry | None, typed: Lang) -> Lang:
    """Return the language an entry was written in: the only one there is, else the first one."""
    if len(texts) == 1:
        return next(iter(texts))
    return base.language if base else typed


def _missing(
    details_type: type[Details],
    values: Mapping[str, Any],
    texts: Mapping[Lang, Text],
    place: Place | None,
    errors: list[YearlogError],
) -> list[YearlogError]:
    """Return what a kind requires and did not get; fields already in error are not named twice."""
    at_fault = {error.field for error in errors}
    missing: list[YearlogError] = []
    for spec in form_fields(details_type):
        if not spec.required or spec.name in at_fault or spec.name == "starts_on":
            continue  # a date that was left out is today
        value = place if spec.name == "place" else values.get(spec.name)
        if value == spec.type.empty or value is None:
            missing.append(Missing(spec.label, spec.name, spec.option))
    needs = details_type.KIND.requires
    if "title" in needs and not any(text.title for text in texts.values()):
        missing.append(Missing(Both("标题", "Title"), "title_zh", "--title-zh / --title-en"))
    if "text" in needs and not any(text.title or text.body for text in texts.values()):
        missing.append(Missing(Both("正文", "Text"), "body_zh", "--body-zh / --body-en"))
    return missing


def _clocks_without_day(
    details_type: type[Details], raw: Mapping[str, str], values: Mapping[str, Any], day: str
) -> list[YearlogError]:
    """Return what is wrong with times of day on a date known by its month or year only.

    Of an old entry they are let be until either is changed.
    """
    clocks = [one.name for one in fields_of(details_type) if isinstance(one.type, WallTimeType)]
    given = [name for name in clocks if values.get(name)]
    if len(day) == len("2025-05-12") or not given or not raw.keys() & {"starts_on", *given}:
        return []
    return [ClockWithoutDay(day, given[0])]


def raw_of(entry: Entry) -> dict[str, str]:
    """Return the words that would make this entry again: what a form shows to be edited."""
    raw: dict[str, str] = {}
    for spec in form_fields(type(entry.details)):
        if spec.name == "starts_on":
            raw[spec.name] = precise(entry.starts_on, entry.date_precision)
        elif spec.name == "ends_on":
            raw[spec.name] = precise(entry.ends_on, entry.date_precision) if entry.ends_on else ""
        elif spec.name == "place":
            raw[spec.name] = entry.place.name(entry.language) if entry.place else ""
        elif spec.name == "tags":
            raw[spec.name] = " ".join(entry.tags)
        elif spec.name == "visibility":
            raw[spec.name] = entry.visibility
        elif spec.name[:-3] in ("title", "body"):
            lang: Lang = "zh" if spec.name.endswith("zh") else "en"
            text = entry.texts.get(lang, Text())
            raw[spec.name] = text.title if spec.name.startswith("title") else text.body
        else:
            value = getattr(entry.details, spec.name)
            raw[spec.name] = (
                clock_text(value, entry.starts_on)
                if isinstance(spec.type, WallTimeType)
                else spec.type.edit(value)
            )
    return raw
