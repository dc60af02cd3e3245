"""Figures in portable Markdown: stock parsers read them as the page shows them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearlog.render.markup import Shown, notes_html, to_html, to_portable

NOTE = "按[当地]出发日期计"
SHOWN = {
    "flights": Shown("32 趟航班", "#list"),
    "noted": Shown("32 趟航班", "#list", NOTE),
    "number": Shown("32"),
    "one": Shown("32", "", NOTE),
    "odd": Shown("<b>*a* & `b` [c](d) | ~e~ f_g_", "#a(b)", "- *注* [^a]: <i>"),
    "bare": Shown("(x) &amp; _y_ | ~z~!"),
    "mark": Shown("#"),
    "minus": Shown("- 3"),
    "lt": Shown("lt"),
    "refused": Shown("一", "javascript:alert(1)"),
}


def figure(wanted):
    return SHOWN[wanted.name]


def portable(source, **options):
    return to_portable(source, lang="zh", figure=figure, image_url=lambda s: f"p/{s}", **options)


@pytest.mark.parametrize(
    ("source", "body"),
    [
        ("飞了{{ flights }}。", "飞了[32 趟航班](#list)。"),
        ("飞了｛｛ number ｝｝趟。", "飞了32趟。"),
        ("**{{ flights }}**", "**[32 趟航班](#list)**"),
        ("共 **{{ number }}** 趟", "共 **32** 趟"),
        ("共**{{ number }}**趟", "共**32**趟"),
        ("共**{{ flights }}**多", "共<strong>[32 趟航班](#list)</strong>多"),
        ("# 一年{{ flights }}", "## 一年32 趟航班"),
        ("一年{{ flights }}\n---", "### 一年32 趟航班"),
        ("[见{{ flights }}](a.html)", "[见32 趟航班](a.html)"),
        ("![见{{ flights }}](a.png)", "![见32 趟航班](p/a.png)"),
        ("> 甲{{ flights\n> }}\n> 乙", "> 甲[32 趟航班](#list)乙"),
        ("| {{ flights | number }} |\n|---|", "| [32 趟航班](#list) |\n|---|"),
        ("| a\\|b{{ number \\| round }}c\\|d |\n|---|", "| a\\|b32c\\|d |\n|---|"),
        ("| {{ bare }} |\n|---|", r"| \(x) \&amp; \_y\_ \| &#126;z&#126;\! |" + "\n|---|"),
        # Code stays, and so does what has a backslash before it.
        ("`{{ flights }}`", "`{{ flights }}`"),
        ("```\n{{ flights }}\n```", "```\n{{ flights }}\n```"),
        (r"\{{ flights }}", r"\{{ flights }}"),
        (r"\｛｛ flights ｝｝", "｛｛ flights ｝｝"),
        # What is shown begins no block, and the text before it makes nothing else of it.
        ("{{ number }}. 甲", "32\\. 甲"),
        ("- {{ number }}) 甲", "- 32\\) 甲"),
        ("{{ mark }} 甲", "\\# 甲"),
        ("{{ minus }}", "\\- 3"),
        ("甲!{{ flights }}", "甲\\![32 趟航班](#list)"),
        ("甲&{{ lt }};", "甲\\&lt;"),
        ("甲<{{ lt }}>", "甲\\<lt>"),
        ("{{ refused }}", "一"),
        ("{{ odd }}", r"[\<b\>\*a\* \& \`b\` \[c\](d) \| &#126;e&#126; f\_g\_](<#a(b)>)[^1]"),
    ],
)  # fmt: skip
def test_body(source, body):
    assert portable(source).body == body + "\n"


def test_notes():
    done = portable(
        "甲[^a]{{ noted }}(乙){{ one }}：\n\n[^a]: {{ number }} 注 {{ odd }}", first_note=3
    )
    assert done.body == "甲[^3][32 趟航班](#list)[^4]\\(乙)32[^4]：\n"
    assert done.notes.startswith("[^3]: 32 注 [")
    assert done.notes.splitlines()[2:] == [
        r"[^4]: 按\[当地\]出发日期计",
        "",
        r"[^5]: \- \*注\* \[^a\]: \<i\>",
    ]
    assert done.next_note == 6


def test_the_citation_of_a_figure_in_a_link_follows_it():
    assert portable("[见{{ noted }}](a.html)。").body == "[见32 趟航班](a.html)[^1]。\n"
    assert portable("[见{{ noted }}*，*](a.html)").body == (
        "[见32 趟航班<em>，</em>](a.html)[^1]\n"
    )
    assert portable("[见{{ noted }}][r]。\n\n[r]: b.html").body == "[见32 趟航班](b.html)[^1]。\n"


def test_without_figures_the_source_is_kept():
    source = "飞了{{ flights }}。{{ a b c }}\n"
    assert to_portable(source, lang="zh").body == source


WORDS = [
    "中文", "甲", "，", "。", "：", "「题」", "（注）", "——", "word", "3.5", "!", "a_b", "~", "<",
    ">", "&", ";", "#", "(", ")", "[x]", "한국", "\\*", "`co`", "`{{ flights }}`", "[^a]", "[^b]",
    " ", " ", "\n", "^[行内。]", "[链](http://a.example)", " http://b.example/x。", "*", "**",
    "^", ":", "- ", "1", ". ",
]  # fmt: skip
here = st.sampled_from([f"{{{{ {name} }}}}" for name in SHOWN])
phrase = st.lists(st.sampled_from(WORDS) | here, min_size=1, max_size=6).map("".join)
emphasis = st.tuples(st.sampled_from(["*", "**", "~~", "_"]), phrase).map(
    lambda t: t[0] + t[1] + t[0]
)
line = st.lists(phrase | here | emphasis, min_size=1, max_size=3).map("".join)
flat = line.map(lambda text: " ".join(text.split()) or "空")
block = (
    line.map(lambda text: "\n".join(part.strip() or "空" for part in text.split("\n")))
    | flat.map(lambda text: "## " + text)
    | flat.map(lambda text: "> " + text)
    | flat.map(lambda text: "- " + text)
    | flat.map(lambda text: f"[甲{text}题](http://u.example)乙")
    | flat.map(lambda text: f"甲![图{text}题](a.png)乙")
    | flat.map(lambda text: f"| a | b |\n|---|---|\n| {text} | x |")
    | flat.map(lambda text: f"[^a]: 甲{text}")
    | st.just("```\n{{ flights }}\n```")
)
chapter = st.lists(block, min_size=1, max_size=3).map(
    lambda blocks: "\n\n".join(blocks) + "\n\n[^a]: 注甲\n[^b]: 注乙"
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(chapter)
def test_github_reads_figures_as_our_page_shows_them(read, github, source):
    page = to_html(source, lang="zh", prefix="e1", figure=figure, image_url=lambda s: f"p/{s}")
    text = portable(source)
    ours = read(page.html + notes_html(page.notes, lang="zh"))
    theirs = github(f"{text.body}\n{text.notes}\n")
    assert theirs.body == ours.body
    assert theirs.notes == ours.notes
    assert theirs.backrefs == ours.backrefs


def test_the_same_every_time():
    source = "{{ noted }}甲{{ odd }}乙{{ one }}\n\n# {{ flights }}"
    assert portable(source) == portable(source)
    assert to_html(source, lang="zh", prefix="e1", figure=figure) == to_html(
        source, lang="zh", prefix="e1", figure=figure
    )
