"""Derive the keys under which each place is found, and write them."""

from __future__ import annotations

import heapq
import math
import re
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable

from .folding import fold, is_han
from .item import ALIAS, ALTERNATE, CODE, INITIALS, PINYIN, PRIMARY, Item
from .model import GROUPS, TABLES, Collected
from .pinyin import Pinyin

# A prefix that more keys than this share has its best places stored, so that the first keystrokes
# cost no more than the later ones.
CROWDED = 300
BEST = 40
CROWDED_PINYIN = 60
BEST_PINYIN = 24
# Pinyin is made for cities of this weight, and all that people named here by hand.
SPELT_FROM = 5_000
_EN_AIRPORT = re.compile(r"\b(international|intl|airport|regional|municipal|aéroport)\b", re.I)
RANK_BONUS = (1.5, 1.5, 0.9, 0.5, 0.5, 0.0)


def write_keys(database: sqlite3.Connection, collected: Collected, pinyin: Pinyin) -> None:
    """Write the tables of keys and of crowded prefixes."""
    tables: dict[str, list[tuple[str, int, int]]] = {name: [] for name in TABLES}
    for item in collected.items:
        group = item.kind if item.kind in GROUPS else "feature"
        keys = _keys(item, collected.simplified)
        tables[group] += [(key, item.number, rank) for key, rank in keys.items()]
        spelt = _spelt(item, collected.simplified, pinyin, keys)
        tables[f"{group}_pinyin"] += [(key, item.number, rank) for key, rank in spelt.items()]
    weights = {item.number: item.weight for item in collected.items}
    for name, rows in tables.items():
        rows.sort()
        spelt_out = name.endswith("_pinyin")
        crowded, best = (CROWDED_PINYIN, BEST_PINYIN) if spelt_out else (CROWDED, BEST)
        heads = _heads(rows, weights, crowded, best)
        database.executemany(f"INSERT INTO {name}_name VALUES (?, ?, ?)", rows)
        database.executemany(f"INSERT INTO {name}_head VALUES (?, ?, ?, ?)", heads)


def _spelt(
    item: Item, simplified: dict[str, str], pinyin: Pinyin, known: dict[str, int]
) -> dict[str, int]:
    """Return the pinyin and the initials of a place's Chinese names, except what is known."""
    if item.weight < SPELT_FROM:
        return {}
    names = [item.name_zh, *(name for name, rank in item.names if rank in (PRIMARY, ALIAS))]
    if item.kind == "airport":
        names += [name for name, _ in _airport_names(item, simplified) if is_han(name)]
    keys: dict[str, int] = {}
    for name in names:
        for key, full in pinyin.keys(fold(name, simplified)):
            if key not in known:
                keys[key] = min(PINYIN if full else INITIALS, keys.get(key, INITIALS))
    return keys


def _keys(item: Item, simplified: dict[str, str]) -> dict[str, int]:
    """Return the keys of a place, each with its best rank."""
    names = [(item.name_en, PRIMARY), (item.name_zh, PRIMARY), *item.names]
    if item.kind == "airport":
        names += [(item.iata, CODE), (item.icao, CODE), *_airport_names(item, simplified)]
    keys: dict[str, int] = {}
    for name, rank in names:
        key = fold(name, simplified)
        if key:
            keys[key] = min(rank, keys.get(key, CODE))
    for key in item.keys:
        keys.setdefault(key, ALTERNATE)
    return keys


def _airport_names(item: Item, simplified: dict[str, str]) -> Iterable[tuple[str, int]]:
    """Yield what people call an airport: 首都机场, 浦东, Heathrow, without city or category."""
    cities = {fold(n, simplified) for c in item.cities for n in (c.name_en, c.name_zh)}
    cities |= {key for city in item.cities for key in city.keys}
    known = [item.name_en, item.name_zh, *(name for name, _ in item.names)]
    for name in known:
        shorts = _short_zh(name, item.cities) if is_han(name) else _short_en(name, item.cities)
        for short in shorts:
            key = fold(short, simplified)
            if len(key) >= (2 if is_han(short) else 4) and key not in cities:
                yield short, ALTERNATE


def _short_zh(name: str, cities: list[Item]) -> set[str]:
    shorts = {name, name.replace("国际", "")}
    for city in cities:
        if city.name_zh:
            shorts |= {s.removeprefix(city.name_zh).lstrip("-·") for s in shorts}
    shorts = {s for s in shorts if s not in ("机场", "国际机场")}
    return shorts | {s.removesuffix("机场").removesuffix("国际") for s in shorts}


def _short_en(name: str, cities: list[Item]) -> set[str]:
    bare = " ".join(_EN_AIRPORT.sub(" ", name).split())
    shorts = {bare, f"{bare} Airport"}
    for city in cities:
        pattern = re.compile(rf"^{re.escape(city.name_en)}\b[\s–-]*")
        shorter = pattern.sub("", bare).strip()
        shorts |= {shorter, f"{shorter} Airport"} if shorter else set()
    return shorts


def _heads(
    rows: list[tuple[str, int, int]], weights: dict[int, int], crowded: int, most: int
) -> Iterable[tuple[str, int, str, int]]:
    """Yield, for each crowded prefix, its best places: prefix, place, key, rank."""
    counts = Counter(key[:n] for key, _, _ in rows for n in (1, 2, 3, 4) if len(key) >= n)
    for prefix in sorted(p for p, count in counts.items() if count > crowded):
        start = bisect_left(rows, (prefix,))
        stop = bisect_left(rows, (prefix + "\U0010ffff",))
        best: dict[int, tuple[float, str, int]] = {}
        for key, place, rank in rows[start:stop]:
            score = math.log10(weights[place] + 10) + RANK_BONUS[rank] - 0.02 * len(key)
            if place not in best or score > best[place][0]:
                best[place] = score, key, rank
        top = heapq.nsmallest(most, best.items(), key=lambda entry: (-entry[1][0], entry[0]))
        for place, (_, key, rank) in sorted(top):
            yield prefix, place, key, rank
