"""A stay: days at a place, with or without a flight there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yearlog.i18n import Both
from yearlog.kinds.field import Details, Kind, declare
from yearlog.kinds.types import ChoiceType

PURPOSE = {
    "": Both("", ""),
    "ski": Both("滑雪", "ski"),
    "conference": Both("会议", "conference"),
    "home": Both("居家", "home"),
    "visit": Both("访问", "visit"),
    "holiday": Both("度假", "holiday"),
    "work": Both("工作", "work"),
    "other": Both("其他", "other"),
}


@dataclass(frozen=True)
class Stay(Details):
    """Some days at a place; ``purpose`` home hides the place from every export."""

    KIND: ClassVar[Kind] = Kind(
        name="stay",
        letter="s",
        words=("停留", "stay"),
        label=Both("停留", "stay"),
        plural=Both("停留", "stays"),
        sign="~",
        table="stays",
        spine=(
            "place", "starts_on", "ends_on", "title_zh", "title_en", "tags", "body_zh", "body_en",
            "visibility",
        ),
        layout=("place", "starts_on", "ends_on", "purpose"),
        requires=("starts_on", "place"),
    )  # fmt: skip

    purpose: str = declare(ChoiceType(PURPOSE), Both("目的", "Purpose"), Both("", ""))
