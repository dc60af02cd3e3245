"""What a line says: each case is a line somebody would type, and what it must come to."""

from __future__ import annotations

import pytest

from yearlog.capture.errors import NoSuchDate, NothingTyped, UnknownAirport
from yearlog.capture.line import guess, parse, tokens
from yearlog.capture.resolve import Resolver
from yearlog.capture.route import SpareWords


def read(line: str, context: Resolver) -> tuple[str, dict[str, str]]:
    """Return kind and words of a line that makes one entry."""
    (draft,) = parse(tokens(line), context)
    return draft.kind, dict(draft.raw)


def legs(line: str, context: Resolver) -> list[dict[str, str]]:
    drafts = parse(tokens(line), context)
    assert {draft.kind for draft in drafts} == {"flight"}
    return [dict(draft.raw) for draft in drafts]


def leg(origin: str, destination: str, day: str = "5/12", **more: str) -> dict[str, str]:
    return {"origin": origin, "destination": destination, "starts_on": day, **more}


def times(departure: str, arrival: str) -> dict[str, str]:
    return {"scheduled_departure": departure, "scheduled_arrival": arrival}


# Flights ------------------------------------------------------------------------------------------

ONE_LEG = {
    "flight ITH JFK 2025-05-12 DL4921 07:00-08:15": leg(
        "ITH", "JFK", "2025-05-12", flight_number="DL4921", **times("07:00", "08:15")
    ),
    # without a kind word, two codes make a flight
    "ITH JFK 2025-05-12": leg("ITH", "JFK", "2025-05-12"),
    "ITH-JFK 5/12": leg("ITH", "JFK"),
    "昨天 PEK SFO CA985": leg("PEK", "SFO", "昨天", flight_number="CA985"),
    # the kind word, in any case, script and width
    "f ITH JFK 5/12": leg("ITH", "JFK"),
    "F ITH JFK 5/12": leg("ITH", "JFK"),
    "Ｆ ITH JFK 5/12": leg("ITH", "JFK"),
    "航班 ITH JFK 5/12": leg("ITH", "JFK"),
    "飞 ITH JFK 5/12": leg("ITH", "JFK"),
    "f ＩＴＨ ＪＦＫ 5/12 ＤＬ４９２１": leg("ITH", "JFK", flight_number="DL4921"),
    # arrows, dashes and words between two airports
    "f ITH→JFK 5/12": leg("ITH", "JFK"),
    "f ITH -> JFK 5/12": leg("ITH", "JFK"),
    "f ITH>JFK 5/12": leg("ITH", "JFK"),
    "f ITH to JFK 5/12": leg("ITH", "JFK"),
    "f ith-jfk 5/12": leg("ith", "jfk"),
    "f ITH–JFK 5/12": leg("ITH", "JFK"),
    "f ITH/JFK 5/12": leg("ITH", "JFK"),
    "f 从上海飞北京 5/12": leg("上海", "北京"),
    "f from ITH to JFK on May 12 at 07:00": leg(
        "ITH", "JFK", "May 12", scheduled_departure="07:00"
    ),
    "f ITH, JFK, May 12, DL 4921, 07:00-08:15": leg(
        "ITH", "JFK", "May 12", flight_number="DL4921", **times("07:00", "08:15")
    ),
    "f 北京→上海 5/12": leg("北京", "上海"),
    "f 北京 到 上海 5/12": leg("北京", "上海"),
    "f 首都机场到浦东 5/12": leg("首都机场", "浦东"),
    "f 首都机场-浦东机场 5/12": leg("首都机场", "浦东机场"),
    # names of cities and airports, also of several words
    "航班 首都机场 浦东 昨天": leg("首都机场", "浦东", "昨天"),
    "f Heathrow JFK 5/12": leg("Heathrow", "JFK"),
    "f San Francisco JFK 5/12": leg("San Francisco", "JFK"),
    "f New York SFO 5/12": leg("New York", "SFO"),
    "f SFO New York 5/12": leg("SFO", "New York"),
    "f London New York 5/12": leg("London", "New York"),
    "f Los Angeles Hong Kong 5/12": leg("Los Angeles", "Hong Kong"),
    'f "New York" SFO 5/12': leg("New York", "SFO"),
    # times in every dress
    "f PEK SFO 5/12 16:00 - 11:30": leg("PEK", "SFO", **times("16:00", "11:30")),
    "f PEK SFO 5/12 16:00–11:30": leg("PEK", "SFO", **times("16:00", "11:30")),
    "f PEK SFO 5/12 16：00－11：30": leg("PEK", "SFO", **times("16:00", "11:30")),
    "f PEK SFO 5/12 16:00 11:30": leg("PEK", "SFO", **times("16:00", "11:30")),
    "f LAX SYD 5/12 22:30-08:30+2": leg("LAX", "SYD", **times("22:30", "08:30+2")),
    "f SYD LAX 5/12 22:30-08:30-1": leg("SYD", "LAX", **times("22:30", "08:30-1")),
    "f SFO JFK 5/12 22:30-06:50 +1": leg("SFO", "JFK", **times("22:30", "06:50+1")),
    "f SFO JFK 5/12 22:30": leg("SFO", "JFK", scheduled_departure="22:30"),
    # flight numbers
    "f PEK SFO 5/12 9C8801": leg("PEK", "SFO", flight_number="9C8801"),
    "f PEK SFO 5/12 u22412": leg("PEK", "SFO", flight_number="U22412"),
    "f PEK SFO 5/12 CA 1985": leg("PEK", "SFO", flight_number="CA1985"),
    # dates of several words, and tags
    "f JFK LHR May 12, 2025": leg("JFK", "LHR", "May 12 2025"),
    "f JFK LHR the day before yesterday": leg("JFK", "LHR", "the day before yesterday"),
    "f JFK LHR last friday #work": leg("JFK", "LHR", "last friday", tags="work"),
    # a weekday that is also a code is an airport when the line has a date
    "f SAN SUN 5/12": leg("SAN", "SUN"),
    "f SAN JFK SUN": leg("SAN", "JFK", "SUN"),
    "f SFO MAR 5/12": leg("SFO", "MAR"),
}


