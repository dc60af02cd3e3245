"""Ten thousand entries in two languages, and forty things a person may look for in them."""

from __future__ import annotations

import random
import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bench.journals import ROUTES
from bench.timing import Pair
from yearlog import clock
from yearlog.actions import search
from yearlog.actions.workspace import Workspace
from yearlog.capture.build import Draft, build
from yearlog.i18n import Both
from yearlog.kinds.values import Text

COUNT = 10_000
CHINESE = (
    "今天的雪下得很大，我们在山上等了两个小时。", "会议结束以后去湖边走了走。", "论文又被拒了，明年再投。",
    "和老朋友吃饭，聊到很晚才回家。", "飞机晚点，在机场改完了最后一稿。", "这一年写得最多的还是实验记录。",
    "缆车停了，只好走下来。", "学生问了一个我答不上来的问题。",
)  # fmt: skip
ENGLISH = (
    "The snow was good and the talk went well. ", "We counted the hours, then the pages. ",
    "Rejected again; the second reviewer wanted more data. ", "A walk around the lake after dinner. ",
    "Boarding was late, so the draft got finished at the gate. ", "Preprint out, nobody has read it. ",
    "Office hours, then the train to Zürich. ", "Nothing to write about, which is a luxury. ",
)  # fmt: skip
RARE = ("冰川学", "Uncertainty of firn", "二〇一九", "quokka")
QUERIES = (
    "的", "雪", "e", "湖", "a", "。", "会议", "论文", "机场", "学生", "缆车", "晚点", "实验", "朋友",
    "snow", "the", "Zürich", "ZÜRICH", "preprint", "gate", "draft", "read", "luxury", "train",
    "最后一稿", "答不上来", "改完了最后一稿", "the snow was good", "second reviewer", "around the lake",
    "冰川学", "uncertainty of firn", "二〇一九", "quokka", "JFK", "伊萨卡", "New York",
    "没有这样的话", "xylophone", "zq",
)  # fmt: skip
"""One and two Chinese characters, words, phrases, what is rare, absent, and everywhere."""


def fill(path: Path) -> Path:
    """Make the journal: a third each of flights, talks with a title, and reflections."""
    chance = random.Random(2025)
    with Workspace.open(path) as space:
        context = space.resolver()
        day = clock.today()
        flights = [
            build(
                Draft("flight", {"origin": a, "destination": b, "starts_on": "2025-01-01"}), context
            )
            for a, b in ROUTES
        ]
        talk = build(Draft("talk", {"title": "x", "starts_on": "2025-01-01"}), context)
        reflection = build(
            Draft("reflection", {"body_zh": "x", "starts_on": "2025-01-01"}), context
        )
        with space.journal.write("add", Both("填充", "fill")) as writer:
            for at in range(COUNT):
                pattern = (flights[at % len(flights)], talk, reflection)[at % 3]
                texts = {} if at % 3 == 0 else _texts(chance, titled=at % 3 == 1, at=at)
                writer.save(
                    replace(
                        pattern, id=clock.new_id(), starts_on=day - timedelta(days=at * 7300 // COUNT),
                        texts=texts,
                    )
                )  # fmt: skip
    return path


def _texts(chance: random.Random, *, titled: bool, at: int) -> dict[str, Text]:
    zh = "".join(chance.choices(CHINESE, k=5))
    en = "".join(chance.choices(ENGLISH, k=2))
    if at % 2499 == 2:
        zh += RARE[at // 2499 % len(RARE)]
    title = Text(chance.choice(CHINESE)[:8], zh), Text(chance.choice(ENGLISH)[:16].strip(), en)
    if titled:
        return {"zh": title[0], "en": title[1]}
    return {"zh": Text("", zh), "en": Text("", en)}


def measure(path: Path, rounds: int) -> Pair:
    """Return, per query, the seconds from the words to the first 50 entries, and of the reference.

    The reference is what SQLite alone takes to read the same folded texts from end to end:
    ``LIKE`` over the three columns, which neither ranks nor loads anything, and is fooled by ``%``.
    """
    ours, theirs = [], []
    with Workspace.open(path) as space, closing(sqlite3.connect(path)) as connection:

        def like(words: str) -> None:
            sql = "SELECT entry_id FROM search WHERE title LIKE ?1 OR body LIKE ?1 OR other LIKE ?1"
            connection.execute(sql, (f"%{search.read(words, context).needle}%",)).fetchall()

        def find(words: str) -> None:
            search.load(space, search.find(space, words).hits[:50])

        context = space.resolver()
        for words in QUERIES:
            times = [(_seconds(find, words), _seconds(like, words)) for _ in range(rounds + 1)][1:]
            ours.append(statistics.median(one for one, _ in times))
            theirs.append(statistics.median(one for _, one in times))
    return Pair(tuple(ours), tuple(theirs))


def _seconds(run: Callable[[str], None], words: str) -> float:
    start = time.perf_counter()
    run(words)
    return time.perf_counter() - start
