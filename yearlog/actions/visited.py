"""The places visited before the journal began: read from words, added to the list, taken off it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from yearlog.actions.settings import place_value
from yearlog.actions.workspace import Workspace
from yearlog.capture.errors import UnknownPlace
from yearlog.errors import YearlogError
from yearlog.i18n import LANGS, t
from yearlog.kinds.field import Json
from yearlog.kinds.values import Place
from yearlog.places.fold import fold

_PLUS, _MINUS = "+＋", "−－-"
_BETWEEN = re.compile(rf"\s*[,，、;；]\s*|\s+(?=[{_PLUS}{_MINUS}])")


class NotVisited(YearlogError):
    """A place that was to be taken off the list is not on it."""

    def __init__(self, name: str) -> None:
        super().__init__(*(t(lang, "trips.not_visited", name=name) for lang in LANGS))


class _Step(NamedTuple):
    """A place to add, or the name of one to take away."""

    name: str
    place: Place | None


def change(space: Workspace, words: str) -> Callable[[], Json]:
    """Return what makes the new list out of the stored one.

    ``words`` are names between commas: ``+Geneva, +Japan, -Oslo``; a name without a sign is added.
    The places are looked up at once, so that nothing is stored if one is not found.

    Raises UnknownPlace, AmbiguousPlace; when called, NotVisited.
    """
    steps = list(_steps(space, words))

    def changed() -> Json:
        # The settings of this moment: another process may have added a place.
        space.forget()
        places = list(space.visited)
        for name, place in steps:
            if place is None:
                places.remove(_named(space, name, places))
            elif not any(_same(place, one) for one in places):
                places.append(place)
        return [place_value(place) for place in places] or None

    return changed


def _steps(space: Workspace, words: str) -> Iterator[_Step]:
    resolver = space.resolver()
    for item in _items(space, words):
        name = item.lstrip(_PLUS + _MINUS).strip()
        if name:
            yield _Step(name, None if item[0] in _MINUS else resolver.place(name))


def _items(space: Workspace, words: str) -> list[str]:
    """Split at commas, but for one inside the name of a place: Paris, Texas."""
    items: list[str] = []
    for item in filter(None, _BETWEEN.split(words.strip())):
        together = f"{items[-1]}, {item}" if items and item[0] not in _PLUS + _MINUS else ""
        if together and _is_place(space, together.lstrip(_PLUS + _MINUS).strip()):
            items[-1] = together
        else:
            items.append(item)
    return items


def _is_place(space: Workspace, name: str) -> bool:
    try:
        space.resolver().place(name)
    except YearlogError:
        return False
    return True


def _named(space: Workspace, name: str, places: list[Place]) -> Place:
    """Return the place on the list that a name means: by its own names, else as looked up."""
    for place in places:
        if fold(name) in {fold(one) for one in (place.name_zh, place.name_en, place.iata) if one}:
            return place
    try:
        meant = space.resolver().place(name)
    except UnknownPlace:
        raise NotVisited(name) from None
    for place in places:
        if _same(place, meant):
            return place
    raise NotVisited(name)


def _same(one: Place, other: Place) -> bool:
    """Return whether two are one place: by id, or by name, kind and country without one."""
    if one.id or other.id:
        return one.id == other.id
    return one[:4] == other[:4]
