"""Distil the counties, county-level cities and districts of mainland China."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

Row = tuple[str, ...]
COUNTY_COLUMNS = ("adcode", "name", "stem", "en", "latitude", "longitude")
# Codes from here on are Taiwan, Hong Kong and Macau, which other sources know better.
_BEYOND = "71"
_NOT_PLACES = re.compile(
    r"市辖区|直辖|^(?:城区|郊区|矿区)$|开发区|高新区|园区|示范区|管理区|海域|群岛"
)
_PEOPLES = (
    "蒙古", "回", "藏", "维吾尔", "苗", "彝", "壮", "布依", "朝鲜", "满", "侗", "瑶", "白", "土家",
    "哈尼", "哈萨克", "傣", "黎", "傈僳", "佤", "畲", "拉祜", "水", "东乡", "纳西", "景颇",
    "柯尔克孜", "土", "达斡尔", "仫佬", "羌", "布朗", "撒拉", "毛南", "仡佬", "锡伯", "阿昌",
    "普米", "塔吉克", "怒", "鄂温克", "保安", "裕固", "独龙", "鄂伦春", "各",
)  # fmt: skip
_PEOPLE = re.compile(rf"(?<=..)(?:(?:{'|'.join(_PEOPLES)})族|蒙古|哈萨克|塔吉克|锡伯|柯尔克孜)$")
_RANK = re.compile(r"(?:自治县|自治旗|自治州|地区|林区|特区|市|县|区|旗|盟)$")


def stem(name: str) -> str:
    """Return a division's name as people say it: 迁安市 is 迁安, 巴马瑶族自治县 is 巴马.

    A name of one character keeps its rank (易县), because nobody says it without.
    """
    short = _RANK.sub("", name)
    if "自治" in name:
        while len(shorter := _PEOPLE.sub("", short)) < len(short):
            short = shorter
        if len(short) > 2:
            short = short.removesuffix("族")
    return short if len(short) > 1 else name


def latin(name: str, single: Mapping[str, str], whole: Mapping[str, str]) -> str:
    """Return a Chinese name as atlases write it, Qian'an; empty if a sound is unknown.

    ``single`` and ``whole`` are the sounds of characters and names that we know better.
    """
    from pypinyin import Style, lazy_pinyin, load_single_dict

    if name in whole:
        return whole[name].capitalize()
    load_single_dict({ord(text): sound for text, sound in single.items()})
    found = lazy_pinyin(name, style=Style.NORMAL, errors="ignore", v_to_u=True)
    if len(found) != len(name):
        return ""
    joined = found[0] + "".join(f"'{s}" if s[0] in "aeo" else s for s in found[1:])
    return joined.replace("ü", "u" if joined[0] not in "ln" else "ü").capitalize()


def counties(
    raw: Iterable[Mapping[str, str]], single: Mapping[str, str], whole: Mapping[str, str]
) -> list[Row]:
    """Return prefectures, counties and districts by their code of six digits.

    Those whose source has no coordinate are kept without: a city of that name may be known.
    """
    out = []
    for row in sorted(raw, key=lambda r: r["adcode"]):
        code, name = row["adcode"][:6], row["name"]
        is_street = row["adcode"][6:].strip("0") != ""
        if code >= _BEYOND or code.endswith("0000") or is_street or _NOT_PLACES.search(name):
            continue
        said = stem(name)
        at = [f"{float(row[axis]):.4f}" if row[axis] else "" for axis in ("latitude", "longitude")]
        out.append((code, name, said, latin(said, single, whole), *at))
    return out
