"""What can go wrong with the file of the journal."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from yearlog.errors import YearlogError
from yearlog.i18n import Both


class NotAJournal(YearlogError):
    """The file is empty, damaged or belongs to another program."""

    def __init__(self, path: Path) -> None:
        way = _way_back(path) or Both(
            "请用 --journal 指定另一个文件，或把它移开后重试。",
            "Choose another file with --journal, or move this one away and try again.",
        )
        super().__init__(
            f"{path} 不是 yearlog 的日志，已原样保留。{way.zh}",
            f"{path} is not a yearlog journal and was left untouched. {way.en}",
        )


class JournalIsFolder(NotAJournal):
    """A folder was named where a journal should be."""

    def __init__(self, path: Path) -> None:
        inside = path / "journal.sqlite3"
        YearlogError.__init__(
            self,
            f"{path} 是文件夹，不是日志文件。请写上里面的文件名，例如 --journal {inside}。",
            f"{path} is a folder, not a journal. Name a file in it, for example "
            f"--journal {inside}.",
        )


class LinkToNowhere(YearlogError):
    """The path of a journal is a link into a folder that is not there."""

    def __init__(self, path: Path, real: Path) -> None:
        super().__init__(
            f"{path} 是指向 {real} 的链接，而文件夹 {real.parent} 不存在。"
            "请接上那块磁盘，或改好链接，或用 --journal 指定另一个文件。",
            f"{path} is a link to {real}, and the folder {real.parent} is not there. "
            "Connect that disk, mend the link, or choose another file with --journal.",
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
        way = _way_back(path) or Both(
            "用 yearlog add 记下第一条，或用 yearlog demo 看看样例。",
            "Record something with yearlog add, or look at yearlog demo.",
        )
        super().__init__(
            f"还没有日志：{path}。{way.zh}", f"There is no journal at {path} yet. {way.en}"
        )


class JournalGone(YearlogError):
    """A journal is to be made where there is none, but the backups of an earlier one are there."""

    def __init__(self, path: Path) -> None:
        from yearlog.journal.copies import folder_of

        way = _way_back(path) or Both("", "")
        folder = folder_of(path)
        super().__init__(
            f"{path} 不见了，但它的备份还在。{way.zh}要另起一本，请先把 {folder} 移走。",
            f"{path} is gone, but its backups are there. {way.en} "
            f"To begin another journal, move {folder} away first.",
        )


class JournalNotWritable(YearlogError):
    """The folder or the file cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"无法写入 {path}，什么也没有改动。请检查文件夹权限，或换一个位置"
            "（日志的位置用 --journal 指定）。",
            f"Cannot write to {path}; nothing was changed. "
            "Check the folder's permissions, or choose another place "
            "(for the journal, with --journal).",
        )


class JournalInterrupted(JournalNotWritable):
    """A step was cut off half-way, and what it left cannot be rolled back where nothing is written.

    Reading the file as it stands would show a step half taken.
    """

    def __init__(self, path: Path) -> None:
        YearlogError.__init__(
            self,
            f"上一次写入 {path} 时中途断了，要先退回那半步才能读，而这里不能写入。"
            f"请让文件和它的文件夹可写，或者把它连同 {path.name}-journal 一起复制到可写的文件夹，"
            "再用 --journal 打开副本。",
            f"The last step in {path} was cut off half-way and must be rolled back before it can "
            "be read, but nothing can be written here. Make the file and its folder writable, or "
            f"copy it together with {path.name}-journal to a folder that is, and open the copy "
            "with --journal.",
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
        way = _way_back(path) or Both(
            "yearlog doctor 会说明哪里坏了、怎么办。",
            "yearlog doctor says what is wrong and what can be done.",
        )
        super().__init__(
            f"{path} 已损坏（{detail}），文件未作改动。{way.zh}",
            f"{path} is damaged ({detail}) and was left untouched. {way.en}",
        )


class BackupFailed(YearlogError):
    """The backup of the day could not be made; the change it should precede was stored."""

    def __init__(self, error: YearlogError, folder: Path) -> None:
        why = _why_no_backup(error, folder)
        super().__init__(
            f"今天的备份没有做成（{why.zh}），改动本身已经存好。yearlog doctor 会说明备份的情况。",
            f"Today's backup could not be made ({why.en}); your change itself was stored. "
            "yearlog doctor says how the backups are.",
        )


class StepRefused(YearlogError):
    """The backup that a step needs could not be made, so the step was not taken."""

    def __init__(self, error: YearlogError, folder: Path) -> None:
        why = _why_no_backup(error, folder)
        super().__init__(
            f"这一步之前必须先备份，而备份没有做成（{why.zh}），所以什么也没有改动。"
            "请腾出空间或改好文件夹权限后重试。",
            f"This step needs a backup first, which could not be made ({why.en}), so nothing was "
            "changed. Free some space or mend the folder's permissions and try again.",
        )


def _why_no_backup(error: YearlogError, folder: Path) -> Both:
    if isinstance(error, DiskFull):
        return Both(f"{folder} 所在的磁盘已满", f"the disk of {folder} is full")
    if isinstance(error, JournalBusy):
        return Both("日志一直被别的程序占用", "another program kept the journal locked")
    return Both(f"无法写入 {folder}", f"{folder} cannot be written")


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


class EntryDeleted(UnknownEntry):
    """The entry is there, but was deleted."""

    def __init__(self, entry_id: str) -> None:
        end = entry_id[-6:]
        YearlogError.__init__(
            self,
            f"记录 {end} 已经删除。yearlog history {end} 可以看到它的每一版，"
            f'yearlog revert {end} --at "#12" 这样可以找回其中一版。',
            f"The entry {end} was deleted. yearlog history {end} shows every version of it, "
            f'and yearlog revert {end} --at "#12" or the like brings one back.',
        )


class NothingToUndo(YearlogError):
    """The history holds no change that can be undone or redone."""

    def __init__(self, *, redo: bool = False) -> None:
        if redo:
            super().__init__("没有可以重做的更改。", "There is nothing to redo.")
        else:
            super().__init__("没有可以撤销的更改。", "There is nothing to undo.")


def _way_back(path: Path) -> Both | None:
    """Return how to bring the newest backup of a journal back; None if there is none."""
    from yearlog.journal.copies import listed

    # What the doctor copied before it mended a journal may hold the very damage.
    backups = [one for one in listed(path) if one.reason != "doctor"] or listed(path)
    if not backups:
        return None
    name, at = backups[0].name, f"{backups[0].at:%Y-%m-%d %H:%M}"
    return Both(
        f"最新的备份是 {at} 的，用 yearlog restore {name} 可恢复。",
        f"The newest backup is of {at}; yearlog restore {name} brings it back.",
    )


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
