"""The length of a text as a writer counts it, and folding."""

import pytest

from yearlog.text.cjk import is_cjk, is_emoji, joins_lines
from yearlog.text.count import characters, fold


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("日内瓦", 3),
        ("在日内瓦讲了HeuriGym。", 7),
        ("two words", 2),
        ("don't stop", 2),
        ("it’s o1-mini 3.5", 3),
        ("2025年，32次", 4),
        ("——！？", 0),
        ("e\u0301te\u0301", 1),
        ("かな カナ", 4),
        ("𠮷野家", 3),
        ("😀", 0),
        ("a_b", 2),
        ("AlphaEvolve出来后", 4),
    ],
)
def test_characters(text, count):
    assert characters(text) == count


@pytest.mark.parametrize(
    ("one", "other"),
    [("ＬＬＭ", "llm"), ("Straße", "STRASSE"), ("①", "1"), ("ﬁ", "FI"), ("Å", "å")],
)
def test_folding_makes_equal(one, other):
    assert fold(one) == fold(other)


def test_folding_keeps_accents_and_characters_apart():
    assert fold("café") != fold("cafe")
    assert fold("纽约") != fold("紐約")


def test_kinds_of_characters():
    assert all(map(is_cjk, "雪か，（한Ａ"))
    assert not any(map(is_cjk, "a(é😀“"))
    assert is_emoji("😀")
    assert not is_emoji("雪")
    assert joins_lines("“", chinese=True)
    assert not joins_lines("“", chinese=False)
    assert not joins_lines("한", chinese=True)
