"""Help speaks one language at a time, in columns that hold in Chinese."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Process
from yearlog.cli.program import _COMMANDS
from yearlog.text.width import display_width

HAN = re.compile("[\u3400-\u9fff]")
SENTENCE = re.compile(r"[A-Za-z’']{2,} [a-z’']{2,} [a-z’']{2,}")
PAGES = [
    [],
    *([name] for name in _COMMANDS),
    *(["add", kind] for kind in ("flight", "talk", "project", "stay", "reflection")),
]


@pytest.mark.parametrize("words", PAGES, ids=lambda words: " ".join(words) or "yearlog")
def test_help_in_chinese_has_no_english_sentence(process: Process, words: list[str]) -> None:
    said = process("--ui", "zh", *words, "--help")
    assert said.err == ""
    assert said.out.startswith("用法：yearlog")
    without_examples = re.sub(r"yearlog [a-z]+( [a-z]+| --[a-z]+)*", "", said.out)
    assert not SENTENCE.search(without_examples)
    rows = [line for line in said.out.splitlines() if re.match(r"  -", line)]
    assert rows
    for row in rows:
        about = re.split(r" {2,}", row.strip(), maxsplit=1)
        if len(about) == 2:
            assert HAN.search(about[1]), row
    assert max(map(display_width, said.out.splitlines())) <= 80


@pytest.mark.parametrize("words", PAGES, ids=lambda words: " ".join(words) or "yearlog")
def test_help_in_english_has_no_chinese(process: Process, words: list[str]) -> None:
    said = process("--ui", "en", *words, "--help")
    assert said.err == ""
    assert said.out.startswith("Usage: yearlog")
    assert not HAN.search(said.out)
    assert max(map(len, said.out.splitlines())) <= 80


def test_columns_hold_in_chinese(process: Process) -> None:
    rows = [
        line
        for line in process("--ui", "zh", "add", "flight", "--help").out.splitlines()
        if re.match(r"  --", line)
    ]
    starts = set()
    for row in rows:
        found = re.search(r" {2,}(?=[^ ])", row[2:])
        assert found
        starts.add(display_width(row[: found.end() + 2]))
    assert len(starts) == 1


def test_help_lists_every_command_and_every_command_is_there(process: Process) -> None:
    from yearlog.cli.program import yearlog

    said = process("--help").out
    for name in _COMMANDS:
        assert f"\n  {name} " in said
        command = yearlog.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.name == name
    assert yearlog.get_command(None, "songs") is None  # type: ignore[arg-type]
