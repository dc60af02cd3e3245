"""Candidates for a place as lines of columns, each as wide as what stands in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from yearlog.i18n import Lang, other
from yearlog.kinds.values import Place
from yearlog.places.answers import credit_of
from yearlog.text.width import display_width, pad, truncate
from yearlog.tui.describe import Names, region

_GAP = 2
_LEAST = (10, 0, 14, 0)
"""Columns that name, other name, region and provider keep as long as others can give way."""

_GIVE_WAY = (3, 1, 0, 2)
"""Who gives way first: the provider, the other name, the name; the region tells namesakes apart."""

_WORTH_SHOWING = 4


def laid_out(
    places: Sequence[Place], lang: Lang, names: Names | None, room: int, *, airports: bool
) -> list[Content]:
    """Return a line for each place, none wider than ``room`` columns."""
    cells = [_cells(place, lang, names) for place in places]
    codes = [f"{place.iata or place.icao or '':5}" if airports else "" for place in places]
    left = room - max((len(code) for code in codes), default=0)
    wanted = [
        max((display_width(text) for text in column), default=0)
        for column in zip(*cells, strict=True)
    ]
    widths = _fitted(wanted, left)
    return [_line(code, row, widths) for code, row in zip(codes, cells, strict=True)]


def _cells(place: Place, lang: Lang, names: Names | None) -> tuple[str, str, str, str]:
    """Return name, other name, division and country, and the geocoder that knows the place."""
    first, second = place.name(lang), place.name(other(lang))
    provider = place.source.partition(":")[0] if credit_of(place.source) else ""
    return first, second if second != first else "", region(place, lang, names), provider


def _fitted(wanted: Sequence[int], room: int) -> list[int]:
    widths = list(wanted)
    for least in (_LEAST, (6, 0, 0, 0)):
        for column in _GIVE_WAY:
            over = sum(width + _GAP for width in widths if width) - _GAP - room
            if over <= 0:
                return widths
            kept = max(widths[column] - over, min(least[column], widths[column]))
            widths[column] = kept if kept >= _WORTH_SHOWING else 0
    return widths


def _line(code: str, cells: Sequence[str], widths: Sequence[int]) -> Content:
    shown = [
        pad(truncate(text, width), width)
        for text, width in zip(cells, widths, strict=True)
        if width
    ]
    return Content.assemble((code, "bold"), (" " * _GAP).join(shown))
