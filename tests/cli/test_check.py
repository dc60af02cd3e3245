"""``check`` at the command line: a journal for each finding, and one near it without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


def codes(found: dict[str, Any]) -> list[str]:
    return [one["code"] for one in found["findings"]]


def checked(run: Run, *, code: int = 0) -> list[str]:
    return codes(run("check", "2025", "--json", code=code).json)


def test_the_sample_has_no_false_alarm(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YEARLOG_NOW", "2026-01-05T09:00:00+00:00")
    run("load", str(SAMPLE))
    for year in ("2023", "2024", "2025"):
        found = run("check", year, "--json").json
        assert set(codes(found)) <= {"trip-name", "one-language"}, year
        assert found["attention"] == 0
    languages = [one for one in found["findings"] if one["code"] == "one-language"]
    assert len(languages) == 2  # the letter and the notes from the pit are in Chinese alone


def test_the_sample_with_a_figure_changed(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("YEARLOG_NOW", "2026-01-05T09:00:00+00:00")
    run("load", str(SAMPLE))
    essay = next(one for one in run("list", "--year", "2025", "--json").json
                 if one["title_zh"] == "去年的雪，还在")  # fmt: skip
    body = essay["body_zh"].replace("{{ flights }}，", "33 趟航班，")
    run("edit", essay["id"], "--body-zh", body)
    found = [one for one in run("check", "2025", "--json", code=3).json["findings"]
             if not one["hint"]]  # fmt: skip
    assert [(one["code"], one["lang"], one["line"]) for one in found] == [
        ("figure", "zh", 13), ("stale", "en", 0),
    ]  # fmt: skip
    assert "按记录是 32 趟航班（yearlog stats 2025）" in found[0]["said_zh"]


def test_nothing_to_report(run: Run) -> None:
    run("add", "r", "2025-05-01", "--body-zh", "甲[^1]\n\n[^1]: 注")
    said = run("check", "2025")
    assert (said.out, said.err) == ("", "Nothing to report in 2025.\n")


def test_what_it_prints(run: Run) -> None:
    entry = run("add", "r", "2025-05-01", "--title-zh", "题", "--json",
                "--body-zh", "第一行\n甲【^1】\n\n[^1]：注").json  # fmt: skip
    said = run("--ui", "zh", "check", "2025", code=3)
    wide = "里有全角符号或空格：这样会原样印出来，不成脚注"
    assert said.out.splitlines() == [
        f"{entry['id'][-6:]}  2025-05-01  ¶ 随笔  题",
        f"  zh:2  脚注标记 【^1】 {wide}；应写成 [^1]（--fix 可改：改成 [^1]）",
        f"  zh:4  脚注标记 [^1]： {wide}；应写成 [^1]:（--fix 可改：改成 [^1]:）",
    ]
    assert said.err.splitlines() == [
        "2025 年：2 处需要处理，0 处提示。",
        "其中 2 处可以用 yearlog check 2025 --fix 改好。",
    ]


def test_fix_is_one_step(run: Run) -> None:
    ids = [
        run("add", "r", "2025-05-01", "--body-zh", body, "--json").json["id"]
        for body in ("甲【^1】\n\n[^1]：注", "乙[^a]\n\n［^a］：注", "丙")
    ]
    assert checked(run, code=3) == ["note-wide"] * 3
    done = run("check", "2025", "--fix", "--json").json
    assert (done["findings"], len(done["fixed"])) == ([], 3)
    bodies = [run("show", one, "--json").json["body_zh"] for one in ids]
    assert bodies == ["甲[^1]\n\n[^1]: 注", "乙[^a]\n\n[^a]: 注", "丙"]
    run("undo")
    assert run("show", ids[0], "--json").json["body_zh"] == "甲【^1】\n\n[^1]：注"
    assert run("show", ids[1], "--json").json["body_zh"] == "乙[^a]\n\n［^a］：注"


def test_a_marker_to_mend_is_no_difference_between_the_languages(run: Run) -> None:
    run("add", "r", "2025-05-01", "--body-zh", "甲【^1】。\n\n[^1]：注", "--body-en",
        "a[^1].\n\n[^1]: note")  # fmt: skip
    assert checked(run, code=3) == ["note-wide", "note-wide"]
    run("add", "r", "2025-05-02", "--body-zh", "甲", "--body-en", "a[^1].\n\n[^1]: note")
    assert checked(run, code=3) == ["note-wide", "note-wide", "notes-differ"]


def test_fix_with_nothing_to_mend_stores_nothing(run: Run) -> None:
    run("add", "r", "2025-05-01", "--body-zh", "甲[^1]")
    steps = len(run("history", "--json").json)
    said = run("check", "2025", "--fix", code=3)
    assert "nothing was changed" in said.err
    assert len(run("history", "--json").json) == steps


def test_a_gap_between_two_flights(run: Run) -> None:
    run("add", "f", "YUL", "GVA", "2025-06-09")
    run("add", "f", "ZRH", "YUL", "2025-06-14")
    assert "gap" in checked(run, code=3)
    run("add", "s", "Zurich", "2025-06-12..14")
    assert "gap" not in checked(run)


def test_overlapping_flights(run: Run) -> None:
    run("add", "f", "YUL", "YYZ", "2025-03-01", "10:00-11:30")
    run("add", "f", "YYZ", "YUL", "2025-03-01", "12:00-13:15")
    assert "overlap" not in checked(run)
    run("add", "f", "YUL", "YYZ", "2025-03-01", "13:00-14:30")
    assert checked(run, code=3).count("overlap") == 1


def test_a_speed_that_cannot_be(run: Run) -> None:
    run("add", "f", "YUL", "YVR", "2025-03-01", "10:00-12:40")
    assert "doubt-speed" not in checked(run)
    run("add", "f", "YVR", "YUL", "2025-03-02", "10:00-14:00")  # one hour for 3,700 km
    assert "doubt-speed" in checked(run, code=3)


def test_status_and_date(run: Run) -> None:
    run("add", "f", "YUL", "YYZ", "2025-12-20")  # today
    run("add", "f", "YYZ", "YUL", "2025-12-24", "--status", "planned")
    assert set(checked(run)) <= {"trip-name"}
    run("add", "f", "YUL", "YYZ", "2025-12-28", "--status", "flown")
    run("add", "f", "YUL", "BOS", "2025-11-01", "--status", "planned")
    found = checked(run, code=3)
    assert ("flown-ahead" in found, "planned-past" in found) == (True, True)


def test_a_talk_without_a_place(run: Run) -> None:
    run("add", "t", "2025-05-01", "--title-en", "Online", "--mode", "online")
    run("add", "t", "2025-05-02", "--title-en", "There", "--place", "Zurich")
    assert checked(run) == []
    run("add", "t", "2025-05-03", "--title-en", "Where")
    assert checked(run, code=3) == ["talk-place"]


def test_trips_without_a_name_are_one_hint(run: Run) -> None:
    run("config", "home", "Montreal")
    first = run("add", "f", "YUL", "BOS", "2025-05-01", "--json").json["id"]
    assert checked(run) == []
    run("add", "f", "BOS", "YUL", "2025-05-03")
    second = run("add", "f", "YUL", "GVA", "2025-06-01", "--json").json["id"]
    run("add", "f", "GVA", "YUL", "2025-06-05")
    (one,) = run("check", "2025", "--json").json["findings"]
    assert (one["code"], one["entries"], one["hint"]) == ("trip-name", [first, second], True)
    said = run("check", "2025").out.splitlines()
    assert said[0] == "The rows of 2025"
    assert "2 trips of several flights have no name" in said[1]
    assert f"{first[-6:]} 05-01 Boston; {second[-6:]} 06-01 Geneva" in said[1]
    assert codes(run("check", second, "--json").json) == ["trip-name"]
    run("trip", first, "--name-en", "Boston again")
    (one,) = run("check", "2025", "--json").json["findings"]
    assert one["entries"] == [second]
    run("trip", second, "--name-en", "The lake")
    assert checked(run) == []


def test_a_chapter_that_is_gone(run: Run) -> None:
    ids = [
        run("add", "r", "2025-05-01", "--body-en", one, "--json").json["id"]
        for one in ("one", "two")
    ]
    run("review", "2025", "--chapters", ",".join(ids))
    assert checked(run) == []
    run("delete", ids[0])
    assert checked(run, code=3) == ["chapter-gone"]
    said = run("check", "2025", code=3).out
    assert said.startswith("The plan of the 2025 review\n")


def test_a_photo_without_alt_text(run: Run) -> None:
    photo = SAMPLE / "photos" / "hall.jpg"
    entry = run("add", "r", "2025-05-01", "--body-en", "one", "--photo", str(photo),
                "--json").json["id"]  # fmt: skip
    assert run("check", "2025", "--json").json["findings"][0]["hint"] is True
    run("edit", entry, "--visibility", "public")
    assert checked(run, code=3) == ["photo-alt"]
    run("edit", entry, "--body-en", "one\n\n![A hall](photos/hall.jpg)")
    assert checked(run) == []


def test_a_year_without_entries(run: Run) -> None:
    run("add", "r", "2025-05-01", "--body-zh", "甲")
    assert "There is nothing in 1999" in run("check", "1999", code=1).err
