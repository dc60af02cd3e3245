"""Any part of any word of an entry is found, and what changes is found as it is now."""

from __future__ import annotations

import itertools
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.journal.test_file import first_journal
from yearlog.actions import entries
from yearlog.actions.workspace import Workspace
from yearlog.capture.build import Draft
from yearlog.i18n import Both
from yearlog.journal import errors, search
from yearlog.journal.finding import Query
from yearlog.journal.journal import Journal
from yearlog.kinds.entry import Entry
from yearlog.kinds.reflection import Reflection
from yearlog.kinds.values import Attachment, Text


def note(number: int, zh: str = "", en: str = "", *, title: str = "", day: int = 1) -> Entry:
    """Return a reflection with an id that ends in ``number``."""
    return Entry(
        id=f"01970000-0000-7000-8000-{number:012x}",
        starts_on=date(2025, 3, day),
        details=Reflection(),
        texts={"zh": Text(title, zh), "en": Text("", en)},
    )


def keep(journal: Journal, *some: Entry) -> None:
    with journal.write("add", Both("", "")) as writer:
        for entry in some:
            writer.save(entry)


def fold(text: str) -> str:
    """Fold as Unicode's compatibility caseless matching does, and without the separator."""
    once = unicodedata.normalize("NFKC", text.replace("\x1f", "")).casefold()
    return unicodedata.normalize("NFKC", once).casefold()


def found(journal: Journal, words: str) -> list[str]:
    """Return the last letter of the id of each hit, best first."""
    return [hit.entry_id[-1] for hit in journal.search(Query(fold(words)))]


