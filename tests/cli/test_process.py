"""The program as a process: pipes, locales and streams that are odd, closed or full."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Process

YEARLOG = f"{sys.executable} -m yearlog"


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash; a pipe fails if any part of it does."""
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False
    )


@pytest.fixture
def recorded(process: Process) -> None:
    """Record something with Chinese, an arrow and an emoji in it."""
    process("add", "f", "ITH", "JFK", "2025-05-12", "07:00-08:15")
    process("add", "r", "2025-05-13", "在旧金山看日落 🌅 sunset")


@pytest.mark.parametrize("command", ["list", "list --json", "stats --json", "--help"])
@pytest.mark.parametrize("reader", ["head -1", "head -c 1", "true"])
def test_a_reader_that_leaves_is_no_failure(recorded: None, command: str, reader: str) -> None:
    done = shell(f"{YEARLOG} {command} | {reader}")
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii"},
        {"TERM": "dumb", "NO_COLOR": "1"},
        {"TERM": ""},
    ],
    ids=str,
)
@pytest.mark.parametrize("ui", ["zh", "en"])
def test_no_letter_is_too_much_for_a_stream(
    recorded: None, process: Process, env: dict[str, str], ui: str
) -> None:
    for words in (["list"], ["stats", "2025"], ["--help"], ["undo"]):
        done = process("--ui", ui, *words, **env)
        assert done.out + done.err
    assert process("--ui", ui, "show", "ffff", code=1, **env).sentence


def test_json_is_ascii_where_stdout_cannot_hold_the_letters(
    recorded: None, process: Process
) -> None:
    latin = process("list", "--json", PYTHONIOENCODING="latin-1")
    assert latin.out.isascii()
    assert latin.json == process("list", "--json").json
    assert latin.json[1]["body_zh"] == "在旧金山看日落 🌅 sunset"


def test_words_typed_in_a_c_locale_are_kept(process: Process) -> None:
    body = process("add", "r", "雪 🌅", "--json", LC_ALL="C").json["body_zh"]
    assert body == "雪 🌅"


def test_words_that_are_no_utf8(process: Process, surroundings: Path) -> None:
    said = process("add", "r", b"caf\xe9", code=1)
    assert "not valid UTF-8" in said.sentence
    assert process("list", "--json").json == []
    assert "不是有效的 UTF-8" in process("--ui", "zh", "add", "r", b"\xff", code=1).sentence


@pytest.mark.parametrize(
    ("redirect", "code", "said"),
    [
        ("<&-", 0, b""),
        (">&-", 0, b""),
        ("2>&-", 0, b""),
        ("</dev/null", 0, b""),
        (">/dev/full", 1, b"The system refused (No space left on device)"),
    ],
)
def test_streams_closed_or_full(recorded: None, redirect: str, code: int, said: bytes) -> None:
    done = shell(f"{YEARLOG} list {redirect}")
    assert done.returncode == code
    assert b"Traceback" not in done.stderr
    assert done.stderr.startswith(said)


def test_without_stdin_there_is_nothing_to_read(process: Process) -> None:
    done = shell(f"{YEARLOG} add r <&-")
    assert done.returncode == 1
    assert done.stderr.startswith(b"There is nothing to add.")
    assert shell(f"{YEARLOG} add r hello <&-").returncode == 0


def test_a_shell_loop_keeps_its_input(process: Process) -> None:
    done = shell(f"printf 'one\\ntwo\\n' | while read word; do {YEARLOG} add r $word; done")
    assert done.returncode == 0
    assert sorted(one["body_en"] for one in process("list", "--json").json) == ["one", "two"]


def test_a_body_from_standard_input_byte_for_byte(process: Process) -> None:
    text = "# 题\n\n正文\t\r\n  [^1]\n\n[^1]: 注\n\n\n"
    entry = process("add", "reflection", "2025-05-01", "--json", stdin=text.encode()).json
    assert entry["body_zh"] == text.removeprefix("# 题\n\n")


def test_the_shell_completes_commands_and_options(process: Process) -> None:
    def complete(line: str) -> list[str]:
        words = line.split(" ")
        done = process(
            COMP_WORDS=line, COMP_CWORD=str(len(words) - 1), _YEARLOG_COMPLETE="bash_complete"
        )
        return [row.partition(",")[2] for row in done.out.splitlines()]

    assert complete("yearlog un") == ["undo"]
    assert "export" in complete("yearlog ")
    assert "--year" in complete("yearlog list --y")


def test_an_interrupt_is_quiet(surroundings: Path) -> None:
    """Ctrl-C while the program waits for standard input."""
    start = "from yearlog.cli import main; print('go', flush=True); main(['add', 'r'])"
    child = subprocess.Popen(
        [sys.executable, "-c", start],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == b"go\n"
    while not (surroundings / "journal.sqlite3").exists():
        assert child.poll() is None
    child.send_signal(2)
    out, err = child.communicate(timeout=30)
    assert child.returncode == 130
    assert (out, err.count(b"\n")) == (b"", 1)


def test_the_environment_chooses_the_journal(process: Process, tmp_path: Path) -> None:
    other = str(tmp_path / "另一本 journal.sqlite3")
    process("add", "r", "there", YEARLOG_JOURNAL=other)
    assert process("list", "--json", code=1).out == ""
    assert len(process("--journal", other, "list", "--json").json) == 1
    process("add", "r", "usual", YEARLOG_JOURNAL="")
    usual = Path(os.environ["XDG_DATA_HOME"]) / "yearlog" / "journal.sqlite3"
    if sys.platform == "linux":
        assert usual.stat().st_mode & 0o777 == 0o600
        assert usual.parent.stat().st_mode & 0o777 == 0o700
