"""Bring the distilled tables and the overlay together into places with their names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from .counties import add_counties
from .folding import fold
from .item import ALIAS, ALTERNATE, CODE, PRIMARY, Item
from .nearest import Grid, distance_km
from .tables import Row, distilled, overlay

# Keys live in one pair of tables per group, so that a question for one kind reads only its own;
# whatever is neither city nor airport is a feature.
GROUPS = ("city", "feature", "airport")
# Spelt-out Chinese names have tables of their own: whoever types letters mostly means Latin names.
TABLES = (*GROUPS, *(f"{group}_pinyin" for group in GROUPS))
THEMES = (
    "towns", "regions", "mountains", "lakes", "islands", "parks", "ski", "sites",
    "waters", "nature", "sights", "china", "asia", "europe", "americas", "south",
)  # fmt: skip
KINDS = {"city", "region", "mountain", "lake", "island", "park", "ski", "site"}
# What the overlay's fame weighs, beside a city's inhabitants.
FAME = {"1": 150_000, "2": 800_000, "3": 3_000_000}
# No airport that serves a city lies farther out.
REACH_KM = 120.0
# A city or division somebody took the trouble to name here is meant by travellers, however small.
NAMED_BY_HAND = 100_000


@dataclass
class Collected:
    """Everything that goes into the database; ``items`` by falling weight."""

    items: list[Item]
    cities: dict[str, Item]
    iso: dict[tuple[str, str], str]
    metro: list[tuple[str, str]]
    simplified: dict[str, str]


def collect(folder: Path) -> Collected:
    """Return all places of ``folder``; raise ``ValueError`` with every wrong row of the overlay."""
    problems: list[str] = []
    simplified = {r["character"]: r["simplified"] for r in distilled(folder, "simplified")}
    cities = _cities(folder)
    _override_cities(cities, overlay(folder, "cities"), problems)
    _raise_cities(cities, overlay(folder, "city_fame"), problems)
    grid = Grid(list(cities.values()))
    divisions, iso = _admin1(folder, problems)
    countries = _countries(folder, problems)
    airports = _airports(folder, cities, grid, problems)
    # Far from cities an airport is a witness too: few cities stand in Tibet and on atolls.
    witnesses = Grid([*cities.values(), *(a for a in airports if not a.until)])
    themed = []
    for theme in THEMES:
        for row in overlay(folder, theme):
            try:
                themed.append(_themed(row, grid, witnesses))
            except ValueError as problem:
                problems.append(str(problem))
    problems += _twins(themed)
    _fix_places(themed, overlay(folder, "place_fixes"), problems)
    if problems:
        raise ValueError("\n".join(problems))
    added = add_counties(folder, cities, themed)
    items = [*cities.values(), *divisions, *countries, *airports, *themed, *added]
    items.sort(key=lambda item: (-item.weight, item.ref))
    for number, item in enumerate(items, 1):
        item.number = number
    metro = [(r["city_code"], r["iata"]) for r in distilled(folder, "metro")]
    return Collected(items, cities, iso, metro, simplified)


def _cities(folder: Path) -> dict[str, Item]:
    cities = {}
    for row in distilled(folder, "cities"):
        item = Item(
            f"gn:{row['id']}", "city", row["name"], row["name_zh"], row["country"], row["admin1"],
            float(row["latitude"]), float(row["longitude"]),
            int(row["population"]) + 2 * int(row["traffic"]), row["tz"],
            keys=row["keys"].split(), names=[(code, CODE) for code in row["code"].split()],
        )  # fmt: skip
        cities[row["id"]] = item
    return cities


def _override_cities(cities: dict[str, Item], rows: list[Row], problems: list[str]) -> None:
    """Apply the overlay's names; each row must name exactly one city, the largest of that name."""
    by_name: dict[tuple[str, str], list[Item]] = {}
    for item in cities.values():
        by_name.setdefault((item.name_en, item.country), []).append(item)
    for row in rows:
        found = by_name.get((row["name"], row["country"]), [])
        found = [c for c in found if row["admin1"] in ("", c.admin1)]
        if not found:
            problems.append(f"{row.where}: no city {row['name']} in {row['country']}")
            continue
        city = max(found, key=lambda c: (c.weight, c.ref))
        city.names.append((city.name_en, PRIMARY))
        if row["zh"] and city.name_zh:
            city.names.append((city.name_zh, ALTERNATE))
        city.name_en = row["en"] or city.name_en
        city.name_zh = row["zh"] or city.name_zh
        city.weight = max(city.weight, NAMED_BY_HAND)
        city.names += [(alias, ALIAS) for alias in row.parts("aliases")]


def _raise_cities(cities: dict[str, Item], rows: list[Row], problems: list[str]) -> None:
    """Let a city weigh what its fame does where its inhabitants are too few to tell."""
    for row in rows:
        found = [
            c
            for c in cities.values()
            if c.country == row["country"]
            and row["admin1"] in ("", c.admin1)
            and row["name"] in (c.name_en, *(name for name, _ in c.names))
        ]
        if not found or row["fame"] not in FAME:
            problems.append(f"{row.where}: no city {row['name']}, or no such fame")
            continue
        city = max(found, key=lambda c: (c.weight, c.ref))
        city.weight = max(city.weight, FAME[row["fame"]])


