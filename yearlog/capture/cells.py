"""Dates as they stand in the first column of a table: spaced, short, or a range of months."""

from __future__ import annotations

import re
from datetime import date

from yearlog.capture.dates import MONTHS, Span, normalise, read
from yearlog.capture.errors import NotADate

_RANGE = r"\s*(?:\.\.\.?|–|——?|~|至|到|-|\bto\b)\s*"
_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_AGO = re.compile(r"前|ago|周|星期|礼拜|week")
_MARKED = re.compile(rf"[0-9一二三四五六七八九十]|\b(?:{_NAME})\b")
_SPACED = re.compile(r"(?<=[0-9年月日号]) (?=[年月日号0-9])")
_MONTHS_ZH = re.compile(rf"((?:[0-9]{{4}}年)?[0-9]{{1,2}}){_RANGE}([0-9]{{1,2}})月")
_DAYS_EN = re.compile(rf"([0-9]{{1,2}}){_RANGE}([0-9]{{1,2}} (?:{_NAME})\.?(?: [0-9]{{4}})?)")
_MONTHS_EN = re.compile(rf"({_NAME})\.?(?:{_RANGE}({_NAME})\.?)?(?:,? ([0-9]{{4}}))?")


def read_cell(text: str, year: int) -> Span:
    """Read a date that may lack its year, which is then ``year``: 3月, 3–4 月, 12–14 May, March.

    Whatever a line understands is understood too, but nothing that counts from today: a table is
    read long after it was written. Raises NotADate, NoSuchDate and EndBeforeStart.
    """
    cleaned = normalise(text)
    if not _MARKED.search(cleaned) or _AGO.search(cleaned):
        raise NotADate(text)
    cleaned = _SPACED.sub("", cleaned)
    if found := _MONTHS_ZH.fullmatch(cleaned):
        cleaned = f"{found[1]}月–{found[2]}月"
    elif found := _DAYS_EN.fullmatch(cleaned):
        words = found[2].split()
        cleaned = " ".join((found[1], *words[1:])) + f" – {found[2]}"
    elif found := _MONTHS_EN.fullmatch(cleaned):
        ends = (found[1], found[2] or found[1])
        cleaned = "–".join(
            f"{year if found[3] is None else found[3]}-{MONTHS[one]}" for one in ends
        )
    return read(cleaned, date(year, 12, 31), year=year)
