"""The language of figures in prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.errors import YearlogError
from yearlog.text.placeholders import (
    FILTERS,
    BadPlaceholder,
    UnknownFigure,
    UnknownFilter,
    Wanted,
    parse,
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{{ flights }}", Wanted("flights")),
        ("{{flights}}", Wanted("flights")),
        ("flights", Wanted("flights")),
        ("{{ flights.compare }}", Wanted("flights.compare")),
        ("{{ cities.first_time }}", Wanted("cities.first_time")),
        ("{{ cities.first_time.compare }}", Wanted("cities.first_time.compare")),
        ("{{ flights 2024 }}", Wanted("flights", 2024)),
        ("{{ distance | round }}", Wanted("distance", None, ("round",))),
        ("{{ a.b 2024|words|note }}", Wanted("a.b", 2024, ("words", "note"))),
        ("{{ flights | note | note }}", Wanted("flights", None, ("note",))),
        ("{{ distance\n| round }}", Wanted("distance", None, ("round",))),
        ("{{ Flights | Words }}", Wanted("flights", None, ("words",))),
        # As a Chinese input method types them.
        ("｛｛ flights ｝｝", Wanted("flights")),
        ("｛｛\u3000ｆｌｉｇｈｔｓ　２０２４ ｜ ｎｏｔｅ ｝｝", Wanted("flights", 2024, ("note",))),
        ("{{ flights。compare ｝}", Wanted("flights.compare")),
        # As a cell of a table has it.
        (r"{{ distance \| round }}", Wanted("distance", None, ("round",))),
    ],
)
def test_what_is_read(text, wanted):
    assert parse(text) == wanted


@pytest.mark.parametrize(
    "text",
    ["", "{{ }}", "{{}}", "{{ | round }}", "{{ flights | }}", "{{ flights || note }}",
     "{{ 2024 }}", "{{ flights 24 }}", "{{ flights 20245 }}", "{{ flights 2024 2025 }}",
     "{{ flights trips }}", "{{ a.b.c.d }}", "{{ .a }}", "{{ a. }}", "{{ a.1 }}", "{{ a-b }}",
     "{{ a + b }}", "{{ a() }}", "{{ a[0] }}", "{{ 'a' }}", "{{ __import__ }}", "{{ a | b(1) }}",
     "{{ a } }", "{{{ a }}}", "{{ a }} {{ b }}", "{{ 航班 }}", "{% a %}", "{{ a; b }}"],
)  # fmt: skip
def test_anything_else_is_an_error(text):
    with pytest.raises(BadPlaceholder):
        parse(text)


def test_the_error_says_what_was_typed_and_how_to_keep_it():
    with pytest.raises(BadPlaceholder) as caught:
        parse("{{ flights  + 1 }}")
    zh, en = caught.value.message
    assert "{{ flights + 1 }}" in zh
    assert "{{ flights + 1 }}" in en
    assert r"\{{ … }}" in zh
    assert r"\{{ … }}" in en


def test_an_unknown_filter_names_the_nearest():
    with pytest.raises(UnknownFilter) as caught:
        parse("{{ flights | numbr }}")
    assert "number" in caught.value.get("zh")
    assert "words" not in caught.value.get("zh")
    assert caught.value.get("en") == (
        "There is no filter “numbr”. After the pipe you can write number."
    )


def test_far_from_every_filter_all_are_named():
    with pytest.raises(UnknownFilter) as caught:
        parse("{{ flights | 大写 }}")
    for lang in ("zh", "en"):
        assert all(name in caught.value.get(lang) for name in FILTERS)


def test_an_unknown_figure_names_the_nearest():
    known = {"flights", "flights.compare", "cities", "distance"}
    assert "flights" in UnknownFigure("flihgts", known).get("zh")
    assert (
        UnknownFigure("citys", known)
        .get("en")
        .startswith("There is no figure “citys”. Did you mean cities")
    )
    assert "yearlog stats" in UnknownFigure("qqqq", known).get("en")


@given(st.text(alphabet="flights.2024_|｜ {}｛｝\\numberwordsnote()+。\n", max_size=30))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        wanted = parse(text)
    except YearlogError as error:
        assert error.get("zh") != error.get("en")  # noqa: PT017 - either may happen
    else:
        assert set(wanted.filters) <= set(FILTERS)
        assert parse(" | ".join([wanted.name, *wanted.filters])) == wanted._replace(year=None)
