"""The clock and the ids that carry its time."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest

from yearlog import clock


def test_the_clock_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YEARLOG_NOW", "2025-12-31T23:30:00.250-05:00")
    assert clock.now() == datetime(2026, 1, 1, 4, 30, 0, 250_000, tzinfo=UTC)
    assert clock.today() == date(2025, 12, 31)  # on the user's wall
    assert clock.stamp() == "2026-01-01T04:30:00.250Z"


def test_the_clock_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YEARLOG_NOW")
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert abs((clock.today() - before.astimezone().date()).days) <= 1


def test_ids_are_version_7_and_keep_their_order() -> None:
    """More ids than the counter of one millisecond holds, on a stopped clock."""
    ids = [clock.new_id() for _ in range(5000)]
    assert ids == sorted(ids)
    assert len(set(ids)) == 5000
    for text in (ids[0], ids[-1]):
        found = uuid.UUID(text)
        assert (found.version, found.variant) == (7, uuid.RFC_4122)
        assert str(found) == text
    ms = uuid.UUID(ids[0]).int >> 80
    stopped = int(clock.now().timestamp() * 1000)
    assert stopped <= ms


def test_ids_differ_between_processes_by_chance() -> None:
    tails = {clock.new_id()[-12:] for _ in range(100)}
    assert len(tails) == 100
