"""Time lines as inline SVG: a year's moments by category, and the dated rows of a table."""

from __future__ import annotations

import calendar
import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape
from typing import NamedTuple

from yearlog.i18n import Lang, t
from yearlog.kinds.field import Precision
from yearlog.render.charts import At, day_name, picture
from yearlog.render.map_labels import text_width
from yearlog.text.wrap import wrap

STYLE = """\
.chart .loose{fill:none;stroke:var(--ink);stroke-width:1.2}
"""
"""The rule these drawings need beside those of the charts."""

_LANE = 21
_LINE = 16
_ROOM = 96
"""With less room than this beside its mark, a row has its words below."""
_COLUMN = 6.9
"""How wide a letter is, at most on average; a Chinese character is two of them or less."""
_DAYS = 45
"""Up to this many days a time line is told in days, beyond in months or years."""


class Dated(NamedTuple):
    """What stands on a time line: a day, several, or one known by its month or year.

    ``end`` is the last day, None for one day; ``words`` are read beside it, the first the loudest.
    """

    start: date
    end: date | None
    precision: Precision
    when: str
    words: tuple[str, ...]

    @property
    def last(self) -> date:
        """The last day."""
        return self.end or self.start


def by_category(
    lanes: Sequence[tuple[str, Sequence[Dated]]], *, year: int, lang: Lang, width: int = 760
) -> str:
    """Return a lane for each category with its name and a mark for each moment, months below.

    What is known by its year alone stands in no lane.
    """
    first, days = date(year, 1, 1), 366 if calendar.isleap(year) else 365
    left = max((text_width(name, 11) for name, _ in lanes), default=0) + 14
    inner = width - left - 6

    def at(day: date) -> float:
        return left + inner * min(max((day - first).days, 0), days) / days

    parts = []
    for row, (name, found) in enumerate(lanes):
        y = 12.0 + row * _LANE
        parts.append(f'<text class="small" x="0" y="{y + 4:.1f}">{escape(name)}</text>')
        parts.append(f'<path class="axis" d="M{left:.1f} {y:.1f}h{inner:.1f}"/>')
        parts += [_mark(one, at, y, lang) for one in found if one.precision != "year"]
    foot = 12.0 + len(lanes) * _LANE + 6
    parts += _periods(_months(first, date(year, 12, 31)), at, foot, inner / 12, lang)
    title = t(lang, "map.chart_moments", year=year)
    said = (f"{name} {len(found)}" for name, found in lanes)
    name = f"moments-{lang}-{width}"
    return picture(name, width, foot + 6, title, t(lang, "map.and").join(said), parts)


def of_rows(rows: Sequence[Dated], *, name: str, lang: Lang, width: int = 640) -> str:
    """Return the rows of a table one under the other, each where its date is, the scale below.

    ``name`` tells this drawing from others on the page. All words are shown, on as many lines as
    they need, on the side of their mark that has the room.
    """
    first, last = min(row.start for row in rows), max(row.last for row in rows)
    in_days = (last - first).days <= _DAYS and all(row.precision == "day" for row in rows)
    if not in_days:
        first = first.replace(day=1)
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    days = (last - first).days + 1
    inner = width - 16

    def at(day: date) -> float:
        return 8 + inner * (day - first).days / days

    parts: list[str] = []
    y = 14.0
    for row in rows:
        shapes, height = _row(row, at, y, width, lang)
        parts += shapes
        y += height
    y += 4
    parts.append(f'<path class="axis" d="M8 {y:.1f}h{inner}"/>')
    parts += _scale(first, last, at, y + 15, inner, in_days=in_days, lang=lang)
    years = not in_days and first.year < last.year
    title = t(lang, "map.chart_rows", n=len(rows))
    said = t(lang, "map.and").join(f"{row.when} {row.words[0]}".strip() for row in rows)
    return picture(f"{name}-{lang}-{width}", width, y + (34 if years else 20), title, said, parts)


def _mark(one: Dated, at: At, y: float, lang: Lang) -> str:
    """Return the mark of a moment, which says what it is when pointed at."""
    said = f"{one.when}{t(lang, 'map.chart_between')}{one.words[0]}"
    return f"<g><title>{escape(said)}</title>{_shape(one, at, y)[0]}</g>"


