"""What can go wrong with the file of the journal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from yearlog.errors import YearlogError


class NotAJournal(YearlogError):
    """The file is empty, damaged or belongs to another program."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 不是 yearlog 的日志，已原样保留。"
            "请用 --journal 指定另一个文件，或把它移开后重试。",
            f"{path} is not a yearlog journal and was left untouched. "
            "Choose another file with --journal, or move this one away and try again.",
        )


class JournalTooNew(YearlogError):
    """The file was written by a newer program that older ones must not touch."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        super().__init__(
            f"{path} 由更新版本的 yearlog 写成（格式 {found}，本程序最高支持 {known}），"
            "未作改动。请升级 yearlog。",
            f"{path} was written by a newer yearlog (format {found}; this program knows up to "
            f"{known}) and was left untouched. Upgrade yearlog.",
        )


class JournalMissing(YearlogError):
    """A command that only reads was given a journal that does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"还没有日志：{path}。用 yearlog add 记下第一条，或用 yearlog demo 看看样例。",
            f"There is no journal at {path} yet. "
            "Record something with yearlog add, or look at yearlog demo.",
        )


class JournalNotWritable(YearlogError):
    """The folder or the file cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"无法写入 {path}，什么也没有改动。请检查文件夹权限，或用 --journal 换一个位置。",
            f"Cannot write to {path}; nothing was changed. "
            "Check the folder's permissions, or choose another place with --journal.",
        )


class DiskFull(YearlogError):
    """There is no room left."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"磁盘已满，{path} 保持原样。请腾出空间后重试。",
            f"The disk is full; {path} is as it was. Free some space and try again.",
        )


class JournalBusy(YearlogError):
    """Another process kept the journal locked for the whole waiting time."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"另一个程序占用 {path} 太久。请稍后重试，什么也没有丢。",
            f"Another program has kept {path} locked for too long. Try again; nothing was lost.",
        )


class JournalDamaged(YearlogError):
    """SQLite found the file malformed, or could not read it."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(
            f"{path} 读不出来（{detail}），文件未作改动。请换用备份。",
            f"{path} cannot be read ({detail}) and was left untouched. Use a backup.",
        )


class UnknownEntry(YearlogError):
    """No entry, or more than one, has an id that begins or ends so."""

    def __init__(self, wanted: str, found: int = 0) -> None:
        if found:
            super().__init__(
                f"有 {found} 条记录的编号与「{wanted}」相符。请多写几位。",
                f"{found} entries have an id like “{wanted}”. Write more of it.",
            )
        else:
            super().__init__(
                f"没有编号为「{wanted}」的记录。yearlog list 会列出编号。",
                f"There is no entry “{wanted}”. yearlog list shows the ids.",
            )


class NothingToUndo(YearlogError):
    """The history holds no change that can be undone or redone."""

    def __init__(self, *, redo: bool = False) -> None:
        if redo:
            super().__init__("没有可以重做的更改。", "There is nothing to redo.")
        else:
            super().__init__("没有可以撤销的更改。", "There is nothing to undo.")


def translate(error: sqlite3.Error, path: Path) -> YearlogError:
    """Return what an SQLite error means to a person."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return DiskFull(path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return JournalBusy(path)
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return JournalNotWritable(path)
    if name.startswith("SQLITE_NOTADB"):
        return NotAJournal(path)
    if name.startswith("SQLITE_IOERR") and "WRITE" in name:
        return DiskFull(path)
    return JournalDamaged(path, str(error))
