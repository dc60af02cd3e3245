"""Anchors of headings, by the rules of GitHub."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"[^\w\- ]")


def slug(text: str) -> str:
    """Return the anchor of a heading: lower case, punctuation dropped, spaces as hyphens, NFC.

    Han characters stay as they are. The result may be empty.
    """
    lowered = unicodedata.normalize("NFC", text).strip().lower()
    return _DROPPED.sub("", lowered).replace(" ", "-")


class Slugs:
    """Hands out anchors that differ within one text: the second ``x`` is ``x-1``.

    A heading without letters is named by its place: ``section-3``.
    """

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._count = 0

    def take(self, text: str) -> str:
        """Return the anchor for the next heading."""
        self._count += 1
        wanted = slug(text) or f"section-{self._count}"
        found, n = wanted, 0
        while found in self._used:
            n += 1
            found = f"{wanted}-{n}"
        self._used.add(found)
        return found
