"""Bad input: one sentence in the user's language, the exit code of the design, nothing stored."""

# ruff: noqa: E501  a table reads best with one case a line

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.journal.conftest import rows_of

CASES = [
    # What is typed, the exit code, and a part of the sentence in each language.
    (["add", "f", "ITH", "QQQ", "2025-05-12"], 1, "找不到机场「QQQ」", "No airport “QQQ”"),
    (["add", "flight", "--from", "Atlantis", "--to", "JFK"], 1, "找不到机场「Atlantis」", "No airport “Atlantis”"),
    (["add", "s", "Springfield", "5/1..5/2"], 1, "「Springfield」可能指：", "“Springfield” could be"),
    (["add", "s", "Nowhereville", "5/1..5/2"], 1, "找不到地点「Nowhereville」", "No place “Nowhereville”"),
    (["add", "f", "ITH", "JFK", "2025-05-12", "07:00-06:00"], 1, "时差也解释不了", "no time zone explains it"),
    (["add", "f", "ITH", "ITH", "2025-05-12"], 1, "出发和到达都是 ITH", "leaves from and lands at ITH"),
    (["add", "f", "ITH", "JFK", "2025-02-30"], 1, "日历上没有「2025-02-30」", "no 2025-02-30 in the calendar"),
    (["add", "r", "--date", "someday", "--body-en", "x"], 1, "读不成日期", "Cannot read “someday” as a date"),
    (["add", "p", "X", "2025-09..2025-03"], 1, "早于开始日期", "is before the start"),
    (["add", "f", "ITH"], 1, "还缺「到达机场」（--to）", "To is missing (--to)"),
    (["add", "t", "2025-05-12", "--place", "Geneva"], 1, "还缺「标题」", "Title is missing"),
    (["add"], 1, "还没有内容", "nothing to add"),
    (["add", "stay"], 1, "还没有内容", "nothing to add"),
    (["add", "t", "X", "--audience", "many"], 1, "「many」不是数字", "“many” is not a number"),
    (["add", "t", "X", "--form", "sermon"], 1, "「sermon」不在可选项之中", "“sermon” is not one of"),
    (["add", "t", "X", "--slides-url", "javascript:x"], 1, "不是网址", "is not a web address"),
    (["add", "f", "ITH", "JFK", "--dep", "25:00"], 1, "「25:00」不是时刻", "“25:00” is not a time"),
    (["add", "p", "X", "--milestone", "soon"], 1, "读不成节点", "as a milestone"),
    (["add", "f", "ITH", "JFK", "2025-05-12", "banana!"], 2, "看不懂「banana!」", "Cannot place “banana!”"),
    (["add", "r", "x", "--photo", "/no/such.png"], 1, "读不了照片", "Cannot read the photo"),
    (["add", "r", "x", "--photo", __file__], 1, "不是 JPEG", "is not a JPEG"),
    (["add", "r", "--file", "/no/such.zh.md"], 1, "读不了文件", "Cannot read the file"),
    (["add", "r", "--file", __file__], 1, "哪种语言", "Cannot tell the language"),
    (["edit", "ffff", "--audience", "3"], 1, "没有编号为「ffff」", "There is no entry “ffff”"),
    (["show", "'; DROP TABLE entries"], 1, "没有编号为", "There is no entry"),
    (["show", "%"], 1, "没有编号为", "There is no entry"),
    (["delete", "0"], 1, "有 2 条记录的编号", "2 entries have an id like"),
    (["undo", "extra"], 2, "用法不对", "extra"),
    (["redo"], 1, "没有可以重做的更改", "nothing to redo"),
    (["list", "songs"], 2, "没有「songs」这个类别", "There is no kind “songs”"),
    (["list", "--year", "soon"], 2, "「--year YYYY」的值读不出来", "--year YYYY cannot be read"),
    (["list", "--year", "99999"], 2, "「--year YYYY」的值读不出来", "--year YYYY cannot be read"),
    (["list", "--colour"], 2, "没有「--colour」这个选项", "no option --colour"),
    (["list", "--year"], 2, "「--year」后面要跟一个值", "--year needs a value"),
    (["songs"], 2, "没有「songs」这个命令", "no command “songs”"),
    (["show"], 2, "还缺「编号」", "ID is missing"),
    (["stats", "1999"], 1, "1999 年还没有记录", "nothing in 1999 yet"),
    (["stats", "soon"], 2, "没有「soon」这个数字", "There is no number"),
    (["stats", "0"], 2, "的值读不出来", "cannot be read"),
    (["stats", "99999999999999999999"], 2, "的值读不出来", "cannot be read"),
    (["visibility", "secret"], 2, "只能是：public / private", "takes one of: public / private"),
    (["completion", "tcsh"], 2, "只能是：bash / zsh / fish", "takes one of: bash / zsh / fish"),
    (["config", "colour"], 1, "没有「colour」这项设置", "no setting “colour”"),
    (["config", "units", "furlong"], 1, "units 不能设为「furlong」", "units cannot be “furlong”"),
    (["config", "baseline.2024.flights", "-1"], 1, "不能设为「-1」", "cannot be “-1”"),
    (["config", "home", "Nowhereville"], 1, "找不到地点", "No place"),
    (["config", "home", "Ithaca", "--from", "someday"], 1, "读不成日期", "as a date"),
    (["place"], 2, "请给出地名", "Give a name"),
    (["place", "--near", "999,1"], 2, "不是坐标", "are no coordinates"),
    (["place", "--near", "nan,1"], 2, "不是坐标", "are no coordinates"),
    (["place", "--near", "here"], 2, "不是坐标", "are no coordinates"),
    (["place", "--learn", "x"], 2, "请在别名后写出地点", "Say which place it is"),
    (["review", "2025", "--chapters", "ffff"], 1, "没有编号为", "There is no entry"),
    (["review", "2025", "--cover", "/no/such.png"], 1, "读不了照片", "Cannot read the photo"),
    (["map", "2025"], 2, "还缺「--output 文件」", "--output FILE is missing"),
    (["load", "/no/such/folder"], 1, "没有 entries 文件夹", "has no entries folder"),
    (["dump", "/proc/nowhere"], 1, "无法写入", "Cannot write"),
    (["export", "1999"], 1, "1999 年还没有记录", "nothing in 1999 yet"),
]  # fmt: skip


