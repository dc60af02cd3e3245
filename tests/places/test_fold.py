"""One key per name, however it is typed."""

from __future__ import annotations

import pytest

from yearlog.places.fold import fold, is_han
from yearlog.places.slips import one_slip_away


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("São Paulo", "saopaulo"),
        ("Łódź", "lodz"),
        ("Tromsø", "tromso"),
        ("Reykjavík", "reykjavik"),
        ("Straße", "strasse"),
        ("ＪＦＫ", "jfk"),
        ("O'Hare", "ohare"),
        ("St. Moritz", "stmoritz"),
        ("İstanbul", "istanbul"),
        ("  ", ""),
        ("Москва", "москва"),
        ("서울", "서울"),
    ],
)
def test_folding(text: str, key: str) -> None:
    assert fold(text) == key


def test_traditional_characters_fold_to_simplified() -> None:
    assert fold("舊金山", {"舊": "旧"}) == "旧金山"


@pytest.mark.parametrize(("text", "han"), [("京都", True), ("ひらがな漢字", False), ("abc", False)])
def test_han(text: str, han: bool) -> None:
    assert is_han(text) is han


def test_one_slip() -> None:
    slips = one_slip_away("zurch")
    assert {"zurich", "zurh", "zruch", "zurck"} <= set(slips)
    assert "zurch" not in slips
    assert one_slip_away("abc") == []
    assert one_slip_away("日内瓦湖") == []
