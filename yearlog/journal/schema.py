"""The tables of the journal: the spine written out here, those of a kind derived from it."""

from __future__ import annotations

from collections.abc import Iterable

from yearlog import kinds
from yearlog.kinds.field import ChildRows, Details, fields_of

APPLICATION_ID = 0x79656172
"""``year`` in ASCII: tells a journal from any other SQLite file."""

VERSION = 5
"""The schema this program writes; stored as ``user_version``."""

MIN_READER = 4
"""The oldest program version that may write a journal of `VERSION`; additive changes keep it."""

Columns = dict[str, type]

SPINE: dict[str, tuple[Columns, tuple[str, ...]]] = {
    "places": (
        {
            "id": str,
            "name_en": str,
            "name_zh": str,
            "kind": str,
            "country_code": str,
            "admin1": str,
            "latitude": float,
            "longitude": float,
            "tz": str,
            "source": str,
            "iata": str,
            "icao": str,
            "city_en": str,
            "city_zh": str,
        },
        ("id",),
    ),
    "entries": (
        {
            "id": str,
            "kind": str,
            "starts_on": str,
            "ends_on": str,
            "date_precision": str,
            "visibility": str,
            "language": str,
            "place_id": str,
            "created_at": str,
            "updated_at": str,
            "deleted_at": str,
        },
        ("id",),
    ),
    "texts": (
        {
            "entry_id": str,
            "lang": str,
            "title": str,
            "body": str,
            "content_hash": str,
            "translated_from_hash": str,
        },
        ("entry_id", "lang"),
    ),
    "tags": ({"entry_id": str, "tag": str, "position": int}, ("entry_id", "tag")),
    "attachments": (
        {
            "entry_id": str,
            "position": int,
            "sha256": str,
            "filename": str,
            "media_type": str,
            "size": int,
            "caption_zh": str,
            "caption_en": str,
            "alt_zh": str,
            "alt_en": str,
        },
        ("entry_id", "position"),
    ),
    "trips": (
        {"entry_id": str, "name_zh": str, "name_en": str, "begins": str, "stop": str},
        ("entry_id",),
    ),
    "aliases": ({"alias": str, "text": str, "place_id": str}, ("alias",)),
    "settings": ({"key": str, "value": str}, ("key",)),
    "reviews": (
        {
            "year": int,
            "title_zh": str,
            "title_en": str,
            "epigraph_zh": str,
            "epigraph_en": str,
            "chapters": str,
            "cover": str,
            "compare_with": int,
        },
        ("year",),
    ),
}
"""Table name to columns and primary key. Dates are ISO text; ``settings.value`` is JSON.

Every change of these tables, and of those of the kinds, is recorded in ``changes``.
"""

DRAFTS: Columns = {
    "id": str,
    "door": str,
    "kind": str,
    "entry_id": str,
    "base": int,
    "fields": str,
    "owner": str,
    "at": str,
    "content_hash": str,
}
"""Unsaved writing: not part of the history, and gone once it is stored.

``door`` is form, line or editor; ``base`` the `revision` of the entry it began from (0 for a new
one); ``fields`` JSON; ``owner`` the process that writes it; ``content_hash`` guards ``fields``.
"""

SEARCH: Columns = {"entry_id": str, "title": str, "body": str, "other": str}
"""The folded words of each entry that is not deleted; derived, and made anew with each change."""

NULLABLE = frozenset(
    {"ends_on", "place_id", "deleted_at", "latitude", "longitude", "compare_with", "entry_id"}
)
"""Columns of the spine that may be empty; the rest are NOT NULL."""

FOREIGN: dict[str, tuple[tuple[str, str, str], ...]] = {
    "entries": (("place_id", "places", "id"),),
    "texts": (("entry_id", "entries", "id"),),
    "tags": (("entry_id", "entries", "id"),),
    "attachments": (("entry_id", "entries", "id"),),
    "aliases": (("place_id", "places", "id"),),
    "trips": (("entry_id", "entries", "id"),),
}

GEOCODES: Columns = {"provider": str, "query": str, "answer": str, "at": str}
"""Answers of online geocoders, kept for good: asked once, never again. ``answer`` is JSON."""

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("entries", ("starts_on",)),
    ("entries", ("ends_on",)),
    ("entries", ("place_id",)),
    ("tags", ("tag",)),
)


BLANKED = "{}"
"""The row key and the images of a change whose content was purged."""


def kind_tables(details: type[Details]) -> dict[str, tuple[Columns, tuple[str, ...]]]:
    """Return the tables that hold what one kind alone has: its own, and its child tables.

    A kind without fields of its own has no table.
    """
    tables: dict[str, tuple[Columns, tuple[str, ...]]] = {}
    own: Columns = {"entry_id": str}
    for spec in fields_of(details):
        if isinstance(spec.type, ChildRows):
            child: Columns = {"entry_id": str, "position": int, **spec.type.child_columns()}
            tables[spec.type.table] = (child, ("entry_id", "position"))
        own |= spec.columns
    if len(own) > 1:
        tables = {details.KIND.table: (own, ("entry_id",)), **tables}
    return tables


def keys() -> dict[str, tuple[str, ...]]:
    """Return the primary key of every table whose changes are recorded."""
    found = {name: key for name, (_, key) in SPINE.items()}
    for details in kinds.everything():
        found |= {name: key for name, (_, key) in kind_tables(details).items()}
    return found


def placeholders(values: Iterable[object]) -> str:
    """Return ``?, ?, ?`` for as many values."""
    return ", ".join("?" for _ in values)
