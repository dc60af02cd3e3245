"""Words of rendered Markdown: footnotes."""

MESSAGES = {
    "notes": "注释",
    "back": "返回引用 {n}",
}
