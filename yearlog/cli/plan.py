"""How a year's post is put together, as ``review`` shows it: what was set, and what holds else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from yearlog.cli import table_text
from yearlog.cli.session import describe
from yearlog.i18n import Both, t
from yearlog.journal.errors import UnknownEntry
from yearlog.text.controls import one_line
from yearlog.text.width import display_width, pad

if TYPE_CHECKING:
    from yearlog.cli.session import State
    from yearlog.journal.journal import ReviewPlan


def plan_lines(plan: ReviewPlan, current: State) -> Iterator[str]:
    """Yield the lines: each part of the plan, a chapter on a line of its own."""
    lang = current.lang
    unset = t(lang, "cli.plan_unset")
    beside = plan.year - 1 if plan.compare_with is None else plan.compare_with
    chapters = [_chapter(one, current) for one in plan.chapters]
    rows = {
        "title": [_both(plan.title) or t(lang, "cli.plan_no_title", year=plan.year)],
        "epigraph": [_both(plan.epigraph) or unset],
        "chapters": chapters or [t(lang, "cli.plan_all")],
        "cover": [t(lang, "cli.plan_set") if plan.cover else unset],
        "beside": [t(lang, "numbers.beside", year=beside)],
    }
    yield t(lang, "cli.plan_of", year=plan.year)
    labels = {name: t(lang, f"cli.plan_{name}") for name in rows}
    wide = max(map(display_width, labels.values()))
    for name, said in rows.items():
        left = f"  {pad(labels[name], wide)}  "
        yield from table_text.hang(left, [one_line(line) for line in said])


def _both(text: Both) -> str:
    return " | ".join(filter(None, dict.fromkeys((text.zh, text.en))))


def _chapter(wanted: str, current: State) -> str:
    """Return the line of a chapter; one that is deleted has its id alone."""
    try:
        return describe(current.open().journal.entry(wanted), current)
    except UnknownEntry:
        return f"{wanted[-6:]}  {t(current.lang, 'cli.plan_deleted')}"
