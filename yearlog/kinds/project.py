"""A project: a span of time with a role, a status and dated milestones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yearlog.i18n import Both
from yearlog.kinds.field import Details, Kind, declare
from yearlog.kinds.types import ChoiceType, Milestone, MilestonesType, TextType, UrlType

FORM = {
    "research": Both("研究", "research"),
    "internship": Both("实习", "internship"),
    "course": Both("课程", "course"),
    "grant": Both("基金", "grant"),
    "service": Both("学术服务", "service"),
    "offer": Both("录用通知", "offer"),
    "other": Both("其他", "other"),
}
STATUS = {
    "active": Both("进行中", "active"),
    "finished": Both("已完成", "finished"),
    "stopped": Both("已中止", "stopped"),
}


@dataclass(frozen=True)
class Project(Details):
    """Research, an internship, a course, a grant, service or an offer."""

    KIND: ClassVar[Kind] = Kind(
        name="project",
        letter="p",
        words=("项目", "project"),
        label=Both("项目", "project"),
        plural=Both("项目", "projects"),
        sign="▬",
        table="projects",
        spine=(
            "starts_on", "ends_on", "title_zh", "title_en", "tags", "body_zh", "body_en",
            "visibility",
        ),
        layout=("title_zh", "title_en", "starts_on", "ends_on", "form", "role", "status"),
        requires=("starts_on", "title"),
    )  # fmt: skip

    form: str = declare(ChoiceType(FORM, "research"), Both("类型", "Form"), Both("", ""))
    role: str = declare(TextType(), Both("角色", "Role"), Both("如第一作者", "such as lead author"))
    status: str = declare(ChoiceType(STATUS, "active"), Both("状态", "Status"), Both("", ""))
    url: str = declare(UrlType(), Both("链接", "Link"), Both("网址", "web address"), main=False)
    milestones: tuple[Milestone, ...] = declare(
        MilestonesType(),
        Both("节点", "Milestones"),
        Both(
            "每行一个：日期 类别 标题 @会议或期刊",
            "one a line: date kind title @venue",
        ),
        option="--milestone",
        main=False,
    )
