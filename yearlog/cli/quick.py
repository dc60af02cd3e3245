"""``add LINE`` without an option parser."""

from __future__ import annotations

import contextlib

from yearlog.actions import entries
from yearlog.cli.session import State, complain, flushed, help_lang, narrate, tell
from yearlog.errors import YearlogError


def add(journal: str | None, ui: str | None, line: list[str], words: list[str]) -> int:
    """Store a line as `yearlog.cli.add.add` does, and return the exit code."""
    lang = help_lang(words)
    current = State(journal, None if ui is None else lang, debug=False)
    code = 0
    try:
        with contextlib.closing(current):
            narrate(current, "added", entries.add_line(current.open(), line))
    except YearlogError as error:
        tell(error.get(current.lang))
        code = error.exit_code
    except KeyboardInterrupt:
        code = 1
    except Exception as error:  # noqa: BLE001  no traceback reaches a user; --debug takes the other way
        complain(error, lang)
        code = 1
    return flushed(code, lang)
