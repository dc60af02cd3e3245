"""Footnotes that will not be read as their author meant, as the parser of the pages sees them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from yearlog.i18n import Lang
from yearlog.render.markup.engine import Document, parse
from yearlog.render.markup.footnotes import Definition, fold_label
from yearlog.review.findings.model import Edit, Finding, found, mended, position
from yearlog.text.private import code_spans
from yearlog.text.source_map import Lines, SourceMap, normalise, of_tokens

_OPEN, _CLOSE, _HAT = "\\[［【〔〖", "\\]］】〕〗", "\\^＾ˆ"
_MARKER = re.compile(
    rf"(?P<open>[{_OPEN}])[ \t]*(?P<hat>[{_HAT}])[ \t]*"
    rf"(?P<label>[^\s{_OPEN}{_CLOSE}{_HAT}\\]+)[ \t]*(?P<close>[{_CLOSE}])"
    r"(?P<colon>:|[ \t]?[：﹕︰∶])?"
)
_INLINE = re.compile(
    rf"(?<![A-Za-z0-9])(?P<hat>[{_HAT}])(?P<open>[{_OPEN}])(?P<text>[^{_OPEN}{_CLOSE}{_HAT}\n]+)"
    rf"(?P<close>[{_CLOSE}])"
)
_CITATION = re.compile(r"\[\^([^\s\[\]]+)\]")
_SPACED = re.compile(r"(?m)^[ \t>]{0,6}\[\^([^\]\n]*[ \t][^\]\n]*)\]:")
_BEFORE_DEFINITION = re.compile(r"(?:[ \t>]|[-+*][ \t]|\d{1,9}[.)][ \t])*")
_ADDRESS = re.compile(r"(?<=\])\((?:[^()\n\\]|\\.|\([^()\n]*\))*\)")
_WIDE_DIGITS = re.compile("[０-９]+")


@dataclass(frozen=True, slots=True)
class Ref:
    """A citation: its folded label (empty for an inline note), its offset, and where it stands."""

    label: str
    offset: int
    in_image: bool


@dataclass(frozen=True, slots=True)
class Read:
    """A text as the parser reads it, with where its inline tokens stand in the source."""

    document: Document
    lines: Lines
    maps: dict[int, SourceMap]

    @classmethod
    def of(cls, body: str) -> Read:
        """Parse a body."""
        document = parse(body)
        lines = Lines(document.source)
        return cls(document, lines, of_tokens(lines, document.tokens))

    def inline(self) -> Iterator[tuple[Token, SourceMap]]:
        """Yield the inline tokens of the text and its notes, with their maps."""
        for index, token in enumerate(self.document.tokens):
            if index in self.maps:
                yield token, self.maps[index]

    def refs(self) -> Iterator[Ref]:
        """Yield the citations in source order."""
        for token, where in self.inline():
            for ref, in_image in _refs(token.children or []):
                yield Ref(ref.meta.get("label", ""), where(ref.meta["span"][0]), in_image)

    def labels(self) -> list[str]:
        """Return the labels of the notes in the order of their numbers."""
        return [fold_label(one.definition.label) for one in self.document.notes]

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        return position(self.lines, offset)


def _refs(children: Sequence[Token], *, in_image: bool = False) -> Iterator[tuple[Token, bool]]:
    for token in children:
        if token.type == "footnote_ref":
            yield token, in_image
            yield from _refs(token.meta.get("content", ()), in_image=in_image)
        elif token.children:
            yield from _refs(token.children, in_image=in_image or token.type == "image")


def check(entry_id: str, lang: Lang, body: str) -> list[Finding]:
    """Return what is wrong with the footnotes of a body, in source order."""
    if not re.search(f"[{_HAT}]", body):
        return []
    read = Read.of(body)
    code = [*code_spans(normalise(body)), *_titles(read), *_addresses(read)]
    markers = list(_markers(read, code))
    mendable = _mendable(body, markers)
    results = [_wide(entry_id, lang, one, one.label in mendable) for one in markers]
    inline = list(_inline(read, code))
    results += [_wide(entry_id, lang, one, mendable=True) for one in inline]
    taken = {one.at for one in (*markers, *inline)}
    for label, offset in _undefined(read):
        if label not in mendable and read.at(offset) not in taken:
            shown = words_of(label, read)
            results.append(found("note-undefined", entry_id, lang=lang, at=read.at(offset),
                                 label=shown))  # fmt: skip
    results += [one for one in _definitions(entry_id, lang, read, mendable)
                if (one.line, one.column) not in taken]  # fmt: skip
    results += _images(entry_id, lang, read)
    results += _links(entry_id, lang, read)
    return sorted(results, key=lambda one: (one.line, one.column))


def words_of(label: str, read: Read) -> str:
    """Return a folded label as its author wrote it where that is known."""
    for one in read.document.definitions:
        if fold_label(one.label) == label:
            return one.label
    return label


# Markers from an input method ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Marker:
    label: str
    at: tuple[int, int]
    shown: str
    edit: Edit
    new: str


def _is_text(text: str, start: int, code: Sequence[tuple[int, int]]) -> bool:
    """Return whether what begins at an offset is neither code nor escaped."""
    slashes = len(text[:start]) - len(text[:start].rstrip("\\"))
    return slashes % 2 == 0 and not any(a <= start < b for a, b in code)


def _markers(read: Read, code: Sequence[tuple[int, int]]) -> Iterator[_Marker]:
    """Yield the markers that only look like footnotes: a sign is full-width, or a space is in them.

    A label in full-width digits is a label like any other where it is cited and defined so.
    """
    text, lines = read.lines.source, read.lines
    defined: set[str] = read.document.env["labels"]
    cited = {one.label for one in read.refs()}
    for match in _MARKER.finditer(text):
        if not _is_text(text, match.start(), code):
            continue
        line, column = position(lines, match.start())
        begins = _BEFORE_DEFINITION.fullmatch(text, lines.starts[line - 1], match.start())
        label, colon = match["label"], match["colon"] or ""
        wide_label = _WIDE_DIGITS.fullmatch(label) is not None
        plain = unicodedata.normalize("NFKC", label) if wide_label else label
        if wide_label and label in defined and (label in cited or plain in defined):
            continue
        written = match[0].removesuffix(colon)
        wide = written != f"[^{plain}]"
        defines = begins is not None and bool(colon) and plain.casefold() not in defined
        if not wide and not (defines and colon != ":"):
            continue
        new = f"[^{plain}]{colon}"
        if defines:
            follows = text[match.end() : match.end() + 1]
            new = f"[^{plain}]:" + ("" if follows in (" ", "\t", "\n", "") else " ")
        edit = Edit(line, column - 1, column - 1 + len(match[0]), new)
        shown = match[0] if defines else written
        yield _Marker(fold_label(plain), (line, column), shown, edit, new.strip() if defines
                      else f"[^{plain}]")  # fmt: skip


def _inline(read: Read, code: Sequence[tuple[int, int]]) -> Iterator[_Marker]:
    """Yield the inline notes, ``^[text]``, that only look like it."""
    text = read.lines.source
    for match in _INLINE.finditer(text):
        written = match["hat"] + match["open"] + match["close"]
        if written != "^[]" and _is_text(text, match.start(), code):
            line, column = position(read.lines, match.start())
            new = f"^[{match['text']}]"
            edit = Edit(line, column - 1, column - 1 + len(match[0]), new)
            yield _Marker("", (line, column), match[0], edit, new)


def _mendable(body: str, markers: Sequence[_Marker]) -> set[str]:
    """Return the labels that are defined and cited once their markers are mended."""
    if not markers:
        return set()
    after = Read.of(mended(body, [one.edit for one in markers]))
    wanted = {one.label for one in markers}
    defined: set[str] = after.document.env["labels"]
    return wanted & set(after.labels()) & defined


def _wide(entry_id: str, lang: Lang, marker: _Marker, mendable: bool) -> Finding:
    return found(
        "note-wide", entry_id, lang=lang, at=marker.at,
        edits=(marker.edit,) if mendable else (),
        marker=marker.shown, new=marker.new,
    )  # fmt: skip


# What the parser sees -----------------------------------------------------------------------------


def _undefined(read: Read) -> Iterator[tuple[str, int]]:
    """Yield folded label and offset of the citations of notes that are nowhere defined.

    The parser notes them down for other programs' sake: it is the one that knows what is code.
    """
    for token, where in read.inline():
        seen = set()
        for start, _, text in token.meta["trace"].edits:
            match = _CITATION.match(token.content, start) if text == "\\" else None
            if match and start not in seen:
                seen.add(start)
                label = fold_label(match[1])
                # A label such as _^ is a face, and a backslash says that none is meant.
                meant = not re.search(rf"[{_HAT}\\]", label) and any(map(str.isalnum, label))
                if meant and label not in read.document.env["labels"]:
                    yield label, where(start)


def _definitions(entry_id: str, lang: Lang, read: Read, mendable: set[str]) -> Iterator[Finding]:
    cited = {id(one.definition) for one in read.document.notes}
    first: dict[str, int] = {}
    for one in read.document.definitions:
        label = fold_label(one.label)
        at = read.at(one.start)
        if label in first:
            yield found("note-twice", entry_id, lang=lang, at=at, label=one.label,
                        line=first[label])  # fmt: skip
            continue
        first[label] = at[0]
        if id(one) not in cited and label not in mendable:
            yield found("note-unused", entry_id, lang=lang, at=at, label=one.label)
    for one in read.document.definitions:
        yield from _written_again(entry_id, lang, read, one)
    for match in _SPACED.finditer(read.document.source):
        start = match.start(1) - 2
        if not any(a <= start < b for a, b in code_spans(read.document.source)):
            yield found("note-space", entry_id, lang=lang, at=read.at(start), label=match[1])


def _written_again(
    entry_id: str, lang: Lang, read: Read, definition: Definition
) -> Iterator[Finding]:
    """Yield where a note seems to cite itself at the head of a line: a second note was meant."""
    for line, start, _ in definition.lines:
        again = rf"\[\^{re.escape(definition.label)}\][ \t]?[：﹕︰∶]"
        if re.match(again, read.lines.text(line).strip(), re.IGNORECASE):
            yield found("note-twice", entry_id, lang=lang, at=read.at(start),
                        label=definition.label, line=read.at(definition.start)[0])  # fmt: skip


def _images(entry_id: str, lang: Lang, read: Read) -> Iterator[Finding]:
    """Yield notes cited in the text of an image alone, and markers in a title, which is no text."""
    refs = [one for one in read.refs() if one.label]
    in_text = {one.label for one in refs if not one.in_image}
    told = set()
    for one in refs:
        if one.label not in in_text and one.label not in told:
            told.add(one.label)
            yield found("note-in-alt", entry_id, lang=lang, at=read.at(one.offset), hint=True,
                        label=words_of(one.label, read))  # fmt: skip
    for token, where in read.inline():
        for image in (one for one in token.children or [] if one.type == "image"):
            for match in _MARKER.finditer(str(image.attrs.get("title", ""))):
                if "span" in image.meta:
                    yield found("note-in-caption", entry_id, lang=lang,
                                at=read.at(where(image.meta["span"][0])),
                                label=match["label"])  # fmt: skip


def _titles(read: Read) -> Iterator[tuple[int, int]]:
    """Yield the offsets of what stands after the text of each image: its address and title."""
    for token, where in read.inline():
        for image in (one for one in token.children or [] if one.type == "image"):
            if "span" in image.meta:
                start, end = image.meta["span"]
                yield where(start) + len(image.content) + 3, where(end)


def _addresses(read: Read) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the addresses and titles of links, in which a marker is no marker."""
    for token, where in read.inline():
        if any(one.type == "link_open" and one.meta.get("inline") for one in token.children or []):
            for match in _ADDRESS.finditer(token.content):
                yield where(match.start()), where(match.end())


