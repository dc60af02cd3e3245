"""Whole journals full of hostile text, and what must hold of each when it leaves as plain text.

Values come from the declared fields, so that a kind that is added is covered by itself; a field
type that is added has to say in `values_of` what it may hold. `check` runs any number of examples,
also on a writer or reader that was broken on purpose, where it must fail.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from yearlog import config, kinds
from yearlog.actions import photos as photo_files
from yearlog.actions import plain as actions
from yearlog.actions.workspace import Workspace
from yearlog.i18n import Both
from yearlog.journal import geocodes, plain
from yearlog.journal.drafts import Draft
from yearlog.journal.journal import Journal, ReviewPlan, plan_row
from yearlog.kinds import types
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Details, FieldType, fields_of
from yearlog.kinds.types import Milestone
from yearlog.kinds.values import Airport, Attachment, Place, Text, TripWords
from yearlog.places.gazetteer import Gazetteer

STAMP = "2025-05-12T10:00:00.000Z"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
HOSTILE = [
    "no", "No", "yes", "on", "~", "null", "true", "1e3", "0x1F", "007", "1_000", ".5", "-1", "=",
    "2025-01-01", "2025-02-30", "12:30:45", "---", "...", "--- a", "- a", "? a", ": a", "a: b",
    "# h", "a # b", "&a", "*a", "!!int 1", "!tag", "| a", "> a", "%TAG", "@a", "`a`", "{a: b}",
    "[a, b]", "'", '"', "''", '""', "\\", "\t", " lead", "trail ", "\n", "\n\n", "a\n---\nb",
    "---\n", "\n---\n", "---\nkind: talk\n---\n", "<!-- zh -->", "<!-- en -->", "<!-- \\zh -->",
    "<!-- \\\\en -->", "<!-- zh -->\n<!-- en -->\n", "a\r\nb\r\n", "\r", "\r\n", "\0", "\x07",
    "\x1b[31m", "\x7f", "\x85", "\xa0", "\u2028", "\u2029", "\ufeff", "\u200f", "\u202eabc",
    "\u2066", "👩\u200d🔬", "🇨🇭", "e\u0301", "“汉”", "\U0010ffff", "\ufffe", "%%private%%",
    "[^1]\n\n[^1]: note\n", "  \n indented\n\t tab\n", "con", "a/b", "..", "../../x", "CON.png",
    "id: 0196c5f0-1234-7abc-8def-0123456789ab", "\n- file: photos/x.png\n", "title: x",
]  # fmt: skip


class _Long(str):
    """A text whose repr is short, so that a failing example can be read."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"<{len(self)} letters>"


MEGABYTE = _Long("一行 line\t<!-- zh -->\r\n---\n<!-- en -->\n" * 26_000)
"""A body of a megabyte and a little, every other line of it a marker or a fence."""

words = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join),
    st.lists(st.sampled_from(HOSTILE), max_size=4).map("\n".join),
)
some = words.filter(bool)
both = st.builds(Both, words, words)
days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
stamps = st.integers(0, 33 * 365 * 24 * 3600 * 1000).map(
    lambda ms: (
        (datetime(1990, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms))
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )
)


# One value ----------------------------------------------------------------------------------------

_codes = st.one_of(words, st.text("abcXYZ019 -", max_size=8))
_latitudes = st.none() | st.floats(-90, 90)
_longitudes = st.none() | st.floats(-180, 180)
airports = st.builds(
    Airport, some, words, words, words, words, words, words, _latitudes, _longitudes, words, words
)
milestones = st.builds(Milestone, days, st.sampled_from([*types.MILESTONES]), both, words)


def values_of(declared: FieldType[Any]) -> st.SearchStrategy[Any]:
    """Return what a field of a declared type may hold; a new type has to be added here."""
    if isinstance(declared, types.ChoiceType):
        return st.sampled_from([*declared.choices, declared.empty])
    if isinstance(declared, types.CodeType):
        # Codes are normalised when they are read, so the journal holds normalised ones only.
        return _codes.map(lambda text: declared.parse(text, None)).filter(
            lambda code: declared.parse(code, None) == code
        )
    by_type: Mapping[type, st.SearchStrategy[Any]] = {
        types.TextType: words,
        types.IntType: st.none() | st.integers(0, 10**15 - 1),
        types.FloatType: st.none() | st.floats(allow_nan=False, allow_infinity=False),
        types.UrlType: st.sampled_from(["", "https://a.org/no?x=1e3#---", "http://例.org/':%20b"]),
        types.WallTimeType: st.just("") | st.datetimes().map(lambda at: at.isoformat()[:16]),
        types.AirportType: st.just(Airport()) | airports,
        types.MilestonesType: st.lists(milestones, max_size=3).map(tuple),
    }
    for known, values in by_type.items():
        if isinstance(declared, known):
            return values
    raise NotImplementedError(f"say what a {type(declared).__name__} may hold")


