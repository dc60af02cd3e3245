"""The terminal UI: the only package that knows Textual; a front door that only calls actions."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yearlog.errors import UsageError
from yearlog.i18n import Lang

if TYPE_CHECKING:
    from yearlog.actions.workspace import Workspace


class NoTerminal(UsageError):
    """Input or output is no terminal that can be drawn on."""

    def __init__(self) -> None:
        super().__init__(
            "这里显示不了界面：需要一个真正的终端。请在终端里运行 yearlog，"
            "或改用 yearlog list、yearlog add 等命令。",
            "The interface cannot be drawn here: it needs a real terminal. Run yearlog in one, "
            "or use commands such as yearlog list and yearlog add.",
        )


def check_terminal() -> None:
    """Raise NoTerminal where the interface could only print escape codes.

    Textual draws on standard error, so that has to be the terminal too.
    """
    streams = (sys.stdin, sys.stdout, sys.stderr)
    drawable = os.environ.get("TERM", "") != "dumb"
    if not (drawable and all(stream is not None and stream.isatty() for stream in streams)):
        raise NoTerminal


def prepare() -> None:
    """Set what Textual reads at import; to be called before the first import of Textual.

    With the Kitty keyboard protocol on, several terminals swallow what a Chinese input method
    commits, and Textual gives up on a commit of five or more characters.
    """
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def run(
    space: Workspace | None = None, *, path: Path | None = None, lang: Lang | None = None
) -> None:
    """Open the interface on ``space``, or on the journal at ``path`` (default: the usual one).

    A journal given by path is opened after the first paint and closed at the end. Raises
    NoTerminal, and whatever opening the journal raises.
    """
    check_terminal()
    prepare()
    from yearlog.tui.app import YearlogApp

    app = YearlogApp(space, path=path, lang=lang)
    app.run()
    if app.failure is not None:
        raise app.failure
