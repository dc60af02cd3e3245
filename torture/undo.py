"""Random steps of every sort, as many undos, as many redos: row for row back, and forth again."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from torture import model
from torture.harness import (
    SAMPLE,
    Arena,
    Control,
    Finding,
    State,
    difference,
    folder_on,
    forget,
    intact,
    state_of,
)
from yearlog.actions import entries, history, plain, reviews, settings, tags
from yearlog.actions.workspace import Workspace
from yearlog.capture.errors import FieldErrors
from yearlog.i18n import Both
from yearlog.journal.errors import NothingToUndo
from yearlog.journal.writer import Writer
from yearlog.kinds.values import TripWords

PROMISE = "as many undos as steps bring every row back, and as many redos bring it forth again"
APART = ("batches", "changes", "drafts")
"""The history itself, and unsaved writing, which is outside it."""
RESTART = 500
"""Steps after which the journal is closed and opened again."""
_WORDS = ("雪", "snow", "Geneva", "航班", "#", "'", "日内瓦", "ridge", "İ", "ﬁ", "\u3000", "&", "🏔")


def run(arena: Arena) -> Finding:
    """Walk there and back; then again where one table's changes are not recorded."""
    found = Finding("undo", PROMISE)
    steps = arena.many(10_000, 150)
    shared = Path("/dev/shm")
    room = folder_on(shared if os.access(shared, os.W_OK) else arena.folder, "undo")
    try:
        sources = model.folders(arena.room("folders"))
        began = time.perf_counter()
        walk = Walk(room / "journal.sqlite3", arena.random, sources)
        found.broken += walk.there_and_back(steps)
        took = time.perf_counter() - began
        found.counts = (
            f"{walk.done:,} steps ({walk.sorts()}), {walk.undone:,} undos, {walk.redone:,} redos "
            f"over {walk.rows:,} rows, reopened every {RESTART}; {took:.0f} s"
        )
        found.controls.append(_control(arena, room, sources))
    finally:
        forget(room)
    return found


