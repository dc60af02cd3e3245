"""Which blocks of two texts stand side by side."""

from __future__ import annotations

from yearlog.render.page.align import side_by_side
from yearlog.render.page.writer import Block


def block(html: str) -> Block:
    """A block; ``fig:x`` stands for a figure of the photo x."""
    if html.startswith("fig:"):
        return Block(f'<figure><img src="{html[4:]}" alt=""></figure>', image=html[4:])
    return Block(html)


def paired(left: str, right: str) -> list[tuple[str, str]]:
    """Align two texts written as blocks between bars; a gap is empty."""
    texts = [[block(one) for one in text.split("|") if one] for text in (left, right)]
    return [(a.html if a else "", b.html if b else "") for a, b in side_by_side(texts[0], texts[1])]


def test_equally_many_blocks_pair_one_by_one_whatever_their_length():
    assert paired("<p>一|<p>二二二二二二", "<p>one one one|<p>two") == [
        ("<p>一", "<p>one one one"),
        ("<p>二二二二二二", "<p>two"),
    ]


def test_a_block_too_many_stands_alone_and_shifts_nothing_after_the_heading():
    found = paired("<p>甲|<h3>题|<p>丙", "<p>a|<ul>x</ul>|<h3>title|<p>c")
    assert found == [
        ("<p>甲", "<p>a"),
        ("", "<ul>x</ul>"),
        ("<h3>题", "<h3>title"),
        ("<p>丙", "<p>c"),
    ]


def test_figures_stand_beside_the_same_photo():
    found = paired("<p>甲|fig:1|<p>乙|fig:2", "fig:1|<p>b|<p>bb|fig:2")
    assert [pair for pair in found if "figure" in pair[0]] == [
        (block("fig:1").html, block("fig:1").html),
        (block("fig:2").html, block("fig:2").html),
    ]


def test_unlike_blocks_never_pair():
    found = paired("<blockquote>q</blockquote>", "<p>a|<p>b")
    assert sorted(found) == sorted([
        ("<blockquote>q</blockquote>", ""), ("", "<p>a"), ("", "<p>b"),
    ])  # fmt: skip


def test_more_headings_in_one_text_leave_its_last_sections_alone():
    found = paired("<h3>一|<p>甲|<h3>二|<p>乙", "<h3>one|<p>a")
    assert found == [("<h3>一", "<h3>one"), ("<p>甲", "<p>a"), ("<h3>二", ""), ("<p>乙", "")]


def test_nothing_is_lost_or_doubled():
    left, right = "<p>1|<ul>2|<p>3|<p>4", "<p>a|<p>b|<h3>c|<ul>d|<p>e"
    found = paired(left, right)
    assert [a for a, _ in found if a] == left.split("|")
    assert [b for _, b in found if b] == right.split("|")


def test_empty_texts():
    assert paired("", "") == []
    assert paired("", "<p>a") == [("", "<p>a")]
