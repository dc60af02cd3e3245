"""The values that fields of a kind hold: places, airports, texts, photos.

Named tuples, because each command makes these classes anew: a frozen dataclass takes ten times as
long to make, and four of them cost 3 ms of every start.
"""

from __future__ import annotations

from typing import NamedTuple

from yearlog.i18n import Both, Lang, other

NOTHING = Both("", "")
"""No words in either language."""


class Place(NamedTuple):
    """A place as the gazetteer, a geocoder or the user gives it.

    Coordinates are degrees on WGS 84, ``tz`` an IANA zone, ``country_code`` ISO 3166-1 alpha-2 in
    capitals, ``admin1`` the first-level division's code. Airports also carry their codes and the
    city they serve. An empty string means unknown.
    """

    name_en: str = ""
    name_zh: str = ""
    kind: str = "city"
    country_code: str = ""
    admin1: str = ""
    latitude: float | None = None
    longitude: float | None = None
    tz: str = ""
    source: str = ""
    iata: str = ""
    icao: str = ""
    city_en: str = ""
    city_zh: str = ""
    id: str = ""

    def name(self, lang: Lang) -> str:
        """Return the name in ``lang``, or in the other language where that is missing."""
        names = Both(self.name_zh, self.name_en)
        return names.get(lang) or names.get(other(lang))


class Airport(NamedTuple):
    """An airport as a flight keeps it: copied at capture, so that old years do not move."""

    iata: str = ""
    icao: str = ""
    name_en: str = ""
    name_zh: str = ""
    city_en: str = ""
    city_zh: str = ""
    country_code: str = ""
    latitude: float | None = None
    longitude: float | None = None
    tz: str = ""
    source: str = ""

    @classmethod
    def from_place(cls, place: Place) -> Airport:
        """Copy what a flight keeps out of a gazetteer place."""
        return cls(**{name: getattr(place, name) for name in cls._fields})

    @property
    def code(self) -> str:
        """Return the code people use: IATA, else ICAO."""
        return self.iata or self.icao

    def name(self, lang: Lang) -> str:
        """Return the airport's name in ``lang``, or in the other language, or its code."""
        names = Both(self.name_zh, self.name_en)
        return names.get(lang) or names.get(other(lang)) or self.code

    def city(self, lang: Lang) -> str:
        """Return the name of the city served in ``lang``, else the airport's own name."""
        names = Both(self.city_zh, self.city_en)
        return names.get(lang) or names.get(other(lang)) or self.name(lang)


class Text(NamedTuple):
    """Title and Markdown body of an entry in one language, kept byte for byte.

    ``translated_from_hash`` is the hash of the source body this was translated from: when it no
    longer matches, the translation is stale.
    """

    title: str = ""
    body: str = ""
    translated_from_hash: str = ""


class TripWords(NamedTuple):
    """What the user said of the trip an entry is part of; the rest is derived.

    ``name`` is the trip's, in both languages. ``begins`` is ``here`` where a trip begins with this
    entry, ``before`` where it goes on with the one before, empty where the rule decides. ``stop``
    says what follows the landing of a flight: ``visit``, ``layover``, or empty for the rule.
    """

    name: Both = NOTHING
    begins: str = ""
    stop: str = ""


NO_TRIP = TripWords()


class Attachment(NamedTuple):
    """A photo copied beside the journal under the SHA-256 of its bytes.

    ``caption`` and ``alt`` hold both languages; ``position`` orders the photos of an entry.
    """

    sha256: str
    filename: str
    media_type: str
    size: int
    caption: Both = NOTHING
    alt: Both = NOTHING
    position: int = 0
