"""The layers hold, and a few promises about the source that no linter makes."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "yearlog").rglob("*.py"))


def test_data_flows_one_way() -> None:
    program = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("import-linter is not installed (make lint brings it)")
    done = subprocess.run(
        [program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def calls(tree: ast.AST) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


@pytest.mark.parametrize(
    "path",
    [path for path in SOURCES if path.name != "clock.py"],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_the_clock_is_asked_in_one_place(path: Path) -> None:
    found = calls(ast.parse(path.read_text(encoding="utf-8")))
    assert not found & {
        "datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time",
        "datetime.datetime.now", "datetime.date.today",
    }  # fmt: skip


def test_only_the_journal_and_the_gazetteer_open_databases() -> None:
    allowed = {"yearlog/journal/", "yearlog/places/"}
    for path in SOURCES:
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        if {"sqlite3", "sqlite_utils"} & imported:
            assert name.startswith(tuple(allowed)), name
