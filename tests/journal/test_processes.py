"""A process is alive until it has ended, whether or not its parent has noticed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from yearlog.journal.processes import runs


def test_a_process_that_was_killed_is_gone_before_its_parent_notices() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert runs(child.pid)
        child.send_signal(signal.SIGKILL)
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # it has ended, and is not reaped
        assert not runs(child.pid)
    finally:
        child.communicate()
    assert not runs(child.pid)


def test_this_process_and_one_that_is_not_ours() -> None:
    assert runs(os.getpid())
    assert runs(1)
    assert not runs(2**22 + 1)
