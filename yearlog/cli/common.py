"""What all commands share: language, the open journal, output, errors as sentences."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from yearlog import i18n
from yearlog.i18n import Both, Lang

if TYPE_CHECKING:
    from pathlib import Path

    from yearlog.actions.workspace import Workspace
    from yearlog.kinds.field import Json


YEAR = click.IntRange(1, 9999)
"""The years a calendar date can have."""


def help_lang(arguments: Sequence[str] | None = None) -> Lang:
    """Return the language for help and for errors before a journal is open."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for at, word in enumerate(words):
        chosen = word.partition("=")[2] if word.startswith("--ui=") else ""
        if word == "--ui" and at + 1 < len(words):
            chosen = words[at + 1]
        if chosen in i18n.LANGS:
            return "zh" if chosen == "zh" else "en"
    return i18n.from_locale()


class State:
    """What the options before the command said."""

    def __init__(self, journal: str | None, ui: Lang | None, *, debug: bool) -> None:
        self._journal = journal
        self.ui = ui
        self.debug = debug
        self.space: Workspace | None = None

    @property
    def lang(self) -> Lang:
        """The user's language: as asked for, else as the journal says, else as the locale."""
        return self.ui or (self.space.lang if self.space else help_lang())

    @property
    def path(self) -> Path | None:
        """The journal that was named, if any."""
        from pathlib import Path

        return Path(self._journal) if self._journal else None

    def open(self, *, create: bool = True) -> Workspace:
        """Open the journal once for the command that runs."""
        if self.space is None:
            from yearlog.actions.workspace import Workspace

            self.space = Workspace.open(self.path, lang=self.ui, create=create)
        return self.space

    @contextmanager
    def noticing(self) -> Iterator[Callable[[], bool]]:
        """Give what tells, after the block, whether a step was stored that undo would take back."""
        assert self.space is not None
        before = self.space.journal.next_undo()
        yield lambda: self.space is not None and self.space.journal.next_undo() != before

    def close(self) -> None:
        """Close the journal if it was opened."""
        if self.space is not None:
            self.space.close()

    def say(self, key: str, /, **values: object) -> None:
        """Tell the user something on stderr: stdout is for data."""
        click.echo(i18n.t(self.lang, f"cli.{key}", **values), err=True)


def state(context: click.Context) -> State:
    """Return the state of the running command."""
    found = context.find_object(State)
    assert found is not None
    return found


def print_json(value: Json) -> None:
    """Print one JSON document; escaped where stdout cannot hold the letters themselves."""
    encoding = (getattr(sys.stdout, "encoding", "") or "").lower().replace("-", "")
    click.echo(json.dumps(value, ensure_ascii=encoding != "utf8", indent=2))


def forgiving_streams() -> None:
    """Never fail on a letter that a Latin-1 terminal or pipe cannot hold."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def closed_pipe() -> None:
    """Let the rest of the output go nowhere after ``| head`` has had enough."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)


def usage_sentence(error: click.ClickException, lang: Lang) -> str:
    """Return what is wrong with the words of a command, in the user's language."""
    if isinstance(error, click.BadParameter):
        return _parameter_sentence(error, lang)
    if isinstance(error, click.exceptions.NoSuchOption):
        return i18n.t(lang, "cli.no_such_option", name=error.option_name)
    if isinstance(error, click.exceptions.BadOptionUsage):
        return i18n.t(lang, "cli.option_needs_value", name=error.option_name)
    message = error.format_message()
    if message.startswith("No such command"):
        return i18n.t(lang, "cli.no_such_command", name=message.split("'")[1])
    return i18n.t(lang, "cli.bad_usage", detail=message) if lang == "zh" else message


def _parameter_sentence(error: click.BadParameter, lang: Lang) -> str:
    name = metavar(_name_of(error), lang)
    if isinstance(error, click.MissingParameter):
        return i18n.t(lang, "cli.missing_parameter", name=name)
    choices = getattr(error.param and error.param.type, "choices", None)
    if choices:
        return i18n.t(lang, "cli.bad_choice", name=name, choices=" / ".join(choices))
    return i18n.t(lang, "cli.bad_parameter", name=name)


def _name_of(error: click.BadParameter) -> str:
    """Return what a parameter is called on the command line, without the brackets of help."""
    parameter = error.param
    if parameter is None or error.ctx is None:
        return ""
    metavar = parameter.make_metavar(error.ctx).strip("[]")
    if isinstance(parameter, click.Argument):
        return metavar
    option = next((one for one in parameter.opts if one.startswith("--")), parameter.opts[0])
    return option if "|" in metavar else f"{option} {metavar}"


_METAVARS = {
    "FILE": "文件", "DIR": "文件夹", "TEXT": "文字", "ID": "编号", "LINE": "一行", "KEY": "名称",
    "VALUE": "值", "DATE": "日期", "TAG": "标签", "ALIAS": "别名", "LAT": "纬度", "LON": "经度",
}  # fmt: skip
"""What help writes for a value, in Chinese; what is not listed is the same in both languages."""


def metavar(pattern: str, lang: Lang) -> str:
    """Return a placeholder such as ``[DIR]`` or ``--chapters ID,ID…`` in a language."""
    if lang == "en":
        return pattern
    return re.sub("[A-Z]+", lambda word: _METAVARS.get(word[0], word[0]), pattern)


def both(text: Both) -> str:
    """Return a text in the language of help."""
    return text.get(help_lang())
