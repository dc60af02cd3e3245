"""Sentences that tell of a talk, in both languages: 在日内瓦讲了…, gave a talk on … in Geneva."""

from __future__ import annotations

import re

_ZH = (
    r"(?:我们?)?(?:[在去到](?P<place>.{1,20}?))?(?:我们?)?(?:作|做|讲)了(?:一场|一次|一个|个|场)?"
    r"(?:(?:报告|演讲|讲座)(?:[：:，,\s]+|$))?(?P<title>.*)"
)
_GAVE = r"(?:i |we )?(?:gave|had|did|delivered|presented) (?:an?|the|my|our) (?:[\w-]+ ){0,2}?talk "
_ABOUT = r"(?:on|about|titled|called):? "


def chinese(text: str) -> tuple[str, str] | None:
    """Return where and what of a sentence with 讲了; either may be empty. None for other text."""
    found = re.fullmatch(_ZH, text)
    return (found["place"] or "", found["title"].strip()) if found else None


def english(text: str, *, named: bool) -> list[tuple[str, str]]:
    """Return the ways to read where and what in an English sentence, the likeliest first.

    ``named`` says that the word ``talk`` came first and is no longer there. Without a place that
    exists the last way counts, and none of its words are lost.
    """
    said = re.match(_GAVE, text + " ", re.IGNORECASE)
    if said:
        text = text[said.end() :].strip()
    elif not named:
        return []
    # "talk on snow" says what about; "talk On Snow" is a title that begins so.
    about = re.match(_ABOUT, text, re.IGNORECASE if said else 0)
    ways: list[tuple[str, str]] = []
    if about:
        title = text[about.end() :]
        ways += [
            (title[at.end() :], title[: at.start()])
            for at in reversed([*re.finditer(r" (?:in|at) (?=[A-Z])", title)])
        ]
        return [*ways, ("", title)]
    if where := re.match(r"(?:in|at) (?=[A-Z])", text):
        after = text[where.end() :]
        ways += [
            (after[: at.start()], after[at.end() :])
            for at in re.finditer(" " + _ABOUT, after, re.IGNORECASE)
        ]
        ways.append((after, ""))
    return ways
