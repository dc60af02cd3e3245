"""The numbers of a year as a table in the terminal, and as CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from yearlog.cli import table_beside
from yearlog.i18n import Lang, t
from yearlog.kinds.field import Json
from yearlog.text.controls import one_line
from yearlog.text.width import display_width, pad

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
_GAP = "  "


def stats_table(found: dict[str, Json], lang: Lang, units: str = "km") -> Iterator[str]:
    """Yield the lines: each number beside the other year's, its months, then the records.

    What is nothing in both years is left out.
    """
    now: Any = found
    before: Any = found["compare"]
    blocks = [
        (heading, [row for name in names if (row := _row(name, now, before, lang, units))])
        for heading, names in SECTIONS.items()
    ]
    rows = list(chain.from_iterable(lines for _, lines in blocks))
    if not rows:
        yield str(now["year"])
        return
    widths = [max(display_width(row[at]) for row in rows) for at in range(5)]
    year = t(lang, "numbers.beside", year=now["year"])
    other = table_beside.heading(before, lang) if before else ""
    widths[1] = max(widths[1], display_width(year))
    widths[3] = max(widths[3], display_width(other))
    head = [" " * (widths[0] + 2), pad(year, widths[1], right=True), " " * widths[2]]
    yield _GAP.join([*head, pad(other, widths[3], right=True)]).rstrip()
    for heading, lines in blocks:
        if lines:
            yield t(lang, f"numbers.{heading}")
            for row in lines:
                yield "  " + _GAP.join(_padded(row, widths)).rstrip()
    if before:
        yield from table_beside.notes(before, lang)
    yield from _spreads(now, lang)
    yield from _records(now, lang, units)
    yield from _new(now, lang)
    yield from _trips(now, lang)
    home = now["home"]
    if home and home["guessed"]:
        yield t(lang, "numbers.guessed_home", place=home[f"name_{lang}"])


def _padded(row: tuple[str, ...], widths: list[int]) -> list[str]:
    """Return the cells of a row as wide as their columns; numbers stand to the right."""
    cells = [
        pad(cell, width, right=at in (1, 3, 4))
        for at, (cell, width) in enumerate(zip(row, widths, strict=False))
    ]
    return [*cells, row[5]]


def _row(name: str, now: Any, before: Any, lang: Lang, units: str) -> tuple[str, ...] | None:
    """Return label, value, unit, the other year's value, the difference and the months."""
    number = _named(now, "numbers", name)
    old = _named(before, "numbers", name) if before else None
    if not number["value"] and not (old and old["value"]):
        return None
    value, unit = figure(number["value"], number["unit"], lang, units)
    then, change = "", ""
    if old:
        exact = before["year"] is None and old["value"] % 1 > 0
        then = _least(old) + figure(old["value"], old["unit"], lang, units, exact=exact)[0]
        if table_beside.marked(before):
            then += table_beside.MARK if old["stated"] else " "
        # The whole of a year beside a part of another would be no difference.
        if not (old["stated"] and before["until"]):
            by = number["value"] - old["value"]
            change = _change(by, number["unit"], lang, units, exact=exact)
    months = _named(now, "spreads", f"{name}.by_month")
    bars = _bars([part["value"] for part in months["parts"] if part["key"]]) if months else ""
    label = t(lang, f"numbers.{name}")
    return label, _least(number) + value, unit, then, change, bars


def _named(found: Any, group: str, name: str) -> Any:
    """Return the number, spread or record of a name, or None."""
    return next((one for one in found[group] if one["name"] == name), None)


def _least(number: Any) -> str:
    return "" if number["complete"] else "≥ "


def figure(
    value: float, unit: str, lang: Lang, units: str = "km", *, exact: bool = False
) -> tuple[str, str]:
    """Return a value and its unit in words; km turn into miles where that is the setting.

    A small mean of things that are counted is ``exact``: it has a decimal.
    """
    if unit == "minute":
        whole = round(value)
        if whole < 60:
            return t(lang, "numbers.minutes", m=whole), ""
        return t(lang, "numbers.hours", h=f"{whole // 60:,}", m=f"{whole % 60:02d}"), ""
    if unit == "km" and units == "mi":
        value, unit = value / 1.609344, "mi"
    decimals = 1 if unit == "lap" or (exact and value < 1000) else 0
    return f"{value:,.{decimals}f}", t(lang, f"numbers.unit_{unit}")


def _change(by: float, unit: str, lang: Lang, units: str, *, exact: bool) -> str:
    shown = figure(abs(by), unit, lang, units, exact=exact)[0]
    if not any(digit in shown for digit in "123456789"):
        return "="
    return ("+" if by > 0 else "−") + shown