def details_of(kind: type[Details]) -> st.SearchStrategy[Details]:
    """Return any details of a kind, computed fields among them."""
    return st.builds(kind, **{spec.name: values_of(spec.type) for spec in fields_of(kind)})


def _texts(parts: Sequence[tuple[str, str, str]]) -> dict[Any, Text]:
    texts = zip(("zh", "en"), (Text(*part) for part in parts), strict=False)
    return {lang: text for lang, text in texts if text.title or text.body}


_FENCES = ["<!-- zh -->", "<!-- en -->", "<!-- \\zh -->", "---", "", "a", "b\r", "👩\u200d🔬", "\0"]
_lines = st.lists(st.sampled_from(_FENCES), max_size=6).map("\n".join)
bodies = st.one_of(words, words, words, _lines, _lines, _lines, st.just(MEGABYTE))
texts = st.one_of(
    st.tuples(st.tuples(words, bodies, words), st.tuples(words, bodies, words)).map(_texts),
    st.lists(st.tuples(words, bodies, words), max_size=2).map(_texts),
)
tags = st.lists(
    some.filter(lambda tag: tag[0] not in "#＃"), max_size=3, unique=True
).map(tuple)  # fmt: skip


trip_words = st.builds(
    TripWords,
    st.builds(Both, words, words),
    st.sampled_from(["", "here", "before"]),
    st.sampled_from(["", "visit", "layover"]),
)


# A journal ----------------------------------------------------------------------------------------


@dataclass
class Made:
    """A journal that was drawn: its entries and what is changed in them, one step after another."""

    entries: list[Entry]
    steps: list[tuple[str, int, Any]]
    aliases: list[tuple[str, Place]]
    places: list[Place]
    settings: dict[str, Any]
    plans: list[ReviewPlan]
    drafts: list[Draft]
    answers: list[dict[str, str]]
    photos: dict[str, bytes] = field(default_factory=dict)


def photo_bytes(n: int) -> bytes:
    """Return the bytes of one of a few pictures."""
    return PNG + bytes([n])


@st.composite
def _photos(draw: Any) -> tuple[Attachment, ...]:
    numbers = draw(st.lists(st.integers(0, 3), max_size=2))
    found = []
    for at, n in enumerate(numbers):
        data = photo_bytes(n)
        sha256 = hashlib.sha256(data).hexdigest()
        name = draw(st.sampled_from(["雪 ridge.png", "Ridge.png", "RIDGE.PNG"]) | some)
        found.append(
            Attachment(sha256, name, "image/png", len(data), draw(both), draw(both), position=at)
        )
    return tuple(found)


@st.composite
def _places(draw: Any) -> list[Place]:
    """Draw a few places, each with an id of its own."""
    ids = draw(st.lists(some, min_size=1, max_size=4, unique=True))
    return [
        Place(
            *(draw(some), *(draw(words) for _ in range(4))),
            draw(_latitudes),
            draw(_longitudes),
            *(draw(words) for _ in range(6)),
            place_id,
        )
        for place_id in ids
    ]


@st.composite
def journals(draw: Any) -> Made:
    """Draw a journal with something of everything."""
    known = draw(_places())
    entries = []
    for n in range(draw(st.integers(0, 4))):
        starts_on = draw(days)
        kind = draw(st.sampled_from(kinds.everything()))
        created = draw(stamps)
        entries.append(
            Entry(
                id=f"0196c5f0-{n:04x}-7abc-8def-{draw(st.sampled_from(['0' * 12, f'{n:012x}']))}",
                starts_on=starts_on,
                details=draw(details_of(kind)),
                ends_on=draw(st.none() | st.dates(starts_on, date(2100, 1, 1))),
                date_precision=draw(st.sampled_from(["day", "month", "year"])),
                visibility=draw(st.sampled_from(["private", "public"])),
                language=draw(st.sampled_from(["zh", "en"])),
                place=draw(st.none() | st.sampled_from(known)),
                tags=draw(tags),
                texts=draw(texts),
                photos=draw(_photos()),
                trip=draw(trip_words),
                created_at=created,
                updated_at=draw(st.just(created) | stamps),
                deleted_at=draw(st.just("") | stamps),
            )
        )
    steps = draw(
        st.lists(
            st.one_of(
                st.tuples(st.just("text"), st.integers(0, 9), texts),
                st.tuples(st.just("tags"), st.integers(0, 9), tags),
                st.tuples(st.just("delete"), st.integers(0, 9), stamps),
                st.tuples(st.sampled_from(["undo", "redo"]), st.just(0), st.none()),
            ),
            max_size=4,
        )
    )
    return Made(
        entries,
        steps,
        draw(st.lists(st.tuples(some, st.sampled_from(known)), max_size=2)),
        draw(st.lists(st.sampled_from(known), max_size=2)),
        draw(st.fixed_dictionaries({}, optional=_settings())),
        draw(_plans([entry.id for entry in entries])),
        draw(_drafts()),
        draw(_answers()),
    )


