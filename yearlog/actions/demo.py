"""The sample journal: built in a folder of its own, never the user's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from yearlog.actions.export import export
from yearlog.actions.plain import load
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.i18n import Lang

SAMPLE_YEAR = 2025


@dataclass(frozen=True, slots=True)
class Demo:
    """What was built and where to look."""

    journal: Path
    page: Path
    entries: int


class NotADemoFolder(YearlogError):
    """The folder holds something that no demo made."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} 里已有别的文件，没有动它。请另给一个文件夹：yearlog demo 另一个文件夹。",
            f"{folder} holds other files and was left alone. Name another folder: "
            "yearlog demo another-folder.",
        )


class SampleMissing(YearlogError):
    """The installed package came without its sample."""

    def __init__(self) -> None:
        super().__init__(
            "这份安装里没有样例日志。请重新安装 yearlog。",
            "This installation has no sample journal. Install yearlog again.",
        )


def sample_folder() -> Path:
    """Return where the sample journal lies: in the wheel, or in the source tree."""
    package = Path(__file__).parents[1]
    for folder in (package / "_data" / "sample", package.parent / "data" / "sample"):
        if (folder / "entries").is_dir():
            return folder
    raise SampleMissing


def build(folder: Path, *, lang: Lang | None = None) -> Demo:
    """Build the sample journal in ``folder`` and export its review there; again, it is renewed."""
    path = folder / "journal.sqlite3"
    if folder.exists() and not path.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotADemoFolder(folder)
    sample = sample_folder()
    with Workspace.open(path, lang=lang) as space:
        load(space, sample)
        done = export(space, SAMPLE_YEAR, folder / "export")
        return Demo(path, done.folder / f"{SAMPLE_YEAR}.html", space.journal.count())
