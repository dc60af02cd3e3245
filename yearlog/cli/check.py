"""``check``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, cast

import click

from yearlog.actions.entries import default_year
from yearlog.cli.common import YEAR, both, state
from yearlog.cli.program import Localised
from yearlog.cli.session import State, describe, help_lang, print_json, put
from yearlog.errors import UsageError
from yearlog.i18n import Both, Lang, t
from yearlog.text.controls import one_line

if TYPE_CHECKING:
    from yearlog.actions.check import Checked
    from yearlog.kinds.field import Json
    from yearlog.review.findings.model import Finding

_WANTED = f"[{both(Both('年份|编号', 'YEAR|ID'))}]"


class OnlyWithAnEntry(UsageError):
    """``--still-good`` without the id of an entry."""

    def __init__(self) -> None:
        super().__init__(
            "--still-good 说的是一条记录：yearlog check 编号 --still-good。",
            "--still-good is said of one entry: yearlog check ID --still-good.",
        )


class OnlyWithFix(UsageError):
    """``--figures`` without ``--fix``."""

    def __init__(self) -> None:
        super().__init__(
            "--figures 要和 --fix 一起用：yearlog check --fix --figures。",
            "--figures goes with --fix: yearlog check --fix --figures.",
        )


def _text(key: str) -> str:
    return t(help_lang(), f"check.{key}")


@click.command(cls=Localised, help=_text("help"))
@click.argument("wanted", required=False, metavar=_WANTED)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=_text("lang_option"))
@click.option("--fix", is_flag=True, help=_text("fix_option"))
@click.option("--figures", is_flag=True, help=_text("figures_option"))
@click.option("--still-good", is_flag=True, help=_text("still_good_option"))
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def check(
    context: click.Context,
    wanted: str | None,
    lang: str | None,
    *,
    fix: bool,
    figures: bool,
    still_good: bool,
    as_json: bool,
) -> int:
    """Look a year or an entry over; mend what is safe to mend if asked."""
    from yearlog.actions import check as actions

    current = state(context)
    chosen = _year_or_id(context, wanted)
    if figures and not fix:
        raise OnlyWithFix
    if still_good and not isinstance(chosen, str):
        raise OnlyWithAnEntry
    space = current.open(create=False)
    if still_good:
        entry = actions.still_good(space, cast("str", chosen))
        current.say("check.confirmed", id=entry.id[-6:])
    only = cast("Lang | None", lang)
    if fix:
        done = actions.fix(space, chosen, figures=figures, lang=only)
    else:
        done = actions.check(space, chosen, lang=only)
    if as_json:
        print_json(_json(done))
    else:
        _report(done, current, fix=fix, figures=figures)
    return done.exit_code


def _year_or_id(context: click.Context, wanted: str | None) -> int | str:
    """Return the year to check, or the id of an entry: an id has six signs or more."""
    if wanted is None:
        return default_year()
    if wanted.isdecimal() and len(wanted) < 6:
        return YEAR(wanted, context.command.params[0], context)
    return wanted


def _json(done: Checked) -> Json:
    from yearlog.review.findings.model import to_json

    return {
        "year": done.year,
        "entry": done.entry.id if done.entry else None,
        "attention": done.attention,
        "findings": [to_json(one) for one in done.findings],
        "fixed": [to_json(one) for one in done.fixed],
    }


def _report(done: Checked, current: State, *, fix: bool, figures: bool) -> None:
    if fix and done.fixed:
        put(t(current.lang, "check.fixed", n=len(done.fixed)))
        for line in _lines(done, done.fixed, current):
            put(line)
    elif fix:
        current.say("check.nothing_fixed")
    for line in _lines(done, done.findings, current):
        put(line)
    _summary(done, current, figures=figures)


def _lines(done: Checked, findings: tuple[Finding, ...], current: State) -> Iterator[str]:
    """Yield a line for each entry and, under it, one for each of its findings."""
    lang = current.lang
    for (entry_id, of_plan), group in groupby(
        findings, key=lambda one: (one.entry_id, one.code == "chapter-gone")
    ):
        entry = done.entries.get(entry_id)
        head = t(lang, "check.plan" if of_plan else "check.rows", year=done.year)
        yield one_line(describe(entry, current) if entry is not None else head)
        for one in group:
            yield f"  {one_line(_line(one, lang))}"


def _line(one: Finding, lang: Lang) -> str:
    """Return one finding: where in the entry, what, why, and what ``--fix`` would do."""
    place = _place(one, lang)
    parts = [f"{place}  "] if place else []
    if one.hint:
        parts.append(t(lang, "check.hint") + t(lang, "check.colon"))
    why, end = one.why.get(lang), t(lang, "check.end")
    parts.append(one.said.get(lang) + t(lang, "check.colon") + why.removesuffix(end))
    if one.fix is not None:
        key = "mendable" if one.edits else "offered"
        parts.append(t(lang, f"check.{key}", fix=one.fix.get(lang)))
    return "".join(parts)


def _place(one: Finding, lang: Lang) -> str:
    """Return ``zh:12``, the language and the line of the body."""
    if one.lang is None:
        return t(lang, "check.entry") if one.entry_id else ""
    if one.line:
        return f"{one.lang}:{one.line}"
    title = one.code == "figure"
    return f"{one.lang}:{t(lang, 'check.title_line' if title else 'check.whole')}"


def _summary(done: Checked, current: State, *, figures: bool) -> None:
    about = done.entry.id[-6:] if done.entry else str(done.year)
    what = t(current.lang, "check.about_entry" if done.entry else "check.about_year", about=about)
    if not done.findings:
        current.say("check.none", about=what)
        return
    hints = len(done.findings) - done.attention
    current.say("check.summary", about=what, attention=done.attention, hints=hints)
    safe = sum(bool(one.edits) for one in done.findings)
    offered = sum(bool(one.offers) for one in done.findings)
    if safe:
        current.say("check.can_fix", n=safe, about=about)
    if offered and not figures:
        current.say("check.can_fix_figures", n=offered, about=about)
