"""The photos of two changes of one entry, merged by their bytes, and their captions by language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from yearlog.actions.threeway import merged_order
from yearlog.i18n import LANGS, Both, Lang
from yearlog.kinds.values import NOTHING, Attachment

Photos = Sequence[Attachment]
_REMOVED = Both("已移除", "removed")
_WORDS = {
    ("caption", "zh"): Both("中文图注", "Chinese caption"),
    ("caption", "en"): Both("英文图注", "English caption"),
    ("alt", "zh"): Both("中文替代文字", "Chinese alt text"),
    ("alt", "en"): Both("英文替代文字", "English alt text"),
}


class Disputed(NamedTuple):
    """What both sides changed of one photo, each in its own way; mine won."""

    label: Both
    base: Both
    mine: Both
    theirs: Both


def merged_photos(
    base: Photos, mine: Photos, theirs: Photos
) -> tuple[tuple[Attachment, ...], list[Disputed]]:
    """Return the photos both sides want, and what is in dispute about them.

    A photo that one side took out is out, unless the other side wrote about it: then it is in
    dispute, and mine wins.
    """
    b, m, t = (_by_bytes(photos) for photos in (base, mine, theirs))
    order = merged_order(tuple(b), tuple(m), tuple(t))
    disputed: list[Disputed] = []
    for key in [key for key in b if key not in order]:
        here, there = m.get(key), t.get(key)
        if (here or there or b[key]) == b[key]:
            continue
        sides = (photo.caption if photo else _REMOVED for photo in (here, there))
        disputed.append(Disputed(_label(b[key]), b[key].caption, *sides))
        if here:
            order = (*order, key)
    return tuple(_photo(b.get(key), m.get(key), t.get(key), disputed) for key in order), disputed


def _by_bytes(photos: Photos) -> dict[tuple[str, int], Attachment]:
    """Return photos by the hash of their bytes; of one that stands there twice, by turn."""
    found: dict[tuple[str, int], Attachment] = {}
    for photo in photos:
        turn = sum(sha256 == photo.sha256 for sha256, _ in found)
        found[photo.sha256, turn] = photo
    return found


def _photo(
    base: Attachment | None,
    mine: Attachment | None,
    theirs: Attachment | None,
    disputed: list[Disputed],
) -> Attachment:
    """Merge what is said of one photo; what cannot be merged is added to ``disputed``."""
    if mine is None or theirs is None:
        kept = mine or theirs
        assert kept is not None
        return kept
    said: dict[str, Any] = {}
    if base is not None and mine.filename == base.filename:
        said["filename"] = theirs.filename
    for name in ("caption", "alt"):
        before = getattr(base, name) if base else NOTHING
        here, there = getattr(mine, name), getattr(theirs, name)
        words = []
        for lang, *sides in zip(LANGS, before, here, there, strict=True):
            old, my, their = sides
            if their not in (old, my) and my != old:
                shown = (Both(text, text) for text in sides)
                disputed.append(Disputed(_label(mine, name, lang), *shown))
            words.append(their if my == old else my)
        said[name] = Both(*words)
    return mine._replace(**said)


def _label(photo: Attachment, name: str = "", lang: Lang = "zh") -> Both:
    said = _WORDS.get((name, lang))
    if said is None:
        return Both(f"照片 {photo.filename}", f"photo {photo.filename}")
    return Both(f"照片 {photo.filename} 的{said.zh}", f"{said.en} of the photo {photo.filename}")
