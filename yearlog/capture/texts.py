"""Markdown files to titles and bodies, kept byte for byte."""

from __future__ import annotations

import re
from pathlib import PurePath

from yearlog.capture.errors import LanguageUnknown, NotUtf8
from yearlog.i18n import Lang

_END = r"(?:\r\n|\n|\r)"
_HEADING = (
    rf"\A#[ \t]+(?P<title>[^\r\n]*?[^\s#][^\r\n]*?)(?:[ \t]+#+)?[ \t]*"
    rf"(?:{_END}|\Z)(?:[ \t]*{_END})?"
)
_SUFFIX = r"(?:.*[._-])?(zh|en)(?:[-_](?:cn|hans|hant|sg|tw|hk|us|gb|uk|ca|au))?"


def language_of(name: str, lang: str | None) -> Lang:
    """Return the language of a file: ``lang`` if given, else its suffix; LanguageUnknown.

    A suffix is ``essay.zh.md``, ``essay-en.md``, ``essay.zh-CN.md`` or the whole name, ``zh.md``.
    """
    if lang:
        return "zh" if lang == "zh" else "en"
    found = re.fullmatch(_SUFFIX, PurePath(name).stem.casefold())
    if not found:
        raise LanguageUnknown(PurePath(name).name)
    return "zh" if found[1] == "zh" else "en"


def decode(data: bytes, name: str) -> str:
    """Return the text of a file without a byte order mark; NotUtf8 for other encodings."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8(name) from None


def split_heading(text: str) -> tuple[str, str]:
    """Return title and body: a first ``#`` heading is the title, the rest stays as it is.

    One empty line after the heading goes with it.
    """
    found = re.match(_HEADING, text)
    if not found:
        return "", text
    return found["title"].strip(), text[found.end() :]
