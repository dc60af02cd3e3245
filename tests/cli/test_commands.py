"""Every command does what the design says, speaks both languages, and prints one JSON document."""

# ruff: noqa: E501  what is typed and what is answered stand on one line

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

PNG = b"\x89PNG\r\n\x1a\n"
FLIGHT = ("add", "flight", "ITH", "JFK", "2025-05-12", "DL4921", "07:00-08:15")


def test_a_flight_in_one_line(run: Run) -> None:
    found = run(*FLIGHT, "--json").json
    assert (found["origin"]["iata"], found["destination"]["iata"]) == ("ITH", "JFK")
    assert found["origin"]["tz"] == found["destination"]["tz"] == "America/New_York"
    assert found["destination"]["city_zh"] == "纽约"
    assert found["origin"]["latitude"] == pytest.approx(42.49, abs=0.01)
    assert found["origin"]["longitude"] == pytest.approx(-76.46, abs=0.01)
    assert (found["scheduled_departure"], found["duration_minutes"]) == ("2025-05-12T07:00", 75)
    assert found["distance_km"] == pytest.approx(304, rel=0.005)
    assert (found["kind"], found["visibility"], found["status"]) == ("flight", "private", "flown")


def test_the_same_with_options(run: Run) -> None:
    one = run(*FLIGHT, "--json").json
    two = run(
        "add", "flight", "--from", "ith", "--to", "纽约肯尼迪", "--date", "2025年5月12日",
        "--number", "dl 4921", "--dep", "7:00", "--arr", "8:15", "--json",
    ).json  # fmt: skip
    for key in ("origin", "destination", "scheduled_arrival", "flight_number", "starts_on"):
        assert one[key] == two[key]


@pytest.mark.parametrize(
    ("ui", "answer", "narration"),
    [
        ("en", "→ flight  Ithaca → New York  DL4921  304 km  1 h 15", "Saved as flight. yearlog undo takes it back."),
        ("zh", "→ 航班  伊萨卡 → 纽约  DL4921  304 公里  1 小时 15 分", "已存为航班。yearlog undo 可撤销。"),
    ],
)  # fmt: skip
def test_add_says_what_it_understood(run: Run, ui: str, answer: str, narration: str) -> None:
    said = run("--ui", ui, *FLIGHT)
    assert said.out.split("  ", 1)[1] == f"2025-05-12  {answer}\n"
    assert said.err == narration + "\n"


def test_three_airports_are_two_legs_and_one_undo(run: Run) -> None:
    legs = run("add", "ITH", "JFK", "GVA", "2025-05-12", "--json").json
    assert [leg["origin"]["iata"] for leg in legs] == ["ITH", "JFK"]
    assert run("undo").err.startswith("Undone: adding flight Ithaca → New York and 1 more (")
    assert run("list", "--json").json == []
    assert run("redo").err == "Redone: adding flight Ithaca → New York and 1 more.\n"
    assert len(run("list", "--json").json) == 2


def test_list_show_edit_delete(run: Run) -> None:
    talk = run("add", "t", "2025-05-14", "@纽约", "标题", "#llm", "--json").json
    run("add", "r", "2025-06-01", "很好", "#llm", "--public")
    run("add", "s", "Tahoe", "2024-02-14..16", "滑雪")
    assert [one["kind"] for one in run("list", "--json").json] == ["stay", "talk", "reflection"]
    assert [one["kind"] for one in run("list", "talks", "--json").json] == ["talk"]
    assert [one["kind"] for one in run("list", "演讲", "--json").json] == ["talk"]
    assert len(run("list", "--year", "2025", "--json").json) == 2
    assert len(run("list", "--tag", "#llm", "--json").json) == 2
    lines = run("--ui", "zh", "list", "--year", "2025").out.splitlines()
    assert lines[0].endswith("◆ 演讲  标题  @纽约  （私密）")
    assert lines[1].endswith("¶ 随笔  很好")
    assert run("list", "--year", "1999").err == "Nothing found.\n"

    edited = run("edit", talk["id"][-6:], "--audience", "120", "--place", "Genève", "--json").json
    assert (edited["audience"], edited["place"]["name_en"]) == (120, "Geneva")
    assert run("edit", talk["id"], "--audience", "120").err == "Nothing changed.\n"
    assert run("show", talk["id"], "--json").json == edited
    shown = run("--ui", "zh", "show", talk["id"]).out
    for line in (
        "  地点：日内瓦",
        "  听众人数：120",
        "  标签：#llm",
        "  可见性：私密",
        "[zh] 标题",
    ):
        assert line in shown
    gone = run("delete", talk["id"], "--json").json
    assert gone[0]["id"] == talk["id"]
    assert run("show", talk["id"], code=1).sentence == (
        f"The entry {talk['id'][-6:]} was deleted. yearlog history {talk['id'][-6:]} shows every "
        f'version of it, and yearlog revert {talk["id"][-6:]} --at "#12" or the like brings one '
        "back."
    )
    assert run("--ui", "zh", "undo").err.startswith("已撤销：删除演讲 标题（2025-12-20 ")
    assert run("show", talk["id"], "--json").json == edited


