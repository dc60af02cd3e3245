"""Full disks, locked folders, files that are no journal: one clear message, nothing damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from torture import full
from torture.harness import (
    FIRST_SCHEMA,
    Arena,
    Control,
    Done,
    Finding,
    Skip,
    immutable,
    intact,
    sha256,
    yearlog,
)
from torture.harness import (
    run as run_command,
)
from yearlog.actions import entries, settings
from yearlog.actions.workspace import Workspace
from yearlog.journal.beside import beside

PROMISE = "what cannot be done is refused in a line or two that names the file; nothing is damaged"

Make = Callable[[Path], object]
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("add", "r", "2025-05-14", "hello"),
    ("list",),
    ("undo",),
    ("config", "author.en", "Lin"),
    ("dump", "out"),
    ("export", "2025", "-o", "out"),
)
CONTROL = """
import sys, sqlite_utils
database = sqlite_utils.Database(sys.argv[1])
database["entries"].insert({"id": 1, "title": "hello"}, alter=True)
"""


def sample(path: Path) -> None:
    """Make a journal of three steps, none of them backed up yet."""
    with Workspace.open(path, lang="en") as space:
        entries.add_line(space, ["f", "ITH", "JFK", "2025-05-12"])
        entries.add_line(space, ["r", "2025-05-13"], more={"title_en": "kept"})
        settings.write(space, "author.en", "Ada")
    shutil.rmtree(beside(path, "backups"), ignore_errors=True)


def first_schema(path: Path) -> None:
    """Make a journal of the first schema."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_SCHEMA.read_text("utf-8"))


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA application_id = 305419896; CREATE TABLE albums (title TEXT);"
            "INSERT INTO albums VALUES ('Blue');"
        )


def _newer(path: Path) -> None:
    sample(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "PRAGMA user_version = 99; UPDATE meta SET value = 98 WHERE key = 'min_reader_version'"
        )


def _cut(path: Path, keep: float) -> None:
    sample(path)
    with path.open("rb+") as file:
        file.truncate(int(path.stat().st_size * keep))


WRONG: dict[str, Make] = {
    "cut at a third": lambda path: _cut(path, 0.34),
    "cut in the last page": lambda path: _cut(path, 0.999),
    "another program's": _foreign,
    "of a newer yearlog": _newer,
    "of size 0": lambda path: path.touch(),
    "a text": lambda path: path.write_text("# 我的日记\n", encoding="utf-8"),
    "a folder": lambda path: path.mkdir(),
    "a FIFO": os.mkfifo,
}


def run(arena: Arena) -> Finding:
    """Try every refusal; then the same cells with sqlite-utils alone."""
    found = Finding("refusals", PROMISE)
    tried = _wrong_files(arena, found)
    tried += _locked(arena, found)
    tried += full.cells(arena, found)
    works = _odd_names(arena, found)
    found.counts = f"{tried} refusals, each without harm; {works} commands on odd names work"
    found.controls.append(_control(arena))
    return found


def clear(found: Finding, done: Done, path: Path, what: str, *, lines: int = 2) -> None:
    """Note what is wrong with a refusal."""
    said = done.err.strip()
    found.must(done.code not in (0, -9), f"{what}: exit {done.code}, {done.said.strip()[-300:]}")
    found.must("Traceback" not in done.said, f"{what}: a traceback, {said[-300:]}")
    found.must(said and len(said.splitlines()) <= lines, f"{what}: {said[:400]!r}")
    found.must(str(path) in said, f"{what}: the file is not named in {said[:300]!r}")


def listing(room: Path) -> set[str]:
    """Return the names of all files and folders below, but for backups, which do no harm."""
    names = {one.relative_to(room).as_posix() for one in room.rglob("*")}
    return {name for name in names if not name.startswith("journal.backups")}


def _words(words: tuple[str, ...], room: Path) -> list[str]:
    return [str(room / "out") if word == "out" else word for word in words]


