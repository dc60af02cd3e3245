"""The language of figures in prose: ``{{ cities.first_time 2024 | words }}``.

An expression is NAME[.SUB][.SUB] [YEAR] {| FILTER} and nothing else: it names a figure and how it
is written, and runs no code; a point may stand before the year. What an input method types for
these signs is taken for them: full-width braces, pipes, letters and digits, and 。 for the point.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from yearlog.errors import YearlogError

FILTERS = ("number", "round", "words", "note")
"""The bare number; rounded; in words; with a footnote that says how it was counted."""

# Neither braces nor backticks stand inside: `{{` in a formula or in code must not reach far.
PLACEHOLDER = re.compile(r"[{｛]{2}([^{}｛｝`]{0,200})[}｝]{2}")

_HEAD = re.compile(r"([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){0,2})(?:[\s.]\s*([12][0-9]{3}))?")


class Wanted(NamedTuple):
    """A figure an author asks for.

    ``name`` is ``flights`` or ``cities.first_time``, ``year`` None for the year of the page,
    ``filters`` names out of :data:`FILTERS` in the order written, each once.
    """

    name: str
    year: int | None = None
    filters: tuple[str, ...] = ()


class BadPlaceholder(YearlogError):
    """What stands between double braces is no expression."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"读不懂「{text}」。要写成 {{{{ 名字 }}}}，例如 {{{{ flights }}}}、"
            "{{ cities.first_time 2024 | words }}；想原样显示，就在前面加一个反斜杠，"
            "写成 \\{{ … }}。",
            f"Cannot read “{text}”. Write {{{{ name }}}}, for example {{{{ flights }}}} or "
            "{{ cities.first_time 2024 | words }}; to show it as typed, put a backslash "
            "before it: \\{{ … }}.",
            field="body",
        )


class UnknownFilter(YearlogError):
    """A word after a pipe that is no filter."""

    def __init__(self, name: str) -> None:
        near = _nearest(name, FILTERS) or list(FILTERS)
        super().__init__(
            f"没有叫「{name}」的写法。竖线后面可以写 {'、'.join(near)}。",
            f"There is no filter “{name}”. After the pipe you can write {_or(near)}.",
            field="body",
        )


class UnknownFigure(YearlogError):
    """A name that no figure has; ``known`` are those there are."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        near = _nearest(name, sorted(known))
        super().__init__(
            f"没有叫「{name}」的数字。"
            + (f"是不是 {'、'.join(near)}？" if near else "yearlog stats --csv 会列出所有的名字。"),
            f"There is no figure “{name}”. "
            + (f"Did you mean {_or(near)}?" if near else "yearlog stats --csv lists all names."),
            field="body",
        )


def _nearest(name: str, known: Sequence[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(name.casefold(), known, n=3, cutoff=0.5)


def _or(names: Sequence[str]) -> str:
    return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def parse(expression: str) -> Wanted:
    """Read an expression, with its braces or without.

    Raises BadPlaceholder, and UnknownFilter with the nearest names. Whether there is a figure of
    that name is for the caller to say.
    """
    whole = PLACEHOLDER.fullmatch(expression.strip())
    inner = whole[1] if whole else expression
    text = unicodedata.normalize("NFKC", inner).replace("。", ".").replace("\\|", "|")
    head, *filters = (part.strip() for part in text.casefold().split("|"))
    found = _HEAD.fullmatch(head)
    if found is None or not all(re.fullmatch(r"\w+", name) for name in filters):
        raise BadPlaceholder(" ".join(expression.split()))
    for name in filters:
        if name not in FILTERS:
            raise UnknownFilter(name)
    return Wanted(found[1], int(found[2]) if found[2] else None, tuple(dict.fromkeys(filters)))
