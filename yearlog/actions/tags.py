"""The tags in use, and a new name for one of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from yearlog import clock
from yearlog.actions.workspace import Workspace
from yearlog.errors import UsageError, YearlogError
from yearlog.i18n import Both


class UnknownTag(YearlogError):
    """No entry has the tag."""

    def __init__(self, tag: str) -> None:
        super().__init__(
            f"没有记录带标签 #{tag}。yearlog tag 会列出标签。",
            f"No entry has the tag #{tag}. yearlog tag lists the tags.",
        )


class BadTag(UsageError):
    """A tag is one word."""

    def __init__(self, tag: str) -> None:
        super().__init__(
            f"「{tag}」不能作标签：标签是一个词，中间不能有空格。",
            f"“{tag}” cannot be a tag: a tag is one word without spaces.",
        )


def counted(space: Workspace) -> list[tuple[str, int]]:
    """Return the tags in use with how many entries have each, the most used first."""
    tags = Counter(tag for entry in space.journal.entries() for tag in entry.tags)
    return sorted(tags.items(), key=lambda pair: (-pair[1], pair[0]))


def rename(space: Workspace, old: str, new: str) -> int:
    """Give a tag another name in every entry, in one batch; return how many entries changed.

    Where an entry has the new tag already, the two become one. Raises UnknownTag, BadTag.
    """
    old, new = old.strip().lstrip("#＃"), new.strip().lstrip("#＃")
    if not new or len(new.split()) != 1 or set(new) & set(",，、"):
        raise BadTag(new)
    with space.journal.write(
        "tag", Both(f"标签 #{old} 改为 #{new}", f"tag #{old} renamed #{new}")
    ) as writer:
        found = space.journal.entries(tag=old)
        if not found:
            raise UnknownTag(old)
        if old == new:
            return 0
        for entry in found:
            tags = dict.fromkeys(new if tag == old else tag for tag in entry.tags)
            writer.save(replace(entry, tags=tuple(tags), updated_at=clock.stamp()))
    return len(found)