def _wrong_files(arena: Arena, found: Finding) -> int:
    tried = 0
    names = list(WRONG)[:: 3 if arena.quick else 1]
    for name in names:
        room = arena.room(f"wrong-{name.replace(' ', '-')}")
        path = room / "journal.sqlite3"
        WRONG[name](path)
        before, beside = sha256(path) if path.is_file() else None, listing(room)
        for words in COMMANDS[: 2 if arena.quick else None]:
            what = f"{name}: {words[0]}"
            done = yearlog(*_words(words, room), journal=path, timeout=20)
            tried += 1
            clear(found, done, path, what)
            if before:
                found.must(sha256(path) == before, f"{what}: the file was changed")
            new = listing(room) - beside
            found.must(not new, f"{what}: left behind {new}")
    return tried


# Read-only ----------------------------------------------------------------------------------------


def _locked(arena: Arena, found: Finding) -> int:
    """Writing into a locked folder or file is refused; reading still works."""
    tried = 0
    for name in ("file", "folder"):
        room = arena.room(f"locked-{name}")
        path = room / "journal.sqlite3"
        sample(path)
        before, beside = sha256(path), listing(room)
        try:
            with immutable(path if name == "file" else room):
                for words in (COMMANDS[0], COMMANDS[2], COMMANDS[3], ("delete", "last")):
                    chosen = words if words[0] != "delete" else ("delete", _last(path))
                    tried += 1
                    done = yearlog(*chosen, journal=path)
                    clear(found, done, path, f"read-only {name}: {words[0]}")
                listed = yearlog("list", journal=path)
                found.must(
                    listed.code == 0 and "kept" in listed.out,
                    f"read-only {name}: list, {listed.said.strip()[-300:]}",
                )
                if name == "folder":
                    new = room / "new.sqlite3"
                    tried += 1
                    clear(found, yearlog(*COMMANDS[0], journal=new), new, "read-only: a first run")
        except Skip as reason:
            found.remarks.append(f"read-only {name} skipped: {reason}")
            continue
        found.must(sha256(path) == before, f"read-only {name}: the file was changed")
        new = listing(room) - beside
        found.must(not new, f"read-only {name}: left behind {new}")
    return tried


def _last(path: Path) -> str:
    with reading_only(path) as connection:
        return str(connection.execute("SELECT id FROM entries").fetchone()[0])


@contextmanager
def reading_only(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a journal that cannot be written."""
    uri = path.absolute().as_uri() + "?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        yield connection


# Odd names must work ------------------------------------------------------------------------------


def _odd_names(arena: Arena, found: Finding) -> int:
    worked = 0
    for name in ("旅行 日志", "50% #? & ü", "a'b\"c;--")[: 1 if arena.quick else None]:
        room = arena.room(name)
        path = room / f"{name}.sqlite3"
        sample(path)
        jobs: tuple[tuple[str, ...], ...] = (
            ("list",),
            ("export", "2025", "-o", str(room / "总结 out"), "--private"),
            ("dump", str(room / "文本 out")),
            ("load", str(room / "文本 out")),
            ("undo",),
        )
        for words in jobs[: 2 if arena.quick else None]:
            done = yearlog(*words, journal=path)
            worked += done.code == 0
            found.must(done.code == 0, f"{name}: {words[0]}, {done.said.strip()[-300:]}")
        found.must(intact(path), f"{name}: damaged")
    return worked


# The control --------------------------------------------------------------------------------------


def _control(arena: Arena) -> Control:
    """The same cells with sqlite-utils alone: tracebacks, files changed, files made."""
    bad = tried = 0
    names = [one for one in WRONG if one != "a FIFO"]  # on which SQLite waits without end
    for name in names[:: 3 if arena.quick else 1]:
        room = arena.room(f"control-{name.replace(' ', '-')}")
        path = room / "journal.sqlite3"
        WRONG[name](path)
        before = sha256(path) if path.is_file() else None
        done = run_command([sys.executable, "-c", CONTROL, path], timeout=20)
        changed = before is not None and sha256(path) != before
        bad += changed or "Traceback" in done.err or done.code == 0
        tried += 1
    return Control("sqlite-utils alone", bad, tried, "with a traceback or a changed file")
