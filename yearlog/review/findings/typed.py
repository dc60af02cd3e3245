"""Figures typed by hand that disagree with the rows.

A false alarm is worse than a miss. A figure is looked at only where a word of a unit follows it
directly. It is right if it equals any number of that unit. One that equals none is reported where
its sentence is unmistakably about its author's whole year (`whole_year`). Where only the clause it
stands in is understood, it is reported if it equals no part of a number either and is just over the
total: no part of a year is more than the year. What is said of others, of plans, of other years, of
more or fewer, and what is only approximate is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yearlog.i18n import LANGS, Both, Lang, t
from yearlog.review.findings.known import Expected, Known, Total
from yearlog.review.findings.model import Edit, Finding, found, position, words
from yearlog.review.findings.numerals import DOZEN, Figure, figures
from yearlog.review.findings.prose import GONE, prose
from yearlog.review.findings.whole_year import Meant, meant
from yearlog.text.source_map import Lines

_ZH_UNITS: tuple[tuple[str, str], ...] = (
    ("flight", r"[趟次个段班]\s*(?:航班|飞行)|[趟次班]\s*飞机"),
    ("trip", r"[趟次段]\s*(?:旅行|行程|旅程)"),
    ("flight trip", r"趟(?=[\s，。；、！？,;!?）)”」*_]|$)"),
    ("talk", r"[场次个]\s*(?:演讲|报告|讲座)"),
    ("project", r"个\s*项目"),
    ("country", r"个\s*国家(?:[和与或及]地区)?"),
    ("city", r"[座个]\s*城市"),
    ("airport", r"[座个]\s*机场"),
    ("airline", r"家\s*航空公司(?:的(?:飞机|航班))?|家\s*航司"),
    ("km", r"公里|千米|km\b"),
    ("hour", r"个?\s*小时"),
    ("night", r"[晚夜]|个\s*(?:晚上|夜晚)"),
)
_EN_UNITS: tuple[tuple[str, str], ...] = (
    ("flight", r"flights?\b"),
    ("talk", r"talks?\b"),
    ("project", r"projects?\b"),
    ("country", r"(?:different )?countr(?:y|ies)(?: (?:and|or) regions)?\b"),
    ("city", r"(?:different )?(?:city|cities)\b"),
    ("airport", r"(?:different )?airports?\b"),
    ("airline", r"(?:different )?airlines?\b"),
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
        r"其中|前|后|头|下|上|剩下|同一|多|少|这|那|有过|或|\d\s*[-–—~～至到])[\s*_]*$|\d[.,:/]$"
    ),
    "en": re.compile(
        r"\b(?:about|around|almost|nearly|over|under|than|some|least|most|roughly|approximately|"
        r"up to|only half of|another|next|first|last|other|these|those|each|every|per|or|of the|"
        r"more|fewer|a couple of|"
        r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten) to)[\s*_]*$"
        r"|\d(?:[.,:/]|\s*[-–—~]\s*)$",
        re.IGNORECASE,
    ),
}
_AFTER = {
    "zh": re.compile(r"\s*(?:多|余|来|左右|上下|以上|以下|几|出头)"),
    "en": re.compile(
        r"\s*(?:-odd|odd\b|or so\b|plus\b|\+|more\b|fewer\b|less\b|or\b|and a half\b|ago\b|apart\b|"
        r"later\b|earlier\b|away from (?!home)|a (?:day|week|month)\b|per\b)",
        re.IGNORECASE,
    ),
}
_OTHERS = {
    "zh": re.compile(
        r"(?<!其)他|她|你|您|朋友|同事|老板|大家|有人|别人|父母|打算|计划|希望|想要|本来|原本|明年|后年|前年|"
        r"将来|如果|要是|假如|几年|年来|一生|这辈子|从小|以来|累计|[二两三四五六七八九十\d]+\s*年(?![\d月])|"
        r"平均|每年|每月|每周|每天|我们|家里|家人|加起来|学生|听众|全组|组里|实验室|"
        r"(?<!航空)公司|(?<!家)(?<!家 )航司|来自|收到|"
        r"听了|听过|看了|看过|读了|审了|错过|取消|改签|延误|参加"
    ),
    "en": re.compile(
        r"\b(?:he|she|they|you|his|her|their|your|friends?|colleagues?|boss|someone|somebody|"
        r"people|plan(?:s|ned|ning)?|hop(?:e|ed|ing)|would|could|might|should|next year|if|meant|"
        r"years|decade|life|ever|we|our|students?|audience|lab|team|group|"
        r"airlines? (?:has|have|had|cancel)|"
        r"heard|listened|sat|watched|read|review(?:ed|ing)|missed|cancel\w*|attended|late|delay\w*|"
        r"since|average|every|each|per)\b",
        re.IGNORECASE,
    ),
}
_HARMLESS = {
    "zh": re.compile("平均|每[年月周天]|取消|改签|延误|错过|收到|几年"),
    "en": re.compile(r"\b(?:every|each|average|per|ever|late|delay\w*|cancel\w*|missed)\b", re.I),
}
"""What of these tells no more, once a figure's phrase is over: 45 flights, almost one per week."""

