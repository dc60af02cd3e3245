"""A reflection: a text in one or both languages, kept byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yearlog.i18n import Both
from yearlog.kinds.field import Details, Kind


@dataclass(frozen=True)
class Reflection(Details):
    """A note, an essay, a chapter of the year's post. It has nothing beyond the spine."""

    KIND: ClassVar[Kind] = Kind(
        name="reflection",
        letter="r",
        words=("随笔", "reflection"),
        label=Both("随笔", "reflection"),
        plural=Both("随笔", "reflections"),
        sign="¶",
        table="reflections",
        spine=(
            "starts_on", "title_zh", "body_zh", "title_en", "body_en", "place", "tags",
            "visibility",
        ),
        requires=("starts_on", "text"),
    )  # fmt: skip
