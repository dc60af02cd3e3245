"""Renders the texts of entries for one edition: notes numbered over the page, photos in place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import PurePosixPath

from yearlog.errors import YearlogError
from yearlog.i18n import Lang, other
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import Attachment
from yearlog.render.format import TAGS
from yearlog.render.markup import Figure as MarkupFigure
from yearlog.render.markup import Line, Note, notes_html, to_html
from yearlog.render.page.model import Said
from yearlog.render.page.tables import ReadDate, drawn
from yearlog.text.count import han_and_words

_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)">')
_CITED = re.compile(r'<a href="#(fn-[a-z0-9]+-[0-9]+)" id="')
_EMPHASIS = re.compile(r"<em>([^<]*)</em>")
FiguresOf = Callable[[Lang], MarkupFigure]
"""What shows the figures of a review in texts of a language."""

_SIDE_TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "s", "strong", "sup", "ul"}


class FigureInText(YearlogError):
    """A text with a figure that cannot be shown: says which, and what is wrong."""

    def __init__(self, entry: Entry, error: YearlogError) -> None:
        super().__init__(
            f"「{entry.headline('zh')}」（{entry.id[-6:]}）：{error.get('zh')}",
            f"“{entry.headline('en')}” ({entry.id[-6:]}): {error.get('en')}",
        )


@contextmanager
def figures_of(entry: Entry) -> Iterator[None]:
    """Say of which entry a text is whose figure cannot be shown."""
    try:
        yield
    except YearlogError as error:
        raise FigureInText(entry, error) from error


@dataclass(frozen=True, slots=True)
class Figure:
    """A photo with its words; ``size`` is its width and height in pixels, or None if not known."""

    url: str
    size: tuple[int, int] | None
    alt: Said
    caption: Said


@dataclass(frozen=True, slots=True)
class Side:
    """A footnote as it stands in the margin: its number, its HTML without ids, its language."""

    number: int
    html: str
    lang: Lang


@dataclass(frozen=True, slots=True)
class Block:
    """A top-level block of a text with the notes it is the first to cite.

    ``image`` is the address of the photo if the block is a figure.
    """

    html: str
    sides: tuple[Side, ...] = ()
    image: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The text of an entry; ``lang`` is the language it is in, which may not be the edition's."""

    blocks: tuple[Block, ...]
    lang: Lang
    figures: tuple[Figure, ...]


