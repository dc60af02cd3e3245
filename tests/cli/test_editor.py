"""``edit`` in the user's own editor: what was written is stored, or kept in a file and said so."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Process
from tests.journal.conftest import rows_of

Editor = str


@pytest.fixture
def flight(process: Process) -> str:
    """Record a flight and give its id."""
    made = process("add", "f", "ITH", "JFK", "2025-05-12", "07:00-08:15", "--json")
    return str(made.json["id"])


@pytest.fixture
def edited(process: Process, tmp_path: Path) -> object:
    """Give what runs ``edit`` with a real editor that does what Python code says with ``text``."""

    def run(entry_id: str, code: str, *more: str, expected: int = 0) -> object:
        script = tmp_path / "editor.py"
        script.write_text(
            "import os, pathlib, sys\npath = pathlib.Path(sys.argv[1])\n"
            f"text = path.read_bytes().decode()\n{code}\n",
            encoding="utf-8",
        )
        env = {"EDITOR": f"{sys.executable} {script}", "TMPDIR": str(tmp_path)}
        return process(*more, "edit", entry_id, code=expected, **env)

    return run


def left_behind(tmp_path: Path) -> list[Path]:
    return sorted(tmp_path.glob("yearlog-*.md"))


def test_a_change_is_stored_and_the_file_removed(
    process: Process, flight: str, edited: object, tmp_path: Path
) -> None:
    change = "path.write_text(text.replace('08:15', '08:45') + '<!-- zh -->\\n很顺利。\\n')"
    said = edited(flight, change)  # type: ignore[operator]
    assert said.err == "Saved. yearlog undo takes the change back.\n"
    entry = process("show", flight, "--json").json
    assert (entry["scheduled_arrival"], entry["duration_minutes"]) == ("2025-05-12T08:45", 105)
    assert entry["body_zh"] == "很顺利。"
    assert left_behind(tmp_path) == []
    process("undo")
    assert process("show", flight, "--json").json["duration_minutes"] == 75


def test_the_file_is_private_and_shows_no_stamps(flight: str, edited: object) -> None:
    check = (
        "assert path.stat().st_mode & 0o777 == 0o600\n"
        "assert text.startswith('---\\nkind: flight\\n')\n"
        "assert 'created_at' not in text and 'distance_km' not in text"
    )
    said = edited(flight, check)  # type: ignore[operator]
    assert said.err == "Nothing changed.\n"


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("path.write_text('rubbish')", "the first line should be ---"),
        ("path.write_text('')", "the first line should be ---"),
        ("path.write_text(text.replace('2025-05-12', '2025-02-30', 1))", "no 2025-02-30"),
        ("path.write_text(text.replace('kind: flight', 'kind: talk'))", "kind should be: flight"),
        ("path.write_text(text.replace('T08:15', 'T06:15'))", "before departure"),
        ("path.write_bytes(b'---\\n\\xff\\n---\\n')", "is not UTF-8 text"),
        ("path.write_text(text.replace('status:', 'photos: [{file: /x.png}]\\nstatus:'))", "x.png"),
    ],
)
def test_rubbish_changes_nothing_and_is_kept(
    process: Process, flight: str, edited: object, tmp_path: Path, surroundings: Path,
    code: str, why: str,
) -> None:  # fmt: skip
    before = rows_of(surroundings / "journal.sqlite3")
    said = edited(flight, code, expected=1)  # type: ignore[operator]
    assert why in said.err
    (kept,) = left_behind(tmp_path)
    assert f"The entry was not changed; what you wrote is kept in {kept}." in said.err
    assert rows_of(surroundings / "journal.sqlite3") == before
    written = kept.read_bytes()
    chinese = edited(flight, code, "--ui", "zh", expected=1)  # type: ignore[operator]
    assert re.search(r"记录没有改动，你写的内容保存在 .*\.md。", chinese.err)
    assert all(path.read_bytes() == written for path in left_behind(tmp_path))


def test_an_entry_that_changed_meanwhile_is_not_overwritten(
    process: Process, flight: str, edited: object, tmp_path: Path
) -> None:
    meanwhile = (
        "import subprocess\n"
        f"subprocess.run([sys.executable, '-m', 'yearlog', 'edit', '{flight}', '--seat', '12A'],"
        " check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n"
        "path.write_text(text + '<!-- en -->\\nMine.\\n')"
    )
    said = edited(flight, meanwhile, expected=1)  # type: ignore[operator]
    assert "Another program changed this entry" in said.err
    entry = process("show", flight, "--json").json
    assert (entry["seat"], entry["body_en"]) == ("12A", "")
    (kept,) = left_behind(tmp_path)
    assert "Mine." in kept.read_text()


def test_an_editor_that_fails_says_where_the_file_is(
    flight: str, edited: object, tmp_path: Path
) -> None:
    said = edited(flight, "sys.exit(3)", expected=1)  # type: ignore[operator]
    (kept,) = left_behind(tmp_path)
    assert str(kept) in said.err
    assert said.err.startswith("The editor failed")


def test_a_photo_can_be_added_and_a_caption_changed(
    process: Process, flight: str, edited: object, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    add = (
        "path.write_text(text.replace('status:', "
        f"'photos:\\n- file: {tmp_path / 'a.png'}\\n  caption: {{zh: 雪}}\\nstatus:'))"
    )
    edited(flight, add)  # type: ignore[operator]
    edited(flight, "path.write_text(text.replace('zh: 雪', 'zh: 云'))")  # type: ignore[operator]
    (photo,) = process("show", flight, "--json").json["photos"]
    assert (photo["filename"], photo["caption_zh"]) == ("a.png", "云")
