"""What commands that know click share: the state of a run, placeholders, errors of usage."""

from __future__ import annotations

import re

import click

from yearlog import i18n
from yearlog.cli.session import State, help_lang
from yearlog.i18n import Both, Lang

YEAR = click.IntRange(1, 9999)
"""The years a calendar date can have."""


def state(context: click.Context) -> State:
    """Return the state of the running command."""
    found = context.find_object(State)
    assert found is not None
    return found


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
    "TIME": "时刻", "OLD": "旧名称", "NEW": "新名称",
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
