"""What can go wrong when a place is looked up."""

from __future__ import annotations

from pathlib import Path

from yearlog.errors import YearlogError


class GazetteerMissing(YearlogError):
    """The file of places is not there, or cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"缺少地名库 {path}。请重新安装 yearlog；在源码目录中请运行 pip install -e .",
            f"The gazetteer {path} is missing. Reinstall yearlog; in a checkout, "
            f"run `pip install -e .`.",
        )
