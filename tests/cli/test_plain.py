"""``dump`` and ``load`` at the command line: what they say, and their exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def file_in(folder: Path) -> Path:
    """Return the one file of a dump."""
    (path,) = (folder / "entries").rglob("*.md")
    return path


def test_the_history_goes_along_into_a_new_journal(run: Run, tmp_path: Path) -> None:
    run("add", "r", "one")
    run("edit", run("list", "--json").json[0]["id"], "--tag", "snow")
    folder = str(tmp_path / "dump")
    said = run("dump", folder, "--history")
    assert "The history is there too: 2 steps.\n" in said.err
    assert run("dump", folder, "--history", "--json").json == {
        "written": 1, "left_alone": [], "batches": 2,
    }  # fmt: skip
    fresh = ("--journal", str(tmp_path / "fresh.sqlite3"))
    assert run(*fresh, "load", folder, "--dry-run").err == (
        "The history would come along: 2 steps.\nNothing new: 1 unchanged.\n"
    )
    assert run(*fresh, "list", "--json").json == []
    assert run("--ui", "zh", *fresh, "load", folder).err == (
        "历史也已载入，共 2 步。\n没有新内容：1 条未变。\n"
    )
    assert run(*fresh, "list", "--json").json == run("list", "--json").json
    assert run("load", folder, "--json").json == {
        "added": 0, "merged": 0, "unchanged": 1, "history": "not_taken",
    }  # fmt: skip
    assert "was not taken: this journal has its own" in run("load", folder).err


def test_files_edited_by_hand_are_named_until_they_are_loaded(run: Run, tmp_path: Path) -> None:
    run("add", "r", "one")
    folder = tmp_path / "dump"
    run("dump", str(folder))
    path = file_in(folder)
    name = path.relative_to(folder / "entries").as_posix()
    path.write_text(path.read_text("utf-8").replace("private", "public"), "utf-8")
    said = run("dump", str(folder), code=3)
    assert f"it was left as it is:\n  {name}\nyearlog load {folder} takes it in" in said.err
    assert run("dump", str(folder), "--json", code=3).json["edited"] == [name]
    assert run("load", str(folder), "--dry-run").err == (
        "Would be 0 added, 1 updated, 0 unchanged. Nothing was stored.\n"
    )
    assert run("list", "--json").json[0]["visibility"] == "private"
    assert run("load", str(folder)).err == (
        "0 added, 1 updated, 0 unchanged. yearlog undo takes it back.\n"
    )
    run("dump", str(folder))
    run("undo")
    assert "visibility: public" in path.read_text("utf-8")
    run("dump", str(folder), "--overwrite")
    assert "visibility: private" in path.read_text("utf-8")


def test_what_the_journal_changed_later_is_named_and_kept(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", "r", "one")
    folder = str(tmp_path / "dump")
    run("dump", folder)
    entry_id = run("list", "--json").json[0]["id"]
    monkeypatch.setenv("YEARLOG_NOW", "2025-12-21T10:00:00+00:00")
    run("edit", entry_id, "--tag", "later")
    said = run("load", folder, code=3)
    assert f"was kept as it is:\n  {entry_id[-6:]}\n" in said.err
    assert "保留了日志里的" in run("--ui", "zh", "load", folder, code=3).err
    assert run("load", folder, "--json", code=3).json["kept_newer"] == [entry_id]
    assert run("list", "--json").json[0]["tags"] == ["later"]
    assert run("load", folder, "--take-files", "--json").json["merged"] == 1
    assert run("list", "--json").json[0]["tags"] == []
