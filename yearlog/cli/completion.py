"""``completion``: the script that makes a shell complete yearlog's words."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from yearlog.cli.program import Localised
from yearlog.cli.session import help_lang
from yearlog.i18n import t


@click.command(cls=Localised, help=t(help_lang(), "cli.completion_help"))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="bash|zsh|fish")
def completion(shell: str) -> None:
    """Print the completion script of one shell."""
    from yearlog.cli.program import yearlog

    found = get_completion_class(shell)
    assert found is not None
    script = found(yearlog, {}, "yearlog", "_YEARLOG_COMPLETE")
    click.echo(script.source_template % script.source_vars())
