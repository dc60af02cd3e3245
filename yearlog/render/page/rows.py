"""The rows of the page's lists in one language: words and numbers ready to be read, no markup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from yearlog.i18n import Lang, other, t
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import STATUS as FLIGHT_STATUS
from yearlog.kinds.flight import Flight
from yearlog.kinds.moment import CATEGORY, Moment
from yearlog.kinds.project import FORM as PROJECT_FORM
from yearlog.kinds.project import STATUS as PROJECT_STATUS
from yearlog.kinds.project import Project
from yearlog.kinds.stay import PURPOSE, Stay
from yearlog.kinds.talk import FORM as TALK_FORM
from yearlog.kinds.talk import MODE, Talk
from yearlog.kinds.types import MILESTONES
from yearlog.render import format as fmt
from yearlog.render.page.model import (
    City,
    CountryRow,
    FlightRow,
    MomentRow,
    OtherRow,
    ProjectRow,
    Said,
    StayRow,
    StepRow,
    TalkRow,
    TripRow,
)
from yearlog.review.airports import by_flight, counted_as
from yearlog.review.model import Trip, YearReview


def headline(entry: Entry, lang: Lang) -> Said:
    """Return an entry's title, in the other language if that is all there is."""
    titles = entry.titles
    own = lang if titles.get(lang) or not titles.get(other(lang)) else other(lang)
    if not any(titles) and not entry.details.headline(lang) and not entry.place:
        own = entry.text(lang)[1]
    return Said(entry.headline(lang), own)


def first_airports(review: YearReview) -> Mapping[str, str]:
    """Return, by flight id, the key of the airport that flight was the first to reach or leave."""
    new = {one.key: one for one in review.places.first_airports}
    at = by_flight(review.flights.airports)
    found: dict[str, str] = {}
    for entry in review.flights.entries:
        origin, destination = counted_as(entry, at)
        for one in (destination, origin):
            if one.key in new and entry.id not in found:
                del new[one.key]
                found[entry.id] = one.key
    return found


def flights(review: YearReview, lang: Lang) -> tuple[FlightRow, ...]:
    """Return the flights flown, in the order they left."""
    first = first_airports(review)
    return tuple(
        _flight(entry, lang, first=entry.id in first, review=review)
        for entry in review.flights.entries
    )


def not_flown(review: YearReview, lang: Lang) -> tuple[tuple[FlightRow, str], ...]:
    """Return the flights of the year that did not take place, with what became of them."""
    flown = {entry.id for entry in review.flights.entries}
    return tuple(
        (
            _flight(entry, lang, first=False, review=review),
            FLIGHT_STATUS[entry.details.status].get(lang),
        )
        for entry in review.entries
        if isinstance(entry.details, Flight) and entry.id not in flown
    )


def _flight(entry: Entry, lang: Lang, *, first: bool, review: YearReview) -> FlightRow:
    details = entry.details
    assert isinstance(details, Flight)
    minutes = details.duration_minutes
    return FlightRow(
        entry=entry,
        date=fmt.span(
            entry.starts_on, None, lang, in_year=review.year, precision=entry.date_precision
        ),
        origin=details.origin.city(lang),
        origin_code=details.origin.code,
        destination=details.destination.city(lang),
        destination_code=details.destination.code,
        number=details.flight_number,
        km="" if details.distance_km is None else fmt.number(details.distance_km, lang),
        time="" if minutes is None else fmt.clock(minutes),
        minutes="" if minutes is None else fmt.duration(minutes, lang),
        first=first,
    )


def trips(review: YearReview, lang: Lang) -> tuple[TripRow, ...]:
    """Return the trips in the order they began; a trip's places are marked where they are new."""
    first = _first_keys(review)
    flown = {entry.id: at for at, entry in enumerate(review.flights.entries)}
    return tuple(
        TripRow(
            dates=fmt.span(one.starts_on, one.back_on or one.ends_on, lang, in_year=review.year),
            starts_on=one.starts_on,
            places=tuple(
                City(city.label(lang), city.count, city.key in first) for city in one.cities
            ),
            route=route(_in_order(one.entries, flown)),
            flights=sum(entry.id in flown for entry in one.entries),
            km=fmt.number(one.distance_km, lang) if one.distance_km else "",
            title=_trip_title(one, lang),
            rest=_rest_of(one, review.year, lang),
        )
        for one in review.trips
    )


