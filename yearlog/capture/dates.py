"""Dates in a person's words, in both languages.

Without a year a date is the latest such date that is not in the future, or the one in the year on
the screen. 上周五 is the Friday of the previous Monday-to-Sunday week; ``last friday`` is the
latest Friday before today.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta

from yearlog.capture.errors import EndBeforeStart, NoSuchDate, NotADate
from yearlog.kinds.field import Precision

Span = tuple[date, date | None, Precision]

_DAYS = {
    "大前天": -3, "前天": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨夜": -1, "今天": 0, "今日": 0,
    "今晚": 0, "今早": 0, "今晨": 0, "明天": 1, "明日": 1, "后天": 2, "大后天": 3,
    "the day before yesterday": -2, "day before yesterday": -2, "yesterday": -1, "last night": -1,
    "today": 0,
    "tonight": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2,
}  # fmt: skip
_ZH_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAYS = {name: at for at, day in enumerate(_DAY_NAMES) for name in (day, day[:3])}
_MONTH_NAMES = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
MONTHS = {name: at + 1 for at, month in enumerate(_MONTH_NAMES) for name in (month, month[:3])}
MONTHS["sept"] = 9
_ZH_YEARS = {"前年": -2, "去年": -1, "今年": 0, "明年": 1}
_MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_NAME = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))

# Patterns are text: `re` compiles and keeps those that a line needs; all at once cost 3 ms.
_FULL = r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?"
_US = r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"
_COMPACT = r"([12][0-9]{3})([01][0-9])([0-3][0-9])"
_MONTH = r"([0-9]{4})(?:[-/.]([0-9]{1,2})|年([0-9]{1,2})月)"
_YEAR = r"([12][0-9]{3})年?"
_SHORT = r"([0-9]{1,2})(?:[-/]([0-9]{1,2})|月([0-9]{1,2})[日号]?)"
_ZH_MONTH = r"([0-9]{1,2})月"
_ZH_RELATIVE_YEAR = r"(前年|去年|今年|明年)(?:([0-9]{1,2})月(?:([0-9]{1,2})[日号]?)?)?"
_ZH_WEEKDAY = r"(上上|上|这|本|下)?(?:个)?(?:周|星期|礼拜)([一二三四五六日天])"
_EN_WEEKDAY = rf"(last |this |next )?({_DAY_NAME})"
_AGO = r"([0-9]{1,3}) ?(天前|周前|days? ago|weeks? ago)"
_EN_DATE = (
    rf"(?:({_MONTH_NAME})\.? ([0-9]{{1,2}})(?:st|nd|rd|th)?"
    rf"|([0-9]{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH_NAME})\.?)(?:,? ([0-9]{{4}}))?"
)
_EN_MONTH = rf"({_MONTH_NAME})\.?,? ([0-9]{{4}})"
_TIME_OF_DAY = (
    r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上| (?:morning|afternoon|evening|night))$"
)
_RANGE = r"\s*(?:\.\.\.?|–|——?|~|至|到)\s*| (?:to|-) "
_OPEN = r"(.+?)\s*(?:\.\.\.?|(?:\.\.\.?|至|到|[-–—~] ?| to )\s*(?:今|现在|now|present))"
# A hyphen may stand inside a date; after a date that is written in another way it means "to".
_HYPHEN_RANGE = r"([^-]*(?:[/.月年日号]|[a-z]+ [0-9])[^-]*)-(.+)"
_TOO_LONG = 330
"""Days of a range without years over New Year; 5/12..5/10 is rather two days in the wrong order."""
_HAS_YEAR = r"[0-9]{4}|[前去今明]年"
_NUMERAL = r"[一二两三四五六七八九十]{1,3}(?=月|日|号|天前|周前)"
_NUMERALS = {"": 0, "两": 2} | {
    letter: at for at, letter in enumerate("一二三四五六七八九", start=1)
}


def normalise(text: str) -> str:
    """Return the text in half-width lower case with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _digits(numeral: str) -> str:
    """Return a Chinese number up to 99 in digits; what is no such number stays as it is."""
    tens, ten, ones = numeral.partition("十")
    if not ten:
        tens, ones = "", numeral
    if tens not in _NUMERALS or ones not in _NUMERALS:
        return numeral
    return str((10 * (_NUMERALS[tens] or 1) if ten else 0) + _NUMERALS[ones])


def read(text: str, today: date, *, year: int | None = None) -> Span:
    """Read a date or a range: first day, last day or None, and how precise it is.

    A range without an end, 2025-03.. or 2025-03至今, has no last day either.
    ``year`` is the year on the screen, for dates without one. Raises NotADate for other text and
    NoSuchDate for a day the calendar does not have.
    """
    cleaned = normalise(text)
    if cleaned.isascii():
        if day := _iso(cleaned):
            return day, None, "day"
        if _has_other_words(cleaned):
            raise NotADate(text)
    else:
        cleaned = re.sub(_NUMERAL, lambda found: _digits(found[0]), cleaned)
    if begun := re.fullmatch(_OPEN, cleaned):
        first, _, precision = _one(begun[1], text, today, year)
        return first, None, precision
    parts = re.split(_RANGE, cleaned, maxsplit=1)
    if len(parts) == 2 and all(parts):
        return _range(parts[0], parts[1], text, today, year)
    if "-" in cleaned and (hyphened := re.fullmatch(_HYPHEN_RANGE, cleaned)):
        return _range(hyphened[1], hyphened[2], text, today, year)
    first, last, precision = _one(cleaned, text, today, year)
    return first, last if precision != "day" else None, precision


