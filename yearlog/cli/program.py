"""The commands: each parses words, calls an action and prints what it did.

Commands are loaded when they are used; the list for ``--help`` stands here, so that help costs no
import beyond click.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from yearlog import __version__
from yearlog.cli.common import both, metavar, usage_sentence
from yearlog.cli.session import State, closed_pipe, failed, flushed, help_lang, tell
from yearlog.i18n import Both, Lang, t

_COMMANDS: dict[str, tuple[str, Both]] = {
    "add": (
        "add:add",
        Both("记一条：一行文字，或用选项", "record something: one line, or options"),
    ),
    "list": ("entries:list_", Both("列出记录", "list entries")),
    "search": ("search:search", Both("按文字查找记录", "find entries by their words")),
    "show": ("entries:show", Both("显示一条记录", "show one entry")),
    "edit": ("add:edit", Both("修改一条记录", "change an entry")),
    "delete": (
        "entries:delete",
        Both("删除记录（可撤销）", "delete entries (undo brings them back)"),
    ),
    "undo": ("entries:undo", Both("撤销上一次更改", "take back the last change")),
    "redo": ("entries:redo", Both("重做撤销的更改", "bring back what was undone")),
    "history": (
        "history:history",
        Both("列出每一步改动", "list every step, or an entry's changes"),
    ),
    "revert": ("history:revert", Both("让一条记录回到旧版本", "bring an old version back")),
    "purge": ("purge:purge", Both("彻底删除记录（不能撤销）", "remove entries for good")),
    "tag": ("history:tag", Both("列出标签，给标签改名", "list tags, rename one")),
    "visibility": ("entries:visibility", Both("批量设为公开或私密", "make many public or private")),
    "stats": ("review:stats", Both("一年的数字", "the numbers of a year")),
    "review": ("review:review", Both("编排年度总结", "arrange the year in review")),
    "check": ("check:check", Both("检查一年的文字和记录", "check the texts and rows of a year")),
    "trips": ("trips:trips", Both("列出行程和断开处", "list trips, and gaps between flights")),
    "trip": ("trips:trip", Both("显示一次行程，给它命名", "show, name, split or join a trip")),
    "map": ("review:map_", Both("画出一年的旅行地图", "draw the year's travel map")),
    "export": ("review:export", Both("导出年度总结", "export the year in review")),
    "place": ("settings:place", Both("查地点，记地名", "look up a place, learn a name")),
    "config": ("settings:config", Both("查看和更改设置", "list, read and change settings")),
    "dump": ("plain:dump", Both("把整本日志写成文本文件", "write the journal as text files")),
    "load": ("plain:load", Both("把文本文件载入日志", "read text files into the journal")),
    "backup": ("trust:backup", Both("备份日志，列出备份", "copy the journal, list the copies")),
    "restore": ("trust:restore", Both("恢复一份备份（可撤销）", "bring a backup back")),
    "doctor": ("trust:doctor", Both("检查日志，修好能修的", "check the journal, mend what can be")),
    "demo": ("demo:demo", Both("建一本样例日志看看", "build a sample journal to look at")),
    "completion": ("completion:completion", Both("输出命令行补全脚本", "shell completion script")),
}


_runs: list[State] = []
"""The state of the run, for the language of what is said after the command has ended."""


def _without_extras(about: str, lang: Lang) -> str:
    """Return a help text without click's ``[x>=0]``, and ``[required]`` in the user's language."""
    text, _, extras = about.partition("  [")
    return text + t(lang, "cli.required") if "required" in extras else text


class Localised(click.Command):
    """A command whose help is in the user's language."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        lang = help_lang()
        words = {"[OPTIONS]": "usage_options", "COMMAND [ARGS]...": "usage_command",
                 "[COMMAND] [ARGS]...": "usage_command"}  # fmt: skip
        pieces = [
            t(lang, f"cli.{words[piece]}") if piece in words else metavar(piece, lang)
            for piece in self.collect_usage_pieces(ctx)
        ]
        prefix = t(lang, "cli.usage") + (" " if lang == "en" else "")
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=prefix)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the command does."""
        from yearlog.cli.help import write_text

        for paragraph in filter(None, (self.help or "").split("\n\n")):
            write_text(formatter, paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options under a heading."""
        from yearlog.cli.help import write_rows

        options = (one for one in self.get_params(ctx) if isinstance(one, click.Option))
        lang = help_lang()
        found = [record for one in options if (record := one.get_help_record(ctx)) is not None]
        records = [(metavar(name, lang), _without_extras(about, lang)) for name, about in found]
        write_rows(formatter, t(lang, "cli.options"), records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` described in the user's language."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = t(help_lang(), "cli.help_option")
        return option


class LazyGroup(Localised, click.Group):
    """A group that loads a command when it is used."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click would write an empty line for an interrupt."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.Abort from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"yearlog.cli.{module}"), name)
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options and commands; no command is loaded for it."""
        from yearlog.cli.help import write_rows

        Localised.format_options(self, ctx, formatter)
        rows = [(name, both(about)) for name, (_, about) in _COMMANDS.items()]
        write_rows(formatter, t(help_lang(), "cli.commands"), rows)


@click.command(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--journal", type=click.Path(), metavar="FILE")
@click.option("--ui", type=click.Choice(["zh", "en"]))
@click.option("--debug", is_flag=True)
@click.option("--version", is_flag=True)
@click.pass_context
def yearlog(
    context: click.Context, journal: str | None, ui: str | None, debug: bool, version: bool
) -> None:
    """Describe the program; replaced by the text of the user's language."""
    if version:
        click.echo(f"yearlog {__version__}")
        context.exit()
    if os.environ.get("NO_COLOR"):
        context.color = False
    lang = None if ui is None else ("zh" if ui == "zh" else "en")
    context.obj = State(journal, lang, debug=debug)  # type: ignore[arg-type]
    _runs[:] = [context.obj]
    context.call_on_close(context.obj.close)
    if context.invoked_subcommand is None:
        from yearlog.tui import run

        run(path=context.obj.path, lang=context.obj.ui)


def _describe() -> None:
    """Give the program and its own options their words in the user's language."""
    lang = help_lang()
    yearlog.help = t(lang, "cli.about")
    words = {"journal": "journal_option", "ui": "ui_option", "debug": "debug_option",
             "version": "version_option"}  # fmt: skip
    for option in yearlog.params:
        if isinstance(option, click.Option) and option.name in words:
            option.help = t(lang, f"cli.{words[option.name]}")


def run(words: list[str]) -> int:
    """Run a command line and return its exit code; no traceback reaches a user."""
    _describe()
    _runs.clear()
    lang = help_lang(words)
    try:
        result: Any = yearlog.main(args=words, prog_name="yearlog", standalone_mode=False)
        code = result if isinstance(result, int) else 0
    except SystemExit as stop:
        # click leaves this way when the reader of a pipe is gone; ``| head`` is no failure.
        if type(sys.stdout).__name__.endswith("PacifyFlushWrapper"):
            closed_pipe()
            return 0
        code = stop.code if isinstance(stop.code, int) else 0
    except (Exception, KeyboardInterrupt) as error:
        if "--debug" in words and not isinstance(error, click.ClickException | click.Abort):
            raise
        code = _failed(error, lang)
    return flushed(code, lang, stored=_stored())


def _stored() -> bool:
    """Return whether the run has stored something."""
    return bool(_runs) and _runs[-1].stored


def _failed(error: BaseException, lang: Lang) -> int:
    """Say what went wrong in one sentence; return the exit code."""
    if isinstance(error, click.ClickException):
        tell(usage_sentence(error, lang))
        return error.exit_code
    spoken = _runs[-1].lang if _runs else lang
    if not isinstance(error, click.Abort):
        return failed(error, spoken, stored=_stored())
    code = failed(KeyboardInterrupt(), spoken, stored=_stored())
    return 1 if isinstance(error.__context__, EOFError) else code
