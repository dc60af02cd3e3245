"""Spell Chinese names in pinyin, without tones, from tables that stand in the repository.

``distilled/pinyin.tsv`` has the commonest sound of each character, and whole names that sound
otherwise; ``overlay/pinyin.tsv`` has what people know better. A name that stands in neither is
spelt character by character, so that a new row of the overlay needs no other tool.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from .folding import is_han
from .tables import overlay

# More characters than this are a sentence, not something people type in pinyin.
LONGEST = 12


class Pinyin:
    """The readings of characters and names."""

    def __init__(self, folder: Path) -> None:
        lines = (folder / "distilled" / "pinyin.tsv").read_text(encoding="utf-8").splitlines()
        self._readings = {
            text: [reading.split()] for text, reading in (line.split("\t") for line in lines[1:])
        }
        sounds = {s for found in self._readings.values() for reading in found for s in reading}
        # A mere n or ei is a sound of assent, and would let rinei pass for three characters.
        self._sounds = frozenset(sounds - {"n", "m", "ng", "hm", "hng", "ei", "o"})
        for row in overlay(folder, "pinyin"):
            split = [self._split(part, len(row["text"])) for part in row.parts("readings")]
            if not all(split):
                raise ValueError(f"{row.where}: {row['readings']} does not spell {row['text']}")
            self._readings[row["text"]] = [list(one) for one in split]

    def spell(self, name: str) -> list[list[str]]:
        """Return every reading of a name as syllables: ``[["ri", "nei", "wa"]]``.

        Nothing for names with a character that is not Chinese or not in the tables.
        """
        name = "".join(c for c in name if c.isalnum())
        if not 2 <= len(name) <= LONGEST or not is_han(name):
            return []
        if name in self._readings:
            return self._readings[name]
        syllables = []
        for character in name:
            if character not in self._readings:
                return []
            syllables.append(self._readings[character][0][0])
        return [syllables]

    def keys(self, name: str) -> Iterable[tuple[str, bool]]:
        """Yield the keys of a name and whether each is spelt out: rineiwa, and rnw."""
        for syllables in self.spell(name):
            full = "".join(syllables)
            yield full.replace("v", "u"), True
            if "v" in full:
                yield full, True
            yield "".join(s[0] for s in syllables), False

    def _split(self, reading: str, count: int) -> tuple[str, ...]:
        """Return a reading cut into ``count`` syllables, or nothing if it cannot be."""

        @cache
        def cut(start: int, left: int) -> tuple[str, ...]:
            if left == 0 or start == len(reading):
                return ()
            for end in range(min(len(reading), start + 6), start, -1):
                head = reading[start:end]
                if head not in self._sounds:
                    continue
                rest = cut(end, left - 1)
                if (left == 1 and end == len(reading)) or len(rest) == left - 1 > 0:
                    return (head, *rest)
            return ()

        return cut(0, count)
