"""What can be wrong with what a person typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from yearlog.errors import YearlogError
from yearlog.i18n import LANGS, Both, Lang, catalogue
from yearlog.kinds.values import Place

# As much of what was typed as a message repeats.
_QUOTED = 60


class NoSuchDate(YearlogError):
    """The calendar has no such day."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"日历上没有「{text}」这一天。请检查月份和日子。",
            f"There is no {text} in the calendar. Check the month and the day.",
            field="starts_on",
        )


class NotADate(YearlogError):
    """Text that cannot be read as a date."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"「{text}」读不成日期。可以写 2025-05-12、5/12、昨天、上周五、2025-03..2025-09。",
            f"Cannot read “{text}” as a date. "
            "Write 2025-05-12, 5/12, yesterday, last friday or 2025-03..2025-09.",
            field="starts_on",
        )


class EndBeforeStart(YearlogError):
    """The last day lies before the first."""

    def __init__(self, start: str, end: str) -> None:
        super().__init__(
            f"结束日期 {end} 早于开始日期 {start}。请改其中一个。",
            f"The end {end} is before the start {start}. Change one of them.",
            field="ends_on",
        )


class Names(Protocol):
    """What names countries and their divisions; the gazetteer does."""

    def country_name(self, code: str, lang: Lang) -> str:
        """Return the name of a country."""

    def admin1_name(self, country: str, code: str, lang: Lang) -> str:
        """Return the name of a division of a country."""


def _listed(places: Sequence[Place], names: Names) -> Both:
    both = [_told(place, names) for place in places]
    # Zurich the city and Zurich the canton read alike without it.
    read = Counter(words for name in both for words in (f"zh {name.zh}", f"en {name.en}"))
    both = [
        _told(place, names, kind=True) if read[f"zh {one.zh}"] + read[f"en {one.en}"] > 2 else one
        for place, one in zip(places, both, strict=True)
    ]
    return Both("；".join(name.zh for name in both), "; ".join(name.en for name in both))


def _told(place: Place, names: Names, *, kind: bool = False) -> Both:
    """Return a place by its code, name, kind if asked, and where it is."""
    code = f"{place.iata} " if place.iata else ""
    zh, en = _where(place, "zh", names), _where(place, "en", names)
    gap = " " if any(part.isascii() or part[-1].isascii() for part in zh) else ""
    where = Both(gap.join(reversed(zh)), ", ".join(en))
    if kind:
        called = [catalogue(lang, "places").get(f"kind_{place.kind}", "") for lang in LANGS]
        where = Both(f"{where.zh}，{called[0]}", f"{called[1]}, {where.en}")
    around = Both(f"（{where.zh}）" if where.zh else "", f" ({where.en})" if where.en else "")
    return Both(f"{code}{place.name('zh')}{around.zh}", f"{code}{place.name('en')}{around.en}")


def _where(place: Place, lang: Lang, names: Names) -> list[str]:
    """Return division and country of a place, as far as they have names and differ from its own."""
    found = []
    if place.admin1:
        division = names.admin1_name(place.country_code, place.admin1, lang)
        # A code is no word for a reader: 22 is Texas to nobody, CE is nowhere.
        if division not in (place.admin1, place.name(lang)) and not division.isdigit():
            found.append(division)
    if place.country_code:
        found.append(names.country_name(place.country_code, lang))
    return found


def ways_to_say(place: Place, lang: Lang, names: Names) -> list[str]:
    """Return words that may mean this place alone, the shortest first; the last always do."""
    name, where = place.name(lang), _where(place, lang, names)
    ways = [f"{name}, {part}" for part in where]
    if len(where) > 1:
        ways.append(", ".join([name, *where]))
    if place.latitude is not None and place.longitude is not None:
        ways.append(f"{name}@{place.latitude:.2f},{place.longitude:.2f}")
    return ways or [name]


def shown(text: str) -> str:
    """Return a text as a message quotes it: its beginning, where it is long."""
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


class UnknownAirport(YearlogError):
    """No airport has this code or name."""

    def __init__(
        self, text: str, near: Sequence[Place] = (), names: Names | None = None, field: str = ""
    ) -> None:
        listed = _listed(near, names) if names else Both("", "")
        text = shown(text)
        super().__init__(
            f"找不到机场「{text}」。"
            + (f"是不是：{listed.zh}？" if near else "请用三字代码，如 JFK。"),
            f"No airport “{text}”. "
            + (f"Did you mean {listed.en}?" if near else "Use its three-letter code, such as JFK."),
            field=field,
        )


class UnknownPlace(YearlogError):
    """No place has this name."""

    def __init__(self, text: str, near: Sequence[Place], names: Names) -> None:
        listed = _listed(near, names)
        name = text.rpartition("@")[0].strip() or text
        zh = f"是不是：{listed.zh}？" if near else f"可以连坐标一起写：{name}@46.20,6.14。"
        en = f"Did you mean {listed.en}?"
        en = en if near else f"Write it with coordinates: {name}@46.20,6.14."
        if len(text) <= _QUOTED:
            zh += "也可以联网查：yearlog place --online，在界面里按 Ctrl+O。"
            en += " Or look it up online: yearlog place --online; in a form, Ctrl+O."
        else:
            zh, en = "请写短一些的地名。", "Write a shorter name."
        super().__init__(
            f"找不到地点「{shown(text)}」。{zh}", f"No place “{shown(text)}”. {en}", field="place"
        )


class AmbiguousPlace(YearlogError):
    """Several places answer to this name equally well."""

    def __init__(self, text: str, candidates: Sequence[Place], names: Names, example: Both) -> None:
        self.candidates = tuple(candidates)
        listed = _listed(candidates, names)
        text = shown(text)
        super().__init__(
            f"「{text}」可能指：{listed.zh}。请写得更具体，例如「{example.zh}」。",
            f"“{text}” could be {listed.en}. Be more specific, for example “{example.en}”.",
            field="place",
        )


class Missing(YearlogError):
    """A required field was left empty."""

    def __init__(self, label: Both, field: str, option: str = "") -> None:
        hint = f"（{option}）" if option else ""
        hint_en = f" ({option})" if option else ""
        super().__init__(
            f"还缺「{label.zh}」{hint}。", f"{label.en} is missing{hint_en}.", field=field
        )


class NothingTyped(YearlogError):
    """An empty line."""

    def __init__(self) -> None:
        super().__init__(
            "还没有内容。例如：f ITH JFK 5/12 DL4921 07:00-08:15，或 r 今天……",
            "There is nothing to add. For example: f ITH JFK 5/12 DL4921 07:00-08:15, or r today …",
        )


class FieldErrors(YearlogError):
    """Everything that is wrong with one entry, field by field."""

    def __init__(self, errors: Sequence[YearlogError]) -> None:
        self.errors = tuple(errors)
        super().__init__(
            "".join(error.get("zh") for error in errors),
            " ".join(error.get("en") for error in errors),
            field=errors[0].field,
        )


class NotUtf8(YearlogError):
    """A text file in another encoding."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} 不是 UTF-8 文本，没有读入。请另存为 UTF-8。",
            f"{name} is not UTF-8 text and was not read. Save it as UTF-8.",
        )


class LanguageUnknown(YearlogError):
    """A file name says no language and none was given."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"看不出 {name} 是哪种语言。请加 --lang zh 或 --lang en，或改名为 essay.zh.md。",
            f"Cannot tell the language of {name}. Add --lang zh or --lang en, "
            "or name it essay.en.md.",
        )


class ClockWithoutDay(YearlogError):
    """A time of day was given, but of the date only the month or the year is known."""

    def __init__(self, date: str, field: str) -> None:
        super().__init__(
            f"只知道日期是 {date}，没有日子就定不了时刻。请写明哪一天，或去掉时刻。",
            f"Of the date only {date} is known, and a time of day needs its day. "
            "Give the day, or leave out the time.",
            field=field,
        )
