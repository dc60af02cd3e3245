"""Whole numbers in words, in both languages: written and read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction

from yearlog.i18n import Lang

LARGEST = 999_999_999
"""The largest number that is written in words."""

_DIGITS = "零一二三四五六七八九"
_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip


def spell(n: int, lang: Lang, *, counted: bool = False) -> str:
    """Write ``n`` in words: 一百零五, one hundred and five.

    With ``counted`` a Chinese measure word follows, before which a 2 is 两: 两趟航班, but 十二趟.
    A leading 2 is 两 before 千, 万 and 亿 in any case: 两千, 一万二千. English has the "and" of
    British usage. Raises ValueError unless 0 <= n <= :data:`LARGEST`.
    """
    if not 0 <= n <= LARGEST:
        raise ValueError(f"cannot write {n} in words")
    if lang == "en":
        return _english(n)
    return "两" if counted and n == 2 else _chinese(n)


def _chinese(n: int) -> str:
    text = ""
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section = n // size % 10**4
        if section:
            # What is skipped is said once: 一万零五, but 十万五千.
            text += ("零" if text and section < 1000 else "") + _section(section) + unit
    text = re.sub(r"^一十", "十", text)
    return re.sub(r"^二(?=[千万亿])", "两", text) or "零"


def _section(n: int) -> str:
    """Write 1 to 9999."""
    text = ""
    skipped = False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // size % 10
        if digit:
            text += ("零" if text and skipped else "") + _DIGITS[digit] + unit
        skipped = not digit
    return text


def _english(n: int) -> str:
    if n < 1000:
        return _below_thousand(n)
    parts = [
        f"{_below_thousand(n // size % 1000)} {name}"
        for size, name in ((10**6, "million"), (10**3, "thousand"))
        if n // size % 1000
    ]
    rest = n % 1000
    if rest:
        parts.append(("and " if rest < 100 else "") + _below_thousand(rest))
    return " ".join(parts)


def _below_thousand(n: int) -> str:
    if n >= 100:
        rest = f" and {_below_thousand(n % 100)}" if n % 100 else ""
        return f"{_ONES[n // 100]} hundred{rest}"
    if n >= 20:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    return _ONES[n]


def read(text: str, lang: Lang) -> int | None:
    """Read a whole number as a person writes it, the inverse of :func:`spell`.

    Digits are read in both languages (32, 1,234, ３２); in Chinese also 两百, 廿五, 一万二, 壹拾,
    二〇二五, 3.2万 and 一打, in English also "a hundred", "twelve hundred", "3.2 million" and
    "two dozen". None for anything else, a fraction, and what is no exact number: 十几, 两三,
    dozens.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if re.fullmatch(r"[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4}", plain):
        return int(plain.replace(",", ""))
    return _read_chinese(plain) if lang == "zh" else _read_english(plain)


