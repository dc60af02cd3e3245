"""Footnotes: finding them, and numbering those a reader can reach by their first citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from yearlog.render.markup.trace import parse_part, trace_of

_LONGEST_LABEL = 999  # as GitHub has it


def fold_label(label: str) -> str:
    """Return what two spellings of a label have in common."""
    return label.casefold()


@dataclass(slots=True)
class Definition:
    """A definition: its label, its block tokens, and where it stands in the source.

    ``lines`` are (line, offset after the container's prefix, columns of indent left) for each
    source line; ``start`` is the offset of its opening bracket, ``text_start`` that after the
    colon.
    """

    label: str
    tokens: list[Token] = field(default_factory=list)
    start: int = 0
    text_start: int = 0
    lines: list[tuple[int, int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Cited:
    """A note that is cited: its number (from 1 in this text), its definition, its citations."""

    number: int
    definition: Definition
    citations: int = 0


def install(md: MarkdownIt) -> None:
    """Add the block and inline rules. The parser's ``env["labels"]`` is the set of known labels."""
    # With these alternatives a definition may follow a quote, a list or a table directly.
    md.block.ruler.before(
        "reference",
        "footnote_def",
        _definition,
        {"alt": ["paragraph", "reference", "blockquote", "list", "table"]},
    )
    md.inline.ruler.after("image", "footnote_inline", _inline_note)
    md.inline.ruler.after("footnote_inline", "footnote_ref", _citation)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a definition with the plugin's rule, and note where it stood."""
    opening = state.bMarks[start] + state.tShift[start]
    indent = state.blkIndent
    before = len(state.tokens)
    if not footnote_def(state, start, end, silent):
        return False
    if silent:
        return True
    token = state.tokens[before]
    label: str = token.meta["label"]
    state.env["labels"].add(fold_label(label))
    last = state.line
    while last > start + 1 and state.isEmpty(last - 1):
        last -= 1
    lines = []
    for line in range(start + 1, last):
        text = state.getLines(line, line + 1, indent, False)
        bare = text.lstrip(" \t")
        columns = len(text[: len(text) - len(bare)].expandtabs(4))
        lines.append((line, state.eMarks[line] - len(bare), columns))
    token.meta["definition"] = Definition(
        label, start=opening, text_start=opening + len(label) + 4, lines=lines
    )
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    """Take ``[^label]`` for a citation if the label is defined anywhere in the text."""
    start = state.pos
    if not state.src.startswith("[^", start):
        return False
    end = state.src.find("]", start, state.posMax)
    label = state.src[start + 2 : end]
    if end < 0 or not 0 < len(label) <= _LONGEST_LABEL or any(c in " \t\n[" for c in label):
        return False
    if fold_label(label) not in state.env["labels"]:
        if not silent:
            # Another chapter of the same file may define this label.
            trace_of(state).escape(start, end)
        return False
    if not silent:
        base = trace_of(state).base
        token = state.push("footnote_ref", "", 0)
        token.meta = {"label": fold_label(label), "span": (base + start, base + end + 1)}
    state.pos = end + 1
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    """Take ``^[text]`` for a citation and its note in one."""
    start = state.pos
    if not state.src.startswith("^[", start):
        return False
    end = parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        outer = trace_of(state).base
        children = parse_part(state, start + 2, end)
        token = state.push("footnote_ref", "", 0)
        token.meta = {
            "content": children,
            "span": (outer + start, outer + end + 1),
            "text": (outer + start + 2, outer + end),
        }
    state.pos = end + 1
    return True


def take_out(tokens: list[Token]) -> tuple[list[Token], list[Definition]]:
    """Separate the body from the definitions, also from those inside other definitions."""
    body: list[Token] = []
    definitions: list[Definition] = []
    targets = [body]
    for token in tokens:
        if token.type == "footnote_reference_open":
            definition: Definition = token.meta["definition"]
            definitions.append(definition)
            targets.append(definition.tokens)
        elif token.type == "footnote_reference_close":
            targets.pop()
        else:
            targets[-1].append(token)
    return body, definitions


def citations(tokens: list[Token]) -> Iterator[Token]:
    """Yield the citations in block or inline tokens, in reading order, those in images too."""
    for token in tokens:
        if token.type == "footnote_ref":
            yield token
        elif token.children:
            yield from citations(token.children)


def number(body: list[Token], definitions: list[Definition]) -> list[Cited]:
    """Number the notes that can be reached from the body, and mark their citations.

    Notes cited in the body come first, by first citation; those cited only in the text of notes
    follow. Of two definitions with one label the first counts. Each citation's meta gets
    ``note`` (its :class:`Cited`) and ``nth`` (1 for the first citation of that note).
    """
    by_label: dict[str, Definition] = {}
    for definition in definitions:
        by_label.setdefault(fold_label(definition.label), definition)
    cited: dict[str, Cited] = {}
    notes: list[Cited] = []

    def walk(tokens: list[Token]) -> None:
        for ref in citations(tokens):
            note = cited.get(ref.meta.get("label", ""))
            if note is None:
                note = Cited(len(notes) + 1, _definition_of(ref, by_label))
                notes.append(note)
                if "label" in ref.meta:
                    cited[ref.meta["label"]] = note
            note.citations += 1
            ref.meta.update(note=note, nth=note.citations)

    walk(body)
    index = 0
    while index < len(notes):
        walk(notes[index].definition.tokens)
        index += 1
    return notes


def _definition_of(ref: Token, by_label: dict[str, Definition]) -> Definition:
    """Return the definition a citation names, or make one of an inline note or a figure's."""
    if "content" not in ref.meta:
        return by_label[ref.meta["label"]]
    paragraph = Token("paragraph_open", "p", 1, block=True)
    inline = Token("inline", "", 0, children=ref.meta["content"])
    return Definition("", [paragraph, inline, Token("paragraph_close", "p", -1, block=True)])
