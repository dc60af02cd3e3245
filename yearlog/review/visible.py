"""What any output may show of an entry: the one gate between the journal and the world."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from yearlog.i18n import Both, Lang
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Details, fields_of
from yearlog.kinds.types import MilestonesType
from yearlog.kinds.values import Text
from yearlog.text.private import strip_private


@dataclass(frozen=True, slots=True)
class Profile:
    """What a kind of reader may see.

    ``private`` lets private entries through; ``details`` lets through sensitive fields, ``%%…%%``
    spans and the place of a home.
    """

    name: str
    private: bool = False
    details: bool = False


PUBLIC = Profile("public")
EVERYTHING = Profile("private", private=True, details=True)


def visible(entry: Entry, profile: Profile) -> Entry | None:
    """Return what ``profile`` may show of an entry, or None for nothing at all.

    By default that leaves out private and deleted entries, ``%%…%%`` spans wherever they stand
    (texts, captions, fields, tags), sensitive fields (seat, registration, exact times) and the
    place of a home. What a photo says of its making is taken out when the picture is written; its
    file name is never written at all.
    """
    if entry.deleted_at or (entry.visibility == "private" and not profile.private):
        return None
    if profile.details:
        return entry
    texts: dict[Lang, Text] = {
        lang: text._replace(title=strip_private(text.title), body=strip_private(text.body))
        for lang, text in entry.texts.items()
    }
    at_home = getattr(entry.details, "purpose", "") == "home"
    return replace(
        entry,
        details=_details(entry.details),
        texts=texts,
        place=None if at_home else entry.place,
        tags=tuple(tag for tag in entry.tags if strip_private(tag) == tag),
        trip=entry.trip._replace(name=_both(entry.trip.name)),
        photos=tuple(
            photo._replace(caption=_both(photo.caption), alt=_both(photo.alt))
            for photo in entry.photos
        ),
    )


def _details(details: Details) -> Details:
    """Return details without their sensitive fields and private spans."""
    changed: dict[str, Any] = {}
    for spec in fields_of(type(details)):
        value = getattr(details, spec.name)
        if spec.sensitive:
            changed[spec.name] = spec.type.empty
        elif isinstance(value, str):
            changed[spec.name] = strip_private(value)
        elif isinstance(spec.type, MilestonesType):
            changed[spec.name] = tuple(
                step._replace(title=_both(step.title), venue=strip_private(step.venue))
                for step in value
            )
    return replace(details, **changed) if changed else details  # type: ignore[type-var]


def _both(words: Both) -> Both:
    return Both(strip_private(words.zh), strip_private(words.en))


def all_visible(entries: Iterable[Entry], profile: Profile) -> list[Entry]:
    """Return what ``profile`` may show of each entry, without those it may not see."""
    shown = (visible(entry, profile) for entry in entries)
    return [entry for entry in shown if entry is not None]
