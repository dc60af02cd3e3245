"""The charts of a year as inline SVG: the calendar strip, the projects' time line, months compared.

Each is drawn for the width at which it will be seen (type has a fixed size in it), carries a title
and a description in words, and takes its colours from the page's custom properties through
``STYLE``. There are no style attributes, so a sealed page may hold them.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from yearlog.i18n import Lang, t
from yearlog.render.map_labels import text_width

STYLE = """\
.chart{display:block;width:100%;height:auto;overflow:visible;\
font-variant-numeric:tabular-nums lining-nums}
.chart text{font-size:12px;fill:var(--ink)}
.chart .quiet{fill:var(--quiet)}
.chart .small{font-size:11px}
.chart .day{fill:var(--rule);fill-opacity:.55}
.chart .sign{fill:var(--ink);stroke:none}
.chart .line{fill:none;stroke:var(--ink);stroke-width:1.5}
.chart .flight{fill:var(--seal)}
.chart .stay{fill:var(--water)}
.chart .project{fill:var(--water)}
.chart .reflection{fill:none;stroke:var(--ink);stroke-width:1.3}
.chart .most{fill:var(--seal);fill-opacity:.09}
.chart .most-label{fill:var(--seal)}
.chart .axis{stroke:var(--rule);stroke-width:1;fill:none}
.chart .span{fill:var(--water)}
.chart .milestone{fill:var(--ink);stroke:var(--paper);stroke-width:1.5}
.chart .reached{fill:var(--seal)}
.chart .missed{fill:none;stroke:var(--ink);stroke-width:1.8}
.chart .column{fill:var(--seal)}
.chart .inside{fill:var(--paper)}
.chart .before{stroke:var(--quiet);stroke-width:2;fill:none}
"""
"""The rules these charts need, to be put once into the page's style."""

KINDS = ("flight", "talk", "project", "stay", "reflection", "moment")
"""The kinds a calendar strip can mark, the most prominent first."""

_REACHED = frozenset({"accepted", "released", "finished", "awarded", "defended", "published"})
_MISSED = frozenset({"rejected", "withdrawn", "cancelled"})
_ROW = 46

At = Callable[[date], float]
"""Where a day stands across a chart."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A project on the time line.

    ``end`` is None while it goes on; ``milestones`` are (day, label, kind), where accepted,
    released and the like are drawn as reached, rejected and the like as missed.
    """

    label: str
    start: date
    end: date | None
    milestones: tuple[tuple[date, str, str], ...] = ()


def calendar_strip(
    year: int,
    marks: Mapping[date, tuple[str, ...]],
    *,
    lang: Lang,
    width: int = 760,
    rows: int = 1,
) -> str:
    """Return a year of days in columns of weeks from Monday, with a sign per kind of entry.

    ``rows`` breaks the year into as many strips of equal months: 2 for a phone. Up to four kinds
    fit into a day. A key of the signs that occur stands below.
    """
    days = [day for day in sorted(marks) if day.year == year and marks[day]]
    months = 12 // rows
    spans = [_weeks(year, 1 + months * row, months) for row in range(rows)]
    pitch = width / max(columns for _, columns in spans)
    strip = 18 + 7 * pitch + 6
    parts: list[str] = []
    for row, (monday, columns) in enumerate(spans):
        top = 18 + row * strip
        first = 1 + months * row
        parts += _month_names(year, first, months, monday, pitch, top - 6, lang)
        for offset in range(7 * columns):
            day = monday + timedelta(days=offset)
            if day.year == year and first <= day.month < first + months:
                x, y = offset // 7 * pitch, top + offset % 7 * pitch
                parts.append(_day(day, marks.get(day, ()), x, y, pitch, lang))
    kinds = [kind for kind in KINDS if any(kind in marks[day] for day in days)]
    key, foot = _key(kinds, rows * strip + 14, width, lang)
    parts += key
    height = foot + 10 if kinds else rows * strip
    title = t(lang, "map.chart_calendar", year=year)
    words = [t(lang, "map.chart_calendar_days", n=len(days))]
    words += [
        f"{t(lang, f'map.kind_{kind}')} {sum(kind in marks[day] for day in days)}" for kind in kinds
    ]
    return picture(f"calendar-{lang}-{width}", width, height, title, " ".join(words), parts)


