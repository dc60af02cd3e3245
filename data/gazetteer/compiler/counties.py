"""Give mainland China its counties, county-level cities and districts.

GeoNames has the towns where counties are governed, seldom under the county's name; the distilled
table has every county's name and seat. A city that is the county's seat takes its name; a county
without one becomes a city, a district of a city a region.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from .folding import fold
from .item import ALIAS, ALTERNATE, PRIMARY, Item
from .nearest import Grid, distance_km
from .tables import distilled

# The statistical code of a province and GeoNames' code of it.
_PROVINCES = {
    "11": "22", "12": "28", "13": "10", "14": "24", "15": "20", "21": "19", "22": "05", "23": "08",
    "31": "23", "32": "04", "33": "02", "34": "01", "35": "07", "36": "03", "37": "25", "41": "09",
    "42": "12", "43": "11", "44": "30", "45": "16", "46": "31", "50": "33", "51": "32", "52": "18",
    "53": "29", "54": "14", "61": "26", "62": "15", "63": "06", "64": "21", "65": "13",
}  # fmt: skip
# A city of the same name within this distance of the seat is the same place; one spelt the same
# in Latin letters must lie nearer, and one of another name at the seat itself.
_SAME_KM, _SPELT_KM, _SEAT_KM = 60.0, 25.0, 5.0
# What counties weigh, beside a city's inhabitants, where GeoNames has no number.
_CITY, _COUNTY = 60_000, 20_000
# A district weighs a fortieth of its city, within these bounds: 海淀 outweighs a county.
_SHARE, _LEAST, _MOST = 40, 20_000, 400_000


def add_counties(folder: Path, cities: dict[str, Item], themed: list[Item]) -> list[Item]:
    """Name the cities that are seats of counties; return what must be added beside them.

    ``themed`` are the overlay's own places, which are not given twice.
    """
    rows = list(distilled(folder, "counties"))
    china = [item for item in cities.values() if item.country == "CN"]
    by_name: dict[str, list[Item]] = defaultdict(list)
    for item in [*china, *(t for t in themed if t.country == "CN")]:
        for name in {item.name_zh, *(name for name, _ in item.names)}:
            by_name[name].append(item)
    by_sound: dict[str, list[Item]] = defaultdict(list)
    for item in china:
        for key in {fold(item.name_en), *item.keys}:
            by_sound[key].append(item)
    prefectures = {row["stem"] for row in rows if row["adcode"].endswith("00")}
    heads = _heads(rows, by_name)
    grid, taken, added = Grid(china), set[str](), []
    # Prefectures first, so that a county around one does not take its city.
    for row in sorted(rows, key=lambda r: (not r["adcode"].endswith("00"), r["adcode"])):
        same = _known(row, by_name, by_sound, taken)
        if same is None and row["latitude"] and row["name"][-1] in "市县旗":
            same = _seat(row, grid, prefectures, taken)
        if same is not None:
            taken.add(same.ref)
            _name(same, row, prefectures)
        elif row["latitude"]:
            added.append(_new(row, grid, heads, prefectures))
    return added


def _at(row: dict[str, str], item: Item) -> float:
    if not row["latitude"]:
        return 0.0 if item.admin1 == _PROVINCES[row["adcode"][:2]] else _SAME_KM + 1
    return distance_km(
        float(row["latitude"]), float(row["longitude"]), item.latitude, item.longitude
    )


def _known(
    row: dict[str, str],
    by_name: dict[str, list[Item]],
    by_sound: dict[str, list[Item]],
    taken: set[str],
) -> Item | None:
    """Return the place that is this division, by its Chinese or its Latin name."""
    found = [i for i in by_name[row["name"]] + by_name[row["stem"]] if _at(row, i) <= _SAME_KM]
    if row["adcode"].endswith("00"):
        found = [i for i in found if i.kind in ("city", "region")]
    elif row["name"].endswith("区"):
        found = [i for i in found if i.kind in ("city", "region") and _at(row, i) <= _SPELT_KM]
    else:
        spelt = [i for i in by_sound[fold(row["en"])] if _at(row, i) <= _SPELT_KM]
        found = [i for i in found if i.kind == "city"] or spelt
    found = [i for i in found if i.ref not in taken]
    return max(found, key=lambda i: (i.weight, i.ref), default=None)


def _seat(row: dict[str, str], grid: Grid, prefectures: set[str], taken: set[str]) -> Item | None:
    """Return the largest town at a county's seat that is no division of its own."""
    near = grid.around(float(row["latitude"]), float(row["longitude"]), _SEAT_KM)
    found = [c for _, c in near if c.ref not in taken and c.name_zh not in prefectures]
    return max(found, key=lambda i: (i.weight, i.ref), default=None)


def _name(item: Item, row: dict[str, str], prefectures: set[str]) -> None:
    """Let a place be found by its division's names too."""
    stem, name = row["stem"], row["name"]
    item.names.append((name, ALIAS))
    if name.endswith("区") or row["adcode"].endswith("00"):
        item.name_zh = item.name_zh or stem
        return
    if item.ref.startswith("yl:"):
        return
    own = name if stem in prefectures else stem
    if item.name_zh != own:
        item.names += [(item.name_zh, ALTERNATE)] if item.name_zh else []
        item.names.append((item.name_en, PRIMARY))
        item.name_zh = own
        item.name_en = row["en"] or item.name_en
    item.weight = max(item.weight, _CITY if name.endswith("市") else _COUNTY)


def _new(row: dict[str, str], grid: Grid, heads: dict[str, int], prefectures: set[str]) -> Item:
    """Return a county as a city, a district or prefecture as a region."""
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    witness = grid.check(latitude, longitude, "CN", f"counties: {row['name']}")
    name, stem = row["name"], row["stem"]
    inside = name.endswith("区") or row["adcode"].endswith("00")
    head = heads.get(row["adcode"][:4], 0)
    weight = min(max(head // _SHARE, _LEAST), _MOST) if inside else _COUNTY
    whole = inside or stem in prefectures
    return Item(
        f"cn:{row['adcode']}", "region" if inside else "city", row["en"], name if whole else stem,
        "CN", _PROVINCES[row["adcode"][:2]], latitude, longitude,
        _CITY if name.endswith("市") else weight, witness.tz,
        names=[(stem, ALTERNATE if whole else PRIMARY), (name, ALIAS)],
    )  # fmt: skip


def _heads(rows: list[dict[str, str]], by_name: dict[str, list[Item]]) -> dict[str, int]:
    """Return what the city weighs that a district belongs to, by the code of its prefecture."""
    heads = {}
    for row in rows:
        if row["adcode"].endswith("00"):
            near = [i for i in by_name[row["stem"]] if i.kind == "city" and _at(row, i) <= _SAME_KM]
            heads[row["adcode"][:4]] = max((i.weight for i in near), default=0)
    for code, name in {"11": "北京", "12": "天津", "31": "上海", "50": "重庆"}.items():
        heads[f"{code}01"] = max(i.weight for i in by_name[name])
    return heads
