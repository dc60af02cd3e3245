"""The fields that every kind shares, declared like those of a kind."""

from __future__ import annotations

from yearlog.i18n import Both
from yearlog.kinds.field import Details, Field, FieldType, Kind, fields_of
from yearlog.kinds.types import ChoiceType, TextType
from yearlog.kinds.values import Place

TRIP_BEGINS = {
    "": Both("", ""),
    "here": Both("从这里开始", "begins here"),
    "before": Both("接着上一段", "goes on"),
}
TRIP_STOP = {"": Both("", ""), "visit": Both("到访", "visit"), "layover": Both("中转", "layover")}
VISIBILITY = {"private": Both("私密", "private"), "public": Both("公开", "public")}


class DateType(TextType):
    """A date in the user's words, read by the context."""

    widget = "date"
    metavar = Both("日期", "DATE")


class TagsType(TextType):
    """Tags with or without ``#``, separated by spaces or commas."""

    widget = "tags"
    metavar = Both("标签", "TAG")


class ProseType(TextType):
    """Markdown, kept byte for byte."""

    widget = "prose"
    metavar = Both("正文", "TEXT")


class PlaceType(FieldType[Place | None]):
    """A place, found in the gazetteer or among the user's own."""

    widget = "place"
    empty = None
    metavar = Both("地点", "PLACE")


_NONE = Both("", "")
SPINE: tuple[Field, ...] = (
    Field(
        DateType(), Both("日期", "Date"),
        Both("如 2025-05-12、5/12、昨天", "such as 2025-05-12, 5/12, yesterday"),
        "--date", required=True, name="starts_on",
    ),
    Field(
        DateType(), Both("结束日期", "End date"), Both("可不填", "may stay empty"),
        "--end", name="ends_on",
    ),
    Field(
        PlaceType(), Both("地点", "Place"), Both("中文或英文地名", "a name in either language"),
        "--place", name="place",
    ),
    Field(TextType(), Both("中文标题", "Chinese title"), _NONE, "--title-zh", name="title_zh"),
    Field(TextType(), Both("英文标题", "English title"), _NONE, "--title-en", name="title_en"),
    Field(ProseType(), Both("中文正文", "Chinese text"), Both("Markdown", "Markdown"),
          "--body-zh", name="body_zh"),
    Field(ProseType(), Both("英文正文", "English text"), Both("Markdown", "Markdown"),
          "--body-en", name="body_en"),
    Field(TagsType(), Both("标签", "Tags"), Both("用空格隔开", "separated by spaces"),
          "--tag", name="tags"),
    Field(ChoiceType(VISIBILITY, "private"), Both("可见性", "Visibility"), _NONE,
          "--visibility", name="visibility"),
)  # fmt: skip
_BY_NAME = {spec.name: spec for spec in SPINE}


def form_fields(details: type[Details]) -> tuple[Field, ...]:
    """Return all fields a person fills in for a kind, spine and own, in the order of its form."""
    kind: Kind = details.KIND
    own = {spec.name: spec for spec in fields_of(details) if not spec.derived}
    available = {name: _BY_NAME[name] for name in kind.spine} | own
    order = [*kind.layout, *own, *kind.spine] if kind.layout else [*kind.spine, *own]
    names = dict.fromkeys(name for name in order if name in available)
    return tuple(
        _required(available[name]) if name in kind.requires else available[name] for name in names
    )


def _required(spec: Field) -> Field:
    """Return the field marked as required, as a kind may ask more than the spine does."""
    return Field(
        spec.type, spec.label, spec.help, spec.option, required=True, name=spec.name,
        main=spec.main, sensitive=spec.sensitive,
    )  # fmt: skip
