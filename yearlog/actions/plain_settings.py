"""Settings, places, their names and the plans of reviews as one YAML file of a dump, and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from yearlog import config
from yearlog.actions import plain_files, settings
from yearlog.actions.workspace import Workspace
from yearlog.capture.resolve import Resolver
from yearlog.errors import YearlogError
from yearlog.i18n import LANGS, Both
from yearlog.journal import transfer
from yearlog.journal.front import BadFile, from_yaml, line_of
from yearlog.journal.journal import ReviewPlan
from yearlog.journal.plain import place_front
from yearlog.journal.spine import place_from
from yearlog.kinds.field import Front, Json
from yearlog.kinds.values import Place

NAME = "settings.yaml"


@dataclass
class Found:
    """What a settings file says."""

    settings: dict[str, Json] = field(default_factory=dict)
    aliases: list[tuple[str, Place]] = field(default_factory=list)
    plans: list[ReviewPlan] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)


class _NotUnderstood(YearlogError):
    """A value of another shape than its key asks for."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"这里应是{zh}。", f"Expected {en} here.")


class _UnknownKey(YearlogError):
    """A key that nothing reads; ``field`` is the key, so that its line can be found."""

    def __init__(self, key: str) -> None:
        super().__init__(f"不认识的键「{key}」", f"unknown key “{key}”", field=key)


def to_front(space: Workspace) -> dict[str, Front]:
    """Return settings, place names and plans as `read` reads them back."""
    front: dict[str, Front] = {}
    for key, value in space.settings.items():
        if key == "home" and isinstance(value, list):
            front[key] = [_strings(step) for step in value]
        elif key == "visited" and isinstance(value, list):
            front[key] = [_strings(place) for place in value]
        else:
            front[key] = str(value)
    aliases = space.journal.aliases()
    if aliases:
        front["aliases"] = [
            {"text": text, "place": place_front(place)} for text, place in aliases.values()
        ]
    places = transfer.unnamed_places(space.journal)
    if places:
        front["places"] = [place_front(place) for place in places]
    plans = space.journal.plans()
    if plans:
        front["reviews"] = {str(plan.year): _plan_front(plan) for plan in plans}
    return front


def _strings(value: Json) -> Front:
    if isinstance(value, dict):
        return {key: _strings(part) for key, part in value.items()}
    return str(value)


def _plan_front(plan: ReviewPlan) -> Front:
    front: dict[str, Front] = {}
    for key, both in (("title", plan.title), ("epigraph", plan.epigraph)):
        said: dict[str, Front] = {lang: both.get(lang) for lang in LANGS if both.get(lang)}
        if said:
            front[key] = said
    if plan.chapters:
        front["chapters"] = list(plan.chapters)
    if plan.cover:
        front["cover"] = plan.cover
    if plan.compare_with is not None:
        front["compare_with"] = str(plan.compare_with)
    return front


def read(folder: Path, context: Resolver, problems: list[YearlogError]) -> Found:
    """Return what the settings file of a folder says; each fault is added to ``problems``."""
    path = folder / NAME
    found = Found()
    if not path.exists() and not path.is_symlink():
        return found
    try:
        text = plain_files.read_text(path, NAME, folder)
        front = from_yaml(text, NAME)
    except YearlogError as error:
        problems.append(error)
        return found
    for key, value in front.items():
        try:
            if key == "aliases":
                found.aliases = _aliases(value, context)
            elif key == "places":
                found.places = [place_from(_mapping(one), context) for one in _list(value)]
            elif key == "reviews":
                found.plans = [_plan(*item) for item in _mapping(value).items()]
            else:
                found.settings[key] = _setting(key, value, context)
        except YearlogError as error:
            inner = error.field if isinstance(error, _UnknownKey) else ""
            problems.append(BadFile(NAME, line_of(text, key, inner), error.message))
    return found


def _only(value: dict[str, Front], *keys: str) -> dict[str, Front]:
    """Return a mapping that has no other keys than these: what nobody reads would be lost."""
    for key in value:
        if key not in keys:
            raise _UnknownKey(key)
    return value


def _mapping(value: Front) -> dict[str, Front]:
    if not isinstance(value, dict):
        raise _NotUnderstood("「键: 值」", "“key: value” lines")
    return value


def _list(value: Front) -> list[Front]:
    if not isinstance(value, list):
        raise _NotUnderstood("一列「- 值」", "a list of “- value” lines")
    return value


def _word(value: Front) -> str:
    if not isinstance(value, str):
        raise _NotUnderstood("一个值", "a single value")
    return value


def _read_as(reader: Callable[[str], Any], value: Front, zh: str, en: str) -> Any:
    try:
        return reader(_word(value))
    except ValueError:
        raise _NotUnderstood(zh, en) from None


def _setting(key: str, value: Front, context: Resolver) -> Json:
    setting = settings.find(key)
    if setting.shape == "places":
        return [_place(one, context) for one in _list(value)]
    if setting.shape == "home":
        if isinstance(value, str):
            return [_home({"place": value}, context)]
        return [_home(_mapping(step), context) for step in _list(value)]
    checked = config.check(setting, _word(value))
    return int(checked) if setting.shape == "number" else checked


def _home(step: dict[str, Front], context: Resolver) -> Json:
    """Return one home: the place, and the first day on which it was home."""
    place = _place(_only(step, "place", "from").get("place", ""), context)
    since = step.get("from", date.min.isoformat())
    day: date = _read_as(date.fromisoformat, since, "日期，如 2025-05-12", "a date like 2025-05-12")
    return {"from": day.isoformat(), "place": place}


def _place(written: Front, context: Resolver) -> Json:
    """Return a place as a setting stores it."""
    place = place_from(written, context)
    kept = {key: part for key, part in place._asdict().items() if part not in ("", None)}
    if isinstance(written, dict) and "kind" not in written:
        del kept["kind"]
    return kept


def _aliases(value: Front, context: Resolver) -> list[tuple[str, Place]]:
    """Read a list of text and place; a mapping of name to place is what a person would write."""
    if isinstance(value, dict):
        return [(text, place_from(place, context)) for text, place in value.items()]
    items = [_only(_mapping(item), "text", "place") for item in _list(value)]
    return [
        (_word(item.get("text", [])), place_from(item.get("place", ""), context)) for item in items
    ]


def _plan(year: str, value: Front) -> ReviewPlan:
    said = _only(_mapping(value), "title", "epigraph", "chapters", "cover", "compare_with")
    both = {}
    for key in ("title", "epigraph"):
        texts = _only(_mapping(said.get(key, {})), *LANGS)
        both[key] = Both(_word(texts.get("zh", "")), _word(texts.get("en", "")))
    compare = said.get("compare_with", "")
    return ReviewPlan(
        _read_as(int, year, "年份", "a year"),
        both["title"],
        both["epigraph"],
        tuple(_word(one) for one in _list(said.get("chapters", []))),
        _word(said.get("cover", "")),
        _read_as(int, compare, "年份", "a year") if compare else None,
    )
