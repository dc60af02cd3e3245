"""What the commands about trips say, in English."""

MESSAGES = {
    "list_help": "List the trips of a year, or all: dates, nights, name or places, flights. "
    "A line that begins with ! is a gap in the chain.",
    "show_help": "Show the trip an entry is part of; name it, say where it begins, or whether "
    "a stop was a visit.",
    "name_zh": "What the trip is called in Chinese; empty takes the name away.",
    "name_en": "What the trip is called in English; empty takes the name away.",
    "begin": "here: a new trip begins with this entry; before: its trip goes on from the one "
    "before; auto: as the rules have it.",
    "stop": "Whether the stop after this flight was a visit or a layover; auto: as the rules "
    "have it.",
    "nights": "{n} night|{n} nights",
    "flights": "{n} flight|{n} flights",
    "layovers": "{places} (via {layovers})",
    "only_layovers": "(via {layovers})",
    "km": "{km} km",
    "least_km": "≥ {km} km",
    "gap": "! landed in {landed}, next leaves {leaves}",
    "visit": "{place}: visit",
    "layover": "{place}: layover",
    "home": "{place}: home",
    "hours": "{h} h|{h} h {m}",
    "long": "{d} days {h} h",
    "days": "about {n} day, times unknown|about {n} days, times unknown",
    "same_day": "the same day, times unknown",
    "said": "as you said",
    "comma": ", ",
    "none": "There are no trips yet. They are made of flights and stays.",
    "none_in": "There are no trips in {year}.",
    "saved": "Saved. yearlog undo takes it back.",
    "no_trip": "{id} is part of no trip: trips are made of flights that were flown, stays away "
    "from home, and talks held on the way.",
    "no_landing": "{id} is no flight. Give the flight that landed there; yearlog trip shows the "
    "flights of a trip.",
    "nothing_before": "This is the first trip; there is none before it to go on from.",
    "no_days": "{key} holds at all times; only home has --from.",
    "not_visited": "“{name}” is not on the list. yearlog config visited shows it.",
    "no_home_from": "No home begins on {day}. yearlog config home lists them.",
    "homes_replaced": "Before it was {homes}. yearlog undo brings that back.",
    "guessed": "Home is guessed: {place}. Say where it is with yearlog config home PLACE.",
    "since": "since {day}",
    "clash": "! leaves {leaves} before the landing in {landed}: check the times",
    "landed_at_home": "{id} landed at home: what follows is no stop of the trip.",
}
