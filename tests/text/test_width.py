"""Columns a terminal gives to text, with widths counted by hand."""

import pytest

from yearlog.text.width import display_width, pad, truncate
from yearlog.text.wrap import NO_END, NO_START, wrap


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0), ("abc", 3), ("日内瓦", 6), ("GVA 日内瓦", 10), ("，。", 4), ("“引”", 4), ("ｶﾅ", 2),
        ("ＬＬＭ", 6), ("e\u0301", 1), ("한국", 4), ("한", 2),
        ("😀", 2), ("👨‍👩‍👧", 2), ("👍🏽", 2),
        ("🇨🇭", 2), ("❤️", 2), ("a\u200bb", 2), ("𠮷", 2), ("…", 1),
    ],
)  # fmt: skip
def test_columns(text, columns):
    assert display_width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("日内瓦", 6, "日内瓦"),
        ("日内瓦", 5, "日内…"),
        ("日内瓦", 4, "日…"),
        ("日内瓦", 1, "…"),
        ("日内瓦", 0, ""),
        ("Geneva", 4, "Gen…"),
        ("👨‍👩‍👧家", 3, "👨‍👩‍👧…"),
    ],
)
def test_truncate(text, columns, expected):
    assert truncate(text, columns) == expected


def test_pad_fills_to_the_column():
    assert pad("日内瓦", 8) == "日内瓦  "
    assert pad("32", 4, right=True) == "  32"
    assert pad("日内瓦", 5) == "日内…"
    assert pad("日内瓦", 4) == "日… "


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("今年飞了三十二次", 8, ["今年飞了", "三十二次"]),
        ("今年飞了，三十二次", 8, ["今年飞", "了，三十", "二次"]),
        ("今年飞（三十二次）", 8, ["今年飞", "（三十二", "次）"]),
        ("a long road home", 7, ["a long", "road", "home"]),
        ("讲 HeuriGym 两次", 10, ["讲", "HeuriGym", "两次"]),
        ("it’s fine", 5, ["it’s", "fine"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("一\n二", 8, ["一", "二"]),
        ("", 8, [""]),
    ],
)
def test_wrap(text, columns, expected):
    assert wrap(text, columns) == expected


def test_no_line_begins_or_ends_with_a_forbidden_mark():
    text = "他说：“今年（二〇二五年）飞了三十二次，比去年多一次；明年呢？——再说吧！”" * 3
    for columns in range(12, 40):
        lines = wrap(text, columns)
        assert "".join(lines) == text
        assert all(display_width(line) <= columns for line in lines)
        assert not any(line[0] in NO_START for line in lines[1:])
        assert not any(line[-1] in NO_END for line in lines[:-1])