def _links(entry_id: str, lang: Lang, read: Read) -> Iterator[Finding]:
    """Yield citations that a bracket after them makes a link."""
    for token, where in read.inline():
        for link in (one for one in token.children or [] if one.type == "link_open"):
            start = link.meta.get("at", -1)
            match = _CITATION.match(token.content, start) if start >= 0 else None
            if match and link.meta.get("inline"):
                yield found("note-link", entry_id, lang=lang, at=read.at(where(start)),
                            label=match[1])  # fmt: skip


def in_captions(entry_id: str, lang: Lang, captions: Sequence[str]) -> Iterator[Finding]:
    """Yield the markers in captions and alternative texts of photos, which are plain text."""
    for caption in captions:
        for match in _MARKER.finditer(caption):
            yield found("note-in-caption", entry_id, lang=lang, label=match["label"])


def images_without_text(
    entry_id: str, lang: Lang, body: str, attached: Collection[str]
) -> Iterator[Finding]:
    """Yield the images of a body without a text, but for those of photos that are ``attached``."""
    read = Read.of(body)
    for token, where in read.inline():
        for image in (one for one in token.children or [] if one.type == "image"):
            name = str(image.attrs["src"]).rpartition("/")[2]
            if not image.content.strip() and name not in attached:
                at = read.at(where(image.meta["span"][0])) if "span" in image.meta else (0, 0)
                yield found("image-alt", entry_id, lang=lang, at=at, file=name)


def image_texts(body: str) -> dict[str, str]:
    """Return the alternative text of each image of a body by its address."""
    texts: dict[str, str] = {}
    for token, _ in Read.of(body).inline():
        for image in (one for one in token.children or [] if one.type == "image"):
            texts[str(image.attrs["src"])] = image.content
    return texts
