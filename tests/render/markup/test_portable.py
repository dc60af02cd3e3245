"""Portable Markdown: stock parsers read the same text and the same footnote numbers as our page."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearlog.render.markup import notes_html, to_html, to_portable


def photos(src):
    return None if src.startswith("http") else f"photos/{src}"


def portable(source, **options):
    return to_portable(source, lang="zh", image_url=photos, **options)


@pytest.mark.parametrize(
    ("source", "body"),
    [
        # Emphasis stock parsers would miss.
        ("**注意：**请看", "**注意**：请看"),
        ("请看**「标题」**吧", "请看「**标题**」吧"),
        ("他说**（真的）。**不去", "他说（**真的**）。不去"),
        ("**注意（重要）**后文", "<strong>注意（重要）</strong>后文"),
        ("**`码`**中文", "<strong>`码`</strong>中文"),
        ("*「*」", "*「*」"),
        ("~~删除。~~后文", "~~删除~~。后文"),
        # Emphasis they see is left alone.
        ("**注意**：请看 *这里*", "**注意**：请看 *这里*"),
        ("a **b** c", "a **b** c"),
        # Line breaks between Chinese characters are closed, others and code stay.
        ("第一行\n第二行\nEnglish", "第一行第二行\nEnglish"),
        ("> 第一行\n> 第二行", "> 第一行第二行"),
        ("- 第一行\n  第二行", "- 第一行第二行"),
        ("```\n第一行\n第二行 **注意：**请\n```", "```\n第一行\n第二行 **注意：**请\n```"),
        ("一\\\n二", "一  \n二"),
        # Headings move down; underlined ones get number signs.
        ("# 一\n\n二\n---\n\n##### 五", "## 一\n\n### 二\n\n###### 五"),
        ("C #\n---", "### C \\#"),
        # What is text to us stays text elsewhere.
        ("<script>x</script>", "\\<script>x\\</script>"),
        ("<!-- 甲 -->", "\\<!-- 甲 -->"),
        ("甲 < 乙 <https://a.example>", "甲 < 乙 <https://a.example>"),
        ("10~20元，30~40元", "10&#126;20元，30&#126;40元"),
        ("约~20元", "约~20元"),
        ("[^x]没有定义", "\\[^x\\]没有定义"),
        ("[点我](javascript:alert(1))", "点我"),
        ("<javascript:alert(1)>", "\\<javascript:alert(1)>"),
        ("见https://a.example。", "见<https://a.example>。"),
        # Reference links are written out: two chapters may use one label.
        ("[甲][1]\n\n[1]: https://a.example '题'", '[甲](https://a.example "题")'),
        ("[甲]\n\n[甲]: <https://a.example/(x)>", "[甲](<https://a.example/(x)>)"),
        # Images.
        ('![雪](a.png "二月")', "![雪](photos/a.png)\n\n*二月*"),
        ("![雪](https://p.example/a.png)", "[雪](https://p.example/a.png)"),
        ("前![雪](b.png)后", "前![雪](photos/b.png)后"),
        # A code block left open ends with its chapter.
        ("~~~\n码", "~~~\n码\n~~~"),
        ("```\n码\n```", "```\n码\n```"),
    ],
)
def test_body(source, body):
    assert portable(source).body == body + "\n"


def test_notes_are_numbered_and_taken_to_the_end():
    source = (
        "乙[^b]甲[^A]乙[^b] `[^a]`\n\n[^a]: 甲注\n\n    第二段\n\n"
        "```\n[^b]\n```\n[^b]: 乙注\n[^c]: 没用\n"
    )
    done = portable(source, first_note=7)
    assert done.body == "乙[^7]甲[^8]乙[^7] `[^a]`\n\n```\n[^b]\n```\n"
    assert done.notes == "[^7]: 乙注\n\n[^8]: 甲注\n\n    第二段\n"
    assert done.next_note == 9


def test_an_inline_note_becomes_a_definition():
    done = portable("甲^[行内**注：**释]乙")
    assert done.body == "甲[^1]乙\n"
    assert done.notes == "[^1]: 行内**注**：释\n"


def test_notes_inside_containers_are_found():
    done = portable("> 甲[^a]\n>\n> [^a]: 注\n>\n>     再\n\n| a |\n|---|\n| x\\|y[^a] |\n")
    assert done.body == "> 甲[^1]\n>\n>\n\n| a |\n|---|\n| x\\|y[^1] |\n"
    assert done.notes == "[^1]: 注\n\n    再\n"


def test_a_text_without_anything_special_is_left_byte_for_byte():
    source = (
        "Plain *text* with `code`,  two  spaces\tand a tab.\n\n"
        "* star\n+ plus\n\n1) one\n\n***\n\n    indented\n\n&amp; \\* [a](b.html 'c')\n"
    )
    assert portable(source).body == source


def test_an_empty_text():
    assert portable("").body == ""
    assert portable("[^a]: 没用").notes == ""


# Read by GitHub's parser ------------------------------------------------------------------------

WORDS = ["中文", "甲", "，", "。", "：", "“引”", "「题」", "（注）", "——", "word", "two words",
         "3.5", "!", "x*y", "a_b", "~", "10~20", "<b>", "&amp;", "한국", "😀", "\\*", "[x]",
         "`co de`", "`*`", "[^a]", "[^b]", "[^C]", "[^未]", " ", " ", "见http://a.example/x",
         "[链](http://a.example)", "[乙][ref]", "^[行内。]", "![图[^a]](a.png)", "*",
         "**"]  # fmt: skip
MARKS = ["*", "**", "***", "~~", "_"]

phrase = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map("".join)
emphasis = st.tuples(st.sampled_from(MARKS), phrase).map(lambda t: t[0] + t[1] + t[0])
line = st.lists(phrase | emphasis, min_size=1, max_size=3).map("".join)
paragraph = st.lists(line, min_size=1, max_size=3).map(
    lambda lines: "\n".join(text.strip() or "空" for text in lines)
)


def prefixed(text, first, rest):
    head, *tail = text.split("\n")
    return "\n".join([first + head, *[(rest + t).rstrip() for t in tail]])


definition = st.tuples(
    st.sampled_from(["[^a]: ", "[^b]: ", "[^c]: "]), paragraph, st.sampled_from(["", "    "])
).map(lambda t: prefixed(t[1], t[0], t[2]))
leaf = (
    paragraph
    | line.map(lambda text: "## " + text.strip())
    | line.map(lambda text: (text.strip() or "空") + "\n---")
    | line.map(lambda text: f"| a | b |\n|---|---|\n| {text} | x\\|y |")
    | paragraph.map(lambda text: f"```\n{text}\n```")
    | definition
    | st.tuples(definition, paragraph).map(lambda t: t[0] + "\n\n" + prefixed(t[1], "    ", "    "))
    | st.just('![雪](b.png "二月*")')
)
block = st.recursive(
    leaf,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=2)
        .map("\n\n".join)
        .flatmap(
            lambda text: st.sampled_from(
                [
                    prefixed(text, "> ", "> "),
                    prefixed(text, "- ", "  "),
                    prefixed(text, "1. ", "   "),
                ]
            )
        )
    ),
    max_leaves=4,
)
TAIL = "\n\n[^a]: 注甲\n[^b]: 注乙\n\n[ref]: http://r.example\n"
chapter = st.lists(block, min_size=1, max_size=4).map(lambda blocks: "\n\n".join(blocks) + TAIL)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(st.lists(chapter, min_size=1, max_size=2))
def test_github_reads_the_chapters_as_our_page_shows_them(read, github, chapters):
    html, markdown, notes, number = "", "", (), 1
    for index, source in enumerate(chapters):
        page = to_html(source, lang="zh", prefix=f"e{index}", first_note=number, image_url=photos)
        text = portable(source, first_note=number)
        html += "<h2>题</h2>" + page.html
        markdown += f"## 题\n\n{text.body}\n{text.notes}\n"
        notes += page.notes
        number = text.next_note
    ours, theirs = read(html + notes_html(notes, lang="zh")), github(markdown)
    assert theirs.body == ours.body
    assert theirs.notes == ours.notes
    assert theirs.backrefs == ours.backrefs


def test_the_comparison_can_fail(read, github):
    """The control: the author's own source is not read alike."""
    source = "**注意：**请看[^b][^a]\n\n[^a]: 甲\n[^B]: 乙\n"
    page = to_html(source, lang="zh", prefix="e1")
    ours = read(page.html + notes_html(page.notes, lang="zh"))
    assert ours.body == "注意：请看⟦1⟧⟦2⟧"
    assert github(source).body == "**注意：**请看⟦1⟧⟦2⟧"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_portable_text_read_by_us_again_is_the_same_page(read, lang):
    source = "# 甲\n\n**注意：**请看[^a]\n下一行 one\ntwo[^b]\n\n- [x] 项\n\n[^b]: 乙\n[^a]: 甲\n"
    done = to_portable(source, lang=lang, heading_shift=0)
    first = to_html(source, lang=lang, prefix="e1")
    again = to_html(done.body + "\n" + done.notes, lang=lang, prefix="e1")
    assert read(again.html + notes_html(again.notes, lang=lang)) == read(
        first.html + notes_html(first.notes, lang=lang)
    )
