"""``list``, ``show``, ``delete``, ``undo``, ``redo`` and ``visibility``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from yearlog import kinds
from yearlog.actions import entries as actions
from yearlog.actions.history import told
from yearlog.actions.workspace import Workspace
from yearlog.cli.common import YEAR, both, state
from yearlog.cli.complete import kind_words
from yearlog.cli.program import Localised
from yearlog.cli.session import describe, help_lang, print_json
from yearlog.errors import UsageError
from yearlog.i18n import LANGS, Both, Lang, t
from yearlog.kinds.entry import Entry, to_json
from yearlog.kinds.shown import shown
from yearlog.kinds.spine import form_fields
from yearlog.kinds.values import Text
from yearlog.text.controls import lines, one_line, prose

_KIND = Both("类别", "KIND")


class UnknownKind(UsageError):
    """A word that names no kind."""

    def __init__(self, word: str) -> None:
        listed = [one.KIND for one in kinds.everything()]
        super().__init__(
            f"没有「{word}」这个类别，可选：{'、'.join(kind.label.zh for kind in listed)}。",
            f"There is no kind “{word}”; choose from {', '.join(kind.name for kind in listed)}.",
        )


def kind_name(word: str | None) -> str | None:
    """Return the name of the kind a word stands for; UnknownKind for another word."""
    if word is None:
        return None
    singular = word.removesuffix("s") if word.isascii() and len(word) > 1 else word
    details = kinds.by_word(word) or kinds.by_word(singular)
    if details is None:
        raise UnknownKind(word)
    return details.KIND.name


def _text(key: str) -> str:
    return t(help_lang(), f"cli.{key}")


@click.command("list", cls=Localised, help=_text("list_help"))
@click.argument("kind", required=False, metavar=f"[{both(_KIND)}]", shell_complete=kind_words)
@click.option("--year", type=YEAR, metavar="YYYY", help=_text("year_option"))
@click.option("--tag", metavar="TAG", help=_text("tag_filter"))
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.pass_context
def list_(
    context: click.Context, kind: str | None, year: int | None, tag: str | None, as_json: bool
) -> None:
    """Print entries by date, one a line."""
    current = state(context)
    space = current.open(create=False)
    found = actions.listing(space, kind=kind_name(kind), year=year, tag=tag)
    if as_json:
        print_json([to_json(entry) for entry in found])
        return
    for entry in found:
        private = "" if entry.visibility == "public" else "  " + t(current.lang, "cli.private")
        click.echo(describe(entry, current) + private)
    if not found:
        current.say("nothing_listed")


@click.command(cls=Localised, help=_text("show_help"))
@click.argument("wanted", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.pass_context
def show(context: click.Context, wanted: str, as_json: bool) -> None:
    """Print one entry with all its fields."""
    current = state(context)
    entry = current.open(create=False).journal.entry(wanted)
    if as_json:
        print_json(to_json(entry))
        return
    lang = current.lang
    colon = t(lang, "cli.colon")
    click.echo(describe(entry, current))
    click.echo(f"  id: {entry.id}")
    for spec in form_fields(type(entry.details)):
        if spec.name[:-3] in ("title", "body") or spec.name in ("starts_on", "ends_on"):
            continue
        value = shown(entry, spec.name, lang)
        if value:
            click.echo(f"  {spec.label.get(lang)}{colon}{lines(value)}")
    for doubt in entry.details.doubts():
        click.echo(f"  ! {doubt.said.get(lang)}")
    for line in _linked(current.open(), entry, lang):
        click.echo(f"  {one_line(line)}")
    for photo in entry.photos:
        caption = photo.caption.get(lang)
        click.echo(
            f"  {t(lang, 'cli.photo')}{colon}{one_line(f'{photo.filename}  {caption}')}".rstrip()
        )
    for text_lang in LANGS:
        text = entry.texts.get(text_lang, Text())
        if text.title or text.body:
            click.echo(f"\n[{text_lang}] {one_line(text.title)}".rstrip())
            if text.body:
                click.echo(prose(text.body))


def _linked(space: Workspace, entry: Entry, lang: Lang) -> Iterator[str]:
    """Yield the flight that brought one there, or what one did where a flight landed."""
    from yearlog.actions.links import of_entry

    flown, there = of_entry(space, entry)
    for flight in flown:
        on = flight.starts_on.isoformat()
        yield t(lang, "cli.flown_there", flight=flight.headline(lang), on=on, id=flight.id[-6:])
    for one in there:
        kind, on = one.meta.label.get(lang), one.starts_on.isoformat()
        said = {"kind": kind, "what": one.headline(lang), "on": on, "id": one.id[-6:]}
        yield t(lang, "cli.done_there", **said)


@click.command(cls=Localised, help=_text("delete_help"))
@click.argument("wanted", nargs=-1, required=True, metavar="ID…")
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.pass_context
def delete(context: click.Context, wanted: tuple[str, ...], as_json: bool) -> None:
    """Delete entries; undo brings them back."""
    current = state(context)
    gone = actions.delete(current.open(create=False), wanted)
    if as_json:
        print_json([to_json(entry) for entry in gone])
        return
    for entry in gone:
        click.echo(describe(entry, current))
    current.say("deleted", n=len(gone))


@click.command(cls=Localised, help=_text("undo_help"))
@click.pass_context
def undo(context: click.Context) -> None:
    """Take back the newest change, whichever door made it."""
    current = state(context)
    batch = actions.undo(current.open(create=False))
    current.say("undone", what=told(batch, current.lang), at=actions.at_minute(batch.at))


@click.command(cls=Localised, help=_text("redo_help"))
@click.pass_context
def redo(context: click.Context) -> None:
    """Bring back what was undone last."""
    current = state(context)
    batch = actions.redo(current.open(create=False))
    current.say("redone", what=told(batch, current.lang))


@click.command(cls=Localised, help=_text("visibility_help"))
@click.argument("shown", type=click.Choice(["public", "private"]), metavar="public|private")
@click.argument("kind", required=False, metavar=f"[{both(_KIND)}]", shell_complete=kind_words)
@click.option("--year", type=YEAR, metavar="YYYY", help=_text("year_option"))
@click.option("--tag", metavar="TAG", help=_text("tag_filter"))
@click.option("--id", "ids", multiple=True, metavar="ID", help=_text("id_option"))
@click.pass_context
def visibility(
    context: click.Context,
    shown: str,
    kind: str | None,
    year: int | None,
    tag: str | None,
    ids: tuple[str, ...],
) -> None:
    """Make many entries public or private in one step."""
    current = state(context)
    changed = actions.set_visibility(
        current.open(create=False),
        "public" if shown == "public" else "private",
        kind=kind_name(kind),
        year=year,
        tag=tag,
        ids=ids,
    )
    current.say(f"now_{shown}" if changed else "already", n=len(changed))
