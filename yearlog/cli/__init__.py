"""The command line: a thin front door that parses words, calls an action and prints what it did.

A plain line, ``add f ITH JFK 5/12``, has nothing for an option parser to do, and click takes as
long to load as storing the flight; so such a line goes straight to its action.
"""

from __future__ import annotations

import gc
import os
import sys

# A command makes a few thousand objects at start that live to its end: looking for rubbish among
# them eleven times cost 4 % of it.
gc.set_threshold(50_000, 20, 20)


def main(arguments: list[str] | None = None) -> None:
    """Run the program and leave with its exit code; no traceback reaches a user."""
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:  # before the command has begun, or once more while it says so
        code = 130
    if sys.stderr is not None:
        try:
            sys.stderr.flush()
        except OSError:  # full as well: the interpreter would make it a failure of its own, 120
            sys.stderr = None
    sys.exit(code)


def _run(words: list[str]) -> int:
    from yearlog.cli.session import forgiving_streams

    forgiving_streams()
    line = _plain_line(words)
    if line is not None:
        from yearlog.cli.quick import add

        return add(*line, words)
    from yearlog.cli.program import run

    return run(words)


def _plain_line(words: list[str]) -> tuple[str | None, str | None, list[str]] | None:
    """Return journal, language and line of ``[--journal FILE] [--ui LANG] add LINE…``, else None.

    A reflection is left to the full parser, which may have to read it from standard input.
    """
    journal = ui = None
    at = 0
    while at + 1 < len(words) and words[at] in ("--journal", "--ui"):
        if words[at] == "--journal":
            journal = words[at + 1]
        else:
            ui = words[at + 1]
        at += 2
    line = words[at + 1 :]
    plain = len(line) > 1 and not any(word.startswith("-") for word in line)
    if words[at : at + 1] != ["add"] or not plain or ui not in (None, "zh", "en"):
        return None
    if line[0].casefold() in ("r", "reflection", "随笔") or "_YEARLOG_COMPLETE" in os.environ:
        return None
    return journal, ui, line
