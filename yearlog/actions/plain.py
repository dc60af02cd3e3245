"""The whole journal as a folder of Markdown files, and back."""

from __future__ import annotations

from yearlog.actions.plain_dump import Progress, dump
from yearlog.actions.plain_files import file_name, file_names, photo_names
from yearlog.actions.plain_load import load
from yearlog.actions.plain_report import (
    EntryTooLong,
    KindChanged,
    NothingToLoad,
    OtherHistory,
    PhotoOutside,
    Report,
    SeveralProblems,
)

__all__ = [
    "EntryTooLong",
    "KindChanged",
    "NothingToLoad",
    "OtherHistory",
    "PhotoOutside",
    "Progress",
    "Report",
    "SeveralProblems",
    "dump",
    "file_name",
    "file_names",
    "load",
    "photo_names",
]
