"""One line in, one draft a leg or entry out.

The grammar stands in ``docs/capture.md``. A kind word or letter comes first; without one, two
airports make a flight, 讲了 or ``talk`` a talk, and anything else a reflection.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from yearlog import kinds
from yearlog.capture import dates
from yearlog.capture.build import Draft
from yearlog.capture.errors import NotADate, NothingTyped, UnknownAirport
from yearlog.capture.resolve import Resolver, has_han
from yearlog.errors import UsageError, YearlogError

_TIMES = re.compile(r"([0-9]{1,2}:[0-9]{2})[-–~]([0-9]{1,2}:[0-9]{2}(?:[+-][0-9])?)")
_TIME = re.compile(r"[0-9]{1,2}:[0-9]{2}(?:[+-][0-9])?")
_NUMBER = re.compile(r"(?:[A-Z][A-Z0-9]|[0-9][A-Z])[0-9]{1,4}[A-Z]?")
_ROUTE = re.compile(r"[A-Za-z]{3}(?:(?:→|->|>|–|—|-)[A-Za-z]{3})+")
_QUOTES = {'"': '"', "“": "”", "「": "」", "《": "》"}
_ZH_TALK = r"(?:在(?P<place>.{1,20}?))?(?:作|做|讲)了(?:一场|一个|个|场)?(?P<title>.*)"


class SpareWords(UsageError):
    """Words that fit nowhere in a line."""

    def __init__(self, words: Sequence[str]) -> None:
        shown = " ".join(words)
        super().__init__(
            f"看不懂「{shown}」。一行里可以写机场、日期、航班号、07:00-08:15 和 #标签。",
            f"Cannot place “{shown}”. "
            "A line takes airports, a date, a flight number, 07:00-08:15 and #tags.",
        )


def tokens(line: str) -> list[str]:
    """Split a typed line at spaces, except inside quotes of either language."""
    found: list[str] = []
    current, closing = "", ""
    for letter in line:
        if closing:
            if letter == closing:
                closing = ""
            else:
                current += letter
        elif letter in _QUOTES and not current.rstrip("@"):
            closing = _QUOTES[letter]
        elif letter.isspace():
            if current:
                found.append(current)
            current = ""
        else:
            current += letter
    return [*found, current] if current else found


@dataclass
class _Words:
    """The words of a line, sorted by what they are."""

    when: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    place: str = ""
    rest: list[str] = field(default_factory=list)


def parse(words: Sequence[str], context: Resolver) -> list[Draft]:
    """Return the drafts of a line; NothingTyped for an empty one.

    ``words`` come from the shell or from `tokens`; a word may contain spaces if it was quoted.
    """
    words = [word for word in words if word.strip()]
    if not words:
        raise NothingTyped
    details = kinds.by_word(words[0])
    if details is not None:
        name, words = details.KIND.name, words[1:]
    else:
        name = guess(words, context)
    if name == "flight":
        return _flights(words, context)
    return [_READERS.get(name, _project)(name, words, context)]


def guess(words: Sequence[str], context: Resolver) -> str:
    """Return the kind a line without a kind word stands for."""
    codes = [code for word in words for code in _codes(word) if context.is_airport_code(code)]
    if len(codes) >= 2:
        return "flight"
    text = " ".join(words)
    if "讲了" in text or re.search(r"\btalk\b", text, re.IGNORECASE):
        return "talk"
    return "reflection"


def _codes(word: str) -> list[str]:
    return re.split(r"→|->|>|–|—|-", word) if _ROUTE.fullmatch(word) else [word]


def _is_date(word: str, context: Resolver) -> bool:
    """Return whether a word is meant as a date; a date that does not exist raises NoSuchDate."""
    try:
        context.read_date(word)
    except NotADate:
        return False
    return True


def _sort(words: Sequence[str], context: Resolver, *, all_dates: bool = False) -> _Words:
    """Put dates, ``#tags`` and ``@place`` aside; English dates may take up to three words."""
    found = _Words()
    at = 0
    while at < len(words):
        word = words[at]
        if word.startswith(("#", "＃")) and len(word) > 1:
            found.tags.append(word[1:])
        elif word.startswith(("@", "＠")) and len(word) > 1 and not found.place:
            found.place = word[1:].replace("_", " ")
        else:
            taken = 0 if found.when and not all_dates else _date_words(words, at, context)
            if taken:
                found.when.append(" ".join(words[at : at + taken]))
                at += taken
                continue
            found.rest.append(word)
        at += 1
    return found


def _date_words(words: Sequence[str], at: int, context: Resolver) -> int:
    """Return how many words from ``at`` on make a date: the most that do, or 0."""
    for length in (4, 3, 2, 1):
        some = words[at : at + length]
        if len(some) == length and _is_date(" ".join(some), context):
            return length
    return 0


def _spine(found: _Words) -> dict[str, str]:
    raw: dict[str, str] = {}
    if found.when:
        raw["starts_on"] = found.when[0]
    if found.place:
        raw["place"] = found.place
    if found.tags:
        raw["tags"] = " ".join(found.tags)
    return raw


# Flights ------------------------------------------------------------------------------------------