@pytest.mark.parametrize("line", ONE_LEG)
def test_a_flight_is_two_airports_and_what_stands_around_them(line, context) -> None:
    assert legs(line, context) == [ONE_LEG[line]]


def test_three_airports_make_two_legs_with_their_own_numbers_and_times(context) -> None:
    line = "f SFO ITH JFK 2025-05-12 UA1 22:00-06:00 DL2 07:00-08:15 #home"
    both = {"starts_on": "2025-05-12", "tags": "home"}
    assert legs(line, context) == [
        {"origin": "SFO", "destination": "ITH", "flight_number": "UA1"}
        | both
        | times("22:00", "06:00"),
        {"origin": "ITH", "destination": "JFK", "flight_number": "DL2"}
        | both
        | times("07:00", "08:15"),
    ]


def test_a_range_of_days_says_when_one_leaves_and_lands(context) -> None:
    assert legs("f SFO LHR 5/12..5/13", context) == [leg("SFO", "LHR", "2025-05-12")]
    days = [one["starts_on"] for one in legs("f SFO JFK LHR 5/12-5/13", context)]
    assert days == ["2025-05-12", "2025-05-13"]
    assert legs("f SFO LHR 2025-05", context) == [leg("SFO", "LHR", "2025-05")]


def test_a_second_date_is_that_of_the_second_leg_and_of_those_after_it(context) -> None:
    days = [one["starts_on"] for one in legs("f SFO-ORD-JFK-LHR 5/12 5/13", context)]
    assert days == ["5/12", "5/13", "5/13"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("f PEK SFO 5/12 window seat", "window"),
        ("f PEK SFO 5/12 @home", "@home"),
        ("f PEK SFO 5/12 0700-0815", "0700-0815"),
        ("ITH JFK 5/12 DL4921 靠窗", "靠窗"),
    ],
)
def test_words_that_fit_nowhere_in_a_flight_are_named(line, word, context) -> None:
    with pytest.raises(SpareWords) as refused:
        parse(tokens(line), context)
    assert word in refused.value.get("en")
    assert word in refused.value.get("zh")
    assert refused.value.exit_code == 2


