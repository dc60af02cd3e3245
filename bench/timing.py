"""Timing whole processes pair by pair, so that a noisy machine disturbs both sides alike."""

from __future__ import annotations

import os
import pty
import select
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Run = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """Seconds of the candidate and of its reference, run alternately."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """The median of the ratios of neighbouring runs."""
        return statistics.median(a / b for a, b in zip(self.ours, self.theirs, strict=True))


def pair(ours: Run, theirs: Run, rounds: int) -> Pair:
    """Run both alternately ``rounds`` times after one warm-up of each."""
    ours()
    theirs()
    left, right = [], []
    for at in range(rounds):
        first, second = (ours, theirs) if at % 2 else (theirs, ours)
        times = {first: first(), second: second()}
        left.append(times[ours])
        right.append(times[theirs])
    return Pair(tuple(left), tuple(right))


def process(words: Sequence[str], env: Mapping[str, str], stdin: bytes = b"") -> Run:
    """Return what runs a command to its end and gives the seconds it took."""

    def run() -> float:
        start = time.perf_counter()
        done = subprocess.run(words, env=dict(env), input=stdin, capture_output=True, check=False)
        took = time.perf_counter() - start
        if done.returncode:
            raise RuntimeError(f"{words}: {done.stderr.decode()[-500:]}")
        return took

    return run


def screen(words: Sequence[str], env: Mapping[str, str], marker: bytes, quit_keys: bytes) -> Run:
    """Return what starts a full-screen program and gives the seconds until ``marker`` is drawn."""

    def run() -> float:
        start = time.perf_counter()
        child, terminal = pty.fork()
        if child == 0:
            os.environ.clear()
            os.environ.update(env)
            os.execvp(words[0], list(words))
        import fcntl
        import struct
        import termios

        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        seen, took = b"", 0.0
        while time.perf_counter() - start < 30:
            if not select.select([terminal], [], [], 0.5)[0]:
                continue
            try:
                seen += os.read(terminal, 65536)
            except OSError:
                break
            if marker in seen:
                took = time.perf_counter() - start
                break
        os.write(terminal, quit_keys)
        _drain(terminal, child)
        if not took:
            raise RuntimeError(f"{words}: {marker!r} never appeared: {seen[-800:]!r}")
        return took

    return run


def _drain(terminal: int, child: int) -> None:
    """Read until the child has ended; end it by its own id if it does not."""
    import signal

    deadline = time.perf_counter() + 5
    while time.perf_counter() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                if not os.read(terminal, 65536):
                    break
            except OSError:
                break
        if os.waitpid(child, os.WNOHANG)[0]:
            os.close(terminal)
            return
    try:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        pass
    os.close(terminal)
