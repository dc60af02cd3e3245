"""The catalogues: the same keys and placeholders in both languages, each in its own."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from string import Formatter

import pytest

from yearlog import locales
from yearlog.i18n import LANGS, catalogue, from_locale, t

FOLDER = Path(locales.__file__).parent
AREAS = sorted({path.stem for path in FOLDER.glob("*/*.py")} - {"__init__"})
OTHER_PARTS = {"days"}
"""Messages that are put together from other parts in each language: 5 月 1 日至 3 日, 1–3 May."""

SENTENCE = re.compile("[\u3400-\u9fff]{5}")
QUOTED = re.compile("“[^”]*”|\\([^)]*\\)| / .*")


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def test_there_are_catalogues() -> None:
    assert {"cli", "tui"} <= set(AREAS)


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_say_the_same_things(area: str) -> None:
    zh, en = (importlib.import_module(f"yearlog.locales.{lang}.{area}").MESSAGES for lang in LANGS)
    assert set(zh) == set(en)
    for key in set(zh) - OTHER_PARTS:
        chinese = {name for part in zh[key].split("|") for name in placeholders(part)}
        english = {name for part in en[key].split("|") for name in placeholders(part)}
        assert chinese <= english | {"n"}, key
        assert english <= chinese | {"n"}, key


@pytest.mark.parametrize("area", AREAS)
def test_english_holds_no_chinese_but_what_both_languages_say(area: str) -> None:
    """A sign or a name may stand in both catalogues as it is; a sentence may not."""
    zh = catalogue("zh", area)
    for key, message in catalogue("en", area).items():
        if message != zh[key]:
            assert not SENTENCE.search(QUOTED.sub("", message)), key


def test_plurals() -> None:
    assert t("en", "cli.now_public", n=1) == "1 entry is now public."
    assert t("en", "cli.now_public", n=2) == "2 entries are now public."
    assert t("zh", "cli.now_public", n=1) == "1 条记录已设为公开。"


def test_a_message_may_have_a_placeholder_called_key() -> None:
    assert t("en", "cli.setting_saved", key="units").startswith("units is set")


def test_a_missing_message_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        t("en", "cli.nothing_like_it")


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
    ],
)
def test_the_locale_chooses_the_language(environ: dict[str, str], lang: str) -> None:
    assert from_locale(environ) == lang
