"""The track of a year: where each night was, and which countries each day saw, from the trips."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.values import Airport
from yearlog.review.chains import day_before
from yearlog.review.days import Night
from yearlog.review.gaps import is_at
from yearlog.review.legs import (
    airport_city,
    city_key,
    connects,
    destination_of,
    landed_on,
    near,
    origin_of,
    skipped_days,
)
from yearlog.review.model import Home
from yearlog.review.travel import Stop, is_home_city, is_visit
from yearlog.review.trips import Journey

HomeAt = Callable[[date], Home | None]
_DAY = timedelta(days=1)


def begins_on(journey: Journey) -> date:
    """Return the first day of a trip."""
    return min(one.starts_on for one in journey.entries)


def ends_on(journey: Journey) -> date:
    """Return the last day of a trip, on which its last flight landed."""
    return max(_last_day(one) for one in journey.entries)


def _last_day(entry: Entry) -> date:
    return landed_on(entry) if isinstance(entry.details, Flight) else entry.last_day


class Spot(NamedTuple):
    """Where a night was, and the entries that prove it; ``passed`` if it was but a layover."""

    night: Night
    proof: tuple[Entry, ...]
    passed: bool = False


@dataclass
class Track:
    """The nights from the eve of the first day to the last day, and who was where by day."""

    first: date
    last: date
    home_at: HomeAt
    nights: dict[date, Spot] = field(default_factory=dict)
    seen: dict[date, list[tuple[str, tuple[Entry, ...], bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    skipped: set[date] = field(default_factory=set)
    loose: list[tuple[date, date]] = field(default_factory=list)
    open: list[Entry] = field(default_factory=list)

    def fill(self, since: date, until: date, spot: Spot) -> None:
        """Put the nights from ``since`` to the one before ``until`` at a spot."""
        for day in days(max(since, self.first - _DAY), min(until - _DAY, self.last)):
            self.nights[day] = spot

    def was_in(self, day: date, country: str, *proof: Entry, home: bool = False) -> None:
        """Say that one was in a country on a day."""
        if country and self.first <= day <= self.last:
            self.seen[day].append((country, proof, home))

    def is_loose(self, day: date) -> bool:
        """Return whether an entry known by its month or year may have been on a day."""
        return any(since <= day <= until for since, until in self.loose)

    def follow(self, journey: Journey) -> None:
        """Go along a trip: where one landed, then the stays, then the nights in the air."""
        flights = [one for one in journey.entries if isinstance(one.details, Flight)]
        stays = [
            one
            for one in journey.entries
            if one.kind == "stay" and one.date_precision == "day" and is_visit(one)
        ]
        stays.sort(key=lambda one: (one.starts_on, one.id))
        stop_of = {stop.ids[0]: stop for stop in journey.stops if not stop.by_air}
        passed = _passed(journey)
        for landed, leaves in pairwise(flights):
            self._on_ground(landed, leaves, passed)
        exact = [one for one in flights if one.date_precision == "day"]
        if stays and flights and exact[-1:] == flights[-1:]:
            later = [one for one in stays if one.starts_on >= landed_on(flights[-1])]
            for stay in later[-1:]:
                self._on_ground(flights[-1], stay, passed)
        for stay in stays:
            self._after(stay, stop_of[stay.id], exact, stays)
        for stay in stays:
            self._stay(stay, stop_of[stay.id], exact)
        for entry in exact:
            self._fly(entry, passed)

    def _on_ground(self, landed: Entry, leaves: Entry, passed: set[tuple[str, str]]) -> None:
        if landed.date_precision == leaves.date_precision == "day":
            spot = self._at_airport(destination_of(landed), landed_on(landed), (landed, leaves))
            spot = spot._replace(passed=(landed.id, "destination") in passed)
            self.fill(landed_on(landed), leaves.starts_on, spot)

    def _at_airport(self, airport: Airport, day: date, proof: tuple[Entry, ...]) -> Spot:
        if self._is_home(airport, day):
            return Spot(self._home_night(day), proof)
        name = Both(airport.city("zh"), airport.city("en"))
        return Spot(Night("away", airport_city(airport), name, airport.country_code), proof)

    def _is_home(self, airport: Airport, day: date) -> bool:
        home = self.home_at(day)
        return home is not None and near(home.place, airport.latitude, airport.longitude)

    def _home_night(self, day: date) -> Night:
        home = self.home_at(day)
        return Night("home", country_code=home.place.country_code if home else "")

    def _at_stay(self, stop: Stop, day: date, proof: tuple[Entry, ...]) -> Spot:
        if is_home_city(stop, self.home_at(day)):
            return Spot(self._home_night(day), proof)
        return Spot(Night("away", stop.key, stop.name, stop.country_code), proof)

    def _after(
        self, stay: Entry, stop: Stop, flights: Sequence[Entry], stays: Sequence[Entry]
    ) -> None:
        """Fill the nights from the last day of a stay to what comes next on the trip.

        One is where the next flight leaves from, as a stay's last day is the day of leaving.
        """
        ahead = [one for one in (*flights, *stays) if one.starts_on >= stay.last_day]
        following = min(
            (one for one in ahead if one is not stay),
            key=lambda one: (one.starts_on, one.kind == "stay"),
            default=None,
        )
        if following is None:
            return
        proof = (stay, following)
        spot = self._at_stay(stop, stay.last_day, proof)
        if isinstance(following.details, Flight) and not is_at(stay, origin_of(following)):
            spot = self._at_airport(origin_of(following), stay.last_day, proof)
        until = min(following.starts_on, _last_day(following))  # it may land the day before
        self.fill(stay.last_day, until, spot)

    def _stay(self, stay: Entry, stop: Stop, flights: Sequence[Entry]) -> None:
        """Put the nights of a stay at its place, but for those after flying from it elsewhere."""
        spot = self._at_stay(stop, stay.starts_on, (stay,))
        away = _flown_out(stay, flights)
        for day in days(max(stay.starts_on, self.first - _DAY), min(stay.last_day, self.last)):
            if not any(left <= day < back for left, back in away):
                home = spot.night.where == "home"
                self.was_in(day, spot.night.country_code, stay, home=home)
                if day < stay.last_day:
                    self.nights[day] = spot

    def _fly(self, entry: Entry, passed: set[tuple[str, str]]) -> None:
        """Put the night of a flight in the air; say where one was before and after it."""
        left, landed = entry.starts_on, landed_on(entry)
        if landed > left:
            skipped = skipped_days(entry)
            self.fill(left, landed - skipped * _DAY, Spot(Night("air"), (entry,)))
            self.skipped.update(days(landed - skipped * _DAY, landed - _DAY))
        for end, day, airport in (
            ("origin", left, origin_of(entry)),
            ("destination", landed, destination_of(entry)),
        ):
            if (entry.id, end) not in passed:
                at_home = self._is_home(airport, day)
                self.was_in(day, airport.country_code, entry, home=at_home)

    # Between trips --------------------------------------------------------------------------------

    def between(self, journeys: Sequence[Journey], at_home: Sequence[Entry]) -> None:
        """Put the nights between two trips at home, if the first of them reached it.

        Where it did not, one stays where it landed as long as the next trip leaves from there, or
        until a stay at home; else nobody knows.
        """
        returned = True
        before: Entry | None = None
        ended = date.min
        for at in range(len(journeys) + 1):
            after = journeys[at] if at < len(journeys) else None
            begins = begins_on(after) if after else self.last + _DAY
            following = after.entries[0] if after else None
            if before is None and following is not None and self._comes_from_afar(following):
                pass  # a journal that begins abroad
            elif returned:
                self._home(ended, begins, tuple(filter(None, (before, following))))
            elif before is not None:
                until = begins if after else date.max
                returned = self._stranded(before, following, at_home, ended, until)
            if after is None:
                return
            flights = [one for one in after.entries if isinstance(one.details, Flight)]
            if flights:
                end = flights[-1]
                returned = self._is_home(destination_of(end), landed_on(end))
            before = after.entries[-1] if returned or not flights else flights[-1]
            ended = max(ended, ends_on(after))

    def _comes_from_afar(self, entry: Entry) -> bool:
        if not isinstance(entry.details, Flight):
            return False
        # Who moves house leaves from the old home, on the day of the move too.
        evenings = (entry.starts_on, day_before(entry.starts_on))
        return not any(self._is_home(origin_of(entry), day) for day in evenings)

    def _home(self, since: date, until: date, proof: tuple[Entry, ...]) -> None:
        for day in days(max(since, self.first - _DAY), min(until - _DAY, self.last)):
            if day not in self.nights and self.home_at(day) and not self.is_loose(day):
                self.nights[day] = Spot(self._home_night(day), proof)

    def _stranded(
        self,
        landed: Entry,
        following: Entry | None,
        at_home: Sequence[Entry],
        since: date,
        until: date,
    ) -> bool:
        """Fill the nights after a trip that reached no home; return whether a stay at home did."""
        home = (one for one in at_home if self.is_own_home(one))
        back = next((one for one in home if since <= one.starts_on <= until), None)
        if back is not None:
            self._wait(landed, back, since, back.starts_on)
            self._home(back.last_day, until, tuple(filter(None, (back, following))))
            return True
        goes_on = (
            following is not None
            and isinstance(landed.details, Flight)
            and isinstance(following.details, Flight)
            and connects(landed, following)
        )
        if goes_on and following is not None:
            self._wait(landed, following, since, until)
        elif since <= self.last and until > since and isinstance(landed.details, Flight):
            self.open.append(landed)
        return False

    def _wait(self, landed: Entry, until: Entry, since: date, end: date) -> None:
        if isinstance(landed.details, Flight) and landed.date_precision == "day":
            spot = self._at_airport(destination_of(landed), since, (landed, until))
            for day in days(max(since, self.first - _DAY), min(end - _DAY, self.last)):
                self.nights.setdefault(day, spot)

    def is_own_home(self, stay: Entry) -> bool:
        """Return whether a stay at home was in one's own, not at another's."""
        place, home = stay.place, self.home_at(stay.starts_on)
        assert place is not None
        return home is None or near(home.place, place.latitude, place.longitude)

    def at_home(self, stay: Entry, *, told: bool) -> None:
        """Put the nights of a stay at home there, but for those of trips; another's is a place.

        Unless the place of a home may be ``told``: then what the flights say stands.
        """
        place = stay.place
        assert place is not None
        own = self.is_own_home(stay)
        key = city_key(place.country_code, place.name_en, place.name_zh)
        night = Night("away", key, Both(place.name("zh"), place.name("en")), place.country_code)
        spot = Spot(Night("home", country_code=place.country_code) if own else night, (stay,))
        free = ("home", "away") if told and not own else ("home",)
        for day in days(max(stay.starts_on, self.first - _DAY), min(stay.last_day, self.last)):
            old = self.nights.get(day)
            if day < stay.last_day and (old is None or old.night.where in free):
                self.nights[day] = spot
            if told and not own:
                self.was_in(day, place.country_code, stay)


def _passed(journey: Journey) -> set[tuple[str, str]]:
    """Return which ends of its flights were at a layover."""
    flights = {one.id: one for one in journey.entries if isinstance(one.details, Flight)}
    found: set[tuple[str, str]] = set()
    for stop in journey.stops:
        if stop.layover and stop.by_air and stop.ids[0] in flights:
            landed = airport_city(destination_of(flights[stop.ids[0]])) == stop.key
            found.add((stop.ids[0], "destination" if landed else "origin"))
            found.update((one, "origin") for one in stop.ids[1:])
    return found


def _flown_out(stay: Entry, flights: Iterable[Entry]) -> list[tuple[date, date]]:
    """Return from which day to which one had flown away from a stay that went on."""
    found: list[tuple[date, date]] = []
    left: date | None = None
    for entry in flights:
        leaves = is_at(stay, origin_of(entry)) and not is_at(stay, destination_of(entry))
        if leaves and entry.starts_on > stay.starts_on:
            left = min(entry.starts_on, landed_on(entry))
        elif left is not None and is_at(stay, destination_of(entry)):
            found.append((left, landed_on(entry)))
            left = None
    return found if left is None else [*found, (left, max(stay.last_day, left))]


def days(first: date, last: date) -> Iterator[date]:
    """Yield the days from the first to the last, none if that comes before."""
    return (date.fromordinal(at) for at in range(first.toordinal(), last.toordinal() + 1))
