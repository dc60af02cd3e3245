"""Reading and changing settings and the user's names for places."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from yearlog import config
from yearlog.actions.own_names import cleaned, learn
from yearlog.actions.workspace import Workspace
from yearlog.errors import UsageError, YearlogError
from yearlog.i18n import LANGS, Both, t
from yearlog.kinds.field import Json
from yearlog.kinds.values import Place


class NoDays(UsageError):
    """A day was given for a setting that holds at all times."""

    def __init__(self, key: str) -> None:
        super().__init__(*(t(lang, "trips.no_days", key=key) for lang in LANGS))


class NoHomeFrom(YearlogError):
    """No home begins on the day it was to be taken away from."""

    def __init__(self, day: date) -> None:
        super().__init__(*(t(lang, "trips.no_home_from", day=day) for lang in LANGS))


def find(key: str) -> config.Setting:
    """Return the setting with this key.

    Raises UnknownSetting, and UnknownNumber for a total of what is not counted.
    """
    setting = config.find(key)
    said = config.baseline(key)
    if said is not None:
        from yearlog.review.numbers import NUMBERS, UnknownNumber

        year, name = said
        if name not in NUMBERS:
            raise UnknownNumber(name)
        return replace(setting, key=f"baseline.{year}.{name}")
    return setting


def read(space: Workspace, key: str) -> Json:
    """Return a setting's value or default; UnknownSetting or UnknownNumber for another key."""
    setting = find(key)
    return space.settings.get(setting.key, setting.unset)


def everything(space: Workspace) -> dict[str, Json]:
    """Return all settings, those that were set and the defaults of the rest."""
    values: dict[str, Json] = {setting.key: setting.unset for setting in config.listed()}
    return values | {key: value for key, value in space.settings.items() if key != "welcomed"}


def write(space: Workspace, key: str, value: str, *, start: str = "") -> Json:
    """Set ``key``; an empty value unsets it. ``start`` is the day from which a home holds.

    An empty value with ``start`` takes only the home of that day away.

    Raises UnknownSetting, UnknownNumber, BadSetting, BadAddress, UnknownPlace, AmbiguousPlace,
    UnknownGeocoder, NoDays, NoHomeFrom, NotVisited.
    """
    setting = find(key)
    key = setting.key
    if start and setting.shape != "home":
        raise NoDays(key)
    if not value.strip():
        if start:
            return drop_home(space, start)
        return _store(space, key, None)
    if setting.shape == "home":
        return set_home(space, space.resolver().place(value), start)
    if setting.shape == "places":
        from yearlog.actions.visited import change

        return _store(space, key, change(space, value))
    checked = config.check(setting, value)
    if key == "geocoder":
        from yearlog.places.online import known_service

        checked = known_service(checked)
    return _store(space, key, int(checked) if setting.shape == "number" else checked)


def set_home(space: Workspace, place: Place, start: str = "") -> Json:
    """Say where home is from a day on, or for all time; earlier homes keep their days."""
    since = space.resolver().read_date(start)[0] if start else date.min

    def homes() -> Json:
        # The settings of this moment: another process may have added a home.
        space.forget()
        kept = [(day, home) for day, home in space.homes if start and day != since]
        steps = sorted([*kept, (since, place)], key=lambda step: step[0])
        return [{"from": day.isoformat(), "place": place_value(home)} for day, home in steps]

    return _store(space, "home", homes)


def drop_home(space: Workspace, start: str) -> Json:
    """Take away the home that holds from a day on; NoHomeFrom if none does."""
    since = space.resolver().read_date(start)[0]

    def homes() -> Json:
        space.forget()
        kept = [(day, home) for day, home in space.homes if day != since]
        if len(kept) == len(space.homes):
            raise NoHomeFrom(since)
        steps: list[Json] = [
            {"from": day.isoformat(), "place": place_value(home)} for day, home in kept
        ]
        return steps or None

    return _store(space, "home", homes)


def place_value(place: Place) -> Json:
    """Return a place as a setting stores it: what is known of it."""
    return {key: value for key, value in place._asdict().items() if value not in ("", None)}


def _store(space: Workspace, key: str, value: Json | Callable[[], Json]) -> Json:
    """Store a setting, or unset it; a value made of what is stored is made inside the lock."""
    about = Both(f"设置 {key}", f"setting {key}")
    with space.journal.write("config", about) as writer:
        new = value() if callable(value) else value
        if new is None:
            writer.remove("settings", {"key": key})
        else:
            stored = json.dumps(new, ensure_ascii=False, sort_keys=True)
            writer.put("settings", {"key": key, "value": stored})
    space.forget()
    return new


def learn_alias(space: Workspace, alias: str, target: str) -> Place:
    """Make ``alias`` a name of the user's own for the place or airport ``target`` stands for."""
    context = space.resolver()
    coded = None if context.names(target) else context.gazetteer.coded(target)
    place = coded or context.place(target)
    return learn_place(space, alias, place)


def learn_place(space: Workspace, alias: str, place: Place) -> Place:
    """Make ``alias`` a name of the user's own for a place, and return the place.

    Raises NotAName, CodeTaken.
    """
    name = cleaned(space, alias, place)
    about = Both(f"地名「{name}」", f"place name “{name}”")
    with space.journal.write("place", about) as writer:
        learn(space, writer, {name: place})
    return place
