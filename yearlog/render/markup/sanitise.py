"""The last gate before a page: only the elements and attributes that the renderer itself makes."""

from __future__ import annotations

import re
from functools import cache

import nh3

from yearlog.render.markup.address import image_allowed, link_allowed

_TAGS = {
    "a", "blockquote", "br", "code", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5",
    "h6", "hr", "img", "input", "li", "ol", "p", "pre", "s", "span", "strong", "sup", "table",
    "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
EXTERNAL_REL = "noopener noreferrer nofollow"

_CLASSES = {
    "a": {"figure-link"},
    "span": {"figure"},
    "sup": {"footnote-ref"},
    "ul": {"contains-task-list"},
    "ol": {"contains-task-list"},
    "li": {"task-list-item"},
    "td": {"align-left", "align-center", "align-right"},
    "th": {"align-left", "align-center", "align-right"},
}
_EXACT: dict[tuple[str, str], str] = {
    ("a", "id"): r"fnref-[a-z0-9]+-[1-9]\d*(-[1-9]\d*)?",
    ("a", "role"): "doc-noteref",
    ("a", "rel"): EXTERNAL_REL,
    ("a", "title"): r"(?s).*",
    ("img", "alt"): r"(?s).*",
    ("input", "type"): "checkbox",
    ("input", "checked"): "",
    ("input", "disabled"): "",
    ("ol", "start"): r"\d{1,9}",
    ("p", "lang"): "en|zh-Hans",
    ("blockquote", "lang"): "en|zh-Hans",
    **{(tag, "id"): r"h-[a-z0-9]+-[\w-]+" for tag in _HEADINGS},
}
_PATTERNS = {key: re.compile(pattern) for key, pattern in _EXACT.items()}


def _keep(tag: str, name: str, value: str) -> str | None:
    """Return the value of an attribute if it is exactly one that the renderer makes."""
    if name == "class":
        return value if value in _CLASSES.get(tag, ()) else None
    if name == "href":
        return value if link_allowed(value) else None
    if name == "src":
        return value if image_allowed(value) else None
    return value if _PATTERNS[tag, name].fullmatch(value) else None


@cache
def _cleaner() -> nh3.Cleaner:
    attributes: dict[str, set[str]] = {}
    for tag, name in _EXACT:
        attributes.setdefault(tag, set()).add(name)
    for tag in _CLASSES:
        attributes.setdefault(tag, set()).add("class")
    attributes["a"].add("href")
    attributes["img"].add("src")
    return nh3.Cleaner(
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes=attributes,
        attribute_filter=_keep,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel=None,
    )


def sanitise(html: str) -> str:
    """Return ``html`` without anything the renderer does not make."""
    return _cleaner().clean(html)
