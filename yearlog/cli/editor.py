"""Running the user's editor on a file, and waiting for it."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from yearlog.actions.editor import EditorFailed
from yearlog.i18n import Both

_USUAL = ("sensible-editor", "editor", "nano", "vim", "vi")
"""What is looked for where neither VISUAL nor EDITOR is set."""


def run_editor(path: Path) -> None:
    """Open a file in the user's editor and wait for it; EditorFailed."""
    words = _command()
    try:
        with _interrupts_are_the_editors():
            code = subprocess.call([*words, str(path)])
    except OSError as error:
        reason = error.strerror or str(error)
        detail = Both(f"无法启动 {words[0]}：{reason}", f"{words[0]} cannot be started: {reason}")
        raise EditorFailed(detail) from None
    if code > 0:
        raise EditorFailed(
            Both(f"{words[0]} 的退出码是 {code}", f"{words[0]} ended with exit code {code}")
        )
    if code < 0:
        name = signal.Signals(-code).name
        raise EditorFailed(Both(f"{words[0]} 被 {name} 中止", f"{words[0]} was ended by {name}"))


def _command() -> list[str]:
    """Return the editor and its arguments; a program whose path has spaces may stand unquoted."""
    for name in ("VISUAL", "EDITOR"):
        chosen = os.environ.get(name, "").strip()
        if not chosen:
            continue
        if Path(chosen).expanduser().is_file():
            return [str(Path(chosen).expanduser())]
        try:
            first, *rest = shlex.split(chosen)
        except ValueError:
            detail = Both(f"{name} 里的引号不成对", f"the quotes in {name} do not match")
            raise EditorFailed(detail) from None
        return [str(Path(first).expanduser()), *rest]
    for name in _USUAL:
        if which(name):
            return [name]
    raise EditorFailed(Both("没有找到编辑器", "no editor was found"))


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Leave Ctrl-C and its like to the editor, which is told of them too.

    The handlers do nothing, rather than being set to ignore: an ignored signal would be ignored in
    the editor as well.
    """
    signals = (signal.SIGINT, signal.SIGQUIT)
    before = [signal.signal(one, lambda *_: None) for one in signals]
    try:
        yield
    finally:
        for one, handler in zip(signals, before, strict=True):
            signal.signal(one, handler)