def test_an_unknown_airport_is_named_with_its_field(context) -> None:
    with pytest.raises(UnknownAirport, match="Atlantis") as refused:
        parse(tokens("f JFK Atlantis 5/12"), context)
    assert refused.value.field == "destination"
    with pytest.raises(UnknownAirport) as refused:
        parse(tokens("f 亚特兰蒂斯 5/12"), context)
    assert refused.value.field == "origin"


def test_a_flight_still_being_typed_is_a_draft_of_what_is_there(context) -> None:
    assert read("f", context) == ("flight", {})
    assert read("f JFK 5/12", context) == ("flight", {"origin": "JFK", "starts_on": "5/12"})


def test_a_flight_refuses_a_day_the_calendar_does_not_have(context) -> None:
    with pytest.raises(NoSuchDate):
        parse(tokens("f ITH JFK 2025-02-30"), context)


# The other kinds ----------------------------------------------------------------------------------

TALKS = {
    'talk 2025-05-14 @纽约 "标题"': {"starts_on": "2025-05-14", "place": "纽约", "title": "标题"},
    "昨天 在日内瓦讲了HeuriGym": {"starts_on": "昨天", "place": "日内瓦", "title": "HeuriGym"},
    "昨天在日内瓦讲了HeuriGym": {"starts_on": "昨天", "place": "日内瓦", "title": "HeuriGym"},
    "我昨天在日内瓦讲了HeuriGym": {"starts_on": "昨天", "place": "日内瓦", "title": "HeuriGym"},
    "昨天晚上我在日内瓦讲了HeuriGym": {
        "starts_on": "昨天晚上", "place": "日内瓦", "title": "HeuriGym",
    },
    "五月十二日在日内瓦讲了HeuriGym。": {
        "starts_on": "五月十二日", "place": "日内瓦", "title": "HeuriGym",
    },
    # where the 在 is no place, it is the event
    "昨天在组会讲了HeuriGym": {"starts_on": "昨天", "event": "组会", "title": "HeuriGym"},
    "昨天去日内瓦讲了HeuriGym": {"starts_on": "昨天", "place": "日内瓦", "title": "HeuriGym"},
    "昨天讲了一场HeuriGym": {"starts_on": "昨天", "title": "HeuriGym"},
    "演讲 昨天 在日内瓦做了一场报告：大模型的边界": {
        "starts_on": "昨天", "place": "日内瓦", "title": "大模型的边界",
    },
    "t 昨天 在日内瓦讲了": {"starts_on": "昨天", "place": "日内瓦", "title": "在日内瓦讲了"},
    # English sentences
    "I gave a talk on HeuriGym in Geneva yesterday": {
        "starts_on": "yesterday", "place": "Geneva", "title": "HeuriGym",
    },
    "yesterday I gave a talk at Cornell on program synthesis": {
        "starts_on": "yesterday", "place": "Cornell", "title": "program synthesis",
    },
    "gave an invited talk about LLMs at NeurIPS 2025-12-05": {
        "starts_on": "2025-12-05", "title": "LLMs at NeurIPS",
    },
    "gave a talk in Geneva 5/14": {
        "starts_on": "5/14", "place": "Geneva", "title": "gave a talk in Geneva",
    },
    "talk on HeuriGym at MIT yesterday": {
        "starts_on": "yesterday", "place": "MIT", "title": "HeuriGym",
    },
    "talk on what is in a name 5/14": {"starts_on": "5/14", "title": "what is in a name"},
    # prose with the word in it keeps every word
    "I talk too much": {"title": "I talk too much"},
    "the talk of the town": {"title": "the talk of the town"},
    # titles that look like something else
    "t 1984 @伦敦 5/14": {"starts_on": "5/14", "place": "伦敦", "title": "1984"},
    't "5/12" 5/14': {"starts_on": "5/14", "title": "5/12"},
    "t May We Trust Models 5/14": {"starts_on": "5/14", "title": "May We Trust Models"},
    "t Chapter 1-2 5/14": {"starts_on": "5/14", "title": "Chapter 1-2"},
    "t 5/14 2024-25 年回顾": {"starts_on": "5/14", "title": "2024-25 年回顾"},
    "t 50/50 5/14": {"starts_on": "5/14", "title": "50/50"},
    "t 5/14 24/7": {"starts_on": "5/14", "title": "24/7"},
    "t 5/14 .NET for poets": {"starts_on": "5/14", "title": ".NET for poets"},
    "t 5/14 C# 与 F#": {"starts_on": "5/14", "title": "C# 与 F#"},
    "t 5/14 We are #1": {"starts_on": "5/14", "title": "We are #1"},
    't 5/14 "#hash"': {"starts_on": "5/14", "title": "#hash"},
    "t 5/14 mail me@x.org": {"starts_on": "5/14", "title": "mail me@x.org"},
    "t 5/14 # @": {"starts_on": "5/14", "title": "# @"},
    # quotes: around the whole they go, inside a title they stay
    "t 5/14 「2025 的年度总结」": {"starts_on": "5/14", "title": "2025 的年度总结"},
    "t 5/14 读《红楼梦》有感": {"starts_on": "5/14", "title": "读《红楼梦》有感"},
    "t 5/14 《红楼梦》与我": {"starts_on": "5/14", "title": "《红楼梦》与我"},
    't 5/14 What "quoted" means': {"starts_on": "5/14", "title": 'What "quoted" means'},
    "t 5/14 Don't panic": {"starts_on": "5/14", "title": "Don't panic"},
    't 5/14 "half open @纽约': {"starts_on": "5/14", "place": "纽约", "title": '"half open'},
    # places of several words, tags, both widths
    "t 5/14 @New York 标题": {"starts_on": "5/14", "place": "New York", "title": "标题"},
    "t 5/14 @New_York 标题": {"starts_on": "5/14", "place": "New York", "title": "标题"},
    't 5/14 @"New York" 标题': {"starts_on": "5/14", "place": "New York", "title": "标题"},
    "t 5/14 @Paris London Calling": {
        "starts_on": "5/14", "place": "Paris", "title": "London Calling",
    },
    "t 5/14 @Cambridge Massachusetts 标题": {
        "starts_on": "5/14", "place": "Cambridge Massachusetts", "title": "标题",
    },
    "t 5/14 @Springfield Illinois 标题": {
        "starts_on": "5/14", "place": "Springfield Illinois", "title": "标题",
    },
    "t 5/14 talk in Cambridge": {"starts_on": "5/14", "title": "talk in Cambridge"},
    "talk in Cambridge on trees 5/14": {
        "starts_on": "5/14", "place": "Cambridge", "title": "trees",
    },
    "t 5/14 ＃标签 ＠纽约 题目": {
        "starts_on": "5/14", "place": "纽约", "tags": "标签", "title": "题目",
    },
    "t 5/14 中文标题 | English title": {"starts_on": "5/14", "title": "中文标题 | English title"},
    "t": {},
}  # fmt: skip


