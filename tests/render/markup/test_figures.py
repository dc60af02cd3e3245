"""Figures in prose: names in braces become what they are shown as, everywhere but in code."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearlog.errors import YearlogError
from yearlog.render.markup import Shown, figures_in, notes_html, plain, to_html
from yearlog.text.placeholders import BadPlaceholder, UnknownFigure, UnknownFilter, Wanted

TEXTS = {
    "flights": "32 趟航班",
    "cities": "12 座城市",
    "distance": "86,421 公里",
    "flights.compare": "比去年多 1 趟",
    "plain": "五个",
    "odd": "<b>*a* & `b` [c](d) | ~e~ {{ f }}",
}
NOTE = "按当地出发日期计 <b>*全部*</b>"


def figure(wanted):
    if wanted.name not in TEXTS:
        raise UnknownFigure(wanted.name, TEXTS)
    text = TEXTS[wanted.name] + (f" {wanted.year}" if wanted.year else "")
    text = text.split()[0] if "number" in wanted.filters else text
    href = "" if wanted.name == "plain" else "#list-" + wanted.name.replace(".", "-")
    return Shown(text, href, NOTE if "note" in wanted.filters else "")


def page(source, **options):
    return to_html(source, lang="zh", prefix="e1", figure=figure, **options)


LINK = '<a class="figure-link" href="#list-flights">32 趟航班</a>'
REL = "noopener noreferrer nofollow"
FIVE = '<span class="figure">五个</span>'
ODD = '<a class="figure-link" href="#list-odd">'
SPAN = '<span class="figure">32 趟航班</span>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("飞了{{ flights }}。", f"<p>飞了{LINK}。</p>\n"),
        ("｛｛ flights ｝｝。", f"<p>{LINK}。</p>\n"),
        ("{{flights}}{{ plain }}", f'<p>{LINK}<span class="figure">五个</span></p>\n'),
        ("**{{ flights }}**", f"<p><strong>{LINK}</strong></p>\n"),
        ("共**{{ flights }}**，", f"<p>共<strong>{LINK}</strong>，</p>\n"),
        ("a*{{ flights }}*b", f"<p>a<em>{LINK}</em>b</p>\n"),
        ("~~{{ flights }}~~", f"<p><s>{LINK}</s></p>\n"),
        ("{{ flights\n}}", f"<p>{LINK}</p>\n"),
        ("> {{ flights\n> | number }}", "<blockquote>\n<p>" + LINK.replace(" 趟航班", "")
         + "</p>\n</blockquote>\n"),
        ("- {{ flights }}", f"<ul>\n<li>{LINK}</li>\n</ul>\n"),
        ("「{{ flights }}」", f"<p>「{LINK}」</p>\n"),
        # A link in a link there is not.
        ("[见 {{ flights }}](a.html)", f'<p><a href="a.html">见 {SPAN}</a></p>\n'),
        ("[见 {{ flights }}][r]\n\n[r]: a.html", f'<p><a href="a.html">见 {SPAN}</a></p>\n'),
        # A heading can be a link itself.
        ("# 一年 {{ flights }}", f'<h2 id="h-e1-一年-32-趟航班">一年 {SPAN}</h2>\n'),
        ("{{ flights }}\n---", f'<h3 id="h-e1-32-趟航班">{SPAN}</h3>\n'),
        # Code and what stands after a backslash stay as typed.
        ("`{{ flights }}`", "<p><code>{{ flights }}</code></p>\n"),
        ("```\n{{ flights }}\n```", "<pre><code>{{ flights }}\n</code></pre>\n"),
        ("    {{ flights }}", "<pre><code>{{ flights }}\n</code></pre>\n"),
        (r"\{{ flights }}", "<p>{{ flights }}</p>\n"),
        (r"{\{ flights }}", "<p>{{ flights }}</p>\n"),
        (r"\｛｛ flights ｝｝", "<p>｛｛ flights ｝｝</p>\n"),
        (r"\\{{ flights }}", f"<p>\\{LINK}</p>\n"),
        # So do addresses, and braces that are no pair of two.
        ("[甲](a/{{flights}})", '<p><a href="a/%7B%7Bflights%7D%7D">甲</a></p>\n'),
        ("{ flights } {{ flights }", "<p>{ flights } {{ flights }</p>\n"),
        ("`{{` a `}}`", "<p><code>{{</code> a <code>}}</code></p>\n"),
        # An address ends where a figure begins.
        (
            "http://a.example/{{ plain }}",
            f'<p><a href="http://a.example/" rel="{REL}">http://a.example/</a>{FIVE}</p>\n',
        ),
        # Line breaks between Chinese characters are dropped beside a figure too.
        ("共\n{{ plain }}\n人", '<p>共<span class="figure">五个</span>人</p>\n'),
        # Markdown and HTML in what is shown are text.
        (
            "{{ odd }}",
            f"<p>{ODD}&lt;b&gt;*a* &amp; `b` [c](d) | ~e~ {{{{ f }}}}</a></p>\n",
        ),
    ],
)  # fmt: skip
def test_html(source, html):
    assert page(source).html == html


@pytest.mark.parametrize("pipe", ["|", "｜", r"\|"])
def test_in_a_table_the_pipe_of_a_filter_parts_no_cells(pipe):
    html = page(f"| 什么 | {{{{ flights {pipe} number }}}} |\n|---|---|\n"
                f"| {{{{ plain {pipe} number }}}} | a\\|b |\n").html  # fmt: skip
    cells = re.findall(r"<t[hd]>(.*?)</t[hd]>", html)
    assert cells == [
        "什么",
        '<a class="figure-link" href="#list-flights">32</a>',
        '<span class="figure">五个</span>',
        "a|b",
    ]


def test_code_in_a_table_parts_cells_as_everywhere():
    html = page("| a | b |\n|---|---|\n| `{{ flights | number }}` | x |").html
    assert "figure" not in html
    assert "<td>`{{ flights</td>" in html


def test_a_heading_is_listed_with_its_figure_as_text():
    (heading,) = page("## 一年 {{ flights | note }}").headings
    assert heading.text == "一年 32 趟航班"


def test_in_the_text_of_an_image_it_is_text():
    html = page("前![共 {{ flights }}](a.png)", image_url=lambda _: "p/a.png").html
    assert html == '<p>前<img src="p/a.png" alt="共 32 趟航班"></p>\n'


def test_without_figures_the_braces_are_text():
    source = "**{{ flights }}** {{ a b c }} {{ a.first_time | note }} ｛｛ x ｝｝"
    assert to_html(source, lang="zh", prefix="e1").html == (
        "<p><strong>{{ flights }}</strong> {{ a b c }} {{ a.first_time | note }} ｛｛ x ｝｝</p>\n"
    )


# Notes ------------------------------------------------------------------------------------------


def notes(done):
    return [(note.number, note.html, note.backrefs) for note in done.notes]


SHOWN_NOTE = "<p>按当地出发日期计 &lt;b&gt;*全部*&lt;/b&gt;</p>\n"


def test_notes_are_numbered_among_the_authors_own_and_shared():
    done = page(
        "甲[^a]{{ flights | note }}乙[^b]{{ cities | note }}\n\n[^b]: 乙注\n[^a]: 甲注",
        first_note=4,
    )
    assert re.findall(r'doc-noteref">(\d+)<', done.html) == ["4", "5", "6", "5"]
    assert LINK + '<sup class="footnote-ref"><a href="#fn-e1-2" id="fnref-e1-2"' in done.html
    assert notes(done) == [
        (4, "<p>甲注</p>\n", ("fnref-e1-1",)),
        (5, SHOWN_NOTE, ("fnref-e1-2", "fnref-e1-2-2")),
        (6, "<p>乙注</p>\n", ("fnref-e1-3",)),
    ]
    assert "返回引用 5-2" in notes_html(done.notes, lang="zh")


def test_a_figure_in_a_note_has_its_own_after_those_of_the_body():
    done = page("甲[^a]乙^[行内 {{ cities }}]\n\n[^a]: 共 {{ flights | note }}")
    assert [html for _, html, _ in notes(done)][1:] == [
        '<p>行内 <a class="figure-link" href="#list-cities">12 座城市</a></p>\n',
        SHOWN_NOTE,
    ]
    assert LINK in done.notes[0].html


def test_a_note_nobody_reads_is_not_counted():
    done = page("甲\n\n[^a]: 共 {{ flights | note }}")
    assert done.notes == ()


def test_the_citation_of_a_figure_in_a_link_stands_behind_the_link():
    done = page("[**见** {{ flights | note }} *里*](a.html)。")
    assert done.html == (
        f'<p><a href="a.html"><strong>见</strong> {SPAN} <em>里</em></a>'
        '<sup class="footnote-ref"><a href="#fn-e1-1" id="fnref-e1-1"'
        ' role="doc-noteref">1</a></sup>。</p>\n'
    )


def test_a_label_like_a_note_is_another_note():
    done = page(f"{{{{ flights | note }}}}甲[^{NOTE[:3]}]\n\n[^{NOTE[:3]}]: 注")
    assert len(done.notes) == 2


# What is wrong ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("{{ flights + 1 }}", BadPlaceholder),
        ("{{ }}", BadPlaceholder),
        ("| a |\n|---|\n| {{ flights | wrods }} |", UnknownFilter),
        ("{{ flihgts }}", UnknownFigure),
        ("甲[^a]\n\n[^a]: {{ flihgts }}", UnknownFigure),
    ],
)
def test_an_error_is_raised(source, error):
    with pytest.raises(error):
        page(source)


@pytest.mark.parametrize("source", ["`{{ x y }}`", r"\{{ x y }}", "```\n{{ x y }}\n```",
                                    "[甲](<{{ x y }}>)", "{{ `x y` }}", "<a{{b}}>"])  # fmt: skip
def test_what_is_no_figure_is_no_error(source):
    if source.startswith("<"):
        with pytest.raises(UnknownFigure):
            page(source)
    else:
        page(source)


def test_a_figure_without_text_is_refused():
    with pytest.raises(ValueError, match="flights"):
        to_html("{{ flights }}", lang="zh", prefix="e1", figure=lambda _: Shown(" "))


def test_each_expression_is_asked_for_once():
    asked = []

    def show(wanted):
        asked.append(wanted)
        return figure(wanted)

    source = "[**{{ flights }}**](a) *{{ flights }}* {{ flights 2024 }}"
    to_html(source, lang="zh", prefix="e1", figure=show)
    assert asked == [Wanted("flights"), Wanted("flights", 2024)]


def test_what_a_text_asks_for_is_listed_with_its_lines():
    source = (
        "# {{ flights }}\n\n`{{ code }}`\n甲 {{ a | nope }} \\{{ no }}\n\n> 引\n> {{ x y }}\n\n"
        "| a |\n|---|\n| {{ cities | note }} |\n\n[^a]: 注\n    {{ distance 2024 }}\n"
    )
    found = figures_in(source)
    assert [(f.line, f.text, f.wanted) for f in found] == [
        (1, "{{ flights }}", Wanted("flights")),
        (4, "{{ a | nope }}", None),
        (7, "{{ x y }}", None),
        (11, "{{ cities | note }}", Wanted("cities", None, ("note",))),
        (14, "{{ distance 2024 }}", Wanted("distance", 2024)),
    ]
    assert [type(f.error) for f in found if f.error] == [UnknownFilter, BadPlaceholder]


# Hostile ----------------------------------------------------------------------------------------


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.open = 0
        self.nested = False

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "a":
            self.nested |= self.open > 0
            self.open += 1

    def handle_endtag(self, tag):
        self.open -= tag == "a"


def tags(html):
    reader = Tags()
    reader.feed(html)
    return reader


@pytest.mark.parametrize(
    "href",
    ["javascript:alert(1)", "data:text/html,x", "//e.example", 'x" onclick="y', "java\nscript:x"],
)  # fmt: skip
def test_an_address_no_page_may_hold_is_no_link(href):
    done = to_html(
        "{{ a }}", lang="zh", prefix="e1", figure=lambda _: Shown("<i>1</i>", href, "<i>")
    )
    for tag, attrs in tags(done.html + notes_html(done.notes, lang="zh")).tags:
        assert tag in {"p", "span", "a", "sup", "section", "ol", "li"}
        assert set(attrs) <= {"class", "href", "id", "role", "aria-label"}
        assert "script" not in (attrs.get("href") or "")
        assert not (attrs.get("href") or "").startswith(("//", "data:"))


# Plain text, and the property -------------------------------------------------------------------


def test_plain_shows_figures_and_leaves_them_out_of_what_was_written():
    source = "# 一年\n\n飞了{{ flights | note }}，{{ 不是 }}。`{{ code }}`"
    with pytest.raises(BadPlaceholder):
        plain(source, figure=figure)
    assert plain(source) == "一年\n飞了，{{ 不是 }}。{{ code }}"
    assert plain("飞了{{ flights | note }}。", figure=figure) == "飞了32 趟航班。"
    assert plain("| a |\n|---|\n| x{{ flights | note }} |") == "a\nx"


WORDS = ["中文", "甲", "，", "。", "「题」", "（注）", "——", "word", "two words", "3.5", "!", "a_b",
         "~", "<b>", "&amp;", "한국", "😀", "\\*", "[x]", "`co de`", "`{{ flights }}`", "[^a]", " ",
         "见http://a.example/x。", "^[行内]", "*", "**", "{", "}"]  # fmt: skip
FIGURES = ["{{ flights }}", "{{plain}}", "｛｛ cities ｝｝", "{{ distance 2024 | number }}",
           "{{ flights | number }}"]  # fmt: skip


def typed(source):
    """The source with what is shown typed in, where the test put a figure."""
    for text in FIGURES:
        inner = text.strip("{}｛｝ ").split()
        wanted = Wanted(inner[0], 2024 if "2024" in inner else None,
                        ("number",) if "number" in inner else ())  # fmt: skip
        source = source.replace("\ue000" + text, figure(wanted).text)
    return source


shown_here = st.sampled_from(FIGURES).map(lambda text: "\ue000" + text)
phrase = st.lists(st.sampled_from(WORDS) | shown_here, min_size=1, max_size=6).map("".join)
emphasis = st.tuples(st.sampled_from(["*", "**", "~~", "_", "***"]), phrase).map(
    lambda t: t[0] + t[1] + t[0]
)
line = st.lists(phrase | emphasis, min_size=1, max_size=3).map(lambda parts: "字" + "".join(parts))
paragraph = st.lists(line, min_size=1, max_size=3).map("\n".join)
block = (
    paragraph
    | line.map(lambda text: "## " + text)
    | line.map(lambda text: "> " + text)
    | line.map(lambda text: "- " + text)
    | line.map(lambda text: f"[{text}](u.html)")
    | line.map(lambda text: f"![{text}](a.png)")
    | line.map(lambda text: f"| a | b |\n|---|---|\n| {text} | x |")
    | line.map(lambda text: f"[^a]: {text}")
    | st.just("```\n{{ flights }} {{ no such }}\n```")
)
texts = st.lists(block, min_size=1, max_size=4).map(
    lambda blocks: "\n\n".join(blocks) + "\n\n[^a]: 注"
)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(texts)
def test_a_figure_reads_as_if_it_had_been_typed(source):
    ours, theirs = source.replace("\ue000", ""), typed(source)
    assert plain(ours, figure=figure) == plain(theirs, figure=figure)
    bare = lambda wanted: figure(wanted)._replace(href="")  # noqa: E731
    options = {"lang": "zh", "prefix": "e1", "image_url": lambda _: "p/a.png"}
    one = to_html(ours, figure=bare, **options)
    two = to_html(theirs, figure=bare, **options)
    strip = lambda html: re.sub(r"</?span[^>]*>", "", html)  # noqa: E731
    assert strip(one.html) == strip(two.html)
    assert [strip(n.html) for n in one.notes] == [strip(n.html) for n in two.notes]
    assert one.headings == two.headings
    linked = to_html(ours, figure=figure, **options)
    assert not tags(linked.html).nested


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet="{}｛｝|｜ aflights.2_\\`*[]()!<>&~^\n-#", max_size=40))
def test_any_text_is_rendered_or_refused_with_a_sentence(source):
    plain(source)
    assert all((f.wanted is None) != (f.error is None) for f in figures_in(source))
    try:
        page(source)
    except YearlogError as error:
        assert error.get("zh")  # noqa: PT017
        assert any(f.error or f.wanted.name not in TEXTS for f in figures_in(source))


@given(st.text(alphabet="{}｛｝| flights2024中", max_size=30))
def test_code_never_changes(code):
    fenced = f"```\n{code}\n```"
    assert page(fenced).html == to_html(fenced, lang="zh", prefix="e1").html
    span = f"``{code}``"
    assert page(span).html == to_html(span, lang="zh", prefix="e1").html