def test_delete_several_at_once(run: Run) -> None:
    ids = [run("add", "r", word, "--json").json["id"] for word in ("one", "two")]
    assert run("delete", *ids).err == "Deleted 2. yearlog undo brings them back.\n"
    run("undo")
    assert len(run("list", "--json").json) == 2
    run("delete", ids[0], "ffffffff", code=1)
    assert len(run("list", "--json").json) == 2


def test_visibility(run: Run) -> None:
    for year in ("2024", "2025"):
        run("add", "r", f"{year}-05-01", "text")
        run("add", "s", "Zermatt", f"{year}-05-01..3")
    assert run("visibility", "public", "stay").err == "2 entries are now public.\n"
    assert (
        run("--ui", "zh", "visibility", "public", "--year", "2025").err == "1 条记录已设为公开。\n"
    )
    assert run("visibility", "public", "stays").err == (
        "Nothing to change: that is how it already was.\n"
    )
    shown = [one["visibility"] for one in run("list", "--json").json]
    assert sorted(shown) == ["private", "public", "public", "public"]
    assert run("undo").err.startswith("Undone: visibility of reflection text (")
    one = run("list", "stay", "--json").json[0]["id"]
    assert run("visibility", "private", "--id", one).err == "1 entry is now private.\n"


def test_default_visibility_is_a_setting(run: Run) -> None:
    run("config", "visibility.talk", "public")
    assert run("add", "t", "Public", "--json").json["visibility"] == "public"
    assert run("add", "t", "Kept", "--private", "--json").json["visibility"] == "private"
    assert run("add", "r", "note", "--json").json["visibility"] == "private"


def test_config(run: Run) -> None:
    run("add", "r", "x")
    listed = run("config", "--json").json
    assert (listed["language"], listed["home"], listed["units"]) == ("auto", None, "km")
    assert run("config", "units").out == "km\n"
    assert (
        run("config", "author.zh", "岑见微").err
        == "author.zh is set. yearlog undo takes it back.\n"
    )
    assert run("config", "author.zh", "岑见微").err == "Nothing changed.\n"
    assert run("config", "author.zh", "--json").json == {"author.zh": "岑见微"}
    assert run("config", "baseline.2024.flights", "31", "--json").json == {
        "baseline.2024.flights": 31
    }
    run("config", "home", "Ithaca", "--from", "2024-08-01")
    run("config", "home", "日内瓦", "--from", "2025-06")
    assert run("config", "home").out == ("Ithaca (since 2024-08-01), Geneva (since 2025-06-01)\n")
    run("undo")
    assert run("config", "home").out == "Ithaca (since 2024-08-01)\n"
    run("config", "home", "")
    assert run("config", "home").out == "\n"
    listing = run("--ui", "zh", "config")
    assert "author.zh = 岑见微\n" in listing.out
    assert "中文署名" in listing.err


