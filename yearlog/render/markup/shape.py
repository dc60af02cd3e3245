"""Turning parsed tokens into what a page shows: figures, links, anchors, languages."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it.token import Token

from yearlog.i18n import Lang
from yearlog.render.markup.address import image_address, is_external, is_remote, link_allowed
from yearlog.render.markup.footnotes import citations
from yearlog.render.markup.headings import Slugs
from yearlog.render.markup.model import Heading, ImageUrl
from yearlog.render.markup.sanitise import EXTERNAL_REL
from yearlog.render.markup.visible import join_lines, other_lang, text_of


@dataclass(slots=True)
class Shaper:
    """Shapes the tokens of one text; collects its headings."""

    lang: Lang
    prefix: str
    heading_shift: int
    image_url: ImageUrl | None
    headings: list[Heading] = field(default_factory=list)
    slugs: Slugs = field(default_factory=Slugs)

    def blocks(self, tokens: list[Token]) -> list[Token]:
        """Return the tokens of blocks as they are rendered."""
        shaped: list[Token] = []
        for index, token in enumerate(tokens):
            if token.type == "inline":
                token.children = self.inline(token.children or [])
                if tokens[index - 1].type == "heading_open":
                    self._anchor(shaped[-1], token)
            elif token.type in {"heading_open", "heading_close"}:
                token.tag = f"h{min(int(token.tag[1]) + self.heading_shift, 6)}"
            elif token.type in {"th_open", "td_open"} and "style" in token.attrs:
                align = str(token.attrs.pop("style")).removeprefix("text-align:")
                token.attrs["class"] = f"align-{align}"
            elif token.type == "fence":
                token.info = ""  # the name of a language is the author's word, no class of ours
            shaped.append(token)
            if token.type == "paragraph_close" and (figures := _figures(shaped[-3:])):
                shaped[-3:] = figures
        _mark_languages(shaped, self.lang)
        return shaped

    def _anchor(self, opener: Token, inline: Token) -> None:
        text = " ".join(text_of(inline.children or []).split())
        identity = f"h-{self.prefix}-{self.slugs.take(text)}"
        opener.attrs["id"] = identity
        self.headings.append(Heading(int(opener.tag[1]), identity, text))

    def inline(self, children: list[Token]) -> list[Token]:
        """Return inline tokens with the line breaks, links and images that are shown."""
        join_lines(children, chinese=self.lang == "zh")
        shaped: list[Token] = []
        open_links: list[bool] = []
        for token in children:
            if token.type == "link_open":
                open_links.append(_shape_link(token))
                if not open_links[-1]:
                    continue
            elif token.type == "link_close" and not open_links.pop():
                continue
            elif token.type == "image":
                shaped += self._image(token, in_link=any(open_links))
                continue
            shaped.append(token)
        return shaped

    def _image(self, token: Token, *, in_link: bool) -> list[Token]:
        """Show an image the caller has, link to one on another host, else give its text."""
        src = str(token.attrs["src"])
        notes = list(citations(token.children or []))
        alt = text_of(token.children or [])
        address = image_address(src, self.image_url)
        if address is not None:
            token.attrs = {"src": address, "alt": alt, **_only_title(token)}
            return [token, *notes]
        shown = alt if alt.strip() else src if is_remote(src) else ""
        text = Token("text", "", 0, content=shown)
        if in_link or not is_remote(src) or not link_allowed(src):
            return [text, *notes]
        opener = Token("link_open", "a", 1, attrs={"href": src, "rel": EXTERNAL_REL})
        return [opener, text, Token("link_close", "a", -1), *notes]


def _only_title(token: Token) -> dict[str, str | int | float]:
    return {"title": token.attrs["title"]} if "title" in token.attrs else {}


def _shape_link(token: Token) -> bool:
    """Mark a link that leaves the site; return whether the link is kept."""
    href = str(token.attrs.get("href", ""))
    if not link_allowed(href):
        return False
    if is_external(href):
        token.attrs["rel"] = EXTERNAL_REL
    return True


def _figures(paragraph: list[Token]) -> list[Token]:
    """Return figures for a paragraph that holds images alone, else nothing.

    The caption is the title; citations in the alternative text come after it, and without a title
    the alternative text that has citations is the caption itself.
    """
    opener, inline, _ = paragraph
    children = inline.children or []
    if opener.hidden or not any(token.type == "image" for token in children):
        return []
    figures: list[Token] = []
    for token in children:
        if token.type == "image":
            title = str(token.attrs.get("title", ""))
            caption = [Token("text", "", 0, content=title)] if title else []
            figures.append(Token("figure", "figure", 0, meta={"image": token, "caption": caption}))
        elif token.type == "footnote_ref" and figures:
            figure = figures[-1].meta
            if not figure["caption"]:
                figure["caption"] = list(figure["image"].children)
            if not any(token is ref for ref in citations(figure["caption"])):
                figure["caption"].append(token)
        elif token.type != "softbreak" and (token.type != "text" or token.content.strip()):
            return []
    return figures


def _mark_languages(tokens: list[Token], lang: Lang) -> None:
    """Give paragraphs and quotes that are clearly in the other language a ``lang`` attribute."""
    quotes: list[tuple[int, list[str]]] = []
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            quotes.append((index, []))
        elif token.type == "blockquote_close":
            start, texts = quotes.pop()
            if found := other_lang(texts, lang):
                tokens[start].attrs["lang"] = found
                _unmark(tokens[start + 1 : index], found)
        elif token.type == "inline":
            text = text_of(token.children or [])
            for _, texts in quotes:
                texts.append(text)
            opener = tokens[index - 1]
            shown = opener.type == "paragraph_open" and not opener.hidden
            if shown and (found := other_lang([text], lang)):
                opener.attrs["lang"] = found


def _unmark(tokens: list[Token], lang: str) -> None:
    """Drop what the quote around these tokens already says."""
    for token in tokens:
        if token.attrs.get("lang") == lang:
            del token.attrs["lang"]
