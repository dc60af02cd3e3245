"""Whether a sentence says of its author's whole year that a figure is its total.

A sentence says so only if every word of it up to the end of the phrase is known to mean nothing
else: a place, a month, another person, any word that narrows what is counted is no such word. So
what is not understood is not taken for a statement about the year.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from yearlog.i18n import Lang

Year = Literal["this", "last"] | int
"""The year that is meant: that of the text, the one before it, or a calendar year."""


class Meant(NamedTuple):
    """What a sentence says of a figure: of which year, None where it names none.

    ``summed`` says that the figure is said to be all of it, ``sure`` that every word says so.
    """

    year: Year | None
    summed: bool
    sure: bool


# Chinese -----------------------------------------------------------------------------------------

_ZH_THIS = r"今年一年|今年一整年|今年全年|今年|全年|一整年|这一整?年|一年(?:下来|到头)|过去这?一年"
_ZH_LAST = r"去年一年|去年一整年|去年全年|去年"
_ZH_YEAR = (
    rf"(?P<this>{_ZH_THIS})|(?P<last>{_ZH_LAST})"
    r"|(?P<named>(?:19|20)\d\d)\s*年(?:全年|一年)?"
)
_ZH_WORDS = (
    r"一共|总共|共计|合计|总计|统共|拢共|共|加起来|算下来|算起来|统计下来|数下来|数了数|"
    r"数了一下|算了算|数一数|算一算|回头看|回头一看|回头一数|盘点一下|"
    r"翻了?翻(?:记录|日志|日历)|到头来|到最后|结果|前前后后|"
    r"数字|总结|"
    r"我|就|已经|也|居然|竟然|竟|还是|可|真的|才|只|仅|不知不觉|下来|里|里头|来|整整|足足|的"
)
_ZH_WENT = r"足迹遍布|遍布|到访了?|走遍了?|去了|到了|走了|跑了|到过|去过|飞了|走过"
_ZH_DID: Mapping[str, str] = {
    "flight": (
        r"坐飞机|(?:的)?航班|飞行(?:了|次数)?|飞了?|坐了|乘了|搭了|坐过|搭乘了?|乘坐了?|是|为"
    ),
    "km": r"(?:的)?(?:飞行|总)+(?:距离|里程)(?:是|为)?|飞行了?|(?:在)?(?:空中|天上)飞了?|飞了?",
    "hour": (
        r"(?:的)?飞行时间(?:是|为)?|飞行了?|飞了?|在(?:空中|天上|飞机上)(?:待了|飞了?|坐了|过了|度过了)?"
    ),
    "airport": r"去了|到了|用了|飞了|走了|到过|去过|经过了",
    "airline": r"坐了|飞了|坐过|乘了|搭了",
    "country": _ZH_WENT,
    "city": _ZH_WENT,
    "talk": r"做了|讲了|作了|给了|做过",
    "project": r"做了|参与了|推进了|做过|手上有|跑了",
    "night": r"(?:在外面?|离家)(?:过了|住了|待了)?|出门在外|有",
}
_ZH_NUMBER = r"[\d零〇一二两三四五六七八九十百千万]"
_ZH_END = re.compile(
    r"\s*(?:呢|啊|了|吧|之多|的演讲|不在家)?\s*"
    rf"(?=[，,；;。：:、！!？?…—（(）)”」]|比|(?:和|与|以及)\s*{_ZH_NUMBER}|$)"
)
_ZH_BREAK = re.compile(r"[，,；;：:、…—（）()“”「」]+")

# English -----------------------------------------------------------------------------------------

_EN_THIS = (
    r"(?:in |during |over |through(?:out)? )?(?:this|my|the(?: whole| entire)?|this past) year"
    r"|all year(?: long)?|over the course of the year|(?:in|of|for) the year"
)
_EN_LAST = r"(?:in |during )?last year"
_EN_YEAR = (
    rf"\b(?:(?P<this>{_EN_THIS})|(?P<last>{_EN_LAST})"
    r"|(?:in|during|for|over|of) (?P<named>(?:19|20)\d\d))\b"
)
_EN_WORDS = (
    r"in numbers|in figures|in all|in total|in sum|altogether|all told|all in all|overall|"
    r"a (?:grand )?total of|and|so|but|yet|well|in the end|in fact|looking back|i look back|"
    r"counting (?:back|up)|by my count|i['’]ve|i have|i had|i|have|had|has|also|still|just|even|"
    r"exactly|precisely|"
    r"somehow|actually|really|finally|already|that makes|that made|it came to|"
    r"it comes to|it adds up to|it added up to"
)
_EN_WENT = (
    r"visited|went to|been to|was in|travell?ed to|flew to|saw|set foot in|"
    r"(?:took|brought|led) me to"
)
_EN_DID: Mapping[str, str] = {
    "flight": (
        r"took|taken|made|flew|flown|boarded|caught|was on|been on|sat on|went on|"
        r"it was|it has been|there were"
    ),
    "km": r"flew|flown|covered|travell?ed|clocked up|racked up|by air|in the air",
    "hour": (
        r"flew(?: for)?|flown|spent|logged|in the air|in the sky|on planes|aloft|of flying|flying"
    ),
    "airport": r"used|passed through|went through|flew from|visited|saw",
    "airline": r"flew with|flew on|flew|took|used|tried",
    "country": _EN_WENT,
    "city": _EN_WENT,
    "talk": r"gave|given|delivered|held|presented",
    "project": r"worked on|ran|led|juggled|had|did",
    "night": r"spent|slept|(?:was )?away(?: from home)?(?: for)?",
}
_EN_END = re.compile(r"\s*(?=[,;.:!?()”…—–]|$)")
_EN_BREAK = re.compile(r"[,;:()“”…—–]+|\s-+\s")

# Both --------------------------------------------------------------------------------------------

_SUMMED = {
    "zh": re.compile(r"共|总共|共计|合计|总计|全年|一整年|加起来|前前后后"),
    "en": re.compile(
        r"\b(?:in all|in total|in sum|altogether|all told|all in all|overall|total of|all year|"
        r"(?:whole|entire) year)\b",
        re.IGNORECASE,
    ),
}
_NARROWED_AFTER = {
    "zh": re.compile(
        r"[都全只仅光单]|不算|不含|不包括|没算|除|在|从|往|去(?!年)|到|为了|"
        r"不[，,。对是]|不$|错|夸张|开玩笑"
    ),
    "en": re.compile(
        r"\b(?:all|both|each|every|only|alone|just|in|to|from|for|within|between|counting|"
        r"excluding|except|without|on|by|mostly|most|no|not|rather|make that|i mean|wrong|"
        r"kidding|joking)\b",
        re.IGNORECASE,
    ),
}
_GOES_ON = {
    "zh": re.compile(r"\s*(?:都|全|只|仅|光|其实|不算|不含|不[，,。对是]|错|才怪|[？?])"),
    "en": re.compile(
        r"\s*(?:\?|(?:all|only|just|both|mostly|most|not|none|no|wrong|actually|or rather)\b)",
        re.IGNORECASE,
    ),
}
"""What follows a sentence where it narrows or denies it; it may end as a question."""

_PART_OF = {
    "zh": re.compile(
        r"[，,；;（(—]+\s*(?:(?:其中|里面|包括)?[^，,]*?(?:其中|第一次|头一回|线上|线下|远程)|"
        rf"(?:其中|里面|包括)?(?:有\s*)?{_ZH_NUMBER}+\s*(?:[场座趟次家]|个(?!月))).*$"
    ),
    "en": re.compile(
        r"[,;(—–]+\s*(?:(?:and|of which|including|with)\s+)?"
        r"(?:\d+|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b)"
        r".*$|[,;(—–]+\s*(?:of which|(?:up|down) from)\b.*$",
        re.IGNORECASE | re.DOTALL,
    ),
}
"""What says of the figure before it that it is the whole of what it is a part of."""

_IN_COUNTRIES = re.compile(r"^\s*in\s+(?:\d+|[a-z]+)\s+countries(?: and regions)?\b", re.IGNORECASE)
_SAID_BY = {
    "zh": re.compile(r"[说讲问答道写猜想算称]|告诉|显示|统计|邮件|报告"),
    "en": re.compile(
        r"\b(?:sa(?:y|ys|id)|tells?|told|asks?|asked|writes?|wrote|claim\w*|guess\w*|think|"
        r"thought|according|email|app|felt|seem\w*|wish\w*)\b",
        re.IGNORECASE,
    ),
}
_TAKEN_BACK = {
    "zh": re.compile(r"[，,；;—…(（]\s*(?:不[，,。对是]|不$|错|开玩笑|[^，,]*[说称]$|[^，,]*显示)"),
    "en": re.compile(
        r"[,;—–…(]\s*(?:no\b|not \d|wrong\b|or rather\b|or so\b|make that\b|i mean\b|"
        r"(?:[\w'’]+ ){0,3}(?:say|says|said|tells?|told|claims?|claimed|wrote|thinks?|thought)\b)",
        re.IGNORECASE,
    ),
}
"""What follows a figure and takes it back, or says who said it."""

_SELF = {"zh": re.compile("我"), "en": re.compile(r"\bi(?:['’]ve)?\b", re.IGNORECASE)}

_ALONE = ("flight",)
"""Units that say by themselves what was done: of 45 flights nobody needs to say that they flew."""


def meant(
    said: str, start: int, end: int, unit: str, lang: Lang, following: str = ""
) -> Meant | None:
    """Return what a sentence says of a figure with its unit, ``said[start:end]``.

    None unless every word of its clause is known to narrow nothing; ``following`` is the text after
    the sentence.
    """
    if unit == "flight trip":
        unit = "flight" if "飞" in said or "航班" in said else ""
    if unit not in _ZH_DID:
        return None
    before, after = _plain(said[:start]), _IN_COUNTRIES.sub("", _plain(said[end:]))
    words = _Words(unit, lang)
    rest = words.after(after)
    if rest is None or _GOES_ON[lang].match(following.lstrip("。.!！")):
        return None
    if _TAKEN_BACK[lang].search(after[len(rest) :]):
        return None
    *earlier, last = words.breaks.split(before)
    *joined, last = [_named(one, lang) for one in words.joins.split(last)]
    own = f"{last} \0 {words.joins.split(f' {rest}')[0]}"
    found, did = words.read(own)
    if not (found and all(map(words.is_known, joined)) and (did or unit in _ALONE)):
        return None
    year = words.year_of(f"{last} {rest}")
    sure = not words.narrows(after[len(rest) :])
    clauses = [_named(one, lang) for part in earlier for one in words.joins.split(part)] + joined
    for clause in reversed(clauses):
        if not words.is_known(clause):
            if year is None or not _SELF[lang].search(own) or _SAID_BY[lang].search(before):
                return None
            sure = False
        year = year or words.year_of(clause)
    summed = _SUMMED[lang].search(f"{before} {rest}") is not None
    return Meant(year, summed, sure and year is not None)


def _named(clause: str, lang: Lang) -> str:
    """Return a clause that is nothing but a year as one that says so: 2025: 45 flights."""
    bare = re.fullmatch(
        r"\s*(?:my |我的\s*)?((?:19|20)\d\d)( in numbers)?\s*", clause, re.IGNORECASE
    )
    if bare is None:
        return clause
    return f"{bare[1]} 年" if lang == "zh" else f"in {bare[1]}"


def _plain(text: str) -> str:
    """Return a part of a sentence without emphasis, list marks and heading marks."""
    return re.sub(r"^\s*(?:[-+]|#+)\s", "", re.sub("[*_]", "", text))


class _Words:
    """The words of one language that a statement about the year may be made of."""

    def __init__(self, unit: str, lang: Lang) -> None:
        self.lang = lang
        self.breaks = _ZH_BREAK if lang == "zh" else _EN_BREAK
        self.joins = re.compile("(?!)" if lang == "zh" else r"\s+and\s+")
        self._year = re.compile(_ZH_YEAR if lang == "zh" else _EN_YEAR, re.IGNORECASE)
        self._did = re.compile(_ZH_DID[unit] if lang == "zh" else rf"\b(?:{_EN_DID[unit]})\b", re.I)
        every = "|".join((_ZH_DID if lang == "zh" else _EN_DID).values())
        self._any = re.compile(every if lang == "zh" else rf"\b(?:{every})\b", re.I)
        self._more = re.compile(_ZH_WORDS if lang == "zh" else rf"\b(?:{_EN_WORDS})(?!\w)", re.I)

    def after(self, text: str) -> str | None:
        """Return the words up to the end of the phrase after a figure, None if it goes on."""
        ends = _ZH_END if self.lang == "zh" else _EN_END
        if ends.match(text):
            return ""
        if self.lang == "zh":
            return None
        # What goes on must be as unmistakable: "and gave 20 talks", "in all this year".
        phrase = self.breaks.split(re.split(r"[.!?](?=\s|$)", text)[0])[0]
        parts = self.joins.split(f" {phrase}")
        return phrase if all(map(self.is_known, parts)) else None

    def read(self, clause: str) -> tuple[bool, bool]:
        """Return whether a clause is made of known words alone, and whether it says what was done.

        What was done is looked for first: 飞了 is one word.
        """
        left = self._year.sub("\1", clause)
        done = self._did.search(left) is not None
        left = self._more.sub("\1", self._did.sub("\1", left))
        return not left.replace("\0", "").replace("\1", "").strip(" 　.,，"), done

    def counts(self, clause: str) -> bool:
        """Return whether an earlier clause is itself such a statement: 今年飞了 32 趟，做了……."""
        left = self._more.sub("", self._any.sub("", self._year.sub("", clause)))
        return bool(re.fullmatch(_COUNTED[self.lang], left.strip(), re.IGNORECASE))

    def is_known(self, clause: str) -> bool:
        """Return whether a clause narrows nothing: known words, or such a statement itself."""
        return self.read(clause)[0] or self.counts(clause)

    def narrows(self, text: str) -> bool:
        """Return whether the rest of a sentence may say that not the whole year is meant."""
        text = _PART_OF[self.lang].sub("", text.replace("不在家", ""))
        return _NARROWED_AFTER[self.lang].search(self._any.sub(" ", text)) is not None

    def year_of(self, text: str) -> Year | None:
        """Return the year a text names; None where it names none."""
        found = self._year.search(text)
        if found is None:
            return None
        return int(found["named"]) if found["named"] else "this" if found["this"] else "last"


_COUNTED = {
    "zh": (
        r"[\d,.零〇一二两三四五六七八九十百千万]+\s*"
        r"(?:[趟次个场座家晚夜班]\s*"
        r"(?:航班|飞机|演讲|报告|城市|国家|机场|航空公司|项目|行程)?|个?小时|万?公里)"
    ),
    "en": (
        r"(?:[\d,.]+|[a-z]+(?:-[a-z]+)?)\s+"
        r"(?:flights|talks|cities|countries|airports|airlines|projects|trips|hours|nights|km|"
        r"kilomet(?:re|er)s)"
    ),
}