def _trip_title(trip: Trip, lang: Lang) -> Said | None:
    words = trip.title(lang)
    return Said(words, lang if trip.named.get(lang) else other(lang)) if words else None


def _rest_of(trip: Trip, year: int, lang: Lang) -> str:
    """Return that a trip is part of one over New Year, or nothing."""
    return ("，" if lang == "zh" else ", ").join(
        t(lang, f"page.trip_{way}", year=year + step)
        for way, step, so in (("before", -1, trip.began_before), ("after", 1, trip.goes_on))
        if so
    )


def _in_order(entries: Iterable[Entry], flown: Mapping[str, int]) -> list[Flight]:
    """Return the flights flown, in the order they left: a page's own entries hold no times."""
    found = sorted((one for one in entries if one.id in flown), key=lambda one: flown[one.id])
    return [one.details for one in found if isinstance(one.details, Flight)]


def route(flights: Iterable[Flight]) -> str:
    """Return ``YUL–ZRH–OSL`` for a chain of flights, ``YUL–GVA / ZRH–YUL`` where it has a gap."""
    chains: list[list[str]] = []
    for flight in flights:
        if not chains or chains[-1][-1] != flight.origin.code:
            chains.append([flight.origin.code])
        chains[-1].append(flight.destination.code)
    return " / ".join("–".join(chain) for chain in chains)


def _first_keys(review: YearReview) -> frozenset[str]:
    return frozenset(one.key for one in review.places.first_cities)


def talks(review: YearReview, lang: Lang) -> tuple[TalkRow, ...]:
    """Return the talks by date."""
    rows = []
    for entry in review.talks.entries:
        details = entry.details
        assert isinstance(details, Talk)
        place = entry.place.name(lang) if entry.place else ""
        if details.mode == "online":
            place = MODE["online"].get(lang)
        audience = t(lang, "page.audience", n=details.audience) if details.audience else ""
        form = TALK_FORM[details.form].get(lang) if details.form != "talk" else ""
        facts = (details.event, details.host, form, audience)
        links = (("slides", details.slides_url), ("video", details.video_url))
        rows.append(
            TalkRow(
                entry=entry,
                date=_when(entry, review.year, lang),
                title=headline(entry, lang),
                place=place,
                facts=tuple(filter(None, dict.fromkeys(facts))),
                links=tuple((t(lang, f"page.{word}"), url) for word, url in links if url),
            )
        )
    return tuple(rows)


def _when(entry: Entry, year: int, lang: Lang) -> str:
    return fmt.span(
        entry.starts_on, entry.ends_on, lang, in_year=year, precision=entry.date_precision
    )


def projects(review: YearReview, lang: Lang) -> tuple[ProjectRow, ...]:
    """Return the projects by the day they began."""
    rows = []
    for entry in review.projects.entries:
        details = entry.details
        assert isinstance(details, Project)
        ongoing = details.status == "active" and entry.ends_on is None
        status = PROJECT_STATUS[details.status].get(lang)
        dates = _when(entry, review.year, lang)
        facts = (PROJECT_FORM[details.form].get(lang), details.role, status)
        rows.append(
            ProjectRow(
                entry=entry,
                dates=t(lang, "page.since", day=dates) if ongoing else dates,
                title=headline(entry, lang),
                facts=tuple(filter(None, facts)),
                url=details.url,
                steps=_steps(details, review.year, lang),
                end=None if ongoing else entry.last_day,
            )
        )
    return tuple(rows)


def _steps(details: Project, year: int, lang: Lang) -> tuple[StepRow, ...]:
    """Return the milestones up to the end of the year: a review tells nothing of the next one."""
    rows = []
    so_far = (step for step in details.milestones if step.on.year <= year)
    for step in sorted(so_far, key=lambda one: one.on):
        own = lang if step.title.get(lang) or not step.title.get(other(lang)) else other(lang)
        word, title = MILESTONES[step.kind].get(lang), step.title.get(own)
        rows.append(
            StepRow(
                on=step.on,
                date=fmt.span(step.on, None, lang, in_year=year),
                kind=step.kind,
                word=word,
                title=Said("" if title.casefold() == word.casefold() else title, own),
                venue=step.venue,
            )
        )
    return tuple(rows)


