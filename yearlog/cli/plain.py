"""``dump`` and ``load``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from yearlog.actions import plain as actions
from yearlog.cli.common import state
from yearlog.cli.program import Localised
from yearlog.cli.session import State, help_lang, print_json, put_path, tell
from yearlog.i18n import Lang, t
from yearlog.kinds.field import Json

MANY = 500
"""Entries from which on a person at a terminal is shown how far it is."""

ATTENTION = 3
"""The exit code of what was done but needs a look."""


def _text(key: str) -> str:
    return t(help_lang(), f"plain.{key}")


@click.command(cls=Localised, help=_text("dump_help"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--history", is_flag=True, help=_text("history_option"))
@click.option("--overwrite", is_flag=True, help=_text("overwrite_option"))
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def dump(
    context: click.Context, folder: Path, history: bool, overwrite: bool, as_json: bool
) -> int:
    """Write the whole journal as one Markdown file per entry."""
    current = state(context)
    space = current.open(create=False)
    done = actions.dump(
        space, folder, history=history, overwrite=overwrite, progress=_progress(current.lang)
    )
    if as_json:
        said: dict[str, Json] = {"written": done.written, "left_alone": list(done.left_alone)}
        print_json(said | _some(done, "edited", "removed", "drafts", "batches"))
        return ATTENTION if done.edited else 0
    put_path(folder)
    _say(current, "dumped", n=done.written, folder=folder)
    if history:
        _say(current, "dumped_history", n=done.batches)
    if done.left_alone:
        _say(current, "left_alone", n=len(done.left_alone), first=done.left_alone[0])
    if done.edited:
        listed = "\n".join(f"  {name}" for name in done.edited)
        _say(current, "edited", n=len(done.edited), listed=listed, folder=folder)
    return ATTENTION if done.edited else 0


@click.command(cls=Localised, help=_text("load_help"))
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--dry-run", is_flag=True, help=_text("dry_run_option"))
@click.option("--take-files", is_flag=True, help=_text("take_files_option"))
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def load(
    context: click.Context, folder: Path, dry_run: bool, take_files: bool, as_json: bool
) -> int:
    """Read such a folder into the journal, as one step that can be undone."""
    current = state(context)
    space = current.open()
    done = actions.load(space, folder, dry_run=dry_run, take_files=take_files)
    current.done = not dry_run and bool(done.added or done.merged or done.settings or done.drafts)
    code = ATTENTION if done.kept_newer else 0
    if as_json:
        said: dict[str, Json] = {
            "added": done.added,
            "merged": done.merged,
            "unchanged": done.unchanged,
        }
        history: dict[str, Json] = {} if done.history == "none" else {"history": done.history}
        more = _some(done, "kept_newer", "settings", "drafts", "geocodes", "batches")
        print_json(said | history | more | ({"dry_run": True} if dry_run else {}))
        return code
    _report(current, done, dry_run=dry_run)
    return code


def _some(done: actions.Report, *names: str) -> dict[str, Json]:
    """Return the parts of a report that there is something to say of."""
    found = {name: getattr(done, name) for name in names}
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
        if value
    }


def _report(current: State, done: actions.Report, *, dry_run: bool) -> None:
    """Say what a load did, or would do."""
    if done.history == "taken":
        _say(current, "history_would" if dry_run else "history_taken", n=done.batches)
    elif done.history == "not_taken":
        _say(current, "history_not_taken")
    counts = {"added": done.added, "merged": done.merged, "unchanged": done.unchanged}
    changed = done.added or done.merged or done.settings
    if changed:
        _say(current, "would_load" if dry_run else "loaded", **counts)
    else:
        _say(current, "loaded_nothing", **counts)
    if done.settings:
        _say(current, "settings_changed", n=done.settings)
    if done.drafts:
        _say(current, "drafts_kept", n=done.drafts)
    if done.geocodes:
        _say(current, "geocodes_kept", n=done.geocodes)
    if done.kept_newer:
        listed = "\n".join(f"  {entry_id[-6:]}" for entry_id in done.kept_newer)
        _say(current, "kept_newer", n=len(done.kept_newer), listed=listed)


def _say(current: State, key: str, /, **values: object) -> None:
    """Tell the user something on stderr."""
    tell(t(current.lang, f"plain.{key}", **values))


def _progress(lang: Lang) -> Callable[[int, int], None] | None:
    """Return what shows on one line of a terminal how far a long dump is."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None

    def shown(done: int, of: int) -> None:
        if of > MANY and (done % 100 == 0 or done == of):
            end = "\r\x1b[K" if done == of else ""
            sys.stderr.write("\r" + t(lang, "plain.progress", done=done, of=of) + end)
            sys.stderr.flush()

    return shown
