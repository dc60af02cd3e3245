"""Whatever an author or an import writes, a page holds only what the renderer itself makes."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearlog.render.markup import notes_html, to_html, to_portable

SAMPLES = [
    text.removesuffix("\n")
    for text in (Path(__file__).parent / "data" / "hostile.txt")
    .read_text(encoding="utf-8")
    .split("%%\n")
]

ALLOWED = {
    "a": {"href", "id", "class", "role", "rel", "title", "aria-label"},
    "blockquote": {"lang"}, "br": set(), "code": set(), "em": set(), "figcaption": set(),
    "figure": set(), "hr": set(), "img": {"src", "alt"}, "input": {"type", "checked", "disabled"},
    "li": {"id", "class"}, "ol": {"start", "class"}, "p": {"lang", "class"}, "pre": set(),
    "s": set(), "section": {"class", "role", "aria-label"}, "strong": set(), "sup": {"class"},
    "table": set(), "tbody": set(), "td": {"class"}, "th": {"class"}, "thead": set(), "tr": set(),
    "ul": {"class"},
    **{f"h{n}": {"id"} for n in range(1, 7)},
}  # fmt: skip
VALUES = {
    "id": r"(fn|fnref)-e1zh-\d+(-\d+)?|h-e1zh-[\w-]+",
    "class": "footnotes|footnote-ref|footnote-backrefs?|contains-task-list|task-list-item"
    "|align-(left|center|right)",
    "role": "doc-noteref|doc-backlink|doc-endnotes",
    "rel": "noopener noreferrer nofollow",
    "href": r"(https?://|mailto:)[^\s\"<>]*|#fn(ref)?-e1zh-[\d-]+|(?!//)[^:\s\"<>\\]*",
    "src": r"photos/safe\.png",
    "lang": "en|zh-Hans",
    "type": "checkbox",
    "start": r"\d+",
    "checked": "",
    "disabled": "",
}


class Findings(HTMLParser):
    """Collects everything on a page that is not on the list."""

    def __init__(self):
        super().__init__()
        self.wrong = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        if tag not in ALLOWED:
            self.wrong.append(f"<{tag}>")
            return
        for name, value in attrs:
            if name not in ALLOWED[tag]:
                self.wrong.append(f"<{tag} {name}>")
            elif name in VALUES and re.fullmatch(VALUES[name], value or "") is None:
                self.wrong.append(f"<{tag} {name}={value!r}>")
        if tag not in {"br", "hr", "img", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_comment(self, data):
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl):
        self.wrong.append(f"<!{decl}>")

    def handle_pi(self, data):
        self.wrong.append(f"<?{data}>")


def findings(html):
    parser = Findings()
    parser.feed(html)
    parser.close()
    return parser.wrong + parser.open


def page(source):
    done = to_html(source, lang="zh", prefix="e1zh", image_url=lambda _: "photos/safe.png")
    bare = to_html(source, lang="en", prefix="e1zh")
    for block in done.blocks:
        assert findings(block) == []
    return done.html + notes_html(done.notes, lang="zh") + bare.html


def test_there_are_enough_samples():
    assert len(SAMPLES) >= 60


CONTEXTS = {
    "body": "{}",
    "note": "甲[^1]\n\n[^1]: {}",
    "inline note": "甲^[{}]",
    "link text": "[{}](https://a.example)",
    "link address": "[甲]({})",
    "link address in angles": "[甲](<{}>)",
    "link title": '[甲](https://a.example "{}")',
    "image text": "![{}](a.png)",
    "image address": "![甲]({})",
    "image title": '![甲](a.png "{}")',
    "heading": "# {}",
    "label": "甲[^{0}]\n\n[^{0}]: 注",
    "fence": "```{}\n码\n```",
    "cell": "| {} |\n|---|\n| {} |",
    "quote": "> {}",
    "task": "- [x] {}",
    "reference": "[甲][{0}]\n\n[{0}]: {0} '{0}'",
}


@pytest.mark.parametrize("context", CONTEXTS)
def test_nothing_of_the_author_becomes_markup(context):
    for sample in SAMPLES:
        assert findings(page(CONTEXTS[context].replace("{0}", sample).replace("{}", sample))) == []


def test_the_check_finds_what_is_wrong():
    """The control: the samples themselves, put on a page as they are."""
    caught = [sample for sample in SAMPLES if "<" in sample and findings(sample)]
    written = [sample for sample in SAMPLES if re.search(r"<[a-zA-Z!?]", sample)]
    assert len(written) > 25
    assert len(caught) >= len(written) - 3


def test_a_portable_text_has_no_live_markup():
    """Read by GitHub's parser with raw HTML allowed, the samples make no element either."""
    import cmarkgfm
    from cmarkgfm.cmark import Options

    options = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
    for sample in SAMPLES:
        for context in ("body", "note", "heading", "quote", "link address", "image address"):
            source = CONTEXTS[context].format(sample)
            done = to_portable(source, lang="zh")
            html = cmarkgfm.cmark.markdown_to_html(done.body + "\n" + done.notes, options)
            assert live_markup(html) == [], html


def live_markup(html):
    """Return the elements, addresses and handlers that GitHub would have to take out."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            if tag not in ALLOWED and tag != "del":
                found.append(tag)
            for name, value in attrs:
                address = (value or "").strip().lower()
                if name.startswith("on") or name == "style":
                    found.append(name)
                elif name in {"href", "src"} and re.match(
                    r"(?!https?:|mailto:|#)[^/?#]*:|//", address
                ):
                    found.append(address)

        def handle_decl(self, decl):
            found.append(decl)

        def handle_pi(self, data):
            found.append(data)

    reader = Reader()
    reader.feed(html)
    reader.close()
    return found


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(SAMPLES + list("[](){}!^*_~`|#>-:<&\"'\\ \n甲")), max_size=12))
def test_no_mixture_of_samples_gets_through(parts):
    assert findings(page("".join(parts))) == []


@pytest.mark.parametrize(
    "source",
    ["[" * 5000, "![" * 3000, "*a **b " * 2000, "> " * 2000 + "a", "`" * 5000, "^[" * 300,
     "[^a]" * 3000 + "\n\n[^a]: b", "[a](" * 2000, "<" * 5000, "~~a~~" * 2000, "甲\n" * 5000,
     "- " * 500 + "a", "**。**" * 2000],
    ids=lambda s: f"{s[:6]!r}x{len(s)}",
)  # fmt: skip
def test_long_nonsense_is_rendered_all_the_same(source):
    assert findings(page(source)) == []
    to_portable(source, lang="zh")
