"""What every line of the torture stands on: a room of its own, real processes, a finding."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FIRST_SCHEMA = ROOT / "tests" / "journal" / "fixtures" / "v1.sql"
SAMPLE = ROOT / "data" / "sample"

State = dict[str, list[tuple[Any, ...]]]
"""Every row of every table, by table."""


@dataclass(frozen=True, slots=True)
class Control:
    """The same harness on something broken: ``caught`` of ``tried`` must not be 0."""

    what: str
    caught: int
    tried: int
    how: str = "damaged"

    @property
    def holds(self) -> bool:
        """Whether the harness saw the damage it is there to see."""
        return self.caught > 0

    def __str__(self) -> str:
        return f"{self.what}: {self.caught:,} of {self.tried:,} {self.how} (must be > 0)"


@dataclass(slots=True)
class Finding:
    """What one line found. ``counts`` says how much was tried; ``broken`` names each failure."""

    name: str
    promise: str
    counts: str = ""
    broken: list[str] = field(default_factory=list)
    controls: list[Control] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    skipped: str = ""
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether the promise held and every control failed, as it must."""
        if self.skipped:
            return True
        return not self.broken and bool(self.controls) and all(one.holds for one in self.controls)

    def must(self, truth: object, failure: str) -> bool:
        """Note a failure unless ``truth`` is true; return whether it was."""
        if not truth:
            self.broken.append(failure)
        return bool(truth)


class Skip(Exception):
    """This machine cannot run the line; the message says why."""


class Done(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """What the command said, on either stream."""
        return self.out + self.err


@dataclass(slots=True)
class Arena:
    """Where a line runs: its folder, its seeded chance, and how much of everything."""

    folder: Path
    random: Random
    quick: bool

    def many(self, full: int, quick: int) -> int:
        """Return how often to try."""
        return quick if self.quick else full

    def room(self, name: str) -> Path:
        """Return a new folder."""
        made = self.folder / name
        made.mkdir(parents=True)
        return made


def yearlog(*words: str | Path, journal: Path | None = None, **options: Any) -> Done:
    """Run the program to its end. ``options`` are those of `run`."""
    chosen = [] if journal is None else ["--journal", str(journal)]
    return run([sys.executable, "-m", "yearlog", *chosen, *map(str, words)], **options)


def run(
    words: Sequence[str | Path],
    *,
    stdin: str = "",
    env: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
    timeout: float = 120,
) -> Done:
    """Run a command to its end; ``before`` runs in the child. One that hangs is ended: code -9."""
    with subprocess.Popen(
        list(map(str, words)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **(env or {})},
        preexec_fn=before,  # noqa: PLW1509  this process has no threads
    ) as child:
        try:
            out, err = child.communicate(stdin.encode(), timeout=timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            out, err = child.communicate()
    return Done(child.returncode, out.decode(errors="replace"), err.decode(errors="replace"))


def start(words: Sequence[str | Path]) -> subprocess.Popen[bytes]:
    """Start a command beside others; read it with `finish`."""
    return subprocess.Popen(
        list(map(str, words)), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip


def finish(child: subprocess.Popen[bytes]) -> Done:
    """Wait for what `start` began."""
    try:
        out, err = child.communicate(timeout=120)
    except subprocess.TimeoutExpired:
        child.kill()
        out, err = child.communicate()
    return Done(child.returncode, out.decode(errors="replace"), err.decode(errors="replace"))


class Child(NamedTuple):
    """A forked process and the pipe it writes its acknowledgements to."""

    pid: int
    pipe: int

    def kill(self) -> bytes:
        """End it at once, as a power cut would; return what it had still said."""
        os.kill(self.pid, signal.SIGKILL)
        return self.wait()[1]

    def wait(self) -> tuple[int, bytes]:
        """Wait for its end; return its exit code and what it said."""
        said = b""
        while chunk := os.read(self.pipe, 65536):
            said += chunk
        os.close(self.pipe)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), said


def fork(work: Callable[[Callable[[str], None]], None]) -> Child:
    """Run ``work`` in a child that has all imports already; it is given what writes a line back."""
    sys.stdout.flush()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    code = 1
    try:
        os.close(reading)
        work(lambda line: (os.write(writing, line.encode() + b"\n"), None)[1])
        code = 0
    except BaseException:
        os.write(writing, ("! " + traceback.format_exc().replace("\n", " | ")).encode() + b"\n")
    finally:
        os._exit(code)


def sha256(path: Path) -> str:
    """Return the checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a journal by way of SQLite alone, as no code of yearlog does."""
    with closing(sqlite3.connect(path.absolute().as_uri() + "?mode=rw", uri=True)) as connection:
        yield connection


OUTSIDE = ("batches", "changes", "drafts", "search", "meta")
"""Tables that are not under the history: its own, and what undo has no business with."""


def state_of(path: Path, *, leave: Sequence[str] = ()) -> State:
    """Return every row of every table but those in ``leave``, sorted."""
    with reading(path) as connection:
        names = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if name not in leave and not name.startswith(("sqlite_", "_sqlite"))
        ]
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in sorted(names)
        }


def intact(path: Path) -> bool:
    """Return whether SQLite finds nothing wrong with a file."""
    try:
        with reading(path) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            return whole and not connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.Error:
        return False


def difference(one: State, other: State) -> str:
    """Return the first rows in which two states differ, for a person to read."""
    for name in sorted(set(one) | set(other)):
        left, right = one.get(name, []), other.get(name, [])
        if left != right:
            gone = [row for row in left if row not in right][:1]
            new = [row for row in right if row not in left][:1]
            return f"{name}: {len(left)} and {len(right)} rows; {gone} became {new}"
    return "none"


@contextmanager
def immutable(path: Path) -> Iterator[None]:
    """Make a file or folder read-only, for root too; Skip where the system does not let it."""
    root = os.geteuid() == 0
    if root:
        program = shutil.which("chattr")
        tried = program and subprocess.run([program, "+i", path], check=False, capture_output=True)
        if not tried or tried.returncode:
            raise Skip("root can write everywhere here, and files cannot be made immutable")
    else:
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        yield
    finally:
        if root:
            subprocess.run(["chattr", "-i", path], check=True)
        else:
            path.chmod(0o700)


def surround(home: Path) -> None:
    """Give this process and its children a home of their own."""
    home.mkdir(parents=True)
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "VISUAL", "EDITOR", "YEARLOG_NOW"):
        os.environ.pop(name, None)
    os.environ |= {
        "HOME": str(home),
        "LANG": "en_US.UTF-8",
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_STATE_HOME": str(home / "state"),
        "YEARLOG_JOURNAL": str(home / "journal.sqlite3"),
        "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", "")))),
    }


def folder_on(place: Path | None, name: str) -> Path:
    """Return a new temporary folder, on a file system of choice."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix=f"yearlog-{name}-", dir=place))


def forget(path: Path) -> None:
    """Remove a temporary folder."""
    with contextlib.suppress(OSError):
        shutil.rmtree(path)
