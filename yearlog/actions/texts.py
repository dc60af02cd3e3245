"""Reading Markdown files into titles and bodies."""

from __future__ import annotations

from pathlib import Path

from yearlog.capture.texts import decode, language_of, split_heading
from yearlog.errors import YearlogError
from yearlog.i18n import Lang


class TextUnreadable(YearlogError):
    """A text file that cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"读不了文件 {path}，什么也没有保存。请检查文件名。",
            f"Cannot read the file {path}; nothing was saved. Check the file name.",
            field="file",
        )


def read_text(path: Path, lang: str | None) -> tuple[Lang, str, str]:
    """Return language, title and body of a Markdown file; the body is kept byte for byte.

    Raises TextUnreadable, NotUtf8, LanguageUnknown.
    """
    try:
        data = path.expanduser().read_bytes()
    except OSError:
        raise TextUnreadable(path) from None
    title, body = split_heading(decode(data, path.name))
    return language_of(path.name, lang), title, body