@pytest.mark.parametrize("ui", ["zh", "en"])
@pytest.mark.parametrize(("words", "code", "zh", "en"), CASES, ids=lambda value: str(value)[:50])
def test_one_sentence_and_nothing_stored(
    run: Run, surroundings: Path, ui: str, words: list[str], code: int, zh: str, en: str
) -> None:
    run("add", "r", "2025-05-01", "one")
    run("add", "r", "2025-05-02", "two")
    path = surroundings / "journal.sqlite3"
    before = rows_of(path)
    said = run("--ui", ui, *words, code=code).sentence
    assert (zh if ui == "zh" else en) in said
    other = en if ui == "zh" else zh
    assert other not in said or zh == en or other == "extra"
    assert rows_of(path) == before
    assert not (surroundings / "journal.attachments").exists()


@pytest.mark.parametrize(
    ("ui", "said"), [("zh", "第二份中文正文"), ("en", "a second text in Chinese")]
)
def test_two_texts_in_one_language(run: Run, tmp_path: Path, ui: str, said: str) -> None:
    for name in ("a.zh.md", "b.zh.md"):
        (tmp_path / name).write_text("正文", encoding="utf-8")
    files = ("--file", str(tmp_path / "a.zh.md"), "--file", str(tmp_path / "b.zh.md"))
    assert said in run("--ui", ui, "add", "r", *files, code=2).sentence
    assert run("list", "--json").json == []


def test_a_text_in_another_encoding(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.zh.md").write_bytes("正文".encode("gb18030"))
    said = run("add", "r", "--file", str(tmp_path / "a.zh.md"), code=1).sentence
    assert "a.zh.md is not UTF-8 text" in said
    assert "stdin is not UTF-8" in run("add", "r", stdin=b"\xff\xfe", code=1).sentence


@pytest.mark.parametrize(
    "words", [["list"], ["stats"], ["undo"], ["config"], ["dump", "x"], ["show", "1"]]
)
@pytest.mark.parametrize(("ui", "said"), [("zh", "还没有日志"), ("en", "There is no journal at")])
def test_reading_before_anything_was_recorded(
    run: Run, surroundings: Path, words: list[str], ui: str, said: str
) -> None:
    assert said in run("--ui", ui, *words, code=1).sentence
    assert list(surroundings.iterdir()) == []


@pytest.mark.parametrize("ui", ["zh", "en"])
@pytest.mark.parametrize("words", [["list"], ["add", "r", "x"], ["undo"], ["stats"]])
def test_a_file_that_is_no_journal(run: Run, surroundings: Path, ui: str, words: list[str]) -> None:
    path = surroundings / "journal.sqlite3"
    path.write_bytes(b"SQLite format 3\0" + b"garbage" * 1000)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    said = run("--ui", ui, *words, code=1).sentence
    assert str(path) in said
    assert ("未作改动" in said or "原样保留" in said) if ui == "zh" else "left untouched" in said
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [one.name for one in surroundings.iterdir()] == [path.name]


@pytest.mark.parametrize(("ui", "said"), [("zh", "无法写入"), ("en", "Cannot write to")])
def test_a_folder_that_is_a_file(run: Run, tmp_path: Path, ui: str, said: str) -> None:
    (tmp_path / "file").write_text("x")
    path = str(tmp_path / "file" / "journal.sqlite3")
    assert said in run("--ui", ui, "--journal", path, "add", "r", "x", code=1).sentence


def test_damaged_settings_leave_the_entries_readable(run: Run, surroundings: Path) -> None:
    run("add", "r", "hello")
    path = surroundings / "journal.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        root, size = connection.execute(
            "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master"
            " WHERE name = 'sqlite_autoindex_settings_1'"
        ).fetchone()
    raw = bytearray(path.read_bytes())
    raw[(root - 1) * size] ^= 2  # no page is of this sort
    path.write_bytes(raw)
    assert "hello" in run("list").out
    refused = run("add", "r", "more", code=1)
    assert str(path) in refused.sentence
    assert "Traceback" not in refused.err
    assert path.read_bytes() == raw
