"""Namesakes: who asks, in which language, and where she has been, decide or at least speak."""

from __future__ import annotations

import pytest

from yearlog.places.gazetteer import Gazetteer, tied

PARIS_TEXAS = ("Paris", "US")


def countries(gazetteer: Gazetteer, text: str) -> list[str]:
    return [c.place.country_code for c in tied(gazetteer.search(text))]


@pytest.mark.parametrize(
    ("text", "among"),
    [
        ("Cambridge", {"GB", "US"}),
        ("剑桥", {"GB", "US"}),
        ("San Jose", {"US", "CR"}),
        ("Georgia", {"GE", "US"}),
        ("Valencia", {"ES", "VE"}),
        ("Córdoba", {"ES", "AR"}),
        ("Hamilton", {"CA", "NZ"}),
        ("Newcastle", {"GB", "AU"}),
        ("Victoria", {"CA", "AU"}),
    ],
)
def test_namesakes_are_shown(gazetteer: Gazetteer, text: str, among: set[str]) -> None:
    assert among <= set(countries(gazetteer, text))


def test_cambridge_in_massachusetts_is_among_them(gazetteer: Gazetteer) -> None:
    found = [(c.place.country_code, c.place.admin1) for c in tied(gazetteer.search("Cambridge"))]
    assert found[0] == ("GB", "ENG")
    assert ("US", "MA") in found


def test_springfields(gazetteer: Gazetteer) -> None:
    found = {c.place.admin1 for c in tied(gazetteer.search("Springfield"))}
    assert {"MA", "MO", "IL"} <= found


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Birmingham", "GB"),
        ("Perth", "AU"),
        ("Santiago", "CL"),
        ("Naples", "IT"),
        ("Manchester", "GB"),
        ("Queenstown", "NZ"),
        ("苏州", "CN"),
        ("宿州", "CN"),
        ("重庆", "CN"),
        ("Singapore", "SG"),
    ],
)
def test_the_best_known_is_not_asked_for(gazetteer: Gazetteer, text: str, country: str) -> None:
    assert countries(gazetteer, text) == [country]


def test_sounds_alike_is_not_the_same(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("苏州")[0].place.admin1 == "04"  # Jiangsu
    assert gazetteer.search("宿州")[0].place.admin1 == "01"  # Anhui
    assert gazetteer.search("泰州")[0].place.admin1 == "04"
    assert gazetteer.search("台州")[0].place.admin1 == "02"  # Zhejiang


def test_a_place_used_before_speaks_for_itself(gazetteer: Gazetteer) -> None:
    usual = [c.place.id for c in gazetteer.search("Cambridge")]
    boston = next(c.place for c in gazetteer.search("Cambridge") if c.place.admin1 == "MA")
    assert usual[0] != boston.id
    by_id = gazetteer.search("Cambridge", past={boston.id: 2})
    assert by_id[0].place.id == boston.id
    zurich = gazetteer.search("zu", prefix=True, past={("Zug", "CH"): 40})
    assert zurich[0].place.name_en == "Zug"


def test_once_is_not_enough_against_a_far_bigger_place(gazetteer: Gazetteer) -> None:
    for times in (0, 1, 5):
        found = gazetteer.search("Paris", past={PARIS_TEXAS: times})
        assert tied(found)[0].place.country_code == "FR"
        assert len(tied(found)) == 1
    often = gazetteer.search("Paris", past={PARIS_TEXAS: 200})
    assert {c.place.country_code for c in tied(often)} >= {"US"}


def test_no_past_outweighs_a_hundredfold_size(gazetteer: Gazetteer) -> None:
    # London in Kentucky has 8,000 people, London in England a thousand times as many.
    found = gazetteer.search("London", past={("London", "US"): 10**9})
    assert found[0].place.country_code == "GB"


def test_names_of_ones_own_come_first_in_every_list(gazetteer: Gazetteer) -> None:
    jfk = gazetteer.airport_by_code("JFK")
    assert jfk is not None
    for prefix in (False, True):
        for ask in (gazetteer.search, gazetteer.airports):
            found = ask("gva", prefix=prefix, aliases={"gva": jfk})
            assert found[0].place.iata == "JFK"


def test_a_past_of_other_places_changes_nothing(gazetteer: Gazetteer) -> None:
    plain = gazetteer.search("San Jose")
    assert gazetteer.search("San Jose", past={("Atlantis", "QQ"): 99, "gn:1": -3}) == plain


def test_the_language_of_the_text_speaks(gazetteer: Gazetteer) -> None:
    chinese = {c.place.id: c.score for c in gazetteer.search("松原", lang="zh")}
    english = {c.place.id: c.score for c in gazetteer.search("松原", lang="en")}
    songyuan = gazetteer.search("松原", lang="zh")[0].place
    assert songyuan.country_code == "CN"
    # Chinese characters under an English interface say nothing of English.
    assert chinese[songyuan.id] > english[songyuan.id]
    assert all(chinese[one] == english[one] for one in english if one != songyuan.id)
