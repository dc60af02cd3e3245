"""A moment: what fits nowhere else, such as a concert, a book, a first time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yearlog.i18n import Both
from yearlog.kinds.field import Details, Kind, declare
from yearlog.kinds.types import ChoiceType

CATEGORY = {
    "": Both("", ""),
    "concert": Both("音乐会", "concert"),
    "show": Both("演出", "show"),
    "exhibition": Both("展览", "exhibition"),
    "film": Both("电影", "film"),
    "book": Both("书", "book"),
    "podcast": Both("播客", "podcast"),
    "course": Both("课程", "course"),
    "meeting": Both("见面", "meeting"),
    "tool": Both("工具", "tool"),
    "first": Both("第一次", "first"),
    "other": Both("其他", "other"),
}


@dataclass(frozen=True)
class Moment(Details):
    """A day worth a line; what it was like is its text, as with every entry."""

    KIND: ClassVar[Kind] = Kind(
        name="moment",
        letter="m",
        words=("片刻", "moment"),
        label=Both("片刻", "moment"),
        plural=Both("片刻", "moments"),
        sign="✦",
        table="moments",
        spine=(
            "starts_on", "ends_on", "title_zh", "title_en", "place", "tags", "body_zh", "body_en",
            "visibility",
        ),
        layout=("title_zh", "title_en", "starts_on", "ends_on", "category", "place"),
        requires=("starts_on", "title"),
    )  # fmt: skip

    category: str = declare(ChoiceType(CATEGORY), Both("类别", "Category"), Both("", ""))