def _shape(one: Dated, at: At, y: float) -> tuple[str, float, float]:
    """Return a mark and its two ends: a dot for a day, a bar for days, a frame for a month."""
    left, right = at(one.start), at(one.last + timedelta(days=1))
    if one.precision == "day" and one.last == one.start:
        middle = (left + right) / 2
        dot = f'<circle class="milestone" cx="{middle:.1f}" cy="{y:.1f}" r="4.5"/>'
        return dot, middle - 4, middle + 4
    right = max(right, left + 6)
    css = "span" if one.precision == "day" else "loose"
    bar = (
        f'<rect class="{css}" x="{left:.1f}" y="{y - 3:.1f}" width="{right - left:.1f}"'
        ' height="6"/>'
    )
    return bar, left, right


def _row(row: Dated, at: At, y: float, width: float, lang: Lang) -> tuple[list[str], float]:
    """Return a row's mark and words, and how high it is."""
    shape, left, right = _shape(row, at, y)
    loud = f"{row.when}\u2002{row.words[0]}"
    rest = ("，" if lang == "zh" else ", ").join(row.words[1:])
    sides = [(width - right - 9, "start", right + 9), (left - 9, "end", left - 9)]
    sides = [side for side in sides if side[0] >= _ROOM]
    below = 0 if sides else _LINE
    wrapped = [(_lines(loud, rest, side[0]), *side[1:]) for side in sides]
    wrapped = wrapped or [(_lines(loud, rest, width - 16), "start", 8)]
    lines, anchor, x = min(wrapped, key=lambda side: len(side[0]))
    parts = [shape]
    for k, (line, css) in enumerate(lines):
        said = escape(line)
        if k == 0 and line.startswith(row.when):
            said = f'<tspan class="quiet">{escape(row.when)}</tspan>{escape(line[len(row.when) :])}'
        named = f' class="{css}"' if css else ""
        parts.append(
            f'<text{named} x="{x:.1f}" y="{y + 4 + below + k * _LINE:.1f}"'
            f' text-anchor="{anchor}">{said}</text>'
        )
    return parts, len(lines) * _LINE + below + 8


def _lines(loud: str, rest: str, room: float) -> list[tuple[str, str]]:
    """Return the lines of a row that fit into ``room``, each with the class it is set in."""
    columns = int(room / _COLUMN)
    quiet = wrap(rest, columns) if rest else []
    return [(line, "") for line in wrap(loud, columns)] + [(line, "quiet small") for line in quiet]


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each month."""
    at = first
    while at <= last:
        end = at.replace(day=calendar.monthrange(at.year, at.month)[1])
        yield at, end
        at = end + timedelta(days=1)


def _periods(
    months: Iterator[tuple[date, date]], at: At, y: float, pitch: float, lang: Lang
) -> Iterator[str]:
    """Yield the names of months, as many as there is room for."""
    names = t(lang, "map.chart_months" if pitch > 34 else "map.chart_months_short").split()
    step = next(step for step in (1, 2, 3, 6, 12) if pitch * step >= 14 or step == 12)
    for first, last in months:
        if (first.month - 1) % step == 0:
            x = (at(first) + at(last + timedelta(days=1))) / 2
            yield _quiet(names[first.month - 1], x, y)


def _quiet(text: str, x: float, y: float) -> str:
    return f'<text class="quiet small" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{text}</text>'


def _scale(
    first: date, last: date, at: At, y: float, inner: float, *, in_days: bool, lang: Lang
) -> Iterator[str]:
    """Yield the words below a time line: days, or months with their years, or years alone."""
    days = (last - first).days + 1
    if in_days:
        step = max(1, -(-56 * days // int(inner)))
        for k in range(0, days, step):
            day = first + timedelta(days=k)
            yield _quiet(day_name(day, lang), (at(day) + at(day + timedelta(days=1))) / 2, y)
        return
    pitch = inner * 30.4 / days
    if pitch * 12 >= 40 and pitch >= 14 / 3:
        yield from _periods(_months(first, last), at, y, pitch, lang)
        y += 14
        if first.year == last.year:
            return
    step = max(1, math.ceil(36 / (pitch * 12)))
    for year in range(first.year, last.year + 1):
        if (year - first.year) % step == 0:
            ends = max(first, date(year, 1, 1)), min(last, date(year, 12, 31))
            x = (at(ends[0]) + at(ends[1] + timedelta(days=1))) / 2
            yield _quiet(str(year), x, y)