def stored(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT * FROM search").fetchall())


BODIES = (
    "雪落下来的时候，没有人在看 preprint。",
    "We counted the hours — and the “pages”.\nThen ﬁn, ½, ＧＰＴ４ and cafe\u0301.",
    "👩\u200d💻 写了 1,000 行；שלום עולם\n\n> 引用",
    "before\x00after 雪\x00",
)


def test_every_part_of_every_text_is_found(space: Workspace) -> None:
    some = [note(at, body, title=body[::2]) for at, body in enumerate(BODIES, start=1)]
    keep(space.journal, *some)
    for at, entry in enumerate(some, start=1):
        for text in entry.texts["zh"][:2]:
            for start, length in itertools.product(range(len(text)), range(1, 7)):
                needle = text[start : start + length]
                if fold(needle) in fold(text):  # not an accent without its letter
                    assert str(at) in found(space.journal, needle), needle


@pytest.mark.parametrize(
    ("needle", "hits"),
    [
        ("雪", "14"), ("落下", "1"), ("PREPRINT", "1"), ("ﬁn", "2"), ("fin", "2"), ("1", "23"),
        ("gpt4", "2"), ("CAFÉ", "2"), ("“pages”.\nthen", "2"), ("👩\u200d💻", "3"), ("עולם", "3"),
        ("after", "4"), ("e\x00a", "4"), ("\x00", "4"), ("e\x1fa", ""), ("snow", ""),
        ("时候没有", ""),
    ],
)  # fmt: skip
def test_what_finds_what(space: Workspace, needle: str, hits: str) -> None:
    keep(space.journal, *(note(at, body) for at, body in enumerate(BODIES, start=1)))
    assert sorted(found(space.journal, needle)) == list(hits)


def test_the_best_comes_first(space: Workspace) -> None:
    keep(
        space.journal,
        note(1, en="gpt4 in the text", day=9),
        note(2, en="gpt in the text", day=1),
        note(3, en="用gpt写", day=2),
        note(4, title="chatgpt", day=1),
        note(5, title="GPT", en="gpt4", day=1),
        note(7, title="GPT", day=1),
        note(6, title="GPT", day=5),
        replace(note(8, day=9), tags=("gpt",)),
        replace(note(9, day=9), tags=("gpts",)),
    )
    assert found(space.journal, "gpt") == list("657432189")
    hits = {hit.entry_id[-1]: (hit.column, hit.whole) for hit in space.journal.search(Query("gpt"))}
    assert (hits["4"], hits["3"]) == (("title", False), ("body", True))
    assert (hits["8"], hits["9"]) == (("other", True), ("other", False))


def test_no_hit_goes_from_one_text_to_the_next(space: Workspace) -> None:
    keep(space.journal, replace(note(1, "中文", "English", title="题"), tags=("one", "two")))
    for across in ("文english", "文\x1fenglish", "文e", "onetwo", "题中"):
        assert found(space.journal, across) == [], across


def test_everything_of_a_flight_is_found(space: Workspace) -> None:
    raw = {
        "origin": "SFO", "destination": "GVA", "starts_on": "2025-05-12", "tags": "conference",
        "flight_number": "LX39", "airline": "Swiss 瑞航", "cabin": "business", "seat": "12A",
    }  # fmt: skip
    [flight] = entries.add(space, [Draft("flight", raw)])
    photo = Attachment("0" * 64, "ridge.jpg", "image/jpeg", 9, Both("山脊", "The ridge"),
                       Both("黎明", "At dawn"))  # fmt: skip
    keep(space.journal, replace(flight, photos=(photo,)))
    columns = {}
    for words in (
        "旧金山", "san francisco", "日内瓦", "francisco → ", "lx39", "sfo", "gva", "瑞航", "公务舱",
        "BUSINESS", "已飞", "12a", "conference", "ridge.jpg", "山脊", "the ridge",
        "黎明", "at dawn",
    ):  # fmt: skip
        [hit] = space.journal.search(Query(fold(words)))
        columns[words] = hit.column
    assert {words for words, column in columns.items() if column == "title"} == {
        "旧金山", "san francisco", "日内瓦", "francisco → ", "lx39",
    }  # fmt: skip


def test_milestones_and_places_are_found(space: Workspace) -> None:
    raw = {
        "title": "粒雪图谱", "starts_on": "2025-03..2025-09", "role": "第一作者",
        "milestones": "2025-09-10 投稿 初稿 | first draft @CHI",
    }  # fmt: skip
    entries.add(space, [Draft("project", raw)])
    entries.add_line(space, ["s", "Zermatt", "2025-02-14..16"])
    for words in (
        "初稿",
        "first draft",
        "chi",
        "投稿",
        "submitted",
        "第一作者",
        "采尔马特",
        "zermatt",
    ):
        assert len(space.journal.search(Query(words))) == 1, words


def test_what_changes_is_found_as_it_is_now(space: Workspace) -> None:
    [entry] = entries.add_line(space, ["r", "2025-03-01", "旧的句子"])

    def both() -> tuple[int, int]:
        asked = (space.journal.search(Query(words)) for words in ("旧的", "新的"))
        old, new = (len(hits) for hits in asked)
        return old, new

    assert both() == (1, 0)
    entries.edit(space, entry.id, {"body_zh": "新的句子"})
    assert both() == (0, 1)
    entries.undo(space)
    assert both() == (1, 0)
    entries.redo(space)
    assert both() == (0, 1)
    entries.delete(space, [entry.id])
    assert both() == (0, 0)
    entries.undo(space)
    assert both() == (0, 1)
    for _ in range(2):
        entries.undo(space)
    assert both() == (0, 0)
    assert stored(space.journal.path) == []
    entries.redo(space)
    assert both() == (1, 0)


def test_a_place_that_gets_another_name_is_found_by_it(space: Workspace) -> None:
    [stay] = entries.add_line(space, ["s", "老木屋@46.20,6.14", "2025-02-14..16"])
    assert stay.place
    with space.journal.write("place", Both("", "")) as writer:
        row = {"id": stay.place.id, "name_zh": "新木屋"}
        writer.put("places", row)
    assert len(space.journal.search(Query("新木屋"))) == 1
    assert space.journal.search(Query("老木屋")) == []


def test_rows_made_while_storing_are_those_made_from_the_file(space: Workspace) -> None:
    entries.add_line(space, ["s", "Zermatt", "2025-02-14..16", "滑雪", "#snow"])
    entries.add_line(space, ["f", "ITH", "JFK", "GVA", "2025-05-12", "DL4921"])
    entries.add_line(space, ["p", "粒雪图谱", "2025-03..2025-09"])
    [moved] = entries.add_line(space, ["t", "5/14", "@Geneva", "Snow"])
    keep(space.journal, replace(moved, place=moved.place._replace(name_zh="别处")))  # type: ignore[union-attr]
    keep(space.journal, note(9, "雪", "snow"))
    path = space.journal.path
    before = stored(path)
    assert len(before) == 6
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        ids = [row["id"] for row in connection.execute("SELECT id FROM entries")]
        connection.execute("DELETE FROM search")
        search.refresh(connection, ids)
        connection.commit()
    assert stored(path) == before


def test_an_entry_that_is_gone_has_no_row(space: Workspace) -> None:
    entries.add_line(space, ["r", "2025-03-01", "雪"])
    with closing(sqlite3.connect(space.journal.path)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("INSERT INTO search VALUES ('gone', 'x', '', '')")
        search.refresh(connection, ["gone", "never there"])
        connection.commit()
    assert len(stored(space.journal.path)) == 1


def test_a_journal_of_the_first_schema_finds_its_words(tmp_path: Path) -> None:
    path = first_journal(tmp_path / "old.sqlite3")
    with closing(sqlite3.connect(path)) as connection:
        alive = {
            entry_id
            for (entry_id,) in connection.execute("SELECT id FROM entries WHERE deleted_at IS NULL")
        }
        texts = connection.execute("SELECT entry_id, title, body FROM texts").fetchall()
    words = [(one, text[:6]) for one, *both in texts for text in both if text and one in alive]
    assert words
    with Journal(path) as journal:
        for entry_id, some in words:
            assert entry_id in {hit.entry_id for hit in journal.search(Query(fold(some)))}
        assert {hit.entry_id for hit in journal.search(Query())} == alive
        hits = [journal.search(Query(words)) for words in ("jfk", "john f", "→")]
    assert all(hits)


def test_a_damaged_file_is_said_to_be_damaged(space: Workspace) -> None:
    keep(space.journal, note(1, "雪"))
    space.journal._connection.execute("DROP TABLE search")
    with pytest.raises(errors.JournalDamaged):
        space.journal.search(Query("雪"))


letters = st.text(
    alphabet="aAeé\u0301ßﬁſ½1雪ｶﾞか\u3099ㄱㅏ한 \n\x00\x1f\"'%_Σς👩\u200d💻İ", max_size=8
)


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Give one journal for all examples: they differ in what their one entry says."""
    with Journal(tmp_path_factory.mktemp("search") / "j.sqlite3") as journal:
        yield journal


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(letters, letters, letters, letters)
def test_found_if_and_only_if_a_text_holds_the_words(
    several: Journal, title: str, body: str, caption: str, needle: str
) -> None:
    photo = Attachment("0" * 64, "p", "image/jpeg", 9, Both(caption, ""))
    keep(several, replace(note(1, body, title=title), photos=(photo,)))
    wanted = fold(needle)
    if wanted:
        expected = any(wanted in fold(text) for text in (title, body, caption, "p"))
        assert bool(several.search(Query(wanted))) is expected
