"""The numbers of a year as a table in the terminal, and as CSV."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

import click

from yearlog.cli import table_beside, table_text
from yearlog.i18n import Lang, t
from yearlog.kinds.field import Json
from yearlog.text.controls import one_line
from yearlog.text.width import display_width, pad
from yearlog.text.wrap import wrap

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "travel": (
        "flights", "distance", "laps", "air_time", "delay", "late", "airports",
        "airports.first_time", "airlines", "aircraft", "routes", "time_zones", "countries",
        "countries.first_time", "cities", "cities.first_time", "layovers", "trips", "stays",
        "nights_away", "days_abroad",
    ),
    "work": (
        "talks", "talks.in_person", "talks.online", "projects", "projects.at_once", "milestones",
        "submissions", "accepted", "rejected",
    ),
    "life": ("moments", "reflections", "characters", "han", "words", "tags"),
}  # fmt: skip
"""Which numbers stand under which heading."""

BARS = " ▁▂▃▄▅▆▇█"
_LISTED = ("countries.first_time", "cities.first_time", "airports.first_time")
_PARTED = (
    "days.by_country", "nights_away.by_country", "talks.by_place", "talks.by_form", "talks.by_mode",
    "talks.by_language", "submissions.by_outcome", "moments.by_category",
)  # fmt: skip
_PLAIN = ("talks.by_form", "talks.by_mode")
"""These say nothing where all are alike."""

_MOST_PARTS = 8
_MOST_TRIPS = 15
_GAP = table_text.GAP
_LABEL, _VALUE, _UNIT, _OTHER, _CHANGE, _MONTHS = range(6)


def stats_table(
    found: dict[str, Json], lang: Lang, units: str = "km", columns: int = 80
) -> Iterator[str]:
    """Yield the lines: each number beside the other year's, its months, then the records.

    What is nothing in both years is left out. Where the terminal is too narrow for all of a row,
    the months go first, then the difference, then the other year. Headings are bold and the other
    year is dim, for a screen that shows it.
    """
    now: Any = found
    before: Any = found["compare"]
    blocks = [
        (
            heading,
            [row for name in names if (row := _row(name, now, before, lang, units)) and _says(row)],
        )
        for heading, names in SECTIONS.items()
    ]
    rows = list(chain.from_iterable(lines for _, lines in blocks))
    if not rows:
        yield str(now["year"])
        return
    widths = [max(display_width(row[at]) for row in rows) for at in range(_MONTHS + 1)]
    year = t(lang, "numbers.beside", year=now["year"])
    other = table_beside.heading(before, lang) if before else ""
    widths[_VALUE] = max(widths[_VALUE], display_width(year))
    # The heading may begin over the units, which have none.
    over = len(_GAP) + widths[_UNIT] if widths[_UNIT] else 0
    widths[_OTHER] = max(widths[_OTHER], display_width(other) - over)
    shown = _fitting(widths, columns)
    yield _head(year, other, widths, shown, lang)
    for heading, lines in blocks:
        if lines:
            yield bold(t(lang, f"numbers.{heading}"))
            for row in lines:
                yield _line(row, widths, shown)
    yield from table_beside.stated_here(now, lang)
    if before:
        yield from table_beside.notes(before, lang)
    yield from _spreads(now, lang, columns)
    yield from _records(now, lang, units, columns)
    yield from _new(now, lang, columns)
    yield from _trips(now, lang, columns)
    home = now["home"]
    if home and home["guessed"]:
        yield t(lang, "numbers.guessed_home", place=home[f"name_{lang}"])


def _says(row: tuple[str, ...]) -> bool:
    """Return whether a row says more than nothing: a tenth of a lap is less than it can show."""
    return any(digit in row[_VALUE] + row[_OTHER] for digit in "123456789")


def _fitting(widths: list[int], columns: int) -> list[int]:
    """Return which columns are shown: those that hold something, as many as fit."""
    shown = [at for at, width in enumerate(widths) if width]
    while shown[-1] >= _OTHER and _width(widths, shown) > columns:
        del shown[-1]
    return shown


def _width(widths: list[int], shown: list[int]) -> int:
    return sum(len(_GAP) + widths[at] for at in shown)


def _head(year: str, other: str, widths: list[int], shown: list[int], lang: Lang) -> str:
    """Return the line of the years, and of the first and last month, above their columns."""
    line = _GAP + " " * widths[_LABEL] + _GAP + bold(pad(year, widths[_VALUE], right=True))
    over = _width(widths, [at for at in shown if at in (_UNIT, _OTHER)])
    if over:
        line += _dim(pad(other if _OTHER in shown else "", over, right=True))
    if _MONTHS in shown:
        blank = _width(widths, [at for at in shown if at == _CHANGE])
        line += " " * blank + _GAP + _dim(t(lang, "numbers.months"))
    return line.rstrip()


def _line(row: tuple[str, ...], widths: list[int], shown: list[int]) -> str:
    """Return a row with its cells as wide as their columns; numbers stand to the right."""
    ends = max(at for at in shown if row[at])
    line = ""
    for at in shown:
        if at > ends:
            break
        cell = pad(row[at], widths[at], right=at in (_VALUE, _OTHER, _CHANGE))
        cell = cell.rstrip() if at == ends else cell
        line += _GAP + (_dim(cell) if at in (_OTHER, _CHANGE) else cell)
    return line


def bold(text: str) -> str:
    """Return a heading, for a screen that shows it."""
    return _styled(text, bold=True)


def _dim(text: str) -> str:
    """Return what is quiet: the other year."""
    return _styled(text, dim=True) if text.strip() else text


def _styled(text: str, **how: bool) -> str:
    # click leaves the codes out where there is no screen, or NO_COLOR is set.
    return text if os.environ.get("TERM") == "dumb" else click.style(text, **how)


def _row(name: str, now: Any, before: Any, lang: Lang, units: str) -> tuple[str, ...] | None:
    """Return label, value, unit, the other year's value, the difference and the months."""
    number: Any = _named(now, "numbers", name) or _UNKNOWN
    old: Any = _named(before, "numbers", name) if before else None
    if not number["value"] and not (old and old["value"]):
        return None
    value, unit = figure(number["value"], (number if number["unit"] else old)["unit"], lang, units)
    value = _least(number) + value + _mark(number, now) if number["unit"] else ""
    then, change = "", ""
    if old:
        exact = before["year"] is None and old["value"] % 1 > 0
        then = _least(old) + figure(old["value"], old["unit"], lang, units, exact=exact)[0]
        then += _mark(old, before)
        # The whole of a year beside a part of another would be no difference.
        whole = (old["stated"] or number["stated"]) and before["until"]
        if number["unit"] and not whole:
            by = number["value"] - old["value"]
            change = _change(by, number["unit"], lang, units, exact=exact)
    months = _named(now, "spreads", f"{name}.by_month")
    bars = _bars([part["value"] for part in months["parts"] if part["key"]]) if months else ""
    label = t(lang, f"numbers.{name}")
    return label, value, unit, then, change, bars


