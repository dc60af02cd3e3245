"""``trips`` and ``trip`` at the command line, in both languages."""

from __future__ import annotations

import re

import pytest

from tests.cli.conftest import Run

# Bangkok 14:00 the next day; Phuket 10:00 to Singapore 12:50, five hours and ten minutes there.
LINES = (
    "f YUL BKK 2025-03-01 10:00-14:00+1",
    "f HKT SIN 2025-03-10 10:00-12:50",
    "f SIN YUL 2025-03-10 18:00-22:00",
    "s Boston 2025-05-01..3",
    "f YUL GVA 2024-12-30",
    "f GVA YUL 2025-01-05",
)

SPRING = "2025-03-01..2025-03-10"


@pytest.fixture
def ids(run: Run) -> list[str]:
    """Type a journal whose home is Montreal; return the ids in the order typed."""
    run("config", "home", "Montreal")
    return [run("add", *line.split(), "--json").json["id"] for line in LINES]


def test_the_list(run: Run, ids: list[str]) -> None:
    lines = run("trips").out.splitlines()
    assert [re.sub(r"[\d,]+ km", "N km", line) for line in lines] == [
        f"{ids[4][-6:]}  2024-12-30..2025-01-05  6 nights  Geneva  2 flights  N km",
        f"{ids[0][-6:]}  {SPRING}  9 nights  Bangkok, Phuket (via Singapore)  3 flights  N km",
        "        ! landed in BKK, next leaves HKT",
        f"{ids[3][-6:]}  2025-05-01..2025-05-03  2 nights  Boston",
    ]


def test_the_list_in_chinese(run: Run, ids: list[str]) -> None:
    lines = run("--ui", "zh", "trips", "2025").out.splitlines()
    assert [re.sub(r"[\d,]+ 公里", "N 公里", line) for line in lines] == [
        f"{ids[4][-6:]}  2024-12-30..2025-01-05  6 晚  日内瓦  2 趟航班  N 公里",
        f"{ids[0][-6:]}  {SPRING}  9 晚  曼谷、普吉（经新加坡中转）  3 趟航班  N 公里",
        "        ! 降落在 BKK，下一程却从 HKT 起飞",
        f"{ids[3][-6:]}  2025-05-01..2025-05-03  2 晚  波士顿",
    ]


def test_a_year_and_an_empty_one(run: Run, ids: list[str]) -> None:
    assert [one["starts_on"] for one in run("trips", "2024", "--json").json] == ["2024-12-30"]
    assert len(run("trips", "2025", "--json").json) == 3
    said = run("trips", "1999")
    assert (said.out, said.err) == ("", "There are no trips in 1999.\n")
    assert run("--ui", "zh", "trips", "1999").err == "1999 年没有行程。\n"
    assert run("trips", "1999", "--json").json == []


def test_a_journal_without_trips(run: Run) -> None:
    run("add", "r", "hello")
    assert run("trips").err == "There are no trips yet. They are made of flights and stays.\n"


def test_the_list_as_json(run: Run, ids: list[str]) -> None:
    found = run("trips", "--json").json[1]
    assert (found["id"], found["ids"]) == (ids[0], ids[:3])
    assert (found["name_zh"], found["name_en"], found["named"]) == (
        "曼谷、普吉",
        "Bangkok, Phuket",
        False,
    )
    assert (found["nights"], found["flights"]) == (9, {"count": 3, "ids": ids[:3]})
    assert found["gaps"] == [{"landed": ids[0], "leaves": ids[1]}]
    assert [one["name_en"] for one in found["layovers"]] == ["Singapore"]
    assert found["complete"] is True
    # Montreal to Bangkok, Phuket to Singapore, Singapore to Montreal, by any great-circle table.
    assert found["distance_km"] == pytest.approx(13_430 + 978 + 14_813, rel=0.005)


def test_one_trip_with_its_stops(run: Run, ids: list[str]) -> None:
    lines = run("trip", ids[1]).out.splitlines()
    assert [line.split("  ")[0] for line in lines[:1]] == [ids[0][-6:]]
    assert [line.strip()[:6] for line in lines[1:] if "→" in line] == [one[-6:] for one in ids[:3]]
    rest = [line.strip() for line in lines[1:] if "→" not in line]
    assert rest == [
        "Bangkok: visit",
        "! landed in BKK, next leaves HKT",
        "Singapore: layover, 5 h 10",
        "Montreal: home",
    ]
    chinese = [line.strip() for line in run("--ui", "zh", "trip", ids[1]).out.splitlines()]
    assert chinese[2:4] == ["曼谷：到访", "! 降落在 BKK，下一程却从 HKT 起飞"]
    assert chinese[5] == "新加坡：中转，5 小时 10 分"
    assert chinese[7] == "蒙特利尔：到家"
    found = run("trip", ids[1], "--json").json
    assert [one["id"] for one in found["entries"]] == ids[:3]
    assert [(one["kind"], one["minutes"], one["exact"]) for one in found["stops"]] == [
        ("visit", None, False),
        ("layover", 310, True),
        ("home", None, False),
    ]


