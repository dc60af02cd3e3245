"""What changed between two texts, by word and by character, and no more than that."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yearlog.text.difference import Piece, pieces


def told(before: str, after: str) -> list[str]:
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}", "gap": "{}"}
    return [
        "".join(marks[one.how].format(one.text) for one in line) for line in pieces(before, after)
    ]


def test_chinese_by_character_and_latin_by_word() -> None:
    assert told("今天写了一点东西。", "今天写了很多东西。") == ["今天写了[-一点-]{+很多+}东西。"]
    assert told("a talk in Geneva", "a talk in Genoa") == ["a talk in [-Geneva-]{+Genoa+}"]


def test_only_the_lines_that_changed() -> None:
    before = "一\n二\n三\n四"
    assert told(before, "一\n三\n四\n五") == ["[-二-]", "{+五+}"]
    assert told(before, before) == []


def test_a_long_line_is_cut_to_what_changed() -> None:
    start, end = "雪" * 50, "山" * 50
    assert told(f"{start}甲{end}", f"{start}乙{end}") == [f"…{'雪' * 16}[-甲-]{{+乙+}}{'山' * 16}…"]
    middle = "水" * 60
    assert told(f"甲{middle}丙", f"乙{middle}丁") == [
        f"[-甲-]{{+乙+}}{'水' * 16}…{'水' * 16}[-丙-]{{+丁+}}"
    ]


def test_lines_that_are_nothing_alike_stand_whole() -> None:
    assert told("全都不一样", "completely different") == ["[-全都不一样-]{+completely different+}"]
    assert told("", "新的一行") == ["{+新的一行+}"]


def test_lines_too_long_to_compare_stand_whole() -> None:
    before, after = "雪" * 2100 + "甲", "雪" * 2100 + "乙"
    assert pieces(before, after) == [[Piece("gone", before), Piece("new", after)]]


@given(st.text("ab 雪\n", max_size=30), st.text("ab 雪\n", max_size=30))
def test_what_is_new_and_what_is_gone_account_for_every_change(before: str, after: str) -> None:
    found = pieces(before, after)
    assert bool(found) == (before != after)
    old, new = before.split("\n"), after.split("\n")
    for line in found:
        if all(one.how != "gap" for one in line):
            was = "".join(one.text for one in line if one.how in ("same", "gone"))
            now = "".join(one.text for one in line if one.how in ("same", "new"))
            assert was in old or was == ""
            assert now in new or now == ""
