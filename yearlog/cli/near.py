"""``place --near``, and the user's own names: what ``place`` does besides looking up a name."""

from __future__ import annotations

from pathlib import Path

import click

from yearlog.actions import own_names, places
from yearlog.actions import settings as actions
from yearlog.cli.session import State, print_json
from yearlog.errors import UsageError, YearlogError
from yearlog.i18n import t
from yearlog.kinds.entry import place_json
from yearlog.kinds.values import Place

# Beyond this nobody would say she was in that town.
_FAR_KM = 100.0


class CoordinatesUnreadable(UsageError):
    """``--near`` was given something else than latitude and longitude."""

    def __init__(self, text: str, swapped: str = "") -> None:
        said = text if len(text) <= 60 else f"{text[:60]}…"
        zh = (
            f"像是先写了经度；请写「{swapped}」。"
            if swapped
            else "请写「纬度,经度」，例如 46.20,6.14。"
        )
        en = (
            f"The longitude seems to come first; write {swapped}."
            if swapped
            else "Write LAT,LON, for example 46.20,6.14."
        )
        super().__init__(
            f"「{said}」不是坐标，也不是照片。{zh}",
            f"“{said}” are no coordinates, and no photo. {en}",
        )


class NoSuchPhoto(UsageError):
    """``--near`` was given the name of a file that is not there, or is no picture."""

    def __init__(self, path: Path, *, there: bool) -> None:
        zh = "不是能读的照片" if there else "这个文件不存在"
        en = "is no photo that can be read" if there else "is no file"
        super().__init__(
            f"{path} {zh}。请给出照片，或「纬度,经度」，例如 46.20,6.14。",
            f"{path} {en}. Give a photo, or LAT,LON, for example 46.20,6.14.",
        )


def coordinates(near: str) -> tuple[float, float]:
    """Return what ``--near`` gives: latitude and longitude in degrees."""
    from yearlog.actions import photos
    from yearlog.places import coordinates as reading

    found = reading.read(near)
    if found is not None:
        return found
    path = Path(near).expanduser()
    try:
        there = path.is_file()
    except (OSError, ValueError):  # longer than any path, or with a null character
        there = False
    if there:
        try:
            return photos.position(path)
        except (photos.NotAPhoto, photos.PhotoUnreadable):
            raise NoSuchPhoto(path, there=True) from None
    if path.suffix[1:].isalpha() and "://" not in near and "@" not in near and len(near) < 200:
        raise NoSuchPhoto(path, there=False)
    raise CoordinatesUnreadable(near, reading.swapped(near))


def show(current: State, near: str, *, as_json: bool) -> None:
    """Print the cities near a point."""
    found = places.near(*coordinates(near), current.lang)
    if as_json:
        print_json([one.record for one in found])
        return
    for one in found:
        click.echo(one.line(current.lang))
    if not found:
        current.say("nothing_near")
    elif (found[0].km or 0) > _FAR_KM:
        current.say("far_from_any")


def learn(current: State, alias: str, near: str, *, as_json: bool) -> None:
    """Make a name of the user's own for the point itself, not for the town near it."""
    latitude, longitude = coordinates(near)
    space = current.open()
    name = own_names.cleaned(space, alias, Place())
    with current.noticing() as changed:
        place = actions.learn_place(space, name, space.resolver().at(name, latitude, longitude))
    learned(current, name, place, changed=changed(), as_json=as_json)


def learned(current: State, alias: str, place: Place, *, changed: bool, as_json: bool) -> None:
    """Say what a name stands for now."""
    if as_json:
        print_json(place_json(place))
        return
    said = places.told(place, current.lang)
    current.say("learned" if changed else "unchanged", alias=alias, place=said)


def aliases(current: State, *, as_json: bool) -> None:
    """List the user's own names."""
    names = own_names.listed(current.open(create=False))
    if as_json:
        print_json([{"alias": text, "place": place_json(place)} for text, place in names])
        return
    for text, place in names:
        click.echo(f"{text}  {places.described(place, current.lang).line(current.lang)}")
    if not names:
        current.say("no_aliases")


def forget(current: State, alias: str, *, as_json: bool) -> None:
    """Forget one of the user's own names."""
    gone = own_names.forget(current.open(), alias)
    if as_json:
        print_json([{"alias": text, "place": place_json(place)} for text, place in gone])
        return
    for text, place in gone:
        current.say("forgotten", alias=text, place=places.told(place, current.lang))


def check(
    near: str | None, wanted: str, learn: str | None, others: list[str | bool | None]
) -> None:
    """Refuse options that say two things at once; UsageError."""
    asked = [option for option in others if option]
    if len(asked) > 1 or (asked and (near is not None or learn is not None or wanted)):
        raise _usage("place_one_thing")
    if near is not None and wanted:
        raise _usage("near_or_name")


def _usage(key: str) -> YearlogError:
    return UsageError(t("zh", f"cli.{key}"), t("en", f"cli.{key}"))