_PHRASE_ENDS = re.compile("[，,；;：:、…—（(]")
_IN_THE_AIR = {
    "zh": re.compile(r"飞|航|空中|天上|里程"),
    "en": re.compile(
        r"\b(?:fl(?:y|ew|own|ying|ights?)|in the (?:air|sky)|on planes|aloft|mileage|distance)\b",
        re.I,
    ),
}
_AWAY = {
    "zh": re.compile("在外|离家|出门|不在家"),
    "en": re.compile(r"\b(?:nights away|was away|away from home)\b", re.IGNORECASE),
}
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LEAST_ALONE = 20
"""A smaller figure may be about anything where its sentence says nothing of a year."""

_LEAST_KM = 1000
"""A shorter distance is seldom the year's."""


def check(
    entry_id: str,
    lang: Lang,
    source: str,
    expected: Expected,
    *,
    years: Sequence[int] = (),
    author: bool = True,
) -> Iterator[Finding]:
    """Yield the typed figures of a text that agree with nothing.

    ``years`` are those that ``expected`` knows, the text's own first: a sentence that names another
    is left alone. ``author`` says that the text speaks of its author's year: a reflection does.
    """
    text = prose(source, quotes=False)
    lines = Lines(text)
    for sentence in _SENTENCE[lang].finditer(text):
        said = sentence[0]
        if any(years and int(year) not in years for year in _YEAR.findall(said)):
            continue
        for figure in figures(said, lang):
            unit, end = _unit(said, figure, lang)
            if not unit or _is_loose(said, figure, end, lang) or _is_of_others(said, end, lang):
                continue
            known = _known(expected, unit)
            if known is None or _says(known.whole, figure, unit):
                continue
            found = _Typed(said, figure, end, unit, lang, text[sentence.end() :][:40])
            total, sure = found.total(known, years, author=author)
            if total is not None:
                at = position(lines, sentence.start() + figure.start)
                mend = sure and total == known.total and total.settled
                yield found.finding(entry_id, at, total, known.total.year, sure=mend)


def _known(expected: Expected, unit: str) -> Known | None:
    """Return what is known of a unit; 趟 may count flights and trips."""
    found = [known for name in unit.split() if (known := expected(name)) is not None]
    if not found:
        return None
    whole = [value for known in found for value in known.whole]
    return found[0]._replace(whole=whole, parts=[v for known in found for v in known.parts])


def _says(values: Sequence[float], figure: Figure, unit: str) -> bool:
    return any(_agrees(figure, value, unit) for value in values)