def _bars(counts: list[float]) -> str:
    top = max(counts, default=0)
    return "".join(BARS[round(n / top * 8) or (n > 0)] for n in counts) if top else ""


def _records(now: Any, lang: Lang, units: str) -> Iterator[str]:
    rows = [
        (
            t(lang, f"numbers.{record['name']}"),
            _record(record, lang, units),
            "" if record["key"].isdecimal() else record[f"name_{lang}"],
        )
        for record in now["records"]
    ]
    if not rows:
        return
    yield t(lang, "numbers.records")
    first = max(display_width(row[0]) for row in rows)
    second = max(display_width(row[1]) for row in rows)
    for label, value, name in rows:
        yield f"  {pad(label, first)}  {pad(value, second)}  {name}".rstrip()


def _record(record: Any, lang: Lang, units: str) -> str:
    """Return what a record says: how much, how far, how long, or where on the globe."""
    if record["unit"] != "degree":
        value, unit = figure(record["value"], record["unit"], lang, units)
        said = " ".join(filter(None, (value, unit)))
        if record["key"].isdecimal():  # a month or a weekday is the answer, how many stands behind
            return f"{record[f'name_{lang}']}  {said}"
        return said
    north = record["name"] in ("places.northernmost", "places.southernmost")
    side = ("north", "south") if north else ("east", "west")
    word = side[record["value"] < 0]
    return t(lang, f"numbers.{word}", n=f"{abs(record['value']):.1f}")


def _new(now: Any, lang: Lang) -> Iterator[str]:
    """Yield the names of what was reached for the first time."""
    joint = "、" if lang == "zh" else ", "
    colon = "：" if lang == "zh" else ": "
    for name in _LISTED:
        names = [item[f"name_{lang}"] for item in _named(now, "numbers", name)["items"]]
        if names:
            yield f"{t(lang, f'numbers.{name}')}{colon}{joint.join(names)}"


def _spreads(now: Any, lang: Lang) -> Iterator[str]:
    """Yield a line for each number that is divided otherwise than by months and weekdays."""
    joint, colon = ("、", "：") if lang == "zh" else (", ", ": ")
    lines = []
    for name in _PARTED:
        parts = [part for part in _named(now, "spreads", name)["parts"] if part["value"]]
        if all(not part["key"] for part in parts) or (len(parts) == 1 and name in _PLAIN):
            continue
        shown = [f"{part[f'name_{lang}']} {part['value']:,}" for part in parts[:_MOST_PARTS]]
        more = len(parts) - len(shown)
        rest = t(lang, "numbers.and_more", n=len(parts) if lang == "zh" else more) if more else ""
        line = " ".join(filter(None, (joint.join(shown), rest)))
        lines.append(f"  {t(lang, f'numbers.{name}')}{colon}{line}")
    if lines:
        yield t(lang, "numbers.spreads")
        yield from lines


def _trips(now: Any, lang: Lang) -> Iterator[str]:
    """Yield the trips in order, one a line: dates, nights, places."""
    trips = now["trips"]
    if not trips:
        return
    rows = [(_dates(one, lang), _nights(one, lang), one[f"name_{lang}"]) for one in trips]
    rows = rows[:_MOST_TRIPS]
    wide = [max(display_width(row[at]) for row in rows) for at in (0, 1)]
    yield t(lang, "numbers.trips_heading")
    for dates, nights, name in rows:
        line = f"  {pad(dates, wide[0])}  {pad(nights, wide[1], right=True)}  {one_line(name)}"
        yield line.rstrip()
    if len(trips) > len(rows):
        more = len(trips) - len(rows)
        yield "  " + t(lang, "numbers.trips_more", n=more, year=now["year"])


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

    Columns: year, name, part (empty for the whole), value, unit, complete, ids.
    """
    now: Any = found
    year = str(now["year"])
    yield ("year", "name", "part", "value", "unit", "complete", "ids")
    for number in now["numbers"]:
        ids = dict.fromkeys(one for item in number["items"] for one in item["ids"])
        complete = "yes" if number["complete"] else "no"
        value = str(number["value"])
        yield (year, number["name"], "", value, number["unit"], complete, " ".join(ids))
    for spread in now["spreads"]:
        for part in spread["parts"]:
            value = str(part["value"])
            ends = (value, spread["unit"], "yes", " ".join(part["ids"]))
            yield (year, spread["name"], part["key"], *ends)
    for one in now["records"]:
        ends = (str(one["value"]), one["unit"], "yes", " ".join(one["ids"]))
        yield (year, one["name"], one["name_en"], *ends)
