"""What can go wrong, one class per failure, each with its sentence in both languages.

A message says what was wrong and what to do. The front doors print ``error.get(lang)``; nothing
else of a failure reaches a person.
"""

from __future__ import annotations

from typing import ClassVar

from yearlog.i18n import Both, Lang


class YearlogError(Exception):
    """A failure a person can act on.

    ``exit_code`` is 1 (refused or failed), 2 (usage) or 3 (done, some rows need attention).
    ``field`` names the declared field at fault, so that a form can put the sentence under it.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, zh: str, en: str, *, field: str = "") -> None:
        super().__init__(en)
        self.message = Both(zh, en)
        self.field = field

    def get(self, lang: Lang) -> str:
        """Return the sentence in ``lang``."""
        return self.message.get(lang)


class UsageError(YearlogError):
    """The words of a command make no sense together."""

    exit_code: ClassVar[int] = 2
