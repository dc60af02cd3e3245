"""``check`` on rows, figures and what only the page would show: an example of each finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def findings(run: Run, *words: str, code: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("check", *words, "--json", code=code).json["findings"]
    return found


def codes(run: Run, *words: str, code: int = 0) -> list[str]:
    return [one["code"] for one in findings(run, *words, code=code)]


# Which year, which entry --------------------------------------------------------------------------


def test_one_entry(run: Run) -> None:
    ids = [
        run("add", "t", "2025-05-01", "--title-en", one, "--json").json["id"] for one in ("A", "B")
    ]
    (one,) = findings(run, ids[1], code=3)
    assert (one["code"], one["entry"]) == ("talk-place", ids[1])
    assert codes(run, ids[1][-6:], code=3) == ["talk-place"]
    assert codes(run, "2025", code=3) == ["talk-place", "talk-place"]
    said = run("--ui", "zh", "check", ids[1], code=3)
    assert said.err == f"记录 {ids[1][-6:]}：1 处需要处理，0 处提示。\n"
    run("edit", ids[1], "--place", "Zurich")
    assert run("check", ids[1]).err == f"Nothing to report in entry {ids[1][-6:]}.\n"
    assert run("check", ids[1], "--json").json["entry"] == ids[1]


def test_an_entry_that_is_not_there(run: Run) -> None:
    run("add", "r", "2025-05-01", "--body-zh", "甲")
    assert "zzzzzz" in run("check", "zzzzzz", code=1).sentence
    assert run("check", "0", code=2).sentence
    assert run("check", "12345", code=2).sentence


def test_no_journal_and_no_entry(run: Run) -> None:
    assert "There is no journal" in run("check", code=1).sentence
    run("config", "author.en", "A. N. Other")
    assert "There is nothing in 2025 yet" in run("check", code=1).sentence


def test_one_language(run: Run) -> None:
    run("add", "r", "2025-05-01", "--body-zh", "甲[^1]", "--body-en", "a[^2]")
    assert codes(run, "2025", "--lang", "zh", code=3) == ["note-undefined"]
    (one,) = findings(run, "2025", "--lang", "en", code=3)
    assert one["lang"] == "en"
    run("add", "t", "2025-05-01", "--title-en", "A")
    assert "talk-place" in codes(run, "2025", "--lang", "zh", code=3)


# Typed figures ------------------------------------------------------------------------------------


@pytest.fixture
def three_flights(run: Run) -> None:
    run("add", "f", "YUL", "BOS", "2025-05-01")
    run("add", "f", "BOS", "YUL", "2025-05-03")
    run("add", "f", "YUL", "BOS", "2025-11-03")
    run("add", "s", "Boston", "2025-11-03..2025-11-20")


@pytest.mark.usefixtures("three_flights")
def test_a_total_that_is_far_off(run: Run) -> None:
    entry = run("add", "r", "2025-12-01", "--body-zh", "今年一共飞了 45 趟。", "--json").json["id"]
    (one,) = findings(run, entry, code=3)
    assert (one["code"], one["fix_with"]) == ("figure", "--fix --figures")
    assert one["said_zh"] == "写的是「45 趟」，按记录是 3 趟航班（yearlog stats 2025）"
    assert one["fix_zh"] == "换成 {{ flights }}"
    run("edit", entry, "--body-zh", "今年一共飞了 3 趟。")
    assert codes(run, entry) == []


@pytest.mark.usefixtures("three_flights")
def test_what_there_was_by_the_day_of_the_text_is_right(run: Run) -> None:
    text = "This year I took a total of 2 flights."
    entry = run("add", "r", "2025-06-01", "--body-en", text, "--json").json["id"]
    assert codes(run, entry) == []
    run("edit", entry, "--date", "2025-12-01")
    assert codes(run, entry, code=3) == ["figure"]


@pytest.mark.usefixtures("three_flights")
def test_figures_are_put_in_only_if_asked_for(run: Run) -> None:
    bodies = {"zh": "今年一共飞了 45 趟。", "en": "This year I took forty-five flights."}
    words = [part for lang, body in bodies.items() for part in (f"--body-{lang}", body)]
    entry = run("add", "r", "2025-12-01", *words, "--json").json["id"]
    before = run("show", entry, "--json").json
    assert "nothing was changed" in run("check", entry, "--fix", code=3).err
    assert run("show", entry, "--json").json == before
    said = run("check", entry, code=3)
    assert f"check {entry[-6:]} --fix --figures puts 2 typed figures in order" in said.err
    done = run("check", entry, "--fix", "--figures", "--json").json
    assert [one["code"] for one in done["fixed"]] == ["figure", "figure"]
    assert done["findings"] == []
    now = run("show", entry, "--json").json
    assert now["body_zh"] == "今年一共飞了 {{ flights }}。"
    assert now["body_en"] == "This year I took {{ flights | words }}."
    run("undo")
    assert run("show", entry, "--json").json["body_zh"] == bodies["zh"]
    assert "goes with --fix" in run("check", entry, "--figures", code=2).sentence


@pytest.mark.usefixtures("three_flights")
def test_no_figure_is_put_in_where_the_year_went_on(run: Run) -> None:
    text = "This year I took 45 flights."
    entry = run("add", "r", "2025-06-01", "--body-en", text, "--json").json["id"]
    (one,) = findings(run, entry, code=3)
    assert (one["code"], one["fix_with"]) == ("figure", None)
    run("check", entry, "--fix", "--figures", code=3)
    assert run("show", entry, "--json").json["body_en"] == text


def test_nothing_is_known_of_what_nobody_recorded(run: Run) -> None:
    body = "This year I took 45 flights and gave 20 talks. Last year I took 50 flights."
    entry = run("add", "r", "2025-12-01", "--body-en", body, "--json").json["id"]
    assert codes(run, entry) == []


@pytest.mark.usefixtures("three_flights")
def test_a_title(run: Run) -> None:
    title = "This year I took 45 flights"
    entry = run("add", "r", "2025-12-01", "--title-en", title, "--json").json["id"]
    (one,) = findings(run, entry, code=3)
    assert (one["code"], one["line"], one["fix_with"]) == ("figure", 0, None)
    assert "  en:title  “45 flights” is typed" in run("check", entry, code=3).out


@pytest.mark.usefixtures("three_flights")
def test_a_figure_that_is_wrong_is_told_once(run: Run) -> None:
    words = ("--body-zh", "今年飞了 3 趟。", "--body-en", "This year I took 45 flights.")
    entry = run("add", "r", "2025-12-01", *words, "--json").json["id"]
    assert [(one["code"], one["lang"]) for one in findings(run, entry, code=3)] == [
        ("figure-alone", "zh"), ("figure", "en"),
    ]  # fmt: skip


# What the page would show -------------------------------------------------------------------------


def test_a_figure_that_the_page_does_not_have(run: Run) -> None:
    body = "We made {{ flihgts }}.\n\nIn {{ talks 2019 }}, and {{ reflections }}."
    entry = run("add", "r", "2025-05-01", "--body-en", body, "--json").json["id"]
    name, year = findings(run, entry, code=3)
    assert [(one["code"], one["line"]) for one in (name, year)] == [
        ("placeholder", 1), ("placeholder", 3),
    ]  # fmt: skip
    assert "Did you mean flights" in name["why_en"]
    assert "是不是 flights" in name["why_zh"]
    assert "no figures of 2019" in year["why_en"]
    assert "--compare-with 2019" in year["why_zh"]


def test_an_image_without_alt_text(run: Run) -> None:
    body = "a\n\n![](https://example.org/a.png) ![a hall](b.png)"
    entry = run("add", "r", "2025-05-01", "--body-en", body, "--json").json["id"]
    (one,) = findings(run, entry)
    assert (one["code"], one["line"], one["hint"]) == ("image-alt", 3, True)
    assert "a.png" in one["said_en"]
    run("edit", entry, "--visibility", "public")
    assert codes(run, entry, code=3) == ["image-alt"]


def test_a_private_chapter_of_a_year_that_has_public_entries(run: Run) -> None:
    first, second = (
        run("add", "r", "2025-05-01", "--body-en", one, "--json").json["id"] for one in ("a", "b")
    )
    run("review", "2025", "--chapters", f"{first},{second}")
    assert codes(run, "2025") == []
    run("visibility", "public", "--id", first)
    (one,) = findings(run, "2025")
    assert (one["code"], one["entry"], one["hint"]) == ("chapter-private", second, True)
    assert f"yearlog visibility public --id {second[-6:]}" in one["why_en"]


def test_a_chapter_in_one_language(run: Run) -> None:
    run("add", "r", "2025-05-01", "--body-en", "a", "--body-zh", "甲")
    alone = run("add", "r", "2025-05-02", "--body-en", "b", "--json").json["id"]
    (one,) = findings(run, "2025")
    assert (one["code"], one["entry"], one["lang"]) == ("one-language", alone, "zh")


# Rows ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (("YUL", "YVR", "2025-03-02", "10:00-10:05"), "speed"),
        (("YUL", "SYD", "2025-03-02", "10:00-23:00+1"), "length"),
        (("YUL", "YYZ", "2025-03-09", "02:30-04:00"), "clock"),
        (("YUL", "YYZ", "2025-03-02", "10:00-11:30", "--actual-departure", "06:00"), "early"),
        (("YUL", "YYZ", "2025-03-02", "10:00-11:30", "--actual-departure", "12:00"), "order"),
    ],
)
def test_times_that_cannot_be(run: Run, words: tuple[str, ...], about: str) -> None:
    entry = run("add", "f", *words, "--json").json["id"]
    listed = run("check", entry, "--json", code=0 if about == "clock" else 3).json["findings"]
    assert f"doubt-{about}" in [one["code"] for one in listed]
    (one,) = [one for one in listed if one["code"] == f"doubt-{about}"]
    assert f"yearlog edit {entry[-6:]}" in one["why_en"]
    assert f"yearlog edit {entry[-6:]}" in one["why_zh"]


def test_nothing_is_written_without_fix(run: Run) -> None:
    run("add", "r", "2025-05-01", "--body-zh", "甲【^1】\n\n[^1]：注")
    steps = run("history", "--json").json
    run("check", "2025", code=3)
    run("--ui", "zh", "check", "2025", "--json", code=3)
    assert run("history", "--json").json == steps


def test_every_finding_has_its_words_in_both_languages(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YEARLOG_NOW", "2026-01-05T09:00:00+00:00")
    run("load", str(SAMPLE))
    for one in findings(run, "2025") + findings(run, "2024"):
        for key in ("said_zh", "said_en", "why_zh", "why_en"):
            assert one[key].strip(), one["code"]
            assert "{" not in one[key]
        assert one["entries"]


def test_a_typed_figure_in_a_title(run: Run) -> None:
    """A title is shown as it is typed, so no figure in braces is proposed for it."""
    run("add", "f", "GVA", "LHR", "2025-05-01")
    run("add", "r", "2025-12-19", "--title-en", "This year I took 45 flights", "--body-en", "So.")
    (one,) = [one for one in findings(run, "2025", code=3) if one["code"] == "figure"]
    assert one["line"] == 0
    assert "{{" not in one["why_en"]
    assert one["fix_en"] is None
