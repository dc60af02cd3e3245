"""``backup``, ``restore`` and ``doctor``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from yearlog.actions import backups as actions
from yearlog.cli.common import state
from yearlog.cli.program import Localised
from yearlog.cli.session import State, help_lang, print_json, put, put_path
from yearlog.errors import UsageError
from yearlog.i18n import Lang, catalogue, t
from yearlog.text.width import pad

if TYPE_CHECKING:
    from yearlog.actions.doctor import Report


def _text(key: str) -> str:
    return t(help_lang(), f"trust.{key}")


class RestoreWhat(UsageError):
    """``restore`` without a backup to bring back."""

    def __init__(self) -> None:
        super().__init__(
            "请给出要恢复的备份。yearlog backup --list 会列出备份。",
            "Name the backup to bring back. yearlog backup --list shows them.",
        )


@click.command(cls=Localised, help=_text("backup_help"))
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--list", "listing", is_flag=True, help=_text("list_option"))
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def backup(context: click.Context, file: Path | None, listing: bool, as_json: bool) -> None:
    """Copy the journal, verified, or list the copies there are."""
    current = state(context)
    if listing:
        _list(current, as_json=as_json)
        return
    made = actions.make(current.open(create=False), file)
    if as_json:
        print_json({"backup": str(made), "size": made.stat().st_size})
        return
    put_path(made)
    current.say("trust.backed_up")


def _list(current: State, *, as_json: bool) -> None:
    found = actions.listing(current.path)
    if as_json:
        print_json(
            [
                {
                    "name": one.backup.name,
                    "path": str(one.backup.path),
                    "at": one.backup.at.isoformat(),
                    "reason": one.backup.reason,
                    "size": one.size,
                    "entries": one.entries,
                }
                for one in found
            ]
        )
        return
    lang = current.lang
    for one in found:
        reason = catalogue(lang, "trust").get(f"reason_{one.backup.reason}", one.backup.reason)
        held = t(lang, "trust.unreadable") if one.entries is None else _count(one.entries, lang)
        size = f"{one.size / 1_000_000:.1f} MB"
        put(f"{pad(one.backup.name, 28)}  {pad(reason, 18)}  {pad(size, 9, right=True)}  {held}")
    if not found:
        current.say("trust.no_backups")


def _count(n: int, lang: Lang) -> str:
    return t(lang, "trust.entries", n=n)


@click.command(cls=Localised, help=_text("restore_help"))
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--list", "listing", is_flag=True, help=_text("list_option"))
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def restore(context: click.Context, file: str | None, listing: bool, as_json: bool) -> None:
    """Bring a backup back."""
    current = state(context)
    if listing:
        _list(current, as_json=as_json)
        return
    if not file:
        raise RestoreWhat
    done = actions.bring_back(file, current.path)
    what = done.restored
    current.done = bool(what.as_file or what.added or what.changed or what.removed or what.others)
    if as_json:
        print_json(
            {
                "restored": str(done.source),
                "as": "file" if what.as_file else "step",
                "added": what.added,
                "changed": what.changed,
                "removed": what.removed,
                "others": what.others,
                "damaged": str(what.damaged) if what.damaged else None,
                "missing_photos": list(done.missing),
            }
        )
        return
    name = done.source.name.removesuffix(".sqlite3")
    if what.as_file:
        current.say("trust.restored_file", name=name, n=what.added)
        if what.damaged:
            current.say("trust.damaged_kept", path=what.damaged)
    elif what.added or what.changed or what.removed or what.others:
        current.say("trust.restored", name=name, added=what.added, changed=what.changed,
                    removed=what.removed)  # fmt: skip
        if what.others:
            current.say("trust.restored_others", n=what.others)
        current.say("trust.restore_undo")
    else:
        current.say("trust.restored_nothing", name=name)
    if done.missing:
        current.say("trust.photos_gone", n=len(done.missing), first=done.missing[0])


@click.command(cls=Localised, help=_text("doctor_help"))
@click.option("--fix", is_flag=True, help=_text("fix_option"))
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def doctor(context: click.Context, fix: bool, as_json: bool) -> int:
    """Look everything over; mend what can be mended if asked."""
    from yearlog.actions import doctor as checks

    current = state(context)
    stdout = sys.stdout
    terminal = checks.Terminal(
        getattr(stdout, "encoding", "") or "",
        shutil.get_terminal_size().columns,
        bool(stdout is not None and stdout.isatty()),
    )
    counter = _Counter(current.lang)
    report = (checks.fix if fix else checks.look)(terminal, current.path, counter)
    counter.end()
    current.done = bool(report.mended)
    code = checks.EXIT_CODES[report.verdict]
    if as_json:
        print_json(checks.to_json(report))
        return code
    _print(report, current, asked=fix)
    return code


class _Counter:
    """How many rows were looked at, on a line of its own, once it is going to take a while."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._rows = 0
        self._shown = False

    def __call__(self, rows: int) -> None:
        self._rows += rows
        if self._rows > 10_000 and sys.stderr is not None and sys.stderr.isatty():
            self._shown = True
            sys.stderr.write("\r" + t(self._lang, "trust.progress", rows=f"{self._rows:,}"))
            sys.stderr.flush()

    def end(self) -> None:
        """Clear the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")


def _print(report: Report, current: State, *, asked: bool) -> None:
    """Print the report by groups, and on stderr what it comes to."""
    from yearlog.actions.doctor import GROUPS

    lang = current.lang
    for one in report.mended:
        put(t(lang, f"trust.mended_{one.name}", n=len(one.details)))
        for detail in one.details:
            put(f"    {detail}")
    for group in GROUPS:
        findings = report.group(group)
        if findings:
            put(t(lang, f"trust.group_{group}"))
        for found in findings:
            mark = pad(t(lang, f"trust.mark_{found.mark}"), 10 if lang == "en" else 8)
            put(f"  {mark}{t(lang, f'trust.{found.key}', **found.values)}")
            for detail in found.details:
                put(f"    {detail}")
    current.say(f"trust.verdict_{report.verdict}")
    if asked and not report.mended:
        current.say("trust.nothing_mended")
    if not asked and report.can_mend:
        current.say("trust.advice_fix")
    if report.only_seals:
        current.say("trust.advice_seals")
    if report.lost:
        if report.newest_backup:
            current.say("trust.advice_restore", name=report.newest_backup)
        else:
            current.say("trust.advice_no_backup")
