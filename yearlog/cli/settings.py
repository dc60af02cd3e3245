"""``config`` and ``place``."""

from __future__ import annotations

import re

import click

from yearlog import config as known
from yearlog.actions import settings as actions
from yearlog.cli.common import state
from yearlog.cli.complete import setting_keys, setting_values
from yearlog.cli.program import Localised
from yearlog.cli.session import State, help_lang, print_json
from yearlog.errors import UsageError
from yearlog.i18n import Lang, other, t
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
            elif isinstance(step, dict):
                names = (step.get(f"name_{one}") for one in (lang, other(lang)))
                steps.append(str(next(filter(None, names), "")))
        return t(lang, "cli.and").join(steps)
    return "" if value is None else str(value)


class _Config(Localised):
    """A command in whose values a minus is no option: ``config visited -Geneva``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the words after ``visited`` for one value, whatever they begin with."""
        at = args.index("visited") if "visited" in args else len(args)
        words = [word for word in args[at + 1 :] if not word.startswith("--") and word != "-h"]
        if words and "--from" not in args:
            options = [word for word in args if word.startswith("--") and word != "--"]
            options += [word for word in args if word == "-h"]
            args = [*options, "--", "visited", " ".join(words)]
        elif len(args) == 2 and re.fullmatch(r"-[0-9].*", args[1]):
            args = [args[0], "--", args[1]]
        return super().parse_args(ctx, args)


@click.command("config", cls=_Config, help=_text("config_help"))
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
        for name, stored in values.items():
            click.echo(f"{name} = {_shown(stored, current.lang)}".rstrip())
            click.echo(f"    {known.find(name).help.get(current.lang)}", err=True)
        return
    if value is not None:
        before = actions.read(space, key)
        with current.noticing() as changed:
            result = actions.write(space, key, value, start=start)
        if not value.strip():
            result = actions.read(space, key)  # the default holds again
        if not as_json:
            saved = "setting_saved" if value.strip() else "setting_unset"
            current.say(saved if changed() else "unchanged", key=key)
            if key == "home" and not start and changed() and isinstance(before, list):
                current.say("trips.homes_replaced", homes=_shown(before, current.lang))
    else:
        result = actions.read(space, key)
    if as_json:
        print_json({key: result})
    elif result is not None or value is None:
        click.echo(_shown(result, current.lang))


@click.command(cls=Localised, help=_text("place_help"))
@click.argument("text", nargs=-1)
@click.option("--near", metavar="LAT,LON", help=_text("place_near"))
@click.option("--learn", metavar="ALIAS", help=_text("place_learn"))
@click.option("--online", is_flag=True, help=t(help_lang(), "online.option_online"))
@click.option("--again", is_flag=True, help=t(help_lang(), "online.option_again"))
@click.option("--pick", type=int, metavar="N", help=t(help_lang(), "online.option_pick"))
@click.option("--aliases", is_flag=True, help=_text("place_aliases"))
@click.option("--forget", metavar="ALIAS", help=_text("place_forget"))
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
    aliases: bool,
    forget: str | None,
    as_json: bool,
) -> None:
    """Show the candidates for a name, best first, or what lies near a point."""
    from yearlog.cli import near as about

    current = state(context)
    wanted = " ".join(text)
    if online or again or pick is not None:
        _online(current, wanted, near, learn, online=online, again=again, pick=pick, json=as_json)
        return
    about.check(near, wanted, learn, [aliases, forget])
    if aliases:
        about.aliases(current, as_json=as_json)
    elif forget is not None:
        about.forget(current, forget, as_json=as_json)
    elif near is not None and learn is not None:
        about.learn(current, learn, near, as_json=as_json)
    elif near is not None:
        about.show(current, near, as_json=as_json)
    elif learn is not None:
        _learn(current, learn, wanted, as_json=as_json)
    else:
        _look_up(current, wanted, as_json=as_json)


def _learn(current: State, alias: str, wanted: str, *, as_json: bool) -> None:
    """Learn: `place --learn ALIAS PLACE`, the words after the alias say what it stands for."""
    from yearlog.cli.near import learned

    if not wanted or not alias.strip():
        raise UsageError(
            "请在别名后写出地点，例如 yearlog place --learn 老家 日内瓦。",
            "Say which place it is: yearlog place --learn home Geneva.",
        )
    space = current.open()
    with current.noticing() as changed:
        place = actions.learn_alias(space, alias, wanted)
    learned(current, alias, place, changed=changed(), as_json=as_json)


def _look_up(current: State, wanted: str, *, as_json: bool) -> None:
    """Print what a name may mean; what is merely close to it is said to be that."""
    from yearlog.actions import places
    from yearlog.capture.errors import shown

    if not wanted:
        raise UsageError("请给出地名，例如 yearlog place 日内瓦。",
                         "Give a name, for example yearlog place Geneva.")  # fmt: skip
    found = places.candidates(current.path, wanted, current.lang)
    if as_json:
        print_json([one.record for one in found])
        return
    if not found:
        current.say("no_place", text=shown(wanted))
    elif not any(one.exact for one in found):
        current.say("close_to_it", text=shown(wanted))
    for one in found:
        click.echo(one.line(current.lang))


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
