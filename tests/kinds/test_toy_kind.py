"""A kind declared here alone is seen everywhere: table, form, options, JSON, front matter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import pytest
from sqlite_utils import Database

from yearlog import kinds
from yearlog.capture.build import Draft, build
from yearlog.capture.errors import FieldErrors
from yearlog.cli.fields import options_of
from yearlog.i18n import Both
from yearlog.journal import migrations, plain, schema
from yearlog.kinds.entry import Entry, to_json
from yearlog.kinds.field import Details, Kind, declare
from yearlog.kinds.spine import form_fields
from yearlog.kinds.types import (
    ChoiceType,
    IntType,
    Milestone,
    MilestonesType,
    TextType,
    UrlType,
)

PACE = {"slow": Both("慢", "slow"), "all_out": Both("拼了", "all out")}


class LapsType(MilestonesType):
    """Dated lines in a table of their own."""

    table = "laps"


@dataclass(frozen=True)
class Run(Details):
    """A run: one field of each sort."""

    KIND: ClassVar[Kind] = Kind(
        name="run", letter="x", words=("跑步", "run"), label=Both("跑步", "run"),
        plural=Both("跑步", "runs"), sign="≈", table="runs",
        spine=("starts_on", "title_zh", "title_en", "tags", "visibility"),
        layout=("route", "starts_on"), requires=("starts_on",),
    )  # fmt: skip
    route: str = declare(TextType(), Both("路线", "Route"), Both("", ""), required=True)
    pace: str = declare(ChoiceType(PACE, "slow"), Both("配速", "Pace"), Both("", ""))
    heart_rate: int | None = declare(
        IntType(), Both("心率", "Heart rate"), Both("每分钟", "a minute"), option="--pulse"
    )
    link: str = declare(UrlType(), Both("链接", "Link"), Both("", ""))
    laps: tuple[Milestone, ...] = declare(LapsType(), Both("圈", "Laps"), Both("", ""))
    score: int | None = declare(IntType(), Both("分", "Score"), Both("", ""), derived=True)

    @classmethod
    def settle(cls, values: dict[str, Any], context: object, starts_on: date | None) -> Any:
        return values | {"score": (values["heart_rate"] or 0) * 2}


@pytest.fixture(autouse=True)
def known() -> Iterator[None]:
    with kinds.registered(Run):
        yield


@pytest.fixture
def run(space) -> Entry:
    raw = {
        "starts_on": "2025-05-12", "title": "晨跑 | Morning", "tags": "#lake", "route": "Lake loop",
        "pace": "拼了", "heart_rate": "152", "link": "https://example.org/run",
        "laps": "2025-05-12 started one @bridge",
    }  # fmt: skip
    return build(Draft("run", raw), space.resolver())


def test_it_is_found_by_its_name_its_letter_and_its_words_only_while_registered() -> None:
    assert kinds.names() == ("flight", "talk", "project", "stay", "reflection", "moment", "run")
    assert kinds.names()[:5] == ("flight", "talk", "project", "stay", "reflection")
    for word in ("run", "x", "X", "Ｘ", "跑步", "RUN"):
        assert kinds.by_word(word) is Run
    assert kinds.by_word("walk") is None
    with pytest.raises(KeyError):
        kinds.get("walk")


def test_a_kind_leaves_with_its_block() -> None:
    with kinds.registered(Other):
        assert kinds.get("other") is Other
    assert "other" not in kinds.names()


@dataclass(frozen=True)
class Other(Details):
    """A kind without a field of its own."""

    KIND: ClassVar[Kind] = Kind(
        "other", "o", (), Both("别", "other"), Both("别", "others"), "o", "others", ("starts_on",)
    )


def test_its_tables_have_a_column_for_each_field() -> None:
    text, number = str, int
    assert schema.kind_tables(Run) == {
        "runs": (
            {"entry_id": text, "route": text, "pace": text, "heart_rate": number, "link": text,
             "score": number},
            ("entry_id",),
        ),
        "laps": (
            {"entry_id": text, "position": number, "on_date": text, "kind": text,
             "title_zh": text, "title_en": text, "venue": text},
            ("entry_id", "position"),
        ),
    }  # fmt: skip
    assert schema.kind_tables(Other) == {}


def test_sqlite_makes_its_tables_strict(tmp_path) -> None:
    connection = sqlite3.connect(tmp_path / "toy.sqlite3")
    try:
        database = Database(connection)
        database.table("entries").create({"id": str}, pk="id", strict=True)
        migrations.create_kind(database, Run)
        made = {(row[1], row[2]) for row in connection.execute("PRAGMA table_info(runs)")}
        assert made == {
            ("entry_id", "TEXT"), ("route", "TEXT"), ("pace", "TEXT"), ("heart_rate", "INTEGER"),
            ("link", "TEXT"), ("score", "INTEGER"),
        }  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO runs (entry_id, heart_rate) VALUES ('1', 'fast')")
    finally:
        connection.close()


def test_its_form_asks_in_the_order_of_its_layout_and_never_for_what_is_computed() -> None:
    asked = form_fields(Run)
    assert [field.name for field in asked] == [
        "route", "starts_on", "pace", "heart_rate", "link", "laps", "title_zh", "title_en", "tags",
        "visibility",
    ]  # fmt: skip
    assert [field.name for field in asked if field.required] == ["route", "starts_on"]
    assert {field.name: field.type.widget for field in asked}["pace"] == "choice"


def test_its_options_are_named_after_its_fields_and_explained() -> None:
    options = {option.opts[0]: option for option in options_of([Run])}
    assert {"--route", "--pace", "--pulse", "--link", "--laps", "--date", "--title-zh"} <= set(
        options
    )
    assert "--score" not in options
    assert "--end" not in options
    assert "slow|all_out" in options["--pace"].help
    assert "Heart rate" in options["--pulse"].help


def test_its_json_has_its_fields(run) -> None:
    record = to_json(run)
    assert record["kind"] == "run"
    assert record["title_zh"] == "晨跑"
    assert record["title_en"] == "Morning"
    own = {name: record[name] for name in ("route", "pace", "heart_rate", "link", "laps", "score")}
    assert own == {
        "route": "Lake loop", "pace": "all_out", "heart_rate": 152,
        "link": "https://example.org/run", "score": 304,
        "laps": [{"date": "2025-05-12", "kind": "started", "title_zh": "", "title_en": "one",
                  "venue": "bridge"}],
    }  # fmt: skip


def test_it_comes_back_from_a_file(run, space) -> None:
    text = plain.write(run, lambda photo: photo.filename)
    assert "heart_rate: '152'\n" in text
    again = plain.read(text, "run.md", space.resolver(), lambda *_: pytest.fail("no photo"))
    assert again == run


def test_it_comes_back_from_the_journal(run, space) -> None:
    migrations.create_kind(Database(space.journal._connection), Run)
    with space.journal.write("add", Both("加", "add")) as writer:
        writer.save(run)
    assert space.journal.entry(run.id) == run
    assert space.journal.undo().verb == "add"
    assert space.journal.count() == 0
    space.journal.redo()
    assert space.journal.entry(run.id) == run


def test_what_is_wrong_is_said_under_each_of_its_fields(space) -> None:
    raw = {"pace": "sideways", "heart_rate": "many", "link": "example.org", "laps": "once"}
    with pytest.raises(FieldErrors) as refused:
        build(Draft("run", raw), space.resolver())
    assert [one.field for one in refused.value.errors] == [
        "pace", "heart_rate", "link", "laps", "route",
    ]  # fmt: skip
