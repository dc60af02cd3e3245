"""Labels: none covers another, and the least important gives way."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from yearlog.render.map_labels import Label, place, text_width

SIZE = 14
BOUNDS = (0.0, 0.0, 400.0, 300.0)

labels = st.lists(
    st.builds(
        Label,
        st.floats(0, 400),
        st.floats(0, 300),
        st.sampled_from(["东京", "San Francisco", "Oslo first", "Ås", "剑桥 Cambridge"]),
        st.sampled_from([2.5, 3.5, 8.0]),
    ),
    max_size=25,
)


def inked(label, at):
    """Return the box a label's letters certainly fill: its middle, half a line high."""
    width = text_width(label.text, SIZE)
    left = at.x - {"start": 0, "middle": width / 2, "end": width}[at.anchor]
    return left, at.y - 0.75 * SIZE, left + width, at.y


def meet(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@given(labels)
def test_no_label_covers_another_or_a_foreign_mark_or_leaves_the_picture(many):
    placed = place(many, SIZE, BOUNDS, [])
    boxes = [(k, inked(many[k], at)) for k, at in enumerate(placed) if at is not None]
    assert not any(meet(a, b) for (_, a), (_, b) in combinations(boxes, 2))
    for k, box in boxes:
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= 400
        assert box[3] <= 300
        for other in (m for n, m in enumerate(many) if n != k):
            assert not meet(box, (other.x - 2, other.y - 2, other.x + 2, other.y + 2))


def test_label_alone_stands_to_the_right_of_its_mark():
    (at,) = place([Label(100, 100, "东京")], SIZE, BOUNDS, [])
    assert at is not None
    assert (at.anchor, at.x > 103, abs(at.y - 105) < 1) == ("start", True, True)


def test_label_at_the_right_edge_stands_to_the_left():
    (at,) = place([Label(395, 100, "东京")], SIZE, BOUNDS, [])
    assert at is not None
    assert at.anchor == "end"


def test_first_label_wins_where_there_is_room_for_one():
    tight = (80.0, 85.0, 140.0, 115.0)
    first, second = place([Label(100, 100, "东京"), Label(101, 101, "横滨")], SIZE, tight, [])
    assert first is not None
    assert second is None


def test_label_steps_aside_for_a_route():
    route = [(float(x), 100.0) for x in range(100, 200, 2)]
    (at,) = place([Label(100, 100, "东京")], SIZE, BOUNDS, [route])
    assert at is not None
    assert at.anchor == "end"


def test_han_is_as_wide_as_it_is_high_and_latin_about_half():
    assert text_width("东京", 10) == 20
    assert text_width("“东·京”", 10) == 50
    assert text_width("“a”", 10) < 20
    assert 4 < text_width("a", 10) < 7
    assert text_width("e\u0301", 10) == text_width("e", 10)
