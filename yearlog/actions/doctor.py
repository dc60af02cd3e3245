"""Looking a journal over and mending what can be mended: works when it cannot be opened, too."""

from __future__ import annotations

import os
import platform
from pathlib import Path
from typing import NamedTuple

from yearlog.actions import doctor_entries, doctor_files, doctor_photos
from yearlog.actions.workspace import default_path
from yearlog.journal import copies
from yearlog.journal.beside import beside, located
from yearlog.journal.check import SQLITE, Examined, Finding, Mark, examine
from yearlog.journal.repair import Mended, mend, mend_rights, sweep
from yearlog.journal.replay import Progress
from yearlog.kinds.field import Json
from yearlog.places.gazetteer import Gazetteer

GROUPS: dict[str, tuple[str, ...]] = {
    "file": ("file", "rights", "folder", "companions", "backups", "leftovers", "aside", "editor"),
    "sqlite": ("open", "ours", "header", "integrity", "links", "version", "schema", "meta"),
    "content": ("texts", "seals", "rows", "entries", "words", "drafts", "geocodes"),
    "photos": ("photos", "orphans"),
    "entries": ("airports", "durations", "clocks", "connections", "chain", "languages"),
    "here": ("terminal", "program", "paths"),
}
"""The groups of the report in order, and the checks of each in order."""

EXIT_CODES: dict[Mark, int] = {"ok": 0, "note": 0, "attention": 3, "damage": 1}

_ORDER: tuple[Mark, ...] = ("ok", "note", "attention", "damage")


class Terminal(NamedTuple):
    """What the program writes to: as the streams and the environment say."""

    encoding: str
    columns: int
    is_terminal: bool


class Report(NamedTuple):
    """What a look over the journal found; ``mended`` what was put right before it."""

    path: Path
    findings: tuple[Finding, ...]
    verdict: Mark
    mended: tuple[Mended, ...] = ()
    newest_backup: str = ""
    can_mend: bool = False
    lost: bool = False
    """Whether something in the journal is damaged that only a backup brings back."""
    only_seals: bool = False
    """Whether all that is damaged are steps of the history, not what the entries say now."""

    def group(self, name: str) -> list[Finding]:
        """Return the findings of a group, in order."""
        order = GROUPS[name]
        mine = (one for one in self.findings if one.name in order)
        return sorted(mine, key=lambda one: order.index(one.name))


def look(terminal: Terminal, path: Path | None = None, progress: Progress | None = None) -> Report:
    """Check everything and change nothing."""
    path = located(path or default_path())
    return _report(path, _look(path, terminal, progress))


def fix(terminal: Terminal, path: Path | None = None, progress: Progress | None = None) -> Report:
    """Mend what can be mended without loss, then check everything.

    Raises what making the backup raises; then nothing was changed.
    """
    path = located(path or default_path())
    mended: list[Mended] = []
    if path.is_file():
        mended += mend(path, examine(path, progress))
        mended += mend_rights(doctor_files.open_to_others(path))
        mended += doctor_photos.drop_unused(path)
    mended += sweep(doctor_files.left_behind(path))
    return _report(path, _look(path, terminal, progress), tuple(mended), tried=True)


def _look(path: Path, terminal: Terminal, progress: Progress | None) -> Examined:
    done = examine(path, progress) if path.exists() else Examined()
    doctor_files.check_file(done, path)
    doctor_files.check_backups(done, path)
    doctor_files.check_leftovers(done, path)
    doctor_photos.check_photos(done, path)
    if done.opened:
        gazetteer = Gazetteer()
        try:
            doctor_entries.check_entries(done, gazetteer)
        finally:
            gazetteer.close()
    _check_here(done, path, terminal)
    return done


def _check_here(done: Examined, path: Path, terminal: Terminal) -> None:
    """Note what the program runs on: terminal, versions, places of its files."""
    term = os.environ.get("TERM", "")
    unicode = terminal.encoding.lower().replace("-", "") == "utf8"
    locale = next((os.environ[k] for k in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(k)), "")
    colours = "0"
    if not os.environ.get("NO_COLOR") and term not in ("", "dumb"):
        full = os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
        colours = "16M" if full else "256" if "256" in term else "16"
    done.add(
        "terminal",
        "ok" if unicode and (not terminal.is_terminal or term not in ("", "dumb")) else "note",
        "all",
        term=term or "–",
        encoding=terminal.encoding or "–",
        columns=terminal.columns,
        colours=colours,
        locale=locale or "–",
    )
    done.add("program", "ok", python=platform.python_version(), sqlite=SQLITE)
    done.add(
        "paths",
        "ok",
        journal=path,
        backups=copies.folder_of(path),
        photos=beside(path, "attachments"),
    )


def _report(
    path: Path, done: Examined, mended: tuple[Mended, ...] = (), *, tried: bool = False
) -> Report:
    worst = max((_ORDER.index(one.mark) for one in done.findings), default=0)
    # What was copied just before mending has the damage in it.
    backups = [one for one in copies.listed(path) if one.reason != "doctor"]
    beside_it = ("rights", "leftovers", "orphans")
    rights = any(one.name in beside_it and one.mark != "ok" for one in done.findings)
    mendable = done.opened and done.mendable and not tried
    damaged = {one.name for one in done.findings if one.mark == "damage"} - {"photos"}
    return Report(
        path,
        tuple(done.findings),
        _ORDER[worst],
        mended,
        backups[0].name if backups else "",
        can_mend=rights or mendable,
        lost=bool(damaged) and not mendable and damaged != {"seals"},
        only_seals=damaged == {"seals"},
    )


def to_json(report: Report) -> dict[str, Json]:
    """Return a report as ``--json`` shows it; texts are left to the caller's language."""
    return {
        "journal": str(report.path),
        "verdict": report.verdict,
        "checks": [
            {
                "group": group,
                "check": one.name,
                "mark": one.mark,
                "finding": one.variant or one.mark,
                "values": {
                    key: value if isinstance(value, int) else str(value)
                    for key, value in one.values.items()
                },
                "details": list(one.details),
            }
            for group in GROUPS
            for one in report.group(group)
        ],
        "mended": [{"what": one.name, "details": list(one.details)} for one in report.mended],
        "newest_backup": report.newest_backup or None,
    }
