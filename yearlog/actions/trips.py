"""Trips: listing and showing them, and keeping what the user says of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from yearlog import clock
from yearlog.actions import entries as changes
from yearlog.actions.workspace import Workspace
from yearlog.errors import UsageError, YearlogError
from yearlog.i18n import LANGS, Both, t
from yearlog.kinds.entry import Entry, to_json
from yearlog.kinds.field import Json
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import NOTHING, TripWords
from yearlog.review import legs, travel, trips
from yearlog.review.model import Home, Trip
from yearlog.review.order import flown, was_flown
from yearlog.review.stats import trip_json
from yearlog.review.trips import Journey
from yearlog.review.visible import EVERYTHING


class NoTrip(YearlogError):
    """An entry that is part of no trip: not a flight flown, a stay, or a talk on the way."""

    def __init__(self, wanted: str) -> None:
        super().__init__(*(t(lang, "trips.no_trip", id=wanted) for lang in LANGS))


class NoLanding(UsageError):
    """A stop was to be a visit or a layover, but the entry is no flight that landed there."""

    def __init__(self, wanted: str) -> None:
        super().__init__(*(t(lang, "trips.no_landing", id=wanted) for lang in LANGS))


class LandedAtHome(UsageError):
    """A stop was to be a visit or a layover, but the flight landed at home."""

    def __init__(self, wanted: str) -> None:
        super().__init__(*(t(lang, "trips.landed_at_home", id=wanted) for lang in LANGS))


class NothingBefore(YearlogError):
    """The first trip of a journal cannot go on from one before it."""

    def __init__(self) -> None:
        super().__init__(*(t(lang, "trips.nothing_before") for lang in LANGS))


class Pause(NamedTuple):
    """What follows the landing of a flight.

    ``ground`` is the time until the next flight from there, None if there is none; ``said`` whether
    the user said which it is.
    """

    landed: Entry
    stop: travel.Stop
    ground: legs.OnGround | None
    at_home: bool

    @property
    def kind(self) -> str:
        """Return ``home``, ``layover`` or ``visit``."""
        if self.at_home and not self.said:
            return "home"
        return "layover" if self.stop.layover else "visit"

    @property
    def said(self) -> bool:
        """Whether the user said which it is."""
        return bool(self.landed.trip.stop)


def layover(space: Workspace) -> timedelta:
    """Return how long a stop must be to count as a visit, as set by the user."""
    hours = space.settings.get("layover_hours")
    return timedelta(hours=hours) if isinstance(hours, int) else travel.LAYOVER


def listed(space: Workspace, year: int | None = None) -> list[Journey]:
    """Return the trips in the order they began, all of them or those that touch a year."""
    found = _derived(space, space.journal.entries())
    if year is None:
        return found
    return [one for one in found if any(_touches(entry, year) for entry in one.entries)]


def _derived(space: Workspace, entries: Sequence[Entry]) -> list[Journey]:
    return trips.journeys(entries, space.homes, layover=layover(space))


def _touches(entry: Entry, year: int) -> bool:
    """Return whether an entry counts in a year, as the year in review does."""
    if isinstance(entry.details, Flight):
        return entry.starts_on.year == year
    return entry.starts_on.year <= year <= entry.last_day.year


def of_entry(space: Workspace, wanted: str) -> Journey:
    """Return the trip an entry is part of; UnknownEntry, NoTrip."""
    return _trip_of(space.journal.entry(wanted), listed(space))


def _trip_of(entry: Entry, found: Iterable[Journey]) -> Journey:
    for journey in found:
        if any(one.id == entry.id for one in journey.entries):
            return journey
    raise NoTrip(entry.id[-6:])


def figures(journey: Journey) -> Trip:
    """Return the name, places and sums of a trip over all its entries."""
    found = trips.summary(journey, {one.id: one for one in journey.entries}, EVERYTHING)
    assert found is not None
    return found


def pauses(space: Workspace, journey: Journey) -> dict[str, Pause]:
    """Return what follows each landing of a trip, by the id of the flight that landed."""
    known = space.journal.entries()
    by_id = {entry.id: entry for entry in known}
    home_at = travel.home_finder(space.homes, lambda: flown(known), layover(space))
    visited = {stop.key for stop in journey.stops if not stop.layover}
    found: dict[str, Pause] = {}
    for stop in journey.stops:
        landed = by_id[stop.ids[0]]
        if not isinstance(landed.details, Flight):
            continue
        if stop.key != legs.airport_city(landed.details.destination):
            continue
        ground = legs.on_ground(landed, by_id[stop.ids[1]]) if len(stop.ids) > 1 else None
        home = home_at(stop.on)
        at_home = home is not None and legs.near(home.place, stop.latitude, stop.longitude)
        # A stay or a talk there, or a longer stop, makes one visit of all.
        seen = stop.layover and not stop.said and stop.key in visited
        found[landed.id] = Pause(
            landed, replace(stop, layover=False) if seen else stop, ground, at_home
        )
    return found


# What the user says -------------------------------------------------------------------------------


def change(
    space: Workspace,
    wanted: str,
    *,
    name_zh: str | None = None,
    name_en: str | None = None,
    begin: str | None = None,
    stop: str | None = None,
) -> Journey:
    """Keep what the user says of a trip as one step, and return the trip as it then is.

    ``begin`` is ``here``, ``before`` or ``auto``, ``stop`` is ``visit``, ``layover`` or ``auto``;
    None leaves a part as it is, an empty name takes it away. Raises NoTrip, NoLanding,
    LandedAtHome, NothingBefore, UnknownEntry.
    """
    entry = space.journal.entry(wanted)
    known = space.journal.entries()
    _trip_of(entry, _derived(space, known))
    words: dict[str, dict[str, str]] = {}
    if stop is not None:
        if not isinstance(entry.details, Flight):
            raise NoLanding(entry.id[-6:])
        if stop != "auto" and _lands_at_home(space, entry, known):
            raise LandedAtHome(entry.id[-6:])
        words[entry.id] = {"stop": "" if stop == "auto" else stop}
    if begin is not None:
        marked, mark = _where_it_begins(space, entry, known, begin)
        words.setdefault(marked, {})["begins"] = mark
        known = [_with(one, words.get(one.id, {})) for one in known]
    names = {"name_zh": name_zh, "name_en": name_en}
    given = {key: " ".join(said.split()) for key, said in names.items() if said is not None}
    if given:
        for one in _carriers(_trip_of(entry, _derived(space, known)), given):
            words.setdefault(one, {}).update(given)
    _store(space, entry, words)
    return of_entry(space, entry.id)


def home_guessed(space: Workspace) -> Home | None:
    """Return the home that trips go by where it is guessed, None where the user said it."""
    if space.homes:
        return None
    guess = travel.guess_home(flown(space.journal.entries()), layover(space))
    return Home(guess, guessed=True) if guess else None


def _lands_at_home(space: Workspace, entry: Entry, known: Sequence[Entry]) -> bool:
    home = travel.home_finder(space.homes, lambda: flown(known), layover(space))(
        legs.landed_on(entry)
    )
    end = legs.destination_of(entry)
    return home is not None and legs.near(home.place, end.latitude, end.longitude)


def _where_it_begins(
    space: Workspace, entry: Entry, known: Sequence[Entry], begin: str
) -> tuple[str, str]:
    """Return the entry to mark, and how: this one to cut before it, the first of its trip to join.

    One that was joined already, at this entry or before it, is not joined to a third; where the
    user cut before, taking that back is enough. To leave it to the rule again: this entry, or the
    nearest before it that carries a mark.
    """
    if begin == "here":
        return entry.id, begin
    found = _derived(space, known)
    own = _trip_of(entry, found)
    at = [one.id for one in own.entries].index(entry.id)
    marked = next((one for one in reversed(own.entries[: at + 1]) if one.trip.begins), entry)
    if begin == "auto":
        return marked.id, ""
    if marked.trip.begins == "before" and (marked.id != own.entries[0].id or own is not found[0]):
        return marked.id, begin
    if own is found[0]:
        raise NothingBefore
    first = own.entries[0]
    if first.trip.begins == "here":
        uncut = [_with(one, {"begins": ""}) if one.id == first.id else one for one in known]
        if _trip_of(first, _derived(space, uncut)).entries[0].id != first.id:
            return first.id, ""
    return first.id, begin


def _carriers(journey: Journey, given: dict[str, str]) -> list[str]:
    """Return the entries to write a name to: the one that has it, else the first of the trip.

    Where no name is left, all that carry one: another must not come up from under it.
    """
    named = [one for one in journey.entries if one.trip.name != NOTHING]
    if not named:
        return [journey.entries[0].id]
    if _with(named[0], given).trip.name == NOTHING:
        return [one.id for one in named]
    return [named[0].id]


def _with(entry: Entry, said: dict[str, str]) -> Entry:
    """Return an entry with parts of what is said of its trip replaced."""
    old = entry.trip
    name = Both(said.get("name_zh", old.name.zh), said.get("name_en", old.name.en))
    new = TripWords(name, said.get("begins", old.begins), said.get("stop", old.stop))
    return entry if new == old else replace(entry, trip=new)


def _store(space: Workspace, about: Entry, words: dict[str, dict[str, str]]) -> None:
    now = clock.stamp()

    def said(entry: Entry) -> Entry:
        new = _with(entry, words[entry.id])
        return entry if new is entry else replace(new, updated_at=now)

    changes.change(space, "trip", space.journal.entries(ids=words), said, about=[about])


def heirs(space: Workspace, gone: Sequence[Entry]) -> dict[str, TripWords]:
    """Return what entries of a trip must carry when others, which carried it, are deleted.

    So a trip keeps its name, and where it begins, without its first leg.
    """
    ids = {one.id for one in gone}
    found: dict[str, TripWords] = {}
    for journey in listed(space):
        left = [one for one in journey.entries if one.id not in ids]
        named = any(one.trip.name != NOTHING for one in left)
        for at, entry in enumerate(journey.entries):
            if entry.id not in ids or not left:
                continue
            after = [one for one in journey.entries[at + 1 :] if one.id not in ids]
            if entry.trip.name != NOTHING and not named:
                named = True
                old = found.get(left[0].id, TripWords())
                found[left[0].id] = old._replace(name=entry.trip.name)
            if entry.trip.begins and after and not after[0].trip.begins:
                old = found.get(after[0].id, TripWords())
                found[after[0].id] = old._replace(begins=old.begins or entry.trip.begins)
    return found


def inherit(entry: Entry, words: TripWords) -> Entry:
    """Return an entry that takes over what it does not say itself."""
    own = entry.trip
    name = own.name if own.name != NOTHING else words.name
    return replace(entry, trip=TripWords(name, own.begins or words.begins, own.stop))


def handed_on(space: Workspace, before: Entry, after: Entry) -> list[Entry]:
    """Return what to store when an edit may take an entry out of its trip, by its status, say.

    What it said of the trip then goes to another entry of it, and is not said twice.
    """
    spoke = before.trip.begins or before.trip.name != NOTHING
    if not spoke or not _travels(before) or _travels(after):
        return [after]
    left = heirs(space, [before])
    if not left:
        return [after]
    now = clock.stamp()
    others = space.journal.entries(ids=left)
    return [
        replace(after, trip=TripWords(stop=after.trip.stop)),
        *(replace(inherit(one, left[one.id]), updated_at=now) for one in others),
    ]


def _travels(entry: Entry) -> bool:
    return was_flown(entry) or travel.is_visit(entry)


# As data ------------------------------------------------------------------------------------------


def summary_json(journey: Journey) -> dict[str, Json]:
    """Return a trip as ``yearlog trips --json`` lists it."""
    found = figures(journey)
    flights = [one.id for one in journey.entries if isinstance(one.details, Flight)]
    record: dict[str, Json] = {"id": journey.entries[0].id, **trip_json(found)}
    record["ids"] = [one.id for one in journey.entries]
    record["flights"] = {"count": len(flights), "ids": [*flights]}
    record["complete"] = is_complete(journey)
    record["clashes"] = [
        {"landed": one.landed.id, "leaves": one.leaves.id} for one in journey.clashes
    ]
    return record


def is_complete(journey: Journey) -> bool:
    """Return whether the distance of every flight of a trip is known."""
    return all(
        one.details.distance_km is not None
        for one in journey.entries
        if isinstance(one.details, Flight)
    )


def detailed_json(space: Workspace, journey: Journey) -> dict[str, Json]:
    """Return a trip as ``yearlog trip ID --json`` shows it, with its entries and stops."""
    return summary_json(journey) | {
        "entries": [to_json(one) for one in journey.entries],
        "stops": [
            {
                "id": pause.landed.id,
                "key": pause.stop.key,
                "name_zh": pause.stop.name.zh,
                "name_en": pause.stop.name.en,
                "kind": pause.kind,
                "minutes": None if pause.ground is None else pause.ground.time // _MINUTE,
                "exact": pause.ground is not None and pause.ground.exact,
                "said": pause.said,
            }
            for pause in pauses(space, journey).values()
        ],
    }


_MINUTE = timedelta(minutes=1)
