"""Finding entries: a line of words and filters to a query, and its hits to entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from unicodedata import normalize

from yearlog import kinds
from yearlog.actions.workspace import Workspace
from yearlog.capture.resolve import Resolver
from yearlog.errors import UsageError, YearlogError
from yearlog.i18n import Both
from yearlog.journal.finding import AtSpot, Hit, Query, Spot
from yearlog.kinds import entry as entries
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Json
from yearlog.kinds.findable import Piece, pieces
from yearlog.kinds.values import Place
from yearlog.text.folding import Span, fold, spans, stands_alone

FILTERS: dict[str, Both] = {
    "kind": Both("类别", "kind"),
    "year": Both("年", "year"),
    "tag": Both("标签", "tag"),
    "place": Both("地点", "place"),
    "before": Both("之前", "before"),
    "after": Both("之后", "after"),
}
"""The filters by name, each with the word it may also be called by."""

_BY_WORD = {word: name for name, both in FILTERS.items() for word in both}
_FILTER_OR_QUOTED = re.compile(
    r"""(?<!\S)(?:
    (?P<word>[^\W\d_]+)[:：](?P<value>"[^"]*"|“[^”]*”|「[^」]*」|\S+)\s*  # place:"New York"
    |"[^"]+"(?!\S)                                                       # "no: filter"
    )""",
    re.VERBOSE,
)
_QUOTED = re.compile('"([^"]+)"')


class Found(NamedTuple):
    """How many entries were found, their hits with the best first, and what was looked for."""

    total: int
    hits: list[Hit]
    needle: str


class NothingToFind(UsageError):
    """A search for nothing."""

    def __init__(self) -> None:
        super().__init__(
            "要找什么？请写几个字，或一个筛选条件，如 类别:航班。",
            "What are you looking for? Give some words or a filter, such as kind:flight.",
        )


class FilterNotRead(UsageError):
    """A filter whose value cannot be read, with what it should be."""

    def __init__(self, typed: str, wanted: Both) -> None:
        super().__init__(
            f"读不出筛选条件「{typed}」：{wanted.zh}。若要找的就是这几个字，"
            "请用双引号括起来，如 search '\"kind:talk\"'。",
            f"The filter “{typed}” cannot be read: {wanted.en}; "
            "to look for the words themselves, put double quotes around them: "
            "search '\"kind:talk\"'.",
        )


# Reading what was typed ---------------------------------------------------------------------------


def read(text: str, context: Resolver) -> Query:
    """Return what a line asks for: its filters, and the rest of it as one phrase.

    A colon with nothing right behind it makes no filter: ``next year: the same`` is prose.
    Raises NothingToFind, FilterNotRead.
    """
    wanted: dict[str, list[str]] = {name: [] for name in FILTERS}
    rest, at = [], 0
    for found in _FILTER_OR_QUOTED.finditer(text):
        name = _BY_WORD.get(fold(found["word"] or ""))
        if name is not None:
            wanted[name].append(found[0].rstrip())
            rest.append(text[at : found.start()])
            at = found.end()
    phrase = "".join([*rest, text[at:]]).strip()
    quoted = _QUOTED.fullmatch(phrase)
    needle = fold(quoted[1] if quoted else phrase)
    if not needle and not any(wanted.values()):
        raise NothingToFind
    before = [_days(typed, context)[0] for typed in wanted["before"]]
    after = [_days(typed, context)[1] for typed in wanted["after"]]
    return Query(
        needle,
        kinds=tuple(_kind(typed) for typed in wanted["kind"]),
        years=tuple(_year(typed, context) for typed in wanted["year"]),
        tags=tuple(_tag(typed) for typed in wanted["tag"]),
        places=tuple(_at(typed, context) for typed in wanted["place"]),
        before=min(before, default=None),
        after=max(after, default=None),
    )


def _value(typed: str) -> str:
    """Return the value of a filter as it was typed, without its quotes."""
    _, _, value = typed.replace("：", ":", 1).partition(":")
    return value.strip('"“”「」 ')


def _kind(typed: str) -> str:
    word = _value(typed)
    details = kinds.by_word(word) or kinds.by_word(word.removesuffix("s"))
    if not word or details is None:
        listed = [one.KIND for one in kinds.everything()]
        raise FilterNotRead(
            typed,
            Both(
                f"类别有{'、'.join(kind.label.zh for kind in listed)}",
                f"a kind is one of {', '.join(kind.name for kind in listed)}",
            ),
        )
    return details.KIND.name


def _year(typed: str, context: Resolver) -> int:
    digits = normalize("NFKC", _value(typed))
    if re.fullmatch("[0-9]{1,4}", digits) and int(digits):
        return int(digits)
    wanted = Both("年份要写成 2025 或去年", "a year is written like 2025")
    try:
        first, last, precision = context.read_date(digits)
    except YearlogError:
        raise FilterNotRead(typed, wanted) from None
    if precision != "year" or last is None or first.year != last.year:
        raise FilterNotRead(typed, wanted)
    return first.year


def _days(typed: str, context: Resolver) -> tuple[date, date]:
    try:
        first, last, _ = context.read_date(_value(typed))
    except YearlogError:
        raise FilterNotRead(
            typed,
            Both(
                "日期要写成 2025-05-12、2025-05、2025 或昨天",
                "a date is written like 2025-05-12, 2025-05, 2025 or yesterday",
            ),
        ) from None
    return first, last or first


def _tag(typed: str) -> str:
    tag = _value(typed).removeprefix("#").removeprefix("＃")
    if not tag:
        raise FilterNotRead(
            typed, Both("冒号后面要写标签名", "the name of a tag follows the colon")
        )
    return fold(tag)


def _at(typed: str, context: Resolver) -> AtSpot:
    """Return what tells the places meant: named so, in part, or by a name that means just one."""
    name = _value(typed)
    part = fold(name)
    if not part:
        raise FilterNotRead(
            typed, Both("冒号后面要写地名", "the name of a place follows the colon")
        )
    try:
        meant = context.place(name)
    except YearlogError:
        meant = None

    def at_spot(spot: Spot) -> bool:
        return any(part in one for one in _names(spot)) or (
            meant is not None and _is_at(spot, meant)
        )

    return at_spot


def _names(spot: Spot) -> set[str]:
    """Return the folded names and codes of a place or airport, and of the city it serves."""
    names = (spot.name_en, spot.name_zh, spot.city_en, spot.city_zh, spot.iata, spot.icao)
    return {fold(name) for name in names if name}


def _is_at(spot: Spot, meant: Place) -> bool:
    """Return whether a spot is the one meant, serves that city or lies in that country."""
    if isinstance(spot, Place) and spot.id and spot.id == meant.id:
        return True
    if spot.country_code != meant.country_code:
        return False
    if meant.kind == "country":
        return True
    if meant.kind == "airport":
        return bool(meant.iata or meant.icao) and (spot.iata, spot.icao) == (meant.iata, meant.icao)
    names = {fold(name) for name in (meant.name_en, meant.name_zh) if name}
    return not names.isdisjoint(_names(spot))


# Finding ------------------------------------------------------------------------------------------


def find(space: Workspace, text: str) -> Found:
    """Return what a line of words and filters finds, best first, without loading the entries.

    Raises NothingToFind, FilterNotRead.
    """
    query = read(text, space.resolver())
    hits = space.journal.search(query)
    return Found(len(hits), hits, query.needle)


def load(space: Workspace, hits: Sequence[Hit]) -> list[tuple[Hit, Entry]]:
    """Return hits with their entries, in their order; without what was deleted since."""
    known = {entry.id: entry for entry in space.journal.entries(ids=[hit.entry_id for hit in hits])}
    return [(hit, known[hit.entry_id]) for hit in hits if hit.entry_id in known]


def first_match(entry: Entry, hit: Hit, needle: str) -> tuple[Piece, Span] | None:
    """Return the text of an entry that made the hit, and where in it; None without a needle."""
    if not needle:
        return None
    here = [piece for piece in pieces(entry) if piece.column == hit.column]
    matching = [piece for piece in here if needle in fold(piece.text)]
    whole = (piece for piece in matching if stands_alone(fold(piece.text), needle))
    best = next(whole, None) or next(iter(matching), None)
    return None if best is None else (best, spans(best.text, needle)[0])


def matches(entry: Entry, needle: str) -> Iterator[tuple[Piece, Span]]:
    """Yield every place in an entry where a folded needle stands, as the entry has it."""
    for piece in pieces(entry) if needle else ():
        for span in spans(piece.text, needle):
            yield piece, span


def to_json(entry: Entry, needle: str) -> Json:
    """Return an entry as ``--json`` shows it, with the places in it where the needle stands.

    ``start`` and ``end`` count characters of the text as it is stored; of a field that is stored
    as a code, of its words in ``lang``.
    """
    found: list[Json] = [
        {"field": piece.field, "lang": piece.lang, "start": start, "end": end}
        for piece, (start, end) in matches(entry, needle)
    ]
    return {**entries.to_json(entry), "matches": found}
