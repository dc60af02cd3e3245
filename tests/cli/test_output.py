"""What is written where: paths as they are, no letter that steers a terminal, and the truth when
writing itself fails or is interrupted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Process
from tests.cli.test_process import YEARLOG, shell

BELL, TURNED, RED = "\x07", "\u202e", "\x1b[31m"


def bodies(process: Process) -> list[str]:
    return sorted(one["body_en"] for one in process("list", "--json").json)


# stdout is full ---------------------------------------------------------------------------------


@pytest.mark.parametrize("words", ["add r one", "add r --body-en one", "add r one --json"])
@pytest.mark.parametrize(
    ("ui", "said"), [("en", "The change is stored, but"), ("zh", "改动已经保存，但")]
)
def test_a_step_that_was_stored_is_said_to_be(
    process: Process, words: str, ui: str, said: str
) -> None:
    done = shell(f"{YEARLOG} --ui {ui} {words} >/dev/full")
    assert done.returncode == 1
    assert done.stderr.decode().startswith(said)
    assert "yearlog history" in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1
    assert bodies(process) == ["one"]


def test_a_deletion_that_was_stored_is_said_to_be(process: Process) -> None:
    entry_id = process("add", "r", "one", "--json").json["id"]
    done = shell(f"{YEARLOG} delete {entry_id} >/dev/full")
    assert (done.returncode, done.stderr[:20]) == (1, b"The change is stored")
    assert process("list", "--json").json == []


def test_what_stored_nothing_does_not_say_so(process: Process) -> None:
    process("add", "r", "one")
    done = shell(f"{YEARLOG} list >/dev/full")
    assert done.returncode == 1
    assert b"Nothing half-written is kept" in done.stderr
    assert b"is stored" not in done.stderr


def test_nobody_can_be_told_where_both_streams_are_full(process: Process) -> None:
    assert shell(f"{YEARLOG} add r one >/dev/full 2>/dev/full").returncode == 1
    assert bodies(process) == ["one"]


# Paths that are no UTF-8 ------------------------------------------------------------------------


@pytest.fixture
def latin(tmp_path: Path, process: Process) -> bytes:
    """Give a journal in a folder that an old system named, in Latin-1."""
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    os.mkdir(folder)  # noqa: PTH102  a path of bytes
    process("--journal", folder + b"/journal.sqlite3", "add", "r", "one")
    return folder


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
@pytest.mark.parametrize("env", ["", "PYTHONIOENCODING=latin-1 ", "LC_ALL=C "])
def test_a_path_on_stdout_can_be_opened(latin: bytes, env: str) -> None:
    command = f"{env}{YEARLOG} --journal ".encode() + latin + b"/journal.sqlite3 backup"
    done = subprocess.run(
        [b"bash", b"-c", b'path="$(' + command + b')" && head -c 15 "$path"'],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.stdout == b"SQLite format 3"


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
def test_a_path_in_a_sentence_can_be_recognised(latin: bytes, process: Process) -> None:
    said = process("--journal", latin + b"/none.sqlite3", "list", code=1)
    assert "/caf\\xe9/none.sqlite3" in said.err
    journal = latin + b"/journal.sqlite3"
    assert "/caf\\xe9/" in process("--journal", journal, "doctor", code=None).out
    made = process("--journal", journal, "backup", "--json")
    assert os.fsencode(json.loads(made.out)["backup"]).startswith(latin)


# Interrupts -------------------------------------------------------------------------------------

STOPPED = {"en": "Stopped; the journal was not changed.\n", "zh": "已中断，日志没有改动。\n"}
STORED = {
    "en": "Stopped, but the change was already stored; yearlog history shows it.\n",
    "zh": "已中断，但改动在那之前已经保存；yearlog history 可以看到。\n",
}
BEFORE = "yearlog.actions.entries._build_all"
AFTER = "yearlog.kinds.entry.Entry.headline"


def interrupted(where: str, *words: str) -> tuple[int, str, str]:
    """Run a command that gets SIGINT as soon as it calls a function."""
    module, _, name = where.rpartition(".")
    owner = "module" if "Entry" not in module else "module.Entry"
    code = (
        "import importlib, os, signal, sys, yearlog.cli\n"
        f"module = importlib.import_module({module.removesuffix('.Entry')!r})\n"
        f"real = {owner}.{name}\n"
        "calls = []\n"
        "def call(*words, **more):\n"
        "    calls.append(1)\n"
        f"    if {where == BEFORE} or sys._getframe(1).f_code.co_name == 'describe':\n"
        "        os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(*words, **more)\n"
        f"{owner}.{name} = call\n"
        f"yearlog.cli.main({list(words)!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("words", [("add", "f", "ITH", "JFK"), ("add", "r", "one", "--json")])
@pytest.mark.parametrize("ui", ["zh", "en"])
def test_an_interrupt_before_anything_is_stored(
    process: Process, words: tuple[str, ...], ui: str
) -> None:
    assert interrupted(BEFORE, "--ui", ui, *words) == (130, "", STOPPED[ui])
    assert process("list", "--json").json == []


@pytest.mark.parametrize("words", [("add", "f", "ITH", "JFK"), ("add", "r", "one")])
@pytest.mark.parametrize("ui", ["zh", "en"])
def test_an_interrupt_after_the_step_was_stored(
    process: Process, words: tuple[str, ...], ui: str
) -> None:
    assert interrupted(AFTER, "--ui", ui, *words) == (130, "", STORED[ui])
    assert len(process("list", "--json").json) == 1


def test_an_interrupt_while_the_disk_stores_the_step(process: Process) -> None:
    """The signal is heeded when SQLite comes back from COMMIT: the step is stored by then."""
    code = (
        "import os, signal, contextlib\n"
        "from yearlog.journal import store\n"
        "real = store.transaction\n"
        "@contextlib.contextmanager\n"
        "def transaction(*words):\n"
        "    with real(*words):\n"
        "        yield\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "from yearlog import cli\n"
        "from yearlog.actions.workspace import Workspace\n"
        "Workspace.open().close()\n"
        "store.transaction = transaction\n"
        "cli.main(['--ui', 'en', 'add', 'r', 'one', '--json'])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode()) == (130, STORED["en"])
    assert bodies(process) == ["one"]


# Letters that steer a terminal ------------------------------------------------------------------


def test_no_title_rings_or_turns_a_line(process: Process) -> None:
    title = f"be{BELL}ll {RED}red {TURNED}cba"
    made = process("add", "r", "--title-en", title, "--body-en", f"a{BELL}b\tc\nd{RED}e", "--json")
    entry_id = made.json["id"]
    shown = [
        process("--ui", "en", *words)
        for words in (
            ("add", "r", "--title-en", f"{title} two", "--body-en", "x"),
            ("list",), ("history",), ("history", entry_id), ("search", "red"), ("show", entry_id),
            ("undo",), ("redo",), ("delete", entry_id),
        )
    ]  # fmt: skip
    for said in shown:
        for letter in (BELL, "\x1b", TURNED):
            assert letter not in said.out + said.err
    assert "ll [31mred cba" in shown[1].out
    assert "ab\tc\nd[31me\n" in shown[5].out
    # What is stored and given as data is what was typed.
    process("undo")
    assert process("show", entry_id, "--json").json["title_en"] == title


def test_a_body_in_arabic_keeps_its_marks_of_direction(process: Process) -> None:
    body = "price: \u2067\u0645\u0631\u062d\u0628\u0627 5\u2069 euros"
    entry_id = process("add", "r", "--body-en", body, "--json").json["id"]
    assert body in process("show", entry_id).out
