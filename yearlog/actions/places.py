"""Looking up places: with the user's own names when there is a journal, without it otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from yearlog import clock
from yearlog.actions.geocoding import Answer, Inquiry
from yearlog.actions.workspace import Workspace, default_path
from yearlog.capture.resolve import Resolver
from yearlog.i18n import Lang, catalogue, t
from yearlog.journal.beside import located
from yearlog.kinds.entry import place_json
from yearlog.kinds.field import Json
from yearlog.kinds.values import Place
from yearlog.places import coordinates
from yearlog.places.answers import credit_of
from yearlog.places.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate, with its distance in km when it was looked for by coordinates.

    ``exact`` says that it is called so; otherwise its name is merely close to what was typed.
    """

    place: Place
    region: str = ""
    km: float | None = None
    exact: bool = True

    @property
    def record(self) -> Json:
        """Return the candidate as ``--json`` shows it."""
        record = place_json(self.place)
        assert isinstance(record, dict)
        if self.place.iata or self.place.icao:
            record |= {"iata": self.place.iata, "icao": self.place.icao}
        if self.km is not None:
            record["distance_km"] = round(self.km, 1)
        if not self.exact:
            record["exact"] = False
        return record

    def line(self, lang: Lang) -> str:
        """Return the candidate on one line."""
        place = self.place
        names = " · ".join(dict.fromkeys(filter(None, (place.name(lang), place.name_en))))
        kind = catalogue(lang, "places").get(f"kind_{place.kind}", place.kind)
        at = (
            f"{place.latitude:.2f},{place.longitude:.2f}"
            if place.latitude is not None and place.longitude is not None
            else ""
        )
        km = t(lang, "cli.km", km=f"{self.km:,.0f}") if self.km is not None else ""
        said_by = place.source if credit_of(place.source) else ""
        parts = (place.iata, names, kind, self.region, at, place.tz, km, said_by)
        return "  ".join(part for part in parts if part)


class Lookup:
    """Where to look: the gazetteer, and the journal's aliases if there is a journal."""

    def __init__(self, path: Path | None) -> None:
        chosen = located(path or default_path())
        self.space = Workspace.open(chosen, create=False) if chosen.is_file() else None
        self.gazetteer = self.space.gazetteer if self.space else Gazetteer()

    def resolver(self, lang: Lang) -> Resolver:
        """Return what reads the words of this person, or of nobody in particular."""
        if self.space:
            return replace(self.space.resolver(), lang=lang)
        return Resolver(lang, clock.today(), self.gazetteer)


def candidates(path: Path | None, text: str, lang: Lang) -> list[Found]:
    """Return the places a text may stand for, best first: by its name, or by coordinates.

    With a journal, ordered as everywhere else: by home, by language, by where she has been.
    """
    lookup = Lookup(path)
    try:
        context = lookup.resolver(lang)
        own = context.with_coordinates(text)
        if own is not None:
            return [Found(own, _region(own, lookup.gazetteer, lang))]
        found = [
            Found(one.place, _region(one.place, lookup.gazetteer, lang), exact=one.exact)
            for one in context.search(text)
        ]
    finally:
        if lookup.space:
            lookup.space.close()
    point = coordinates.read(text) if not any(one.exact for one in found) else None
    return near(*point, lang) if point else found


def online(
    path: Path | None,
    text: str,
    lang: Lang,
    *,
    again: bool = False,
    asking: Callable[[str], None] | None = None,
    before_long: Callable[[float], None] | None = None,
) -> Answer:
    """Return what the geocoder says ``text`` is: from the journal if it remembers, else by asking.

    ``again`` asks anyway. ``asking`` is told whom, just before anything is sent; ``before_long``
    how many seconds the turn is away, if more than one. Raises the failures of
    `yearlog.places.online_errors`.
    """
    lookup = Lookup(path)
    try:
        inquiry = Inquiry(lookup.space, lookup.gazetteer, lang)
        known = inquiry.known(text)
        if known is not None and not again:
            return known
        host = inquiry.geocoder.host
        if asking is not None:
            asking(host)
        return inquiry.keep(text, inquiry.ask(text, before_long))
    finally:
        if lookup.space:
            lookup.space.close()


def shown(answer: Answer, lang: Lang) -> list[Found]:
    """Return the places of an answer as candidates."""
    gazetteer = Gazetteer()
    return [Found(place, _region(place, gazetteer, lang)) for place in answer.places]


def near(latitude: float, longitude: float, lang: Lang) -> list[Found]:
    """Return the cities near a point, big ones before their suburbs, with their distance."""
    gazetteer = Gazetteer()
    return [
        Found(place, _region(place, gazetteer, lang), km)
        for place, km in gazetteer.near(latitude, longitude)
    ]


def described(place: Place, lang: Lang) -> Found:
    """Return a place with where it is."""
    return Found(place, _region(place, Gazetteer(), lang))


def told(place: Place, lang: Lang) -> str:
    """Return a place by its name, and where it is."""
    region = _region(place, Gazetteer(), lang)
    around = ("（", "）") if lang == "zh" else (" (", ")")
    return region.join((place.name(lang) + around[0], around[1])) if region else place.name(lang)


def _region(place: Place, gazetteer: Gazetteer, lang: Lang) -> str:
    """Return division and country of a place as a reader of ``lang`` writes them."""
    names = []
    if place.admin1 and place.kind not in ("admin1", "country"):
        names.append(gazetteer.admin1_name(place.country_code, place.admin1, lang))
    if place.country_code and place.kind != "country":
        names.append(gazetteer.country_name(place.country_code, lang))
    own = place.name(lang)
    # A code without letters is no word for a reader: 08 is Ontario to nobody.
    names = [name for name in names if name != own and not name.isdigit()]
    if lang == "en":
        return ", ".join(names)
    return (" " if any(name.isascii() for name in names) else "").join(reversed(names))
