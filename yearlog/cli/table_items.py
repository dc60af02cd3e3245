"""The list behind one number of a year in the terminal: what was counted, and the entries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from yearlog.cli import table_text
from yearlog.cli.session import describe
from yearlog.cli.table import bold, figure
from yearlog.i18n import LANGS, Lang, t
from yearlog.text.controls import one_line
from yearlog.text.width import display_width, pad

if TYPE_CHECKING:
    from yearlog.cli.session import State

_IN_LINE = ("distance", "air_time")
"""Sums whose shares stand in the line of an entry as it is."""


def named(word: str) -> str:
    """Return the name of a number that is called by its name or by what a table calls it.

    Raises UnknownNumber, with the nearest names.
    """
    from yearlog.review.numbers import NUMBERS, UnknownNumber

    if word in NUMBERS:
        return word
    wanted = word.strip().casefold()
    for name in NUMBERS:
        if wanted in (name, *(t(lang, f"numbers.{name}").casefold() for lang in LANGS)):
            return name
    raise UnknownNumber(word)


def items_table(number: Any, year: int, current: State, columns: int) -> Iterator[str]:
    """Yield the lines: the number in words, then a line for each thing that it counts.

    An entry has the line that ``list`` prints; anything else has the entries that prove it.
    """
    lang = current.lang
    units = current.open().setting("units")
    label = t(lang, f"numbers.{number['name']}")
    head = (t(lang, "numbers.beside", year=year), label, _whole(number, lang, units))
    yield bold("  ".join(head))
    if number["stated"]:
        yield t(lang, "numbers.stated_alone", year=year)
        return
    even = all(item["share"] == 1 for item in number["items"])
    rows = [
        (item, "" if even else _share(item["share"], number["unit"], lang, units))
        for item in number["items"]
    ]
    if all(item["ids"] == [item["key"]] for item, _ in rows):
        shown = number["name"] not in _IN_LINE
        for item, share in rows:
            line = describe(current.open().journal.entry(item["key"]), current)
            yield f"  {line}" + (f"  {share}" if share and shown else "")
    else:
        yield from _things(rows, lang, columns)
    if number["missing_ids"]:
        left = "  " + t(lang, "numbers.missing")
        room = table_text.room(display_width(left), columns)
        ids = [one[-6:] for one in number["missing_ids"]]
        yield from table_text.hang(left, table_text.fill(ids, " ", room))


def _things(rows: list[tuple[Any, str]], lang: Lang, columns: int) -> Iterator[str]:
    """Yield places, airlines and the like, each with the ids of its entries."""
    names = [one_line(item[f"name_{lang}"]) for item, _ in rows]
    first = max(map(display_width, names), default=0)
    second = max((display_width(share) for _, share in rows), default=0)
    for name, (item, share) in zip(names, rows, strict=True):
        left = f"  {pad(name, first)}  "
        if second:
            left += pad(share, second, right=True) + "  "
        room = table_text.room(display_width(left), columns)
        yield from table_text.hang(
            left, table_text.fill([one[-6:] for one in item["ids"]], " ", room)
        )


def _whole(number: Any, lang: Lang, units: str) -> str:
    shown = _share(number["value"], number["unit"], lang, units)
    return shown if number["complete"] else "≥ " + shown


def _share(value: float, unit: str, lang: Lang, units: str) -> str:
    return " ".join(filter(None, figure(value, unit, lang, units)))


def items_csv(number: Any) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a CSV file. Columns: key, name_zh, name_en, value, unit, ids."""
    yield ("key", "name_zh", "name_en", "value", "unit", "ids")
    for item in number["items"]:
        ends = (str(item["share"]), number["unit"], " ".join(item["ids"]))
        yield (item["key"], item["name_zh"], item["name_en"], *ends)
