"""Reading the numbers that a text says, in digits or in words, in Chinese and in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yearlog.i18n import Lang


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: offsets, value, and ``step``, the place value of its last digit said.

    A dozen has a step of 4: what is ten to fourteen may be called that.
    ``digits`` says that it is written in digits, ``ordinal`` that it is 第三 or third, ``said``
    is the number before 万 or thousand.
    """

    start: int
    end: int
    value: float
    step: float
    digits: bool
    ordinal: bool = False
    said: float = 0


_ZH_DIGITS: dict[str, int] = dict(
    zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)
)
_ZH_TENS = {"十": 10, "百": 100, "千": 1000}
_ZH_LARGE = {"万": 10_000, "亿": 100_000_000}
_SCALES = {**_ZH_TENS, **_ZH_LARGE, "thousand": 1000, "million": 1_000_000, "k": 1000}

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth",
    "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth",
    "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_TENTHS = [f"{word[:-1]}ieth" for word in _TENS]
_VALUES: dict[str, int] = {
    **{word: at for at, word in enumerate(_ONES)},
    **{word: at for at, word in enumerate(_ORDINALS)},
    **{word: 20 + 10 * at for at, word in enumerate(_TENS)},
    **{word: 20 + 10 * at for at, word in enumerate(_TENTHS)},
}
_ORDINAL_WORDS = frozenset((*_ORDINALS, *_TENTHS))
_LARGE = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_WORD = "|".join(sorted((*_VALUES, *_LARGE), key=len, reverse=True))

_IN_DIGITS = r"(?<![\d.,])\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|(?<!\d)\d+(?:\.\d+)?"
_ZH = re.compile(
    rf"(?P<digits>{_IN_DIGITS})(?P<scale>\s?[十百千万亿]+)?|(?P<words>[零〇一二两三四五六七八九十百千万亿]+)"
)
_EN = re.compile(
    rf"(?P<digits>{_IN_DIGITS})(?P<scale>\s(?:thousand|million)\b|k\b)?(?P<nth>(?:st|nd|rd|th)\b)?"
    rf"|\b(?P<words>(?:a (?=hundred|thousand|million|dozen))?(?:dozen|(?:{_WORD})"
    rf"(?:(?: and |[ -])(?:{_WORD}))*))\b",
    re.IGNORECASE,
)


def figures(text: str, lang: Lang) -> Iterator[Figure]:
    """Yield the numbers in a text in order; what is no one number (两三, twos) is left out."""
    for match in (_ZH if lang == "zh" else _EN).finditer(text):
        if match["digits"]:
            yield _in_digits(match, text, lang)
            continue
        words = match["words"]
        value = chinese(words) if lang == "zh" else english(words)
        if value is None:
            continue
        ordinal = (
            text[match.start() - 1 : match.start()] == "第"
            if lang == "zh"
            else re.split("[ -]", words.casefold())[-1] in _ORDINAL_WORDS
        )
        step = 4 if words.casefold().endswith("dozen") else 1
        yield Figure(*match.span(), value, step, digits=False, ordinal=ordinal, said=value)


def _in_digits(match: re.Match[str], text: str, lang: Lang) -> Figure:
    plain = re.sub("[,，]", "", match["digits"])
    said = float(plain)
    scale = 1.0
    words = (match["scale"] or "").strip().casefold()
    for word in (words,) if lang == "en" else words:
        scale *= _SCALES.get(word, 1)
    decimals = len(plain.partition(".")[2])
    zeros = 0 if decimals else len(plain) - len(plain.rstrip("0"))
    ordinal = (
        text[: match.start()].rstrip(" ").endswith("第") if lang == "zh" else bool(match["nth"])
    )
    step = scale * 10.0 ** (zeros - decimals)
    return Figure(*match.span(), round(said * scale, 6), step, True, ordinal, said)


def chinese(words: str) -> float | None:
    """Return what a Chinese numeral says, None where it says no one number, as 两三 does."""
    if all(char in _ZH_DIGITS for char in words):
        digits = "".join(str(_ZH_DIGITS[char]) for char in words)
        return float(digits) if len(words) in (1, 4) or "〇" in words else None
    if words[0] not in _ZH_DIGITS and words[0] != "十":
        return None
    total = section = digit = 0
    scale, previous = 1, ""
    for char in words:
        if char in _ZH_DIGITS:
            if previous in _ZH_DIGITS and previous not in "零〇":
                return None
            digit = _ZH_DIGITS[char]
        elif char in _ZH_TENS:
            scale = _ZH_TENS[char]
            alone = char == "十" and previous in ("", "零", "〇")
            section += (1 if alone else digit) * scale
            digit = 0
        else:
            scale = _ZH_LARGE[char]
            total += (section + digit) * scale
            section = digit = 0
        previous = char
    if digit and scale >= 100 and words[-2] not in "零〇":
        digit *= scale // 10  # 一百二 is 120, 三千五 is 3500
    return float(total + section + digit)


def english(words: str) -> float | None:
    """Return what an English numeral says, None where words stand side by side as in "one two"."""
    lowered = words.casefold()
    if lowered in ("dozen", "a dozen"):
        return 12
    total = section = 0
    previous = 10**9
    for word in re.split("[ -]", lowered):
        if word in ("and", "a"):
            section += word == "a"
            continue
        if word == "hundred":
            section = (section or 1) * 100
            previous = 100
        elif word in _LARGE:
            total += (section or 1) * _LARGE[word]
            section, previous = 0, 1000
        else:
            value = _VALUES[word]
            if value and not (previous >= 100 or (previous in range(20, 100, 10) and value < 10)):
                return None
            section += value
            previous = value
    return float(total + section)
