"""Entries of one year, and of the years before it, to a YearReview."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from yearlog.i18n import Both, Lang
from yearlog.kinds.entry import Entry
from yearlog.kinds.values import NOTHING, Place
from yearlog.review import travel, trips
from yearlog.review.airlines import airlines_of
from yearlog.review.airports import airports_of
from yearlog.review.belongs import is_of, runs
from yearlog.review.chains import HomeAt
from yearlog.review.legs import landed_on
from yearlog.review.links import links
from yearlog.review.model import (
    Counted,
    Flights,
    Home,
    Places,
    Projects,
    Reflections,
    Talks,
    Total,
    Trip,
    YearReview,
)
from yearlog.review.order import flown
from yearlog.review.past import Past, Recounted
from yearlog.review.trips import Journey
from yearlog.review.visible import Profile, all_visible
from yearlog.review.whereabouts import whereabouts
from yearlog.text.count import han_and_words
from yearlog.text.private import strip_private


@dataclass(frozen=True, slots=True)
class Frame:
    """What the author said about the page: title, epigraph, chapters, cover, by-line."""

    title: Both = NOTHING
    epigraph: Both = NOTHING
    author: Both = NOTHING
    licence: str = ""
    chapters: tuple[str, ...] = ()
    cover: str = ""


NO_FRAME = Frame()


def review(
    year: int,
    entries: Sequence[Entry],
    earlier: Sequence[Entry] = (),
    *,
    profile: Profile,
    country_name: travel.CountryName,
    homes: Sequence[tuple[date, Place]] = (),
    frame: Frame = NO_FRAME,
    today: date | None = None,
    compare: YearReview | None = None,
    later: Sequence[Entry] = (),
    plain: Callable[[str], str] = str,
    layover: timedelta = travel.LAYOVER,
    past: Past | None = None,
    home_at: HomeAt | None = None,
    course: trips.Derived | None = None,
    began: date | None = None,
    visited: Sequence[Place] = (),
) -> YearReview:
    """Return the review of ``year``.

    ``entries`` are those that touch the year, ``earlier`` all that started before it, ``later``
    what travels came after it, private ones included: first times and the chain of flights are
    judged on everything, but only what ``profile`` may see is counted, listed or named. All but
    projects belongs to the year it began in; a stay over New Year is a visit in both, and a trip
    over it one trip in both, each of which lists its own part. ``plain`` gives the visible text of
    Markdown, for its length; a stop shorter than ``layover`` is no visit. ``visited`` are places
    from before the journal: they are no first times.

    With ``course``, ``past``, ``home_at`` and ``began``, ``earlier`` need hold no more than the
    travels next to the year: these give the trips and stops that touch it, what answers for the
    time before it, where home was, and the first day of the journal.
    """
    own = [entry for entry in entries if is_of(entry, year)]
    visible = all_visible(own, profile)
    shown = {entry.id: entry for entry in visible}
    flights = flown(own)
    if home_at is None:
        home_at = travel.home_finder(homes, lambda: flown([*earlier, *own]), layover)
    if course is None:
        course = trips.derived(_once(earlier, own, later), home_at=home_at, layover=layover)
    if past is None:
        past = Recounted(earlier, course.stops)
    before = travel.stops_before(visited)
    been = _journeys(year, own, course, past, shown, profile, home_at, before)
    reflections = [entry for entry in visible if entry.kind == "reflection"]
    figures = _flights(flights, shown, past, visited)
    return YearReview(
        year=year,
        entries=tuple(visible),
        flights=figures,
        places=_places(been, figures.airports, frozenset(shown), country_name),
        trips=been.trips,
        talks=_talks(visible, been, country_name),
        projects=_projects(visible, year, today),
        stays=tuple(
            entry for entry in visible if entry.kind == "stay" and entry.starts_on.year == year
        ),
        reflections=_reflections(reflections, plain),
        home=home_at(date(year, 7, 1)) if profile.details else None,
        hidden=sum(entry.id not in shown for entry in own),
        title=_said(frame.title, profile),
        epigraph=_said(frame.epigraph, profile),
        author=frame.author,
        licence=frame.licence,
        chapters=_chapters(reflections, frame.chapters),
        cover=frame.cover,
        compare=compare,
        layover_hours=layover // timedelta(hours=1),
        overridden=any(stop.said for stop in been.stops),
        whereabouts=whereabouts(
            year,
            been.journeys,
            _once(earlier, own),
            home_at,
            began=began or min((one.starts_on for one in (*earlier, *own)), default=None),
            profile=profile,
            country_name=country_name,
            today=today,
        ),
        links=tuple(links(been.journeys, own, frozenset(shown))),
        listed=bool(visited),
    )


def _once(*groups: Sequence[Entry]) -> list[Entry]:
    """Return each entry once."""
    return list({entry.id: entry for group in groups for entry in group}.values())


@dataclass(frozen=True)
class _Been:
    """Where the year went, what of that is not new, and its trips."""

    stops: Sequence[travel.Stop]
    seen: frozenset[str]
    seen_countries: frozenset[str]
    trips: tuple[Trip, ...]
    journeys: Sequence[Journey]


def _journeys(
    year: int,
    own: Sequence[Entry],
    course: trips.Derived,
    past: Past,
    shown: Mapping[str, Entry],
    profile: Profile,
    home_at: HomeAt,
    visited: Sequence[travel.Stop],
) -> _Been:
    """Follow the chain over all entries; keep what touches the year's own."""
    own_ids = {entry.id for entry in own}
    ours = [stop for stop in course.stops if not own_ids.isdisjoint(stop.ids)]
    lived = _lived_in(ours, home_at)
    visits = [stop for stop in ours if not stop.layover]
    known = [*visited, *lived]
    seen = past.cities(visits) | {stop.key for stop in known}
    seen_countries = past.countries({stop.country_code for stop in visits})
    summaries = (trips.summary(one, shown, profile, seen=seen, year=year) for one in course.trips)
    return _Been(
        ours,
        seen,
        seen_countries | {stop.country_code for stop in known},
        tuple(one for one in summaries if one is not None),
        course.trips,
    )


