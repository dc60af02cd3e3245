"""The tables are the declared ones: strict, with the declared columns and keys."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from yearlog import kinds
from yearlog.journal import schema, store
from yearlog.kinds.field import ChildRows, fields_of

SQL_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL"}

DECLARED = dict(schema.SPINE)
for details in kinds.everything():
    DECLARED |= schema.kind_tables(details)


@pytest.mark.parametrize("table", DECLARED)
def test_a_table_has_the_declared_columns(tmp_path: Path, table: str) -> None:
    columns, key = DECLARED[table]
    with closing(store.connect(tmp_path / "j.sqlite3", create=True)) as connection:
        found = connection.execute(f"PRAGMA table_info({table})").fetchall()
        strict = connection.execute(f"SELECT strict FROM pragma_table_list('{table}')").fetchone()
    assert {row["name"]: row["type"] for row in found} == {
        name: SQL_TYPES[kind] for name, kind in columns.items()
    }
    by_place = sorted((row["pk"], row["name"]) for row in found if row["pk"])
    assert tuple(name for _, name in by_place) == key
    assert strict[0] == 1


def test_every_declared_field_has_a_place() -> None:
    for details in kinds.everything():
        own = details.KIND.table
        for spec in fields_of(details):
            if isinstance(spec.type, ChildRows):
                assert set(spec.type.child_columns()) <= set(DECLARED[spec.type.table][0])
            else:
                assert set(spec.columns) <= set(DECLARED[own][0])


def test_there_are_no_other_tables(tmp_path: Path) -> None:
    with closing(store.connect(tmp_path / "j.sqlite3", create=True)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = {name for (name,) in found if not name.startswith("sqlite_")}
    own = {"batches", "changes", "meta", "drafts", "search", "geocodes"}
    assert names == {*DECLARED, *own, "_sqlite_migrations"}


def test_every_write_of_a_declared_table_is_recorded() -> None:
    assert set(schema.keys()) == set(DECLARED)
