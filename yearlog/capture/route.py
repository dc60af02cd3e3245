"""The words of a flight: airports in order, dates, numbers and times, one draft a leg."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise

from yearlog.capture.build import Draft
from yearlog.capture.errors import UnknownAirport
from yearlog.capture.resolve import Resolver
from yearlog.capture.words import Sorted, quoted, sort
from yearlog.errors import UsageError, YearlogError

_CLOCK = r"[0-9]{1,2}:[0-9]{2}"
_TIMES = rf"({_CLOCK})[-–—~]({_CLOCK}(?:[+-][0-9])?)"
_TIME = rf"{_CLOCK}(?:[+-][0-9])?"
_NUMBER = r"(?:[A-Z][A-Z0-9]|[0-9][A-Z])[0-9]{1,4}[A-Z]?"
_ARROW = r"→|->|=>|⇒|✈|>"
_DASH = r"[-–—/]|到|至|飞"
_BETWEEN = frozenset(
    {"", "→", "->", "=>", "⇒", "✈", ">", "-", "–", "—", "到", "至", "飞", "从"}
    | {"from", "to", "on", "at"}
)
_WEEKDAY_CODES = frozenset({"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"})


class SpareWords(UsageError):
    """Words that fit nowhere in a line."""

    def __init__(self, words: Sequence[str]) -> None:
        shown = " ".join(words)
        super().__init__(
            f"看不懂「{shown}」。一行里可以写机场、日期、航班号、07:00-08:15 和 #标签。",
            f"Cannot place “{shown}”. "
            "A line takes airports, a date, a flight number, 07:00-08:15 and #tags.",
        )


class _Route:
    """What the words of a flight are."""

    def __init__(self) -> None:
        self.airports: list[str] = []
        self.numbers: list[str] = []
        self.times: list[tuple[str, str]] = []
        self.spare: list[str] = []


def flights(words: Sequence[str], context: Resolver) -> list[Draft]:
    """Return one draft a leg; dates, numbers and times are given to the legs in order."""
    found, route = _read(words, context)
    found.when = [day for when in found.when for day in _days(when, context)]
    if found.place:
        route.spare.append(f"@{found.place}")
    airports = route.airports
    if len(airports) < 2:
        if route.spare:
            raise UnknownAirport(route.spare[0], field="destination" if airports else "origin")
        raw = found.spine() | ({"origin": airports[0]} if airports else {})
        return [Draft("flight", raw)]
    if route.spare:
        raise SpareWords(route.spare)
    drafts = []
    for at, (origin, destination) in enumerate(pairwise(airports)):
        raw = found.spine() | {"origin": origin, "destination": destination}
        if found.when:
            raw["starts_on"] = found.when[min(at, len(found.when) - 1)]
        if at < len(route.numbers):
            raw["flight_number"] = route.numbers[at]
        if at < len(route.times):
            departure, arrival = route.times[at]
            raw["scheduled_departure"] = departure
            if arrival:
                raw["scheduled_arrival"] = arrival
        drafts.append(Draft("flight", raw))
    return drafts


def _days(when: str, context: Resolver) -> list[str]:
    """Return the two ends of a range: it says when one leaves and when one is there."""
    first, last, precision = context.read_date(when)
    if last is None or precision != "day":
        return [when]
    return [first.isoformat(), last.isoformat()]


def codes(word: str) -> list[str]:
    """Return the parts of a route written as one word, ``ITH-JFK``, or the word alone."""
    return re.split(rf"{_ARROW}|[-–—/]", unicodedata.normalize("NFKC", word))


def is_flight(words: Sequence[str], context: Resolver) -> bool:
    """Return whether a line without a kind word is one: two airports, and no prose around them.

    A number or times make a flight of any line with two codes, so that a slip in it is named. Where
    names stand for codes, a number, times, an arrow or one code must say that a flight is meant.
    """
    found = [code for word in words for code in codes(word) if context.is_airport_code(code)]
    arrow = any(re.search(r"→|->", word) for word in words)
    try:
        _, route = _read(words, context)
    except YearlogError:
        return len(found) >= 2
    prose = [word for word in route.airports if re.fullmatch(r"[a-z]{3,4}", word)]
    sure = bool(route.numbers or route.times)
    if len(found) >= 2:
        return sure or not (route.spare or prose)
    named = len(route.airports) >= 2 and not (route.spare or prose)
    return named and (sure or arrow or bool(found))


def _read(words: Sequence[str], context: Resolver) -> tuple[Sorted, _Route]:
    words = _split(words)
    weekdays = [at for at, word in enumerate(words) if word in _WEEKDAY_CODES]
    if weekdays:  # SUN is an airport where the line has another date
        others = [word for word in words if word not in _WEEKDAY_CODES]
        if sort(others, context, all_dates=True).when:
            marked = [f"\0{word}" if at in weekdays else word for at, word in enumerate(words)]
            found = sort(marked, context, all_dates=True)
            found.rest = [word.lstrip("\0") for word in found.rest]
            return found, _sort_route(found.rest, context, _day(found, context))
    found = sort(words, context, all_dates=True)
    return found, _sort_route(found.rest, context, _day(found, context))


def _day(found: Sorted, context: Resolver) -> date | None:
    """Return the first day of a line: which airports a city has depends on it."""
    with suppress(YearlogError):  # said when the date is built
        for when in found.when[:1]:
            return context.read_date(when)[0]
    return None


def _split(words: Sequence[str]) -> list[str]:
    """Split at arrows, and put ``DL 4921`` and ``06:00 +1`` together."""
    found: list[str] = []
    for word in words:
        if quoted(word):
            found.append(word)
            continue
        plain = unicodedata.normalize("NFKC", word).rstrip(",;、")
        before = found[-1] if found else ""
        number = re.fullmatch(r"[A-Z][A-Z0-9]|[0-9][A-Z]", before)
        if (number and re.fullmatch(r"[0-9]{1,4}[A-Z]?", plain)) or (
            re.fullmatch(r"[+-][0-9]", plain) and re.search(rf"{_CLOCK}$", before)
        ):
            found[-1] = before + plain
        elif re.search(_ARROW, plain) and not re.search(r"[0-9]", plain):
            found += filter(None, re.split(_ARROW, plain))
        else:
            found.append(plain)
    return found


def _sort_route(words: Sequence[str], context: Resolver, on: date | None) -> _Route:
    route = _Route()
    at = 0
    while at < len(words):
        taken = _name_length(words[at : at + 3], context, on)
        if taken > 1:
            route.airports.append(" ".join(words[at : at + taken]))
        else:
            _sort_word(words[at], context, on, route)
        at += taken
    return route


def _name_length(words: Sequence[str], context: Resolver, on: date | None) -> int:
    """Return how many words make the name of one airport or city: New York is not two airports."""
    names = 0
    while names < len(words) and not quoted(words[names]) and _in_a_name(words[names]):
        names += 1
    for length in range(names, 1, -1):
        if _airport(" ".join(words[:length]), context, on):
            return length
    return 1


def _in_a_name(word: str) -> bool:
    return not re.search(r"[0-9:]", word) and word not in _BETWEEN and not word.isupper()


def _sort_word(word: str, context: Resolver, on: date | None, route: _Route) -> None:
    pair = re.fullmatch(_TIMES, word)
    if pair:
        route.times.append((pair[1], pair[2]))
    elif re.fullmatch(_TIME, word):
        if route.times and not route.times[-1][1]:
            route.times[-1] = (route.times[-1][0], word)
        else:
            route.times.append((word, ""))
    elif re.fullmatch(_NUMBER, word.upper()) and any(c.isdigit() for c in word):
        route.numbers.append(word.upper())
    elif word not in _BETWEEN:
        if not quoted(word) and (parts := _parts(word, context, on)):
            route.airports += parts
        elif _airport(word, context, on) or re.fullmatch(r"[A-Za-z]{3,4}", word):
            route.airports.append(word)  # an unknown code too: the error for it says more
        else:
            route.spare.append(word)


def _parts(word: str, context: Resolver, on: date | None) -> list[str]:
    """Return the airports of a route in one word, ith-jfk or 北京到上海; none of a single name."""
    parts = re.split(_DASH, word.removeprefix("从"))
    if len(parts) < 2 or not all(parts):
        return []
    if all(re.fullmatch(r"[A-Za-z]{3}", part) for part in parts):
        return parts
    if _airport(word, context, on) or not all(_airport(part, context, on) for part in parts):
        return []
    return parts


def _airport(word: str, context: Resolver, on: date | None) -> bool:
    """Return whether a word names an airport on a day, or several that are to be told apart."""
    try:
        context.find_airport(word, on)
    except UnknownAirport:
        return False
    except YearlogError:
        return True
    return True
