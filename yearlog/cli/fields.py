"""Options of ``add`` and ``edit``, made from the declared fields of the kinds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from yearlog import kinds
from yearlog.actions.photos import Photo
from yearlog.cli.common import both
from yearlog.cli.complete import one_of
from yearlog.cli.program import Localised
from yearlog.cli.session import help_lang
from yearlog.i18n import Both, t
from yearlog.kinds.field import Details, Field
from yearlog.kinds.spine import form_fields

_MANY = {"tags": " ", "milestones": "\n"}
"""Fields whose option may be given several times, and what joins the words."""


def option_of(spec: Field) -> click.Option:
    """Return the command-line option of one field."""
    lang = help_lang()
    joint = "：" if lang == "zh" else ": "
    about = joint.join(filter(None, (spec.label.get(lang), spec.help.get(lang))))
    choices = [code for code in getattr(spec.type, "choices", None) or () if code]
    if choices:
        about += " [" + "|".join(choices) + "]"
    return click.Option(
        [spec.option, f"field_{spec.name}"],
        help=about,
        metavar=both(spec.type.metavar),
        multiple=spec.name in _MANY,
        shell_complete=one_of(choices),
    )


def options_of(details: Iterable[type[Details]]) -> list[click.Parameter]:
    """Return the options of some kinds, each field once, and those every kind has."""
    specs: dict[str, Field] = {}
    for one in details:
        for spec in form_fields(one):
            specs.setdefault(spec.option, spec)
    lang = help_lang()

    def text(key: str) -> str:
        return t(lang, f"cli.{key}")

    return [
        *(option_of(spec) for spec in specs.values()),
        click.Option(["--public", "shown"], flag_value="public", help=text("public_option")),
        click.Option(["--private", "shown"], flag_value="private", help=text("private_option")),
        click.Option(
            ["--file", "files"], multiple=True, type=click.Path(path_type=Path),
            metavar=both(Both("文件", "FILE")), help=text("file_option"),
        ),
        click.Option(["--lang", "text_lang"], type=click.Choice(["zh", "en"]),
                     help=text("lang_option")),
        click.Option(
            ["--photo", "photos"], multiple=True, type=click.Path(path_type=Path),
            metavar=both(Both("文件", "FILE")), help=text("photo_option"),
        ),
        *(
            click.Option([f"--{what}-{lang_}"], multiple=True, metavar=both(Both("文字", "TEXT")),
                         help=text(f"{what}_{lang_}_option"))
            for what in ("caption", "alt")
            for lang_ in ("zh", "en")
        ),
        click.Option(["--json", "as_json"], is_flag=True, help=text("json_option")),
    ]  # fmt: skip


NOTHING_GIVEN: dict[str, Any] = {
    "files": (), "text_lang": None, "photos": (), "as_json": False,
    "caption_zh": (), "caption_en": (), "alt_zh": (), "alt_en": (),
}  # fmt: skip
"""What the options that every kind has say when none was given."""


class KindCommand(Localised):
    """A command whose options depend on the kind its first word names."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Add the options of the kind, then parse as usual."""
        first = next((word for word in args if not word.startswith("-")), "")
        details = kinds.by_word(first) if first else None
        arguments = [one for one in self.params if isinstance(one, click.Argument)]
        if ctx.resilient_parsing or any(word.startswith("-") for word in args):
            self.params = [*arguments, *options_of((details,) if details else kinds.everything())]
        else:
            self.params = list(arguments)  # forty options cost 5 ms that a plain line can spare
        return super().parse_args(ctx, args)


class EveryKindCommand(Localised):
    """A command that takes the options of every kind beside its own."""

    def __init__(self, *words: Any, **more: Any) -> None:
        super().__init__(*words, **more)
        self._own = list(self.params)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Add the options of all kinds, then parse as usual."""
        self.params = [*self._own, *options_of(kinds.everything())]
        return super().parse_args(ctx, args)


def raw_words(given: dict[str, Any]) -> dict[str, str]:
    """Return what was given for each field, by field name; take it out of ``given``."""
    raw: dict[str, str] = {}
    for key in [key for key in given if key.startswith("field_")]:
        value = given.pop(key)
        name = key.removeprefix("field_")
        if name in _MANY:
            if value:
                raw[name] = _MANY[name].join(value)
        elif value is not None:
            raw[name] = value
    shown = given.pop("shown", None)
    if shown:
        raw["visibility"] = shown
    return raw


def photos_of(given: dict[str, Any]) -> tuple[Photo, ...]:
    """Return the photos with their captions, the n-th caption for the n-th photo."""

    def nth(name: str, at: int) -> str:
        values: tuple[str, ...] = given[name]
        return values[at] if at < len(values) else ""

    return tuple(
        Photo(
            path,
            Both(nth("caption_zh", at), nth("caption_en", at)),
            Both(nth("alt_zh", at), nth("alt_en", at)),
        )
        for at, path in enumerate(given["photos"])
    )
