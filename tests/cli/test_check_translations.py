"""Translations that are out of date: when ``check`` says so, and what takes it away."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Process, Run
from tests.cli.test_editor import editor_script

STALE = ["stale"]


@pytest.fixture
def essay(run: Run) -> str:
    """Write a text in Chinese, then its translation."""
    made = run("--ui", "zh", "add", "r", "2025-05-01", "--title-zh", "题", "--body-zh", "原文",
               "--json").json  # fmt: skip
    run("edit", made["id"], "--title-en", "Title", "--body-en", "text")
    return str(made["id"])


def found(run: Run, essay: str, *, code: int = 0) -> list[str]:
    listed = run("check", essay, "--json", code=code).json["findings"]
    return [one["code"] for one in listed]


def test_the_original_is_edited_alone(run: Run, essay: str) -> None:
    assert found(run, essay) == []
    run("edit", essay, "--body-zh", "原文改过")
    assert found(run, essay, code=3) == STALE
    said = run("--ui", "zh", "check", "2025", code=3).out.splitlines()
    short = essay[-6:]
    assert said[1] == (
        f"  en:全文  译文过时了：翻译之后原文又改过；改译文用 yearlog edit {short}，"
        f"译文仍然对就用 yearlog check {short} --still-good"
    )
    run("edit", essay, "--body-en", "text, changed")
    assert found(run, essay) == []


def test_both_are_edited(run: Run, essay: str) -> None:
    run("edit", essay, "--body-zh", "原文改过", "--body-en", "text, changed")
    assert found(run, essay) == []


def test_what_is_not_the_text_is_edited(run: Run, essay: str) -> None:
    run("edit", essay, "--tag", "snow", "--title-zh", "新题", "--visibility", "public")
    assert found(run, essay) == []


def test_still_good_is_a_step_that_undo_takes_back(run: Run, essay: str) -> None:
    run("edit", essay, "--body-zh", "原文改过")
    said = run("check", essay, "--still-good")
    assert said.err.startswith(f"Noted: the translation of {essay[-6:]} is still right")
    assert found(run, essay) == []
    run("undo")
    assert found(run, essay, code=3) == STALE
    run("redo")
    assert found(run, essay) == []
    run("check", essay, "--still-good", "--json")
    run("edit", essay, "--body-zh", "又改")
    assert found(run, essay, code=3) == STALE


def test_still_good_wants_an_entry_in_two_languages(run: Run) -> None:
    alone = run("add", "r", "2025-05-01", "--body-zh", "原文", "--json").json["id"]
    assert "no text in both languages" in run("check", alone, "--still-good", code=1).sentence
    assert "yearlog check ID --still-good" in run("check", "2025", "--still-good", code=2).sentence


def test_undo_and_redo_of_the_edit(run: Run, essay: str) -> None:
    run("edit", essay, "--body-zh", "原文改过")
    run("undo")
    assert found(run, essay) == []
    run("redo")
    assert found(run, essay, code=3) == STALE


def test_dump_and_load_keep_it(run: Run, essay: str, tmp_path: Path) -> None:
    run("edit", essay, "--body-zh", "原文改过")
    run("dump", str(tmp_path / "out"))
    other = ("--journal", str(tmp_path / "other.sqlite3"))
    run(*other, "load", str(tmp_path / "out"))
    listed = run(*other, "check", essay, "--json", code=3).json["findings"]
    assert [one["code"] for one in listed] == STALE


@pytest.mark.parametrize(
    ("old", "new", "code"), [("原文", "原文改过", 3), ("text", "text, changed", 0)]
)
def test_a_file_edited_by_hand(
    run: Run, essay: str, tmp_path: Path, old: str, new: str, code: int
) -> None:
    run("dump", str(tmp_path))
    (file,) = (tmp_path / "entries").rglob("*.md")
    written = file.read_text("utf-8")
    file.write_text(written.replace(f"\n{old}\n", f"\n{new}\n"), "utf-8")
    run("load", str(tmp_path))
    assert found(run, essay, code=code) == STALE[: code // 3]


def test_a_file_that_takes_up_a_stale_translation(run: Run, essay: str, tmp_path: Path) -> None:
    run("edit", essay, "--body-zh", "原文改过")
    run("dump", str(tmp_path))
    (file,) = (tmp_path / "entries").rglob("*.md")
    file.write_text(file.read_text("utf-8").replace("\ntext\n", "\nbetter\n"), "utf-8")
    run("load", str(tmp_path))
    assert found(run, essay) == []


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("text.replace('原文', '原文改过')", 3),
        ("text.replace('\\ntext\\n', '\\nbetter\\n')", 0),
        ("text.replace('原文', '原文改过').replace('\\ntext\\n', '\\nbetter\\n')", 0),
        ("text.replace('visibility: private', 'visibility: public')", 0),
    ],
)
def test_in_the_editor(
    run: Run, process: Process, essay: str, tmp_path: Path, how: str, code: int
) -> None:
    script = editor_script(tmp_path, f"path.write_text({how})")
    import sys

    process("edit", essay, EDITOR=f"{sys.executable} {script}")
    assert found(run, essay, code=code) == STALE[: code // 3]


def test_the_fixes_of_check_leave_a_right_translation_right(run: Run, essay: str) -> None:
    run("edit", essay, "--body-zh", "原文【^1】\n\n[^1]：注", "--body-en", "text[^1]\n\n[^1]: note")
    run("check", essay, "--fix")
    assert found(run, essay) == []
    run("edit", essay, "--body-zh", "改过【^1】\n\n[^1]：注")
    run("check", essay, "--fix", code=3)
    assert found(run, essay, code=3) == STALE