def _iso(cleaned: str) -> date | None:
    """Read ``2025-05-12`` without a pattern: it is how most dates are written."""
    if len(cleaned) == 10 and cleaned[4] == cleaned[7] == "-":
        try:
            return date.fromisoformat(cleaned)
        except ValueError:
            return None
    return None


def _has_other_words(cleaned: str) -> bool:
    """Return whether English text has a word that no date has: most words of a line are such."""
    if ":" in cleaned:
        return True
    for mark in "-./,":
        cleaned = cleaned.replace(mark, " ")
    return any("a" <= word[0] <= "z" and word not in _EN_WORDS for word in cleaned.split())


def _range(start: str, end: str, text: str, today: date, year: int | None) -> Span:
    """Read a range; what one side leaves out, the year above all, is taken from the other."""
    start_dated, end_dated = re.search(_HAS_YEAR, start), re.search(_HAS_YEAR, end)
    if end_dated and not start_dated:
        _, last, end_precision = _one(end, text, today, year)
        first, _, precision = _one(start, text, today, last.year)
        if first > last:
            first, _, precision = _one(start, text, today, last.year - 1)
    else:
        first, _, precision = _one(start, text, today, year)
        last, end_precision = _end(end, first, precision, text, today)
        if last < first and not end_dated and not end.isdecimal():
            after, later, end_precision = _one(end, text, today, first.year + 1)
            if after != later or (later - first).days < _TOO_LONG:
                last = later
    if last < first:
        raise EndBeforeStart(first.isoformat(), last.isoformat())
    order: list[Precision] = ["day", "month", "year"]
    return first, last, max(precision, end_precision, key=order.index)


def _end(
    end: str, first: date, precision: Precision, text: str, today: date
) -> tuple[date, Precision]:
    """Return the last day of a range that begins on ``first``."""
    number = re.fullmatch(r"([0-9]{1,2})(?:[日号]|st|nd|rd|th)?", end)
    if precision == "day" and number:
        return _day(first.year, first.month, int(number[1]), text), "day"
    if precision == "month" and re.fullmatch(r"[0-9]{1,2}", end):
        return _whole_month(first.year, int(end), text)[1:]
    weekday = re.fullmatch(_ZH_WEEKDAY, end) or re.fullmatch(_EN_WEEKDAY, end)
    if weekday and not weekday[1]:
        wanted = (_ZH_WEEKDAYS | _WEEKDAYS)[weekday[2]]
        return first + timedelta(days=(wanted - first.weekday()) % 7), "day"
    return _one(end, text, today, first.year)[1:]


_EN_WORDS = {
    *MONTHS, *_WEEKDAYS, "last", "this", "next", "the", "of", "to", "ago", "day", "days", "week",
    "weeks", "before", "after", "yesterday", "today", "tonight", "tomorrow", "now", "present",
    "morning", "afternoon", "evening", "night",
}  # fmt: skip
_EN_FIRST_WORDS = {*MONTHS, *_WEEKDAYS, "last", "this", "next", "the", "day"} | {
    word for word in _DAYS if word.isascii()
}
_ZH_FIRST = frozenset("大前昨今明后上这本下周星礼去")


def _may_be_date(cleaned: str) -> bool:
    """Return whether the first letters can begin a date: most words of a line cannot."""
    if not cleaned or ":" in cleaned:
        return False
    if "a" <= cleaned[0] <= "z":
        return cleaned.partition(" ")[0].rstrip(".,") in _EN_FIRST_WORDS
    return cleaned[0].isdecimal() or cleaned[0] in _ZH_FIRST


def _one(cleaned: str, text: str, today: date, year: int | None) -> tuple[date, date, Precision]:
    """Return first and last day of one expression; they are equal for a day."""
    if not _may_be_date(cleaned):
        raise NotADate(text)
    for reader in (_absolute, _undated, _relative):
        found = reader(cleaned, text, today, year)
        if found is not None:
            return found
    raise NotADate(text)


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise NoSuchDate(text) from None


def _last_of_month(first: date) -> date:
    if first.month == 12:
        return first.replace(day=31)
    return first.replace(month=first.month + 1) - timedelta(days=1)


def _whole_month(year: int, month: int, text: str) -> tuple[date, date, Precision]:
    first = _day(year, month, 1, text)
    return first, _last_of_month(first), "month"


