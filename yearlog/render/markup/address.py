"""Which addresses of links and images a page may hold."""

from __future__ import annotations

import re
from urllib.parse import unquote

from yearlog.render.markup.model import ImageUrl

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LINK_SCHEMES = ("http://", "https://", "mailto:")
_RELATIVE = re.compile(r"(?![/\\]{2})[^\s\\\x00-\x1f]+")
_DATA = re.compile(
    r"data:image/(?:png|jpeg|gif|webp|avif|svg\+xml)(?:;charset=utf-8)?(?:;base64)?,"
)
_REMOTE = re.compile(r"(?i)https?:|//")


def link_allowed(href: str) -> bool:
    """Whether a link may lead to ``href``: http, https, mailto, or an address on the same site."""
    if href.lower().startswith(_LINK_SCHEMES):
        return True
    # A browser drops control characters and reads a backslash as a slash.
    plain = re.sub(r"[\x00-\x20\\]", "/", unquote(href))
    return bool(href) and ":" not in plain and not plain.startswith("//")


def is_external(href: str) -> bool:
    """Whether ``href`` leaves the site."""
    return href.lower().startswith(("http://", "https://"))


def image_allowed(src: str) -> bool:
    """Whether a page may show ``src``: a raster or SVG ``data:`` URI, or a relative path."""
    if _DATA.match(src):
        return True
    return _SCHEME.match(unquote(src)) is None and _RELATIVE.fullmatch(src) is not None


def image_address(src: str, image_url: ImageUrl | None) -> str | None:
    """Return where an image is shown from, or None: nothing is shown that the caller did not name.

    Spaces in the caller's path are percent-encoded.
    """
    found = image_url(unquote(src)) if image_url is not None else None
    if found is None:
        return None
    found = found.replace(" ", "%20")
    return found if image_allowed(found) else None


def is_remote(src: str) -> bool:
    """Whether an image the author named is on another host."""
    return _REMOTE.match(src) is not None
