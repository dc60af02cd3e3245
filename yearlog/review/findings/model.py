"""A finding of ``yearlog check``: where, what, why, and the edits that safely mend it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yearlog.i18n import LANGS, Both, Lang, t
from yearlog.kinds.field import Json
from yearlog.text.source_map import Lines

_LINE = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace columns ``start`` to ``end`` (from 0) of a body's line (from 1) by ``text``."""

    line: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    ``entry_id`` is empty where it concerns the plan of the year; ``lang`` where it concerns no
    text. ``line`` and ``column`` count from 1 in the body; line 0 is the title, or no line at all.
    ``hint`` says that nothing needs to be done. ``fix`` says what ``edits`` do to that body, or
    ``offers``, which are made only where they were asked for: they change what is said. ``ids`` are
    the entries of a finding about several.
    """

    code: str
    entry_id: str
    lang: Lang | None
    line: int
    column: int
    said: Both
    why: Both
    fix: Both | None = None
    hint: bool = False
    edits: tuple[Edit, ...] = ()
    offers: tuple[Edit, ...] = ()
    ids: tuple[str, ...] = ()


def words(key: str, **values: object) -> Both:
    """Return the message ``check.key`` in both languages; a value may be a `Both` itself."""
    return Both(
        *(
            t(lang, f"check.{key}", **{k: v.get(lang) if isinstance(v, Both) else v
                                       for k, v in values.items()})
            for lang in LANGS
        )
    )  # fmt: skip


def found(
    code: str,
    entry_id: str,
    *,
    lang: Lang | None = None,
    at: tuple[int, int] = (0, 0),
    hint: bool = False,
    edits: tuple[Edit, ...] = (),
    ids: tuple[str, ...] = (),
    **values: object,
) -> Finding:
    """Return a finding in the words ``check.<code>``, ``check.<code>_why`` and, with edits, _fix.

    A dash of the code is an underscore in the name of the words; ``short`` is the entry's id in
    them.
    """
    key = code.replace("-", "_")
    values = {"short": entry_id[-6:]} | values
    return Finding(
        code, entry_id, lang, *at,
        said=words(key, **values),
        why=words(f"{key}_why", **values),
        fix=words(f"{key}_fix", **values) if edits else None,
        hint=hint,
        edits=edits,
        ids=ids,
    )  # fmt: skip


def position(lines: Lines, offset: int) -> tuple[int, int]:
    """Return line and column, from 1, of an offset in a normalised text."""
    from bisect import bisect_right

    line = bisect_right(lines.starts, offset) - 1
    return line + 1, offset - lines.starts[line] + 1


def mended(body: str, edits: Iterable[Edit]) -> str:
    """Return a body after edits that do not overlap; its line ends stay as they are."""
    parts = _LINE.split(body)
    for edit in sorted(edits, key=lambda one: (one.line, one.start), reverse=True):
        at = (edit.line - 1) * 2
        parts[at] = parts[at][: edit.start] + edit.text + parts[at][edit.end :]
    return "".join(parts)


def to_json(one: Finding) -> dict[str, Json]:
    """Return a finding as ``--json`` shows it."""
    return {
        "code": one.code,
        "entry": one.entry_id or None,
        "lang": one.lang,
        "line": one.line,
        "column": one.column,
        "hint": one.hint,
        "said_zh": one.said.zh,
        "said_en": one.said.en,
        "why_zh": one.why.zh,
        "why_en": one.why.en,
        "fix_zh": one.fix.zh if one.fix else None,
        "fix_en": one.fix.en if one.fix else None,
        "fix_with": "--fix" if one.edits else "--fix --figures" if one.offers else None,
        "entries": list(one.ids or filter(None, [one.entry_id])),
    }
