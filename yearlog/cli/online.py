"""``place --online``: the geocoder's answers first, then the gazetteer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yearlog.actions import places
from yearlog.actions import settings as actions
from yearlog.cli.session import State, print_json, put, tell
from yearlog.errors import UsageError, YearlogError
from yearlog.i18n import LANGS, t
from yearlog.kinds.entry import place_json

if TYPE_CHECKING:
    from yearlog.actions.geocoding import Answer


def usage(key: str, **values: object) -> UsageError:
    """Return a message of the catalogue as an error of usage."""
    said = {lang: t(lang, f"online.{key}", **values) for lang in LANGS}
    return UsageError(said["zh"], said["en"])


def look_up(current: State, text: str, *, again: bool, as_json: bool) -> None:
    """Print what the geocoder answers, and below it what the gazetteer has.

    When the geocoder fails, what the gazetteer has is printed all the same, and the failure raised.
    """
    if not text:
        raise usage("needs_text")
    failure: YearlogError | None = None
    found: list[places.Found] = []
    try:
        found = places.shown(_asked(current, text, again=again), current.lang)
    except YearlogError as error:
        failure = error
    offline = places.candidates(current.path, text, current.lang)
    # What is merely close to the name is noise beside an answer.
    found += [one for one in offline if one.exact]
    if as_json:
        print_json([one.record for one in found])
    else:
        for one in found:
            put(one.line(current.lang))
    if failure is not None:
        raise failure


def learn(
    current: State, alias: str, text: str, *, pick: int | None, again: bool, as_json: bool
) -> None:
    """Ask, and make ``alias`` a name of the user's own for the answer she picked, or the first."""
    if not text or not alias.strip():
        raise usage("needs_text")
    space = current.open()
    found = _asked(current, text, again=again)
    if not found.places:
        said = {lang: t(lang, "online.nothing_to_learn", host=found.host) for lang in LANGS}
        raise YearlogError(said["zh"], said["en"])
    if pick is not None and not 1 <= pick <= len(found.places):
        raise usage("no_such_pick", n=len(found.places))
    chosen = found.places[(pick or 1) - 1]
    with current.noticing() as changed:
        learned = actions.learn_place(space, alias, chosen)
    if as_json:
        print_json(place_json(learned))
    else:
        said_key = "learned" if changed() else "unchanged"
        current.say(said_key, alias=alias, place=places.told(learned, current.lang))


def _asked(current: State, text: str, *, again: bool) -> Answer:
    """Ask, telling whom before anything is sent, and what became of the answer."""
    lang = current.lang
    answer = places.online(
        current.path,
        text,
        lang,
        again=again,
        asking=lambda host: tell(t(lang, "online.asking", host=host)),
        before_long=lambda seconds: tell(t(lang, "online.waiting", seconds=seconds)),
    )
    day = answer.at[:10]
    if answer.at:
        key = "remembered" if answer.places else "nothing_remembered"
        current.say(f"online.{key}", host=answer.host, day=day)
    elif not answer.places:
        current.say("online.nothing", host=answer.host)
    if answer.not_kept is not None:
        current.say("online.not_kept", reason=answer.not_kept.get(lang))
    return answer
