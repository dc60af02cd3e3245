"""``history``, ``revert``, ``tag`` and ``purge`` as a person types them."""

from __future__ import annotations

import io
import sys

import pytest

from tests.cli.conftest import Run

BEFORE = "今天写了一点东西，也删了一点，还想了很久要不要把这一段留下来给明年的自己看。"
AFTER = "今天写了很多东西，也删了一点，还想了很久要不要把这一段留下来给后年的自己看。"


@pytest.fixture
def wanted(run: Run) -> str:
    """Write a reflection and change it; return the end of its id."""
    run("add", "r", "2025-05-20", BEFORE)
    entry_id = run("list", "--json").json[0]["id"][-6:]
    run("edit", entry_id, "--body-zh", AFTER, "--title-en", "On writing", "--tag", "年终")
    return str(entry_id)


def test_the_steps_of_the_journal(run: Run, wanted: str) -> None:
    run("undo")
    lines = run("history").out.splitlines()
    assert [line.split()[0] for line in lines] == ["#3", "#2", "#1"]
    assert "undo of #2 (change of reflection" in lines[0]
    assert "[undone]" in lines[1]
    zh = run("--ui", "zh", "history", "--limit", "2")
    assert "命令行" in zh.out
    assert "[已撤销]" in zh.out
    assert zh.err == "还有 1 步更早的。yearlog history --limit 0 会全部列出。\n"
    said = run("history", "--json").json
    assert [(one["batch"], one["verb"], one["state"], one["target"]) for one in said] == [
        (3, "undo", "log", 2),
        (2, "edit", "undone", None),
        (1, "add", "done", None),
    ]


def test_an_entry_shows_only_what_changed(run: Run, wanted: str) -> None:
    out = run("history", wanted).out
    assert (
        "~ 今天写了[-一点-]{+很多+}东西，也删了一点，还想了很久要不要把这一段留下来"
        "给[-明-]{+后+}年的自己看。" in out
    )
    assert "  English title: On writing\n" in out
    assert "中文正文：" in run("--ui", "zh", "history", wanted).out
    said = run("history", wanted, "--json").json
    (title,) = [one for one in said[1]["changes"] if one["field"] == "title_en"]
    assert (title["before_en"], title["after_en"]) == ("", "On writing")
    assert said[0]["entry"]["body_zh"] == BEFORE


def test_revert_and_undo(run: Run, wanted: str) -> None:
    said = run("revert", wanted, "--at", "#1")
    assert "Back to #1" in said.err
    assert run("show", wanted, "--json").json["body_zh"] == BEFORE
    run("undo")
    assert run("show", wanted, "--json").json["body_zh"] == AFTER
    assert "nothing was changed" in run("revert", wanted, "--at", "#2").err
    assert "is no time" in run("revert", wanted, "--at", "#999", code=2).err


def test_tags(run: Run, wanted: str) -> None:
    assert run("tag").out == "#年终  1 entry\n"
    assert "#年终 is now #岁末 in 1 entry" in run("tag", "年终", "#岁末").err
    assert run("tag", "--json").json == [{"tag": "岁末", "entries": 1}]
    assert "nothing was changed" in run("tag", "岁末", "岁末").err
    assert run("tag", "one", code=2).sentence.startswith("To rename a tag")
    assert run("tag", "none", "other", code=1).sentence.startswith("No entry has the tag #none")


class _Answer(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_purge_asks_and_an_empty_answer_stops_it(
    run: Run, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from yearlog.cli.program import run as program

    monkeypatch.setattr(sys, "stdin", _Answer("\n"))
    assert program(["purge", wanted]) == 1
    assert run("list", "--json").json != []
    monkeypatch.setattr(sys, "stdin", _Answer("1\n"))
    assert program(["purge", wanted]) == 0
    assert run("list", "--json").json == []


def test_purge_says_what_it_removes(run: Run, wanted: str) -> None:
    said = run("purge", wanted, stdin=b"", code=1)
    assert "This entry will be removed for good" in said.err
    assert "(2 versions)" in said.err
    assert "Nothing was removed." in said.err
    said = run("--ui", "zh", "purge", wanted, "--yes", "--json")
    assert [one[-6:] for one in said.json["purged"]] == [wanted]
    assert "已彻底删除 1 条记录" in said.err
    assert "an entry that was purged" in run("history").out
    assert run("history", wanted, code=1).sentence.startswith("There is no entry")
    assert "had been removed before" in run("purge", wanted, "--yes").err
    assert run("purge", code=2).sentence.startswith("Give the ids")
    assert run("purge", "--deleted", "--yes").err == "There are no deleted entries to purge.\n"