@dataclass(frozen=True, slots=True)
class _Typed:
    """A figure with its unit, ``said[figure.start:end]``, in its sentence; what follows that."""

    said: str
    figure: Figure
    end: int
    unit: str
    lang: Lang
    following: str

    def total(
        self, known: Known, years: Sequence[int], *, author: bool
    ) -> tuple[Total | None, bool]:
        """Return the total that is meant, and whether unmistakably; None where none is."""
        if self._is_another_matter():
            return None, False
        start, end = self.figure.start, self.end
        said = meant(self.said, start, end, self.unit, self.lang, self.following)
        if said is None or not (said.summed or not _says(known.parts, self.figure, self.unit)):
            return None, False
        own = said.year in ("this", None, known.total.year)
        if not (said.sure and author):
            over = own and self._is_just_over(known.total, said)
            return (known.total if over else None), False
        total = known.total if own else known.beside
        not_last = said.year == "last" and total and total.year != known.total.year - 1
        if total is None or not_last or (years and total.year not in years):
            return None, False
        if total.at_least and self.figure.value > total.value:
            return None, False
        return total, True

    def _is_just_over(self, total: Total, said: Meant) -> bool:
        """Return whether a figure is so near to a total that it must mean it, and above it.

        Whatever a sentence narrows, no part of a year is more than the year. A small figure comes
        near by chance, where nothing speaks of a year or a sum.
        """
        value, tenth = self.figure.value, total.value / 10
        if total.at_least or not 0 < value - total.value <= max(2, tenth):
            return False
        return said.summed or said.year is not None or value >= _LEAST_ALONE

    def _is_another_matter(self) -> bool:
        said, unit, value = self.said, self.unit, self.figure.value
        return (
            (unit in ("km", "hour") and not _IN_THE_AIR[self.lang].search(said))
            or (unit == "km" and value < _LEAST_KM)
            or (unit == "night" and not _AWAY[self.lang].search(said))
            or (unit == "flight trip" and not self.figure.digits and value < 10)
        )

    def finding(
        self, entry_id: str, at: tuple[int, int], total: Total, own: int, *, sure: bool
    ) -> Finding:
        """Return that a figure is not what the rows say; if ``sure``, with the figure to put in.

        ``own`` is the year of the text.
        """
        typed = self.said[self.figure.start : self.end]
        placeholder = self._placeholder(total, own)
        edit = Edit(at[0], at[1] - 1, at[1] - 1 + len(typed), placeholder)
        plain = re.sub("[*_]", "", typed).strip()
        offered = sure and plain == typed and (not plain[0].isupper())
        one = found(
            "figure", entry_id, lang=self.lang, at=at, typed=plain, year=total.year,
            rows=phrase(total), new=placeholder,
        )  # fmt: skip
        offer = words("figure_fix", new=placeholder)
        return replace(one, fix=offer, offers=(edit,)) if offered else one

    def _placeholder(self, total: Total, own: int) -> str:
        parts = [total.name] if total.year == own else [total.name, str(total.year)]
        if self.unit in ("km", "hour") and self.figure.step >= _ROUNDED.get(self.unit, 0):
            parts.append("| round")
        elif not self.figure.digits:
            parts.append("| words")
        return f"{{{{ {' '.join(parts)} }}}}"


_ROUNDED = {"km": 100, "hour": 1}
"""From which precision on a distance or a time was rounded when it was typed."""


def phrase(total: Total) -> Both:
    """Return a total as it is said: 32 趟航班, 32 flights."""
    n = round(total.value)
    key = "check.n_hour" if total.unit == "hour" else f"numbers.n_{total.unit}"
    shown = Both(*(t(lang, key, n=n, shown=f"{n:,}") for lang in LANGS))
    if not total.at_least:
        return shown
    return Both(*(t(lang, "numbers.at_least", shown=shown.get(lang)) for lang in LANGS))


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


def _is_of_others(said: str, end: int, lang: Lang) -> bool:
    """Return whether a sentence speaks of others, plans, or several years."""
    said = _YEAR.sub(lambda year: " " * len(year[0]), said)
    over = _PHRASE_ENDS.search(said, end)
    at = over.start() if over else len(said)
    told = said[:at] + _HARMLESS[lang].sub(" ", said[at:])
    return _OTHERS[lang].search(told) is not None


def _agrees(figure: Figure, value: float, unit: str) -> bool:
    """Return whether a number is what was typed; distances and hours as precisely as typed."""
    if unit in ("km", "hour"):
        rounded = abs(figure.value - value) <= max(figure.step / 2, 1)
        return rounded or 0 <= value - figure.value < figure.step
    return abs(figure.value - value) <= (DOZEN // 2 if figure.step == DOZEN else 0)