_UNKNOWN: Any = {"value": 0, "unit": "", "stated": False, "complete": True, "items": []}
"""A number of a year without entries that is not stated either."""


def _mark(number: Any, found: Any) -> str:
    """Return the mark of a stated total; where one is marked, a space behind all others."""
    if not table_beside.marked(found):
        return ""
    return table_beside.MARK if number["stated"] else " "


def _named(found: Any, group: str, name: str) -> Any:
    """Return the number, spread or record of a name, or None."""
    return next((one for one in found[group] if one["name"] == name), None)


def _least(number: Any) -> str:
    return "" if number["complete"] else "≥ "


def figure(
    value: float, unit: str, lang: Lang, units: str = "km", *, exact: bool = False
) -> tuple[str, str]:
    """Return a value and its unit in words; km turn into miles where that is the setting.

    A time is in hours and minutes, ``171:24``, so that columns of times line up. A small mean of
    things that are counted is ``exact``: it has a decimal.
    """
    if unit == "minute":
        whole = round(value)
        return f"{whole // 60:,}:{whole % 60:02d}", t(lang, "numbers.unit_hour")
    if unit == "km" and units == "mi":
        value, unit = value / 1.609344, "mi"
    decimals = 1 if unit == "lap" or (exact and value < 1000) else 0
    return f"{value:,.{decimals}f}", t(lang, f"numbers.unit_{unit}", n=value)