def test_how_long_a_stop_was(run: Run) -> None:
    """London 9:30 on the 25th is 08:30 UTC; 9:00 on the 26th is 09:00 UTC, clocks went back."""
    run("config", "home", "Montreal")
    for line in (
        "f YUL LHR 2025-10-24 22:00-09:30+1",
        "f LHR OSL 2025-10-26 09:00-12:10",
        "f OSL LYR 2025-10-30 15:10-18:10",
        "f LYR TOS 2025-11-01",
        "f TOS OSL 2025-11-01",
        "f OSL YUL 2025-11-02",
    ):
        run("add", *line.split())
    first = run("trips", "--json").json[0]["id"]

    def stops(ui: str) -> list[str]:
        lines = run("--ui", ui, "trip", first).out.splitlines()
        return [line.strip() for line in lines if "→" not in line][1:5]

    assert stops("en") == [
        "London: visit, 24 h 30",
        "Oslo: visit, 4 days 3 h",
        "Longyearbyen: visit, about 2 days, times unknown",
        "Tromsø: layover, the same day, times unknown",
    ]
    assert stops("zh") == [
        "伦敦：到访，24 小时 30 分",
        "奥斯陆：到访，4 天 3 小时",
        "朗伊尔城：到访，约 2 天，时刻不详",
        "特罗姆瑟：中转，当天，时刻不详",
    ]


def test_a_name_is_given_shown_and_undone(run: Run, ids: list[str]) -> None:
    said = run("--ui", "zh", "trip", ids[2][-6:], "--name-zh", "南洋", "--name-en", "South Seas")
    assert said.err == "已保存。yearlog undo 可撤销。\n"
    assert "  南洋（经新加坡中转）  " in said.out.splitlines()[0]
    assert "  South Seas (via Singapore)  " in run("trips").out
    same = run("trip", ids[0], "--name-en", "South Seas")
    assert same.err == "Nothing changed.\n"
    trip = run("stats", "2025", "--json").json["trips"][1]
    assert (trip["name_zh"], trip["name_en"], trip["named"]) == ("南洋", "South Seas", True)
    assert [one["name_en"] for one in trip["cities"]] == ["Bangkok", "Phuket"]
    undone = run("undo").err
    assert undone.startswith("Undone: trip of flight Singapore → Montreal (")
    assert run("--ui", "zh", "redo").err == "已重做：更改「航班 新加坡 → 蒙特利尔」的行程。\n"
    run("undo")
    assert "South Seas" not in run("trips").out


def test_a_split_a_join_and_an_override(run: Run, ids: list[str]) -> None:
    assert run("trip", ids[1], "--begin", "here", "--json").json["ids"] == ids[1:3]
    assert len(run("trips").out.splitlines()) == 5
    assert run("trip", ids[2], "--begin", "before", "--json").json["ids"] == ids[:3]
    assert run("trip", ids[2], "--begin", "auto").err == "Nothing changed.\n"
    stops = run("trip", ids[1], "--stop", "visit", "--json").json["stops"]
    assert (stops[1]["kind"], stops[1]["said"]) == ("visit", True)
    assert "Singapore: visit, 5 h 10, as you said" in run("trip", ids[1]).out
    assert "新加坡：到访，5 小时 10 分，由你指定" in run("--ui", "zh", "trip", ids[1]).out
    cities = run("stats", "2025", "--json").json["places"]["cities"]
    assert "Singapore" in [one["name_en"] for one in cities]


def test_mistakes_are_one_sentence(run: Run, ids: list[str]) -> None:
    note = run("add", "r", "hello", "--json").json["id"]
    assert run("trip", ids[3], "--stop", "visit", code=2).sentence == (
        f"{ids[3][-6:]} is no flight. Give the flight that landed there; yearlog trip shows the "
        "flights of a trip."
    )
    assert run("trip", note, code=1).sentence.startswith(f"{note[-6:]} is part of no trip")
    assert run("--ui", "zh", "trip", note, code=1).sentence == (
        f"{note[-6:]} 不属于任何行程。行程由已飞的航班、不在家的停留和途中的演讲组成。"
    )
    assert run("trip", ids[4], "--begin", "before", code=1).sentence == (
        "This is the first trip; there is none before it to go on from."
    )
    assert "auto" in run("trip", ids[0], "--begin", "there", code=2).sentence
    run("trip", code=2)


