"""One line in, one draft a leg or entry out.

The grammar stands in ``docs/capture.md``. A kind word or letter comes first; without one, two
airports make a flight, 讲了 or ``talk`` a talk, and anything else a reflection.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from yearlog import kinds
from yearlog.capture import dates
from yearlog.capture.build import Draft
from yearlog.capture.errors import NothingTyped
from yearlog.capture.resolve import Resolver, has_han
from yearlog.capture.words import (
    as_prose,
    as_title,
    known_place,
    name_length,
    quoted,
    sort,
    sort_prose,
    tokens,
    words_of,
)
from yearlog.i18n import Both

__all__ = ["guess", "parse", "tokens"]


def parse(words: Sequence[str], context: Resolver) -> list[Draft]:
    """Return the drafts of a line; NothingTyped for an empty one.

    ``words`` come from the shell or from `tokens`; a word may contain spaces if it was quoted.
    """
    words = words_of(words)
    if not words:
        raise NothingTyped
    details = kinds.by_word(words[0])
    if details is not None:
        name, words = details.KIND.name, words[1:]
    else:
        name = guess(words, context)
    if name == "flight":
        from yearlog.capture.route import flights

        return flights(words, context)
    named = details is not None
    return [_READERS.get(name, _titled)(name, words, context, named)]


def guess(words: Sequence[str], context: Resolver) -> str:
    """Return the kind a line without a kind word stands for."""
    if any(re.search(r"[A-Z]{3}|[A-Z0-9]{2}[0-9]|[0-9]:[0-9]|→|->", word) for word in words):
        from yearlog.capture.route import is_flight

        if is_flight(words, context):
            return "flight"
    text = " ".join(words)
    if "讲了" in text or re.search(r"\btalk\b", text, re.IGNORECASE):
        return "talk"
    return "reflection"


def _talk(name: str, words: Sequence[str], context: Resolver, named: bool) -> Draft:
    from yearlog.capture import phrases

    found = sort(words, context)
    text = as_title(found.rest)
    if not found.when:
        day, after = dates.leading(re.sub(r"^我们?", "", text))
        if day:
            found.when, text = [day], after
    raw: dict[str, str] = {}
    if said := phrases.chinese(text):
        where, title = said
        text = title or text
        if where and not found.place:
            if known_place(where, context):
                found.place = where
            else:
                raw["event"] = where
    elif not (named and found.rest and quoted(found.rest[0])):
        for where, title in phrases.english(text, named=named):
            if not where or known_place(where, context):
                found.place = found.place or where
                text = title or text
                break
    raw |= found.spine()
    if text.strip(" 。"):
        raw["title"] = text.strip(" 。")
    return Draft(name, raw)


def _stay(name: str, words: Sequence[str], context: Resolver, named: bool) -> Draft:
    del named
    found = sort(words, context)
    rest = list(found.rest)
    raw = found.spine()
    for at, word in enumerate(rest):
        code = _purpose(word)
        if code and (at or found.place):
            raw["purpose"] = code
            after = rest[at + 1 :]
            rest = rest[:at]
            break
    else:
        after = []
    if rest and not found.place:
        taken = name_length(rest, context)
        raw["place"] = " ".join(rest[:taken])
        rest = rest[taken:]
    if rest or after:
        raw["title"] = as_title([*rest, *after])
    return Draft(name, raw)


def _purpose(word: str) -> str:
    from yearlog.kinds.stay import PURPOSE

    return _chosen(word, PURPOSE) or ("ski" if word.casefold() in ("skiing", "滑") else "")


def _chosen(word: str, choices: Mapping[str, Both]) -> str:
    """Return the choice that a word names in either language, or nothing."""
    wanted = word.casefold()
    for code, label in choices.items():
        if wanted in (code, label.zh, label.en.casefold()):
            return code
    return ""


def _moment(name: str, words: Sequence[str], context: Resolver, named: bool) -> Draft:
    """Read a moment; its category may stand before its title or after, never inside it."""
    from yearlog.kinds.moment import CATEGORY

    del named
    found = sort(words, context)
    raw, rest = found.spine(), list(found.rest)
    for at in (0, -1):
        code = _chosen(rest[at], CATEGORY) if len(rest) > 1 and not quoted(rest[at]) else ""
        if code:
            raw["category"] = code
            del rest[at]
            break
    if rest:
        raw["title"] = as_title(rest)
    return Draft(name, raw)


def _reflection(name: str, words: Sequence[str], context: Resolver, named: bool) -> Draft:
    found = sort_prose(words, context, named=named)
    text = as_prose(found.rest)
    if not found.when:
        day, after = dates.leading(text)
        if day and after:
            found.when = [day]
    raw = found.spine()
    if text:
        raw["body_zh" if has_han(text) else "body_en"] = text
    return Draft(name, raw)


def _titled(name: str, words: Sequence[str], context: Resolver, named: bool) -> Draft:
    del named
    found = sort(words, context)
    raw = found.spine()
    if found.rest:
        raw["title"] = as_title(found.rest)
    return Draft(name, raw)


_READERS = {"talk": _talk, "stay": _stay, "reflection": _reflection, "moment": _moment}
