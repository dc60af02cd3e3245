"""Distil cities, first-level divisions and countries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from distil import names
from distil.fold import fold, is_han

Row = tuple[str, ...]
CITY_COLUMNS = (
    "id", "name", "name_zh", "country", "admin1", "latitude", "longitude", "population",
    "traffic", "tz", "code", "keys",
)  # fmt: skip
ADMIN1_COLUMNS = ("country", "code", "iso", "name", "latitude", "longitude", "population", "tz")
COUNTRY_COLUMNS = (
    "country", "iso3", "name", "name_zh", "latitude", "longitude", "population", "tz", "names",
)  # fmt: skip


def zone(tz: str, country: str) -> str:
    """Return the zone to show: in mainland China every clock and timetable is on Beijing time."""
    return "Asia/Shanghai" if country == "CN" else tz


def cities(
    raw: Mapping[str, Mapping[str, Any]],
    optd: list[dict[str, str]],
    simplified: Mapping[str, str],
) -> list[Row]:
    """Return the city rows, by GeoNames id; ``traffic`` is OPTD's page rank in millionths."""
    by_id = defaultdict(list)
    for row in optd:
        if "C" in row["location_type"] and row["geoname_id"] and not row["date_until"]:
            by_id[row["geoname_id"]].append(row)
    out = []
    for city in sorted(raw.values(), key=lambda c: int(c["geonameid"])):
        rows = by_id.get(str(city["geonameid"]), [])
        tags: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            for tag, found in names.tagged(row["alt_name_section"]).items():
                tags[tag] += found
        alternates = list(city["alternatenames"])
        zh = names.chinese_name(tags, [n for n in alternates if is_han(n)], simplified)
        for tag, found in tags.items():
            if tag == "en" or tag in names.TAG_WEIGHT:
                alternates += found
        traffic = max((float(r["page_rank"] or 0) for r in rows), default=0.0)
        codes = sorted({r["iata_code"] for r in rows})
        keys = names.alternate_keys(alternates, (city["name"], zh), simplified)
        out.append((
            str(city["geonameid"]), city["name"], zh, city["countrycode"], city["admin1code"],
            f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", str(city["population"]),
            str(round(traffic * 1e6)), zone(city["timezone"], city["countrycode"]),
            " ".join(codes), " ".join(keys),
        ))  # fmt: skip
    return out


def _centre(members: list[Row]) -> tuple[str, str, str, str]:
    """Return latitude, longitude, population and zone of a division from its cities' rows."""
    total = sum(max(int(c[7]), 500) for c in members)
    latitude = sum(float(c[5]) * max(int(c[7]), 500) for c in members) / total
    longitude = sum(float(c[6]) * max(int(c[7]), 500) for c in members) / total
    zones: Counter[str] = Counter()
    for c in members:
        zones[c[9]] += max(int(c[7]), 500)
    tz = max(zones, key=lambda z: (zones[z], z))
    return f"{latitude:.3f}", f"{longitude:.3f}", str(sum(int(c[7]) for c in members)), tz


def admin1(
    city_rows: list[Row], named: list[dict[str, str]], optd: list[dict[str, str]]
) -> list[Row]:
    """Return the first-level divisions that have a city, at their cities' centre of population."""
    label = {entry["code"]: entry["name"] for entry in named}
    iso: dict[str, Counter[str]] = defaultdict(Counter)
    for row in optd:
        if row["iso31662"] and row["adm1_code"]:
            iso[f"{row['country_code']}.{row['adm1_code']}"][row["iso31662"]] += 1
    members = defaultdict(list)
    for row in city_rows:
        members[row[3], row[4]].append(row)
    out = []
    for (country, code), rows in sorted(members.items()):
        key = f"{country}.{code}"
        if key not in label:
            continue
        known = iso.get(key)
        best = max(known, key=lambda c: (known[c], c)) if known else ""
        out.append((country, code, best, label[key], *_centre(rows)))
    return out


def countries(
    city_rows: list[Row],
    raw: Mapping[str, Mapping[str, Any]],
    english: Mapping[str, str],
    chinese: Mapping[str, str],
) -> list[Row]:
    """Return the countries and territories that have a city."""
    members = defaultdict(list)
    for row in city_rows:
        members[row[3]].append(row)
    out = []
    for code, rows in sorted(members.items()):
        entry = raw.get(code, {})
        name = english.get(code) or str(entry.get("name", code))
        latitude, longitude, population, tz = _centre(rows)
        people = str(max(int(entry.get("population") or 0), int(population)))
        other = str(entry.get("name", ""))
        extra = other if fold(other) != fold(name) else ""
        out.append((
            code, str(entry.get("iso3", "")), name, chinese.get(code, ""), latitude, longitude,
            people, tz, extra,
        ))  # fmt: skip
    return out
