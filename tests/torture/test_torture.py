"""The torture itself: each line runs with small counts, holds, and its control fails as it must."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from torture import __main__ as torture
from torture.harness import ROOT, Arena, Control, Finding
from torture.power import unsafe_files, unsafe_step
from torture.trace import Event, events


def run(*words: str) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        [sys.executable, "-m", "torture", "--quick", "--json", "--seed", "20251220", *words],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize("name", torture.LINES)
def test_a_promise_holds_and_its_control_does_not(name: str) -> None:
    code, said = run("--only", name)
    (line,) = said["lines"]
    if line["skipped"]:
        pytest.skip(line["skipped"])
    assert line["broken"] == []
    assert line["controls"]
    for control in line["controls"]:
        assert 0 < control["caught"] <= control["tried"], control["what"]
    assert (code, said["seed"], said["holds"]) == (0, 20251220, True)


CAUGHT, BLIND = Control("a broken variant", 3, 4), Control("a broken variant", 0, 4)


@pytest.mark.parametrize(
    ("finding", "word", "code"),
    [
        (Finding("kill", "all is kept", controls=[CAUGHT]), "held", 0),
        (Finding("kill", "all is kept", controls=[CAUGHT], broken=["one is lost"]), "BROKEN", 1),
        (Finding("kill", "all is kept", controls=[CAUGHT, BLIND]), "NO CONTROL", 1),
        (Finding("kill", "all is kept"), "NO CONTROL", 1),
        (Finding("kill", "all is kept", skipped="no strace on PATH"), "skipped", 0),
    ],
)
def test_the_report_says_so_when_a_promise_breaks_or_a_control_does_not(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    finding: Finding,
    word: str,
    code: int,
) -> None:
    monkeypatch.setattr(torture, "run", lambda *_, **__: finding)
    monkeypatch.setattr(torture, "surround", lambda _: None)
    assert torture.main(["--only", "kill", "--seed", "1"]) == code
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "torture, seed 1"
    assert said.splitlines()[1].split(maxsplit=1)[1].startswith(word)
    for text in (*finding.broken, finding.skipped):
        assert text in said


def test_a_harness_that_fails_is_no_promise_kept(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(arena: Arena) -> Finding:
        raise RuntimeError("out of order")

    monkeypatch.setattr("torture.kill.run", fail)
    found = torture.run("kill", tmp_path, 1, quick=True)
    assert not found.holds
    assert "out of order" in found.broken[0]


# Reading a trace ----------------------------------------------------------------------------------

JOURNAL = Path("/home/lin/journal.sqlite3")
MAIN, BESIDE = str(JOURNAL), f"{JOURNAL}-journal"
SAFE = [
    Event("pwrite64", BESIDE, 5, text="pages as they were"),
    Event("fdatasync", BESIDE, 5),
    Event("pwrite64", MAIN, 4, text="pages as they are"),
    Event("fdatasync", MAIN, 4),
    Event("unlink", BESIDE),
    Event("fdatasync", "/home/lin", 5),
    Event("write", "pipe:[1]", 2, text="Saved."),
]


def test_a_step_that_is_synced_before_the_answer_is_safe() -> None:
    assert unsafe_step(SAFE, JOURNAL) == []


@pytest.mark.parametrize(
    ("order", "problem"),
    [
        ([0, 2, 4, 6], "0 syncs"),
        ([0, 1, 2, 4, 5, 6], "1 syncs"),
        ([0, 1, 3, 2, 4, 5, 6], "written after its last sync"),
        ([0, 1, 2, 3, 4, 6], "the folder was not synced"),
        ([0, 1, 2, 3, 5, 4, 6], "the folder was not synced"),
        ([0, 1, 6, 2, 3, 4, 5], "written after the answer"),
        ([6], "nothing was written"),
        ([0, 1, 2, 3, 4, 5], "nothing was said"),
    ],
)
def test_a_step_that_a_power_cut_could_undo_is_not(order: list[int], problem: str) -> None:
    assert any(problem in one for one in unsafe_step([SAFE[at] for at in order], JOURNAL))


PAGE = [
    Event("write", "/out/.page.1", 5, text="<html>"),
    Event("fsync", "/out/.page.1", 5),
    Event("rename", "/out/.page.1", other="/out/page.html"),
    Event("fsync", "/out", 5),
]


@pytest.mark.parametrize(
    ("order", "problem"),
    [
        ([0, 1, 2, 3], None),
        ([0, 2, 3], "named before it was synced"),
        ([1, 0, 2, 3], "named before it was synced"),
        ([0, 1, 2], "its folder was not synced"),
        ([0, 1, 3, 2], "its folder was not synced"),
        ([0, 1], "under its own name"),
    ],
)
def test_a_file_is_safe_once_it_and_its_folder_are_synced(
    order: list[int], problem: str | None
) -> None:
    problems = unsafe_files([PAGE[at] for at in order], [Path("/out/page.html")])
    assert len(problems) == (problem is not None)
    assert problem is None or problem in problems[0]


def test_what_strace_wrote_is_read() -> None:
    log = r"""
71 pwrite64(5</home/lin/j-journal>, "\x61\x62", 2, 0) = 2
72 fdatasync(5</home/lin/j-journal> <unfinished ...>
71 write(2<pipe:[93]>, "\x53\x61\x76\x65\x64", 5) = 5
72 <... fdatasync resumed>) = 0
71 rename("\x2f\x61", "\x2f\xe6\x97\x85") = 0
71 unlink("\x2f\x61") = -1 ENOENT (No such file or directory)
71 +++ exited with 0 +++
"""
    assert events(log) == [
        Event("pwrite64", "/home/lin/j-journal", 5, text="ab"),
        Event("write", "pipe:[93]", 2, text="Saved"),
        Event("fdatasync", "/home/lin/j-journal", 5),
        Event("rename", "/a", other="/旅"),
    ]
