"""Rows that keep a table from being drawn as the time line it asks to be."""

from __future__ import annotations

from collections.abc import Iterator

from yearlog.i18n import Lang
from yearlog.render.markup import Row
from yearlog.render.markup.engine import parse
from yearlog.render.markup.timelines import of_body
from yearlog.render.page.tables import ReadDate, dated
from yearlog.review.findings.model import Finding, found


def check(entry_id: str, lang: Lang, body: str, year: int, read: ReadDate) -> Iterator[Finding]:
    """Yield each row of a time line whose first cell is no date; ``year`` is that of the entry."""
    for line in of_body(parse(body).body):
        for row in dated(line, year, read):
            if isinstance(row, Row):
                yield found("timeline", entry_id, lang=lang, at=(row.line, 0), text=row.cells[0])
