"""The numbers of all years in the terminal, a row each: how they went, then the newest years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, NamedTuple

from yearlog.cli.table import BARS, SECTIONS, figure
from yearlog.cli.table_beside import MARK
from yearlog.i18n import Lang, t
from yearlog.kinds.field import Json
from yearlog.text.width import display_width, pad
from yearlog.text.wrap import wrap

_GAP = "  "
_UNKNOWN = "·"
_IN_LABEL = {
    "km": "unit_km", "mi": "unit_mi", "lap": "unit_lap", "minute": "unit_hour",
    "character": "unit_character",
}  # fmt: skip
"""Units that a bare number would not let guess, and their words; minutes are shown as hours."""


class _Row(NamedTuple):
    label: str
    bars: str
    cells: Mapping[int, str]


def years_table(found: dict[str, Json], lang: Lang, columns: int, units: str) -> Iterator[str]:
    """Yield the lines: of each number a bar for every year, and as many years as fit, the newest.

    What is nothing in all years is left out. A year without entries has a point for a bar.
    """
    everything: Any = found
    years = [one["year"] for one in everything["years"]]
    span = range(years[0], years[-1] + 1)
    numbers = {one["name"]: one for one in everything["numbers"]}
    blocks = [
        (heading, [row for name in names if name in numbers
                   if _says(row := _row(numbers[name], span, lang, units))])
        for heading, names in SECTIONS.items()
    ]  # fmt: skip
    rows = [row for _, lines in blocks for row in lines]
    first = max((display_width(row.label) for row in rows), default=0)
    over = f"{span[0]}–{span[-1]}" if len(span) > 1 else str(span[0])
    second = max(len(over), len(span))
    widths = _fitting(rows, years, columns - 2 - first - len(_GAP) - second)
    head = [pad(str(year), width, right=True) for year, width in widths.items()]
    yield _GAP.join([" " * (first + 2), pad(over, second), *head]).rstrip()
    for heading, lines in blocks:
        if lines:
            yield t(lang, f"numbers.{heading}")
        for row in lines:
            cells = [pad(row.cells.get(year, ""), width, right=True)
                     for year, width in widths.items()]  # fmt: skip
            yield "  " + _GAP.join([pad(row.label, first), pad(row.bars, second), *cells]).rstrip()
    for note in _notes(everything, span, lang):
        yield from wrap(note, columns)


def _fitting(rows: Sequence[_Row], years: Sequence[int], room: int) -> dict[int, int]:
    """Return how wide the columns of the newest years are that fit into the room, in order."""
    widths: dict[int, int] = {}
    for year in reversed(years):
        cells = [display_width(row.cells.get(year, "")) for row in rows]
        widths[year] = max([len(str(year)), *cells])
    newest = iter(widths.items())
    used = 0

    def fits(column: tuple[int, int]) -> bool:
        nonlocal used
        used += column[1] + len(_GAP)
        return used <= room

    return dict(reversed(list(takewhile(fits, newest))))


def _says(row: _Row) -> bool:
    """Return whether a row says more than nothing: a tenth of a lap is less than it can show."""
    return any(digit in "".join(row.cells.values()) for digit in "123456789")


def _row(number: Any, span: range, lang: Lang, units: str) -> _Row:
    values = {one["year"]: one for one in number["values"]}
    top = max(one["value"] for one in values.values()) or 1
    bars = "".join(
        BARS[round(values[year]["value"] / top * 8) or (values[year]["value"] > 0)]
        if year in values
        else _UNKNOWN
        for year in span
    )
    cells = {year: _cell(one, number["unit"], lang, units) for year, one in values.items()}
    unit = "mi" if number["unit"] == "km" and units == "mi" else number["unit"]
    label = t(lang, f"numbers.{number['name']}")
    words = t(lang, f"numbers.{_IN_LABEL[unit]}") if unit in _IN_LABEL else ""
    if words:
        label = t(lang, "numbers.with_unit", name=label, unit=words)
    return _Row(label, bars, cells)


def _cell(one: Any, unit: str, lang: Lang, units: str) -> str:
    if unit == "minute":
        shown = f"{one['value'] / 60:,.1f}" if one["value"] else "0"
    else:
        shown = figure(one["value"], unit, lang, units)[0]
    return ("" if one["complete"] else "≥") + shown + (MARK if one["stated"] else "")


def _notes(found: Any, span: range, lang: Lang) -> Iterator[str]:
    """Yield what the signs mean, which totals are stated, and that a year is not over."""
    joint = "、" if lang == "zh" else ", "
    stated: dict[int, list[str]] = {}
    for number in found["numbers"]:
        for one in number["values"]:
            if one["stated"]:
                name = t(lang, f"numbers.{number['name']}")
                stated.setdefault(one["year"], []).append(name)
    if stated:
        listed = [
            t(lang, "numbers.stated_in", year=year, names=joint.join(names))
            for year, names in sorted(stated.items())
        ]
        which = ("；" if lang == "zh" else "; ").join(listed)
        yield t(lang, "numbers.stated_all", mark=MARK, which=which)
    if len(found["years"]) < len(span) or not all(one["recorded"] for one in found["years"]):
        yield t(lang, "numbers.unknown_year", mark=_UNKNOWN)
    for one in found["years"]:
        if not one["over"]:
            yield t(lang, "numbers.not_over", year=one["year"])


def years_csv(found: dict[str, Json]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a CSV file: every number of every year.

    Columns: year, name, value, unit, complete, stated.
    """
    everything: Any = found
    yield ("year", "name", "value", "unit", "complete", "stated")
    for number in everything["numbers"]:
        for one in number["values"]:
            flags = ["yes" if one[flag] else "no" for flag in ("complete", "stated")]
            yield (str(one["year"]), number["name"], str(one["value"]), number["unit"], *flags)
