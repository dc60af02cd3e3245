"""Purging: of what was removed for good, nothing is left in the file, and the rest is untouched."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.journal.conftest import rows_of
from yearlog.actions import entries, history, photos, purge, reviews
from yearlog.actions.photos import Photo
from yearlog.actions.workspace import Workspace
from yearlog.capture.build import Draft
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal import drafts, seals

SECRETS = (
    "只有我知道的一句话",
    "第一稿里的秘密",
    "a secret title",
    "秘密标签",
    "隐秘的说明",
    "草稿里的秘密",
)


def with_a_secret(space: Workspace, picture: Path) -> tuple[str, str]:
    """Write an entry that stays and one that has a secret in every part; return their ids.

    Some builds of SQLite wipe what is deleted by themselves; here they must not.
    """
    space.journal._connection.execute("PRAGMA secure_delete = OFF")
    (stays,) = entries.add_line(space, ["r", "2025-05-19", "留下来的", "一句"])
    (entry,) = entries.add_line(space, ["r", "2025-05-20", "第一稿里的秘密", "#秘密标签"])
    entries.edit(
        space,
        entry.id,
        {
            "body_zh": "只有我知道的一句话" * 300,
            "title_en": "a secret title",
            "place": "雷克雅未克",
        },
        photos=(Photo(picture, Both("隐秘的说明", "")),),
    )
    entries.edit(space, entry.id, {"body_zh": "只有我知道的一句话"})
    entries.delete(space, [entry.id])
    entries.undo(space)
    fields = {"body_zh": "草稿里的秘密"}
    space.journal.drafts.keep(
        drafts.Draft("d1", "form", "reflection", fields, entry.id, 1, "x", "t")
    )
    reviews.plan(space, 2025, chapters=[stays.id, entry.id])
    return stays.id, entry.id


def test_nothing_of_a_purged_entry_is_left_in_the_file(space: Workspace, picture: Path) -> None:
    stays, secret = with_a_secret(space, picture)
    path = space.journal.path
    held = path.read_bytes()
    assert all(word.encode() in held for word in SECRETS)  # else the test below proves nothing
    ((doomed,), _) = purge.chosen(space, [secret])
    assert (doomed.versions, doomed.photos, doomed.drafts) == (5, 1, 1)

    done = purge.purge(space, [secret])

    left = path.read_bytes()
    assert [word for word in (*SECRETS, "雷克雅未克", secret[:13]) if word.encode() in left] == [
        secret[:13]  # the id stands in the blank lines of the history
    ]
    assert not [file for file in space.journal.attachments.rglob("*") if file.is_file()]
    assert done.ids == (secret,)
    assert [entry.id for entry in space.journal.every_entry()] == [stays]
    assert space.journal.plan(2025).chapters == (stays,)
    assert not space.journal.drafts.listed()
    assert [batch.verb for batch in space.journal.batches()] == [
        "purge", "review", "undo", "delete", "edit", "edit", "add", "add",
    ]  # fmt: skip


def test_the_rest_can_still_be_undone_and_redone(space: Workspace, picture: Path) -> None:
    stays, secret = with_a_secret(space, picture)
    purge.purge(space, [secret])
    after = rows_of(space.journal.path)
    undone = []
    while space.journal.next_undo():
        undone.append(entries.undo(space).verb)
    assert undone == ["review", "add"]
    assert space.journal.every_entry() == []
    for _ in undone:
        entries.redo(space)
    again = rows_of(space.journal.path)
    # Redoing the review brings the chapters back as they were chosen; the page passes over the id.
    assert {k: v for k, v in again.items() if k != "reviews"} == {
        k: v for k, v in after.items() if k != "reviews"
    }
    assert [entry.id for entry in space.journal.every_entry()] == [stays]


def test_of_a_batch_of_several_the_others_come_back(space: Workspace) -> None:
    one, two = entries.add_line(space, ["f", "ITH", "JFK", "GVA", "2025-05-12"])
    purge.purge(space, [one.id])
    made = space.journal.batches([1])[0]
    assert made.summary.en == "several entries, one of them purged"
    entries.delete(space, [two.id])
    entries.undo(space)
    entries.undo(space)
    assert space.journal.every_entry() == []
    entries.redo(space)
    assert [entry.id for entry in space.journal.every_entry()] == [two.id]
    assert history.of_entry(space, two.id)[1]


def test_the_history_stays_sealed(space: Workspace, picture: Path) -> None:
    _, secret = with_a_secret(space, picture)
    purge.purge(space, [secret])
    with closing(sqlite3.connect(space.journal.path)) as connection:
        stored = dict(connection.execute("SELECT id, seal FROM batches").fetchall())
        assert {batch: seals.of(connection, batch) for batch in stored} == stored
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_a_photo_or_place_that_another_entry_has_stays(space: Workspace, picture: Path) -> None:
    photo = (Photo(picture, Both("雪", "snow")),)
    kept = [
        entries.edit(
            space,
            entries.add_line(space, ["r", f"2025-05-2{at}", "雪"])[0].id,
            {"place": "雷克雅未克"},
            photos=photo,
        )
        for at in range(2)
    ]
    purge.purge(space, [kept[0].id])
    (other,) = space.journal.entries()
    assert other.place == kept[1].place
    assert photos.read(space.journal, other.photos[0]) == picture.read_bytes()


def test_backups_that_hold_it_are_named_and_cleaned_if_asked(
    space: Workspace, picture: Path
) -> None:
    _, secret = with_a_secret(space, picture)
    path = space.journal.path
    folder = path.with_name(f"{path.stem}.backups")
    folder.mkdir(exist_ok=True)
    copy = folder / "2025-12-19-090000-daily.sqlite3"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    done = purge.purge(space, [secret])
    assert copy in done.still
    assert "只有我知道的一句话".encode() in copy.read_bytes()

    again = purge.purge(space, [secret], backups=True)
    assert copy in again.cleaned
    assert again.still == ()
    left = copy.read_bytes()
    assert not [word for word in SECRETS if word.encode() in left]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM entries").fetchone()[0] == 1


def test_all_deleted_entries_at_once(space: Workspace) -> None:
    made = [entries.add_line(space, ["r", f"2025-05-2{at}", "句"])[0].id for at in range(3)]
    entries.delete(space, made[:2])
    assert [one.entry.id for one in purge.chosen(space, [], deleted=True).doomed] == made[:2]


def test_a_purge_that_could_not_write_the_file_anew_is_told_and_finished_later(
    space: Workspace, picture: Path
) -> None:
    _, secret = with_a_secret(space, picture)
    with closing(sqlite3.connect(space.journal.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entries").fetchone()
        with space.journal.patience(50), pytest.raises(YearlogError):
            purge.purge(space, [secret])  # a reader in the way: nothing is stored at all
    assert space.journal.entry(secret)
    # Rewriting works by attaching a temporary file; here it may not.
    space.journal._connection.set_authorizer(
        lambda what, *_: sqlite3.SQLITE_DENY if what == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK
    )
    done = purge.purge(space, [secret])
    assert done.unwritten is not None
    assert not [file for file in space.journal.attachments.rglob("*") if file.is_file()]

    space.journal._connection.set_authorizer(None)
    chosen = purge.chosen(space, [secret[-6:]])
    assert chosen == ([], [secret])
    again = purge.purge(space, [], gone=chosen.gone, backups=True)
    assert again.unwritten is None
    left = space.journal.path.read_bytes()
    assert not [word for word in SECRETS if word.encode() in left]


def test_files_that_were_moved_aside_or_left_unfinished_count_as_copies(
    space: Workspace, picture: Path
) -> None:
    _, secret = with_a_secret(space, picture)
    path = space.journal.path
    whole = path.read_bytes()
    aside = path.with_name(f"{path.name}.damaged-20251219120000")
    aside.write_bytes(whole)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    unfinished = path.with_name(f".{path.name}.{dead.pid}.0123456789ab")
    unfinished.write_bytes(whole)
    done = purge.purge(space, [secret])
    assert aside in done.still
    assert not unfinished.exists()
    again = purge.purge(space, [], gone=[secret], backups=True)
    assert aside in again.cleaned
    assert SECRETS[0].encode() not in aside.read_bytes()


def test_a_photo_attached_while_it_is_purged_is_there_in_the_end(
    space: Workspace, picture: Path
) -> None:
    (first,) = entries.add_line(space, ["r", "一"], photos=(Photo(picture),))
    photo = photos.store(space.journal, (Photo(picture),))  # found there, so not copied again
    with Workspace.open(space.journal.path) as other:
        purge.purge(other, [first.id])
    assert not photos.stored_at(space.journal, photo[0]).exists()
    (second,) = entries.add(space, [Draft("reflection", {"body_zh": "二"})])
    entries.change(space, "edit", [second], lambda entry: replace(entry, photos=photo))
    assert photos.read(space.journal, photo[0]) == picture.read_bytes()


def test_a_photo_that_only_an_old_version_had_goes_too(space: Workspace, picture: Path) -> None:
    (entry,) = entries.add_line(space, ["r", "一"], photos=(Photo(picture),))
    entries.change(space, "edit", [entry], lambda one: replace(one, photos=()))
    assert [file for file in space.journal.attachments.rglob("*") if file.is_file()]
    purge.purge(space, [entry.id])
    assert not [file for file in space.journal.attachments.rglob("*") if file.is_file()]
