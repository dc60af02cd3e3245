"""Drafts: on disk at once, out of the history, and never a reason to wait."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from contextlib import closing

import pytest

from yearlog.actions import entries
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.journal.drafts import Draft
from yearlog.journal.errors import JournalBusy
from yearlog.journal.journal import Journal

WORDS = {"words": {"title_zh": "半个题目", "body_en": "line one\nline two"}}


def draft(number: int = 1, **changes: object) -> Draft:
    given = {
        "id": f"draft-{number}", "door": "form", "kind": "talk", "fields": WORDS, "owner": "1@here",
    }  # fmt: skip
    return Draft(**{**given, **changes})


def test_a_draft_comes_back_from_the_file_as_it_was(space: Workspace) -> None:
    kept = space.journal.drafts.keep(draft(entry_id="some-entry", base=7))
    assert kept.at == "2025-12-20T10:00:00.000Z"
    with Journal(space.journal.path, create=False) as elsewhere:
        assert elsewhere.drafts.get("draft-1") == kept
        assert kept.fields == WORDS
        assert (kept.entry_id, kept.base, kept.owner) == ("some-entry", 7, "1@here")


def test_a_draft_replaces_the_one_with_its_id_and_can_be_dropped_twice(space: Workspace) -> None:
    space.journal.drafts.keep(draft())
    space.journal.drafts.keep(draft(fields={"words": {"title_zh": "整个题目"}}))
    assert [one.fields for one in space.journal.drafts.listed()] == [
        {"words": {"title_zh": "整个题目"}}
    ]
    space.journal.drafts.drop("draft-1")
    space.journal.drafts.drop("draft-1")
    assert space.journal.drafts.listed() == []
    assert space.journal.drafts.get("draft-1") is None


def test_drafts_are_listed_newest_first(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, minute in ((1, 30), (2, 50), (3, 40)):
        monkeypatch.setenv("YEARLOG_NOW", f"2025-12-20T10:{minute}:00+00:00")
        space.journal.drafts.keep(draft(number))
    listed = [one.id for one in space.journal.drafts.listed()]
    assert listed == ["draft-2", "draft-3", "draft-1"]


def test_a_draft_leaves_no_trace_in_the_history(space: Workspace) -> None:
    entries.add_line(space, ["r", "今天", "雪"])
    before = space.journal.next_undo()
    space.journal.drafts.keep(draft())
    assert space.journal.next_undo() == before
    space.journal.undo()
    assert [one.id for one in space.journal.drafts.listed()] == ["draft-1"]


def test_the_hash_is_over_the_stored_words(space: Workspace) -> None:
    space.journal.drafts.keep(draft())
    with closing(sqlite3.connect(space.journal.path)) as raw:
        fields, stored = raw.execute("SELECT fields, content_hash FROM drafts").fetchone()
    assert json.loads(fields) == WORDS
    assert stored == hashlib.sha256(fields.encode()).hexdigest()


def test_words_that_cannot_be_read_stay_on_disk_and_harm_no_other(space: Workspace) -> None:
    space.journal.drafts.keep(draft(1))
    space.journal.drafts.keep(draft(2))
    with closing(sqlite3.connect(space.journal.path)) as raw, raw:
        raw.execute("UPDATE drafts SET fields = '{broken' WHERE id = 'draft-1'")
    assert [one.id for one in space.journal.drafts.listed()] == ["draft-2"]
    with closing(sqlite3.connect(space.journal.path)) as raw:
        assert raw.execute("SELECT count(*) FROM drafts").fetchone() == (2,)


def test_a_busy_journal_is_said_within_a_moment_and_other_writers_wait_as_before(
    space: Workspace,
) -> None:
    with closing(sqlite3.connect(space.journal.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(JournalBusy):
            space.journal.drafts.keep(draft())
        # Other writers wait twenty seconds; whoever types must not.
        assert time.monotonic() - began < 2
        other.execute("ROLLBACK")
    patience = space.journal._connection.execute("PRAGMA busy_timeout").fetchone()[0]
    assert patience == 20_000
    space.journal.drafts.keep(draft())


def test_a_journal_that_cannot_be_written_says_so_in_a_sentence(space: Workspace) -> None:
    space.journal._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(YearlogError) as raised:
        space.journal.drafts.keep(draft())
    assert str(space.journal.path) in raised.value.get("zh")
