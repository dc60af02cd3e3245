"""Fixtures: what a reader sees of a rendered page, its text with note numbers and its notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options


@dataclass
class Reading:
    """``body`` is the text with citations as ⟦n⟧; ``notes`` the texts of the notes in order.

    White space is dropped: where a line ends is not what is compared. ``backrefs`` counts the
    links back of each note.
    """

    body: str = ""
    notes: list[str] = field(default_factory=list)
    backrefs: list[int] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.reading = Reading()
        self.parts: list[str] = []
        self.in_notes = False
        self.depth = 0
        self.backref = False
        self.citation = False
        self.alt = ""

    def _flush(self) -> str:
        text = re.sub(r"\s+", "", "".join(self.parts))
        self.parts.clear()
        return text

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "section" and "footnotes" in (found.get("class") or ""):
            self.reading.body = self._flush()
            self.in_notes = True
        elif tag == "li" and self.in_notes:
            if (found.get("id") or "").startswith("fn-"):
                self._flush()
                self.reading.notes.append("")
                self.reading.backrefs.append(0)
        elif tag == "a" and "footnote-backref" in (found.get("class") or ""):
            self.backref = True
            self.reading.backrefs[-1] += 1
        elif (tag == "a" and "data-footnote-ref" in found) or found.get("role") == "doc-noteref":
            self.citation = True
        elif tag == "img":
            self.alt = found.get("alt") or ""
            self.parts.append(self.alt)
        elif tag == "figcaption":
            self.parts.append("\ue000")
        elif tag == "input":
            self.parts.append("☑" if "checked" in found else "☐")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.backref = self.citation = False
        elif tag == "section" and self.in_notes:
            self.in_notes = False
        elif (tag == "li" and self.in_notes) or (
            tag == "p" and self.in_notes and self.reading.notes
        ):
            self.reading.notes[-1] += self._flush()
        elif tag == "figcaption":
            text = "".join(self.parts)
            before, _, caption = text.rpartition("\ue000")
            # Without a title the caption repeats the alternative text, to hold its citations.
            if self.alt and caption.startswith(self.alt):
                before = before.removesuffix(self.alt)
            self.parts[:] = [before + caption]

    def handle_data(self, data: str) -> None:
        if not self.backref:
            self.parts.append(f"⟦{data}⟧" if self.citation else data)

    def done(self) -> Reading:
        rest = self._flush()
        if not self.reading.body and not self.reading.notes:
            self.reading.body = rest
        return self.reading


def _read(html: str) -> Reading:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.done()


@pytest.fixture(scope="session")
def read() -> Callable[[str], Reading]:
    """Read a page made by us or by cmark-gfm."""
    return _read


@pytest.fixture(scope="session")
def github() -> Callable[[str], Reading]:
    """Read what GitHub's parser makes of a Markdown text."""

    def render(markdown: str) -> Reading:
        options = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
        return _read(cmarkgfm.github_flavored_markdown_to_html(markdown, options))

    return render
