"""A talk: where, for whom, in which form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yearlog.i18n import Both
from yearlog.kinds.field import Details, Kind, declare
from yearlog.kinds.types import ChoiceType, IntType, TextType, UrlType

FORM = {
    "talk": Both("报告", "talk"),
    "poster": Both("海报", "poster"),
    "lecture": Both("授课", "lecture"),
    "panel": Both("圆桌", "panel"),
    "podcast": Both("播客", "podcast"),
}
MODE = {"in_person": Both("现场", "in person"), "online": Both("线上", "online")}


@dataclass(frozen=True)
class Talk(Details):
    """A talk, poster, lecture, panel or podcast."""

    KIND: ClassVar[Kind] = Kind(
        name="talk",
        letter="t",
        words=("演讲", "报告", "talk"),
        label=Both("演讲", "talk"),
        plural=Both("演讲", "talks"),
        sign="◆",
        table="talks",
        spine=(
            "starts_on", "title_zh", "title_en", "place", "tags", "body_zh", "body_en",
            "visibility",
        ),
        layout=("title_zh", "title_en", "starts_on", "place", "event", "host", "form", "mode"),
        requires=("starts_on", "title"),
    )  # fmt: skip

    event: str = declare(
        TextType(), Both("活动", "Event"), Both("会议、讲座系列", "conference, seminar series")
    )
    host: str = declare(
        TextType(), Both("主办方", "Host"), Both("学校或机构", "university or institution")
    )
    form: str = declare(ChoiceType(FORM, "talk"), Both("形式", "Form"), Both("", ""))
    mode: str = declare(ChoiceType(MODE, "in_person"), Both("方式", "Mode"), Both("", ""))
    audience: int | None = declare(
        IntType(), Both("听众人数", "Audience"), Both("大约几人", "how many, roughly"), main=False
    )
    slides_url: str = declare(
        UrlType(), Both("幻灯片链接", "Slides"), Both("网址", "web address"), main=False
    )
    video_url: str = declare(
        UrlType(), Both("录像链接", "Video"), Both("网址", "web address"), main=False
    )
    spoken_language: str = declare(
        TextType(), Both("演讲语言", "Spoken language"), Both("如 zh、en", "such as zh, en"),
        main=False,
    )  # fmt: skip