def _settings() -> dict[str, st.SearchStrategy[Any]]:
    """Return what each setting may hold."""
    found: dict[str, st.SearchStrategy[Any]] = {"baseline.2024.flights": st.integers(0, 10**9 - 1)}
    for one in config.listed():
        if one.shape == "choice":
            found[one.key] = st.sampled_from(one.choices)
        elif one.shape == "text":
            found[one.key] = some.map(str.strip).filter(bool)
        elif one.shape == "url":
            found[one.key] = st.sampled_from(["http://localhost:8080", "https://a.org/x/"])
        elif one.shape == "home":
            found[one.key] = st.lists(st.builds(_home, days, _places()), min_size=1, max_size=2)
        elif one.shape == "places":
            found[one.key] = st.lists(_places().map(_kept), min_size=1, max_size=2)
    return found


def _home(since: date, known: list[Place]) -> dict[str, Any]:
    return {"from": since.isoformat(), "place": _kept(known)}


def _kept(known: list[Place]) -> dict[str, Any]:
    return {key: part for key, part in known[0]._asdict().items() if part not in ("", None)}


def _plans(ids: list[str]) -> st.SearchStrategy[list[ReviewPlan]]:
    chapters = st.lists(st.sampled_from(ids), max_size=2).map(tuple) if ids else st.just(())
    covers = [hashlib.sha256(photo_bytes(n)).hexdigest() for n in range(6)]
    plan = st.builds(
        ReviewPlan,
        st.integers(1900, 2100),
        both,
        both,
        chapters,
        st.just("") | st.sampled_from(covers),
        st.none() | st.integers(1900, 2100),
    )
    return st.lists(plan, max_size=2, unique_by=lambda one: one.year)


_leaves = words | st.integers() | st.booleans() | st.none() | st.lists(words, max_size=2)


def _drafts() -> st.SearchStrategy[list[Draft]]:
    fields = st.dictionaries(words, words, max_size=3) | st.dictionaries(words, _leaves, max_size=3)
    draft = st.builds(
        Draft,
        id=some,
        door=st.sampled_from(["form", "line", "editor"]),
        kind=st.sampled_from(["", *kinds.names()]),
        fields=fields,
        entry_id=st.none() | some,
        base=st.integers(0, 99),
        owner=words,
    )
    return st.lists(draft, max_size=2, unique_by=lambda one: one.id)


def _answers() -> st.SearchStrategy[list[dict[str, str]]]:
    """Return rows of remembered answers: as the program writes them, and what else a text holds."""
    value = st.lists(st.dictionaries(words, _leaves, max_size=3), max_size=2)
    answer = value.map(lambda one: json.dumps({"places": one}, ensure_ascii=False, sort_keys=True))
    answer |= value.map(json.dumps) | words
    row = st.fixed_dictionaries({"provider": words, "query": words, "answer": answer, "at": stamps})
    return st.lists(row, max_size=2, unique_by=lambda one: (one["provider"], one["query"]))


# What must hold -----------------------------------------------------------------------------------


@dataclass
class Counts:
    """What `check` tried: journals, their entries by kind, files, steps of history."""

    journals: int = 0
    entries: Counter[str] = field(default_factory=Counter)
    files: int = 0
    batches: int = 0
    hand_edits: int = 0

    def __str__(self) -> str:
        listed = ", ".join(f"{n} {kind}" for kind, n in sorted(self.entries.items()))
        return (
            f"{self.journals} journals, {self.entries.total()} entries ({listed}), "
            f"{self.files} files, {self.batches} steps, {self.hand_edits} edits by hand"
        )


