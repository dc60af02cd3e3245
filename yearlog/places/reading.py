"""Take apart what a person typed as a place: name, qualifiers, the word airport.

Plain string work instead of regular expressions: compiling four of them costs 3 ms at start.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from yearlog.places.fold import fold

_LONGEST = 200
_COMMAS = str.maketrans("，、；;", ",,,,")
_AIRPORTS = ("机场", "機場", "空港", "airport", "flughafen", "aéroport", "aeropuerto", "aeroporto")
_AIRPORT_WORDS = (
    "新国际机场", "国际机场", "國際機場", "国际航空港", "新机场", "新機場", "机场", "機場", "空港",
    " international airport", " intl airport", " airport", " international", " int'l", " intl",
    " flughafen",
)  # fmt: skip
_AIRPORT_HEADS = (
    "flughafen ", "aéroport de ", "aeroport de ", "aéroport ", "aeroport ", "aeropuerto de ",
    "aeropuerto ", "aeroporto di ", "aeroporto de ", "aeroporto do ", "aeroporto ",
)  # fmt: skip


def name_and_qualifiers(text: str) -> tuple[str, list[str]]:
    """Return the parts of ``Cambridge, MA``: what stands before the first comma, and the rest."""
    parts = [part.strip() for part in text.translate(_COMMAS).split(",")]
    parts = [part for part in parts if fold(part)]
    return (parts[0], parts[1:]) if parts else ("", [])


def too_long(text: str) -> bool:
    """Tell whether a text is longer than any name: 200 characters, those folded into one too.

    Taking a text apart at every character costs the square of its length.
    """
    return len(text) > _LONGEST or len(unicodedata.normalize("NFKC", text)) > _LONGEST


def says_airport(text: str) -> bool:
    """Tell whether a text says outright that it means an airport."""
    return any(word in text.lower() for word in _AIRPORTS)


def without_airport(text: str) -> str:
    """Return a name without 机场 or "airport" at one end; a bare "airport" stays as it is."""
    name = text.strip()
    for word in _AIRPORT_WORDS:
        if name.lower().endswith(word) and len(name) > len(word):
            return name[: -len(word)].strip()
    for word in _AIRPORT_HEADS:
        if name.lower().startswith(word) and len(name) > len(word):
            return name[len(word) :].strip()
    return name


def splits(name: str, key: str) -> Iterator[tuple[str, str]]:
    """Yield readings of a text as place and qualifier: ``Paris Texas``, ``法国尼斯``."""
    words = name.split()
    for cut in range(len(words) - 1, 0, -1):
        yield " ".join(words[:cut]), " ".join(words[cut:])
    if not key.isascii():
        for cut in range(2, len(key) - 1):
            yield key[cut:], key[:cut]


def halves(name: str, key: str) -> Iterator[tuple[str, str]]:
    """Yield readings of a text as two names: ``Kyoto Arashiyama``, ``伊犁昭苏``."""
    words = name.replace("-", " ").split()
    for cut in range(1, len(words)):
        yield " ".join(words[:cut]), " ".join(words[cut:])
    if not key.isascii() and len(words) == 1:
        for cut in range(2, len(key) - 1):
            yield key[:cut], key[cut:]
