"""Whole journals of hostile text leave as plain text and come back the same, row by row."""

from __future__ import annotations

import pytest

from tests.plain_strategies import BROKEN, check
from yearlog import kinds


def test_any_journal_comes_back_row_by_row_and_byte_by_byte() -> None:
    counts = check(60)
    assert counts.journals >= 60
    assert set(counts.entries) == set(kinds.names())
    assert counts.batches > 60
    assert counts.hand_edits > 20


@pytest.mark.parametrize("what", BROKEN)
def test_a_careless_writer_or_reader_does_not_pass(what: str) -> None:
    with pytest.raises(Exception):  # noqa: B017  how it fails is the careless program's affair
        check(60, broken=what)
