"""Headings, figures, links, tables and blocks of a rendered text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yearlog.render.markup import Heading, plain, to_html


def photos(src):
    return None if src.startswith("http") else f"photos/{src}"


def render(source, **options):
    options.setdefault("image_url", photos)
    return to_html(source, lang="zh", prefix="e3zh", **options)


@pytest.mark.parametrize(
    ("heading", "slug"),
    [
        ("学术体系崩塌", "学术体系崩塌"),
        ("PhD第四年 - 加速", "phd第四年---加速"),
        ("Hello, World!", "hello-world"),
        ("a_b `c`", "a_b-c"),
        ("**粗**体[^1]", "粗体"),
        ("……", "section-1"),
    ],
)
def test_anchor_follows_the_rules_of_github(heading, slug):
    page = render(f"# {heading}\n\n[^1]: 注")
    assert page.headings[0].id == f"h-e3zh-{slug}"
    assert f'<h2 id="h-e3zh-{slug}">' in page.html


def test_repeated_headings_get_numbers():
    page = render("# 甲\n\n# 甲\n\n# 甲-1")
    assert [h.id for h in page.headings] == ["h-e3zh-甲", "h-e3zh-甲-1", "h-e3zh-甲-1-1"]


def test_levels_are_shifted_and_stop_at_six():
    page = render("# 一\n\n二\n---\n\n###### 六", heading_shift=2)
    assert page.headings == (
        Heading(3, "h-e3zh-一", "一"),
        Heading(4, "h-e3zh-二", "二"),
        Heading(6, "h-e3zh-六", "六"),
    )


def test_an_image_alone_is_a_figure_with_its_title_as_caption():
    page = render('![雪山](a.png "二月，太浩湖")')
    assert page.html == (
        '<figure><img src="photos/a.png" alt="雪山">'
        "<figcaption>二月，太浩湖</figcaption></figure>\n"
    )


def test_an_image_without_a_title_has_no_caption():
    assert render("![雪山](a.png)").html == (
        '<figure><img src="photos/a.png" alt="雪山"></figure>\n'
    )


def test_two_images_on_two_lines_are_two_figures():
    assert render("![甲](a.png)\n![乙](b.png)").html.count("<figure>") == 2


def test_a_citation_in_the_alternative_text_stands_in_the_caption():
    page = render("![图注[^7]](a.png)\n\n[^7]: 摄于日内瓦")
    assert '<figcaption>图注<sup class="footnote-ref">' in page.html
    assert 'alt="图注"' in page.html
    assert page.notes[0].backrefs == ("fnref-e3zh-1",)


def test_an_image_on_another_host_is_a_link():
    page = render("![照片](https://pics.example/a.png)")
    assert page.html == (
        '<p><a href="https://pics.example/a.png" rel="noopener noreferrer nofollow">照片</a></p>\n'
    )


def test_an_image_nobody_has_is_its_text():
    assert to_html("前![图](a.png)后", lang="zh", prefix="x").html == "<p>前图后</p>\n"


def test_the_caller_is_asked_for_the_name_the_author_wrote():
    asked = []
    render("![图](<雪 山.png>)", image_url=lambda src: asked.append(src) or "photos/1.png")
    assert asked == ["雪 山.png"]


@pytest.mark.parametrize(
    "answer",
    ["javascript:alert(1)", "https://evil.example/a.png", "//evil.example/a.png",
     "data:text/html,x", "\\\\evil\\a"],
)  # fmt: skip
def test_an_image_is_never_shown_from_elsewhere(answer):
    assert "<img" not in render("![图](a.png)", image_url=lambda _: answer).html


def test_data_uris_of_the_caller_are_shown():
    html = render("![图](a.png)", image_url=lambda _: "data:image/png;base64,AAAA").html
    assert '<img src="data:image/png;base64,AAAA" alt="图">' in html


def test_external_links_carry_rel_and_local_ones_do_not():
    html = render("[a](https://a.example) [b](b.html) <https://c.example> [d](mailto:d@e.example)")
    assert html.html == (
        '<p><a href="https://a.example" rel="noopener noreferrer nofollow">a</a> '
        '<a href="b.html">b</a> '
        '<a href="https://c.example" rel="noopener noreferrer nofollow">https://c.example</a> '
        '<a href="mailto:d@e.example">d</a></p>\n'
    )


def test_a_bare_address_ends_where_chinese_begins():
    assert render("见https://a.example/x_y（去年）。").html == (
        '<p>见<a href="https://a.example/x_y" rel="noopener noreferrer nofollow">'
        "https://a.example/x_y</a>（去年）。</p>\n"
    )


def test_a_refused_link_is_its_text():
    assert render("[点我](javascript:alert(1))").html == "<p>点我</p>\n"


def test_raw_html_is_shown_as_written():
    assert render("a <b>c</b>\n\n<div>\n").html == (
        "<p>a &lt;b&gt;c&lt;/b&gt;</p>\n<p>&lt;div&gt;</p>\n"
    )


def test_table_columns_are_aligned_by_class():
    html = render("| a | b |\n|:-:|--:|\n| 1 | 2 |").html
    assert '<th class="align-center">a</th>' in html
    assert '<td class="align-right">2</td>' in html
    assert "style" not in html


def test_tasks_have_check_boxes():
    html = render("- [x] 投稿\n- [ ] 改稿\n- [x]\n  不是任务").html
    assert '<li class="task-list-item"><input type="checkbox" disabled="" checked=""> 投稿' in html
    assert '<li class="task-list-item"><input type="checkbox" disabled=""> 改稿' in html
    assert "[x]不是任务" in html.replace("\n", "")


def test_blocks_join_to_the_page():
    page = render("# 甲\n\n乙\n\n> 丙\n>\n> 丁\n\n- 一\n- 二\n\n```\n码\n```\n\n---\n")
    assert "".join(page.blocks) == page.html
    assert [block[: block.index(">") + 1] for block in page.blocks] == [
        '<h2 id="h-e3zh-甲">', "<p>", "<blockquote>", "<ul>", "<pre>", "<hr>",
    ]  # fmt: skip


def test_the_same_text_gives_the_same_page():
    source = "# 甲\n\n**乙：**丙[^1]\n\n[^1]: 注"
    assert render(source) == render(source)


@pytest.mark.parametrize("prefix", ["", "E3", "e-3", 'x"', "e 3"])
def test_a_prefix_is_letters_and_digits(prefix):
    with pytest.raises(ValueError, match="prefix"):
        to_html("甲", lang="zh", prefix=prefix)


@given(st.text(alphabet="雪é A1,.?!，。…《》（）-*\n'", max_size=24))
def test_a_text_without_markup_is_as_plain_as_the_parser_finds_it(text):
    """A second paragraph makes sure that the parser is asked."""
    assert plain(f"{text}\n\n*end*") == "\n".join(filter(None, (plain(text), "end")))


def test_plain_text_is_what_a_reader_reads():
    source = (
        "# 十月 **在路上**\n\n第一行[^1]\n第二行 [链接](https://a.example) `x*y` \\*\n\n"
        '![图](a.png "图注")\n\n- 甲\n- 乙\n\n```\n码\n```\n\n[^1]: 注释不算\n'
    )
    assert plain(source) == "十月 在路上\n第一行第二行 链接 x*y *\n图注\n甲\n乙\n码"