@pytest.mark.parametrize("line", TALKS)
def test_a_talk_is_a_title_with_a_date_and_a_place(line, context) -> None:
    assert read(line, context) == ("talk", TALKS[line])


STAYS = {
    "s Tahoe 2-14..2-16 滑雪": {"place": "Tahoe", "starts_on": "2-14..2-16", "purpose": "ski"},
    "s Tahoe 2/14-2/16 skiing": {"place": "Tahoe", "starts_on": "2/14-2/16", "purpose": "ski"},
    "s Tahoe Feb 14 to Feb 16 ski": {
        "place": "Tahoe", "starts_on": "Feb 14 to Feb 16", "purpose": "ski",
    },
    "s Lake Tahoe 2-14 .. 2-16 ski": {
        "place": "Lake Tahoe", "starts_on": "2-14 .. 2-16", "purpose": "ski",
    },
    "s lake tahoe 2/14 ski": {"place": "lake tahoe", "starts_on": "2/14", "purpose": "ski"},
    "s whistler with bob 2/14": {"place": "whistler", "starts_on": "2/14", "title": "with bob"},
    "停留 太浩湖 2月14日至16日": {"place": "太浩湖", "starts_on": "2月14日至16日"},
    "s 2-14..2-16 @Tahoe 滑雪 和朋友": {
        "place": "Tahoe", "starts_on": "2-14..2-16", "purpose": "ski", "title": "和朋友",
    },
    "s 纽约 2-14 ICLR 会议 很累": {
        "place": "纽约", "starts_on": "2-14", "purpose": "conference", "title": "ICLR 很累",
    },
    's "New York" 2-14 visit': {"place": "New York", "starts_on": "2-14", "purpose": "visit"},
    "s": {},
}  # fmt: skip


