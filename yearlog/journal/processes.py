"""Whether a process of this machine still runs."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def runs(process: int) -> bool:
    """Return whether a process is alive: not gone, and not dead and waiting to be noticed.

    A process killed a moment ago may still have its number, until its parent asks how it ended.
    """
    if os.name != "posix":  # elsewhere signal 0 is no question
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    with suppress(OSError):  # where there is no /proc, signal 0 has the last word
        told = Path(f"/proc/{process}/stat").read_bytes()
        return told.rpartition(b")")[2].split()[:1] != [b"Z"]
    return True
