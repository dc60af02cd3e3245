"""Journals of hostile texts of every kind, written as plain text and read back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any

from torture.harness import Arena, Control, Finding, Skip, difference, folder_on, forget, state_of
from yearlog import clock
from yearlog.actions import files, photos, plain, reviews, settings
from yearlog.actions.entries import delete, undo
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.kinds.entry import Entry

PROMISE = "a journal written as plain text and read into an empty one is the same, row for row"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "60606000000005000157a5c1d30000000049454e44ae426082"
)
_MODULES = ("tests.journal.strategies", "tests.plain_strategies", "tests.journal.test_plain_text")


def run(arena: Arena) -> Finding:
    """Take random journals there and back; then with a careless writer of files."""
    found = Finding("plain", PROMISE)
    strategy = _strategy()
    shared = Path("/dev/shm")
    room = folder_on(shared if os.access(shared, os.W_OK) else arena.folder, "plain")
    try:
        examples = arena.many(1_000, 12)
        problems, entries = check(room / "whole", strategy, examples, arena.random)
        found.broken += problems
        found.counts = (
            f"{examples:,} journals of {entries:,} entries with hostile texts, drawn by "
            f"hypothesis, with edits, undos and plans; {len(problems)} differ"
        )
        few = arena.many(100, 40)
        with careless():
            noticed, _ = check(room / "careless", strategy, few, arena.random)
        found.controls.append(
            Control("a writer that trims the ends of lines", len(noticed), few, "differ")
        )
    finally:
        forget(room)
    return found


def _strategy() -> Any:
    """Return the tests' own strategy for entries of all kinds."""
    for name in _MODULES:
        try:
            module = import_module(name)
        except ModuleNotFoundError:
            continue
        if hasattr(module, "all_entries"):
            return module.all_entries
    raise Skip("hypothesis and the tests are not at hand")


def check(room: Path, strategy: Any, examples: int, random: Random) -> tuple[list[str], int]:
    """Return what differs in so many random journals, and how many entries they had."""
    from hypothesis import HealthCheck, Phase, given, seed, strategies
    from hypothesis import settings as options

    room.mkdir()
    empty = room / "empty.sqlite3"
    Workspace.open(empty).close()
    problems: list[str] = []
    count = 0

    @seed(random.randrange(2**32))
    @options(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategies.lists(strategy, min_size=1, max_size=4))
    def there_and_back(entries: list[Entry]) -> None:
        nonlocal count
        count += len(entries)
        history = random.random() < 0.5
        problems.extend(_there_and_back(room, empty, entries, history=history))

    there_and_back()
    return problems, count


def _there_and_back(
    room: Path, empty: Path, entries: list[Entry], *, history: bool
) -> Iterator[str]:
    """Yield how a journal differs from itself after a dump and a load."""
    here = room / "example"
    here.mkdir()
    try:
        one, other = here / "one.sqlite3", here / "other.sqlite3"
        for path in (one, other):
            shutil.copyfile(empty, path)
        with Workspace.open(one, lang="en") as space:
            _fill(space, entries)
            plain.dump(space, here / "text", history=history)
        with Workspace.open(other, lang="en") as space:
            plain.load(space, here / "text")
        leave = () if history else ("batches", "changes")
        before, after = state_of(one, leave=leave), state_of(other, leave=leave)
        for state in (before, after):
            state["search"] = sorted((row[0], *map(sorted, row[1:])) for row in state["search"])
        if before != after:
            yield difference(before, after)[:600]
    except (YearlogError, ValueError) as error:
        yield f"{type(error).__name__}: {error}"[:600]
    finally:
        shutil.rmtree(here)


def _fill(space: Workspace, entries: list[Entry]) -> None:
    """Store entries, and do a little with them."""
    ids = []
    with space.journal.write("add", Both("加", "add")) as writer:
        for entry in entries:
            kept = tuple(
                photos.keep(
                    space.journal, PIXEL, one.filename, one.caption, one.alt, None
                )._replace(position=at)
                for at, one in enumerate(entry.photos[:1])
            )
            ids.append(clock.new_id())
            writer.save(replace(entry, id=ids[-1], photos=kept))
    settings.write(space, "author.zh", entries[0].titles.zh or "林")
    reviews.plan(space, 2025, title=entries[0].titles)
    if not entries[-1].deleted_at:
        delete(space, [ids[-1]])
        undo(space)


@contextmanager
def careless() -> Iterator[None]:
    """Write files as an editor does that trims the ends of lines."""
    write: Callable[..., bool] = files.write

    def trimming(path: Path, data: bytes | str) -> bool:
        text = data if isinstance(data, str) else None
        if text is None:
            return write(path, data)
        return write(path, "\n".join(line.rstrip() for line in text.splitlines()) + "\n")

    files.write = trimming
    try:
        yield
    finally:
        files.write = write
