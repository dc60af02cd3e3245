"""What cannot be, or is left out, in a year's rows: flights, talks, trips, photos, chapters."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from yearlog.geodesy.walltime import UnknownZoneError, to_utc
from yearlog.i18n import LANGS, Both
from yearlog.kinds.entry import Entry
from yearlog.kinds.flight import Flight
from yearlog.kinds.talk import Talk
from yearlog.review.findings.model import Finding, found, words
from yearlog.review.gaps import gaps
from yearlog.review.model import Trip
from yearlog.review.order import flown


def chain(entries: Sequence[Entry], year: int) -> Iterator[Finding]:
    """Yield the gaps in the chain of flights that touch a year, with the flight that leaves."""
    for gap in gaps(entries):
        if year in (gap.landed.starts_on.year, gap.leaves.starts_on.year):
            landed, leaves = gap.codes
            yield found("gap", gap.leaves.id, landed=landed, leaves=leaves,
                        day=gap.landed.starts_on, before=gap.landed.id[-6:])  # fmt: skip


def doubts(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Yield speeds, durations and delays that cannot be; a changed clock is only a hint."""
    for entry in entries:
        if not isinstance(entry.details, Flight):
            continue
        for doubt in entry.details.doubts():
            one = found(f"doubt-{doubt.about}", entry.id, hint=doubt.about == "clock")
            why = Both(*(doubt.said.get(lang).rstrip("。.") for lang in LANGS))
            yield replace(one, why=words("doubt_fix", why=why, short=entry.id[-6:]))


def overlaps(entries: Sequence[Entry], year: int) -> Iterator[Finding]:
    """Yield the flights that leave before the one that left before them has landed."""
    times = [(entry, span) for entry in flown(entries) if (span := _span(entry)) is not None]
    times.sort(key=lambda one: one[1][0])
    latest: tuple[Entry, tuple[datetime, datetime]] | None = None
    for entry, span in times:
        if latest is not None and span[0] < latest[1][1] and entry.starts_on.year == year:
            yield found("overlap", entry.id, other=_route(latest[0]), before=latest[0].id[-6:],
                        day=latest[0].starts_on)  # fmt: skip
        if latest is None or span[1] > latest[1][1]:
            latest = (entry, span)


def _route(entry: Entry) -> str:
    assert isinstance(entry.details, Flight)
    return f"{entry.details.origin.code}–{entry.details.destination.code}"


def _span(entry: Entry) -> tuple[datetime, datetime] | None:
    """Return when a flight left and landed, in UTC, None where that is not known."""
    assert isinstance(entry.details, Flight)
    flight = entry.details
    for which in ("actual", "scheduled"):
        left, landed = (getattr(flight, f"{which}_{end}") for end in ("departure", "arrival"))
        if "T" not in left or "T" not in landed:
            continue
        try:
            return (
                to_utc(datetime.fromisoformat(left), flight.origin.tz),
                to_utc(datetime.fromisoformat(landed), flight.destination.tz),
            )
        except (UnknownZoneError, ValueError, OverflowError):
            return None
    return None


def status(entries: Iterable[Entry], today: date) -> Iterator[Finding]:
    """Yield flights flown in the future, and planned ones that are past."""
    for entry in entries:
        if not isinstance(entry.details, Flight) or entry.date_precision != "day":
            continue
        state = entry.details.status
        if state in ("flown", "diverted") and entry.starts_on > today:
            yield found("flown-ahead", entry.id, day=entry.starts_on)
        elif state == "planned" and entry.starts_on < today:
            yield found("planned-past", entry.id, day=entry.starts_on)


def talks(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Yield the talks held in person that do not say where."""
    for entry in entries:
        talk = entry.details
        if isinstance(talk, Talk) and talk.mode == "in_person" and entry.place is None:
            yield found("talk-place", entry.id)


def trips(found_trips: Iterable[Trip], year: int) -> Iterator[Finding]:
    """Yield, as one hint, the trips of more than one flight that have no name of their own."""
    nameless = [
        one for one in found_trips
        if sum(entry.kind == "flight" for entry in one.entries) > 1 and not one.title("zh")
    ]  # fmt: skip
    if not nameless:
        return
    named = [(f"{one.entries[0].id[-6:]} {one.starts_on:%m-%d}", one) for one in nameless]
    listed = Both(
        "；".join(f"{which} {one.name('zh')}".strip() for which, one in named),
        "; ".join(f"{which} {one.name('en')}".strip() for which, one in named),
    )
    yield found("trip-name", "", hint=True, ids=tuple(one.entries[0].id for one in nameless),
                n=len(nameless), listed=listed, year=year,
                short=nameless[0].entries[0].id[-6:])  # fmt: skip


def photos(entry: Entry, placed: Callable[[str], Collection[str]]) -> Iterator[Finding]:
    """Yield the photos that nothing describes in a language the entry has.

    ``placed`` gives, for a body, the names of the images to which the body itself gives a text.
    The photos of a private entry are only hints.
    """
    for lang, text in sorted(entry.texts.items(), reverse=True):
        if not (text.body.strip() or text.title):
            continue
        described = placed(text.body)
        for photo in entry.photos:
            if not photo.alt.get(lang) and photo.filename not in described:
                yield found("photo-alt", entry.id, lang=lang, hint=entry.visibility != "public",
                            file=photo.filename)  # fmt: skip


def chapters(year: int, planned: Iterable[str], there: Mapping[str, Entry]) -> Iterator[Finding]:
    """Yield the chapters of the plan that are no entry any more."""
    for one in planned:
        if one not in there:
            yield found("chapter-gone", "", id=one[-6:], year=year)


def hidden_chapters(planned: Iterable[Entry], own: Iterable[Entry]) -> Iterator[Finding]:
    """Yield, as hints, the planned chapters that a public page leaves out, if there is to be one.

    There is if any entry of the year is public.
    """
    if any(entry.visibility == "public" for entry in own):
        for one in planned:
            if one.visibility != "public":
                yield found("chapter-private", one.id, hint=True)