class Rooms:
    """Gives each example folders and journals of its own; a new journal is a copy of an empty."""

    def __init__(self, root: Path, gazetteer: Gazetteer) -> None:
        self._root = root
        self._gazetteer = gazetteer
        self._empty = root / "empty.sqlite3"
        Journal(self._empty).close()

    @contextmanager
    def room(self) -> Iterator[Path]:
        """Give a folder that is gone after the block."""
        with tempfile.TemporaryDirectory(dir=self._root) as name:
            yield Path(name)

    def open(self, path: Path) -> Workspace:
        """Open a new journal."""
        path.parent.mkdir(parents=True)
        shutil.copy(self._empty, path)
        return Workspace(Journal(path), "en", self._gazetteer)


def build(space: Workspace, made: Made) -> None:
    """Store a journal that was drawn, step by step."""
    about = Both("一步", "a step")
    nothing = Both("", "")
    for n in range(6):
        data = photo_bytes(n)
        photo_files.keep(space.journal, data, "x.png", nothing, nothing, Path("x.png"))
    with space.journal.write("add", about) as writer:
        for entry in made.entries:
            writer.save(entry)
        for place in made.places:
            writer.save_place(place)
        for text, place in made.aliases:
            writer.save_place(place)
            key = space.gazetteer.alias_key(text)
            writer.put("aliases", {"alias": key, "text": text, "place_id": place.id})
        for key, value in made.settings.items():
            stored = json.dumps(value, ensure_ascii=False, sort_keys=True)
            writer.put("settings", {"key": key, "value": stored})
        for plan in made.plans:
            writer.put("reviews", plan_row(plan))
    _take_steps(space, made)
    for draft in made.drafts:
        space.journal.drafts.keep(draft)
    for answer in made.answers:
        geocodes.put(space.journal._connection, answer)


def _take_steps(space: Workspace, made: Made) -> None:
    for what, at, value in made.steps:
        if what == "undo":
            if space.journal.next_undo():
                space.journal.undo()
        elif what == "redo":
            if space.journal.next_redo():
                space.journal.redo()
        elif present := space.journal.every_entry():
            base = present[at % len(present)]
            changes = {
                "text": {"texts": value}, "tags": {"tags": value}, "delete": {"deleted_at": value}
            }  # fmt: skip
            with space.journal.write("edit", Both("改", "a change")) as writer:
                writer.save(replace(base, **changes[what]))