def _admin1(folder: Path, problems: list[str]) -> tuple[list[Item], dict[tuple[str, str], str]]:
    items: dict[tuple[str, str], Item] = {}
    iso = {}
    for row in distilled(folder, "admin1"):
        key = row["country"], row["code"]
        iso[key] = row["iso"]
        items[key] = Item(
            f"admin1:{row['country']}.{row['code']}", "admin1", row["name"], "", *key,
            float(row["latitude"]), float(row["longitude"]), int(row["population"]) // 4, row["tz"],
            names=[(row["code"], CODE)] if row["code"].isalpha() else [],
        )  # fmt: skip
        if row["iso"]:
            items[key].names.append((row["iso"], CODE))
    labels: dict[tuple[str, str], list[Item]] = {}
    for (country, _), item in items.items():
        labels.setdefault((country, fold(item.name_en)), []).append(item)
    for row in overlay(folder, "admin1"):
        found = items.get((row["country"], row["name"]))
        named = [found] if found else labels.get((row["country"], fold(row["name"])), [])
        if len(named) != 1:
            problems.append(f"{row.where}: {len(named)} divisions are called {row['name']}")
            continue
        named[0].name_zh = row["zh"]
        named[0].weight = max(named[0].weight, NAMED_BY_HAND)
        short = re.sub(r"(?<=..)(?:州|省|县|地区|领地|自治区)$", "", row["zh"])
        named[0].names += [(short, ALTERNATE)] if short != row["zh"] else []
        named[0].names += [(alias, ALIAS) for alias in row.parts("aliases")]
    return list(items.values()), iso


def _countries(folder: Path, problems: list[str]) -> list[Item]:
    items = {}
    for row in distilled(folder, "countries"):
        item = Item(
            f"country:{row['country']}", "country", row["name"], row["name_zh"], row["country"], "",
            float(row["latitude"]), float(row["longitude"]), int(row["population"]) // 4, row["tz"],
            names=[(row["iso3"], CODE)],
        )  # fmt: skip
        item.names += [(row["names"], ALTERNATE)] if row["names"] else []
        items[row["country"]] = item
    for row in overlay(folder, "countries"):
        if row["country"] not in items:
            problems.append(f"{row.where}: no country {row['country']}")
            continue
        item = items[row["country"]]
        if row["en"] or row["zh"]:
            item.names += [(item.name_en, ALTERNATE), (item.name_zh, ALTERNATE)]
        item.name_en = row["en"] or item.name_en
        item.name_zh = row["zh"] or item.name_zh
        item.names += [(alias, ALIAS) for alias in row.parts("aliases")]
    return list(items.values())


def _airports(folder: Path, cities: dict[str, Item], grid: Grid, problems: list[str]) -> list[Item]:
    items = []
    for row in distilled(folder, "airports"):
        until = f"@{row['until']}" if row["until"] else ""
        items.append(Item(
            f"iata:{row['iata']}{until}", "airport", row["name"], row["name_zh"], row["country"],
            row["admin1"], float(row["latitude"]), float(row["longitude"]),
            2 * int(row["traffic"]), row["tz"], iata=row["iata"], icao=row["icao"],
            since=row["since"], until=row["until"], source=row["source"],
            cities=[cities[c] for c in row["cities"].split() if c in cities],
        ))  # fmt: skip
    living = {item.iata: item for item in items if not item.until}
    for row in overlay(folder, "airport_fixes"):
        if row["iata"] not in living:
            # A fix of the dates of an airport that OPTD already calls closed.
            closed = [item for item in items if item.iata == row["iata"]]
            if len(closed) != 1:
                problems.append(f"{row.where}: {len(closed)} airports {row['iata']}")
                continue
            living[row["iata"]] = closed[0]
        item = living[row["iata"]]
        _fix(item, row)
        if row["latitude"] and item.cities:
            problems += _too_far(item, item.cities[0], row.where)
    for row in overlay(folder, "airport_cities"):
        problems += _put_city_first(living, row, cities)
    for row in overlay(folder, "airport_history"):
        past = _past_airport(row, cities)
        if past is None:
            problems.append(f"{row.where}: no city {row['city']}")
            continue
        problems += _too_far(past, past.cities[0], row.where)
        items.append(past)
    items = _without_past_twins(items)
    for item in items:
        _place_airport(item, grid)
    _name_airports(items, overlay(folder, "airports"), problems)
    return items


def _too_far(airport: Item, city: Item, where: str) -> list[str]:
    """Return a complaint if an airport placed by hand lies out of reach of its city."""
    km = distance_km(airport.latitude, airport.longitude, city.latitude, city.longitude)
    return [f"{where}: {km:.0f} km from {city.name_en}"] if km > REACH_KM else []


