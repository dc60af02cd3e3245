"""The user's own names for places: learning, listing and forgetting them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from yearlog.actions.workspace import Workspace
from yearlog.errors import UsageError, YearlogError
from yearlog.i18n import Both
from yearlog.journal.writer import Writer
from yearlog.kinds.values import Place

_LONGEST = 100


class OwnName(NamedTuple):
    """A name as its owner wrote it, and the place it stands for."""

    text: str
    place: Place


class NoSuchName(YearlogError):
    """Nothing was ever called so, or it was forgotten."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"没有记过「{text}」这个叫法。yearlog place --aliases 列出所有记下的叫法。",
            f"You have no name “{text}”. yearlog place --aliases lists those you have.",
        )


class CodeTaken(UsageError):
    """A name that is the code of an airport, in capitals, for another place."""

    def __init__(self, text: str, airport: Place) -> None:
        super().__init__(
            f"{text} 是{airport.name('zh')}的代码，记给别处会把航班认错。请换一个叫法。",
            f"{text} is the code of {airport.name('en')}; flights would go astray. "
            "Choose another name.",
        )


class NotAName(UsageError):
    """A name with nothing to read in it, or too much."""

    def __init__(self) -> None:
        super().__init__(
            f"请给一个看得见、不超过 {_LONGEST} 个字的叫法。",
            f"Give a name that can be seen, of at most {_LONGEST} characters.",
        )


def cleaned(space: Workspace, text: str, place: Place) -> str:
    """Return a name on one line; NotAName, or CodeTaken if it would hide an airport's code."""
    name = " ".join(text.split())
    name = "".join(c for c in name if unicodedata.category(c) != "Cc")
    if not space.gazetteer.alias_key(name) or len(name) > _LONGEST:
        raise NotAName
    airport = space.gazetteer.airport_by_code(name) if name.isupper() else None
    if airport is not None and airport.id != place.id:
        raise CodeTaken(name, airport)
    return name


def learn(space: Workspace, writer: Writer, names: Mapping[str, Place]) -> None:
    """Make names the user's own for places, as part of a step.

    辦公室 and 办公室 are one name, and the later meaning holds.
    """
    key_of = space.gazetteer.alias_key
    for text, place in names.items():
        key = key_of(text)
        for old in space.journal.aliases():
            if old != key and key_of(old) == key:
                writer.remove("aliases", {"alias": old})
        writer.save_place(place)
        writer.put("aliases", {"alias": key, "text": text, "place_id": place.id})


def listed(space: Workspace) -> list[OwnName]:
    """Return the names in the order of their spelling."""
    return sorted(OwnName(text, place) for text, place in space.journal.aliases().values())


def forget(space: Workspace, text: str) -> list[OwnName]:
    """Forget a name, however it is written, and return what it stood for; NoSuchName."""
    key = space.gazetteer.alias_key(text)
    about = Both(f"忘掉地名「{text}」", f"place name “{text}” forgotten")

    def meant() -> dict[str, OwnName]:
        return {
            stored: OwnName(written, place)
            for stored, (written, place) in space.journal.aliases().items()
            if written == text or (key and space.gazetteer.alias_key(stored) == key)
        }

    if not meant():
        raise NoSuchName(text)
    with space.journal.write("place", about) as writer:
        found = meant()
        for stored in found:
            writer.remove("aliases", {"alias": stored})
    return list(found.values())
