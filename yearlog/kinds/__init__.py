"""What can be recorded: the registry of kinds, each loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from unicodedata import normalize

from yearlog.kinds.field import Details

_BUILT_IN: dict[str, str] = {
    "flight": "Flight",
    "talk": "Talk",
    "project": "Project",
    "stay": "Stay",
    "reflection": "Reflection",
    "moment": "Moment",
}
_registered: dict[str, type[Details]] = {}


def names() -> tuple[str, ...]:
    """Return the names of all kinds in the order of timelines and help."""
    return (*_BUILT_IN, *(name for name in _registered if name not in _BUILT_IN))


def get(name: str) -> type[Details]:
    """Return the details class of a kind; KeyError for an unknown name."""
    if name not in _registered:
        module = import_module(f"yearlog.kinds.{name}") if name in _BUILT_IN else None
        if module is None:
            raise KeyError(name)
        _registered[name] = getattr(module, _BUILT_IN[name])
    return _registered[name]


def everything() -> tuple[type[Details], ...]:
    """Return the details classes of all kinds."""
    return tuple(get(name) for name in names())


def by_word(word: str) -> type[Details] | None:
    """Return the kind that a letter, name or word of either language stands for."""
    wanted = normalize("NFKC", word).casefold()
    # Most often the word is a name or its first letter: then no other kind need be loaded.
    for name in sorted(names(), key=lambda name: name[:1] != wanted[:1]):
        details = get(name)
        kind = details.KIND
        if wanted in (kind.letter, kind.name) or wanted in kind.words:
            return details
    return None


@contextmanager
def registered(details: type[Details]) -> Iterator[None]:
    """Make one more kind known for the length of a ``with`` block."""
    _registered[details.KIND.name] = details
    try:
        yield
    finally:
        del _registered[details.KIND.name]
