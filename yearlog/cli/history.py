"""``history``, ``revert`` and ``tag``: what changed when, and back to how it was."""

from __future__ import annotations

import click

from yearlog.actions import history as actions
from yearlog.actions import tags
from yearlog.actions.entries import at_minute
from yearlog.cli.common import state
from yearlog.cli.program import Localised
from yearlog.cli.session import State, describe, help_lang, print_json
from yearlog.errors import UsageError
from yearlog.i18n import LANGS, Lang, t
from yearlog.journal.journal import Batch
from yearlog.kinds.entry import to_json
from yearlog.kinds.field import Json
from yearlog.text.controls import one_line, prose
from yearlog.text.difference import Piece, pieces
from yearlog.text.width import truncate


def _text(key: str) -> str:
    return t(help_lang(), f"history.{key}")


@click.command(cls=Localised, help=_text("help"))
@click.argument("wanted", required=False, metavar="[ID]")
@click.option(
    "--limit", type=click.IntRange(0), default=20, metavar="N", help=_text("limit_option")
)
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def history(context: click.Context, wanted: str | None, limit: int, as_json: bool) -> None:
    """Print the steps of the journal, or those of one entry with what each changed."""
    current = state(context)
    current.open(create=False)
    if wanted is None:
        _all_steps(current, limit, as_json=as_json)
    else:
        _of_entry(current, wanted, as_json=as_json)


def _all_steps(current: State, limit: int, *, as_json: bool) -> None:
    space = current.open(create=False)
    found, targets = actions.steps(space)
    shown = found[:limit] if limit else found
    if as_json:
        print_json([_record(batch) for batch in shown])
        return
    lang = current.lang
    for batch in shown:
        click.echo(_heading(batch, lang, targets))
    if not found:
        current.say("history.none")
    elif len(found) > len(shown):
        current.say("history.more", n=len(found) - len(shown))


def _record(batch: Batch) -> dict[str, Json]:
    return {
        "batch": batch.id,
        "at": batch.at,
        "source": batch.source,
        "verb": batch.verb,
        "summary_zh": batch.summary.zh,
        "summary_en": batch.summary.en,
        "state": batch.state,
        "target": batch.target,
    }


def _heading(batch: Batch, lang: Lang, targets: dict[int, Batch]) -> str:
    """Return one line: number, local time, door, what was done, and whether it was undone."""
    source = t(lang, f"history.source_{batch.source}") if batch.source in ("cli", "tui") else ""
    state_word = (
        t(lang, f"history.state_{batch.state}") if batch.state in ("undone", "dropped") else ""
    )
    line = [
        f"#{batch.id}", at_minute(batch.at), source or batch.source,
        truncate(one_line(actions.told(batch, lang, targets)), 64),
    ]  # fmt: skip
    return "  ".join([*line, click.style(f"[{state_word}]", dim=True)] if state_word else line)


def _of_entry(current: State, wanted: str, *, as_json: bool) -> None:
    entry, found = actions.of_entry(current.open(create=False), wanted)
    if as_json:
        print_json([
            {
                **_record(step.batch),
                "entry": to_json(step.entry) if step.entry else None,
                "changes": [
                    {
                        "field": one.name,
                        "before_zh": one.before.zh, "before_en": one.before.en,
                        "after_zh": one.after.zh, "after_en": one.after.en,
                    }
                    for one in step.differences
                ],
            }
            for step in found
        ])  # fmt: skip
        return
    lang = current.lang
    _, targets = actions.steps(current.open(create=False))
    click.echo(describe(entry, current))
    for step in found:
        click.echo("\n" + click.style(_heading(step.batch, lang, targets), bold=True))
        for one in step.differences:
            _print_difference(one, lang)
    current.say("history.hint", id=entry.id[-6:])


def _print_difference(one: actions.Difference, lang: Lang) -> None:
    """Print what one field said and says: on one line if it is short, else only what changed."""
    before, after = prose(one.before.get(lang)), prose(one.after.get(lang))
    label = one.label.get(lang) + t(lang, "cli.colon")
    if "\n" not in before + after and len(before) + len(after) <= 60:
        before, after = one_line(before), one_line(after)
        empty = t(lang, "history.empty")
        old = click.style(before, fg="red") if before else ""
        new = click.style(after, fg="green") if after else empty
        click.echo(f"  {label}{old} → {new}" if before else f"  {label}{new}")
        return
    click.echo(f"  {label}".rstrip())
    for line in (
        pieces(before, after) if before else [[Piece("new", part)] for part in after.split("\n")]
    ):
        click.echo("    " + _line(line))


def _line(line: list[Piece]) -> str:
    """Return a line of a difference: whole lines with a sign, parts of a line in brackets."""
    if len(line) == 1:
        sign, colour = {"gone": ("- ", "red"), "new": ("+ ", "green")}.get(
            line[0].how, ("  ", None)
        )
        return click.style(sign + line[0].text, fg=colour)
    marks = {"gone": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
    told = ["~ "]
    for piece in line:
        if piece.how in marks:
            opening, closing, colour = marks[piece.how]
            told.append(click.style(f"{opening}{piece.text}{closing}", fg=colour))
        else:
            told.append(piece.text)
    return "".join(told)


@click.command(cls=Localised, help=_text("revert_help"))
@click.argument("wanted", metavar="ID")
@click.option("--at", "at", required=True, metavar="TIME", help=_text("at_option"))
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def revert(context: click.Context, wanted: str, at: str, as_json: bool) -> None:
    """Bring an old version of an entry back."""
    current = state(context)
    entry, batch = actions.revert(current.open(create=False), wanted, at)
    if as_json:
        print_json(to_json(entry))
        return
    click.echo(describe(entry, current))
    if batch is None:
        current.say("history.same")
    elif entry.deleted_at:
        current.say("history.reverted_gone")
    else:
        current.say("history.reverted", n=batch.id, at=at_minute(batch.at))


@click.command(cls=Localised, help=_text("tag_help"))
@click.argument("names", nargs=-1, metavar="[OLD NEW]")
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def tag(context: click.Context, names: tuple[str, ...], as_json: bool) -> None:
    """List the tags, or give one another name."""
    current = state(context)
    space = current.open(create=False)
    if not names:
        found = tags.counted(space)
        if as_json:
            print_json([{"tag": name, "entries": n} for name, n in found])
            return
        for name, n in found:
            click.echo(t(current.lang, "history.tag_line", tag=one_line(name), n=n))
        if not found:
            current.say("history.tag_none")
        return
    if len(names) != 2:
        raise TwoNames
    n = tags.rename(space, *names)
    old, new = (name.lstrip("#＃") for name in names)
    if as_json:
        print_json({"tag": new, "entries": n})
    elif not n:
        current.say("history.tag_same", tag=new)
    else:
        current.say("history.tag_renamed", n=n, old=old, new=new)


class TwoNames(UsageError):
    """Renaming takes the old name and the new one."""

    def __init__(self) -> None:
        super().__init__(*(t(lang, "history.tag_two") for lang in LANGS))