def test_the_language_is_a_setting_then_the_locale(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert run("add", "r", "x").err.startswith("已存为随笔")
    run("config", "language", "en")
    assert run("add", "r", "y").err.startswith("Saved as reflection")
    assert run("--ui", "zh", "add", "r", "z").err.startswith("已存为随笔")


def test_place(run: Run) -> None:
    best = run("place", "日内瓦", "--json").json[0]
    assert {
        "name_en", "name_zh", "kind", "country_code", "admin1", "latitude", "longitude", "tz", "source",
    } <= set(best)  # fmt: skip
    assert (best["name_en"], best["country_code"], best["tz"]) == ("Geneva", "CH", "Europe/Zurich")
    assert run("place", "Geneva").out.startswith("Geneva  city  Switzerland  46.20,6.1")
    assert run("place", "JFK", "--json").json[0]["iata"] == "JFK"
    near = run("place", "--near", "46.2,6.14", "--json").json
    assert near[0]["name_en"] == "Geneva"
    assert near[0]["distance_km"] < 3
    assert run("place", "Nowhereville").err.startswith("No place “Nowhereville”.")
    assert run("--ui", "zh", "place", "--learn", "老家", "Ithaca").err == (
        "「老家」现在指：伊萨卡（美国纽约州）。yearlog undo 可撤销。\n"
    )
    assert run("place", "--learn", "老家", "Ithaca").err == "Nothing changed.\n"
    assert run("place", "老家", "--json").json[0]["name_en"] == "Ithaca"
    assert run("add", "s", "老家", "2025-12-01..3", "--json").json["place"]["name_zh"] == "伊萨卡"
    run("undo")
    run("undo")
    assert (
        run("place", "--learn", "基地", "SFO", "--json").json["name_en"].startswith("San Francisco")
    )


def test_stats(run: Run) -> None:
    run(*FLIGHT)
    run("add", "flight", "JFK", "ITH", "2025-05-14", "18:00-19:20")
    run("add", "flight", "ITH", "JFK", "2024-05-14")
    found = run("stats", "--json").json
    assert (found["year"], found["flights"]["count"]) == (2025, 2)
    assert found["compare"]["year"] == 2024
    table = run("stats", "2025").out
    lines = [line.split() for line in table.splitlines()]
    # The tests run on that day; the months stand over their bars.
    assert lines[0] == ["2025", "2024,", "to", "20", "Dec", "Jan", "Dec"]
    # this year, last year, the difference, the months: two flights in May
    assert ["flights", "2", "1", "+1", "█"] in lines
    assert ["time", "in", "the", "air", "2:35", "h", "≥", "0:00"] in [line[:8] for line in lines]
    assert ["northernmost", "42.5°", "N", "Ithaca"] in lines
    assert "Home is guessed from the flights: Ithaca. Set it with yearlog config home." in table
    chinese = run("--ui", "zh", "stats").out
    assert any(
        line.split()[:5] == ["飞行时间", "2:35", "小时", "≥", "0:00"]
        for line in chinese.splitlines()
    )
    assert "最北" in chinese
    assert ["最北", "北纬", "42.5°", "伊萨卡"] in [line.split() for line in chinese.splitlines()]
    rows = [line.split(",") for line in run("stats", "--csv").out.splitlines()]
    assert rows[0] == [
        "year", "name", "part", "value", "unit", "complete", "ids", "stated",
    ]  # fmt: skip
    (flights,) = (row for row in rows if row[1] == "flights")
    assert (flights[:6], len(flights[6].split())) == (
        ["2025", "flights", "", "2", "flight", "yes"],
        2,
    )
    assert [row[3] for row in rows if row[1] == "flights.by_month" and row[2] == "5"] == ["2"]
    assert "家按航班推测为伊萨卡；可用 yearlog config home 设定。" in chinese


def test_review(run: Run, tmp_path: Path) -> None:
    cover = tmp_path / "cover.png"
    cover.write_bytes(PNG)
    ids = [run("add", "r", f"2025-05-1{at}", "Text", "--json").json["id"] for at in (1, 2)]
    plan = run(
        "review", "2025", "--title-zh", "雪", "--title-en", "Snow", "--epigraph-en", "Quiet.",
        "--chapters", f"{ids[1][-8:]},{ids[0]}", "--cover", str(cover), "--compare-with", "2020",
        "--json",
    ).json  # fmt: skip
    assert plan["chapters"] == [ids[1], ids[0]]
    assert (plan["title_zh"], plan["title_en"], plan["compare_with"]) == ("雪", "Snow", 2020)
    assert len(plan["cover"]) == 64
    assert run("review", "--json").json == plan
    assert run("review", "--title-en", "Ice", "--json").json == plan | {"title_en": "Ice"}
    assert run("review").out.splitlines() == [
        "2025 in review",
        "  title     雪 | Ice",
        "  epigraph  Quiet.",
        f"  chapters  {ids[1][-6:]}  2025-05-12  ¶ reflection  Text",
        f"            {ids[0][-6:]}  2025-05-11  ¶ reflection  Text",
        "  cover     chosen",
        "  beside    2020",
    ]
    run("delete", ids[1])
    assert f"  章节  {ids[1][-6:]}  （已删除）\n" in run("--ui", "zh", "review").out
    run("undo")
    assert run("review", "--chapters", "", "--json").json["chapters"] == []
    assert "  章节  （没有选，按日期收录这一年的全部随笔）" in run("--ui", "zh", "review").out
    assert "  title     (none: “2024 in review”)\n" in run("review", "2024").out
    for _ in range(3):
        run("undo")
    assert run("review", "--json").json["title_en"] == ""


def test_dump_and_load(run: Run, tmp_path: Path) -> None:
    run("add", "r", "one")
    folder = tmp_path / "dump"
    assert run("dump", str(folder), "--json").json == {"written": 1, "left_alone": []}
    (folder / "entries" / "mine.md").write_text("mine")
    said = run("dump", str(folder))
    assert said.out == f"{folder}\n"
    assert "1 entry written to" in said.err
    assert "1 file there is not from this journal and was left alone: mine.md" in said.err
    (folder / "entries" / "mine.md").unlink()
    assert run("load", str(folder)).err == "Nothing new: 1 unchanged.\n"
    run("delete", run("list", "--json").json[0]["id"])
    assert run("load", str(folder), "--json").json == {"added": 0, "merged": 1, "unchanged": 0}
    assert len(run("list", "--json").json) == 1
    fresh = ("--journal", str(tmp_path / "fresh.sqlite3"))
    assert run("--ui", "zh", *fresh, "load", str(folder)).err == (
        "新增 1 条，更新 0 条，未变 0 条。yearlog undo 可撤销。\n"
    )


@pytest.mark.parametrize(
    ("shell", "word"), [("bash", "complete "), ("zsh", "compdef"), ("fish", "complete ")]
)
def test_completion(run: Run, shell: str, word: str) -> None:
    script = run("completion", shell).out
    assert word in script
    assert "_YEARLOG_COMPLETE" in script


def test_the_version_needs_no_journal(run: Run) -> None:
    assert run("--version").out.startswith("yearlog ")


# Texts and photos ---------------------------------------------------------------------------------


def test_a_reflection_from_two_files_is_one_entry(run: Run, tmp_path: Path) -> None:
    zh = "正文\r\n\r\n> 引用 quote\n\n注[^1]、再注[^1]\n\n[^1]: 脚注\t \n\n"
    en = "Body[^a]\n\n[^a]: Note"
    (tmp_path / "essay.zh.md").write_bytes(f"# 去年的雪 #\n\n{zh}".encode())
    (tmp_path / "essay.en.md").write_bytes(
        b"\xef\xbb\xbf# Last Year\xe2\x80\x99s Snow\r\n" + en.encode()
    )
    entry = run(
        "add", "reflection", "2025-12-31",
        "--file", str(tmp_path / "essay.zh.md"), "--file", str(tmp_path / "essay.en.md"), "--json",
    ).json  # fmt: skip
    assert (entry["title_zh"], entry["title_en"]) == ("去年的雪", "Last Year’s Snow")
    assert entry["body_zh"].encode() == zh.encode()
    assert entry["body_en"].encode() == en.encode()
    assert run("show", entry["id"], "--json").json == entry


def test_the_other_language_can_follow_later(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.zh.md").write_text("# 题\n正文", encoding="utf-8")
    (tmp_path / "b.md").write_text("Body\n\n\n", encoding="utf-8")
    entry = run("add", "r", "2025-12-31", "--file", str(tmp_path / "a.zh.md"), "--json").json
    assert entry["language"] == "zh"
    edited = run(
        "edit", entry["id"], "--file", str(tmp_path / "b.md"), "--lang", "en", "--json"
    ).json
    assert edited["body_en"] == "Body\n\n\n"
    assert {**edited, "body_en": "", "updated_at": ""} == {**entry, "updated_at": ""}


def test_standard_input_is_the_body(run: Run) -> None:
    text = "# 标题\n\n正文 with [^1]\r\n\n[^1]: 注\n"
    entry = run("add", "r", "2025-05-01", "#snow", "--json", stdin=text.encode()).json
    assert (entry["title_zh"], entry["body_zh"]) == ("标题", "正文 with [^1]\r\n\n[^1]: 注\n")
    assert (entry["starts_on"], entry["tags"]) == ("2025-05-01", ["snow"])
    titled = run("add", "--title-en", "Given", "--json", stdin=b"Body\n").json
    assert (titled["title_en"], titled["body_en"]) == ("Given", "Body\n")
    piped = run("add", "r", "--lang", "en", "--json", stdin="Café 雪\n".encode()).json
    assert piped["body_en"] == "Café 雪\n"


def test_words_given_are_not_replaced_by_a_pipe(run: Run) -> None:
    assert run("add", "r", "hello", "--json", stdin=b"the loop's input").json["body_en"] == "hello"
    assert run("add", "hello", "--json", stdin=b"the loop's input").json["body_en"] == "hello"


def test_photos_with_captions_on_add_and_edit(run: Run, tmp_path: Path, surroundings: Path) -> None:
    for name in ("a.png", "b.png", "c.png"):
        (tmp_path / name).write_bytes(PNG + name.encode())
    entry = run(
        "add", "s", "Zermatt", "2025-02-01..3",
        "--photo", str(tmp_path / "a.png"), "--caption-zh", "雪", "--alt-en", "a ridge",
        "--photo", str(tmp_path / "b.png"), "--caption-zh", "山", "--json",
    ).json  # fmt: skip
    first, second = entry["photos"]
    assert (first["filename"], first["caption_zh"], first["alt_en"]) == ("a.png", "雪", "a ridge")
    assert (second["filename"], second["caption_zh"], second["alt_en"]) == ("b.png", "山", "")
    edited = run(
        "edit", entry["id"], "--photo", str(tmp_path / "c.png"), "--caption-en", "More", "--json"
    ).json
    assert [photo["filename"] for photo in edited["photos"]] == ["a.png", "b.png", "c.png"]
    assert edited["photos"][:2] == entry["photos"]
    assert edited["photos"][2]["caption_en"] == "More"
    stored = surroundings / "journal.attachments" / first["sha256"][:2] / first["sha256"]
    assert stored.read_bytes() == PNG + b"a.png"
    assert stored.stat().st_mode & 0o777 == 0o600
    assert "照片：c.png" in run("--ui", "zh", "show", entry["id"]).out
    run("undo")
    assert len(run("show", entry["id"], "--json").json["photos"]) == 2


def test_a_milestone_each_and_a_tag_each(run: Run) -> None:
    entry = run(
        "add", "p", "HeuriGym", "2025-03..2025-09", "#llm", "--milestone", "2025-03-10 投稿 初稿 @CHI",
        "--milestone", "2025-06-01 accepted", "--json",
    ).json  # fmt: skip
    assert [one["kind"] for one in entry["milestones"]] == ["submitted", "accepted"]
    assert entry["milestones"][0]["title_zh"] == "初稿"
    assert entry["milestones"][0]["venue"] == "CHI"
    assert run("edit", entry["id"], "--tag", "a", "--tag", "b", "--json").json["tags"] == ["a", "b"]
