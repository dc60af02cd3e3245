"""Numbers divided: by month, weekday, place, form, language, category."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache

from yearlog.i18n import Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.moment import CATEGORY, Moment
from yearlog.kinds.talk import FORM, MODE, Talk
from yearlog.review.model import YearReview
from yearlog.review.numbers import nights, outcomes, travel, work
from yearlog.review.numbers.model import Item, Number, Part, Spread

MONTHS = (
    Both("一月", "January"), Both("二月", "February"), Both("三月", "March"),
    Both("四月", "April"), Both("五月", "May"), Both("六月", "June"), Both("七月", "July"),
    Both("八月", "August"), Both("九月", "September"), Both("十月", "October"),
    Both("十一月", "November"), Both("十二月", "December"),
)  # fmt: skip
WEEKDAYS = (
    Both("周一", "Monday"), Both("周二", "Tuesday"), Both("周三", "Wednesday"),
    Both("周四", "Thursday"), Both("周五", "Friday"), Both("周六", "Saturday"),
    Both("周日", "Sunday"),
)  # fmt: skip
UNKNOWN = Both("不详", "not known")
_LATE, _ON_TIME = Both("晚点", "late"), Both("准点", "on time")
Key = tuple[str, Both]


def by_month(review: YearReview, number: Number) -> Spread:
    """Divide by month; what is known by its year alone is in none.

    What began in another year, such as a project, is in none either.
    """
    entries = _entries(review)

    def month(item: Item) -> Key | None:
        entry = entries[item.ids[0]]
        on = entry.starts_on
        if entry.date_precision == "year" or on.year != review.year:
            return None
        return str(on.month), MONTHS[on.month - 1]

    fixed = [(str(at), name) for at, name in enumerate(MONTHS, 1)]
    return _spread(f"{number.name}.by_month", number, month, fixed)


def by_weekday(review: YearReview, number: Number) -> Spread:
    """Divide by weekday, Monday first; what is not known to the day is on none."""
    entries = _entries(review)

    def weekday(item: Item) -> Key | None:
        entry = entries[item.ids[0]]
        at = entry.starts_on.isoweekday()
        return (str(at), WEEKDAYS[at - 1]) if entry.date_precision == "day" else None

    fixed = [(str(at), name) for at, name in enumerate(WEEKDAYS, 1)]
    return _spread(f"{number.name}.by_weekday", number, weekday, fixed)


def talks_by_place(review: YearReview) -> Spread:
    """Divide the talks by city or other place; those without one are in none."""
    at = {
        entry_id: (place.key, Both(place.label("zh"), place.label("en")))
        for place in review.talks.by_place
        for entry_id in place.ids
    }
    return _spread("talks.by_place", work.talks(review), lambda item: at.get(item.key))


def talks_by_form(review: YearReview) -> Spread:
    """Divide the talks by form: talk, poster, lecture, panel, podcast."""
    return _by_choice(review, "talks.by_form", work.talks(review), Talk, "form", FORM)


def talks_by_mode(review: YearReview) -> Spread:
    """Divide the talks into those in person and those online."""
    return _by_choice(review, "talks.by_mode", work.talks(review), Talk, "mode", MODE)


def talks_by_language(review: YearReview) -> Spread:
    """Divide the talks by the language they were given in, where that was said."""
    entries = _entries(review)

    def language(item: Item) -> Key | None:
        said = getattr(entries[item.key].details, "spoken_language", "").strip()
        return (said.casefold(), _language(said)) if said else None

    return _spread("talks.by_language", work.talks(review), language)


@cache
def _language(said: str) -> Both:
    """Return the name of a language given by its code, else what was written."""
    from babel import Locale

    code = said.casefold().replace("_", "-").partition("-")[0]
    return Both(*(Locale(lang).languages.get(code, said) for lang in ("zh", "en")))


def nights_by_country(review: YearReview) -> Spread:
    """Divide the nights away by country and region; those in the air are in none."""
    at = nights.country_of(review)
    return _spread("nights_away.by_country", nights.nights_away(review), lambda i: at[i.key])


def days_by_country(review: YearReview) -> Spread:
    """Divide the days by country and region; a day in two of them is a day in each."""
    days = nights.country_days(review)
    return _spread("days.by_country", days, lambda item: (item.key.split(":")[1], item.name))


def flights_by_punctuality(review: YearReview) -> Spread:
    """Divide the flights into those late and on time, as far as both times are known."""
    entries = _entries(review)

    def landed(item: Item) -> Key | None:
        minutes = travel.minutes_late(entries[item.key])
        if minutes is None:
            return None
        return ("late", _LATE) if minutes >= travel.LATE else ("on_time", _ON_TIME)

    return _spread("flights.by_punctuality", travel.flights(review), landed)


def submissions_by_outcome(review: YearReview) -> Spread:
    """Divide the submissions by how they ended: accepted, rejected, pending."""
    ended = {one.key: one.ended for one in outcomes.outcomes(review)}
    return _spread(
        "submissions.by_outcome",
        work.submissions(review),
        lambda item: (ended[item.key], outcomes.ENDED[ended[item.key]]),
    )


def moments_by_category(review: YearReview) -> Spread:
    """Divide the moments by category."""
    found = work.moments(review)
    return _by_choice(review, "moments.by_category", found, Moment, "category", CATEGORY)


def _by_choice(
    review: YearReview,
    name: str,
    number: Number,
    kind: type,
    field: str,
    choices: Mapping[str, Both],
) -> Spread:
    entries = _entries(review)

    def choice(item: Item) -> Key | None:
        details = entries[item.key].details
        assert isinstance(details, kind)
        code = getattr(details, field)
        return (code, choices[code]) if code else None

    return _spread(name, number, choice)


def _spread(
    name: str, number: Number, key_of: Callable[[Item], Key | None], fixed: Iterable[Key] = ()
) -> Spread:
    """Divide a number; ``fixed`` parts are there even if empty, others the largest first.

    What has no key is in a part of its own, the last.
    """
    found: dict[str, Part] = {key: Part(key, label, ()) for key, label in fixed}
    for item in number.items:
        key, label = key_of(item) or ("", UNKNOWN)
        old = found.get(key, Part(key, label, ()))
        found[key] = old._replace(items=(*old.items, item))
    rest = found.pop("", None)
    parts = list(found.values())
    if not fixed:
        parts.sort(key=lambda part: (-part.value, part.key))
    return Spread(name, number, (*parts, rest) if rest else tuple(parts))


def _entries(review: YearReview) -> Mapping[str, Entry]:
    return {entry.id: entry for entry in review.entries}


SPREADS: Mapping[str, Callable[[YearReview], Spread]] = {
    "flights.by_month": lambda review: by_month(review, travel.flights(review)),
    "flights.by_weekday": lambda review: by_weekday(review, travel.flights(review)),
    "flights.by_punctuality": flights_by_punctuality,
    "distance.by_month": lambda review: by_month(review, travel.distance(review)),
    "nights_away.by_country": nights_by_country,
    "days.by_country": days_by_country,
    "talks.by_month": lambda review: by_month(review, work.talks(review)),
    "talks.by_place": talks_by_place,
    "talks.by_form": talks_by_form,
    "talks.by_mode": talks_by_mode,
    "talks.by_language": talks_by_language,
    "submissions.by_outcome": submissions_by_outcome,
    "moments.by_month": lambda review: by_month(review, work.moments(review)),
    "moments.by_category": moments_by_category,
    "reflections.by_month": lambda review: by_month(review, work.reflections(review)),
    "characters.by_month": lambda review: by_month(review, work.characters(review)),
}


def longest_pause(entries: Iterable[Entry]) -> tuple[int, Entry, Entry] | None:
    """Return the most days between two neighbours of which the days are known, and the two.

    Of equal pauses the first; None with fewer than two.
    """
    known = sorted(
        (entry for entry in entries if entry.date_precision == "day"),
        key=lambda entry: (entry.starts_on, entry.id),
    )
    found: tuple[int, Entry, Entry] | None = None
    last: tuple[date, Entry] | None = None
    for entry in known:
        if last is not None:
            days = (entry.starts_on - last[0]).days
            if found is None or days > found[0]:
                found = (days, last[1], entry)
        if last is None or entry.last_day > last[0]:
            last = (entry.last_day, entry)
    return found
