"""Writing files so that a reader finds the old one or the new one, never a part."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from yearlog import clock
from yearlog.errors import YearlogError


class FolderNotWritable(YearlogError):
    """Output cannot be written there."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"无法写入 {path}（{reason}）。请换一个文件夹，例如 ~/yearlog。",
            f"Cannot write to {path} ({reason}). Choose another folder, for example ~/yearlog.",
        )


def write(path: Path, data: bytes | str, *, private: bool = False) -> bool:
    """Write a file under a temporary name, sync it, rename it; return whether it changed.

    A file that already holds these bytes is left alone. ``private`` keeps others from a new file
    and from new folders, whatever the umask; who may read what was there before is the user's to
    say, and stays. Raises FolderNotWritable.
    """
    raw = data.encode() if isinstance(data, str) else data
    fresh = path.with_name(f".{path.name[:40]}.{clock.new_id()[-12:]}")
    try:
        if path.is_file() and path.read_bytes() == raw:
            return False
        make_folder(path.parent, private=private)
        try:
            with create(fresh, path, private=private) as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise FolderNotWritable(path, error.strerror or str(error)) from None
    return True


def create(fresh: Path, path: Path, *, private: bool) -> BinaryIO:
    """Open the new file ``fresh``, which is going to be renamed to ``path``. Raises OSError.

    It has the rights of the file that is there already; a new one those that `write` says.
    """
    new = os.O_CREAT | os.O_EXCL | os.O_WRONLY
    if path.is_file() and not path.is_symlink():
        handle = os.open(fresh, new, 0o600)
        with suppress(OSError):  # a file system without rights
            os.fchmod(handle, stat.S_IMODE(path.stat().st_mode))
    else:
        handle = os.open(fresh, new, 0o600 if private else 0o666)
    return os.fdopen(handle, "wb")


def make_folder(path: Path, *, private: bool = False) -> None:
    """Make a folder and those above it; the name of each new one is made durable."""
    if path.is_dir():
        return
    make_folder(path.parent, private=private)
    path.mkdir(exist_ok=True, mode=0o700 if private else 0o777)
    _sync(path.parent)


def sync_folder(path: Path) -> None:
    """Make renames in a folder of output and in those below it durable, where the system can.

    Hidden folders, such as a ``.git`` beside a dump, are not the program's.
    """
    for folder, below, _ in os.walk(path):
        below[:] = [name for name in below if not name.startswith(".")]
        _sync(Path(folder))


def sync_name(path: Path) -> None:
    """Make the rename of one file durable, where the system can."""
    _sync(path.parent)


def _sync(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