MOMENTS = {
    "m 5/14 @维也纳 音乐会 马勒第二交响曲": {
        "starts_on": "5/14", "place": "维也纳", "category": "concert", "title": "马勒第二交响曲",
    },
    "moment 2025-06-01 book Gödel, Escher, Bach": {
        "starts_on": "2025-06-01", "category": "book", "title": "Gödel, Escher, Bach",
    },
    # the category may stand last; inside a title it is a word of the title
    "片刻 6/1 《以外》 展览": {"starts_on": "6/1", "category": "exhibition", "title": "以外"},
    "m 6/1 the first book I bought": {"starts_on": "6/1", "title": "the first book I bought"},
    # in quotes, or alone, it is the title
    'm 6/1 "film" Kino': {"starts_on": "6/1", "title": '"film" Kino'},
    "m 6/1 concert": {"starts_on": "6/1", "title": "concert"},
    # days in a row, tags
    "m 7/1..8/1 course 雪崩课 #snow": {
        "starts_on": "7/1..8/1", "category": "course", "title": "雪崩课", "tags": "snow",
    },
}  # fmt: skip


@pytest.mark.parametrize("line", MOMENTS)
def test_a_moment_is_a_day_with_a_title_and_a_category(line, context) -> None:
    assert read(line, context) == ("moment", MOMENTS[line])


@pytest.mark.parametrize("line", STAYS)
def test_a_stay_is_a_place_with_its_days_and_a_purpose(line, context) -> None:
    assert read(line, context) == ("stay", STAYS[line])


PROJECTS = {
    "p HeuriGym 2025-03..2025-09 #llm": {
        "title": "HeuriGym", "starts_on": "2025-03..2025-09", "tags": "llm",
    },
    "项目 随机 二 2025年3月到9月 #a ＃b": {
        "title": "随机 二", "starts_on": "2025年3月到9月", "tags": "a b",
    },
    # of two dates the surer one counts, and the other is part of the name
    "p 2025 计划 2025-03-01..2025-09-30": {
        "title": "2025 计划", "starts_on": "2025-03-01..2025-09-30",
    },
    "p HeuriGym 2025": {"title": "HeuriGym", "starts_on": "2025"},
    "p HeuriGym 2025-03至今": {"title": "HeuriGym", "starts_on": "2025-03至今"},
    "p HeuriGym 2025-03..": {"title": "HeuriGym", "starts_on": "2025-03.."},
    "p GPT-4 3月": {"title": "GPT-4", "starts_on": "3月"},
    "p": {},
}  # fmt: skip


