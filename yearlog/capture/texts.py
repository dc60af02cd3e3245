"""Markdown files to titles and bodies, kept byte for byte."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import get_args

from yearlog.capture.errors import LanguageUnknown, NotUtf8
from yearlog.i18n import Lang

_HEADING = re.compile(r"\A# +(?P<title>[^\r\n]+?)[ #]*(?:\r\n|\n|\r|\Z)(?:[ \t]*(?:\r\n|\n|\r))?")


def language_of(name: str, lang: str | None) -> Lang:
    """Return the language of a file: ``lang`` if given, else its suffix; LanguageUnknown."""
    if lang:
        return "zh" if lang == "zh" else "en"
    stem = PurePath(name).stem.casefold()
    for code in get_args(Lang):
        if stem.endswith((f".{code}", f"_{code}")):
            return "zh" if code == "zh" else "en"
    if re.search(r"\.(zh-(cn|hans|sg))$", stem):
        return "zh"
    raise LanguageUnknown(PurePath(name).name)


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
    found = _HEADING.match(text)
    if not found:
        return "", text
    return found["title"].strip(), text[found.end() :]
