"""A quick command imports little: what is heavy is loaded by the command that needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "sqlite_utils", "textual", "folium", "branca", "geopy", "jinja2", "babel", "markdown_it", "nh3",
    "PIL", "yaml", "numpy", "pandas", "platformdirs", "importlib.resources", "asyncio", "requests",
}  # fmt: skip

_PROBE = """
import json, sys
from yearlog.cli import main
try:
    main(sys.argv[1:])
except SystemExit as left:
    assert not left.code, left.code
finally:
    print("\\n" + json.dumps(sorted(sys.modules)))
"""


def loaded(*words: str) -> set[str]:
    """Return what a process that ran this command has imported."""
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *words],
        stdin=subprocess.DEVNULL, capture_output=True, check=True, text=True,
    )  # fmt: skip
    return set(json.loads(done.stdout.splitlines()[-1]))


FLIGHT = ("add", "flight", "ITH", "JFK", "2025-05-12", "DL4921", "07:00-08:15")


@pytest.fixture
def begun() -> None:
    """Make the journal, so that a command under test is not its first run."""
    loaded(*FLIGHT)


@pytest.mark.parametrize(
    "words",
    [
        FLIGHT,
        ("add", "s", "Zermatt", "2025-02-14..16", "滑雪"),
        ("add", "r", "今天", "很好"),
        ("list",),
        ("list", "--json"),
        ("--help",),
        ("add", "flight", "--help"),
        ("undo",),
        ("config",),
        ("stats", "2025"),
        ("place", "日内瓦"),
    ],
    ids=" ".join,
)
def test_a_quick_command_imports_nothing_heavy(begun: None, words: tuple[str, ...]) -> None:
    assert loaded(*words) & HEAVY == set()


def test_help_opens_no_database(begun: None) -> None:
    found = loaded("--help")
    assert "sqlite3" not in found
    assert not {name for name in found if name.startswith("yearlog.journal")}


def test_only_a_first_run_pays_for_the_schema(begun: None, tmp_path: Path) -> None:
    assert "sqlite_utils" not in loaded(*FLIGHT)
    # The control: the probe does see what a first run imports.
    assert "sqlite_utils" in loaded("--journal", str(tmp_path / "new.sqlite3"), *FLIGHT)


def test_importing_the_package_does_nothing() -> None:
    code = "import json, sys, yearlog; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert not {name for name in json.loads(done.stdout) if name.startswith("yearlog.")}


def test_a_plain_line_needs_no_option_parser(begun: None) -> None:
    assert "click" not in loaded(*FLIGHT)
    assert "click" in loaded(*FLIGHT, "--public")
