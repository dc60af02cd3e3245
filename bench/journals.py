"""Journals of any size for benchmarks: flights, talks and reflections over twenty years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from yearlog import clock
from yearlog.actions.workspace import Workspace
from yearlog.capture.build import Draft, build
from yearlog.i18n import Both
from yearlog.kinds.values import Text

ROUTES = (("ITH", "JFK"), ("JFK", "LHR"), ("LHR", "JFK"), ("JFK", "ITH"), ("SFO", "NRT"))
PROSE = "雪落下来的时候，没有人在看 preprint。We counted the hours and the pages. " * 12


def fill(path: Path, count: int) -> Path:
    """Make a journal of ``count`` entries; its talks are titled MARKER, and the newest entry is one."""
    with Workspace.open(path) as space:
        context = space.resolver()
        patterns = [
            build(
                Draft("flight", {"origin": a, "destination": b, "starts_on": "2025-01-01"}), context
            )
            for a, b in ROUTES
        ]
        patterns.append(
            build(Draft("talk", {"title": "MARKER", "starts_on": "2025-01-01"}), context)
        )
        patterns.append(
            build(Draft("reflection", {"body_zh": PROSE, "starts_on": "2025-01-01"}), context)
        )
        newest = clock.today()
        step = timedelta(days=7300 / count)
        with space.journal.write("add", Both("填充", "fill")) as writer:
            for at in range(count - 1):
                day: date = newest - step * (at + 1)
                pattern = patterns[at % len(patterns)]
                writer.save(replace(pattern, id=clock.new_id(), starts_on=day))
            marker = Text("MARKER", "")
            last = replace(patterns[5], id=clock.new_id(), starts_on=newest, texts={"en": marker})
            writer.save(last)
        with space.journal.write("config", Both("", "")) as writer:
            writer.put("settings", {"key": "welcomed", "value": '"yes"'})
    return path
