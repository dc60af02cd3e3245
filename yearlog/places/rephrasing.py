"""Say a place's name in other words, for a text that names nothing as it stands.

Each step is a set of folded names asked for at once; a later step stands for a bolder guess.
"""

from __future__ import annotations

from yearlog.places.fold import fold

# What stands behind a Chinese name and may be left out, or may have been; the longer first.
_ZH_TAILS = (
    "特别行政区", "风景名胜区", "旅游度假区", "国家森林公园", "国家地质公园", "滑雪度假村",
    "自然保护区", "国家公园", "森林公园", "风景区", "度假区", "滑雪场", "度假村", "自治州",
    "自治区", "自治县", "大学城", "火车站", "高铁站", "大峡谷", "大瀑布", "大草原", "大沙漠",
    "景区", "雪场", "古镇", "古城", "小镇", "老城", "新区", "县城", "市区", "地区", "大区",
    "群岛", "列岛", "半岛", "沙漠", "草原", "瀑布", "冰川", "峡谷", "温泉", "海滩", "沙滩",
    "火山", "雪山", "山脉", "高原", "平原", "盆地", "海峡", "运河", "公园", "湿地", "盐湖",
    "峡湾",
    *"市县镇区乡村州省邦郡府道旗岛山湖峰河江海湾港城谷",
)  # fmt: skip
# Without one of these a name is still all of the name: nobody calls 苏州市 another place.
_ZH_RANKS = ("市", "县", "镇", "州", "省", "岛", "山", "湖")
# English words, folded, that stand before or behind a name and may be left out, or may have been.
_HEADS = ("the", "mount", "mt", "lake", "isleof", "cityof", "downtown", "port")
_TAILS = (
    "nationalpark", "statepark", "provincialpark", "skiresort", "skiarea", "mountainresort",
    "mountains", "mountain", "islands", "island", "beach", "desert", "valley", "falls", "canyon",
    "lake", "river", "glacier", "gorge", "peninsula", "region", "county", "province", "prefecture",
    "state", "oldtown", "city", "town", "village", "resort", "park", "bay",
)  # fmt: skip
_SAME_WORDS = (("saint", "st"), ("sainte", "ste"), ("mount", "mt"), ("fort", "ft"))
# A stem shorter than this names too much.
_LEAST_LATIN, _LEAST_HAN = 4, 2


def same_words(text: str) -> list[str]:
    """Return the folded forms of an English name that differ in how a word is written.

    St Moritz is Saint Moritz, Mt Fuji is Mount Fuji.
    """
    words = [fold(word) for word in text.replace("-", " ").replace(".", ". ").split()]
    found = set()
    for pair in _SAME_WORDS:
        for old, new in (pair, pair[::-1]):
            if old in words:
                found.add("".join(new if word == old else word for word in words))
    return sorted(found)


def ranked(key: str) -> list[str]:
    """Return a folded Chinese name without 市 and the like, which is the same name."""
    return [key[:-1]] if key.endswith(_ZH_RANKS) and len(key) > _LEAST_HAN else []


def shortened(key: str) -> list[str]:
    """Return a folded name without 市, 国家公园, "the", "national park" and the like."""
    if not key.isascii():
        tails = (tail for tail in _ZH_TAILS if key.endswith(tail))
        found = [key[: -len(tail)] for tail in tails if len(key) - len(tail) >= _LEAST_HAN]
        return found[:1]
    found = [key[len(head) :] for head in _HEADS if key.startswith(head)]
    found += [key[: -len(tail)] for tail in _TAILS if key.endswith(tail)]
    return sorted({short for short in found if len(short) >= _LEAST_LATIN})


def lengthened(key: str) -> list[str]:
    """Return a folded name with 岛, 国家公园, "mount", "island" and the like."""
    if not key.isascii():
        return [key + tail for tail in _ZH_TAILS] if len(key) >= _LEAST_HAN else []
    if len(key) < _LEAST_LATIN:
        return []
    return sorted({head + key for head in _HEADS} | {key + tail for tail in _TAILS})
