"""Choose and clean place names: simplified characters, mainland forms, keys worth keeping."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from distil.fold import fold, is_han

# How much a language tag says about mainland usage. wuu is Wu, mostly written as on the mainland.
TAG_WEIGHT = {
    "zh-CN": 6.0, "zh-Hans": 6.0, "zh-SG": 5.0, "zh": 4.0, "wuu": 3.0,
    "zh-TW": 0.5, "zh-HK": 0.4, "zh-MO": 0.4, "yue": 0.4,
}  # fmt: skip
# A trailing 市 and the like belongs to the administrative name, not to the name people use.
_SUFFIX = re.compile(r"(?<=..)(?:市|特别市|广域市|特別市|廣域市)$")
_HAN_ONLY = re.compile(r"[\u3400-\u9fff·]+")


def simplification(
    t2s: Mapping[str, Sequence[str]],
    s2t: Mapping[str, Sequence[str]],
    jp: Mapping[str, Sequence[str]],
) -> dict[str, str]:
    """Return the character map to simplified Chinese, Japanese forms included.

    A Japanese form that is itself a simplified character (芸, 予) is left alone: mapping it would
    change Chinese names.
    """
    table = {c: to[0] for c, to in t2s.items() if len(c) == 1 and to[0] != c and len(to[0]) == 1}
    chinese = set(s2t) | set(table.values())
    for traditional, forms in jp.items():
        for form in forms:
            simple = table.get(traditional, traditional)
            if len(form) == 1 and form not in chinese and form not in table and form != simple:
                table[form] = simple
    return dict(sorted(table.items()))


def tagged(section: str) -> dict[str, list[str]]:
    """Return the names of an OPTD row by language tag."""
    names: dict[str, list[str]] = defaultdict(list)
    for part in section.split("="):
        fields = part.split("|")
        if len(fields) >= 2 and fields[1]:
            names[fields[0]].append(fields[1])
    return names


def display(name: str) -> str:
    """Return a simplified name as people say it: without a trailing 市."""
    return _SUFFIX.sub("", name)


def chinese_name(
    tags: Mapping[str, Sequence[str]], untagged: Sequence[str], simplified: Mapping[str, str]
) -> str:
    """Return the likeliest mainland name, simplified, or an empty string.

    A tag counts by ``TAG_WEIGHT``. Among untagged names, one that is written in simplified
    characters beside its traditional twin was put there by someone who writes simplified.
    """
    score: dict[str, float] = defaultdict(float)
    forms = [(name, TAG_WEIGHT[tag]) for tag in TAG_WEIGHT for name in tags.get(tag, ())]
    forms += [(name, 1.0) for name in untagged]
    written = {name for name, _ in forms}
    for name, weight in forms:
        if not is_han(name) or not _HAN_ONLY.fullmatch(name):
            continue
        simple = "".join(simplified.get(c, c) for c in name)
        score[simple] = max(score[simple], weight)
        if simple == name and any(
            other != name and "".join(simplified.get(c, c) for c in other) == name
            for other in written
        ):
            score[simple] += 1.5
    if not score:
        return ""
    best = max(score, key=lambda n: (score[n], len(display(n)) > 1, -len(display(n)), n))
    return display(best)


def alternate_keys(
    names: Sequence[str], known: Sequence[str], simplified: Mapping[str, str]
) -> list[str]:
    """Return the sorted keys of the alternate names that a person could type.

    Left out: names in other scripts, transliterations that GeoNames writes in lower case, codes,
    and keys that ``known`` names already give.
    """
    keys = set()
    for name in names:
        if is_han(name):
            keys.add(fold(name, simplified))
            keys.add(fold(display("".join(simplified.get(c, c) for c in name)), simplified))
        elif len(name) < 40 and _latin(name) and not re.fullmatch(r"[A-Z]{2,4}", name):
            keys.add(fold(name))
    keys -= {fold(name, simplified) for name in known}
    return sorted(key for key in keys if len(key) > 1)


def _latin(name: str) -> bool:
    return name[:1].isupper() and all(
        ord(c) < 0x250 or 0x1E00 <= ord(c) < 0x1F00 or c in "ʻ‘’" for c in name
    )
