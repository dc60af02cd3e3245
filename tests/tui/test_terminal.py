"""At a real terminal: what was typed outlives the program, however it ends; silence otherwise."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.tui.terminal import Terminal
from yearlog.actions import drafts, entries
from yearlog.actions.tui_support import Filled
from yearlog.actions.workspace import Workspace
from yearlog.tui import app as tui

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo terminal")

TAB, SAVE, ESCAPE = "\t", "\x13", "\x1b"
HALF = "Half a title"


@pytest.fixture
def journal(surroundings: Path) -> Iterator[Path]:
    """Give the path of a journal with one entry, so that no first questions are asked."""
    with Workspace.open() as space:
        entries.add_line(space, ["r", "2025-06-01", "初夏。"])
        yield space.journal.path


def kept(path: Path) -> list[dict[str, object]]:
    """Return the words of all drafts, read by way of SQLite alone."""
    with closing(sqlite3.connect(path)) as raw:
        return [json.loads(text) for (text,) in raw.execute("SELECT fields FROM drafts")]


def form_holds(path: Path, **words: str) -> bool:
    return any(words.items() <= one.get("words", {}).items() for one in kept(path))


def stored(path: Path, kind: str) -> int:
    with closing(sqlite3.connect(path)) as raw:
        asked = "SELECT count(*) FROM entries WHERE kind = ? AND deleted_at IS NULL"
        return int(raw.execute(asked, (kind,)).fetchone()[0])


def test_a_form_outlives_kill_9_and_its_draft_ends_with_saving(journal: Path) -> None:
    with Terminal("--ui", "zh") as first:
        first.see("初夏。")
        first.type("t")
        first.see("中文标题")
        title = "让规划“开口”说话，写到一半"
        first.type(title)
        first.until(lambda: form_holds(journal, title_zh=title), "a pause")
        first.forget()
        first.type(TAB)
        first.see("英文标题")  # keys that come before the focus has moved go to the old field
        first.type(HALF)
        first.until(lambda: form_holds(journal, title_zh=title, title_en=HALF), "another pause")
        first.kill(signal.SIGKILL)
    assert stored(journal, "talk") == 0

    with Terminal("--ui", "zh") as again:
        again.see("有 1 份未保存的草稿：演讲")
        again.type("w")
        again.see(title)
        assert form_holds(journal, title_zh=title, title_en=HALF)
        again.type(SAVE)
        again.until(lambda: stored(journal, "talk") == 1, "the entry")
        again.until(lambda: not kept(journal), "the end of the draft")
        again.type("q")
        again.until(lambda: again.process.poll() is not None, "the end")
        assert again.process.returncode == 0

    with Terminal("--ui", "zh") as last:
        last.see(title)
        last.quiet()
        assert "草稿" not in last.text


def test_a_line_outlives_kill_9(journal: Path) -> None:
    with Terminal("--ui", "en") as first:
        first.see("初夏。")
        first.type("a")
        first.see("One line, one entry")
        first.type("t 5/14 @Zurich Half a thought")
        first.until(
            lambda: any(
                one.get("line") == "t 5/14 @Zurich Half a thought" for one in kept(journal)
            ),
            "the draft",
        )
        first.kill(signal.SIGKILL)
    with Terminal("--ui", "en") as again:
        again.see("1 unsaved draft: one line")
        again.type("w")
        again.see("t 5/14 @Zurich Half a thought")
        again.type("\r")
        again.until(lambda: stored(journal, "talk") == 1 and not kept(journal), "the entry")


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=["int", "term", "hup"]
)
def test_being_told_to_end_keeps_the_last_letter(journal: Path, number: signal.Signals) -> None:
    with Terminal("--ui", "en") as first:
        first.see("初夏。")
        first.type("t")
        first.see("Chinese title")
        first.type("ЖЩ")
        first.see("Щ")
        first.kill(number)
    assert form_holds(journal, title_en="ЖЩ")


def test_quitting_from_a_form_keeps_it(journal: Path) -> None:
    with Terminal("--ui", "en") as first:
        first.see("初夏。")
        first.type("t")
        first.see("Chinese title")
        first.type(HALF)
        first.see(HALF[-1])
        first.type("\x11")
        first.until(lambda: first.process.poll() is not None, "the end")
    assert form_holds(journal, title_en=HALF)


def test_nothing_is_written_while_nothing_changes_and_a_change_elsewhere_appears(
    journal: Path,
) -> None:
    assert tui.LOOK_EVERY <= 1
    with Terminal("--ui", "zh") as shown, Workspace.open(journal) as elsewhere:
        shown.see("初夏。")
        shown.quiet(1.5)
        assert shown.listen(2.5) == 0
        # Another program keeps a draft of its own: the file changes, the year does not.
        draft = drafts.Kept("another", "form", Filled("talk", {"title_zh": "别人的"}))
        drafts.keep(elsewhere, draft)
        assert shown.listen(2.5) == 0
        entries.add_line(elsewhere, ["r", "2025-08-01", "从命令行写的。"])
        shown.see("从命令行写的。")
        shown.type("t")
        shown.see("中文标题")
        entries.add_line(elsewhere, ["r", "2025-08-02", "表单开着时写的。"])
        shown.listen(2.5)
        shown.type(ESCAPE)
        shown.see("表单开着时写的。")
