"""The file of a journal: made private and whole, and refused untouched when it is not ours."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from yearlog.actions import entries
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.i18n import Both
from yearlog.journal import errors, migrations, schema, store
from yearlog.journal.journal import Journal
from yearlog.kinds.values import TripWords


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def foreign(path: Path, application_id: int = 0) -> Path:
    """Make an SQLite file of another program."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {application_id}")
        connection.execute("CREATE TABLE albums (title TEXT)")
        connection.execute("INSERT INTO albums VALUES ('Blue')")
        connection.commit()
    return path


def stamped(path: Path, version: int) -> Path:
    """Make a journal and give it another version."""
    Journal(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    return path


def test_a_new_journal_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "data" / "yearlog" / "journal.sqlite3"
    old = os.umask(0)
    try:
        Journal(path).close()
    finally:
        os.umask(old)
    assert mode(path) == 0o600
    assert mode(path.parent) == 0o700
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["my journal.sqlite3", "日志 2025.sqlite3", "50%?#&.sqlite3"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / "旅行 and more" / name
    with Workspace.open(path) as space:
        entries.add_line(space, ["r", "很好"])
    with Journal(path, create=False) as journal:
        assert journal.count() == 1
    assert [one.name for one in path.parent.iterdir()] == [name]


def test_the_file_is_durable_and_checked(tmp_path: Path) -> None:
    with closing(store.connect(tmp_path / "j.sqlite3", create=True)) as connection:
        pragmas = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "application_id")
        }
        assert pragmas == {
            "journal_mode": "delete",
            "synchronous": 3,  # EXTRA
            "foreign_keys": 1,
            "application_id": int.from_bytes(b"year", "big"),
        }
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(
                "INSERT INTO texts VALUES ('no such entry', 'zh', 't', 'b', 'hash', '')"
            )


