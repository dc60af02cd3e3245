"""``search``: words and filters in, entries with the words around each hit out."""

# ruff: noqa: E501  what is typed and what is answered stand on one line

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Process, Run
from yearlog.text.width import display_width

LONG = "山很高。" * 40 + "在ＧＰＴ４里写雪的不确定性" + "，路很远" * 40


@pytest.fixture
def journal(run: Run) -> dict[str, str]:
    """Record one entry of each kind; return their ids by the word in their names."""
    ids = {}
    for name, line in {
        "flight": ["f", "ITH", "JFK", "2025-05-12", "DL4921", "#work"],
        "west": ["f", "SFO", "JFK", "2024-05-12"],
        "talk": ["t", "2025-05-14", "@纽约", "Reading Snow", "#Snow"],
        "stay": ["s", "旧金山", "2024-12-30..2025-01-02"],
        "project": ["p", "粒雪图谱", "2025-03..2025-09", "#snow", "#work"],
        "note": ["r", "2025-06-01", LONG],
    }.items():
        ids[name] = run("add", *line, "--json").json["id"]
    return ids


def names(run: Run, journal: dict[str, str], *words: str) -> list[str]:
    by_id = {one: name for name, one in journal.items()}
    return [by_id[entry["id"]] for entry in run("search", *words, "--json").json]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["kind:flight"], "flight west"),
        (["kind:flights", "sfo"], "west"),
        (["SFO", "类别:航班"], "west"),
        (["类别：项目"], "project"),
        (["kind:talk", "kind:project"], "talk project"),
        (["year:2025"], "note talk flight project stay"),
        (["年:2025年", "kind:stay"], "stay"),
        (["年：去年"], "stay west"),
        (["tag:snow"], "talk project"),
        (["tag:#SNOW", "标签:work"], "project"),
        (["place:JFK"], "flight west"),
        (["place:纽约"], "talk flight west"),
        (['place:"New York"', "snow"], "talk"),
        (["place:New", "York"], "flight west talk"),  # a place with New, and the word York
        (["place:三番"], "stay west"),
        (["地点：肯尼迪", "place:SFO"], "west"),
        (["place:美国", "kind:stay"], "stay"),
        (["place:nowhere-at-all"], ""),
        (["before:2025"], "stay west"),
        (["before:2025-05-12"], "project stay west"),
        (["after:2025-05-12"], "note talk"),
        (["after:2025-05"], "note"),
        (["之后:2025-05-11", "之前:2025-05-14"], "flight"),
        (["之后:昨天"], ""),
        (["雪"], "project note"),
        (["snow"], "talk project"),
        (["kind:talk", "reading", "snow"], "talk"),
        (["reading", "kind:talk", "snow"], "talk"),
        (["snow reading"], ""),
        (["gpt4里写"], "note"),
        (['"kind:talk"'], ""),
        (["foo:雪"], ""),
        (["dl4921"], "flight"),
    ],
)
def test_words_and_filters(
    run: Run, journal: dict[str, str], words: list[str], expected: str
) -> None:
    assert names(run, journal, *words) == expected.split()


def test_a_name_of_ones_own_is_a_place_to_look_for(run: Run, journal: dict[str, str]) -> None:
    run("place", "--learn", "老地方", "San Francisco")
    assert names(run, journal, "place:老地方") == ["stay", "west"]


def test_what_looks_like_a_filter_can_be_looked_for(run: Run) -> None:
    run("add", "r", "2025-06-01", "kind: x, kind:talk and foo:bar. Next year: 雪")
    for words in ("kind: x", '"kind:talk"', "foo:bar", "next year: 雪", '"x, kind:talk and"'):
        assert len(run("search", words, "--json").json) == 1, words
    assert run("search", "kind:talk", "--json").json == []