def read_ordinal(text: str, lang: Lang) -> int | None:
    """Read a number of order: 第三, 第 32; third, thirty-second, 32nd. None for anything else."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if lang == "zh":
        return read(plain.removeprefix("第"), "zh") if plain.startswith("第") else None
    if found := re.fullmatch(r"([0-9][0-9,]*)(?:st|nd|rd|th)", plain):
        return read(found[1], "en")
    before, last = re.fullmatch(r"(.*?)([a-z]*)", plain, re.DOTALL).groups()  # type: ignore[union-attr]
    return read(before + ORDINALS[last], "en") if last in ORDINALS else None


# Chinese -----------------------------------------------------------------------------------------

_SAME = str.maketrans(
    "两兩〇○壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億",
    "二二零零一二二三三四五六六七八九十百千万亿",
)
_SHORT_TENS = {"廿": "二十", "卅": "三十", "卌": "四十"}
_VALUES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SECTION = re.compile(
    "(?:(?P<千>[一-九])千)?(?:零?(?P<百>[一-九])百)?(?:零?(?P<十>[一-九]?)(?P<ten>十))?"
    "(?:(?P<zero>零)?(?P<one>[一-九]))?".replace("一-九", _DIGITS[1:])
)
_MIXED = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?) ?([十百千]?[万亿]|[十百千])")


def _read_chinese(text: str) -> int | None:
    text = text.translate(_SAME)
    for short, tens in _SHORT_TENS.items():
        text = text.replace(short, tens)
    if text.endswith("打") and (dozens := _read_chinese(text[:-1])) is not None:
        return dozens * 12
    if text[:1].isascii():
        return _read_mixed(text)
    if re.fullmatch(f"[{_DIGITS[1:]}]{{2}}", text):
        return None  # 两三 is two or three
    if re.fullmatch(f"[{_DIGITS}]{{1,9}}", text):
        return int("".join(str(_DIGITS.index(digit)) for digit in text))
    return _read_units(text)


def _read_units(text: str) -> int | None:
    """Read 三万二千零五, from the largest unit down."""
    total, above = 0, 0
    for unit in ("亿", "万"):
        head, found, tail = text.partition(unit)
        if found:
            value = _read_section(head, above)
            if not value:
                return None
            total, above, text = total + value * _VALUES[unit], _VALUES[unit], tail
    rest = _read_section(text, above) if text else 0
    return None if rest is None else total + rest


def _read_section(text: str, above: int) -> int | None:
    """Read 1 to 9999 behind a unit of size ``above``, 0 if none is before it.

    A last digit without 零 counts the next smaller unit: 一百五 is 150, 一万二 is 12000.
    """
    if above:
        bare = text.removeprefix("零")
        if text == bare and len(text) == 1 and text in _DIGITS:
            return _DIGITS.index(text) * above // 10
        text = bare
    found = _SECTION.fullmatch(text) if text else None
    if found is None:
        return None
    total, last = 0, 0
    for unit in ("千", "百"):
        if found[unit]:
            total += _DIGITS.index(found[unit]) * _VALUES[unit]
            last = _VALUES[unit]
    if found["ten"]:
        total += _DIGITS.index(found["十"] or "一") * 10
        last = 10
    if found["one"]:
        digit = _DIGITS.index(found["one"])
        if found["zero"]:
            return total + digit if last > 10 else None
        return total + digit * max(last // 10, 1)
    return total


def _read_mixed(text: str) -> int | None:
    """Read digits before units: 3.2万, 3万2千."""
    total, at, last = Fraction(), 0, 10**12
    while found := _MIXED.match(text, at):
        size = 1
        for unit in found[2]:
            size *= _VALUES[unit]
        if size >= last:
            return None
        total += Fraction(found[1].replace(",", "")) * size
        at, last = found.end(), size
    if not at:
        return None
    rest = text[at:]
    if rest:
        if not re.fullmatch("[0-9]{1,3}", rest) or int(rest) >= last:
            return None
        # As in words, 3万2 is 32000; more digits than one are what they say.
        total += int(rest) * (last // 10 if len(rest) == 1 else 1)
    return int(total) if total.denominator == 1 else None


# English -----------------------------------------------------------------------------------------

_WORDS = {name: value for value, name in enumerate(_ONES)} | {
    name: tens * 10 for tens, name in enumerate(_TENS) if name
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_IRREGULAR = {
    "first": "one", "second": "two", "third": "three", "fifth": "five", "eighth": "eight",
    "ninth": "nine", "twelfth": "twelve",
}  # fmt: skip
ORDINALS: Mapping[str, str] = {
    **{
        (f"{name[:-1]}ieth" if name.endswith("y") else f"{name}th"): name
        for name in (*_WORDS, "hundred", *_SCALES)
        if name not in _IRREGULAR.values()
    },
    **_IRREGULAR,
}
"""The last word of a number of order in English, and that of the number."""
_ENGLISH_MIXED = re.compile(r"([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?) ?(k|thousand|million|billion)")


def _read_english(text: str) -> int | None:
    if found := _ENGLISH_MIXED.fullmatch(text):
        value = Fraction(found[1].replace(",", "")) * _SCALES.get(found[2], 1000)
        return int(value) if value.denominator == 1 else None
    if text in {"half a dozen", "a half dozen", "half dozen"}:
        return 6
    if text.endswith(" dozen"):
        dozens = read(re.sub(r"^a$", "one", text.removesuffix(" dozen")), "en")
        return None if dozens is None else dozens * 12
    words = re.sub(r"(?<=ty)-(?=[a-z])", " ", text).replace(",", "").split()
    if words[:1] in (["a"], ["an"]) and words[1:2] and words[1] in {"hundred", *_SCALES}:
        words[0] = "one"
    return _english_words(words)


def _english_words(words: list[str]) -> int | None:
    """Read thousands and millions, each with up to three digits before it."""
    total, last = 0, 10**12
    rest = words
    while rest:
        scale = next((at for at, word in enumerate(rest) if word in _SCALES), None)
        part = rest if scale is None else rest[:scale]
        size = 1 if scale is None else _SCALES[rest[scale]]
        if total and part[:1] == ["and"]:
            part = part[1:]
        value = _english_hundreds(part)
        if value is None or size >= last or (total and value >= 1000):
            return None
        if value == 0 and len(words) > 1:
            return None
        total, last = total + value * size, size
        rest = [] if scale is None else rest[scale + 1 :]
    return total if words else None


def _english_hundreds(words: list[str]) -> int | None:
    """Read up to "ninety-nine hundred and ninety-nine"."""
    if "hundred" not in words:
        return _english_tens(words)
    at = words.index("hundred")
    hundreds, rest = _english_tens(words[:at]), words[at + 1 :]
    if rest[:1] == ["and"]:
        rest = rest[1:]
        if not rest:
            return None
    ones = _english_tens(rest) if rest else 0
    if not hundreds or ones is None or (rest and not ones):
        return None
    return hundreds * 100 + ones


def _english_tens(words: list[str]) -> int | None:
    values = [_WORDS.get(word) for word in words]
    if len(values) == 1:
        return values[0]
    if len(values) == 2:
        tens, ones = values
        if tens and ones and tens >= 20 and ones < 10:
            return tens + ones
    return None
