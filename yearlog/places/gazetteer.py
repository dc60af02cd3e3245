"""Find the place a person means, offline: by name, slang or code, in either language."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from yearlog.i18n import Lang
from yearlog.kinds.values import Place
from yearlog.places.fold import fold
from yearlog.places.ranking import Candidate, score, sphere_km, tied
from yearlog.places.reading import (
    name_and_qualifiers,
    splits,
    without_airport,
    without_suffix,
)
from yearlog.places.slips import one_slip_away
from yearlog.places.store import CODE, GROUPS, PACKAGED, Group, Hit, Record, Store

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
_CITY = frozenset({"city"})
_WITH_AIRPORTS = frozenset({"city", "island", "region", "ski", "park"})
_NO_ALIASES: Mapping[str, Place] = {}


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
    ) -> list[Candidate]:
        """Return the places ``text`` may mean, the likeliest first.

        ``text`` may carry a country or division after a comma (``Paris, TX``, ``剑桥, 马萨诸塞``).
        ``prefix`` completes what is being typed. ``on`` chooses among airports that shared a code.
        The user's ``aliases`` come before everything. Without ``prefix``, a text that names no
        place is tried again without 市 and the like, with a trailing qualifier split off, and with
        one typing slip forgiven.
        """
        name, qualifiers = name_and_qualifiers(text)
        own = self._own(text, aliases, prefix=prefix, kinds=kinds)
        if not name:
            return own[:limit]

        def ask(key: str, exact_only: bool, within: set[tuple[str, str]] | None) -> list[Candidate]:
            hits = self._collect(key, prefix and not exact_only, kinds, within)
            return self._rank(hits, name, on, home_country, kinds, within)

        within = self._within(qualifiers)
        found = ask(self._fold(name), False, within)
        if not found and not own and not prefix:
            found = self._second_try(name, qualifiers, within, ask)
        return _distinct([*own, *found])[:limit]

    def airports(
        self,
        text: str,
        *,
        limit: int = 8,
        prefix: bool = False,
        on: date | None = None,
        aliases: Mapping[str, Place] = _NO_ALIASES,
    ) -> list[Candidate]:
        """Return the airports ``text`` may mean: a code, an airport's name, or a city's name.

        A code comes first; then airports of that name; then those of the city, the busiest first.
        An alias of a city stands for that city's airports.
        """
        own = self._own(text, aliases, prefix=prefix, kinds=None)
        mine = [c for c in own if c.place.kind == "airport"]
        for candidate in own:
            if candidate.place.kind != "airport" and candidate.exact:
                mine += self._close_to(candidate, on)
        name, qualifiers = name_and_qualifiers(text)
        if not name:
            return mine[:limit]
        key = self._fold(name)
        hits = self._hits(key, _AIRPORTS, prefix=prefix)
        found = self._rank(hits, name, on, "", None, self._within(qualifiers))
        coded = [c for c in found if c.exact and key in _codes(c.place)]
        others = [c for c in found if not (c.exact and key in _codes(c.place))]
        cities = self._cities(text, prefix=prefix)
        others += [airport for city in cities for airport in self._airports_of(city, on)]
        others.sort(key=lambda c: -c.score)
        answer = _distinct([*mine, *coded, *others])
        if not answer and not prefix:
            answer = self._far_airports(text, key, cities, on)
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
                records = self._store.records(number for _, number, _ in scored[:limit])
                return [(records[number].place, km) for _, number, km in scored[:limit]]
        return []

    def airport_by_code(self, code: str, *, on: date | None = None) -> Place | None:
        """Return the airport with this IATA or ICAO code, on a day if given.

        Of airports that shared the code, the one in use on ``on`` (today's without it). A code
        that nobody held on that day still finds its last holder: a wrong date is the user's to
        see, a refused flight would be lost.
        """
        code = code.strip()
        if not (code.isascii() and 3 <= len(code) <= 4):
            return None
        found = self._store.by_code(fold(code))
        best = max(found, key=lambda r: (_in_use(r, on), r.until or "9", r.weight), default=None)
        return best.place if best else None

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

    def _within(self, qualifiers: list[str]) -> set[tuple[str, str]] | None:
        """Return the countries and divisions that every qualifier allows; None without any."""
        allowed: set[tuple[str, str]] | None = None
        for qualifier in qualifiers:
            found = self._store.divisions([self._fold(qualifier)])
            narrower = {one for one in found if allowed is None or _covered(one, allowed)}
            narrower |= {one for one in allowed or () if _covered(one, found)}
            allowed = narrower
        return allowed

    def _own(
        self, text: str, aliases: Mapping[str, Place], *, prefix: bool, kinds: frozenset[str] | None
    ) -> list[Candidate]:
        if not aliases:
            return []
        key = self._fold(text)
        found = []
        for alias, place in aliases.items():
            folded = self._fold(alias)
            exact = folded == key
            begun = exact or (prefix and folded.startswith(key))
            if key and begun and (kinds is None or place.kind in kinds):
                points = _ALIAS_SCORE if exact else _ALIAS_SCORE / 2 - len(folded)
                found.append(Candidate(place, points, exact, folded))
        return sorted(found, key=lambda c: -c.score)

    def _collect(
        self,
        key: str,
        prefix: bool,
        kinds: frozenset[str] | None,
        within: set[tuple[str, str]] | None,
    ) -> list[tuple[Hit, bool]]:
        groups = [group for group in GROUPS if kinds is None or _may_hold(group, kinds)]
        whole = within is not None or (kinds is not None and "city" not in kinds)
        return self._hits(key, groups, prefix=prefix, whole=whole)

    def _hits(
        self, key: str, groups: Sequence[Group], *, prefix: bool, whole: bool = False
    ) -> list[tuple[Hit, bool]]:
        hits = [(hit, True) for hit in self._store.exact([key], groups)]
        if prefix and key:
            for group in groups:
                more = self._store.prefix(key, group, whole=whole)
                hits += [(hit, False) for hit in more if hit.key != key]
        return hits

    def _rank(
        self,
        hits: Iterable[tuple[Hit, bool]],
        text: str,
        on: date | None,
        home_country: str,
        kinds: frozenset[str] | None,
        within: set[tuple[str, str]] | None,
    ) -> list[Candidate]:
        hits = list(hits)
        records = self._store.records(hit.place for hit, _ in hits)
        best: dict[int, Candidate] = {}
        for hit, exact in hits:
            record = records[hit.place]
            if kinds is not None and record.place.kind not in kinds:
                continue
            if within is not None and not _inside(record.place, within):
                continue
            if exact and hit.rank == CODE and not _in_use(record, on) and on is not None:
                continue
            points = score(record, hit, text, exact=exact, home_country=home_country)
            if hit.place not in best or points > best[hit.place].score:
                best[hit.place] = Candidate(record.place, points, exact, hit.key)
        order = sorted(best.items(), key=lambda entry: (-entry[1].score, entry[0]))
        return [candidate for _, candidate in order]

    def _second_try(
        self,
        name: str,
        qualifiers: list[str],
        within: set[tuple[str, str]] | None,
        ask: Callable[[str, bool, set[tuple[str, str]] | None], list[Candidate]],
    ) -> list[Candidate]:
        """Look again for a text that names nothing: shortened, split in two, or misspelt."""
        key = self._fold(name)
        shorter = without_suffix(key)
        if shorter:
            found = ask(shorter, True, within)
            if found:
                return found
        if not qualifiers:
            for first, rest in splits(name, key):
                places = self._store.divisions([self._fold(rest)])
                found = ask(self._fold(first), True, places) if places else []
                if found:
                    return found
        return self._slips(key, ask, within)

    def _slips(
        self,
        key: str,
        ask: Callable[[str, bool, set[tuple[str, str]] | None], list[Candidate]],
        within: set[tuple[str, str]] | None,
    ) -> list[Candidate]:
        hits = self._store.exact(one_slip_away(key), _NAMED)
        names = {hit.key for hit in hits if hit.rank < CODE}
        found = [c for name in sorted(names) for c in ask(name, True, within)]
        found = [Candidate(c.place, c.score - 3, False, c.matched) for c in found]
        return sorted(found, key=lambda c: -c.score)

    def _cities(self, text: str, *, prefix: bool) -> list[Candidate]:
        """Return the places that ``text`` names and whose airports it may therefore mean."""
        name = without_airport(text)
        exact = [c for c in tied(self.search(name, kinds=_WITH_AIRPORTS, limit=6)) if c.exact]
        if prefix:
            exact += self.search(name, kinds=_CITY, prefix=True, limit=4)
        return _distinct(exact)

    def _airports_of(self, city: Candidate, on: date | None) -> list[Candidate]:
        """Return the airports that serve a city, the busiest first."""
        hits = self._store.exact([city.matched], _NAMED)
        records = self._store.records(hit.place for hit in hits)
        mine = [number for number, record in records.items() if record.place.id == city.place.id]
        airports = self._store.records(self._store.airports_of(mine)) if mine else {}
        found = []
        for number in sorted(airports):
            record = airports[number]
            if record.weight and _in_use(record, on):
                points = city.score + math.log10(record.weight + 10) - 10
                found.append(Candidate(record.place, points, city.exact, city.matched))
        return found

    def _far_airports(
        self, text: str, key: str, cities: list[Candidate], on: date | None
    ) -> list[Candidate]:
        """Answer a text without an airport of its own: JFK Airport, Zermatt, heatrow."""
        bare = without_airport(text)
        if bare != text.strip():
            found = self.airports(bare, on=on)
            if found:
                return found
        near = [airport for place in cities for airport in self._close_to(place, on)]
        slips = self._store.exact(one_slip_away(key), _AIRPORTS) if not near else []
        forgiven = self._rank([(h, False) for h in slips], text, on, "", None, None)
        return _distinct([*near, *forgiven])

    def _close_to(self, candidate: Candidate, on: date | None) -> list[Candidate]:
        """Return the airports within reach of a place: tenfold traffic is worth 60 km more."""
        latitude, longitude = candidate.place.latitude, candidate.place.longitude
        if latitude is None or longitude is None:
            return []
        scored = []
        for number, lat, lon, weight in self._box(latitude, longitude, 1.6, airports=True):
            km = sphere_km(latitude, longitude, lat, lon)
            if weight and km < _REACH_KM:
                scored.append((km / 60 - math.log10(weight + 10), number))
        records = self._store.records(number for _, number in scored)
        return [
            Candidate(records[number].place, candidate.score - 10 - cost, False, candidate.matched)
            for cost, number in sorted(scored)
            if _in_use(records[number], on)
        ]

    def _box(
        self, latitude: float, longitude: float, step: float, *, airports: bool = False
    ) -> list[tuple[int, float, float, int]]:
        """Return the cities (or airports) within ``step`` degrees, past the antimeridian too."""
        around = self._store.airports_around if airports else self._store.around
        wide = step / max(0.05, math.cos(math.radians(latitude)))
        west, east = longitude - wide, longitude + wide
        found = around(latitude - step, latitude + step, west, east)
        if west < -180:
            found += around(latitude - step, latitude + step, west + 360, 180)
        if east > 180:
            found += around(latitude - step, latitude + step, -180, east - 360)
        return found


def _codes(place: Place) -> tuple[str, str]:
    return place.iata.lower(), place.icao.lower()


def _in_use(record: Record, on: date | None) -> bool:
    """Tell whether an airport was in use on a day, or is today's holder of its code."""
    if on is None:
        return not record.until
    day = on.isoformat()
    return (record.since or "0") <= day <= (record.until or "9")


def _inside(place: Place, within: set[tuple[str, str]]) -> bool:
    return _covered((place.country_code, place.admin1), within)


def _covered(one: tuple[str, str], allowed: set[tuple[str, str]]) -> bool:
    return one in allowed or (one[0], "") in allowed


def _may_hold(group: Group, kinds: frozenset[str]) -> bool:
    return group in kinds or (group == "feature" and bool(kinds - {"city", "airport"}))


def _distinct(candidates: Iterable[Candidate]) -> list[Candidate]:
    seen: dict[str, Candidate] = {}
    for candidate in candidates:
        seen.setdefault(candidate.place.id or repr(candidate.place), candidate)
    return list(seen.values())
