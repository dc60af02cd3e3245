"""Say which of several places a person most likely meant."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from yearlog.i18n import Lang
from yearlog.kinds.values import Place
from yearlog.places.fold import is_han
from yearlog.places.store import ALIAS, CODE, INITIALS, PINYIN, Hit, Outline, Record

Past = Mapping[str | tuple[str, str], int]

# Points on a scale where ten times the inhabitants are one point. An exact name is worth a
# thousandfold size; a code in capitals beats every name, because nobody shouts by accident.
# Pinyin stands a point below a Latin name: dj is Djibouti before it is 东京.
_RANK = (1.5, 1.5, 0.7, 0.5, 0.5, -0.7)
_KIND = {"admin1": -0.2, "airport": -0.6, "region": 0.3, "site": -0.2}
_EXACT = 3.0
_EXACT_PINYIN = 1.5
_EXACT_INITIALS = 0.4
_CAPITAL_CODE = 6.0
_CAPITAL_AIRPORT = 3.0
_CAPITAL_ALIAS = 10.0
_CAPITAL_BEGUN = 1.5
_SMALL_CODE = -1.0
# Who types rnw means 日内瓦, not the town of Ringwood, which a register of towns calls so.
_SMALL_TOWN = 100_000
_SMALL_TOWN_CODE = 2.6
# Cali is a city of Colombia before it is short for California; then they are asked about.
_BY_NICKNAME = 0.1
_HOME = 0.5
# Who writes Chinese means 松原 in Jilin before 松原 in Osaka.
_LANGUAGE: Mapping[str, Mapping[str, float]] = {
    "zh": {"CN": 0.3, "HK": 0.15, "TW": 0.15, "MO": 0.15},
    "en": {"US": 0.1, "GB": 0.1, "CA": 0.1, "AU": 0.1, "NZ": 0.1, "IE": 0.1},
}
# A place used once gains 0.35, ten times 1.2, and never more than a hundredfold size.
_PAST = 1.15
_PAST_MOST = 2.0
# Closer than this the first is a guess. Cambridge (UK, US) and Springfield are; Paris is not.
_TIE = 0.45
_SAME_PLACE_KM = 60.0
_TWICE_KM = 5.0
_NO_PAST: Past = {}


class Question(NamedTuple):
    """What a person typed, and what is known of her when places are put in order.

    ``past`` has how often she used a place before, by its id, or by name and country code.
    """

    text: str
    on: date | None = None
    home_country: str = ""
    lang: Lang | None = None
    past: Past = _NO_PAST


class Candidate(NamedTuple):
    """A place that a text may mean; ``matched`` is the folded name that led there.

    ``score`` orders candidates and means nothing across questions; ``exact`` says that the whole
    name was given, not its beginning or something near it.
    """

    place: Place
    score: float
    exact: bool
    matched: str


def score(place: Outline, hit: Hit, question: Question, *, exact: bool) -> float:
    """Return how well a place answers: size, kind, name, capitals, home, language, past."""
    text = question.text
    points = math.log10(place.weight + 10) + _RANK[hit.rank] + _KIND.get(place.kind, 0.0)
    capitals = text.isascii() and text.isupper() and 2 <= len(text) <= 4
    if hit.rank >= PINYIN:
        points += (_EXACT_PINYIN if hit.rank == PINYIN else _EXACT_INITIALS) if exact else 0.0
    elif exact:
        points += _EXACT
        if hit.rank == ALIAS and text.isascii():
            points -= _BY_NICKNAME
        named_so = hit.rank == ALIAS or text == place.name_en
        if capitals and named_so and len(hit.key) <= 4:
            points += _CAPITAL_ALIAS
    if hit.rank == CODE:
        points += _CAPITAL_CODE if exact and capitals else _SMALL_CODE
        if exact and capitals and place.iata == text:
            points += _CAPITAL_AIRPORT
        if not exact and text.isascii() and text.isupper():
            points += _CAPITAL_BEGUN
    points += _known(place, question)
    if place.until:
        points -= 1.0
    return points - 0.02 * (len(hit.key) if not exact else 0)


def code_of_a_town(place: Outline, hit: Hit, text: str) -> float:
    """Return what a small town loses when it is asked for by a code in small letters."""
    by_code = hit.rank == CODE and place.kind == "city" and text.islower()
    return _SMALL_TOWN_CODE if by_code and place.weight < _SMALL_TOWN else 0.0


def _known(place: Outline, question: Question) -> float:
    """Return what a place gains by who asks: at home, in her language, where she has been."""
    points = _HOME if question.home_country and place.country == question.home_country else 0.0
    lang = question.lang or ("zh" if is_han(question.text) else None)
    # The text says more than the interface: 剑桥 is Chinese, Cambridge is not.
    if lang and (lang == "zh") == is_han(question.text):
        points += _LANGUAGE[lang].get(place.country, 0.0)
    if question.past:
        names = (place.id, (place.name_en, place.country), (place.name_zh, place.country))
        used = max(question.past.get(name, 0) for name in names)
        points += min(_PAST * math.log10(1 + max(used, 0)), _PAST_MOST)
    return points


def is_whole(hit: Hit) -> bool:
    """Tell whether a key is all of a name, and not the initials of one."""
    return hit.rank != INITIALS


def in_use(place: Outline | Record, on: date | None) -> bool:
    """Tell whether an airport was in use on a day, or is today's holder of its code."""
    if on is None:
        return not place.until
    day = on.isoformat()
    return (place.since or "0") <= day <= (place.until or "9")