def test_a_command_that_reads_makes_no_file(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "j.sqlite3"
    with pytest.raises(errors.JournalMissing):
        Journal(path, create=False)
    assert not path.parent.exists()


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    path.touch()
    with pytest.raises(errors.NotAJournal, match=r"j\.sqlite3 is not a yearlog journal"):
        Journal(path)
    assert path.stat().st_size == 0


@pytest.mark.parametrize(
    "make",
    [
        foreign,
        lambda path: foreign(path, 0x12345678),
        lambda path: path.write_bytes(b"PK\x03\x04 no database at all" * 100),
        lambda path: path.write_text("# 我的日记\n", encoding="utf-8"),
    ],
    ids=["another program's", "with its own id", "an archive", "a text"],
)
def test_a_foreign_file_is_refused_and_left_untouched(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    path = tmp_path / "j.sqlite3"
    make(path)
    before = sha256(path)
    with pytest.raises(errors.NotAJournal) as raised:
        Journal(path)
    assert sha256(path) == before
    assert [one.name for one in tmp_path.iterdir() if one.name != "home"] == ["j.sqlite3"]
    for lang in ("zh", "en"):
        assert str(path) in raised.value.get(lang)
        assert "--journal" in raised.value.get(lang)


@pytest.mark.parametrize("what", ["folder", "device"])
def test_what_is_no_file_is_refused(tmp_path: Path, what: str) -> None:
    with pytest.raises(errors.NotAJournal):
        Journal(tmp_path if what == "folder" else Path("/dev/null"))


def test_a_file_cut_within_its_last_page_is_refused_and_left_untouched(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    Journal(path).close()
    with path.open("rb+") as file:
        file.truncate(path.stat().st_size - 100)
    before = sha256(path)
    with pytest.raises(errors.JournalDamaged, match="end of file: -100 B"):
        Journal(path)
    assert sha256(path) == before


def test_a_newer_journal_is_refused_with_both_numbers(tmp_path: Path) -> None:
    path = stamped(tmp_path / "j.sqlite3", schema.VERSION + 6)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE meta SET value = ?", (str(schema.VERSION + 5),))
        connection.commit()
    before = sha256(path)
    with pytest.raises(errors.JournalTooNew) as raised:
        Journal(path)
    assert sha256(path) == before
    for lang in ("zh", "en"):
        assert str(schema.VERSION + 6) in raised.value.get(lang)
        assert str(schema.VERSION) in raised.value.get(lang)


def test_a_newer_journal_that_only_adds_is_read(tmp_path: Path) -> None:
    path = stamped(tmp_path / "j.sqlite3", schema.VERSION + 1)
    with Workspace.open(path) as space:
        entries.add_line(space, ["r", "still fine"])
        assert space.journal.count() == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION + 1


@pytest.mark.parametrize("say", ["DROP TABLE meta", "DELETE FROM meta", "UPDATE meta SET value=''"])
def test_a_newer_journal_that_does_not_say_who_may_write_is_refused(
    tmp_path: Path, say: str
) -> None:
    path = stamped(tmp_path / "j.sqlite3", schema.VERSION + 1)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(say)
        connection.commit()
    with pytest.raises(errors.JournalTooNew):
        Journal(path)


def test_an_older_journal_is_copied_then_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Callable[[Path], dict[str, list[object]]]
) -> None:
    path = tmp_path / "j.sqlite3"
    with Workspace.open(path) as space:
        entries.add_line(space, ["f", "ITH", "JFK", "2025-05-12"])
    before = rows(path)

    # The next schema of the program, as a later version would bring it.
    @migrations.migrations(name="m_next_a_column_for_moods")
    def add_moods(database: object) -> None:
        database.execute("ALTER TABLE entries ADD COLUMN mood TEXT")  # type: ignore[attr-defined]

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    try:
        Journal(path).close()
    finally:
        migrations.migrations._migrations.pop()

    (copy,) = (tmp_path / "j.backups").iterdir()
    assert copy.name == "2025-12-20-100000-migration.sqlite3"
    assert mode(copy) == 0o600
    assert rows(copy) == before
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION - 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
    after = rows(path)
    assert after["entries"] == [(*row, None) for row in before["entries"]]
    assert {k: v for k, v in after.items() if k != "entries"} == {
        k: v for k, v in before.items() if k != "entries"
    }


FIRST = Path(__file__).parent / "fixtures" / "v1.sql"
"""A journal as the first schema had it: six entries, an edit, two undos, a place name, a home."""


def first_journal(path: Path) -> Path:
    """Make the journal of the first schema at ``path``."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST.read_text("utf-8"))
    return path


def test_a_journal_of_the_first_schema_keeps_every_row_and_its_history(
    tmp_path: Path, rows: Callable[[Path], dict[str, list[object]]]
) -> None:
    path = first_journal(tmp_path / "j.sqlite3")
    before = rows(path)
    with Workspace.open(path) as space:
        assert len(space.journal.entries()) == 5
        batch = space.journal.undo()  # the name 老地方, learnt last
        assert batch.verb == "place"
        space.journal.redo()
    after = rows(path)
    kept = set(before) - {"drafts", "meta"}
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    with closing(sqlite3.connect(path)) as connection:
        unsealed = connection.execute("SELECT count(*) FROM batches WHERE seal = ''").fetchone()[0]
        of_entries = connection.execute(
            "SELECT count(*) FROM changes WHERE entry_id IS NULL AND table_name IN"
            " ('entries', 'texts', 'tags', 'flights', 'talks', 'projects', 'stays')"
        ).fetchone()[0]
        others = connection.execute(
            "SELECT count(*) FROM changes WHERE entry_id IS NOT NULL AND table_name IN"
            " ('places', 'settings', 'aliases')"
        ).fetchone()[0]
    assert (unsealed, of_entries, others) == (0, 0, 0)


def schema_of(path: Path) -> tuple[dict[str, str], list[int]]:
    """Return each table and index as it is declared, and the marks of the file."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name")
        declared = {name: " ".join((sql or "").split()) for name, sql in found}
        declared.pop("sqlite_sequence", None)
        marks = [
            connection.execute(f"PRAGMA {one}").fetchone()[0]
            for one in ("application_id", "user_version")
        ]
    return declared, marks


def test_an_upgraded_journal_has_the_schema_of_a_new_one(tmp_path: Path) -> None:
    old, new = first_journal(tmp_path / "old.sqlite3"), tmp_path / "new.sqlite3"
    for path in (old, new):
        Journal(path).close()
    assert schema_of(old) == schema_of(new)
    assert schema_of(old)[1] == [schema.APPLICATION_ID, schema.VERSION]


def test_an_older_journal_on_a_read_only_medium_can_be_read(
    tmp_path: Path, locked: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "medium"
    folder.mkdir()
    path = first_journal(folder / "j.sqlite3")
    before = sha256(path)
    locked(path)
    locked(folder)
    # root is told by the system that it may write here, and only the attempt fails
    monkeypatch.setattr(os, "access", lambda *_: False)
    with Workspace.open(path) as space:
        assert len(space.journal.entries()) == 5
        with pytest.raises(errors.JournalNotWritable):
            entries.add_line(space, ["r", "after"])
        assert len(space.journal.entries()) == 5
    assert sha256(path) == before
    assert [one.name for one in folder.iterdir()] == ["j.sqlite3"]


def test_a_failed_upgrade_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: Callable[[Path], dict[str, list[object]]]
) -> None:
    path = tmp_path / "j.sqlite3"
    Journal(path).close()
    before = rows(path)

    @migrations.migrations(name="m_next_that_fails")
    def fail(database: object) -> None:
        database.execute("ALTER TABLE entries ADD COLUMN mood TEXT")  # type: ignore[attr-defined]
        database.execute("INSERT INTO nowhere VALUES (1)")  # type: ignore[attr-defined]

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    try:
        with pytest.raises(YearlogError):
            Journal(path)
    finally:
        migrations.migrations._migrations.pop()
    assert rows(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION - 1


# Folders and files that cannot be written -------------------------------------------------------


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("I am a file")
    with pytest.raises(errors.JournalNotWritable, match=r"nothing was changed"):
        Journal(tmp_path / "data" / "j.sqlite3")
    assert (tmp_path / "data").read_text() == "I am a file"


def test_a_folder_that_cannot_be_written(tmp_path: Path, locked: Callable[[Path], Path]) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    locked(folder)
    with pytest.raises(errors.JournalNotWritable):
        Journal(folder / "j.sqlite3")
    assert list(folder.iterdir()) == []


def test_a_file_that_cannot_be_written_can_still_be_read(
    tmp_path: Path, locked: Callable[[Path], Path]
) -> None:
    path = tmp_path / "j.sqlite3"
    with Workspace.open(path) as space:
        entries.add_line(space, ["r", "before"])
    before = sha256(path)
    locked(path)
    with Workspace.open(path) as space:
        assert space.journal.count() == 1
        with pytest.raises(errors.JournalNotWritable) as raised:
            entries.add_line(space, ["r", "after"])
        assert space.journal.count() == 1
    assert str(path) in raised.value.get("zh")
    assert sha256(path) == before


def test_others_can_read_during_a_long_import(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    with Journal(path) as journal, journal.write("config", Both("", "")) as writer:
        for at in range(1500):
            writer.put("settings", {"key": str(at), "value": '"' + "x" * 3000 + '"'})
        with closing(sqlite3.connect(path, timeout=0)) as reader:
            assert reader.execute("SELECT count(*) FROM settings").fetchone()[0] == 0
    with closing(sqlite3.connect(path)) as reader:
        assert reader.execute("SELECT count(*) FROM settings").fetchone()[0] == 1500


# Two processes at once ----------------------------------------------------------------------------

_OPEN_WHEN_TOLD = """
import sys
from pathlib import Path
from yearlog.journal.journal import Journal
from yearlog.journal import migrations
print("ready", flush=True)
for line in sys.stdin:
    Journal(Path(line.strip())).close()
    print("open", flush=True)
"""


def open_at_once(paths: list[Path]) -> None:
    """Open each journal by two processes at the same moment; both must succeed every time."""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", _OPEN_WHEN_TOLD],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    streams = [(child.stdin, child.stdout) for child in children]
    try:
        for _, said in streams:
            assert said is not None
            assert said.readline() == "ready\n"
        for path in paths:
            for told, _ in streams:
                assert told is not None
                told.write(f"{path}\n")
            for told, _ in streams:
                assert told is not None
                told.flush()
            for _, said in streams:
                assert said is not None
                assert said.readline() == "open\n"
    finally:
        for child in children:
            child.communicate(timeout=60)
    assert [child.returncode for child in children] == [0, 0]


def test_two_first_runs_at_once_make_one_schema(tmp_path: Path) -> None:
    paths = [tmp_path / f"round {at}" / "j.sqlite3" for at in range(20)]
    open_at_once(paths)
    schemas = set()
    for path in paths:
        assert [one.name for one in path.parent.iterdir()] == ["j.sqlite3"]
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.VERSION
            found = connection.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
            schemas.add(tuple(found))
    assert len(schemas) == 1


def test_two_upgrades_at_once_make_one_schema(tmp_path: Path) -> None:
    paths = []
    for at in range(20):
        (tmp_path / f"round {at}").mkdir()
        paths.append(first_journal(tmp_path / f"round {at}" / "j.sqlite3"))
    open_at_once(paths)
    Journal(tmp_path / "new.sqlite3").close()
    wanted = schema_of(tmp_path / "new.sqlite3")
    for path in paths:
        assert schema_of(path) == wanted
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert connection.execute("SELECT count(*) FROM entries").fetchone()[0] == 5
        backups = sorted((path.parent / "j.backups").iterdir())
        assert backups
        assert all("-migration" in one.name for one in backups)
        assert {one.name for one in path.parent.iterdir()} == {"j.sqlite3", "j.backups"}


_ADD_A_HUNDRED = """
import sys
from yearlog.actions.workspace import Workspace
from yearlog.actions.entries import add
from yearlog.capture.build import Draft
with Workspace.open() as space:
    for at in range(100):
        add(space, [Draft("reflection", {"body_en": f"{sys.argv[1]} {at}"})])
"""


def test_four_processes_lose_nothing(surroundings: Path) -> None:
    children = [
        subprocess.Popen([sys.executable, "-c", _ADD_A_HUNDRED, str(at)]) for at in range(4)
    ]
    assert [child.wait(timeout=300) for child in children] == [0, 0, 0, 0]
    with Workspace.open() as space:
        bodies = [entry.texts["en"].body for entry in space.journal.entries()]
    assert sorted(bodies) == sorted(f"{child} {at}" for child in range(4) for at in range(100))


_EDIT_FIFTY = """
import sys
from yearlog.actions.workspace import Workspace
from yearlog.actions.entries import edit
with Workspace.open() as space:
    for at in range(1, 51):
        edit(space, sys.argv[1], {sys.argv[2]: str(at)})
"""


def test_two_processes_that_edit_other_fields_lose_neither(surroundings: Path) -> None:
    with Workspace.open() as space:
        (entry,) = entries.add_line(space, ["t", "2025-05-14", "Title"])
    children = [
        subprocess.Popen([sys.executable, "-c", _EDIT_FIFTY, entry.id, field])
        for field in ("audience", "host")
    ]
    assert [child.wait(timeout=300) for child in children] == [0, 0]
    with Workspace.open() as space:
        details = space.journal.entry(entry.id).details
        steps = 0
        while space.journal.next_undo() is not None:
            space.journal.undo()
            steps += 1
    assert (getattr(details, "audience"), getattr(details, "host")) == (50, "50")  # noqa: B009
    assert steps == 101


def test_an_older_journal_takes_what_is_said_of_trips(tmp_path: Path) -> None:
    path = first_journal(tmp_path / "j.sqlite3")
    with Workspace.open(path) as space:
        (flight,) = space.journal.entries(kind="flight")
        said = TripWords(Both("春天的讲学", "A spring of talks"), "here", "visit")
        with space.journal.write("edit", Both("行程", "trip")) as writer:
            writer.save(replace(flight, trip=said))
        assert space.journal.entry(flight.id).trip == said
        entries.undo(space)
        assert space.journal.entry(flight.id).trip == TripWords()
        entries.redo(space)
        assert space.journal.version(flight.id, space.journal.revision(flight.id)).trip == said
