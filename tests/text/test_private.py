"""What stands between two percent signs twice is never published, wherever it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearlog.render.markup import notes_html, plain, to_html, to_portable
from yearlog.text.private import strip_private


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("甲%%乙%%丙", "甲丙"),
        ("a %%b%% c", "a c"),
        ("a %%b%%\nc", "a\nc"),
        ("%%甲%%", ""),
        ("甲\n\n%%\n乙\n\n# 丙\n%%\n\n丁", "甲\n\n\n\n丁"),
        ("甲%%乙\n丙%%丁", "甲丁"),
        ("- 甲 %%乙\n- 丙%% 丁\n- 戊", "- 甲 丁\n- 戊"),
        ("**甲%%乙**丙**丁%%戊**", "**甲戊**"),
        ("> 甲 %%乙\n> 丙%% 丁", "> 甲 丁"),
        ("| a | b |\n|---|---|\n| %%甲 | 乙%% | 丙 |", "| a | b |\n|---|---|\n| | 丙 |"),
        ("[甲%%乙](https://a.example)%%丙", "[甲丙"),
        # An unclosed span hides everything to the end.
        ("甲%%乙\n\n丙", "甲"),
        ("甲%%乙%%丙%%丁\n\n戊", "甲丙"),
        ("%%", ""),
        ("%%%", ""),
        ("甲%%%%乙", "甲乙"),
        ("甲%%%乙%%%丙", "甲%丙"),
        # Full-width signs.
        ("甲％％乙％％丙", "甲丙"),
        ("甲%％乙％%丙", "甲丙"),
        # Percentages are text.
        ("涨了5%，又跌了3%", "涨了5%，又跌了3%"),
        ("100 % % 甲", "100 % % 甲"),
        # In code the signs are text.
        ("`%%甲%%`", "`%%甲%%`"),
        ("``a ` %%甲%%``%%乙%%", "``a ` %%甲%%``"),
        ("```\n%% 甲\n```\n\n%%乙%%丙", "```\n%% 甲\n```\n\n丙"),
        ("~~~matlab\n%% 节\n~~~\n%%乙%%", "~~~matlab\n%% 节\n~~~\n"),
        ("甲\n\n    %% 码\n\n%%乙%%丙", "甲\n\n    %% 码\n\n丙"),
        ("- 甲\n\n      %% 码\n\n  %%乙%%丙", "- 甲\n\n      %% 码\n\n  丙"),
        ("> ```\n> %% 码\n> ```\n>\n> %%乙%%丙", "> ```\n> %% 码\n> ```\n>\n> 丙"),
        (
            "甲[^a]\n\n[^a]: 注\n\n        %% 码\n\n%%乙%%",
            "甲[^a]\n\n[^a]: 注\n\n        %% 码\n\n",
        ),
        ("| a |\n|---|\n| `%%` |\n\n%%乙%%丙", "| a |\n|---|\n| `%%` |\n\n丙"),
        ("![`%%甲`](a.png)%%乙%%", "![`%%甲`](a.png)"),
        # Beside a fence is not in the code.
        ("```\n%% 码\n``` %%乙%%\n丙", "```\n%% 码\n```\n丙"),
        ("```py %%乙%%\n%% 码\n```", "```py\n%% 码\n```"),
        # An indented paragraph inside a note is no code.
        ("甲[^a]\n\n[^a]: 注\n\n    %%乙%%丙", "甲[^a]\n\n[^a]: 注\n\n    丙"),
        # Not code: a lone backtick.
        ("a ` b %%乙%% c", "a ` b c"),
        ("\\`%%乙%%\\`", "\\`\\`"),
    ],
)
def test_what_is_left(source, expected):
    assert strip_private(source) == expected


@pytest.mark.parametrize(
    "source",
    [
        "甲[^a]%%暗[^b]%%\n\n[^a]: 注\n[^b]: 公开的字",
        "甲[^a]\n\n[^a]: 注 %%暗\n\n[^b]: 暗%%",
        "甲[^a]%%\n\n[^a]: 暗\n%%",
        "甲*一%%暗*二*%%三*",
        "- 甲\n  - 乙 %%\n    - 暗\n\n# 暗\n\n%%\n- 丙",
        "%%暗`%% 乙 `丙` %%暗%%",
        "%%暗`%% 乙 %%暗`%% 丙",
        "%%\n```\n暗\n%%\n\n公开\n\n%%暗%%",
        "%%\n```\n暗 %% 暗\n```\n%%",
        "`甲` %%暗`%%`暗%%",
        "%%暗 <!-- %% --> %%暗%%",
        "甲 %%暗 `%%` 暗%% 乙 %%暗",
        "> %%\n> 暗\n\n暗\n%%\n乙",
        "~~~\n码\n~~~\n%%暗\n~~~\n%%暗%%\n~~~",
        "%%暗\r\n\r\n暗%%\r\n乙",
        "[%%暗](暗%%)",
        "![%%暗](a.png)%%",
    ],
)
def test_a_private_word_survives_nowhere(source):
    left = strip_private(source)
    page = to_html(left, lang="zh", prefix="e1")
    done = to_portable(left, lang="zh")
    shown = left + page.html + notes_html(page.notes, lang="zh") + done.body + done.notes
    assert "暗" not in shown + plain(left)


def test_the_note_of_a_private_citation_is_not_printed():
    left = strip_private("甲%%乙[^b]%%\n\n[^b]: 只为私下\n")
    assert to_html(left, lang="zh", prefix="e1").notes == ()
    assert "只为私下" not in to_portable(left, lang="zh").notes
    assert "只为私下" not in plain(left)


def test_the_citation_of_a_private_note_goes_with_it():
    assert strip_private("甲[^b]乙[^c]`[^b]`\n\n%%\n[^b]: 私\n%%\n[^c]: 公").startswith(
        "甲乙[^c]`[^b]`\n"
    )


def test_a_text_without_private_spans_is_the_same_object():
    source = "甲\r\n乙 5%\r\n`%%`"
    assert strip_private(source) is source


PUBLIC = ["公开", "`码`", "`%%`", "``%% ` %%``", "**粗**", "[^a]", "word", "5%"]
BLOCKS = ["公开", "```\n%% 码\n```", "~~~\n%%\n~~~", "- 项", "> 引", "# 题", "[^a]: 注",
          "| a |\n|---|\n| `%%` |", "甲\n\n    %% 码"]  # fmt: skip
SECRETS = ["暗", "`", "``", "\n", "\n\n", "```\n", "\n```\n", "~~~\n", "# ", "- ", "> ", "[^a]",
           "\n[^a]: ", "*", "%", "\n\n    ", "`码`", "<!--", "|", "\\"]  # fmt: skip
secret = (
    st.lists(st.sampled_from(SECRETS), max_size=8)
    .map(lambda parts: "暗" + "".join(parts) + "暗")
    .filter(lambda text: "%%" not in text)
    .map(lambda text: f"%%{text}%%")
)
# A comma between the pieces keeps the marks of two neighbours from making one.
line = st.lists(st.sampled_from(PUBLIC) | secret, min_size=1, max_size=5).map("，".join)
text = st.lists(st.sampled_from(BLOCKS) | line, min_size=1, max_size=5).map("\n\n".join)


@settings(max_examples=600, deadline=None, derandomize=True)
@given(text)
def test_no_secret_survives_in_any_mixture(source):
    assert "暗" not in strip_private(source)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(alphabet="甲a%`~\n -#>[^]:|\\", max_size=40))
def test_stripping_twice_changes_nothing_more(source):
    once = strip_private(source)
    assert strip_private(once) == once
    assert len(once) <= len(source)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text)
def test_an_open_marker_at_the_end_hides_the_rest(source):
    assert "暗" not in strip_private(source + "\n\n%%暗\n\n`暗` 暗")
