"""What is written in an editor outlives a locked journal, a crash, and an editor gone astray."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from yearlog.actions import entries, purge
from yearlog.actions.editor import EditKept, edit_in_editor
from yearlog.actions.workspace import Workspace
from yearlog.i18n import LANGS
from yearlog.journal import store
from yearlog.journal.errors import JournalNotWritable, UnknownEntry
from yearlog.kinds.entry import Entry


@pytest.fixture
def essay(space: Workspace) -> Entry:
    (entry,) = entries.add_line(space, ["r", "2025-05-12", "Half", "a", "thought"])
    return entry


def finish(path: Path) -> None:
    """Edit as an author does."""
    path.write_text(path.read_text().replace("Half a", "A whole"))


def save(path: Path) -> None:
    """Save without a change."""
    path.write_bytes(path.read_bytes())


def files(space: Workspace) -> list[Path]:
    return sorted(space.journal.path.with_name("journal.drafts").glob("*.md"))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, space: Workspace) -> Iterator[Workspace]:
    """Give a second workspace that does not wait for other programs."""
    monkeypatch.setattr(store, "WAIT_MS", 10)
    with Workspace.open(space.journal.path) as opened:
        yield opened


def test_words_that_a_locked_journal_cannot_take_are_kept(
    space: Workspace, impatient: Workspace, essay: Entry
) -> None:
    with closing(sqlite3.connect(space.journal.path)) as locking:

        def finish_and_lock(path: Path) -> None:
            finish(path)
            locking.execute("BEGIN IMMEDIATE")

        with pytest.raises(EditKept) as raised:
            edit_in_editor(impatient, essay.id, finish_and_lock)
        locking.execute("ROLLBACK")
    (kept,) = files(space)
    assert str(kept) in raised.value.get("zh")
    assert "locked for too long" in raised.value.get("en")
    edited = edit_in_editor(space, essay.id, save)
    assert edited.changed
    assert space.journal.entry(essay.id).texts["en"].body == "A whole thought"
    assert files(space) == []


def test_an_editor_that_comes_back_at_once_and_saves_later_loses_nothing(
    space: Workspace, essay: Entry
) -> None:
    """As editors with windows do when they are not told to wait."""
    seen: list[tuple[Path, str]] = []
    edit_in_editor(space, essay.id, lambda path: seen.append((path, path.read_text())))
    ((path, text),) = seen
    assert not path.exists()
    path.write_text(text.replace("Half a", "A whole"))
    edit_in_editor(space, essay.id, save)
    assert space.journal.entry(essay.id).texts["en"].body == "A whole thought"


def test_a_folder_that_cannot_be_written_is_said_before_the_editor_opens(
    space: Workspace, essay: Entry
) -> None:
    space.journal.path.with_name("journal.drafts").write_text("in the way")

    def never(path: Path) -> None:
        raise AssertionError(path)

    with pytest.raises(JournalNotWritable):
        edit_in_editor(space, essay.id, never)


def test_an_entry_that_is_not_there_opens_no_editor(space: Workspace, essay: Entry) -> None:
    entries.delete(space, [essay.id])
    with pytest.raises(UnknownEntry):
        edit_in_editor(space, essay.id, finish)


def test_the_newest_of_several_leftovers_comes_first_and_the_other_after_it(
    space: Workspace, essay: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(turn: str) -> Callable[[Path], None]:
        def run(path: Path) -> None:
            path.write_text(path.read_text().replace("Half a", turn))
            raise KeyboardInterrupt

        return run

    for turn, hour in (("An old", 11), ("A new", 12)):
        monkeypatch.setenv("YEARLOG_NOW", f"2025-12-20T{hour}:00:00+00:00")
        aside = [path.rename(path.with_suffix(".away")) for path in files(space)]
        with pytest.raises(KeyboardInterrupt):
            edit_in_editor(space, essay.id, crash(turn))
        for path in aside:
            path.rename(path.with_suffix(".md"))
    assert len(files(space)) == 2
    edit_in_editor(space, essay.id, save)
    assert space.journal.entry(essay.id).texts["en"].body == "A new thought"
    assert len(files(space)) == 1

    looked: list[str] = []

    def look(path: Path) -> None:
        looked.append(path.read_text())

    with pytest.raises(EditKept):
        edit_in_editor(space, essay.id, look)
    assert "An old thought" in looked[0]


# Of an entry that went meanwhile ------------------------------------------------------------------


def away(how: str, space: Workspace, entry: Entry) -> None:
    if how == "deleted":
        entries.delete(space, [entry.id])
    elif how == "purged":
        purge.purge(space, [entry.id])
    else:
        entries.undo(space)


AWAY = ("deleted", "purged", "undone")


@pytest.mark.parametrize("how", AWAY)
def test_an_edit_whose_entry_went_meanwhile_can_be_gone_on_with(
    space: Workspace, essay: Entry, how: str
) -> None:
    turns = iter(("write", "leave"))

    def write_then_leave(path: Path) -> None:
        if next(turns) == "write":
            text = path.read_text()
            away(how, space, essay)
            path.write_text(text.replace("Half a", "A whole"))

    short = essay.id[-6:]
    with pytest.raises(EditKept) as caught:
        edit_in_editor(space, essay.id, write_then_leave)
    (kept,) = files(space)
    for lang in LANGS:
        assert str(kept) in caught.value.get(lang)
        assert f"yearlog edit {short}" in caught.value.get(lang)
    assert space.journal.count() == 0

    # Leaving without saving keeps the file; saving stores it, as the sentence says.
    with pytest.raises(EditKept, match=f"yearlog edit {short}"):
        edit_in_editor(space, short, lambda path: None)
    assert "A whole thought" in kept.read_text()
    edited = edit_in_editor(space, short, save)
    assert edited.changed
    (found,) = space.journal.entries()
    assert found.texts["en"].body == "A whole thought"
    assert found.id == edited.entry.id
    assert (found.id == essay.id) is (how == "deleted")
    assert found.created_at[:4] == essay.created_at[:4]
    assert files(space) == []


def test_a_file_that_cannot_be_read_and_has_no_entry_is_named(
    space: Workspace, essay: Entry
) -> None:
    def spoil(path: Path) -> None:
        purge.purge(space, [essay.id])
        path.write_text("---\nkind: nonsense\n---\nmy words")

    with pytest.raises(EditKept):
        edit_in_editor(space, essay.id, spoil_then(spoil))
    (kept,) = files(space)
    with pytest.raises(EditKept) as caught:
        edit_in_editor(space, essay.id[-6:], finish)
    assert str(kept) in caught.value.get("en")
    assert "kind should be" in caught.value.get("en")
    assert "my words" in kept.read_text()


def spoil_then(first: Callable[[Path], None]) -> Callable[[Path], None]:
    """Return an editor that does something when it is first opened, and nothing after."""
    todo = [first]

    def run(path: Path) -> None:
        if todo:
            todo.pop()(path)

    return run


@pytest.mark.parametrize("wanted", ["*", "??????", "[0-9]", ""])
def test_a_pattern_is_no_id(space: Workspace, essay: Entry, wanted: str) -> None:
    with pytest.raises(EditKept):
        edit_in_editor(space, essay.id, spoil_then(lambda path: path.write_text("rubbish")))
    away("deleted", space, essay)
    with pytest.raises(UnknownEntry):
        edit_in_editor(space, wanted, finish)


def test_an_untouched_file_that_a_purge_took_says_that_the_entry_is_gone(
    space: Workspace, essay: Entry
) -> None:
    with pytest.raises(UnknownEntry):
        edit_in_editor(space, essay.id, lambda path: purge.purge(space, [essay.id]) and None)
