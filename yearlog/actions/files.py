"""Writing files so that a reader finds the old one or the new one, never a part."""

from __future__ import annotations

import os
from pathlib import Path

from yearlog import clock
from yearlog.errors import YearlogError


class FolderNotWritable(YearlogError):
    """Output cannot be written there."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"无法写入 {path}（{reason}）。请换一个文件夹，例如 ~/yearlog。",
            f"Cannot write to {path} ({reason}). Choose another folder, for example ~/yearlog.",
        )


def write(path: Path, data: bytes | str) -> bool:
    """Write a file under a temporary name, sync it, rename it; return whether it changed.

    A file that already holds these bytes is left alone. Raises FolderNotWritable.
    """
    raw = data.encode() if isinstance(data, str) else data
    fresh = path.with_name(f".{path.name[:40]}.{clock.new_id()[-12:]}")
    try:
        if path.is_file() and path.read_bytes() == raw:
            return False
        _make_folder(path.parent)
        try:
            with fresh.open("xb") as file:
                file.write(raw)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise FolderNotWritable(path, error.strerror or str(error)) from None
    return True


def _make_folder(path: Path) -> None:
    """Make a folder and those above it; the name of each new one is made durable."""
    if path.is_dir():
        return
    _make_folder(path.parent)
    path.mkdir(exist_ok=True)
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
