"""The words of figures in prose: the lower end of a sum, and numbers with a point beside a year."""

from __future__ import annotations

import pytest

from yearlog.actions import entries, reviews
from yearlog.actions.workspace import Workspace
from yearlog.i18n import Lang
from yearlog.render.page.figures import phrase, says
from yearlog.review.numbers import Item, Number, Unit
from yearlog.review.visible import PUBLIC
from yearlog.text.placeholders import parse


def at_least(value: float, unit: Unit) -> Number:
    share = Item("key", "name", ("one",), value)  # type: ignore[arg-type]
    return Number("name", unit, (share,), ("another",))


@pytest.mark.parametrize(
    ("value", "unit", "filters", "zh", "en"),
    [
        (110, "minute", ("round",), "至少 1 小时", "at least 1 h"),
        (126_634, "km", ("round",), "至少 12 万公里", "at least 120,000 km"),
        (126_634, "km", (), "至少 126,634 公里", "at least 126,634 km"),
        (2.9, "lap", ("words",), "至少两圈", "at least two times"),
    ],
)
def test_rounding_never_makes_a_lower_end_higher(
    value: float, unit: Unit, filters: tuple[str, ...], zh: str, en: str
) -> None:
    number = at_least(value, unit)
    assert phrase(number, "zh", filters) == zh
    assert phrase(number, "en", filters) == en


@pytest.mark.parametrize(
    ("lang", "text", "shown"),
    [
        ("en", "{{ talks.online.compare }}", "1 more than the year before"),
        ("en", "{{ talks.online.last_year }}", "1 talk"),
        ("zh", "{{ talks.online.compare }}", "比去年多 1 场"),
        ("zh", "{{ talks.online.last_year 2021 | words }}", "一场演讲"),
    ],
)
def test_a_number_with_a_point_beside_last_year(
    space: Workspace, lang: Lang, text: str, shown: str
) -> None:
    for day in ("2020-05-01", "2021-05-01", "2021-06-01"):
        entries.add_line(space, ["t", day, "Snow"], more={"visibility": "public"})
    for entry in space.journal.entries():
        entries.edit(space, entry.id, {"mode": "online"})
    review = reviews.year_review(space, 2021, PUBLIC)
    assert says(review, lang)(parse(text)).text == shown