class Walk:
    """A journal, and a random way through it that is gone back and forth again."""

    def __init__(self, path: Path, random: Random, sources: list[model.Folder]) -> None:
        self.path = path
        self.random = random
        self.sources = sources
        self.done = self.undone = self.redone = self.rows = 0
        self.counts: dict[str, int] = {}
        self.ids: list[str] = []
        with Workspace.open(path, lang="en") as space:
            plain.load(space, SAMPLE)
            self.ids = [one.id for one in space.journal.entries()]
            first = space.journal.next_undo()
        assert first is not None
        self.first = first.id

    def sorts(self) -> str:
        """Return how many steps of each sort there were."""
        return ", ".join(f"{count} {name}" for name, count in sorted(self.counts.items()))

    def there_and_back(self, steps: int) -> list[str]:
        """Return what is not as it was, after undoing all and after redoing all."""
        problems = []
        start = _state(self.path)
        self.done = self._go(steps, self.step)
        end = _state(self.path)
        self.rows = sum(map(len, end.values()))
        self.undone = self._go(self.done + 1, self.undo)
        back = _state(self.path)
        if back != start:
            problems.append(f"undone, but not as before: {difference(start, back)}")
        self.redone = self._go(self.done + 1, self.redo)
        forth = _state(self.path)
        if forth != end:
            problems.append(f"redone, but not as before: {difference(end, forth)}")
        if not self.done == self.undone == self.redone:
            problems.append(f"{self.done} steps, {self.undone} undos, {self.redone} redos")
        if not intact(self.path):
            problems.append("SQLite finds the file damaged")
        return [*problems, *model.problems(self.path)]

    def _go(self, count: int, step: Callable[[Workspace], bool]) -> int:
        """Take so many steps that change something; return how many there were to take.

        The journal is closed and opened again now and then.
        """
        taken = 0
        while taken < count:
            with Workspace.open(self.path, lang="en") as space:
                for _ in range(RESTART):
                    before = len(space.journal.written)
                    try:
                        if taken == count or not step(space):
                            return taken
                    except NothingToUndo:
                        return taken
                    except FieldErrors:  # such as an end before the start: refused, nothing stored
                        pass
                    taken += len(space.journal.written) > before
        return taken

    def undo(self, space: Workspace) -> bool:
        """Undo one step, unless it was there at the start."""
        newest = space.journal.next_undo()
        return newest is not None and newest.id > self.first and bool(entries.undo(space))

    def redo(self, space: Workspace) -> bool:
        """Redo one step."""
        return bool(entries.redo(space))

    def step(self, space: Workspace) -> bool:
        """Do something at random."""
        ways: dict[str, tuple[int, Callable[[Workspace], Any]]] = {
            "add": (40, self._add),
            "edit": (28, self._edit),
            "delete": (8, self._delete),
            "visibility": (8, self._visibility),
            "config": (6, self._config),
            "place": (4, self._place),
            "plan": (5, self._plan),
            "tag": (4, self._tag),
            "revert": (6, self._revert),
            "trip": (4, self._trip),
            "load": (1, self._load),
        }
        names = list(ways)
        name = self.random.choices(names, [ways[one][0] for one in names])[0]
        ways[name][1](space)
        self.counts[name] = self.counts.get(name, 0) + 1
        return True

    def _text(self) -> str:
        count = self.random.randint(1, 12)
        return "n " + " ".join(self.random.choice(_WORDS) for _ in range(count))

    def _some(self, most: int) -> list[str]:
        return self.random.sample(self.ids, min(len(self.ids), self.random.randint(1, most)))

    def _add(self, space: Workspace) -> None:
        day = f"2025-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"
        tag = f"#t{self.random.randint(1, 30)}"
        line = self.random.choice(
            (
                ("f", "ITH", "JFK", day, "DL4921", "07:00-08:15", tag),
                ("f", "JFK", "LHR", "GVA", day, tag),
                ("t", day, "@Geneva", "a talk", tag),
                ("p", "HeuriGym", f"{day}..2026-01-31", tag),
                ("s", "Tahoe", day, tag),
                ("r", day, self._text()),
            )
        )
        made = entries.add_line(space, line, more={"body_zh": self._text()})
        self.ids += [one.id for one in made]

    def _edit(self, space: Workspace) -> None:
        changes: dict[str, str] = {
            "title_en": self._text(),
            "body_en": self._text() * 3,
            "title_zh": self._text(),
            "tags": f"t{self.random.randint(1, 30)} t{self.random.randint(1, 30)}",
            "starts_on": f"2024-{self.random.randint(1, 12):02d}-11",
            "ends_on": "",
        }
        some = self.random.sample(sorted(changes), self.random.randint(1, 3))
        entries.edit(space, self._some(1)[0], {name: changes[name] for name in some})

    def _delete(self, space: Workspace) -> None:
        gone = self._some(2)
        entries.delete(space, gone)
        self.ids = [one for one in self.ids if one not in gone]

    def _visibility(self, space: Workspace) -> None:
        entries.set_visibility(space, self.random.choice(("public", "private")), ids=self._some(3))

    def _config(self, space: Workspace) -> None:
        key, value = self.random.choice(
            (
                ("author.en", self._text()),
                ("author.zh", ""),
                ("home", self.random.choice(("Ithaca", "Geneva"))),
                ("baseline.2024.flights", str(self.random.randint(1, 60))),
                ("visibility.talk", self.random.choice(("public", "private"))),
            )
        )
        settings.write(space, key, value)

    def _place(self, space: Workspace) -> None:
        target = self.random.choice(("Geneva", "Lake Tahoe", "JFK", "LHR"))
        settings.learn_alias(space, f"spot {self.random.randint(1, 40)}", target)

    def _plan(self, space: Workspace) -> None:
        year = self.random.randint(2020, 2026)
        reviews.plan(space, year, title=Both("", self._text()), compare_with=year - 1)

    def _tag(self, space: Workspace) -> None:
        known = tags.counted(space)
        if known:
            tags.rename(space, self.random.choice(known)[0], f"t{self.random.randint(1, 60)}")

    def _revert(self, space: Workspace) -> None:
        wanted = self._some(1)[0]
        versions = [one for one in space.journal.versions(wanted) if one.entry is not None]
        version = self.random.choice(versions)
        if version.entry is not None and not version.entry.deleted_at:
            history.revert(space, wanted, f"#{version.batch}")

    def _trip(self, space: Workspace) -> None:
        said = TripWords(
            Both(self._text(), self.random.choice(("", "a trip"))),
            self.random.choice(("", "here", "before")),
            self.random.choice(("", "visit", "layover")),
        )
        chosen = space.journal.entries(ids=self._some(1))
        entries.change(space, "edit", chosen, lambda entry: replace(entry, trip=said))

    def _load(self, space: Workspace) -> None:
        folder, titles = self.random.choice(self.sources)
        plain.load(space, folder)
        alive = (one.id for one in space.journal.entries(ids=titles))
        self.ids += [one for one in alive if one not in self.ids]


def _state(path: Path) -> State:
    """Return all rows; the words of a search row in one order, for they have none of their own."""
    state = state_of(path, leave=APART)
    state["search"] = sorted(
        (entry_id, *("\x1f".join(sorted(one.split("\x1f"))) for one in columns))
        for entry_id, *columns in state["search"]
    )
    return state


# The control --------------------------------------------------------------------------------------


@contextmanager
def forgetful(table: str) -> Iterator[None]:
    """Leave the changes of one table out of the recording."""
    record = Writer._record

    def partly(self: Writer, name: str, *words: Any) -> None:
        if name != table:
            record(self, name, *words)

    Writer._record = partly  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        Writer._record = record  # type: ignore[method-assign]


def _control(arena: Arena, room: Path, sources: list[model.Folder]) -> Control:
    tables = ("tags", "texts", "settings", "reviews")
    seen = 0
    for table in tables:
        walk = Walk(room / f"{table}.sqlite3", arena.random, sources)
        with forgetful(table):
            try:
                seen += bool(walk.there_and_back(60))
            except Exception:
                seen += 1
    return Control("one table left out of the recording", seen, len(tables), "tables noticed")
