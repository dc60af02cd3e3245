"""``config`` and ``place``."""

from __future__ import annotations

import click

from yearlog import config as known
from yearlog.actions import settings as actions
from yearlog.cli.common import state
from yearlog.cli.complete import setting_keys, setting_values
from yearlog.cli.program import Localised
from yearlog.cli.session import State, help_lang, print_json
from yearlog.errors import UsageError
from yearlog.i18n import Lang, t
from yearlog.kinds.entry import place_json
from yearlog.kinds.field import Json


def _text(key: str) -> str:
    return t(help_lang(), f"cli.{key}")


def _shown(value: Json, lang: Lang) -> str:
    """Return a setting as one line."""
    if isinstance(value, list):
        steps = []
        for step in value:
            if isinstance(step, dict) and isinstance(step.get("place"), dict):
                place = step["place"]
                assert isinstance(place, dict)
                name = str(place.get(f"name_{lang}") or place.get("name_en") or "")
                since = str(step.get("from", ""))
                steps.append(
                    name
                    if since == "0001-01-01"
                    else t(lang, "cli.home_since", name=name, day=since)
                )
        return t(lang, "cli.and").join(steps)
    return "" if value is None else str(value)


@click.command("config", cls=Localised, help=_text("config_help"))
@click.argument("key", required=False, shell_complete=setting_keys)
@click.argument("value", required=False, shell_complete=setting_values)
@click.option("--from", "start", default="", metavar="DATE", help=_text("config_from"))
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.pass_context
def config(
    context: click.Context, key: str | None, value: str | None, start: str, as_json: bool
) -> None:
    """List all settings, read one, or set one."""
    current = state(context)
    space = current.open(create=value is not None)
    if key is None:
        values = actions.everything(space)
        if as_json:
            print_json(values)
            return
        about = {setting.key: setting.help.get(current.lang) for setting in known.listed()}
        for name, stored in values.items():
            click.echo(f"{name} = {_shown(stored, current.lang)}".rstrip())
            click.echo(f"    {about.get(name, '')}".rstrip(), err=True)
        return
    if value is not None:
        with current.noticing() as changed:
            result = actions.write(space, key, value, start=start)
        if not value.strip():
            result = actions.read(space, key)  # the default holds again
        if not as_json:
            saved = "setting_saved" if value.strip() else "setting_unset"
            current.say(saved if changed() else "unchanged", key=key)
    else:
        result = actions.read(space, key)
    if as_json:
        print_json({key: result})
    elif result is not None or value is None:
        click.echo(_shown(result, current.lang))


class CoordinatesUnreadable(UsageError):
    """``--near`` was given something else than latitude and longitude."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"「{text}」不是坐标，也不是照片。请写「纬度,经度」，例如 46.20,6.14。",
            f"“{text}” are no coordinates, and no photo. Write LAT,LON, for example 46.20,6.14.",
        )


@click.command(cls=Localised, help=_text("place_help"))
@click.argument("text", nargs=-1)
@click.option("--near", metavar="LAT,LON", help=_text("place_near"))
@click.option("--learn", metavar="ALIAS", help=_text("place_learn"))
@click.option("--online", is_flag=True, help=t(help_lang(), "online.option_online"))
@click.option("--again", is_flag=True, help=t(help_lang(), "online.option_again"))
@click.option("--pick", type=int, metavar="N", help=t(help_lang(), "online.option_pick"))
@click.option("--json", "as_json", is_flag=True, help=_text("json_option"))
@click.pass_context
def place(
    context: click.Context,
    text: tuple[str, ...],
    near: str | None,
    learn: str | None,
    online: bool,
    again: bool,
    pick: int | None,
    as_json: bool,
) -> None:
    """Show the candidates for a name, best first, or what lies near a point."""
    from yearlog.actions import places

    current = state(context)
    wanted = " ".join(text)
    if online or again or pick is not None:
        _online(current, wanted, near, learn, online=online, again=again, pick=pick, json=as_json)
        return
    if learn is not None:
        # `place --learn ALIAS PLACE`: the words after the alias say which place it stands for.
        if not wanted or not learn.strip():
            raise UsageError(
                "请在别名后写出地点，例如 yearlog place --learn 老家 日内瓦。",
                "Say which place it is: yearlog place --learn home Geneva.",
            )
        space = current.open()
        with current.noticing() as changed:
            learned = actions.learn_alias(space, learn, wanted)
        if as_json:
            print_json(place_json(learned))
        else:
            said = "learned" if changed() else "unchanged"
            current.say(said, alias=learn, place=places.told(learned, current.lang))
        return
    if near is not None:
        found = places.near(*_coordinates(near), current.lang)
    elif wanted:
        found = places.candidates(current.path, wanted, current.lang)
    else:
        raise UsageError("请给出地名，例如 yearlog place 日内瓦。",
                         "Give a name, for example yearlog place Geneva.")  # fmt: skip
    if as_json:
        print_json([one.record for one in found])
        return
    for one in found:
        click.echo(one.line(current.lang))
    if not found:
        current.say("no_place", text=wanted)


def _coordinates(near: str) -> tuple[float, float]:
    """Return what ``--near`` gives: latitude and longitude in degrees."""
    from pathlib import Path

    from yearlog.actions import photos
    from yearlog.places import coordinates

    found = coordinates.read(near)
    if found is not None:
        return found
    if Path(near).expanduser().is_file():
        return photos.position(Path(near).expanduser())
    raise CoordinatesUnreadable(near)


def _online(
    current: State,
    text: str,
    near: str | None,
    learn: str | None,
    *,
    online: bool,
    again: bool,
    pick: int | None,
    json: bool,
) -> None:
    """Ask an online geocoder, as the options of ``place`` say."""
    from yearlog.cli import online as asking

    if not online or (pick is not None and learn is None):
        raise asking.usage("needs_online")
    if near is not None:
        raise asking.usage("not_with_near")
    if learn is None:
        asking.look_up(current, text, again=again, as_json=json)
    else:
        asking.learn(current, learn, text, pick=pick, again=again, as_json=json)
