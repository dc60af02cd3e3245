"""``add LINE`` without an option parser."""

from __future__ import annotations

import contextlib

from yearlog.actions import entries
from yearlog.cli.session import State, failed, flushed, help_lang, narrate


def add(journal: str | None, ui: str | None, line: list[str], words: list[str]) -> int:
    """Store a line as `yearlog.cli.add.add` does, and return the exit code."""
    lang = help_lang(words)
    current = State(journal, None if ui is None else lang, debug=False)
    code = 0
    try:
        with contextlib.closing(current):
            narrate(current, "added", entries.add_line(current.open(), line))
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001  no traceback reaches a user
        code = failed(error, current.lang, stored=current.stored)
    return flushed(code, lang, stored=current.stored)
