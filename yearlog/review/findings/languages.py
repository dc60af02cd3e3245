"""Where the two languages of an entry do not say the same: notes, figures, stale translations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from yearlog.i18n import Both, Lang, other
from yearlog.kinds.entry import Entry
from yearlog.kinds.translation import stale
from yearlog.kinds.values import Text
from yearlog.review.findings import derived
from yearlog.review.findings.model import Finding, found, position
from yearlog.review.findings.numerals import Figure, figures
from yearlog.review.findings.prose import prose
from yearlog.text.source_map import Lines

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = re.compile(
    r"\b(" + "|".join(f"{name}|{name[:3]}" for name in _MONTHS) + r"|sept)\b", re.IGNORECASE
)
_WORDS: tuple[tuple[re.Pattern[str], tuple[float, ...]], ...] = (
    (re.compile(r"\b(?:once|single|an?)\b", re.I), (1,)),
    (re.compile(r"\b(?:twice|both|pairs?|couple|double)\b", re.I), (2,)),
    (re.compile(r"\b(?:thrice|triple)\b", re.I), (3,)),
    (re.compile(r"\bhalf\b|半", re.I), (0.5, 30, 50)),
    (re.compile(r"\bquarters?\b|一刻", re.I), (0.25, 15, 25)),
    (re.compile(r"\b(?:noon|midday)\b|正午|中午", re.I), (12,)),
    (re.compile(r"\bmidnight\b|午夜", re.I), (0, 12, 24)),
    (re.compile(r"\bdozen\b|一打", re.I), (12,)),
    (re.compile(r"\bcentur(?:y|ies)\b|世纪", re.I), (100,)),
    (re.compile(r"廿"), (20,)),
    (re.compile(r"周[日天]|星期[日天]|\bsunday\b", re.I), (7,)),
)
_MEASURED_ELSEWHERE = re.compile(
    r"\s*(?:°\s?[FC]|[℃℉度]|degrees?|miles?\b|mi\b|lbs?\b|pounds?\b|ft\b|feet\b|foot\b|inch(?:es)?\b|"
    r"km\b|公里|千米|kilomet|米|met(?:re|er)s?\b|cm\b|厘米|centimet|斤|里|亩|尺|寸|kg\b|kilos?\b|公斤|千克|"
    r"kilograms?|元|块|美元|加元|欧元|dollars?|euros?|yuan)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:st|nd|rd|th|am|pm|km|kg|cm|mm|m|h|s|min|k)\b", re.IGNORECASE)


def check(entry: Entry, filled: Mapping[Lang, str] | None = None) -> Iterator[Finding]:
    """Yield a stale translation and figures that stand in one language alone.

    ``filled`` are the bodies with their ``{{ flights }}`` as a page shows them: what one language
    names the other may have typed.
    """
    yield from _stale(entry)
    texts = {lang: text for lang, text in entry.texts.items() if text.body.strip()}
    if len(texts) == 2:
        yield from _figures(entry, texts["zh"], texts["en"], filled or {})


def _stale(entry: Entry) -> Iterator[Finding]:
    lang = stale(entry)
    if lang is not None:
        yield found("stale", entry.id, lang=lang)


def _figures(entry: Entry, zh: Text, en: Text, filled: Mapping[Lang, str]) -> Iterator[Finding]:
    """Yield the figures in digits that the other language says neither in digits nor in words."""
    zh_alone = list(_alone(zh.body, "zh", _supply(filled.get("en", en.body), "en")))
    en_alone = list(_alone(en.body, "en", _supply(filled.get("zh", zh.body), "zh")))
    hint = not (zh_alone and en_alone)
    sides: tuple[tuple[Lang, str, list[Figure]], ...] = (
        ("zh", zh.body, zh_alone), ("en", en.body, en_alone),
    )  # fmt: skip
    for lang, body, alone in sides:
        text = prose(body)
        for one in alone:
            yield found("figure-alone", entry.id, lang=lang, hint=hint,
                        at=position(Lines(text), one.start),
                        figure=text[one.start : one.end])  # fmt: skip


def _supply(body: str, lang: Lang) -> set[float]:
    """Return every number a text can be said to hold, generously."""
    text = prose(body)
    held: set[float] = set()
    for one in figures(text, lang):
        held |= {one.value, one.said, *derived.of_figure(one, text)}
        whole, point, rest = f"{one.said:g}".partition(".")
        if one.digits and point:
            written = text[one.start : one.end].partition(".")[2]
            digits = re.match(r"\d+", written)
            held |= {float(whole), float(digits[0] if digits else rest)}
        if 1000 <= one.value < 3000:
            held.add(one.value % 100)
    held |= set(derived.of_words(text))
    for match in _MONTH.finditer(text):
        name = match[1].casefold()[:3]
        held.add(1 + [month[:3] for month in _MONTHS].index(name))
    for pattern, values in _WORDS:
        if pattern.search(text):
            held |= set(values)
    return held


def _alone(body: str, lang: Lang, held: set[float]) -> Iterator[Figure]:
    text = prose(body)
    for one in figures(text, lang):
        if not one.digits or _is_part_of_a_name(text, one):
            continue
        if _MEASURED_ELSEWHERE.match(text, one.end):
            continue
        written = text[one.start : one.end]
        parts = re.fullmatch(r"(\d{1,2})\.(\d\d)", written)
        if _is_held(one.value, held) or _is_held(one.said, held):
            continue
        if 1000 <= one.value < 3000 and _is_held(one.value % 100, held):
            continue  # the 1990s, 90 年代
        if written == "00" and text[one.start - 1 : one.start] in (":", "："):
            continue
        if parts and all(_is_held(float(part), held) for part in parts.groups()):
            continue
        yield one


def _is_held(value: float, held: set[float]) -> bool:
    """Return whether a number is held, or, for an hour of the day, its other reading."""
    return value in held or (value <= 24 and (value + 12 in held or value - 12 in held))


def _is_part_of_a_name(text: str, one: Figure) -> bool:
    """Return whether letters stand next to a figure: GPT-4, H100, 3D."""
    before, after = text[: one.start][-2:], text[one.end : one.end + 1]
    if re.search(r"[A-Za-z_#@$€£¥]$|[A-Za-z][-.]$", before):
        return True
    return after.isascii() and after.isalpha() and not _SUFFIX.match(text, one.end)


def notes(entry: Entry, labels: dict[Lang, Sequence[str]]) -> Iterator[Finding]:
    """Yield that the notes differ; ``labels`` are those of each body in the order of numbers."""
    if len(labels) < 2:
        return
    zh, en = list(labels["zh"]), list(labels["en"])
    if zh == en:
        return
    shown = {"zh": Both(_listed(zh) or "没有", _listed(zh) or "none"),
             "en": Both(_listed(en) or "没有", _listed(en) or "none")}  # fmt: skip
    code = "notes-order" if sorted(zh) == sorted(en) else "notes-differ"
    yield found(code, entry.id, lang=other(entry.language), zh=shown["zh"], en=shown["en"])


def _listed(labels: Sequence[str]) -> str:
    return " ".join(f"[^{label}]" if label else "^[…]" for label in labels)


def missing(chapters: Sequence[Entry]) -> Iterator[Finding]:
    """Yield the chapters in one language where another chapter has both."""
    whole = [one for one in chapters if len(_written(one)) == 2]
    for one in chapters if whole else ():
        written = _written(one)
        if len(written) == 1:
            lang = other(written[0])
            yield found("one-language", one.id, lang=lang, hint=True)


def _written(entry: Entry) -> list[Lang]:
    return [lang for lang, text in entry.texts.items() if text.body.strip()]