def _fix(item: Item, row: Row) -> None:
    item.name_en = row["name"] or item.name_en
    item.tz = row["tz"] or item.tz
    item.weight = 2 * int(row["traffic"]) if row["traffic"] else item.weight
    item.since = row["since"] or item.since
    if row["until"]:
        item.until = row["until"]
        item.ref = f"iata:{item.iata}@{item.until}"
    if row["latitude"]:
        item.latitude, item.longitude = float(row["latitude"]), float(row["longitude"])


def _put_city_first(living: dict[str, Item], row: Row, cities: dict[str, Item]) -> list[str]:
    """Make a city of its country the one that an airport serves; return what is wrong with it."""
    item = living.get(row["iata"])
    found = [c for c in cities.values() if item and c.country == item.country
             and c.name_en == row["city"]]  # fmt: skip
    if item is None or not found:
        return [f"{row.where}: no airport {row['iata']} or no city {row['city']}"]
    city = max(found, key=lambda c: (c.weight, c.ref))
    item.cities = [city, *(other for other in item.cities if other is not city)]
    return _too_far(item, city, row.where)


def _past_airport(row: Row, cities: dict[str, Item]) -> Item | None:
    found = [
        c
        for c in cities.values()
        if c.country == row["country"] and row["city"] in (c.name_en, *(n for n, _ in c.names))
    ]
    if not found:
        return None
    city = max(found, key=lambda c: (c.weight, c.ref))
    return Item(
        f"iata:{row['iata']}@{row['until']}", "airport", row["name"], row["zh"], row["country"],
        city.admin1, float(row["latitude"]), float(row["longitude"]), 1000, city.tz,
        iata=row["iata"], icao=row["icao"], since=row["since"], until=row["until"],
        source="yearlog", cities=[city],
    )  # fmt: skip


def _without_past_twins(items: list[Item]) -> list[Item]:
    """Keep one past airport per code and closing year, the overlay's before OPTD's."""
    kept: dict[tuple[str, str], Item] = {}
    for item in items:
        key = item.iata, item.until[:4]
        if key not in kept or item.source == "yearlog":
            kept[key] = item
    return list(kept.values())


def _place_airport(item: Item, grid: Grid) -> None:
    """Fill in the city and the division from the neighbourhood where the sources are silent."""
    near = grid.nearest(item.latitude, item.longitude, item.country)
    if near and not item.admin1:
        item.admin1 = near[1].admin1
    if not item.cities:
        biggest = grid.biggest_within(item.latitude, item.longitude, 40, item.country)
        item.cities = [biggest] if biggest else []


def _name_airports(items: list[Item], rows: list[Row], problems: list[str]) -> None:
    by_code: dict[str, list[Item]] = {}
    for item in items:
        by_code.setdefault(item.iata, []).append(item)
    for row in rows:
        found = by_code.get(row["iata"], [])
        found = [i for i in found if not i.until] or found
        if not found:
            problems.append(f"{row.where}: no airport {row['iata']}")
            continue
        item = found[-1]
        if item.name_zh and "机场" in item.name_zh:
            item.names.append((item.name_zh, ALTERNATE))
        item.names.append((item.name_en, ALTERNATE))
        item.name_zh = row["zh"]
        item.name_en = row["en"] or item.name_en
        item.names += [(alias, ALIAS) for alias in row.parts("aliases")]
    served = set()
    for item in sorted(items, key=lambda i: (bool(i.until), -i.weight, i.ref)):
        city = item.cities[0] if item.cities else None
        if not item.name_zh and city and city.name_zh and city.ref not in served:
            item.name_zh = f"{city.name_zh}机场"
        if city:
            served.add(city.ref)


def _themed(row: Row, grid: Grid, witnesses: Grid) -> Item:
    """Return a place of the overlay, with zone and division of the nearest city."""
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    if row["kind"] not in KINDS or row["fame"] not in FAME or not (row["en"] and row["zh"]):
        raise ValueError(f"{row.where}: kind, fame and both names are needed")
    witness = witnesses.check(latitude, longitude, row["country"], row.where)
    near = (grid.nearest(latitude, longitude, row["country"]) or (0.0, witness))[1]
    slug = re.sub(r"[^a-z0-9]+", "-", _ascii(row["en"]).lower()).strip("-")
    return Item(
        f"yl:{slug}", row["kind"], row["en"], row["zh"], row["country"],
        near.admin1 if row["country"] else "", latitude, longitude, FAME[row["fame"]], near.tz,
        names=[(alias, ALIAS) for alias in row.parts("aliases")],
    )  # fmt: skip


def _fix_places(items: list[Item], rows: list[Row], problems: list[str]) -> None:
    """Apply division and zone where those of the nearest city are not the place's own."""
    by_name = {item.name_en: item for item in items}
    for row in rows:
        item = by_name.get(row["en"])
        if item is None:
            problems.append(f"{row.where}: no place {row['en']} in the overlay")
            continue
        item.admin1 = row["admin1"] or item.admin1
        item.tz = row["tz"] or item.tz


def _ascii(text: str) -> str:
    return " ".join(fold(word) for word in re.split(r"[\W_]+", text))


def _twins(items: list[Item]) -> list[str]:
    counts = Counter(item.ref for item in items)
    return [f"{n} places of the overlay are called {ref}" for ref, n in counts.items() if n > 1]