@pytest.mark.parametrize("line", PROJECTS)
def test_a_project_is_a_name_with_a_span(line, context) -> None:
    assert read(line, context) == ("project", PROJECTS[line])


def test_a_date_that_was_meant_and_does_not_exist_is_refused_not_kept_as_text(context) -> None:
    for line in ("p X 2025 2025-02-30", "t 25/12 标题", "r 2/30 没有这天", "s Tahoe 2/14-2/31"):
        with pytest.raises(NoSuchDate):
            parse(tokens(line), context)


REFLECTIONS = {
    "r 今天 终于睡了八个小时。": {"starts_on": "今天", "body_zh": "终于睡了八个小时。"},
    "r today slept eight hours": {"starts_on": "today", "body_en": "slept eight hours"},
    "随笔 5/12 在路上": {"starts_on": "5/12", "body_zh": "在路上"},
    "2025-05-12 又是一天": {"starts_on": "2025-05-12", "body_zh": "又是一天"},
    # a date without a space after it says when, and stays in the sentence
    "昨天晚上没睡": {"starts_on": "昨天晚上", "body_zh": "昨天晚上没睡"},
    "5月12日，晴": {"starts_on": "5月12日", "body_zh": "5月12日，晴"},
    # prose that begins like a date loses no word
    "2025 was a hard year": {"starts_on": "2025", "body_en": "2025 was a hard year"},
    "r 2025 was a hard year": {"starts_on": "2025", "body_en": "2025 was a hard year"},
    "Sunday was great": {"starts_on": "Sunday", "body_en": "Sunday was great"},
    "3/4 of the class came": {"starts_on": "3/4", "body_en": "3/4 of the class came"},
    "Mon ami": {"body_en": "Mon ami"},
    "Sun is shining": {"body_en": "Sun is shining"},
    "13/45 is a ratio": {"body_en": "13/45 is a ratio"},
    "24/7 work": {"body_en": "24/7 work"},
    "may i ask": {"body_en": "may i ask"},
    # dates, tags and places inside prose are prose; at the end tags and one place are taken
    "r 写到 5/12 和 #标签 中间": {"body_zh": "写到 5/12 和 #标签 中间"},
    "r 5/12 写在最后 #a #b @纽约": {
        "starts_on": "5/12", "body_zh": "写在最后", "tags": "a b", "place": "纽约",
    },
    "r 今天 见到 @纽约 @波士顿": {"starts_on": "今天", "body_zh": "见到", "place": "波士顿"},
    "fixed issue #12": {"body_en": "fixed issue #12"},
    "# heading": {"body_en": "# heading"},
    # acronyms are no route
    "I met CEO and CTO of IBM": {"body_en": "I met CEO and CTO of IBM"},
    "昨天和 CMU MIT 的朋友吃饭": {"starts_on": "昨天", "body_zh": "昨天和 CMU MIT 的朋友吃饭"},
    "met CMU MIT people": {"body_en": "met CMU MIT people"},
    # as typed: quotes and spaces stay
    "r 今天 《红楼梦》  很好，“真的”": {"starts_on": "今天", "body_zh": "《红楼梦》  很好，“真的”"},
    'r "hello"': {"body_en": '"hello"'},
    "r": {},
    "r 今天": {"starts_on": "今天"},
}  # fmt: skip


@pytest.mark.parametrize("line", REFLECTIONS)
def test_a_reflection_is_prose_kept_as_it_was_typed(line, context) -> None:
    assert read(line, context) == ("reflection", REFLECTIONS[line])


# Shells and quotes --------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["", "   ", '""', "“”", '"   "'])
def test_an_empty_line_is_answered_with_examples(line, context) -> None:
    with pytest.raises(NothingTyped, match="f ITH JFK"):
        parse(tokens(line), context)


