"""Words of rendered Markdown: footnotes."""

MESSAGES = {
    "notes": "Footnotes",
    "back": "Back to reference {n}",
}
