"""What of an entry can be found: every text of it, piece by piece, with the field it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from yearlog.i18n import LANGS, Both, Lang
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import ChildRows, Field, fields_of
from yearlog.kinds.types import AirportType
from yearlog.kinds.values import NOTHING, Airport, Place

Column = Literal["title", "body", "other"]
COLUMNS: tuple[Column, ...] = ("title", "body", "other")
"""Where a text can stand; a hit in an earlier one counts for more."""

_PLACE = Both("地点", "Place")
_TAGS = Both("标签", "Tags")
_TRIP = Both("行程", "Trip")
_PHOTO = Both("照片", "Photo")
_NAMES = ("name", "city")
_CODES = ("iata", "icao")


class Piece:
    """One text of an entry.

    ``field`` leads to it in the entry's JSON, joined by dots (``photos.0.caption``); ``lang`` is
    the language of a text that has one for each, and ``label`` what a form calls the field.
    A plain class, because each command that stores makes it anew, and a named tuple takes longer.
    """

    __slots__ = ("column", "field", "label", "lang", "text")

    def __init__(
        self, column: Column, field: str, lang: Lang | None, text: str, label: Both = NOTHING
    ) -> None:
        self.column = column
        self.field = field
        self.lang = lang
        self.text = text
        self.label = label


def pieces(entry: Entry) -> Iterator[Piece]:
    """Yield the texts of an entry that are not empty: titles, bodies, then all the rest."""
    yield from (piece for piece in _pieces(entry) if piece.text)


def _pieces(entry: Entry) -> Iterator[Piece]:
    for lang, text in sorted(entry.texts.items()):
        yield Piece("title", "title", lang, text.title)
    yield from _both(
        "title", "headline", entry.details.headline("zh"), entry.details.headline("en")
    )
    for lang, text in sorted(entry.texts.items()):
        yield Piece("body", "body", lang, text.body)
    for at, tag in enumerate(entry.tags):
        yield Piece("other", f"tags.{at}", None, tag, _TAGS)
    if entry.place is not None:
        yield from _spot("place", entry.place, _PLACE)
    for spec in fields_of(type(entry.details)):
        yield from _own(spec, getattr(entry.details, spec.name))
    yield from _both("other", "trip", entry.trip.name.zh, entry.trip.name.en, _TRIP)
    for at, photo in enumerate(entry.photos):
        yield Piece("other", f"photos.{at}.filename", None, photo.filename, _PHOTO)
        for lang in LANGS:
            yield Piece("other", f"photos.{at}.caption", lang, photo.caption.get(lang), _PHOTO)
            yield Piece("other", f"photos.{at}.alt", lang, photo.alt.get(lang), _PHOTO)


def _both(column: Column, field: str, zh: str, en: str, label: Both = NOTHING) -> Iterator[Piece]:
    """Yield a text in both languages, once where they are the same."""
    if zh == en:
        yield Piece(column, field, None, zh, label)
    else:
        yield Piece(column, field, "zh", zh, label)
        yield Piece(column, field, "en", en, label)


def _spot(field: str, spot: Place | Airport, label: Both) -> Iterator[Piece]:
    """Yield the names and codes of a place or an airport, and of the city it serves."""
    for part in _CODES:
        yield Piece("other", f"{field}.{part}", None, getattr(spot, part), label)
    for part in _NAMES:
        zh, en = getattr(spot, f"{part}_zh"), getattr(spot, f"{part}_en")
        yield from _both("other", f"{field}.{part}", zh, en, label)


def _own(spec: Field, value: Any) -> Iterator[Piece]:
    """Yield what a field of the kind says: the value as it is shown, and the texts inside it."""
    if isinstance(spec.type, AirportType):
        yield from _spot(spec.name, value, spec.label)
        return
    zh, en = (spec.type.show(value, lang) for lang in LANGS)
    yield from _both("other", spec.name, zh, en, spec.label)
    if isinstance(spec.type, ChildRows):
        yield from _rows(spec, spec.type.to_rows(value))


def _rows(spec: Field, rows: Sequence[dict[str, Any]]) -> Iterator[Piece]:
    """Yield the texts of child rows; what their codes mean is in the value as it is shown."""
    for at, row in enumerate(rows):
        for name, text in row.items():
            stem, _, code = name.rpartition("_")
            if isinstance(text, str) and code in LANGS:
                lang: Lang = "zh" if code == "zh" else "en"
                yield Piece("other", f"{spec.name}.{at}.{stem}", lang, text, spec.label)
