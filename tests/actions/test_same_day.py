"""Flights of one day stand in the order they left, however they were recorded."""

from __future__ import annotations

from yearlog.actions.entries import add_line, edit, listing
from yearlog.actions.glance import year_entries
from yearlog.actions.workspace import Workspace
from yearlog.capture.line import tokens
from yearlog.kinds.entry import Entry


def said(entries: list[Entry]) -> list[str]:
    return [entry.headline("en") for entry in entries]


def test_by_their_times(space: Workspace) -> None:
    add_line(space, tokens("f AMS YUL 2025-04-14 13:15-14:45"))
    add_line(space, tokens("r 2025-04-14 A text of that day"))
    add_line(space, tokens("f OSL AMS 2025-04-14 06:50-08:45"))
    add_line(space, tokens("f LYR OSL 2025-04-13 14:00-17:00"))
    flown = ["Longyearbyen → Oslo", "Oslo → Amsterdam", "A text of that day"]
    for found in (listing(space), year_entries(space, 2025)):
        assert said(found) == [*flown, "Amsterdam → Montreal"]
    # Where nothing else tells: legs that connect.
    add_line(space, tokens("f YYZ HND 2025-04-25"))
    add_line(space, tokens("f YUL YYZ 2025-04-25"))
    assert said(listing(space, kind="flight"))[-2:] == ["Montreal → Toronto", "Toronto → Tokyo"]


def test_a_flight_that_was_not_flown_stays_put(space: Workspace) -> None:
    add_line(space, tokens("f AMS YUL 2025-04-14 13:15-14:45"))
    (gone,) = add_line(space, tokens("f OSL AMS 2025-04-14 06:50-08:45"))
    edit(space, gone.id, {"status": "cancelled"})
    assert said(listing(space)) == ["Amsterdam → Montreal", "Oslo → Amsterdam"]


def test_two_flights_that_do_not_connect_stand_by_the_instant(space: Workspace) -> None:
    add_line(space, tokens("f YVR SYD 2025-04-14 07:00"))
    add_line(space, tokens("f PEK SHA 2025-04-14 08:00"))
    # 08:00 in Beijing is 17:00 of the day before in Vancouver.
    assert said(listing(space)) == ["Beijing → Shanghai", "Vancouver → Sydney"]
