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
            f"无法写入 {path}（{reason}）。请换一个文件夹，例如 -o ~/yearlog。",
            f"Cannot write to {path} ({reason}). Choose another folder, for example -o ~/yearlog.",
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
        path.parent.mkdir(parents=True, exist_ok=True)
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


def sync_folder(path: Path) -> None:
    """Make renames in a folder durable, where the system can."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
