"""Asking a geocoder for one place, and remembering what it said: shared by both front doors.

A question has three steps, so that the network can be waited for in a thread that may not touch
the journal: `Inquiry.known`, `Inquiry.ask`, `Inquiry.keep`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yearlog import config
from yearlog.actions.workspace import Workspace
from yearlog.errors import YearlogError
from yearlog.i18n import Lang
from yearlog.kinds.values import Place
from yearlog.places.gazetteer import Gazetteer

if TYPE_CHECKING:
    from yearlog.places.online import Geocoder, Service


@dataclass(frozen=True, slots=True)
class Answer:
    """What a geocoder said.

    ``host`` says who; ``at`` when, if the journal remembered it, else it is empty; ``not_kept`` why
    the journal could not remember it.
    """

    places: tuple[Place, ...]
    host: str
    at: str = ""
    not_kept: YearlogError | None = None


@dataclass
class Inquiry:
    """A geocoder as the journal's settings choose it; without a journal, Nominatim and no memory.

    Raises BadAddress, UnknownGeocoder, GeocoderNotSetUp, GeocoderHasOneAddress and GeopyMissing
    when the geocoder is first needed.
    """

    space: Workspace | None
    gazetteer: Gazetteer
    lang: Lang

    @cached_property
    def service(self) -> Service:
        """Whom to ask; the key comes from the environment, never from the journal."""
        from yearlog.places.online import DEFAULT, Service
        from yearlog.places.online_errors import KEY

        key = os.environ.get(KEY, "")
        if self.space is None:
            return Service(DEFAULT, "", key)
        name = self.space.setting("geocoder").strip().lower()
        url = self.space.setting("geocoder.url")
        if url:  # a journal may have been loaded with any
            url = config.check(config.find("geocoder.url"), url)
        return Service(name or DEFAULT, url, key)

    @cached_property
    def geocoder(self) -> Geocoder:
        """The service, ready to be asked."""
        from yearlog.places.online import Geocoder

        return Geocoder(self.service)

    def known(self, text: str) -> Answer | None:
        """Return what the journal remembers of this question, or None. Sends nothing.

        Raises NothingToAsk.
        """
        from yearlog.places.online import normalised, question

        question(text)
        if self.space is None:
            return None
        from yearlog.journal import geocodes

        kept = geocodes.find(self.space.journal, self.service.provider, normalised(text))
        places = _places(kept.places) if kept else None
        if kept is None or places is None:
            return None
        return Answer(self._settled(places), self.geocoder.host, kept.at)

    def ask(self, text: str, before_long: Callable[[float], None] | None = None) -> list[Place]:
        """Send the question and return the places, without their zones; touches no journal.

        ``before_long`` is told how many seconds the turn is away, if more than one. Raises the
        failures of `yearlog.places.online_errors`.
        """
        from yearlog.places.pace import Pace

        return self.geocoder.ask(text, self.lang, Pace(_turns()), before_long)

    def keep(self, text: str, places: list[Place]) -> Answer:
        """Remember the places in the journal as they were told, and return them settled."""
        settled = self._settled(places)
        if self.space is None:
            return Answer(settled, self.geocoder.host)
        from yearlog.journal import geocodes
        from yearlog.places.online import normalised

        rows = [_row(place) for place in places]
        try:
            geocodes.keep(self.space.journal, self.service.provider, normalised(text), rows)
        except YearlogError as error:
            return Answer(settled, self.geocoder.host, "", error)
        return Answer(settled, self.geocoder.host)

    def _settled(self, places: Sequence[Place]) -> tuple[Place, ...]:
        """Return places with division, city and zone as the gazetteer of today has them."""
        from yearlog.places.settle import settled

        return tuple(settled(place, self.gazetteer) for place in places)


def _turns() -> Path:
    """Return the file in which all processes of the user keep their turns."""
    from platformdirs import user_cache_path

    return user_cache_path("yearlog") / "geocoder.turn"


def _row(place: Place) -> dict[str, str | float]:
    return {key: value for key, value in place._asdict().items() if value not in ("", None)}


def _places(listed: Any) -> tuple[Place, ...] | None:
    """Return the places of a remembered answer; None if it is not as this program writes it."""
    from yearlog.places.answers import NotAPlace, remembered

    if not isinstance(listed, list):
        return None
    try:
        return tuple(remembered(row) for row in listed)
    except NotAPlace:
        return None
