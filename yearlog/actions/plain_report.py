"""What dump and load say when they are done, and what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from yearlog.errors import YearlogError
from yearlog.journal.front import shown

_NAMED = 50
"""Problems that are named one by one; a folder may have thousands."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a dump wrote, or a load did: numbers of entries, and what was left as it was.

    ``edited`` are files that hold words the journal has never had, which a dump leaves alone;
    ``left_alone`` files that are none of the journal's. ``kept_newer`` are the ids of entries that
    a load left as the journal has them. ``geocodes`` counts the remembered answers of geocoders
    that a load took. ``batches`` counts the steps of the history that were
    written or taken; ``history`` says what a load did with the folder's.
    """

    written: int = 0
    added: int = 0
    merged: int = 0
    unchanged: int = 0
    left_alone: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    removed: int = 0
    kept_newer: tuple[str, ...] = ()
    settings: int = 0
    drafts: int = 0
    geocodes: int = 0
    batches: int = 0
    history: Literal["none", "taken", "not_taken"] = "none"


class NothingToLoad(YearlogError):
    """A folder that holds no journal in plain text."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} 里没有 entries 文件夹，没有可载入的内容。请给出 yearlog dump 写出的文件夹。",
            f"{folder} has no entries folder, so there is nothing to load. "
            "Give a folder that yearlog dump wrote.",
        )


class SeveralProblems(YearlogError):
    """Files that cannot be read; nothing was loaded."""

    def __init__(self, problems: list[YearlogError]) -> None:
        self.problems = problems
        n = len(problems)
        named = problems[:_NAMED]
        zh = [problem.get("zh") for problem in named]
        en = [problem.get("en") for problem in named]
        if n > _NAMED:
            zh.append(f"另有 {n - _NAMED} 处")
            en.append(f"and {n - _NAMED} more")
        zh.append(f"有 {n} 处问题，什么也没有载入。请改好后再试。")
        en.append(
            f"{n} problem{'s' if n > 1 else ''}; nothing was loaded. Mend the files and try again."
        )
        super().__init__("\n".join(zh), "\n".join(en))


class KindChanged(YearlogError):
    """A file says another kind than the entry with its id has."""

    def __init__(self, entry_id: str, kind: str) -> None:
        super().__init__(
            f"记录 {entry_id} 在日志里的类别是 {kind}，文件里却不是。请改回 {kind}；要另记一条，"
            "请删去 id 那一行。",
            f"The entry {entry_id} is a {kind} in the journal, but not in the file. Write {kind} "
            "again, or remove the line of the id to add another entry.",
            field="kind",
        )


class PhotoOutside(YearlogError):
    """A photo path that is absent or leads out of the folder."""

    def __init__(self, name: str) -> None:
        name = shown(name)
        super().__init__(
            f"照片 {name} 不在这个文件夹里。", f"The photo {name} is not in this folder.",
            field="photos",
        )  # fmt: skip


class OtherHistory(YearlogError):
    """A folder holds the history of a journal that is not, or is no longer, this one."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} 里的历史有这本日志没有的步骤，没有动它。请另选文件夹，或先载入；"
            "确实要覆盖，请加 --overwrite。",
            f"The history in {folder} has steps that this journal does not have, so it was left "
            "alone. Choose another folder, or load it first; to write over it, add --overwrite.",
        )


class EntryTooLong(YearlogError):
    """An entry whose file would be longer than load reads."""

    def __init__(self, entry_id: str) -> None:
        super().__init__(
            f"记录 {entry_id[-6:]} 的文字超过 32 MB，写成的文件无法再载入。请拆成几条。",
            f"The entry {entry_id[-6:]} holds more than 32 MB of text, a file that could not be "
            "loaded. Split it into several.",
        )
