"""How a line falls into words, and that no line at all breaks its reader."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.capture.line import parse, tokens
from yearlog.capture.resolve import Resolver
from yearlog.errors import YearlogError


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('a "b c" d', ["a", "b c", "d"]),
        ("“甲 乙” 「丙 丁」 《戊 己》", ["甲 乙", "丙 丁", "戊 己"]),
        ('@"New York" ＠“纽约 州”', ["@New York", "＠纽约 州"]),
        ('5" disk and "more', ['5"', "disk", "and", '"more']),
        ('"a"b c', ['"a"b', "c"]),
        (" \t a\n b ", ["a", "b"]),
    ],
)
def test_a_line_is_split_at_spaces_outside_quotes(line, words) -> None:
    assert tokens(line) == words


@given(st.text())
def test_splitting_loses_no_letter_but_spaces_and_whole_quotes(line) -> None:
    kept = "".join(tokens(line))
    dropped = set(line) - set(kept)
    assert all(letter.isspace() or letter in '"“”「」《》' for letter in dropped)


SOME = """f t p s r flight 航班 SFO ITH JFK SUN MON 5/12 2025 2025-02-30 13/45 .. - → to 到 @ #
@纽约 #tag 07:00 07:00-08:15 25:99 +1 DL DL4921 讲了 talk New York May 昨天 上周五 " “ 《 》"""
WORDS = st.one_of(st.sampled_from(SOME.split()), st.text(min_size=1, max_size=6))


@given(st.lists(WORDS, max_size=7))
def test_any_words_are_read_or_refused_with_a_sentence(gazetteer, words) -> None:
    context = Resolver("zh", date(2025, 12, 20), gazetteer)
    for given_words in (words, tokens(" ".join(words))):
        with suppress(YearlogError):
            assert parse(given_words, context)
