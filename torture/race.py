"""Two processes at the one moment that is theirs alone: a first run, an upgrade."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from torture.harness import FIRST_SCHEMA, Arena, Control, Finding, finish, fork, intact, reading
from torture.harness import start as begin
from yearlog.journal.beside import beside

PROMISE = "two first runs at once, and two upgrades at once, end with one journal and no error"


def run(arena: Arena) -> Finding:
    """Race first runs and upgrades, then the same with sqlite-utils alone."""
    found = Finding("race", PROMISE)
    rounds = arena.many(20, 2)
    model = arena.room("model") / "journal.sqlite3"
    _add(model, 0)
    wanted = schema(model)
    for at in range(rounds):
        _first_runs(arena, found, at, wanted)
        _upgrades(arena, found, at, wanted)
    found.counts = f"{rounds} rounds of two first runs, {rounds} of two upgrades; all exited 0" if (
        not found.broken
    ) else f"{rounds} rounds of each"  # fmt: skip
    found.controls.append(_control(arena))
    return found


def _add(path: Path, number: int) -> None:
    child = begin(_words(path, number))
    finish(child)


def _words(path: Path, number: int) -> list[str]:
    title = f"entry {number}"
    return [
        sys.executable, "-m", "yearlog", "--journal", str(path), "add", "t", "2025-05-14",
        "@Geneva", title,
    ]  # fmt: skip


def schema(path: Path) -> dict[str, str]:
    """Return the SQL of every table and index, white space apart."""
    with reading(path) as connection:
        rows = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    return {name: " ".join((sql or "").split()).replace(" ,", ",") for name, sql in rows}


def _both(found: Finding, path: Path, what: str) -> None:
    """Let two commands store an entry at once; both must succeed."""
    children = [begin(_words(path, number)) for number in range(2)]
    for done in map(finish, children):
        found.must(done.code == 0, f"{what}: exit {done.code}, {done.err.strip()[-300:]}")


def _first_runs(arena: Arena, found: Finding, at: int, wanted: dict[str, str]) -> None:
    path = arena.folder / f"first-{at}" / "new" / "journal.sqlite3"
    what = f"first runs, round {at}"
    _both(found, path, what)
    _settled(found, path, 2, wanted, what)


def _upgrades(arena: Arena, found: Finding, at: int, wanted: dict[str, str]) -> None:
    path = arena.room(f"upgrade-{at}") / "journal.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST_SCHEMA.read_text("utf-8"))
    what = f"upgrades, round {at}"
    _both(found, path, what)
    _settled(found, path, 7, wanted, what)


def _settled(found: Finding, path: Path, count: int, wanted: dict[str, str], what: str) -> None:
    """Check what the two left behind: every entry, one schema, no litter."""
    if not found.must(path.is_file() and intact(path), f"{what}: no whole journal"):
        return
    with reading(path) as connection:
        there = connection.execute(
            "SELECT count(*) FROM entries WHERE deleted_at IS NULL"
        ).fetchone()[0]
        applied = connection.execute(
            "SELECT count(*), count(DISTINCT name) FROM _sqlite_migrations"
        ).fetchone()
    found.must(there == count, f"{what}: {there} entries, not {count}")
    found.must(applied[0] == applied[1], f"{what}: a migration was applied twice")
    found.must(schema(path).keys() == wanted.keys(), f"{what}: another schema")
    litter = [
        one.name
        for one in path.parent.iterdir()
        if one != path
        and not one.name.startswith((f"{path.name}.before-", beside(path, "backups").name))
    ]
    found.must(not litter, f"{what}: left behind {litter}")


def _control(arena: Arena) -> Control:
    """Race the same migrations without the lock around them, as sqlite-utils applies them."""
    rounds = arena.many(20, 5)
    failed = 0
    for at in range(rounds):
        path = arena.room(f"bare-{at}") / "journal.sqlite3"
        children = [fork(_bare(path)) for _ in range(2)]
        failed += sum(child.wait()[0] != 0 for child in children)
    return Control("sqlite-utils Migrations.apply alone", failed, 2 * rounds, "processes failed")


def _bare(path: Path) -> Callable[[Callable[[str], None]], None]:
    from sqlite_utils import Database

    from yearlog.journal import migrations

    def work(say: Callable[[str], None]) -> None:
        del say
        migrations.migrations.apply(Database(path))

    return work
