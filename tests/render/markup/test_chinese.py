"""Emphasis, line breaks and languages in Chinese text, with expectations written by hand."""

import pytest

from yearlog.render.markup import to_html


def body(source, lang="zh", **options):
    return to_html(source, lang=lang, prefix="e1", **options).html


def inner(source, lang="zh"):
    html = body(source, lang)
    assert html.startswith("<p>"), html
    return html.removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**注意：**请看", "<strong>注意：</strong>请看"),
        ("请看**「标题」**吧", "请看<strong>「标题」</strong>吧"),
        ("**“科学”**的边界", "<strong>“科学”</strong>的边界"),
        ("他说**（真的）**不去", "他说<strong>（真的）</strong>不去"),
        ("*一。*二", "<em>一。</em>二"),
        ("一*。二*三", "一<em>。二</em>三"),
        ("***重要。***然后", "<em><strong>重要。</strong></em>然后"),
        ("**a（b）**中", "<strong>a（b）</strong>中"),
        ("**이것(괄호)**은", "<strong>이것(괄호)</strong>은"),
        ("**これは。**です", "<strong>これは。</strong>です"),
        ("**`code`**中文", "<strong><code>code</code></strong>中文"),
        ("**[链接](https://a.example)。**后", None),
        ("~~删除。~~后文", "<s>删除。</s>后文"),
        ("𠮷**（注）**𠮷", "𠮷<strong>（注）</strong>𠮷"),
        ("a**(b)**c", "a**(b)**c"),  # Latin text keeps the rules of CommonMark
        ("**a:**b", "**a:**b"),
        ("** 空格 **不算", "** 空格 **不算"),
        ("__重点__后文", "__重点__后文"),  # underscores are for words, as in CommonMark
        ("snake_case_name", "snake_case_name"),
        ("10~20元，30~40元", "10~20元，30~40元"),
        ("好的~~~谢谢~~~", "好的~~~谢谢~~~"),
    ],
)
def test_emphasis(source, expected):
    html = inner(source)
    if expected is None:
        assert html.startswith("<strong><a ")
        assert html.endswith("。</strong>后")
    else:
        assert html == expected


@pytest.mark.parametrize(
    ("source", "lang", "expected"),
    [
        ("第一行\n第二行", "zh", "第一行第二行"),
        ("第一行，\n第二行", "zh", "第一行，第二行"),
        ("**粗**\n下", "zh", "<strong>粗</strong>下"),
        ("中文\n**粗**", "zh", "中文<strong>粗</strong>"),
        ("前`code`\n中文", "zh", "前<code>code</code>\n中文"),
        ("中文\nEnglish", "zh", "中文\nEnglish"),
        ("one\ntwo", "zh", "one\ntwo"),
        ("他说“好”\n然后走了", "zh", "他说“好”然后走了"),
        ("等等——\n后来", "zh", "等等——后来"),
        ("“quote”\n“more”", "en", "“quote”\n“more”"),
        ("한국\n사람", "zh", "한국\n사람"),
        ("晴😀\n中文", "zh", "晴😀\n中文"),
        ("かな\nカナ", "en", "かなカナ"),
        ("一\\\n二", "zh", "一<br>\n二"),
        ("一  \n二", "zh", "一<br>\n二"),
        ("一 \n 二", "zh", "一二"),
    ],
)
def test_a_line_break_is_read_as_a_space_only_between_words(source, lang, expected):
    assert inner(source, lang) == expected


def test_a_citation_is_looked_through_at_a_line_break():
    html = inner("后文[^1]\n第二行\n\n[^1]: 注")
    assert "</sup>第二行" in html


def test_an_image_at_a_line_break_keeps_its_space():
    html = body("甲![图](a.png)\n乙", image_url=lambda src: src)
    assert html == '<p>甲<img src="a.png" alt="图">\n乙</p>\n'


@pytest.mark.parametrize(
    ("source", "lang", "expected"),
    [
        ("> We choose to go to the moon.", "zh", '<blockquote lang="en">\n<p>We choose'),
        ("We choose to go to the moon.", "zh", '<p lang="en">We choose'),
        ("> 我们选择登月。", "en", '<blockquote lang="zh-Hans">\n<p>我们'),
        ("今天读 AlphaEvolve 的论文", "zh", "<p>今天读"),
        ("AlphaEvolve 2025", "zh", "<p>AlphaEvolve"),
        ("The word 缘分 has no match.", "en", "<p>The word"),
        ("これは日本語の文です。", "en", "<p>これは"),
        ("> 我说 hello。\n>\n> We choose to go to the moon.", "zh", "<blockquote>\n<p>我说"),
    ],
)
def test_a_quote_in_the_other_language_says_so(source, lang, expected):
    assert body(source, lang).startswith(expected)


def test_a_paragraph_inside_a_marked_quote_does_not_repeat_its_language():
    assert body("> We choose to go to the moon.").count("lang=") == 1
