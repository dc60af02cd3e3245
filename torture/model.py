"""A model of a journal small enough to be right: the title of each entry, after each step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

from torture.harness import reading
from yearlog.actions import entries, plain
from yearlog.actions.workspace import Workspace
from yearlog.journal import check, seals

Titles = dict[str, str]
"""The title of each entry that is there, by its id."""

Step = dict[str, Any]
Folder = tuple[Path, Titles]
"""A folder to load, and the entries it holds."""

_LEGS = ("f", "ITH", "JFK", "LHR", "GVA", "2025-05-12", "#k")


def prepare(path: Path) -> None:
    """Make a journal."""
    Workspace.open(path).close()


def folders(room: Path) -> list[Folder]:
    """Make three folders to load: the same five entries under other titles."""
    with Workspace.open(room / "source.sqlite3") as space:
        lines = (("f", "ITH", "JFK"), ("t", "@Geneva"), ("p", "HeuriGym"), ("s", "Tahoe"), ("r",))
        for at, line in enumerate(lines):
            more = {"title_en": f"loaded {at} from 0", "body_en": "Snow. " * 40}
            entries.add_line(space, [*line, "2025-02-14", "#k"], more=more)
        plain.dump(space, room / "0")
        ids = {one.id: one.titles.en for one in space.journal.entries()}
    made: list[Folder] = []
    for number in range(3):
        for file in sorted((room / "0").rglob("*")):
            copy = room / str(number) / file.relative_to(room / "0")
            if file.is_file() and number:
                copy.parent.mkdir(parents=True, exist_ok=True)
                text = file.read_text("utf-8").replace(" from 0", f" from {number}")
                copy.write_text(text, encoding="utf-8")
        made.append(
            (room / str(number), {key: old.replace("from 0", f"from {number}")
                                  for key, old in ids.items()})
        )  # fmt: skip
    return made


class Writer:
    """A process that writes without end: it says what it will do, does it, says that it is done."""

    def __init__(
        self, path: Path, sources: Sequence[Folder], history: list[Titles], random: Random
    ) -> None:
        self.path = path
        self.sources = sources
        self.history = history
        self.random = random
        self.count = 0

    def work(self, say: Callable[[str], None]) -> None:
        """Run until killed."""
        with Workspace.open(self.path, lang="en") as space:
            while True:
                step = self.choose()
                say("try " + json.dumps(step))
                self.take(space, step)
                say("done " + json.dumps(step))
                self.history = after(self.history, step)

    def choose(self) -> Step:
        """Return a step that changes something."""
        self.count += 1
        present = self.history[-1]
        title = f"step {self.count} {self.random.random()}"
        verb = self.random.choices(
            ("add", "legs", "edit", "delete", "undo", "load"), (30, 20, 20, 8, 15, 7)
        )[0]
        if verb == "undo" and len(self.history) > 1:
            return {"verb": "undo"}
        if verb in ("edit", "delete") and present:
            return {"verb": verb, "id": self.random.choice(sorted(present)), "title": title}
        if verb == "load":
            number = self.random.randrange(len(self.sources))
            titles = self.sources[number][1]
            if any(present.get(key) != value for key, value in titles.items()):
                return {"verb": "load", "folder": number, "titles": titles}
        return {"verb": "add", "title": title, "legs": 3 if verb == "legs" else 1, "ids": []}

    def take(self, space: Workspace, step: Step) -> None:
        """Do a step by the action a user's command calls."""
        verb = step["verb"]
        if verb == "add":
            line = _LEGS if step["legs"] == 3 else ("r", "2025-05-14", "#k")
            more = {"title_en": step["title"], "body_en": "The snow was good. " * 30}
            step["ids"] = [one.id for one in entries.add_line(space, line, more=more)]
        elif verb == "edit":
            entries.edit(space, step["id"], {"title_en": step["title"]})
        elif verb == "delete":
            entries.delete(space, [step["id"]])
        elif verb == "undo":
            entries.undo(space)
        else:
            plain.load(space, self.sources[step["folder"]][0], take_files=True)


def warm_up(room: Path, sources: Sequence[Folder]) -> None:
    """Take steps of every sort once, so that a forked writer has nothing left to import."""
    writer = Writer(room / "warm.sqlite3", sources, [Titles()], Random(1))
    with Workspace.open(writer.path, lang="en") as space:
        for _ in range(60):
            step = writer.choose()
            writer.take(space, step)
            writer.history = after(writer.history, step)


def after(history: list[Titles], step: Step) -> list[Titles]:
    """Return the states, oldest first, with a step done."""
    present = dict(history[-1])
    match step["verb"]:
        case "undo":
            return history[:-1]
        case "add":
            present |= dict.fromkeys(step["ids"], step["title"])
        case "edit":
            present[step["id"]] = step["title"]
        case "delete":
            del present[step["id"]]
        case "load":
            present |= step["titles"]
    return [*history, present]


def reached(history: list[Titles], pending: Step, found: Titles) -> list[Titles] | None:
    """Return the states if the step under way had become part of the file, wholly; else None."""
    if pending["verb"] == "add":
        new = sorted(set(found) - set(history[-1]))
        if len(new) != pending["legs"]:
            return None
        pending = {**pending, "ids": new}
    later = after(history, pending)
    return later if later[-1] == found else None


def titles(path: Path) -> Titles:
    """Read the titles by way of SQLite alone."""
    with reading(path) as connection:
        return dict(
            connection.execute(
                "SELECT entries.id, texts.title FROM entries LEFT JOIN texts"
                " ON texts.entry_id = entries.id AND lang = 'en' WHERE deleted_at IS NULL"
            ).fetchall()
        )


_KINDS = {"flight": "flights", "talk": "talks", "project": "projects", "stay": "stays"}


def whole(path: Path, present: Titles) -> bool:
    """Return whether each entry has all its rows, and the newest batches all their changes."""
    with reading(path) as connection:
        for kind, table in _KINDS.items():
            bare = connection.execute(
                f"SELECT count(*) FROM entries WHERE kind = ? AND id NOT IN"
                f" (SELECT entry_id FROM {table})",
                (kind,),
            ).fetchone()[0]
            if bare:
                return False
        tagged = connection.execute(
            "SELECT count(*) FROM tags JOIN entries ON id = entry_id"
            " WHERE deleted_at IS NULL AND tag = 'k'"
        ).fetchone()[0]
        batches = connection.execute("SELECT id, seal FROM batches ORDER BY id DESC LIMIT 5")
        sealed = all(seals.of(connection, batch) == seal for batch, seal in batches.fetchall())
    return tagged == len(present) and sealed


def problems(path: Path) -> list[str]:
    """Search a journal whole: every seal, and what the program's own check finds."""
    found = []
    try:
        with reading(path) as connection:
            rows = connection.execute("SELECT id, seal FROM batches").fetchall()
            found += [
                f"batch {batch} does not match its seal"
                for batch, seal in rows
                if seals.of(connection, batch) != seal
            ]
    except sqlite3.Error as error:
        found.append(f"{path.parent.name}: {error}")
    examined = check.examine(path)
    found += [
        f"{path.parent.name}: the program's own check finds {one.key} {one.details or one.values}"
        for one in examined.findings
        if one.mark == "damage"
    ]
    return found