def covered(one: tuple[str, str], allowed: set[tuple[str, str]]) -> bool:
    """Tell whether a division, or its country, is among those allowed."""
    return one in allowed or (one[0], "") in allowed


def tied(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates that a person should choose from, or the first alone.

    Candidates tie when they answer equally well and lie apart: New York and the state of New York
    do not, two Cambridges do, and so do the airports of one city.
    """
    if not candidates:
        return []
    first = candidates[0]
    equals = [first]
    for other in candidates[1:]:
        close = first.score - other.score < _TIE and other.exact == first.exact
        if close and all(_apart(other.place, one.place) for one in equals):
            equals.append(other)
    return equals


def once(found: Sequence[tuple[Place, float]]) -> list[tuple[Place, float]]:
    """Return places with their distance without those that the sources have twice."""
    kept: list[tuple[Place, float]] = []
    for place, km in found:
        if not any(
            (place.name_en, place.country_code) == (other.name_en, other.country_code)
            and distance_km(place, other) < _TWICE_KM
            for other, _ in kept
        ):
            kept.append((place, km))
    return kept


def guessed(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates as what may have been meant: offered, never taken unasked."""
    return [candidate._replace(exact=False) for candidate in candidates]


def _apart(one: Place, other: Place) -> bool:
    both_airports = one.kind == other.kind == "airport"
    if one.country_code == other.country_code:
        kinds = {one.kind, other.kind}
        # 重庆 the city and 重庆 the municipality around it are one answer.
        if "country" in kinds or (one.admin1 == other.admin1 and "admin1" in kinds):
            return False
    return both_airports or distance_km(one, other) > _SAME_PLACE_KM


def distance_km(one: Place, other: Place) -> float:
    """Return the great-circle distance on a sphere of 6371 km, for ranking; 0 where unknown."""
    if one.latitude is None or one.longitude is None:
        return 0.0
    if other.latitude is None or other.longitude is None:
        return 0.0
    return sphere_km(one.latitude, one.longitude, other.latitude, other.longitude)


def sphere_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance between two points in degrees on a sphere of 6371 km.

    Within 0.6 % of the geodesic, at a hundredth of its cost. Figures for people come from
    ``yearlog.geodesy``.
    """
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p2 - p1) / 2) ** 2
    half += math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))
