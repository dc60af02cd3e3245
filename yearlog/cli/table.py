"""The numbers of a year as a table in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yearlog.i18n import Both, Lang
from yearlog.kinds.field import Json
from yearlog.text.width import pad

_BARS = " ▁▂▃▄▅▆▇█"


def stats_table(found: dict[str, Json], lang: Lang) -> Iterator[str]:
    """Yield the lines: each number with the other year's beside it, then months and first times."""
    now: Any = found
    before: Any = found["compare"]
    yield f"{now['year']}" + (f"    ({before['year']})" if before else "")
    for label, value, unit in _rows(now):
        old = ""
        if before:
            matching = [v for name, v, _ in _rows(before) if name == label]
            old = f"({matching[0]})" if matching else ""
        yield f"  {pad(label.get(lang), 16)}{pad(value, 12, right=True)} {unit.get(lang)}  {old}"
    counts = [month["count"] for month in now["flights"]["by_month"]]
    if any(counts):
        top = max(counts)
        bars = "".join(_BARS[round(count / top * 8)] for count in counts)
        yield f"  {pad(Both('逐月航班', 'flights by month').get(lang), 18)}{bars}"
    firsts = now["places"]["first_time"]
    for key, label in (
        ("countries", Both("初到国家和地区", "new countries")),
        ("cities", Both("初到城市", "new cities")),
    ):
        names = [one[f"name_{lang}"] for one in firsts[key]]
        if names:
            joint = "、" if lang == "zh" else ", "
            yield f"  {pad(label.get(lang), 18)}{joint.join(names)}"
    home = now["home"]
    if home and home["guessed"]:
        name = home[f"name_{lang}"]
        yield Both(
            f"  家按航班推测为{name}；可用 yearlog config home 设定。",
            f"  Home is guessed from the flights: {name}. Set it with yearlog config home.",
        ).get(lang)


def _rows(found: Any) -> list[tuple[Both, str, Both]]:
    flights = found["flights"]
    least = "" if flights["complete"] else "≥ "
    minutes = flights["duration_minutes"]
    none = Both("", "")
    return [
        (Both("航班", "flights"), str(flights["count"]), Both("趟", "")),
        (Both("飞行距离", "distance"), f"{least}{flights['distance_km']:,.0f}", Both("公里", "km")),
        (
            Both("飞行时间", "time in the air"),
            f"{least}{minutes // 60}:{minutes % 60:02d}",
            Both("小时", "h"),
        ),
        (Both("机场", "airports"), str(len(flights["airports"])), Both("个", "")),
        (
            Both("国家和地区", "countries"),
            str(len(found["places"]["countries"])),
            Both("个", ""),
        ),
        (Both("城市", "cities"), str(len(found["places"]["cities"])), Both("座", "")),
        (Both("行程", "trips"), str(len(found["trips"])), Both("次", "")),
        (Both("演讲", "talks"), str(found["talks"]["count"]), Both("场", "")),
        (Both("项目", "projects"), str(found["projects"]["count"]), Both("个", "")),
        (
            Both("同时最多", "most at once"),
            str(found["projects"]["max_concurrent"]),
            Both("个", ""),
        ),
        (Both("随笔", "reflections"), str(found["reflections"]["count"]), Both("篇", "")),
        (Both("字数", "characters"), f"{found['reflections']['characters']:,}", none),
    ]
