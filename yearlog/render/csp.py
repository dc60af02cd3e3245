"""Seals a finished HTML page with a Content-Security-Policy that lets it load nothing but itself.

The policy stands in the page, in a ``<meta>`` element, because a page that is mailed or opened from
a folder has no server to send headers. Scripts and styles are allowed by the hash of their text
(CSP Level 3, section 6.7.3), so a script that got into the page by way of someone's words does not
run even if every escape failed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser

FILES_BESIDE = "'self' file:"
"""The source expression for files that lie in the page's own folder.

Measured with Chromium 156: ``'self'`` alone covers a page served over HTTP and one opened from a
folder; ``file:`` alone fails over HTTP. CSP leaves it open whether ``'self'`` means anything to a
page whose origin is opaque, as that of a ``file:`` page is, so ``file:`` says it outright; on a
page that came over HTTP it allows nothing, because browsers refuse ``file:`` addresses there.
"""

PHOTOS_AND_MAP_BESIDE: Mapping[str, str] = {
    "img-src": f"{FILES_BESIDE} data:",
    "frame-src": FILES_BESIDE,
}
"""Directives for a page that shows ``photos/x.jpg`` and opens ``map.html`` in a frame."""

_DEFAULTS: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "",
    "style-src": "",
    "img-src": "data:",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_JAVASCRIPT_TYPES = frozenset(
    {"", "module", "importmap", "text/javascript", "application/javascript", "text/ecmascript"}
)
_CHARSET_WITHIN = 1024
"""Browsers look for ``<meta charset>`` in the first 1024 bytes (HTML, section 4.2.5.4)."""


class UnsealablePageError(ValueError):
    """A page holds something that no hash can allow: a fault in a template, not in a journal."""

    def __init__(self, offences: list[str]) -> None:
        super().__init__("the page cannot be sealed: " + "; ".join(offences))
        self.offences = tuple(offences)


class _Page(HTMLParser):
    """Collects inline scripts and styles, and what a sealed page must not have."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.inline: dict[str, list[str]] = {"script": [], "style": []}
        self.offences: list[str] = []
        self.style_attributes: list[str] = []
        self.policies: list[str] = []
        self.head_end: int | None = None
        self._open = ""
        self._parts: list[str] = []
        self._line_starts = [0, *(m.end() for m in re.finditer("\n", html))]
        self.feed(html)
        self.close()

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name.lower(): value or "" for name, value in attrs}

        def where() -> str:
            return f"<{tag}> on line {self.getpos()[0]}"

        if tag == "head" and self.head_end is None:
            self.head_end = self._offset() + len(self.get_starttag_text() or "")
        for name, value in values.items():
            if name.startswith("on"):
                self.offences.append(f"event attribute {name} of {where()}")
            if name == "style":
                self.style_attributes.append(f"style attribute of {where()}")
            if _scheme(value) == "javascript":
                self.offences.append(f"javascript: address in {name} of {where()}")
        if tag == "script" and ("src" in values or "href" in values or "xlink:href" in values):
            self.offences.append(f"external script {where()}")
        elif tag == "link" and "stylesheet" in values.get("rel", "").lower().split():
            self.offences.append(f"external style {where()}")
        elif tag == "meta" and values.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(values.get("content", ""))
        if tag == "style" or (
            tag == "script" and values.get("type", "").strip().lower() in _JAVASCRIPT_TYPES
        ):
            self._open, self._parts = tag, []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag in self.inline:
            self.offences.append(f"self-closing <{tag}/> on line {self.getpos()[0]}")
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self._parts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open:
            text = "".join(self._parts)
            if "<!--" in text:
                # Inside a script this starts a state in which browsers read </script> differently.
                self.offences.append(f"<!-- inside <{tag}> before line {self.getpos()[0]}")
            self.inline[tag].append(text)
            self._open = ""


def _scheme(address: str) -> str:
    """Return what stands before the first colon as a browser reads it, without control letters."""
    end = address.find(":")
    return re.sub(r"[\x00-\x20]", "", address[:end]).lower() if end > 0 else ""


def source_hash(text: str) -> str:
    """Return the CSP source expression ``'sha256-…'`` of an inline script's or style's text.

    Line ends are hashed as LF, which is what a browser's parser makes of CRLF and CR.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(page: _Page, directives: Mapping[str, str]) -> str:
    """Return the policy: the defaults, the page's hashes, then ``directives``, which replace."""
    merged = dict(_DEFAULTS)
    for tag, texts in page.inline.items():
        merged[f"{tag}-src"] = " ".join(dict.fromkeys(map(source_hash, texts))) or "'none'"
    merged |= directives
    return "; ".join(f"{name} {value}".strip() for name, value in merged.items())


def _attribute(value: str) -> str:
    """Escape for double quotes, leaving the single quotes of a policy readable."""
    return escape(value, quote=False).replace('"', "&quot;")


def seal(html: str, *, directives: Mapping[str, str] = {}) -> str:
    """Return ``html`` with its policy as the first element of ``<head>``; a sealed page as it is.

    ``directives`` maps a directive's name to its source expressions; one that has a default here
    replaces it. ``PHOTOS_AND_MAP_BESIDE`` is the mapping for a page with photos and a framed map.

    Raises:
        UnsealablePageError: for a style or event attribute, a ``javascript:`` address, an external
            script or style, another policy already there, no ``<head>``, or a ``<meta charset>``
            that the policy would push out of the first 1024 bytes. Style attributes pass if
            ``directives`` allow ``'unsafe-inline'`` styles.
    """
    page = _Page(html)
    offences = page.offences
    styles = directives.get("style-src-attr", directives.get("style-src", ""))
    if "'unsafe-inline'" not in styles:
        offences = offences + page.style_attributes
    if page.head_end is None:
        offences = [*offences, "no <head>"]
    if offences or page.head_end is None:
        raise UnsealablePageError(offences)
    content = policy(page, directives)
    if page.policies == [content]:
        return html
    if page.policies:
        raise UnsealablePageError(["another policy is there already"])
    meta = f'<meta http-equiv="Content-Security-Policy" content="{_attribute(content)}">'
    head, rest = html[: page.head_end], html[page.head_end :]
    sealed = f"{head}\n{meta}{rest}"
    charset = re.search(r"<meta\s+charset[^>]*>", sealed, re.IGNORECASE)
    if charset and len(sealed[: charset.end()].encode()) > _CHARSET_WITHIN:
        raise UnsealablePageError(["too many scripts and styles before <meta charset>"])
    return sealed
