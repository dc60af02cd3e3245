"""``dump`` and ``load``."""

from __future__ import annotations

from pathlib import Path

import click

from yearlog.actions import plain as actions
from yearlog.cli.common import state
from yearlog.cli.program import Localised
from yearlog.cli.session import help_lang, print_json
from yearlog.i18n import t


def _text(key: str) -> str:
    return t(help_lang(), f"cli.{key}")


@click.command(cls=Localised, help=_text("dump_help"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.pass_context
def dump(context: click.Context, folder: Path, as_json: bool) -> None:
    """Write the whole journal as one Markdown file per entry."""
    current = state(context)
    done = actions.dump(current.open(create=False), folder)
    if as_json:
        print_json({"written": done.written, "left_alone": list(done.left_alone)})
        return
    click.echo(str(folder))
    current.say("dumped", n=done.written, folder=folder)
    if done.left_alone:
        current.say("left_alone", n=len(done.left_alone), first=done.left_alone[0])


@click.command(cls=Localised, help=_text("load_help"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.pass_context
def load(context: click.Context, folder: Path, as_json: bool) -> None:
    """Read such a folder into the journal, as one step that can be undone."""
    current = state(context)
    space = current.open()
    with current.noticing() as changed:
        done = actions.load(space, folder)
    if as_json:
        print_json({"added": done.added, "merged": done.merged, "unchanged": done.unchanged})
        return
    said = "loaded" if changed() else "loaded_nothing"
    current.say(said, added=done.added, merged=done.merged, unchanged=done.unchanged)
