"""What a shell completes when the tab key is pressed."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Process


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["add", ""], ["flight", "talk", "project", "stay", "reflection", "moment"]),
        (["add", "st"], ["stay"]),
        (["add", "航"], ["航班"]),
        (["add", "flight", ""], []),
        (["list", "re"], ["reflection"]),
        (["visibility", "public", "ta"], ["talk"]),
        (["add", "flight", "--ca"], ["--cabin", "--caption-zh", "--caption-en"]),
        (["add", "stay", "--cabi"], []),
        (["add", "flight", "--cabin", ""], ["economy", "premium", "business", "first"]),
        (["edit", "abc123", "--purpose", "s"], ["ski"]),
        (["config", "visibility.t"], ["visibility.talk"]),
        (
            ["config", "baseline.2019.cities"],
            ["baseline.2019.cities", "baseline.2019.cities.first_time"],
        ),
        (["config", "units", ""], ["km", "mi"]),
        (["config", "nothing", ""], []),
        (["exp"], ["export"]),
        (["tri"], ["trips", "trip"]),
        (["trip", "abc123", "--begin", ""], ["here", "before", "auto"]),
        (["trip", "abc123", "--stop", "v"], ["visit"]),
    ],
    ids=lambda value: " ".join(value) or "-",
)
def test_a_shell_completes(process: Process, line: list[str], words: list[str]) -> None:
    done = process(
        _YEARLOG_COMPLETE="bash_complete",
        COMP_WORDS="\n".join(["yearlog", *line]),
        COMP_CWORD=str(len(line)),
    )
    assert [answer.partition(",")[2] for answer in done.out.split()] == words
