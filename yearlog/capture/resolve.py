"""Words to places and airports: the user's own names first, then the gazetteer."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from yearlog.capture import dates
from yearlog.capture.errors import AmbiguousPlace, UnknownAirport, UnknownPlace, ways_to_say
from yearlog.i18n import LANGS, Both, Lang
from yearlog.kinds.field import Precision
from yearlog.kinds.values import Airport, Place
from yearlog.places import coordinates
from yearlog.places.gazetteer import Candidate, Gazetteer, tied
from yearlog.places.ranking import Past
from yearlog.places.reading import too_long


def has_han(text: str) -> bool:
    """Return whether a text has a Chinese character."""
    return any("\u3400" <= letter <= "\u9fff" for letter in text)


@dataclass
class Resolver:
    """What the parsers of fields may ask; see `yearlog.kinds.field.Context`.

    ``year`` is the year on the screen for dates without one; ``aliases`` are the user's names for
    places, by folded name; ``been`` tells how often she has used which place, when it matters.
    """

    lang: Lang
    today: date
    gazetteer: Gazetteer
    year: int | None = None
    home_country: str = ""
    aliases: Mapping[str, Place] = field(default_factory=dict)
    been: Callable[[], Past] = dict

    def read_date(self, text: str) -> tuple[date, date | None, Precision]:
        """Read a date or a range in the user's words."""
        return dates.read(text, self.today, year=self.year)

    def airport(self, text: str, on: date | None) -> Airport:
        """Find one airport; UnknownAirport or AmbiguousPlace otherwise."""
        return Airport.from_place(self.find_airport(text, on))

    def find_airport(self, text: str, on: date | None) -> Place:
        """Return the gazetteer's airport for a name of the user's own, a code, a name or a city.

        A code in capitals is one at once; in small letters it may be the name of a city.
        """
        code = unicodedata.normalize("NFKC", text).strip()
        exact = None if self.names(code) else self.gazetteer.coded(code, on=on)
        if exact is not None:
            return exact
        found = self.gazetteer.airports(
            code, on=on, aliases=self.aliases, lang=self.lang, past=self.been()
        )
        sure = [candidate for candidate in found if candidate.exact]
        if not sure:
            raise UnknownAirport(text, [candidate.place for candidate in found[:3]], self.gazetteer)
        return self._one(text, sure, self._surely)

    def names(self, text: str) -> Place | None:
        """Return the place that a text is a name of the user's own for."""
        own = self.gazetteer.own(text, self.aliases)
        return own[0].place if own else None

    def is_airport_code(self, text: str, on: date | None = None) -> bool:
        """Return whether a word in capitals is the code of an airport."""
        code = unicodedata.normalize("NFKC", text)
        if not (code.isascii() and code.isalpha() and code.isupper() and len(code) in (3, 4)):
            return False
        return self.gazetteer.airport_by_code(code, on=on) is not None

    def place(self, text: str) -> Place:
        """Find one place; ``name@lat,lon`` makes one of the user's own."""
        given = self.with_coordinates(text)
        if given is not None:
            return given
        candidates = self.search(text)
        sure = [candidate for candidate in candidates if candidate.exact]
        if not sure:
            raise UnknownPlace(
                text, [candidate.place for candidate in candidates[:3]], self.gazetteer
            )
        return self._one(text, sure, self._surely)

    def with_coordinates(self, text: str) -> Place | None:
        """Return the place that ``name@lat,lon`` makes, or None where that is not what stands."""
        name, at, where = unicodedata.normalize("NFKC", text).strip().rpartition("@")
        found = coordinates.in_words(where) if at and not too_long(text) else None
        return self.at(name.strip(), *found) if found and name.strip() else None

    def search(self, text: str, *, prefix: bool = False) -> list[Candidate]:
        """Return what a text may mean, by all that is known of who asks."""
        return self.gazetteer.search(
            text.strip(),
            prefix=prefix,
            home_country=self.home_country,
            aliases=self.aliases,
            lang=self.lang,
            past=self.been(),
        )

    def _surely(self, text: str) -> list[Place]:
        """Return the places that a text means equally well."""
        sure = [candidate for candidate in self.search(text) if candidate.exact]
        return [candidate.place for candidate in tied(sure)]

    def _one(
        self, text: str, candidates: Sequence[Candidate], means: Callable[[str], list[Place]]
    ) -> Place:
        """Return the best candidate; AmbiguousPlace when others are as good.

        What is proposed to write instead has been tried: Georgia, Georgia would be no help.
        """
        equal = [candidate.place for candidate in tied(candidates)][:5]
        if len(equal) < 2:
            return candidates[0].place
        first = equal[0]

        def clear(lang: Lang) -> str:
            ways = ways_to_say(first, lang, self.gazetteer)
            return next(
                (way for way in ways[:-1] if [p.id for p in means(way)] == [first.id]), ways[-1]
            )

        if first.kind == "airport" and first.iata:
            example = Both(first.iata, first.iata)
        else:
            example = Both(*(clear(lang) for lang in LANGS))
        raise AmbiguousPlace(text, equal, self.gazetteer, example)

    def at(self, name: str, latitude: float, longitude: float) -> Place:
        """Return a place the user gave coordinates for, in the zone of the nearest city."""
        near = self.gazetteer.near(latitude, longitude, limit=1)
        nearest = near[0][0] if near else Place()
        zh, en = (name, "") if has_han(name) else ("", name)
        import hashlib

        key = hashlib.sha256(f"{name} {latitude} {longitude}".encode()).hexdigest()[:16]
        return Place(
            name_en=en,
            name_zh=zh,
            kind="site",
            country_code=nearest.country_code,
            admin1=nearest.admin1,
            latitude=latitude,
            longitude=longitude,
            tz=nearest.tz,
            source="user",
            id=f"own:{key}",
        )
