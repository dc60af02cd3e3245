"""Power cuts cannot be made here, but what must be on disk before the word "saved" can be seen."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from torture.harness import ROOT, SAMPLE, Arena, Control, Finding, yearlog
from torture.trace import Event, program, traced, tracer

PROMISE = "what was acknowledged is on disk, should the power fail (system calls, by strace)"

_SLACK = """
import sys
from yearlog.journal import store
connect = store.connect
def slack(*words, **options):
    connection = connect(*words, **options)
    connection.execute("PRAGMA synchronous = OFF")
    return connection
store.connect = slack
from yearlog.cli import main
main()
"""
_IN_PLACE = """
import sys
from yearlog.actions import files
def write(path, data, *, private=False):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return True
files.write = write
from yearlog.cli import main
main()
"""
JRNL = ROOT / ".venv" / "jrnl" / "bin" / "jrnl"


def run(arena: Arena) -> Finding:
    """Trace commands that store, and commands that write files."""
    tracer()
    found = Finding("power", PROMISE)
    room = arena.room("traces")
    journal = room / "journal.sqlite3"
    yearlog("load", SAMPLE, journal=journal)
    yearlog("add", "r", "2025-05-14", "first", journal=journal)
    stored = _stored(arena, found, room, journal)
    written = _written(arena, found, room, journal)
    found.counts = (
        f"{stored} storing commands: synced twice or more, the last time before the first word; "
        f"{written} files: synced, named, their folder synced"
    )
    found.controls += _controls(room, journal)
    found.remarks += _jrnl(room)
    return found


# Steps that are stored ----------------------------------------------------------------------------


def _stored(arena: Arena, found: Finding, room: Path, journal: Path) -> int:
    steps: list[tuple[str, ...]] = [("add", "f", "ITH", "JFK", "2025-05-12"), ("undo",)]
    if not arena.quick:
        steps += [
            ("redo",),
            ("add", "--title-en", "more", "r"),
            ("config", "author.en", "Lin"),
            ("visibility", "public", "flight"),
            ("place", "Geneva", "--learn", "the lake"),
            ("review", "2025", "--title-en", "A year"),
        ]
    for at, step in enumerate(steps):
        log = room / f"{at}.log"
        done, events = traced(program("--journal", journal, *step), log)
        if found.must(done.code == 0, f"{' '.join(step)}: {done.said.strip()[:300]}"):
            found.broken += [f"{' '.join(step)}: {one}" for one in unsafe_step(events, journal)]
    first = room / "first" / "new" / "journal.sqlite3"
    done, events = traced(program("--journal", first, "add", "f", "ITH", "JFK"), room / "f.log")
    found.must(done.code == 0, f"a first run: {done.said.strip()[:300]}")
    for folder in (first.parent, first.parent.parent, first.parent.parent.parent):
        synced = any(one.syncs and one.path == str(folder) for one in events)
        found.must(synced, f"a first run: the folder {folder.relative_to(room.parent)} not synced")
    return len(steps) + 1


def unsafe_step(events: list[Event], journal: Path) -> list[str]:
    """Return what a power cut after the first word of the answer could undo."""
    main, beside = str(journal), str(journal) + "-journal"
    ours = {main, beside}
    begun = [at for at, one in enumerate(events) if one.writes and one.path in ours]
    if not begun:
        return ["nothing was written to the journal"]
    said = [at for at, one in enumerate(events)
            if at > begun[0] and one.handle in (1, 2) and one.text]  # fmt: skip
    if not said:
        return ["nothing was said"]
    until = events[: said[0]]
    problems = []
    syncs = [at for at, one in enumerate(until) if one.syncs and one.path in ours]
    if len(syncs) < 2:
        problems.append(f"{len(syncs)} syncs of the journal before the answer, must be 2 or more")
    last = max((at for at, one in enumerate(until) if one.writes and one.path == main), default=-1)
    if not any(at > last and until[at].path == main for at in syncs):
        problems.append("the journal was written after its last sync")
    if any(one.writes and one.path == main for one in events[said[0] :]):
        problems.append("the journal was written after the answer")
    gone = max((at for at, one in enumerate(until) if one.removes and one.path == beside),
               default=-1)  # fmt: skip
    folder = str(journal.parent)
    if not any(one.syncs and one.path == folder for one in until[gone + 1 :]):
        problems.append("the folder was not synced after -journal was removed, which commits")
    return problems


# Files that are written ---------------------------------------------------------------------------


def _written(arena: Arena, found: Finding, room: Path, journal: Path) -> int:
    jobs: list[tuple[Path, tuple[str, ...]]] = [
        (room / "export", ("export", "2025", "-o", str(room / "export"), "--private"))
    ]
    if not arena.quick:
        jobs += [
            (room / "dump", ("dump", str(room / "dump"))),
            (room / "map", ("map", "2025", "-o", str(room / "map" / "year.svg"))),
        ]
        (room / "copy").mkdir()
        jobs += [
            (room / "copy", ("backup", str(room / "copy" / "copy.sqlite3"))),
            (journal.with_name("journal.backups"), ("load", str(room / "dump"))),
            (journal.with_name("journal.backups"), ("backup",)),
        ]
    count = 0
    for folder, words in jobs:
        there = set(folder.rglob("*"))
        done, events = traced(program("--journal", journal, *words), room / f"{words[0]}.log")
        found.must(done.code == 0, f"{words[0]}: {done.said.strip()[:300]}")
        made = [one for one in folder.rglob("*") if one.is_file() and one not in there]
        found.must(made, f"{words[0]}: no file was written")
        count += len(made)
        found.broken += [f"{words[0]}: {one}" for one in unsafe_files(events, made)]
    return count + (0 if arena.quick else _restored(found, room, journal))


def _restored(found: Finding, room: Path, journal: Path) -> int:
    """Bring a backup back as a step, and as a file where there is no journal."""
    name = max(journal.with_name("journal.backups").iterdir()).stem
    yearlog("add", "r", "after the backup", journal=journal)
    words = program("--journal", journal, "restore", name)
    done, events = traced(words, room / "restore-step.log")
    found.must(done.code == 0, f"restore: {done.said.strip()[:300]}")
    found.broken += [f"restore as a step: {one}" for one in unsafe_step(events, journal)]
    other = room / "other" / "journal.sqlite3"
    shutil.copytree(journal.with_name("journal.backups"), other.with_name("journal.backups"))
    words = program("--journal", other, "restore", name)
    done, events = traced(words, room / "restore-file.log")
    found.must(done.code == 0, f"restore: {done.said.strip()[:300]}")
    found.broken += [f"restore as a file: {one}" for one in unsafe_files(events, [other])]
    return 1


def unsafe_files(events: list[Event], files: list[Path]) -> list[str]:
    """Return the files that a power cut after the command could leave torn or nameless."""
    problems = []
    for file in files:
        named = [at for at, one in enumerate(events) if one.names and one.other == str(file)]
        if not named:
            problems.append(f"{file.name} was written under its own name")
            continue
        at = named[-1]
        before = events[:at]
        source = events[at].path
        last = max((n for n, one in enumerate(before) if one.writes and one.path == source),
                   default=-1)  # fmt: skip
        if not any(one.syncs and one.path == source for one in before[last + 1 :]):
            problems.append(f"{file.name} was named before it was synced")
        folder = str(file.parent)
        if not any(one.syncs and one.path == folder for one in events[at + 1 :]):
            problems.append(f"{file.name}: its folder was not synced after it was named")
    return problems


# Controls -----------------------------------------------------------------------------------------


def _controls(room: Path, journal: Path) -> list[Control]:
    words = ("--journal", journal, "add", "f", "JFK", "ITH", "2025-05-13")
    _, events = traced([sys.executable, "-c", _SLACK, *words], room / "slack.log")
    slack = bool(unsafe_step(events, journal))
    folder = room / "in-place"
    words = ("--journal", journal, "export", "2025", "-o", folder, "--private")
    _, events = traced([sys.executable, "-c", _IN_PLACE, *words], room / "in-place.log")
    made = [one for one in folder.rglob("*") if one.is_file()]
    torn = len(unsafe_files(events, made))
    return [
        Control("add with PRAGMA synchronous = OFF", int(slack), 1, "unsafe"),
        Control("export that writes in place", torn, len(made), "unsafe"),
    ]


def jrnl_settings(room: Path) -> tuple[Path, Path]:
    """Return the settings and the journal of a jrnl that asks nothing."""
    settings, journal = room / "jrnl.yaml", room / "jrnl.txt"
    settings.write_text(
        "version: v4.6\ndefault_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\n"
        "highlight: false\nindent_character: '|'\njournals:\n  default:\n"
        f"    journal: {journal}\nlinewrap: 79\ntagsymbols: '#@'\ntemplate: false\n"
        "timeformat: '%F %H:%M'\n",
        encoding="utf-8",
    )
    journal.touch()
    return settings, journal


def _jrnl(room: Path) -> list[str]:
    """Return what jrnl does, where it is installed: a remark, not a control of ours."""
    if not JRNL.is_file():
        return []
    settings, _ = jrnl_settings(room)
    done, events = traced([JRNL, "--config-file", settings, "today: hello."], room / "jrnl.log")
    syncs = sum(one.syncs for one in events)
    return [f"jrnl, for comparison: {syncs} syncs before it says it has saved (exit {done.code})"]
