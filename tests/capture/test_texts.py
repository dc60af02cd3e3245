"""Markdown files, kept byte for byte."""

from __future__ import annotations

import pytest

from yearlog.capture.errors import LanguageUnknown, NotUtf8
from yearlog.capture.texts import decode, language_of, split_heading


@pytest.mark.parametrize(
    "body",
    [
        "one\r\ntwo\r\n",
        "行尾空格  \n\n\n末尾没有换行",
        "\n\nstarts empty",
        "\ttab\t\n",
        "正文[^1]，再引[^1]。\n\n[^1]: 脚注\n    续行\n",
        "old\rMac\r",
        "",
        "## second level\n",
        "#tag is no heading\n",
        "#\n",
        "# \n\nafter an empty heading",
        "# # #\n",
        "   text\n# heading later\n",
    ],
)
def test_a_body_without_a_heading_stays_as_it_is(body) -> None:
    assert split_heading(decode(body.encode(), "a.zh.md")) == ("", body)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# 题目\n\n正文 \n", "题目", "正文 \n"),
        ("# 题目\n正文", "题目", "正文"),
        ("# Title\r\n\r\nbody\r\n", "Title", "body\r\n"),
        ("# Title\r\rbody\r", "Title", "body\r"),
        ("# Title\n  \t\n\nbody", "Title", "\nbody"),
        ("# Closed ##\nbody", "Closed", "body"),
        ("# C#\nbody", "C#", "body"),
        ("# C# and F# #  \nbody", "C# and F#", "body"),
        ("# #1\nbody", "#1", "body"),
        ("#   Spaces   \nbody", "Spaces", "body"),
        ("#\tTab\nbody", "Tab", "body"),
        ("# 只有题目", "只有题目", ""),
        ("# 注[^1]\n\n[^1]: 脚注", "注[^1]", "[^1]: 脚注"),
    ],
)
def test_a_first_heading_is_the_title(text, title, body) -> None:
    assert split_heading(text) == (title, body)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode("\ufeff# 题\n".encode(), "a.md") == "# 题\n"
    assert decode("a\ufeffb".encode(), "a.md") == "a\ufeffb"


@pytest.mark.parametrize(
    "data", ["中文".encode("gb18030"), "中文".encode("utf-16"), b"\xff", b"a\x80"]
)
def test_another_encoding_is_refused_by_name(data) -> None:
    with pytest.raises(NotUtf8) as refused:
        decode(data, "随笔.zh.md")
    assert "随笔.zh.md" in refused.value.get("zh")
    assert "UTF-8" in refused.value.get("en")


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("essay.zh.md", "zh"), ("essay.en.md", "en"), ("essay_zh.md", "zh"), ("essay-en.md", "en"),
        ("dir.en/essay.ZH.md", "zh"), ("essay.zh-CN.md", "zh"), ("essay.zh_Hans.md", "zh"),
        ("essay.en-GB.md", "en"), ("zh.md", "zh"), ("2025.en.markdown", "en"),
    ],
)  # fmt: skip
def test_the_name_says_the_language(name, lang) -> None:
    assert language_of(name, None) == lang


@pytest.mark.parametrize("name", ["essay.md", "notes-en-route.md", "frozen.md", "essay.fr.md"])
def test_a_name_without_a_language_is_asked_about(name) -> None:
    with pytest.raises(LanguageUnknown) as refused:
        language_of(f"folder/{name}", None)
    assert name in refused.value.get("zh")
    assert "--lang zh" in refused.value.get("en")


def test_the_language_that_was_given_wins() -> None:
    assert language_of("essay.en.md", "zh") == "zh"
    assert language_of("essay.md", "en") == "en"
