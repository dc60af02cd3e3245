"""Figures named in a text that no page could show."""

from __future__ import annotations

from collections.abc import Iterator

from yearlog.errors import YearlogError
from yearlog.i18n import Lang
from yearlog.render.markup import Figure, figures_in
from yearlog.review.findings.model import Finding, found


def check(entry_id: str, lang: Lang, body: str, says: Figure) -> Iterator[Finding]:
    """Yield each figure that ``says`` cannot say, and what is in double braces and is none."""
    for one in figures_in(body):
        error = one.error
        if one.wanted is not None:
            try:
                says(one.wanted)
            except YearlogError as raised:
                error = raised
        if error is not None:
            yield found(
                "placeholder",
                entry_id,
                lang=lang,
                at=(one.line, 0),
                text=one.text,
                error=error.message,
            )
