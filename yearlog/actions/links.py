"""What a flight led to, and which flight led to an entry."""

from __future__ import annotations

from typing import NamedTuple

from yearlog.actions import trips as journeys
from yearlog.actions.workspace import Workspace
from yearlog.kinds.entry import Entry
from yearlog.review import links, trips

LINKED = ("flight", "talk", "stay", "moment")
"""The kinds that a link can join."""


class Linked(NamedTuple):
    """The flights that brought one to an entry, and what one did where a flight landed."""

    flown: list[Entry]
    there: list[Entry]


def of_entry(space: Workspace, entry: Entry) -> Linked:
    """Return what is linked to an entry, going by the entries of its years and of those beside."""
    if entry.kind not in LINKED or entry.deleted_at:
        return Linked([], [])
    years = range(entry.starts_on.year - 1, entry.last_day.year + 2)
    known = {
        one.id: one
        for year in years
        for one in space.journal.entries(year=year)
        if one.kind in LINKED
    }
    entries = list(known.values())
    found = trips.journeys(entries, space.homes, layover=journeys.layover(space))
    made = links.links(found, entries)
    return Linked(
        [known[one.flight_id] for one in made if one.entry_id == entry.id],
        [known[one.entry_id] for one in made if one.flight_id == entry.id],
    )
