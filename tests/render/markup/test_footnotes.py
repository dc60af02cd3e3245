"""Footnotes: numbered by first use, one list, a way back for every citation."""

import re

import pytest

from yearlog.render.markup import notes_html, to_html


def render(source, **options):
    return to_html(source, lang="zh", prefix="e1", **options)


def texts(page):
    return [re.sub(r"<[^>]+>", "", note.html).strip() for note in page.notes]


def numbers(page):
    return re.findall(r'doc-noteref">(\d+)<', page.html)


def test_numbers_follow_the_first_citation():
    page = render("乙[^b]甲[^a]乙[^b]\n\n[^a]: 甲注\n[^b]: 乙注")
    assert numbers(page) == ["1", "2", "1"]
    assert texts(page) == ["乙注", "甲注"]


def test_ids_of_a_note_cited_twice():
    page = render("一[^a]二[^a]\n\n[^a]: 注", first_note=6)
    assert page.html == (
        '<p>一<sup class="footnote-ref"><a href="#fn-e1-1" id="fnref-e1-1" role="doc-noteref">6'
        '</a></sup>二<sup class="footnote-ref"><a href="#fn-e1-1" id="fnref-e1-1-2"'
        ' role="doc-noteref">6</a></sup></p>\n'
    )
    assert page.notes[0].number == 6
    assert page.notes[0].id == "fn-e1-1"
    assert page.notes[0].backrefs == ("fnref-e1-1", "fnref-e1-1-2")


def test_every_citation_has_its_labelled_way_back():
    page = render("一[^a]二[^a]三[^b]\n\n[^a]: 注\n[^b]: 乙", first_note=6)
    assert notes_html(page.notes, lang="zh") == (
        '<section class="footnotes" role="doc-endnotes" aria-label="注释">\n<ol start="6">\n'
        '<li id="fn-e1-1"><p>注 '
        '<a href="#fnref-e1-1" class="footnote-backref" role="doc-backlink"'
        ' aria-label="返回引用 6-1">↩︎</a> '
        '<a href="#fnref-e1-1-2" class="footnote-backref" role="doc-backlink"'
        ' aria-label="返回引用 6-2">↩︎<sup>2</sup></a></p></li>\n'
        '<li id="fn-e1-2"><p>乙 '
        '<a href="#fnref-e1-2" class="footnote-backref" role="doc-backlink"'
        ' aria-label="返回引用 7">↩︎</a></p></li>\n'
        "</ol>\n</section>\n"
    )
    assert 'aria-label="Back to reference 6-2"' in notes_html(page.notes, lang="en")


def test_no_notes_no_list():
    assert notes_html((), lang="zh") == ""


def test_chapters_of_one_page_count_on_and_share_no_id():
    first = to_html("甲[^1]\n\n[^1]: 一", lang="zh", prefix="e1zh")
    second = to_html("乙[^1]\n\n[^1]: 二", lang="zh", prefix="e2zh", first_note=2)
    page = first.html + second.html + notes_html(first.notes + second.notes, lang="zh")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 4
    assert set(re.findall(r'href="#([^"]+)"', page)) == set(ids)
    assert numbers(second) == ["2"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        # A definition inside a definition: neither text is lost, none leaks into the page.
        ("甲[^a]乙[^b]\n\n[^a]: 外\n\n    [^b]: 内\n\n    外二", ["外\n外二", "内"]),
        # Directly after a quote, a list or a table.
        ("> 引[^a]\n[^a]: 注", ["注"]),
        ("- 项[^a]\n[^a]: 注", ["注"]),
        ("| a |\n|---|\n| 甲[^a] |\n[^a]: 注", ["注"]),
        # Labels are one if they differ in case only; of two definitions the first counts.
        ("甲[^Note]乙[^NOTE]\n\n[^note]: 注", ["注"]),
        ("甲[^a]\n\n[^a]: 先\n[^a]: 后", ["先"]),
        # Notes nobody cites, or only such a note cites, are not printed.
        ("甲\n\n[^a]: 注", []),
        ("甲[^c]\n\n[^a]: 引[^b]\n[^b]: 注\n[^c]: 丙", ["丙"]),
        ("甲\n\n[^a]: 自引[^a]", []),
        # Cited only in a note: after those of the body.
        ("甲[^a]丙[^c]\n\n[^a]: 见[^b]\n[^b]: 乙\n[^c]: 丙", ["见3", "丙", "乙"]),
        # Cycles end.
        ("甲[^a]\n\n[^a]: 见[^b]\n[^b]: 见[^a]", ["见2", "见1"]),
        # Notes in one go.
        ("甲^[行内*注*]乙[^a]\n\n[^a]: 后", ["行内注", "后"]),
        ("甲^[外^[内]]", ["外2", "内"]),
        # In a heading, struck out, in a quote.
        ("# 题[^a]\n\n~~删[^b]~~\n\n[^b]: 乙\n[^a]: 甲", ["甲", "乙"]),
        ("> 甲[^a]\n>\n> [^a]: 注\n>\n>     再", ["注\n再"]),
    ],
)
def test_which_notes_are_printed(source, expected):
    page = render(source)
    assert texts(page) == expected
    assert [note.number for note in page.notes] == list(range(1, len(expected) + 1))
    whole = page.html + notes_html(page.notes, lang="zh")
    ids = re.findall(r' id="([^"]+)"', whole)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', whole)) == {i for i in ids if i.startswith("fn")}


def test_text_of_a_nested_definition_does_not_leak():
    assert "外" not in render("甲[^a]\n\n[^a]: 注\n\n    [^b]: 内\n\n    外").html


@pytest.mark.parametrize("end", ["- 项", "```\n    码\n    ```", "> 引"])
def test_links_back_after_a_block_stand_in_their_own_paragraph(end):
    page = render(f"甲[^a]\n\n[^a]: 注\n\n    {end}")
    html = notes_html(page.notes, lang="zh")
    assert '\n<p class="footnote-backrefs"><a href="#fnref-e1-1"' in html


def test_an_undefined_citation_is_text():
    page = render("甲[^x]乙")
    assert page.html == "<p>甲[^x]乙</p>\n"
    assert page.notes == ()


def test_code_is_not_cited():
    page = render("`[^a]`\n\n    [^a]\n\n甲\n\n[^a]: 注")
    assert page.notes == ()
    assert "<code>[^a]</code>" in page.html


def test_the_backward_arrow_is_not_an_emoji():
    page = render("甲[^a]\n\n[^a]: 注")
    assert "\u21a9\ufe0e" in notes_html(page.notes, lang="zh")
