"""What folds alike is found alike, and a hit leads back to the letters that were written."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.text.folding import clusters, fold, spans, stands_alone

ODD = (
    "ﬁ½㍿ＡＢ１ａßẞİıſΣςǰŉﷺ㎒Å\u0301\u0308\u0323ÅéE한\u1112\u1161\u11abㄱㅏｶﾞがか\u3099雪の中"
    "😀👩\u200d💻🏽\x00\x1f e"
)
"""Letters whose fold is longer, shorter, or depends on what stands beside them."""
texts = st.one_of(st.text(alphabet=ODD, max_size=12), st.text(max_size=12))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("FIRN", "firn"), ("ＦＩＲＮ", "firn"), ("ﬁrn", "Firn"), ("Straße", "STRASSE"),
        ("cafe\u0301", "café"), ("①", "1"), ("㍿", "株式会社"), ("ｶﾞ", "ガ"),
        ("\u1112\u1161\u11ab", "한"), ("ΟΔΟΣ", "οδος"), ("ＵＴＣ＋８", "utc+8"), ("，", ","),
        ("㎒", "mhz"), ("\u212b", "å"),
    ],
)  # fmt: skip
def test_what_a_reader_takes_for_the_same_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("雪", "雲"), ("e", "é"), ("国", "國"), ("0", "o")])
def test_what_a_reader_tells_apart_stays_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_no_single_character_changes_when_it_is_folded_again() -> None:
    for number in range(0x110000):
        if not 0xD800 <= number < 0xE000:
            once = fold(chr(number))
            assert fold(once) == once, hex(number)


@given(texts)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_folding_is_caseless_compatibility_matching(text: str) -> None:
    plain = text.replace("\x1f", "")
    once = unicodedata.normalize("NFKC", plain).casefold()
    assert fold(text) == unicodedata.normalize("NFKC", once).casefold()


@given(texts)
def test_clusters_make_up_the_text_and_their_folds_its_fold(text: str) -> None:
    assert "".join(clusters(text)) == text
    assert "".join(map(fold, clusters(text))) == fold(text)


def test_the_clusters_of_a_line() -> None:
    assert list(clusters("e\u0301한\u1112\u1161雪👩\u200d💻👍🏽x")) == [
        "e\u0301", "한", "\u1112\u1161", "雪", "👩\u200d💻", "👍🏽", "x",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "needle", "found"),
    [
        ("Firn and firn", "firn", ["Firn", "firn"]),
        ("oﬃce hours", "f", ["ﬃ"]),  # three hits in one letter are one
        ("oﬃce hours", "ICE", ["ﬃce"]),
        ("½ 杯", "1", ["½"]),
        ("在㍿工作", "会社", ["㍿"]),
        ("ＧＰＴ４ 来了", "gpt4", ["ＧＰＴ４"]),
        ("un cafe\u0301 noir", "café", ["cafe\u0301"]),
        ("\u1112\u1161\u11ab국", "한국", ["\u1112\u1161\u11ab국"]),
        ("가가가", "가가", ["가가"]),
        ("雪。雪", "雪", ["雪", "雪"]),
        ("שלום עולם", "עולם", ["עולם"]),
        ("a\x00b雪", "雪", ["雪"]),
        ("👩\u200d💻 写", "💻", ["👩\u200d💻"]),
        ("snow", "rain", []),
        ("snow", "", []),
    ],
)
def test_a_hit_is_whole_letters_of_the_text_as_written(
    text: str, needle: str, found: list[str]
) -> None:
    assert [text[start:end] for start, end in spans(text, fold(needle))] == found


@given(st.data(), texts)
def test_every_part_of_a_text_is_found_where_it_stands(data: st.DataObject, text: str) -> None:
    parts = list(clusters(text))
    first = data.draw(st.integers(0, len(parts)))
    last = data.draw(st.integers(first, len(parts)))
    needle = fold("".join(parts[first:last]))
    if needle:
        found = spans(text, needle)
        assert found
        for start, end in found:
            assert needle in fold(text[start:end])
        assert all(a[1] <= b[0] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("text", "needle", "alone"),
    [
        ("the gpt era", "gpt", True), ("gpt4", "gpt", False), ("用gpt写", "gpt", True),
        ("chatgpt, gpt", "gpt", True), ("chatgpt", "gpt", False), ("第12天", "12", True),
        ("2012", "12", False), ("下雪了", "雪", True), ("スキー場", "キー", True),
        ("서울에서", "서울", True), ("snow-white", "snow", True), ("e\u0301", "e", False),
        ("snowfall 。", "fall 。", False), ("привет", "при", False), ("naïve", "na", False),
        ("a snow", "snow", True),
    ],
)  # fmt: skip
def test_whole_words(text: str, needle: str, alone: bool) -> None:
    assert stands_alone(text, needle) is alone