def _weeks(year: int, first: int, months: int) -> tuple[date, int]:
    """Return the Monday of the week a month begins in, and the weeks to the last one's end."""
    start = date(year, first, 1)
    monday = start - timedelta(days=start.weekday())
    last = first + months - 1
    end = date(year, last, calendar.monthrange(year, last)[1])
    return monday, (end - monday).days // 7 + 1


def _month_names(
    year: int, first: int, months: int, monday: date, pitch: float, y: float, lang: Lang
) -> Iterator[str]:
    names = t(lang, "map.chart_months" if pitch > 8 else "map.chart_months_short").split()
    for month in range(first, first + months):
        x = (date(year, month, 1) - monday).days // 7 * pitch
        yield f'<text class="quiet small" x="{x:.1f}" y="{y:.1f}">{names[month - 1]}</text>'


def _day(day: date, kinds: tuple[str, ...], x: float, y: float, pitch: float, lang: Lang) -> str:
    side = pitch * 0.84
    shown = [kind for kind in KINDS if kind in kinds][:4]
    if not shown:
        blank = side * 0.3
        at = (pitch - blank) / 2
        return (
            f'<rect class="day" x="{x + at:.1f}" y="{y + at:.1f}"'
            f' width="{blank:.1f}" height="{blank:.1f}"/>'
        )
    name = t(lang, "map.and").join(t(lang, f"map.kind_{kind}") for kind in shown)
    text = f"{day_name(day, lang)}{t(lang, 'map.chart_between')}{name}"
    middle_x, middle_y = x + pitch / 2, y + pitch / 2
    if len(shown) == 1:
        signs = sign(shown[0], middle_x, middle_y, side / 2)
    else:
        step = pitch / 4
        places = [(-step, 0.0), (step, 0.0)]
        if len(shown) > 2:
            places = [(-step, -step), (step, -step), (-step, step), (step, step)]
        signs = "".join(
            sign(kind, middle_x + dx, middle_y + dy, side * 0.3)
            for kind, (dx, dy) in zip(shown, places, strict=False)
        )
    return f"<g><title>{text}</title>{signs}</g>"


def day_name(day: date, lang: Lang) -> str:
    """Return a day without its year, as 5月12日 or 12 May."""
    month = t(lang, "map.chart_months").split()[day.month - 1]
    return t(lang, "map.chart_day", month=month, day=day.day)


def sign(kind: str, x: float, y: float, r: float) -> str:
    """Return the shape of a kind, centred and reaching ``r``: each is told from its outline."""
    css = f"sign {kind}"
    if kind == "flight":  # a pennant pointing onward
        d = f"M{x - 0.8 * r:.1f} {y - 0.85 * r:.1f}L{x + 0.95 * r:.1f} {y:.1f}"
        d += f"L{x - 0.8 * r:.1f} {y + 0.85 * r:.1f}z"
    elif kind == "talk":  # a diamond
        d = f"M{x:.1f} {y - r:.1f}l{r:.1f} {r:.1f}l{-r:.1f} {r:.1f}l{-r:.1f} {-r:.1f}z"
    elif kind == "project":  # a bar
        d = f"M{x - r:.1f} {y - 0.3 * r:.1f}h{2 * r:.1f}v{0.6 * r:.1f}h{-2 * r:.1f}z"
    elif kind == "stay":  # a half disc, like a hill
        d = f"M{x - r:.1f} {y + 0.55 * r:.1f}a{r:.1f} {1.1 * r:.1f} 0 0 1 {2 * r:.1f} 0z"
    else:
        size = 0.75 * r if kind == "reflection" else 0.42 * r
        return f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}"/>'
    return f'<path class="{css}" d="{d}"/>'


def _key(kinds: Sequence[str], y: float, width: float, lang: Lang) -> tuple[list[str], float]:
    """Return the signs with their words, in as many lines as they need, and the last base line."""
    parts = []
    x = 5.0
    for kind in kinds:
        text = t(lang, f"map.kind_{kind}")
        wide = 9 + text_width(text, 11)
        if x + wide > width:
            x, y = 5.0, y + 18
        parts.append(sign(kind, x, y - 4, 4.5))
        parts.append(f'<text class="quiet small" x="{x + 9:.1f}" y="{y:.1f}">{text}</text>')
        x += wide + 16
    return parts, y