def test_a_whole_line_that_the_shell_passes_as_one_word_is_read_like_any_other(context) -> None:
    assert parse(["f ITH JFK 5/12"], context) == parse(["f", "ITH", "JFK", "5/12"], context)
    (draft,) = parse(["r 今天 第一段\n\n  第二段"], context)
    assert draft.raw["body_zh"] == "第一段\n\n  第二段"


def test_a_word_that_the_shell_passes_with_spaces_is_one_word(context) -> None:
    (draft,) = parse(["talk", "2025-05-14", "@New York", "标题 二"], context)
    assert draft.raw == {"starts_on": "2025-05-14", "place": "New York", "title": "标题 二"}
    (draft,) = parse(["f", "New York", "SFO", "5/12"], context)
    assert draft.raw == leg("New York", "SFO")
    (draft,) = parse(["r", "今天", "一句", "话"], context)
    assert draft.raw == {"starts_on": "今天", "body_zh": "一句 话"}
    (draft,) = parse(["p", "one", "two"], context)
    assert draft.raw == {"title": "one two"}


def test_a_guess_names_the_kind(context) -> None:
    guesses = {
        "ITH JFK": "flight",
        "ITH JFK SFO": "flight",
        "SFO 浦东 JFK": "flight",
        "ITH JFK 13/14/2025 DL4921": "flight",
        "ITH JFK 2025-02-30": "flight",
        "ITH alone": "reflection",
        "在纽约讲了": "talk",
        "a Talk": "talk",
        "talked": "reflection",
    }
    for line, kind in guesses.items():
        assert guess(tokens(line), context) == kind, line


@pytest.mark.parametrize(
    ("line", "origin", "destination"),
    [
        ("JFK Heathrow 5/12", "JFK", "Heathrow"),
        ("KJFK 浦东 5/12 23:30-08:15+2", "KJFK", "浦东"),
        ("浦东 日内瓦 CA1985 5/12", "浦东", "日内瓦"),
        ("浦东→日内瓦 5/12", "浦东", "日内瓦"),
    ],
)
def test_names_make_a_flight_where_something_says_so(context, line, origin, destination) -> None:
    kind, raw = read(line, context)
    assert kind == "flight"
    assert (raw["origin"], raw["destination"]) == (origin, destination)


@pytest.mark.parametrize("line", ["我喜欢北京和上海", "Paris London was fun", "浦东 日内瓦 真远"])
def test_names_alone_are_prose(context, line) -> None:
    assert read(line, context)[0] == "reflection"


@pytest.mark.parametrize(
    ("line", "title"),
    [('t 5/14 "On Snow"', "On Snow"), ("t About Time 5/14", "About Time"),
     ('t "in Zurich" 5/14', "in Zurich"), ("talk on snow", "snow")],
)  # fmt: skip
def test_a_title_keeps_the_word_it_begins_with(context, line, title) -> None:
    assert read(line, context)[1]["title"] == title


@pytest.mark.parametrize(
    ("line", "raw"),
    [
        ("f Bishkek IST 2025-05-03", leg("Bishkek", "IST", "2025-05-03")),
        ("f kobe HND 2025-05-01", leg("kobe", "HND", "2025-05-01")),
        ("f Astana 柏林 2019-05-03", leg("Astana", "柏林", "2019-05-03")),
    ],
)
def test_cities_have_the_airports_of_the_day_of_the_line(line, raw, context) -> None:
    assert legs(line, context) == [raw]


def test_a_city_whose_airport_is_gone_is_read_by_the_day_of_the_line(context) -> None:
    # The airport of Muzaffarnagar closed in 2012, and nothing came after it.
    (found,) = legs("f Muzaffarnagar DEL 2010-05-03", context)
    assert (found["origin"], found["destination"]) == ("Muzaffarnagar", "DEL")
    with pytest.raises(UnknownAirport):
        legs("f Muzaffarnagar DEL 2015-05-03", context)
