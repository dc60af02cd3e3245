"""Disks without room, made in three ways: few bytes a file, no more pages, 1 MiB in all."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from torture.harness import Arena, Done, Finding, Skip, intact, run, sha256, state_of, yearlog
from yearlog.journal.beside import beside

LONG = "long words that fill a page and more, 很长的一篇随笔。" * 40_000

_FEW_PAGES = """
import sys
from yearlog.journal import store
connect, opened = store.connect, store._open
def few(connection):
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {max(pages, 1)}")
    return connection
store._open = lambda path: few(opened(path))
from yearlog.cli import main
main()
"""


class Cell(NamedTuple):
    """A command that needs room: what it is, its words, what it reads."""

    name: str
    words: tuple[str, ...]
    stdin: str = ""


def cells(arena: Arena, found: Finding) -> int:
    """Try every command on every full disk; return how many were tried."""
    from torture.refusals import first_schema, sample

    tried = 0
    _folder_to_load(arena)
    for how in (limited, few_pages, tiny):
        for cell in _commands(arena):
            if how is few_pages and cell.name in ("export", "backup", "dump"):
                continue  # these write no page of the journal
            room = arena.room(f"full-{how.__name__}-{cell.name}")
            path = room / "journal.sqlite3"
            try:
                with how(room) as start:
                    (first_schema if cell.name == "upgrade" else sample)(path)
                    tried += 1
                    _try(found, start, cell, path, room)
            except Skip as reason:
                found.remarks.append(f"a disk that is full ({how.__name__}) skipped: {reason}")
                break
    return tried


def _folder_to_load(arena: Arena) -> None:
    """Make a folder with one long entry."""
    path = arena.room("long") / "journal.sqlite3"
    yearlog("add", "r", "2025-05-15", journal=path, stdin=LONG)
    yearlog("dump", arena.folder / "long-folder", journal=path)


def _commands(arena: Arena) -> list[Cell]:
    all_of_them = [
        Cell("add", ("add", "r", "2025-05-14"), LONG),
        Cell("export", ("export", "2025", "-o", "{room}/out", "--private")),
        Cell("edit", ("edit", "{id}", "--body-en", LONG[:30_000])),
        Cell("load", ("load", "{room}/../long-folder")),
        Cell("upgrade", ("add", "r", "2025-05-14"), LONG),
    ]
    if "backup" in yearlog("--help").out:
        all_of_them.append(Cell("backup", ("backup", "{room}/copy.sqlite3")))
    return all_of_them[:2] if arena.quick else all_of_them


Start = Callable[[Path, list[str], str], Done]


def _try(found: Finding, start: Start, cell: Cell, path: Path, room: Path) -> None:
    from torture.refusals import clear

    what = f"full disk: {start.__name__} {cell.name}"
    words = _words(cell, path, room)
    before, files = state_of(path), _files(room)
    done = start(path, words, cell.stdin)
    named = room if cell.name in ("export", "dump", "backup") else path
    if "journal.backups" in done.err:  # the step needs a backup, and that had no room
        named = path.with_name("journal.backups")
    clear(found, done, named, what)
    found.must(intact(path), f"{what}: damaged")
    found.must(state_of(path) == before, f"{what}: the rows changed")
    for file, checksum in files.items():
        same = file.is_file() and (file == path or sha256(file) == checksum)
        found.must(same, f"{what}: {file.name} was changed")
    ours = (f"{path.name}.before", beside(path, "backups").name)
    new = {one.relative_to(room).parts[0] for one in _files(room) if one not in files}
    litter = {one for one in new if not one.startswith(ours)} - {"out", "filler"}
    found.must(not litter, f"{what}: left behind {litter}")
    torn = [one.name for one in (room / "out").rglob(".*")]
    found.must(not torn, f"{what}: left behind {torn}")


def _words(cell: Cell, path: Path, room: Path) -> list[str]:
    from torture.harness import reading

    with reading(path) as connection:
        entry_id = connection.execute("SELECT id FROM entries WHERE kind = 'reflection'").fetchone()
    return [word.format(room=room, id=entry_id[0] if entry_id else "") for word in cell.words]


def _files(room: Path) -> dict[Path, str]:
    return {one: sha256(one) for one in room.rglob("*") if one.is_file()}


# Three full disks ---------------------------------------------------------------------------------


@contextmanager
def limited(room: Path) -> Iterator[Start]:
    """Let no file grow beyond a little more than the journal."""
    del room

    def start(path: Path, words: list[str], stdin: str) -> Done:
        size = path.stat().st_size + 8192
        if words[0] == "export":
            size = 20_000
        elif words[0] == "backup":
            size = path.stat().st_size // 2

        def limit() -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

        return yearlog(*words, journal=path, stdin=stdin, before=limit)

    start.__name__ = "files may not grow,"
    yield start


@contextmanager
def few_pages(room: Path) -> Iterator[Start]:
    """Let SQLite add no page to the journal."""
    del room

    def start(path: Path, words: list[str], stdin: str) -> Done:
        return run([sys.executable, "-c", _FEW_PAGES, "--journal", path, *words], stdin=stdin)

    start.__name__ = "no more pages,"
    yield start


@contextmanager
def tiny(room: Path) -> Iterator[Start]:
    """Put the journal on a file system of 1 MiB and fill it up."""
    if os.geteuid() != 0:
        raise Skip("only root may mount")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", room], check=False, capture_output=True
    )
    if mounted.returncode:
        raise Skip("a tmpfs may not be mounted here")
    with ExitStack() as stack:
        stack.callback(lambda: subprocess.run(["umount", room], check=True))

        def start(path: Path, words: list[str], stdin: str) -> Done:
            _fill(path.parent / "filler")
            return yearlog(*words, journal=path, stdin=stdin)

        start.__name__ = "1 MiB in all,"
        yield start


def _fill(path: Path) -> None:
    """Take all the room there is, but for two pages."""
    with path.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    with path.open("rb+") as file:
        file.truncate(max(0, path.stat().st_size - 2 * 4096))