@dataclass(slots=True)
class Writer:
    """Writes the texts of one edition in the order in which the page shows them.

    ``order`` numbers the entries of the review from 1; ``photos`` and ``sizes`` are by SHA-256;
    without ``figures_of``, figures in a text stay in their braces, and without ``read_date`` no
    table is drawn as a time line.
    """

    lang: Lang
    order: Mapping[str, int]
    photos: Mapping[str, str]
    sizes: Mapping[str, tuple[int, int]]
    figures_of: FiguresOf | None = None
    read_date: ReadDate | None = None
    notes: list[tuple[Note, Lang]] = field(default_factory=list)

    def write(self, entry: Entry, *, heading_shift: int) -> Written:
        """Render the body of ``entry``, in the other language if there is no body in this one."""
        text, lang = entry.text(self.lang)
        placed: dict[str, Attachment] = {}

        def image_url(address: str) -> str | None:
            photo = self.photo_named(entry, address)
            if photo is None:
                return None
            placed[photo.sha256] = photo
            return self.photos[photo.sha256]

        with figures_of(entry):
            rendered = to_html(
                text.body,
                lang=lang,
                prefix=f"e{self.order[entry.id]}{self.lang}",
                first_note=len(self.notes) + 1,
                heading_shift=heading_shift,
                image_url=image_url,
                figure=self.figure_in(lang),
            )
        self.notes += [(note, lang) for note in rendered.notes]
        notes = {note.id: note for note in rendered.notes}
        shown = {self.photos[sha]: photo for sha, photo in placed.items()}
        blocks = tuple(
            self._drawn(
                self._block(html, notes, shown, lang), rendered.lines.get(k), entry, lang, k
            )
            for k, html in enumerate(rendered.blocks)
        )
        return Written(blocks, lang, self.figures(entry, without=frozenset(placed)))

    def figure_in(self, lang: Lang) -> MarkupFigure | None:
        """Return what shows the figures in a text of a language."""
        return self.figures_of(lang) if self.figures_of else None

    def photo_named(self, entry: Entry, address: str) -> Attachment | None:
        """Return the photo of ``entry`` whose file name ends an address, if it is to be shown."""
        wanted = _folded(PurePosixPath(address.replace("\\", "/")).name)
        for photo in entry.photos:
            if _folded(photo.filename) == wanted and photo.sha256 in self.photos:
                return photo
        return None

    def figures(self, entry: Entry, *, without: frozenset[str] = frozenset()) -> tuple[Figure, ...]:
        """Return the photos of ``entry`` that can be shown, but for those in ``without``."""
        ordered = sorted(entry.photos, key=lambda photo: photo.position)
        return tuple(
            self.figure(photo)
            for photo in ordered
            if photo.sha256 in self.photos and photo.sha256 not in without
        )

    def figure(self, photo: Attachment) -> Figure:
        """Return a photo with its words in this language, else in the other."""
        caption = _said(photo.caption.zh, photo.caption.en, self.lang)
        alt = _said(photo.alt.zh, photo.alt.en, self.lang)
        return Figure(
            self.photos[photo.sha256],
            self.sizes.get(photo.sha256),
            alt if alt.text else caption,
            caption,
        )

    def notes_list(self) -> str:
        """Return the list of the author's notes; those in the other language say so."""
        runs: list[tuple[Lang, list[Note]]] = []
        for note, lang in self.notes:
            if not runs or runs[-1][0] != lang:
                runs.append((lang, []))
            runs[-1][1].append(note)
        parts = []
        for lang, notes in runs:
            html = notes_html(notes, lang=self.lang)
            foreign = lang != self.lang
            parts.append(f'<div lang="{TAGS[lang]}">\n{html}</div>\n' if foreign else html)
        return "".join(parts)

    def _block(
        self, html: str, notes: dict[str, Note], shown: Mapping[str, Attachment], lang: Lang
    ) -> Block:
        sides = []
        for identity in dict.fromkeys(_CITED.findall(html)):
            note = notes.pop(identity, None)  # a note cited again stands beside the first only
            if note is not None:
                sides.append(Side(note.number, _for_margin(note.html), lang))
        image = _IMAGE.search(html) if html.startswith("<figure") else None
        html = _IMAGE.sub(lambda found: self._image(found, shown), html)
        if lang == "zh":
            html = _EMPHASIS.sub(_without_dots, html)
        return Block(html, tuple(sides), image[1] if image else "")

    def _drawn(self, block: Block, line: Line | None, entry: Entry, lang: Lang, k: int) -> Block:
        """Return a block, as a time line if it is a table that asks for it."""
        if line is None or self.read_date is None:
            return block
        html = drawn(
            block.html,
            line,
            name=f"e{self.order[entry.id]}{self.lang}-{k}",
            year=entry.starts_on.year,
            lang=lang,
            read=self.read_date,
        )
        return replace(block, html=html)

    def _image(self, found: re.Match[str], shown: Mapping[str, Attachment]) -> str:
        """Write an image with its size, and the journal's words for it if the text has none."""
        url, alt = found.groups()
        photo = shown.get(url)
        if photo is None:
            return found[0]
        size = self.sizes.get(photo.sha256)
        room = f' width="{size[0]}" height="{size[1]}"' if size else ""
        words = self.figure(photo).alt
        return f'<img src="{url}" alt="{alt or escape(words.text)}"{room}>'


def _said(zh: str, en: str, lang: Lang) -> Said:
    texts: Mapping[Lang, str] = {"zh": zh, "en": en}
    own = lang if texts[lang] or not texts[other(lang)] else other(lang)
    return Said(texts[own], own)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _without_dots(found: re.Match[str]) -> str:
    """Mark emphasis on words that are not Chinese: dots belong to characters, slant to letters."""
    return found[0] if han_and_words(found[1])[0] else f'<em class="latin">{found[1]}</em>'


def _for_margin(html: str) -> str:
    """Return a note without ids, and with links that the keyboard passes by.

    The margin is hidden from assistive technology: the list at the end holds the same notes.
    """
    import nh3

    return nh3.clean(
        html,
        tags=_SIDE_TAGS,
        attributes={"a": {"href"}, "p": {"lang"}, "blockquote": {"lang"}, "sup": {"class"}},
        set_tag_attribute_values={"a": {"tabindex": "-1"}},
        link_rel="noopener noreferrer nofollow",
    )
