"""``demo``: the sample journal in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import click

from yearlog.actions.demo import build
from yearlog.cli.common import state
from yearlog.cli.program import Localised
from yearlog.cli.session import help_lang, put_path
from yearlog.i18n import t


@click.command(cls=Localised, help=t(help_lang(), "cli.demo_help"))
@click.argument(
    "folder", type=click.Path(path_type=Path), default=Path("yearlog-demo"), metavar="[DIR]"
)
@click.pass_context
def demo(context: click.Context, folder: Path) -> None:
    """Build the sample journal, export its review, and say where to look."""
    current = state(context)
    made = build(folder, lang=current.ui)
    put_path(made.page)
    current.say("demo_done", entries=made.entries, page=made.page, journal=made.journal,
                folder=folder)  # fmt: skip
