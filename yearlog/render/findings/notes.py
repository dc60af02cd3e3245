"""Footnotes that will not be read as their author meant, as the parser of the pages sees them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from yearlog.i18n import Lang
from yearlog.render.markup.engine import Document, parse
from yearlog.render.markup.footnotes import fold_label
from yearlog.review.findings.model import Edit, Finding, found, mended, position
from yearlog.text.private import code_spans
from yearlog.text.source_map import Lines, SourceMap, normalise, of_tokens

_MARKER = re.compile(
    r"(?P<open>[\[［【〔])(?P<hat>[\^＾])"
    r"(?P<label>[^\s\[\]［］【】〔〕^＾]+)(?P<close>[\]］】〕])(?P<colon>[:：]?)"
)
_CITATION = re.compile(r"\[\^([^\s\[\]]+)\]")
_SPACED = re.compile(r"(?m)^[ \t>]{0,6}\[\^([^\]\n]*[ \t][^\]\n]*)\]:")
_BEFORE_DEFINITION = re.compile(r"[ \t>]*")
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
    if not re.search(r"[\^＾]", body):
        return []
    read = Read.of(body)
    markers = list(_markers(normalise(body)))
    mendable = _mendable(body, markers)
    results = [_wide(entry_id, lang, one, one.label in mendable) for one in markers]
    taken = {one.at for one in markers}
    for label, offset in _undefined(read):
        if label not in mendable and read.at(offset) not in taken:
            shown = words_of(label, read)
            results.append(found("note-undefined", entry_id, lang=lang, at=read.at(offset),
                                 label=shown))  # fmt: skip
    results += _definitions(entry_id, lang, read, mendable)
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


def _markers(text: str) -> Iterator[_Marker]:
    """Yield the markers that only look like footnotes because some sign of them is full-width."""
    code = code_spans(text)
    lines = Lines(text)
    defined = parse(text).env["labels"]
    for match in _MARKER.finditer(text):
        start = match.start()
        if any(a <= start < b for a, b in code) or text[start - 1 : start] == "\\":
            continue
        line, column = position(lines, start)
        begins = _BEFORE_DEFINITION.fullmatch(text, lines.starts[line - 1], start) is not None
        label, wide_label = match["label"], _WIDE_DIGITS.fullmatch(match["label"]) is not None
        folded = unicodedata.normalize("NFKC", label) if wide_label else label
        if wide_label and fold_label(label) in defined:
            continue
        wide = match["open"] + match["hat"] + match["close"] != "[^]" or wide_label
        defines = begins and bool(match["colon"]) and fold_label(folded) not in defined
        if not wide and not (defines and match["colon"] == "："):
            continue
        new = f"[^{folded}]"
        if defines:
            new += ":" if text[match.end() : match.end() + 1] in (" ", "\t", "\n", "") else ": "
        else:
            new += match["colon"]
        edit = Edit(line, column - 1, column - 1 + len(match[0]), new)
        shown = match[0] if defines else match[0].removesuffix(match["colon"] or "\0")
        yield _Marker(fold_label(folded), (line, column), shown, edit)


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
        marker=marker.shown, new=marker.edit.text.strip(),
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
                if fold_label(match[1]) not in read.document.env["labels"]:
                    yield fold_label(match[1]), where(start)


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
    for match in _SPACED.finditer(read.document.source):
        start = match.start(1) - 2
        if not any(a <= start < b for a, b in code_spans(read.document.source)):
            yield found("note-space", entry_id, lang=lang, at=read.at(start), label=match[1])


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
            for match in _CITATION.finditer(str(image.attrs.get("title", ""))):
                if "span" in image.meta:
                    yield found("note-in-caption", entry_id, lang=lang,
                                at=read.at(where(image.meta["span"][0])),
                                label=match[1])  # fmt: skip


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
        for match in _CITATION.finditer(caption):
            yield found("note-in-caption", entry_id, lang=lang, label=match[1])


def image_texts(body: str) -> dict[str, str]:
    """Return the alternative text of each image of a body by its address."""
    texts: dict[str, str] = {}
    for token, _ in Read.of(body).inline():
        for image in (one for one in token.children or [] if one.type == "image"):
            texts[str(image.attrs["src"])] = image.content
    return texts
