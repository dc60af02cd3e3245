"""What a reader sees of inline tokens: their text, their line breaks, their script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from markdown_it.token import Token

from yearlog.i18n import Lang
from yearlog.text.cjk import joins_lines
from yearlog.text.count import han_and_words

_PLAIN_WORD = re.compile(r"[^\w]*[A-Za-z][A-Za-z'’-]*[A-Za-z][^\w]*")
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


def other_lang(texts: Iterable[str], lang: Lang) -> str | None:
    """Return the ``lang`` attribute of a block that is clearly not in ``lang``, else None.

    ``texts`` are its paragraphs. Clearly: in a Chinese text, one of them has three English words or
    more and at most one Han character to four words; in an English text, four Han characters or
    more and at most one word to two of them. The others must say nothing in ``lang``.
    """
    found = False
    for text in texts:
        han, words = han_and_words(text)[0], _plain_words(text)
        if lang == "zh":
            clear, silent = words >= 3 and han * 4 <= words, han == 0
        else:
            clear = han >= 4 and words * 2 <= han and _is_chinese(text)
            silent = words == 0
        if not (clear or silent):
            return None
        found = found or clear
    if not found:
        return None
    return "en" if lang == "zh" else "zh-Hans"


def _plain_words(text: str) -> int:
    """Count the words of two ASCII letters or more; addresses and identifiers are none."""
    return sum(_PLAIN_WORD.fullmatch(word) is not None for word in text.split())


def _is_chinese(text: str) -> bool:
    """Whether the CJK letters of ``text`` are Han alone; kana and Hangul are other languages."""
    return not any("\u3041" <= c <= "\u30ff" or "\uac00" <= c <= "\ud7a3" for c in text)
