"""Brings the editions of a page together: chapters row by row, each photo once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yearlog.i18n import Lang, other
from yearlog.render.format import TAGS
from yearlog.render.page.align import side_by_side
from yearlog.render.page.edition import Chapter, Edition
from yearlog.render.page.model import Said
from yearlog.render.page.writer import Block, Figure

_FIGURE = re.compile(
    r'<figure>(<img src="[^"]*" alt=")([^"]*)("[^>]*>)'
    r"(?:<figcaption>(.*)</figcaption>)?</figure>\s*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A block of a chapter and who reads it: ``langs`` are the editions that show it.

    ``tag`` is the language it is in. A ``copy`` stands in for a text that is missing: side by side
    it is not shown again.
    """

    block: Block
    langs: tuple[Lang, ...]
    tag: str
    copy: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a chapter in one edition; ``missing`` says that the text is not in it."""

    id: str
    lang: Lang
    title: Said
    date: str
    iso: str
    missing: str

    @property
    def foreign(self) -> bool:
        """Whether the title is in the other language."""
        return self.title.lang != self.lang


Plate = tuple[tuple[Edition, Figure], ...]
"""A photo with its words in every edition that shows it."""


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter as the template shows it; ``plates`` are the photos the text does not place."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[Cell, ...], ...]
    plates: tuple[Plate, ...]


def chapters(editions: Sequence[Edition]) -> list[ChapterView]:
    """Return the chapters, each with what all editions say in it."""
    return [
        ChapterView(
            heads=tuple(
                _head(edition, one) for edition, one in zip(editions, versions, strict=True)
            ),
            rows=_rows(editions, versions),
            plates=_together(editions, [one.written.figures for one in versions]),
        )
        for versions in zip(*(edition.chapters for edition in editions), strict=True)
    ]


def plates(editions: Sequence[Edition], name: str) -> tuple[Plate, ...]:
    """Return the photos of the entries in the list ``name``, in their order."""
    if name in {"places", "trips"}:
        return ()
    first = editions[0]
    if name == "others":
        ids = [row.entry.id for _, rows in first.others for row in rows]
    else:
        ids = [row.entry.id for row in getattr(first, name)]
    found: list[Plate] = []
    for one in ids:
        bodies = [edition.bodies.get(one) for edition in editions]
        found += _together(editions, [body.figures if body else () for body in bodies])
    return tuple(found)


def _together(
    editions: Sequence[Edition], figures: Sequence[tuple[Figure, ...]]
) -> tuple[Plate, ...]:
    by_url: dict[str, list[tuple[Edition, Figure]]] = {}
    for edition, own in zip(editions, figures, strict=True):
        for figure in own:
            by_url.setdefault(figure.url, []).append((edition, figure))
    return tuple(tuple(found) for found in by_url.values())


def _head(edition: Edition, chapter: Chapter) -> Head:
    written = chapter.written
    missing = ""
    if written.blocks and written.lang != edition.lang:
        missing = edition.t(f"only_in_{written.lang}")
    return Head(chapter.id, edition.lang, chapter.title, chapter.date, chapter.iso, missing)


def _rows(editions: Sequence[Edition], versions: Sequence[Chapter]) -> tuple[tuple[Cell, ...], ...]:
    texts = [one.written for one in versions]
    langs = [edition.lang for edition in editions]
    if len(texts) == 1:
        tag = TAGS[texts[0].lang]
        return tuple((Cell(block, (langs[0],), tag),) for block in texts[0].blocks)
    rows: list[tuple[Cell, ...]] = []
    translated = texts[0].lang != texts[1].lang
    for blocks in side_by_side(texts[0].blocks, texts[1].blocks):
        cells = tuple(
            Cell(block, (lang,), TAGS[text.lang], copy=not translated and lang == other(text.lang))
            for block, lang, text in zip(blocks, langs, texts, strict=True)
            if block is not None
        )
        rows.append(_shared(cells) or cells)
    return tuple(rows)


def _shared(cells: tuple[Cell, ...]) -> tuple[Cell, ...] | None:
    """Return one cell for a photo that both editions show, so that the page holds it once."""
    if len(cells) < 2 or not cells[0].block.image or cells[0].block.image != cells[1].block.image:
        return None
    found = [_FIGURE.fullmatch(cell.block.html) for cell in cells]
    if not found[0] or not found[1]:
        return None
    alts = " / ".join(dict.fromkeys(one[2] for one in found if one and one[2]))
    captions = "".join(
        f'<span class="in {cell.langs[0]}{" copy" if cell.copy else ""}" lang="{cell.tag}">'
        f"{one[4]}</span>"
        for cell, one in zip(cells, found, strict=True)
        if one and one[4]
    )
    shown = f"<figcaption>{captions}</figcaption>" if captions else ""
    html = f"<figure>{found[0][1]}{alts}{found[0][3]}{shown}</figure>\n"
    sides = cells[0].block.sides + cells[1].block.sides
    block = replace(cells[0].block, html=html, sides=sides)
    return (Cell(block, tuple(cell.langs[0] for cell in cells), cells[0].tag),)
