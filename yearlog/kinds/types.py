"""The field types that the built-in kinds are declared with."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from math import isfinite
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple

from yearlog.errors import YearlogError
from yearlog.i18n import Both, Lang
from yearlog.kinds.field import ChildRows, Context, FieldType, Front, Json, NotOneValue, Row
from yearlog.kinds.values import NOTHING, Airport


def _clean(text: str) -> str:
    """NFKC and trim: codes, dates and numbers may be typed full-width; prose is left alone."""
    return unicodedata.normalize("NFKC", text).strip()


class TextType(FieldType[str]):
    """Free text on one line, kept as typed apart from outer space."""

    empty = ""

    def parse(self, text: str, context: Context) -> str:  # noqa: ARG002
        """Return the trimmed text."""
        return text.strip()

    def from_front(self, data: Front, context: Context) -> str:
        """Return the text exactly as the file has it."""
        return data if isinstance(data, str) else super().from_front(data, context)


class CodeType(FieldType[str]):
    """A code such as a flight number: NFKC, capitals, no inner space."""

    empty = ""
    metavar = Both("代码", "CODE")

    def parse(self, text: str, context: Context) -> str:  # noqa: ARG002
        """Return the code in capitals without spaces."""
        return "".join(_clean(text).split()).upper()


class NotANumber(YearlogError):
    """Text where a number is expected."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"「{text}」不是数字。请只写数字，例如 120。",
            f"“{text}” is not a number. Write digits only, for example 120.",
        )


class IntType(FieldType[int | None]):
    """A whole number that is not negative."""

    empty = None
    metavar = Both("数字", "NUMBER")

    def columns(self, name: str) -> dict[str, type]:
        """Return one INTEGER column."""
        return {name: int}

    def parse(self, text: str, context: Context) -> int | None:  # noqa: ARG002
        """Read a whole number; thousands separators are allowed."""
        digits = _clean(text).replace(",", "")
        if not digits:
            return None
        if not re.fullmatch(r"[0-9]{1,15}", digits):
            raise NotANumber(text)
        return int(digits)


class FloatType(FieldType[float | None]):
    """A measured number."""

    empty = None
    metavar = Both("数字", "NUMBER")

    def columns(self, name: str) -> dict[str, type]:
        """Return one REAL column."""
        return {name: float}

    def parse(self, text: str, context: Context) -> float | None:  # noqa: ARG002
        """Read a decimal number."""
        digits = _clean(text).replace(",", "")
        if not digits:
            return None
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", digits):
            raise NotANumber(text)
        return float(digits)

    def from_front(self, data: Front, context: Context) -> float | None:
        """Return the number, which the program may have written with more digits or an exponent."""
        if isinstance(data, str) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?(e[+-][0-9]{2,3})?", data):
            number = float(data)
            if isfinite(number):
                return number
        return super().from_front(data, context)


class UnknownChoice(YearlogError):
    """A word that is none of the choices."""

    def __init__(self, text: str, choices: Mapping[str, Both]) -> None:
        zh = "、".join(f"{code}（{label.zh}）" for code, label in choices.items() if code)
        super().__init__(
            f"「{text}」不在可选项之中：{zh}。",
            f"“{text}” is not one of: {', '.join(filter(None, choices))}.",
        )


class ChoiceType(FieldType[str]):
    """One of a few codes; the labels in both languages are accepted too."""

    widget = "choice"
    metavar = Both("选项", "CHOICE")

    def __init__(self, choices: Mapping[str, Both], default: str = "") -> None:
        self.choices = choices
        self.empty = default

    def parse(self, text: str, context: Context) -> str:  # noqa: ARG002
        """Return the code for a code, a label or a word that differs in case or separators."""
        wanted = _clean(text).casefold().replace("-", "_").replace(" ", "_")
        for code, label in self.choices.items():
            names = (code, label.zh, label.en.casefold().replace("-", "_").replace(" ", "_"))
            if wanted in names:
                return code
        if not wanted:
            return self.empty
        raise UnknownChoice(text, self.choices)

    def show(self, value: str, lang: Lang) -> str:
        """Return the label."""
        return self.choices[value].get(lang) if value in self.choices else value


class NotAUrl(YearlogError):
    """Text where a web address is expected."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"「{text}」不是网址。请以 https:// 开头。",
            f"“{text}” is not a web address. Start it with https://.",
        )


class UrlType(FieldType[str]):
    """A web address with http or https."""

    empty = ""
    metavar = Both("网址", "URL")

    def parse(self, text: str, context: Context) -> str:  # noqa: ARG002
        """Return the address; nothing but http and https is taken."""
        url = text.strip()
        if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
            raise NotAUrl(text)
        return url


class NotATime(YearlogError):
    """Text where a time of day is expected."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"「{text}」不是时刻。请写成 07:00，到达在次日则写 07:00+1。",
            f"“{text}” is not a time of day. Write 07:00, or 07:00+1 for the next day.",
        )


