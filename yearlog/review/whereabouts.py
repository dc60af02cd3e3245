"""Where one was: for each day of a year the countries, for each night home, a place or the air."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.review.days import NOWHERE, UNKNOWN, Day, Night, Presence, Whereabouts
from yearlog.review.order import was_flown
from yearlog.review.track import HomeAt, Spot, Track, begins_on, days, ends_on
from yearlog.review.travel import CountryName, is_visit
from yearlog.review.trips import Journey
from yearlog.review.visible import Profile, visible

_DAY = timedelta(days=1)
_SLACK = timedelta(days=3)
"""By so much, at most, local dates of flights lie apart from those of the order they left in."""


def whereabouts(
    year: int,
    journeys: Sequence[Journey],
    entries: Sequence[Entry],
    home_at: HomeAt,
    *,
    began: date | None,
    profile: Profile,
    country_name: CountryName,
    today: date | None = None,
) -> Whereabouts:
    """Return the days of ``year`` up to ``today``, as far as ``entries`` tell and may show.

    ``journeys`` are the trips of the year and around it in the order they began, back to two of
    which the second has a flight, and on to the next. Nothing is known before the journal ``began``
    (the first day of any entry). The rules stand in decision 0013.
    """
    if year in (MINYEAR, MAXYEAR):
        return NOWHERE  # there is no evening before, or no morning after
    first, last = date(year, 1, 1), date(year, 12, 31)
    if today is not None:
        last = min(last, today)
    track = Track(first, last, home_at)
    eve = first - _DAY
    close = [one for one in entries if one.starts_on <= last and one.last_day >= eve]
    loose = [one for one in close if one.date_precision != "day" and _places(one)]
    track.loose = [(one.starts_on, one.last_day) for one in loose]
    near_by = _around(journeys, first, last)
    for journey in near_by:
        track.follow(journey)
    # A day at home in January says when the last trip of the year before ended.
    back = (one.back for one in near_by if one.back is not None and _stays_home(one.back))
    told = {one.id: one for one in (*filter(_stays_home, entries), *back)}
    at_home = sorted(told.values(), key=lambda one: (one.starts_on, one.id))
    track.between(near_by, at_home)
    for stay in at_home:
        track.at_home(stay, told=profile.details)
    for entry in close:
        if entry.kind == "talk" and is_visit(entry) and entry.date_precision == "day":
            track.was_in(entry.starts_on, entry.place.country_code if entry.place else "", entry)
    since = began or last + _DAY
    shown = _Shown(year, profile, country_name)
    open_ends = dict.fromkeys(one.id for one in (*loose, *track.open) if shown.own(one))
    return Whereabouts(tuple(shown.all(track, since, today)), tuple(open_ends))


def _places(entry: Entry) -> bool:
    """Return whether an entry says where one was at night: a flight flown or a stay away."""
    return was_flown(entry) or (entry.kind == "stay" and is_visit(entry))


def _stays_home(entry: Entry) -> bool:
    return (
        getattr(entry.details, "purpose", "") == "home"
        and entry.place is not None
        and entry.date_precision == "day"
    )


def _around(journeys: Sequence[Journey], first: date, last: date) -> list[Journey]:
    """Return the trips that touch the days, with those around them that tell where one was."""
    begun = [at for at, one in enumerate(journeys) if one.entries[0].starts_on <= last + _SLACK]
    touch = [
        at
        for at in begun
        if max(one.ends_on or one.starts_on for one in journeys[at].entries) >= first - _SLACK
        and begins_on(journeys[at]) <= last
        and ends_on(journeys[at]) >= first
    ]
    ahead = [at for at in begun if journeys[at].entries[0].starts_on < first - _SLACK]
    low = min([*touch[:1], *ahead[-1:]], default=0)
    while low > 0 and not any(isinstance(one.details, Flight) for one in journeys[low].entries):
        low -= 1  # only a flight tells whether home was reached
    high = max([*touch[-1:], *ahead[-1:]], default=-1) + 1
    return list(journeys[low : high + 1])


# What may be shown --------------------------------------------------------------------------------


@dataclass
class _Shown:
    """What may be said of the days: a proof counts if each entry of it may be shown."""

    year: int
    profile: Profile
    country_name: CountryName
    known: dict[str, bool] = field(default_factory=dict)
    names: dict[str, Both] = field(default_factory=dict)

    def own(self, entry: Entry) -> bool:
        """Return whether an entry of the year may be shown."""
        return self._in_year(entry) and self._may(entry)

    def _in_year(self, entry: Entry) -> bool:
        if isinstance(entry.details, Flight):
            return entry.starts_on.year == self.year
        return entry.starts_on.year <= self.year <= entry.last_day.year

    def _may(self, entry: Entry) -> bool:
        if entry.id not in self.known:
            seen = visible(entry, self.profile)
            # The place of a home is not shown, so no night there is.
            self.known[entry.id] = seen is not None and (seen.place == entry.place)
        return self.known[entry.id]

    def _ids(self, proof: tuple[Entry, ...]) -> tuple[str, ...]:
        own = tuple(one.id for one in proof if self._in_year(one))
        return own or tuple(one.id for one in proof)

    def _name(self, code: str) -> Both:
        if code not in self.names:
            self.names[code] = self.country_name(code) if code else Both("", "")
        return self.names[code]

    def all(self, track: Track, since: date, today: date | None) -> Iterator[Day]:
        """Yield the days that were lived; the night of ``today`` has not been."""
        for day in days(track.first, track.last):
            if day in track.skipped:
                continue
            home = track.home_at(day)
            yield Day(
                day,
                UNKNOWN if day == today else self._night(track.nights.get(day), day, since),
                tuple(self._countries(track, day, since)),
                home.place.country_code if home else "",
            )

    def _night(self, spot: Spot | None, day: date, since: date) -> Night:
        if spot is None or day < since or not all(map(self._may, spot.proof)):
            return UNKNOWN
        night = spot.night
        return night._replace(ids=self._ids(spot.proof), country=self._name(night.country_code))

    def _countries(self, track: Track, day: date, since: date) -> Iterator[Presence]:
        """Yield the countries of a day, first those that entries of the day tell of."""
        said = list(track.seen.get(day, ()))
        for night in (day - _DAY, day):
            spot = None if night in track.skipped else track.nights.get(night)
            if spot is not None and not spot.passed and night >= since:
                code, home = spot.night.country_code, spot.night.where == "home"
                said.append((code, spot.proof, home))
        found: dict[str, Presence] = {}
        for code, proof, home in said:
            # Where home is stays at home: by days there it could be told.
            if not code or not all(map(self._may, proof)) or (home and not self.profile.details):
                continue
            old = found.get(code)
            if old is None or (old.home and not home):
                found[code] = Presence(code, self._name(code), self._ids(proof), home)
        yield from (found[code] for code in sorted(found))
