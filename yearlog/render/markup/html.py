"""Markdown to sanitised HTML with footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from yearlog.i18n import Lang, t
from yearlog.render.markup import timelines
from yearlog.render.markup.engine import parse, parser
from yearlog.render.markup.figures import Figures
from yearlog.render.markup.footnotes import Cited
from yearlog.render.markup.model import Figure, ImageUrl, Line, Note, Rendered
from yearlog.render.markup.sanitise import sanitise
from yearlog.render.markup.shape import Shaper

_PREFIX = re.compile(r"[a-z0-9]+")
_UP = "\u21a9\ufe0e"  # with the text-style selector, lest it be shown as an emoji


def to_html(
    source: str,
    *,
    lang: Lang,
    prefix: str,
    first_note: int = 1,
    heading_shift: int = 1,
    image_url: ImageUrl | None = None,
    figure: Figure | None = None,
) -> Rendered:
    """Render one text; see :func:`yearlog.render.markup.to_html`."""
    if _PREFIX.fullmatch(prefix) is None:
        raise ValueError(f"prefix must be lower-case letters and digits: {prefix!r}")
    document = parse(source, Figures(figure) if figure else None)
    env: dict[str, Any] = {"prefix": prefix, "first_note": first_note}
    shaper = Shaper(lang, prefix, heading_shift, image_url)
    blocks: list[str] = []
    lines: dict[int, Line] = {}
    for group in _top_level(shaper.blocks(document.body)):
        if not (block := _html(group, env)).strip():
            continue
        if line := timelines.of_table(group):
            lines[len(blocks)] = line
        blocks.append(block)
    headings = tuple(shaper.headings)
    notes = tuple(_note(cited, shaper, env) for cited in document.notes)
    return Rendered("".join(blocks), notes, headings, tuple(blocks), lines)


def _html(tokens: list[Token], env: dict[str, Any]) -> str:
    return sanitise(_renderer().render(tokens, parser().options, env))


def _note(cited: Cited, shaper: Shaper, env: dict[str, Any]) -> Note:
    prefix, n = env["prefix"], cited.number
    html = _html(shaper.blocks(cited.definition.tokens), env)
    backrefs = tuple(_citation_id(prefix, n, nth) for nth in range(1, cited.citations + 1))
    return Note(env["first_note"] + n - 1, f"fn-{prefix}-{n}", html, backrefs)


def _citation_id(prefix: str, n: int, nth: int) -> str:
    return f"fnref-{prefix}-{n}" + (f"-{nth}" if nth > 1 else "")


def _top_level(tokens: list[Token]) -> list[list[Token]]:
    """Group block tokens by the top-level block they belong to."""
    groups: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if depth == 0:
            groups.append([])
        groups[-1].append(token)
        depth += token.nesting
    return groups


class _Renderer(RendererHTML):
    """The library's renderer, with citations, figures and images as yearlog writes them."""

    def footnote_ref(self, tokens: Sequence[Token], idx: int, _: OptionsDict, env: Any) -> str:
        """Write a citation."""
        note: Cited = tokens[idx].meta["note"]
        prefix, n = env["prefix"], note.number
        identity = _citation_id(prefix, n, tokens[idx].meta["nth"])
        shown = env["first_note"] + n - 1
        return (
            f'<sup class="footnote-ref"><a href="#fn-{prefix}-{n}" id="{identity}"'
            f' role="doc-noteref">{shown}</a></sup>'
        )

    def figure(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: dict[str, Any]
    ) -> str:
        """Write a figure with its caption."""
        meta = tokens[index].meta
        image = _img(meta["image"])
        caption = self.renderInline(meta["caption"], options, env)
        shown = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f"<figure>{image}{shown}</figure>\n"

    def image(self, tokens: Sequence[Token], idx: int, *_: Any, **__: Any) -> str:
        """Write an image inside a line."""
        return _img(tokens[idx])

    def softbreak(self, tokens: Sequence[Token], idx: int, *_: Any, **__: Any) -> str:
        """Write a line break that is read as a space, or nothing between Chinese characters."""
        return "" if tokens[idx].hidden else "\n"

    def task(self, tokens: Sequence[Token], idx: int, *_: Any, **__: Any) -> str:
        """Write the check box of a task, which cannot be ticked on the page."""
        checked = ' checked=""' if tokens[idx].meta["done"] else ""
        return f'<input type="checkbox" disabled=""{checked}>'

    def definition(self, *_: Any, **__: Any) -> str:
        """Write nothing for the definition of a link."""
        return ""


def _img(token: Token) -> str:
    src, alt = escape(str(token.attrs["src"])), escape(str(token.attrs["alt"]))
    return f'<img src="{src}" alt="{alt}">'


@cache
def _renderer() -> _Renderer:
    return _Renderer()


def notes_html(notes: Sequence[Note], *, lang: Lang) -> str:
    """Write the list of notes; see :func:`yearlog.render.markup.notes_html`."""
    if not notes:
        return ""
    items = "".join(_item(note, lang) for note in notes)
    start = f' start="{notes[0].number}"' if notes[0].number != 1 else ""
    label = escape(t(lang, "markup.notes"))
    return (
        f'<section class="footnotes" role="doc-endnotes" aria-label="{label}">\n'
        f"<ol{start}>\n{items}</ol>\n</section>\n"
    )


def _item(note: Note, lang: Lang) -> str:
    links = " ".join(_backref(note, nth, lang) for nth in range(1, len(note.backrefs) + 1))
    html = note.html.rstrip("\n")
    if html.endswith("</p>"):
        html = f"{html.removesuffix('</p>')} {links}</p>"
    else:
        # After a list, a quote or code the links would hang in the air.
        html = f'{html}\n<p class="footnote-backrefs">{links}</p>'.lstrip("\n")
    return f'<li id="{escape(note.id)}">{html}</li>\n'


def _backref(note: Note, nth: int, lang: Lang) -> str:
    several = len(note.backrefs) > 1
    name = f"{note.number}-{nth}" if several else str(note.number)
    sup = f"<sup>{nth}</sup>" if nth > 1 else ""
    label = escape(t(lang, "markup.back", n=name))
    return (
        f'<a href="#{escape(note.backrefs[nth - 1])}" class="footnote-backref"'
        f' role="doc-backlink" aria-label="{label}">{_UP}{sup}</a>'
    )
