"""Finding the numbers that stand in a text, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yearlog.i18n import Lang
from yearlog.text.numerals import ORDINALS, read, read_ordinal


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text: offsets, value, and ``step``, the place value of its last digit said.

    The step of dozens is :data:`DOZEN`.
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


DOZEN = 4
"""What dozens may be off: ten to fourteen are called a dozen."""

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 10**8,
           "thousand": 1000, "million": 10**6, "k": 1000}  # fmt: skip
_CARDINALS = frozenset({*ORDINALS.values(), "hundred", "thousand", "million"})
_WORD = "|".join(sorted({*ORDINALS, *_CARDINALS}, key=len, reverse=True))
_ZH_NUMERAL = "零〇一二两三四五六七八九十百千万亿廿卅"
_IN_DIGITS = r"(?<![\d.,])\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|(?<!\d)\d+(?:\.\d+)?"
_ZH = re.compile(
    rf"(?P<digits>{_IN_DIGITS})"
    r"(?P<scale>\s?[十百千万亿]+(?:\d+(?!\d|\.\d)[千百]?)?|[kK](?![A-Za-z]))?"
    rf"|(?P<words>[{_ZH_NUMERAL}]+)"
)
_EN = re.compile(
    rf"(?P<digits>{_IN_DIGITS})(?P<scale>\s(?:thousand|million)\b|k\b)?(?P<nth>(?:st|nd|rd|th)\b)?"
    rf"|\b(?P<words>(?:an? (?=hundred|thousand|million|dozen)|half an? (?=dozen))?"
    rf"(?:(?:(?:{_WORD}) )?dozen|(?:{_WORD})(?:(?: and |[ -])(?:{_WORD}))*))\b",
    re.IGNORECASE,
)


def figures(text: str, lang: Lang) -> Iterator[Figure]:
    """Yield the numbers in a text in order; what is no one number (两三, dozens) is left out."""
    for match in (_ZH if lang == "zh" else _EN).finditer(text):
        one = _in_digits(match, text, lang) if match["digits"] else _in_words(match, text, lang)
        if one is not None:
            yield one


def _in_words(match: re.Match[str], text: str, lang: Lang) -> Figure | None:
    words = match["words"]
    if lang == "zh":
        ordinal = text[: match.start()].rstrip(" ").endswith("第")
        value = read(words, "zh")
    else:
        order = read_ordinal(words, "en")
        ordinal, value = order is not None, read(words, "en") if order is None else order
    if value is None:
        return None
    step = DOZEN if words.casefold().endswith("dozen") else _last_place(int(value))
    return Figure(*match.span(), value, step, digits=False, ordinal=ordinal, said=value)


def _last_place(value: int) -> int:
    """Return the place value of the last digit that is not 0: of 126,000 it is 1000."""
    zeros = len(str(value)) - len(str(value).rstrip("0"))
    return 10**zeros if value else 1


def _in_digits(match: re.Match[str], text: str, lang: Lang) -> Figure:
    plain = re.sub("[,，]", "", match["digits"])
    said = float(plain)
    unit = (match["scale"] or "").strip().casefold()
    scale = 1.0
    for word in (unit,) if lang == "en" else unit:
        scale *= _SCALES.get(word, 1)
    decimals = len(plain.partition(".")[2])
    zeros = 0 if decimals else len(plain) - len(plain.rstrip("0"))
    step = scale * 10.0 ** (zeros - decimals)
    value = round(said * scale, 6)
    mixed = read(plain + unit, lang) if re.search(r"\d", unit) else None
    if mixed is not None:  # 3万2
        value, step = mixed, 1
    ordinal = (
        text[: match.start()].rstrip(" ").endswith("第") if lang == "zh" else bool(match["nth"])
    )
    return Figure(*match.span(), value, step, True, ordinal, said)
