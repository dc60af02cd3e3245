"""How an empty or older file becomes a journal of the present schema.

sqlite-utils is imported here and nowhere else: it costs 140 to 270 ms, which only a first run or an
upgrade pays. `apply` must be called inside the write lock: `Migrations.apply` reads what is pending
before it locks, and two first runs at once would both create the tables.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from yearlog import kinds
from yearlog.journal import schema, seals, search
from yearlog.kinds.field import Details

if TYPE_CHECKING:
    from sqlite_utils.db import Table

migrations = Migrations("yearlog")


def apply(connection: sqlite3.Connection) -> None:
    """Bring the file to the present schema inside the caller's transaction.

    The words of entries are read once all tables are there: the reader knows the present schema.
    """
    database = Database(connection, execute_plugins=False)
    migrations.apply(database)
    found = database.execute(
        "SELECT id FROM entries WHERE deleted_at IS NULL"
        " AND id NOT IN (SELECT entry_id FROM search)"
    )
    unread = [entry_id for (entry_id,) in found.fetchall()]
    if unread:
        search.refresh(connection, unread)
    connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")


@migrations()
def m0001_the_spine_and_five_kinds(database: Database) -> None:
    """Create the spine, the history and the tables of flights, talks, projects, stays."""
    for name in schema.SPINE:
        if name not in ADDED_LATER:
            _create_spine(database, name)
    _first_drafts(database)
    for name, indexed in schema.INDEXES:
        database.table(name).create_index(indexed)
    for kind in ("flight", "talk", "project", "stay", "reflection"):
        create_kind(database, kinds.get(kind))
    _create_history(database)
    database.table("meta").create({"key": str, "value": str}, pk="key", strict=True)
    database.execute("INSERT INTO meta (key, value) VALUES ('min_reader_version', '1')")


@migrations()
def m0002_a_history_by_entry(database: Database) -> None:
    """Say of each change which entry it is of, seal each batch, keep drafts, make words findable.

    The drafts of the first schema were never written, so that table is made anew.
    """
    database.execute("ALTER TABLE changes ADD COLUMN entry_id TEXT")
    database.execute(
        "UPDATE changes SET entry_id = CASE table_name WHEN 'entries'"
        " THEN json_extract(row_key, '$.id') ELSE json_extract(row_key, '$.entry_id') END"
    )
    database.table("changes").create_index(("entry_id", "batch_id"))
    database.execute("ALTER TABLE batches ADD COLUMN seal TEXT NOT NULL DEFAULT ''")
    for (batch,) in database.execute("SELECT id FROM batches").fetchall():
        seals.renew(database.conn, batch)
    database.table("drafts").drop()
    database.table("drafts").create(
        schema.DRAFTS, pk="id", not_null=set(schema.DRAFTS) - {"id", "entry_id"}, strict=True
    )
    database.table("search").create(
        schema.SEARCH, pk="entry_id", not_null=set(schema.SEARCH) - {"entry_id"}, strict=True
    )
    database.execute("UPDATE meta SET value = '2' WHERE key = 'min_reader_version'")


@migrations()
def m0003_trips_and_geocodes(database: Database) -> None:
    """Make room for what the user says of trips, and for the answers of geocoders."""
    _create_spine(database, "trips")
    database.table("geocodes").create(
        schema.GEOCODES, pk=("provider", "query"), not_null=set(schema.GEOCODES), strict=True
    )
    database.execute("UPDATE meta SET value = '3' WHERE key = 'min_reader_version'")


@migrations()
def m0004_moments(database: Database) -> None:
    """Create the table of moments, a kind that older programs cannot read."""
    create_kind(database, kinds.get("moment"))
    database.execute("UPDATE meta SET value = '4' WHERE key = 'min_reader_version'")


@migrations()
def m0005_first_times(database: Database) -> None:
    """Let flights be found by city and by airport, and what touches a year by more than its start.

    That is what lasts over New Year, and projects with a milestone in the year.
    """
    for end in ("origin", "destination"):
        database.table("flights").create_index((f"{end}_iata",))
        database.execute(
            f"CREATE INDEX idx_flights_{end}_city"
            f" ON flights ({end}_country_code, {end}_city_en COLLATE NOCASE)"
        )
    database.table("entries").create_index(("kind", "starts_on"))
    database.execute(
        "CREATE INDEX idx_entries_over_new_year ON entries (starts_on)"
        " WHERE substr(ends_on, 1, 4) > substr(starts_on, 1, 4)"
    )
    database.table("milestones").create_index(("on_date", "entry_id"))


ADDED_LATER = frozenset({"trips"})
"""Tables of the spine that the first schema did not have."""


def _create_spine(database: Database, name: str) -> None:
    """Create one table of the spine."""
    columns, key = schema.SPINE[name]
    table: Table = database.table(name)
    table.create(
        columns,
        pk=key[0] if len(key) == 1 else key,
        foreign_keys=schema.FOREIGN.get(name, ()),
        not_null=set(columns) - schema.NULLABLE - set(key[:1] if len(key) == 1 else ()),
        strict=True,
    )


def create_kind(database: Database, details: type[Details]) -> None:
    """Create the tables of one kind from its declaration."""
    for name, (columns, key) in schema.kind_tables(details).items():
        database.table(name).create(
            columns,
            pk=key[0] if len(key) == 1 else key,
            foreign_keys=[("entry_id", "entries", "id")],
            strict=True,
        )


def _first_drafts(database: Database) -> None:
    columns = {"id": str, "kind": str, "entry_id": str, "fields": str, "at": str}
    database.table("drafts").create(
        columns, pk="id", not_null={"kind", "fields", "at"}, strict=True
    )


def _create_history(database: Database) -> None:
    database.table("batches").create(
        {
            "id": int,
            "at": str,
            "verb": str,
            "summary_zh": str,
            "summary_en": str,
            "source": str,
            "target": int,
            "state": str,
        },
        pk="id",
        not_null={"at", "verb", "summary_zh", "summary_en", "source", "state"},
        strict=True,
    )
    database.table("batches").create_index(("state", "id"))
    database.table("changes").create(
        {
            "id": int,
            "batch_id": int,
            "table_name": str,
            "row_key": str,
            "before": str,
            "after": str,
        },
        pk="id",
        foreign_keys=[("batch_id", "batches", "id")],
        not_null={"batch_id", "table_name", "row_key"},
        strict=True,
    )
    database.table("changes").create_index(("batch_id",))
