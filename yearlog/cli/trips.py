"""``trips`` and ``trip``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click

from yearlog.actions import trips as actions
from yearlog.cli.common import YEAR, both, state
from yearlog.cli.program import Localised
from yearlog.cli.session import State, describe, help_lang, print_json, put
from yearlog.i18n import Both, Lang, t
from yearlog.kinds.entry import precise
from yearlog.kinds.flight import Flight
from yearlog.review.gaps import Gap
from yearlog.review.legs import OnGround
from yearlog.review.model import listed
from yearlog.review.trips import Journey
from yearlog.text.controls import one_line
from yearlog.text.width import display_width, pad

_YEAR = f"[{both(Both('年份', 'YEAR'))}]"


def _text(key: str) -> str:
    return t(help_lang(), f"trips.{key}")


@click.command("trips", cls=Localised, help=_text("list_help"))
@click.argument("year", type=YEAR, required=False, metavar=_YEAR)
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def trips(context: click.Context, year: int | None, as_json: bool) -> None:
    """List the trips in order, with the gaps in their chain."""
    current = state(context)
    found = actions.listed(current.open(create=False), year)
    if as_json:
        print_json([actions.summary_json(one) for one in found])
        return
    for line in _table(found, current.lang):
        put(one_line(line))
    if not found:
        current.say("trips.none" if year is None else "trips.none_in", year=year)
    home = actions.home_guessed(current.open()) if found else None
    if home is not None:
        current.say("trips.guessed", place=home.place.name(current.lang))


@click.command("trip", cls=Localised, help=_text("show_help"))
@click.argument("wanted", metavar="ID")
@click.option("--name-zh", metavar="TEXT", help=_text("name_zh"))
@click.option("--name-en", metavar="TEXT", help=_text("name_en"))
@click.option(
    "--begin", type=click.Choice(["here", "before", "auto"]), metavar="here|before|auto",
    help=_text("begin"),
)  # fmt: skip
@click.option(
    "--stop", type=click.Choice(["visit", "layover", "auto"]), metavar="visit|layover|auto",
    help=_text("stop"),
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help=t(help_lang(), "cli.json_option"))
@click.pass_context
def trip(context: click.Context, /, wanted: str, as_json: bool, **given: Any) -> None:
    """Show a trip, or keep what is said of it."""
    current = state(context)
    space = current.open(create=False)
    asked = {name: value for name, value in given.items() if value is not None}
    if asked:
        with current.noticing() as changed:
            found = actions.change(space, wanted, **asked)
        said = "trips.saved" if changed() else "unchanged"
    else:
        found, said = actions.of_entry(space, wanted), ""
    if as_json:
        print_json(actions.detailed_json(space, found))
        return
    for line in _whole(found, actions.pauses(space, found), current):
        put(one_line(line))
    if said:
        current.say(said)


def _table(found: Sequence[Journey], lang: Lang) -> Iterator[str]:
    """Yield a line for each trip and one for each of its gaps."""
    rows = [_head(journey, lang) for journey in found]
    wide = [max((display_width(row[at]) for row in rows), default=0) for at in (1, 2)]
    for journey, (short, dates, nights, rest) in zip(found, rows, strict=True):
        yield "  ".join([short, pad(dates, wide[0]), pad(nights, wide[1], right=True), rest])
        yield from (f"        {_gap(gap, lang)}" for gap in journey.gaps)
        yield from (f"        {_clash(gap, lang)}" for gap in journey.clashes)


def _head(journey: Journey, lang: Lang) -> tuple[str, str, str, str]:
    """Return what stands in the line of a trip: id, dates, nights, and the rest."""
    found = actions.figures(journey)
    first = precise(found.starts_on, found.precision[0])
    last = precise(found.back_on or found.ends_on, found.precision[1])
    dates = first if first == last else f"{first}..{last}"
    if found.away:
        dates = t(lang, "trips.since", day=first)
    places = found.title(lang) or listed(found.cities, lang)
    if found.layovers:
        values = {"places": places, "layovers": listed(found.layovers, lang)}
        places = t(lang, f"trips.{'layovers' if places else 'only_layovers'}", **values)
    rest = [places]
    flights = sum(isinstance(one.details, Flight) for one in journey.entries)
    if flights:
        km = "km" if actions.is_complete(journey) else "least_km"
        rest.append(t(lang, "trips.flights", n=flights))
        rest.append(t(lang, f"trips.{km}", km=f"{found.distance_km:,.0f}"))
    nights = "" if found.nights is None else t(lang, "trips.nights", n=found.nights)
    return journey.entries[0].id[-6:], dates, nights, "  ".join(filter(None, rest))


def _gap(gap: Gap, lang: Lang) -> str:
    landed, leaves = gap.codes
    return t(lang, "trips.gap", landed=landed, leaves=leaves)


def _clash(gap: Gap, lang: Lang) -> str:
    landed, leaves = gap.codes
    return t(lang, "trips.clash", landed=landed, leaves=leaves)


def _whole(journey: Journey, pauses: Mapping[str, actions.Pause], current: State) -> Iterator[str]:
    """Yield a trip with its entries, and what followed each landing."""
    lang = current.lang
    yield "  ".join(filter(None, _head(journey, lang)))
    gaps = {gap.landed.id: gap for gap in journey.gaps}
    clashes = {gap.landed.id: gap for gap in journey.clashes}
    for entry in journey.entries:
        yield f"  {describe(entry, current)}"
        if entry.id in pauses:
            yield f"          {_pause(pauses[entry.id], lang)}"
        if entry.id in gaps:
            yield f"        {_gap(gaps[entry.id], lang)}"
        if entry.id in clashes:
            yield f"        {_clash(clashes[entry.id], lang)}"


def _pause(pause: actions.Pause, lang: Lang) -> str:
    """Return what followed a landing: where, visit or layover, how long, and who says so."""
    parts = [t(lang, f"trips.{pause.kind}", place=pause.stop.name.get(lang))]
    if pause.ground is not None and pause.kind != "home":
        parts.append(_time(pause.ground, lang))
    if pause.said:
        parts.append(t(lang, "trips.said"))
    return t(lang, "trips.comma").join(parts)


def _time(ground: OnGround, lang: Lang) -> str:
    """Return a time on the ground: in hours for three days, as long as minutes may matter."""
    h, m = divmod(round(ground.time.total_seconds() / 60), 60)
    if not ground.exact:
        return t(lang, "trips.days" if h else "trips.same_day", n=h // 24)
    if h >= 72:
        return t(lang, "trips.long", d=h // 24, h=h % 24)
    return t(lang, "trips.hours", n=2 if m else 1, h=h, m=f"{m:02d}")
