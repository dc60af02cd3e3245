"""A flipped bit anywhere is seen, nothing is touched by looking, and what can be mended is."""

from __future__ import annotations

import random
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.journal import damage
from tests.journal.conftest import Rows
from tests.journal.test_file import first_journal
from yearlog.actions import backups, doctor, entries, settings
from yearlog.actions.workspace import Workspace
from yearlog.capture.build import Draft
from yearlog.journal import errors, flips, header, schema, store
from yearlog.journal.check import Examined, examine
from yearlog.journal.purge import purge_entries
from yearlog.journal.repair import mend

Look = Callable[[Path], Rows]
SEED = 20251220


@pytest.fixture
def year(space: Workspace) -> Path:
    """Give the path of a closed, compacted journal with steps of all sorts."""
    for line in (
        "f ITH JFK GVA 2025-05-12 DL4921",
        "t 2025-05-14 @纽约 标题 #llm",
        "p HeuriGym 2025-03..2025-09 #llm",
        "s Zermatt 2025-02-14..16",
    ):
        entries.add_line(space, line.split())
    bodies = (f"第 {n} 篇，写一些字。 " * 5 for n in range(60))
    entries.add(space, [Draft("reflection", {"starts_on": "2025-06-01", "body_zh": one})
                        for one in bodies])  # fmt: skip
    settings.write(space, "home", "Ithaca")
    entries.delete(space, [space.journal.entries(kind="talk")[0].id])
    space.journal.undo()
    space.close()
    path = space.journal.path
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("VACUUM")  # so that each bit of a page that has cells is in use
    return path


def bad(found: Examined) -> list[str]:
    return [one.key for one in found.findings if one.mark in ("attention", "damage")]


def somewhere(rng: random.Random, spans: Sequence[damage.Span]) -> tuple[int, int, str]:
    """Choose a bit, each as likely as any other."""
    (span,) = rng.choices(spans, [one.end - one.start for one in spans])
    return rng.randrange(span.start, span.end), rng.randrange(8), span.what


def test_a_sound_journal_is_found_sound(year: Path) -> None:
    before = year.read_bytes()
    found = examine(year)
    assert [one.key for one in found.findings if one.mark != "ok"] == []
    assert len(found.entries) == 65
    assert year.read_bytes() == before


# Bits that no copy and no file system vouches for. Left out of the header: the schema cookie (any
# number is right, and a wrong one only makes SQLite read the schema again) and the version of the
# library that wrote last, which nothing reads.
HEADER = (damage.Span(0, 40, "header"), damage.Span(44, 96, "header"))


@pytest.mark.parametrize(("where", "n"), [("text", 34), ("index", 33), ("header", 33)])
def test_every_flipped_bit_is_seen_and_nothing_is_touched(year: Path, where: str, n: int) -> None:
    spans = {
        "text": [one for one in damage.text_cells(year) if "_sqlite_migrations" not in one.what],
        "index": list(damage.index_cells(year)),
        "header": list(HEADER),
    }[where]
    whole = year.read_bytes()
    rng = random.Random(f"{SEED} {where}")
    missed = []
    for _ in range(n):
        offset, bit, what = somewhere(rng, spans)
        year.write_bytes(whole)
        damage.flip(year, offset, bit)
        before = year.read_bytes()
        if not bad(examine(year)):
            missed.append((offset, bit, what))
        assert year.read_bytes() == before
    assert missed == []