def _absolute(
    cleaned: str, text: str, today: date, year: int | None
) -> tuple[date, date, Precision] | None:
    """Read dates that name their year."""
    del today, year
    if found := re.fullmatch(_US, cleaned):
        day = _day(int(found[3]), int(found[1]), int(found[2]), text)
        return day, day, "day"
    if found := re.fullmatch(_FULL, cleaned) or re.fullmatch(_COMPACT, cleaned):
        day = _day(int(found[1]), int(found[2]), int(found[3]), text)
        return day, day, "day"
    if found := re.fullmatch(_MONTH, cleaned):
        return _whole_month(int(found[1]), int(found[2] or found[3]), text)
    if found := re.fullmatch(_YEAR, cleaned):
        return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31), "year"
    if found := re.fullmatch(_EN_MONTH, cleaned):
        return _whole_month(int(found[2]), MONTHS[found[1]], text)
    return None


def _undated(
    cleaned: str, text: str, today: date, year: int | None
) -> tuple[date, date, Precision] | None:
    """Read dates whose year may be left out: 5/12, 5月12日, May 12, 3月."""
    if found := re.fullmatch(_SHORT, cleaned):
        month, day = int(found[1]), int(found[2] or found[3])
    elif found := re.fullmatch(_EN_DATE, cleaned):
        month, day = MONTHS[found[1] or found[4]], int(found[2] or found[3])
        if found[5]:
            only = _day(int(found[5]), month, day, text)
            return only, only, "day"
    elif found := re.fullmatch(_ZH_MONTH, cleaned):
        month = int(found[1])
        _day(2000, month, 1, text)
        chosen = _latest(lambda y: date(y, month, 1), today, year, text)
        return _whole_month(chosen.year, month, text)
    else:
        return None
    only = _latest(lambda y: date(y, month, day), today, year, text)
    return only, only, "day"


def _latest(make: Callable[[int], date], today: date, year: int | None, text: str) -> date:
    """Return the date in ``year``, or the latest one that exists and is not in the future."""
    if year is not None:
        try:
            return make(year)
        except ValueError:
            raise NoSuchDate(text) from None
    for candidate in range(today.year, today.year - 9, -1):
        try:
            made = make(candidate)
        except ValueError:
            continue
        if made <= today:
            return made
    raise NoSuchDate(text)


def _relative(
    cleaned: str, text: str, today: date, year: int | None
) -> tuple[date, date, Precision] | None:
    """Read dates that count from today."""
    del year
    if cleaned not in _DAYS:
        cleaned = re.sub(_TIME_OF_DAY, "", cleaned)
    if cleaned in _DAYS:
        day = today + timedelta(days=_DAYS[cleaned])
    elif found := re.fullmatch(_ZH_WEEKDAY, cleaned):
        day = _zh_weekday(found[1], _ZH_WEEKDAYS[found[2]], today)
    elif found := re.fullmatch(_EN_WEEKDAY, cleaned):
        day = _en_weekday((found[1] or "").strip(), _WEEKDAYS[found[2]], today)
    elif found := re.fullmatch(_AGO, cleaned):
        unit = 7 if found[2].startswith(("周", "week")) else 1
        day = today - timedelta(days=unit * int(found[1]))
    elif found := re.fullmatch(_ZH_RELATIVE_YEAR, cleaned):
        return _in_year(today.year + _ZH_YEARS[found[1]], found[2], found[3], text)
    else:
        return None
    return day, day, "day"


def _in_year(
    year: int, month: str | None, day: str | None, text: str
) -> tuple[date, date, Precision]:
    if month and day:
        only = _day(year, int(month), int(day), text)
        return only, only, "day"
    if month:
        return _whole_month(year, int(month), text)
    return date(year, 1, 1), date(year, 12, 31), "year"


def _zh_weekday(which: str | None, weekday: int, today: date) -> date:
    monday = today - timedelta(days=today.weekday())
    if which is None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    weeks = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1}[which]
    return monday + timedelta(weeks=weeks, days=weekday)


def _en_weekday(which: str, weekday: int, today: date) -> date:
    back = (today.weekday() - weekday) % 7
    if which == "last":
        return today - timedelta(days=back or 7)
    if which == "next":
        return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)
    if which == "this":
        return today - timedelta(days=today.weekday()) + timedelta(days=weekday)
    return today - timedelta(days=back)


_LEADING = (
    r"(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}[日号]"
    r"|[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}[日号]"
    r"|(?:前年|去年|今年)[0-9]{1,2}月[0-9]{1,2}[日号]"
    r"|(?:大前天|前天|昨天|昨日|今天|今日|明天|大后天|后天"
    r"|(?:上上|上|这|本|下)(?:个)?(?:周|星期|礼拜)[一二三四五六日天])"
    r"(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上)?|昨晚|昨夜|今晚|今早|今晨)(?![0-9])"
)


def leading(text: str) -> tuple[str, str]:
    """Split a date that begins a Chinese sentence without a space from what follows it."""
    found = re.match(_LEADING, unicodedata.normalize("NFKC", text)) if text else None
    if not found or len(unicodedata.normalize("NFKC", text)) != len(text):
        return "", text
    return text[: found.end()], text[found.end() :].lstrip(" ，,")
