"""Figures typed by hand that disagree with the rows.

A false alarm is worse than a miss. A figure is looked at only where a word of a unit follows it
directly and ends a phrase; it is right if it equals any number of that unit that the caller knows
of. One that equals none is reported only where its sentence speaks of the whole year and it is not
far from the year's own total, or where it is so near to that that it must mean it. What is said of
others, of plans, of other years, of more or fewer, and what is only approximate is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from yearlog.i18n import Both, Lang
from yearlog.review.findings.model import Finding, found, position
from yearlog.review.findings.numerals import Figure, figures
from yearlog.review.findings.prose import GONE, prose
from yearlog.text.source_map import Lines

Expected = Callable[[str], Sequence[tuple[Both, float]]]
"""Gives the numbers there are of a unit, named: the first is the year's own total.

Units: flight, km, hour, airport, airline, country, city, trip, talk, project, stay, moment,
reflection, night.
"""

_ZH_UNITS: tuple[tuple[str, str], ...] = (
    ("flight", r"[趟次个段班]\s*(?:航班|飞行)|[趟次班]\s*飞机"),
    ("trip", r"[趟次段]\s*(?:旅行|行程|旅程)"),
    ("flight trip", r"趟(?=[\s，。；、！？,;!?）)”」*_]|$)"),
    ("talk", r"[场次个]\s*(?:演讲|报告|讲座)"),
    ("project", r"个\s*项目"),
    ("country", r"个\s*国家"),
    ("city", r"[座个]\s*城市"),
    ("airport", r"[座个]\s*机场"),
    ("airline", r"家\s*航空公司|家\s*航司"),
    ("stay", r"[次段]\s*(?:停留|住宿)"),
    ("moment", r"个\s*片刻"),
    ("reflection", r"篇\s*随笔"),
    ("km", r"公里|千米|km\b"),
    ("hour", r"个?\s*小时"),
    ("night", r"[晚夜]"),
)
_EN_UNITS: tuple[tuple[str, str], ...] = (
    ("flight", r"flights?\b"),
    ("trip", r"(?:trips?|journeys?)\b"),
    ("talk", r"talks?\b"),
    ("project", r"projects?\b"),
    ("country", r"(?:different |new )?countr(?:y|ies)\b"),
    ("city", r"(?:different |new )?(?:city|cities)\b"),
    ("airport", r"(?:different |new )?airports?\b"),
    ("airline", r"(?:different )?airlines?\b"),
    ("stay", r"stays\b"),
    ("moment", r"moments\b"),
    ("reflection", r"reflections?\b"),
    ("km", r"(?:kilomet(?:re|er)s?|km)\b"),
    ("hour", r"hours?\b"),
    ("night", r"nights?\b"),
)
_UNITS = {
    lang: re.compile(
        r"[\s*_]{0,4}(?:"
        + "|".join(
            f"(?P<{name.replace(' ', '_')}>{pattern})"
            for name, pattern in units
        )
        + ")",
        re.IGNORECASE,
    )
    for lang, units in (("zh", _ZH_UNITS), ("en", _EN_UNITS))
}  # fmt: skip

_SENTENCE = {"zh": re.compile(r"[^。！？!?\n]+"), "en": re.compile(r"(?:[^.!?\n]|[.](?=\S))+")}

_BEFORE = {
    "zh": re.compile(
        r"(?:约|大约|大概|近|将近|差不多|超过|不到|不足|至少|最多|多达|好|几|数|第|每|再|又|另|另外|"
        r"其中|前|后|头|下|上|剩下|同一|多|少|这|那|有过|或|\d[.,:/]|\d\s*[-–—~～至到])[\s*_]*$"
    ),
    "en": re.compile(
        r"(?:about|around|almost|nearly|over|under|than|some|least|most|roughly|approximately|"
        r"up to|only half of|another|next|first|last|other|these|those|each|every|per|or|of the|"
        r"more|fewer|a couple of|\d[.,:/]|\d\s*[-–—~]|"
        r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten) to)[\s*_]*$",
        re.IGNORECASE,
    ),
}
_AFTER = {
    "zh": re.compile(r"\s*(?:多|余|来|左右|上下|以上|以下|几|出头)"),
    "en": re.compile(
        r"\s*(?:-odd|odd\b|or so\b|plus\b|\+|more\b|fewer\b|less\b|or\b|and a half\b|ago\b|apart\b|"
        r"later\b|earlier\b|away from\b|a (?:day|week|month)\b|per\b)",
        re.IGNORECASE,
    ),
}
_OTHERS = {
    "zh": re.compile(
        r"(?<!其)他|她|你|您|朋友|同事|老板|大家|有人|别人|父母|打算|计划|希望|想要|本来|原本|明年|后年|前年|"
        r"将来|如果|要是|假如|几年|年来|一生|这辈子|从小|以来|累计|[二两三四五六七八九十\d]+\s*年(?![\d月])|"
        r"平均|每年|每月|每周|每天|我们|家里|家人|加起来|学生|听众|全组|组里|实验室|公司|航司|来自|收到|"
        r"听了|听过|看了|看过|读了|审了|错过|取消|改签|延误|参加"
    ),
    "en": re.compile(
        r"\b(?:he|she|they|you|his|her|their|your|friends?|colleagues?|boss|someone|somebody|"
        r"people|plan\w*|hop(?:e|ed|ing)|would|could|might|should|next year|if|meant|years|decade|"
        r"life|ever|we|our|students?|audience|lab|team|group|airlines? (?:has|have|had|cancel)|"
        r"heard|listened|sat|watched|read|review(?:ed|ing)|missed|cancel\w*|attended|late|delay\w*|"
        r"since|average|every|each|per)\b",
        re.IGNORECASE,
    ),
}
_WHOLE = {
    "zh": re.compile(r"今年|全年|这一年|一年|一共|总共|共|合计|总计|去年|\d{4}\s*年"),
    "en": re.compile(
        r"\b(?:this year|last year|the year|of the year|in all|in total|altogether|all told|"
        r"(?:in|of|for) (?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
}
_STANDS_ALONE = {
    "zh": re.compile(
        r"[\s*_]*(?:$|[，。；：、！？,.;:!?）)（(”」—…]|和|与|及|以及|比|加上|了|在(?:空中|天上|飞))"
    ),
    "en": re.compile(
        r"[\s*_]*(?:$|[,.;:!?)(”—–…]|(?:and|but|plus|this year|last year|altogether|all told|"
        r"at once|of flying|aloft|away|at the same time|"
        r"in (?:all|total|the air|the sky|(?:19|20)\d\d))\b)",
        re.IGNORECASE,
    ),
}
_IN_THE_AIR = {
    "zh": re.compile(r"飞|航|空中|里程"),
    "en": re.compile(r"\b(?:fl(?:y|ew|own|ying|ights?)|in the air|aloft|mileage|distance)\b", re.I),
}
_AWAY = {"zh": re.compile("在外|离家|出门"), "en": re.compile(r"\bnights away\b", re.I)}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")

_MISTAKEN = 0.4
"""A figure further from the year's total is more likely about something else than a mistake."""

