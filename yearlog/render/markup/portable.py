"""Markdown to Markdown that GitHub, Hugo, Jekyll and stock CommonMark parsers read the same."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from markdown_it.token import Token

from yearlog.i18n import Lang
from yearlog.render.markup import figures
from yearlog.render.markup.address import image_address, is_remote, link_allowed
from yearlog.render.markup.engine import Document, parse
from yearlog.render.markup.figures import Figures
from yearlog.render.markup.footnotes import Cited, Definition, citations
from yearlog.render.markup.model import Figure, ImageUrl, Portable
from yearlog.render.markup.portable_emphasis import emphasis_edits
from yearlog.render.markup.trace import Trace
from yearlog.render.markup.visible import join_lines, text_of
from yearlog.text.source_map import Edit, Lines, SourceMap, apply, of_tokens

_SPECIAL = re.compile(r"([\\`*_\[\]<>|]|&(?=#?\w+;))")


def to_portable(
    source: str,
    *,
    lang: Lang,
    first_note: int = 1,
    heading_shift: int = 1,
    image_url: ImageUrl | None = None,
    figure: Figure | None = None,
) -> Portable:
    """Rewrite one text; see :func:`yearlog.render.markup.to_portable`."""
    document = parse(source, Figures(figure) if figure else None)
    writer = _Writer(document, lang, first_note - 1, heading_shift, image_url)
    writer.collect()
    body = writer.body()
    notes = "\n".join(writer.note(cited) for cited in document.notes)
    return Portable(body, notes, first_note + len(document.notes))


def _escape(text: str) -> str:
    """Return a text on one line that every parser reads as it is."""
    escaped = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return escaped.replace("~", "&#126;") if text.count("~") > 1 else escaped


_BLOCK = re.compile(
    r"(?P<mark>[-+*](?=\s|$)|#{1,6}(?=\s|$)|>|`{3}|\[[^\]]+\]:|([-*_])(?:\s*\2){2,}\s*$)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?P<tilde>~)(?=~~)"
)


_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])[ \t]+$")


def _not_a_block(text: str) -> str:
    """Return a text that could begin with the mark of a block so that it does not."""
    found = _BLOCK.match(text)
    if found is None:
        return text
    if found["number"]:
        return found["number"] + "\\" + text[found.end() :]
    return "&#126;" + text[1:] if found["tilde"] else "\\" + text


def _target(address: str, title: str = "") -> str:
    """Return the part of a link or image after its text."""
    if re.search(r"[\s()<>]", address):
        address = "<" + re.sub(r"[<>\n]", "", address) + ">"
    return f'({address} "{_escape_title(title)}")' if title else f"({address})"


def _escape_title(title: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", " ".join(title.split()))


@dataclass(slots=True)
class _Writer:
    """Collects edits to one source, then cuts the body and the notes out of it."""

    document: Document
    lang: Lang
    offset: int
    heading_shift: int
    image_url: ImageUrl | None
    lines: Lines = field(init=False)
    edits: list[Edit] = field(default_factory=list)
    inline_notes: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = Lines(self.document.source)

    def label(self, ref: Token) -> str:
        """Return what a citation is written as: its number on the page."""
        note: Cited | None = ref.meta.get("note")
        return f"[^{note.number + self.offset}]" if note else ""

    # Collecting -------------------------------------------------------------------------------

    def collect(self) -> None:
        """Collect the edits of every block."""
        tokens = self.document.tokens
        maps = of_tokens(self.lines, tokens)
        depth = 0
        within: list[Definition] = []
        for index, token in enumerate(tokens):
            if index in maps:
                self._inline(tokens, index, maps[index], top=depth == 1)
                if within and self._is_lazy(within[-1]):
                    self._join(token.children or [], maps[index])
            elif token.type == "footnote_reference_open":
                within.append(token.meta["definition"])
            elif token.type == "footnote_reference_close":
                within.pop()
            elif token.type == "definition":
                self._link_definition(token)
            depth += token.nesting
        for index, token in enumerate(tokens):
            if token.type == "footnote_reference_open":
                self._remove(tokens, index)

    def _inline(self, tokens: list[Token], index: int, at: SourceMap, *, top: bool) -> None:
        """Collect the edits inside one block, and those of its heading."""
        token, opener = tokens[index], tokens[index - 1]
        content = token.content
        children = token.children or []
        trace: Trace = token.meta["trace"]
        labels = {str(note.number + self.offset) for note in self.document.notes}
        env = {
            **self.document.env,
            "trace": trace,
            "figures": None,
            "labels": self.document.env["labels"] | labels,
        }
        placed = self._placed(trace, content)
        join_lines(children, chinese=self.lang == "zh")
        joins = [(*child.meta["span"], "") for child in children if child.hidden]
        edits = placed + emphasis_edits(content, children, env, joins, placed) + trace.edits
        shown = opener.type == "paragraph_open" and not opener.hidden and self._figures(children)
        gap = ("\n\n" if top else " ") if shown else ""
        edits += self._children(children, content, gap)
        self._inline_notes(children, content, edits)
        setext = opener.type == "heading_open" and not opener.markup.startswith("#")
        if setext:
            self._setext(opener, content, at)
            breaks = [child for child in children if child.type == "softbreak"]
            edits += [(*child.meta["span"], " ") for child in breaks if not child.hidden]
        elif opener.type == "heading_open":
            self._atx(opener, at(0))
        self.edits += [(at(start), at(end), text) for start, end, text in edits]

    def _placed(self, trace: Trace, content: str) -> list[Edit]:
        """Write the figures of one block as text, each with its citation."""
        edits: list[Edit] = []
        for placed in trace.figures:
            label = self.label(placed.note) if placed.note else ""
            text = figures.written(placed)
            if placed.note_at > placed.end:
                edits.append((placed.note_at, placed.note_at, label))
            elif placed.note and label:
                text = _apart(text + label, content, placed.note)
            line, rest = content[: placed.start].rpartition("\n")[2], content[placed.end :]
            if not line.strip():
                rest = rest.split("\n", 1)[0]
                text = _not_a_block(text + rest).removesuffix(rest)
            if (at := figures.guard(content, placed)) is not None:
                edits.append((at, at, "\\"))
            edits.append((placed.start, placed.end, text))
        return edits

    def _is_lazy(self, definition: Definition) -> bool:
        """Whether lines of a definition lack its indent, or take it from a container."""
        first, _ = self._extent(definition)
        lines = definition.lines
        return bool(self.lines.source[self.lines.starts[first] : definition.start].strip()) or any(
            columns < 4 and start < self.lines.ends[line] for line, start, columns in lines
        )

    def _join(self, children: list[Token], at: SourceMap) -> None:
        """Put a paragraph on one line, where an indent could make its lines begin blocks."""
        for child in children:
            if child.type == "softbreak" and not child.hidden:
                start, end = child.meta["span"]
                self.edits.append((at(start), at(end), " "))

    def _figures(self, children: list[Token]) -> bool:
        """Whether a paragraph holds nothing but images that are shown, and their citations."""
        images = [child for child in children if child.type == "image"]
        return (
            bool(images)
            and all(
                child.type in {"image", "softbreak", "footnote_ref"} or not child.content.strip()
                for child in children
            )
            and all(image_address(str(i.attrs["src"]), self.image_url) for i in images)
        )

    def _children(self, children: list[Token], content: str, gap: str = "") -> list[Edit]:
        """Collect the edits of inline tokens; ``gap`` parts a figure from its caption."""
        edits: list[Edit] = []
        links: list[bool] = []
        for token in children:
            if "figure" in token.meta:
                continue
            if token.type == "footnote_ref":
                text = self.label(token)
                if "content" in token.meta:
                    text = _apart(text, content, token)
                    edits += self._children(token.meta["content"], content)
                edits.append((*token.meta["span"], text))
            elif token.type == "softbreak" and (token.hidden or gap):
                edits.append((*token.meta["span"], gap))
            elif token.type == "image":
                text = self._image(token, gap=gap, in_link=any(links))
                edits += self._children(token.children or [], content)
                edits.append((*token.meta["span"], _apart(text, content, token)))
            elif token.type == "link_open":
                links.append(True)
                edits += [] if token.info == "figure" else self._link(token)
            elif token.type == "link_close":
                links.pop()
        return edits

    def _link(self, token: Token) -> list[Edit]:
        """Write a reference as an address, and a refused link as its text."""
        href, title = str(token.attrs.get("href", "")), str(token.attrs.get("title", ""))
        allowed = link_allowed(href)
        if token.info == "auto":
            return (
                []
                if allowed or "at" not in token.meta
                else [(token.meta["at"], token.meta["at"], "\\")]
            )
        at, tail = token.meta["at"], token.meta["tail"]
        if not allowed:
            return [(at, at + 1, ""), (tail[0] - 1, tail[1], "")]
        return [] if token.meta["inline"] else [(*tail, _target(href, title))]

    def _image(self, token: Token, *, gap: str, in_link: bool) -> str:
        """Write an image, a link to it, or its text, as the page shows it."""
        src, title = str(token.attrs["src"]), str(token.attrs.get("title", ""))
        notes = "".join(map(self.label, citations(token.children or [])))
        alt = _escape(text_of(token.children or []))
        address = image_address(src, self.image_url)
        if address is not None:
            if gap and title:
                return f"![{alt}]{_target(address)}{gap}*{_escape(title).strip()}*{notes}"
            return f"![{alt}]{_target(address, title)}{notes}"
        if not is_remote(src):
            return _not_a_block(alt) + notes
        text = alt or _escape(src)
        return (text if in_link or not link_allowed(src) else f"[{text}]{_target(src)}") + notes

    def _inline_notes(self, children: list[Token], content: str, edits: list[Edit]) -> None:
        """Keep the text of notes that were written where they are cited."""
        for ref in citations(children):
            if "figure" in ref.meta and "note" in ref.meta:
                text = _not_a_block(figures.escape(ref.meta["figure"].shown.note))
                self.inline_notes[ref.meta["note"].number] = text
            elif "content" in ref.meta and "note" in ref.meta:
                text = apply(content, edits, *ref.meta["text"])
                text = _not_a_block(text.strip()).replace("\n", "\n    ")
                self.inline_notes[ref.meta["note"].number] = text
                self._inline_notes(ref.meta["content"], content, edits)

    def _level(self, opener: Token) -> int:
        return min(int(opener.tag[1]) + self.heading_shift, 6)

    def _atx(self, opener: Token, start: int) -> None:
        hashes = self.document.source.rfind("#", 0, start + 1)
        extra = self._level(opener) - int(opener.tag[1])
        if hashes >= 0 and extra > 0:
            self.edits.append((hashes, hashes, "#" * extra))

    def _setext(self, opener: Token, content: str, at: SourceMap) -> None:
        """Write an underlined heading with number signs: it has to be on one line then."""
        assert opener.map is not None
        end = at(len(content))
        underline = self.lines.ends[opener.map[1] - 1]
        self.edits.append((at(0), at(0), "#" * self._level(opener) + " "))
        # A number sign at the end would be read as the closing of the heading.
        if content.endswith("#"):
            self.edits.append((end - 1, end - 1, "\\"))
        self.edits.append((end, underline, ""))

    def _link_definition(self, token: Token) -> None:
        """Remove the definition of a link: it is written out where it is used."""
        assert token.map is not None
        first, last = token.map
        label = "[" + str(token.meta["label"]).split("\n", 1)[0]
        start = self.lines.starts[first] + max(self.lines.text(first).rfind(label), 0)
        self.edits.append((start, self.lines.ends[last - 1], ""))

    # Notes ------------------------------------------------------------------------------------

    def _extent(self, definition: Definition) -> tuple[int, int]:
        """Return the first line of a definition and the offset of its end."""
        first = bisect_right(self.lines.starts, definition.start) - 1
        last = definition.lines[-1][0] if definition.lines else first
        return first, self.lines.ends[last]

    def _remove(self, tokens: list[Token], index: int) -> None:
        """Take a definition out of its place, and leave the blocks around it apart."""
        definition: Definition = tokens[index].meta["definition"]
        first, end = self._extent(definition)
        start = definition.start
        source = self.document.source
        prefix = source[self.lines.starts[first] : start]
        instead = ""
        if _ITEM.search(prefix):
            # An item that begins with blank lines would lose what follows.
            instead = "<!-- -->"
        elif not prefix.strip():
            rest = re.compile(r"\n(?:[ \t]*\n)*").match(source, end)
            after = rest.end() if rest else end
            if index and tokens[index - 1].type.endswith("_list_close"):
                _, following = _close_of(tokens, index)
                if following.endswith("_list_open") or source[after : after + 1] in {" ", "\t"}:
                    instead = "\n<!-- -->\n"
            elif first == 0 or not self.lines.text(first - 1).strip():
                start, end = self.lines.starts[first], after
        else:
            start -= len(prefix) - len(prefix.rstrip())
        self.edits.append((start, end, instead))

    def note(self, cited: Cited) -> str:
        """Return the definition of a note, with its number as its label."""
        label = f"[^{cited.number + self.offset}]:"
        if cited.number in self.inline_notes:
            return f"{label} {self.inline_notes[cited.number]}\n"
        definition = cited.definition
        _, end = self._extent(definition)
        prefixes: list[Edit] = []
        for line, start, columns in definition.lines:
            indent = " " * max(columns, 4) if start < self.lines.ends[line] else ""
            prefixes.append((self.lines.starts[line], start, indent))
        text = apply(self.document.source, prefixes + self.edits, definition.text_start, end)
        return f"{label}{text.rstrip()}\n"

    # Body -------------------------------------------------------------------------------------

    def body(self) -> str:
        """Return the source without notes, ending in one line feed."""
        text = apply(self.document.source, self.edits).strip("\n").rstrip()
        if not text:
            return ""
        return text + "\n" + self._unclosed_fence()

    def _unclosed_fence(self) -> str:
        """Return the fence that keeps a chapter's last code block from going on in the next."""
        last = self.document.body[-1]
        if last.type != "fence" or last.map is None:
            return ""
        closing = self.lines.text(last.map[1] - 1).strip()
        alone = last.map[1] - last.map[0] > 1 and set(closing) == {last.markup[0]}
        return "" if alone and len(closing) >= len(last.markup) else last.markup + "\n"


def _apart(text: str, content: str, token: Token) -> str:
    """Keep a citation that a rewrite ends in from being a link or a definition."""
    end = token.meta["span"][1]
    return text + "\\" if text.endswith("]") and content[end : end + 1] in {"(", ":"} else text


def _close_of(tokens: list[Token], index: int) -> tuple[int, str]:
    """Return where the definition opened at ``index`` closes, and the type of the token after."""
    depth = 0
    for position in range(index, len(tokens)):
        kind = tokens[position].type
        depth += (kind == "footnote_reference_open") - (kind == "footnote_reference_close")
        if depth == 0:
            after = tokens[position + 1].type if position + 1 < len(tokens) else ""
            return position, after
    return len(tokens), ""
