"""``purge``: the one command that asks."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from yearlog.actions import purge as actions
from yearlog.cli.common import state
from yearlog.cli.program import Localised
from yearlog.cli.session import State, describe, help_lang, print_json
from yearlog.errors import UsageError, YearlogError
from yearlog.i18n import LANGS, t


def _text(key: str) -> str:
    return t(help_lang(), f"history.{key}")


class NotConfirmed(YearlogError):
    """A purge was neither confirmed at a terminal nor by ``--yes``."""

    def __init__(self) -> None:
        super().__init__(*(t(lang, "history.purge_needs_yes") for lang in LANGS))


class NothingNamed(UsageError):
    """No entry was named, and ``--deleted`` was not given."""

    def __init__(self) -> None:
        super().__init__(*(t(lang, "history.purge_which") for lang in LANGS))


@click.command(cls=Localised, help=_text("purge_help"))
@click.argument("wanted", nargs=-1, metavar="[ID…]")
@click.option("--deleted", is_flag=True, help=_text("purge_deleted"))
@click.option("--backups", is_flag=True, help=_text("purge_backups"))
@click.option("--yes", is_flag=True, help=_text("purge_yes"))
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def purge(
    context: click.Context,
    wanted: tuple[str, ...],
    deleted: bool,
    backups: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Remove entries for good, after saying what and asking."""
    current = state(context)
    if not wanted and not deleted:
        raise NothingNamed
    space = current.open(create=False)
    doomed, gone = actions.chosen(space, wanted, deleted=deleted)
    if not doomed and not gone:
        current.say("history.purge_nothing")
        return
    if doomed:
        _tell_what(current, doomed)
        if not yes and not _confirmed(current, len(doomed)):
            context.exit(1)
    ids = [one.entry.id for one in doomed]
    done = actions.purge(space, ids, gone=gone, backups=backups)
    current.done = True
    if as_json:
        print_json({
            "purged": list(done.ids),
            "cleaned_backups": [str(path) for path in done.cleaned],
            "still_in_backups": [str(path) for path in done.still],
        })  # fmt: skip
    if ids:
        current.say("history.purged", n=len(ids))
    if gone:
        current.say("history.purged_before", n=len(gone))
    _tell_rest(current, done, asked=backups)
    if done.unwritten is not None:
        context.exit(3)


def _tell_what(current: State, doomed: list[actions.Doomed]) -> None:
    """Say what will be removed: each entry with its versions, photos and drafts."""
    lang = current.lang
    current.say("history.purge_what", n=len(doomed))
    for one in doomed:
        more = "".join(
            t(lang, f"history.purge_{name}", n=n)
            for name, n in (("photos", one.photos), ("drafts", one.drafts))
            if n
        )
        current.say(
            "history.purge_line",
            what=describe(one.entry, current),
            n=one.versions,
            versions=one.versions,
            more=more,
        )
    current.say("history.purge_also")


def _confirmed(current: State, n: int) -> bool:
    """Ask for the number of entries: a number is not typed by habit, as ``y`` is."""
    if not sys.stdin.isatty():
        raise NotConfirmed
    answer = click.prompt(
        t(current.lang, "history.purge_question", n=n),
        default="", show_default=False, prompt_suffix="", err=True,
    )  # fmt: skip
    if answer.strip() == str(n):
        return True
    current.say("history.purge_stopped")
    return False


def _tell_rest(current: State, done: actions.Purged, *, asked: bool) -> None:
    if done.unwritten is not None:
        why = done.unwritten.get(current.lang)
        current.say("history.purge_unwritten", why=why, id=done.ids[0][-6:])
    if done.cleaned:
        current.say("history.purge_cleaned", n=len(done.cleaned))
    if done.still:
        current.say("history.purge_still_left" if asked else "history.purge_still")
        for path in done.still:
            current.say("history.purge_path", path=Path(path))
    current.say("history.purge_elsewhere")
