"""``search``."""

from __future__ import annotations

import os
import shutil

import click

from yearlog.actions import search as actions
from yearlog.cli.common import state
from yearlog.cli.complete import search_words
from yearlog.cli.program import Localised
from yearlog.cli.session import State, describe, help_lang, print_json, tell
from yearlog.i18n import t
from yearlog.kinds.findable import Piece
from yearlog.text.controls import one_line
from yearlog.text.excerpt import excerpt
from yearlog.text.width import display_width

_SHOWN = 50
_INDENT = "    "


def _text(key: str) -> str:
    return t(help_lang(), f"search.{key}")


@click.command(cls=Localised, help=_text("help"))
@click.argument("words", nargs=-1, metavar="TEXT…", shell_complete=search_words)
@click.option(
    "--limit", type=click.IntRange(min=0), metavar="N", help=_text("limit_option"), default=None
)
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def search(
    context: click.Context, words: tuple[str, ...], limit: int | None, as_json: bool
) -> None:
    """Print the entries that words and filters find, with the words around each hit."""
    current = state(context)
    text = " ".join(words)
    space = current.open(create=False)
    found = actions.find(space, text)
    if limit is None and not as_json:
        limit = _SHOWN
    shown = actions.load(space, found.hits[:limit] if limit else found.hits)
    if as_json:
        print_json([actions.to_json(entry, found.needle) for _, entry in shown])
        return
    for hit, entry in shown:
        click.echo(describe(entry, current))
        match = actions.first_match(entry, hit, found.needle)
        if match is not None:
            click.echo(_around(*match, current))
    tell(_summary(current, text, found.total, len(shown)))


def _summary(current: State, text: str, total: int, shown: int) -> str:
    if not total:
        return t(current.lang, "search.none", text=one_line(text))
    if shown < total:
        return t(current.lang, "search.more", n=f"{total:,}", shown=shown)
    return t(current.lang, "search.found", n=f"{total:,}")


def _around(piece: Piece, span: tuple[int, int], current: State) -> str:
    """Return the words around a hit, behind the name of a field that is neither title nor text."""
    label = piece.label.get(current.lang)
    head = _INDENT + (label + t(current.lang, "cli.colon") if label else "")
    columns = shutil.get_terminal_size().columns - display_width(head)
    before, hit, after = excerpt(piece.text, *span, max(20, columns))
    # click leaves out colours where there is no screen, or NO_COLOR is set.
    dumb = os.environ.get("TERM") == "dumb"
    marked = hit if dumb else click.style(hit, fg="red", bold=True)
    return head + before + marked + after
