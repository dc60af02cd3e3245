"""The visible text of a Markdown text."""

from __future__ import annotations

import re

from markdown_it.token import Token

from yearlog.i18n import Lang
from yearlog.render.markup.engine import parse
from yearlog.render.markup.figures import Figures
from yearlog.render.markup.model import Figure
from yearlog.render.markup.visible import join_lines, text_of
from yearlog.text.count import han_and_words

_NO_MARKUP = re.compile(r"[^\W\d_](?:[^\W_]|[ ,?!，。？！；：、…《》（）]|\.(?=[ \n]|\Z))*\n*")
"""One line of nothing but letters, digits and signs that mean nothing to Markdown."""


def plain(source: str, *, figure: Figure | None = None) -> str:
    """Return the visible text; see :func:`yearlog.render.markup.plain`."""
    if _NO_MARKUP.fullmatch(source):
        return source.strip()
    figures = Figures(figure)
    body = parse(source, figures).body
    broken = "\n" in source and any(
        child.type == "softbreak" for token in body for child in token.children or ()
    )
    chinese = broken and guess_lang(figures.typed(source)) == "zh"
    lines: list[str] = []
    for index, token in enumerate(body):
        if token.type in {"fence", "code_block"}:
            lines.append(token.content.rstrip("\n"))
        elif token.type == "inline":
            children = token.children or []
            if broken:
                join_lines(children, chinese=chinese)
            text = text_of(children, alt=False).strip()
            if not text and body[index - 1].type == "paragraph_open":
                text = _captions(children)
            lines.append(text)
    return "\n".join(filter(None, lines))


def _captions(children: list[Token]) -> str:
    return "\n".join(str(t.attrs["title"]) for t in children if "title" in t.attrs)


def guess_lang(text: str) -> Lang:
    """Return the language most of ``text`` is written in."""
    han, words = han_and_words(text)
    return "zh" if han * 2 > words else "en"
