"""What else a number in a text may be said as in the other language: 九成 and 90%, 80 min."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearlog.review.findings.numerals import Figure

_AND_A_HALF = re.compile(r"\s*(?:个半|点半|年半|天半|月半|倍半|and a half\b)", re.IGNORECASE)
_TENTHS = re.compile(
    r"\s*(?:成(?!都|果|功|为|立|绩|本|员)|in (?:ten|10)\b|out of (?:ten|10)\b)", re.I
)
_HUNDREDTHS = re.compile(r"\s*[%％]")
_MINUTES = re.compile(r"\s*(?:分钟|min(?:ute)?s?\b)", re.IGNORECASE)
_HOURS = re.compile(
    r"\s*(?:个?小时|个?钟头|h(?:ours?|r)?\b)\s*(?:and\s+)?(?P<minutes>\d{1,2})?", re.IGNORECASE
)
_CENTURY = re.compile(r"\s*世纪|(?:st|nd|rd|th)[ -]century", re.IGNORECASE)
_DECADES = re.compile(r"\s*decades\b", re.IGNORECASE)
_SHARES = {"third": 33, "fifth": 20, "tenth": 10, "quarter": 25}
_SHARE = re.compile(
    r"\b(?P<times>an?|one|two|three|four|nine) (?P<of>third|fifth|tenth|quarter)s?\b", re.IGNORECASE
)
_TIMES = {"two": 2, "three": 3, "four": 4, "nine": 9}
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_AGE = re.compile(r"\b(?P<tens>" + "|".join(_TENS) + r")ies\b", re.IGNORECASE)
_FOLD = re.compile(r"\b(?P<n>two|three|four|nine)fold\b", re.IGNORECASE)
_PHRASES: tuple[tuple[re.Pattern[str], tuple[float, ...]], ...] = (
    (re.compile(r"\b(?:an?|one) \w+ and a half\b", re.IGNORECASE), (1.5, 90)),
    (re.compile(r"三刻"), (45,)),
    (re.compile(r"\ba decade\b", re.IGNORECASE), (10,)),
    (re.compile(r"五五开"), (50,)),
    (re.compile(r"除夕|New Year.s Eve", re.IGNORECASE), (12, 31)),
)


def of_figure(one: Figure, text: str) -> Iterator[float]:
    """Yield what a number is worth with the word after it."""
    value = one.value
    if _AND_A_HALF.match(text, one.end):
        yield from (value + 0.5, value * 60 + 30)
    if _TENTHS.match(text, one.end):
        yield value * 10
    if _HUNDREDTHS.match(text, one.end):
        yield value / 10
    if _MINUTES.match(text, one.end) and value >= 60:
        yield from (value // 60, value % 60, value / 60)
    if (hours := _HOURS.match(text, one.end)) is not None:
        yield value * 60 + int(hours["minutes"] or 0)
    if _CENTURY.match(text, one.end):
        yield (value - 1) * 100
    if _DECADES.match(text, one.end):
        yield value * 10
    if 1000 <= value < 3000 and value % 100 == 0:
        yield value // 100 + 1


def of_words(text: str) -> Iterator[float]:
    """Yield what is said in words that are no numerals: a fifth, in my twenties, threefold."""
    for found in _SHARE.finditer(text):
        times = _TIMES.get(found["times"].casefold(), 1)
        yield times * _SHARES[found["of"].casefold()]
        if found["of"].casefold() == "quarter":
            yield times * 15
    for found in _AGE.finditer(text):
        yield 20 + 10 * _TENS.index(found["tens"].casefold())
    for found in _FOLD.finditer(text):
        yield _TIMES[found["n"].casefold()]
    for pattern, values in _PHRASES:
        if pattern.search(text):
            yield from values
