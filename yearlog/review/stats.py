"""A YearReview as the JSON of ``yearlog stats``: a count is always the length of a list of ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Json
from yearlog.review.model import Counted, Flights, Total, Trip, YearReview
from yearlog.review.numbers import NUMBERS, Item, Number, Record, Spread, everything
from yearlog.review.numbers.compare import mean
from yearlog.review.numbers.records import records
from yearlog.review.numbers.spreads import SPREADS


def to_json(found: YearReview) -> dict[str, Json]:
    """Return the figures; lists hold objects with ``ids``, sums say whether they are complete."""
    record = _figures(found) | {"recorded": found.recorded}
    beside = found.beside
    if beside is None:
        return record | {"compare": None}
    more: dict[str, Json] = {"until": _day(beside.until), "recorded": beside.recorded}
    return record | {"compare": _figures(beside) | more}


def mean_json(reviews: Sequence[YearReview]) -> dict[str, Json]:
    """Return the mean of every number over years with entries, as what a year is set beside."""
    numbers: list[Json] = [
        {
            "name": one.name,
            "value": _rounded(one.value),
            "unit": one.unit,
            "complete": not one.at_least,
            "missing_ids": [],
            "stated": False,
            "items": [],
            "years": list(one.years),
        }
        for one in mean(reviews).values()
        if one.years
    ]
    days = [one.until for one in reviews if one.until]
    return {
        "year": None,
        "mean_of": [one.year for one in reviews],
        "until": days[-1].isoformat() if days else None,
        "recorded": True,
        "numbers": numbers,
    }


def years_json(reviews: Sequence[YearReview], today: date) -> dict[str, Json]:
    """Return the numbers of several years side by side, without the lists behind them."""
    found = [(one, everything(one)) for one in reviews]
    numbers: list[Json] = []
    for name in NUMBERS:
        shown = [(one.year, numbers_of[name]) for one, numbers_of in found if name in numbers_of]
        values: list[Json] = [
            {
                "year": year,
                "value": _rounded(number.value),
                "complete": not number.at_least,
                "stated": number.stated is not None,
            }
            for year, number in shown
        ]
        if shown:
            numbers.append({"name": name, "unit": shown[0][1].unit, "values": values})
    years: list[Json] = [
        {"year": one.year, "recorded": one.recorded, "over": today.year > one.year}
        for one in reviews
    ]
    return {"years": years, "numbers": numbers}


def _figures(found: YearReview) -> dict[str, Json]:
    return {
        "year": found.year,
        "flights": _flights(found.flights),
        "places": {
            "countries": _counted(found.places.countries),
            "cities": _counted(found.places.cities),
            "layovers": _counted(found.places.layovers),
            "first_time": {
                "countries": _counted(found.places.first_countries),
                "cities": _counted(found.places.first_cities),
                "airports": _counted(found.places.first_airports),
            },
        },
        "trips": [trip_json(one) for one in found.trips],
        "talks": {
            "count": len(found.talks.entries),
            "ids": _ids(found.talks.entries),
            "by_place": _counted(found.talks.by_place),
            "countries": _counted(found.talks.countries),
        },
        "projects": {
            "count": len(found.projects.entries),
            "ids": _ids(found.projects.entries),
            "max_concurrent": found.projects.max_concurrent,
            "max_from": _day(found.projects.most_from),
            "max_until": _day(found.projects.most_until),
            "concurrent_ids": list(found.projects.concurrent_ids),
        },
        "stays": {"count": len(found.stays), "ids": _ids(found.stays)},
        "reflections": {
            "count": len(found.reflections.entries),
            "ids": _ids(found.reflections.entries),
            "characters": found.reflections.characters,
        },
        "numbers": [_number(number) for number in everything(found).values()],
        # What is not known of a year without entries is no zero in every month either.
        "spreads": [_spread(spread(found)) for spread in SPREADS.values() if found.recorded],
        "records": [_record(record) for record in records(found).values()],
        "links": _links(found),
        "home": None
        if found.home is None
        else {
            "name_zh": found.home.place.name("zh"),
            "name_en": found.home.place.name("en"),
            "guessed": found.home.guessed,
        },
    }


def _links(found: YearReview) -> Json:
    """Return what was done where a flight landed; ``kind`` is that of the entry it leads to."""
    kinds = {entry.id: entry.kind for entry in found.entries}
    return [
        {"from": one.flight_id, "to": one.entry_id, "kind": kinds[one.entry_id]}
        for one in found.links
    ]


def _number(number: Number) -> Json:
    return {
        "name": number.name,
        "value": _rounded(number.value),
        "unit": number.unit,
        "complete": not number.at_least,
        "missing_ids": list(number.missing),
        "stated": number.stated is not None,
        "items": [_item(item) for item in number.items],
    }


def _item(item: Item) -> Json:
    return {
        "key": item.key,
        "name_zh": item.name.zh,
        "name_en": item.name.en,
        "share": _rounded(item.share),
        "ids": list(item.ids),
    }


def _spread(spread: Spread) -> Json:
    parts: list[Json] = [
        {
            "key": part.key,
            "name_zh": part.name.zh,
            "name_en": part.name.en,
            "value": _rounded(part.value),
            "ids": list(dict.fromkeys(one for item in part.items for one in item.ids)),
        }
        for part in spread.parts
    ]
    return {"name": spread.name, "unit": spread.of.unit, "parts": parts}


def _record(record: Record) -> Json:
    return {
        "name": record.name,
        "value": _rounded(record.value),
        "unit": record.unit,
        "key": record.item.key,
        "name_zh": record.item.name.zh,
        "name_en": record.item.name.en,
        "ids": list(record.item.ids),
    }


def _rounded(value: float) -> Json:
    """Return a whole number as one, else four decimals: metres of a distance, no noise of a sum."""
    return int(value) if value == int(value) else round(value, 4)


def _day(day: object) -> Json:
    return None if day is None else str(day)


def _ids(entries: Sequence[Entry]) -> list[Json]:
    return [entry.id for entry in entries]


def _flights(flights: Flights) -> Json:
    missing = dict.fromkeys((*flights.distance_km.missing, *flights.duration_minutes.missing))
    return {
        "count": flights.count,
        "ids": _ids(flights.entries),
        "distance_km": _plain(flights.distance_km),
        "duration_minutes": _plain(flights.duration_minutes),
        "complete": not missing,
        "missing_ids": list(missing),
        "airports": _counted(flights.airports),
        "airlines": _counted(flights.airlines),
        "longest": _longest(flights.longest),
        "by_month": [
            {"month": at + 1, "count": len(ids), "ids": list(ids)}
            for at, ids in enumerate(flights.by_month)
        ],
    }


def _plain(total: Total) -> Json:
    return round(total.value, 1) if isinstance(total.value, float) else total.value


def _longest(entry: Entry | None) -> Json:
    if entry is None:
        return None
    return {
        "id": entry.id,
        "origin": getattr(entry.details, "origin").code,  # noqa: B009  a flight, by construction
        "destination": getattr(entry.details, "destination").code,  # noqa: B009
        "distance_km": getattr(entry.details, "distance_km", None),
    }


def _counted(things: Iterable[Counted]) -> Json:
    return [
        {
            "key": one.key,
            "name_zh": one.label("zh"),
            "name_en": one.label("en"),
            "country_code": one.country_code,
            "count": one.count,
            "ids": list(one.ids),
            "first_time": one.first_time,
        }
        for one in things
    ]


def trip_json(one: Trip) -> dict[str, Json]:
    """Return one trip; ``named`` says whether its name is the author's or made of its cities."""
    return {
        "name_zh": one.name("zh"),
        "name_en": one.name("en"),
        "named": bool(one.title("en")),
        "starts_on": one.starts_on.isoformat(),
        "ends_on": (one.back_on or one.ends_on).isoformat(),
        "date_precision": max(one.precision, key=("day", "month", "year").index),
        "nights": one.nights,
        "away": one.away,
        "distance_km": round(one.distance_km, 1),
        "cities": _counted(one.cities),
        "layovers": _counted(one.layovers),
        "began_before": one.began_before,
        "goes_on": one.goes_on,
        "gaps": [{"landed": landed, "leaves": leaves} for landed, leaves in one.gaps],
        "ids": _ids(one.entries),
    }