def _lived_in(
    stops: Iterable[travel.Stop], home_at: Callable[[date], Home | None]
) -> list[travel.Stop]:
    """Return the stops in cities that were home when the year first saw them: they are not new."""
    first: dict[str, travel.Stop] = {}
    for stop in sorted(stops, key=lambda one: one.on):
        if not stop.layover:
            first.setdefault(stop.key, stop)
    return [stop for stop in first.values() if _lives_in(stop, home_at(stop.on))]


def _lives_in(stop: travel.Stop, home: Home | None) -> bool:
    """Return whether home is known to be there: a guess takes no first time away."""
    return home is not None and not home.guessed and travel.is_home_city(stop, home)


def _said(words: Both, profile: Profile) -> Both:
    """Return what ``profile`` may read of the author's words about the page."""
    if profile.details:
        return words
    return Both(strip_private(words.zh), strip_private(words.en))


def _chapters(reflections: Sequence[Entry], chosen: Sequence[str]) -> tuple[Entry, ...]:
    """Return the chosen chapters that may be shown, or all reflections by date."""
    if not chosen:
        return tuple(reflections)
    by_id = {entry.id: entry for entry in reflections}
    return tuple(by_id[one] for one in chosen if one in by_id)


def _sum(entries: Iterable[Entry], name: str) -> Total:
    values = [(entry.id, getattr(entry.details, name)) for entry in entries]
    total = sum(value for _, value in values if value is not None)
    return Total(total, tuple(one for one, value in values if value is None))