_TIME = r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2})[T ])?([0-9]{1,2}):([0-9]{2})(?:([+-][0-9]))?"


class WallTimeType(FieldType[str]):
    """A local wall time.

    Typed as ``07:00``, ``07:00+1`` or ``2025-05-12T07:00``; once the entry is settled always the
    last, in the zone of the airport it belongs to.
    """

    empty = ""
    metavar = Both("时刻", "TIME")

    def parse(self, text: str, context: Context) -> str:  # noqa: ARG002
        """Return the time with two-digit hours, its date or day offset kept if one was typed."""
        cleaned = _clean(text).replace(".", ":")
        if not cleaned:
            return ""
        found = re.fullmatch(_TIME, cleaned)
        if not found or int(found[2]) > 23 or int(found[3]) > 59 or (found[1] and found[4]):
            raise NotATime(text)
        clock = f"{int(found[2]):02d}:{found[3]}"
        if not found[1]:
            return clock + (found[4] or "")
        try:
            date.fromisoformat(found[1])
        except ValueError:
            raise NotATime(text) from None
        return f"{found[1]}T{clock}"

    def show(self, value: str, lang: Lang) -> str:  # noqa: ARG002
        """Return date and time with a space between."""
        return value.replace("T", " ")


_AIRPORT_COLUMNS: dict[str, type] = {
    "iata": str, "icao": str, "name_en": str, "name_zh": str, "city_en": str, "city_zh": str,
    "country_code": str, "latitude": float, "longitude": float, "tz": str, "source": str,
}  # fmt: skip


@cache
def _airport_getter(name: str) -> Callable[[Row], tuple[Any, ...]]:
    """Return what picks the parts of one airport out of a row, in the order `Airport` has them."""
    return itemgetter(*(f"{name}_{part}" for part in Airport._fields))


class AirportType(FieldType[Airport]):
    """An airport, found in the gazetteer and copied into the row."""

    widget = "airport"
    empty = Airport()
    metavar = Both("机场", "AIRPORT")

    def columns(self, name: str) -> dict[str, type]:
        """Return a column for each thing a flight keeps of an airport."""
        return {f"{name}_{part}": kind for part, kind in _AIRPORT_COLUMNS.items()}

    def parse(self, text: str, context: Context) -> Airport:
        """Find the airport a code, a city or a name in either language stands for."""
        return context.airport(text.strip(), None) if text.strip() else self.empty

    def to_row(self, name: str, value: Airport) -> dict[str, Any]:
        """Spread the airport over its columns."""
        return {f"{name}_{part}": getattr(value, part) for part in _AIRPORT_COLUMNS}

    def from_row(self, name: str, row: Row) -> Airport:
        """Collect the airport from its columns."""
        return Airport._make(_airport_getter(name)(row))

    def to_json(self, value: Airport) -> Json:
        """Return an object with the stored parts."""
        return {part: getattr(value, part) for part in _AIRPORT_COLUMNS}

    def to_front(self, value: Airport) -> Front:
        """Return the stored parts, so that loading asks no gazetteer."""
        parts = ((part, getattr(value, part)) for part in _AIRPORT_COLUMNS)
        return {part: str(stored) for part, stored in parts if stored not in ("", None)}

    def from_front(self, data: Front, context: Context) -> Airport:
        """Return the airport written out part by part, or found by the text that stands there."""
        if isinstance(data, str):
            return self.parse(data, context)
        if isinstance(data, list):
            raise NotOneValue(data)
        parts: dict[str, Any] = {part: str(data.get(part, "")) for part in _AIRPORT_COLUMNS}
        for axis in ("latitude", "longitude"):
            parts[axis] = FloatType().from_front(parts[axis], context)
        return Airport(**parts)

    def edit(self, value: Airport) -> str:
        """Return the code."""
        return value.code

    def show(self, value: Airport, lang: Lang) -> str:
        """Return code and name."""
        return f"{value.code} {value.name(lang)}".strip() if value.code else value.name(lang)


MILESTONES: Mapping[str, Both] = {
    "started": Both("启动", "started"),
    "submitted": Both("投稿", "submitted"),
    "rejected": Both("被拒", "rejected"),
    "accepted": Both("录用", "accepted"),
    "released": Both("发布", "released"),
    "milestone": Both("节点", "milestone"),
}