_LEAST_KM = 1000
"""A shorter distance is seldom the year's."""


def check(
    entry_id: str, lang: Lang, source: str, expected: Expected, *, years: Sequence[int] = ()
) -> Iterator[Finding]:
    """Yield the typed figures of a text that agree with nothing.

    ``years`` are those that ``expected`` knows: a sentence that names another is left alone.
    """
    text = prose(source, quotes=False)
    lines = Lines(text)
    for sentence in _SENTENCE[lang].finditer(text):
        said = sentence[0]
        if _OTHERS[lang].search(_YEAR.sub(" ", said)) or any(
            years and int(year) not in years for year in _YEAR.findall(said)
        ):
            continue
        for figure in figures(said, lang):
            unit, end = _unit(said, figure, lang)
            if not unit or _is_loose(said, figure, end, lang):
                continue
            known = [one for name in unit.split() for one in expected(name)]
            if not known or any(_agrees(figure, value, unit) for _, value in known):
                continue
            if _means_the_year(said, figure, end, known[0][1], unit, lang):
                at = position(lines, sentence.start() + figure.start)
                yield found(
                    "figure", entry_id, lang=lang, at=at,
                    typed=re.sub("[*_]", "", said[figure.start : end]).strip(),
                    rows=f"{known[0][1]:,.0f}", what=known[0][0],
                )  # fmt: skip


def _unit(said: str, figure: Figure, lang: Lang) -> tuple[str, int]:
    """Return the unit that follows a figure and where it ends, or nothing."""
    match = _UNITS[lang].match(said, figure.end)
    if match is None:
        return "", 0
    return (match.lastgroup or "").replace("_", " "), match.end()


def _is_loose(said: str, figure: Figure, end: int, lang: Lang) -> bool:
    """Return whether a figure is an order, approximate, or a part of something said before."""
    if figure.ordinal or GONE in said[figure.end : end]:
        return True
    if _BEFORE[lang].search(said[: figure.start]):
        return True
    return bool(_AFTER[lang].match(said, figure.end) or _AFTER[lang].match(said, end))


def _agrees(figure: Figure, value: float, unit: str) -> bool:
    """Return whether a number is what was typed; distances and hours as precisely as typed."""
    if unit in ("km", "hour"):
        rounded = abs(figure.value - value) <= max(figure.step / 2, 1)
        return rounded or 0 <= value - figure.value < figure.step
    return abs(figure.value - value) <= (0 if figure.digits else figure.step // 2)


def _means_the_year(
    said: str, figure: Figure, end: int, total: float, unit: str, lang: Lang
) -> bool:
    another_matter = (
        (unit in ("km", "hour") and not _IN_THE_AIR[lang].search(said))
        or (unit == "km" and figure.value < _LEAST_KM)
        or (unit == "night" and not _AWAY[lang].search(said))
        or (unit == "flight trip" and not figure.digits and figure.value < 10)
    )
    if another_matter or not _STANDS_ALONE[lang].match(said, end):
        return False
    if _WHOLE[lang].search(said):
        return abs(figure.value - total) <= max(2, total * _MISTAKEN)
    return figure.value >= 5 and abs(figure.value - total) <= max(1, total / 10)