def _flights(
    flights: Sequence[Entry], shown: Mapping[str, Entry], past: Past, visited: Sequence[Place]
) -> Flights:
    visible = [shown[entry.id] for entry in flights if entry.id in shown]
    by_month: list[list[str]] = [[] for _ in range(12)]
    for entry in visible:
        if entry.date_precision != "year":
            by_month[entry.starts_on.month - 1].append(entry.id)
    measured = [entry for entry in visible if getattr(entry.details, "distance_km", None)]
    return Flights(
        entries=tuple(visible),
        distance_km=_sum(visible, "distance_km"),
        duration_minutes=_sum(visible, "duration_minutes"),
        airports=tuple(airports_of(visible, past.airports, visited)),
        airlines=airlines_of(visible),
        longest=max(measured, key=lambda e: getattr(e.details, "distance_km", 0), default=None),
        by_month=tuple(tuple(ids) for ids in by_month),
        landed_on={entry.id: landed_on(entry) for entry in flights if entry.id in shown},
    )


def _places(
    been: _Been,
    airports: Sequence[Counted],
    shown: frozenset[str],
    country_name: travel.CountryName,
) -> Places:
    visits = [stop for stop in been.stops if not stop.layover]
    layovers = [stop for stop in been.stops if stop.layover]
    in_cities = [stop for stop in visits if travel.is_city(stop.key)]
    cities = travel.gather(in_cities, shown, seen=been.seen)
    countries = travel.countries(visits, shown, country_name, seen=been.seen_countries)
    visited = {city.key for city in cities}
    return Places(
        countries=countries,
        cities=cities,
        layovers=tuple(
            one for one in travel.gather(layovers, shown, seen=been.seen) if one.key not in visited
        ),
        first_countries=tuple(one for one in countries if one.first_time),
        first_cities=tuple(one for one in cities if one.first_time),
        first_airports=tuple(one for one in airports if one.first_time),
    )


def _talks(visible: Sequence[Entry], been: _Been, country_name: travel.CountryName) -> Talks:
    talks = [entry for entry in visible if entry.kind == "talk"]
    ids = frozenset(entry.id for entry in talks)
    stops = travel.stops_of(talks)
    return Talks(
        tuple(talks),
        travel.gather(stops, ids, seen=been.seen),
        travel.countries(stops, ids, country_name, seen=been.seen_countries),
    )


def _projects(visible: Sequence[Entry], year: int, today: date | None) -> Projects:
    """Count the projects day by day; one that is still active lasts to the end of the year."""
    touching = [entry for entry in visible if entry.kind == "project"]
    projects = [entry for entry in touching if runs(entry, year, today)]
    others = tuple(entry for entry in touching if not runs(entry, year, today))
    first, last = date(year, 1, 1), date(year, 12, 31)
    if today is not None and first <= today < last:
        last = today
    steps: dict[date, int] = defaultdict(int)
    spans = {}
    for entry in projects:
        open_end = last if getattr(entry.details, "status", "") == "active" else entry.starts_on
        start, end = max(entry.starts_on, first), min(entry.ends_on or open_end, last)
        if start > end:
            continue
        spans[entry.id] = (start, end)
        steps[start] += 1
        steps[end + timedelta(days=1)] -= 1
    running = most = 0
    since: date | None = None
    until: date | None = None
    for day in sorted(steps):
        if since is not None and until is None and running == most:
            until = day - timedelta(days=1)
        running += steps[day]
        if running > most:
            most, since, until = running, day, None
    ids = tuple(
        one for one, (start, end) in spans.items() if since is not None and start <= since <= end
    )
    return Projects(tuple(projects), most, since, until, ids, others)


def _reflections(entries: Sequence[Entry], plain: Callable[[str], str]) -> Reflections:
    """Count each text once, in its own language: a translation is not more writing."""
    lengths, han = [], []
    for entry in entries:
        language: Lang = entry.language
        counted = han_and_words(plain(entry.text(language)[0].body))
        lengths.append(sum(counted))
        han.append(counted[0])
    return Reflections(tuple(entries), tuple(lengths), tuple(han))