class Milestone(NamedTuple):
    """A dated step of a project; ``kind`` is one of `MILESTONES`, ``venue`` where it went."""

    on: date
    kind: str
    title: Both = NOTHING
    venue: str = ""


class NotAMilestone(YearlogError):
    """A milestone that cannot be read."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"「{text}」读不成节点。请写「日期 类别 标题 @会议或期刊」，"
            "例如 2025-09-10 投稿 初稿 @CHI。",
            f"Cannot read “{text}” as a milestone. Write “date kind title @venue”, "
            "for example 2025-09-10 submitted first draft @CHI.",
        )


class MilestonesType(ChildRows[tuple[Milestone, ...]]):
    """The dated milestones of a project, one a line."""

    table = "milestones"
    widget = "lines"
    empty = ()
    metavar = Both("节点", "MILESTONE")
    _kinds: ClassVar[ChoiceType] = ChoiceType(MILESTONES, "milestone")

    def child_columns(self) -> dict[str, type]:
        """Return the columns of the milestones table."""
        return {"on_date": str, "kind": str, "title_zh": str, "title_en": str, "venue": str}

    def parse(self, text: str, context: Context) -> tuple[Milestone, ...]:
        """Read one milestone a line: ``date kind title @venue``; title ``中文 | English``."""
        return tuple(self._one(line, context) for line in text.splitlines() if line.strip())

    def _one(self, line: str, context: Context) -> Milestone:
        words = line.split()
        if len(words) < 2:
            raise NotAMilestone(line)
        on, _, _ = context.read_date(words[0])
        kind = self._kinds.parse(words[1], context)
        rest, _, venue = " ".join(["", *words[2:]]).partition(" @")
        zh, bar, en = (part.strip() for part in rest.partition("|"))
        if not bar and zh.isascii():
            zh, en = "", zh
        return Milestone(on, kind, Both(zh, en), venue.strip())

    def edit(self, value: tuple[Milestone, ...]) -> str:
        """Return one line a milestone, as ``parse`` reads it."""
        lines = []
        for step in value:
            title = f"{step.title.zh} | {step.title.en}" if any(step.title) else ""
            venue = f"@{step.venue}" if step.venue else ""
            lines.append(" ".join(filter(None, (step.on.isoformat(), step.kind, title, venue))))
        return "\n".join(lines)

    def show(self, value: tuple[Milestone, ...], lang: Lang) -> str:
        """Return the milestones on one line."""
        return "; ".join(
            " ".join(
                filter(None, (step.on.isoformat(), MILESTONES[step.kind].get(lang), step.venue))
            )
            for step in value
        )

    def to_rows(self, value: tuple[Milestone, ...]) -> list[dict[str, Any]]:
        """Return one row a milestone."""
        return [
            {
                "on_date": step.on.isoformat(),
                "kind": step.kind,
                "title_zh": step.title.zh,
                "title_en": step.title.en,
                "venue": step.venue,
            }
            for step in value
        ]

    def from_rows(self, rows: list[Row]) -> tuple[Milestone, ...]:
        """Return the milestones of the rows."""
        return tuple(
            Milestone(
                date.fromisoformat(row["on_date"]),
                row["kind"],
                Both(row["title_zh"], row["title_en"]),
                row["venue"],
            )
            for row in rows
        )

    def to_json(self, value: tuple[Milestone, ...]) -> Json:
        """Return a list of objects."""
        return [
            {
                "date": step.on.isoformat(),
                "kind": step.kind,
                "title_zh": step.title.zh,
                "title_en": step.title.en,
                "venue": step.venue,
            }
            for step in value
        ]

    def to_front(self, value: tuple[Milestone, ...]) -> Front:
        """Return a list of mappings without empty parts."""
        return [
            {key: part for key, part in step.items() if part}  # type: ignore[misc,union-attr]
            for step in self.to_json(value)  # type: ignore[union-attr]
        ]

    def from_front(self, data: Front, context: Context) -> tuple[Milestone, ...]:
        """Return the milestones of a list of mappings, or of the lines a person would type."""
        if isinstance(data, str):
            return self.parse(data, context)
        steps = []
        for step in data:
            if not isinstance(step, dict):
                raise NotAMilestone(str(step))
            try:
                on = date.fromisoformat(str(step.get("date", "")))
            except ValueError:
                raise NotAMilestone(str(step)) from None
            title = Both(str(step.get("title_zh", "")), str(step.get("title_en", "")))
            kind = self._kinds.parse(str(step.get("kind", "")), context)
            steps.append(Milestone(on, kind, title, str(step.get("venue", ""))))
        return tuple(steps)
