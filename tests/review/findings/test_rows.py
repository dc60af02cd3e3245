"""Rows: what check looks at and what it leaves to others."""

from __future__ import annotations

from dataclasses import replace

from tests.review.conftest import Years
from yearlog.kinds.values import Attachment, Text
from yearlog.review.findings import rows


def test_times_that_cannot_be_read_overlap_nothing(years: Years) -> None:
    first = years.add("f YUL YYZ 2025-03-01 10:00-11:30")
    second = years.add("f YUL YYZ 2025-03-01 10:30-12:00")
    assert [one.code for one in rows.overlaps([first, second], 2025)] == ["overlap"]
    nowhere = second.details.origin._replace(tz="No/Where")  # type: ignore[attr-defined]
    lost = replace(second, details=replace(second.details, origin=nowhere))  # type: ignore[type-var]
    assert list(rows.overlaps([first, lost], 2025)) == []


def test_a_photo_is_described_in_the_languages_of_the_text(years: Years) -> None:
    entry = years.add("r 2025-03-01 words")
    photo = Attachment("0" * 64, "hall.jpg", "image/jpeg", 1)
    shown = replace(entry, photos=(photo,), texts={"zh": Text("题", ""), "en": Text("", " ")})
    found = list(rows.photos(shown, lambda body: []))
    assert [(one.code, one.lang, one.hint) for one in found] == [("photo-alt", "zh", False)]
