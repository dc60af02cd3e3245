"""What check says of footnotes is what the page does with them: awkward bodies, each rendered."""

from __future__ import annotations

import html
import re

import pytest

from yearlog.render.findings.notes import Read, check
from yearlog.render.markup import notes_html, to_html
from yearlog.review.findings.model import mended

RAW = re.compile(r"[\[［【〔〖][ \t]*[\^＾ˆ][^\]］】〕〗\n]*[\]］】〕〗]|[\^＾][【［]|＾\[")
"""A marker that a reader sees as typed."""

PRINTED = {"note-wide", "note-undefined", "note-space", "note-in-caption"}
LOST = {"note-unused", "note-twice"}

BODIES = {
    "code span": "甲`[^1]`乙[^2]\n\n[^1]: 一\n[^2]: 二",
    "fence marker": "甲[^1]\n\n```\n[^1]: 码\n```",
    "fence full": "```\n【^1】\n[^1]：x\n```\n甲[^1]\n\n[^1]: 注",
    "table cite": "| a | b |\n|---|---|\n| 甲[^1] | 乙【^2】 |\n\n[^1]: 一\n[^2]: 二",
    "table code pipe": "| a | b |\n|---|---|\n| `[^x]` | [^1] |\n\n[^1]: 一",
    "nested list": "- 甲\n  - 乙[^1]\n    - 丙【^2】\n\n[^1]: 一\n[^2]: 二",
    "def in list": "- 甲[^1]\n\n  [^1]: 注\n- 乙",
    "wide def in list": "- 甲[^1]\n\n  [^1]：注\n- 乙",
    "wide def in list item": "甲[^1]\n\n- [^1]：注",
    "paragraphs": "甲[^1]\n\n[^1]: 一\n\n    二【^2】\n\n    - 三\n\n[^2]: 四",
    "wide def para": "甲[^1]\n\n[^1]：一\n\n    二段\n",
    "same label": "甲[^A]乙[^a]\n\n[^a]: 注",
    "wide colon": "甲[^1]\n\n[^1]：注",
    "wide colon nospace lazily after para": "甲[^1]\n[^1]：注",
    "wide brackets": "甲［^1］\n\n［^1］：注",
    "mixed open": "甲【^1]\n\n[^1]: 注",
    "mixed close": "甲[^1】\n\n[^1]: 注",
    "double escape": "甲\\\\[^1]\n\n[^1]: 注",
    "heading": "# 题[^1]\n\n正文【^2】\n\n[^1]: 一\n[^2]: 二",
    "setext": "题[^1]\n=====\n\n[^1]: 一",
    "quote": "> 引[^1]\n>\n> [^1]: 注\n\n后",
    "quote wide": "> 引【^1】\n>\n> [^1]：注\n\n后",
    "quote lazy": "> 引[^1]\n[^1]: 注",
    "crlf": "甲[^1]\r\n\r\n[^1]：注\r\n",
    "cr": "甲[^1]\r\r[^1]：注\r",
    "tabs": "甲[^1]\n\n[^1]:\t注\n\n\t续段[^2]\n\n[^2]: 二",
    "tab before def": "甲[^1]\n\n\t[^1]: 注",
    "3 spaces": "甲[^1]\n\n   [^1]: 注",
    "4 spaces": "甲[^1]\n\n    [^1]: 注",
    "4 spaces wide": "甲[^1]\n\n    [^1]：注",
    "colon spaced": "甲[^1]\n\n[^1] : 注",
    "colon space wide": "甲[^1]\n\n[^1] ：注",
    "no colon": "甲[^1]\n\n[^1] 注",
    "empty def": "甲[^1]\n\n[^1]:\n",
    "empty def wide": "甲[^1]\n\n[^1]：\n",
    "colon after cite": "甲[^1]：乙\n\n[^1]: 注",
    "starts w cite colon wide": "[^1]：这里\n\n[^1]: 注",
    "starts w cite colon": "[^1]: 一\n\n[^1]: 二\n\n甲[^1]",
    "dup": "甲[^1]\n\n[^1]: 一\n[^1]: 二",
    "dup case": "甲[^a]\n\n[^a]: 一\n[^A]: 二",
    "unused": "甲\n\n[^1]: 一",
    "unused chain": "甲\n\n[^1]: 一[^2]\n[^2]: 二",
    "self cite": "甲\n\n[^1]: 一[^1]",
    "undefined": "甲[^1]",
    "undefined in alt": "![图[^1]](a.png)",
    "undef in link": "[看[^1]](http://a.b)",
    "cite in link": "[看[^1]](http://a.b)\n\n[^1]: 注",
    "alt only": "![图[^1]](a.png)\n\n[^1]: 注",
    "alt wide": "![图【^1】](a.png)\n\n[^1]: 注",
    "title": '![图](a.png "说[^1]")\n\n甲[^1]\n\n[^1]: 注',
    "title wide": '![图](a.png "说【^1】")\n\n甲[^1]\n\n[^1]: 注',
    "link url": "[a](http://x/[^1])\n\n甲[^1]\n\n[^1]: 注",
    "link after": "甲[^1](说明)\n\n[^1]: 注",
    "ref link after": "甲[^1][a]\n\n[^1]: 注\n[a]: http://x",
    "two": "甲[^1][^2]\n\n[^1]: 一\n[^2]: 二",
    "space wide": "甲【^a b】\n\n[^a b]: 注",
    "inner space": "甲[^ 1]\n\n[^1]: 注",
    "wide hat space": "甲[ ^1]\n\n[^1]: 注",
    "inline": "甲^[注[^1]]\n\n[^1]: 二",
    "inline wide": "甲^【注】",
    "inline wide2": "甲^［注］乙",
    "inline hat": "甲＾[注]",
    "html": "<b>[^1]</b>\n\n[^1]: 注",
    "html comment": "<!-- [^1] -->\n\n[^2]\n\n[^2]: 注",
    "wide digits": "甲[^１]\n\n[^１]: 注",
    "wide digits mix": "甲[^１]\n\n[^1]: 注",
    "wide digit def": "甲[^1]\n\n[^１]: 注",
    "emph": "**甲[^1]**【^2】\n\n[^1]: 一\n[^2]: 二",
    "strike": "~~甲[^1]~~\n\n[^1]: 一",
    "def before": "[^1]: 注\n\n甲[^1]",
    "def interrupted": "甲[^1]\n[^1]: 注\n乙",
    "def lazy": "甲[^1]\n\n[^1]: 注\n续行【^2】\n\n[^2]: 二",
    "quote marks": "「甲[^1]」『【^2】』\n\n[^1]: 一\n[^2]: 二",
    "full stop colon": "甲[^1]\n\n[^1]︰注",
    "semi": "甲[^1]\n\n[^1]；注",
    "private": "甲%%[^1]%%乙\n\n[^1]: 注",
    "def in quote used outside": "甲[^1]\n\n> [^1]: 注",
    "indented code in list": "- 甲\n\n      [^1]\n",
    "table def right after": "| a |\n|---|\n| 甲[^1] |\n[^1]: 注",
    "hanzi label": "甲[^注一]\n\n[^注一]：内容",
    "long": "甲[^aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]",
    "placeholder near": "飞了{{ flights }}[^1]\n\n[^1]：注",
    "link def like": '甲[^1]\n\n[^1]: http://a.b "t"',
    "tortoise": "甲〔^1〕\n\n〔^1〕：注",
    "white lenticular": "甲〖^1〗\n\n[^1]: 注",
    "small": "甲[ˆ1]\n\n[^1]: 注",
}

