"""The form and the line say quietly what is assumed of a flight's times."""

from __future__ import annotations

import pytest

from yearlog.actions.entries import add_line
from yearlog.capture.line import tokens
from yearlog.tui.app import YearlogApp
from yearlog.tui.form import FormScreen

SKIPPED = {
    "en": "There was no 02:30 at JFK on 2024-03-10, because clocks went forward; "
    "it counts as 03:30.",
    "zh": "JFK 当地 2024-03-10 没有 02:30 这个时刻（时钟拨快），按 03:30 计算。",
}
FLIGHT = {
    "origin": "JFK", "destination": "SFO", "starts_on": "2024-03-10",
    "scheduled_departure": "02:30", "scheduled_arrival": "06:40",
}  # fmt: skip


def row(hands, name: str):
    return next(row for row in hands.app.screen.all_rows if row.field == name)


def unwrapped(screen: str) -> str:
    """The screen as one line: sentences are broken where they end."""
    return " ".join(screen.split())


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_form_says_it_beneath_the_time_while_it_is_filled_in(welcomed, hands_of, lang):
    async with hands_of(YearlogApp(welcomed, lang=lang)) as hands:
        await hands.press("f")
        for name, text in FLIGHT.items():
            row(hands, name).control.fill(text)
        row(hands, "scheduled_departure").enter()
        await hands.pilot.pause()
        await hands.press("tab")
        await hands.settle()
        departure = row(hands, "scheduled_departure")
        assert departure.doubt == SKIPPED[lang]
        assert not departure.is_wrong  # it can be saved as it is
        assert row(hands, "scheduled_arrival").doubt == ""
        assert ("02:30 at JFK" if lang == "en" else "02:30 这个时刻") in unwrapped(hands.screen)
        departure.enter()
        departure.control.fill("03:30")
        await hands.settle()
        assert departure.doubt == ""  # at once, as a complaint would go
        await hands.press("tab")
        await hands.settle()
        assert departure.doubt == ""
        await hands.press("ctrl+s")
        await hands.settle()
        assert len(welcomed.journal.entries()) == 1


async def test_a_form_of_a_stored_flight_says_it_at_once(welcomed, hands_of):
    (entry,) = add_line(welcomed, tokens("f JFK SFO 2024-03-10 02:30-06:40"))
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.app.push_screen(FormScreen("flight", base=entry))
        await hands.settle()
        assert row(hands, "scheduled_departure").doubt == SKIPPED["en"]


async def test_a_speed_no_flight_has_is_said_beneath_the_arrival(welcomed, hands_of):
    (entry,) = add_line(welcomed, tokens("f SFO JFK 2025-03-01 10:00-14:30"))
    async with hands_of(YearlogApp(welcomed, lang="en")) as hands:
        await hands.app.push_screen(FormScreen("flight", base=entry))
        await hands.settle()
        assert "2,775 km/h" in row(hands, "scheduled_arrival").doubt


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_line_says_it_beneath_what_it_understood(welcomed, hands_of, lang):
    async with hands_of(YearlogApp(welcomed, lang=lang)) as hands:
        await hands.press("a")
        await hands.type("f JFK SFO 2024-03-10 02:30-06:40")
        await hands.settle(0.3)
        assert SKIPPED[lang] in unwrapped(hands.screen)


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_an_open_entry_says_it_below_its_fields(welcomed, hands_of, lang):
    add_line(welcomed, tokens("f JFK SFO 2024-03-10 02:30-06:40"))
    async with hands_of(YearlogApp(welcomed, lang=lang)) as hands:  # opens the year of the flight
        await hands.press("enter")
        await hands.settle()
        said = unwrapped(hands.screen)
        assert ("! There was no 02:30 at JFK" if lang == "en" else "! JFK 当地 2024-03-10") in said
