"""Messages and labels in the two languages of yearlog.

A message is asked for as ``t(lang, "area.name", …)``: the catalogue ``locales/<lang>/<area>.py``
holds it, so that a command loads only the words it can say. English plurals are written
``"{n} flight|{n} flights"``; Chinese has none. Two languages with one plural rule between them do
not need a plural library, and loading one would cost every command 30 ms.
"""

from __future__ import annotations

import os
from functools import cache
from importlib import import_module
from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")


class Both(NamedTuple):
    """One label in both languages."""

    zh: str
    en: str

    def get(self, lang: Lang) -> str:
        """Return the label in ``lang``."""
        return self.zh if lang == "zh" else self.en


def other(lang: Lang) -> Lang:
    """Return the language that is not ``lang``."""
    return "en" if lang == "zh" else "zh"


@cache
def catalogue(lang: Lang, area: str) -> dict[str, str]:
    """Return the messages of one area in one language."""
    messages: dict[str, str] = import_module(f"yearlog.locales.{lang}.{area}").MESSAGES
    return messages


def t(lang: Lang, key: str, /, **values: object) -> str:
    """Return the message ``area.name`` in ``lang``, with ``{name}`` replaced from ``values``.

    A message ``"one|many"`` is chosen by ``n``. A missing key is a programming error (KeyError).
    """
    area, _, name = key.partition(".")
    message = catalogue(lang, area)[name]
    if "|" in message and "n" in values:
        one, many = message.split("|", 1)
        message = one if values["n"] == 1 else many
    return message.format(**values) if values else message


def from_locale(environ: dict[str, str] | None = None) -> Lang:
    """Return the language the environment asks for: Chinese for any ``zh`` locale, else English."""
    env = os.environ if environ is None else environ
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        if env.get(name):
            return "zh" if env[name].lower().startswith("zh") else "en"
    return "en"