def test_sqlite_alone_misses_what_is_flipped_in_a_text(year: Path) -> None:
    """The control: without the history, a flipped bit in a text goes unseen."""
    spans = [one for one in damage.text_cells(year) if one.what == "texts.3"]
    rng = random.Random(SEED)
    whole = year.read_bytes()
    for _ in range(10):
        offset, bit, _ = somewhere(rng, spans)
        year.write_bytes(whole)
        damage.flip(year, offset, bit)
        with closing(sqlite3.connect(year)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


# Mending ------------------------------------------------------------------------------------------

RECORDED = (
    "entries",
    "texts",
    "tags",
    "flights",
    "talks",
    "projects",
    "stays",
    "places",
    "settings",
)


def test_flipped_bits_of_rows_are_mended_from_the_history(year: Path, rows: Look) -> None:
    before = rows(year)
    spans = [one for one in damage.text_cells(year) if one.what.split(".")[0] in RECORDED]
    whole = year.read_bytes()
    rng = random.Random(SEED)
    for _ in range(25):
        offset, bit, what = somewhere(rng, spans)
        year.write_bytes(whole)
        damage.flip(year, offset, bit)
        done = [one.name for one in mend(year, examine(year))]
        assert done[0] == "backup", what
        assert "rows" in done, what
        assert rows(year) == before, what
        assert bad(examine(year)) == [], what


def test_flipped_bits_of_an_index_are_mended_where_the_rows_are_whole(
    year: Path, rows: Look
) -> None:
    before = rows(year)
    spans = list(damage.index_cells(year))
    whole = year.read_bytes()
    rng = random.Random(SEED)
    mended = 0
    for _ in range(25):
        offset, bit, what = somewhere(rng, spans)
        year.write_bytes(whole)
        damage.flip(year, offset, bit)
        spoilt = year.read_bytes()
        found = examine(year)
        done = [one.name for one in mend(year, found)]
        if found.shape == "broken":
            assert (done, year.read_bytes()) == ([], spoilt), what
            continue
        mended += 1
        assert done[:2] == ["backup", "rebuilt"], what
        assert bad(examine(year)) == [], what
        assert rows(year) == before, what
    assert mended > 12


@pytest.mark.parametrize("offset", [48, 51, 72, 91, 92, 95])
def test_a_field_of_the_header_that_must_be_zero_is_set_right(
    year: Path, rows: Look, offset: int
) -> None:
    before = rows(year)
    damage.flip(year, offset, 3)
    assert bad(examine(year)) == ["header_damage"]
    assert [one.name for one in mend(year, examine(year))] == ["backup", "rebuilt"]
    assert bad(examine(year)) == []
    assert rows(year) == before


def test_the_words_of_search_are_made_anew(year: Path, rows: Look) -> None:
    before = rows(year)
    with closing(sqlite3.connect(year)) as connection:
        connection.execute("UPDATE search SET body = 'lost' WHERE rowid = 3")
        connection.execute("DELETE FROM search WHERE rowid = 5")
        connection.execute("INSERT INTO search VALUES ('nobody', '', '', '')")
        connection.commit()
    assert bad(examine(year)) == ["words_damage"]
    assert [one.name for one in mend(year, examine(year))] == ["backup", "words"]
    assert bad(examine(year)) == []
    assert rows(year) == before


def test_rows_that_vanished_or_appeared_are_what_the_history_says(year: Path, rows: Look) -> None:
    before = rows(year)
    with closing(sqlite3.connect(year)) as connection:
        connection.execute("DELETE FROM tags WHERE tag = 'llm'")
        connection.execute("INSERT INTO settings VALUES ('nonsense', '1')")
        connection.execute("UPDATE flights SET distance_km = distance_km + 1")
        connection.commit()
    found = examine(year)
    assert {one.table for one in found.wrong_rows} == {"tags", "settings", "flights"}
    mend(year, found)
    assert rows(year) == before


def test_a_flipped_bit_of_the_history_is_found_by_its_seal_and_flipped_back(
    year: Path, rows: Look
) -> None:
    before = rows(year)
    spans = [one for one in damage.text_cells(year) if one.what.split(".")[0] == "changes"]
    spans += [one for one in damage.text_cells(year) if one.what in ("batches.3", "batches.8")]
    whole = year.read_bytes()
    with closing(sqlite3.connect(year)) as connection:
        history = connection.execute("SELECT * FROM changes ORDER BY id").fetchall()
    rng = random.Random(SEED)
    for _ in range(25):
        offset, bit, what = somewhere(rng, spans)
        year.write_bytes(whole)
        damage.flip(year, offset, bit)
        assert "seals_damage" in bad(examine(year)), what
        assert "history" in [one.name for one in mend(year, examine(year))], what
        assert bad(examine(year)) == [], what
        assert rows(year) == before, what
        with closing(sqlite3.connect(year)) as connection:
            assert connection.execute("SELECT * FROM changes ORDER BY id").fetchall() == history


def test_more_damage_to_the_history_comes_back_from_a_backup(year: Path, rows: Look) -> None:
    with Workspace.open(year) as space:
        made = backups.make(space)
    before = rows(year)
    with closing(sqlite3.connect(year)) as connection:
        connection.execute("UPDATE changes SET after = replace(after, '第', '笫')")
        connection.commit()
    done = mend(year, examine(year))
    assert [one.name for one in done] == ["backup", "history"]
    assert done[1].details[0].endswith(made.stem)
    assert bad(examine(year)) == []
    assert rows(year) == before


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_checksum_locates_every_flipped_bit(text: bytes, data: st.DataObject) -> None:
    at, bit = data.draw(st.integers(0, len(text) - 1)), data.draw(st.integers(0, 7))
    flipped = bytearray(text)
    flipped[at] ^= 1 << bit
    assert flips.locate(bytes(flipped), zlib.crc32(text)) == (at, bit)


def test_what_the_history_cannot_vouch_for_is_left_alone(year: Path, rows: Look) -> None:
    with closing(sqlite3.connect(year)) as connection:
        connection.execute("UPDATE changes SET after = replace(after, '第', '笫')")
        connection.execute("UPDATE texts SET body = 'written by nobody' WHERE rowid = 7")
        connection.commit()
    before = rows(year)
    found = examine(year)
    assert "seals_damage" in bad(found)
    assert not any(one.sure for one in found.wrong_rows)
    mend(year, found)
    assert rows(year) == before


def test_a_purged_entry_is_no_damage(year: Path) -> None:
    with Workspace.open(year) as space:
        first = space.journal.entries(kind="reflection")[0]
        entries.edit(space, first.id, {"tags": "later"})
        purge_entries(space.journal, [first.id])
    assert bad(examine(year)) == []


# Other states -------------------------------------------------------------------------------------


def test_an_older_journal_is_looked_over_without_an_upgrade(tmp_path: Path) -> None:
    path = first_journal(tmp_path / "j.sqlite3")
    before = path.read_bytes()
    found = examine(path)
    assert bad(found) == []
    assert "version_older" in [one.key for one in found.findings]
    assert len(found.entries) == 5
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.name != "home"] == ["j.sqlite3"]