def _change(by: float, unit: str, lang: Lang, units: str, *, exact: bool) -> str:
    shown = figure(abs(by), unit, lang, units, exact=exact)[0]
    if not any(digit in shown for digit in "123456789"):
        return "="
    return ("+" if by > 0 else "−") + shown


def _bars(counts: list[float]) -> str:
    top = max(counts, default=0)
    return "".join(BARS[round(n / top * 8) or (n > 0)] for n in counts).rstrip() if top else ""


def _records(now: Any, lang: Lang, units: str, columns: int) -> Iterator[str]:
    cities = _named(now, "numbers", "cities")
    settled = cities is None or cities["value"] < 2
    rows = [
        (
            t(lang, f"numbers.{record['name']}"),
            _record(record, lang, units),
            record[f"name_{lang}"],
        )
        for record in now["records"]
        if _is_record(record, settled=settled)
    ]
    if not rows:
        return
    yield bold(t(lang, "numbers.records"))
    first = max(display_width(row[0]) for row in rows)
    second = max(display_width(row[1]) for row in rows)
    for label, value, name in rows:
        left = _GAP + pad(label, first) + _GAP + pad(value, second) + _GAP
        room = table_text.room(display_width(left), columns)
        yield from table_text.hang(left, wrap(one_line(name), room))


def _is_record(record: Any, *, settled: bool) -> bool:
    """Return whether a record says anything: not the corners of one town, nor once in a month."""
    if record["name"].startswith("places."):
        return not settled
    if record["name"] == "reflections.longest_silence":
        return bool(record["value"])
    return record["value"] > 1 or not record["name"].startswith("flights.busiest")


def _record(record: Any, lang: Lang, units: str) -> str:
    """Return what a record says: how much, how far, how long, or where on the globe."""
    if record["unit"] == "minute":
        whole = round(record["value"])
        if whole < 60:
            return t(lang, "numbers.minutes", m=whole)
        return t(lang, "numbers.hours", h=f"{whole // 60:,}", m=f"{whole % 60:02d}")
    if record["unit"] == "flight":
        n = round(record["value"])
        return t(lang, "numbers.n_flight", n=n, shown=f"{n:,}")
    if record["unit"] in ("night", "day"):
        n = round(record["value"])
        return t(lang, f"numbers.n_{record['unit']}", n=n, shown=f"{n:,}")
    if record["unit"] != "degree":
        return " ".join(filter(None, figure(record["value"], record["unit"], lang, units)))
    north = record["name"] in ("places.northernmost", "places.southernmost")
    side = ("north", "south") if north else ("east", "west")
    word = side[record["value"] < 0]
    return t(lang, f"numbers.{word}", n=f"{abs(record['value']):.1f}")


def _new(now: Any, lang: Lang, columns: int) -> Iterator[str]:
    """Yield the names of what was reached for the first time."""
    rows = []
    for name in _LISTED:
        number = _named(now, "numbers", name) or _UNKNOWN
        names = [one_line(item[f"name_{lang}"]) for item in number["items"]]
        if names:
            rows.append((t(lang, f"numbers.{name.partition('.')[0]}"), names))
    if rows:
        yield bold(t(lang, "numbers.firsts"))
        yield from table_text.listed(rows, _joint(lang), columns)


