"""What a reader sees of inline tokens: their text, their line breaks, their script."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from markdown_it.token import Token

from yearlog.i18n import Lang
from yearlog.text.cjk import joins_lines
from yearlog.text.count import han_and_words

_TEXT = {"text", "text_special", "code_inline"}


def text_of(children: Iterable[Token], *, alt: bool = True) -> str:
    """Return the text of inline tokens, without citations; with the ``alt`` texts of images."""
    parts = []
    for token in children:
        if token.type in _TEXT:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("" if token.hidden else "\n" if token.type == "hardbreak" else " ")
        elif token.type == "image" and alt:
            parts.append(text_of(token.children or []))
    return "".join(parts)


def join_lines(children: list[Token], *, chinese: bool) -> None:
    """Hide the soft breaks at which no space is read: those between two CJK characters.

    Citations and markup are looked through; code and images count as Latin.
    """
    for index, token in enumerate(children):
        if token.type != "softbreak":
            continue
        before = next(filter(None, map(_last, reversed(children[:index]))), "")
        after = next(filter(None, map(_first, children[index + 1 :])), "")
        if before and after:
            token.hidden = joins_lines(before, chinese=chinese) and joins_lines(
                after, chinese=chinese
            )


def _last(token: Token) -> str:
    if token.type in {"text", "text_special"}:
        letters = token.content
        while letters and unicodedata.category(letters[-1]) == "Mn":
            letters = letters[:-1]
        return letters[-1:]
    return _opaque(token)


def _first(token: Token) -> str:
    if token.type in {"text", "text_special"}:
        return token.content[:1]
    return _opaque(token)


def _opaque(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return "x" if token.type in {"code_inline", "image", "html_inline", "task"} else ""


def other_lang(text: str, lang: Lang) -> str | None:
    """Return the ``lang`` attribute of a text that is clearly not in ``lang``, else None.

    Clearly: English is three words or more with at most one Han character to four words; Chinese
    four characters or more with at most one word to two characters.
    """
    han, words = han_and_words(text)
    if lang == "zh":
        return "en" if words >= 3 and han * 4 <= words else None
    return "zh-Hans" if han >= 4 and words * 2 <= han and _is_chinese(text) else None


def _is_chinese(text: str) -> bool:
    """Whether the CJK letters of ``text`` are Han alone; kana and Hangul are other languages."""
    return not any("\u3041" <= c <= "\u30ff" or "\uac00" <= c <= "\ud7a3" for c in text)