def _flights(words: Sequence[str], context: Resolver) -> list[Draft]:
    """Return one draft a leg; dates, numbers and times are given to the legs in order."""
    found = _sort(words, context, all_dates=True)
    airports: list[str] = []
    numbers: list[str] = []
    times: list[tuple[str, str]] = []
    spare: list[str] = []
    for word in found.rest:
        _sort_flight_word(word, context, airports, numbers, times, spare)
    if len(airports) < 2:
        if spare:
            raise UnknownAirport(spare[0], field="destination" if airports else "origin")
        raw = _spine(found) | ({"origin": airports[0]} if airports else {})
        return [Draft("flight", raw)]
    if spare:
        raise SpareWords(spare)
    drafts = []
    legs = list(pairwise(airports))
    for at, (origin, destination) in enumerate(legs):
        raw = _spine(found) | {"origin": origin, "destination": destination}
        if found.when:
            raw["starts_on"] = found.when[min(at, len(found.when) - 1)]
        if at < len(numbers):
            raw["flight_number"] = numbers[at]
        if at < len(times):
            raw["scheduled_departure"], raw["scheduled_arrival"] = times[at]
        drafts.append(Draft("flight", raw))
    return drafts


def _sort_flight_word(
    word: str,
    context: Resolver,
    airports: list[str],
    numbers: list[str],
    times: list[tuple[str, str]],
    spare: list[str],
) -> None:
    plain = unicodedata.normalize("NFKC", word)
    pair = _TIMES.fullmatch(plain)
    if pair:
        times.append((pair[1], pair[2]))
    elif _TIME.fullmatch(plain):
        if times and not times[-1][1]:
            times[-1] = (times[-1][0], plain)
        else:
            times.append((plain, ""))
    elif _NUMBER.fullmatch(plain.upper()) and any(c.isdigit() for c in plain):
        numbers.append(plain.upper())
    elif _ROUTE.fullmatch(plain):
        airports.extend(_codes(plain))
    elif plain not in ("→", "->", ">", "-", "–", "—", "to", "到", "至", "飞"):
        (airports if _may_be_airport(plain, context) else spare).append(plain)


def _may_be_airport(word: str, context: Resolver) -> bool:
    """Return whether a word names an airport; a tie or a slip counts: its error says more."""
    try:
        context.find_airport(word, None)
    except UnknownAirport:
        return bool(re.fullmatch(r"[A-Za-z]{3,4}", word))
    except YearlogError:
        return True
    return True


# The other kinds ----------------------------------------------------------------------------------


def _talk(name: str, words: Sequence[str], context: Resolver) -> Draft:
    found = _sort(words, context)
    text = " ".join(found.rest)
    if not found.when:
        day, after = dates.leading(text)
        if day:
            found.when, text = [day], after
    said = re.match(_ZH_TALK, text)
    if said and "了" in text:
        if said["place"] and not found.place:
            found.place = said["place"]
        text = said["title"] or text
    else:
        english = re.fullmatch(
            r"(?i)(?:i )?(?:gave |had )?(?:a |the )?talk (?:on |about |:)?\s*(.+?)"
            r"(?: (?:in|at) ([A-Z][\w .,'-]+))?",
            text,
        )
        if english:
            text = english[1]
            found.place = found.place or (english[2] or "")
    raw = _spine(found)
    if text:
        raw["title"] = text.strip(" 。.")
    return Draft(name, raw)


def _stay(name: str, words: Sequence[str], context: Resolver) -> Draft:
    found = _sort(words, context)
    rest = list(found.rest)
    raw = _spine(found)
    if rest and "place" not in raw:
        raw["place"] = rest.pop(0)
    for at, word in enumerate(rest):
        code = _purpose(word)
        if code:
            raw["purpose"] = code
            del rest[at]
            break
    if rest:
        raw["title"] = " ".join(rest)
    return Draft(name, raw)


def _purpose(word: str) -> str:
    from yearlog.kinds.stay import PURPOSE

    for code, label in PURPOSE.items():
        if word.casefold() in (code, label.zh, label.en):
            return code
    return "ski" if word.casefold() in ("skiing", "滑") else ""


def _reflection(name: str, words: Sequence[str], context: Resolver) -> Draft:
    found = _sort_prose(words, context)
    text = " ".join(found.rest)
    if not found.when:
        day, after = dates.leading(text)
        if day and after:
            found.when = [day]
    raw = _spine(found)
    if text:
        raw["body_zh" if has_han(text) else "body_en"] = text
    return Draft(name, raw)


def _sort_prose(words: Sequence[str], context: Resolver) -> _Words:
    """Sort the words of prose: a date only counts at the start, tags and place only at the end."""
    taken = _date_words(words, 0, context)
    found = _Words(when=[" ".join(words[:taken])] if taken else [])
    rest = list(words[taken:])
    while rest and rest[-1][0] in "#＃@＠" and len(rest[-1]) > 1:
        word = rest.pop()
        if word[0] in "#＃":
            found.tags.insert(0, word[1:])
        elif not found.place:
            found.place = word[1:].replace("_", " ")
    found.rest = rest
    return found


def _project(name: str, words: Sequence[str], context: Resolver) -> Draft:
    found = _sort(words, context)
    raw = _spine(found)
    if found.rest:
        raw["title"] = " ".join(found.rest)
    return Draft(name, raw)


_READERS = {"talk": _talk, "stay": _stay, "reflection": _reflection}
