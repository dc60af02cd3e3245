"""The build refuses an overlay that contradicts the sources, and makes the same bytes each time."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from yearlog.errors import YearlogError
from yearlog.places.errors import GazetteerMissing
from yearlog.places.gazetteer import ATTRIBUTIONS, Gazetteer

ROOT = Path(__file__).parents[2]
GAZETTEER = ROOT / "data" / "gazetteer"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what the compiler reads."""
    shutil.copytree(GAZETTEER, tmp_path / "data" / "gazetteer")
    places = tmp_path / "yearlog" / "places"
    places.mkdir(parents=True)
    shutil.copy(ROOT / "yearlog" / "places" / "fold.py", places)
    return tmp_path


WRONG = [
    ("lakes", "Lake Nowhere\t无名湖\tlake\tUS\t44.6\t-79.4\t1\t", "lies in CA"),
    ("lakes", "Lake Far\t远湖\tlake\tUS\t39.1\t120.0\t1\t", "no city of US within 700 km"),
    ("parks", "Nameless\t\tpark\tUS\t44.6\t-110.5\t1\t", "both names"),
    ("cities", "Atlantis\tUS\t\t\t亚特兰蒂斯\t", "no city Atlantis in"),
    ("countries", "QQ\tNowhere\t乌有国\t", "no country QQ"),
    ("airports", "QQ1\t乌有机场\t\t", "no airport QQ1"),
    ("airport_cities", "OKA\tAtlantis\tdrowned", "no airport OKA or"),
    ("city_fame", "Atlantis\tUS\t\t2\tdrowned", "no city Atlantis, or"),
    ("airport_history", "QQQ\tQQQQ\tOld\t旧\tBerlin\tDE\t48.0\t11.0\t\t1990-01-01", "from Berlin"),
    ("mountains", "Mount Baker\t贝克山\tmountain\tUS\t48.777\t-121.813\t2\t", "2 places"),
]


def add_row(tree: Path, table: str, line: str) -> None:
    path = tree / "data" / "gazetteer" / "overlay" / f"{table}.tsv"
    with path.open("a", encoding="utf-8") as rows:
        rows.write(line + "\n")


def test_wrong_rows_stop_the_build_and_are_all_named(compiler: ModuleType, tree: Path) -> None:
    for table, line, _ in WRONG:
        add_row(tree, table, line)
    with pytest.raises(ValueError, match="lies in CA") as failure:
        compiler.build_if_stale(tree)
    complaints = str(failure.value).splitlines()
    assert len(complaints) == len(WRONG)
    for table, _, complaint in WRONG:
        named = [c for c in complaints if complaint in c]
        assert len(named) == 1, complaint
        assert complaint == "2 places" or named[0].startswith(f"{table}.tsv:")
    assert list((tree / "yearlog" / "places").glob("*sqlite3*")) == []


def test_a_row_without_all_its_columns_is_named(compiler: ModuleType, tree: Path) -> None:
    add_row(tree, "cities", "Half\tUS")
    with pytest.raises(ValueError, match=r"cities\.tsv:\d+: 2 columns, expected 6"):
        compiler.build_if_stale(tree)


def test_a_pinyin_that_does_not_spell_its_name_is_named(compiler: ModuleType, tree: Path) -> None:
    add_row(tree, "pinyin", "日内瓦\trinei")
    with pytest.raises(ValueError, match=r"pinyin\.tsv:\d+: rinei does not spell 日内瓦"):
        compiler.build_if_stale(tree)


def test_a_remote_place_is_vouched_for_by_an_airport(gazetteer: Gazetteer) -> None:
    # No city of 5,000 people stands within 700 km of it, but airports do.
    place = gazetteer.search("Antarctica")[0].place
    assert place.country_code == "AQ"


def test_the_overlay_is_wide(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Paris")
    rows = [
        line
        for path in (GAZETTEER / "overlay").glob("*.tsv")
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
        if line and not line.startswith("#")
    ]
    assert len(rows) >= 2500


def test_same_sources_same_bytes_and_no_needless_work(
    compiler: ModuleType, gazetteer: Gazetteer, tree: Path
) -> None:
    assert gazetteer.search("Paris")
    built = compiler.build_if_stale(tree)
    committed = ROOT / "yearlog" / "places" / "gazetteer.sqlite3"
    assert built.read_bytes() == committed.read_bytes()
    before = built.stat().st_mtime_ns
    compiler.build_if_stale(tree)
    assert built.stat().st_mtime_ns == before
    built.write_bytes(b"not a database")
    compiler.build_if_stale(tree)
    assert built.read_bytes() == committed.read_bytes()


def test_every_row_is_sane(gazetteer: Gazetteer) -> None:
    assert gazetteer.search("Paris")
    path = ROOT / "yearlog" / "places" / "gazetteer.sqlite3"
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        off = database.execute(
            "SELECT count(*) FROM place WHERE abs(latitude) > 900000 OR abs(longitude) > 1800000"
        ).fetchone()
        assert off == (0,)
        china = database.execute(
            "SELECT DISTINCT z.name FROM place p JOIN zone z ON z.id = p.zone"
            " WHERE p.country = 'CN'"
        ).fetchall()
        assert china == [("Asia/Shanghai",)]
        for (name,) in database.execute("SELECT name FROM zone"):
            assert ZoneInfo(name).key == name
        missing = database.execute(
            "SELECT count(*) FROM place WHERE ref LIKE 'yl:%' AND (name_zh = '' OR name_en = '')"
        ).fetchone()
        assert missing == (0,)
    finally:
        database.close()


def test_without_its_file_the_gazetteer_says_so(tmp_path: Path) -> None:
    absent = Gazetteer(tmp_path / "none.sqlite3")
    with pytest.raises(GazetteerMissing) as failure:
        absent.search("Paris")
    assert isinstance(failure.value, YearlogError)
    assert "none.sqlite3" in failure.value.get("zh")
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"not a database" * 100)
    with pytest.raises(GazetteerMissing):
        Gazetteer(broken).airport_by_code("JFK")


def test_attributions_name_every_origin() -> None:
    sources = (GAZETTEER / "SOURCES.md").read_text(encoding="utf-8")
    for _, licence, url in ATTRIBUTIONS:
        assert licence in sources
        assert url in sources


def test_the_committed_tables_stay_small() -> None:
    size = sum(path.stat().st_size for path in GAZETTEER.rglob("*.xz"))
    size += sum(path.stat().st_size for path in GAZETTEER.rglob("*.tsv"))
    assert size < 5_000_000
