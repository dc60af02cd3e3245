"""A year in ten entries: five typed in the shell, five in the interface, then the review goes out.

The flights typed in the interface, worked out by hand like those of the evening:
GVA 12:00 at UTC+2 is 10:00 UTC, JFK 14:35 at UTC-4 is 18:35 UTC: 515 min. HND 00:05 on 3 June at
UTC+9 is 15:05 UTC on 2 June, HNL 12:25 at UTC-10 is 22:25 UTC on 2 June, the day before: 440 min.
HND lies at 35.553 N 139.781 E, HNL at 21.319 N 157.922 W: 6,192 km by haversine.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.journeys.test_evening import (
    FLIGHTS,
    Leg,
    asked,
    check_flights,
    type_five_entries,
    yearlog,
)
from tests.tui.conftest import Hands

BY_FORM = Leg((), 6201.2, 515)
BY_LINE = Leg((), 6191.9, 440)


async def _five_in_the_interface() -> None:
    from yearlog.tui.app import YearlogApp

    app = YearlogApp(path=Path(os.environ["YEARLOG_JOURNAL"]), lang="zh")
    async with app.run_test(size=(100, 30)) as pilot:
        hands = Hands(app, pilot)
        await hands.settle()
        # a flight by its form, airports completed in Chinese
        await hands.press("f")
        await hands.type("日内瓦")
        await hands.settle()
        await hands.press("enter")
        await hands.type("肯尼迪")
        await hands.settle()
        await hands.press("enter")
        await hands.type("5/20")
        await hands.press("tab")
        await hands.type("LX22")
        await hands.press("tab")
        await hands.type("12:00")
        await hands.press("tab")
        await hands.type("14:35")
        await hands.press("ctrl+s")
        # one that lands the day before it left, on one line; then the other kinds
        for line in (
            "f HND HNL 2025-06-03 HA458 00:05-12:25",
            "p 粒雪图谱 | Firn Atlas 2025-03..2025-09 #snow",
            "s 太浩湖 2025-02-14..2025-02-16 滑雪",
            "r 6/4 一天过了两遍。",
        ):
            await hands.press("a")
            await hands.type(line)
            await hands.settle()
            await hands.press("enter")


async def test_ten_entries_two_doors_one_review(tmp_path: Path) -> None:
    type_five_entries()
    await _five_in_the_interface()

    entries = asked("list", "--year", "2025")
    kinds = [entry["kind"] for entry in entries]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        "flight": 4, "talk": 1, "stay": 2, "project": 1, "reflection": 2,
    }  # fmt: skip
    early = next(
        e for e in entries if e["flight_number" if "flight_number" in e else "id"] == "HA458"
    )
    assert early["scheduled_arrival"] == "2025-06-02T12:25"

    found = asked("stats", "2025")
    check_flights(found, (*FLIGHTS, BY_FORM, BY_LINE))
    assert found["projects"] == found["projects"] | {"count": 1, "max_concurrent": 1}
    assert found["stays"]["count"] == 2
    # 一天过了两遍 is six characters, beside the eight of the evening's note.
    assert found["reflections"]["characters"] == 14
    names = {one["name_zh"] for one in found["places"]["first_time"]["cities"]}
    assert {"东京", "檀香山", "日内瓦"} <= names

    yearlog("visibility", "public", "--year", "2025")
    yearlog("export", "2025", "-o", str(tmp_path / "out"))
    page = (tmp_path / "out" / "2025" / "2025.zh.md").read_text("utf-8")
    assert "HND" in page
    assert "一天过了两遍。" in page
    assert "7:20" in page
    total = round(sum(leg.km for leg in (*FLIGHTS, BY_FORM, BY_LINE)))
    shown = found["flights"]["distance_km"]
    assert f"{shown:,.0f}" in page
    assert shown == pytest.approx(total, rel=0.005)