def project_timeline(bars: Sequence[Bar], *, year: int, lang: Lang, width: int = 760) -> str:
    """Return the year's projects as bars with their names, milestones below, months at the foot.

    The months in which the most projects ran at once are shaded and say how many. A bar that
    began before the year or goes on after it has an open end.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    bars = [bar for bar in bars if bar.start <= last and (bar.end or last) >= first]
    length = (last - first).days + 1
    inner = width - 16

    def at(day: date) -> float:
        return 8 + inner * (min(max(day, first), last + timedelta(days=1)) - first).days / length

    top = 22
    height = top + _ROW * len(bars) + 22
    parts = _shade(bars, year, at, top, height - 22, lang)
    for row, bar in enumerate(bars):
        parts += _bar(bar, year, at, top + row * _ROW, width)
    foot = height - 22
    parts.append(f'<path class="axis" d="M8 {foot}h{inner}"/>')
    names = t(lang, "map.chart_months" if width > 480 else "map.chart_months_short").split()
    for month, name in enumerate(names, 1):
        where = f'x="{at(date(year, month, 15)):.1f}" y="{foot + 15}"'
        parts.append(f'<text class="quiet small" {where} text-anchor="middle">{name}</text>')
    title = t(lang, "map.chart_projects", year=year)
    words = t(lang, "map.chart_projects_count", n=len(bars))
    return picture(f"projects-{lang}-{width}", width, height, title, words, parts)


def busiest(bars: Sequence[Bar], year: int) -> tuple[int, list[int]]:
    """Return how many projects ran at once at most, and the months with such a day."""
    day, last = date(year, 1, 1), date(year, 12, 31)
    most, months = 0, []
    while day <= last:
        running = sum(bar.start <= day <= (bar.end or last) for bar in bars)
        if running > most:
            most, months = running, [day.month]
        elif running == most and day.month not in months:
            months.append(day.month)
        day += timedelta(days=1)
    return most, months


def _shade(
    bars: Sequence[Bar], year: int, at: At, top: float, foot: float, lang: Lang
) -> list[str]:
    most, months = busiest(bars, year)
    if most < 2:
        return []
    parts = []
    for k, month in enumerate(months):
        left = at(date(year, month, 1))
        right = at(date(year, month, calendar.monthrange(year, month)[1]) + timedelta(days=1))
        parts.append(
            f'<rect class="most" x="{left:.1f}" y="4" width="{right - left:.1f}"'
            f' height="{foot - 4:.1f}"/>'
        )
        if k == 0:
            text = t(lang, "map.chart_most", n=most)
            right_side = left > at(date(year, 11, 1))
            x, anchor = (right - 3, "end") if right_side else (left + 3, "start")
            parts.append(
                f'<text class="most-label small" x="{x:.1f}" y="{top - 6}"'
                f' text-anchor="{anchor}">{text}</text>'
            )
    return parts


def _bar(bar: Bar, year: int, at: At, y: float, width: int) -> list[str]:
    last = date(year, 12, 31)
    left, right = at(bar.start), at((bar.end or last) + timedelta(days=1))
    right = max(right, left + 3)
    middle = y + 22.0
    ends = [
        f"M{left:.1f} {middle - 3:.1f}",
        f"H{right:.1f}",
        "l5 3l-5 3" if bar.end is None or bar.end > last else "v6",
        f"H{left:.1f}",
        "l-5 -3z" if bar.start.year < year else "z",
    ]
    label = _shorten(bar.label, width - 16, 12)
    anchor, x = ("start", left) if left + text_width(label, 12) < width - 4 else ("end", width - 8)
    parts = [
        f'<text x="{x:.1f}" y="{y + 13:.1f}" text-anchor="{anchor}">{escape(label)}</text>',
        f'<path class="span" d="{"".join(ends)}"/>',
    ]
    free = 0.0
    for day, text, kind in sorted(bar.milestones):
        if day.year != year:
            continue
        mark = at(day)
        parts.append(_milestone(kind, mark, middle))
        half = text_width(text, 11) / 2
        centre = min(max(mark, half + 2), width - half - 2)
        if text and centre - half >= free:
            parts.append(
                f'<text class="quiet small" x="{centre:.1f}" y="{middle + 17:.1f}"'
                f' text-anchor="middle">{escape(text)}</text>'
            )
            free = centre + half + 6
    return parts


def _milestone(kind: str, x: float, y: float) -> str:
    if kind in _MISSED:
        return f'<path class="missed" d="M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8"/>'
    if kind in _REACHED:
        return f'<path class="milestone reached" d="M{x:.1f} {y - 6:.1f}l6 6l-6 6l-6 -6z"/>'
    return f'<circle class="milestone" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'


def _shorten(text: str, width: float, size: float) -> str:
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def by_month(
    counts: Sequence[int],
    previous: Sequence[int] | None,
    *,
    lang: Lang,
    width: int = 760,
    title: str = "",
) -> str:
    """Return twelve columns with their numbers; a rule across each shows the year before."""
    height, top, foot = 150, 30, 128
    highest = max([*counts, *(previous or ()), 1])
    pitch = width / 12
    names = t(lang, "map.chart_months" if pitch > 34 else "map.chart_months_short").split()
    parts, words = [], []
    for k, n in enumerate(counts):
        middle = (k + 0.5) * pitch
        tall = (foot - top) * n / highest
        wide = min(pitch * 0.5, 26)
        if n:
            parts.append(
                f'<rect class="column" x="{middle - wide / 2:.1f}" y="{foot - tall:.1f}"'
                f' width="{wide:.1f}" height="{tall:.1f}"/>'
            )
        level = foot - (foot - top) * previous[k] / highest if previous and previous[k] else None
        if level is not None:
            reach = wide * 0.8
            data = f"M{middle - reach:.1f} {level:.1f}h{2 * reach:.1f}"
            parts.append(f'<path class="before" d="{data}"/>')
        if previous is None:
            words.append(t(lang, "map.chart_month_value", month=names[k], n=n))
        else:
            words.append(t(lang, "map.chart_month_both", month=names[k], n=n, m=previous[k]))
        if n:
            above, css = foot - tall - 5, ""
            if level is not None and -4 < above - level < 13:
                # The rule of the year before would strike the number out or claim it.
                above, css = (foot - tall + 14, ' class="inside"') if tall > 18 else (level - 5, "")
            where = f'x="{middle:.1f}" y="{above:.1f}"'
            parts.append(f'<text{css} {where} text-anchor="middle">{n}</text>')
        parts.append(
            f'<text class="quiet small" x="{middle:.1f}" y="{foot + 16}"'
            f' text-anchor="middle">{names[k]}</text>'
        )
    parts.append(f'<path class="axis" d="M0 {foot}h{width}"/>')
    if previous is not None:
        parts += _years_key(lang)
    title = title or t(lang, "map.chart_by_month")
    return picture(
        f"months-{lang}-{width}", width, height, title, t(lang, "map.and").join(words), parts
    )


def _years_key(lang: Lang) -> list[str]:
    this, last = t(lang, "map.chart_this_year"), t(lang, "map.chart_last_year")
    x = 16 + text_width(this, 11) + 18
    return [
        '<rect class="column" x="0" y="2" width="11" height="9"/>',
        f'<text class="quiet small" x="16" y="11">{this}</text>',
        f'<path class="before" d="M{x:.1f} 7h16"/>',
        f'<text class="quiet small" x="{x + 21:.1f}" y="11">{last}</text>',
    ]


def picture(
    name: str, width: float, height: float, title: str, words: str, parts: Sequence[str]
) -> str:
    """Return a drawing as SVG with its title and its description in ``words``.

    ``name`` tells its ids from those of every other drawing on the page.
    """
    opening = (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"'
        f' viewBox="0 0 {width:g} {height:.0f}"'
        f' aria-labelledby="chart-{name}-title chart-{name}-desc">'
    )
    heading = f'<title id="chart-{name}-title">{escape(title)}</title>'
    description = f'<desc id="chart-{name}-desc">{escape(words)}</desc>'
    return "\n".join([opening, heading, description, *parts, "</svg>", ""])
