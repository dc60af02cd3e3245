"""The settings a journal knows: their keys, what they may hold, and what each is for.

Values live in the journal, so that every change can be undone and moves with the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yearlog.errors import YearlogError
from yearlog.i18n import Both

Shape = Literal["text", "choice", "home", "places", "number", "url"]


@dataclass(frozen=True)
class Setting:
    """One setting; ``choices`` are the codes a choice takes, ``default`` what holds when unset.

    ``most`` is the largest whole number that a number may be.
    """

    key: str
    shape: Shape
    help: Both
    default: str = ""
    choices: tuple[str, ...] = ()
    most: int = 999_999_999

    @property
    def unset(self) -> str | int | None:
        """What the setting is until it is set."""
        if self.shape == "number" and self.default:
            return int(self.default)
        return self.default or None


class UnknownSetting(YearlogError):
    """A key that no setting has."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"没有「{key}」这项设置。yearlog config 会列出全部设置。",
            f"There is no setting “{key}”. yearlog config lists them all.",
        )


class BadSetting(YearlogError):
    """A value that a setting cannot hold."""

    def __init__(self, key: str, value: str, choices: Sequence[str]) -> None:
        listed = " / ".join(choices)
        super().__init__(
            f"{key} 不能设为「{value}」，可选：{listed}。",
            f"{key} cannot be “{value}”; choose from {listed}.",
        )


class BadNumber(BadSetting):
    """A value that is no whole number, or too large a one."""

    def __init__(self, key: str, value: str, most: int) -> None:
        YearlogError.__init__(
            self,
            f"{key} 不能设为「{value}」，请填 0 到 {most:,} 的整数。",
            f"{key} cannot be “{value}”; give a whole number from 0 to {most:,}.",
        )


class BadAddress(YearlogError):
    """A setting for the address of a server that holds none, or a secret beside it."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__(
            f"{key} 不能设为「{value}」。请写成 http://localhost:8080 的样子，"
            "不带用户名、密码、密钥或问号后的内容。",
            f"{key} cannot be “{value}”. Write it like http://localhost:8080, without a user name, "
            "password, key or anything after a question mark.",
        )


_ADDRESS = re.compile(
    r"https?://(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*|\[(?P<six>[0-9A-Fa-f:.]+)\])"
    r"(:(?P<port>[0-9]{1,5}))?(/[A-Za-z0-9._~/-]*)?"
)
_VISIBILITY = ("private", "public")
_SETTINGS: tuple[Setting, ...] = (
    Setting("language", "choice", Both("界面语言", "language of the program"), "auto",
            ("auto", "zh", "en")),
    Setting("home", "home", Both("家在哪里，可随时间变化", "where home is, over time")),
    Setting("visited", "places",
            Both("日志开始之前去过的地方，例如 +日内瓦、+日本、-日内瓦",
                 "places visited before the journal began: +Geneva, +Japan, -Geneva")),
    Setting("author.zh", "text", Both("中文署名", "author's name in Chinese")),
    Setting("author.en", "text", Both("英文署名", "author's name in English")),
    Setting("languages", "choice", Both("年度总结的语言顺序", "order of languages in the review"),
            "zh,en", ("zh,en", "en,zh", "zh", "en")),
    Setting("licence", "text", Both("文字与照片的许可", "licence of texts and photos")),
    Setting("layover_hours", "number",
            Both("两趟航班之间不满多少小时算中转，不算到访",
                 "hours; a shorter stop between two flights is a layover, not a visit"),
            "24", most=240),
    Setting("units", "choice", Both("距离单位", "unit of distance"), "km", ("km", "mi")),
    Setting("visibility.flight", "choice", Both("新航班的默认可见性", "visibility of new flights"),
            "private", _VISIBILITY),
    Setting("visibility.talk", "choice", Both("新演讲的默认可见性", "visibility of new talks"),
            "private", _VISIBILITY),
    Setting("visibility.project", "choice",
            Both("新项目的默认可见性", "visibility of new projects"), "private", _VISIBILITY),
    Setting("visibility.stay", "choice", Both("新停留的默认可见性", "visibility of new stays"),
            "private", _VISIBILITY),
    Setting("visibility.reflection", "choice",
            Both("新随笔的默认可见性", "visibility of new reflections"), "private", _VISIBILITY),
    Setting("visibility.moment", "choice",
            Both("新片刻的默认可见性", "visibility of new moments"), "private", _VISIBILITY),
    Setting("geocoder", "text",
            Both("联网查地点时问哪个服务", "the geocoder that is asked online"), "nominatim"),
    Setting("geocoder.url", "url",
            Both("自己的地理编码服务器，例如 http://localhost:8080",
                 "a geocoder of your own, such as http://localhost:8080")),
    Setting("welcomed", "text", Both("已完成初次设置", "the first questions were answered")),
)  # fmt: skip
_BY_KEY = {setting.key: setting for setting in _SETTINGS}
_BASELINE = re.compile(r"baseline\.((?:19|20)[0-9]{2})\.([a-z_]+(?:\.[a-z_]+)?)")
_BASELINE_HELP = Both(
    "那一年的总数，由你自述；日志里没有相应记录时才用",
    "a total you state for that year, used where the journal has no entry behind it",
)
_RENAMED = {"distance_km": "distance"}


def listed() -> tuple[Setting, ...]:
    """Return the settings a person may want to see."""
    return tuple(setting for setting in _SETTINGS if setting.key != "welcomed")


def baseline(key: str) -> tuple[int, str] | None:
    """Return the year and the name of the number that a key states, None for another key.

    Whether there is a number of that name is for the caller to say.
    """
    found = _BASELINE.fullmatch(key)
    return (int(found[1]), _RENAMED.get(found[2], found[2])) if found else None


def find(key: str) -> Setting:
    """Return the setting with this key; ``baseline.2024.flights`` and the like are numbers."""
    if _BASELINE.fullmatch(key):
        return Setting(key, "number", _BASELINE_HELP)
    if key not in _BY_KEY:
        raise UnknownSetting(key)
    return _BY_KEY[key]


def check(setting: Setting, value: str) -> str:
    """Return the value as stored; BadSetting if the setting cannot hold it."""
    cleaned = value.strip()
    if setting.shape == "choice" and cleaned not in setting.choices:
        raise BadSetting(setting.key, value, setting.choices)
    if setting.shape == "number" and not (
        re.fullmatch(r"[0-9]{1,9}", cleaned) and int(cleaned) <= setting.most
    ):
        raise BadNumber(setting.key, value, setting.most)
    if setting.shape == "url" and not _is_address(cleaned):
        raise BadAddress(setting.key, value)
    return cleaned


def _is_address(text: str) -> bool:
    """Return whether a text is the address of a server, down to its port."""
    found = _ADDRESS.fullmatch(text)
    if found is None or not 0 < int(found["port"] or 80) < 65536:
        return False
    if not found["six"]:
        return True
    from ipaddress import IPv6Address  # a millisecond, for an address that hardly anybody has

    try:
        return bool(IPv6Address(found["six"]))
    except ValueError:
        return False
