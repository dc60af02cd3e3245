"""The year's page as one HTML document: in one language, or in both with a switch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from yearlog import __version__
from yearlog.i18n import Lang, t
from yearlog.render import charts, csp, map_static, timelines
from yearlog.render.format import TAGS
from yearlog.render.page import views
from yearlog.render.page.edition import Assets, Edition, compose, page_title
from yearlog.review.model import YearReview

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["Assets", "Edition", "Mode", "compose", "page"]

Mode = Literal["both", "zh", "en"]
SECTIONS = ("trips", "flights", "talks", "projects", "stays", "moments", "places", "others")
"""The lists of the page in their order."""


def page(
    review: YearReview,
    *,
    mode: Mode,
    languages: tuple[Lang, ...],
    assets: Assets,
    attributions: Sequence[str],
    hidden_command: str = "",
    editions: Mapping[Lang, Edition] | None = None,
) -> str:
    """Return the page of a year, sealed so that it can load nothing but what lies beside it.

    ``languages`` are the journal's, the first one first: ``both`` shows them all with a switch,
    another mode one of them with links to its twins ``YEAR.LANG.html``. ``attributions`` name the
    sources of the data. ``hidden_command`` is for an author's own preview: if given, the page says
    how many entries it leaves out, and which command shows them; a published page is silent.
    ``editions`` saves composing them again where several pages share their photos' addresses.
    """
    shown = languages if mode == "both" else (mode,)
    both = len(shown) > 1
    composed = editions or {lang: compose(review, lang, assets) for lang in shown}
    shown_editions = tuple(composed[lang] for lang in shown)
    sections = [name for name in SECTIONS if any(_holds(one, name) for one in shown_editions)]
    template = _environment().get_template("page.html.jinja")
    html = template.render(
        year=review.year,
        editions=shown_editions,
        both=both,
        title=_window_title(review, shown),
        authors=" / ".join(dict.fromkeys(one.author for one in shown_editions)),
        alternates=() if both else _alternates(review.year, languages),
        twins=() if both else _twins(review.year, mode, languages),
        assets=assets,
        chapters=views.chapters(shown_editions),
        sections=sections,
        plates={name: views.plates(shown_editions, name) for name in sections},
        attributions=attributions,
        version=__version__,
        hidden_command=hidden_command,
        style=_style(),
        script=_resource("page.js") if assets.embed_map else "",
    )
    html = _with_links(_without_blank_lines(html), shown_editions)
    for sha256, data in assets.inline.items():
        html = html.replace(f'src="{assets.photos[sha256]}"', f'src="{data}"')
    beside = assets.embed_map or any(
        not url.startswith("data:") and sha256 not in assets.inline
        for sha256, url in assets.photos.items()
    )
    return csp.seal(html, directives=csp.PHOTOS_AND_MAP_BESIDE if beside else {})


def _holds(edition: Edition, name: str) -> bool:
    """Return whether there is anything in a list."""
    if name == "places":
        return bool(edition.countries or edition.firsts)
    if name == "projects":
        return bool(edition.projects or edition.leads["projects"])
    return bool(getattr(edition, name) or (name == "flights" and edition.not_flown))


def _window_title(review: YearReview, shown: Sequence[Lang]) -> str:
    """Return the year and its titles; a plain title has the year in it already."""
    titles = list(dict.fromkeys(page_title(review, lang).text for lang in shown))
    plain = t(shown[0], "page.untitled", year=review.year)
    return " · ".join(titles if titles[0] == plain else [str(review.year), *titles])


def _alternates(year: int, languages: Sequence[Lang]) -> tuple[tuple[str, str], ...]:
    """Return (hreflang, address) of the twins, the page itself included, as search engines ask."""
    if len(languages) < 2:
        return ()
    own = tuple((TAGS[lang], f"{year}.{lang}.html") for lang in languages)
    return (*own, ("x-default", f"{year}.html"))


@dataclass(frozen=True, slots=True)
class Twin:
    """A word of the language switch that leads to another file."""

    word: str
    href: str
    tag: str = ""
    here: bool = False


def _twins(year: int, mode: Mode, languages: Sequence[Lang]) -> tuple[Twin, ...]:
    if len(languages) < 2 or mode == "both":
        return ()
    own = tuple(
        Twin(t(lang, "page.language"), f"{year}.{lang}.html", TAGS[lang], here=lang == mode)
        for lang in languages
    )
    return (*own, Twin(t(mode, "page.side_by_side"), f"{year}.html"))


class _Links(HTMLParser):
    """Collects the addresses outside the page, in the order in which each edition shows them."""

    def __init__(self, editions: Sequence[Edition]) -> None:
        super().__init__()
        self.found: dict[Lang, list[str]] = {edition.lang: [] for edition in editions}
        self._inside: list[tuple[str, list[Lang]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note whose edition an element is in, and an address if it is a link that is read."""
        values = dict(attrs)
        classes = (values.get("class") or "").split()
        langs: list[Lang] = [lang for lang in self.found if lang in classes and "in" in classes]
        if tag in {"div", "span"}:
            self._inside.append((tag, langs))
        href = values.get("href") or ""
        if tag == "a" and href.startswith(("http:", "https:")) and "tabindex" not in values:
            inner = next((own for _, own in reversed(self._inside) if own), list(self.found))
            for lang in inner:
                self.found[lang].append(href)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag in {"div", "span"} and self._inside:
            self._inside.pop()


def _with_links(html: str, editions: Sequence[Edition]) -> str:
    """Fill in the list of links that print has instead of the links, or leave it out."""
    links = _Links(editions)
    links.feed(html)
    for lang, found in links.found.items():
        mark = f"<!-- links of {lang} -->"
        items = "".join(f"<li>{escape(url)}</li>\n" for url in found)
        if items:
            html = html.replace(mark, f"<ol>\n{items}</ol>")
        else:
            start = html.index(f'<section class="links" aria-labelledby="links-{lang}">')
            end = html.index("</section>\n", start) + len("</section>\n")
            html = html[:start] + html[end:]
    return html


def _without_blank_lines(html: str) -> str:
    """Take out the blank lines that templates leave, not those of code."""
    parts = re.split(r"(<pre>.*?</pre>)", html, flags=re.DOTALL)
    parts[::2] = [re.sub(r"\n(?:[ \t]*\n)+", "\n", part) for part in parts[::2]]
    return "".join(parts).lstrip()


@cache
def _resource(name: str) -> str:
    return (files("yearlog.render") / "templates" / name).read_text(encoding="utf-8")


_BESIDE_FIGURES = re.compile(r"(?<=\d) (?=\S)|(?<![,–→]) (?=\d)")


def glued(text: str) -> str:
    """Return a text in which no line ends between a figure and the word beside it."""
    return _BESIDE_FIGURES.sub("\N{NO-BREAK SPACE}", text)


@cache
def _style() -> str:
    return "\n".join((_resource("page.css"), charts.STYLE, timelines.STYLE, map_static.STYLE))


@cache
def _environment() -> Environment:
    """Return the templates; everything is escaped but what they mark as made by the renderer."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    environment = Environment(
        loader=FunctionLoader(_resource),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["glued"] = glued
    environment.globals["tags"] = TAGS
    environment.globals["joint"] = {"zh": "、", "en": ", "}
    environment.globals["comma"] = {"zh": "，", "en": ", "}
    return environment
