"""Draws a table of a text as a time line, with the table behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from html import escape

from yearlog.errors import YearlogError
from yearlog.i18n import Lang, t
from yearlog.kinds.field import Precision
from yearlog.render import timelines
from yearlog.render.markup import Line, Row

ReadDate = Callable[[str, int], tuple[date, date | None, Precision]]
"""Reads a date that may lack its year, which is then the second argument: first day, last or None,
how precise it is. Raises YearlogError for what is no date."""

DRAWN = '<div class="timeline">'
"""What a table that is drawn begins with."""

_WIDE = 640
_NARROW = 344


def dated(line: Line, year: int, read: ReadDate) -> Iterator[timelines.Dated | Row]:
    """Yield each row with its date, or as it is where its date cannot be read.

    A date without a year is in that of the row above, the first in ``year``.
    """
    for row in line.rows:
        when = row.cells[0]
        words = tuple(cell for cell in row.cells[1:] if cell)
        try:
            start, end, precision = read(when, year)
        except YearlogError:
            yield row
            continue
        if (end or start).year == date.max.year:  # there is no day after it to draw it up to
            yield row
            continue
        year = start.year
        yield timelines.Dated(start, end, precision, when, words or ("",))


def drawn(html: str, line: Line, *, name: str, year: int, lang: Lang, read: ReadDate) -> str:
    """Return a table as a time line that can be opened as a table; as it is if a date is unclear.

    ``name`` tells it from others on the page. A table with links or citations stays open, as they
    are not in the drawing.
    """
    found = [one for one in dated(line, year, read) if isinstance(one, timelines.Dated)]
    if len(found) < len(line.rows):
        return html
    wide, narrow = (
        timelines.of_rows(found, name=name, lang=lang, width=width) for width in (_WIDE, _NARROW)
    )
    opened = ' open=""' if line.cited else ""
    return (
        f'{DRAWN}\n<div class="wide">{wide}</div>\n'
        f'<div class="narrow">{narrow}</div>\n'
        f"<details{opened}><summary>{escape(t(lang, 'page.as_table'))}</summary>\n"
        f"{html}</details>\n</div>\n"
    )
