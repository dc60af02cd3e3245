"""A moment from the line to the page: the kind that was added last is everywhere at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from yearlog.actions import reviews, search
from yearlog.actions.entries import add_line, set_visibility
from yearlog.actions.export import export
from yearlog.actions.plain import dump, load
from yearlog.actions.workspace import Workspace
from yearlog.capture.line import tokens
from yearlog.journal.journal import Journal
from yearlog.kinds.entry import to_json

LINES = (
    'm 2025-05-14 @Vienna concert "Mahler, Second Symphony"',
    "m 2025-06-01 book 哥德尔、艾舍尔、巴赫",
    "m 2025-07-02 first 只有我知道的第一次",
)


@pytest.fixture
def space(tmp_path: Path):
    with Workspace.open(tmp_path / "j.sqlite3") as opened:
        opened.chosen_lang = "en"
        entries = [entry for line in LINES for entry in add_line(opened, tokens(line))]
        set_visibility(opened, "public", ids=[entry.id for entry in entries[:2]])
        yield opened


def test_the_page_lists_them_in_both_languages_and_keeps_the_private_one(
    space: Workspace, tmp_path: Path
) -> None:
    done = export(space, 2025, tmp_path / "out")
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in (tmp_path / "out" / "2025").iterdir()
        if path.suffix in (".md", ".html")
    }
    assert done.hidden == 1
    for name, text in texts.items():
        assert "只有我知道的第一次" not in text, name
    for name in ("2025.zh.md", "2025.zh.html", "2025.html"):
        for said in ("片刻", "音乐会", "维也纳", "哥德尔、艾舍尔、巴赫", "2 个片刻。"):
            assert said in texts[name], (name, said)
    for name in ("2025.en.md", "2025.en.html", "2025.html"):
        for said in ("Moments", "concert", "Vienna", "Mahler, Second Symphony", "2 moments."):
            assert said in texts[name], (name, said)


def test_it_has_json_search_and_plain_text_like_every_kind(
    space: Workspace, tmp_path: Path
) -> None:
    (concert,) = space.journal.entries(kind="moment", year=2025)[:1]
    record = to_json(concert)
    assert (record["kind"], record["category"]) == ("moment", "concert")
    for words in ("音乐会", "concert", "Mahler", "kind:moment mahler"):
        assert [hit.entry_id for hit in search.find(space, words).hits] == [concert.id], words
    dump(space, tmp_path / "plain")
    with Workspace.open(tmp_path / "again.sqlite3") as other:
        load(other, tmp_path / "plain")
        assert other.journal.entry(concert.id).details == concert.details
    assert space.journal.undo() is not None  # making two of them public
    assert json.dumps(reviews.stats(space, 2025))


def test_a_journal_made_before_there_were_moments_takes_them(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    path = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        script = Path(__file__).parents[1] / "journal" / "fixtures" / "v1.sql"
        connection.executescript(script.read_text(encoding="utf-8"))
    with Workspace.open(path) as opened:
        before = len(opened.journal.entries())
        (entry,) = add_line(opened, tokens("m 2025-06-01 film 春光乍泄"))
    with Journal(path) as journal:
        assert len(journal.entries()) == before + 1
        assert journal.entry(entry.id).titles.zh == "春光乍泄"