@pytest.mark.parametrize(
    ("words", "en", "zh"),
    [
        (["kind:song"], "The filter “kind:song” cannot be read: a kind is one of flight, talk, project, stay, reflection, moment; ", "读不出筛选条件「kind:song」：类别有航班、演讲、项目、停留、随笔、片刻。"),
        (["雪", "年:二十"], "The filter “年:二十” cannot be read: a year is written like 2025; ", "读不出筛选条件「年:二十」：年份要写成 2025 或去年。"),
        (["year:0"], "The filter “year:0” cannot be read: a year", "读不出筛选条件「year:0」：年份"),
        (["year:2025-05"], "The filter “year:2025-05” cannot be read: a year", "读不出筛选条件「year:2025-05」：年份"),
        (["before:2025-02-30"], "The filter “before:2025-02-30” cannot be read: a date is written like", "读不出筛选条件「before:2025-02-30」：日期要写成"),
        (["之后：雪"], "The filter “之后：雪” cannot be read: a date", "读不出筛选条件「之后：雪」：日期"),
        (["tag:#"], "The filter “tag:#” cannot be read: the name of a tag follows", "读不出筛选条件「tag:#」：冒号后面要写标签名"),
        (['place:""'], "The filter “place:\"\"” cannot be read: the name of a place", "读不出筛选条件「place:\"\"」：冒号后面要写地名"),
        ([], "What are you looking for?", "要找什么？"),
        (["  "], "What are you looking for?", "要找什么？"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_in_one_sentence(
    run: Run, journal: dict[str, str], words: list[str], en: str, zh: str
) -> None:
    assert run("--ui", "en", "search", *words, code=2).sentence.startswith(en)
    assert run("--ui", "zh", "search", *words, code=2).sentence.startswith(zh)


def test_an_entry_comes_with_the_words_around_the_hit(
    run: Run, journal: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    said = run("--ui", "zh", "search", "GPT4里写雪")
    head, around = said.out.splitlines()
    assert head.startswith(f"{journal['note'][-6:]}  2025-06-01  ¶ 随笔  山很高。")
    assert re.fullmatch(" {4}….*山很高。在ＧＰＴ４里写雪的不确定性，路很远.*…", around)
    assert 56 <= display_width(around) <= 60
    assert said.err == "1 条。\n"


@pytest.mark.parametrize(
    ("ui", "words", "line"),
    [
        ("en", "肯尼迪", "    To: 纽约肯尼迪国际机场"),
        ("en", "jfk", "    To: JFK"),
        ("zh", "jfk", "    到达机场：JFK"),
        ("zh", "#work", None),
        ("zh", "work", "    标签：work"),
        ("en", "第一作者", None),
        ("en", "进行中", "    Status: 进行中"),
    ],
)
def test_a_hit_in_a_field_names_the_field(
    run: Run, journal: dict[str, str], ui: str, words: str, line: str | None
) -> None:
    lines = run("--ui", ui, "search", words).out.splitlines()
    assert lines[1:2] == ([] if line is None else [line])


def test_what_is_not_found_is_said_and_is_no_failure(run: Run, journal: dict[str, str]) -> None:
    said = run("--ui", "en", "search", "sloths\x1b[2J")
    assert (said.out, said.err) == ("", "Nothing found for: sloths [2J\n")
    assert run("--ui", "zh", "search", "树懒").err == "没有找到：树懒\n"
    assert run("search", "树懒", "--json").json == []


def test_the_first_of_many_are_shown(run: Run, journal: dict[str, str]) -> None:
    said = run("--ui", "en", "search", "year:2025", "--limit", "2")
    assert len(said.out.splitlines()) == 2
    assert said.err == "5 found; these are the first 2. All of them: --limit 0\n"
    assert run("--ui", "en", "search", "year:2025", "--limit", "0").err == "5 found.\n"
    assert len(run("search", "year:2025", "--limit", "2", "--json").json) == 2
    assert run("--ui", "zh", "search", "年:2025", "--limit", "2").err == (
        "共 5 条，这里是前 2 条。加 --limit 0 可以看全部。\n"
    )


def test_json_is_that_of_list_with_the_matches(run: Run) -> None:
    body = "Cafe\u0301 ﬁrst, café last"
    run("add", "reflection", "--title-zh", "咖啡", "--body-en", body, "--date", "2025-06-01")
    [found] = run("search", "CAFÉ", "--json").json
    assert found.pop("matches") == [
        {"field": "body", "lang": "en", "start": 0, "end": 5},
        {"field": "body", "lang": "en", "start": 12, "end": 16},
    ]
    assert [found] == run("list", "--json").json
    [found] = run("search", "irs", "--json").json
    assert found["matches"] == [{"field": "body", "lang": "en", "start": 6, "end": 9}]
    assert run("search", "year:2025", "--json").json[0]["matches"] == []


def test_fields_in_json_lead_to_the_text(run: Run, journal: dict[str, str]) -> None:
    [found] = run("search", "ithaca", "kind:flight", "--json").json
    fields = {(one["field"], one["lang"]) for one in found["matches"]}
    assert {("headline", "en"), ("origin.name", "en"), ("origin.city", "en")} <= fields
    one = next(one for one in found["matches"] if one["field"] == "origin.city")
    assert found["origin"]["city_en"][one["start"] : one["end"]] == "Ithaca"


def test_a_hit_is_marked_only_where_colours_show(
    run: Run, journal: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda stream, color: color is False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    marked = "Reading \x1b[31m\x1b[1mSnow\x1b[0m"
    assert marked in run("search", "snow").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("search", "snow").out
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert "\x1b" not in run("search", "snow").out


def test_hostile_texts_stay_on_their_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    for body in (
        "a\x00b 雪\n\n\x1b[31mred",
        "שלום \u202eעולם 雪 \u2067x",
        "👩\u200d💻" * 40 + "雪",
    ):
        run("add", "reflection", "--body-zh", body, "--title-zh", "x", "--date", "2025-06-01")
    lines = run("search", "雪").out.splitlines()
    assert len(lines) == 6
    for line in lines[1::2]:
        assert "雪" in line
        assert display_width(line) <= 40
        assert not re.search("[\x00-\x1f\u202e\u2067]", line)


def test_words_that_are_no_utf8_are_simply_not_found(process: Process) -> None:
    process("add", "r", "2025-06-01", "雪")
    said = process("search", b"\xff\xfe")
    assert (said.code, said.out) == (0, "")


def test_without_a_journal_there_is_nothing_to_search(run: Run) -> None:
    assert run("search", "雪", code=1).sentence.startswith("There is no journal at")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["search", ""], ["kind:", "year:", "tag:", "place:", "before:", "after:"]),
        (["search", "pl"], ["place:"]),
        (["search", "地"], ["地点:"]),
        (["search", "snow", "kind:re"], ["kind:reflection"]),
        (["search", "类别:航"], ["类别:航班"]),
    ],
)
def test_a_shell_completes_filters(process: Process, line: list[str], words: list[str]) -> None:
    done = process(
        _YEARLOG_COMPLETE="bash_complete",
        COMP_WORDS="\n".join(["yearlog", *line]),
        COMP_CWORD=str(len(line)),
    )
    assert [answer.partition(",")[2] for answer in done.out.split()] == words
