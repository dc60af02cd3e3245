"""``yearlog place --online``: asked once, remembered for good, and nothing sent without it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from zlib import crc32

import pytest

from tests import geocoders
from tests.cli.conftest import Process, Run
from tests.geocoders import ANSWER, Server, as_json, body
from yearlog.places import pace

CAFE = ("place", "Café du Soleil", "--online")
OSM = "OpenStreetMap contributors (ODbL)"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, run: Run) -> Iterator[Server]:
    """A geocoder that the journal is set to; turns are free."""
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(pace.Pace, "_reserve", lambda self: 0.0)
    with geocoders.geocoder() as running:
        run("config", "geocoder.url", running.url)
        yield running


def sql(journal: Path, query: str, *values: str) -> list[tuple]:
    with closing(sqlite3.connect(journal)) as connection, connection:
        return connection.execute(query, values).fetchall()


@pytest.fixture
def journal(surroundings: Path) -> Path:
    return surroundings / "journal.sqlite3"


# Asking and remembering ---------------------------------------------------------------------------


def test_the_answers_of_the_geocoder_come_first_each_with_its_source(
    server: Server, run: Run
) -> None:
    said = run("place", "Geneva", "--online")
    first, second, *offline = said.out.splitlines()
    assert "Sun Café" in first
    assert OSM in first
    assert OSM in second
    assert "Geneva" in offline[0]
    assert not any(OSM in line for line in offline)
    assert said.err == f"Asking {server.host} …\n"
    record = run("place", "Geneva", "--online", "--json").json[0]
    assert record == {
        "name_en": "Sun Café", "name_zh": "太阳咖啡馆", "kind": "site", "country_code": "CH",
        "admin1": "GE", "latitude": 46.20439, "longitude": 6.14316, "tz": "Europe/Zurich",
        "source": "nominatim: © OpenStreetMap contributors (ODbL)",
    }  # fmt: skip


def test_a_question_is_asked_once(server: Server, run: Run) -> None:
    first = run(*CAFE)
    server.reply = body(b"", 500)
    again = run("place", "  café DU  soleil", "--online")
    assert again.out == first.out
    assert "2025-12-20" in again.err
    assert len(server.asked) == 1
    assert "asks anew" in again.err
    server.reply = as_json(ANSWER[1:])
    renewed = run(*CAFE, "--again")
    assert len(server.asked) == 2
    assert "ソレイユ" in renewed.out
    assert "Sun Café" not in renewed.out
    assert run(*CAFE).out == renewed.out


def test_that_there_is_no_such_place_is_remembered_too(server: Server, run: Run) -> None:
    server.reply = as_json([])
    assert run("place", "Qwxyzzy", "--online").err.endswith("knows no such place.\n")
    said = run("--ui", "zh", "place", "qwxyzzy", "--online")
    assert said.err == (f"{server.host} 在 2025-12-20 没有查到这个地点；要重新查询请加 --again。\n")
    assert len(server.asked) == 1


def test_another_service_or_server_has_answers_of_its_own(server: Server, run: Run) -> None:
    run(*CAFE)
    with geocoders.geocoder() as second:
        run("config", "geocoder.url", second.url)
        run(*CAFE)
        assert (len(server.asked), len(second.asked)) == (1, 1)


def test_a_damaged_memory_is_asked_anew_and_noted(server: Server, run: Run, journal: Path) -> None:
    whole = run(*CAFE).out
    assert "geocodes" not in run("doctor", "--json").out
    sql(journal, "UPDATE geocodes SET answer = replace(answer, 'Sun', 'Son')")
    assert "a remembered answer of a geocoder does not match" in run("doctor").out
    assert run(*CAFE).out == whole
    assert len(server.asked) == 2
    for damage in ("{", '{"places": [{"name_en": 7}], "seal": ""}', "null", "[" * 99_999):
        sql(journal, "UPDATE geocodes SET answer = ?", damage)
        assert run(*CAFE).out == whole
    assert len(server.asked) == 6


def test_without_a_journal_it_answers_and_makes_none(
    monkeypatch: pytest.MonkeyPatch, run: Run, journal: Path
) -> None:
    from yearlog.places import online

    with geocoders.geocoder() as server:
        monkeypatch.setenv("NO_PROXY", "*")
        monkeypatch.setattr(pace.Pace, "_reserve", lambda self: 0.0)
        asked = online.Service
        monkeypatch.setattr(online, "Service", lambda name, _, key: asked(name, server.url, key))
        assert "Sun Café" in run(*CAFE).out
        assert "Sun Café" in run(*CAFE).out
        assert len(server.asked) == 2
    assert not journal.exists()


def test_an_answer_that_cannot_be_remembered_is_shown_all_the_same(
    server: Server, run: Run, journal: Path
) -> None:
    with closing(sqlite3.connect(journal)) as other:
        other.execute("BEGIN IMMEDIATE")
        said = run(*CAFE)
    assert "Sun Café" in said.out
    assert "could not be remembered" in said.err


@pytest.mark.parametrize(("lang", "said"), [("en", "Tokyo, Japan"), ("zh", "日本东京都")])
def test_the_division_is_not_another_with_the_same_number(
    server: Server, run: Run, lang: str, said: str
) -> None:
    """Of JP-13 in ISO 3166-2, Tokyo, the gazetteer's 13 is Hyogo."""
    address = {"ISO3166-2-lvl4": "JP-13", "country_code": "jp", "city": "渋谷区"}
    server.reply = as_json([{**ANSWER[0], "lat": "35.66", "lon": "139.70", "address": address}])
    for _ in range(2):  # asked, and remembered
        first = run("--ui", lang, "place", "Café du Soleil", "--online").out.splitlines()[0]
        assert said in first
        assert "兵库" not in first
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "change", [{"latitude": 999}, {"name_en": "PWN\x1b]0;x\x07"}, {"source": "\x1b[31m"}], ids=str
)
def test_a_loaded_answer_that_no_geocoder_gave_is_asked_anew(
    server: Server, run: Run, journal: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    """With a seal that is right: anybody can compute one."""
    whole = run(*CAFE).out
    run("dump", str(tmp_path / "plain"))
    file = tmp_path / "plain" / "geocodes.jsonl"
    line = json.loads(file.read_text())
    line["answer"]["places"][0] |= change
    line["at"] = "2031" + line["at"][4:]
    told = [line["provider"], line["query"], line["at"], line["answer"]["places"]]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    line["answer"]["seal"] = f"{crc32(text.encode()):08x}"
    file.write_text(json.dumps(line) + "\n")
    run("load", str(tmp_path / "plain"))
    again = run(*CAFE)
    assert again.out == whole
    assert "\x1b" not in again.out + again.err
    assert len(server.asked) == 2


# Learning -----------------------------------------------------------------------------------------


def test_a_name_is_learned_from_an_answer(server: Server, run: Run) -> None:
    said = run("place", "--learn", "老地方", "Café du Soleil", "--online")
    assert "“老地方” now means Sun Café" in said.err
    assert "Sun Café" in run("place", "老地方").out
    run("undo")
    assert "Sun Café" not in run("place", "老地方").out
    run("place", "--learn", "那里", "Café du Soleil", "--online", "--pick", "2")
    assert "ソレイユ" in run("place", "那里").out
    assert len(server.asked) == 1


def test_what_cannot_be_learned(server: Server, run: Run) -> None:
    assert (
        "There are 2 answers"
        in run("place", "--learn", "x", "Café", "--online", "--pick", "3", code=2).err
    )
    server.reply = as_json([])
    said = run("place", "--learn", "x", "Qwxyzzy", "--online", code=1)
    assert "was not learned" in said.err
    assert run("place", "x", "--json").json == [] or "Qwxyzzy" not in run("place", "x").out


@pytest.mark.parametrize(
    "words",
    [
        ("place", "x", "--again"),
        ("place", "x", "--pick", "1"),
        ("place", "x", "--online", "--pick", "1"),
        ("place", "--online"),
        ("place", "--near", "1,2", "--online"),
    ],
    ids=" ".join,
)
def test_options_that_do_not_go_together(server: Server, run: Run, words: tuple[str, ...]) -> None:
    assert run(*words, code=2).sentence
    assert server.asked == []


# Failing ------------------------------------------------------------------------------------------


def test_a_failure_leaves_what_is_known_offline(server: Server, run: Run, journal: Path) -> None:
    server.reply = body(b"", 429, Retry_After="60")
    said = run("place", "Geneva", "--online", code=1)
    assert "Geneva" in said.out
    assert said.err.splitlines()[-1] == (
        f"{server.host} has had too many requests. Try again in 60 s."
    )
    shown = run("--ui", "zh", "place", "Geneva", "--online", "--json", code=1)
    assert shown.json[0]["name_en"] == "Geneva"
    assert shown.err.splitlines()[-1] == f"{server.host} 说请求太多了。请 60 秒后再试。"
    assert sql(journal, "SELECT count(*) FROM geocodes") == [(0,)]  # a failure is no answer


# Settings -----------------------------------------------------------------------------------------


def test_a_service_is_known_or_refused(run: Run) -> None:
    run("config", "geocoder", "Photon")
    assert run("config", "geocoder").out == "photon\n"
    assert "photon" in run("config", "geocoder", "foton", code=1).sentence


@pytest.mark.parametrize(
    "value",
    [
        "localhost",
        "ftp://x",
        "http://u:p@host",
        "https://host/?key=s",
        "https://host/#x",
        "http://",
        "http://[::1",
        "http://host:99999",
    ],
)
def test_an_address_holds_no_secret(run: Run, value: str) -> None:
    assert "http://localhost:8080" in run("config", "geocoder.url", value, code=1).sentence


def test_the_key_is_in_no_file(
    server: Server, run: Run, monkeypatch: pytest.MonkeyPatch, surroundings: Path
) -> None:
    monkeypatch.setenv("YEARLOG_GEOCODER_KEY", "s3cret-key")
    server.reply = as_json({"status": {"code": 200, "message": "OK"}, "results": []})
    run("config", "geocoder", "opencage")
    run("place", "Qwxyzzy", "--online")
    run("dump", str(surroundings / "plain"), "--history")
    assert server.asked[0]["key"] == "s3cret-key"
    for path in surroundings.rglob("*"):
        if path.is_file():
            assert b"s3cret-key" not in path.read_bytes(), path


def test_an_address_that_was_stored_otherwise_is_one_sentence(run: Run, journal: Path) -> None:
    run("config", "geocoder.url", "http://localhost:8080")
    sql(journal, "UPDATE settings SET value = replace(value, 'localhost:8080', '[::1')")
    assert "http://[::1" in run(*CAFE, code=1).sentence


@pytest.mark.parametrize(("ui", "said"), [("en", "1 to 200 letters"), ("zh", "1 到 200 个字")])
def test_a_question_that_is_not_sent_is_not_announced(
    server: Server, run: Run, ui: str, said: str
) -> None:
    for more in ((), ("--again",)):
        told = run("--ui", ui, "place", "x" * 201, "--online", *more, code=1)
        assert said in told.sentence
        assert server.host not in told.err
    assert server.asked == []


def test_emptying_a_setting_says_what_holds_now(run: Run) -> None:
    run("config", "geocoder", "photon")
    assert run("config", "geocoder", "").out == "nominatim\n"
    assert run("config", "layover_hours", "", "--json").json == {"layover_hours": 24}
    assert run("config", "licence", "").out == ""


# Nothing else asks --------------------------------------------------------------------------------


def test_nothing_is_sent_without_online(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    with geocoders.no_network(monkeypatch) as tried:
        run("place", "Qwxyzzy")
        run("place", "Geneva")
        run("place", "--near", "46.2,6.1")
        run("place", "--learn", "老家", "Geneva")
        run("add", "s", "老家", "2025-02-14..16")
        run("add", "f", "ITH", "JFK", "2025-05-12", "07:00-08:15")
        run("add", "s", "Qwxyzzy", "2025-02-14..16", code=1)
        run("config", "geocoder", "photon")
        run("stats", "2025")
        run("doctor")
        assert tried == []
        # The control: with --online, the same refusal is met.
        with pytest.raises((SystemExit, AssertionError)):
            run("place", "Geneva", "--online")
        assert tried != []


def test_an_ordinary_process_loads_no_geocoder(process: Process) -> None:
    done = process("place", "Geneva", "--json")
    assert json.loads(done.out)[0]["name_en"] == "Geneva"


# The colophon -------------------------------------------------------------------------------------


def pages(folder: Path) -> dict[str, str]:
    return {
        path.name: path.read_text()
        for path in folder.rglob("*")
        if path.suffix in (".md", ".html", ".svg")
    }


def test_a_page_that_shows_such_a_place_names_the_source(
    server: Server, run: Run, tmp_path: Path
) -> None:
    run("place", "--learn", "老地方", "Café du Soleil", "--online")
    run("add", "s", "老地方", "2025-02-14..16")
    run("add", "s", "Geneva", "2024-02-14..16")
    run("add", "s", "Geneva", "2025-03-14..16")
    run("visibility", "public", "stay")
    run("export", "2025", "-o", str(tmp_path / "out"))
    run("export", "2024", "-o", str(tmp_path / "out"))
    shown = pages(tmp_path / "out" / "2025")
    assert len(shown) >= 7
    for name, text in shown.items():
        if name.endswith(".html") or "GeoNames" in text:
            assert OSM in text, name
    for name, text in pages(tmp_path / "out" / "2024").items():
        assert "OpenStreetMap" not in text, name


def test_a_map_as_geojson_names_the_source_too(server: Server, run: Run, tmp_path: Path) -> None:
    run("place", "--learn", "老地方", "Café du Soleil", "--online")
    run("add", "s", "老地方", "2025-02-14..16", "--public")
    run("add", "s", "Geneva", "2024-02-14..16", "--public")
    for year, named in (("2025", True), ("2024", False)):
        run("map", year, "-o", str(tmp_path / f"{year}.geojson"))
        read = json.loads((tmp_path / f"{year}.geojson").read_text())
        assert read["features"]
        assert "GeoNames (CC BY 4.0)" in read["attribution"]
        assert (f"© {OSM}" in read["attribution"]) == named


def test_a_page_that_may_not_show_the_place_does_not_name_it(
    server: Server, run: Run, tmp_path: Path
) -> None:
    run("place", "--learn", "老地方", "Café du Soleil", "--online")
    run("add", "s", "老地方", "2025-02-14..16")
    run("add", "s", "Geneva", "2025-03-14..16", "--public")
    run("export", "2025", "-o", str(tmp_path / "out"))
    for name, text in pages(tmp_path / "out").items():
        assert "OpenStreetMap" not in text, name
    run("export", "2025", "-o", str(tmp_path / "own"), "--private")
    assert OSM in pages(tmp_path / "own")["2025.en.md"]


# Plain text ---------------------------------------------------------------------------------------


def test_the_memory_leaves_and_returns_row_by_row(
    server: Server, run: Run, journal: Path, tmp_path: Path
) -> None:
    run(*CAFE)
    server.reply = as_json([])
    run("place", "Qwxyzzy", "--online")
    run("add", "s", "Geneva", "2025-03-14..16")
    rows = sql(journal, "SELECT * FROM geocodes ORDER BY query")
    assert len(rows) == 2
    run("dump", str(tmp_path / "plain"))
    second = tmp_path / "second.sqlite3"
    said = run("--journal", str(second), "load", str(tmp_path / "plain"))
    assert "2 remembered answers" in said.err
    assert sql(second, "SELECT * FROM geocodes ORDER BY query") == rows
    run("--journal", str(second), *CAFE)
    assert len(server.asked) == 2
    again = run("--journal", str(second), "load", str(tmp_path / "plain"))
    assert "remembered" not in again.err


def test_a_line_that_is_no_answer_is_named(run: Run, tmp_path: Path) -> None:
    run("add", "s", "Geneva", "2025-03-14..16")
    run("dump", str(tmp_path / "plain"))
    good = '{"provider": "p", "query": "q", "at": "2025", "answer": []}\n'
    no_number = good.replace("[]", '{"places": [{"latitude": NaN}], "seal": ""}')
    for bad in ("nonsense\n", no_number):
        (tmp_path / "plain" / "geocodes.jsonl").write_text(good + bad)
        said = run("load", str(tmp_path / "plain"), code=1)
        assert "geocodes.jsonl, line 2" in said.err
