"""Three-way merges of lists: no side loses what it put in, and the sides are equal."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from yearlog.actions.threeway import merged_items, merged_lines, merged_order

LISTS = st.lists(st.sampled_from("abcdef"), max_size=12)


@given(LISTS, LISTS)
def test_one_side_alone_is_taken_as_it_is(base: list[str], side: list[str]) -> None:
    assert merged_items(base, side, base) == side
    assert merged_items(base, base, side) == side
    assert merged_items(base, side, side) == side


@given(LISTS, LISTS, LISTS)
def test_the_sides_are_equal(base: list[str], mine: list[str], theirs: list[str]) -> None:
    assert merged_items(base, mine, theirs) == merged_items(base, theirs, mine)


@given(LISTS, LISTS, LISTS)
def test_what_was_put_in_is_in_and_what_was_taken_out_is_out(
    base: list[str], mine: list[str], theirs: list[str]
) -> None:
    found = merged_items(base, mine, theirs)
    if found is None or mine == theirs:
        return
    b, m, t, both = Counter(base), Counter(mine), Counter(theirs), Counter(found)
    for item in both | m | t | b:
        together = m[item] + t[item] - b[item]
        alike = min(m[item], t[item]) - b[item]  # made alike on both sides, it counts once
        assert together - max(alike, 0) <= both[item] <= together + abs(alike)


@given(st.lists(st.integers(), min_size=3, max_size=30, unique=True), st.data())
def test_changes_apart_are_both_there(base: list[int], data: st.DataObject) -> None:
    here = data.draw(st.integers(0, len(base) - 3))
    there = data.draw(st.integers(here + 2, len(base) - 1))
    mine, theirs, wanted = list(base), list(base), list(base)
    mine[here] = wanted[here] = None  # type: ignore[call-overload]
    theirs[there:there] = [None, None]  # type: ignore[list-item]
    wanted[there:there] = [None, None]  # type: ignore[list-item]
    assert merged_items(base, mine, theirs) == wanted


def test_a_text_without_a_last_line_end_stays_without() -> None:
    assert merged_lines("a\nb\nc", "A\nb\nc", "a\nb\nc\n") == "A\nb\nc\n"
    assert merged_lines("a\nb\nc\n", "A\nb\nc\n", "a\nb\nc") == "A\nb\nc"


def test_long_lists_that_are_all_alike_are_not_compared() -> None:
    base = [""] * 5000
    mine, theirs = ["x", *base[:4998], "y", "z"], ["u", *base[:4998], "v", "w"]
    assert merged_items(base, mine, theirs) is None


@given(*(st.lists(st.sampled_from("abcdef"), unique=True) for _ in range(3)))
def test_a_set_keeps_what_both_want(base: list[str], mine: list[str], theirs: list[str]) -> None:
    found = merged_order(base, mine, theirs)
    assert len(set(found)) == len(found)
    added = (set(mine) | set(theirs)) - set(base)
    assert set(found) == (set(base) & set(mine) & set(theirs)) | added
