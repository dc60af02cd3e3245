"""What the words of a date or a place were understood as, said at the end of their line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yearlog.actions import tui_support as support
from yearlog.errors import YearlogError
from yearlog.tui import describe

if TYPE_CHECKING:
    from yearlog.actions.tui_support import Filled
    from yearlog.tui.app import YearlogApp


def understood_as(app: YearlogApp, form: Filled, field: str) -> str:
    """Return what one field of a form stands for, or "" where that says nothing more."""
    assert app.space is not None
    lang, typed = app.lang, form.raw[field].strip()
    try:
        found = support.understood(app.space, form, field, year=app.year)
    except YearlogError:  # the journal cannot be read now; saving will say why
        return ""
    if found.place:
        name = found.place.name(lang)
        where = describe.region(found.place, lang, app.names)
        return "  ".join(filter(None, (name if name != typed else "", where)))
    if found.first is None:
        return ""
    if found.last and found.last != found.first:
        return f"{found.first.isoformat()} – {found.last.isoformat()}"
    said = describe.weekday(found.first, lang)
    return said if found.first.isoformat() == typed else f"{found.first.isoformat()} {said}"