def test_the_layover_rule_is_a_setting(run: Run, ids: list[str]) -> None:
    assert run("config", "layover_hours").out == "24\n"
    assert run("config", "layover_hours", "5").err.startswith("layover_hours is set.")
    assert "(via Singapore)" not in run("trips").out
    assert run("config", "layover_hours", "241", code=1).sentence == (
        "layover_hours cannot be “241”; give a whole number from 0 to 240."
    )
    assert run("--ui", "zh", "config", "layover_hours", "两天", code=1).sentence == (
        "layover_hours 不能设为「两天」，请填 0 到 240 的整数。"
    )


def test_the_doctor_tells_of_the_gap(run: Run, ids: list[str]) -> None:
    checks = {one["check"]: one for one in run("doctor", "--json", code=0).json["checks"]}
    assert checks["chain"]["mark"] == "note"
    assert checks["chain"]["details"] == [f"{ids[0][-6:]} 2025-03-01 … {ids[1][-6:]} 2025-03-10"]
    assert "1 趟航班不从上一趟落地的地方起飞" in run("--ui", "zh", "doctor", code=0).out


def test_a_home_that_is_guessed_is_said(run: Run) -> None:
    run("add", "f GVA LHR 2025-03-01")
    run("add", "f LHR GVA 2025-03-05")
    assert run("trips").err == (
        "Home is guessed: Geneva. Say where it is with yearlog config home PLACE.\n"
    )
    assert "家是推测的：日内瓦" in run("--ui", "zh", "trips").err
    run("config", "home", "Geneva")
    assert run("trips").err == ""


def test_a_home_for_all_time_says_what_it_replaced(run: Run) -> None:
    run("config", "home", "Beijing")
    run("config", "home", "Geneva", "--from", "2025-08-01")
    said = run("config", "home", "London")
    assert "Before it was Beijing, Geneva (since 2025-08-01). yearlog undo" in said.err
    run("undo")
    assert "Geneva" in run("config", "home").out


def test_one_of_several_homes_is_taken_away(run: Run) -> None:
    run("config", "home", "Beijing")
    run("config", "home", "Geneva", "--from", "2025-08-01")
    assert "2025-09-01" in run("config", "home", "", "--from", "2025-09-01", code=1).sentence
    run("config", "home", "", "--from", "2025-08-01")
    assert run("config", "home").out == "Beijing\n"
    assert "only home" in run("config", "layover_hours", "12", "--from", "2025-01-01", code=2).err
    assert run("config", "layover_hours").out == "24\n"


def test_a_talk_at_a_short_stop_makes_a_visit_of_it(run: Run) -> None:
    run("config", "home", "Geneva")
    run("add", "f GVA ZRH 2025-04-01 08:00-08:50")
    landed = run("add", "f ZRH LHR 2025-04-01 15:00-15:45", "--json").json["id"]
    run("add", "f LHR GVA 2025-04-05 08:00-10:40")
    assert "Zurich: layover" in run("trip", landed).out
    run("add", "t 2025-04-01 @Zurich A talk")
    assert "Zurich: visit" in run("trip", landed).out
    assert "via" not in run("trip", landed).out


def test_a_flight_that_leaves_too_early_is_said(run: Run) -> None:
    run("add", "f GVA LHR 2025-04-01 09:00-09:45")
    run("add", "f LHR JFK 2025-04-01 09:00-12:00")
    line = "! leaves LHR before the landing in LHR: check the times"
    assert line in run("trips").out
    assert line in run("trip", run("trips", "--json").json[0]["id"]).out
    assert len(run("trips", "--json").json[0]["clashes"]) == 1
    assert "before it lands" in run("doctor", code=3).out


def test_a_trip_that_has_not_ended_says_since_when(run: Run) -> None:
    run("config", "home", "Geneva")
    run("add", "f GVA LHR 2025-03-01")
    home = run("add", "f LHR GVA 2025-03-05", "--json").json["id"]
    run("add", "f GVA CDG 2025-04-01")
    assert [line[8:] for line in run("trips").out.splitlines()][1].startswith("since 2025-04-01")
    assert "night" not in run("trips").out.splitlines()[1]
    assert "2025-04-01 起" in run("--ui", "zh", "trips").out
    assert "landed at home" in run("trip", home, "--stop", "visit", code=2).err


def test_dates_known_by_their_month_are_shown_so(run: Run) -> None:
    run("config", "home", "Geneva")
    run("add", "s Paris 2025-03")
    assert run("trips").out.split()[1:] == ["2025-03", "Paris"]
    assert run("trips", "--json").json[0]["nights"] is None
    assert run("trips", "--json").json[0]["date_precision"] == "month"
    assert "  2025-03  " in run("list").out


def test_the_list_says_what_was_not_flown(run: Run) -> None:
    found = run("add", "f GVA LHR 2025-03-01", "--json").json["id"]
    assert "flown" not in run("list").out
    for status, zh in (("planned", "计划中"), ("cancelled", "已取消")):
        run("edit", found, "--status", status)
        assert status in run("list").out
        assert zh in run("--ui", "zh", "list").out
