"""A strict reader of HTML for the tests: what a browser would mend in silence is an error here."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
BLOCK = {
    "address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre",
    "section", "table", "ul",
}  # fmt: skip
CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "tr": {"td", "th"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "table": {"caption", "thead", "tbody"},
    "dl": {"div", "dt", "dd"},
}
SELF_CLOSED = {"path", "rect", "circle"}


class Page(HTMLParser):
    """An HTML page read strictly.

    ``tags`` are all elements in order, ``faults`` what is wrong with their nesting; ``elements``
    are (tag, attributes, text) of those that were closed.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.faults: list[str] = []
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, dict[str, str], str]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag, _, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {name: value or "" for name, value in attrs}
        where = f"line {self.getpos()[0]}"
        if len(own) != len(attrs):
            self.faults.append(f"<{tag}> says an attribute twice, {where}")
        inside = [name for name, _, _ in self._open]
        if tag in BLOCK and {"p", "span", "a", "h1", "h2", "h3"} & set(inside):
            self.faults.append(f"<{tag}> inside {inside}, {where}")
        if tag == "a" and "a" in inside:
            self.faults.append(f"<a> inside <a>, {where}")
        if inside and inside[-1] in CHILDREN and tag not in CHILDREN[inside[-1]]:
            self.faults.append(f"<{tag}> as a child of <{inside[-1]}>, {where}")
        self.tags.append(tag)
        self.attributes.append((tag, own))
        if tag not in VOID:
            self._open.append((tag, own, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SELF_CLOSED:
            self.faults.append(f"<{tag}/> on line {self.getpos()[0]}")
        self.tags.append(tag)
        self.attributes.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            expected = self._open[-1][0] if self._open else "nothing"
            self.faults.append(f"</{tag}> for <{expected}>, line {self.getpos()[0]}")
            return
        name, own, parts = self._open.pop()
        self.texts.append((name, own, "".join(parts)))

    def handle_data(self, data: str) -> None:
        for _, _, parts in self._open:
            parts.append(data)

    def ids(self) -> list[str]:
        """Return every id in order."""
        return [own["id"] for _, own in self.attributes if "id" in own]

    def find(self, tag: str, **wanted: str) -> list[tuple[dict[str, str], str]]:
        """Return (attributes, text) of the elements with a tag and attributes, as they closed."""
        names = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            (own, " ".join(text.split()))
            for name, own, text in self.texts
            if name == tag
            and all(
                value in own.get(key, "").split() if key == "class" else own.get(key) == value
                for key, value in names.items()
            )
        ]
