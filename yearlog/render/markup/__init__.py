"""Markdown, as reflections are written in: to HTML with footnotes, to portable Markdown, to text.

The parser is loaded on the first call, not with this package.
"""

from __future__ import annotations

from collections.abc import Sequence

from yearlog.i18n import Lang
from yearlog.render.markup.model import (
    Figure,
    Found,
    Heading,
    ImageUrl,
    Line,
    Note,
    Portable,
    Rendered,
    Row,
    Shown,
)

__all__ = [
    "Figure", "Found", "Heading", "ImageUrl", "Line", "Note", "Portable", "Rendered", "Row",
    "Shown", "figures_in", "notes_html", "plain", "to_html", "to_portable",
]  # fmt: skip


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
    """Render a Markdown text written in ``lang`` to sanitised HTML.

    ``prefix`` (lower-case letters and digits) makes the ids of one text differ from those of every
    other on the page: ``fn-e3zh-1``, ``fnref-e3zh-1-2``, ``h-e3zh-slug``. The 1 is the place of
    the note in its own text, so that a link to it holds when chapters are moved; the number shown
    begins at ``first_note``, and the next text's is ``first_note + len(notes)``.

    Headings are moved down by ``heading_shift`` levels, to 6 at most. An image is shown only from
    where ``image_url`` says; one on another host becomes a link, any other its text. Every text is
    valid Markdown; raw HTML in it is shown as written. Raises ValueError for a bad ``prefix``.

    ``figure`` says what ``{{ flights }}`` is shown as: a link, or a span where there is no address
    or no link may be (in a link, a heading, the text of an image), and a footnote shared by all
    figures with the same note. Raises what it raises, and the errors of
    :mod:`yearlog.text.placeholders`. Without it the braces stay as typed.
    """
    from yearlog.render.markup import html

    return html.to_html(
        source,
        lang=lang,
        prefix=prefix,
        first_note=first_note,
        heading_shift=heading_shift,
        image_url=image_url,
        figure=figure,
    )


def notes_html(notes: Sequence[Note], *, lang: Lang) -> str:
    """Return the list of footnotes of a page, with a link back to every citation of each.

    Empty if there are none. Screen readers hear "Back to reference 6-2" in ``lang``.
    """
    from yearlog.render.markup import html

    return html.notes_html(notes, lang=lang)


def to_portable(
    source: str,
    *,
    lang: Lang,
    first_note: int = 1,
    heading_shift: int = 1,
    image_url: ImageUrl | None = None,
    figure: Figure | None = None,
) -> Portable:
    """Rewrite a Markdown text so that stock parsers read it as :func:`to_html` does.

    Notes are labelled by their numbers from ``first_note`` on, so that several texts can stand in
    one file; code and everything that reads the same anyway is left as it is, byte for byte.
    Figures are written as their text, linked and noted as on the page.
    """
    from yearlog.render.markup.portable import to_portable as rewrite

    return rewrite(
        source,
        lang=lang,
        first_note=first_note,
        heading_shift=heading_shift,
        image_url=image_url,
        figure=figure,
    )


def plain(source: str, *, figure: Figure | None = None) -> str:
    """Return the visible text of a Markdown text, one line per block, without notes and images.

    For counting characters, for titles and descriptions. Without ``figure`` a figure is left out:
    nobody wrote it, so it does not count as written, and no number depends on another through it.
    What stands in braces and is no figure is text then, and never an error.
    """
    from yearlog.render.markup import plaintext

    return plaintext.plain(source, figure=figure)


def figures_in(source: str) -> tuple[Found, ...]:
    """Return what stands in double braces outside code, in order, right or wrong, with its line.

    To say all that is wrong with a text before it is rendered, and which figures it asks for.
    """
    from yearlog.render.markup import figures_found

    return figures_found.figures_in(source)
