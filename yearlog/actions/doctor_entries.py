"""What in the entries themselves a person should look at: airports, durations, languages."""

from __future__ import annotations

import re

from yearlog.journal.check import Examined
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.places.gazetteer import Gazetteer
from yearlog.text.cjk import HAN

SLOWEST_KMH, FASTEST_KMH, FROM_KM = 200, 1100, 300
"""Block speeds that are believed, over distances where taxiing does not decide."""

LONGEST_MINUTES = 20 * 60

ENOUGH_LETTERS = 40
"""A shorter text may well be a name or a title that is the same in both languages."""

_NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|https?://\S+|!?\[[^\]]*\]\([^)]*\)", re.DOTALL)


def check_entries(done: Examined, gazetteer: Gazetteer) -> None:
    """Check the entries that could be read."""
    flights = [one for one in done.entries if isinstance(one.details, Flight)]
    unknown = _unknown_airports(flights, gazetteer)
    done.add("airports", "attention" if unknown else "ok", details=unknown)
    odd = [line for one in flights if (line := _odd_duration(one))]
    done.add("durations", "attention" if odd else "ok", details=odd)
    strangers = [line for one in done.entries for line in _in_the_wrong_language(one)]
    done.add("languages", "note" if strangers else "ok", details=strangers)


def _name(entry: Entry) -> str:
    return f"{entry.id[-6:]} {entry.starts_on}"


def _unknown_airports(flights: list[Entry], gazetteer: Gazetteer) -> list[str]:
    """Return the flights by an airport that neither the gazetteer nor the user knows."""
    known: dict[str, bool] = {}
    found = []
    for entry in flights:
        assert isinstance(entry.details, Flight)
        for airport in (entry.details.origin, entry.details.destination):
            code = airport.code
            if airport.source == "user" or not code:
                continue
            if code not in known:
                known[code] = gazetteer.airport_by_code(code) is not None
            if not known[code]:
                found.append(f"{_name(entry)} {code}")
    return found


def _odd_duration(entry: Entry) -> str:
    assert isinstance(entry.details, Flight)
    km, minutes = entry.details.distance_km, entry.details.duration_minutes
    if minutes is None or entry.details.status == "diverted":
        return ""
    speed = km / minutes * 60 if km is not None and minutes > 0 else None
    believed = speed is None or km is None or km <= FROM_KM or SLOWEST_KMH <= speed <= FASTEST_KMH
    if 0 < minutes <= LONGEST_MINUTES and believed:
        return ""
    shown = f" {km:,.0f} km, {speed:,.0f} km/h" if speed is not None else ""
    return f"{_name(entry)} {minutes // 60}:{minutes % 60:02d}{shown}"


def _in_the_wrong_language(entry: Entry) -> list[str]:
    """Return the texts of an entry that are long enough to tell, and are not in their language."""
    found = []
    for lang, text in entry.texts.items():
        prose = _NOT_PROSE.sub("", text.body)
        han = len(HAN.findall(prose))
        letters = sum(char.isalpha() for char in prose)
        if letters >= ENOUGH_LETTERS and (han == 0 if lang == "zh" else han > letters / 2):
            found.append(f"{_name(entry)} [{lang}]")
    return found
