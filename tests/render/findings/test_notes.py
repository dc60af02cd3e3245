"""Footnotes that are not read as meant: a text for each finding, and a near one without it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.render.findings.notes import Read, check, image_texts
from yearlog.review.findings.model import mended


def told(body: str) -> list[tuple[str, int, int]]:
    return [(one.code, one.line, one.column) for one in check("e", "zh", body)]


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("甲[^1]。\n\n[^1]：注", "甲[^1]。\n\n[^1]: 注"),
        ("甲【^1】。\n\n[^1]: 注", "甲[^1]。\n\n[^1]: 注"),
        ("甲［^1］。\n\n［^1］：注", "甲[^1]。\n\n[^1]: 注"),
        ("甲[＾1]。\n\n[＾1]: 注", "甲[^1]。\n\n[^1]: 注"),
        ("甲[^１]。\n\n[^1]: 注", "甲[^1]。\n\n[^1]: 注"),
        ("甲[^a]乙【^b】。\n\n[^a]: 一\n【^b】： 二", "甲[^a]乙[^b]。\n\n[^a]: 一\n[^b]: 二"),
        ("甲【^1】。\r\n\r\n[^1]：注\r\n", "甲[^1]。\r\n\r\n[^1]: 注\r\n"),
    ],
)  # fmt: skip
def test_full_width_markers_are_mended(body: str, after: str) -> None:
    findings = check("e", "zh", body)
    assert {one.code for one in findings} == {"note-wide"}
    assert all(one.fix for one in findings)
    assert mended(body, [edit for one in findings for edit in one.edits]) == after
    assert told(after) == []


@pytest.mark.parametrize(
    "address", ["(https://example.org/【^1】)", "(/a_(【^1】) '【^1】')", '(b "［^1］")']
)
def test_the_address_of_a_link_is_left_alone(address: str) -> None:
    body = f"甲【^1】[乙【^1】]{address}\n\n[^1]: 注"
    edits = [edit for one in check("e", "zh", body) for edit in one.edits]
    assert mended(body, edits) == f"甲[^1][乙[^1]]{address}\n\n[^1]: 注"


def test_where_a_marker_stands() -> None:
    assert told("第一行\n甲【^1】乙\n\n[^1]: 注") == [("note-wide", 2, 2)]


@pytest.mark.parametrize(
    "body",
    [
        "`[^1]：` 是错的",
        "```\n甲【^1】\n[^1]：注\n```",
        "    甲【^1】[^2]",
        "甲\\【^1】",
        "平方是 x^2，【1】是书号，［2］也是",
        "甲[^1]：乙\n\n[^1]: 注",
        "[^1]：这里先引用\n\n[^1]: 注",
    ],
)
def test_what_is_no_marker_or_a_right_one(body: str) -> None:
    assert told(body) == []


@pytest.mark.parametrize("body", ["甲【^1】，没有注", "没有引用\n\n[^1]：注"])
def test_a_marker_is_not_mended_where_that_makes_no_note(body: str) -> None:
    findings = check("e", "zh", body)
    assert [(one.code, one.fix) for one in findings] == [("note-wide", None)]


def test_a_note_without_text() -> None:
    assert told("甲[^1]，乙[^2]\n\n[^1]: 注") == [("note-undefined", 1, 8)]
    assert told("甲[^A]\n\n[^a]: 注") == []
    assert told("甲`[^1]`\n\n```\n[^2]\n```") == []
    assert told("甲\\[^1]") == []


def test_a_note_without_text_in_a_table_and_in_a_note() -> None:
    assert told("| a | b |\n|---|---|\n| 1 | 二[^x] |") == [("note-undefined", 3, 8)]
    assert told("甲[^1]\n\n[^1]: 注[^2]") == [("note-undefined", 3, 8)]


def test_a_note_that_is_never_cited() -> None:
    assert told("甲[^1]\n\n[^1]: 注\n[^2]: 另一条") == [("note-unused", 4, 1)]
    assert told("甲[^1]\n\n[^1]: 注[^2]\n[^2]: 另一条") == []
    assert told("甲[^1]\n\n[^1]: 注\n\n```\n[^2]: 码\n```") == []


def test_a_note_that_is_written_twice() -> None:
    (one,) = check("e", "en", "a[^1]\n\n[^1]: one\n[^1]: two")
    assert (one.code, one.line) == ("note-twice", 4)
    assert "line 3" in one.why.en


def test_a_label_with_a_space() -> None:
    assert [code for code, *_ in told("甲\n\n[^a b]: 注")] == ["note-space"]


def test_a_note_in_the_text_of_an_image_only() -> None:
    only = "![图[^1]](a.png)\n\n[^1]: 注"
    assert [(one.code, one.line, one.hint) for one in check("e", "zh", only)] == [
        ("note-in-alt", 1, True)
    ]
    assert told("甲[^1]\n\n" + only) == []


def test_a_marker_in_a_caption() -> None:
    assert told('甲[^1]\n\n![图](a.png "说明[^1]")\n\n[^1]: 注') == [("note-in-caption", 3, 1)]
    assert told('![图](a.png "说明 ^1")') == []


def test_a_citation_that_becomes_a_link() -> None:
    assert told("甲[^1](说明)。[^1]\n\n[^1]: 注") == [("note-link", 1, 2)]
    assert told("甲[^1]（说明）\n\n[^1]: 注") == []


def test_labels_are_in_the_order_of_their_numbers() -> None:
    assert Read.of("甲[^b]乙[^a]丙[^b]\n\n[^a]: 一\n[^b]: 二").labels() == ["b", "a"]


def test_texts_of_images() -> None:
    assert image_texts("![甲](p/a.jpg)\n\n![](p/b.jpg)") == {"p/a.jpg": "甲", "p/b.jpg": ""}


PIECES = (
    "[^1]", "[^1]:", "[^1]：", "【^1】", "［^１］：", "[＾a]", "[^a]: ", "[^A]", "甲", " ", "\n",
    "\n\n", "\r\n", "`", "```\n", "    ", "> ", "- ", "| ", "|---|\n", "![图", "](a.png)",
    '](a.png "[^1]")', "\\", "^[注]", "**", "](b)", "%%",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=24).map("".join))
def test_whatever_is_written_it_is_mended_once(body: str) -> None:
    findings = check("e", "zh", body)
    after = mended(body, [edit for one in findings for edit in one.edits])
    assert [one for one in check("e", "zh", after) if one.edits] == []
    changed = sum(a != b for a, b in zip(body.splitlines(), after.splitlines(), strict=True))
    assert changed <= sum(bool(one.edits) for one in findings)
