"""A real terminal to run the program in: its keys go in, its letters come out."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from types import TracebackType

SECONDS = 30.0
"""How long a slow machine may take for one step."""
_ESCAPES = re.compile(
    r"\x1b(?:\[[0-9;?<>=]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|.)"
)


class Terminal:
    """The program running in a pseudo terminal; used as a context manager."""

    def __init__(self, *words: str, columns: int = 100, lines: int = 30) -> None:
        self._main, side = pty.openpty()
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "yearlog", *words],
            stdin=side, stdout=side, stderr=side, start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"},
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
        )  # fmt: skip
        os.close(side)
        self._written = b""

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._main)

    def listen(self, seconds: float) -> int:
        """Take in what the program writes for so long; return how many bytes that was."""
        before, end = len(self._written), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if not select.select([self._main], [], [], left)[0]:
                continue
            try:
                self._written += os.read(self._main, 65536)
            except OSError:  # the program has ended
                break
        return len(self._written) - before

    @property
    def text(self) -> str:
        """All letters written so far."""
        return _ESCAPES.sub("", self._written.decode("utf-8", "replace"))

    def until(self, wanted: Callable[[], bool], what: str) -> None:
        """Listen until something is so."""
        end = time.monotonic() + SECONDS
        while not wanted():
            assert time.monotonic() < end, f"never came: {what}\n{self.text[-3000:]}"
            self.listen(0.05)

    def see(self, text: str) -> None:
        """Listen until the program has written a text, and forget what came before."""
        self.until(lambda: text in self.text, text)
        self.forget()

    def forget(self) -> None:
        """Forget what was written so far."""
        self._written = b""

    def quiet(self, seconds: float = 0.3) -> None:
        """Listen until nothing comes for a while."""
        end = time.monotonic() + SECONDS
        while self.listen(seconds):
            assert time.monotonic() < end, "never quiet"

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._main, text.encode())

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """End the program by a signal, and wait until it is gone."""
        self.process.send_signal(number)
        self.until(lambda: self.process.poll() is not None, "the end")
