"""The files an editor works on: beside the journal, so that they outlive the program.

Next to each lies a hidden one that says which entry it belongs to and which revision it began from.
It is locked as long as the program waits for the editor; the system unlocks it when the program
ends, however it ends, and from then on the file is a leftover that can be gone on with.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
from contextlib import suppress
from pathlib import Path

from yearlog import clock
from yearlog.errors import YearlogError
from yearlog.i18n import Lang
from yearlog.journal.beside import beside
from yearlog.journal.copies import sync_folder
from yearlog.journal.errors import DiskFull, JournalNotWritable

_NAME = re.compile(r"edit-([0-9a-f]{6})-(\d{4}-\d\d-\d\d)-(\d\d)(\d\d)\d\d(?:-\d+)?\.md")
_BOM = b"\xef\xbb\xbf"
_NOTES = re.compile(rb"\A(?:#! [^\n]*(?:\n|\Z))*")


def folder_of(journal: Path) -> Path:
    """Return the folder beside a journal that holds what is being written in editors."""
    return beside(journal, "drafts")


class EditFile:
    """One file that an editor works on, and the lock that says so."""

    def __init__(self, path: Path, lock: int, revision: int | None, *, leftover: bool) -> None:
        self.path = path
        self.revision = revision
        self.leftover = leftover
        self._lock = lock

    @property
    def since(self) -> str:
        """When it was begun, as local wall time to the minute."""
        found = _NAME.fullmatch(self.path.name)
        return f"{found[2]} {found[3]}:{found[4]}" if found else ""

    def read(self) -> bytes:
        """Return what the author wrote: the file without its notes and its byte order mark."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return b""
        return _NOTES.sub(b"", data.removeprefix(_BOM))

    def put(self, words: bytes, notes: list[str], lang: Lang) -> None:
        """Write what the author wrote with notes above it; the words stay byte for byte.

        The file gets a time in the past, so that it can be told whether the editor saved it.
        Raises DiskFull, JournalNotWritable.
        """
        lines = [line for note in notes for line in note.splitlines() if line.strip()]
        end = "\r\n" if words.partition(b"\n")[0].endswith(b"\r") else "\n"
        above = "".join(f"#! {line}{end}" for line in lines)
        fresh = self.path.with_name(f".{self.path.name}.{clock.new_id()[-12:]}")
        _write(fresh, above.encode(_encoding(words, lang), "replace") + words)
        fresh.replace(self.path)
        sync_folder(self.path.parent)
        self.age()

    def age(self) -> None:
        """Give the file a time in the past: systems tell times apart by milliseconds at best."""
        before = self.path.stat().st_mtime_ns - 10_000_000_000
        os.utime(self.path, ns=(before, before))

    def state(self) -> tuple[int, ...]:
        """Return what changes when an editor saves the file, whether or not its words changed."""
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return ()
        return (found.st_mtime_ns, found.st_ino, found.st_size)

    def settle(self) -> None:
        """Make what the editor wrote durable, which not every editor does."""
        with suppress(OSError):
            handle = os.open(self.path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)

    def put_beside(self, name: str, text: str) -> Path:
        """Write a text into a second file beside this one, and return where."""
        path = self.path.with_suffix(f".{name}.md")
        path.unlink(missing_ok=True)
        _write(path, text.encode())
        return path

    def remove(self) -> None:
        """Remove the file and all that belongs to it: its words are stored."""
        for path in self.path.parent.glob(f"{self.path.stem}.*"):
            path.unlink(missing_ok=True)
        _about(self.path).unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; if it is still there, it can be gone on with."""
        os.close(self._lock)


def begin(journal: Path, entry_id: str, revision: int, words: bytes) -> EditFile:
    """Make a new file for an entry that only its owner may read; DiskFull, JournalNotWritable."""
    folder = folder_of(journal)
    stem = f"edit-{entry_id[-6:]}-{clock.now().astimezone():%Y-%m-%d-%H%M%S}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        path, more = folder / f"{stem}.md", 1
        while _taken(path) or (lock := _locked(_about(path), new=True)) is None:
            more += 1
            path = folder / f"{stem}-{more}.md"
    except OSError as error:
        raise _refused(error, folder) from None
    file = EditFile(path, lock, revision, leftover=False)
    try:
        os.write(lock, json.dumps({"entry": entry_id, "revision": revision}).encode())
        _write(path, words)
        file.age()
    except (OSError, YearlogError) as error:
        file.remove()
        file.close()
        raise _refused(error, folder) if isinstance(error, OSError) else error from None
    sync_folder(folder)
    return file


def unfinished(journal: Path, entry_id: str) -> EditFile | None:
    """Return the newest file of an entry that no program waits for, or None.

    Of an entry that is gone for good the end of its id will do. A file without a word in it is
    removed. The revision is None if nobody knows it any more.
    """
    for path in _files(journal, entry_id):
        about = _about(path)
        known = _told(about)
        if known and not str(known.get("entry")).endswith(entry_id):
            continue
        lock = _locked(about)
        if lock is None:
            continue
        revision = known.get("revision")
        found = EditFile(path, lock, revision if isinstance(revision, int) else None, leftover=True)
        if path.exists() and found.read().strip():
            return found
        found.remove()
        found.close()
    return None


def left(journal: Path) -> list[Path]:
    """Return one file for each text that lies there and that no program waits for, by name.

    What lies beside a text under its name, such as the other side of a dispute, is not counted.
    """
    texts: dict[str, Path] = {}
    for path in sorted(folder_of(journal).glob("edit-*")):
        texts.setdefault(path.name.partition(".")[0], path)
    return [
        path.with_name(f"{stem}.md") if path.with_name(f"{stem}.md").exists() else path
        for stem, path in texts.items()
        if not _is_waited_for(path.with_name(f".{stem}.json"))
    ]


def _is_waited_for(about: Path) -> bool:
    """Return whether a program holds the lock of a file; nothing is made or changed."""
    try:
        handle = os.open(about, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:  # a file system without locks
        return False
    finally:
        os.close(handle)
    return False


def put_aside(journal: Path, entry_id: str) -> None:
    """Rename the leftover files of an entry so that they are not gone on with."""
    while (found := unfinished(journal, entry_id)) is not None:
        old, more = found.path.with_suffix(".md.old"), 1
        while old.exists():
            more += 1
            old = found.path.with_suffix(f".md.{more}.old")
        found.path.rename(old)
        _about(found.path).unlink(missing_ok=True)
        found.close()


def _files(journal: Path, entry_id: str) -> list[Path]:
    """Return the files that may belong to an entry, newest first."""
    found = folder_of(journal).glob(f"edit-{entry_id[-6:]}-*.md")
    return sorted((path for path in found if _NAME.fullmatch(path.name)), reverse=True)


def _taken(path: Path) -> bool:
    """Return whether a name is in use, be it by a file that was put aside."""
    return any(path.parent.glob(f"{path.stem}.*"))


def _about(path: Path) -> Path:
    return path.with_name(f".{path.stem}.json")


def _told(about: Path) -> dict[str, object]:
    try:
        known = json.loads(about.read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _locked(path: Path, *, new: bool = False) -> int | None:
    """Return a handle that holds the lock of a file; None if another program has it."""
    flags = os.O_RDWR | os.O_CREAT | (os.O_EXCL if new else 0)
    try:
        handle = os.open(path, flags, 0o600)
    except FileExistsError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except OSError:  # a file system without locks: nobody can say, so the file can be gone on with
        return handle
    return handle


def _write(path: Path, data: bytes) -> None:
    """Write a new file that only its owner may read, and sync it."""
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _refused(error, path.parent) from None


def _refused(error: OSError, path: Path) -> DiskFull | JournalNotWritable:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path)
    return JournalNotWritable(path)


def _encoding(words: bytes, lang: Lang) -> str:
    """Return how notes are encoded so that an editor shows them beside these words."""
    try:
        words.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030" if lang == "zh" else "ascii"
    return "utf-8"
