"""What a search says."""

MESSAGES: dict[str, str] = {
    "help": "Find entries by any part of their words, in any script, whatever the case. Several "
    "words are one phrase. Filters may stand anywhere: kind:flight year:2025 tag:snow "
    'place:Geneva (place:"New York") before:2025-05 after:yesterday; before: and after: leave out '
    "the days they name. What stands between double quotes is never a filter.",
    "limit_option": "How many to show at most; 0 for all (default 50).",
    "found": "{n} found.",
    "more": "{n} found; these are the first {shown}. All of them: --limit 0",
    "none": "Nothing found for: {text}",
}
