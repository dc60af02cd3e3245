"""Find the place a person means, offline: by name, slang or code, in either language."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from yearlog.i18n import Lang
from yearlog.kinds.values import Airport, Place
from yearlog.places.fold import fold, is_han
from yearlog.places.ranking import (
    Candidate,
    Past,
    Question,
    code_of_a_town,
    covered,
    distance_km,
    guessed,
    in_use,
    is_whole,
    once,
    score,
    sphere_km,
    tied,
)
from yearlog.places.reading import (
    halves,
    name_and_qualifiers,
    says_airport,
    splits,
    too_long,
    without_airport,
)
from yearlog.places.rephrasing import lengthened, ranked, same_words, shortened
from yearlog.places.serving import Meant, code_or_name, in_order, serving, traffic
from yearlog.places.slips import one_slip_away
from yearlog.places.store import CODE, GROUPS, PACKAGED, PINYIN, Group, Hit, Record, Store

__all__ = ["ATTRIBUTIONS", "Candidate", "Gazetteer", "tied"]

# Name, licence and address of the data, for the colophon of every page that uses it.
ATTRIBUTIONS: tuple[tuple[str, str, str], ...] = (
    ("GeoNames", "CC BY 4.0", "https://www.geonames.org/"),
    ("OpenTravelData", "CC BY 4.0", "https://github.com/opentraveldata/opentraveldata"),
    ("airportsdata", "MIT", "https://github.com/mborsetti/airportsdata"),
    ("Unicode CLDR", "Unicode-3.0", "https://cldr.unicode.org/"),
    ("OpenCC", "Apache-2.0", "https://github.com/BYVoid/OpenCC"),
)

_ALIAS_SCORE = 100.0
_NEAR_STEPS = (0.25, 0.6, 1.5, 4.0, 12.0)
_NAMED: tuple[Group, ...] = ("city", "feature")
_AIRPORTS: tuple[Group, ...] = ("airport",)
_REACH_KM = 160.0
# Two names in one text mean one place when they lie no farther apart: 伊犁昭苏, Kyoto Arashiyama.
_TOGETHER_KM = 150.0
_CITY = frozenset({"city"})
_WITH_AIRPORTS = frozenset({"city", "island", "region", "ski", "park"})
_NAMESAKES = _WITH_AIRPORTS | {"admin1"}
# Addresses there are written with or without the country.
_WITH_CHINA = {("HK", ""), ("MO", ""), ("TW", "")}
_NO_ALIASES: Mapping[str, Place] = {}
_NO_PAST: Past = {}
# More than any picker shows, so that what is cut off could not have been a tie.
_RANKED = 40
_Within = set[tuple[str, str]] | None
_Ask = Callable[[str, bool, _Within], list[Candidate]]


class Gazetteer:
    """The places of the world in one read-only file, opened at the first question."""

    def __init__(self, path: Path | None = None) -> None:
        self._store = Store(path or PACKAGED)

    def close(self) -> None:
        """Close the file; the next question opens it again."""
        self._store.close()

    def search(
        self,
        text: str,
        *,
        limit: int = 8,
        prefix: bool = False,
        on: date | None = None,
        home_country: str = "",
        aliases: Mapping[str, Place] = _NO_ALIASES,
        kinds: frozenset[str] | None = None,
        lang: Lang | None = None,
        past: Past = _NO_PAST,
    ) -> list[Candidate]:
        """Return the places ``text`` may mean, the likeliest first.

        ``text`` may carry a country or division after a comma (``Paris, TX``, ``剑桥, 马萨诸塞``).
        ``prefix`` completes what is being typed, pinyin and its initials included. ``on`` chooses
        among airports that shared a code. ``home_country``, ``lang`` (of the interface) and
        ``past`` (times used, by place id or by name and country code) speak for places the user
        is likelier to mean. The user's ``aliases`` come before everything. Without ``prefix``, a
        text that names no place is tried again without 市 and the like, as pinyin, with a trailing
        qualifier split off, and with one typing slip forgiven.
        """
        if too_long(text):
            return []
        name, qualifiers = name_and_qualifiers(text)
        own = self._own(text, aliases, prefix=prefix, kinds=kinds)
        if not name:
            return own[:limit]
        question = Question(name, on, home_country, lang, past)

        def ask(key: str, exact_only: bool, within: _Within) -> list[Candidate]:
            hits = self._collect(key, prefix and not exact_only, kinds, within)
            return self._rank(hits, question, kinds, within)

        within = self._within(qualifiers)
        found = ask(self._fold(name), False, within)
        if not found and not own and not prefix:
            found = self._second_try(question, qualifiers, within, ask, kinds)
        return _distinct([*own, *found])[:limit]

    def airports(
        self,
        text: str,
        *,
        limit: int = 8,
        prefix: bool = False,
        on: date | None = None,
        aliases: Mapping[str, Place] = _NO_ALIASES,
        lang: Lang | None = None,
        past: Past = _NO_PAST,
    ) -> list[Candidate]:
        """Return the airports ``text`` may mean: a code, an airport's name, or a city's name.

        A code comes first; then airports of that name; then those of the city, the busiest first.
        An alias of a city stands for that city's airports. ``lang`` and ``past`` as in `search`.
        """
        if too_long(text):
            return []
        own = self._own(text, aliases, prefix=prefix, kinds=None)
        mine = [airport for candidate in own for airport in self._airports_of_own(candidate, on)]
        name, qualifiers = name_and_qualifiers(text)
        if not name or (not prefix and any(candidate.exact for candidate in own)):
            return _distinct(mine)[:limit]
        question = Question(name, on, lang=lang, past=past)
        key = self._fold(name)
        hits = self._hits(key, _AIRPORTS, prefix=prefix)
        found = self._rank(hits, question, None, self._within(qualifiers))
        holder = self.airport_by_code(key, on=on)
        coded = [c for c in found if c.exact and holder and c.place.id == holder.id]
        past_holders = [c for c in found if c.exact and c not in coded and key in _codes(c.place)]
        others = [c for c in found if c not in coded and c not in past_holders]
        cities = self._cities(text, question, prefix=prefix)
        others += [airport for city in cities for airport in self._airports_of(city, on)]
        meant = self._meant(name, coded[0].place) if coded else "code"
        if meant != "code" and not any(c.exact for c in others):
            others += [airport for city in cities for airport in self._close_to(city, on)]
        others = sorted([*others, *guessed(past_holders)], key=lambda c: -c.score)
        answer = _distinct([*mine, *in_order(meant, coded, others)])
        if not prefix and not any(candidate.exact for candidate in answer):
            answer = _distinct([*answer, *self._far_airports(question, key, cities)])
        return answer[:limit]

    def near(
        self, latitude: float, longitude: float, *, limit: int = 5
    ) -> list[tuple[Place, float]]:
        """Return cities by a coordinate (degrees) with their distance in km, the apt one first.

        A city counts as nearer the bigger it is, so that a photo of the Louvre is in Paris and not
        in its first arrondissement.
        """
        for step in _NEAR_STEPS:
            scored = []
            for number, lat, lon, weight in self._box(latitude, longitude, step):
                km = sphere_km(latitude, longitude, lat, lon)
                pull = 1.2 * max(0.0, math.log10(max(weight, 1)) - 3) ** 1.6
                scored.append((km - pull, number, km))
            if scored:
                scored.sort()
                records = self._store.records(number for _, number, _ in scored[: 2 * limit])
                found = [(records[number].place, km) for _, number, km in scored[: 2 * limit]]
                return once(found)[:limit]
        return []

    def airport_by_code(self, code: str, *, on: date | None = None) -> Place | None:
        """Return the airport with this IATA or ICAO code, on a day if given.

        Of airports that shared the code, the one in use on ``on`` (today's without it). A code
        that nobody held on that day still finds its last holder: a wrong date is the user's to
        see, a refused flight would be lost.
        """
        best = self._holder(code, on)
        return best.place if best else None

    def airport_of_day(self, airport: Place, on: date | None) -> Place:
        """Return the airport that held the code of another on a day, if that one did not then."""
        code = airport.iata or airport.icao
        held = [record for record in self._store.by_code(fold(code)) if in_use(record, on)]
        if on is None or not held or airport.id in {record.place.id for record in held}:
            return airport
        return self.airport_by_code(code, on=on) or airport

    def _holder(self, code: str, on: date | None) -> Record | None:
        code = code.strip()
        if not (code.isascii() and 3 <= len(code) <= 4):
            return None
        found = self._store.by_code(fold(code))
        return max(found, key=lambda r: (in_use(r, on), r.until or "9", r.weight), default=None)

    def other_codes(self, airport: Airport) -> list[str]:
        """Return the other IATA codes of an airport's ICAO code, in alphabetical order."""
        found = self._store.by_code(fold(airport.icao)) if airport.icao else []
        return sorted({record.place.iata for record in found} - {airport.iata, ""})

    def coded(self, word: str, *, on: date | None = None) -> Place | None:
        """Return the airport whose code a word is meant as: in small letters not if a city is."""
        holder = self.airport_by_code(word, on=on)
        return holder if holder and self._meant(word.strip(), holder) == "code" else None

    def _meant(self, name: str, holder: Place) -> Meant:
        """Tell whether a word that is a code is meant as one, or as the name of a place."""
        if name.isupper():
            return "code"
        key = fold(name)
        hits = self._store.exact([key], _NAMED)
        outlines = self._store.outlines(hit.place for hit in hits)
        named = [(outlines[h.place], h.rank) for h in hits if outlines[h.place].kind in _NAMESAKES]
        now = self._holder(key, None)
        meant, place = code_or_name(name, now.weight if now else 0, named)
        served = self._store.airports_of([place.number]) if place else []
        mine = {record.place.id for record in self._store.records(served).values()}
        return "code" if holder.id in mine else meant

    def country_name(self, code: str, lang: Lang) -> str:
        """Return a country's name by its ISO 3166-1 code, or the code where it is unknown."""
        return self._division_name(code.upper(), "", lang) or code

    def admin1_name(self, country: str, code: str, lang: Lang) -> str:
        """Return a first-level division's name, or its code where it is unknown."""
        return self._division_name(country.upper(), code, lang) or code

    def _division_name(self, country: str, code: str, lang: Lang) -> str:
        names = self._store.division_names(country, code)
        if names is None:
            return ""
        english, chinese = names
        return (chinese or english) if lang == "zh" else english

    def _fold(self, text: str) -> str:
        key = fold(text)
        return key if key.isascii() else fold(key, self._store.simplified(key))

    def _within(self, qualifiers: list[str]) -> _Within:
        """Return the countries and divisions that every qualifier allows; None without any."""
        allowed: _Within = None
        for qualifier in qualifiers:
            found = self._regions(qualifier)
            narrower = {one for one in found if allowed is None or covered(one, allowed)}
            narrower |= {one for one in allowed or () if covered(one, found)}
            allowed = narrower
        return allowed

    def _regions(self, qualifier: str) -> set[tuple[str, str]]:
        """Return the countries and divisions that a qualifier names, and what it takes in."""
        found = self._store.divisions([self._fold(qualifier)])
        return found | _WITH_CHINA if ("CN", "") in found else found

    def alias_key(self, text: str) -> str:
        """Return what a name of the user's own is known by: an emoji, too, is a name."""
        plain = unicodedata.normalize("NFKC", text).replace("\ufe0f", "")
        return self._fold(text) or "".join(plain.split())

    def own(self, text: str, aliases: Mapping[str, Place]) -> list[Candidate]:
        """Return the places that ``text`` is a name of the user's own for."""
        return self._own(text, aliases, prefix=False, kinds=None)

    def _own(
        self, text: str, aliases: Mapping[str, Place], *, prefix: bool, kinds: frozenset[str] | None
    ) -> list[Candidate]:
        if not aliases:
            return []
        key = self.alias_key(text)
        found = []
        for alias, place in aliases.items():
            folded = self.alias_key(alias)
            exact = folded == key
            begun = exact or (prefix and folded.startswith(key))
            if key and begun and (kinds is None or place.kind in kinds):
                points = _ALIAS_SCORE if exact else _ALIAS_SCORE / 2 - len(folded)
                found.append(Candidate(place, points, exact, folded))
        return sorted(found, key=lambda c: -c.score)

    def _collect(
        self, key: str, prefix: bool, kinds: frozenset[str] | None, within: _Within
    ) -> list[tuple[Hit, bool]]:
        groups = [group for group in GROUPS if kinds is None or _may_hold(group, kinds)]
        whole = within is not None or (kinds is not None and "city" not in kinds)
        return self._hits(key, groups, prefix=prefix, whole=whole)

    def _hits(
        self, key: str, groups: Sequence[Group], *, prefix: bool, whole: bool = False
    ) -> list[tuple[Hit, bool]]:
        hits = [(hit, True) for hit in self._store.exact([key], groups)]
        if not (prefix and key):
            return hits
        for group in groups:
            more = self._store.prefix(key, group, whole=whole)
            hits += [(hit, False) for hit in more if hit.key != key]
        spelt = _spelt(key)
        if len(spelt) > 1:
            hits += [(hit, True) for hit in self._store.exact([spelt], groups, pinyin=True)]
            for group in groups:
                more = self._store.prefix(spelt, group, whole=whole, pinyin=True)
                hits += [(hit, False) for hit in more if hit.key != spelt]
        return hits

    def _rank(
        self,
        hits: Iterable[tuple[Hit, bool]],
        question: Question,
        kinds: frozenset[str] | None,
        within: _Within,
    ) -> list[Candidate]:
        hits = list(hits)
        numbers = {hit.place for hit, _ in hits}
        # Few are read whole at once: a second question costs more than what it would spare.
        records = self._store.records(numbers) if len(numbers) <= _RANKED else {}
        outlines = {number: record.outline for number, record in records.items()}
        outlines = outlines or self._store.outlines(numbers)
        best: dict[int, tuple[float, bool, str]] = {}
        of_airports = {hit.key for hit, _ in hits if outlines[hit.place].iata}
        for hit, exact in hits:
            place = outlines[hit.place]
            if kinds is not None and place.kind not in kinds:
                continue
            if within is not None and not covered((place.country, place.admin1), within):
                continue
            if exact and hit.rank == CODE and not in_use(place, question.on) and question.on:
                continue
            points = score(place, hit, question, exact=exact)
            if hit.key not in of_airports:
                points -= code_of_a_town(place, hit, question.text)
            if hit.place not in best or points > best[hit.place][0]:
                best[hit.place] = points, exact and is_whole(hit), hit.key
        order = sorted(best.items(), key=lambda entry: (-entry[1][0], entry[0]))[:_RANKED]
        records = records or self._store.records(number for number, _ in order)
        return [
            Candidate(records[number].place, points, exact, key)
            for number, (points, exact, key) in order
        ]

    def _second_try(
        self,
        question: Question,
        qualifiers: list[str],
        within: _Within,
        ask: _Ask,
        kinds: frozenset[str] | None,
    ) -> list[Candidate]:
        """Look again for what names nothing: in other words, as pinyin, split in two, misspelt."""
        key, text = self._fold(question.text), question.text
        if not qualifiers and says_airport(text) and (kinds is None or "airport" in kinds):
            found = self.airports(text, on=question.on, lang=question.lang, past=question.past)
            if found:
                return found

        def any_of(keys: list[str]) -> list[Candidate]:
            hits = [hit for hit in self._store.exact(keys, GROUPS) if hit.rank < CODE]
            return self._rank([(hit, True) for hit in hits], question, kinds, within)

        found = any_of([*same_words(text), *ranked(key)])
        if not found and is_han(key):
            found = guessed(any_of(shortened(key)))
        found = found or self._as_pinyin(question, GROUPS, kinds, within)
        if found:
            return found
        if not qualifiers:
            for first, rest in splits(text, key):
                places = self._regions(rest)
                found = ask(self._fold(first), True, places) if places else []
                if found:
                    return found
            for first, rest in halves(text, key):
                found = _beside(any_of([self._fold(first)]), any_of([self._fold(rest)]))
                if found:
                    return guessed(found)
        found = any_of(shortened(key)) or any_of(lengthened(key))
        return guessed(found) or self._slips(key, ask, within)

    def _as_pinyin(
        self,
        question: Question,
        groups: Sequence[Group],
        kinds: frozenset[str] | None,
        within: _Within,
    ) -> list[Candidate]:
        """Return the places whose Chinese name is spelt out so, tones and spaces aside."""
        spelt = _spelt(self._fold(question.text))
        hits = self._store.exact([spelt], groups, pinyin=True) if spelt else []
        named = [(hit, True) for hit in hits if hit.rank == PINYIN]
        return self._rank(named, question, kinds, within)

    def _slips(self, key: str, ask: _Ask, within: _Within) -> list[Candidate]:
        hits = self._store.exact(one_slip_away(key), _NAMED)
        hits += self._store.one_character_away(key, _NAMED)
        names = {hit.key for hit in hits if hit.rank < CODE}
        found = [c for name in sorted(names) for c in ask(name, True, within)]
        found = [Candidate(c.place, c.score - 3, False, c.matched) for c in found]
        return sorted(found, key=lambda c: -c.score)

    def _cities(self, text: str, question: Question, *, prefix: bool) -> list[Candidate]:
        """Return the places that ``text`` names and whose airports it may therefore mean."""
        name = without_airport(text)
        lang, past = question.lang, question.past
        whole = self.search(name, kinds=_WITH_AIRPORTS, limit=6, lang=lang, past=past)
        exact = [c for c in tied(whole) if c.exact]
        if prefix:
            exact += self.search(name, kinds=_CITY, prefix=True, limit=4, lang=lang, past=past)
        return _distinct(exact)

    def _airports_of(self, city: Candidate, on: date | None) -> list[Candidate]:
        """Return the airports that serve a city on a day; without traffic they are a guess."""
        hits = self._store.exact([city.matched], _NAMED)
        hits += self._store.exact([city.matched], _NAMED, pinyin=True)
        outlines = self._store.outlines(hit.place for hit in hits)
        mine = [number for number, place in outlines.items() if place.id == city.place.id]
        airports = self._store.records(self._store.airports_of(mine)) if mine else {}
        found = []
        for record, weight in serving([airports[number] for number in sorted(airports)], on):
            points = city.score + math.log10(weight + 10) - 9.5
            exact = city.exact and weight > 0
            found.append(Candidate(record.place, points, exact, city.matched))
        return found

    def _airports_of_own(self, candidate: Candidate, on: date | None) -> list[Candidate]:
        """Return what a name of the user's own means where an airport is asked for."""
        place = candidate.place
        if place.kind == "airport":
            return [candidate]
        if not candidate.exact:
            return []
        named = candidate._replace(matched=self._fold(place.name_en or place.name_zh))
        return self._airports_of(named, on) or self._close_to(candidate, on)

    def _far_airports(
        self, question: Question, key: str, cities: list[Candidate]
    ) -> list[Candidate]:
        """Answer a text without an airport of its own: JFK Airport, pudong, Zermatt, heatrow."""
        text, on = question.text, question.on
        bare = without_airport(text)
        if bare != text.strip():
            found = self.airports(bare, on=on, lang=question.lang, past=question.past)
            if found:
                return found
        near = [airport for place in cities for airport in self._close_to(place, on)]
        if near:
            return _distinct(near)
        spelt = self._as_pinyin(question, _AIRPORTS, None, None)
        if spelt:
            return spelt
        slips = self._store.exact(one_slip_away(key), _AIRPORTS)
        slips += self._store.one_character_away(key, _AIRPORTS)
        return self._rank([(h, False) for h in slips], question, None, None)

    def _close_to(self, candidate: Candidate, on: date | None) -> list[Candidate]:
        """Return the airports within reach of a place: tenfold traffic is worth 60 km more."""
        latitude, longitude = candidate.place.latitude, candidate.place.longitude
        if latitude is None or longitude is None:
            return []
        away = {
            number: km
            for number, lat, lon, _ in self._box(latitude, longitude, 1.6, airports=True)
            if (km := sphere_km(latitude, longitude, lat, lon)) < _REACH_KM
        }
        records = self._store.records(away)
        weights = traffic(list(records.values()))
        costs = [
            (away[number] / 60 - math.log10(weights[number] + 10), number)
            for number, record in records.items()
            if weights[number] and in_use(record, on)
        ]
        return [
            Candidate(records[number].place, candidate.score - 10 - cost, False, candidate.matched)
            for cost, number in sorted(costs)
        ]

    def _box(
        self, latitude: float, longitude: float, step: float, *, airports: bool = False
    ) -> list[tuple[int, float, float, int]]:
        """Return the cities (or airports) within ``step`` degrees, past the antimeridian too."""
        around = self._store.airports_around if airports else self._store.around
        south, north = latitude - step, latitude + step
        wide = step / max(0.05, math.cos(math.radians(latitude)))
        if wide >= 180 or south <= -90 or north >= 90:  # round the pole
            return around(south, north, -180, 180)
        west, east = longitude - wide, longitude + wide
        found = around(south, north, west, east)
        if west < -180:
            found += around(south, north, west + 360, 180)
        if east > 180:
            found += around(south, north, -180, east - 360)
        return found


def _beside(some: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """Return the lesser of two places that lie together: Arashiyama in Kyoto Arashiyama.

    One of them is the likeliest of its name: Paris London is not two towns of Ontario.
    """
    pairs = [(one, others[0]) for one in some[:4] if others]
    pairs += [(some[0], other) for other in others[1:4] if some]
    for one, other in pairs:
        if distance_km(one.place, other.place) <= _TOGETHER_KM:
            return [min(one, other, key=lambda c: c.score)]
    return []


def _codes(place: Place) -> tuple[str, str]:
    return place.iata.lower(), place.icao.lower()


def _spelt(key: str) -> str:
    """Return a folded text as pinyin without the digits of tones; empty if it cannot be that."""
    if not key.isascii():
        return ""
    return key if key.isalpha() else "".join(c for c in key if c.isalpha())


def _may_hold(group: Group, kinds: frozenset[str]) -> bool:
    return group in kinds or (group == "feature" and bool(kinds - {"city", "airport"}))


def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    seen: dict[str, Candidate] = {}
    for candidate in candidates:
        seen.setdefault(candidate.place.id or repr(candidate.place), candidate)
    return list(seen.values())
