"""Settings: what each may hold."""

from __future__ import annotations

import pytest

from yearlog import config, kinds
from yearlog.errors import UsageError, YearlogError


@pytest.mark.parametrize("setting", config.listed(), ids=lambda setting: setting.key)
def test_a_setting_holds_its_default_and_is_explained(setting: config.Setting) -> None:
    if setting.default:
        assert config.check(setting, setting.default) == setting.default
    assert setting.help.zh
    assert setting.help.en
    assert config.find(setting.key) == setting


def test_every_kind_has_a_default_visibility() -> None:
    keys = {setting.key for setting in config.listed()}
    assert {f"visibility.{kind}" for kind in kinds.names()} <= keys


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("language", "fr"),
        ("units", "furlong"),
        ("visibility.talk", "secret"),
        ("baseline.2024.flights", "many"),
        ("baseline.2024.flights", "-1"),
        ("baseline.2024.flights", "1.5"),
        ("layover_hours", "241"),
        ("layover_hours", "-1"),
        ("layover_hours", "1.5"),
        ("layover_hours", "a day"),
    ],
)
def test_what_a_setting_cannot_hold(key: str, value: str) -> None:
    with pytest.raises(config.BadSetting) as raised:
        config.check(config.find(key), value)
    for lang in ("zh", "en"):
        assert value in raised.value.get(lang)
        assert key in raised.value.get(lang)


@pytest.mark.parametrize(
    "key", ["colour", "", "baseline.24.flights", "baseline.2024", "baseline.2024.a.b.c"]
)
def test_unknown_settings(key: str) -> None:
    with pytest.raises(config.UnknownSetting, match=r"yearlog config lists them all"):
        config.find(key)


@pytest.mark.parametrize("hours", ["0", "24", "240"])
def test_a_layover_may_last_no_time_or_ten_days(hours: str) -> None:
    assert config.check(config.find("layover_hours"), hours) == hours


def test_a_limited_number_says_its_limits() -> None:
    with pytest.raises(config.BadSetting, match="a whole number from 0 to 240") as raised:
        config.check(config.find("layover_hours"), "abc")
    assert "0 到 240 的整数" in raised.value.get("zh")
    assert config.find("layover_hours").unset == 24


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8080", "https://geo.example.org/nominatim", "http://[::1]:8080",
     "http://10.0.0.7:65535/"],
)  # fmt: skip
def test_an_address_of_a_server(url: str) -> None:
    assert config.check(config.find("geocoder.url"), url) == url


@pytest.mark.parametrize(
    "url",
    ["http://[::1", "http://]", "http://a]b", "http://[]", "http://[1::2::3]", "http://h:abc",
     "http://:abc", "http://h:99999", "http://h:0", "http://h:", "http://:80", "http://u@h"],
)  # fmt: skip
def test_no_address_of_a_server(url: str) -> None:
    with pytest.raises(config.BadAddress):
        config.check(config.find("geocoder.url"), url)


def test_values_are_trimmed() -> None:
    assert config.check(config.find("licence"), "  CC BY 4.0 ") == "CC BY 4.0"
    assert config.check(config.find("baseline.2019.countries"), " 12 ") == "12"


def test_a_stated_total_names_its_year_and_number() -> None:
    assert config.baseline("baseline.2019.cities.first_time") == (2019, "cities.first_time")
    assert config.baseline("baseline.2019.distance_km") == (2019, "distance")
    assert config.baseline("layover_hours") is None


def test_errors_know_their_exit_code() -> None:
    assert YearlogError("甲", "a").exit_code == 1
    assert UsageError("甲", "a").exit_code == 2
    assert YearlogError("甲", "a", field="place").field == "place"
    assert str(YearlogError("甲", "a")) == "a"
