"""Score the gazetteer on lists of queries and write the table into the docs: ``make coverage``.

A query counts as answered when the first answer is the place meant: of the stated country (any
where a place lies in several), within the stated distance of the stated coordinate, or the airport
of the stated code.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from yearlog.kinds.values import Place
from yearlog.places.gazetteer import Gazetteer
from yearlog.places.ranking import sphere_km

ROOT = Path(__file__).parents[1]
LISTS = ROOT / "tests" / "places"
BEGIN, END = "<!-- coverage -->", "<!-- /coverage -->"
GROUPS = {
    "zh cities": "城市，中文",
    "en cities": "城市，英文",
    "codes": "代码（含当年的）",
    "airports by name": "机场名",
    "regions": "地区",
    "nature": "山水、岛屿、公园、雪场",
    "slang": "俗称",
}
HEADS = {
    "en": ("group", "queries", "when written", "now", "all"),
    "zh": ("组", "查询数", "写成之时", "现在", "合计"),
}
# The lists beside the seven groups, and how many were right when they were first run, untouched;
# None where nobody counted.
OTHERS: dict[str, tuple[str, str, int | None]] = {
    "holdout": ("hold-out", "留出集", None),
    "middling": ("middling places", "不大不小的地方", 113),
    "holdout-2": ("second hold-out", "留出集二", 514),
    "holdout-3": ("third hold-out", "留出集三", 246),
}


class Query(NamedTuple):
    """One row of a list: what is typed, on which day, and what is meant."""

    group: str
    text: str
    kind: str
    country: str
    latitude: float | None
    longitude: float | None
    km: float
    code: str
    on: date | None


class Score(NamedTuple):
    """How a group did: its queries and those whose first answer is another place."""

    group: str
    asked: int
    missed: list[str]

    @property
    def share(self) -> float:
        """The share of right first answers, 0 to 1."""
        return 1 - len(self.missed) / self.asked


def read(name: str) -> list[Query]:
    """Return the queries of a list beside the tests."""
    lines = (LISTS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [_query(line.split("\t")) for line in lines]


def _query(fields: list[str]) -> Query:
    group, text, kind, country, latitude, longitude, km, code, on = fields
    return Query(
        group, text, kind, country,
        float(latitude) if latitude else None, float(longitude) if longitude else None,
        float(km or 0), code, date.fromisoformat(on) if on else None,
    )  # fmt: skip


def first(gazetteer: Gazetteer, query: Query) -> Place | None:
    """Return the first answer: an airport where one is meant, any place otherwise."""
    if query.kind == "airport":
        found = gazetteer.airports(query.text, on=query.on)
    else:
        found = gazetteer.search(query.text, on=query.on)
    return found[0].place if found else None


def right(place: Place | None, query: Query) -> bool:
    """Tell whether a place is the one a query means."""
    if place is None or query.country not in ("", place.country_code):
        return False
    if query.kind and place.kind != query.kind:
        return False
    if query.code and place.iata != query.code:
        return False
    if query.latitude is None or query.longitude is None:
        return True
    if place.latitude is None or place.longitude is None:
        return False
    apart = sphere_km(place.latitude, place.longitude, query.latitude, query.longitude)
    return apart <= query.km


def scores(gazetteer: Gazetteer, queries: Iterable[Query]) -> list[Score]:
    """Return the score of every group, in the order of the list."""
    groups: dict[str, list[Query]] = {}
    for query in queries:
        groups.setdefault(query.group, []).append(query)
    return [
        Score(group, len(asked), [q.text for q in asked if not right(first(gazetteer, q), q)])
        for group, asked in groups.items()
    ]


def total(found: Iterable[Score]) -> tuple[int, int]:
    """Return how many queries were answered right, of how many."""
    found = list(found)
    asked = sum(one.asked for one in found)
    return asked - sum(len(one.missed) for one in found), asked


def table(found: list[Score], others: dict[str, list[Score]], lang: str) -> str:
    """Return the table of the docs; ``others`` are the scores of the lists of `OTHERS`."""
    group, queries, before, now, everything = HEADS[lang]
    lines = [f"| {group} | {queries} | {before} | {now} |", "|---|---:|---:|---:|"]
    for one in found:
        name = GROUPS[one.group] if lang == "zh" else one.group
        good = one.asked - len(one.missed)
        lines.append(f"| {name} | {one.asked} | | {_share(good, one.asked)} |")
    good, asked = total(found)
    lines.append(f"| **{everything}** | {asked} | | **{_share(good, asked)}** |")
    for name, scored in others.items():
        english, chinese, written = OTHERS[name]
        good, asked = total(scored)
        first_share = f"**{_share(written, asked)}**" if written is not None else ""
        label = chinese if lang == "zh" else english
        lines.append(f"| **{label}** | {asked} | {first_share} | {_share(good, asked)} |")
    return "\n".join(lines)


def _share(good: int, asked: int) -> str:
    return f"{100 * good / asked:.1f} %"


def main() -> int:
    """Write the table into both pages and name every miss."""
    gazetteer = Gazetteer()
    found = scores(gazetteer, read("coverage"))
    others = {name: scores(gazetteer, read(name)) for name in OTHERS}
    for name, scored in {"": found, **others}.items():
        for one in scored:
            label = f"{name} {one.group}".strip()
            print(f"{label:<32}{one.asked:>5}{100 * one.share:>7.1f} %  {' '.join(one.missed)}")
    for lang, name in (("en", "places.md"), ("zh", "places.zh.md")):
        page = ROOT / "docs" / name
        text = page.read_text(encoding="utf-8")
        fresh = f"{BEGIN}\n{table(found, others, lang)}\n{END}"
        text = re.sub(f"{BEGIN}.*?{END}", lambda _, new=fresh: new, text, flags=re.DOTALL)
        page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
