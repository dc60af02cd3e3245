"""``add`` and ``edit``: words, options, files and standard input become entries."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from yearlog import kinds
from yearlog.actions import entries as actions
from yearlog.cli.common import state
from yearlog.cli.complete import kind_words
from yearlog.cli.fields import (
    NOTHING_GIVEN,
    EveryKindCommand,
    KindCommand,
    photos_of,
    raw_words,
)
from yearlog.cli.session import (
    describe,
    help_lang,
    narrate,
    print_json,
    tell,
    tell_doubts,
)
from yearlog.errors import UsageError
from yearlog.i18n import Both, Lang, t
from yearlog.kinds.entry import to_json

if TYPE_CHECKING:
    from yearlog.actions.workspace import Workspace


@click.command(cls=KindCommand, help=t(help_lang(), "cli.add_help"))
@click.argument("line", nargs=-1, metavar="LINE…", shell_complete=kind_words)
@click.pass_context
def add(context: click.Context, /, line: tuple[str, ...], **given: Any) -> None:
    """Store one line, or the fields given as options; several legs are one batch."""
    given = NOTHING_GIVEN | given
    current = state(context)
    space = current.open()
    raw = raw_words(given)
    words = list(line)
    details = kinds.by_word(words[0]) if words else None
    if given["files"]:
        _add_files(raw, given)
    elif _reads_input(words, raw, space):
        _add_input(raw, given["text_lang"], space.lang)
    if not words and raw:
        words = ["r"]
    if details and len(words) == 1 and not raw:
        from yearlog.capture.errors import NothingTyped

        raise NothingTyped
    stored = actions.add_line(space, words, more=raw, photos=photos_of(given))
    if given["as_json"]:
        records = [to_json(entry) for entry in stored]
        print_json(records[0] if len(records) == 1 else list(records))
        tell_doubts(stored, current.lang)
        return
    narrate(current, "added", stored)


def _reads_input(words: list[str], raw: dict[str, str], space: Workspace) -> bool:
    """Return whether the text comes from a pipe: a reflection, and no words of its own were given.

    ``add r hello`` inside a shell loop must not eat the loop's input.
    """
    if sys.stdin is None or sys.stdin.isatty() or any(key.startswith("body") for key in raw):
        return False
    if not words:
        return set(raw) <= {"title_zh", "title_en", "starts_on", "tags", "place", "visibility"}
    details = kinds.by_word(words[0])
    if details is None or details.KIND.name != "reflection":
        return False
    return not any(key.startswith("body") for key in actions.draft_line(space, words).raw)


def _add_input(raw: dict[str, str], lang: str | None, fallback: str) -> None:
    """Take standard input as the body, its first heading as the title."""
    from yearlog.capture.resolve import has_han
    from yearlog.capture.texts import decode, split_heading

    text = decode(sys.stdin.buffer.read(), "stdin")
    if not text.strip():
        return
    chosen = lang or ("zh" if has_han(text) else "en" if text.isascii() else fallback)
    title, body = split_heading(text)
    raw[f"body_{chosen}"] = body
    if title:
        raw.setdefault(f"title_{chosen}", title)


def _add_files(raw: dict[str, str], given: dict[str, Any]) -> None:
    """Take each file as the text of its language, its first heading as the title."""
    from yearlog.actions.texts import read_text

    for path in given["files"]:
        lang, title, body = read_text(path, given["text_lang"])
        if f"body_{lang}" in raw:
            raise TextTwice(path, lang)
        raw[f"body_{lang}"] = body
        if title:
            raw.setdefault(f"title_{lang}", title)


class TextTwice(UsageError):
    """Two texts in one language were given; one of them would be lost."""

    def __init__(self, path: Path, lang: Lang) -> None:
        super().__init__(
            f"{path} 是第二份{'中文' if lang == 'zh' else '英文'}正文，什么也没有保存。"
            "每种语言只能给一份。",
            f"{path} is a second text in {'Chinese' if lang == 'zh' else 'English'}; nothing was "
            "saved. Give one for each language.",
        )


class FreshWithFields(UsageError):
    """``--fresh`` begins in the editor, and fields were given that need none."""

    def __init__(self) -> None:
        super().__init__(
            "--fresh 用于在编辑器里从头改起，不能同时用选项修改各项。",
            "--fresh starts again in the editor; it does not go with fields given as options.",
        )


@click.command(cls=EveryKindCommand, help=t(help_lang(), "cli.edit_help"))
@click.argument("wanted", metavar="ID")
@click.option("--fresh", is_flag=True, help=t(help_lang(), "edit.fresh_option"))
@click.pass_context
def edit(context: click.Context, /, wanted: str, fresh: bool, **given: Any) -> None:
    """Change the given fields, or open the entry in ``$VISUAL`` or ``$EDITOR``."""
    given = NOTHING_GIVEN | given
    current = state(context)
    space = current.open(create=False)
    raw = raw_words(given)
    photos = photos_of(given)
    if given["files"]:
        _add_files(raw, given)
    others: tuple[Both, ...] = ()
    if fresh and (raw or photos):
        raise FreshWithFields
    if raw or photos:
        base = space.journal.entry(wanted)
        entry = actions.edit(space, wanted, raw, photos=photos)
        changed = entry != base
    else:
        from yearlog.actions.editor import edit_in_editor
        from yearlog.cli.editor import run_editor

        entry, changed, others = edit_in_editor(space, wanted, run_editor, fresh=fresh)
    _others_changed(others, current.lang)
    if given["as_json"]:
        print_json(to_json(entry))
    else:
        click.echo(describe(entry, current))
        current.say("edited" if changed else "unchanged")
    if changed:
        tell_doubts([entry], current.lang)


def _others_changed(labels: tuple[Both, ...], lang: Lang) -> None:
    """Tell what another program had changed while the editor was open."""
    if labels:
        from yearlog.actions.merge import named

        tell(t(lang, "edit.merged", names=named(labels).get(lang)))