def rows(path: Path, *, history: bool) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table by way of SQLite alone, with or without the history."""
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        left_out = ("sqlite_", "_sqlite") if history else ("sqlite_", "_sqlite", "batch", "changes")
        return {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for (name,) in sorted(found)
            if not name.startswith(left_out)
        }


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def examine(rooms: Rooms, made: Made, counts: Counts) -> None:
    """Dump, load and dump again, without and with the history; edit a file by hand."""
    with rooms.room() as room, rooms.open(room / "a" / "j.sqlite3") as first:
        build(first, made)
        entries = first.journal.every_entry()
        counts.journals += 1
        counts.entries.update(entry.kind for entry in entries)
        actions.dump(first, room / "plain")
        counts.files += len(tree(room / "plain"))
        with rooms.open(room / "b" / "j.sqlite3") as second:
            actions.load(second, room / "plain")
            _same(rows(first.journal.path, history=False), rows(second.journal.path, history=False))
            again = actions.load(second, room / "plain")
            assert (again.added, again.merged, again.unchanged) == (0, 0, len(entries))
            actions.dump(second, room / "plain again")
            _same(tree(room / "plain"), tree(room / "plain again"))
            _edit_by_hand(second, room / "plain", counts)
            _write_by_hand(second, room / "plain")
        actions.dump(first, room / "whole", history=True)
        with rooms.open(room / "c" / "j.sqlite3") as third:
            report = actions.load(third, room / "whole")
            counts.batches += report.batches
            _same(rows(first.journal.path, history=True), rows(third.journal.path, history=True))
            if report.history == "taken":
                _same(tree(first.journal.attachments), tree(third.journal.attachments))
            actions.dump(third, room / "whole again", history=True)
            _same(tree(room / "whole"), tree(room / "whole again"))
            while first.journal.next_undo():
                assert first.journal.undo() == third.journal.undo()
                assert first.journal.every_entry() == third.journal.every_entry()


def _same(left: Mapping[str, Any], right: Mapping[str, Any]) -> None:
    """Assert that two mappings are equal, and name what differs without printing megabytes."""
    assert list(left) == list(right)
    for name, value in left.items():
        assert value == right[name], f"{name}: {value!r:.2000} is not {right[name]!r:.2000}"


def _edit_by_hand(space: Workspace, folder: Path, counts: Counts) -> None:
    """Write one more line into one file: that entry changes, in its text, and nothing else does."""
    files = sorted((folder / "entries").rglob("*.md"))
    if not files:
        return
    before = {entry.id: entry for entry in space.journal.every_entry()}
    path = files[len(files) // 2]
    data = path.read_bytes()
    for lang in (b"zh", b"en"):
        marker = b"<!-- %s -->\n" % lang
        if b"\n" + marker not in data[data.index(b"\n---\n") :]:
            path.write_bytes(data + marker + "改于文件里\n".encode())
            break
    else:
        path.write_bytes(data[:-1] + "改于文件里\n".encode())
    report = actions.load(space, folder)
    assert (report.merged, report.unchanged) == (1, len(files) - 1)
    after = {entry.id: entry for entry in space.journal.every_entry()}
    (changed,) = [key for key, entry in after.items() if entry != before[key]]
    old = before[changed]
    texts = after[changed].texts
    assert replace(after[changed], texts=old.texts, updated_at=old.updated_at) == old
    assert sum("改于文件里" in text.body for text in texts.values()) == 1
    path.write_bytes(data)
    counts.hand_edits += 1


def _write_by_hand(space: Workspace, folder: Path) -> None:
    """Add a file without quotes or id, as a person types: it means what stands there, and once."""
    typed = ["no", "007", "12:30:45", "1e3", "2025-02-30", "0x1F", "~", "yes"]
    (folder / "entries" / "typed.md").write_text(
        "---\nkind: reflection\nstarts_on: 2025-05-12\ntitle: {zh: 007, en: no}\n"
        + "".join(["tags:\n", *(f"- {tag}\n" for tag in typed), "---\n"])
    )
    known = {entry.id for entry in space.journal.every_entry()}
    assert actions.load(space, folder).added == 1
    (entry,) = [one for one in space.journal.every_entry() if one.id not in known]
    assert entry.tags == tuple(typed)
    assert entry.titles == Both("007", "no")
    assert actions.load(space, folder).added == 0


# The check and its controls -----------------------------------------------------------------------


def _careless_yaml(text: str, name: str, first_line: int = 1) -> Any:
    """Read front matter as most programs do."""
    import yaml

    def words_of(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): words_of(part) for key, part in value.items()}
        if isinstance(value, list):
            return [words_of(part) for part in value]
        return "" if value is None else str(value)

    return words_of(yaml.safe_load(text) or {})


def _unquoted(data: Mapping[str, Any], **_: Any) -> str:
    """Write front matter as most scripts do."""
    return "".join(f"{key}: {json.dumps(v) if isinstance(v, dict | list) else v}\n"
                   for key, v in data.items())  # fmt: skip


_split = plain._split
BROKEN: dict[str, Callable[[], AbstractContextManager[Any]]] = {
    "markers in a body are not escaped": lambda: mock.patch.object(plain, "_escape", lambda b: b),
    "front matter is read by yaml.safe_load": lambda: mock.patch.object(
        plain, "from_yaml", _careless_yaml
    ),
    "front matter is written without quotes": lambda: mock.patch.object(
        plain, "to_yaml", _unquoted
    ),
    "line ends are normalised": lambda: mock.patch.object(
        plain, "_split", lambda text, name: _split(text.replace("\r\n", "\n"), name)
    ),
}
"""Variants of the writer and the reader in which `check` must fail, by what is wrong with them."""


def check(examples: int, *, broken: str = "", chance: int | None = None) -> Counts:
    """Try as many drawn journals; an AssertionError or a failure of the program ends it.

    ``broken`` names one of `BROKEN` to try instead. ``chance`` seeds the draw; without it the same
    journals are drawn every time.
    """
    counts = Counts()
    gazetteer = Gazetteer()
    phases = [Phase.explicit, Phase.generate] if broken else [Phase.generate, Phase.shrink]
    memory = Path("/dev/shm")  # where there is one: ten times as many examples in a minute
    where = memory if os.access(memory, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=where) as name, closing(gazetteer):
        rooms = Rooms(Path(name), gazetteer)

        @settings(
            max_examples=examples,
            phases=phases,
            deadline=None,
            database=None,
            derandomize=chance is None,
            report_multiple_bugs=False,
            suppress_health_check=list(HealthCheck),
        )
        @given(journals())
        def each(made: Made) -> None:
            examine(rooms, made, counts)

        run = each if chance is None else seed(chance)(each)
        if not broken:
            run()
            return counts
        with BROKEN[broken]():
            run()
    return counts