def _joint(lang: Lang) -> str:
    return "、" if lang == "zh" else ", "


def _spreads(now: Any, lang: Lang, columns: int) -> Iterator[str]:
    """Yield a line for each number that is divided otherwise than by months and weekdays."""
    rows = []
    for name in _PARTED:
        spread = _named(now, "spreads", name) or {"parts": []}
        parts = [part for part in spread["parts"] if part["value"]]
        if all(not part["key"] for part in parts) or (len(parts) == 1 and name in _PLAIN):
            continue
        shown = [f"{part[f'name_{lang}']} {part['value']:,}" for part in parts[:_MOST_PARTS]]
        more = len(parts) - len(shown)
        if more:
            shown[-1] += " " + t(lang, "numbers.and_more", n=len(parts) if lang == "zh" else more)
        rows.append((t(lang, f"numbers.{name}"), shown))
    if rows:
        yield bold(t(lang, "numbers.spreads"))
        yield from table_text.listed(rows, _joint(lang), columns)


def _trips(now: Any, lang: Lang, columns: int) -> Iterator[str]:
    """Yield the trips in order, one a line: dates, nights, places."""
    trips = now["trips"]
    if not trips:
        return
    rows = [(_dates(one, lang), _nights(one, lang), _called(one, now, lang)) for one in trips]
    rows = rows[:_MOST_TRIPS]
    wide = [max(display_width(row[at]) for row in rows) for at in (0, 1)]
    yield bold(t(lang, "numbers.trips_heading"))
    for dates, nights, name in rows:
        left = f"  {pad(dates, wide[0])}  {pad(nights, wide[1], right=True)}  "
        room = table_text.room(display_width(left), columns)
        yield from table_text.hang(left, wrap(one_line(name), room))
    if len(trips) > len(rows):
        more = len(trips) - len(rows)
        yield "  " + t(lang, "numbers.trips_more", n=more, year=now["year"])


def _called(trip: Any, now: Any, lang: Lang) -> str:
    """Return the name of a trip, and that the rest of it is in the year before or after."""
    rest = [
        t(lang, f"page.trip_{way}", year=now["year"] + step)
        for way, step, so in (("before", -1, trip["began_before"]), ("after", 1, trip["goes_on"]))
        if so
    ]
    return "  ".join([trip[f"name_{lang}"], *rest])


def _dates(trip: Any, lang: Lang) -> str:
    """Return the days of a trip as well as they are known."""
    known = {"year": 4, "month": 7, "day": 10}[trip["date_precision"]]
    first, last = trip["starts_on"][:known], trip["ends_on"][:known]
    if trip["away"]:
        return t(lang, "numbers.trips_since", day=first)
    return first if first == last else f"{first}..{last}"


def _nights(trip: Any, lang: Lang) -> str:
    return "" if trip["nights"] is None else t(lang, "numbers.trips_nights", n=trip["nights"])


def stats_csv(found: dict[str, Json]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a CSV file: every number, its parts and the records, with their ids.

    Columns: year, name, part (empty for the whole), value, unit, complete, ids, stated.
    """
    now: Any = found
    year = str(now["year"])
    yield ("year", "name", "part", "value", "unit", "complete", "ids", "stated")
    for number in now["numbers"]:
        ids = dict.fromkeys(one for item in number["items"] for one in item["ids"])
        complete = "yes" if number["complete"] else "no"
        start = (year, number["name"], "", str(number["value"]), number["unit"])
        yield (*start, complete, " ".join(ids), "yes" if number["stated"] else "no")
    for spread in now["spreads"]:
        for part in spread["parts"]:
            value = str(part["value"])
            ends = (value, spread["unit"], "yes", " ".join(part["ids"]), "no")
            yield (year, spread["name"], part["key"], *ends)
    for one in now["records"]:
        ends = (str(one["value"]), one["unit"], "yes", " ".join(one["ids"]), "no")
        yield (year, one["name"], one["name_en"], *ends)
