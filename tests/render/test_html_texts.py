"""The texts on the page of a year: notes, photos, languages, side by side."""

from __future__ import annotations

import re

from tests.render import sample
from tests.render.reader import Page
from tests.render.sample import made


def test_notes_are_numbered_over_the_page_and_lead_back():
    page = Page(made(mode="zh"))
    cited = [text for own, text in page.find("a", role="doc-noteref")]
    # One note in the first chapter, then seven, the sixth of all cited twice.
    assert cited == ["1", "2", "3", "4", "5", "6", "6", "7", "8"]
    back = page.find("a", role="doc-backlink")
    labels = [own["aria-label"] for own, _ in back if own["href"].startswith("#fnref")]
    assert labels == [
        "返回引用 1", "返回引用 2", "返回引用 3", "返回引用 4", "返回引用 5", "返回引用 6-1",
        "返回引用 6-2", "返回引用 7", "返回引用 8",
    ]  # fmt: skip


def test_notes_stand_in_the_margin_once_and_are_left_to_the_list_by_screen_readers():
    page = Page(made(mode="zh"))
    sides = page.find("aside", class_="side")
    assert [text[0] for _, text in sides] == list("12345678")
    assert all(own["aria-hidden"] == "true" for own, _ in sides)
    inside = re.findall(r"<aside(?:(?!</aside>).)*</aside>", made(mode="zh"), re.DOTALL)
    links = [link for side in inside for link in re.findall("<a [^>]*>", side)]
    assert len(links) == 1
    assert 'tabindex="-1"' in links[0]


def test_photos_stand_where_the_text_puts_them_and_the_rest_after_it():
    text = made(mode="zh")
    ridge, window, hall = (text.index(f"photos/{name[:12]}") for name in sample.assets().photos)
    assert text.index("雪下了一夜") < ridge < text.index("今年飞了十二趟")
    assert text.index("见 <a") < window < text.index('id="trips-zh"')
    assert text.index('id="talks-zh"') < hall < text.index('id="projects-zh"')
    assert text.count(f"photos/{next(iter(sample.assets().photos))[:12]}") == 1
    assert 'alt="山脊图"' in text  # the text gave none, the journal does


def test_a_text_in_one_language_stands_in_for_the_other_and_says_so():
    english = made(mode="en")
    page = Page(english)
    assert "Only in Chinese; the Chinese text follows." in english
    start = english.index("Only in Chinese; the Chinese text follows.")
    assert '<div lang="zh-Hans">' in english[start : start + 200]
    assert "挖了一天坑" in english
    heading = next(text for own, text in page.find("span", lang="zh-Hans") if text == "坑底")
    assert heading
    notes = english[english.index('id="notes-en"') :]
    assert re.search(r'<div lang="zh-Hans">\s*<section class="footnotes".*冷。', notes, re.DOTALL)


def test_blank_lines_in_code_are_kept():
    assert "第一行\n\n第二行" in made(mode="zh")


def test_side_by_side_pairs_what_belongs_together():
    text = made()
    row = r'<div class="pair[^"]*">\n(.*?)(?=<div class="pair|</article>)'
    rows = re.findall(row, text, re.DOTALL)

    def together(zh: str, en: str) -> bool:
        return any(zh in row and en in row for row in rows)

    assert together(">数字</h3>", ">Figures</h3>")
    assert together("今年飞了十二趟", "Twelve flights this year.")
    assert together("再说一遍", "Said once")
    assert together(">之后</h3>", ">Afterwards</h3>")
    alone = next(row for row in rows if "一段只有中文才有的话" in row)
    assert 'class="in en"' not in alone
    shared = next(row for row in rows if "山脊。" in row)
    assert shared.count("<img") == 1
    assert "The ridge." in shared


def test_emphasis_has_dots_on_characters_and_slant_on_letters():
    text = made(mode="zh")
    assert "<em>重点</em>" in text
    assert '<em class="latin">firn</em>' in text


def test_links_are_listed_for_print_in_the_order_they_stand():
    page = made(mode="zh")
    links = page[page.index('id="links-zh"') :]
    listed = re.findall("<li>(https[^<]*)</li>", links)
    assert listed == [
        "https://example.org/zh?a=1&amp;b=2", "https://example.org/slides",
        "https://example.org/note",
    ]  # fmt: skip
    assert 'id="links-en"' in made(mode="en")
