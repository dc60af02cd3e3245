"""Distil airports: two sources merged, compared and dated."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from distil import names
from distil.cities import Row, zone
from distil.fold import fold

AIRPORT_COLUMNS = (
    "iata", "icao", "name", "name_zh", "cities", "country", "admin1", "latitude", "longitude",
    "tz", "traffic", "since", "until", "source",
)  # fmt: skip
_ZH_AIRPORT = re.compile("机场|空港")
_MAINLAND_TAGS = ("zh-CN", "zh-Hans", "zh-SG", "zh", "wuu")


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the great-circle distance on a sphere of 6371 km."""
    (lat1, lon1), (lat2, lon2) = a, b
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p2 - p1) / 2) ** 2
    half += math.cos(p1) * math.cos(p2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def _offsets(tz: str) -> tuple[Any, Any]:
    zone_info = ZoneInfo(tz)
    return tuple(
        datetime(2026, month, 15, tzinfo=UTC).astimezone(zone_info).utcoffset() for month in (1, 7)
    )


def _chinese(row: Mapping[str, str], simplified: Mapping[str, str]) -> str:
    found = names.tagged(row["alt_name_section"])
    mainland = {tag: found[tag] for tag in _MAINLAND_TAGS if tag in found}
    name = names.chinese_name(mainland, [], simplified)
    return name if _ZH_AIRPORT.search(name) and len(name) > 3 else ""


def _city_ids(row: Mapping[str, str]) -> str:
    ids = []
    for detail in row["city_detail_list"].split("="):
        fields = detail.split("|")
        if len(fields) > 1 and fields[1] not in ("", "0"):
            ids.append(fields[1])
    return " ".join(dict.fromkeys(ids))


def _precise(row: Mapping[str, str]) -> bool:
    return all(len(row[axis].partition(".")[2]) >= 4 for axis in ("latitude", "longitude"))


def _from_optd(row: Mapping[str, str], simplified: Mapping[str, str]) -> dict[str, str]:
    name = row["name"].replace(" Apt", " Airport")
    mark = {"precise": "yes"} if _precise(row) else {}
    return mark | {
        "iata": row["iata_code"], "icao": row["icao_code"], "name": name,
        "name_zh": _chinese(row, simplified), "cities": _city_ids(row),
        "country": row["country_code"], "admin1": row["adm1_code"],
        "latitude": f"{float(row['latitude'] or 0):.4f}",
        "longitude": f"{float(row['longitude'] or 0):.4f}",
        "tz": zone(row["timezone"], row["country_code"]),
        "traffic": str(round(float(row["page_rank"] or 0) * 1e6)),
        "since": row["date_from"], "until": "" if row["date_until"] > "2090" else row["date_until"],
        "source": "OPTD",
    }  # fmt: skip


def merge(
    optd: list[dict[str, str]],
    plain: list[dict[str, str]],
    fixes: Mapping[str, Mapping[str, str]],
    simplified: Mapping[str, str],
) -> tuple[list[Row], list[str]]:
    """Return the airport rows and what the two sources disagree on.

    OPTD knows names, cities, traffic and dates; airportsdata has the better coordinates and zones
    of what flies today. Where the two lie more than 25 km apart, or in zones of different offset,
    ``fixes`` (the overlay, by IATA code) must decide for every airport with traffic.
    """
    current = {row["iata"]: row for row in plain if row["iata"]}
    groups: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in optd:
        located = row["latitude"] and row["timezone"]
        if "A" in row["location_type"] and row["iata_code"] not in ("", "ZZZ") and located:
            groups[row["iata_code"]].append(_from_optd(row, simplified))
    merged, doubts = [], []
    for code in sorted(groups.keys() | current.keys()):
        rows = _distinct(groups.get(code, []))
        living = [row for row in rows if not row["until"]]
        if code in current:
            if living:
                doubts += _compare(living[-1], current[code], fixed=code in fixes)
            elif not rows:
                rows.append(_from_airportsdata(current[code]))
        merged += rows
    out = [tuple(row[column] for column in AIRPORT_COLUMNS) for row in merged]
    return sorted(out), doubts


def _distinct(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Drop a second row of one airport in one span of time."""
    kept: dict[tuple[str, str], dict[str, str]] = {}
    for row in sorted(rows, key=lambda r: (r["since"], r["until"] or "9", r["name"])):
        other = kept.get((row["since"], row["until"]))
        if other is None or int(row["traffic"]) > int(other["traffic"]):
            kept[row["since"], row["until"]] = row
    return list(kept.values())


def _compare(row: dict[str, str], other: Mapping[str, str], *, fixed: bool) -> list[str]:
    """Take zone, ICAO code and position of ``other`` into ``row``; return the doubts."""
    here = float(row["latitude"]), float(row["longitude"])
    there = float(other["lat"]), float(other["lon"])
    tz = zone(other["tz"], other["country"])
    doubts = []
    apart = distance_km(here, there)
    same_zone = _offsets(row["tz"]) == _offsets(tz)
    busy = int(row["traffic"]) >= 1000 and not fixed
    if apart > 25 and busy:
        doubts.append(f"{row['iata']}\t{apart:.0f} km apart\t{here}\t{there}\t{row['name']}")
    if not same_zone and busy:
        doubts.append(f"{row['iata']}\t{row['tz']} or {tz}\t{row['name']}")
    if other["country"] == row["country"]:
        row["tz"] = tz
    row["icao"] = row["icao"] or other["icao"]
    # OPTD's four decimals were measured, often after a move; two decimals are a guess.
    measured = "precise" in row
    if apart <= (5 if measured else 25):
        row["latitude"], row["longitude"] = f"{there[0]:.4f}", f"{there[1]:.4f}"
    if fold(row["name"]) == fold(row["iata"]) or "irport" not in row["name"]:
        row["name"] = other["name"]
    return doubts


def _from_airportsdata(row: Mapping[str, str]) -> dict[str, str]:
    return {
        "iata": row["iata"], "icao": row["icao"], "name": row["name"], "name_zh": "",
        "cities": "", "country": row["country"], "admin1": "",
        "latitude": f"{float(row['lat']):.4f}", "longitude": f"{float(row['lon']):.4f}",
        "tz": zone(row["tz"], row["country"]), "traffic": "0", "since": "", "until": "",
        "source": "airportsdata",
    }  # fmt: skip
