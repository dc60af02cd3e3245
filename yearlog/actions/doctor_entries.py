"""What in the entries themselves a person should look at: airports, durations, languages."""

from __future__ import annotations

import re

from yearlog.journal.check import Examined
from yearlog.kinds.entry import Entry
from yearlog.kinds.field import Doubt
from yearlog.kinds.flight import Flight
from yearlog.places.gazetteer import Gazetteer
from yearlog.review.gaps import clashes, gaps
from yearlog.review.order import flown
from yearlog.text.cjk import HAN

ENOUGH_LETTERS = 40
"""A shorter text may well be a name or a title that is the same in both languages."""

_NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|https?://\S+|!?\[[^\]]*\]\([^)]*\)", re.DOTALL)


def check_entries(done: Examined, gazetteer: Gazetteer) -> None:
    """Check the entries that could be read."""
    flights = [one for one in done.entries if isinstance(one.details, Flight)]
    unknown = _unknown_airports(flights, gazetteer)
    done.add("airports", "attention" if unknown else "ok", details=unknown)
    doubts = [(one, doubt) for one in flights for doubt in one.details.doubts()]
    odd = [_doubted(one, doubt) for one, doubt in doubts if doubt.about != "clock"]
    done.add("durations", "attention" if odd else "ok", details=odd)
    read = [_doubted(one, doubt) for one, doubt in doubts if doubt.about == "clock"]
    done.add("clocks", "note" if read else "ok", details=read)
    kept = [one for one in done.entries if not one.deleted_at]
    chain = flown(kept)
    early = [f"{_name(gap.landed)} … {_name(gap.leaves)}" for gap in clashes(chain)]
    done.add("connections", "attention" if early else "ok", details=early)
    broken = [f"{_name(gap.landed)} … {_name(gap.leaves)}" for gap in gaps(kept, chain)]
    done.add("chain", "note" if broken else "ok", details=broken)
    strangers = [line for one in done.entries for line in _in_the_wrong_language(one)]
    done.add("languages", "note" if strangers else "ok", details=strangers)


def _name(entry: Entry) -> str:
    return f"{entry.id[-6:]} {entry.starts_on}"


def _doubted(entry: Entry, doubt: Doubt) -> str:
    """Return which field to look at, and figures; ``show`` has the whole sentence.

    The report may be sent to others: it holds neither the airport nor the time.
    """
    return f"{_name(entry)} {doubt.field} {doubt.brief}".rstrip()


def _unknown_airports(flights: list[Entry], gazetteer: Gazetteer) -> list[str]:
    """Return the flights by an airport that neither the gazetteer nor the user knows."""
    known: dict[str, bool] = {}
    found = []
    for entry in flights:
        assert isinstance(entry.details, Flight)
        for airport in (entry.details.origin, entry.details.destination):
            code = airport.code
            if airport.source == "user" or not code:
                continue
            if code not in known:
                known[code] = gazetteer.airport_by_code(code) is not None
            if not known[code]:
                found.append(f"{_name(entry)} {code}")
    return found


def _in_the_wrong_language(entry: Entry) -> list[str]:
    """Return the texts of an entry that are long enough to tell, and are not in their language."""
    found = []
    for lang, text in entry.texts.items():
        prose = _NOT_PROSE.sub("", text.body)
        han = len(HAN.findall(prose))
        letters = sum(char.isalpha() for char in prose)
        if letters >= ENOUGH_LETTERS and (han == 0 if lang == "zh" else han > letters / 2):
            found.append(f"{_name(entry)} [{lang}]")
    return found