ON_PURPOSE = {
    "escaped": "甲\\[^1]，乙[^1]\n\n[^1]: 注",
    "escaped hat": "甲[\\^1]，乙[^1]\n\n[^1]: 注",
    "escaped wide": "甲\\【^1】乙[^1]\n\n[^1]: 注",
    "a face": "甲[^_^]乙",
    "a power of a power": "2^10 与 [^x^]",
}


def seen(body: str) -> tuple[list[str], int]:
    """Return the raw markers that a reader of the page sees, and how many notes there are."""
    found = to_html(body, lang="zh", prefix="e", image_url=lambda address: address)
    page = found.html + notes_html(found.notes, lang="zh")
    page = re.sub(r"<(code|pre)\b.*?</\1>", "", page, flags=re.DOTALL)
    words = re.findall(r'(?:alt|title)="([^"]*)"', page)
    text = re.sub(r"<[^>]+>", "", page)
    return RAW.findall(html.unescape(" ".join([text, *words]))), len(found.notes)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_printed_raw_or_not_at_all_is_found(body: str) -> None:
    codes = {one.code for one in check("e", "zh", body)}
    raw, notes = seen(body)
    assert bool(raw) == bool(codes & PRINTED), (raw, codes)
    assert notes == len(Read.of(body).document.notes)


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_note_is_lost_where_check_says_so(body: str) -> None:
    findings = check("e", "zh", body)
    after = Read.of(mended(body, [edit for one in findings for edit in one.edits]))
    printed = {id(one.definition) for one in after.document.notes}
    lost = {after.at(one.start)[0] for one in after.document.definitions if id(one) not in printed}
    assert lost == {one.line for one in findings if one.code in LOST}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_mended_makes_notes(body: str) -> None:
    edits = [edit for one in check("e", "zh", body) for edit in one.edits]
    after = mended(body, edits)
    assert not any(one.edits for one in check("e", "zh", after))
    if edits:
        assert len(seen(after)[0]) < len(seen(body)[0])
        assert seen(after)[1] >= seen(body)[1]


@pytest.mark.parametrize("body", ON_PURPOSE.values(), ids=ON_PURPOSE)
def test_what_is_meant_as_it_stands(body: str) -> None:
    assert check("e", "zh", body) == []
    assert seen(body)[0]


def test_a_note_that_seems_to_cite_itself_was_meant_as_a_second() -> None:
    found = check("e", "zh", "甲[^1]\n\n[^1]: 一\n[^1]：二")
    assert [(one.code, one.line) for one in found] == [("note-twice", 4)]
