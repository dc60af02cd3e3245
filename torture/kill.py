"""Kill -9 at random moments: what a writer had acknowledged is there, the rest not by half."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from torture import model
from torture.harness import Arena, Control, Finding, fork, intact
from torture.model import Titles, Writer

PROMISE = "after kill -9 every acknowledged step is in force, and no step is there by half"
LONGEST = 0.060
"""Seconds of work after which the writer is killed at the latest."""
FRESH = 50
"""After so many cycles the journal is searched whole and a new one begun."""


class Killed(NamedTuple):
    """One cycle: what was acknowledged, and what was under way."""

    acknowledged: list[dict[str, Any]]
    pending: dict[str, Any] | None
    mishap: str = ""


def cycle(work: Callable[[Callable[[str], None]], None], random: Random) -> Killed:
    """Start a writer, kill it at a random moment of its work, return what it had said."""
    import os

    child = fork(work)
    said = os.read(child.pipe, 1)
    time.sleep(random.random() * LONGEST)
    said += child.kill()
    steps: list[dict[str, Any]] = []
    pending = None
    for line in said.decode().splitlines():
        mark, _, text = line.partition(" ")
        if mark == "!":
            return Killed(steps, pending, text)
        if mark == "try":
            pending = json.loads(text)
        elif mark == "done":
            steps.append(json.loads(text))
            pending = None
    return Killed(steps, pending)


def run(arena: Arena) -> Finding:
    """Kill a writer of yearlog, then one that keeps its journal as a JSON file."""
    found = Finding("kill", PROMISE)
    cycles = arena.many(500, 12)
    folders = model.folders(arena.room("folders"))
    model.warm_up(arena.room("warm"), folders)
    inside = hot = acknowledged = undone = 0
    path, history = Path(), [Titles()]
    for at in range(cycles):
        if at % FRESH == 0:
            path = arena.room(f"journal-{at}") / "journal.sqlite3"
            model.prepare(path)
            history = [Titles()]
        seed = arena.random.random()
        writer = Writer(path, folders, list(history), Random(seed))
        killed = cycle(writer.work, arena.random)
        beside = path.with_name(path.name + "-journal")
        inside += beside.exists()
        hot += beside.exists() and beside.read_bytes()[:1] not in (b"", b"\0")
        acknowledged += len(killed.acknowledged)
        if not found.must(not killed.mishap, f"cycle {at}: {killed.mishap[-400:]}"):
            break
        undone += sum(step["verb"] == "undo" for step in killed.acknowledged)
        for step in killed.acknowledged:
            history = model.after(history, step)
        history = _settle(found, path, history, killed.pending, at)
        if at % FRESH == FRESH - 1 or at == cycles - 1:
            found.broken += model.problems(path)
    found.counts = (
        f"{cycles} kills, {inside} inside a write ({hot} left a hot -journal); "
        f"{acknowledged:,} steps acknowledged, {undone} of them undos; "
        f"{len(found.broken)} lost, by half or damaged"
    )
    found.must(inside, "no kill fell inside a write, so none proves anything")
    found.controls.append(_control(arena))
    found.remarks.append(
        "a kill leaves the system's cache alone, so it cannot tell synchronous=FULL from OFF: "
        "see power"
    )
    return found


def _settle(
    found: Finding, path: Path, history: list[Titles], pending: dict[str, Any] | None, at: int
) -> list[Titles]:
    """Compare the file with what was acknowledged; return the history that is now in force."""
    found.must(intact(path), f"cycle {at}: SQLite finds the file damaged")
    titles = model.titles(path)
    if titles == history[-1]:
        found.must(model.whole(path, history[-1]), f"cycle {at}: rows without their entry")
        return history
    if pending is not None:
        reached = model.reached(history, pending, titles)
        if reached is not None:
            found.must(model.whole(path, titles), f"cycle {at}: a step is there by half")
            return reached
    lost = {key: value for key, value in history[-1].items() if titles.get(key) != value}
    extra = {key: value for key, value in titles.items() if key not in history[-1]}
    found.broken.append(
        f"cycle {at}: {len(lost)} acknowledged entries lost or not as acknowledged {lost}, "
        f"{len(extra)} that nobody acknowledged {extra}; under way: {pending}"
    )
    return [titles]


# The control ----------------------------------------------------------------------------------


def _rewrite(path: Path, known: dict[str, str], random: Random, say: Callable[[str], None]) -> None:
    """Write as many programs do: the whole journal again, into the same file."""
    at = 0
    while True:
        key = f"{random.random()}"
        step = {"verb": "add", "ids": [key], "title": f"step {at}"}
        say("try " + json.dumps(step))
        known[key] = step["title"]
        with path.open("w", encoding="utf-8") as file:
            for piece in json.JSONEncoder().iterencode({"body": ["x" * 800] * 400, **known}):
                file.write(piece)
        say("done " + json.dumps(step))
        at += 1


def _control(arena: Arena) -> Control:
    damaged = 0
    cycles = arena.many(40, 8)
    path = arena.room("control") / "journal.json"
    for _ in range(cycles):
        path.write_text("{}", encoding="utf-8")
        seed = arena.random.random()
        killed = cycle(
            lambda say, seed=seed: _rewrite(path, {}, Random(seed), say),  # type: ignore[misc]
            arena.random,
        )
        try:
            present = json.loads(path.read_text("utf-8"))
            damaged += any(step["ids"][0] not in present for step in killed.acknowledged)
        except ValueError:
            damaged += 1
    return Control("one JSON file, rewritten in place", damaged, cycles)
