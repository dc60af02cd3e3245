"""What a command asks of the system, in order: its writes, its syncs, the names it gives."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from torture.harness import Done, Skip, run

_CALLS = (
    "write,pwrite64,pwritev,writev,ftruncate,fsync,fdatasync,sync_file_range,"
    "rename,renameat,renameat2,unlink,unlinkat,link,linkat"
)
_LINE = re.compile(r"^\d+ +(\w+)\((.*)$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
_HANDLE = re.compile(r"^(\d+)<(.*?)>(?=[,)])")
_NAME = re.compile(r'"((?:[^"\\]|\\.)*)"')


class Event(NamedTuple):
    """One system call. ``other`` is the second name of a rename or link."""

    call: str
    path: str
    handle: int = -1
    other: str = ""
    text: str = ""

    @property
    def writes(self) -> bool:
        """Whether it changes the content of a file."""
        return "write" in self.call or self.call == "ftruncate"

    @property
    def syncs(self) -> bool:
        """Whether it waits for the disk."""
        return self.call in ("fsync", "fdatasync")

    @property
    def names(self) -> bool:
        """Whether it gives a file its name."""
        return self.call.startswith(("rename", "link"))

    @property
    def removes(self) -> bool:
        """Whether it takes a name away."""
        return self.call.startswith("unlink")


def tracer() -> str:
    """Return strace; Skip where it is not there or not allowed."""
    program = shutil.which("strace")
    if program is None:
        raise Skip("no strace on PATH")
    if run([program, "-o", "/dev/null", "true"]).code:
        raise Skip("strace may not trace processes here")
    return program


def traced(words: Sequence[str | Path], log: Path, stdin: str = "") -> tuple[Done, list[Event]]:
    """Run a command under strace; return how it ended and what it asked of the system."""
    given = [tracer(), "-f", "-y", "-s", "160", "-xx", "-e", f"trace={_CALLS}", "-e", "signal=none"]
    done = run([*given, "-o", log, *words], stdin=stdin)
    return done, events(log.read_text("utf-8", errors="replace"))


def program(*words: str | Path) -> list[str | Path]:
    """Return the words that start yearlog."""
    return [sys.executable, "-m", "yearlog", *words]


def events(log: str) -> list[Event]:
    """Return the successful calls of a trace; a write counts when it begins, the rest when done."""
    found: list[Event] = []
    waiting: dict[str, str] = {}
    for line in log.splitlines():
        resumed = _RESUMED.match(line)
        if resumed:
            line = waiting.pop(resumed[1], "") + resumed[3]  # noqa: PLW2901
        elif line.endswith("<unfinished ...>"):
            waiting[line.split()[0]] = line.removesuffix("<unfinished ...>").rstrip()
            continue
        event = _event(line)
        if event is not None:
            found.append(event)
    return found


def _event(line: str) -> Event | None:
    matched = _LINE.match(line)
    if matched is None or re.search(r"\) += -1 ", line):
        return None
    call, rest = matched[1], matched[2]
    names = [_plain(name) for name in _NAME.findall(rest)]
    handle = _HANDLE.match(rest)
    if handle:
        text = names[0] if names else ""
        return Event(call, _plain(handle[2]), int(handle[1]), text=text)
    return Event(call, names[0], other=names[1] if len(names) > 1 else "") if names else None


def _plain(escaped: str) -> str:
    """Return what ``-xx`` spelled out byte by byte."""
    if "\\x" not in escaped:
        return escaped
    return bytes.fromhex(escaped.replace("\\x", "")).decode("utf-8", errors="replace")
