"""A line without options goes past the option parser and comes to the same."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

LINES = [
    ("add", "f", "ITH", "JFK", "2025-05-12", "DL4921", "07:00-08:15"),
    ("add", "SFO", "JFK", "ITH", "5/12"),
    ("--ui", "zh", "add", "昨天", "在日内瓦讲了HeuriGym"),
    ("add", "s", "Zermatt", "2025-02-14..16", "滑雪"),
    ("add", "p", "Firn Atlas", "2025-03..2025-09"),
    ("add", "f", "ITH", "QQX", "5/12"),
    ("--ui", "zh", "add", "f", "ITH", "JFK", "2025-02-30"),
    ("add", "s", "Springfield", "5/1"),
]


def _without_ids(said: str) -> str:
    return re.sub(r"^[0-9a-f]{6}", "······", said, flags=re.MULTILINE)


@pytest.mark.parametrize("words", LINES, ids=" ".join)
def test_it_says_and_stores_what_the_full_parser_does(run, process, words) -> None:
    code = 1 if words[-1] in ("2025-02-30",) or "QQX" in words or "Springfield" in words else 0
    plain = process(*words, code=code)
    full = process(*words, "--private", code=code)
    assert (_without_ids(plain.out), plain.err) == (_without_ids(full.out), full.err)
    stored = run("list", "--json").json
    assert len(stored) == (0 if code else 4 if "SFO" in words else 2)


def test_a_wrong_language_is_left_to_the_parser(process) -> None:
    said = process("--ui", "fr", "add", "f", "ITH", "JFK", "5/12", code=2)
    assert "--ui" in said.err


def test_errors_follow_the_language_of_the_journal(process) -> None:
    process("config", "language", "zh")
    assert "日历上没有" in process("add", "f", "ITH", "JFK", "2025-02-30", code=1).err
    assert "没有编号为" in process("show", "abcdef", code=1).err


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_went_away_is_no_failure(unbuffered) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "yearlog", "add", "f", "ITH", "JFK", "2025-05-12"],
        stdin=subprocess.DEVNULL, stdout=writing, stderr=subprocess.PIPE, check=False, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )  # fmt: skip
    os.close(writing)
    assert done.returncode == 0
    assert done.stderr == "Saved as flight. yearlog undo takes it back.\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("words", [("add", "f", "ITH", "JFK", "2025-05-12"), ("list",)])
def test_a_full_disk_behind_stdout_is_said_once(unbuffered, words, process) -> None:
    process("add", "f", "ITH", "JFK", "2025-05-12")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "yearlog", *words],
            stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, check=False, text=True,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.count("No space left on device") == 1
    assert "Traceback" not in done.stderr
