"""Say which airports serve a place on a day, how much each weighs there, and what a code means.

A retired airport and one that is new carry no traffic in the sources; what took over from the one,
or what the other took over, says how much they had.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from yearlog.places.ranking import Candidate, distance_km, guessed, in_use
from yearlog.places.store import ALIAS, CODE, Outline, Record

Meant = Literal["code", "name", "either"]

# An airport takes over from another when it opens about the day that one closes, in the same area:
# Berlin closed Tegel a fortnight after it had opened Brandenburg, Oslo moved 47 km.
_HANDOVER = timedelta(days=60)
_AREA_KM = 80.0
# Which airport a city means when its main code changed hands is no question of size.
_MAIN_CODE = 3.0
# A word in small letters is a code unless a place of that very name weighs more; one that begins
# with a capital, like a name, unless the place weighs less than a tenth. Between these, ask.
_NEARLY = 0.48
_LIKE_A_NAME = 1.0


def code_or_name(
    word: str, weight: int, named: Sequence[tuple[Outline, int]]
) -> tuple[Meant, Outline | None]:
    """Tell whether a word that is not in capitals is a code or a name, and the place named so.

    ``weight`` is that of the airport with the code, ``named`` the places with that name and how
    well it stands for each. Kobe is no airfield in Florida: four letters are a name if any place
    has it. Three are compared.
    """
    worst = CODE if len(word) == 4 else ALIAS + 1
    places = [place for place, rank in named if rank < worst]
    place = max(places, key=lambda one: one.weight, default=None)
    if place is None:
        return "code", None
    if len(word) == 4:
        return "name", place
    lead = math.log10(place.weight + 10) - math.log10(weight + 10)
    lead += _LIKE_A_NAME if word[:1].isupper() else 0.0
    if abs(lead) < _NEARLY:
        return "either", place
    return ("name" if lead > 0 else "code"), place


def in_order(
    meant: Meant, coded: Sequence[Candidate], others: Sequence[Candidate]
) -> list[Candidate]:
    """Return airports of a code and airports of a name in the order in which they are meant."""
    if not coded:
        return list(others)
    sure = [candidate for candidate in others if candidate.exact]
    if meant == "either" and sure:
        tied = [candidate._replace(score=sure[0].score) for candidate in coded]
        return [sure[0], *tied, *others]
    if meant == "name":
        return [*others, *guessed(coded)]
    return [*coded, *guessed(others)]


def serving(records: Sequence[Record], on: date | None) -> list[tuple[Record, float]]:
    """Return those of a city's airports that were in use on a day, each with its weight.

    Airports that weigh nothing are left out where others weigh more.
    """
    weights = traffic(records)
    used = _once([record for record in records if in_use(record, on)])
    busy = [record for record in used if weights[record.number]]
    main = _main_code(records)
    return [
        (record, weights[record.number] * (_MAIN_CODE if main == record.place.iata else 1.0))
        for record in busy or used
    ]


def traffic(records: Sequence[Record]) -> dict[int, int]:
    """Return how much each airport weighs: its own traffic, or that of the one it handed over to.

    Weighs 0 what neither the sources nor a neighbour in time say anything about.
    """
    most = max((record.weight for record in records), default=0)

    def given(one: Record, other: Record) -> int:
        old, new = (one, other) if one.until else (other, one)
        # Nanyuan closed when Daxing opened, and was never what Daxing is.
        known = _share_a_code(one, other) or other.weight == most
        return other.weight if known and _handed_over(old, new) else 0

    return {
        one.number: max([one.weight, *(given(one, other) for other in records if other != one)])
        for one in records
    }


def _share_a_code(one: Record, other: Record) -> bool:
    return (one.place.iata != "" and one.place.iata == other.place.iata) or (
        one.place.icao != "" and one.place.icao == other.place.icao
    )


def _handed_over(old: Record, new: Record) -> bool:
    """Tell whether one airport closed about when the other opened, in the same area."""
    if not old.until or not new.since:
        return False
    gap = abs(date.fromisoformat(new.since) - date.fromisoformat(old.until))
    return gap <= _HANDOVER and distance_km(old.place, new.place) <= _AREA_KM


def _main_code(records: Sequence[Record]) -> str:
    """Return the code of the busiest airport of all times, if it ever changed hands."""
    busiest = max(records, key=lambda r: (r.weight, r.until or "9"), default=None)
    if busiest is None or not busiest.weight:
        return ""
    holders = {r.place.id for r in records if r.place.iata == busiest.place.iata}
    return busiest.place.iata if len(holders) > 1 else ""


def _once(records: Sequence[Record]) -> list[Record]:
    """Return airports without those the sources list under a later code on the same day too.

    Don Mueang is BKK until 2006 and DMK after that, and the sources give DMK no first day.
    """
    retired = {r.place.icao for r in records if r.until and r.place.icao}
    return [r for r in records if r.until or r.since or r.place.icao not in retired]
