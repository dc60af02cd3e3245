"""Many processes writing one journal: no entry lost, no edit overwritten, no reader turned away."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from torture.harness import Arena, Child, Control, Finding, fork, intact
from torture.model import prepare
from torture.power import JRNL
from yearlog.actions import entries
from yearlog.actions.merge import EditConflict
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError

PROMISE = "processes that write at once lose no entry and no edit; readers never fail"
PROCESSES = 4
FIELDS = ("title_en", "title_zh", "body_en", "body_zh")


def run(arena: Arena) -> Finding:
    """Let processes add, then let them edit one entry, while two others read all the time."""
    found = Finding("writers", PROMISE)
    each, edits = arena.many(500, 20), arena.many(100, 8)
    path = arena.room("adds") / "journal.sqlite3"
    prepare(path)
    begun = time.perf_counter()
    readers = [fork(partial(_read, path)), fork(partial(_watch, path))]
    acknowledged = _acknowledged(found, [fork(partial(_add, path, n, each)) for n in range(4)])
    took = time.perf_counter() - begun
    looks = _end_readers(found, path, readers)
    _all_there(found, path, acknowledged, PROCESSES * each)
    kept = _edits(arena, found, edits)
    tags = _tags(arena, found, edits, "tags", partial(_tag, merging=True))
    found.counts = (
        f"{PROCESSES} x {each} entries: {len(acknowledged):,} acknowledged in {took:.0f} s, "
        f"{looks:,} looks by 2 readers; {PROCESSES} x {edits} edits of one entry: {kept} kept; "
        f"{PROCESSES} x {edits} tags put to one entry: {tags} kept"
    )
    found.controls.append(_control(arena, arena.many(100, 20)))
    wanted = PROCESSES * edits
    lost = wanted - _tags(arena, None, edits, "blind tags", partial(_tag, merging=False))
    found.controls.append(Control("an entry stored as it was read", lost, wanted, "tags lost"))
    found.remarks += _jrnl(arena)
    return found


def _add(path: Path, number: int, each: int, say: Callable[[str], None]) -> None:
    with Workspace.open(path, lang="en") as space:
        for at in range(each):
            more = {"title_en": f"{number}-{at}"}
            (entry,) = entries.add_line(space, ["r", "2025-05-14"], more=more)
            say(json.dumps([entry.id, f"{number}-{at}"]))


def _acknowledged(found: Finding, children: list[Child]) -> dict[str, str]:
    """Wait for writers; return the entries they were told are stored."""
    said: dict[str, str] = {}
    for child in children:
        code, text = child.wait()
        for line in text.decode().splitlines():
            if line.startswith("! "):
                found.broken.append(f"a writer failed: {line[-300:]}")
            else:
                entry_id, title = json.loads(line)
                said[entry_id] = title
        found.must(code == 0, f"a writer ended with {code}")
    return said


def _all_there(found: Finding, path: Path, acknowledged: dict[str, str], wanted: int) -> None:
    with Workspace.open(path, lang="en") as space:
        there = {one.id: one.titles.en for one in space.journal.entries()}
    found.must(len(acknowledged) == wanted, f"{len(acknowledged)} acknowledged, not {wanted}")
    lost = [key for key, title in acknowledged.items() if there.get(key) != title]
    found.must(not lost, f"{len(lost)} acknowledged entries are not there")
    found.must(len(there) == wanted, f"{len(there)} entries are there, not {wanted}")
    found.must(intact(path), "SQLite finds the file damaged")


def _read(path: Path, say: Callable[[str], None]) -> None:
    """Open, list and close, as one command after another would, until told to stop."""
    stop = path.with_name("stop")
    looks = seen = 0
    while not stop.exists():
        with Workspace.open(path, create=False) as space:
            count = len(space.journal.entries(year=2025))
        assert count >= seen, f"{seen} entries, then {count}"
        seen, looks = count, looks + 1
    say(json.dumps(looks))


def _watch(path: Path, say: Callable[[str], None]) -> None:
    """Keep the journal open and look again when another process wrote, as the interface does."""
    stop = path.with_name("stop")
    looks = seen = stamp = 0
    with Workspace.open(path, create=False) as space:
        while not stop.exists():
            now = space.journal.stamp()
            if now != stamp:
                count = space.journal.count()
                assert count >= seen, f"{seen} entries, then {count}"
                space.journal.next_undo()
                seen, stamp = count, now
            looks += 1
            time.sleep(0.005)
    say(json.dumps(looks))


def _end_readers(found: Finding, path: Path, readers: list[Child]) -> int:
    path.with_name("stop").touch()
    looks = 0
    for child in readers:
        code, said = child.wait()
        if found.must(code == 0, f"a reader failed: {said.decode()[-300:]}"):
            looks += json.loads(said)
    return looks


# Edits of one entry -------------------------------------------------------------------------------


def _edits(arena: Arena, found: Finding, edits: int) -> int:
    """Let each process count upwards in a field of its own, of the same entry."""
    path = arena.room("edits") / "journal.sqlite3"
    with Workspace.open(path, lang="en") as space:
        (entry,) = entries.add(space, [_zero()])
    children = [fork(partial(_count, path, entry.id, name, edits)) for name in FIELDS]
    for child in children:
        code, said = child.wait()
        found.must(code == 0, f"an editor failed: {said.decode()[-300:]}")
    with Workspace.open(path, lang="en") as space:
        entry = space.journal.entry(entry.id)
    kept = sum(int(_field(entry, name)) for name in FIELDS)
    wanted = len(FIELDS) * edits
    found.must(kept == wanted, f"{wanted - kept} of {wanted} edits of one entry are lost")
    return kept


def _zero():
    from yearlog.capture.build import Draft

    return Draft("reflection", {"starts_on": "2025-05-14", **dict.fromkeys(FIELDS, "0")})


def _field(entry, name: str) -> str:
    text = entry.texts["en" if name.endswith("en") else "zh"]
    value: str = text.title if name.startswith("title") else text.body
    return value.strip()


def _count(path: Path, entry_id: str, name: str, edits: int, say: Callable[[str], None]) -> None:
    del say
    with Workspace.open(path, lang="en") as space:
        for _ in range(edits):
            value = int(_field(space.journal.entry(entry_id), name))
            entries.edit(space, entry_id, {name: str(value + 1)})


def _tags(
    arena: Arena, found: Finding | None, edits: int, name: str, put: Callable[..., None]
) -> int:
    """Let each process put tags of its own to one entry; return how many are there in the end."""
    path = arena.room(name.replace(" ", "-")) / "journal.sqlite3"
    with Workspace.open(path, lang="en") as space:
        (entry,) = entries.add(space, [_zero()])
    children = [fork(partial(put, path, entry.id, n, edits)) for n in range(PROCESSES)]
    for child in children:
        code, said = child.wait()
        if found is not None:
            found.must(code == 0, f"{name}: a process failed: {said.decode()[-300:]}")
    with Workspace.open(path, lang="en") as space:
        there = set(space.journal.entry(entry.id).tags)
    kept = len(there & {f"{n}-{at}" for n in range(PROCESSES) for at in range(edits)})
    wanted = PROCESSES * edits
    if found is not None:
        found.must(kept == wanted, f"{wanted - kept} of {wanted} tags put to one entry are lost")
    return kept


def _tag(
    path: Path,
    entry_id: str,
    number: int,
    edits: int,
    say: Callable[[str], None],
    *,
    merging: bool,
) -> None:
    """Read an entry, add a tag, and store it: as forms and editors do, or as it stands."""
    del say
    with Workspace.open(path, lang="en") as space:
        for at in range(edits):
            while True:
                base = space.journal.entry(entry_id)
                mine = replace(base, tags=(*base.tags, f"{number}-{at}"))
                try:
                    if merging:
                        entries.save_edit(space, base, mine)
                    else:
                        entries.save(space, "edit", [mine])
                except EditConflict:  # told, and nothing overwritten: look and try again
                    continue
                break


# Controls -----------------------------------------------------------------------------------------


def _control(arena: Arena, edits: int) -> Control:
    """Do the same where a transaction locks only when it first writes, as db.atomic() begins it."""
    path = arena.room("deferred") / "journal.sqlite3"
    with Workspace.open(path, lang="en") as space:
        (entry,) = entries.add(space, [_zero()])
    for child in [fork(partial(_deferred, path, entry.id, name, edits)) for name in FIELDS]:
        child.wait()
    with Workspace.open(path, lang="en") as space:
        entry = space.journal.entry(entry.id)
    kept = sum(int(_field(entry, name)) for name in FIELDS)
    wanted = len(FIELDS) * edits
    return Control("the same in deferred transactions", wanted - kept, wanted, "edits lost")


def _deferred(path: Path, entry_id: str, name: str, edits: int, say: Callable[[str], None]) -> None:
    from yearlog.journal import store

    @contextmanager
    def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
        del path
        connection.execute("BEGIN")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise

    store.transaction = transaction  # type: ignore[assignment]
    for _ in range(edits):
        try:
            _count(path, entry_id, name, 1, say)
        except (sqlite3.Error, YearlogError):
            continue


def _jrnl(arena: Arena) -> list[str]:
    """Return how jrnl does with four at once, where it is installed."""
    if not JRNL.is_file():
        return []
    from torture.harness import finish, start
    from torture.power import jrnl_settings

    room = arena.room("jrnl")
    settings, text = jrnl_settings(room)
    rounds = arena.many(5, 1)
    for at in range(rounds):
        words = [JRNL, "--config-file", settings]
        for child in [start([*words, f"2025-05-1{n}: entry {at}-{n}"]) for n in range(PROCESSES)]:
            finish(child)
    kept = text.read_text("utf-8").count("entry ")
    return [f"jrnl, for comparison: {kept} of {PROCESSES * rounds} entries kept, four at once"]
