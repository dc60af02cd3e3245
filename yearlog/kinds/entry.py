"""An entry: the spine that every kind shares, with the details of its own kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from yearlog.i18n import Both, Lang, other
from yearlog.kinds.field import Details, Json, Kind, Precision, fields_of
from yearlog.kinds.values import NO_TRIP, Attachment, Place, Text, TripWords

Visibility = Literal["private", "public"]


@dataclass(frozen=True)
class Entry:
    """One record of the journal.

    ``starts_on`` and ``ends_on`` are local dates, both inclusive; ``language`` is the one it was
    written in; times are UTC as ISO text.
    """

    id: str
    starts_on: date
    details: Details
    ends_on: date | None = None
    date_precision: Precision = "day"
    visibility: Visibility = "private"
    language: Lang = "zh"
    place: Place | None = None
    tags: tuple[str, ...] = ()
    texts: Mapping[Lang, Text] = field(default_factory=dict)
    photos: tuple[Attachment, ...] = ()
    trip: TripWords = NO_TRIP
    created_at: str = ""
    updated_at: str = ""
    deleted_at: str = ""

    @property
    def kind(self) -> str:
        """The name of the kind."""
        return self.details.KIND.name

    @property
    def meta(self) -> Kind:
        """The declaration of the kind."""
        return self.details.KIND

    @property
    def last_day(self) -> date:
        """The last local day of the entry."""
        return self.ends_on or self.starts_on

    @property
    def titles(self) -> Both:
        """The titles in both languages, empty where there is none."""
        empty = Text()
        return Both(self.texts.get("zh", empty).title, self.texts.get("en", empty).title)

    def text(self, lang: Lang) -> tuple[Text, Lang]:
        """Return the text in ``lang``, or the other where it has no body, and its language."""
        wanted, fallback = self.texts.get(lang), self.texts.get(other(lang))
        if (wanted and wanted.body) or not fallback or not fallback.body:
            return wanted or fallback or Text(), lang if wanted or not fallback else other(lang)
        return fallback, other(lang)

    def headline(self, lang: Lang) -> str:
        """Return one line that names the entry in ``lang``: its title, else what the kind says."""
        title = self.titles.get(lang) or self.titles.get(other(lang))
        own = self.details.headline(lang)
        if title:
            return title
        if own:
            return own
        if self.place:
            return self.place.name(lang)
        body = self.text(lang)[0].body.strip()
        return body.splitlines()[0][:60] if body else self.meta.label.get(lang)


def precise(day: date, precision: Precision) -> str:
    """Return a date as precisely as it is known: ``2025``, ``2025-05`` or ``2025-05-12``."""
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[precision]]


def place_json(place: Place | None) -> Json:
    """Return a place as ``--json`` shows it."""
    if place is None:
        return None
    keys = (
        "name_en", "name_zh", "kind", "country_code", "admin1", "latitude", "longitude", "tz",
        "source",
    )  # fmt: skip
    return {key: getattr(place, key) for key in keys}


def trip_record(trip: TripWords) -> dict[str, Json]:
    """Return what was said of a trip spread over its columns, as the journal and ``--json``."""
    return {
        "name_zh": trip.name.zh,
        "name_en": trip.name.en,
        "begins": trip.begins,
        "stop": trip.stop,
    }


def photo_record(photo: Attachment) -> dict[str, Json]:
    """Return a photo spread over its columns, as the journal and ``--json`` have it."""
    return {
        "sha256": photo.sha256,
        "filename": photo.filename,
        "media_type": photo.media_type,
        "size": photo.size,
        "caption_zh": photo.caption.zh,
        "caption_en": photo.caption.en,
        "alt_zh": photo.alt.zh,
        "alt_en": photo.alt.en,
    }


def to_json(entry: Entry) -> dict[str, Json]:
    """Return an entry as ``--json`` shows it; keys are the declared field names."""
    record: dict[str, Json] = {
        "id": entry.id,
        "kind": entry.kind,
        "starts_on": entry.starts_on.isoformat(),
        "ends_on": entry.ends_on.isoformat() if entry.ends_on else None,
        "date_precision": entry.date_precision,
        "visibility": entry.visibility,
        "language": entry.language,
        "place": place_json(entry.place),
        "tags": list(entry.tags),
    }
    empty = Text()
    for lang in ("zh", "en"):
        text = entry.texts.get(lang, empty)
        record[f"title_{lang}"] = text.title
        record[f"body_{lang}"] = text.body
    for spec in fields_of(type(entry.details)):
        record[spec.name] = spec.type.to_json(getattr(entry.details, spec.name))
    record["photos"] = [photo_record(photo) for photo in entry.photos]
    record["trip"] = trip_record(entry.trip) if entry.trip != NO_TRIP else None
    record["created_at"] = entry.created_at
    record["updated_at"] = entry.updated_at
    record["deleted_at"] = entry.deleted_at or None
    return record


def relative_times(entry: Entry) -> dict[str, str]:
    """Return the wall times of an entry as typed beside its date, to move along with it."""
    from yearlog.kinds.types import WallTimeType

    return {
        spec.name: clock_text(getattr(entry.details, spec.name), entry.starts_on)
        for spec in fields_of(type(entry.details))
        if isinstance(spec.type, WallTimeType)
    }


def clock_text(stored: str, starts_on: date) -> str:
    """Return a stored wall time as a person types it beside the date: ``08:15`` or ``08:15+1``."""
    if "T" not in stored:
        return stored
    offset = (date.fromisoformat(stored[:10]) - starts_on).days
    if not -9 <= offset <= 9:
        return stored
    return stored[11:] + (f"{offset:+d}" if offset else "")