def stays(review: YearReview, lang: Lang) -> tuple[StayRow, ...]:
    """Return the stays by date; the first at a new place is marked."""
    new = {one.key: one.label("en") for one in review.places.first_cities}
    rows = []
    for entry in review.stays:
        details = entry.details
        assert isinstance(details, Stay)
        key = next((one.key for one in review.places.cities if entry.id in one.ids), "")
        rows.append(
            StayRow(
                entry=entry,
                dates=_when(entry, review.year, lang),
                place=entry.place.name(lang) if entry.place else "",
                title=headline(entry, lang) if any(entry.titles) else None,
                purpose=PURPOSE[details.purpose].get(lang),
                nights=(entry.last_day - entry.starts_on).days,
                first=bool(new.pop(key, "")),
            )
        )
    return tuple(rows)


def moments(review: YearReview, lang: Lang) -> tuple[MomentRow, ...]:
    """Return the moments by date."""
    return tuple(
        MomentRow(
            entry=entry,
            date=_when(entry, review.year, lang),
            title=headline(entry, lang),
            category=CATEGORY[entry.details.category].get(lang),
            place=entry.place.name(lang) if entry.place else "",
        )
        for entry in review.entries
        if isinstance(entry.details, Moment)
    )


def countries(review: YearReview, lang: Lang) -> tuple[CountryRow, ...]:
    """Return the countries and regions with their cities, the most often visited first."""
    by_code: dict[str, list[City]] = {}
    for one in review.places.cities:
        by_code.setdefault(one.country_code, []).append(
            City(one.label(lang), one.count, one.first_time)
        )
    rows = [
        CountryRow(one.label(lang), one.first_time, tuple(by_code.pop(one.key, ())))
        for one in review.places.countries
    ]
    rest = tuple(city for cities in by_code.values() for city in cities)
    return (*rows, CountryRow("", first=False, cities=rest)) if rest else tuple(rows)


def first_times(review: YearReview, lang: Lang) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (countries, cities or airports in words, their names) for what was reached first."""
    places = review.places
    airports = [f"{one.label(lang)} {one.key}" for one in places.first_airports]
    groups = (
        ("countries", [one.label(lang) for one in places.first_countries]),
        ("cities", [one.label(lang) for one in places.first_cities]),
        ("airports", airports),
    )
    return tuple((t(lang, f"page.{word}"), tuple(names)) for word, names in groups if names)


def others(review: YearReview, lang: Lang) -> tuple[tuple[str, tuple[OtherRow, ...]], ...]:
    """Return (heading, rows) for reflections that are no chapter and kinds without a list."""
    listed = {entry.id for entry in review.chapters}
    known = {"flight", "talk", "project", "stay", "moment"}
    groups: dict[str, list[OtherRow]] = {}
    for entry in review.entries:
        if entry.kind in known or entry.id in listed:
            continue
        label = entry.meta.plural.get(lang)
        if entry.kind == "reflection":
            label = t(lang, "page.also_written")
        groups.setdefault(label, []).append(
            OtherRow(entry, _when(entry, review.year, lang), headline(entry, lang))
        )
    return tuple((label, tuple(rows)) for label, rows in groups.items())


def marks(review: YearReview) -> Mapping[date, tuple[str, ...]]:
    """Return the kinds of entry on each day of the year, for the calendar strip.

    A project marks the days of its milestones, a stay each of its days, a flight the day it left;
    entries whose day is not known mark none.
    """
    found: dict[date, list[str]] = {}
    flown = {entry.id for entry in review.flights.entries}
    for entry in review.entries:
        if entry.date_precision != "day" or (entry.kind == "flight" and entry.id not in flown):
            continue
        for on in _days(entry, review.year):
            kinds = found.setdefault(on, [])
            if entry.kind not in kinds:
                kinds.append(entry.kind)
    return {on: tuple(found[on]) for on in sorted(found)}


def _days(entry: Entry, year: int) -> list[date]:
    if isinstance(entry.details, Project):
        days = [step.on for step in entry.details.milestones] or [entry.starts_on]
    elif entry.kind == "flight":
        days = [entry.starts_on]
    else:
        length = min((entry.last_day - entry.starts_on).days, 400)
        days = [entry.starts_on + timedelta(days=k) for k in range(length + 1)]
    return [on for on in days if on.year == year]


def per_month(review: YearReview, kinds: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return, for January to December, the days marked with each of ``kinds``."""
    marked = marks(review)
    return tuple(
        tuple(sum(on.month == at and kind in marked[on] for on in marked) for kind in kinds)
        for at in range(1, 13)
    )
