"""``check``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

import click

from yearlog.actions.entries import default_year
from yearlog.cli.common import YEAR, both, state
from yearlog.cli.program import Localised
from yearlog.cli.session import State, describe, help_lang, print_json, put
from yearlog.i18n import Both, Lang, t
from yearlog.text.controls import one_line

if TYPE_CHECKING:
    from yearlog.actions.check import Checked
    from yearlog.review.findings.model import Finding

_YEAR = f"[{both(Both('年份', 'YEAR'))}]"


def _text(key: str) -> str:
    return t(help_lang(), f"check.{key}")


@click.command(cls=Localised, help=_text("help"))
@click.argument("year", type=YEAR, required=False, metavar=_YEAR)
@click.option("--fix", is_flag=True, help=_text("fix_option"))
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def check(context: click.Context, year: int | None, fix: bool, as_json: bool) -> int:
    """Look a year over; mend what is safe to mend if asked."""
    from yearlog.actions import check as actions
    from yearlog.review.findings.model import to_json

    current = state(context)
    space = current.open(create=False)
    chosen = default_year() if year is None else year
    done = (actions.fix if fix else actions.check)(space, chosen)
    if as_json:
        print_json(
            {
                "year": done.year,
                "attention": done.attention,
                "findings": [to_json(one) for one in done.findings],
                "fixed": [to_json(one) for one in done.fixed],
            }
        )
        return done.exit_code
    if fix and done.fixed:
        put(t(current.lang, "check.fixed", n=len(done.fixed)))
        for line in _lines(done, done.fixed, current):
            put(line)
    elif fix:
        current.say("check.nothing_fixed")
    for line in _lines(done, done.findings, current):
        put(line)
    _summary(done, current)
    return done.exit_code


def _lines(done: Checked, findings: tuple[Finding, ...], current: State) -> Iterator[str]:
    """Yield a line for each entry and, under it, one for each of its findings."""
    lang = current.lang
    for entry_id, group in groupby(findings, key=lambda one: one.entry_id):
        entry = done.entries.get(entry_id)
        plan = t(lang, "check.plan", year=done.year)
        yield one_line(describe(entry, current) if entry is not None else plan)
        for one in group:
            yield f"  {one_line(_line(one, lang))}"


def _line(one: Finding, lang: Lang) -> str:
    """Return one finding: where in the entry, what, why, and what ``--fix`` would do."""
    parts = [f"{_place(one, lang)}  "]
    if one.hint:
        parts.append(t(lang, "check.hint") + t(lang, "check.colon"))
    why, end = one.why.get(lang), t(lang, "check.end")
    parts.append(one.said.get(lang) + t(lang, "check.colon") + why.removesuffix(end))
    if one.fix is not None:
        parts.append(t(lang, "check.mendable", fix=one.fix.get(lang)))
    return "".join(parts)


def _place(one: Finding, lang: Lang) -> str:
    """Return ``zh:12``, the language and the line of the body."""
    if one.lang is None:
        return t(lang, "check.entry") if one.entry_id else "–"
    if one.line:
        return f"{one.lang}:{one.line}"
    title = one.code == "figure"
    return f"{one.lang}:{t(lang, 'check.title_line' if title else 'check.whole')}"


def _summary(done: Checked, current: State) -> None:
    if not done.findings:
        current.say("check.none", year=done.year)
        return
    hints = len(done.findings) - done.attention
    current.say("check.summary", year=done.year, attention=done.attention, hints=hints)
    mendable = sum(one.fix is not None for one in done.findings)
    if mendable:
        current.say("check.can_fix", n=mendable, year=done.year)
