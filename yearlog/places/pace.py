"""One request a second at most, whoever asks: all processes of a user take turns in one file."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Callable
from pathlib import Path

SECONDS = 1.0
"""Between the beginnings of two requests: what the usage policy of Nominatim allows."""

_STALE = 60.0
"""Seconds; a turn further ahead than this was written under another clock."""


class Pace:
    """Gives each request its turn. A request that fails has used its turn like any other.

    ``path`` is the file that the turns are kept in; ``now`` gives seconds that all processes of
    the machine share.
    """

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path, self._now, self._sleep = path, now, sleep

    def take_turn(self, before_long: Callable[[float], None] | None = None) -> None:
        """Wait until a request may be sent; ``before_long`` is told of more than a second."""
        seconds = self._reserve()
        if seconds > SECONDS and before_long is not None:
            before_long(seconds)
        if seconds > 0:
            self._sleep(seconds)

    def _reserve(self) -> float:
        """Reserve the next free turn and return how many seconds away it is.

        The lock is held while the file is read and written, not while the turn is awaited: a
        process that is stopped meanwhile keeps no other from asking. Where no file can be kept,
        a whole second is waited.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:
            return SECONDS
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            now = self._now()
            turn = max(now, self._last(handle, now) + SECONDS)
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{turn:.3f} {now:.3f}\n".encode(), 0)
        except OSError:
            return SECONDS
        finally:
            os.close(handle)
        return turn - now

    @staticmethod
    def _last(handle: int, now: float) -> float:
        """Return when the last turn is, or was.

        The file holds it with the moment at which it was reserved. Where that is still to come, the
        clock was set back since, and a whole interval is as far as the turn can be.
        """
        try:
            last, reserved = (float(part) for part in os.pread(handle, 64, 0).split())
        except ValueError:
            return now - SECONDS
        if not last < now + _STALE:
            return now - SECONDS
        return last if reserved <= now else min(last, now)