@pytest.mark.parametrize(
    ("version", "key"), [(schema.VERSION + 1, "version_disagrees"), (0, "version_disagrees")]
)
def test_a_version_that_its_upgrades_do_not_account_for(year: Path, version: int, key: str) -> None:
    with closing(sqlite3.connect(year)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    assert key in bad(examine(year))


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (x TEXT)",
        "DROP INDEX idx_entries_starts_on",
        "ALTER TABLE texts ADD COLUMN more TEXT",
    ],
)
def test_a_schema_that_is_not_the_programs(year: Path, statement: str) -> None:
    with closing(sqlite3.connect(year)) as connection:
        connection.execute(statement)
    assert bad(examine(year)) == ["schema_damage"]


def test_what_a_killed_step_left_is_not_rolled_back_by_looking(year: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed.sqlite3"
    with closing(sqlite3.connect(year, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE texts SET body = 'half'")
        connection.execute("UPDATE changes SET after = after || ?", ("x" * 5000,))
        for ending in ("", "-journal"):
            copied = year.with_name(year.name + ending).read_bytes()
            killed.with_name(killed.name + ending).write_bytes(copied)
        connection.execute("ROLLBACK")
    kept = [killed.with_name(killed.name + ending).read_bytes() for ending in ("", "-journal")]
    assert bad(examine(killed)) == []
    assert kept == [
        killed.with_name(killed.name + ending).read_bytes() for ending in ("", "-journal")
    ]


@pytest.mark.parametrize("size", [0, 1, 99, 100, 5000])
def test_a_file_cut_short(year: Path, size: int) -> None:
    with year.open("r+b") as file:
        file.truncate(size)
    assert bad(examine(year))
    assert year.stat().st_size == size


def test_the_header_is_read_as_the_manual_says(year: Path) -> None:
    with closing(sqlite3.connect(year)) as connection:
        page = connection.execute("PRAGMA page_size").fetchone()[0]
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    head = header.read(year)
    assert list(header.faults(head, page * pages)) == []
    (fault,) = header.faults(head, page * (pages - 1))
    assert (fault.name, fault.found, fault.expected) == ("page count", pages, pages - 1)


def test_what_may_not_be_written_can_be_looked_over(
    year: Path, locked: Callable[[Path], Path]
) -> None:
    before = year.read_bytes()
    locked(year)
    locked(year.parent)
    report = doctor.look(doctor.Terminal("utf-8", 80, is_terminal=False), year)
    assert [one.key for one in report.findings if one.mark in ("attention", "damage")] == []
    with Workspace.open(year, create=False) as space:
        assert len(space.journal.entries()) == 65
    assert year.read_bytes() == before


def test_a_journal_that_is_kept_locked_is_busy_and_not_damaged(
    year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "WAIT_MS", 50)
    with closing(sqlite3.connect(year, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE texts SET body = 'half'")
        with pytest.raises(errors.JournalBusy):
            examine(year)
        other.execute("ROLLBACK")
    assert bad(examine(year)) == []
